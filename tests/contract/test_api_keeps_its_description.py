"""Whatever the API's description allows, and much that it does not, is answered as it says: never a 5xx.

Schemathesis makes the requests from the OpenAPI document; the application is a real one over a toy
index. Every answer is checked against the models it is described by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from search.live import Live
from tests.project.api_doc import PATH
from tests.toy import ToyEncoder
from web.app import create_app
from web.openapi import BASE, describe
from web.operations import FORM

KEY = "a-key-for-nobody-else"
EXAMPLES = 40
"""Requests an operation."""

CHECKS = [
    not_a_server_error, content_type_conformance, ignored_auth, response_schema_conformance,
    status_code_conformance, unsupported_method,
]  # fmt: skip


@pytest.fixture(scope="module")
def app(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    live = Live(shop / "index", state=tmp_path_factory.mktemp("asked"), encoder=ToyEncoder())
    yield create_app(live, admin_key=KEY)
    assert live.searcher.events
    live.searcher.events.close()


OPERATIONS = re.findall(r"^### `(\w+ \S+)`$", PATH.read_text(), re.M)


@pytest.fixture(scope="module")
def described(app: Flask) -> dict[GenerationMode, Any]:
    """The API to be asked rightly, and to be asked wrongly: then without its forms, for which Schemathesis
    cannot make faults (a file that is none, and text where in a form everything is text)."""
    wrongly = deepcopy(document := describe(app))
    for methods in wrongly["paths"].values():
        for operation in methods.values():
            operation.get("requestBody", {}).get("content", {}).pop(FORM, None)
    loaded = {}
    for mode, api in ((GenerationMode.POSITIVE, document), (GenerationMode.NEGATIVE, wrongly)):
        loaded[mode] = schemathesis.openapi.from_dict(api)
        loaded[mode].app = app
    return loaded


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("mode", GenerationMode)
def test_every_request_is_answered_as_described(
    described: dict[GenerationMode, Any], operation: str, mode: GenerationMode
) -> None:
    method, path = operation.split()
    chosen = described[mode][path.removeprefix(BASE)][method]
    strategy = chosen.as_strategy(generation_mode=mode)
    # In an address a blank parameter counts as not given and space around one is nothing: no fault.
    checks = [*CHECKS, negative_data_rejection] if chosen.body else CHECKS

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def answered(case: Any) -> None:
        case.call_and_validate(checks=checks, headers={"Authorization": f"Bearer {KEY}"})

    try:
        answered()
    except Unsatisfiable:  # it takes nothing, so nothing about it can be wrong
        assert mode is GenerationMode.NEGATIVE
        assert not chosen.body
