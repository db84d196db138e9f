"""The picture of a search on its page: which region asks, and which others could.

The script lets a shopper draw a region; these are the ones that can be had with a click, or without a
script: plain halves of the picture, all of its regions at once (`search.scene`), and the regions in which
the searcher found something.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.query import Query
from search.results import Results
from web.address import Address
from web.cards import name_of
from web.forms import read_crop
from web.language import _, later, say

Box = tuple[float, float, float, float]
"""(left, top, right, bottom), shares of the picture."""

_WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
_SHOWN = (320, 192)
"""The most pixels, across and down, that the picture of a search takes of its page."""

_MOST = 6
_ALIKE = 0.6
"""Overlap of two regions that are shown as one: intersection over union."""

_CROPS: tuple[tuple[str, Box], ...] = (
    (later("Whole"), _WHOLE),
    (later("Middle"), (0.2, 0.2, 0.8, 0.8)),
    (later("Left"), (0.0, 0.0, 0.5, 1.0)),
    (later("Right"), (0.5, 0.0, 1.0, 1.0)),
    (later("Top"), (0.0, 0.0, 1.0, 0.5)),
    (later("Bottom"), (0.0, 0.5, 1.0, 1.0)),
)


@dataclass(frozen=True, slots=True)
class Region:
    label: str
    path: str
    box: Box
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """`size` is the whole picture's, up to rounding; `found` are regions that the searcher looked at."""

    name: str
    size: tuple[int, int]
    crops: tuple[Region, ...]
    found: tuple[Region, ...]

    @property
    def shown(self) -> tuple[int, int]:
        """The size it has on the page, which is told before it is loaded: nothing moves when it comes."""
        scale = min(most / side for most, side in zip(_SHOWN, self.size, strict=True))
        return round(self.size[0] * scale), round(self.size[1] * scale)


def looked_at(query: Query, results: Results, address: Address) -> Looked | None:
    """None where no kept picture asks."""
    if query.image is None or not address.get("picture"):
        return None
    now = read_crop(address.get("crop")) if address.get("crop") else _WHOLE
    things = address.drop("crop").put("scene", "yes").at("/")
    width, height = query.image.size
    crops = tuple(
        Region(say(name), _cropped(address, box), box, chosen=box == now and not query.scene)
        for name, box in _CROPS
    )
    return Looked(
        name=address.get("picture"),
        size=(round(width / (now[2] - now[0])), round(height / (now[3] - now[1]))),
        crops=(*crops, Region(_("The things in it"), things, _WHOLE, chosen=query.scene)),
        found=tuple(_found(results, address)) if now == _WHOLE else (),
    )


def _found(results: Results, address: Address) -> list[Region]:
    found: list[Region] = []
    for hit in results.hits:
        box = hit.region
        if box is None or box == _WHOLE or len(found) == _MOST:
            continue
        if all(_overlap(box, other.box) < _ALIKE for other in found):
            label = _("Search here: %(name)s", name=name_of(hit.product))
            found.append(Region(label, _cropped(address, box), box))
    return found


def _cropped(address: Address, box: Box) -> str:
    return (
        address.drop("scene")
        .put("crop", "" if box == _WHOLE else ",".join(f"{x:g}" for x in box))
        .at("/")
    )


def _overlap(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = sum((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return width * height / (both - width * height)
