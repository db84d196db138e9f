from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from search.artifact import Artifact, current_version
from search.blocks import SHARED_TEXT, Layout
from search.calibration import Scale
from search.encoders.base import unit
from search.fusion import Measured
from search.personal.crowd import CrowdHere, acts_of, gather
from search.personal.events import Event, Kind
from search.personal.lean import lean
from search.personal.profile import Liked, Profile, build_profile
from search.signals import TASTE, resolve_weights

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def artifact(shop: Path) -> Artifact:
    return Artifact.open(shop / "index" / current_version(shop / "index"))


def leaning(
    artifact: Artifact, *events: tuple[str, Kind], openness: float = 1.0
) -> dict[str, Measured]:
    history = [Event("ann", product, kind, NOW) for product, kind in events]
    profile = build_profile("ann", history, artifact)
    rows = np.arange(len(artifact))
    weights = resolve_weights({})
    return {m.name: m for m in lean(profile, artifact, rows, weights, openness=openness)}


def test_an_empty_history_leans_nowhere(artifact: Artifact) -> None:
    assert leaning(artifact) == {}


def test_what_was_bought_is_nearest_to_the_taste(artifact: Artifact) -> None:
    taste = leaning(artifact, ("P06", Kind.PURCHASE))["taste"]
    assert int(np.argmax(taste.scaled)) == artifact.require("P06")
    assert taste.raw[artifact.require("P06")] == pytest.approx(1, abs=2e-3)


def test_the_favourite_category_and_brand_count_in_full_and_the_others_less(
    artifact: Artifact,
) -> None:
    found = leaning(artifact, ("P06", Kind.PURCHASE), ("P07", Kind.PURCHASE), ("P01", Kind.VIEW))
    category = found["category"].scaled
    assert category[artifact.require("P08")] == 1
    assert 0 < category[artifact.require("P02")] < 0.2
    assert category[artifact.require("P16")] == 0


def test_a_price_far_from_the_usual_counts_little(artifact: Artifact) -> None:
    price = leaning(artifact, ("P01", Kind.PURCHASE))["price"].scaled
    assert price[artifact.require("P01")] == pytest.approx(1)
    assert price[artifact.require("P20")] < 0.1
    assert (np.diff(price) < 0).all()  # prices rise with the ids


def test_everything_is_scaled_by_how_open_the_query_is_but_a_dismissal(artifact: Artifact) -> None:
    little, much = (
        leaning(artifact, ("P06", Kind.VIEW), ("P09", Kind.DISMISS), openness=openness)
        for openness in (0.2, 0.8)
    )
    for name in ("taste", "category", "brand", "price", "repeat"):
        assert little[name].weight == pytest.approx(much[name].weight / 4)
    assert little["dismissed"].weight == much["dismissed"].weight == -1
    gone = little["dismissed"]
    assert np.flatnonzero(~np.isnan(gone.raw)).tolist() == [artifact.require("P09")]


def test_a_score_does_not_depend_on_which_other_products_were_found() -> None:
    """On rows as wide as real ones, where BLAS adds in another order for other rows."""
    rng = np.random.default_rng(0)
    layout = Layout({SHARED_TEXT: 301})
    rows = layout.assemble({SHARED_TEXT: unit(rng.standard_normal((997, 301)))})
    scale = {TASTE: Scale(0.0, 1.0)}
    artifact = cast("Artifact", SimpleNamespace(rows=rows, layout=layout, calibration=scale))
    profile = Profile(
        user_id="ann",
        liked=tuple(Liked(f"P{row}", row, 1.0, 1.0, 1.0) for row in (5, 17, 300, 801)),
        interests=(),
        categories={},
        brands={},
        price=None,
        dismissed=frozenset(),
        certainty=0.7,
        events=9,
        unknown=0,
    )

    def tastes(found: np.ndarray) -> np.ndarray:
        taste, _ = lean(profile, artifact, found, resolve_weights({}))
        return taste.scaled

    whole = tastes(np.arange(997))
    for few in [np.sort(rng.choice(997, size, replace=False)) for size in range(1, 200)]:
        np.testing.assert_array_equal(tastes(few), whole[few])


def test_what_nobody_buys_any_more_is_chosen_again_less(artifact: Artifact) -> None:
    history = [Event("ann", product, Kind.PURCHASE, NOW) for product in ("P06", "P07")]
    others = [Event(f"u{n}", "P07", Kind.PURCHASE, NOW) for n in range(30)]
    stale = [Event("ann", "P06", Kind.PURCHASE, NOW - timedelta(days=400))]
    crowd = CrowdHere(gather(acts_of([*stale, *others])), artifact)
    profile = build_profile("ann", history, artifact)
    rows = np.arange(len(artifact))
    found = {m.name: m for m in lean(profile, artifact, rows, resolve_weights({}), crowd=crowd)}
    out, sold = (found["repeat"].scaled[artifact.require(p)] for p in ("P06", "P07"))
    assert 0 < out < sold / 4
