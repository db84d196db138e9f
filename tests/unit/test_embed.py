from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from indexer import embed
from indexer.cache import EmbeddingCache, picture_key
from indexer.embed import embed_pictures, embed_texts
from indexer.fingerprints import fingerprint
from indexer.images import LoadedPicture, PictureRequest
from indexer.problems import Kind
from search.colour import NAMES, colours_of_picture
from tests.toy import ToyEncoder, draw


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[EmbeddingCache]:
    with EmbeddingCache(tmp_path, "toy") as opened:
        yield opened


def loaded(row: int, position: int, key: str, *, colour: str = "red") -> LoadedPicture:
    image = draw(colour, "mug")
    return LoadedPicture(
        PictureRequest(row, position, key),
        key,
        image,
        colours=colours_of_picture(image),
        fingerprint=fingerprint(image),
    )


def test_an_empty_text_has_a_row_of_zeros_and_is_never_encoded(cache: EmbeddingCache) -> None:
    found = embed_texts(["", "red", ""], encoder=ToyEncoder(), cache=cache, advance=lambda _: None)
    assert not found.rows[[0, 2]].any()
    assert found.rows[1].any()
    assert found.hits == 0


def test_texts_keep_their_order_whatever_order_they_were_encoded_in(
    cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "TEXTS_A_BATCH", 2)
    texts = ["a long text about a lamp", "mug", "red shirt", "mug", "bag of bags"]
    encoder = ToyEncoder()
    done: list[int] = []
    found = embed_texts(texts, encoder=encoder, cache=cache, advance=done.append)
    np.testing.assert_array_equal(found.rows, encoder.encode_texts(texts).astype(np.float16))
    assert sum(done) == len(texts)
    again = embed_texts([*texts, "new"], encoder=encoder, cache=cache, advance=done.append)
    assert again.hits == 5


def test_pictures_are_matched_with_their_products(
    cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "PICTURES_A_BATCH", 2)
    bad = LoadedPicture(PictureRequest(1, 0, "x"), "", None, "no file", Kind.PICTURE_MISSING)
    given = [
        loaded(0, 0, "k1"),
        bad,
        loaded(1, 1, "k2", colour="blue"),
        loaded(3, 0, "k1"),
        loaded(3, 1, "k3", colour="green"),
    ]
    done: list[int] = []
    found = embed_pictures(given, encoder=ToyEncoder(), cache=cache, advance=done.append)
    assert found.of.tolist() == [[0, 0], [1, 1], [3, 0], [3, 1]]
    assert found.keys == [picture_key(k) for k in ("k1", "k2", "k1", "k3")]
    assert found.failed == [bad]
    assert sum(done) == 5
    expected = ToyEncoder().encode_images([draw(c, "mug") for c in ("red", "blue", "red", "green")])
    np.testing.assert_array_equal(found.rows, expected.astype(np.float16))
    assert [NAMES[i] for i in found.colours.argmax(1)] == ["red", "blue", "red", "green"]
    prints = [fingerprint(draw(c, "mug")) for c in ("red", "blue", "red", "green")]
    np.testing.assert_array_equal(found.fingerprints, prints)


def test_a_picture_that_is_cached_need_not_be_decoded(cache: EmbeddingCache) -> None:
    first = embed_pictures(
        [loaded(0, 0, "k1")], encoder=ToyEncoder(), cache=cache, advance=lambda _: None
    )
    known = LoadedPicture(PictureRequest(5, 2, "renamed"), "k1", None)
    again = embed_pictures([known], encoder=ToyEncoder(), cache=cache, advance=lambda _: None)
    np.testing.assert_array_equal(again.rows, first.rows)
    assert (first.hits, again.hits) == (0, 1)


def test_no_pictures_at_all_have_no_rows(cache: EmbeddingCache) -> None:
    found = embed_pictures([], encoder=ToyEncoder(), cache=cache, advance=lambda _: None)
    assert found.rows.shape == (0, 96)
    assert found.of.shape == (0, 2)
