"""One product's picture, framed: which form, from where, on what backdrop."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image

from . import (
    armchairs,
    backpacks,
    boots,
    candles,
    chairs,
    coats,
    desk_lamps,
    dishes,
    dresses,
    kitchen_tools,
    knitwear,
    leather_goods,
    mugs,
    pendants,
    pots,
    pourers,
    shirts,
    slip_ons,
    sneakers,
    soft_toys,
    standing_lamps,
    storage,
    tables,
    tees,
    totes,
    trousers,
    vehicles,
    vessels,
    wall_and_floor,
    wooden_toys,
    woollens,
)
from .canvas import Canvas, View, paper_tint
from .colours import RGB
from .look import Look
from .materials import wood

Form = Callable[[Canvas, Look], None]

FORMS: dict[str, Form] = {
    "apron": woollens.apron,
    "armchair": armchairs.armchair,
    "backpack": backpacks.backpack,
    "ball": wooden_toys.ball,
    "basket": totes.basket,
    "beanie": woollens.beanie,
    "bear": soft_toys.bear,
    "bed": storage.bed,
    "bench": chairs.bench,
    "blocks": wooden_toys.blocks,
    "board": kitchen_tools.board,
    "boat": vehicles.boat,
    "boot": boots.boot,
    "bottle": pourers.bottle,
    "bowl": dishes.bowl,
    "bucket_bag": leather_goods.bucket_bag,
    "cabinet": storage.cabinet,
    "candlestick": candles.candlestick,
    "car": vehicles.car,
    "carafe": pourers.carafe,
    "casserole": pots.casserole,
    "chair": chairs.chair,
    "clock": wall_and_floor.clock,
    "cushion": chairs.cushion,
    "desk_lamp": desk_lamps.desk_lamp,
    "dress": dresses.dress,
    "floor_lamp": standing_lamps.floor_lamp,
    "frying_pan": pots.frying_pan,
    "gloves": woollens.gloves,
    "hoodie": knitwear.hoodie,
    "jacket": coats.jacket,
    "jar": vessels.jar,
    "jumper": knitwear.jumper,
    "kettle": pots.kettle,
    "knife": kitchen_tools.knife,
    "lantern": candles.lantern,
    "loafer": slip_ons.loafer,
    "mirror": wall_and_floor.mirror,
    "mug": mugs.mug,
    "pendant": pendants.pendant,
    "plate": dishes.plate,
    "pouch": leather_goods.pouch,
    "rabbit": soft_toys.rabbit,
    "rings": wooden_toys.rings,
    "robot": wooden_toys.robot,
    "rocking_horse": wooden_toys.rocking_horse,
    "round_table": tables.round_table,
    "rug": wall_and_floor.rug,
    "sandal": slip_ons.sandal,
    "satchel": leather_goods.satchel,
    "scarf": woollens.scarf,
    "shelves": storage.shelves,
    "shirt": shirts.shirt,
    "skirt": dresses.skirt,
    "sneaker": sneakers.sneaker,
    "socks": woollens.socks,
    "sofa": armchairs.sofa,
    "stool": chairs.stool,
    "table": tables.table,
    "table_lamp": standing_lamps.table_lamp,
    "tea_towel": kitchen_tools.tea_towel,
    "teapot": pourers.teapot,
    "tote": totes.tote,
    "train": vehicles.train,
    "trivet_basket": dishes.trivet_basket,
    "trousers": trousers.trousers,
    "tshirt": tees.tshirt,
    "tumbler": mugs.tumbler,
    "utensils": kitchen_tools.utensils,
    "vase": vessels.vase,
    "weekender": backpacks.weekender,
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
