"""Words on pictures: read, compared letter by letter, and used where a catalogue has them."""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from indexer.build import build
from indexer.catalogue import read_catalogue
from indexer.printed import ENOUGH, PROBE
from indexer.progress import Advance, Progress, quiet
from indexer.report import BuildReport, Stages
from search import printed
from search.artifact import Artifact, current_version
from search.blocks import PRINTED
from search.encoders.base import unit
from search.errors import EncoderUnavailable
from search.printed import COLUMNS, Reader, Words, asking, letters, rarity, words_of
from search.query import Query
from search.searcher import Searcher
from tests.toy import ToyEncoder

FLAVOURS = ("vanilla", "strawberry", "blueberry", "natural", "peach", "cherry")


def label(text: str, *, size: int = 46) -> Image.Image:
    """A white carton that says `text`, and looks like all others."""
    image = Image.new("RGB", (400, 400), (250, 250, 245))
    pen = ImageDraw.Draw(image)
    pen.rectangle((60, 30, 340, 370), outline=(120, 120, 120), width=3)
    pen.text((80, 160), text, fill=(20, 20, 60), font=ImageFont.load_default(size))
    return image


class Fake:
    """A reader that knows what was put into the corner of a picture, and counts what it was asked."""

    fingerprint = "fake"

    def __init__(self) -> None:
        self.asked = 0

    def read(self, pictures: Sequence[Image.Image]) -> list[Words]:
        self.asked += len(pictures)
        found: list[Words] = []
        for picture in pictures:
            number = picture.getpixel((0, 0))[0]  # type: ignore[index]
            found.append((FLAVOURS[number],) if number < len(FLAVOURS) else ())
        return found


def test_a_reader_looks_up_its_version_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, asked = Reader(), []
    monkeypatch.setattr("importlib.metadata.version", lambda name: asked.append(name) or "1")
    assert reader.fingerprint == reader.fingerprint  # for every picture that it is asked about
    assert asked == ["rapidocr"]


def write(folder: Path, numbers: Sequence[int]) -> Path:
    """Cartons without names; the red of each corner is its flavour, 255 for none."""
    path = folder / "catalog.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "image"])
        for at, number in enumerate(numbers):
            image = Image.new("RGB", (40, 40), (200, 200 - at % 7, 220))
            image.putpixel((0, 0), (number, at % 256, at // 256))
            image.save(folder / f"{at}.png")
            rows.writerow([f"c{at:03}", "Carton", f"{at}.png"])
    return path


def built(
    path: Path, index: Path, reader: Reader | Fake | None, *, progress: Progress = quiet
) -> BuildReport:
    return build(
        read_catalogue(path), index, encoder=ToyEncoder(), cache=index.with_name("cache"),
        fields=("title",), reader=reader, progress=progress, stages=Stages(),
    )  # fmt: skip


def rows_of(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    rows = np.array([letters(words_of(text)) for text in texts])
    rare = rarity(rows)
    return unit(rows * rare), rare


def test_a_word_read_with_mistakes_is_nearest_to_itself() -> None:
    rows, rare = rows_of(["MELLANMJÖLK", "STANDARDMJÖLK", "YOGHURT", "GRÄDDFIL"])
    for misread, meant in (
        ("MELLAMSOUK", 0),
        ("STANDABDMJOLK", 1),
        ("Y0GHURT", 2),
        ("graddfll", 3),
    ):
        assert int(np.argmax(rows @ asking((misread,), rare))) == meant, misread


def test_accents_and_case_are_nothing() -> None:
    np.testing.assert_array_equal(letters(["GRÄDDFIL"]), letters(["graddfil"]))


def test_what_all_products_say_counts_nothing_and_rare_words_most() -> None:
    rows, rare = rows_of(["acme vanilla", "acme peach", "acme cherry", "acme natural"])
    asked = rows @ asking(("acme", "peach"), rare)
    assert int(np.argmax(asked)) == 1
    common, particular = letters(["acme"]) * rare, letters(["peach"]) * rare
    assert np.linalg.norm(common) < 0.5 * np.linalg.norm(particular)


def test_a_short_word_asks_for_less_than_a_long_text() -> None:
    _, rare = rows_of(["acme vanilla", "other peach"])
    short, long = asking(("acme",), rare), asking(("acme", "vanilla", "yoghurt"), rare)
    assert 0 < np.linalg.norm(short) < np.linalg.norm(long) < 1
    assert not asking((), rare).any()


def test_a_word_has_three_letters_or_two_signs() -> None:
    assert words_of("3.0% 29 Arla_EKO 牛奶 福 café!") == ("Arla", "EKO", "牛奶", "café")


def test_letters_are_the_hashed_groups_of_three_of_each_word() -> None:
    """The slow twin: a dictionary of groups, and the sum by the formula."""
    from zlib import crc32

    expected = np.zeros(COLUMNS)
    for word, count in (("tea", 3), ("green", 1)):
        whole = f" {word} "
        for at in range(len(whole) - 2):
            number = crc32(whole[at : at + 3].encode())
            sign = 1 if (number // 2**16) % 2 else -1
            expected[number % COLUMNS] += sign * (1 + math.log(count))
    found = letters(["Tea", "tea", "green", "TEA"])
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_the_real_reader_reads_a_label() -> None:
    found = Reader().read([label("Blueberry\nYoghurt"), Image.new("RGB", (1, 1), "white")])
    assert {word.lower() for word in found[0]} == {"blueberry", "yoghurt"}
    assert found[1] == ()


def test_what_reading_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    printed._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(EncoderUnavailable, match="--no-print"):
        Reader().read([label("tea")])


def test_a_photograph_of_a_label_finds_its_product(tmp_path: Path) -> None:
    """Cartons that look the same to the encoder and say what they are, with the real reader."""
    path = tmp_path / "catalog.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "image"])
        for flavour in FLAVOURS:
            label(f"Acme\n{flavour}").save(tmp_path / f"{flavour}.png")
            rows.writerow([flavour, "Yoghurt", f"{flavour}.png"])
    report = built(path, tmp_path / "index", Reader())
    assert report.printed == len(FLAVOURS)
    assert f"Print: {len(FLAVOURS)} of {len(FLAVOURS)} pictures" in report.as_text()
    searcher = Searcher.open(tmp_path / "index", encoder=ToyEncoder())
    photograph = label("Acme\npeach", size=52).rotate(4, fillcolor="white").resize((300, 300))
    results = searcher.search(Query(image=photograph))
    assert results.hits[0].product_id == "peach"
    assert "printed" in {item.signal for item in results.hits[0].evidence}
    assert any(note.startswith("Read on your picture: Acme, peach") for note in results.notes)
    silent = searcher.search(Query(image=photograph, weights={"printed": 0}))
    assert "printed" not in {item.signal for item in silent.hits[0].evidence}


def test_a_catalogue_without_letters_is_left_in_peace(tmp_path: Path) -> None:
    reader = Fake()
    report = built(write(tmp_path, [255] * 200), tmp_path / "index", reader)
    assert report.printed == 0
    assert 0 < reader.asked <= PROBE
    assert "Print:" not in report.as_text()
    artifact = Artifact.open(tmp_path / "index" / current_version(tmp_path / "index"))
    assert PRINTED not in artifact.layout.blocks
    assert artifact.rarity is None
    searcher = Searcher.open(tmp_path / "index", encoder=ToyEncoder())
    searcher._recent._reader = reader  # type: ignore[assignment]
    asked = reader.asked
    searcher.search(Query(image=Image.new("RGB", (40, 40), "red")))
    assert reader.asked == asked


@pytest.mark.parametrize(("saying", "read"), [(0.05, False), (0.3, True)])
def test_all_are_read_where_enough_of_some_say_something(
    tmp_path: Path, saying: float, read: bool
) -> None:
    assert (saying > ENOUGH) == read
    n = 200
    reader = Fake()
    speaks = np.random.default_rng(0).random(n) < saying
    numbers = [at % 6 if speaks[at] else 255 for at in range(n)]
    report = built(write(tmp_path, numbers), tmp_path / "index", reader)
    assert report.printed == (sum(number < 255 for number in numbers) if read else 0)
    assert (reader.asked == n) == read


def test_each_picture_is_counted_once_as_done(tmp_path: Path) -> None:
    done: list[int] = []

    @contextmanager
    def watch(stage: str, total: int) -> Iterator[Advance]:
        yield done.append if stage == "print" else lambda _: None

    path = write(tmp_path, [at % 6 for at in range(150)])
    built(path, tmp_path / "index", Fake(), progress=watch)
    assert sum(done) == 150


def test_words_are_read_once(tmp_path: Path) -> None:
    first, again = Fake(), Fake()
    path = write(tmp_path, [0, 1, 2, 3, 4, 5, 255])
    report = built(path, tmp_path / "index", first)
    assert first.asked == 7
    assert built(path, tmp_path / "index", again).printed == report.printed == 6
    assert again.asked == 0
    Image.new("RGB", (40, 40), (3, 9, 9)).save(tmp_path / "6.png")
    assert built(path, tmp_path / "index", again).printed == 7
    assert again.asked == 1


def test_nobody_reads_where_it_was_not_asked_for(tmp_path: Path) -> None:
    assert built(write(tmp_path, [0, 1, 2]), tmp_path / "index", None).printed == 0


def test_a_product_without_print_is_compared_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path, [0, 1, 2, 255])
    text = path.read_text().replace("c003,Carton", "c003,Cherry carton")
    path.write_text(text)
    built(path, tmp_path / "index", Fake())
    artifact = Artifact.open(tmp_path / "index" / current_version(tmp_path / "index"))
    assert artifact.rarity is not None
    block = artifact.rows[:, artifact.layout.columns(PRINTED)].astype(np.float32)
    assert int(np.argmax(block @ asking(("cherry",), artifact.rarity))) == artifact.require("c003")
    assert int(np.argmax(block @ asking(("strawberry",), artifact.rarity))) == artifact.require(
        "c001"
    )
