"""From a catalogue file to the active version: choose, check, build, compare, activate, go back."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, request

from search.errors import BowerbirdError, InvalidCatalogue, InvalidInput
from web.admin.desk import guard, merchant, show, who
from web.builder import Jobs
from web.catalogues import MAX_BYTES
from web.language import Language, language
from web.reading import from_pairs
from web.responses import see
from web.schemas import BuildGiven
from web.shop import shop

builds = Blueprint("builds", __name__, url_prefix="/admin")

NOUNS = (
    "product_id", "title", "description", "category", "brand", "price", "currency", "images",
    "in_stock", "url",
)  # fmt: skip

STREAM_SECONDS = 25.0
"""A stream of progress ends, and the browser asks again: whoever closed the page is not waited for."""

LOOK_EVERY = 0.3

_TOLD = ("state", "stage", "done", "total", "seconds", "problem")
_MAP = "map."


@builds.get("/catalogue")
def catalogue(problem: BowerbirdError | None = None) -> Response:
    return show(
        "catalogue.html",
        problem=problem,
        versions=merchant().versions(),
        files=merchant().catalogues.list(),
        folder=shop().catalogues,
        most=MAX_BYTES,
    )


@builds.post("/catalogue/upload")
def upload() -> Response:
    request.max_content_length = MAX_BYTES + 1_000_000
    try:
        given = request.files.get("catalogue")
        if given is None or not given.filename:
            raise InvalidCatalogue("No file was chosen.", remedy="Choose a catalogue file first.")
        file = merchant().catalogues.keep(given)
    except InvalidInput as problem:
        return catalogue(problem)
    return see(f"/admin/catalogue/check?file={file.name}")


@builds.get("/catalogue/check")
def check(problem: BowerbirdError | None = None) -> Response:
    """What a build would see, with the columns as they are mapped: change them, look again, build."""
    asked = _order(request.values)
    try:
        file = merchant().catalogues.find(asked.catalogue)
        found = merchant().check(file, mapping=asked.mapping, allow_urls=asked.allow_urls)
    except InvalidInput as refused:
        return catalogue(refused)
    columns = _columns(found)
    return show(
        "check.html",
        problem=problem, file=file, asked=asked, found=found, columns=columns, nouns=NOUNS,
    )  # fmt: skip


@builds.post("/catalogue/build")
def build() -> Response:
    asked = _order(request.form)
    try:
        file = merchant().catalogues.find(asked.catalogue)
        merchant().rebuild(
            file, mapping=asked.mapping, allow_urls=asked.allow_urls,
            by_itself=asked.by_itself, by=who(),
        )  # fmt: skip
    except BowerbirdError as problem:
        return catalogue(problem)
    return see("/admin/job")


@builds.get("/job")
def job() -> Response:
    return show("job.html")


@builds.post("/job/stop")
def stop() -> Response:
    shop().jobs.stop()
    return see("/admin/job")


@builds.get("/job/progress")
def progress() -> Response:
    """Server-sent events: the job, whenever something of it changes, until it has ended."""
    response = Response(stream(shop().jobs, language()), mimetype="text/event-stream")
    response.cache_control.no_store = True
    response.headers["X-Accel-Buffering"] = "no"
    return response


@builds.get("/versions/<version>")
def version(version: str, problem: BowerbirdError | None = None) -> Response:
    """What a version would change of the active one."""
    return show(
        "version.html",
        problem=problem,
        version=version,
        difference=merchant().difference(version),
        report=merchant().report(version),
    )


@builds.post("/versions/<name>/activate")
def activate(name: str) -> Response:
    try:
        merchant().activate(name)
    except BowerbirdError as problem:
        return catalogue(problem)
    return see("/admin/catalogue")


@builds.post("/versions/rollback")
def roll_back() -> Response:
    try:
        merchant().roll_back()
    except BowerbirdError as problem:
        return catalogue(problem)
    return see("/admin/catalogue")


def _order(given: Any) -> BuildGiven:
    """What a form of the page asks for; an untouched choice of a column is left to the names."""
    pairs = [
        ("mapping", f"{name.removeprefix(_MAP)}={value}")
        for name, value in given.items(multi=True)
        if name.startswith(_MAP) and value
    ]
    pairs += [
        (name, given[field])
        for name, field in (
            ("catalogue", "file"), ("allow_urls", "allow_urls"), ("by_itself", "by_itself"),
        )
        if given.get(field)
    ]  # fmt: skip
    return from_pairs(BuildGiven, pairs)


def _columns(found: dict[str, Any]) -> list[str]:
    """Every column of the file: those that became something, and the rest."""
    mapped = found["mapping"].values()
    named = [
        one
        for columns in mapped
        for one in ([columns] if isinstance(columns, str) else columns or [])
    ]
    return [*named, *found["attributes"]]


def stream(jobs: Jobs, spoken: Language) -> Iterator[str]:
    begun, last = time.monotonic(), ""
    held = jobs.watchers.acquire(blocking=False)
    try:
        while True:
            latest = jobs.latest
            state = latest.as_dict() if latest else {"state": "none"}
            told = {name: state.get(name) for name in _TOLD}
            told["stage"] = spoken.sentence(str(told["stage"]))
            if (text := json.dumps(told)) != last:
                last = text
                yield f"data: {text}\n\n"
            late = time.monotonic() - begun > STREAM_SECONDS
            # Who finds no place is told how it stands; the browser asks again in a few seconds.
            if late or not held or state["state"] != "running":
                return
            time.sleep(LOOK_EVERY)
    finally:
        if held:
            jobs.watchers.release()


guard(builds)
