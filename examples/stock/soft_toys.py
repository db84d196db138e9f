"""Soft toys."""

from __future__ import annotations

from .model import Line

SOFT_TOYS = (
    Line(
        "Barnaby bear with scarf",
        "bear",
        "Toys > Soft toys",
        "Moppletoft",
        32.0,
        "plush",
        (
            "A squashy teddy with a serious face and a knitted scarf. Machine washable, which "
            "matters more than you think.",
            "The bear who listens. Soft plush, sewn-in eyes, safe from birth.",
        ),
        ("tan", "chestnut"),
        {"scarf": "red"},
        "close",
        tags="baby gift child teddy animal toddler",
    ),
    Line(
        "Bao the panda",
        "bear",
        "Toys > Soft toys",
        "Moppletoft",
        34.0,
        "plush",
        (
            "Black ears, white tummy, permanently hungry. Deep pile plush made from recycled "
            "bottles.",
        ),
        ("white",),
        {"kind": "panda", "limbs": "black"},
        tags="baby gift child animal",
    ),
    Line(
        "Russet the fox",
        "bear",
        "Toys > Soft toys",
        "Moppletoft",
        32.0,
        "plush",
        (
            "A woodland fox with a brush tail and clever eyes. Sits up on shelves, lies down at "
            "bedtime.",
        ),
        ("rust",),
        {"kind": "fox"},
        tags="baby gift child animal",
    ),
    Line(
        "Biscuit the dog in a jumper",
        "bear",
        "Toys > Soft toys",
        "Moppletoft",
        36.0,
        "plush, wool",
        (
            "Floppy ears and a real knitted jumper that comes off for washing. A loyal friend "
            "who needs no walks.",
        ),
        ("oat",),
        {"kind": "dog", "limbs": "chestnut", "jumper": "navy"},
        tags="baby gift child animal dog",
    ),
    Line(
        "Sleepy koala",
        "bear",
        "Toys > Soft toys",
        "Moppletoft",
        32.0,
        "plush",
        ("Big ears, big nose, not much ambition. Perfect for naps.",),
        ("grey",),
        {"kind": "koala"},
        tags="baby gift child animal",
    ),
    Line(
        "Clover rabbit in a {colour} flowered frock",
        "rabbit",
        "Toys > Soft toys",
        "Moppletoft",
        29.0,
        "plush, cotton",
        (
            "Long ears, dangly legs and a cotton dress printed with tiny flowers. Small enough "
            "to come along everywhere.",
        ),
        ("cream", "sky blue"),
        {"fur": "ecru", "pattern": "floral", "petals": ("rose", "coral", "white"), "size": 0.5},
        tags="baby gift child animal flowers",
    ),
    Line(
        "Flop-eared rabbit in {colour} dungarees",
        "rabbit",
        "Toys > Soft toys",
        "Moppletoft",
        29.0,
        "plush, cotton",
        (
            "Ready for the allotment, or bed. Soft short plush with brass-look buttons stitched "
            "on tight.",
        ),
        ("denim blue", "mustard"),
        {"fur": "light grey", "clothes": "dungarees", "droop": True},
        tags="baby gift child animal",
    ),
)
