"""Knitwear, sweatshirts, dresses and skirts."""

from __future__ import annotations

from .model import Line

KNITS_AND_DRESSES = (
    Line(
        "Skerry cable jumper in {colour}",
        "jumper",
        "Clothing > Knitwear",
        "Fenmarl",
        98.0,
        "lambswool",
        (
            "A fisherman's roll neck with deep cables, knitted from undyed and softly dyed "
            "lambswool. The sort of jumper people borrow and do not give back.",
            "Thick cables, a generous roll neck and ribs that hug. Made for sea walls and long "
            "walks.",
        ),
        ("oat", "navy", "forest green"),
        {"fabric": "cable", "neck": "roll"},
        "close",
        tags="winter warm",
    ),
    Line(
        "Northlight Fair Isle jumper",
        "jumper",
        "Clothing > Knitwear",
        "Fenmarl",
        112.0,
        "wool",
        (
            "Little diamonds and ticks march round this crew neck in heathered wool. Traditional"
            " without being a costume.",
            "Patterned all over in the Fair Isle manner, and warm enough for a snowball fight. "
            "Hand wash, dry flat, love for ever.",
        ),
        ("forest green/ecru/rust", "navy/ecru/sky blue"),
        {"pattern": "fair isle"},
        "back",
        tags="patterned winter warm",
    ),
    Line(
        "Hearth cardigan, {colour}",
        "jumper",
        "Clothing > Knitwear",
        "Fenmarl",
        86.0,
        "merino wool",
        (
            "A deep V-neck cardigan in springy merino, fastened with four chestnut buttons. It "
            "lives on the back of the chair and is always in use.",
        ),
        ("mustard", "oat"),
        {"cardigan": True},
        tags="buttons winter warm",
    ),
    Line(
        "Slipway crew-neck jumper",
        "jumper",
        "Clothing > Knitwear",
        "Fenmarl",
        74.0,
        "cotton",
        (
            "A summer-weight knit in smooth cotton, striped like a deckchair. For evenings when "
            "the sun has gone but nobody wants to go in.",
        ),
        ("cream/navy", "sky blue/white"),
        {"pattern": "stripes", "gauge": 1.4},
        tags="striped",
    ),
    Line(
        "Basin Street hoodie in {colour}",
        "hoodie",
        "Clothing > Sweatshirts",
        "Brackenfold",
        62.0,
        "cotton",
        (
            "Loopback cotton with a double-lined hood and a pocket deep enough for both hands. "
            "No logo, no fuss.",
            "A heavyweight pullover hoodie, brushed inside and roomy without being sloppy. The "
            "drawcord will not vanish in the wash.",
        ),
        ("charcoal", "navy", "sage"),
        {},
        "back",
        tags="casual",
    ),
    Line(
        "Runner's zip hoodie",
        "hoodie",
        "Clothing > Sweatshirts",
        "Brackenfold",
        68.0,
        "cotton",
        (
            "Zip it to the chin on the way out, tie it round your waist on the way back. Soft "
            "fleece-backed cotton with a sturdy metal zip.",
        ),
        ("grey", "black"),
        {"zip": True},
        tags="sport casual",
    ),
    Line(
        "Wildgarden linen sundress",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        89.0,
        "linen",
        (
            "A swingy linen dress sprigged with flowers, with adjustable straps and, yes, "
            "pockets. Pack it for anywhere warm.",
            "Fitted above, floaty below and covered in garden flowers. The linen is pre-washed, "
            "so it is soft straight away.",
            "The dress for long lunches under trees: light linen, painted petals and a waist "
            "that ties. Looks lovely with sandals and a basket.",
        ),
        ("cream/rose/coral", "terracotta/cream/mustard", "sage/white/peach"),
        {"pattern": "floral", "fabric": "linen"},
        "back",
        tags="flowers floral summer warm sundress",
    ),
    Line(
        "Polka tea dress, {colour}",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        94.0,
        "viscose",
        (
            "Short puffed sleeves, a buttoned front and a skirt with plenty of swish. Dots never"
            " did anyone any harm.",
        ),
        ("navy/white", "red/cream"),
        {"pattern": "dots", "sleeves": True, "buttons": True},
        tags="spotted party",
    ),
    Line(
        "Tiered linen dress in {colour}",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        96.0,
        "linen",
        (
            "Three gathered tiers of washed linen fall from soft shoulder ties. Easy, cool and "
            "very good at parties on the grass.",
        ),
        ("terracotta",),
        {"fabric": "linen", "tier": True, "flare": 28},
        "back",
        tags="summer plain warm sundress",
    ),
    Line(
        "Gingham picnic dress",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        78.0,
        "cotton",
        (
            "Checked cotton with a square of shirring at the back, so it moves when you do. Made"
            " for rugs, jam and wasps.",
        ),
        ("white/red", "white/blue"),
        {"pattern": "gingham", "tie": True},
        tags="checked summer sundress",
    ),
    Line(
        "Winter berry velvet dress",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        119.0,
        "velvet",
        (
            "Deep-pile velvet that catches candlelight, with a gathered skirt and short sleeves."
            " The dress you keep for December.",
        ),
        ("burgundy",),
        {"fabric": "velvet", "sleeves": True},
        tags="party plain winter",
    ),
    Line(
        "Glen pleated kilt skirt",
        "skirt",
        "Clothing > Skirts",
        "Fenmarl",
        82.0,
        "wool",
        (
            "Knife pleats in a soft checked wool, sitting neatly at the waist. Add boots and a "
            "thick jumper.",
            "A swishing pleated skirt woven in a small mill, lined so it never clings. Good for "
            "ceilidhs and offices alike.",
        ),
        ("forest green/navy/mustard", "burgundy/navy/cream"),
        {"pattern": "tartan"},
        tags="checked winter",
    ),
    Line(
        "Cord button-through skirt, {colour}",
        "skirt",
        "Clothing > Skirts",
        "Brackenfold",
        56.0,
        "corduroy",
        (
            "Fine-wale corduroy with buttons all the way down and deep side pockets. A friendly "
            "sort of A-line.",
        ),
        ("rust", "mustard"),
        {"fabric": "cord", "pleats": 5, "flare": 24, "buttons": True, "length": 72},
        tags="plain winter",
    ),
    Line(
        "Petal midi skirt",
        "skirt",
        "Clothing > Skirts",
        "Ostrelle",
        64.0,
        "viscose",
        (
            "A fluid midi skirt scattered with blossoms, elasticated at the back for second "
            "helpings. It dances when you walk.",
        ),
        ("blush/rose/white", "navy/coral/cream"),
        {"pattern": "floral", "pleats": 7},
        tags="flowers floral summer",
    ),
)
