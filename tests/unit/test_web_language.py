"""Pages in two languages: every word of theirs is translated, and a request gets the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from indexer.problems import Kind
from search.live import Live
from search.rules import Action
from search.signals import SIGNALS
from tests.toy import ToyEncoder
from web.admin.builds import NOUNS
from web.app import create_app
from web.builder import LOOKING
from web.errors import HTTP_ERRORS
from web.language import NAMES, read_language

WEB = Path(__file__).parents[2] / "web"
VALUE = re.compile(r"%\(\w+\)s|\{\w*\}")


@pytest.fixture
def client(shop: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    live = Live(shop / "index", state=tmp_path / "state", encoder=ToyEncoder())
    yield create_app(live).test_client()
    assert live.searcher.events
    live.searcher.events.close()


def said_on_pages() -> set[str]:
    found = extract_from_dir(
        WEB,
        method_map=[("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")],
        options_map={"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}},
        keywords={"_": None, "later": None, "ngettext": (1, 2)},
    )
    texts = {text if isinstance(text, str) else text[0] for _, _, text, *_ in found}
    return texts | {signal.meaning for signal in SIGNALS.values()}


@pytest.mark.parametrize("code", [code for code in NAMES if code != "en"])
def test_everything_a_page_says_is_translated(code: str) -> None:
    texts = said_on_pages()
    assert len(texts) > 150
    missing = sorted(texts - read_language(code).messages.keys())
    assert missing == [], f"add these to web/languages/{code}.po"


@pytest.mark.parametrize("code", [code for code in NAMES if code != "en"])
def test_nothing_is_translated_that_no_page_says(code: str) -> None:
    assert sorted(read_language(code).messages.keys() - said_on_pages()) == []


@pytest.mark.parametrize("code", [code for code in NAMES if code != "en"])
def test_a_translation_has_the_values_of_its_english(code: str) -> None:
    with (WEB / "languages" / f"{code}.po").open("rb") as file:
        for message in read_po(file):
            if message.id and message.context is None:
                english = message.id if isinstance(message.id, str) else message.id[1]
                other = message.string if isinstance(message.string, str) else message.string[0]
                assert sorted(VALUE.findall(english)) == sorted(VALUE.findall(other)), english
            elif message.id:
                count = str(message.id).count("{}")
                used = {int(number) for number in re.findall(r"\{(\d)\}", str(message.string))}
                assert used <= set(range(count)), message.id


@pytest.mark.parametrize("code", [code for code in NAMES if code != "en"])
def test_every_error_of_http_is_a_sentence_in_each_language(code: str) -> None:
    for _, message, remedy in HTTP_ERRORS.values():
        filled = remedy.format(allowed="GET", limit="10", takes="Send JSON.")
        for text in (message, filled):
            if text not in ("Use GET.", "Send JSON."):
                assert read_language(code).sentence(text) != text, text


@pytest.mark.parametrize("code", [code for code in NAMES if code != "en"])
def test_names_that_the_merchant_reads_are_translated(code: str) -> None:
    names = [*NOUNS, *Kind, *Action, "starting", "pictures", "texts", LOOKING]
    spoken = read_language(code)
    plain = [name.replace("_", " ") for name in names]
    assert [name for name in plain if spoken.sentence(name) == name] == []


def test_a_sentence_of_the_kernel_keeps_its_values() -> None:
    chinese = read_language("zh-CN")
    note = "Searched for 'lamp' instead of 'lapm'; write \"lapm\" to keep your spelling."
    assert chinese.sentence(note) == (
        "已按 'lamp' 搜索，而不是 'lapm'；写成 \"lapm\" 即可保留原来的拼写。"
    )
    assert chinese.sentence("Something that nobody translated.") == (
        "Something that nobody translated."
    )


@pytest.mark.parametrize(
    ("accepted", "code"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("zh", "zh-CN"), ("en-GB,zh;q=0.5", "en"),
     ("de,fr;q=0.8", "en"), ("de,zh-TW;q=0.8", "zh-CN"), ("", "en")],
)  # fmt: skip
def test_a_browser_says_which_language_it_likes(
    client: FlaskClient, accepted: str, code: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert f'<html lang="{code}"' in answer.text
    assert answer.headers["Content-Language"] == code
    assert "Accept-Language" in answer.headers["Vary"]
    assert ("搜索商店" in answer.text) == (code == "zh-CN")


def test_a_link_changes_the_language_and_leaves_the_address_as_it_was(client: FlaskClient) -> None:
    answer = client.get("/?q=red+mug&lang=zh-CN&filter=brand%3DAcme")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/?q=red+mug&filter=brand%3DAcme"
    page = client.get("/?q=red+mug").text
    assert '<html lang="zh-CN"' in page
    assert "件很相符" in page
    assert "您写的词" in page
    client.get("/?lang=en")
    assert '<html lang="en"' in client.get("/", headers={"Accept-Language": "zh"}).text


def test_errors_and_notes_are_in_the_language_of_the_page(client: FlaskClient) -> None:
    chinese = {"Accept-Language": "zh-CN"}
    page = client.get("/?q=lamp&filter=colr%3Dred", headers=chinese).text
    assert "没有可供筛选的列 &#39;colr&#39;" in page
    assert "您是不是想用 &#39;colour&#39;？" in page
    assert "此地址没有内容。" in client.get("/nowhere", headers=chinese).text
    assert "目录中没有这些词" in client.get("/?q=zzzz", headers=chinese).text


def test_the_api_speaks_english_to_everyone(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=zzzz", headers={"Accept-Language": "zh-CN"})
    assert answer.json["notes"] == [
        "No word of the query occurs in the catalogue: found by meaning alone."
    ]
