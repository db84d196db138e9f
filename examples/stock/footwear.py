"""Shoes, boots and sandals."""

from __future__ import annotations

from .model import Line

FOOTWEAR = (
    Line(
        "Courtside leather sneakers with {trim} trim",
        "sneaker",
        "Shoes > Sneakers",
        "Strideholt",
        99.0,
        "leather",
        (
            "Clean white leather, a cupped rubber sole and just enough colour at the heel. They "
            "look good with everything and better a bit scuffed.",
            "A low court shoe in smooth leather, lined with terry and laced in cotton. "
            "Comfortable on the first morning.",
        ),
        ("white/sage", "white/navy"),
        {"two_tone": True},
        "angle",
        tags="low trainers",
    ),
    Line(
        "Dock canvas high-tops in {colour}",
        "sneaker",
        "Shoes > Sneakers",
        "Strideholt",
        64.0,
        "canvas",
        (
            "Rubber-capped canvas high-tops with a round ankle patch and fat white laces. Built "
            "for kerbs and band practice.",
            "The high-top that has not needed improving: tough canvas, flat sole, rubber toe. "
            "Rinse them under the tap.",
        ),
        ("navy/white", "black/white"),
        {"high": True, "fabric": "canvas", "toecap": "rubber", "mark": "disc", "stay": False},
        "angle",
        tags="high trainers",
    ),
    Line(
        "Tempo knit running shoes, {colour}",
        "sneaker",
        "Shoes > Running shoes",
        "Strideholt",
        124.0,
        "recycled knit",
        (
            "A sock-like knitted upper on a thick, springy sole. Light enough for race day, kind"
            " enough for the Monday after.",
            "Engineered knit lets air in and keeps grit out, while the deep foam sole takes the "
            "sting from pavements. For easy miles.",
        ),
        ("grey/coral", "navy/sky blue", "black/lemon"),
        {"fabric": "knit", "thick": 3.0, "mark": "swoop", "two_tone": True},
        "angle",
        tags="running sport trainers",
    ),
    Line(
        "Alley suede trainers",
        "sneaker",
        "Shoes > Sneakers",
        "Strideholt",
        89.0,
        "suede",
        ("Brushed suede with tonal stripes and a caramel-coloured sole. A little bit 1974.",),
        ("petrol/ecru", "rust/cream"),
        {"fabric": "suede", "sole": "sand"},
        "close",
        tags="low trainers retro",
    ),
    Line(
        "All-black commuter sneakers",
        "sneaker",
        "Shoes > Sneakers",
        "Strideholt",
        94.0,
        "leather",
        (
            "Black leather, black laces, black sole: office at nine, five-a-side at six. Wipes "
            "clean in seconds.",
        ),
        ("black",),
        {"accent": "charcoal", "sole": "black", "laces": "black", "mark": "none"},
        tags="low trainers dark office",
    ),
    Line(
        "Canvas plimsolls in {colour}",
        "sneaker",
        "Shoes > Sneakers",
        "Strideholt",
        42.0,
        "canvas",
        (
            "Featherweight canvas pumps with a slim rubber sole. Throw them in the beach bag, "
            "throw them in the wash.",
        ),
        ("ecru/tan", "sky blue/white"),
        {"fabric": "canvas", "mark": "none", "toecap": "rubber", "stay": False},
        tags="low trainers summer",
    ),
    Line(
        "Quarry Chelsea boots, {colour}",
        "boot",
        "Shoes > Boots",
        "Strideholt",
        149.0,
        "leather",
        (
            "Elastic-sided boots in oiled leather that gets handsomer with every polish. Pull "
            "them on, forget about laces.",
            "A trim Chelsea boot with a stacked heel and a stitched welt, so it can be resoled. "
            "From ploughed field to dinner.",
        ),
        ("chestnut", "black"),
        {},
        "angle",
        tags="plain winter",
    ),
    Line(
        "Fellside hiking boots",
        "boot",
        "Shoes > Boots",
        "Strideholt",
        165.0,
        "suede",
        (
            "Padded collar, lugged sole and red laces, because all proper walking boots have red"
            " laces. Water-resistant suede with leather at toe and heel.",
        ),
        ("tan/chestnut", "olive/brown"),
        {"style": "hiker", "fabric": "suede"},
        "angle",
        tags="outdoors walking winter",
    ),
    Line(
        "Puddle wellingtons in {colour}",
        "boot",
        "Shoes > Boots",
        "Strideholt",
        54.0,
        "rubber",
        (
            "Tall natural-rubber wellies with a chunky tread and a cotton lining. Mud is not "
            "their problem.",
        ),
        ("mustard", "forest green"),
        {"style": "wellington", "fabric": "rubber", "sole": "ecru"},
        "angle",
        tags="rain waterproof garden",
    ),
    Line(
        "Library penny loafers",
        "loafer",
        "Shoes > Loafers",
        "Pellavane",
        129.0,
        "leather",
        ("Hand-sewn moccasin fronts and a strap with a slot for a coin. Quiet on wooden floors.",),
        ("burgundy", "black", "cognac"),
        {},
        "angle",
        tags="smart office",
    ),
    Line(
        "Ballet flats with bow, {colour}",
        "loafer",
        "Shoes > Flats",
        "Pellavane",
        79.0,
        "leather",
        (
            "Soft glove leather with a tiny bow and a cushioned insole. They fold into a handbag"
            " for the walk home.",
        ),
        ("black", "blush"),
        {"style": "ballet"},
        tags="party smart",
    ),
    Line(
        "Cork two-strap sandals",
        "sandal",
        "Shoes > Sandals",
        "Strideholt",
        72.0,
        "leather, cork",
        (
            "Two buckled straps over a cork bed that moulds to your foot by August. Sensible has"
            " never been so comfortable.",
        ),
        ("tan", "black"),
        {},
        "angle",
        tags="summer",
    ),
    Line(
        "Striped espadrilles",
        "sandal",
        "Shoes > Sandals",
        "Strideholt",
        39.0,
        "canvas, jute",
        (
            "Canvas slip-ons with a braided jute sole, the shoe equivalent of a cold drink. Keep"
            " them dry and they will keep you happy.",
        ),
        ("navy/ecru", "red/cream"),
        {"style": "espadrille", "fabric": "canvas", "pattern": "candy stripes", "size": 0.7},
        tags="summer striped",
    ),
    Line(
        "Garden clogs in {colour}",
        "sandal",
        "Shoes > Clogs",
        "Pellavane",
        88.0,
        "leather, wood",
        (
            "Leather uppers on a carved wooden sole, with a strap for hurrying. You will hear "
            "yourself coming.",
        ),
        ("red",),
        {"style": "clog"},
        tags="garden",
    ),
)
