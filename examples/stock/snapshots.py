"""Query pictures: things a shopper might photograph. None of them is in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Snapshot:
    """What is drawn, how it is held, and which products answer it well or fairly."""

    name: str
    form: str
    colour: str
    what: str
    best: str
    fair: str
    details: Mapping[str, Any] = field(default_factory=dict)
    turn: float = 4.0
    fill: float = 74.0
    kind: str = "main"
    wall: RGB = (0.87, 0.79, 0.69)


_TEAL_WALL, _DESK, _LAWN = (0.78, 0.82, 0.80), (0.80, 0.70, 0.60), (0.76, 0.80, 0.66)

SNAPSHOTS = (
    Snapshot(
        "striped-tshirt",
        "tshirt",
        "white",
        "a wide short-sleeved T-shirt with blue stripes",
        "form:tshirt striped blue | form:tshirt striped navy",
        "form:tshirt striped | form:jumper striped",
        {"pattern": "breton", "accent": "blue", "fit": 1.14, "length": 80, "size": 0.8},
        5.0,
    ),
    Snapshot(
        "green-mug",
        "mug",
        "green",
        "a rounded green mug with an ear-shaped handle",
        "form:mug sage | form:mug mint | form:mug petrol",
        "form:mug | form:tumbler",
        {"shape": "round", "handle": "ear", "wide": 0.95},
        -4.0,
        wall=_DESK,
    ),
    Snapshot(
        "blue-sneaker",
        "sneaker",
        "denim blue",
        "a low blue suede trainer with a white sole",
        "form:sneaker navy | form:sneaker petrol | form:sneaker sky",
        "form:sneaker",
        {"fabric": "suede", "accent": "white", "mark": "bars", "thick": 0.6},
        7.0,
    ),
    Snapshot(
        "orange-armchair",
        "armchair",
        "orange",
        "a low, wide orange armchair",
        "form:armchair rust | form:armchair mustard | form:armchair cognac",
        "form:armchair | form:sofa",
        {"wide": 1.12, "leg": 6.0, "back": 38},
        -3.0,
        kind="angle",
    ),
    Snapshot(
        "floral-dress",
        "dress",
        "peach",
        "a peach sundress with flowers and puffed sleeves",
        "form:dress floral",
        "form:dress | form:skirt floral",
        {"pattern": "floral", "petals": ("burgundy", "white"), "sleeves": True, "length": 84},
        4.0,
        wall=_TEAL_WALL,
    ),
    Snapshot(
        "desk-lamp",
        "desk_lamp",
        "charcoal",
        "a dark jointed desk lamp, bent low",
        "form:desk_lamp industrial",
        "form:desk_lamp",
        {"aim": 54.0, "foot": "walnut"},
        3.0,
        wall=_DESK,
    ),
    Snapshot(
        "straw-bag",
        "basket",
        "sand",
        "a squat straw basket bag with tan handles",
        "form:basket",
        "form:tote | form:trivet_basket",
        {"fabric": "straw", "width": 36, "top": 48, "strap": "tan"},
        -6.0,
        wall=_LAWN,
    ),
    Snapshot(
        "blue-teapot",
        "teapot",
        "cobalt",
        "a glossy blue teapot",
        "form:teapot tea",
        "form:teapot | form:kettle",
        {"finish": "gloss"},
        3.0,
        wall=_DESK,
    ),
    Snapshot(
        "old-bear",
        "bear",
        "camel",
        "a well-loved teddy bear in a green bow",
        "form:bear teddy",
        "form:bear | form:rabbit",
        {"bow": "green"},
        -5.0,
    ),
    Snapshot(
        "school-bag",
        "backpack",
        "teal",
        "a teal backpack with a front pocket",
        "form:backpack canvas -waxed",
        "form:backpack",
        {"pocket": "navy"},
        4.0,
        wall=_TEAL_WALL,
    ),
    Snapshot(
        "rain-boot",
        "boot",
        "blue",
        "a blue rubber boot on a wet day",
        "form:boot rain",
        "form:boot",
        {"style": "wellington", "fabric": "rubber", "sole": "sand"},
        -4.0,
        wall=_LAWN,
    ),
    Snapshot(
        "toy-train",
        "train",
        "plum",
        "a purple and yellow wooden engine with a wagon",
        "form:train",
        "form:car | form:boat",
        {"accent": "mustard", "third": "coral", "wheels": "teal"},
        3.0,
    ),
)
