"""The identity that retrieval stands on: one inner product is the sum of the explained parts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.background import Correction
from search.blocks import Layout
from search.calibration import Scale
from search.encoders.base import unit
from search.fusion import DenseSignal, measure, query_row, total
from search.query import Query
from search.searcher import Searcher
from tests.toy import draw

BLOCKS = {"text": 12, "image": 20, "shared_text": 8, "shared_image": 8}


@st.composite
def catalogues(draw_: st.DrawFn) -> tuple[Layout, np.ndarray, list[DenseSignal]]:
    """Product rows of which some lack a block, and signals of any weight and scale over them."""
    rng = np.random.default_rng(draw_(st.integers(0, 2**32 - 1)))
    names = draw_(st.lists(st.sampled_from([*BLOCKS]), min_size=1, unique=True))
    corrected = ["signal 0"] if draw_(st.booleans()) else []
    layout = Layout({name: BLOCKS[name] for name in names}, tuple(corrected))
    n = draw_(st.integers(1, 30))
    parts = {}
    for name, width in layout.blocks.items():
        rows = unit(rng.standard_normal((n, width)))
        rows[rng.random(n) < draw_(st.sampled_from([0.0, 0.4, 1.0]))] = 0
        parts[name] = rows
    asked = draw_(st.lists(st.sampled_from(names), min_size=1, max_size=5))
    signals = [
        DenseSignal(
            name=f"signal {number}",
            block=block,
            vector=unit(rng.standard_normal(layout.blocks[block])),
            weight=draw_(st.floats(-2, 2)),
            scale=Scale(draw_(st.floats(-0.2, 0.6)), draw_(st.floats(0.2, 1.0))),
        )
        for number, block in enumerate(asked)
    ]
    # The deviation of every product is the usual one here: see `search.fusion.query_row`.
    mean = rng.random(n).astype(np.float32) * np.any(parts[asked[0]], axis=1)
    corrections = {name: Correction(mean, np.ones(n, np.float32), 1.0) for name in corrected}
    return layout, layout.assemble(parts, corrections), signals


@settings(max_examples=150, deadline=None)
@given(catalogue=catalogues())
def test_row_times_query_row_is_the_sum_of_the_contributions(
    catalogue: tuple[Layout, np.ndarray, list[DenseSignal]],
) -> None:
    layout, rows, signals = catalogue
    together = rows.astype(np.float64) @ query_row(signals, layout).astype(np.float64)
    apart = total(measure(signals, rows, layout), len(rows))
    np.testing.assert_allclose(together, apart, atol=1e-4)


def test_a_missing_block_contributes_nothing_rather_than_dissimilarity() -> None:
    layout = Layout({"text": 3, "image": 3})
    one = np.array([[1, 0, 0]], np.float32)
    both = layout.assemble({"text": one, "image": one})
    text_only = layout.assemble({"text": one, "image": np.zeros_like(one)})
    scale = Scale(typical=0.4, nearest=0.9)
    signals = [
        DenseSignal("meaning", "text", one[0], 1.0, scale),
        DenseSignal("picture", "image", np.array([0, 1, 0], np.float32), 1.0, scale),
    ]
    row = query_row(signals, layout)
    assert (text_only.astype(np.float32) @ row)[0] == pytest.approx(1.2, abs=1e-3)
    assert (both.astype(np.float32) @ row)[0] == pytest.approx(1.2 - 0.8, abs=1e-3)
    measured = measure(signals, text_only, layout)
    assert np.isnan(measured[1].raw[0])
    assert measured[1].scaled[0] == 0


@pytest.mark.parametrize(
    "query",
    [
        Query(text="red lamp", limit=20),
        Query(image=draw("blue", "mug"), limit=20),
        Query(text="bag", image=draw("red", "bag"), like=("P20",), unlike=("P01",), limit=20),
    ],
)
def test_it_holds_on_a_real_index(searcher: Searcher, query: Query) -> None:
    """P20 has no picture. The dense evidence of every hit is the inner product of its row."""
    from search.asking import dense_signals, encode
    from search.signals import SIGNALS, resolve_weights

    artifact = searcher.artifact
    vectors = encode([query], searcher.encoder)[0]
    signals, _ = dense_signals(query, vectors, artifact, resolve_weights({}))
    row = query_row(signals, artifact.layout).astype(np.float64)
    for hit in searcher.search(query).hits:
        dense = sum(e.contribution for e in hit.evidence if SIGNALS[e.signal].blocks)
        product = artifact.rows[artifact.require(hit.product_id)].astype(np.float64)
        assert product @ row == pytest.approx(dense, abs=1e-4)
