"""The background of pictures asked with: how it is kept, what it corrects, and that a build uses it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from search.asking import QueryVectors, dense_signals
from search.background import correction
from search.background_cli import learn_background
from search.encoders.base import unit
from search.errors import StorageFull
from search.fusion import measure
from search.personal.database import FILE
from search.query import Query
from search.query_pictures import ENOUGH, MOST, PictureKind, QueryPictures
from search.searcher import Searcher
from search.settings import state_of
from search.signals import SIGNALS
from tests.toy import COLOURS, THINGS, ToyEncoder, build_shop, draw, write_shop

RNG = np.random.default_rng(3)


def log_of(index: Path) -> QueryPictures:
    return QueryPictures(state_of(index) / FILE)


def test_the_newest_rows_of_a_kind_and_encoder_are_kept(tmp_path: Path) -> None:
    log = QueryPictures(tmp_path / FILE)
    rows = unit(RNG.standard_normal((MOST + 5, 4)))
    log.append(PictureKind.PICTURE, rows, fingerprint="a")
    log.append(PictureKind.REGION, rows[:2], fingerprint="a")
    log.append(PictureKind.PICTURE, rows[:3], fingerprint="b")
    kept = log.rows(PictureKind.PICTURE, fingerprint="a")
    assert kept.shape == (MOST, 4)
    np.testing.assert_allclose(kept[0], rows[-1], atol=1e-3)
    assert len(log.rows(PictureKind.REGION, fingerprint="a")) == 2
    assert len(log.rows(PictureKind.PICTURE, fingerprint="c")) == 0


def test_the_same_picture_counts_once(tmp_path: Path) -> None:
    log = QueryPictures(tmp_path / FILE)
    row = unit(RNG.standard_normal((1, 4)))
    for _ in range(3):
        log.append(PictureKind.PICTURE, row, fingerprint="a")
    assert len(log.rows(PictureKind.PICTURE, fingerprint="a")) == 1


def test_a_product_near_everything_is_worth_less_than_one_near_this() -> None:
    """Worked by hand: .9 is what the first always gets; .6 is far above what the second gets."""
    background = np.array([[0.9, 0.1], [0.8, 0.2], [1.0, 0.0], [0.9, 0.1]], np.float32)
    found = correction(background)
    np.testing.assert_allclose(found.mean, [0.9, 0.1], atol=1e-6)
    np.testing.assert_allclose(found.share, [1, 1], atol=1e-4)
    first, second = (np.array([0.9, 0.6]) - found.mean) * found.share
    assert second > first


def test_a_product_that_varies_more_has_to_be_further_above_its_mean() -> None:
    background = np.array([[0.0, 0.0], [0.2, 0.4]], np.float32)
    found = correction(background)
    np.testing.assert_allclose(found.share, [0.15 / 0.1, 0.15 / 0.2], rtol=1e-5)


def test_a_product_without_a_picture_has_nothing_to_correct() -> None:
    found = correction(np.zeros((5, 2), np.float32))
    assert not found.share.any()
    assert np.isfinite(found.nearest)


def test_a_shop_learns_from_the_pictures_it_is_asked_with(tmp_path: Path) -> None:
    index = tmp_path / "index"
    catalogue = write_shop(tmp_path)
    first = build_shop(catalogue, index)
    assert first.background == {}
    searcher = Searcher.open(index, encoder=ToyEncoder())
    searcher.remember(Query(image=draw("red", "mug")))
    assert len(log_of(index).rows(PictureKind.PICTURE, fingerprint=ToyEncoder().fingerprint)) == 1
    assert build_shop(catalogue, index).background == {}, "one picture is no background"
    rows = unit(RNG.standard_normal((ENOUGH, 96)) + 1)
    log_of(index).append(PictureKind.PICTURE, rows, fingerprint=ToyEncoder().fingerprint)
    report = build_shop(catalogue, index)
    assert report.background == {"pictures": ENOUGH + 1}
    assert "that shoppers asked with" in report.as_text()


def test_the_correction_is_in_the_evidence_and_in_the_order(tmp_path: Path) -> None:
    """Every background picture is blue: a blue product has to be nearer than ever to be found."""
    index = tmp_path / "index"
    catalogue = write_shop(tmp_path)
    build_shop(catalogue, index)
    asked = Query(image=draw("blue", "mug"), limit=30)
    before = Searcher.open(index, encoder=ToyEncoder()).search(asked)
    encoder = ToyEncoder()
    blues = encoder.encode_images([draw("blue", thing) for thing in ("bag", "shirt", "lamp")] * 20)
    noisy = unit(blues + 0.05 * RNG.standard_normal(blues.shape).astype(np.float32))
    log_of(index).append(PictureKind.PICTURE, noisy, fingerprint=encoder.fingerprint)
    build_shop(catalogue, index)
    after = Searcher.open(index, encoder=encoder).search(asked)

    def raw(results: object, product: str) -> float:
        hit = next(h for h in results.hits if h.product_id == product)  # type: ignore[attr-defined]
        return next(e.raw for e in hit.evidence if e.signal == "picture")

    assert before.hits[0].product_id == "P12"
    blue_bag, red_mug = "P17", "P11"
    assert raw(after, blue_bag) - raw(after, red_mug) < raw(before, blue_bag) - raw(before, red_mug)
    for hit in after.hits:
        assert hit.score == pytest.approx(sum(e.contribution for e in hit.evidence), abs=1e-9)


def test_a_corrected_signal_is_on_the_scale_of_the_background(tmp_path: Path) -> None:
    """0 is what a product gets for a picture of the background, 1 what the best product does."""
    index = tmp_path / "index"
    catalogue = write_shop(tmp_path)
    encoder = ToyEncoder()
    asked = encoder.encode_images(
        [draw(c, t, shift=s) for c in COLOURS for t in THINGS for s in (0, 2, 4)]
    )
    log_of(index).append(PictureKind.PICTURE, asked, fingerprint=encoder.fingerprint)
    build_shop(catalogue, index)
    searcher = Searcher.open(index, encoder=encoder)
    rows = searcher.artifact.rows
    scaled = [
        measure(
            dense_signals(
                Query(image=Image.new("RGB", (1, 1))), QueryVectors(image=row),
                searcher.artifact, dict.fromkeys(SIGNALS, 1.0),
            )[0],
            rows, searcher.artifact.layout,
        )[0].scaled[:-1]  # the last product has no picture
        for row in asked
    ]  # fmt: skip
    assert np.mean(scaled) == pytest.approx(0, abs=0.02)
    assert np.mean(np.max(scaled, axis=1)) == pytest.approx(1, abs=0.02)


def test_a_folder_of_pictures_is_a_background(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_shop(write_shop(tmp_path), tmp_path / "index")
    monkeypatch.setattr("search.searcher.load_encoder", lambda spec: ToyEncoder())
    folder = tmp_path / "photos" / "deep"
    folder.mkdir(parents=True)
    draw("red", "mug").save(folder / "a.png")
    draw("blue", "bag").resize((200, 150)).save(folder / "b.jpg")
    (folder / "c.png").write_bytes(b"no picture")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(
            learn_background,
            [str(tmp_path / "photos"), "--index", str(tmp_path / "index"), *arguments],
            catch_exceptions=False,
        )
        return result.output

    said = run()
    assert "Learned from 2 pictures; 2 pictures are known" in said
    assert "c.png" in said
    assert "From 50 on" in said
    assert "The next bowerbird index corrects by them." in run("--scenes")


def test_a_memory_that_cannot_be_written_is_logged_and_fails_nothing(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageFull("The disk is full.")

    monkeypatch.setattr(QueryPictures, "append", full)
    searcher.remember(Query(image=draw("red", "mug")))
    assert "A query's picture was not kept: The disk is full." in caplog.text


def test_only_the_first_page_of_a_picture_is_kept(searcher: Searcher) -> None:
    """And no words: there is nothing to see in them."""
    further = Query(image=draw("blue", "bag"), offset=5)
    for query in (Query(text="red"), further, Query(image=draw("red", "mug"))):
        searcher.remember(query)
        searcher.search(query)
    assert searcher.asked is not None
    kept = searcher.asked.rows(PictureKind.PICTURE, fingerprint=searcher.encoder.fingerprint)
    assert len(kept) == 1


@pytest.mark.parametrize("missing", [True, False])
def test_no_folder_or_no_pictures_is_said(tmp_path: Path, missing: bool) -> None:
    folder = tmp_path / "none"
    if not missing:
        folder.mkdir()
    result = CliRunner().invoke(learn_background, [str(folder), "--index", str(tmp_path)])
    assert result.exception is not None
    assert ("is no folder" if missing else "has no pictures") in str(result.exception)


def test_a_picture_is_never_kept_as_a_picture(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_shop(write_shop(tmp_path), index)
    Searcher.open(index, encoder=ToyEncoder()).remember(
        Query(image=Image.new("RGB", (9, 9), "red"))
    )
    assert {p.name for p in state_of(index).iterdir()} <= {FILE, f"{FILE}-wal", f"{FILE}-shm"}
