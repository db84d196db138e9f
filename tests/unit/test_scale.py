"""The benchmark of growing catalogues: what it grows, and what it compares with, fit into memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import grown, scale
from benchmarks.grown import grow
from benchmarks.scale import Asked, look_at_everything
from search.artifact import CURRENT, Artifact, current_version


def test_a_grown_catalogue_is_made_in_pieces_on_the_disk_and_leaves_nothing_else_there(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped = []
    build = grown.build_vectors
    monkeypatch.setattr(grown, "_CHUNK", 64)
    monkeypatch.setattr(grown, "NEIGHBOURS", 5)  # of twenty products
    monkeypatch.setattr(grown, "build_vectors", lambda rows: mapped.append(rows) or build(rows))
    index = tmp_path / "index"
    grow(shop / "index", index, 200)
    assert isinstance(mapped[0].base, np.memmap)
    version = current_version(index)
    assert {path.name for path in index.iterdir()} == {CURRENT, version}
    found = Artifact.open(index / version)
    assert len(found) == len(found.rows) == 200
    assert found.rows.any(axis=1).all()
    for block in found.layout.blocks:
        lengths = np.linalg.norm(found.rows[:, found.layout.columns(block)].astype(float), axis=1)
        there = found.rows[:, found.layout.flag(block)] != 0
        assert np.allclose(lengths, there, atol=2e-3)


@pytest.mark.parametrize("piece", [100, 1_000])
def test_looking_at_everything_in_pieces_finds_the_best_of_all(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale, "PIECE", piece)
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((350, 40)).astype(np.float16)
    query = rng.standard_normal(40).astype(np.float32)
    mask = rng.random(350) < 0.3
    scores = rows.astype(np.float32) @ query
    best = np.argsort(-scores)
    (everything, took), (some, _) = look_at_everything(
        rows, [Asked(query, 20), Asked(query, 20, mask)]
    )
    assert everything.tolist() == best[:20].tolist()
    assert some.tolist() == [row for row in best if mask[row]][:20]
    assert took > 0
