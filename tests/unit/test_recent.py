from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from search.encoders import recent
from search.encoders.base import Rows
from search.encoders.recent import Recent
from search.printed import Reader, Words
from tests.toy import ToyEncoder, draw


class Counting(ToyEncoder):
    """Says how often it was at work."""

    asked = 0

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        self.asked += 1
        return super().encode_texts(texts)

    def encode_images(self, images: Sequence[Image.Image]) -> Rows:
        self.asked += 1
        return super().encode_images(images)


def test_what_was_asked_before_is_not_encoded_again() -> None:
    encoder = Counting()
    kept = Recent(lambda: encoder, Reader())
    for _ in range(3):
        np.testing.assert_array_equal(
            kept.encode_texts(["red"]), ToyEncoder().encode_texts(["red"])
        )
        one = draw("red", "mug")
        np.testing.assert_array_equal(kept.encode_images([one]), ToyEncoder().encode_images([one]))
    assert encoder.asked == 2


def test_other_words_and_other_pictures_are() -> None:
    encoder = Counting()
    kept = Recent(lambda: encoder, Reader())
    assert not np.array_equal(kept.encode_texts(["red"]), kept.encode_texts(["blue"]))
    wide, high = Image.new("RGB", (4, 2), "red"), Image.new("RGB", (2, 4), "red")
    kept.encode_images([wide]), kept.encode_images([high])
    assert encoder.asked == 4


def test_the_oldest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "KEPT", 2)
    encoder = Counting()
    kept = Recent(lambda: encoder, Reader())
    for text in ("a", "b", "a", "c", "a", "b"):  # "b" had to go for "c", not "a", which came again
        kept.encode_texts([text])
    assert encoder.asked == 4


def test_of_several_only_the_new_ones_are_encoded() -> None:
    """The regions of a scene come again, all of them, with its next page."""
    encoder = Counting()
    kept = Recent(lambda: encoder, Reader())
    many = [draw(colour, "mug") for colour in ("red", "blue", "green", "red")]
    for _ in range(2):
        np.testing.assert_array_equal(kept.encode_images(many), ToyEncoder().encode_images(many))
    assert encoder.asked == 1
    kept.encode_images(many[:1])
    assert encoder.asked == 1


def test_what_is_kept_cannot_be_changed_by_who_got_it() -> None:
    kept = Recent(ToyEncoder, Reader())
    kept.encode_texts(["red"])[:] = 9
    np.testing.assert_array_equal(kept.encode_texts(["red"]), ToyEncoder().encode_texts(["red"]))


def test_a_picture_is_read_once_and_apart_from_its_rows() -> None:
    class Once(Reader):
        asked = 0

        def read(self, pictures: Sequence[Image.Image]) -> list[Words]:
            self.asked += 1
            return [("mug",) for _ in pictures]

    reader, picture = Once(), draw("red", "mug")
    kept = Recent(ToyEncoder, reader)
    for _ in range(2):
        assert kept.read([picture]) == [("mug",)]
        np.testing.assert_array_equal(
            kept.encode_images([picture]), ToyEncoder().encode_images([picture])
        )
    assert reader.asked == 1
