"""Two invented shoppers and what they did this autumn, for showing personal results.

Mira likes warm colours, flowers, linen and anything woven. Jonas likes trainers, navy and
dark things, and lamps to work by. Both lists are fixed; nobody real is in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from .model import Product

# Line name's beginning, ground colour, moment, event.
_Deed = tuple[str, str, str, str]

_MIRA: tuple[_Deed, ...] = (
    ("Wildgarden linen sundress", "cream", "2026-09-03T09:12:00", "view"),
    ("Wildgarden linen sundress", "terracotta", "2026-09-03T09:14:30", "view"),
    ("Wildgarden linen sundress", "terracotta", "2026-09-03T09:21:10", "cart"),
    ("Wildgarden linen sundress", "terracotta", "2026-09-03T09:25:42", "purchase"),
    ("Fig Lane woven basket bag", "sand", "2026-09-11T18:40:05", "click"),
    ("Fig Lane woven basket bag", "sand", "2026-09-11T18:44:51", "cart"),
    ("Meadow print blouse", "cream", "2026-09-20T20:03:17", "click"),
    ("Tiered linen dress", "terracotta", "2026-09-28T12:30:00", "view"),
    ("Tasselled beach basket", "sand", "2026-10-04T08:55:29", "click"),
    ("Meadow scatter cushion", "ecru", "2026-10-12T21:16:44", "view"),
    ("Nest rattan pendant", "sand", "2026-10-19T19:47:03", "click"),
    ("Wide linen trousers", "oat", "2026-10-27T07:38:12", "view"),
    ("Fig Lane woven basket bag", "sand", "2026-11-02T17:20:36", "purchase"),
    ("Meadow print blouse", "blush", "2026-11-09T13:05:00", "cart"),
)
_JONAS: tuple[_Deed, ...] = (
    ("Dock canvas high-tops", "navy", "2026-09-02T21:50:11", "view"),
    ("Dock canvas high-tops", "navy", "2026-09-02T21:58:40", "cart"),
    ("Courtside leather sneakers", "white/navy", "2026-09-09T12:14:00", "click"),
    ("Dock canvas high-tops", "navy", "2026-09-10T07:45:23", "purchase"),
    ("Tempo knit running shoes", "navy", "2026-09-18T22:07:19", "click"),
    ("Draughtsman desk lamp", "navy", "2026-09-25T20:31:00", "view"),
    ("Clamp-on workshop lamp", "black", "2026-09-25T20:36:48", "click"),
    ("Draughtsman desk lamp", "navy", "2026-10-03T10:02:15", "cart"),
    ("Draughtsman desk lamp", "navy", "2026-10-03T10:11:52", "purchase"),
    ("Campus backpack", "navy", "2026-10-15T08:20:00", "view"),
    ("All-black commuter sneakers", "black", "2026-10-22T19:09:33", "click"),
    ("Metal-frame shelving", "walnut", "2026-11-01T16:48:07", "view"),
    ("Foundry dome pendant", "navy", "2026-11-08T21:25:54", "click"),
    ("Basin Street hoodie", "navy", "2026-11-14T18:12:26", "cart"),
)


def _card(product: Product) -> str:
    return "/".join([product.ground, *product.inks])


def events(goods: list[Product]) -> Iterator[dict[str, str]]:
    """The rows of events.csv, in order of time."""
    deeds = [("mira", *d) for d in _MIRA] + [("jonas", *d) for d in _JONAS]
    for user, name, colour, moment, event in sorted(deeds, key=lambda d: d[3]):
        found = [p for p in goods if p.line.name.startswith(name) and _card(p).startswith(colour)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} products are called {name!r} in {colour!r}")
        yield {"user_id": user, "product_id": found[0].sku, "timestamp": moment, "event": event}
