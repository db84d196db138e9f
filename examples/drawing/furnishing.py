"""What furniture shares: the camera, covers, legs, timber and the shadow below."""

from __future__ import annotations

from .canvas import Canvas
from .look import Look
from .materials import Material, cotton, leather, linen, metal, plush, rubber, velvet, wood
from .solids import Camera, Post, Solid


def camera(look: Look, **settings: float) -> Camera:
    """The usual three-quarter view, or from the other side."""
    yaw = settings.pop("yaw", 28.0)
    return Camera(yaw=-yaw - 8 if look.side == "angle" else yaw, **settings)


def covering(look: Look) -> Material:
    kind = look.get("fabric", "wool")
    made = {
        "wool": lambda p: cotton(p, 1.0),
        "linen": linen,
        "velvet": velvet,
        "leather": leather,
        "boucle": lambda p: plush(p, 0.55),
    }
    return made[kind](look.cloth())


def legs(
    look: Look, spots: list[tuple[float, float]], height: float, splay: float = 1.4
) -> list[Solid]:
    timber = (
        metal("black")
        if look.get("legs") == "metal"
        else wood(look.get("legs", "walnut"), along="y")
    )
    out: list[Solid] = []
    for x, y in spots:
        dx = splay if x > 0 else -splay
        out.append(Post((x + dx, y, 0), (x, y, height), 1.9, 3.0, timber))
    return out


def ground(c: Canvas, cam: Camera, w: float, d: float) -> None:
    """The shadow under a piece so wide and deep."""
    centre = cam.see([(0, 0, 0)])[0]
    c.ground(
        float(centre[0]),
        float(centre[1]),
        (w + d * 0.5) * cam.scale * 0.54,
        d * cam.scale * 0.26,
        0.36,
    )


TIMBERS = {"oak", "walnut", "beech", "ash", "acacia", "bamboo", "natural"}


def timber(colour: str, along: str = "x", seed: int = 0) -> Material:
    """Bare wood for wood colours, paint for the rest."""
    return wood(colour, along=along, seed=seed) if colour in TIMBERS else rubber(colour)
