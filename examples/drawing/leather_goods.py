"""Cross-body bags, bucket bags, pouches and wallets."""

from __future__ import annotations

from .bag_parts import bag_cloth, buckle
from .canvas import Canvas
from .colours import darker
from .geometry import Pen, dashes, ellipse, rounded, smooth, softened, tube
from .look import Look
from .materials import leather, smooth_plastic, suede


def satchel(c: Canvas, look: Look) -> None:
    """A cross-body bag: flap and buckle, camera-bag zip, or half-moon."""
    skin, style = bag_cloth(look), look.get("style", "flap")
    metal = look.get("metal", "brass")
    c.ground(50, 84, 29, 3)
    strap = Pen(23, 50).cubic(14, 4, 86, 4, 77, 50).points()
    c.paint(
        tube(strap, 2.2),
        skin if look.get("fabric") == "leather" else leather(look.get("strap", "cognac")),
        puff=1,
    )
    if style == "moon":
        body = (
            Pen(20, 48)
            .quad(50, 43, 80, 48)
            .cubic(84, 74, 66, 85, 50, 85)
            .cubic(34, 85, 16, 74, 20, 48)
            .points()
        )
        c.paint(body, skin, puff=9, lift=0.4)
        zipper = Pen(22, 52).quad(50, 47, 78, 52).points()
        c.line(zipper, 1.3, darker(look.colour, 0.5), 0.8)
        c.stitches(zipper, metal, 0.6, 0.9, None, 0.5, 0.4)
        c.paint(tube(Pen(75, 52).quad(79, 57, 78, 62).points(), 1.3), skin, puff=0.6, lift=0.5)
        c.stitches(
            Pen(21.5, 56)
            .cubic(24, 76, 38, 82.6, 50, 82.6)
            .cubic(62, 82.6, 76, 76, 78.5, 56)
            .points(),
            look.thread,
        )
        return
    body = softened([(20, 46), (80, 46), (82, 84), (18, 84)], 5)
    c.paint(body, skin, puff=6, lift=0.4)
    if style == "camera":
        c.paint(softened([(24, 60), (76, 60), (77, 80.6), (23, 80.6)], 4), skin, puff=3, lift=0.8)
        for y, x0, x1 in ((50.6, 22, 78), (63, 26, 74)):
            zipper = Pen(x0, y).line(x1, y).points()
            c.line(zipper, 1.3, darker(look.colour, 0.5), 0.8)
            c.stitches(zipper, metal, 0.6, 0.9, None, 0.5, 0.4)
        c.paint(rounded(70, 63, 72.4, 70, 0.9), skin, puff=0.7, lift=0.5)
        c.paint(
            Pen(46, 68).line(54, 68, 54, 74, 46, 74).points(),
            leather(darker(look.colour, 0.2)),
            puff=0.5,
            lift=0.2,
        )
        return
    flap = (
        Pen(50, 44).line(80, 44.4).quad(82, 45, 82, 50).quad(82, 66, 74, 68).line(50, 69).mirrored()
    )
    c.paint(flap, skin, puff=4, lift=1.0)
    edge = Pen(20, 50).quad(20, 64.6, 27, 66.4).line(73, 66.4).quad(80, 64.6, 80, 50).points()
    c.stitches(edge, look.thread)
    for x in (34, 66) if look.get("buckles") == 2 else (50,):
        c.paint(rounded(x - 2.6, 56, x + 2.6, 77, 1.2), skin, puff=1, lift=0.6)
        buckle(c, x, 70, 3.8, 3, metal)
    if look.get("handle"):
        c.paint(
            tube(smooth([(40, 45), (42, 36.6), (58, 36.6), (60, 45)], False), 3),
            skin,
            puff=1.3,
            lift=0.5,
        )


def bucket_bag(c: Canvas, look: Look) -> None:
    """A drawstring bucket bag."""
    skin = bag_cloth(look)
    c.ground(50, 86, 22, 3)
    c.paint(
        tube(Pen(28, 46).cubic(24, 2, 76, 2, 72, 46).points(), 2.4),
        leather(look.get("strap", darker(look.colour, 0.15))),
        puff=1,
    )
    c.paint(ellipse(50, 40, 21, 4), skin, puff=1.4, light=0.55)
    body = (
        Pen(50, 42.6)
        .quad(66, 42.4, 71, 39.6)
        .cubic(73.6, 56, 76, 72, 75, 82.6)
        .quad(72, 87.6, 50, 88)
        .mirrored()
    )
    folds = c.crease(
        [
            (Pen(50 + x, 43).quad(50 + x * 1.05, 52, 50 + x * 1.1, 66).points(), 2.6, 0.55)
            for x in (-17, -11, -5, 1, 7, 13, 18)
        ],
        0.9,
    )
    mask = c.paint(body, skin, puff=9, folds=folds)
    c.paint(
        c.mask(Pen(20, 77).quad(50, 81, 80, 77).line(80, 95, 20, 95).points()) * mask,
        leather(look.get("base", darker(look.colour, 0.2))),
        puff=3,
        lift=0.3,
    )
    cord = Pen(28.6, 48).quad(50, 52.6, 71.4, 48).points()
    for d in dashes(cord, 3.2, 2.4):
        c.paint(tube(d, 1.5), leather(look.get("cord", "camel")), puff=0.7, lift=0.3)
    for s in (-1, 1):
        tail = smooth([(50 + s * 1.5, 51), (50 + s * 4, 57), (50 + s * 3, 65)], False)
        c.paint(tube(tail, 1.2), leather(look.get("cord", "camel")), puff=0.6, lift=0.6)
        c.paint(
            Pen(50 + s * 3 - 0.8, 64)
            .line(50 + s * 3 + 0.8, 64, 50 + s * 3 + 2, 71, 50 + s * 3 - 2, 71)
            .points(),
            suede(look.get("cord", "camel")),
            puff=0.7,
            lift=0.5,
        )


def pouch(c: Canvas, look: Look) -> None:
    """A wash bag or pencil case, or a folded wallet."""
    cloth, style = bag_cloth(look), look.get("style", "pouch")
    if style == "wallet":
        c.lying(rounded(20, 32, 80, 74, 3), 2)
        c.paint(rounded(20, 32, 80, 74, 3), cloth, puff=3)
        c.stitches(
            softened([(22.4, 34.4), (77.6, 34.4), (77.6, 71.6), (22.4, 71.6)], 2), look.thread
        )
        c.paint(
            Pen(80, 44).line(62, 44).quad(56, 53, 62, 62).line(80, 62).points(),
            cloth,
            puff=1.4,
            lift=0.6,
        )
        c.paint(ellipse(64, 53, 2.4, 2.4), smooth_plastic("brass"), puff=1.4, lift=0.4)
        return
    c.ground(50, 76, 34, 2.6)
    shape = (
        Pen(50, 37)
        .quad(70, 36, 83, 37.6)
        .cubic(86, 50, 88, 66, 86, 73)
        .quad(84, 77, 76, 77)
        .line(50, 77.4)
        .mirrored()
    )
    folds = c.crease(
        [(Pen(x, 40).quad(x + 3, 56, x - 2, 74).points(), 3.4, 0.4) for x in (27, 42, 60, 74)], 1.3
    )
    c.paint(shape, cloth, puff=8, folds=folds)
    zipper = Pen(17, 39.4).quad(50, 37.8, 83, 39.4).points()
    c.line(zipper, 2.0, look.get("zip", darker(look.colour, 0.45)), 0.95)
    c.stitches(zipper, "brass", 0.8, 0.9, None, 0.5, 0.4)
    c.paint(
        tube(smooth([(82, 39.6), (87, 43), (88, 50)], False), 1.8),
        leather(look.get("strap", "cognac")),
        puff=0.8,
        lift=0.5,
    )
    c.paint(rounded(14.6, 56, 19, 62, 0.4), leather(look.get("strap", "cognac")), puff=0.5)
