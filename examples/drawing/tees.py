"""T-shirts, laid flat."""

from __future__ import annotations

from .canvas import Canvas
from .garments import fabric, graphic, inset, sleeve_of, torso_folds
from .geometry import Pen, mirror, tube
from .look import Look, jitter
from .materials import cotton, ribbed


def tshirt(c: Canvas, look: Look) -> None:
    """Crew, V or scoop neck; short, long or no sleeves."""
    r, cloth = c.random, fabric(look)
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
    sleeve, cuff, spin = sleeve_of(look, shoulder, pit)
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
                hemline = inset(edge, shape)
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
        graphic(c, look)


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
