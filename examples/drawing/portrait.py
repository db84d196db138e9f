"""One product's picture, framed: which form, from where, on what backdrop."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image

from . import (
    bags,
    bottoms,
    cabinets,
    cookware,
    lamps,
    outerwear,
    seating,
    shoes,
    tableware,
    tops,
    toys,
)
from .canvas import Canvas, View, paper_tint
from .colours import RGB
from .look import Look
from .materials import wood

Form = Callable[[Canvas, Look], None]

FORMS: dict[str, Form] = {
    form.__name__: form
    for form in (
        tops.tshirt,
        tops.shirt,
        tops.jumper,
        tops.hoodie,
        bottoms.dress,
        bottoms.skirt,
        bottoms.trousers,
        outerwear.jacket,
        outerwear.beanie,
        outerwear.scarf,
        outerwear.socks,
        outerwear.apron,
        outerwear.gloves,
        bags.tote,
        bags.basket,
        bags.backpack,
        bags.satchel,
        bags.weekender,
        bags.bucket_bag,
        bags.pouch,
        tableware.mug,
        tableware.tumbler,
        tableware.bowl,
        tableware.plate,
        tableware.teapot,
        tableware.vase,
        tableware.jar,
        tableware.carafe,
        tableware.trivet_basket,
        tableware.bottle,
        cookware.casserole,
        cookware.frying_pan,
        cookware.board,
        cookware.knife,
        cookware.kettle,
        cookware.tea_towel,
        cookware.utensils,
        lamps.pendant,
        lamps.table_lamp,
        lamps.desk_lamp,
        lamps.floor_lamp,
        lamps.lantern,
        lamps.candlestick,
        seating.armchair,
        seating.sofa,
        seating.chair,
        seating.stool,
        seating.bench,
        seating.cushion,
        cabinets.table,
        cabinets.round_table,
        cabinets.shelves,
        cabinets.cabinet,
        cabinets.bed,
        cabinets.mirror,
        cabinets.clock,
        cabinets.rug,
        toys.train,
        toys.car,
        toys.bear,
        toys.rabbit,
        toys.rings,
        toys.blocks,
        toys.ball,
        toys.rocking_horse,
        toys.robot,
        toys.boat,
    )
}
# Wrapped by `shoes._paired`, so their own names are given here.
FORMS |= {
    "sneaker": shoes.sneaker,
    "boot": shoes.boot,
    "loafer": shoes.loafer,
    "sandal": shoes.sandal,
}

# Where a close-up looks, as shares of the product's width and height.
_FOCUS = {
    "sneaker": (0.6, 0.5),
    "scarf": (0.5, 0.74),
    "plate": (0.32, 0.34),
    "tote": (0.5, 0.64),
    "frying_pan": (0.56, 0.58),
    "satchel": (0.5, 0.68),
    "pendant": (0.5, 0.72),
    "bear": (0.5, 0.3),
}
# Rooms for the pictures that show a thing in use: wall, and the timber it stands on.
_ROOMS: tuple[tuple[RGB, str], ...] = (
    ((0.87, 0.90, 0.86), "oak"),
    ((0.93, 0.88, 0.82), "walnut"),
    ((0.85, 0.89, 0.93), "ash"),
    ((0.94, 0.86, 0.82), "beech"),
)


@dataclass(frozen=True)
class Shot:
    """`kind` is main, back, angle, close or use; the rest is for snapshots."""

    kind: str = "main"
    turn: float = 0.0
    fill: float = 80.0
    phone: bool = False
    wall: RGB | None = None


Box = tuple[float, float, float, float]


def framed(form: str, look: Look, seed: str, fill: float = 80.0) -> tuple[View, Box]:
    """A view that fits the whole product, and the space it takes, from a thumbnail of it."""
    rough = Canvas(seed, View(zoom=0.5), size=72)
    FORMS[form](rough, look)
    left, top, right, bottom = ((v - 50) / 0.5 + 50 for v in rough.extent())
    zoom = min(1.45, fill / max(right - left, bottom - top))
    return View(zoom, (left + right) / 2, (top + bottom) / 2), (left, top, right, bottom)


def portrait(form: str, look: Look, seed: str, paper: str, shot: Shot | None = None) -> Image.Image:
    """The finished picture. `seed` shapes the product; `paper` chooses its backdrop."""
    shot = shot or Shot()
    chooser = random.Random(f"{paper} {shot.kind}")
    if shot.kind in ("back", "angle"):
        look = replace(look, side=shot.kind)
    view, (left, top, right, bottom) = framed(
        form, look, seed, 66.0 if shot.kind == "use" else shot.fill
    )
    if shot.kind == "close":
        u, v = _FOCUS.get(form, (0.5, 0.36))
        view = View(view.zoom * 1.85, left + u * (right - left), top + v * (bottom - top))
    canvas = Canvas(seed, replace(view, turn=shot.turn))
    if shot.kind == "use" or shot.phone:
        wall, timber = chooser.choice(_ROOMS)
        if shot.kind == "use":
            canvas.tabletop(wall, wood(timber), bottom - 9 / view.zoom)
        else:
            canvas.backdrop(shot.wall or wall)
    else:
        canvas.backdrop(paper_tint(chooser, look.colour))
    FORMS[form](canvas, look)
    if shot.phone:
        canvas.snapshot()
    return canvas.finished()
