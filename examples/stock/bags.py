"""Bags, baskets and small leather goods."""

from __future__ import annotations

from .model import Line

BAGS = (
    Line(
        "Sunday Market tote",
        "tote",
        "Bags > Totes",
        "Sedgewicker",
        34.0,
        "canvas, leather",
        (
            "Stiff cotton canvas, leather straps and three bold bars of colour. Holds a week's "
            "vegetables without complaint.",
            "A shopper that stands up by itself while you look for your keys. Printed with three"
            " stripes on the front.",
        ),
        ("ecru/terracotta", "ecru/petrol"),
        {"print": "market"},
        tags="shopping",
    ),
    Line(
        "Lemon grove tote bag",
        "tote",
        "Bags > Totes",
        "Sedgewicker",
        36.0,
        "canvas, leather",
        ("Three ripe lemons on heavy natural canvas. It brightens the bus queue.",),
        ("ecru",),
        {"print": "lemons"},
        "close",
        tags="shopping summer printed",
    ),
    Line(
        "Archway canvas tote, {colour}",
        "tote",
        "Bags > Totes",
        "Sedgewicker",
        36.0,
        "canvas, leather",
        (
            "Nested arches, like a rainbow that has been to art school. Roomy, with an inside "
            "pocket for your phone.",
        ),
        ("oat/rust/mustard", "light grey/navy/coral"),
        {"print": "arch"},
        tags="shopping printed",
    ),
    Line(
        "Two-tone carryall in {colour}",
        "tote",
        "Bags > Totes",
        "Pellavane",
        78.0,
        "canvas, leather",
        (
            "Waxed canvas above, saddle leather below, and long straps that stay on the "
            "shoulder. Fits a laptop and lunch.",
        ),
        ("forest green", "navy"),
        {"base": "cognac"},
        "use",
        tags="laptop office work",
    ),
    Line(
        "Quilted slouch tote",
        "tote",
        "Bags > Totes",
        "Sedgewicker",
        48.0,
        "cotton",
        (
            "Puffy diamond quilting makes this the softest bag we sell. It doubles as a pillow "
            "on trains.",
        ),
        ("rose", "sage"),
        {"fabric": "quilt", "strap_fabric": "cotton"},
        tags="travel",
    ),
    Line(
        "Fig Lane woven basket bag",
        "basket",
        "Bags > Basket bags",
        "Sedgewicker",
        59.0,
        "straw, leather",
        (
            "Hand-woven straw with leather handles, for markets, beaches and bouquets. Each one "
            "takes a day to make.",
            "A French-market basket, light as a loaf and nearly as useful. The leather darkens "
            "with the seasons.",
        ),
        ("sand",),
        {"fabric": "straw"},
        "use",
        tags="woven summer shopping warm",
    ),
    Line(
        "Tasselled beach basket",
        "basket",
        "Bags > Basket bags",
        "Sedgewicker",
        64.0,
        "straw, leather",
        (
            "A wide woven bag with swinging cotton tassels at the rim. Room for two towels and a"
            " trashy novel.",
        ),
        ("sand",),
        {"fabric": "straw", "tassel": ("coral", "mustard", "teal"), "width": 36},
        tags="woven summer beach warm",
    ),
    Line(
        "Striped seagrass basket, {trim} band",
        "basket",
        "Bags > Basket bags",
        "Sedgewicker",
        54.0,
        "seagrass, leather",
        (
            "Woven seagrass with a painted band and short leather handles. It smells faintly of "
            "hay.",
        ),
        ("natural/terracotta", "natural/navy", "natural/sage"),
        {"fabric": "straw", "banded": True, "two_tone": True},
        tags="woven summer warm",
    ),
    Line(
        "Campus backpack in {colour}",
        "backpack",
        "Bags > Backpacks",
        "Brackenfold",
        79.0,
        "canvas, leather",
        (
            "A rounded daypack in dense canvas with a padded laptop sleeve and one big front "
            "pocket. Simple, strong, unshowy.",
            "Everything a rucksack needs: two zips, padded straps, a leather loop to hang it by."
            " Fits a fifteen-inch laptop.",
        ),
        ("navy", "mustard"),
        {},
        "back",
        tags="laptop school work",
    ),
    Line(
        "Courier roll-top rucksack",
        "backpack",
        "Bags > Backpacks",
        "Brackenfold",
        98.0,
        "waxed canvas",
        (
            "Roll it down for the office, up for the groceries. Waxed against the weather and "
            "buckled in brass.",
        ),
        ("olive", "charcoal"),
        {"style": "roll"},
        "back",
        tags="waterproof cycling laptop",
    ),
    Line(
        "Orchard flap backpack, {colour}",
        "backpack",
        "Bags > Backpacks",
        "Brackenfold",
        92.0,
        "canvas, leather",
        (
            "Two leather straps hold down a deep flap, old-school-satchel style. Surprisingly "
            "spacious inside.",
        ),
        ("terracotta", "forest green"),
        {"style": "flap"},
        "back",
        tags="school",
    ),
    Line(
        "Postmistress satchel in {colour}",
        "satchel",
        "Bags > Cross-body",
        "Pellavane",
        139.0,
        "leather",
        (
            "Full-grain leather, a front buckle and a strap that adjusts for bicycles. It will "
            "outlive its first three phones.",
            "A structured cross-body bag with a generous flap and edge stitching done by hand. "
            "Takes a paperback, purse and umbrella.",
        ),
        ("cognac", "black", "forest green"),
        {"fabric": "leather"},
        "close",
        tags="work",
    ),
    Line(
        "Half-moon cross-body bag",
        "satchel",
        "Bags > Cross-body",
        "Pellavane",
        112.0,
        "leather",
        ("A crescent of smooth leather that sits neatly on the hip. One zip, no clutter.",),
        ("black", "tan"),
        {"fabric": "leather", "style": "moon"},
        tags="party",
    ),
    Line(
        "Snapshot camera bag, {colour}",
        "satchel",
        "Bags > Cross-body",
        "Pellavane",
        96.0,
        "leather",
        (
            "Boxy and neat, with two zipped compartments and an adjustable strap. Just big "
            "enough for the essentials.",
        ),
        ("blush", "navy", "mustard"),
        {"fabric": "leather", "style": "camera"},
        tags="travel",
    ),
    Line(
        "Two-night weekender",
        "weekender",
        "Bags > Travel bags",
        "Brackenfold",
        159.0,
        "canvas, leather",
        (
            "Sturdy canvas with leather corners and straps that meet in a wrapped handle. Fits "
            "under the seat, holds more than you would think.",
            "For Friday trains and Sunday returns. The base is reinforced, and the zip opens "
            "almost flat.",
        ),
        ("charcoal", "olive"),
        {},
        "use",
        tags="travel",
    ),
    Line(
        "Drawstring bucket bag",
        "bucket_bag",
        "Bags > Cross-body",
        "Pellavane",
        118.0,
        "leather",
        (
            "Soft, slouchy leather gathered with a cord and finished with tassels. Everything "
            "falls to the bottom, happily.",
        ),
        ("camel", "burgundy"),
        {"fabric": "leather"},
        tags="party",
    ),
    Line(
        "Blossom wash bag",
        "pouch",
        "Bags > Pouches",
        "Sedgewicker",
        22.0,
        "cotton",
        (
            "A zipped pouch in flower-print cotton with a wipeable lining. For toothbrushes, "
            "pencils or secret chocolate.",
        ),
        ("sky blue/white/coral",),
        {"pattern": "floral", "heart": "lemon"},
        tags="flowers floral gift travel",
    ),
    Line(
        "Snap leather wallet in {colour}",
        "pouch",
        "Bags > Small leather",
        "Pellavane",
        46.0,
        "leather",
        ("Six cards, folded notes and a press-stud tab. Slim until you fill it with receipts.",),
        ("green", "cognac"),
        {"style": "wallet", "fabric": "leather"},
        tags="gift",
    ),
)
