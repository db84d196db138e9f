"""Coats and jackets, and the small warm things: hats, scarves, socks, aprons."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker, lighter
from .geometry import Pen, ellipse, mirror, moved, rounded, smooth, tube, turned
from .look import Look
from .materials import (
    Material,
    cable,
    cotton,
    denim,
    knit,
    leather,
    plush,
    ribbed,
    rubber,
    smooth_plastic,
    suede,
)
from .tops import torso_folds


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
        c.paint(
            flap, (look.get("collar") and plush(look.get("collar"))) or cloth, puff=1.2, lift=0.7
        )
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


def beanie(c: Canvas, look: Look) -> None:
    """A knitted hat with a turned-up cuff and perhaps a bobble."""
    yarn = (
        cable(look.cloth(), spacing=11)
        if look.get("fabric") == "cable"
        else knit(look.cloth(), 2.2)
    )
    dome = (
        Pen(24, 64)
        .cubic(24, 36, 36, 24, 50, 24)
        .cubic(64, 24, 76, 36, 76, 64)
        .quad(50, 68, 24, 64)
        .points()
    )
    cuff = (
        Pen(21.5, 62)
        .quad(50, 66.5, 78.5, 62)
        .quad(80, 70, 78, 79.5)
        .quad(50, 84.5, 22, 79.5)
        .quad(20, 70, 21.5, 62)
        .points()
    )
    bobble = ellipse(50, 19, 9.5, 9)
    c.lying(c.mask(dome, cuff, *([bobble] if look.get("bobble") else [])), 2.4)
    gather = c.crease(
        [
            (Pen(50, 25).quad(50 + x * 0.7, 34, 50 + x, 52).points(), 2.6, 0.4)
            for x in (-22, -12, 0, 12, 22)
        ],
        1.2,
    )
    c.paint(dome, yarn, puff=16, folds=gather)
    c.paint(cuff, ribbed(look.get("trim", look.colour), 2.4, 3.4), puff=4, lift=1.0)
    if look.get("bobble"):
        c.paint(bobble, plush(look.get("bobble"), 1.6), puff=8, lift=0.8)
    else:
        c.paint(
            Pen(64, 69).line(72, 68.4, 72.4, 75.6, 64.4, 76.4).points(),
            leather("cognac"),
            puff=0.6,
            lift=0.3,
        )


def scarf(c: Canvas, look: Look) -> None:
    """A long scarf folded in a loop, its fringed ends side by side."""
    cloth = knit(look.cloth(), 1.5) if look.get("fabric") == "knit" else cotton(look.cloth(), 1.4)
    left = (
        Pen(33, 20).line(49, 22).quad(49.5, 50, 47, 78).line(29, 77).quad(32, 48, 33, 20).points()
    )
    right = (
        Pen(52, 22).line(67, 20).quad(68, 48, 72, 83).line(54, 84.4).quad(52.5, 50, 52, 22).points()
    )
    loop = (
        Pen(31, 27)
        .cubic(29, 12, 42, 8, 50, 8)
        .cubic(58, 8, 71, 12, 69, 27)
        .cubic(66, 33, 58, 30, 50, 30)
        .cubic(42, 30, 34, 33, 31, 27)
        .points()
    )
    fringe = []
    for end, x0, x1, y0, y1 in ((0, 29.6, 46.6, 77, 78), (1, 54.6, 71.4, 84, 83)):
        for k in range(13):
            t = k / 12
            x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t - 0.5
            fringe.append(
                (
                    tube(
                        smooth(
                            [
                                (x, y),
                                (x + 0.5 * ((k * 7) % 3 - 1), y + 3),
                                (x + 0.4 * ((k * 5) % 3 - 1), y + 6.4),
                            ],
                            False,
                        ),
                        [0.9, 0.8, 0.5],
                    ),
                    end,
                )
            )
    c.lying(c.mask(left, right, loop, *[f for f, _ in fringe]), 2.0)
    strands = cotton(look.get("fringe", look.colour), 1.2)
    for shape, end, turn in ((left, 0, -3), (right, 1, 3)):
        for f, which in fringe:
            if which == end:
                c.paint(f, strands, puff=0.5)
        lines = [
            (Pen(x, 24).quad(x + jig, 50, x + jig, 80).points(), 2.6, 0.5)
            for x, jig in ((37, -2), (44, -1), (57, 1), (64, 3))
        ]
        c.paint(shape, cloth, puff=3.4, spin=turn, folds=c.crease(lines, 1), lift=0.8)
    hollow = (
        Pen(38, 17).cubic(42, 12.4, 58, 12.4, 62, 17).cubic(58, 20.6, 42, 20.6, 38, 17).points()
    )
    rings = [
        (Pen(33, 26).cubic(36, 12, 64, 12, 67, 26).points(), 3, 0.6),
        (Pen(33, 22).cubic(40, 30, 60, 30, 67, 22).points(), 3, 0.6),
    ]
    c.paint(loop, cloth, puff=5, spin=90, folds=c.crease(rings, 1), lift=1.2)
    c.paint(hollow, cloth, puff=1, light=0.5, spin=90)


def socks(c: Canvas, look: Look) -> None:
    """A pair, one laid over the other."""
    yarn = knit(look.cloth(), 1.3)
    ends = knit(look.get("trim", look.accent), 1.3)
    tall = look.get("tall", 0.0)
    sock = (
        Pen(40, 14 - tall)
        .line(58, 14 - tall)
        .quad(58.6, 36, 58, 52)
        .cubic(59, 62, 66, 64, 74, 68)
        .cubic(82, 72, 82, 84, 72, 85)
        .cubic(60, 86, 52, 80, 45, 73)
        .cubic(38, 66, 40.4, 50, 40, 14 - tall)
        .points()
    )
    toe = Pen(69, 60).line(90, 60, 90, 92, 64, 92).quad(66, 76, 69, 60).points()
    heel = Pen(30, 56).quad(42, 57, 51, 66).quad(50, 73, 42, 82).line(30, 76).points()
    cuff = rounded(36, 10 - tall, 62, 22 - tall, 0.4)
    for dx, turn in ((-14, -3), (2, 5)):

        def at(p: np.ndarray, dx: float = dx, turn: float = turn) -> np.ndarray:
            return turned(moved(p, dx, 0), turn, 50 + dx, 50)

        m = c.mask(at(sock))
        c.lying(m, 1.4)
        c.paint(m, yarn, puff=7, spin=turn, lift=0.9)
        c.paint(m * c.mask(at(toe)), ends, puff=5)
        c.paint(m * c.mask(at(heel)), ends, puff=3)
        c.paint(
            m * c.mask(at(cuff)), ribbed(look.get("trim", look.accent), 1.3, 1.8), puff=3, spin=turn
        )


def apron(c: Canvas, look: Look) -> None:
    """A bib apron with a pocket."""
    cloth = cotton(look.cloth(), 1.1)
    shape = (
        Pen(50, 25).line(62, 25).quad(63, 42, 75, 47).line(76, 90).quad(62, 92, 50, 91.6).mirrored()
    )
    loop = smooth([(39.5, 26), (39, 14), (50, 7.5), (61, 14), (60.5, 26)], False)
    ties = [
        smooth([(75, 48), (82, 51), (84, 60), (80.5, 70)], False),
        smooth([(25, 48), (18, 52), (16.6, 62), (20, 72)], False),
    ]
    strap = cotton(look.get("strap", look.accent), 1.0)
    c.lying(c.mask(shape, tube(loop, 2.2), *[tube(t, 1.5) for t in ties]))
    c.paint(tube(loop, 2.2), strap, puff=0.9)
    for t in ties:
        c.paint(tube(t, 1.5), strap, puff=0.7)
    mask = c.paint(shape, cloth, puff=3, folds=torso_folds(c, 90, 22, 1.2))
    c.line(Pen(38, 27.6).line(62, 27.6).points(), 0.3, look.thread, 0.8, mask)
    pocket = Pen(37, 55).line(63, 55, 63, 70, 60, 73, 40, 73, 37, 70).points()
    c.paint(pocket, cloth, puff=0.9, lift=0.5, origin=(2.0, 1.4))
    c.stitches(Pen(37.8, 57).line(62.2, 57).points(), lighter(look.thread, 0.3), 0.3)
    c.line(Pen(50, 57).line(50, 73).points(), 0.3, look.thread, 0.8)
    for side in (-1, 1):
        c.paint(ellipse(50 + side * 11, 27.6, 0.8, 0.8), smooth_plastic("brass"), puff=0.4)


def gloves(c: Canvas, look: Look) -> None:
    """A pair of mittens."""
    yarn, rib = (
        (suede(look.colour) if look.get("fabric") == "suede" else knit(look.cloth(), 2.0)),
        ribbed(look.get("trim", look.colour), 1.6, 2.4),
    )
    hand = (
        Pen(38, 70)
        .cubic(34, 50, 30, 30, 40, 20)
        .cubic(46, 15, 56, 16, 60, 24)
        .cubic(63, 34, 61, 42, 60.5, 48)
        .cubic(64, 44, 69, 36, 73, 38)
        .cubic(78, 42, 68, 56, 60, 68)
        .quad(50, 73, 38, 70)
        .points()
    )
    cuff = rounded(36.5, 67, 62, 86, 1.6)
    for flip, dx, turn in ((True, -21, -5), (False, 7, 6)):

        def at(p: np.ndarray, flip: bool = flip, dx: float = dx, turn: float = turn) -> np.ndarray:
            p = mirror(p, 50) if flip else p
            return turned(moved(p, dx + (8 if flip else 0), 0), turn, 50 + dx, 55) * 0.92 + 4.5

        c.lying(c.mask(at(hand), at(cuff)), 1.8)
        c.paint(at(hand), yarn, puff=9, spin=turn, lift=0.8)
        c.paint(at(cuff), rib, puff=4, spin=turn, lift=0.6)
