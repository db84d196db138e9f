"""Long work beside the server: one at a time, watched by few, and stopped for good."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest

from web.admin.builds import stream
from web.builder import MOST_WATCHERS, Job, Jobs
from web.language import read_language

SECONDS = 10


def watch(jobs: Jobs, code: str = "en") -> Iterator[str]:
    return stream(jobs, read_language(code))


def ended() -> None:
    for thread in threading.enumerate():
        if thread.name == "job":
            thread.join(SECONDS)


@pytest.fixture
def going() -> Iterator[tuple[Jobs, Job, threading.Event]]:
    """A job whose result is looked at until the event is set; then it activates."""
    jobs, looking, go_on = Jobs(), threading.Event(), threading.Event()

    def look(job: Job) -> None:
        looking.set()
        go_on.wait(SECONDS)
        job.after["activated"] = jobs.unless_stopped(job, lambda: None)

    job = jobs.start("build", "shop.csv", [], by="Mia", after=look)
    assert looking.wait(SECONDS)
    yield jobs, job, go_on
    go_on.set()
    ended()


def test_a_job_that_is_stopped_activates_nothing_and_stays_stopped(
    going: tuple[Jobs, Job, threading.Event],
) -> None:
    jobs, job, go_on = going
    assert jobs.stop()
    go_on.set()
    ended()
    assert (job.state, job.after) == ("stopped", {"activated": False})


def test_a_job_that_nobody_stops_activates_and_is_done(
    going: tuple[Jobs, Job, threading.Event],
) -> None:
    _, job, go_on = going
    go_on.set()
    ended()
    assert (job.state, job.after) == ("done", {"activated": True})


def test_few_hold_a_stream_of_progress_and_others_are_told_once(
    going: tuple[Jobs, Job, threading.Event],
) -> None:
    jobs, _, go_on = going
    held = [watch(jobs) for _ in range(MOST_WATCHERS)]
    for one in held:
        assert '"running"' in next(one)
    assert [json.loads(said[6:])["state"] for said in watch(jobs)] == ["running"]
    assert "正在查看结果" in json.loads(next(watch(jobs, "zh-CN"))[6:])["stage"]
    held[0].close()  # its page was closed
    again = watch(jobs)
    next(again)
    go_on.set()
    assert '"done"' in [*again][-1]


def test_what_goes_wrong_is_told_unless_somebody_stopped_it() -> None:
    def fail(job: Job) -> None:
        raise ValueError("the disk is on fire")

    jobs = Jobs()
    job = jobs.start("build", "shop.csv", [], by="Mia", after=fail)
    ended()
    assert (job.state, job.problem) == ("failed", "the disk is on fire")
