"""The language of a page: which one a request gets, and what everything is called in it.

English is what the code and the templates say; every other language is one catalogue, a .po file in
`web/languages` that any translator's tool can edit. It is read as it is, so nothing is compiled.

The kernel speaks English, in whole sentences with values in them (notes, errors). In a catalogue these
are entries with the context `kernel`, `{}` for each value; what no entry fits stays English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from web.address import Address
from web.responses import see

COOKIE = "language"
NAMES: Mapping[str, str] = {"en": "English", "zh-CN": "简体中文"}
"""By the code that `lang` in an address, the cookie and the `lang` of a page give."""

_FOLDER = Path(__file__).with_name("languages")
_YEAR = 365 * 86_400
_KERNEL = "kernel"


@dataclass(frozen=True, slots=True)
class Language:
    """`plurals` are by the singular of the English, with all forms alike, as in Chinese."""

    code: str
    messages: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[tuple[re.Pattern[str], str], ...] = ()

    def gettext(self, text: str) -> str:
        return self.messages.get(text, text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.messages.get(one, one if number == 1 else many)

    def sentence(self, text: str) -> str:
        """What the kernel said, in this language, with its values where they belong."""
        for pattern, said in self.sentences:
            if match := pattern.fullmatch(text):
                return said.format(*match.groups())
        return text


@cache
def read_language(code: str) -> Language:
    """The language of a code in `NAMES`."""
    if code == "en":
        return Language(code)
    from babel.messages.pofile import read_po

    with (_FOLDER / f"{code}.po").open("rb") as file:
        catalogue = read_po(file)
    messages, sentences = {}, []
    for message in catalogue:
        if not message.id or not message.string or message.fuzzy:
            continue
        if message.context == _KERNEL:
            sentences.append((_pattern(str(message.id)), str(message.string)))
        else:
            one = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, str) else message.string[0]
            messages[one] = said
    return Language(code, messages, tuple(sentences))


def language() -> Language:
    """The language of this request: the cookie's, else the one that the browser likes best; English
    outside of one."""
    if not has_request_context():
        return read_language("en")
    if "language" not in g:
        g.language = read_language(_wanted())
    found: Language = g.language
    return found


def say(text: str, **values: object) -> str:
    """`text` in the language of this request, with `%(name)s` filled in."""
    said = language().gettext(text)
    return said % values if values else said


_ = say
"""As translators' tools look for it."""


def later(text: str) -> str:
    """Marks a text for translators that is said elsewhere."""
    return text


def speak(app: Flask) -> None:
    """Lets the templates say `_()`, and every address take `lang`."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    env: Any = app.jinja_env
    env.install_gettext_callables(
        lambda text: language().gettext(text),
        lambda one, many, number: language().ngettext(one, many, number),
        newstyle=True,
    )
    env.globals["language"] = language
    app.add_template_filter(lambda text: language().sentence(text), "sentence")
    app.before_request(_choose)
    app.after_request(_vary)


def _choose() -> Response | None:
    """`?lang=…` on a page: remembers it, and goes on to the address without it, which is the same for
    whoever it is shared with."""
    code = _known(request.args.get("lang", ""))
    if code is None or request.method != "GET" or request.path.startswith("/api/"):
        return None
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    response = see(Address(tuple(rest)).at(request.path))
    response.set_cookie(COOKIE, code, max_age=_YEAR, samesite="Lax", httponly=True)
    return response


def _vary(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = language().code
        response.vary.add("Accept-Language")
    return response


def _wanted() -> str:
    chosen = _known(request.cookies.get(COOKIE, ""))
    if chosen is not None:
        return chosen
    liked = (_known(code) for code in request.accept_languages.values())
    return next((code for code in liked if code), "en")


def _known(code: str) -> str | None:
    """The code in `NAMES` of the same language, wherever it is spoken."""
    speech = code.lower().split("-")[0]
    return next((name for name in NAMES if name.lower().split("-")[0] == speech), None)


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in sentence.split("{}"))
    return re.compile("(.+?)".join(parts), re.DOTALL)
