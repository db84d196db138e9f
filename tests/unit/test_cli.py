"""`bowerbird` in this process, over the toy shop: what each command says, and what it says of a
mistake. The same through the installed command and a real encoder: tests/e2e/test_bad_input.py."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search import encoders, searcher
from search.artifact import current_version
from search.cli import main
from search.commands import parse_weights
from search.errors import InvalidQuery
from search.personal.events import Event, EventLog, Kind
from tests.toy import ToyEncoder, draw

HIT = {
    "rank", "product_id", "title", "score", "price", "currency", "image", "category", "brand",
    "in_stock", "neutral_rank", "moved", "variants", "listings", "region", "evidence",
}  # fmt: skip
EVIDENCE = {"signal", "raw", "scaled", "weight", "contribution"}
RESULTS = {
    "hits", "total", "relevant", "facets", "notes", "timings_ms", "index_version", "query_id", "rules",
    "weights_version",
}  # fmt: skip


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every spec is the toy encoder's, except those that are there to fail."""
    load = encoders.load_encoder

    def toy_or_fail(spec: str, **_: object) -> object:
        return load(spec) if "nonsense" in spec else ToyEncoder()

    monkeypatch.setattr(encoders, "load_encoder", toy_or_fail)
    monkeypatch.setattr(searcher, "load_encoder", toy_or_fail)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def here(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the toy shop, which commands run in; its index is data/index."""
    for name in ("catalog.csv", "images"):
        (shutil.copytree if (shop / name).is_dir() else shutil.copy)(shop / name, tmp_path / name)
    shutil.copytree(shop / "index", tmp_path / "data" / "index")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_search_prints_a_line_a_hit_and_a_summary(here: Path) -> None:
    result = run("search", "red lamp", "-k", "3")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert len(lines) == 4
    assert "P06  Red lamp  (16.50 EUR  Home > Lamps)" in lines[0]
    assert lines[-1].startswith("3 of 20 products, ")


def test_json_has_exactly_the_documented_keys(here: Path) -> None:
    draw("blue", "mug").save(here / "photo.png")
    result = run("search", "red lamp", "--image", "photo.png", "-k", "2", "--offset", "1", "--json")
    found = json.loads(result.stdout)
    assert set(found) == RESULTS
    assert [hit["rank"] for hit in found["hits"]] == [2, 3]
    for hit in found["hits"]:
        assert set(hit) == HIT
        for item in hit["evidence"]:
            assert set(item) == EVIDENCE
        total = sum(item["contribution"] for item in hit["evidence"])
        assert hit["score"] == pytest.approx(total, abs=1e-9)
    assert found["total"] == 20
    assert found["index_version"] == current_version(here / "data" / "index")
    assert set(found["timings_ms"]) == {"encode", "rank", "explain", "total"}


def test_json_keeps_letters_of_every_language(here: Path) -> None:
    assert "红" in run("search", "lamp", "--user", "红", "--json").stdout


def test_every_part_of_a_query_has_an_option(here: Path) -> None:
    with EventLog(here / "data" / "index.state" / "events.sqlite") as log:
        log.append([Event("mira", "P07", Kind.PURCHASE, datetime(2026, 1, 1, tzinfo=UTC))])
    result = run(
        "search", "lamp", "--like", "P06", "--unlike", "P01", "--user", "mira",
        "--filter", "price<=40", "--filter", "colour in red,blue", "--sort", "price",
        "--weight", "words=2", "--weight", "history=0.5", "--explain",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "P07" in result.stdout
    assert "without history it would be number" in result.stdout


def test_the_memory_is_beside_the_index_unless_it_is_named(here: Path) -> None:
    said = run("search", "lamp", "--user", "mira", "--state", "elsewhere").stdout
    assert "Nothing is known of user 'mira'" in said
    assert (here / "elsewhere" / "events.sqlite").exists()
    run("search", "lamp", "--user", "mira")
    assert (here / "data" / "index.state" / "events.sqlite").exists()


def test_an_index_is_built_listed_verified_rolled_back_and_pruned(here: Path) -> None:
    first = current_version(here / "data" / "index")
    built = run("index", "catalog.csv", "--json")
    assert built.exit_code == 0, built.output
    report = json.loads(built.stdout)
    assert (report["products"], report["active"]) == (20, True)
    assert "20 products of 20 rows, 20 pictures" in run("index", "catalog.csv").stdout
    newest = current_version(here / "data" / "index")
    listed = json.loads(run("versions", "list", "--json").stdout)
    assert [v["name"] for v in listed] == [newest, report["version"], first]
    assert run("versions", "list").stdout.startswith(f"* {newest}")
    assert run("versions", "verify").stdout == f"{newest} is as it was written.\n"
    assert run("versions", "rollback").stdout == f"{report['version']} is active.\n"
    assert run("versions", "activate", first).stdout == f"{first} is active.\n"
    assert "deleted" in run("versions", "prune", "--keep", "1").stdout
    assert run("versions", "prune", "--keep", "1").stdout == "Nothing to delete.\n"


def test_progress_goes_to_stderr_and_the_report_to_stdout(here: Path) -> None:
    result = run("index", "catalog.csv", "--no-activate")
    assert "pictures: 20 in" in result.stderr
    assert "(not active)" in result.stdout


def test_a_program_can_follow_the_progress(here: Path) -> None:
    built = run("index", "catalog.csv", "--encoder", "toy", "--progress", "json", "--json")
    told = [json.loads(line) for line in built.stderr.splitlines()]
    assert {"stage": "pictures", "done": 0, "total": 20} in told
    assert {"stage": "pictures", "done": 20, "total": 20} in told
    assert json.loads(built.stdout)["products"] == 20


def test_a_catalogue_can_be_checked_before_it_is_built(here: Path) -> None:
    text = Path("catalog.csv").read_text()
    lines = text.replace("images/blue-bag.png", "images/none.png").replace("12.50", "cheap")
    Path("new.csv").write_text(lines + lines.splitlines()[1] + "\n")
    before = sorted(Path("data/index").iterdir())
    found = json.loads(run("index", "new.csv", "--check", "--json").stdout)
    assert (found["rows"], found["products"], found["without_picture"]) == (21, 20, 1)
    assert found["mapping"]["title"] == "title"
    assert found["mapping"]["product_id"] == "sku"
    assert found["mapping"]["images"] == ["image", "image_2"]
    assert found["attributes"] == ["colour"]
    assert found["sample"][0]["title"] == "Red shirt"
    assert found["problems"]["by_kind"] == {
        "bad_price": 1, "duplicate_id": 1, "picture_missing": 1,
    }  # fmt: skip
    assert {one["kind"]: one["row"] for one in found["problems"]["rows"]} == {
        "bad_price": 2, "duplicate_id": 1, "picture_missing": 17,
    }  # fmt: skip
    said = run("index", "new.csv", "--check").stdout
    assert "20 products of 21 rows" in said
    assert "product_id=sku" in said
    assert sorted(Path("data/index").iterdir()) == before


def test_the_version_and_every_command_are_shown() -> None:
    assert run("--version").stdout.startswith("bowerbird, version ")
    said = run("--help").stdout
    for name in ("index", "search", "serve", "versions", "evaluate", "events", "doctor"):
        assert f"  {name} " in said


def test_weights_are_names_and_numbers() -> None:
    assert parse_weights(("image=2", " words = .5")) == {"image": 2.0, "words": 0.5}
    for wrong in ("image", "image=", "image=much", "=", "image=1=2"):
        with pytest.raises(InvalidQuery, match="cannot be read"):
            parse_weights((wrong,))


def write(name: str, content: str | bytes) -> Callable[[Path], object]:
    data = content.encode() if isinstance(content, str) else content
    return lambda folder: (folder / name).write_bytes(data)


def nothing(_: Path) -> None:
    pass


def version_of(folder: Path) -> Path:
    return folder / "data" / "index" / current_version(folder / "data" / "index")


def flip(folder: Path) -> None:
    path = version_of(folder) / "rows.npy"
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)


def other_format(folder: Path) -> None:
    path = version_of(folder) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": "bowerbird-index/0"}))


def changed_manifest(folder: Path) -> None:
    path = version_of(folder) / "manifest.json"
    path.write_text(path.read_text().replace('"toy"', '"toy "', 1))


BAD_CATALOGUES = [
    (nothing, "none.csv", "There is no file none.csv."),
    (nothing, "images", "images is a folder."),
    (write("c.csv", ""), "c.csv", "c.csv is empty (0 bytes)."),
    (write("c.csv", "sku,title\n"), "c.csv", "has no rows below its header"),
    (write("c.csv", "sku^title\nA^lamp\n"), "c.csv", "No column is the product's id."),
    (write("c.csv", "name,colour\nlamp,red\n"), "c.csv", "No column is the product's id."),
    (write("c.csv", "sku,title\n,lamp\n,mug\n"), "c.csv", "None of the 2 rows is a usable product"),
    (write("c.csv", b"PK\x03\x04\x00\x00"), "c.csv", "holds binary data, not text"),
    (write("c.xlsx", b"PK"), "c.xlsx", "not a known kind of catalogue"),
    (write("c.csv", 'sku,title\n1,"lamp\n'), "c.csv", "cannot be read"),
    (write("c.jsonl", '{"sku": 1}\n{'), "c.jsonl", "line 2 is not JSON"),
    (write("c.parquet", b"PAR1 junk PAR1"), "c.parquet", "not a readable Parquet file"),
    (write("c.csv.gz", b"\x1f\x8b junk"), "c.csv.gz", "not a complete gzip file"),
]


@pytest.mark.parametrize(("prepare", "name", "message"), BAD_CATALOGUES)
def test_a_bad_catalogue_ends_with_a_message(
    here: Path, prepare: Callable[[Path], object], name: str, message: str
) -> None:
    before = sorted((here / "data" / "index").rglob("*"))
    prepare(here)
    refused(run("index", name), message)
    assert sorted((here / "data" / "index").rglob("*")) == before


BAD_BUILDS = [
    (("--map", "title"), "--map 'title' cannot be read."),
    (("--map", "titel=title"), "'titel' is no part of a product."),
    (("--map", "title=tilte"), "Did you mean 'title'?"),
    (("--images", "nowhere"), "There is no folder nowhere."),
    (("--views", "nowhere.csv"), "There is no file nowhere.csv."),
    (("--text-fields", "titel"), "The catalogue has no field 'titel'."),
    (("--encoder", "nonsense"), "There is no encoder 'nonsense'."),
    (("--align-from", "nowhere"), "There is no active index in nowhere."),
    (("--index", "catalog.csv"), "catalog.csv: File exists."),
    (("--cache", "catalog.csv"), "catalog.csv: File exists."),
    (("--nonsense",), "No such option"),
]


@pytest.mark.parametrize(("options", "message"), BAD_BUILDS)
def test_a_bad_option_of_index_ends_with_a_message(
    here: Path, options: tuple[str, ...], message: str
) -> None:
    refused(run("index", "catalog.csv", *options), message)
    assert not list((here / "data" / "index").glob("*.partial"))


BAD_SEARCHES = [
    (("",), "The query is empty."),
    (("   ",), "The query is empty."),
    (("x" * 10_000,), "The query has 10,000 characters; the limit is 2,000."),
    (("\udcff",), "has half a character"),
    (("lamp", "--filter", "colur=red"), "Did you mean 'colour'?"),
    (("lamp", "--filter", "colour"), "The filter 'colour' cannot be read."),
    (("lamp", "--filter", "price<cheap"), "'cheap' is not"),
    (("lamp", "--filter", "colour<\udcff"), "cannot be read"),
    (("lamp", "--filter", "in_stock=perhaps"), "is yes or no"),
    (("--like", "P99"), "There is no product 'P99' in index version"),
    (("lamp", "--unlike", "P99"), "There is no product 'P99'"),
    (("lamp", "--weight", "image"), "--weight 'image' cannot be read."),
    (("lamp", "--weight", "image=much"), "--weight 'image=much' cannot be read."),
    (("lamp", "--weight", "image=nan"), "must be a finite number"),
    (("lamp", "--weight", "pictures=1"), "Did you mean 'picture'?"),
    (("lamp", "-k", "0"), "limit is 0; it must be from 1 to 1,000."),
    (("lamp", "-k", "5000"), "limit is 5000"),
    (("lamp", "-k", "many"), "is not a valid integer"),
    (("lamp", "--offset", "-1"), "offset is -1; it must be 0 or more."),
    (("lamp", "--sort", "colour"), "'colour' is not one of"),
    (("lamp", "--user", " "), "The user id is empty."),
    (("lamp", "--index", "nowhere"), "There is no active index in nowhere."),
    (("lamp", "--index", "catalog.csv"), "There is no active index in catalog.csv."),
    (("lamp", "--state", "catalog.csv", "--user", "mira"), "cannot be"),
    (("lamp", "--image", "none.png"), "none.png cannot be read: No such file"),
    (("lamp", "--image", "images"), "images cannot be read: Is a directory."),
    (("lamp", "--image", "empty.jpg"), "empty.jpg is empty (0 bytes)."),
    (("lamp", "--image", "page.jpg"), "(it is an HTML page)"),
    (("lamp", "--image", "cut.png"), "cut.png is damaged"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD_SEARCHES)
def test_a_bad_search_ends_with_a_message(
    here: Path, arguments: tuple[str, ...], message: str
) -> None:
    (here / "empty.jpg").write_bytes(b"")
    (here / "page.jpg").write_text("<html>not found</html>")
    whole = (here / "images" / "red-lamp.png").read_bytes()
    (here / "cut.png").write_bytes(whole[: len(whole) // 2])
    refused(run("search", *arguments), message)


BAD_INDEXES = [
    (flip, "rows.npy was changed: its checksum differs."),
    (other_format, "has the format 'bowerbird-index/0'; this program reads"),
    (changed_manifest, "manifest.json was changed."),
    (lambda folder: (version_of(folder) / "manifest.json").unlink(), "manifest.json is missing"),
    (lambda folder: (version_of(folder) / "pairs.npy").unlink(), "pairs.npy is missing."),
    (write("data/index/CURRENT", "gone"), "names the version 'gone', which is not there."),
    (write("data/index/CURRENT", b"\xff\xfe"), "which is not there."),
    (lambda folder: (folder / "data" / "index" / "CURRENT").unlink(), "There is no active index"),
]


@pytest.mark.parametrize(("damage", "message"), BAD_INDEXES)
def test_a_bad_index_ends_with_a_message(
    here: Path, damage: Callable[[Path], object], message: str
) -> None:
    damage(here)
    refused(run("search", "lamp"), message)


def test_an_index_of_another_encoder_ends_with_a_message(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher, "load_encoder", lambda spec: ToyEncoder(shared=True))
    refused(run("search", "lamp"), "was built with 'toy' (toy-False-96)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("serch",), "There is no command 'serch'. Did you mean 'search'?"),
        (("versions", "rollback"), "There is no version older than"),
        (("versions", "activate", "v1"), "There is no version 'v1'"),
        (("versions", "verify", "v1"), "There is no version 'v1'"),
        (("versions", "prune", "--keep", "0"), "--keep is 0; it must be 1 or more."),
        (("versions", "list", "--index", "nowhere"), "There is no index in nowhere."),
        (("versions", "rollback", "--index", "nowhere"), "There is no active index in nowhere."),
    ],
)
def test_a_bad_command_ends_with_a_message(
    here: Path, arguments: tuple[str, ...], message: str
) -> None:
    refused(run(*arguments), message)


def refused(result: Result, message: str) -> None:
    """Exit code 2, the message on stderr, nothing on stdout and no traceback."""
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert message in result.stderr
    assert "Error: " in result.stderr
    assert result.stdout == ""
    assert len(result.stderr.split("Error: ")[1].splitlines()) <= 2  # a message and a remedy
