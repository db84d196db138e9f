"""Coats and jackets in five cuts, laid flat."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker
from .garments import torso_folds
from .geometry import Pen, ellipse, mirror, rounded, tube, turned
from .look import Look
from .materials import (
    Material,
    cotton,
    denim,
    leather,
    plush,
    ribbed,
    rubber,
    smooth_plastic,
)


def _shell(look: Look) -> Material:
    kind = look.get("fabric", "wool")
    if kind == "denim":
        return denim(look.colour)
    if kind == "leather":
        return leather(look.cloth(), 0.4)
    if kind == "waxed":
        return rubber(look.cloth())
    return cotton(look.cloth(), 1.3)


def jacket(c: Canvas, look: Look) -> None:
    """`cut` is coat, denim, rain, bomber or quilted."""
    cut = look.get("cut", "coat")
    cloth, thread = _shell(look), look.get("stitch", look.thread)
    w = 21.5
    hem = {"coat": 93, "rain": 88, "denim": 72, "bomber": 72, "quilted": 78}[cut]
    top = 12.0
    sx, sy = 50 + w - 1.5, top + 7
    reach = 60 if cut == "coat" else 57
    body = Pen(50, top + 3).line(58, top).line(sx, sy).quad(50 + w - 2, 29, 50 + w, 38)
    body.cubic(
        50 + w - 0.5,
        55,
        50 + w + (2 if cut in ("coat", "rain") else 0),
        68,
        50 + w + (2.4 if cut in ("coat", "rain") else -1),
        hem - 1,
    ).quad(50 + w / 2, hem + 1.2, 50, hem + 1)
    outline = body.mirrored()
    sleeve = (
        Pen(sx - 2, sy - 1)
        .quad(sx + 9, sy + 4, sx + 12, sy + 22)
        .quad(sx + 14.5, sy + 40, sx + 15, sy + reach - 4)
        .line(sx + 6.2, sy + reach - 2.6)
        .quad(sx + 3.6, sy + 38, 50 + w - 1, 38)
        .points()
    )
    cuff = (
        Pen(sx + 15.3, sy + reach - 9)
        .line(sx + 15, sy + reach - 3)
        .line(sx + 6, sy + reach - 1.4)
        .line(sx + 5.6, sy + reach - 7.6)
        .points()
    )
    hood = Pen(50, 5).cubic(59, 4.6, 64, 9, 62.6, 16).quad(60, 22, 50, 25).mirrored()
    parts = [outline, sleeve, mirror(sleeve)] + ([hood] if cut == "rain" else [])
    c.lying(c.mask(*parts), 2.2)
    folds = torso_folds(c, hem, w, 1.5)
    if cut == "quilted":
        rows = [(Pen(10, y).line(90, y).points(), 6.4, 0.55) for y in np.arange(20, 84, 7.5)]
        flat = sum((c.mask(tube(p, 6.0)) for p, _, _ in rows[1:]), c.mask(tube(rows[0][0], 6.0)))
        folds = folds + c.soft(flat, 1.1) * c.pixels(1.1)
    for shape, end, turn in ((sleeve, cuff, -10), (mirror(sleeve), mirror(cuff), 10)):
        c.paint(shape, cloth, puff=6, spin=turn, folds=folds)
        if cut in ("bomber",):
            c.paint(
                end, ribbed(look.get("trim", look.colour), 1.2, 1.8), puff=2, spin=turn, lift=0.3
            )
        elif cut == "denim":
            c.paint(end, cloth, puff=1, lift=0.3)
    mask = c.paint(outline, cloth, puff=8, folds=folds, lift=0.6)
    for side in (-1, 1):
        c.line(
            Pen(50 + side * (w - 1.5), sy)
            .quad(50 + side * (w - 2), 29, 50 + side * w, 38)
            .points(),
            0.35,
            thread,
            0.6,
        )
    if look.back:
        _back(c, look, cut, hem, w, mask, cloth)
        return
    {
        "coat": _coat_front,
        "rain": _rain_front,
        "denim": _denim_front,
        "bomber": _zip_front,
        "quilted": _zip_front,
    }[cut](c, look, cloth, hem, w, hood)


def _back(
    c: Canvas, look: Look, cut: str, hem: float, w: float, mask: np.ndarray, cloth: Material
) -> None:
    if cut in ("denim", "coat"):
        c.line(
            Pen(50 - w, 28).quad(50, 31, 50 + w, 28).points(),
            0.35,
            look.get("stitch", look.thread),
            0.8,
            mask,
        )
        c.line(
            Pen(50, 30 if cut == "denim" else 14).line(50, hem).points(),
            0.35,
            look.thread,
            0.7,
            mask,
        )
    if cut in ("bomber", "denim"):
        band = np.array([[20, hem - 6], [80, hem - 6], [80, hem + 3], [20, hem + 3]], dtype=float)
        c.paint(
            c.mask(band) * mask,
            ribbed(look.colour, 1.2, 1.8) if cut == "bomber" else cloth,
            puff=1.4,
            lift=0.3,
        )
    if cut == "rain":
        c.paint(
            Pen(50, 5).cubic(60, 4.6, 65, 10, 63.6, 18).quad(61, 25, 50, 29).mirrored(),
            cloth,
            puff=5,
            lift=1.0,
        )
    else:
        c.paint(
            Pen(50, 9.4).quad(57, 9, 60, 11.5).line(61.5, 18).quad(56, 16.6, 50, 17).mirrored(),
            cloth,
            puff=1.2,
            lift=0.6,
        )


def _buttons(c: Canvas, xs: tuple[float, ...], ys: np.ndarray, r: float, colour: object) -> None:
    for x in xs:
        for y in ys:
            c.paint(ellipse(x, float(y), r, r), smooth_plastic(colour), puff=0.7, lift=0.35)  # type: ignore[arg-type]


def _coat_front(c: Canvas, look: Look, cloth: Material, hem: float, w: float, _: object) -> None:
    c.paint(
        Pen(42, 12).quad(50, 15, 58, 12).line(54, 26, 50, 36, 46, 26).points(),
        cotton(look.get("lining", darker(look.colour, 0.4))),
        puff=0.6,
        light=0.7,
    )
    edge = Pen(47.6, 37).line(47.2, hem + 1).points()
    c.shade(c.soft(tube(edge, 0.9), 0.5), 0.42)
    for side in (1, -1):
        lapel = (
            Pen(50 + side * 8.4, 10.5)
            .quad(50 + side * 5, 24, 50 - side * 2.2, 39)
            .line(50 + side * 9.6, 30)
            .line(50 + side * 14, 24)
            .line(50 + side * 9.8, 22.5)
            .line(50 + side * 13.4, 18.5)
            .quad(50 + side * 11.6, 14, 50 + side * 8.4, 10.5)
            .points()
        )
        c.paint(lapel, cloth, puff=0.9, lift=0.8, spin=side * 30)
    _buttons(
        c,
        (45, 57) if look.get("double") else (50.5,),
        np.array([46.0, 56, 66]),
        1.7,
        look.get("button", "chestnut"),
    )
    for side in (-1, 1):
        c.paint(
            turned(
                rounded(50 + side * 12.5 - 5.4, 62, 50 + side * 12.5 + 5.4, 66.2, 0.6),
                side * 4,
                50 + side * 12.5,
                64,
            ),
            cloth,
            puff=0.9,
            lift=0.6,
        )
    if look.get("belt"):
        c.paint(rounded(50 - w - 0.4, 51.5, 50 + w + 0.4, 56.5, 0.5), cloth, puff=1.2, lift=0.5)
        c.paint(
            c.mask(rounded(46.5, 50.5, 53.5, 57.5, 0.8), cut=[rounded(48, 52.2, 52, 55.8, 0.4)]),
            leather("chestnut"),
            puff=0.6,
            lift=0.4,
        )


def _rain_front(
    c: Canvas, look: Look, cloth: Material, hem: float, w: float, hood: np.ndarray
) -> None:
    c.paint(hood, cloth, puff=5, lift=0.9)
    c.paint(
        Pen(50, 9).cubic(56, 8.6, 58.6, 11, 58, 15).quad(56, 20, 50, 24).mirrored(),
        cotton(look.get("lining", "ecru")),
        puff=2,
        light=0.66,
    )
    c.paint(rounded(48.6, 22, 51.8, hem + 0.8, 0.4), cloth, puff=0.8, lift=0.5)
    _buttons(c, (50.2,), np.linspace(30, hem - 10, 5), 1.1, look.get("button", "brass"))
    for side in (-1, 1):
        x = 50 + side * 12
        c.paint(rounded(x - 6.4, 60, x + 6.4, 73, 1), cloth, puff=0.9, lift=0.5)
        c.paint(
            Pen(x - 6.8, 59).line(x + 6.8, 59, x + 6.8, 64, x, 65.6, x - 6.8, 64).points(),
            cloth,
            puff=0.8,
            lift=0.5,
        )
        _buttons(c, (x,), np.array([63.0]), 0.9, look.get("button", "brass"))
        c.line(Pen(50 + side * 4, 22).line(50 + side * 4.6, 34).points(), 0.6, "ecru")


def _denim_front(c: Canvas, look: Look, cloth: Material, hem: float, w: float, _: object) -> None:
    thread = look.get("stitch", "mustard")
    c.paint(
        Pen(42, 12).quad(50, 15, 58, 12).line(54.5, 20, 50, 23, 45.5, 20).points(),
        cloth,
        puff=0.6,
        light=0.6,
    )
    c.paint(rounded(48, 20, 52, hem - 4, 0.3), cloth, puff=0.6, lift=0.4)
    for x in (48.5, 51.5, 44.5, 55.5):
        c.stitches(
            Pen(x, 24 if 48 < x < 52 else 40)
            .line(50 + (x - 50) * (1 if 48 < x < 52 else 0.5), hem - 6)
            .points(),
            thread,
            0.26,
            0.9,
        )
    for side in (-1, 1):
        x = 50 + side * 11.5
        c.paint(
            Pen(x - 5.6, 32).line(x + 5.6, 32, x + 5.4, 36, x, 38.6, x - 5.4, 36).points(),
            cloth,
            puff=0.6,
            lift=0.5,
        )
        _buttons(c, (x,), np.array([36.6]), 0.8, "copper")
        yoke = Pen(50 + side * 2, 30.8).line(50 + side * (w - 1), 30.4).points()
        c.stitches(yoke, thread, 0.26, 0.9)
        flap = (
            Pen(50 + side * 8.6, 9.6)
            .quad(50 + side * 7, 15, 50 + side * 0.8, 21.5)
            .line(50 + side * 8, 27.5, 50 + side * 13, 16)
            .points()
        )
        collar = plush(look.get("collar")) if look.get("collar") else cloth
        c.paint(flap, collar, puff=1.2, lift=0.7)
    c.paint(rounded(50 - w + 0.6, hem - 5, 50 + w - 0.6, hem + 1.2, 0.6), cloth, puff=1, lift=0.4)
    _buttons(c, (50,), np.linspace(26, hem - 2, 6), 1.1, "copper")


def _zip_front(c: Canvas, look: Look, cloth: Material, hem: float, w: float, _: object) -> None:
    rib = ribbed(look.get("trim", look.colour), 1.2, 1.8)
    bomber = look.get("cut") == "bomber"
    if bomber:
        c.paint(rounded(50 - w + 0.4, hem - 6, 50 + w - 0.4, hem + 1.2, 1), rib, puff=2, lift=0.3)
    collar = Pen(50, 17).quad(56, 16, 58.6, 9.4).line(60.6, 15).quad(57, 22, 50, 24).mirrored()
    c.paint(
        Pen(41.4, 9.4)
        .quad(50, 12.4, 58.6, 9.4)
        .quad(56, 17, 50, 18)
        .quad(44, 17, 41.4, 9.4)
        .points(),
        cotton(look.get("lining", darker(look.colour, 0.3))),
        puff=0.6,
        light=0.7,
    )
    c.paint(collar, rib if bomber else cloth, puff=2, lift=0.5)
    c.paint(
        rounded(49.1, 17.5, 50.9, hem + 0.8, 0.3),
        ribbed(look.get("zip", "steel"), 0.5, 0.5),
        puff=0.4,
        spin=90,
        lift=0.4,
    )
    c.paint(rounded(49, 21, 51, 26, 0.7), smooth_plastic("silver"), puff=0.6, lift=0.4)
    for side in (-1, 1):
        slot = Pen(50 + side * 9, 50).line(50 + side * 14.5, 61).points()
        c.paint(tube(slot, 1.6), cloth, puff=0.7, lift=0.5)
        c.line(slot, 0.35, darker(look.colour, 0.5), 0.8)
