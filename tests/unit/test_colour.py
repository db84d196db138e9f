from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from search.colour import (
    _COLOURS,
    FOCUS,
    MOST,
    NAMES,
    Colours,
    _grammar,
    asked_names,
    colours_of_picture,
    colours_of_text,
    colours_of_texts,
)


def name_of(row: np.ndarray | None) -> str | None:
    return None if row is None else NAMES[int(np.argmax(row))]


def asked_by(text: str, language: str = "english") -> np.ndarray | None:
    found: Colours | None = colours_of_text(text, language)
    return None if found is None else found.accepted


def on(background: str, colour: str, *, size: tuple[int, int] = (200, 300)) -> Image.Image:
    """A thing of one colour in the middle of a picture."""
    image = Image.new("RGB", size, background)
    w, h = size
    ImageDraw.Draw(image).rectangle((w // 4, h // 4, 3 * w // 4, 3 * h // 4), fill=colour)
    return image


@pytest.mark.parametrize("background", ["white", "#202020", "#88aacc"])
@pytest.mark.parametrize(
    ("colour", "name"), [("#c8202c", "red"), ("#1d2a50", "dark blue"), ("#f3cfd2", "light pink")]
)
def test_the_thing_counts_and_not_what_is_behind_it(
    background: str, colour: str, name: str
) -> None:
    assert name_of(colours_of_picture(on(background, colour))) == name


def test_a_pale_hue_is_not_taken_for_grey() -> None:
    assert name_of(colours_of_picture(on("white", "#46584a"))) == "dark green"


def test_a_picture_of_one_colour_is_of_that_colour() -> None:
    assert name_of(colours_of_picture(Image.new("RGB", (1, 1), "white"))) == "white"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a Red dress", "red"),
        ("navy blue shirt", "dark blue"),
        ("light blue jacket", "light blue"),
        ("dark green hoodie", "dark green"),
        ("off-white top", "off white"),
        ("greenish khaki leggings", "khaki"),
        ("peach dress", "light orange"),
        ("红裙子", "red"),
        ("浅蓝色 裙子", "light blue"),
        ("青い シャツ", "blue"),
        ("빨간 원피스", "red"),
    ],
)
def test_a_text_names_a_colour(text: str, name: str) -> None:
    assert name_of(asked_by(text)) == name


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("hellblaues Kleid", "german", "light blue"),
        ("rote Schuhe", "german", "red"),
        ("zapatos rojos", "spanish", "red"),
        ("pantalon bleu foncé", "french", "dark blue"),
    ],
)
def test_colours_are_read_in_the_language_of_the_catalogue(
    text: str, language: str, name: str
) -> None:
    assert name_of(asked_by(text, language)) == name
    assert colours_of_text(text) is None


@pytest.mark.parametrize(
    "text", ["", "a fresh peach", "cold cream", "dry rot repair", "红茶", "tired", "light bulb"]
)
def test_a_word_that_is_no_colour_here_names_none(text: str) -> None:
    assert colours_of_text(text) is None


@pytest.mark.parametrize("name", ["red", "dark blue", "white"])
def test_a_text_says_what_a_picture_of_that_colour_shows(name: str) -> None:
    said = colours_of_texts([f"a {name} dress"])[0]
    shown = colours_of_picture(on("#88aacc", _COLOURS[name]["srgb"]))
    assert name_of(said) == name
    assert said @ shown > 0.8


def test_texts_say_the_colours_that_they_name_and_others_nothing() -> None:
    texts = ["black and white stripes", "a fresh peach", "", "黑色连衣裙"]
    said = colours_of_texts(texts)
    assert said.any(axis=1).tolist() == [colours_of_text(text) is not None for text in texts]
    assert said[0, [NAMES.index("black"), NAMES.index("white")]].min() > 0.4
    assert name_of(said[3]) == "black"
    np.testing.assert_allclose(np.linalg.norm(said[[0, 3]], axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("language", ["english", "german"])
@pytest.mark.parametrize("text", ["light blue jeans, dark-red tie", "hellblaue hose", "peach jam"])
def test_a_text_without_signs_is_read_alike_whether_they_are_looked_for(
    text: str, language: str
) -> None:
    with_signs, without = (
        [found.span() for found in _grammar(language, signs=signs)[0].finditer(text)]
        for signs in (True, False)
    )
    assert with_signs == without


def test_a_colour_asks_for_as_much_as_it_is_of_what_is_said() -> None:
    def share(text: str) -> float:
        found = colours_of_text(text)
        assert found is not None
        return found.share

    assert share("a very soft dark red") == pytest.approx((2 / 5) ** FOCUS)
    assert share("Acme women running shoe white size 38") == pytest.approx((1 / 7) ** FOCUS)
    assert share("red or a fresh peach") == pytest.approx((1 / 5) ** FOCUS), (
        "that peach is no colour"
    )
    assert share("红裙子") == share("red") == share("red dress") == MOST**FOCUS


def test_several_colours_are_all_asked_for() -> None:
    asked = asked_by("black and white stripes")
    assert asked is not None
    assert {NAMES[i] for i in np.argsort(-asked)[:2]} == {"black", "white"}


def test_a_shade_without_a_name_of_its_own_moves_the_colour() -> None:
    plain, dark = asked_by("pink top"), asked_by("dark pink top")
    assert plain is not None
    assert dark is not None
    assert dark[NAMES.index("dark red")] > plain[NAMES.index("dark red")]


def test_each_name_asks_for_itself_first() -> None:
    assert (asked_names().argmax(1) == np.arange(len(NAMES))).all()
    np.testing.assert_allclose(np.linalg.norm(asked_names(), axis=1), 1, atol=1e-5)


def test_a_name_says_the_same_as_the_text_that_says_it() -> None:
    for row, name in zip(asked_names(), NAMES, strict=True):
        np.testing.assert_allclose(asked_by(f"{name} thing"), row, atol=1e-6)
