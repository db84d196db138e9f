"""`docs/api.md` says what the API is described as, and names every error code with its status."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from search import errors
from search.errors import BowerbirdError
from search.live import Live
from tests.project.api_doc import PATH, filled, operations
from tests.toy import ToyEncoder
from web.address import PARAMETERS
from web.app import create_app
from web.errors import HTTP_ERRORS, STATUS, status_of
from web.forms import PictureGone
from web.keys import AdminOff, KeyNeeded
from web.openapi import describe
from web.schemas import SearchGiven

DOCS = PATH.read_text(encoding="utf-8")


@pytest.fixture
def app(shop: Path, tmp_path: Path) -> Flask:
    return create_app(Live(shop / "index", state=tmp_path, encoder=ToyEncoder()))


@pytest.fixture
def api(app: Flask) -> dict[str, Any]:
    return describe(app)


def test_the_reference_is_the_description(api: dict[str, Any]) -> None:
    assert filled(DOCS, api) == DOCS, "run scripts/docs"


def test_every_route_of_the_api_is_described(app: Flask, api: dict[str, Any]) -> None:
    variable = re.compile(r"<(?:path:)?([^>]+)>")
    routes = {
        (method, variable.sub(r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/") and not rule.endpoint.startswith("reference.")
    }
    assert {(method, path) for method, path, _ in operations(api)} == routes


def test_an_address_of_the_page_has_the_parameters_of_the_api() -> None:
    assert set(PARAMETERS) == set(SearchGiven.model_fields)


def test_every_error_code_is_listed_with_its_status() -> None:
    ours = [e for e in vars(errors).values() if isinstance(e, type) and e is not BowerbirdError]
    raised = [e for e in ours if issubclass(e, BowerbirdError)] + [PictureGone, AdminOff, KeyNeeded]
    for code, status in [(e.code, status_of(e(""))) for e in raised] + [
        (code, status) for status, (code, _, _) in HTTP_ERRORS.items()
    ]:
        assert re.search(rf"^\| {status} \|.*`{code}`", DOCS, re.M), (code, status)
    assert STATUS[BowerbirdError] == 500
