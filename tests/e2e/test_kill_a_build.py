"""A build that is killed, at whatever point, leaves the active index as it was."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.artifact import Artifact, current_version
from search.query import Query
from search.searcher import Searcher
from search.versions import list_versions, verify_version
from tests.toy import ToyEncoder, build_shop, write_shop

ROOT = Path(__file__).resolve().parents[2]

# Imports first, then a line, so that the clock starts with the build.
DRIVER = """
import sys
from pathlib import Path
from tests.toy import build_shop
folder = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
build_shop(folder / "catalog.csv", folder / "index")
print("built", flush=True)
"""
KILLS = 5


def driver(folder: Path) -> subprocess.Popen[str]:
    """A process that has imported everything and builds as soon as it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def start(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def rename(catalogue: Path, number: int) -> None:
    """Changes a product, so that the build has something new to embed and to write."""
    text = catalogue.read_text()
    catalogue.write_text(re.sub(r"P01,Red shirt[^,]*", f"P01,Red shirt edition {number}", text))


@pytest.fixture
def shop_folder(tmp_path: Path) -> Path:
    write_shop(tmp_path)
    build_shop(tmp_path / "catalog.csv", tmp_path / "index")
    return tmp_path


def ranking(index: Path) -> list[tuple[str, float]]:
    hits = Searcher.open(index, encoder=ToyEncoder()).search(Query(text="red shirt lamp")).hits
    return [(hit.product_id, hit.score) for hit in hits]


def check(index: Path, active: str, before: list[tuple[str, float]]) -> None:
    """The active version is the same, whole, and answers as it did."""
    assert current_version(index) == active
    assert verify_version(index) == active
    assert ranking(index) == before


def test_a_build_killed_at_any_moment_leaves_the_active_index_alone(shop_folder: Path) -> None:
    index = shop_folder / "index"
    with driver(shop_folder) as whole:
        begun = time.monotonic()
        start(whole)
        assert whole.wait(60) == 0
    seconds = time.monotonic() - begun
    active, before = current_version(index), ranking(index)
    moments = random.Random(4)
    killed = 0
    for number in range(KILLS):
        rename(shop_folder / "catalog.csv", number)
        with driver(shop_folder) as process:
            start(process)
            time.sleep(seconds * (number + moments.random()) / KILLS)  # spread over the build
            process.kill()
        assert process.returncode in (0, -signal.SIGKILL)
        if current_version(index) == active:
            killed += 1
            check(index, active, before)
        else:  # it was quicker this time: what it built must be whole
            active, before = current_version(index), ranking(index)
            check(index, active, before)
    assert killed  # all of them, unless the machine has become much quicker meanwhile
    report = build_shop(shop_folder / "catalog.csv", index)
    assert current_version(index) == report.version == verify_version(index)
    assert not list(index.glob("*.partial"))
    assert all(not version.trouble for version in list_versions(index))


@pytest.mark.parametrize("name", ["_write_arrow", "sync_tree", "activate"])
def test_a_build_killed_while_it_writes_leaves_the_active_index_alone(
    shop_folder: Path, name: str
) -> None:
    """With nothing in the new folder yet, with all of it but not durable, and just not yet active."""
    index = shop_folder / "index"
    active, before = current_version(index), ranking(index)
    code = (
        "import os, signal, sys\n"
        "import search.artifact as module, indexer.build as builder\n"
        "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"module.{name} = die\n"
        f"vars(builder).update({name}=die) if {name!r} in vars(builder) else None\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", code + DRIVER, str(shop_folder)],
        cwd=ROOT,
        input="go\n",
        text=True,
        capture_output=True,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr
    check(index, active, before)
    for folder in index.iterdir():  # whatever counts as a version is a whole one
        if folder.is_dir() and folder.suffix != ".partial":
            Artifact.open(folder)
    report = build_shop(shop_folder / "catalog.csv", index)
    assert current_version(index) == report.version
    assert not list(index.glob("*.partial"))
