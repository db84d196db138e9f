"""The arrows of docs/design.md, read from the imports themselves: which package may import which."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("search", "indexer", "web")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MODELS = {"torch", "torchvision", "open_clip", "timm", "transformers", "openvino", "tokenizers"}
MOST_LINES = 330


def imports(path: Path, *, at_run_time: bool = False) -> Iterator[str]:
    """The modules that a file imports, anywhere in it; without those for type checkers if asked."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    if at_run_time:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                skipped |= set(ast.walk(node))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            yield node.module or ""


def tops(path: Path, *, at_run_time: bool = False) -> set[str]:
    return {name.split(".")[0] for name in imports(path, at_run_time=at_run_time)}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_files_to_look_at() -> None:
    assert len(FILES) > 40
    assert "search" in tops(ROOT / "indexer" / "build.py")
    assert "torch" in tops(ROOT / "search" / "encoders" / "lite.py")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_follow_the_arrows(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    forbidden = {"search": {"indexer", "web"}, "indexer": {"web"}, "web": {"indexer"}}[package]
    assert tops(path).isdisjoint(forbidden)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_library_has_one_home(path: Path) -> None:
    name = name_of(path)
    found = tops(path, at_run_time=True)
    if not name.startswith("search/encoders/") and name != "search/learning/slate.py":
        assert found.isdisjoint(MODELS)
    if not name.startswith("indexer/"):
        assert "pandas" not in found
    if not name.startswith("web/"):
        assert found.isdisjoint({"flask", "werkzeug", "jinja2", "waitress"})
    if name != "search/learning/environment.py":
        assert "gymnasium" not in found
    if name not in ("search/learning/plot.py", "search/evaluation/drawn.py"):
        assert "matplotlib" not in found
    if name not in ("search/scan.py", "search/vectors.py", "search/words.py"):
        assert found.isdisjoint({"faiss", "bm25s"})


def test_models_are_imported_only_inside_functions() -> None:
    """At the top of a module they would be loaded by whoever imports it."""
    for path in (*(ROOT / "search" / "encoders").glob("*.py"), ROOT / "search/learning/slate.py"):
        tree = ast.parse(path.read_text())
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert {n.split(".")[0] for n in names}.isdisjoint(MODELS), path


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_module_says_what_it_is_and_is_short_enough_to_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, f"{name_of(path)} has no docstring"
    lines = text.count("\n")
    assert lines <= MOST_LINES, f"{name_of(path)} has {lines} lines; the limit is {MOST_LINES}"


def test_only_commands_print_or_exit_or_read_the_environment() -> None:
    """A library that prints cannot be used in another program."""
    for path in FILES:
        name = name_of(path)
        if name.startswith("web/") or path.stem in ("cli", "commands", "doctor", "progress"):
            continue
        code = ast.unparse(ast.parse(path.read_text()))
        for banned in (r"\bprint\(", r"\bsys\.exit\(", r"\bos\.environ\b", r"\bos\.getenv\("):
            assert not re.search(banned, re.sub(r'""".*?"""', "", code, flags=re.DOTALL)), name


def test_every_library_that_is_imported_is_declared() -> None:
    """What is only there because another library happens to need it may be gone tomorrow."""
    declared = {
        re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")
        for requirement in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
            "dependencies"
        ]
    }
    homes = packages_distributions()
    for path in FILES:
        for top in tops(path) - set(sys.stdlib_module_names) - set(PACKAGES):
            owners = {home.lower().replace("_", "-") for home in homes.get(top, [top])}
            owners |= {"flask"} if top in ("werkzeug", "jinja2", "markupsafe") else set()
            assert owners & declared, f"{name_of(path)} imports {top}, of {sorted(owners)}"
