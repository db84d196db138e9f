"""Jumpers, cardigans and hooded sweatshirts, laid flat."""

from __future__ import annotations

from .canvas import Canvas
from .colours import darker, lighter
from .garments import graphic, sew_button, torso_folds
from .geometry import Pen, mirror, rounded, smooth, tube
from .look import Look
from .materials import cable, cotton, knit, leather, ribbed, smooth_plastic


def jumper(c: Canvas, look: Look) -> None:
    """A knitted pullover, roll neck or crew; or a cardigan with buttons."""
    yarn = (
        cable(look.cloth())
        if look.get("fabric") == "cable"
        else knit(look.cloth(), look.get("gauge", 1.9))
    )
    rib = ribbed(look.get("trim", look.colour), 1.5, 2.0)
    w, hem = 21 * look.get("fit", 1.0), look.get("length", 80)
    sx, top = 50 + w - 1, 18.0
    body = Pen(50, 21).quad(56, 21, 58.5, 16.5).line(sx, 22).quad(50 + w - 2, 32, 50 + w, 40)
    body.cubic(50 + w - 0.4, 55, 50 + w + 1, 66, 50 + w - 0.5, hem - 6).line(50 + w - 2, hem).quad(
        50 + w / 2, hem + 1, 50, hem + 1
    )
    outline = body.mirrored()
    sleeve = (
        Pen(sx - 2, 21)
        .quad(sx + 9, 25, sx + 12.5, 42)
        .quad(sx + 15.5, 58, sx + 16, 72)
        .line(sx + 8, 74)
        .quad(sx + 4, 58, 50 + w - 1, 40)
        .points()
    )
    cuff = (
        Pen(sx + 15.9, 68)
        .line(sx + 15.4, 76)
        .quad(sx + 12, 77.6, sx + 8.6, 77.4)
        .line(sx + 7.4, 69.5)
        .points()
    )
    c.lying(c.mask(outline, sleeve, mirror(sleeve)), 2.0)
    folds = torso_folds(c, hem, w, 1.3)
    for shape, end, turn in ((sleeve, cuff, -12), (mirror(sleeve), mirror(cuff), 12)):
        c.paint(shape, yarn, puff=6, spin=turn, origin=(50, 40), folds=folds)
        c.paint(end, rib, puff=2.5, spin=turn, lift=0.3)
    cardigan = look.get("cardigan", False) and not look.back
    if not look.back:
        inside = (
            Pen(41.5, 16.5)
            .quad(50, 20, 58.5, 16.5)
            .quad(57, 23, 50, 24)
            .quad(43, 23, 41.5, 16.5)
            .points()
        )
        c.paint(inside, yarn, puff=0.8, light=0.62)
    mask = c.paint(outline, yarn, puff=10, folds=folds, lift=0.7)
    for side in (-1, 1):
        c.shade(
            c.soft(
                tube(
                    Pen(50 + side * (w - 1), 22)
                    .quad(50 + side * (w - 2), 32, 50 + side * w, 40)
                    .points(),
                    0.6,
                ),
                0.3,
            ),
            0.35,
        )
    band = (
        Pen(50 + w - 0.2, hem - 6)
        .line(50 + w - 2, hem)
        .quad(50, hem + 3, 50 - w + 2, hem)
        .line(50 - w + 0.2, hem - 6)
        .quad(50, hem - 4.6, 50 + w - 0.2, hem - 6)
        .points()
    )
    c.paint(c.mask(band) * mask, rib, puff=2, lift=0.3)
    if cardigan:
        deep = (
            Pen(50, 46)
            .quad(55, 34, 58.5, 16.5)
            .quad(50, 19, 41.5, 16.5)
            .quad(45, 34, 50, 46)
            .points()
        )
        c.paint(deep, yarn, puff=0.8, light=0.6)
        for side in (-1, 1):
            edge = Pen(50 + side * 8.5, 16).quad(50 + side * 5, 34, 50 + side * 0.4, 47).points()
            c.paint(tube(edge, 3.0), rib, puff=1.4, lift=0.4, spin=-side * 15)
        c.paint(rounded(48.4, 45, 51.6, hem + 1, 0.6), rib, puff=1.2, lift=0.4)
        for k in range(4):
            sew_button(c, 50, 49 + k * (hem - 54) / 3, 1.25, look.get("button", "chestnut"))
        return
    if look.get("neck") == "roll":
        roll = (
            Pen(41, 18.5)
            .quad(40.5, 11, 42, 9)
            .quad(50, 7.4, 58, 9)
            .quad(59.5, 11, 59, 18.5)
            .quad(50, 23, 41, 18.5)
            .points()
        )
        c.paint(roll, rib, puff=3, lift=0.8)
        c.shade(c.soft(tube(Pen(42.5, 10.4).quad(50, 13, 57.5, 10.4).points(), 0.5), 0.3), 0.4)
        return
    if not look.back:
        c.paint(
            tube(Pen(41.5, top - 1.5).quad(50, 21, 58.5, top - 1.5).points(), 2.6),
            rib,
            puff=1.2,
            light=0.9,
        )
    drop = 20 if look.back else 25.5
    c.paint(
        tube(
            Pen(41.5, 16.5)
            .cubic(42.5, drop - 1, 46, drop, 50, drop)
            .cubic(54, drop, 57.5, drop - 1, 58.5, 16.5)
            .points(),
            3.0,
        ),
        rib,
        puff=1.4,
        lift=0.35,
    )


def hoodie(c: Canvas, look: Look) -> None:
    """A sweatshirt with a hood, a front pocket, and perhaps a zip."""
    cloth, rib = cotton(look.cloth(), 1.0), ribbed(look.get("trim", look.colour), 1.3, 1.8)
    w, hem = 21.5 * look.get("fit", 1.0), 82
    sx = 50 + w - 1.5
    body = (
        Pen(50, 24)
        .line(58, 19)
        .line(sx, 24)
        .quad(50 + w - 2.5, 33, 50 + w, 42)
        .cubic(50 + w - 0.4, 55, 50 + w + 0.6, 68, 50 + w - 0.5, hem - 6)
        .line(50 + w - 2, hem)
        .quad(50 + w / 2, hem + 1, 50, hem + 1)
    )
    outline = body.mirrored()
    sleeve = (
        Pen(sx - 2, 23)
        .quad(sx + 9, 27, sx + 12.5, 44)
        .quad(sx + 15.5, 60, sx + 15.6, 74)
        .line(sx + 7.4, 75.5)
        .quad(sx + 4, 60, 50 + w - 1, 42)
        .points()
    )
    cuff = (
        Pen(sx + 15.7, 70)
        .line(sx + 14.8, 78)
        .quad(sx + 12, 79.6, sx + 8.6, 79.2)
        .line(sx + 7.0, 71.5)
        .points()
    )
    hood = Pen(50, 8).cubic(60, 7.4, 66, 13, 64.5, 21).quad(63, 28, 56, 31).line(50, 33).mirrored()
    c.lying(c.mask(outline, sleeve, mirror(sleeve), hood), 2.0)
    folds = torso_folds(c, hem, w, 1.6)
    for shape, end, turn in ((sleeve, cuff, -12), (mirror(sleeve), mirror(cuff), 12)):
        c.paint(shape, cloth, puff=6, spin=turn, folds=folds)
        c.paint(end, rib, puff=2.4, spin=turn, lift=0.3)
    mask = c.paint(outline, cloth, puff=9, folds=folds, lift=0.6)
    band = (
        Pen(50 + w - 0.2, hem - 6)
        .line(50 + w - 2, hem)
        .quad(50, hem + 3, 50 - w + 2, hem)
        .line(50 - w + 0.2, hem - 6)
        .quad(50, hem - 4.6, 50 + w - 0.2, hem - 6)
        .points()
    )
    c.paint(c.mask(band) * mask, rib, puff=2, lift=0.3)
    c.paint(hood, cloth, puff=5, lift=1.0)
    if look.back:
        c.line(Pen(50, 8).line(50, 32).points(), 0.35, look.thread, 0.7)
        return
    hole = Pen(50, 13).cubic(56, 12.6, 59.5, 16, 59, 20).quad(57, 26, 50, 31).mirrored()
    c.paint(hole, cotton(look.get("lining", darker(look.colour, 0.25)), 0.8), puff=3, light=0.62)
    c.paint(tube(hole[: len(hole) // 2], [1.6, 2.2, 2.4]), cloth, puff=1)
    c.paint(tube(mirror(hole[: len(hole) // 2]), [1.6, 2.2, 2.4]), cloth, puff=1)
    pocket = Pen(50, 55).line(59, 55).quad(65, 61, 66, 70).line(66, 74.5, 50, 74.5).mirrored()
    c.paint(pocket, cloth, puff=1.6, lift=0.6)
    edge = Pen(59, 55.8).quad(64.4, 61.4, 65.3, 70).points()
    c.stitches(edge, look.thread)
    c.stitches(mirror(edge), look.thread)
    if look.get("zip"):
        c.paint(
            rounded(49.3, 30, 50.7, hem + 1, 0.3),
            ribbed("steel", 0.5, 0.5),
            puff=0.3,
            spin=90,
            lift=0.3,
        )
        c.paint(rounded(49.2, 33, 50.8, 37, 0.6), smooth_plastic("silver"), puff=0.6, lift=0.3)
    for side in (-1, 1):
        cord = smooth(
            [(50 + side * 4.2, 28), (50 + side * 5.2, 36), (50 + side * 4.6, 45 + side)], False
        )
        c.paint(
            tube(cord, 0.9), cotton(look.get("cord", lighter(look.colour, 0.6))), puff=0.5, lift=0.5
        )
        c.paint(
            rounded(50 + side * 4.6 - 0.6, 44 + side, 50 + side * 4.6 + 0.6, 47 + side, 0.3),
            leather("silver"),
            puff=0.4,
            lift=0.3,
        )
    if look.get("print"):
        graphic(c, look)
