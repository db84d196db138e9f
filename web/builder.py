"""Rebuilds and other long work for the merchant, each in a process of its own.

The server starts the installed command, reads what it says of its progress, and keeps answering whatever
becomes of it: a build that fails, is stopped or eats its memory leaves the active version as it was.
`web` never imports `indexer`: they meet in the command and on the disk. One job at a time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from search.errors import BowerbirdError, BuildRunning, InvalidCatalogue

COMMAND: Sequence[str] = (
    sys.executable, "-c", "from search.cli import main; main(prog_name='bowerbird')",
)  # fmt: skip
"""`bowerbird`, by this interpreter: what is on the path may be another installation."""

CHECK_SECONDS = 300.0
POLITE = 10
"""Added to the niceness of a job, so that shoppers come first."""

MOST_WATCHERS = 1
"""Streams of progress that are held open: each takes a thread of the server from the shoppers."""

LOOKING = "looking at the result"
"""The last stage of a job, when its commands have ended."""

SAID = 4_000
"""Characters of what a job said that are kept."""


@dataclass
class Job:
    """`state` is running, done, failed or stopped; `results` are what its commands printed as
    JSON, and `after` what was found out or done when they had ended."""

    kind: str
    name: str
    by: str
    started: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    state: str = "running"
    stage: str = "starting"
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    problem: str = ""
    results: list[dict[str, Any]] = field(default_factory=list)
    after: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return dict(vars(self))


class Jobs:
    """One long piece of work at a time; safe to ask from many threads."""

    def __init__(self) -> None:
        self.watchers = threading.BoundedSemaphore(MOST_WATCHERS)
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._process: subprocess.Popen[str] | None = None

    @property
    def latest(self) -> Job | None:
        """The job that runs, or ran last; its fields change while it does."""
        return self._job

    def start(
        self,
        kind: str,
        name: str,
        commands: Sequence[Sequence[str | Path]],
        *,
        by: str,
        after: Callable[[Job], None] = lambda _: None,
    ) -> Job:
        """Starts `bowerbird` with the arguments in `commands`, one after the other; each must print JSON.

        `after` is called when all ended well, in the thread that watches. Raises `BuildRunning` while
        another job runs.
        """
        with self._lock:
            if self._job is not None and self._job.state == "running":
                raise BuildRunning(
                    f"A {self._job.kind} ({self._job.name}) is running since {self._job.started}.",
                    remedy="Wait until it has finished, or stop it.",
                    value=self._job.name,
                )
            job = self._job = Job(kind, name, by)
        work = (job, [[str(part) for part in command] for command in commands], after)
        threading.Thread(target=self._work, args=work, name="job", daemon=True).start()
        return job

    def stop(self) -> bool:
        """Ends the running job; whether there was one. What it had not done by now it never does."""
        with self._lock:
            if self._job is None or self._job.state != "running":
                return False
            self._job.state = "stopped"
            if self._process is not None:
                self._process.kill()
        return True

    def unless_stopped(self, job: Job, act: Callable[[], None]) -> bool:
        """Does what cannot be taken back for a job that is still wanted, and says whether it did: a stop
        comes before it or after it, never between."""
        with self._lock:
            if job.state != "running":
                return False
            act()
        return True

    def _work(
        self, job: Job, commands: Sequence[Sequence[str]], after: Callable[[Job], None]
    ) -> None:
        try:
            for command in commands:
                output = self._run(job, command)
                if job.state == "stopped":
                    return
                job.results.append(json.loads(output))
            job.stage = LOOKING
            after(job)
        except Exception as problem:  # whatever it was, the page must say so and the server go on
            self._end(job, "failed", str(problem))
        else:
            self._end(job, "done")

    def _end(self, job: Job, state: str, problem: str = "") -> None:
        with self._lock:
            if job.state == "running":
                job.problem, job.state = problem, state

    def _run(self, job: Job, arguments: Sequence[str]) -> str:
        with self._lock:
            if job.state == "stopped":
                return ""
            self._process = process = subprocess.Popen(
                [*COMMAND, *arguments],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True, start_new_session=True,
            )  # fmt: skip
        with suppress(AttributeError, OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, POLITE)
        output: list[str] = []
        begun, said = time.monotonic(), ""
        with process:
            assert process.stdout is not None
            assert process.stderr is not None
            reader = threading.Thread(target=lambda out=process.stdout: output.append(out.read()))
            reader.start()  # a pipe that nobody reads fills up, and the job would stand still
            for line in process.stderr:
                job.seconds = round(time.monotonic() - begun, 1)
                if (told := _progress(line)) is None:
                    said = (said + line)[-SAID:]
                else:
                    job.stage, job.done, job.total = told
            reader.join()
        job.seconds = round(time.monotonic() - begun, 1)
        if process.returncode and job.state != "stopped":
            raise BowerbirdError(_last_words(said, process.returncode))
        return output[0]


def check(arguments: Sequence[str | Path]) -> dict[str, Any]:
    """What `bowerbird index … --check` finds. Raises `InvalidCatalogue` with its words."""
    try:
        ended = subprocess.run(
            [*COMMAND, "index", *map(str, arguments), "--check", "--json"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=CHECK_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise InvalidCatalogue(
            f"Reading the catalogue takes longer than {CHECK_SECONDS:.0f} s.",
            remedy="Build it with bowerbird index.",
            limit=CHECK_SECONDS,
        ) from None
    if ended.returncode:
        raise InvalidCatalogue(_last_words(ended.stderr, ended.returncode))
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def _progress(line: str) -> tuple[str, int, int] | None:
    if not line.startswith('{"stage"'):
        return None
    try:
        told = json.loads(line)
        return str(told["stage"]), int(told["done"]), int(told["total"])
    except (ValueError, KeyError, TypeError):
        return None


def _last_words(said: str, code: int) -> str:
    """The message of a command that ended badly, without its label; or what a crash left."""
    text = said.strip()
    at = text.rfind("Error: ")
    if at >= 0 and "Traceback" not in text[at:]:
        return " ".join(text[at + len("Error: ") :].split())
    last = text.splitlines()[-1] if text else "it said nothing"
    return f"It ended with {code}: {last}"
