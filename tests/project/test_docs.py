"""The documentation says what the program does, because it is held to it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from benchmarks import readme
from search import errors
from search.signals import SIGNALS
from tests.project import commands_doc

ROOT = Path(__file__).resolve().parents[2]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(commands_doc.commands()))
def test_every_command_is_documented_as_it_is(name: str) -> None:
    text = commands_doc.help_text(name, commands_doc.commands()[name])
    assert text in DOCS["commands.md"], "run scripts/docs, and give a new command its block"


def test_every_error_code_is_documented() -> None:
    codes = {
        found.code
        for found in vars(errors).values()
        if isinstance(found, type) and issubclass(found, errors.BowerbirdError)
    }
    codes.discard("error")
    assert codes
    for code in codes:
        assert f"`{code}`" in DOCS["commands.md"]


def test_every_link_between_documents_leads_somewhere() -> None:
    for folder, text in [
        (ROOT, README),
        (ROOT, CHINESE),
        *[(ROOT / "docs", text) for text in DOCS.values()],
    ]:
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            if "://" not in link:
                assert (folder / link).exists(), link


@pytest.mark.parametrize("path", readme.PAGES, ids=lambda path: path.name)
def test_the_readmes_tables_are_those_of_the_results(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert readme.filled(text) == text, "run scripts/docs"


def test_the_chinese_readme_has_the_commands_of_the_english_one() -> None:
    """And its code, its sections and its tables: what is said around them is a translator's."""

    def code(text: str) -> list[str]:
        blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
        lines = (
            re.sub(r"\s+# .*", "", line).rstrip() for block in blocks for line in block.split("\n")
        )
        return [line for line in lines if line]

    def shape(text: str) -> list[str]:
        return re.findall(r"^(#+) |^(<!-- /?\w+ -->)$", text, re.MULTILINE)

    assert code(CHINESE) == code(README)
    assert shape(CHINESE) == shape(README)


def test_the_readmes_python_runs(monkeypatch: pytest.MonkeyPatch, shop: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    ast.parse(code)
    from tests.toy import ToyEncoder

    monkeypatch.chdir(shop)
    (shop / "data").mkdir(exist_ok=True)
    if not (shop / "data/index").exists():
        (shop / "data/index").symlink_to(shop / "index")
    monkeypatch.setattr("search.searcher.load_encoder", lambda _: ToyEncoder())
    exec(compile(code, "README.md", "exec"), {})


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = project.split("dependencies = [")[1].split("]")[0]
    names = re.findall(r'"([A-Za-z0-9_.-]+?)[><=]', listed)
    assert len(names) > 15
    for name in names:
        assert name.lower() in DOCS["dependencies.md"].lower(), name


def test_no_path_of_a_machine_and_no_registry_is_written_down() -> None:
    import subprocess

    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, text=True, capture_output=True, check=True
    ).stdout.split()
    places = re.compile(
        "/work" + "/|/root" + "/|files." + "pythonhosted|pypi." + "org|deb." + "debian"
    )
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".json", ".html", ".js", ".css", ".csv", ""}:
            assert not places.search(path.read_text(encoding="utf-8")), name


def test_every_signal_says_in_words_what_it_means() -> None:
    for signal in SIGNALS.values():
        assert len(signal.meaning) > 10
