"""Collared shirts and blouses, laid flat."""

from __future__ import annotations

from .canvas import Canvas
from .colours import is_dark, lighter
from .garments import fabric, inset, sew_button, sleeve_of, torso_folds
from .geometry import Pen, mirror, rounded
from .look import Look


def shirt(c: Canvas, look: Look) -> None:
    """A collared shirt with a placket; long or short sleeves."""
    _r, cloth = c.random, fabric(look)
    w, hem = 19 * look.get("fit", 1.0), look.get("length", 85)
    shoulder, pit = (50 + w - 0.5, 20.0), (50 + w + 0.4, 38.0)
    body = Pen(50, 16).line(58, 14.5).line(*shoulder).quad(50 + w - 2.4, 30, *pit)
    body.cubic(50 + w - 0.8, 55, 50 + w, 70, 50 + w + 0.5, hem - 6).quad(
        50 + w - 2, hem - 2, 50 + w - 8, hem
    ).quad(55, hem + 2, 50, hem + 2)
    outline = body.mirrored()
    sleeve, cuff, spin = sleeve_of(look, shoulder, pit)
    c.lying(c.mask(outline, sleeve, mirror(sleeve)))
    folds = torso_folds(c, hem, w, 1.2)
    for shape, edge, turn in ((sleeve, cuff, spin), (mirror(sleeve), mirror(cuff), -spin)):
        m = c.paint(shape, cloth, puff=5, spin=turn, origin=(50, 40), folds=folds)
        if look.get("sleeve", "short") == "long":
            c.paint(c.mask(edge) * m, cloth, puff=0.9, spin=turn + 90, lift=0.3)
        else:
            c.line(inset(edge, shape), 0.3, look.thread, 0.8, m)
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
        sew_button(c, 50, y, 0.95, button)
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
                sew_button(c, x + 5, 37.6, 0.8, button)
