"""T-shirts, shirts, jumpers, hoodies, cardigans and vests, laid flat."""

from __future__ import annotations

import itertools

from .canvas import Canvas, Field
from .colours import darker, is_dark, lighter
from .geometry import Pen, Points, ellipse, mirror, rounded, smooth, tube
from .look import Look, jitter
from .materials import Material, cable, cotton, knit, leather, linen, ribbed, smooth_plastic


def _fabric(look: Look) -> Material:
    kinds = {"linen": linen, "cotton": cotton, "knit": knit, "cable": cable}
    kind: str = look.get("fabric", "cotton")
    if kind == "fleece":
        return cotton(look.cloth(), 1.2)
    if kind == "cord":
        return ribbed(look.cloth(), 1.5, 1.6)
    return kinds[kind](look.cloth())


def torso_folds(c: Canvas, hem: float, width: float, strength: float = 1.0) -> Field:
    """Creases a hand-laid garment keeps: from the armpits, and down towards the hem."""
    r, lines = c.random, []
    for side in (-1, 1):
        x = 50 + side * (width - 1)
        for k in range(2):
            reach = 7 + 5 * k + jitter(r, 2)
            line = smooth(
                [
                    (x, 37 + 4 * k),
                    (x - side * reach * 0.6, 42 + 6 * k),
                    (x - side * reach, 51 + 9 * k),
                ],
                closed=False,
            )
            lines.append((line, 2.2, 0.42 * strength))
    for _ in range(5):
        x = 50 + r.uniform(-0.8, 0.8) * width
        top = hem - r.uniform(14, 34)
        line = smooth(
            [(x, top), (x + jitter(r, 2), (top + hem) / 2), (x + jitter(r, 3), hem)], False
        )
        lines.append((line, r.uniform(2, 4), r.choice((-0.4, 0.4)) * strength))
    return c.crease(lines, 1.1)


def _sleeve(
    look: Look, shoulder: tuple[float, float], pit: tuple[float, float]
) -> tuple[Points, Points, float]:
    """The right sleeve, its cuff, and how far the pattern on it is turned."""
    (sx, sy), (px, py) = shoulder, pit
    wide: float = look.get("sleeve_width", 1.0)
    if look.get("sleeve", "short") == "short":
        tip, under = (sx + 16.5, sy + 18.5), (sx + 16.5 - 10 * wide, sy + 24)
        shape = (
            Pen(sx - 2, sy - 0.6)
            .quad(sx + 7, sy + 2.5, *tip)
            .line(*under)
            .quad(px + 2, py + 1, px - 1, py)
            .points()
        )
        cuff = tube(Pen(*tip).line(*under).points(), 0.5)
        return shape, cuff, -47
    tip, under = (sx + 19, sy + 51), (sx + 19 - 8 * wide, sy + 52.5)
    shape = (
        Pen(sx - 2, sy - 0.6)
        .quad(sx + 9, sy + 4, sx + 13, sy + 22)
        .quad(sx + 16, sy + 37, *tip)
        .line(*under)
        .quad(px + 5.5, py + 18, px - 1, py)
        .points()
    )
    cuff = (
        Pen(tip[0] - 0.8, tip[1] - 5)
        .line(tip[0] - 0.2, tip[1] + 1)
        .line(under[0], under[1] + 0.8)
        .line(under[0] - 0.4, under[1] - 4.6)
        .points()
    )
    return shape, cuff, -14


def _graphic(c: Canvas, look: Look) -> None:
    """A small printed picture on the chest."""
    kind, ink = look.get("print"), look.accent
    second = look.get("third") or lighter(ink, 0.4)
    if kind == "sun":
        c.fill(c.mask(ellipse(50, 47, 9, 9)), ink, 0.95)
        for k in range(4):
            c.fill(c.mask(rounded(38, 49 + 2.6 * k, 62, 50.0 + 2.6 * k, 0.4)), look.colour)
    elif kind == "mountain":
        c.fill(c.mask(ellipse(55, 41, 4, 4)), second)
        c.fill(c.mask(Pen(36, 56).line(46, 40, 51, 48, 55, 43, 64, 56).points()), ink, 0.95)
        c.fill(
            c.mask(Pen(42.7, 45.2).line(46, 40, 49, 44.8, 47, 46.2, 45.4, 44.8).points()),
            look.colour,
        )
    elif kind == "wave":
        for k in range(3):
            line = smooth(
                [(37 + 3.25 * n, 44 + 4 * k + (1.6 if n % 2 else -1.6)) for n in range(9)], False
            )
            c.fill(c.mask(tube(line, 1.3)), ink if k % 2 == 0 else second, 0.95)
    elif kind == "bicycle":
        for x in (43, 57):
            ring = c.mask(ellipse(x, 49, 5.4, 5.4), cut=[ellipse(x, 49, 4.6, 4.6)])
            c.fill(ring, ink, 0.95)
        for frame in (
            [(43, 49), (47, 41.5), (55.4, 41.5), (50, 49), (43, 49)],
            [(57, 49), (54.8, 39), (57.5, 38.6)],
            [(50, 49), (46.4, 40)],
            [(44.6, 40), (48.4, 40)],
        ):
            for a, b in itertools.pairwise(frame):
                c.line(Pen(*a).line(*b).points(), 0.8, ink, 0.95)
    elif kind == "leaf":
        c.fill(c.mask(Pen(50, 37).quad(60, 46, 50, 57).quad(40, 46, 50, 37).points()), ink, 0.95)
        c.line(Pen(50, 39).line(50, 60).points(), 0.6, look.colour)
        for k in range(4):
            y = 44 + 3 * k
            for s in (-1, 1):
                c.line(Pen(50, y + 1.6).line(50 + s * 3.2, y - 1).points(), 0.45, look.colour)


def tshirt(c: Canvas, look: Look) -> None:
    """Crew, V or scoop neck; short, long or no sleeves."""
    r, cloth = c.random, _fabric(look)
    w = 18.5 * look.get("fit", 1.0) + jitter(r, 0.4)
    hem = look.get("length", 85) + jitter(r, 0.6)
    neck = look.get("neck", "crew")
    nx = {"crew": 8.5, "v": 8.5, "scoop": 11, "boat": 13}[neck]
    drop = {"crew": 22.5, "v": 33, "scoop": 28, "boat": 18.8}[neck]
    top = 15.5
    if look.back:
        drop = 18.2
    shoulder, pit = (50 + w - 0.5, 20.0), (50 + w + 0.4, 37.0)
    sleeveless = look.get("sleeve") == "none"
    if sleeveless:
        shoulder = (50 + w - 4.5, 18.0)
    body = Pen(50, drop)
    if neck == "v" and not look.back:
        body.quad(51, drop - 1, 50 + nx, top)
    else:
        body.cubic(50 + nx * 0.55, drop, 50 + nx * 0.95, top + (drop - top) * 0.55, 50 + nx, top)
    body.line(*shoulder).quad(50 + w - (6 if sleeveless else 2.4), 29, *pit)
    body.cubic(50 + w - 0.6, 50, 50 + w - 0.2, 68, 50 + w + 0.5, hem - 0.6).quad(
        50 + w / 2, hem + 0.8, 50, hem + 0.8
    )
    outline = body.mirrored()
    sleeve, cuff, spin = _sleeve(look, shoulder, pit)
    inner = (
        Pen(50 - nx, top)
        .quad(50, top + 4.2, 50 + nx, top)
        .cubic(50 + nx, top + 6, 50 + 4, drop + 1, 50, drop + 1)
        .cubic(50 - 4, drop + 1, 50 - nx, top + 6, 50 - nx, top)
        .points()
    )
    parts = [outline] if sleeveless else [outline, sleeve, mirror(sleeve)]
    c.lying(c.mask(*parts))
    folds = torso_folds(c, hem, w)
    if not sleeveless:
        for shape, edge, turn in ((sleeve, cuff, spin), (mirror(sleeve), mirror(cuff), -spin)):
            m = c.paint(shape, cloth, puff=5, spin=turn, origin=(50, 40), folds=folds)
            if look.get("sleeve") == "long":
                c.paint(
                    c.mask(edge) * m, ribbed(look.get("trim", look.colour)), puff=1.5, spin=turn
                )
                c.line(edge[[0, 3]], 0.3, look.thread, 0.7)
            else:
                hemline = _inset(edge, shape)
                c.line(hemline, 0.28, look.thread, 0.8, m)
    if not look.back:
        c.paint(inner, cloth, puff=0.6, light=0.66)
    mask = c.paint(outline, cloth, puff=9, folds=folds, lift=0.5)
    if not sleeveless:
        for s in (shoulder, (100 - shoulder[0], shoulder[1])):
            side = 1 if s[0] > 50 else -1
            seam = Pen(*s).quad(50 + side * (w - 2.4), 29, 50 + side * (w + 0.4), 37).points()
            c.line(seam, 0.3, look.thread, 0.55)
    for k in (hem - 2.4, hem - 3.0):
        c.line(
            Pen(50 - w, k - 0.5).quad(50, k + 0.8, 50 + w, k - 0.5).points(),
            0.2,
            look.thread,
            0.6,
            mask,
        )
    _collar(c, look, neck, nx, top, drop)
    if look.get("pocket") and not look.back:
        pocket = Pen(54, 36).line(64, 36, 64, 45, 59, 48, 54, 45).points()
        c.paint(
            pocket,
            cotton(look.get("pocket")) if isinstance(look.get("pocket"), str) else cloth,
            puff=0.7,
            lift=0.4,
        )
        c.line(Pen(54, 37.4).line(64, 37.4).points(), 0.25, look.thread)
    if look.get("print") and not look.back:
        _graphic(c, look)


def _inset(cuff: Points, sleeve: Points) -> Points:
    """The stitch line a little above a sleeve's hem."""
    centre = sleeve.mean(axis=0)
    middle = cuff[[0, len(cuff) // 2]]
    return middle + (centre - middle.mean(axis=0)) * 0.13


def _collar(c: Canvas, look: Look, neck: str, nx: float, top: float, drop: float) -> None:
    trim = ribbed(look.get("trim", look.colour), 0.9, 0.9)
    width = 1.5 if neck == "boat" else 2.2
    if not look.back:
        back = Pen(50 - nx, top).quad(50, top + 4.2, 50 + nx, top).points()
        c.paint(tube(back, width), trim, puff=0.9, light=0.9)
    if neck == "v" and not look.back:
        line = (
            Pen(50 - nx, top).quad(49, drop - 1, 50, drop).quad(51, drop - 1, 50 + nx, top).points()
        )
    else:
        line = (
            Pen(50 - nx, top)
            .cubic(50 - nx * 0.95, top + (drop - top) * 0.55, 50 - nx * 0.55, drop, 50, drop)
            .cubic(50 + nx * 0.55, drop, 50 + nx * 0.95, top + (drop - top) * 0.55, 50 + nx, top)
            .points()
        )
    c.paint(tube(line, width), trim, puff=1.0, lift=0.25)


def shirt(c: Canvas, look: Look) -> None:
    """A collared shirt with a placket; long or short sleeves."""
    _r, cloth = c.random, _fabric(look)
    w, hem = 19 * look.get("fit", 1.0), look.get("length", 85)
    shoulder, pit = (50 + w - 0.5, 20.0), (50 + w + 0.4, 38.0)
    body = Pen(50, 16).line(58, 14.5).line(*shoulder).quad(50 + w - 2.4, 30, *pit)
    body.cubic(50 + w - 0.8, 55, 50 + w, 70, 50 + w + 0.5, hem - 6).quad(
        50 + w - 2, hem - 2, 50 + w - 8, hem
    ).quad(55, hem + 2, 50, hem + 2)
    outline = body.mirrored()
    sleeve, cuff, spin = _sleeve(look, shoulder, pit)
    c.lying(c.mask(outline, sleeve, mirror(sleeve)))
    folds = torso_folds(c, hem, w, 1.2)
    for shape, edge, turn in ((sleeve, cuff, spin), (mirror(sleeve), mirror(cuff), -spin)):
        m = c.paint(shape, cloth, puff=5, spin=turn, origin=(50, 40), folds=folds)
        if look.get("sleeve", "short") == "long":
            c.paint(c.mask(edge) * m, cloth, puff=0.9, spin=turn + 90, lift=0.3)
        else:
            c.line(_inset(edge, shape), 0.3, look.thread, 0.8, m)
    mask = c.paint(outline, cloth, puff=8, folds=folds, lift=0.5)
    for side in (-1, 1):
        seam = (
            Pen(50 + side * (w - 0.5), 20)
            .quad(50 + side * (w - 2.4), 30, 50 + side * (w + 0.4), 38)
            .points()
        )
        c.line(seam, 0.3, look.thread, 0.6)
    if look.back:
        c.line(Pen(50 - w, 25).quad(50, 27, 50 + w, 25).points(), 0.35, look.thread, 0.8, mask)
        for x in (48.6, 51.4):
            c.line(Pen(x, 26).line(x + (x - 50) * 0.6, hem).points(), 0.25, look.thread, 0.5, mask)
        c.paint(
            Pen(50, 13).quad(56, 12.5, 59, 14.5).line(60.5, 20.5).quad(55, 19, 50, 19.4).mirrored(),
            cloth,
            puff=0.8,
            lift=0.6,
        )
        return
    band = look.get("band", False)
    c.paint(
        Pen(42, 14).quad(50, 17, 58, 14).line(56, 18.5, 50, 24, 44, 18.5).points(),
        cloth,
        puff=0.6,
        light=0.68,
    )
    placket = c.mask(rounded(48.3, 21, 51.7, hem + 1.6, 0.3)) * mask
    c.paint(placket, cloth, puff=0.5, lift=0.3)
    for x in (48.7, 51.3):
        c.line(Pen(x, 23).line(x, hem + 1).points(), 0.18, look.thread, 0.6)
    button = look.get("button") or (
        "ecru" if not is_dark(look.colour) else lighter(look.colour, 0.5)
    )
    for k in range(7):
        y = 27 + k * (hem - 34) / 6
        _button(c, 50, y, 0.95, button)
    for side in (-1, 1):
        if band:
            flap = (
                Pen(50 + side * 8.5, 13.4)
                .quad(50 + side * 7, 19, 50 + side * 0.6, 23.5)
                .line(50 + side * 0.6, 21)
                .quad(50 + side * 5, 17.4, 50 + side * 6.5, 13)
                .points()
            )
        else:
            flap = (
                Pen(50 + side * 8.4, 13)
                .quad(50 + side * 7, 17.5, 50 + side * 0.5, 23)
                .line(50 + side * 6.8, 28.4, 50 + side * 11.2, 18.2)
                .points()
            )
        c.paint(flap, cloth, puff=0.7, spin=side * 38, origin=(50, 22), lift=0.7)
        if not band:
            inner = flap[-3:-1] + (flap.mean(axis=0) - flap[-3:-1]) * 0.14
            c.line(inner, 0.18, look.thread, 0.6)
    if look.get("pocket", True):
        for x in (55, 35) if look.get("pocket") == "two" else (55,):
            c.paint(
                Pen(x, 35).line(x + 10, 35, x + 10, 44.5, x + 5, 47, x, 44.5).points(),
                cloth,
                puff=0.6,
                lift=0.4,
            )
            c.line(Pen(x, 36.6).line(x + 10, 36.6).points(), 0.22, look.thread)
            if look.get("pocket") == "two":
                _button(c, x + 5, 37.6, 0.8, button)


def _button(c: Canvas, x: float, y: float, r: float, colour: object) -> None:
    c.paint(ellipse(x, y, r, r), smooth_plastic(colour), puff=0.5, lift=0.25)  # type: ignore[arg-type]
    for dx in (-0.25, 0.25):
        c.fill(c.mask(ellipse(x + dx, y, 0.14, 0.14)), darker(colour, 0.6))  # type: ignore[arg-type]


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
            _button(c, 50, 49 + k * (hem - 54) / 3, 1.25, look.get("button", "chestnut"))
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
        _graphic(c, look)
