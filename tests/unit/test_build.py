from __future__ import annotations

import csv
import json
import struct
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from indexer import shared_space
from indexer.build import build
from indexer.building import building
from indexer.cache import EmbeddingCache
from indexer.catalogue import read_catalogue
from indexer.problems import Kind, RowProblem
from indexer.progress import quiet
from indexer.report import BuildReport, Stages
from indexer.schema import DEFAULT_FIELDS
from search import artifact as artifact_module
from search import vectors
from search.artifact import Artifact, current_version
from search.disk import storage
from search.encoders.base import Rows
from search.errors import (
    BuildRunning,
    CorruptIndex,
    EncoderMismatch,
    InvalidCatalogue,
    InvalidInput,
    StorageFull,
)
from search.query import Query
from search.searcher import Searcher
from search.vectors import build_vectors
from search.versions import list_versions, prune, verify_version
from tests.toy import ToyEncoder, build_shop, draw, write_shop

Row = dict[str, str]


@dataclass
class Counting(ToyEncoder):
    """The toy encoder, and how many pictures and texts it was asked for."""

    pictures: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def encode_images(self, images: Sequence[Image.Image]) -> Rows:
        self.pictures.append(len(images))
        return super().encode_images(images)

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        self.texts += texts
        return super().encode_texts(texts)


class Another(ToyEncoder):
    fingerprint = "another"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A shop of its own, to be changed."""
    return write_shop(tmp_path)


def edit(catalogue: Path, change: Callable[[list[Row]], None]) -> None:
    """Applies `change` to the rows of the catalogue file."""
    with catalogue.open(newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with catalogue.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def build_with(catalogue: Path, index: Path, **options: Any) -> BuildReport:
    reading = {k: v for k, v in options.items() if k in ("allow_urls", "allow_outside")}
    views = {"views": options.pop("views")} if "views" in options else {}
    return build(
        read_catalogue(catalogue, **reading, **views),
        index,
        **{
            "encoder": ToyEncoder(),
            "cache": index.with_name("cache"),
            "fields": DEFAULT_FIELDS,
            "progress": quiet,
            "stages": Stages(),
            **options,
        },
    )


def opened(index: Path) -> Artifact:
    return Artifact.open(index / current_version(index))


def ranking(index: Path, query: Query) -> list[tuple[str, float]]:
    hits = Searcher.open(index, encoder=ToyEncoder()).search(query).hits
    return [(hit.product_id, hit.score) for hit in hits]


def test_the_report_counts_what_was_built(catalogue: Path, tmp_path: Path) -> None:
    report = build_shop(catalogue, tmp_path / "index")
    assert (report.rows_read, report.products, report.pictures) == (20, 20, 20)
    assert report.cache_hits == {"pictures": 0, "texts": 0}
    assert report.problems == []
    assert report.active
    assert report.encoder == "toy"
    assert report.alignment["source"] == "fitted on this catalogue"
    assert report.alignment["products"] == 19
    assert report.alignment["pairs"] == 20
    assert report.alignment["cross_validated"]["among"] == 6
    folder = tmp_path / "index" / report.version
    on_disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert report.bytes_on_disk == on_disk > 10_000


def test_the_report_reads_as_text_and_as_json(catalogue: Path, tmp_path: Path) -> None:
    edit(catalogue, lambda rows: [row.update(image="gone.png") for row in rows[:7]])
    report = build_shop(catalogue, tmp_path / "index")
    text = report.as_text()
    assert f"Version {report.version} (active): 20 products of 20 rows, 13 pictures" in text
    assert "7 x picture_missing" in text
    assert "row 1, P01: There is no file 'gone.png'" in text
    assert "… and 2 more" in text
    stored = json.loads(json.dumps(report.as_dict()))
    assert stored["problems"]["by_kind"] == {"picture_missing": 7}
    assert len(stored["problems"]["rows"]) == 7
    assert set(stored["problems"]["rows"][0]) == {"kind", "row", "product_id", "field", "message"}
    assert stored["seconds"]["total"] >= stored["seconds"]["pictures"]


def test_pictures_that_took_no_time_have_no_rate(catalogue: Path, tmp_path: Path) -> None:
    report = build_shop(catalogue, tmp_path / "index")
    assert isinstance(report.seconds, dict)
    report.seconds["pictures"] = 0.0
    assert report.pictures_per_second is None
    assert "pictures/s" not in report.as_text()


def bomb() -> bytes:
    """A PNG of a hundred bytes that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 100)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


BAD_PICTURES = {
    "missing.jpg": (Kind.PICTURE_MISSING, "There is no file 'missing.jpg'"),
    "empty.jpg": (Kind.PICTURE_UNREADABLE, "empty (0 bytes)"),
    "cut.jpg": (Kind.PICTURE_UNREADABLE, "is damaged"),
    "page.jpg": (Kind.PICTURE_UNREADABLE, "it is an HTML page"),
    "bomb.png": (Kind.PICTURE_UNREADABLE, "pixels; the limit is 50,000,000"),
    "images": (Kind.PICTURE_MISSING, "There is no file 'images'"),
    "../../etc/passwd": (Kind.PICTURE_REFUSED, "leads out of the media folder"),
    "/etc/passwd": (Kind.PICTURE_REFUSED, "leads out of the media folder"),
    "link.png": (Kind.PICTURE_REFUSED, "is a link out of the media folder"),
    "file:///etc/passwd": (Kind.PICTURE_REFUSED, "not read through file:"),
    "http://127.0.0.1:9/x.png": (Kind.PICTURE_REFUSED, "fetching is not allowed"),
}


@pytest.fixture
def bad_shop(catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy shop with one bad picture a row, from its first row on."""
    folder = catalogue.parent
    draw("red", "shirt").save(folder / "whole.jpg")
    whole = (folder / "whole.jpg").read_bytes()
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "page.jpg").write_text("<!DOCTYPE html><html><body>404</body></html>")
    (folder / "bomb.png").write_bytes(bomb())
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    draw("blue", "mug").save(outside)
    (folder / "link.png").symlink_to(outside)

    def spoil(rows: list[Row]) -> None:
        for row, name in zip(rows, BAD_PICTURES, strict=False):
            row.update(image=name, image_2="")

    edit(catalogue, spoil)
    return catalogue


def test_every_bad_picture_is_a_problem_that_says_where_and_why(
    bad_shop: Path, tmp_path: Path
) -> None:
    report = build_shop(bad_shop, tmp_path / "index")
    found = {problem.row: problem for problem in report.problems}
    assert sorted(found) == list(range(1, len(BAD_PICTURES) + 1))
    for row, (kind, message) in enumerate(BAD_PICTURES.values(), 1):
        problem = found[row]
        assert (problem.kind, problem.product_id, problem.field) == (kind, f"P{row:02d}", "images")
        assert message in problem.message
    assert report.pictures == 19 - len(BAD_PICTURES)


def test_the_product_of_a_bad_picture_stays_and_is_found_by_its_text(
    bad_shop: Path, tmp_path: Path
) -> None:
    report = build_shop(bad_shop, tmp_path / "index")
    assert report.products == 20
    found = opened(tmp_path / "index")
    row = found.require("P04")
    assert found.rows[row, found.layout.flag("shared_image")] == 0
    assert found.rows[row, found.layout.flag("text")] == 1
    assert ranking(tmp_path / "index", Query(text="yellow shirt"))[0][0] == "P04"


def test_a_refused_name_is_in_no_index(bad_shop: Path, tmp_path: Path) -> None:
    build_shop(bad_shop, tmp_path / "index")
    folder = tmp_path / "index" / current_version(tmp_path / "index")
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"etc/passwd" not in path.read_bytes()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(catalogue: Path) -> Iterator[str]:
    handler = partial(_Silent, directory=str(catalogue.parent / "images"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()
        thread.join()


def test_addresses_are_fetched_only_where_the_operator_allows_it(
    catalogue: Path, server: str, tmp_path: Path
) -> None:
    edit(catalogue, lambda rows: rows[1].update(image=f"{server}/blue-shirt.png"))
    edit(catalogue, lambda rows: rows[2].update(image=f"{server}/none.png"))
    refused = build_with(catalogue, tmp_path / "index")
    assert [p.kind for p in refused.problems] == [Kind.PICTURE_REFUSED] * 2
    fetched = build_with(catalogue, tmp_path / "index", allow_urls=True, allow_private=True)
    assert [(p.kind, p.row) for p in fetched.problems] == [(Kind.PICTURE_MISSING, 3)]
    assert fetched.pictures == 19
    looks = Query(image=draw("blue", "shirt"), weights={"picture_in_text": 0})
    assert ranking(tmp_path / "index", looks)[0][0] == "P02"


def test_an_absolute_path_is_followed_where_the_operator_allows_it(
    catalogue: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "mug.png"
    draw("black", "mug").save(outside)
    edit(catalogue, lambda rows: rows[0].update(image=str(outside)))
    assert build_with(catalogue, tmp_path / "index").pictures == 19
    assert build_with(catalogue, tmp_path / "index", allow_outside=True).pictures == 20


def test_the_last_of_two_rows_with_one_id_is_kept(catalogue: Path, tmp_path: Path) -> None:
    edit(catalogue, lambda rows: rows[4].update(sku="P01"))
    report = build_shop(catalogue, tmp_path / "index")
    assert report.products == 19
    [problem] = report.problems
    assert problem == RowProblem(
        Kind.DUPLICATE_ID, 1, "P01", "sku", "The id 'P01' is used again; row 5 was kept."
    )
    found = opened(tmp_path / "index")
    assert found.product(found.require("P01")).title == "Black shirt"


def test_equal_pictures_and_texts_are_embedded_once_but_stay_products(
    catalogue: Path, tmp_path: Path
) -> None:
    """A cache goes by content, a catalogue by id."""

    def copy(rows: list[Row]) -> None:
        rows.append({**rows[5], "sku": "P06b"})

    edit(catalogue, copy)
    encoder = Counting()
    report = build_shop(catalogue, tmp_path / "index", encoder=encoder)
    assert (report.products, report.pictures) == (21, 21)
    assert sum(encoder.pictures) == 20
    assert len(encoder.texts) == len(set(encoder.texts))
    pairs = dict(ranking(tmp_path / "index", Query(image=draw("red", "lamp"))))
    assert pairs["P06"] == pairs["P06b"]


def test_a_rebuild_of_an_unchanged_catalogue_asks_the_encoder_nothing(
    catalogue: Path, tmp_path: Path
) -> None:
    index, encoder = tmp_path / "index", Counting()
    first = build_shop(catalogue, index, encoder=encoder)
    assert (sum(encoder.pictures), len(encoder.texts)) == (20, 40)  # texts, and titles
    before = opened(index), ranking(index, Query(text="red lamp", image=draw("blue", "mug")))
    encoder = Counting()
    report = build_shop(catalogue, index, encoder=encoder)
    assert (encoder.pictures, encoder.texts) == ([], [])
    assert report.cache_hits == {"pictures": 20, "texts": 20}
    assert report.version != first.version
    after = opened(index)
    for name in ("rows", "pictures", "picture_of", "pairs"):
        np.testing.assert_array_equal(getattr(after, name), getattr(before[0], name))
    assert after.calibration == before[0].calibration
    assert ranking(index, Query(text="red lamp", image=draw("blue", "mug"))) == before[1]


def test_a_cache_that_was_deleted_changes_no_row(catalogue: Path, tmp_path: Path) -> None:
    """Cached and fresh rows are the same: both are float16."""
    index = tmp_path / "index"
    build_shop(catalogue, index)
    cached = opened(index)
    for path in (tmp_path / "index.cache").iterdir():
        path.unlink()
    encoder = Counting()
    build_shop(catalogue, index, encoder=encoder)
    assert sum(encoder.pictures) == 20
    np.testing.assert_array_equal(opened(index).rows, cached.rows)


def test_one_changed_row_embeds_one_picture_and_its_texts(catalogue: Path, tmp_path: Path) -> None:
    build_shop(catalogue, tmp_path / "index")
    draw("yellow", "lamp").save(catalogue.parent / "images" / "red-shirt.png")  # under its old name
    edit(catalogue, lambda rows: rows[7].update(title="Emerald lamp"))
    encoder = Counting()
    report = build_shop(catalogue, tmp_path / "index", encoder=encoder)
    assert sum(encoder.pictures) == 0  # the same pixels as P09's picture, which is cached
    assert [text[:12] for text in encoder.texts] == ["Emerald lamp"] * 2  # its text, its title
    assert report.cache_hits == {"pictures": 20, "texts": 19}


def test_views_add_pictures_to_a_product(catalogue: Path, tmp_path: Path) -> None:
    draw("blue", "mug", shift=8).save(catalogue.parent / "images" / "again.png")
    views = catalogue.parent / "views.csv"
    views.write_text(
        "product_id,image\nP12,images/again.png\nP12,images/none.png\nP99,images/again.png\n"
    )
    report = build_with(catalogue, tmp_path / "index", views=views)
    assert report.pictures == 21
    assert {(p.kind, p.product_id) for p in report.problems} == {
        (Kind.PICTURE_MISSING, "P12"),
        (Kind.UNKNOWN_PRODUCT_IN_VIEWS, "P99"),
    }
    searcher = Searcher.open(tmp_path / "index", encoder=ToyEncoder())
    assert len(searcher.product("P12").images) == 3
    looks = Query(image=draw("blue", "mug", shift=8), weights={"picture_in_text": 0})
    best = searcher.search(looks).hits[0]
    assert (best.product_id, best.picture) == ("P12", 1)


def test_a_catalogue_without_pictures_is_searched_by_words(catalogue: Path, tmp_path: Path) -> None:
    edit(catalogue, lambda rows: [row.update(image="", image_2="") for row in rows])
    with pytest.raises(InvalidInput, match="needs 2 to learn a shared space"):
        build_shop(catalogue, tmp_path / "index")
    encoder = ToyEncoder(shared=True)
    report = build_shop(catalogue, tmp_path / "index", encoder=encoder)
    assert report.pictures == 0
    searcher = Searcher.open(tmp_path / "index", encoder=encoder)
    assert list(searcher.artifact.layout.blocks) == ["shared_text", "colour"]
    assert searcher.search(Query(text="blue mug")).hits[0].product_id == "P12"
    assert searcher.search(Query(image=draw("red", "mug"))).hits


def test_a_catalogue_with_nothing_to_encode_is_refused(catalogue: Path, tmp_path: Path) -> None:
    edit(catalogue, lambda rows: [row.update(image="", image_2="") for row in rows])
    with pytest.raises(InvalidCatalogue, match="No product has a text or a picture"):
        build_with(catalogue, tmp_path / "index", encoder=ToyEncoder(shared=True), fields=["url"])
    assert not list((tmp_path / "index").glob("*.partial"))


def test_a_build_may_be_kept_back(catalogue: Path, tmp_path: Path) -> None:
    first = build_shop(catalogue, tmp_path / "index")
    second = build_shop(catalogue, tmp_path / "index", make_active=False)
    assert not second.active
    assert current_version(tmp_path / "index") == first.version
    assert len(list_versions(tmp_path / "index")) == 2


def test_the_space_of_another_index_is_kept_and_said_to_be(catalogue: Path, tmp_path: Path) -> None:
    build_shop(catalogue, tmp_path / "big")
    big = opened(tmp_path / "big")
    edit(catalogue, lambda rows: rows.__delitem__(slice(0, 14)))
    report = build_with(catalogue, tmp_path / "small", align_from=tmp_path / "big")
    assert report.alignment["source"] == f"kept from big/{big.version}"
    small = opened(tmp_path / "small")
    assert big.alignment is not None
    assert small.alignment is not None
    for name in ("image_mean", "image_map", "text_mean", "text_map"):
        np.testing.assert_array_equal(getattr(small.alignment, name), getattr(big.alignment, name))
    row, there = small.require("P16"), big.require("P16")
    np.testing.assert_allclose(
        small.rows[row, small.layout.columns("shared_image")],
        big.rows[there, big.layout.columns("shared_image")],
        atol=1e-3,
    )


def test_the_space_of_another_encoder_is_refused(catalogue: Path, tmp_path: Path) -> None:
    build_shop(catalogue, tmp_path / "other", encoder=Another(spec="another"))
    build_shop(catalogue, tmp_path / "index")
    before = current_version(tmp_path / "index")
    with pytest.raises(EncoderMismatch, match=r"'another', this index with 'toy'"):
        build_with(catalogue, tmp_path / "index", align_from=tmp_path / "other")
    with pytest.raises(InvalidInput, match="--align-from has no meaning"):
        build_with(
            catalogue,
            tmp_path / "index",
            encoder=ToyEncoder(shared=True),
            align_from=tmp_path / "other",
        )
    assert current_version(tmp_path / "index") == before


@pytest.mark.parametrize(("changed", "kept"), [(0, True), (1, True), (4, False)])
def test_a_large_catalogue_keeps_its_space_while_few_pairs_change(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: int, kept: bool
) -> None:
    """Of 20 pairs; a changed text takes one pair away and brings a new one, so one is a tenth."""
    monkeypatch.setattr(shared_space, "SMALL", 5)
    monkeypatch.setattr(shared_space, "KEEP_BELOW", 0.11)
    first = build_shop(catalogue, tmp_path / "index")
    before = opened(tmp_path / "index")

    def rename(rows: list[Row]) -> None:
        for row in rows[5 : 5 + changed]:
            row["title"] = "Another lamp altogether"

    edit(catalogue, rename)
    report = build_shop(catalogue, tmp_path / "index")
    after = opened(tmp_path / "index")
    assert before.alignment is not None
    assert after.alignment is not None
    assert before.alignment.own_basis.shape[1] == 0  # a large catalogue needs no space beside it
    same = np.array_equal(before.alignment.text_map, after.alignment.text_map)
    assert same is kept
    if kept:
        assert report.alignment["source"] == f"kept from {first.version}"
        assert report.alignment["pairs_changed"] == changed / 10
        np.testing.assert_array_equal(after.pairs, before.pairs)  # so that small changes add up
    else:
        assert report.alignment["source"] == "fitted on this catalogue"


def test_small_changes_add_up_until_the_space_is_fitted_again(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_space, "SMALL", 5)
    monkeypatch.setattr(shared_space, "KEEP_BELOW", 0.25)
    build_shop(catalogue, tmp_path / "index")
    sources = []
    for number in range(4):
        edit(catalogue, lambda rows, n=number: rows[5 + n].update(title=f"Lamp {n}"))
        report = build_shop(catalogue, tmp_path / "index")
        sources.append(report.alignment["source"].split()[0])
    assert sources == ["kept", "kept", "fitted", "kept"]


def test_a_damaged_active_version_is_replaced_by_the_next_build(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_space, "SMALL", 5)
    first = build_shop(catalogue, tmp_path / "index")
    (tmp_path / "index" / first.version / "rows.npy").write_bytes(b"junk")
    with pytest.raises(CorruptIndex):
        opened(tmp_path / "index")
    report = build_shop(catalogue, tmp_path / "index")
    assert report.alignment["source"] == "fitted on this catalogue"
    assert len(opened(tmp_path / "index")) == 20


def test_a_second_build_at_the_same_time_is_refused(catalogue: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    with building(index), pytest.raises(BuildRunning, match=r"Another build is writing into"):
        build_shop(catalogue, index)
    build_shop(catalogue, index)  # and let go of


def test_what_a_dead_build_left_is_removed(catalogue: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    (index / "20260101T000000-abcdef.partial" / "words").mkdir(parents=True)
    (index / "CURRENT.abc.partial").write_text("x")
    report = build_shop(catalogue, index)
    assert {path.name for path in index.iterdir()} == {"build.lock", "CURRENT", report.version}


FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("place", "name", "error"),
    [
        (artifact_module, "_write_arrow", FULL),
        (artifact_module.np, "save", OSError("4096 requested and 512 written")),
        (artifact_module, "sync_tree", FULL),
        (Path, "replace", FULL),  # of CURRENT
    ],
)
def test_a_full_disk_leaves_the_active_version_and_nothing_half_written(
    catalogue: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: Any,
    name: str,
    error: OSError,
) -> None:
    index = tmp_path / "index"
    build_shop(catalogue, index)
    before = current_version(index)

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(place, name, fail)
        with pytest.raises(StorageFull, match="The disk is full"):
            build_shop(catalogue, index)
    assert current_version(index) == before
    assert not list(index.glob("*.partial"))
    assert verify_version(index) == before
    build_shop(catalogue, index)


def test_a_full_disk_under_the_vector_index_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/dev/full fails as a full disk does, in FAISS's own words."""
    monkeypatch.setattr(vectors, "EXACT_UP_TO", 100)
    rows = np.random.default_rng(0).standard_normal((1_000, 16)).astype(np.float16)
    pending = tmp_path / "version.partial"
    pending.mkdir()
    with pytest.raises(StorageFull), storage(pending):
        build_vectors(rows).write(Path("/dev/full"))
    assert not pending.exists()


def test_a_cache_that_cannot_grow_stops_the_build_and_keeps_the_active_version(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own limit on pages stands in for the disk: it fails in the same way."""
    index = tmp_path / "index"
    build_shop(catalogue, index)
    before = current_version(index)
    opening = EmbeddingCache.__init__

    def small(self: EmbeddingCache, folder: Path, fingerprint: str) -> None:
        opening(self, folder, fingerprint)
        self._db.execute("PRAGMA max_page_count = 2")

    monkeypatch.setattr(EmbeddingCache, "__init__", small)
    with pytest.raises(StorageFull, match="embedding cache cannot grow"):
        build_with(catalogue, index, cache=tmp_path / "other cache")
    assert current_version(index) == before
    assert not list(index.glob("*.partial"))


def test_a_reader_goes_on_with_a_version_that_was_replaced_and_pruned(
    catalogue: Path, tmp_path: Path
) -> None:
    """Also with what it had not looked at before the files were gone."""
    index = tmp_path / "index"
    build_shop(catalogue, index)
    expected = ranking(index, Query(text="red lamp", image=draw("blue", "mug")))
    reader = Searcher.open(index, encoder=ToyEncoder())  # nothing asked yet
    old = reader.version
    edit(catalogue, lambda rows: rows.__delitem__(slice(0, 10)))
    build_shop(catalogue, index)
    assert prune(index, keep=1) == [old]
    assert not (index / old).exists()
    found = reader.search(Query(text="red lamp", image=draw("blue", "mug")))
    assert [(hit.product_id, hit.score) for hit in found.hits] == expected
    assert found.index_version == old
    assert reader.search(Query(text="x", like=("P01",))).total == 19
