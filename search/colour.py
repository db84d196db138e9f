"""Which colours a picture shows and which a text names, as rows over the same few names.

The towers know shapes and things far better than colours: asked for a green dress, they bring
dresses. So a picture's colours are counted apart, in CIELAB, over named colours, leaving out what
looks like its background; and a colour word asks for the names that a person would accept for it.
The names are the basic colour terms of Berlin & Kay 1969, with the light and dark ones shops use.

A product has the colours that its own text names, and those of its picture only where that names none: a text
that says "navy" is right about the colour, also where the light of the photograph is not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from search.chinese import segment
from search.encoders.base import unit
from search.terms import ENGLISH, fold

THUMBNAIL = 72
"""Pixels a side: colours need no more."""

BACKGROUND = 9.0
"""CIELAB distance from the border's colour within which a pixel belongs to the background."""

SHADOW, FAINT, CENTRAL = 0.7, 0.02, 0.3
"""Of lightness in that distance, since a shadow is background too; what a pixel of the background still
counts; and the deviation of the middle, as a share of the picture's sides."""

SOFT = 7.0
"""Distance over which a pixel's claim to a name falls by e."""

ACCEPTED = 6.0
"""Distance between two names over which one is accepted for the other e times less."""

LIGHTNESS = 0.5
"""Weight of lightness in distances: light and shade move it more than the colour itself."""

FADED = 1.3
"""What the chroma of a pixel is multiplied by: in photographs goods look paler than their colour."""

CHROMA = 0.09
"""How quickly distances shrink as chroma grows: between two greys a little of a hue is much."""

FOCUS, MOST = 2, 0.4
"""Power of the share of words that are colours, which is how much colours matter, and the most that it is."""

SHADE = 0.4
"""How far "light" moves a colour towards white, and "dark" towards black."""

TINT = 0.35
"""How far "greenish" moves a colour towards green."""

_ALWAYS = ("english", "chinese", "japanese", "korean")
"""Languages whose colour words are read in every catalogue; "rot" is a colour in a German one alone."""

_TABLE = resources.files("search").joinpath("colours.csv").read_text(encoding="utf-8")
_COLOURS = {row["name"]: row for row in csv.DictReader(_TABLE.splitlines())}
NAMES = tuple(_COLOURS)
"""In `colours.csv`: their sRGB, and the words for each of them by language."""

_SHADES = {
    "white": "light pale pastel baby hell helles clair claire claro clara chiaro chiara licht ljus 浅 淡",
    "black": "dark deep dunkel dunkles foncé foncée oscuro oscura scuro scura escuro donker mörk 深 暗",
}  # fmt: skip
_TINTS = {
    "reddish": "red", "greenish": "green", "bluish": "blue", "blueish": "blue", "greyish": "grey",
    "grayish": "grey", "yellowish": "yellow", "brownish": "brown", "pinkish": "pink", "purplish": "purple",
}  # fmt: skip

_THINGS = frozenset(
    """
    aqua apricot aubergine bronze camel caramel charcoal chocolate coffee cognac copper coral cream gold
    golden graphite ivory lavender lime marine mint mocha mustard olive orange peach petrol pistachio
    plum rose rust sage salmon sand silver stone wine
    """.split()  # noqa: SIM905 - a list would take a screen
)
"""Words that are things as well: a colour only where another word follows, so not "a fresh peach"."""

_ONE_SIGN = {
    "黑": "black", "灰": "grey", "白": "white", "棕": "brown", "绿": "green", "蓝": "blue", "紫": "purple",
    "粉": "pink", "红": "red", "黄": "yellow", "橙": "orange",
}  # fmt: skip
"""Chinese words of one sign, which mean a colour only where they stand alone: 红茶 is a tea."""

_WORD = re.compile(r"\w+")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def colours_of_picture(image: Image.Image) -> NDArray[np.float32]:
    """(len(NAMES),) unit: how much of each named colour an RGB picture shows.

    A pixel counts the more the nearer it is to the middle, and hardly where it is like the border.
    """
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.BILINEAR)
    pixels = _to_lab(small)
    height, width, _ = pixels.shape
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    y = (np.arange(height) + 0.5) / height - 0.5
    x = (np.arange(width) + 0.5) / width - 0.5
    central = np.exp(-(y[:, None] ** 2 + x[None, :] ** 2) / (2 * CENTRAL**2)).ravel()
    flat = pixels.reshape(-1, 3)
    away = (flat - np.median(border, axis=0)) * (SHADOW, 1, 1)
    weight = central * ((np.linalg.norm(away, axis=1) > BACKGROUND) + FAINT)
    claims = np.exp(-_distances(_perceived(flat, faded=FADED), _palette()) / SOFT)
    return unit(((weight / claims.sum(axis=1)) @ claims).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Colours:
    """What a text says of colours: `accepted` (len(NAMES),) unit, how acceptable each name is; `share`, how
    much they matter: `FOCUS` of their share of the words, at most `MOST`. A long title that happens to name a
    colour asks for other things first, and "red" alone asks texts as well."""

    accepted: NDArray[np.float32]
    share: float


@lru_cache(maxsize=4_096)
def colours_of_text(text: str, language: str = ENGLISH) -> Colours | None:
    """The colours that `text` names; None where it names none. "Light", "dark" and "greenish" move the
    colour that follows.

    Words of `language` are read, and English, Chinese, Japanese and Korean ones always.
    """
    named = _all_named(text, language)
    if not named:
        return None
    colours, sizes = zip(*named, strict=True)
    points = np.array([_point(colour) for colour in colours])
    accepted = np.exp(-_distances(_perceived(points), _palette()) / ACCEPTED)
    share = min(MOST, sum(sizes) / len(_WORD.findall(text))) ** FOCUS
    return Colours(unit(accepted.sum(axis=0).astype(np.float32)), share)


def colours_of_texts(texts: Sequence[str], language: str = ENGLISH) -> NDArray[np.float32]:
    """(n, len(NAMES)) unit: what `colours_of_picture` would see in pictures of the colours that texts name;
    zeros where one names none."""
    found = np.zeros((len(texts), len(NAMES)), np.float32)
    for row, text in zip(found, texts, strict=True):
        for colour, _ in _all_named(text, language):
            row += _seen(colour)
    return unit(found)


def asked_names() -> NDArray[np.float32]:
    """(len(NAMES), len(NAMES)) unit: each name, as a text that says it asks for it."""
    return unit(np.exp(-_distances(_palette(), _palette()) / ACCEPTED).astype(np.float32))


def pure_names() -> NDArray[np.float32]:
    """(len(NAMES), len(NAMES)) unit: what `colours_of_picture` sees in a picture of one colour."""
    return unit(np.exp(-_distances(_palette(), _palette()) / SOFT).astype(np.float32))


class _Named(NamedTuple):
    """A colour as it is said: moved `towards` black or white ("dark"), and by a `tint` ("greenish")."""

    name: str
    towards: str | None = None
    tint: str | None = None


@cache
def _point(colour: _Named) -> NDArray[np.float64]:
    """(3,) CIELAB."""
    point = _lab_of(colour.name)
    if colour.towards:
        point = point + SHADE * (_lab_of(colour.towards) - point)
    if colour.tint:
        point = point + TINT * (_lab_of(_TINTS[colour.tint]) - point)
    return point


@cache
def _seen(colour: _Named) -> NDArray[np.float32]:
    """(len(NAMES),): how much of each name there is in it; they add up to 1."""
    claims = np.exp(-_distances(_perceived(_point(colour)[None]), _palette())[0] / SOFT)
    return np.asarray(claims / claims.sum(), dtype=np.float32)


def _all_named(text: str, language: str) -> list[tuple[_Named, int]]:
    """The colours that are named in a text, and in how many words each."""
    return [*_named(fold(text), language), *_signs(text)]


def _named(text: str, language: str) -> list[tuple[_Named, int]]:
    """Those of a folded text but for Chinese words of one sign."""
    pattern, words, shades = _grammar(language, signs=not text.isascii())
    named = []
    for found in pattern.finditer(text):
        word = found["word"] or found["sign"]
        if word in _THINGS and found["more"] is None:
            continue
        name, towards = words[word.replace("-", " ")], _first(shades, found)
        exact = f"{'light' if towards == 'white' else 'dark'} {name}"
        if towards and exact in _COLOURS:
            name, towards = exact, None
        named.append((_Named(name, towards, found["tint"]), len(_WORD.findall(found[0]))))
    return named


def _first(shades: dict[str, str], found: re.Match[str]) -> str | None:
    said = found.groupdict()
    return next((shades[said[at]] for at in ("shade", "before", "after") if said.get(at)), None)


def _signs(text: str) -> list[tuple[_Named, int]]:
    """The same of Chinese words of one sign."""
    runs = [run for run in _HAN.findall(text) if _ONE_SIGN.keys() & set(run)]
    return [(_Named(_ONE_SIGN[w]), 1) for run in runs for w in segment(run) if w in _ONE_SIGN]


@cache
def _grammar(
    language: str, *, signs: bool
) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """The pattern of a colour in a folded text, the name of each word, and where each shade leads.

    Words written in `signs` (Chinese, Japanese, Korean) may begin anywhere, so looking for them takes
    longer than for all others.
    """
    words: dict[str, str] = {}
    for name, row in _COLOURS.items():
        said = " ".join(row.get(spoken, "") for spoken in {*_ALWAYS, language})
        words |= {fold(word).replace("_", " "): name for word in said.split()}
    shades = {fold(word): towards for towards, row in _SHADES.items() for word in row.split()}
    written = [word for word in words if ord(word[0]) > 0x2FFF]
    ending = "" if language == ENGLISH else "(?:e[nmrs]?|s)?"  # blaue, rojos, verdes
    spelt = _any_of([word for word in words if word not in written])
    before, after = rf"(?:(?P<shade>{_any_of(shades)})[ -]?)?", ""
    if language != ENGLISH:  # bleu foncé
        after = rf"(?:[ -](?P<after>{_any_of(shades)})\b)?"
    pattern = rf"\b{before}(?:(?P<tint>{_any_of(_TINTS)})[ -])?(?P<word>{spelt}){ending}\b{after}"
    if signs:
        pattern += rf"|(?P<before>{_any_of(shades)})?(?P<sign>{_any_of(written)})"
    pattern = rf"(?:{pattern})(?P<more>(?=[ -]+\w))?"
    return re.compile(pattern), words, shades


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in longest_first)


@cache
def _palette() -> NDArray[np.float64]:
    """(len(NAMES), 3): the names as they are perceived."""
    return _perceived(np.array([_lab_of(name) for name in NAMES]))


@cache
def _lab_of(name: str) -> NDArray[np.float64]:
    return np.asarray(_to_lab(Image.new("RGB", (1, 1), _COLOURS[name]["srgb"]))[0, 0])


@cache
def _transform() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )


def _to_lab(image: Image.Image) -> NDArray[np.float64]:
    """(h, w, 3): lightness 0 to 100, a and b as they are."""
    found = np.asarray(ImageCms.applyTransform(image, _transform()))
    signed = found[..., 1:].view(np.int8).astype(np.float64)  # as Pillow stores a and b
    return np.concatenate([found[..., :1] * (100 / 255), signed], axis=2)


def _perceived(lab: NDArray[np.float64], *, faded: float = 1.0) -> NDArray[np.float64]:
    """(n, 3) of (n, 3) CIELAB: chroma on a logarithm, as in DIN 6176 (Cui et al. 2002)."""
    a, b = lab[:, 1] * faded, lab[:, 2] * faded
    chroma = np.maximum(np.hypot(a, b), 1e-9)
    shrink = np.log1p(CHROMA * chroma) / (CHROMA * chroma)
    return np.stack([lab[:, 0] * LIGHTNESS, a * shrink, b * shrink], axis=1)


def _distances(points: NDArray[np.float64], names: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, m) between (n, 3) and (m, 3)."""
    squared = (points**2).sum(1)[:, None] + (names**2).sum(1) - 2 * points @ names.T
    return np.asarray(np.sqrt(np.maximum(squared, 0)))
