"""The installed command, the real encoder, and everything a person gets wrong.

Every mistake ends with exit code 2 and one readable message on stderr. That the same holds for many
more mistakes, in process and with a toy encoder, is tests/unit/test_cli.py.
"""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from search.artifact import _seal, current_version
from tests.e2e.conftest import Bowerbird
from tests.toy import draw


@pytest.fixture
def here(lite_shop: Path, tmp_path: Path) -> Path:
    """A copy of the shop, to be damaged."""
    return Path(shutil.copytree(lite_shop, tmp_path / "shop"))


def manifest_of(folder: Path) -> Path:
    index = folder / "data" / "index"
    return index / current_version(index) / "manifest.json"


def test_a_search_through_the_installed_command(bowerbird: Bowerbird, lite_shop: Path) -> None:
    found = bowerbird("search", "red lamp", "--explain", "-k", "3", cwd=lite_shop)
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    assert "P06  Red lamp" in found.stdout.splitlines()[0]
    assert "the query's words occur in its text" in found.stdout


def test_a_picture_search_as_json(bowerbird: Bowerbird, lite_shop: Path, tmp_path: Path) -> None:
    draw("green", "mug").save(tmp_path / "photo.png")
    found = bowerbird("search", "--image", tmp_path / "photo.png", "--json", cwd=lite_shop)
    assert found.returncode == 0, found.stderr
    best = json.loads(found.stdout)["hits"][0]
    assert best["product_id"] == "P13"
    assert best["image"] == "images/green-mug.png"


def bomb() -> bytes:
    """A PNG of a hundred bytes that says it is 60,000 pixels wide and high."""
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(bytes(100)),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts.items()
    )


BAD_PICTURES = {
    "empty.jpg": (b"", "is empty (0 bytes)"),
    "page.jpg": (b"<!DOCTYPE html><html></html>", "(it is an HTML page)"),
    "bomb.png": (bomb(), "far too many pixels; the limit is 50,000,000"),
    "cut.jpg": (None, "is damaged"),
}


def flip(folder: Path) -> None:
    path = manifest_of(folder).with_name("products.arrow")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def other_encoder(folder: Path) -> None:
    """An index that was honestly built with other weights of the same name."""
    path = manifest_of(folder)
    stored = json.loads(path.read_text())
    stored["encoder"]["fingerprint"] = "lite-0123456789abcdef"
    path.write_text(json.dumps(stored | {"sha256": _seal(stored)}))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search", ""), "The query is empty."),
        (("search", "x" * 10_000), "The query has 10,000 characters; the limit is 2,000."),
        (("search", "lamp", "--filter", "colur=red"), "Did you mean 'colour'?"),
        (("search", "--like", "P99"), "There is no product 'P99'"),
        (("search", "lamp", "--weight", "image=much"), "cannot be read"),
        (("search", "lamp", "--index", "nowhere"), "There is no active index in nowhere."),
        (("index", "none.csv"), "There is no file none.csv."),
        (("index", "catalog.csv", "--encoder", "clip"), "There is no encoder 'clip'."),
        (("serch", "lamp"), "Did you mean 'search'?"),
    ],
)
def test_a_mistake_ends_with_a_message(
    bowerbird: Bowerbird, lite_shop: Path, arguments: tuple[str, ...], message: str
) -> None:
    refused(bowerbird(*arguments, cwd=lite_shop), message)


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_bad_picture_ends_with_a_message(
    bowerbird: Bowerbird, lite_shop: Path, tmp_path: Path, name: str
) -> None:
    data, message = BAD_PICTURES[name]
    if data is None:
        draw("red", "mug").save(tmp_path / name)
        data = (tmp_path / name).read_bytes()[:-200]
    (tmp_path / name).write_bytes(data)
    refused(bowerbird("search", "--image", tmp_path / name, cwd=lite_shop), message)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (flip, "products.arrow was changed: its checksum differs."),
        (other_encoder, "was built with 'lite' (lite-0123456789abcdef)"),
    ],
)
def test_a_bad_index_ends_with_a_message(
    bowerbird: Bowerbird, here: Path, damage: Callable[[Path], object], message: str
) -> None:
    damage(here)
    refused(bowerbird("search", "lamp", cwd=here), message)


def test_the_doctor_finds_this_installation_and_this_index_sound(
    bowerbird: Bowerbird, lite_shop: Path
) -> None:
    found = bowerbird("doctor", "--index", "data/index", cwd=lite_shop)
    assert found.returncode == 0, found.stdout
    assert "BAD" not in found.stdout


def refused(result: CompletedProcess[str], message: str) -> None:
    assert result.returncode == 2, result.stdout + result.stderr
    said = result.stderr
    assert message in said
    assert said.count("Error: ") == 1
    assert "Traceback" not in said
    assert result.stdout == ""
