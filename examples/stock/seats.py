"""Armchairs, sofas, chairs, stools and benches."""

from __future__ import annotations

from .model import Line

SEATS = (
    Line(
        "Burrow armchair in {colour}",
        "armchair",
        "Furniture > Armchairs",
        "Oakhallow",
        549.0,
        "wool, wood",
        (
            "Deep seat, soft arms, tapered walnut legs: a chair to finish a novel in. The covers"
            " unzip for cleaning.",
            "A generous club chair upholstered in hard-wearing wool. Once down, you may need "
            "help getting up.",
        ),
        ("sage", "navy", "rust"),
        {},
        "angle",
        tags="reading living-room",
    ),
    Line(
        "Velvet tub chair, {colour}",
        "armchair",
        "Furniture > Armchairs",
        "Oakhallow",
        479.0,
        "velvet, wood",
        (
            "Rounded like a scoop of ice cream and finished in glowing velvet. Small enough for "
            "a bay window.",
        ),
        ("mustard", "petrol"),
        {"style": "tub", "fabric": "velvet"},
        "angle",
        tags="living-room",
    ),
    Line(
        "Veranda frame armchair",
        "armchair",
        "Furniture > Armchairs",
        "Oakhallow",
        429.0,
        "oak wood, linen",
        (
            "An open oak frame with loose cushions and a scatter pillow. Light to move, hard to "
            "leave.",
        ),
        ("rust", "oat", "forest green"),
        {"style": "frame", "pillow": "ecru"},
        "angle",
        tags="wooden living-room",
    ),
    Line(
        "Library leather armchair",
        "armchair",
        "Furniture > Armchairs",
        "Oakhallow",
        1299.0,
        "leather, wood",
        (
            "Full-grain leather with a buttoned back and broad arms. It will be handed down, "
            "creases and all.",
        ),
        ("cognac", "black"),
        {"fabric": "leather", "buttons": True},
        "angle",
        tags="reading living-room",
    ),
    Line(
        "Long Weekend three-seat sofa, {colour}",
        "sofa",
        "Furniture > Sofas",
        "Oakhallow",
        1299.0,
        "wool, wood",
        (
            "Three proper seats, loose back cushions and room for the dog. Delivered in two "
            "parts, so it fits through the door.",
            "A long, low sofa with clean arms and short legs. Comes with two scatter cushions to"
            " argue over.",
        ),
        ("navy",),
        {"pillows": ((-30, "mustard"), (30, "ecru"))},
        "angle",
        tags="living-room",
    ),
    Line(
        "Snug two-seater in {colour}",
        "sofa",
        "Furniture > Sofas",
        "Oakhallow",
        899.0,
        "velvet, wood",
        ("A small sofa with big cushions, for flats and landings. Velvet that shrugs off claws.",),
        ("terracotta", "teal"),
        {"seats": 2, "fabric": "velvet", "round": 6},
        "angle",
        tags="living-room",
    ),
    Line(
        "Saddle leather two-seater",
        "sofa",
        "Furniture > Sofas",
        "Oakhallow",
        1749.0,
        "leather, wood",
        (
            "Butter-soft leather on a beech frame, already the colour old sofas turn. Improves "
            "with spills.",
        ),
        ("cognac",),
        {"seats": 2, "fabric": "leather"},
        "angle",
        tags="living-room",
    ),
    Line(
        "Slatback dining chair, {colour}",
        "chair",
        "Furniture > Chairs",
        "Oakhallow",
        129.0,
        "wood",
        (
            "Three curved slats, pegged joints and a seat that does not mind being stood on to "
            "change a bulb.",
        ),
        ("oak", "walnut"),
        {},
        "angle",
        tags="dining wooden",
    ),
    Line(
        "Spindle kitchen chair",
        "chair",
        "Furniture > Chairs",
        "Oakhallow",
        139.0,
        "painted wood",
        (
            "Slender spindles under a comb rail, painted in a durable satin. A country chair "
            "with city manners.",
        ),
        ("black", "sage"),
        {"style": "spindle"},
        tags="dining",
    ),
    Line(
        "Cord-seat ladder chair",
        "chair",
        "Furniture > Chairs",
        "Oakhallow",
        189.0,
        "wood, paper cord",
        (
            "Woven paper-cord seat and a four-rung back, light enough to lift with one finger. "
            "Well, two.",
        ),
        ("oak",),
        {"style": "ladder", "cover": "cord"},
        "angle",
        tags="dining wooden woven",
    ),
    Line(
        "Padded dining chair with {colour} frame",
        "chair",
        "Furniture > Chairs",
        "Oakhallow",
        179.0,
        "leather, wood",
        (
            "Cushioned leather seat and back on slim timber legs. Dinner can go on as long as it"
            " likes.",
        ),
        ("walnut",),
        {"style": "leather", "cover": "cognac"},
        tags="dining",
    ),
    Line(
        "Milking stool",
        "stool",
        "Furniture > Stools",
        "Oakhallow",
        64.0,
        "wood",
        (
            "A round seat on splayed legs, good for sitting, standing plants or reaching the top"
            " shelf.",
        ),
        ("oak", "walnut"),
        {},
        tags="wooden plant",
    ),
    Line(
        "Tall bar stool with leather seat",
        "stool",
        "Furniture > Stools",
        "Oakhallow",
        149.0,
        "metal, leather",
        ("Counter height, with a brass ring for your feet and a padded seat for the rest of you.",),
        ("black",),
        {"tall": 1.0, "cover": "cognac", "ring": "brass"},
        tags="kitchen-seat",
    ),
    Line(
        "Moroccan-style pouf, {colour}",
        "stool",
        "Furniture > Stools",
        "Sedgewicker",
        98.0,
        "cotton",
        ("A plump, stitched footstool that doubles as a seat for late arrivals.",),
        ("terracotta",),
        {"style": "pouf"},
        tags="footstool living-room warm",
    ),
    Line(
        "Hallway bench with rust cushion",
        "bench",
        "Furniture > Benches",
        "Oakhallow",
        219.0,
        "oak wood",
        ("Somewhere to pull your boots on. Solid oak legs, with a cushion that ties on.",),
        ("oak",),
        {"cover": "rust", "shelf": True},
        tags="hall wooden",
    ),
)
