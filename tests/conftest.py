"""Fixtures that most tests stand on: a toy shop, its index, and a searcher over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.live import Live
from search.personal.events import EventLog
from search.searcher import Searcher
from tests.toy import ToyEncoder, build_shop, write_shop
from web.app import create_app

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the toy shop: catalog.csv, images/ and an index/. Not to be changed."""
    folder = tmp_path_factory.mktemp("shop")
    build_shop(write_shop(folder), folder / "index")
    return folder


@pytest.fixture
def searcher(shop: Path, tmp_path: Path) -> Iterator[Searcher]:
    """A searcher over the toy shop with an empty memory of its own."""
    found = Searcher.open(shop / "index", state=tmp_path / "state", encoder=ToyEncoder())
    yield found
    assert isinstance(found.events, EventLog)
    found.events.close()


@pytest.fixture
def live(shop: Path, tmp_path: Path) -> Iterator[Live]:
    """What a server serves: the toy shop, with an empty memory of its own."""
    opened = Live(shop / "index", state=tmp_path / "state", encoder=ToyEncoder())
    yield opened
    assert opened.searcher.events
    opened.searcher.events.close()


@pytest.fixture
def client(live: Live) -> FlaskClient:
    return create_app(live).test_client()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data sets; tests that ask for them are skipped where they are not."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the real data sets are not at {SHARED_DATA}")
    return SHARED_DATA
