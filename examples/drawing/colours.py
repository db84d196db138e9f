"""The shop's colour card: names a shopper would use, and small helpers to mix them."""

from __future__ import annotations

import colorsys

RGB = tuple[float, float, float]

_CARD = {
    "white": "f4f2ee",
    "ecru": "e9dfcb",
    "cream": "f1e4c8",
    "oat": "d9c8ab",
    "sand": "cdb48d",
    "camel": "bf9160",
    "tan": "b07d4f",
    "cognac": "9a5a2e",
    "chestnut": "6e3f28",
    "brown": "5a3f31",
    "charcoal": "3c4046",
    "black": "25262a",
    "grey": "9a9da1",
    "light grey": "c9cbcc",
    "navy": "25344f",
    "denim blue": "4a6a94",
    "blue": "3a6ea8",
    "cobalt": "2a50b0",
    "sky blue": "9cc3df",
    "ice blue": "c9dde6",
    "teal": "2c7a7b",
    "petrol": "1f4f5c",
    "mint": "a9d5bf",
    "sage": "9caf93",
    "olive": "6d7043",
    "green": "3f7d55",
    "forest green": "2b4d3c",
    "lemon": "f0d867",
    "mustard": "d3a02f",
    "orange": "e0812f",
    "rust": "b1532c",
    "terracotta": "c4704f",
    "peach": "efb693",
    "coral": "e57763",
    "blush": "e8c4ba",
    "pink": "e39bb0",
    "rose": "c7647a",
    "red": "c0342f",
    "burgundy": "6e2233",
    "plum": "5b3554",
    "lilac": "b8a3cf",
    "lavender": "cfc3e2",
    "gold": "c9a04e",
    "brass": "b98f45",
    "copper": "b87350",
    "silver": "b9bec3",
    "steel": "8f979e",
    "oak": "c79c66",
    "walnut": "76503a",
    "beech": "d9b384",
    "ash": "d8c3a0",
    "acacia": "a16a3f",
    "bamboo": "d6b275",
    "natural": "cfab74",
}


def rgb(name: str | RGB) -> RGB:
    """The colour called by that name on the card, as red, green, blue from 0 to 1."""
    if not isinstance(name, str):
        return name
    code = _CARD[name]
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


def mix(a: str | RGB, b: str | RGB, share: float) -> RGB:
    """From a (share 0) to b (share 1)."""
    (r, g, c), (s, h, d) = rgb(a), rgb(b)
    return (r + (s - r) * share, g + (h - g) * share, c + (d - c) * share)


def darker(a: str | RGB, share: float = 0.2) -> RGB:
    """A deeper shade, a little more saturated, as dyed things are."""
    h, lightness, s = colorsys.rgb_to_hls(*rgb(a))
    return colorsys.hls_to_rgb(h, lightness * (1 - share), min(1.0, s * (1 + share * 0.3)))


def lighter(a: str | RGB, share: float = 0.2) -> RGB:
    """Towards white."""
    return mix(a, (1.0, 1.0, 1.0), share)


def is_dark(a: str | RGB) -> bool:
    """Whether white stitching would show better than dark."""
    r, g, b = rgb(a)
    return 0.3 * r + 0.59 * g + 0.11 * b < 0.42
