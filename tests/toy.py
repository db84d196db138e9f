"""A shop small enough to think about, and an encoder that needs no model.

The toy encoder sees colours in a picture and words in a text, and is as honest as a real one: unit
rows, batch-invariant, deterministic. Tests that must know what a *real* model does are in
`tests/contract/test_lite.py` and `test_openclip.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from indexer.build import build
from indexer.catalogue import read_catalogue
from indexer.progress import quiet
from indexer.report import BuildReport, Stages
from indexer.schema import DEFAULT_FIELDS
from search.encoders.base import Encoder, Rows, unit
from search.terms import terms

COLOURS = {
    "red": (200, 30, 40),
    "blue": (40, 70, 200),
    "green": (40, 150, 60),
    "yellow": (230, 200, 40),
    "black": (25, 25, 30),
}
THINGS = {
    "shirt": "Clothing > Shirts",
    "lamp": "Home > Lamps",
    "mug": "Kitchen > Mugs",
    "bag": "Bags",
}


@dataclass
class ToyEncoder:
    """`shared` picks which kind of encoder it plays: towers apart, or one space for both."""

    shared: bool = False
    spec: str = "toy"
    image_dim: int = 96
    text_dim: int = 96

    @property
    def fingerprint(self) -> str:
        return f"toy-{self.shared}-{self.image_dim}"

    def encode_images(self, images: Sequence[Image.Image]) -> Rows:
        return np.stack([self._see(image) for image in images]) if images else self._none()

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        return np.stack([self._read(text) for text in texts]) if texts else self._none()

    def _none(self) -> Rows:
        return np.zeros((0, self.image_dim), np.float32)

    def _read(self, text: str) -> Rows:
        row = sum(
            (_direction(term, self.text_dim) for term in terms(text)), np.zeros(self.text_dim)
        )
        return unit(row + 1e-3)

    def _see(self, image: Image.Image) -> Rows:
        small = np.asarray(image.convert("RGB").resize((4, 8), Image.Resampling.BOX), np.float32)
        if not self.shared:
            return unit(small.ravel() / 255 - 0.7)
        middle = small[2:6, 1:3].mean((0, 1))
        name = min(COLOURS, key=lambda c: float(np.abs(middle - COLOURS[c]).sum()))
        return self._read(name)


def _direction(term: str, size: int) -> np.ndarray:
    seed = int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "big")
    return np.random.default_rng(seed).standard_normal(size)


def draw(colour: str, thing: str, *, shift: int = 0) -> Image.Image:
    """A flat picture: `thing` is a shape, `shift` makes another view of it."""
    image = Image.new("RGB", (64, 64), "white")
    pen = ImageDraw.Draw(image)
    at = 8 + list(THINGS).index(thing) * 3
    box = (at, 12 + shift, 64 - at, 56 + shift)
    (pen.ellipse if thing in ("mug", "lamp") else pen.rectangle)(box, fill=COLOURS[colour])
    return image


def write_shop(folder: Path) -> Path:
    """The toy catalogue: 20 products with pictures, one with two views, one without a picture, one
    without a description; returns the path of its CSV."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    rows = []
    for thing, category in THINGS.items():
        for colour in COLOURS:
            number = len(rows) + 1
            name = f"images/{colour}-{thing}.png"
            draw(colour, thing).save(folder / name)
            rows.append(
                {
                    "sku": f"P{number:02d}",
                    "title": f"{colour.title()} {thing}",
                    "description": f"A fine {colour} {thing} for every day.",
                    "category": category,
                    "brand": "Acme" if number % 2 else "Nimbus",
                    "price": f"{10 + number}.50",
                    "currency": "EUR",
                    "image": name,
                    "image_2": "",
                    "in_stock": "yes" if number % 5 else "no",
                    "colour": colour,
                }
            )
    draw("red", "shirt", shift=6).save(folder / "images/red-shirt-2.png")
    rows[0]["image_2"] = "images/red-shirt-2.png"
    rows[1]["description"] = ""
    rows[-1]["image"] = ""
    path = folder / "catalog.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def build_shop(
    catalogue: Path, index: Path, *, encoder: Encoder | None = None, make_active: bool = True
) -> BuildReport:
    """Indexes a catalogue with the toy encoder."""
    return build(
        read_catalogue(catalogue),
        index,
        encoder=encoder or ToyEncoder(),
        cache=index.with_name(index.name + ".cache"),
        fields=DEFAULT_FIELDS,
        make_active=make_active,
        progress=quiet,
        stages=Stages(),
    )
