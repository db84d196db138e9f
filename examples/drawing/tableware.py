"""Pots thrown on a wheel and glasses: mugs, bowls, plates, teapots, vases, jars, jugs."""

from __future__ import annotations

import numpy as np

from .canvas import Canvas, Field
from .colours import darker, lighter, mix
from .geometry import Pen, Points, ellipse, rounded, smooth, tube, turned_profile
from .look import Look, jitter
from .materials import Material, ceramic, leather, metal, smooth_plastic, stoneware, wood, woven

_TILT = 0.2


def glaze(look: Look) -> Material:
    """Gloss or half-matt, as the product asks."""
    return (
        ceramic(look.cloth()) if look.get("finish", "matt") == "gloss" else stoneware(look.cloth())
    )


def _shine(
    c: Canvas, mask: Field, x: float, y0: float, y1: float, w: float = 2.4, strength: float = 0.5
) -> None:
    """The window's reflection down the lit side of a glazed pot."""
    streak = Pen(x, y0).quad(x - 1, (y0 + y1) / 2, x + 0.4, y1).points()
    c.add_light(c.soft(tube(streak, [w * 0.6, w, w * 0.5]), 0.9) * mask, "white", strength)


def _opening(
    c: Canvas, cx: float, y: float, r: float, lip: Material, inside: Material, tilt: float = _TILT
) -> Field:
    """A rim seen from a little above: lip, then the hollow with its own shadow."""
    c.paint(ellipse(cx, y, r, r * tilt), lip, puff=0.8)
    hollow = c.mask(ellipse(cx, y + 0.25, r - 1.1, (r - 1.1) * tilt))
    c.paint(hollow, inside, puff=0, light=0.8)
    c.shade(
        c.soft(ellipse(cx - r * 0.25, y - r * tilt * 0.3, r * 0.9, r * tilt * 0.9), 1.2) * hollow,
        0.34,
    )
    return hollow


def _handle(c: Canvas, line: Points, width: float, material: Material) -> None:
    c.paint(tube(line, width), material, puff=width / 2, lift=0.4)


def mug(c: Canvas, look: Look) -> None:
    """A cup with one handle; straight, rounded or flared; perhaps two-tone."""
    shape, clay = look.get("shape", "straight"), glaze(look)
    r, top, foot = 21 * look.get("wide", 1.0), 32 - 6 * look.get("tall", 0.0), 80
    profile = {
        "straight": [
            (top, r),
            (top + 20, r),
            (foot - 6, r - 0.4),
            (foot - 1.5, r - 2.4),
            (foot, r - 4),
        ],
        "round": [
            (top, r - 2),
            (top + 14, r + 1),
            (top + 28, r + 1.5),
            (foot - 6, r - 3),
            (foot, r - 8),
        ],
        "flare": [
            (top, r + 1.5),
            (top + 18, r - 0.5),
            (foot - 12, r - 4),
            (foot - 2, r - 8),
            (foot, r - 9),
        ],
    }[shape]
    cx = 44.0
    c.ground(cx, foot + 1, r * 0.95, 4)
    hold = look.get("handle", "c")
    inner = cx + r - 1.5
    loops = {
        "c": [
            (inner, top + 9),
            (inner + 11, top + 8),
            (inner + 16.5, top + 20),
            (inner + 10, top + 32),
            (inner - 1, top + 35),
        ],
        "ear": [
            (inner, top + 6),
            (inner + 14, top + 5),
            (inner + 14.5, top + 17),
            (inner + 6, top + 26),
            (inner - 2, top + 36),
        ],
        "square": [
            (inner, top + 9),
            (inner + 11, top + 9),
            (inner + 13.6, top + 12),
            (inner + 13.6, top + 29),
            (inner + 11, top + 32),
            (inner, top + 32),
        ],
    }
    if hold != "none":
        _handle(c, smooth(loops[hold], False), 5.0, clay)
    body = turned_profile(cx, profile, _TILT)
    mask = c.paint(body, clay, round_body=True, tilt=_TILT, lift=0.8)
    if look.get("dip"):
        level = look.get("level", foot - 15)
        rows = (
            Pen(cx - 40, level)
            .quad(cx, level + 2 * r * _TILT + jitter(c.random, 1), cx + 40, level)
            .line(cx + 40, 99, cx - 40, 99)
            .points()
        )
        c.paint(c.mask(rows) * mask, stoneware(look.get("dip")), round_body=True)
    if look.get("bare"):
        level = foot - 5
        rows = (
            Pen(cx - 40, level)
            .quad(cx, level + 2 * r * _TILT, cx + 40, level)
            .line(cx + 40, 99, cx - 40, 99)
            .points()
        )
        c.paint(c.mask(rows) * mask, stoneware(look.get("bare")), round_body=True)
    _emblem(c, look, cx, (top + foot) / 2 + 4)
    _shine(
        c,
        mask,
        cx - r * 0.62,
        top + 9,
        foot - 12,
        3.2,
        0.5 if look.get("finish") == "gloss" else 0.22,
    )
    rim = ceramic(look.get("rim", lighter(look.colour, 0.12)))
    _opening(c, cx, top, profile[0][1], rim, ceramic(look.get("inside", "ecru")))
    if look.get("filled"):
        drink = ellipse(cx, top + 1.4, profile[0][1] - 2, (profile[0][1] - 2.6) * _TILT)
        c.paint(drink, ceramic(look.get("filled"), 0.2), puff=0.6)
        for k in range(3):
            steam = smooth(
                [
                    (cx - 7 + 7 * k, top - 4),
                    (cx - 9 + 7 * k, top - 10),
                    (cx - 5 + 7 * k, top - 16),
                    (cx - 8 + 7 * k, top - 23),
                ],
                False,
            )
            c.add_light(c.soft(tube(steam, [0.4, 2.4, 0.4]), 1.2), "white", 0.6)


def _emblem(c: Canvas, look: Look, cx: float, y: float) -> None:
    kind, ink = look.get("print"), look.accent
    if kind == "heart":
        c.fill(
            c.mask(
                Pen(cx, y + 7)
                .cubic(cx - 14, y - 3, cx - 6, y - 11, cx, y - 4)
                .cubic(cx + 6, y - 11, cx + 14, y - 3, cx, y + 7)
                .points()
            ),
            ink,
            0.92,
        )
    elif kind == "cat":
        face = smooth(
            [
                (cx - 8, y + 1),
                (cx - 8, y - 9),
                (cx - 3.6, y - 5),
                (cx + 3.6, y - 5),
                (cx + 8, y - 9),
                (cx + 8, y + 1),
                (cx + 4, y + 6),
                (cx - 4, y + 6),
            ],
            steps=5,
        )
        c.fill(c.mask(face), ink, 0.92)
        for s in (-1, 1):
            c.fill(c.mask(ellipse(cx + s * 3.4, y - 0.6, 1.1, 1.3)), look.colour)
            for k in (-1, 0.6):
                c.line(
                    Pen(cx + s * 4.6, y + 2.4).line(cx + s * 11, y + 2.4 + k).points(), 0.35, ink
                )
        c.fill(c.mask(Pen(cx - 1, y + 1.6).line(cx + 1, y + 1.6, cx, y + 2.8).points()), "blush")


def tumbler(c: Canvas, look: Look) -> None:
    """A small handleless cup."""
    mug(
        c,
        Look(
            look.colour, {"handle": "none", "wide": 0.86, "tall": -0.6, **look.details}, look.side
        ),
    )


def bowl(c: Canvas, look: Look) -> None:
    """A bowl seen from above its rim, or a stack of them."""
    clay, n = glaze(look), look.get("stack", 1)
    r, deep = look.get("wide", 34), look.get("deep", 24)
    y0 = 46 - deep * 0.1
    inside = ceramic(look.get("inside", lighter(look.colour, 0.25)), 0.3)
    tilt = 0.3
    low = y0 + (n - 1) * 4
    c.ground(50, low + deep + 3, r * 0.6, 4)
    for k in range(n):
        top = low - (n - 1 - k) * 6.4
        profile = [
            (top, r),
            (top + deep * 0.3, r * 0.95),
            (top + deep * 0.62, r * 0.76),
            (top + deep * 0.88, r * 0.46),
            (top + deep, r * 0.42),
        ]
        # A nested bowl shows only above the rim of the one that holds it.
        outside = c.mask(
            turned_profile(50, profile, tilt),
            cut=[ellipse(50, top, r - 1, (r - 1) * tilt)] if k else [],
        )
        mask = c.paint(outside, clay, round_body=True, tilt=tilt, lift=0.8)
        _shine(c, mask, 50 - r * 0.62, top + 8, top + deep * 0.7, 3, 0.35)
        if k:
            rim = c.mask(
                ellipse(50, top, r, r * tilt), cut=[ellipse(50, top, r - 1, (r - 1) * tilt)]
            )
            lower = c.mask(np.array([[0, top], [100, top], [100, 99], [0, 99]]))
            c.fill(rim * lower, look.get("rim", lighter(look.colour, 0.2)), 0.8)
        else:
            hollow = _opening(
                c, 50, top, r, ceramic(look.get("rim", lighter(look.colour, 0.2))), inside, tilt
            )
            glint = ellipse(50 + r * 0.3, top + r * tilt * 0.45, r * 0.34, r * tilt * 0.25)
            c.add_light(c.soft(glint, 1.6) * hollow, "white", 0.35)
            if look.get("filled") == "fruit":
                for x, y, tone in (
                    (38, top - 3, "orange"),
                    (60, top - 3.4, "green"),
                    (49, top - 5.6, "red"),
                    (53, top + 1, "lemon"),
                    (42, top + 1.6, "coral"),
                ):
                    c.paint(ellipse(x, y, 8, 7.6), ceramic(tone, 0.35), puff=7, lift=0.7)
                front = c.mask(
                    turned_profile(50, profile, tilt), cut=[ellipse(50, top, r - 1, (r - 1) * tilt)]
                )
                lower = (
                    c.mask(np.array([[0, top + 1.0], [100, top + 1.0], [100, 99], [0, 99]])) * front
                )
                c.paint(lower, clay, round_body=True, tilt=tilt)


def plate(c: Canvas, look: Look) -> None:
    """A plate from above, with a banded or patterned rim."""
    # A banded plate is white, and its colour is the band's.
    clay = ceramic("white") if look.get("banded") else glaze(look)
    c.lying(ellipse(50, 50, 37, 37), 2.6, 0.4)
    c.paint(ellipse(50, 50, 37, 37), clay, puff=2.2)
    if look.get("banded"):
        ring = c.mask(ellipse(50, 50, 35.4, 35.4), cut=[ellipse(50, 50, 32.4, 32.4)])
        c.fill(ring, look.colour, 0.92)
    if look.get("petals_rim"):
        for k in range(16):
            a = k * np.pi / 8
            x, y = 50 + 30.4 * np.cos(a), 50 + 30.4 * np.sin(a)
            c.fill(c.mask(ellipse(x, y, 2.6, 2.6)), look.accent, 0.9)
            c.fill(c.mask(ellipse(x, y, 0.9, 0.9)), "mustard")
    well = c.mask(ellipse(50, 50, 25.4, 25.4))
    c.paint(well, ceramic("white" if look.get("banded") else look.cloth()), puff=0.8, light=0.97)
    c.shade(
        c.soft(c.mask(ellipse(50, 50, 26, 26), cut=[ellipse(51.6, 52, 24, 24)]), 1.2) * well, 0.24
    )
    c.add_light(c.soft(ellipse(40, 38, 9, 5), 4), "white", 0.25)


def teapot(c: Canvas, look: Look) -> None:
    """A round pot with a spout, lid and handle, or a tall coffee pot."""
    clay = glaze(look)
    tall = look.get("tall", False)
    r, top, foot = (19.0, 28, 82) if tall else (25.0, 40, 82)
    c.ground(50, foot + 1, r * 0.85, 4)
    ring: Points
    if look.get("bail"):
        ring = smooth(
            [
                (50 - r * 0.8, top + 6),
                (50 - r * 0.7, top - 18),
                (50, top - 27),
                (50 + r * 0.7, top - 18),
                (50 + r * 0.8, top + 6),
            ],
            False,
        )
        _handle(
            c, ring, 2.6, wood("bamboo", seed=2) if look.get("bail") == "bamboo" else metal("brass")
        )
    else:
        ring = smooth(
            [
                (50 - r * 0.86, top + 6),
                (50 - r - 11, top + 4),
                (50 - r - 14, top + 18),
                (50 - r - 7, top + 29),
                (50 - r * 0.84, top + 33),
            ],
            False,
        )
        _handle(c, ring, 4.4, clay)
    spout = (
        Pen(50 + r * 0.78, top + 30)
        .cubic(50 + r + 10, top + 28, 50 + r + 6, top + 12, 50 + r + 15, top + 3)
        .line(50 + r + 19, top + 5.6)
        .cubic(50 + r + 14, top + 18, 50 + r + 12, top + 36, 50 + r * 0.7, top + 38)
        .points()
    )
    c.paint(spout, clay, puff=4, lift=0.4)
    if tall:
        profile = [
            (top, r * 0.62),
            (top + 14, r * 0.72),
            (top + 34, r * 0.95),
            (foot - 6, r),
            (foot, r * 0.86),
        ]
    else:
        profile = [
            (top, r * 0.46),
            (top + 6, r * 0.78),
            (top + 20, r * 1.02),
            (foot - 9, r * 0.9),
            (foot, r * 0.56),
        ]
    mask = c.paint(turned_profile(50, profile, 0.16), clay, round_body=True, tilt=0.16, lift=0.6)
    _shine(c, mask, 50 - r * 0.52, top + 10, foot - 16, 4, 0.42)
    lid_r = profile[0][1] + 1.4
    c.paint(
        turned_profile(
            50, [(top - 4.6, lid_r * 0.4), (top - 2, lid_r * 0.86), (top + 0.6, lid_r)], 0.2
        ),
        clay,
        round_body=True,
        lift=0.5,
    )
    knob = wood("beech") if look.get("knob") == "wood" else clay
    c.paint(ellipse(50, top - 8, 3.6, 3.4), knob, puff=3.2, lift=0.4)


def vase(c: Canvas, look: Look) -> None:
    """Bottle, bulb, cylinder or ribbed; stems in it for the styled picture."""
    clay, shape = glaze(look), look.get("shape", "bulb")
    profiles = {
        "bulb": [(24, 8), (32, 7), (42, 12), (58, 24), (72, 23), (82, 15), (85, 12)],
        "bottle": [(16, 6), (30, 5.4), (42, 7), (54, 17), (68, 21), (82, 19), (86, 17)],
        "cylinder": [(22, 17), (40, 17), (70, 17), (82, 16.4), (86, 14)],
        "amphora": [(20, 12), (27, 9), (34, 11), (48, 23), (62, 22), (78, 12), (86, 10)],
        "gourd": [(20, 9), (27, 13), (36, 14), (44, 10), (54, 18), (68, 24), (80, 19), (86, 14)],
    }
    profile = profiles[shape]
    c.ground(50, profile[-1][0] + 1, profile[-1][1] * 1.25, 3.6)
    if look.get("stems"):
        for k, (x, y) in enumerate(((33, 4), (46, -3), (60, 0), (69, 9), (41, 12))):
            stem = smooth(
                [
                    (50 + 0.8 * (k - 2), profile[0][0] + 2),
                    ((50 + x) / 2 + 1, (profile[0][0] + y) / 2),
                    (x, y),
                ],
                False,
            )
            c.paint(tube(stem, 0.9), ceramic("olive", 0.1), puff=0.4)
            for t in (0.35, 0.55, 0.75):
                px, py = stem[int(len(stem) * t)]
                for s in (-1, 1):
                    leaf = (
                        Pen(px, py)
                        .quad(px + s * 4, py - 6, px + s * 8, py - 5)
                        .quad(px + s * 5, py + 1, px, py)
                        .points()
                    )
                    c.paint(leaf, ceramic("sage" if s > 0 else "olive", 0.1), puff=0.8)
            c.paint(ellipse(x, y, 3.4, 3.2), ceramic(look.get("stems"), 0.15), puff=3, lift=0.3)
    if shape == "amphora":
        for s in (-1, 1):
            ear = smooth(
                [(50 + s * 10, 25), (50 + s * 20, 24), (50 + s * 23, 33), (50 + s * 19, 41)], False
            )
            _handle(c, ear, 3.2, clay)
    mask = c.paint(turned_profile(50, profile, 0.14), clay, round_body=True, tilt=0.14)
    if look.get("ribs"):
        centre = [np.interp(t, [0, 1], [-0.92, 0.92]) for t in np.linspace(0, 1, 13)]
        for u in centre:
            edge = np.array([[50 + r * np.sin(u * 1.5), y] for y, r in profile])
            c.shade(c.soft(tube(smooth([tuple(p) for p in edge], False), 0.9), 0.5) * mask, 0.3)
    if look.get("dip"):
        c.paint(
            c.mask(Pen(0, 60).quad(50, 68, 100, 60).line(100, 99, 0, 99).points()) * mask,
            stoneware(look.get("dip")),
            round_body=True,
        )
    widest = max(r for _, r in profile)
    _shine(c, mask, 50 - widest * 0.52, profile[2][0] + 8, 76, 3, 0.3)
    rim = profile[0][1]
    _opening(
        c,
        50,
        profile[0][0],
        rim,
        ceramic(lighter(look.colour, 0.1)),
        ceramic(darker(look.colour, 0.45)),
        0.18,
    )


def jar(c: Canvas, look: Look) -> None:
    """A storage jar: stoneware with a cork or wooden lid, or clear glass with a clip."""
    glassy = look.get("glass", False)
    top, foot, r = 36 - look.get("tall", 0), 84, look.get("wide", 20)
    c.ground(50, foot + 1, r * 0.95, 3.8)
    profile = [(top, r * 0.86), (top + 4, r * 0.98), (top + 12, r), (foot - 5, r), (foot, r * 0.9)]
    body = turned_profile(50, profile, 0.18)
    if glassy:
        _glass(c, body, look.get("tint", "ice blue"))
        if look.get("filled_jar"):
            c.paint(
                turned_profile(
                    50, [(top + 14, r - 1.8), (foot - 6, r - 1.8), (foot - 1.5, r - 3)], 0.18
                ),
                stoneware(look.accent),
                round_body=True,
                opacity=0.92,
            )
        _shine(c, c.mask(body), 50 - r * 0.66, top + 8, foot - 8, 3, 0.65)
        _shine(c, c.mask(body), 50 + r * 0.78, top + 12, foot - 12, 1.2, 0.4)
    else:
        mask = c.paint(body, glaze(look), round_body=True, tilt=0.18)
        _shine(c, mask, 50 - r * 0.6, top + 10, foot - 10, 3, 0.3)
        if look.get("label"):
            c.paint(
                rounded(50 - 9, top + 18, 50 + 9, top + 29, 1),
                ceramic(look.get("label"), 0.1),
                puff=0.3,
            )
            for k, w in enumerate((11, 7)):
                c.fill(
                    c.mask(
                        rounded(
                            50 - w / 2, top + 21.5 + 3.4 * k, 50 + w / 2, top + 22.5 + 3.4 * k, 0.2
                        )
                    ),
                    "charcoal",
                    0.7,
                )
    lid = look.get("lid", "acacia")
    cap = turned_profile(50, [(top - 6.4, r * 0.88), (top - 5, r * 0.92), (top, r * 0.92)], 0.18)
    c.paint(cap, wood(lid), round_body=True, lift=0.4)
    c.paint(
        ellipse(50, top - 6.4, r * 0.88, r * 0.88 * 0.18), wood(lid, seed=2), puff=0.5, light=1.06
    )
    if look.get("knob", True):
        c.paint(ellipse(50, top - 10.4, 4, 3.6), wood(lid, seed=3), puff=3.4, lift=0.5)


def _glass(c: Canvas, outline: Points, tint: object) -> None:
    """Clear glass: the paper shows through, dark at the edges, bright inside them."""
    mask = c.mask(outline)
    c.fill(mask, tint, 0.34)  # type: ignore[arg-type]
    inner = c.soft(mask, 1.4)
    c.shade(mask * np.clip(1.55 - 1.6 * inner, 0, 1), 0.36, mix(tint, "petrol", 0.6))  # type: ignore[arg-type]
    c.covered = np.maximum(c.covered, mask)


def carafe(c: Canvas, look: Look) -> None:
    """A glass bottle for water, with a stopper or a cup over it."""
    tint = look.colour
    profile = [(18, 7), (32, 6.6), (42, 9), (56, 17), (70, 19), (82, 18), (85, 16)]
    if look.get("straight"):
        profile = [(20, 11), (30, 11), (38, 13), (50, 16), (72, 16), (83, 15.6), (85, 14)]
    c.ground(50, 86, 16, 3.4, 0.26)
    if look.get("water", True):
        level = [(52, np.interp(52, [p[0] for p in profile], [p[1] for p in profile]) - 1.2)]
        lower = (
            level
            + [(y, r - 1.2) for y, r in profile if y > 52][:-1]
            + [(84.4, profile[-1][1] - 1.2)]
        )
        c.fill(c.mask(turned_profile(50, lower, 0.16)), mix(tint, "sky blue", 0.5), 0.4)
    outline = turned_profile(50, profile, 0.16)
    _glass(c, outline, tint)
    mask = c.mask(outline)
    _shine(c, mask, 41, 54, 78, 3.4, 0.7)
    _shine(c, mask, 46.6, 22, 40, 1.4, 0.7)
    _shine(c, mask, 63, 58, 78, 1.2, 0.5)
    stop = look.get("stopper", "oak")
    if stop:
        c.paint(
            turned_profile(
                50,
                [(9, profile[0][1] * 0.9), (12, profile[0][1]), (18, profile[0][1] * 0.94)],
                0.18,
            ),
            wood(stop),
            round_body=True,
            lift=0.3,
        )


def trivet_basket(c: Canvas, look: Look) -> None:
    """A shallow woven bread basket."""
    straw = woven(look.colour, 2.6)
    c.ground(50, 73, 33, 3.4)
    profile = [(46, 38), (58, 36), (70, 30), (73, 28)]
    c.paint(turned_profile(50, profile, 0.24), straw, round_body=True, tilt=0.24)
    c.paint(ellipse(50, 46, 38, 9.2), woven(darker(look.colour, 0.08), 2), puff=1.2)
    c.paint(ellipse(50, 46.6, 35.4, 7.8), straw, puff=0.6, light=0.66)
    if look.get("filled"):
        for x, y in ((36, 44), (50, 42), (63, 44.6), (43, 47), (57, 47.4)):
            c.paint(ellipse(x, y, 8.6, 6), leather("camel", 0.1), puff=5.4, lift=0.5)
            c.line(
                Pen(x - 4, y - 1.4).quad(x, y - 3, x + 4, y - 1.4).points(), 0.7, "chestnut", 0.5
            )


def bottle(c: Canvas, look: Look) -> None:
    """An insulated steel drinking bottle."""
    c.ground(50, 90, 11, 3)
    profile = [(20, 7), (24, 8), (32, 13), (40, 14), (84, 14), (88, 13.4), (90, 12)]
    mask = c.paint(
        turned_profile(50, profile, 0.14),
        smooth_plastic(look.cloth(), 0.3),
        round_body=True,
        tilt=0.14,
    )
    c.paint(
        c.mask(np.array([[20, 85.0], [80, 85.0], [80, 99], [20, 99]])) * mask,
        metal("silver"),
        round_body=True,
    )
    _shine(c, mask, 41.4, 38, 80, 2.6, 0.4)
    c.paint(
        turned_profile(50, [(11, 7.6), (13, 8.4), (20.4, 8.4)], 0.16),
        wood("acacia")
        if look.get("lid") == "wood"
        else smooth_plastic(look.get("lid", "charcoal")),
        round_body=True,
        lift=0.4,
    )
    c.paint(
        tube(smooth([(44, 13), (44.4, 6.4), (55.6, 6.4), (56, 13)], False), 1.7),
        leather(look.get("strap", "cognac")),
        puff=0.8,
    )
