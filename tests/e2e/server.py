"""The real thing for tests: an index made by the installed command, and a server process over it.

Nothing is imported from the program: what runs here is what a shop would run. Embeddings are kept
between runs in pytest's cache, so only the first run waits for the models.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Self
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
COMMAND = Path(sys.executable).with_name("bowerbird")
READY = re.compile(r"Bowerbird is ready at (http://\S+)")
SECONDS = 180
"""The longest that a model may take to load on a busy machine."""


def run_bowerbird(*arguments: str | Path) -> str:
    """What the command prints. Fails with everything it said where it does not end well."""
    ended = subprocess.run(
        [COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=900, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="session")
def example_index(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """An index of the example shop. Not to be changed; give each server a state of its own."""
    index = tmp_path_factory.mktemp("example") / "index"
    kept = getattr(pytestconfig, "cache", None)  # absent under -p no:cacheprovider
    cache = kept.mkdir("bowerbird") if kept else index.with_name("index.cache")
    run_bowerbird("index", EXAMPLES / "catalog/catalog.csv", "--index", index, "--cache", cache)
    return index


@dataclass
class Server:
    """A running `bowerbird serve`, and everything it has said so far."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    url: str = ""

    @classmethod
    def start(cls, *arguments: str | Path, environment: Mapping[str, str]) -> Self:
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", "0", *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
        )  # fmt: skip
        server = cls(process)
        ready = threading.Event()
        threading.Thread(target=server._listen, args=[ready], daemon=True).start()
        if not ready.wait(SECONDS) or not server.url:
            process.kill()
            process.wait()
            pytest.fail(f"The server did not become ready. It said:\n{server.said}")
        return server

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def get(self, path: str) -> bytes:
        with urlopen(self.url + path, timeout=SECONDS) as answer:
            body: bytes = answer.read()
        return body

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code."""
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def _listen(self, ready: threading.Event) -> None:
        # To the end: a pipe that nobody reads fills up, and the server would stand still.
        assert self.process.stdout
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line)
                if found := READY.search(line):
                    self.url = found[1]
                    ready.set()
        ready.set()


@contextmanager
def serving(
    index: Path,
    *more: str | Path,
    state: Path,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Server]:
    """A server for as long as the block lasts; prints what it said where it died meanwhile."""
    server = Server.start("--index", index, "--state", state, *more, environment=dict(environment))
    try:
        yield server
    finally:
        code = server.process.poll()
        if code is not None:
            print(f"The server ended by itself with {code}. It said:\n{server.said}")  # noqa: T201
        else:
            assert server.stop() == 0, server.said
