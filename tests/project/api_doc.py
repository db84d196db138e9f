"""The reference part of docs/api.md is the OpenAPI document in words; run as a module this writes it."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from search.live import Live
from tests.toy import ToyEncoder, build_shop, write_shop
from web.app import create_app
from web.openapi import BASE, describe

PATH = Path(__file__).resolve().parents[2] / "docs" / "api.md"
_BLOCK = re.compile(r"(<!-- reference -->\n).*?(<!-- /reference -->)", re.DOTALL)


def filled(text: str, api: dict[str, Any]) -> str:
    """`text` with the reference as `api` describes it now."""
    made = "\n".join(_operation(*one) for one in operations(api))
    return _BLOCK.sub(lambda match: f"{match[1]}{made}{match[2]}", text)


def operations(api: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), BASE + path, operation)
        for path, methods in api["paths"].items()
        for method, operation in methods.items()
    ]


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    lines = [f"### `{method} {path}`", "", f"{operation['summary']}."]
    if words := operation.get("description"):
        lines[-1] += " " + " ".join(words.split())
    if "security" in operation:
        lines[-1] += " Needs the admin's key."
    bodies = operation.get("requestBody", {}).get("content", {})
    for kind, body in bodies.items():
        lines += ["", f"Body: `{kind}`, {_kind(body['schema'])}."]
    if parameters := operation.get("parameters"):
        lines += ["", "| parameter | type | meaning |", "| --- | --- | --- |"]
        lines += [_row(one) for one in parameters]
    status, answer = next(iter(operation["responses"].items()))
    kind, content = next(iter(answer["content"].items()))
    lines += [
        "",
        f"Answers {status}, {_kind(content['schema']) if 'json' in kind else f'`{kind}`'}.",
        "",
    ]
    return "\n".join(lines)


def _row(one: dict[str, Any]) -> str:
    needed = "**needed** " if one.get("required") else ""
    words = one.get("description", "").replace("|", "\\|")
    return f"| `{one['name']}` | {_kind(one['schema'])} | {needed}{words} |"


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "oneOf" in schema:
        return " or ".join(_kind(one) for one in schema["oneOf"])
    if schema.get("type") == "array":
        most = f" (at most {schema['maxItems']:,})" if "maxItems" in schema else ""
        return f"list of {_kind(schema['items'])}{most}"
    if "properties" in schema:
        return "with " + ", ".join(f"`{name}`" for name in schema["properties"])
    return str(schema.get("format", schema.get("type", "anything")))


def described() -> dict[str, Any]:
    """The document of an application over the toy shop."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        build_shop(write_shop(folder), folder / "index")
        return describe(create_app(Live(folder / "index", encoder=ToyEncoder())))


if __name__ == "__main__":
    PATH.write_text(filled(PATH.read_text(encoding="utf-8"), described()), encoding="utf-8")
