"""Fixtures for tests that run the installed command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.browsing import browser, page, server
from tests.e2e.server import example_index
from tests.toy import write_shop

__all__ = ["browser", "example_index", "page", "server"]  # fixtures of every test here

BOWERBIRD = Path(sys.executable).with_name("bowerbird")

Bowerbird = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def bowerbird() -> Bowerbird:
    """Runs the installed command: `bowerbird("search", "lamp", cwd=folder)`."""

    def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(BOWERBIRD), *(str(argument) for argument in arguments)]
        return subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False
        )

    return run


@pytest.fixture(scope="session")
def lite_shop(bowerbird: Bowerbird, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy shop indexed by the command itself with `lite`: catalog.csv and data/index."""
    folder = tmp_path_factory.mktemp("lite")
    write_shop(folder)
    built = bowerbird("index", "catalog.csv", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder
