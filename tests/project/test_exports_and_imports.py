"""What `import search` gives, and what it does not drag in."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import indexer
import search
from search import errors

ROOT = Path(__file__).resolve().parents[2]
OURS = ("search", "indexer", "web", "benchmarks")
HEAVY = ("torch", "open_clip", "timm", "transformers", "openvino", "faiss", "pandas", "flask")


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has after `statement`."""
    code = f"{statement}\nimport sys\nprint(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(said.stdout.split())


def test_every_exported_name_is_there_and_comes_from_search() -> None:
    assert search.__all__ == sorted(search.__all__)
    for name in search.__all__:
        assert getattr(search, name).__module__.startswith("search."), name
    assert set(search.__all__) <= set(dir(search))


def test_what_type_checkers_see_is_what_is_exported() -> None:
    tree = ast.parse(Path(search.__file__).read_text())
    seen = {
        alias.name
        for block in ast.walk(tree)
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == set(search.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(search, "Serch")


def test_import_search_loads_no_library_that_takes_time() -> None:
    assert loaded_by("import search").isdisjoint({*HEAVY, "numpy", "pyarrow", "PIL"})
    assert loaded_by("from search import BowerbirdError").isdisjoint(HEAVY)


def test_a_build_that_finds_nothing_new_loads_no_model_and_no_parser_of_pages() -> None:
    loaded = loaded_by("import indexer.build, indexer.printed, search.encoders.lite")
    assert loaded.isdisjoint({"torch", "timm", "openvino", "transformers", "rapidocr", "bs4"})


def test_a_searcher_loads_neither_a_model_nor_the_other_packages() -> None:
    found = loaded_by("from search import Searcher")
    assert found.isdisjoint({*HEAVY, "indexer", "web"} - {"faiss"})


def test_the_command_line_answers_help_of_its_own_without_a_model() -> None:
    assert loaded_by("import search.cli, search.commands").isdisjoint(HEAVY)


@pytest.mark.parametrize("package", [search, indexer], ids=lambda package: package.__name__)
def test_the_walk_through_a_package_passes_every_file(package: ModuleType) -> None:
    folder = Path(package.__file__ or "").parent
    rooms = {p.stem for p in folder.glob("[a-z]*.py")} | {
        p.parent.name for p in folder.glob("*/__init__.py")
    }
    named = set(re.findall(r"`(\w+)[.\w]*`", package.__doc__ or ""))
    assert sorted(rooms - named) == []


def leaves() -> list[type[errors.BowerbirdError]]:
    found, waiting = [], [errors.BowerbirdError]
    while waiting:
        kind = waiting.pop()
        mine = [k for k in kind.__subclasses__() if k.__module__ == "search.errors"]
        waiting += mine
        found += [kind] if not mine else []
    return found


def test_every_error_stands_in_the_tree_under_its_parent() -> None:
    """The docstring of `search.errors` draws the tree; indentation says whose child an error is."""
    drawn: dict[str, str] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^    ((?:│   |    )*)(?:[├└]── )?([A-Z]\w+)", line)
        if found is None:
            continue
        depth = 0 if found[2] == "BowerbirdError" else 1 + len(found[1]) // 4
        path = [*path[:depth], found[2]]
        drawn[found[2]] = path[depth - 1] if depth else "Exception"
    real = {
        name: kind.__base__.__name__
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, Exception)
    }
    assert drawn == real


def test_every_error_of_the_other_packages_is_a_leaf_of_the_tree() -> None:
    """An error that a caller can meet is named where callers look for it, or stays private."""

    strangers = [
        kind.__qualname__
        for kind in errors.BowerbirdError.__subclasses__()
        if kind.__module__.split(".")[0] not in ("search", "tests")
    ]
    assert strangers == []


def test_every_leaf_has_a_code_of_its_own() -> None:
    kinds = leaves()
    assert len(kinds) > 10
    codes = [vars(kind).get("code") for kind in kinds]
    assert None not in codes
    assert len(set(codes)) == len(codes)


def test_a_message_and_its_remedy_make_one_sentence_each() -> None:
    problem = errors.InvalidQuery("The query is empty.", remedy="Give words.")
    assert str(problem) == "The query is empty. Give words."
    assert str(errors.InvalidQuery("The query is empty.")) == "The query is empty."


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda p: p.stem)
def test_what_a_benchmark_imports_from_us_is_there(path: Path) -> None:
    """They run for minutes, so no test runs them: but none names what is gone."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OURS:
            module = importlib.import_module(node.module or "")
            for name in node.names:
                assert hasattr(module, name.name), f"{node.module} has no {name.name}"
