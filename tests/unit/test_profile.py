from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from search.artifact import Artifact, current_version
from search.personal.events import Event, Kind
from search.personal.profile import SURE_AT, Profile, build_profile

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def artifact(shop: Path) -> Artifact:
    return Artifact.open(shop / "index" / current_version(shop / "index"))


def event(product: str, kind: Kind = Kind.CLICK, *, days_ago: float = 0) -> Event:
    return Event("ann", product, kind, NOW - timedelta(days=days_ago))


def profile(artifact: Artifact, *events: Event) -> Profile:
    return build_profile("ann", events, artifact)


def test_nobody_knows_a_stranger(artifact: Artifact) -> None:
    found = profile(artifact)
    assert (found.events, found.unknown, found.certainty) == (0, 0, 0)
    assert (found.interests, found.categories, found.brands) == ((), {}, {})
    assert found.price is None


def test_certainty_grows_with_what_was_done(artifact: Artifact) -> None:
    click = profile(artifact, event("P01"))
    purchase = profile(artifact, event("P01", Kind.PURCHASE))
    many = profile(artifact, *(event(f"P{i:02d}", Kind.PURCHASE) for i in range(1, 11)))
    assert 0 < click.certainty < purchase.certainty < many.certainty < 1
    assert purchase.certainty == pytest.approx(6 / (6 + SURE_AT))


def test_what_happened_lately_counts_more(artifact: Artifact) -> None:
    found = profile(artifact, event("P01", days_ago=60), event("P06"))
    shares = found.categories
    assert shares["Home > Lamps"] / shares["Clothing > Shirts"] == pytest.approx(4)
    assert sum(shares.values()) == pytest.approx(1)


def test_time_is_measured_from_the_last_event_not_from_today(artifact: Artifact) -> None:
    then = profile(artifact, event("P01", days_ago=400), event("P06", days_ago=370))
    now = profile(artifact, event("P01", days_ago=30), event("P06", days_ago=0))
    assert then.certainty == pytest.approx(now.certainty)
    assert then.categories == pytest.approx(now.categories)


def test_two_tastes_are_two_interests(artifact: Artifact) -> None:
    shirts = [event(f"P{i:02d}", Kind.PURCHASE) for i in (1, 2, 3)]
    mugs = [event(f"P{i:02d}") for i in (11, 12)]
    found = profile(artifact, *shirts, *mugs)
    examples = [interest.example for interest in found.interests]
    assert len(examples) >= 2
    assert examples[0] in {"P01", "P02", "P03"}
    shares = [interest.share for interest in found.interests]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)
    for interest in found.interests:
        assert np.linalg.norm(interest.vector) == pytest.approx(1, abs=1e-5)


def test_only_the_largest_interests_are_kept_and_of_equal_ones_the_first(
    artifact: Artifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [event(f"P{i:02d}") for i in (1, 6, 11)] + [event("P16", Kind.PURCHASE)]
    monkeypatch.setattr("search.personal.profile.MERGE_BELOW", 0.0)  # each is an interest
    everything = profile(artifact, *events).interests
    assert [i.example for i in everything] == ["P16", "P01", "P06", "P11"]
    for most in (1, 2, 3):
        monkeypatch.setattr("search.personal.profile.MAX_INTERESTS", most)
        kept = profile(artifact, *events).interests
        assert [(i.example, i.share) for i in kept] == [
            (i.example, i.share) for i in everything[:most]
        ]


def test_a_dismissed_product_is_no_interest(artifact: Artifact) -> None:
    found = profile(artifact, event("P01", Kind.DISMISS))
    assert found.dismissed == {"P01"}
    assert (found.interests, found.certainty) == ((), 0)


def test_events_of_products_that_are_gone_are_counted_and_left_out(artifact: Artifact) -> None:
    with_gone = profile(artifact, event("gone"), event("P01"), event("gone", Kind.PURCHASE))
    assert (with_gone.events, with_gone.unknown) == (3, 2)
    assert with_gone.categories == profile(artifact, event("P01")).categories


def test_a_price_range_is_never_narrower_than_a_third(artifact: Artifact) -> None:
    found = profile(artifact, event("P01", Kind.PURCHASE))
    assert found.price == pytest.approx((np.log(11.5), 0.35))
    wide = profile(artifact, event("P01"), event("P20"))
    assert wide.price is not None
    assert np.log(11.5) < wide.price[0] < np.log(30.5)


def test_a_product_without_a_picture_still_tells_a_taste(artifact: Artifact) -> None:
    found = profile(artifact, event("P20", Kind.PURCHASE))
    assert [interest.example for interest in found.interests] == ["P20"]
