"""`bowerbird serve`, as far as it goes without serving; `tests/e2e` starts the real one."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from search.errors import IndexMissing, InvalidInput
from web.cli import listen, serve


def test_a_missing_index_names_the_command_that_builds_one(tmp_path: Path) -> None:
    problem = CliRunner().invoke(serve, ["--index", str(tmp_path / "index")]).exception
    assert isinstance(problem, IndexMissing)
    assert "bowerbird index" in problem.remedy


def test_a_port_that_is_taken_is_said_to_be(shop: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        arguments = ["--index", str(shop / "index"), "--state", str(tmp_path), "--port", str(port)]
        problem = CliRunner().invoke(serve, arguments).exception
    assert isinstance(problem, InvalidInput)
    assert f"127.0.0.1:{port}" in problem.message
    assert "--port" in problem.remedy


def test_a_host_that_is_not_ours_is_an_error_and_not_a_traceback() -> None:
    with pytest.raises(InvalidInput, match="no-such-host"):
        listen("no-such-host.invalid", 0)


def test_any_free_port_can_be_asked_for() -> None:
    with listen("127.0.0.1", 0) as first, listen("127.0.0.1", 0) as second:
        assert first.getsockname()[1] != second.getsockname()[1] != 0
