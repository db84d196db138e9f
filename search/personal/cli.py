"""`bowerbird events`: put a shop's history in, see it, and forget a shopper.

Only words and numbers for a person: reading is `history_file`, storing is `events`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import click

from search.errors import ArtifactError, InvalidEvents
from search.personal.crowd import MOST_GLANCES, Crowd
from search.personal.crowd_file import now_at_most, recompute
from search.personal.events import FILE, Event, EventLog, Kind
from search.personal.history_file import HistoryFile, read_history
from search.settings import state_of

BATCH = 50_000
"""Events stored at once: a running server waits for a second at most, and an import that is cut
off can be run again, since what is stored already is not stored twice."""

_SHOWN = 3

Command = Callable[..., None]


def _places(command: Command) -> Command:
    index = click.option(
        "--index",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("data/index"),
        show_default=True,
        help="The index folder that the history belongs to.",
    )
    state = click.option(
        "--state",
        type=click.Path(path_type=Path, file_okay=False),
        help="The state folder.  [default: INDEX.state]",
    )
    return index(state(command))


@click.group()
def events() -> None:
    """Record what shoppers viewed, clicked and bought."""


@events.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_places
def import_(file: Path, index: Path, state: Path | None) -> None:
    """Import a history FILE: CSV, TSV or JSON lines, may be gzipped.

    It needs the columns user_id, product_id, timestamp and event. Importing a file twice stores
    nothing twice.
    """
    history = read_history(file)
    if not history.events:
        raise InvalidEvents(
            f"{file} has no usable row; {_troubles(history) or 'it is empty'}.",
            remedy="Its first line names the columns, each other line is one event.",
        )
    with EventLog(_log_path(index, state)) as log:
        rows = iter(history.events)
        stored = sum(log.append(batch) for batch in iter(lambda: list(islice(rows, BATCH)), []))
        click.echo(f"{stored:,} events stored in {log.path}.")
        crowd = recompute(log) if stored else None
    click.echo(f"{len(history.events) - stored:,} were there already or stand in the file twice.")
    for note in history.notes:
        click.echo(note)
    if history.problems:
        click.echo(f"{len(history.problems):,} rows left out: {_troubles(history)}.")
    click.echo(_known(history, index))
    for note in _oddities(history, crowd):
        click.echo(note)


def _oddities(history: HistoryFile, crowd: Crowd | None) -> list[str]:
    """What a person should look at, since the program will not decide it."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for event in history.events:
        spellings[event.user_id.casefold()].add(event.user_id)
    alike = sorted(sorted(ids) for ids in spellings.values() if len(ids) > 1)
    limit = now_at_most()
    future = sum(event.at > limit for event in history.events)
    found = []
    if alike:
        found.append(
            f"{len(alike):,} ids differ in case alone ({' and '.join(alike[0])}): "
            "they are kept as different shoppers."
        )
    if future:
        found.append(f"{future:,} events lie in the future; they count when their time has come.")
    if crowd is not None and crowd.robots:
        found.append(
            f"{crowd.robots:,} users made over {MOST_GLANCES:,} views, clicks or carts within an hour: "
            "they count for nobody but themselves."
        )
    return found


@events.command()
@click.option("--user", required=True, help="The shopper's id.")
@click.option("--product", required=True, help="The product's id.")
@click.option("--kind", required=True, type=click.Choice([k.value for k in Kind]))
@_places
def add(user: str, product: str, kind: str, index: Path, state: Path | None) -> None:
    """Record one event that happens now."""
    event = Event(user, product, Kind(kind), datetime.now(UTC))
    with EventLog(_log_path(index, state)) as log:
        log.append([event])
        click.echo(f"Stored: {user} {kind} {product}. {user} has {log.count(user):,} events.")


@events.command()
@click.argument("user")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_places
def export(user: str, as_json: bool, index: Path, state: Path | None) -> None:
    """Print everything that is known about USER, oldest first."""
    with EventLog(_existing(index, state)) as log:
        rows = log.export(user)
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['at']}  {row['kind']:8}  {row['product_id']}")
    click.echo(f"{len(rows):,} events of {user}.")


@events.command()
@click.argument("user")
@_places
def erase(user: str, index: Path, state: Path | None) -> None:
    """Forget USER: no event and no byte of it stays in the history."""
    with EventLog(_existing(index, state)) as log:
        click.echo(f"{log.erase(user):,} events of {user} erased.")
        recompute(log)


def _log_path(index: Path, state: Path | None) -> Path:
    return (state or state_of(index)) / FILE


def _existing(index: Path, state: Path | None) -> Path:
    path = _log_path(index, state)
    if not path.exists():
        raise InvalidEvents(
            f"There is no history at {path}.", remedy="Name its folder with --state or --index."
        )
    return path


def _troubles(history: HistoryFile) -> str:
    """Problems by kind with the lines and values of the first few."""
    parts = []
    for trouble, count in history.counts.items():
        first = [p for p in history.problems if p.trouble is trouble][:_SHOWN]
        shown = ", ".join(
            f"line {p.line} {p.value!r}" if p.value else f"line {p.line}" for p in first
        )
        parts.append(f"{count:,} with {trouble} ({shown}{', …' if count > _SHOWN else ''})")
    return "; ".join(parts)


def _known(history: HistoryFile, index: Path) -> str:
    # Here, because opening an index loads FAISS, which no other command of the group needs.
    from search.artifact import Artifact, current_version

    try:
        artifact = Artifact.open(index / current_version(index))
    except ArtifactError as problem:
        return f"Products were not checked: {problem.message}"
    return lacking(history.events, has_product=lambda id_: artifact.row_of(id_) is not None)


def lacking(history: list[Event], *, has_product: Callable[[str], bool]) -> str:
    """A sentence on the events that name products the index lacks (they stay in the history)."""
    per_product = Counter({event.event_id: event.product_id for event in history}.values())
    unknown = {id_: count for id_, count in per_product.items() if not has_product(id_)}
    if not unknown:
        return "Every product is in the index."
    return (
        f"{sum(unknown.values()):,} events name {len(unknown):,} products that the index lacks "
        f"({', '.join(sorted(unknown)[:_SHOWN])}); they count once a catalogue has those."
    )
