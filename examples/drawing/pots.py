"""Casseroles, frying pans and kettles."""

from __future__ import annotations

from .canvas import Canvas
from .colours import lighter
from .geometry import Pen, ellipse, rounded, smooth, tube, turned, turned_profile
from .look import Look
from .materials import (
    enamel,
    metal,
    rubber,
    wood,
)


def casserole(c: Canvas, look: Look) -> None:
    """An enamelled pot with a lid and two ears, or a saucepan with one long handle."""
    skin, single = enamel(look.cloth()), look.get("single", False)
    r, top, foot = look.get("wide", 30), 46, 78 - look.get("shallow", 0)
    cx = 41 if single else 50
    r = 25 if single else r
    c.ground(cx, foot + 1, r * 0.96, 4)
    if single:
        arm = Pen(cx + r - 2, top + 5).quad(cx + r + 14, top + 1, cx + r + 31, top - 4).points()
        c.paint(
            tube(arm, [3.4, 4.6, 5]),
            wood(look.get("handle", "walnut"))
            if look.get("handle", "walnut") != "steel"
            else metal("steel"),
            puff=2.2,
        )
    else:
        for s in (-1, 1):
            ear = smooth(
                [
                    (cx + s * (r - 1), top + 6),
                    (cx + s * (r + 7.4), top + 5.6),
                    (cx + s * (r + 8), top + 11),
                    (cx + s * (r - 1), top + 13),
                ],
                False,
            )
            c.paint(tube(ear, 3), skin, puff=1.5)
    profile = [(top, r), (top + 8, r), (foot - 7, r - 0.4), (foot - 2, r - 2.4), (foot, r - 4)]
    mask = c.paint(turned_profile(cx, profile, 0.2), skin, round_body=True, tilt=0.2, lift=0.4)
    c.add_light(
        c.soft(tube(Pen(cx - r * 0.6, top + 12).line(cx - r * 0.6, foot - 6).points(), 3), 1.2)
        * mask,
        "white",
        0.34,
    )
    if look.get("lid", True):
        lid = turned_profile(
            cx,
            [
                (top - 9.6, r * 0.22),
                (top - 8.4, r * 0.5),
                (top - 5, r * 0.86),
                (top - 0.6, r + 0.6),
                (top + 1.4, r + 0.6),
            ],
            0.18,
        )
        m = c.paint(lid, skin, round_body=True, lift=0.8)
        c.add_light(c.soft(ellipse(cx - r * 0.36, top - 3.4, 6, 1.6), 1.3) * m, "white", 0.6)
        knob = {
            "brass": metal("brass"),
            "steel": metal("silver"),
            "wood": wood("walnut"),
            "black": rubber("black"),
        }[look.get("knob", "brass")]
        c.paint(rounded(cx - 1.8, top - 13.4, cx + 1.8, top - 8.6, 0.6), knob, puff=1)
        c.paint(
            turned_profile(cx, [(top - 17.4, 4.4), (top - 14, 5.2), (top - 13.2, 4.6)], 0.22),
            knob,
            round_body=True,
            lift=0.4,
        )
    else:
        c.paint(ellipse(cx, top, r, r * 0.2), skin, puff=0.8)
        c.paint(
            ellipse(cx, top + 0.3, r - 1.4, (r - 1.4) * 0.2), enamel("ecru"), puff=0.6, light=0.82
        )


def frying_pan(c: Canvas, look: Look) -> None:
    """A pan from above, its handle to the lower right."""
    iron = rubber(look.colour) if look.get("finish", "iron") == "iron" else enamel(look.colour)
    cx, cy, r = 42, 44, 29
    handle = tube(Pen(cx + 19, cy + 19).line(cx + 46, cy + 46).points(), [5, 5.4, 6.6])
    c.lying(c.mask(ellipse(cx, cy, r, r), handle), 2.6, 0.42)
    c.paint(
        handle, wood(look.get("handle"), seed=4) if look.get("handle") else iron, puff=2.6, spin=45
    )
    c.fill(c.mask(ellipse(cx + 44.6, cy + 44.6, 1.2, 1.2)), "light grey")
    if look.get("handle"):
        c.paint(
            tube(Pen(cx + 18, cy + 18).line(cx + 24, cy + 24).points(), 6),
            metal("steel"),
            puff=2,
            lift=0.4,
        )
    lip = (
        Pen(cx - r * 0.5, cy - r * 0.8)
        .quad(cx - r, cy - r * 0.75, cx - r * 0.8, cy - r * 0.5)
        .points()
    )
    c.paint(lip, iron, puff=1)
    c.paint(ellipse(cx, cy, r, r), iron, puff=3.4, lift=0.4)
    base = c.paint(
        ellipse(cx, cy, r - 4.6, r - 4.6),
        rubber(look.get("inside", lighter(look.colour, 0.06))),
        puff=0.7,
        light=0.9,
    )
    c.shade(
        c.soft(
            c.mask(ellipse(cx, cy, r - 4, r - 4), cut=[ellipse(cx + 2, cy + 2.4, r - 6, r - 6)]),
            1.4,
        )
        * base,
        0.4,
    )
    c.add_light(c.soft(turned(ellipse(cx + 6, cy + 8, 15, 5), -35, cx, cy), 5) * base, "white", 0.2)


def kettle(c: Canvas, look: Look) -> None:
    """A stove kettle with a whistle, or a slim gooseneck for coffee."""
    skin, goose = enamel(look.cloth()), look.get("goose", False)
    metalish = metal("steel") if look.get("steel") else skin
    foot, top = 82, 46 if not goose else 42
    r = 26 if not goose else 19
    cx = 48
    c.ground(cx, foot + 1, r, 4)
    if goose:
        spout = smooth(
            [
                (cx + r - 3, foot - 9),
                (cx + r + 10, foot - 14),
                (cx + r + 9, top + 4),
                (cx + r + 17, top - 5),
                (cx + r + 23, top - 3),
            ],
            False,
        )
        c.paint(tube(spout, [5, 3.6, 2.8, 2.4]), metalish, puff=1.6)
        grip = smooth(
            [
                (cx - r + 2, top + 3),
                (cx - r - 13, top + 1),
                (cx - r - 15, top + 14),
                (cx - r - 12, top + 28),
            ],
            False,
        )
        c.paint(tube(grip, [3, 5, 4.6]), wood(look.get("handle", "walnut")), puff=2.2)
    else:
        c.paint(
            Pen(cx + r - 5, top + 16)
            .quad(cx + r + 5, top + 12, cx + r + 13, top - 2)
            .line(cx + r + 18, top + 2)
            .quad(cx + r + 12, top + 18, cx + r - 4, top + 28)
            .points(),
            metalish,
            puff=3,
        )
        c.paint(
            turned(
                rounded(cx + r + 11, top - 6, cx + r + 20, top - 0.4, 1.6), 38, cx + r + 15, top - 3
            ),
            rubber(look.get("knob", "black")),
            puff=1.8,
            lift=0.3,
        )
        c.paint(
            tube(
                smooth(
                    [
                        (cx - 19, top + 4),
                        (cx - 21, top - 18),
                        (cx, top - 26),
                        (cx + 21, top - 18),
                        (cx + 19, top + 4),
                    ],
                    False,
                ),
                2,
            ),
            metal("steel"),
            puff=1,
        )
        c.paint(
            tube(
                smooth([(cx - 14, top - 22.6), (cx, top - 26), (cx + 14, top - 22.6)], False), 4.6
            ),
            wood(look.get("handle", "walnut")),
            puff=2.2,
            lift=0.3,
        )
    wide = (
        [(top, r * 0.5), (top + 5, r * 0.78), (top + 18, r), (foot - 5, r + 1), (foot, r * 0.92)]
        if not goose
        else [
            (top, r * 0.7),
            (top + 6, r * 0.78),
            (foot - 8, r + 1),
            (foot - 2, r + 1.4),
            (foot, r),
        ]
    )
    mask = c.paint(turned_profile(cx, wide, 0.16), metalish, round_body=True, tilt=0.16, lift=0.5)
    c.add_light(
        c.soft(
            tube(
                Pen(cx - r * 0.56, top + 13)
                .quad(cx - r * 0.72, top + 22, cx - r * 0.66, foot - 9)
                .points(),
                [1, 4, 2],
            ),
            1.2,
        )
        * mask,
        "white",
        0.5,
    )
    lid_r = wide[0][1]
    c.paint(
        turned_profile(
            cx, [(top - 4, lid_r * 0.4), (top - 2, lid_r * 0.9), (top + 0.8, lid_r + 0.8)], 0.18
        ),
        metalish,
        round_body=True,
        lift=0.5,
    )
    c.paint(
        ellipse(cx, top - 6.6, 3.2, 3),
        wood(look.get("handle", "walnut")) if look.get("knob") == "wood" else rubber("black"),
        puff=2.8,
        lift=0.3,
    )
