"""What every request shares: the live index, the uploaded pictures and the thumbnails.

One `Shop` belongs to one application. A request asks for `searcher()` and gets the same one until
it ends, so that a page is never put together from two versions of the index.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, current_app, g

from search.live import Live
from search.personal.events import EventLog
from search.searcher import Searcher
from web.store import BoundedStore

_NAME = "bowerbird"


def _uploads() -> BoundedStore:
    return BoundedStore(most=200, most_bytes=256_000_000)


def _thumbnails() -> BoundedStore:
    return BoundedStore(most=4_000, most_bytes=64_000_000)


@dataclass(frozen=True, slots=True)
class Shop:
    """`media` replaces the folder of pictures that the index names, where the pictures have moved."""

    live: Live
    media: Path | None = None
    uploads: BoundedStore = field(default_factory=_uploads)
    thumbnails: BoundedStore = field(default_factory=_thumbnails)

    def open_in(self, app: Flask) -> None:
        app.extensions[_NAME] = self


def shop() -> Shop:
    found: Shop = current_app.extensions[_NAME]
    return found


def searcher() -> Searcher:
    """The searcher of this request."""
    if "searcher" not in g:
        g.searcher = shop().live.searcher
    pinned: Searcher = g.searcher
    return pinned


def events() -> EventLog:
    """The shop's memory. A `Live` always opens one; only a bare `Searcher` may be without."""
    log = searcher().events
    assert log is not None
    return log
