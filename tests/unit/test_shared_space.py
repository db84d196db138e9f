"""Which shared space a build uses. That it is kept and refitted over builds is in test_build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer import shared_space
from indexer.cache import picture_key
from indexer.embed import EmbeddedPictures
from indexer.shared_space import SharedSpace, align
from search.encoders.base import Prior, unit
from search.errors import IndexMissing, InvalidInput
from tests.toy import ToyEncoder

RNG = np.random.default_rng(1)


class Knowing(ToyEncoder):
    """An encoder that knows some pairs beforehand."""

    def prior(self) -> Prior:
        return Prior(
            images=unit(RNG.standard_normal((50, 96))), texts=unit(RNG.standard_normal((50, 96)))
        )


def aligned(n: int, tmp_path: Path, **changes: Any) -> SharedSpace:
    """The space of `n` products with a picture and a text each; the last has no text."""
    rows = unit(RNG.standard_normal((n, 96)))
    texts = [f"number {i} {'odd' if i % 2 else 'even'}" for i in range(n)]
    texts[n - 1 :] = [""] * min(n, 1)
    pictures = EmbeddedPictures(
        rows=unit(RNG.standard_normal((n, 96))).astype(np.float16),
        hits=0,
        of=np.array([[i, 0] for i in range(n)], np.int32).reshape(-1, 2),
        keys=[picture_key(str(i)) for i in range(n)],
        colours=np.zeros((n, 1), np.float16),
        fingerprints=np.zeros((n, 16), np.uint8),
    )
    return align(
        pictures,
        texts,
        [""] * n,
        **{
            "read": lambda wanted: rows[[int(text.split()[1]) for text in wanted]],
            "language": "english",
            "encoder": ToyEncoder(),
            "index": tmp_path,
            "align_from": None,
            **changes,
        },
    )


def test_a_pair_needs_a_text_as_well_as_a_picture(tmp_path: Path) -> None:
    space = aligned(9, tmp_path)
    assert space.report["products"] == space.report["pairs"] == 8
    assert len(space.pairs) == 8
    assert list(space.pairs) == sorted(space.pairs)


def test_two_pairs_are_needed_where_the_encoder_knows_none(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInput, match=r"has 1 products with a picture and a text; 'toy' needs 2"
    ):
        aligned(2, tmp_path)
    assert aligned(3, tmp_path).alignment is not None


@pytest.mark.parametrize("n", [0, 1, 2])
def test_an_encoder_that_knows_pairs_needs_none(tmp_path: Path, n: int) -> None:
    space = aligned(n, tmp_path, encoder=Knowing())
    assert space.alignment is not None
    assert space.report["prior"] is True
    rows = space.texts(unit(RNG.standard_normal((3, 96))), ["number", "letter", ""])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert np.isfinite(space.images(unit(RNG.standard_normal((3, 96))))).all()


def test_a_small_catalogue_keeps_its_pictures_own_space_and_a_large_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert aligned(9, tmp_path).own_dimensions == 9  # one direction a picture
    monkeypatch.setattr(shared_space, "SMALL", 5)
    assert aligned(9, tmp_path).own_dimensions == 0


def test_the_words_that_the_catalogue_shares_are_read_beside_what_a_text_means(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_space, "CHUNK", 2)
    space = aligned(9, tmp_path)
    assert space.alignment is not None
    assert space.alignment.vocabulary.terms == ("number", "even", "odd")
    even, neither, unknown = space.texts(unit(np.ones((3, 96))), ["even", "", "uneven"])
    np.testing.assert_allclose(neither, unknown, atol=1e-5)
    assert not np.allclose(even, neither)


def test_an_encoder_with_one_space_is_left_alone(tmp_path: Path) -> None:
    space = aligned(9, tmp_path, encoder=ToyEncoder(shared=True))
    assert (space.alignment, space.own_dimensions) == (None, 0)
    rows = unit(RNG.standard_normal((3, 96)))
    assert space.images(rows) is rows
    assert space.texts(rows, ["number"] * 3) is rows


def test_an_index_to_align_from_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        aligned(9, tmp_path, align_from=tmp_path / "nowhere")
