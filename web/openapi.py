"""The API described, as OpenAPI 3.1 and for a person to read: made from the routes and their models.

Nothing is written here that is written elsewhere: paths are Flask's, what each takes and gives is its
`web.operations.Operation`, words are the docstrings' and the models'.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Flask, Response, current_app, json, render_template, request
from markupsafe import Markup, escape
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema
from werkzeug.routing import Rule

from web.answers import ProblemAnswer
from web.operations import FORM, JSON, Operation
from web.reading import shape
from web.schemas import Given

reference = Blueprint("reference", __name__, url_prefix="/api/v1")

BASE = "/api/v1"
_VARIABLE = re.compile(r"<(?:[a-z]+:)?([^>]+)>")
_CODE, _STRESS = re.compile(r"`([^`]+)`"), re.compile(r"(?<!\w)\*(\w+)\*")
_REF = "#/components/schemas/{model}"
_DESCRIPTION = """Product search by words, pictures or both, personal and explained.

Every answer has an `X-Request-Id`: the one that was sent (up to 64 letters, digits, `.`, `_`, `-`), or a new
one; the server's log has it too. A parameter or field that is not described is an error, never ignored; a
blank parameter counts as not given. Whatever goes wrong has one shape, `ProblemAnswer`.
"""


def describe(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of every operation that `app` has."""
    operations = list(_operations(app))
    models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {
        (ProblemAnswer, "validation"): None
    }
    for _, _, operation, _ in operations:
        for model in (operation.query, operation.json, operation.form, operation.answer):
            if isinstance(model, type):
                models[(model, "validation")] = None
    made, definitions = models_json_schema(list(models), ref_template=_REF)
    schemas: dict[Any, Any] = {model: schema for (model, _), schema in made.items()}
    paths: dict[str, dict[str, Any]] = {}
    for method, path, operation, words in operations:
        paths.setdefault(path, {})[method.lower()] = _described(
            method, path, operation, words, schemas, definitions["$defs"]
        )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bowerbird",
            "version": version("bowerbird"),
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": BASE}],
        "tags": [{"name": name} for name in dict.fromkeys(o.tag for _, _, o, _ in operations)],
        "paths": paths,
        "components": {
            "schemas": {name: definitions["$defs"][name] for name in sorted(definitions["$defs"])},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "The admin's key."}
            },
        },
    }


@reference.get("/openapi.json")
def document() -> Response:
    response = Response(json.dumps(_described_once(_app()), ensure_ascii=False), mimetype=JSON)
    response.set_etag(sha256(response.get_data()).hexdigest()[:24])
    response.cache_control.public = True
    response.cache_control.max_age = 300
    response.make_conditional(request)
    return response


@reference.get("/")
def page() -> str:
    """The same for a person, without a script and from this server alone."""
    return render_template("reference.html", api=_described_once(_app()), base=BASE)


@reference.app_template_filter("coded")
def _coded(text: str) -> Markup:
    """Plain text in which `this` is code and *this* is stressed, as docstrings write it."""
    marked = _CODE.sub(r"<code>\1</code>", str(escape(text or "")))
    return Markup(_STRESS.sub(r"<em>\1</em>", marked))


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


@cache
def _described_once(app: Flask) -> dict[str, Any]:
    return describe(app)


def _operations(app: Flask) -> Iterator[tuple[str, str, Operation, str]]:
    """(method, path under the base, operation, its words), in the order of the routes."""
    rules: list[Rule] = list(app.url_map.iter_rules())
    for rule in rules:
        view = app.view_functions[rule.endpoint]
        operation = getattr(view, "operation", None)
        if operation is not None:
            path = _VARIABLE.sub(r"{\1}", rule.rule).removeprefix(BASE)
            (method,) = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            yield method, path, operation, inspect.getdoc(view) or ""


def _described(
    method: str,
    path: str,
    operation: Operation,
    words: str,
    schemas: Mapping[type[BaseModel], Any],
    definitions: Mapping[str, Any],
) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"{([^}]+)}", path)
    ]
    if operation.query is not None:
        parameters += _parameters(operation.query, _fields(operation.query, schemas, definitions))
    described: dict[str, Any] = {
        "operationId": _name(method, path),
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": words,
        "parameters": parameters,
        "responses": {
            str(operation.status): {
                "description": operation.summary,
                "content": _content(operation.answer, schemas),
            },
            "default": {
                "description": "Anything that went wrong.",
                "content": _content(ProblemAnswer, schemas),
            },
        },
    }
    if operation.key:
        described["security"] = [{"key": []}]
    if bodies := _bodies(operation, schemas, definitions):
        described["requestBody"] = {"required": True, "content": bodies}
    return {name: value for name, value in described.items() if value}


def _content(answer: type[BaseModel] | str, schemas: Mapping[Any, Any]) -> dict[str, Any]:
    if isinstance(answer, str):
        return {answer: {"schema": {"type": "string"}}}
    return {JSON: {"schema": schemas[answer]}}


def _bodies(
    operation: Operation, schemas: Mapping[type[BaseModel], Any], definitions: Mapping[str, Any]
) -> dict[str, Any]:
    bodies = {}
    if operation.json is not None:
        one = schemas[operation.json]
        many = {"type": "array", "items": one, "maxItems": operation.most}
        bodies[JSON] = {"schema": {"oneOf": [one, many]} if operation.most > 1 else one}
    if operation.form is not None:
        model = operation.form
        fields = {
            p["name"]: p["schema"] for p in _parameters(model, _fields(model, schemas, definitions))
        }
        if operation.file:
            fields[operation.file] = {"type": "string", "format": "binary"}
        needed = [operation.file] if operation.file and operation.json is None else []
        bodies[FORM] = {
            "schema": {
                "type": "object",
                "properties": fields,
                "required": needed,
                "additionalProperties": False,
            }
        }
    return bodies


def _fields(
    model: type[BaseModel], schemas: Mapping[type[BaseModel], Any], definitions: Mapping[str, Any]
) -> dict[str, Any]:
    found: dict[str, Any] = definitions[schemas[model]["$ref"].rpartition("/")[2]]
    return found


def _parameters(model: type[Given], schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A model's fields as they stand in an address: text, repeated where the field is a list."""
    found = []
    for name, field in schema.get("properties", {}).items():
        described = {key: value for key, value in field.items() if key != "title"}
        words = described.pop("description", "")
        if shape(model, name) is dict:
            described = {
                "type": "array",
                "items": {"type": "string", "pattern": r"^\w+=-?\d+(\.\d+)?$"},
                "examples": [["words=0.5"]],
            }
        elif "anyOf" in described:  # in an address what is null is left out
            (described,) = [one for one in described["anyOf"] if one.get("type") != "null"]
        elif "items" in described:  # a blank one counts as not given, so it is no fault
            items = described["items"].items()
            described["items"] = {key: value for key, value in items if key != "minLength"}
        required = name in schema.get("required", [])
        found.append(
            {"name": name, "in": "query", "required": required, "description": words,
             "schema": described}
        )  # fmt: skip
    return found


def _name(method: str, path: str) -> str:
    parts = [part for part in re.split(r"[^a-z]+", path.replace("product_id", "")) if part]
    return "_".join([method.lower(), *parts])
