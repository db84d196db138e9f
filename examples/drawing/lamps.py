"""Pendants, desk, table and floor lamps, lanterns and candle holders; most of them lit."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas
from .colours import darker, lighter
from .geometry import Pen, Points, ellipse, rounded, smooth, tube, turned, turned_profile
from .look import Look
from .materials import Material, ceramic, cotton, enamel, glow, linen, metal, stoneware, wood, woven

_BULB = (1.0, 0.91, 0.70)


def _halo(c: Canvas, x: float, y: float, r: float, strength: float = 0.4) -> None:
    """Lamplight in the air."""
    c.add_light(c.soft(ellipse(x, y, r, r * 0.8), r * 0.5), _BULB, strength)


def _skin(look: Look) -> Material:
    kind = look.get("fabric", "enamel")
    if kind == "rattan":
        return woven(look.colour, look.get("strand", 2.6), look.get("second"))
    if kind == "metal":
        return metal(look.colour)
    if kind == "paper":
        return cotton(look.cloth(), 0.3, 0.4)
    return {"enamel": enamel, "linen": linen, "ceramic": ceramic}[kind](look.cloth())


def pendant(c: Canvas, look: Look) -> None:
    """Hanging shades: dome, cone, globe, bell, drum or paper lantern."""
    shape, skin = look.get("shape", "dome"), _skin(look)
    cord = look.get("cord", "charcoal")
    profiles = {
        "dome": [(40, 5), (43, 13), (50, 24), (60, 31), (68, 33)],
        "cone": [(36, 5), (40, 8), (54, 21), (68, 33)],
        "bell": [(32, 6), (38, 11), (48, 15), (58, 22), (70, 30)],
        "drum": [(42, 29), (44, 29.6), (64, 29.6), (66, 29)],
        "wide": [(48, 5), (50, 14), (54, 26), (60, 38)],
        "basket": [(34, 9), (42, 22), (54, 31), (66, 30), (72, 25)],
    }
    c.paint(rounded(44, 3, 56, 7, 1.6), metal(look.get("fitting", "brass")), puff=1.4)
    y = 30.0 if shape == "globe" else profiles[shape][0][0]
    c.paint(tube(np.array([[50, 6], [50, y]]), 0.9), cotton(cord), puff=0.4)
    if shape == "globe":
        c.paint(rounded(46, 27, 54, 34, 1), metal(look.get("fitting", "brass")), puff=1.6)
        _halo(c, 50, 57, 30, 0.35)
        ball = c.paint(
            ellipse(50, 57, 24.6, 24.6),
            skin if look.get("fabric") else glow((1, 0.95, 0.84)),
            puff=22,
        )
        c.add_light(c.soft(ellipse(50, 58, 15, 15), 8) * ball, (1, 0.95, 0.8), 0.7)
        if look.get("fabric") == "paper":
            for k in range(-6, 7):
                half = np.sqrt(max(24.6**2 - (k * 3.8) ** 2, 1))
                c.line(
                    Pen(50 - half, 57 + k * 3.8)
                    .quad(50, 57 + k * 3.8 + 2.4, 50 + half, 57 + k * 3.8)
                    .points(),
                    0.35,
                    "tan",
                    0.5,
                    ball,
                )
        return
    profile = profiles[shape]
    low, r = profile[-1]
    c.paint(rounded(46.4, y - 6, 53.6, y + 2, 1), metal(look.get("fitting", "brass")), puff=1.8)
    _halo(c, 50, low + 6, 26, 0.4)
    tilt = 0.12
    c.paint(ellipse(50, low, r, r * tilt), glow((1.0, 0.9, 0.68)), puff=0)
    c.fill(c.soft(ellipse(50, low + 0.4, r * 0.5, r * tilt * 0.7), 1.2), (1, 0.98, 0.9))
    body = turned_profile(50, profile, 0.0)
    mask = c.paint(body, skin, round_body=True, tilt=-0.12 if shape != "drum" else 0.12)
    under = c.mask(ellipse(50, low, r - 0.6, (r - 0.6) * tilt))
    c.paint(c.mask(ellipse(50, low, r, r * tilt)), skin, puff=0.4, light=0.9)
    c.fill(under, (1.0, 0.89, 0.66))
    c.fill(c.soft(ellipse(50, low + 0.3, r * 0.42, r * tilt * 0.6), 1.0) * under, (1, 0.99, 0.93))
    if look.get("fabric") in ("rattan", "linen", "paper"):
        c.add_light(
            c.soft(ellipse(50, (y + low) / 2 + 6, r * 0.55, (low - y) * 0.34), 7) * mask,
            _BULB,
            0.42,
        )
    if look.get("band"):
        c.paint(
            c.mask(rounded(0, low - 3.4, 100, low - 0.4, 0)) * mask,
            metal(look.get("band")),
            round_body=True,
        )


def _shade(
    c: Canvas,
    cx: float,
    top: float,
    low: float,
    r0: float,
    r1: float,
    skin: Material,
    lit: bool = True,
) -> None:
    profile = [(top, r0), ((top + low) / 2, (r0 + r1) / 2), (low, r1)]
    c.paint(ellipse(cx, top, r0, r0 * 0.1), skin, puff=0.3, light=0.7)
    if lit:
        _halo(c, cx, (top + low) / 2 + 6, r1 * 1.1, 0.3)
    mask = c.paint(turned_profile(cx, profile, 0.1), skin, round_body=True, tilt=0.1)
    c.fill(
        c.mask(ellipse(cx, top, r0 - 0.7, r0 * 0.1 - 0.4)),
        (0.98, 0.88, 0.68) if lit else (0.5, 0.48, 0.45),
    )
    if lit:
        c.add_light(
            c.soft(ellipse(cx, (top + low) / 2 + 3, r1 * 0.5, (low - top) * 0.36), 6) * mask,
            _BULB,
            0.5,
        )
    for y, r in ((top + 0.4, r0), (low - 0.4, r1)):
        c.line(ellipse(cx, y, r - 0.2, r * 0.1, 0, 180), 0.5, darker(_mean(skin), 0.2), 0.5, mask)


def _mean(skin: Material) -> tuple[float, float, float]:
    at = np.linspace(0, 20, 16, dtype=np.float32)[None, :]
    r, g, b = skin.pattern(at, at).reshape(-1, 3).mean(0)
    return float(r), float(g), float(b)


def table_lamp(c: Canvas, look: Look) -> None:
    """A base with a fabric shade: gourd, column, ball, tripod or mushroom."""
    style = look.get("base_shape", "gourd")
    base: Material = {"ceramic": ceramic, "stoneware": stoneware}.get(
        look.get("base_fabric", "ceramic"), ceramic
    )(look.cloth())
    if look.get("base_fabric") == "wood":
        base = wood(look.colour, along="y")
    elif look.get("base_fabric") == "metal":
        base = metal(look.colour)
    elif look.get("base_fabric") == "rattan":
        base = woven(look.colour, 2.2)
    foot = 88
    c.ground(50, foot + 0.6, 17, 3.4)
    if style == "mushroom":
        body = [(52, 4), (64, 5), (78, 9), (foot - 2, 15), (foot, 15)]
        c.paint(turned_profile(50, body, 0.14), base, round_body=True)
        _halo(c, 50, 56, 30, 0.3)
        c.paint(ellipse(50, 50, 31, 4.4), glow((1, 0.92, 0.72)), puff=0)
        dome = [(22, 5), (25, 14), (34, 25), (44, 30), (50, 31)]
        m = c.paint(turned_profile(50, dome, 0.0), enamel(look.cloth()), round_body=True)
        c.paint(ellipse(50, 50, 31, 4.0), enamel(look.cloth()), puff=0.3, light=0.9)
        c.fill(c.mask(ellipse(50, 50.2, 30, 3.4)), (1, 0.93, 0.74))
        c.add_light(c.soft(ellipse(40, 34, 6, 5), 2.6) * m, "white", 0.5)
        return
    profiles = {
        "gourd": [(52, 3.4), (57, 5), (62, 9), (74, 16), (82, 15), (foot, 10)],
        "column": [(52, 5), (54, 6.4), (foot - 6, 6.4), (foot - 4, 11), (foot, 12)],
        "ball": [(54, 3), (57, 4.6), (62, 13), (72, 18), (82, 14), (foot, 8)],
        "bottle": [(50, 3.4), (60, 4.4), (66, 9), (72, 13), (foot - 2, 13), (foot, 12)],
    }
    if style == "tripod":
        for n, (x, y) in enumerate(((53, 84), (34, 89), (66, 89))):
            c.paint(
                tube(np.linspace((50 + (x - 50) * 0.1, 52), (x, y), 10), [2.6, 2]),
                base,
                puff=1.3,
                light=0.8 if n == 0 else 1,
            )
        c.paint(ellipse(50, 54, 3.4, 2.4), metal("brass"), puff=2)
    else:
        mask = c.paint(turned_profile(50, profiles[style], 0.16), base, round_body=True, tilt=0.16)
        widest = max(r for _, r in profiles[style])
        if look.get("base_fabric", "ceramic") in ("ceramic", "stoneware"):
            streak = (
                Pen(50 - widest * 0.5, 66)
                .quad(50 - widest * 0.64, 74, 50 - widest * 0.5, 81)
                .points()
            )
            c.add_light(c.soft(tube(streak, [0.8, 2.6, 0.8]), 0.8) * mask, "white", 0.55)
    c.paint(rounded(48.6, 44, 51.4, 55, 0.6), metal("brass"), puff=1)
    skin = (
        linen(look.get("shade", "ecru"))
        if look.get("pleated") is None
        else cotton(look.get("shade", "ecru"))
    )
    if look.get("shade_shape") == "drum":
        _shade(c, 50, 16, 49, 25, 26, skin)
    elif look.get("shade_shape") == "coolie":
        _shade(c, 50, 18, 49, 9, 30, skin)
    else:
        _shade(c, 50, 14, 50, 17, 28, skin)
    if look.get("pleated"):
        for u in np.linspace(-1.3, 1.3, 21):
            a = (50 + 17 * np.sin(u), 14 + 1.6 * np.cos(u))
            b = (50 + 28 * np.sin(u), 50 + 2.6 * np.cos(u))
            c.line(np.array([a, b]), 0.4, darker(look.get("shade", "ecru"), 0.35), 0.4)


def desk_lamp(c: Canvas, look: Look) -> None:
    """An arm, a head and a foot: two-jointed, gooseneck, banker's or clamp."""
    style, skin = look.get("style", "jointed"), _skin(look)
    rod = metal(look.get("rod", "steel"))
    if style == "banker":
        c.ground(50, 86, 22, 3.4)
        c.paint(
            turned_profile(50, [(80, 8), (83, 17), (86, 19)], 0.16), metal("brass"), round_body=True
        )
        c.paint(tube(np.array([[50, 82], [50, 42]]), 2.4), metal("brass"), puff=1.2)
        _halo(c, 50, 52, 26, 0.34)
        glass = (
            Pen(17, 46)
            .cubic(17, 30, 26, 27, 34, 27)
            .line(66, 27)
            .cubic(74, 27, 83, 30, 83, 46)
            .quad(50, 50, 17, 46)
            .points()
        )
        m = c.paint(glass, ceramic(look.colour, 0.5), puff=8)
        c.add_light(c.soft(rounded(26, 31, 64, 34, 1.6), 1.1) * m, "white", 0.55)
        c.fill(c.mask(ellipse(50, 46.6, 32, 1.9)), (1, 0.93, 0.72))
        c.paint(tube(np.array([[62, 48], [62, 58]]), 0.5), metal("brass"), puff=0.3)
        c.paint(ellipse(62, 59.4, 1.2, 1.4), metal("brass"), puff=1)
        return
    base_x = 34.0
    c.ground(base_x, 87, 17, 3.2)
    elbow, head = (24.0, 46.0), (60.0, 22.0)
    if style == "gooseneck":
        neck = smooth([(base_x, 82), (base_x - 3, 52), (42, 22), (58, 17), (67, 27)], False)
        c.paint(tube(neck, 2.2), rod, puff=1.1)
        head, aim = (69.0, 28.0), 24.0
    else:
        aim = look.get("aim", 40.0)
        for a, b in (((base_x, 81), elbow), (elbow, head)):
            gap = 1.5 if look.get("double", True) else 0.0
            for off in (-gap, gap) if gap else (0.0,):
                line = np.linspace(a, b, 8) + np.array([off * 0.8, off * 0.7])
                c.paint(tube(line, 1.4 if gap else 2.6), rod, puff=0.8)
        if look.get("spring", True):
            for t in np.linspace(0.12, 0.42, 13):
                p = np.array(elbow) + (np.array(head) - np.array(elbow)) * t
                c.paint(
                    turned(ellipse(p[0], p[1], 0.5, 2.3), -35, p[0], p[1]),
                    metal("silver"),
                    puff=0.5,
                )
        for x, y in (elbow, head, (base_x, 81)):
            c.paint(ellipse(x, y, 2.8, 2.8), metal(look.get("joint", "brass")), puff=2, lift=0.4)
    profile = [(0, 3.4), (3, 4.4), (8, 10.6), (17, 15.6), (22, 16.4)]
    shade = turned_profile(0, profile, 0.0)
    light: Points = ellipse(0, 22, 16.4, 3.6)

    def place(p: Points) -> Points:
        return turned(p + np.array([head[0] + 3, head[1] - 5]), -aim, head[0], head[1])

    beam = place(np.array([[-16.0, 22], [16, 22], [26, 62], [-26, 62]]))
    c.add_light(c.soft(beam, 7), _BULB, 0.36)
    c.paint(place(light), glow((1, 0.93, 0.74)), puff=0)
    c.paint(place(shade), skin, puff=10)
    c.paint(place(light), skin, puff=0.4, light=0.88)
    c.fill(c.mask(place(ellipse(0, 22.2, 15.4, 2.9))), (1.0, 0.92, 0.7))
    c.fill(c.soft(place(ellipse(0, 22.4, 6, 1.8)), 0.9), (1, 0.99, 0.94))
    if style == "clamp":
        c.paint(rounded(base_x - 6, 80, base_x + 6, 84, 1), skin, puff=1.4)
        c.paint(rounded(base_x - 6, 80, base_x - 2.6, 92, 1), skin, puff=1.4)
        c.paint(rounded(base_x - 1, 88, base_x + 8, 91, 1), metal("steel"), puff=1)
        return
    c.paint(
        turned_profile(base_x, [(81, 6), (83, 14), (87, 16)], 0.18),
        wood(look.get("foot")) if look.get("foot") else skin,
        round_body=True,
        lift=0.4,
    )


def floor_lamp(c: Canvas, look: Look) -> None:
    """A tall lamp: straight, tripod, arc or reading."""
    style = look.get("style", "straight")
    rod = (
        metal(look.colour)
        if look.colour in ("brass", "black", "steel", "copper")
        else wood(look.colour, along="y")
    )
    skin = (
        woven(look.get("shade", "sand"), 2.2)
        if look.get("shade_fabric") == "rattan"
        else linen(look.get("shade", "ecru"))
    )
    if style == "arc":
        c.ground(30, 93, 13, 2.6)
        c.paint(
            turned_profile(30, [(90, 11), (93, 11.6)], 0.2),
            ceramic(look.get("foot", "white")),
            round_body=True,
        )
        c.paint(
            tube(smooth([(30, 90), (29, 50), (36, 17), (54, 8), (68, 16), (71, 27)], False), 1.5),
            rod,
            puff=0.8,
        )
        profile = [(26, 3), (29, 9), (35, 15), (42, 18)]
        _halo(c, 71, 46, 17, 0.36)
        c.paint(ellipse(71, 42, 18, 2.6), glow((1, 0.92, 0.7)), puff=0)
        c.paint(
            turned_profile(71, profile, 0.0), enamel(look.get("shade", "black")), round_body=True
        )
        c.paint(ellipse(71, 42, 18, 2.6), enamel(look.get("shade", "black")), puff=0.3)
        c.fill(c.mask(ellipse(71, 42.1, 17.2, 2.1)), (1, 0.92, 0.7))
        return
    c.ground(50, 94, 16, 2.6)
    if style == "tripod":
        for n, (x, y) in enumerate(((53, 89), (31, 95), (69, 95))):
            c.paint(
                tube(np.linspace((50 + (x - 50) * 0.12, 38), (x, y), 10), [2.4, 1.8]),
                rod,
                puff=1.2,
                light=0.8 if n == 0 else 1,
            )
        c.paint(ellipse(50, 40, 3, 2.2), metal("brass"), puff=2)
    else:
        c.paint(turned_profile(50, [(92, 11), (94, 12.4)], 0.16), rod, round_body=True)
        c.paint(tube(np.array([[50, 92], [50, 30]]), 1.7), rod, puff=0.9)
        if look.get("tray"):
            c.paint(
                np.concatenate(
                    [ellipse(50, 62, 11, 2.6, 180, 360), ellipse(50, 63.4, 11, 2.6, 0, 180)]
                ),
                wood(look.get("tray")),
                puff=0.8,
                lift=0.4,
            )
    if look.get("shade_shape") == "drum":
        _shade(c, 50, 8, 34, 18.6, 19.4, skin)
    else:
        _shade(c, 50, 7, 35, 12, 21, skin)


def lantern(c: Canvas, look: Look) -> None:
    """A lantern with a candle: metal cage or woven."""
    c.ground(50, 88, 20, 3.6)
    c.paint(
        tube(smooth([(37, 28), (38, 10), (62, 10), (63, 28)], False), 1.6),
        metal(look.get("metal", look.colour if look.get("fabric") != "rattan" else "brass")),
        puff=0.8,
    )
    if look.get("fabric") == "rattan":
        body = [(30, 14), (42, 22), (60, 26), (76, 23), (87, 17)]
        m = c.paint(
            turned_profile(50, body, 0.14), woven(look.colour, 3.2), round_body=True, tilt=0.14
        )
        c.add_light(c.soft(ellipse(50, 64, 12, 15), 6) * m, _BULB, 0.6)
        c.paint(ellipse(50, 30, 14, 2.2), woven(darker(look.colour, 0.2), 1.6), puff=0.8)
        c.fill(c.mask(ellipse(50, 30, 12, 1.5)), (1, 0.86, 0.56))
        return
    skin = (
        metal(look.colour) if look.colour in ("brass", "copper", "black") else enamel(look.colour)
    )
    c.fill(c.mask(rounded(30, 34, 70, 82, 1)), lighter("ice blue", 0.5), 0.5)
    _halo(c, 50, 56, 20, 0.7)
    c.paint(
        turned_profile(50, [(62, 6.6), (80, 6.6), (82, 6.4)], 0.2),
        ceramic("cream", 0.15),
        round_body=True,
    )
    c.line(np.array([[50, 62], [50, 59]]), 0.5, "charcoal")
    flame = Pen(50, 51).quad(53.4, 57, 50, 60).quad(46.6, 57, 50, 51).points()
    c.fill(c.soft(flame, 0.5), (1, 0.78, 0.3))
    c.fill(c.soft(turned(flame * 0.5 + np.array([25, 29.4]), 0), 0.3), (1, 0.97, 0.8))
    c.paint(Pen(50, 22).line(56, 23).line(73, 34).line(50, 35.4).mirrored(), skin, puff=2)
    c.paint(rounded(27, 81, 73, 88, 1), skin, puff=1.6)
    for x in (29, 43, 57, 71):
        c.paint(rounded(x - 1.1, 34, x + 1.1, 82, 0.4), skin, puff=0.9)


def candlestick(c: Canvas, look: Look) -> None:
    """One or two turned candlesticks with tapers."""
    for cx, rise in ((38, 10), (62, 0)) if look.get("pair", True) else ((50, 6),):
        foot = 88 - (0 if cx > 50 else 2)
        body: Material = (
            metal(look.colour)
            if look.get("fabric") == "metal"
            else wood(look.colour, along="y")
            if look.get("fabric") == "wood"
            else ceramic(look.cloth())
        )
        top = 58 - rise
        c.ground(cx, foot + 0.6, 9, 2.4)
        c.paint(
            rounded(cx - 1.7, top - 32, cx + 1.7, top + 2, 0.5),
            ceramic(look.get("candle", "cream"), 0.15),
            round_body=True,
        )
        c.line(np.array([[cx, top - 32], [cx, top - 34]]), 0.4, "charcoal")
        profile = [
            (top, 4.4),
            (top + 2, 4.6),
            (top + 4, 2.2),
            (top + 9, 2.6),
            (top + 11, 4.2),
            (top + 13, 2.4),
            (foot - 8, 2.8),
            (foot - 3, 7),
            (foot, 9.4),
        ]
        c.paint(turned_profile(cx, profile, 0.16), body, round_body=True, lift=0.3)
