"""Trousers, coats and the small warm things."""

from __future__ import annotations

from .model import Line

COATS_AND_WOOLLENS = (
    Line(
        "Workshop straight jeans",
        "trousers",
        "Clothing > Trousers",
        "Brackenfold",
        89.0,
        "denim",
        (
            "Honest thirteen-ounce denim, a straight leg and copper-coloured hardware. Stiff for"
            " a week, yours for years.",
            "Classic five-pocket jeans with contrast stitching and a mid rise. They fade where "
            "you bend and nowhere else.",
        ),
        ("denim blue",),
        {"fabric": "denim", "stitch": "mustard"},
        "back",
        tags="jeans plain casual",
    ),
    Line(
        "Wide linen trousers in {colour}",
        "trousers",
        "Clothing > Trousers",
        "Ostrelle",
        76.0,
        "linen",
        (
            "Loose-legged linen that moves with the breeze, pleated at the front and pressed "
            "with a single crease. Cool in both senses.",
        ),
        ("oat", "white", "terracotta"),
        {"fabric": "linen", "leg": 16, "press": True},
        tags="plain summer warm",
    ),
    Line(
        "Quay chinos",
        "trousers",
        "Clothing > Trousers",
        "Quillby",
        62.0,
        "cotton",
        (
            "Garment-dyed cotton twill with a little stretch and a tidy tapered leg. Smart "
            "enough for Tuesday, easy enough for Saturday.",
        ),
        ("sand", "olive"),
        {"cuff": True},
        tags="plain office",
    ),
    Line(
        "Beachcomber drawstring shorts, {colour}",
        "trousers",
        "Clothing > Shorts",
        "Quillby",
        38.0,
        "linen",
        (
            "Elasticated linen shorts with a cotton drawstring and pockets that hold shells. "
            "They dry while you eat your sandwiches.",
        ),
        ("olive", "sky blue"),
        {"fabric": "linen", "length": 54, "drawstring": True},
        tags="summer shorts plain",
    ),
    Line(
        "Sunday overcoat in {colour}",
        "jacket",
        "Clothing > Coats",
        "Fenmarl",
        245.0,
        "wool",
        (
            "Double-breasted, softly tailored and long enough to keep your knees warm. A real "
            "wool coat at a sensible price.",
            "A timeless overcoat in dense wool, with broad lapels and horn-look buttons. Throw "
            "it over anything.",
        ),
        ("camel", "charcoal"),
        {"cut": "coat", "double": True},
        "back",
        tags="winter smart plain",
    ),
    Line(
        "Downpour raincoat, {colour}",
        "jacket",
        "Clothing > Coats",
        "Brackenfold",
        129.0,
        "waxed cotton",
        (
            "Fully taped seams, a peaked hood and pockets with storm flaps. Rain runs off it; "
            "you can stand in it and wait for the bus, smiling.",
            "A waterproof coat in the proper fisherman's shape, lined with soft cotton. Puddles "
            "optional.",
        ),
        ("mustard",),
        {"cut": "rain", "fabric": "waxed"},
        "back",
        tags="rain waterproof plain",
    ),
    Line(
        "Trucker jacket with cosy collar",
        "jacket",
        "Clothing > Jackets",
        "Brackenfold",
        118.0,
        "denim",
        (
            "Rigid denim, contrast stitching and a fleecy collar you will turn up. Two chest "
            "pockets, one very good jacket.",
        ),
        ("denim blue",),
        {"cut": "denim", "fabric": "denim", "collar": "cream"},
        "back",
        tags="plain casual",
    ),
    Line(
        "Midnight leather bomber",
        "jacket",
        "Clothing > Jackets",
        "Pellavane",
        289.0,
        "leather",
        (
            "Supple full-grain leather with ribbed cuffs and a heavy zip. It creaks a little at "
            "first, then fits like nothing else.",
        ),
        ("black", "chestnut"),
        {"cut": "bomber", "fabric": "leather"},
        tags="plain dark",
    ),
    Line(
        "Lightweight quilted jacket, {colour}",
        "jacket",
        "Clothing > Jackets",
        "Fenmarl",
        109.0,
        "recycled nylon",
        (
            "Channels of recycled down-alternative keep the warmth in without the bulk. It "
            "stuffs into its own pocket.",
        ),
        ("sage", "navy"),
        {"cut": "quilted"},
        tags="warm travel plain winter",
    ),
    Line(
        "Bobble beanie in {colour}",
        "beanie",
        "Clothing > Hats",
        "Fenmarl",
        28.0,
        "wool",
        (
            "Chunky ribbed wool with a turned-up cuff and a very large bobble. Ears will thank "
            "you.",
            "A hat with a pompom is a small act of optimism. Knitted in soft wool, one size.",
        ),
        ("petrol", "burgundy"),
        {"bobble": "cream"},
        tags="winter hat gift",
    ),
    Line(
        "Watchman ribbed beanie",
        "beanie",
        "Clothing > Hats",
        "Fenmarl",
        24.0,
        "merino wool",
        ("The plain docker's hat in fine merino, with a leather tab at the cuff. Never itches.",),
        ("charcoal", "olive", "rust"),
        {},
        tags="winter hat plain",
    ),
    Line(
        "Fold-over tartan scarf",
        "scarf",
        "Clothing > Scarves",
        "Fenmarl",
        45.0,
        "lambswool",
        (
            "Long, fringed and softly brushed on both sides. Wrap it twice and head out.",
            "A lambswool scarf in a muted check, woven on old looms with new yarn. Makes an easy"
            " present.",
        ),
        ("burgundy/navy/cream",),
        {"pattern": "tartan"},
        "close",
        tags="checked winter gift",
    ),
    Line(
        "Herringbone wrap, {colour}",
        "scarf",
        "Clothing > Scarves",
        "Fenmarl",
        52.0,
        "wool",
        ("Fine herringbone wool, big enough to double as a blanket on trains.",),
        ("light grey/charcoal",),
        {"pattern": "herringbone"},
        tags="winter travel",
    ),
    Line(
        "Striped crew socks",
        "socks",
        "Clothing > Socks",
        "Quillby",
        12.0,
        "cotton",
        (
            "Combed cotton socks with a cushioned sole and contrast toes. Cheerful where nobody "
            "can see.",
        ),
        ("mustard/navy", "sky blue/white", "rose/cream"),
        {"pattern": "stripes", "size": 0.7},
        tags="striped gift",
    ),
    Line(
        "Dot-knit socks in {colour}",
        "socks",
        "Clothing > Socks",
        "Quillby",
        12.0,
        "cotton",
        (
            "Little dots, reinforced heels and a cuff that stays up without biting. Sold by the "
            "pair.",
        ),
        ("navy/coral",),
        {"pattern": "dots", "size": 0.7},
        tags="spotted gift",
    ),
    Line(
        "Snowfield mittens",
        "gloves",
        "Clothing > Gloves",
        "Fenmarl",
        32.0,
        "wool",
        (
            "Patterned wool mittens with long ribbed cuffs that tuck under a sleeve. Snow-tested"
            " by small cousins.",
        ),
        ("red/white/navy", "navy/ecru/sky blue"),
        {"pattern": "fair isle"},
        tags="winter patterned gift",
    ),
)
