"""A photograph with many things in it: each is found, and where it was seen is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from search.errors import InvalidQuery
from search.filters import Filter
from search.query import Query
from search.query_pictures import PictureKind
from search.scene import REGIONS, distinctness, look, regions_of
from search.searcher import Searcher
from search.signals import SCENE
from tests.toy import ToyEncoder, build_shop, draw, write_shop


@pytest.fixture
def room() -> Image.Image:
    """A red mug at the top left and a green lamp at the bottom right of a grey wall."""
    wall = Image.new("RGB", (640, 640), "#bbbbbb")
    wall.paste(draw("red", "mug").resize((170, 170)), (0, 0))
    wall.paste(draw("green", "lamp").resize((170, 170)), (467, 467))
    return wall


def test_the_regions_cover_the_photograph() -> None:
    assert REGIONS[0] == (0, 0, 1, 1)
    assert len(REGIONS) == 51
    assert all(0 <= a < c <= 1.0001 and 0 <= b < d <= 1.0001 for a, b, c, d in REGIONS)
    covered = np.zeros((100, 100), bool)
    for left, top, right, bottom in REGIONS[-25:]:
        covered[int(top * 100) : round(bottom * 100), int(left * 100) : round(right * 100)] = True
    assert covered.all()


@pytest.mark.parametrize("size", [(640, 480), (3, 1), (1, 1)])
def test_every_region_has_pixels(size: tuple[int, int]) -> None:
    assert all(min(region.size) >= 1 for region in regions_of(Image.new("RGB", size)))


def test_the_things_in_a_photograph_are_found_where_they_are(
    tmp_path: Path, room: Image.Image
) -> None:
    """The toy encoder sees the colour in the middle of a picture, and takes the wall for yellow."""
    build_shop(write_shop(tmp_path), tmp_path / "index", encoder=ToyEncoder(shared=True))
    searcher = Searcher.open(tmp_path / "index", encoder=ToyEncoder(shared=True))
    hits = searcher.search(Query(image=room, scene=True, limit=20)).hits
    assert {hit.product.title.split()[0] for hit in hits[:12]} == {"Yellow", "Red", "Green"}
    where = {hit.product.title: hit.region for hit in hits}
    assert where["Red mug"] == (0, 0, 0.27, 0.27)
    assert where["Green lamp"] == (0.73, 0.73, 1, 1)


def test_a_wall_has_one_vote_as_the_thing_on_it_has(tmp_path: Path) -> None:
    """The toy encoder takes the wall for yellow in most of the regions, and sees red in a few."""
    build_shop(write_shop(tmp_path), tmp_path / "index", encoder=ToyEncoder(shared=True))
    searcher = Searcher.open(tmp_path / "index", encoder=ToyEncoder(shared=True))
    photograph = Image.new("RGB", (640, 640), "#bbbbbb")
    photograph.paste(draw("red", "mug").resize((170, 170)), (0, 0))
    rows = searcher.encoder.encode_images(regions_of(photograph))
    red = searcher.encoder.encode_images([draw("red", "mug")])[0]
    assert 1 <= np.isclose(rows @ red, 1).sum() <= 5
    found = searcher.search(Query(image=photograph, scene=True, limit=20)).hits
    assert found[0].product.title.startswith("Red")
    shares = dict.fromkeys(("Red", "Yellow"), 0.0)
    for hit in found:
        if (colour := hit.product.title.split()[0]) in shares:
            shares[colour] += hit.score
    assert shares["Red"] == pytest.approx(shares["Yellow"], rel=0.1)


@pytest.mark.parametrize("shared", [True, False])
def test_regions_that_look_alike_share_a_vote(tmp_path: Path, shared: bool) -> None:
    encoder = ToyEncoder(shared=shared)
    build_shop(write_shop(tmp_path), tmp_path / "index", encoder=encoder)
    alignment = Searcher.open(tmp_path / "index", encoder=encoder).artifact.alignment
    assert (alignment is None) == shared
    walls, things = [draw("black", "bag")] * 30, [draw("red", "mug"), draw("green", "lamp")]
    worth = distinctness(encoder.encode_images([*walls, *things]), alignment)
    assert worth.sum() == pytest.approx(1)
    assert worth[:30] == pytest.approx(np.full(30, worth[0]))
    assert worth[:30].sum() < 0.5
    assert worth[30:].min() > 10 * worth[0]


def test_a_photograph_of_one_thing_alone_gives_every_region_the_same_vote() -> None:
    alike = np.tile(np.float32([0.6, 0.8]), (51, 1))
    assert distinctness(alike, None) == pytest.approx(np.full(51, 1 / 51))


def test_the_evidence_of_a_scene_adds_up(searcher: Searcher, room: Image.Image) -> None:
    both = Query(image=room, scene=True, text="lamp", limit=20)
    for hit in searcher.search(both).hits:
        assert hit.score == pytest.approx(sum(e.contribution for e in hit.evidence), abs=1e-9)
    assert any(e.signal == SCENE for e in searcher.search(both).hits[0].evidence)


def test_a_vote_is_divided_among_the_products_with_a_picture(
    searcher: Searcher, room: Image.Image
) -> None:
    rows = searcher.encoder.encode_images(regions_of(room))
    scene = look(rows, searcher.artifact, 1.0)
    assert scene.votes.sum() == pytest.approx(1)
    without = searcher.artifact.require("P20")
    assert scene.votes[without] == 0
    assert np.isnan(scene.measured.raw[without])


def test_a_filter_does_not_change_a_score(searcher: Searcher, room: Image.Image) -> None:
    every = {h.product_id: h.score for h in searcher.search(Query(image=room, scene=True)).hits}
    some = Query(image=room, scene=True, filters=(Filter.parse("brand=Acme"),))
    for hit in searcher.search(some).hits:
        assert hit.score == every[hit.product_id]


def test_a_scene_needs_a_photograph() -> None:
    with pytest.raises(InvalidQuery, match="no photograph"):
        Query(text="lamp", scene=True)


def test_a_picture_that_is_no_scene_has_no_region(searcher: Searcher, room: Image.Image) -> None:
    assert searcher.search(Query(image=room, limit=1)).hits[0].region is None


def test_regions_that_were_asked_with_are_kept_apart(tmp_path: Path, room: Image.Image) -> None:
    catalogue = write_shop(tmp_path)
    build_shop(catalogue, tmp_path / "index")
    searcher = Searcher.open(tmp_path / "index", encoder=ToyEncoder())
    searcher.remember(Query(image=room, scene=True))
    assert searcher.asked is not None
    kept = searcher.asked.rows(PictureKind.REGION, fingerprint=searcher.encoder.fingerprint)
    assert 2 <= len(kept) <= len(REGIONS), "equal regions count once"
    rng = np.random.default_rng(0)
    more = kept[rng.integers(len(kept), size=60)] + 0.02 * rng.standard_normal((60, kept.shape[1]))
    searcher.asked.append(PictureKind.REGION, more, fingerprint=searcher.encoder.fingerprint)
    assert build_shop(catalogue, tmp_path / "index").background.keys() == {"regions"}
    corrected = Searcher.open(tmp_path / "index", encoder=ToyEncoder())
    assert corrected.artifact.layout.corrected == (SCENE,)
    plain = searcher.search(Query(image=room, scene=True, limit=20)).hits
    hits = corrected.search(Query(image=room, scene=True, limit=20)).hits
    assert [hit.score for hit in hits] != [hit.score for hit in plain]
