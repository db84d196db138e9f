"""How far a build is, on a terminal or in a log. The build itself never prints: it is handed this."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import click
from tqdm import tqdm

Advance = Callable[[int], None]
Progress = Callable[[str, int], AbstractContextManager[Advance]]
"""`progress(stage, total)` gives, while its block runs, a function to be told how many more are done."""

LINE_EVERY = 10.0
"""Seconds between two lines where the output is piped."""


@contextmanager
def quiet(stage: str, total: int) -> Iterator[Advance]:
    yield lambda _: None


@contextmanager
def bars(stage: str, total: int) -> Iterator[Advance]:
    """A bar with rate and time left, on stderr."""
    with tqdm(total=total, desc=f"{stage:>9}", unit="", dynamic_ncols=True) as bar:
        yield lambda more: bar.update(more) and None


@contextmanager
def lines(stage: str, total: int) -> Iterator[Advance]:
    """A plain line now and then, on stderr."""
    start = shown = time.monotonic()
    done = 0

    def advance(more: int) -> None:
        nonlocal done, shown
        done += more
        now = time.monotonic()
        if now - shown >= LINE_EVERY:
            shown = now
            rate = done / (now - start)
            left = (total - done) / rate if rate else 0
            click.echo(f"{stage}: {done:,} of {total:,}, {rate:.0f}/s, {left:.0f} s left", err=True)

    yield advance
    click.echo(f"{stage}: {done:,} in {time.monotonic() - start:.1f} s", err=True)


@contextmanager
def json_lines(stage: str, total: int) -> Iterator[Advance]:
    """A JSON object a line on stderr, for a program that watches: what is done, at most five a second."""
    done, shown = 0, 0.0

    def tell() -> None:
        click.echo(json.dumps({"stage": stage, "done": done, "total": total}), err=True)

    def advance(more: int) -> None:
        nonlocal done, shown
        done += more
        if time.monotonic() - shown >= 0.2:
            shown = time.monotonic()
            tell()

    tell()
    yield advance
    tell()
