"""`docs/api.md` names every route, parameter and error code that there is, and no route that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search import errors
from search.errors import BowerbirdError
from search.live import Live
from tests.toy import ToyEncoder
from web.address import PARAMETERS
from web.app import create_app
from web.errors import HTTP_ERRORS, STATUS, status_of
from web.forms import PictureGone
from web.recording import _FIELDS

DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_route_of_the_api_has_a_heading_and_the_other_way_round(
    shop: Path, tmp_path: Path
) -> None:
    app = create_app(Live(shop / "index", state=tmp_path, encoder=ToyEncoder()))
    variable = re.compile(r"<(?:path:)?([^>]+)>")
    routes = {
        f"{method} " + variable.sub(r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    assert set(re.findall(r"^## `((?:GET|POST) [^`]+)`$", DOCS, re.M)) == routes


@pytest.mark.parametrize("name", [*PARAMETERS, "image_base64", "image", *_FIELDS])
def test_every_parameter_is_explained(name: str) -> None:
    assert f"| `{name}` |" in DOCS


def test_every_error_code_is_listed_with_its_status() -> None:
    ours = [e for e in vars(errors).values() if isinstance(e, type) and e is not BowerbirdError]
    raised = [e for e in ours if issubclass(e, BowerbirdError)] + [PictureGone]
    # The others are raised by commands alone: no request reads a catalogue or builds.
    served = [
        e
        for e in raised
        if e.code not in ("invalid_catalogue", "invalid_judgements", "build_running")
    ]
    for code, status in [(e.code, status_of(e(""))) for e in served] + [
        (code, status) for status, (code, _, _) in HTTP_ERRORS.items()
    ]:
        assert re.search(rf"^\| {status} \|.*`{code}`", DOCS, re.M), (code, status)
    assert STATUS[BowerbirdError] == 500
