from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search import encoders
from search.artifact import current_version
from search.doctor import doctor
from search.errors import EncoderUnavailable
from tests.toy import ToyEncoder


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `lite` itself needs is tests/contract/test_lite.py."""
    monkeypatch.setattr(encoders, "load_encoder", lambda spec: ToyEncoder())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(doctor, arguments)


def test_a_sound_installation_is_said_to_be_sound(shop: Path) -> None:
    result = run("--index", str(shop / "index"))
    assert result.exit_code == 0, result.output
    assert "BAD" not in result.output
    for name in ("the package 'search'", "the package 'web'", "torch", "openvino", "'lite' toy"):
        assert name in result.output
    assert f"index {current_version(shop / 'index')}: 20 products, toy" in result.output


def test_a_package_that_belongs_to_someone_else_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`web.py` installs a top-level `web` too."""
    find = importlib.util.find_spec
    stranger = ModuleSpec("web", None, origin=str(tmp_path / "web" / "__init__.py"))
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: stranger if name == "web" else find(name)
    )
    result = run()
    assert result.exit_code == 1
    assert f"BAD  the package 'web' is {tmp_path / 'web'}" in result.output


def test_a_package_that_is_missing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "indexer" else find(name)
    )
    result = run()
    assert result.exit_code == 1
    assert "BAD  the package 'indexer' is missing" in result.output


def test_an_encoder_that_cannot_be_loaded_and_an_index_that_is_not_there_are_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(spec: str) -> ToyEncoder:
        raise EncoderUnavailable("no weights.", remedy="Run: pip install them")

    monkeypatch.setattr(encoders, "load_encoder", fail)
    result = run("--index", str(tmp_path))
    assert result.exit_code == 1
    assert "BAD  no weights. Run: pip install them" in result.output
    assert f"BAD  There is no active index in {tmp_path}" in result.output
