"""One catalogue value becomes clean text: whole characters, no mark-up, single spaces.

It is not tokenising or stemming (`search.text`): what comes out is still what the shop wrote, fit
to be shown to a shopper. Applied twice it changes nothing, so a cleaned catalogue can be cleaned
again.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import ftfy
import pandas as pd

# What spreadsheets and scripts write where a value is missing.
MISSING_WORDS = frozenset({"nan", "null", "none", "n/a"})

# Typography is the shop's own: curled quotes and full-width punctuation stay.
_FTFY = ftfy.TextFixerConfig(
    unescape_html=False, uncurl_quotes=False, fix_character_width=False, normalization="NFC"
)
# ftfy costs 50 microseconds a value. All that it mends is one of these: two odd characters in a
# row (not CJK), a lead byte before what was a no-break space, ligatures, C1 controls, surrogates.
_MANGLED = re.compile(
    "[\x80-\u2e7f]{2}|[\u00c2\u00c3\u00c5\u00ce\u00d0\u00d9\u00e2\u00e3] "
    "|[\x80-\x9f\ufb00-\ufb06\ud800-\udfff]"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<!\[CDATA\[|<!doctype|<\?", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?[^>]*>?|<!\[CDATA\[|\]\]>|<!(?!--)[^>]*>?")
_BLOCK = re.compile(
    r"<(?=/?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|form|"
    r"h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b)",
    re.IGNORECASE,
)
_WHOLE_TAG = re.compile(r"""</?[A-Za-z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_HIDDEN = re.compile(r"<(?:script|style|template|textarea|title|xmp|plaintext|!)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Control characters but white space; soft hyphen, zero-width space, direction marks, lone halves
# of surrogate pairs, byte-order mark. The zero-width joiners stay: emoji and Persian need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f"
    "\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_ROUNDS = 10  # &amp;amp;lt; is peeled one layer a round; nobody escapes ten times over


def clean_text(text: str) -> str:
    """`text` without mark-up, entities, control characters and needless white space, in NFC."""
    for _ in range(_ROUNDS):
        cleaned = _once(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def clean_column(values: Iterable[Any], *, keep_missing_words: bool = False) -> list[str]:
    """`clean_text` of every value, "" for a missing one; each distinct value is cleaned once."""
    known: dict[str, str] = {}
    cleaned = []
    for value in values:
        raw = as_text(value)
        if raw not in known:
            text = clean_text(raw)
            missing = not keep_missing_words and text.casefold() in MISSING_WORDS
            known[raw] = "" if missing else text
        cleaned.append(known[raw])
    return cleaned


def clean_id(value: Any) -> str:
    """An id as text: characters that nobody sees are dropped, nothing else is changed."""
    return _UNSEEN.sub("", as_text(value)).strip()


def is_missing(value: Any) -> bool:
    """Whether `value` is None or another of the marks that pandas has for nothing."""
    return not isinstance(value, str | list | tuple | dict) and bool(pd.isna(value))


def as_text(value: Any, *, between: str = ", ") -> str:
    """A value of any type in the words of a catalogue; lists are joined with `between`."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return between.join(filter(None, (as_text(item) for item in value)))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if is_missing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _once(text: str) -> str:
    if not text.isascii():
        text = ftfy.fix_text(text, _FTFY) if _MANGLED.search(text) else text
        text = unicodedata.normalize("NFC", text)
    if "<" in text and _TAG.search(text):
        text = _without_tags(text)
    elif "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return " ".join(_UNSEEN.sub("", text).split())


def _without_tags(text: str) -> str:
    markup = _BLOCK.sub(" <", _DECLARATION.sub(" ", text))  # declarations confuse the parser
    # Well-formed tags around plain text need no parser, which is far slower. Entities are left
    # to the next round.
    stripped = _WHOLE_TAG.sub("", markup)
    if not _HIDDEN.search(markup) and not _TAG.search(stripped):
        return stripped
    return parse_html(markup)


def parse_html(markup: str) -> str:
    """What a browser would show of `markup`: no script, style, template or comment."""
    # Imported here: most catalogues have none that needs a parser.
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    try:
        return str(BeautifulSoup(markup, "html.parser").get_text())
    except ParserRejectedMarkup:
        return re.sub(r"<[^>]*>?", " ", markup)
