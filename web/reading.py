"""From what was sent to a model of `web.schemas`, and from what does not fit to an error that helps.

The one place where a request is checked. pydantic finds the fault; here it gets the words, the value,
the limit and the remedy that every other error of Bowerbird has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar, get_origin

from pydantic import Field, TypeAdapter, ValidationError

from search.errors import InvalidInput, nearest
from web.schemas import Given

M = TypeVar("M", bound=Given)

_SHOWN = 80
_LIMITS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "over"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "under"),
}
_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "finite": "a finite number",
    "string": "text",
    "bool": "true or false",
    "tuple": "a list",
    "list": "a list",
    "dict": "an object",
    "model": "a JSON object",
    "datetime": "a time such as 2026-03-01T12:00:00Z",
    "timezone": "a time with a zone, such as 2026-03-01T12:00:00Z",
}


def from_pairs(model: type[M], pairs: Iterable[tuple[str, str]]) -> M:
    """A model from the names and texts of an address or a form, in which a blank one counts as not
    given. Raises the model's `problem`."""
    values: dict[str, Any] = {}
    for name, given in pairs:
        text, kind = given.strip(), shape(model, name)
        if not text:
            if kind is None:
                values[name] = text
        elif kind is tuple:
            values.setdefault(name, []).append(text)
        elif kind is dict:
            values.setdefault(name, {}).update([_entry(model, name, text)])
        elif values.setdefault(name, text) != text:
            raise model.problem(f"{name} is given more than once.", remedy="Give it once.")
    try:
        return model.model_validate(values)
    except ValidationError as found:
        raise _explained(found, model) from None


def shape(model: type[Given], name: str) -> type | None:
    """`tuple` for a field that may repeat, `dict` for one of `name=value`, `str` for another, None for
    one that is not there."""
    field = model.model_fields.get(name)
    if field is None:
        return None
    origin = get_origin(field.annotation)
    return origin if origin in (tuple, dict) else str


def _entry(model: type[Given], name: str, text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise model.problem(f"The {name} {text!r} cannot be read.", remedy="Write 'words=0.5'.")
    return key.strip(), value.strip()


def from_json(model: type[M], data: bytes) -> M:
    """A model from a JSON body, in which every type must be right. Raises the model's `problem`."""
    try:
        return model.model_validate_json(data, strict=True)
    except ValidationError as found:
        raise _explained(found, model) from None


def many_from_json(model: type[M], data: bytes, *, most: int) -> list[M]:
    """Models from a JSON list, or from the one object that stands alone. Raises as `from_json`."""
    if data.lstrip()[:1] != b"[":
        return [from_json(model, data)]
    wanted: Any = Annotated[list[model], Field(max_length=most)]  # type: ignore[valid-type]
    try:
        found: list[M] = TypeAdapter(wanted).validate_json(data, strict=True)
        return found
    except ValidationError as problem:
        raise _explained(problem, model) from None


def _explained(found: ValidationError, model: type[Given]) -> InvalidInput:
    """The first fault, in a sentence."""
    fault = found.errors(include_url=False)[0]
    kind, place = fault["type"], [part for part in fault["loc"] if part != "function-after"]
    where = ""
    if place and isinstance(place[0], int):  # one of many
        where, place = f"Entry {place[0] + 1}: ", place[1:]
    name = ".".join(str(part) for part in place) or "The body"
    message, remedy, limit = _words(fault, kind, name, model)
    value = fault["input"]
    plain = value if isinstance(value, str | int | float | bool | None) else None
    plain = plain[:_SHOWN] if isinstance(plain, str) else plain
    return model.problem(where + message, remedy=remedy, value=plain, limit=limit)


def _words(
    fault: Mapping[str, Any], kind: str, name: str, model: type[Given]
) -> tuple[str, str, Any]:
    context: Mapping[str, Any] = fault.get("ctx", {})
    value = fault["input"]
    shown = repr(value)[:_SHOWN]
    if kind == "extra_forbidden":
        known = list(model.model_fields)
        return f"There is no {model.noun} {name!r}.", nearest(name, known), None
    if kind == "missing":
        return f"{name} is missing.", "", None
    if kind == "json_invalid":
        return f"The body is not JSON: {context.get('error', '')}.", "", None
    if kind in _LIMITS:
        key, words = _LIMITS[kind]
        bound = context[key]
        return f"{name} is {value}; it must be {words} {bound:,}.", "", bound
    if kind == "string_too_long":
        most = context["max_length"]
        return f"{name} has {len(value):,} characters; the limit is {most:,}.", "", most
    if kind == "too_long":
        most, given = context["max_length"], context["actual_length"]
        return f"{name} has {given:,} entries; the limit is {most:,}.", "", most
    if kind in ("string_too_short", "too_short"):
        return f"{name} is empty.", "", context.get("min_length")
    if kind in ("enum", "literal_error"):
        known = [part.strip(" '") for part in context["expected"].replace(" or ", ",").split(",")]
        return f"{name} is {shown}; there is no such.", nearest(str(value), known), known
    wanted = next((words for start, words in _TYPES.items() if kind.startswith(start)), None)
    if wanted is None:
        return f"{name} is {shown}: {fault['msg']}.", "", None
    return f"{name} is {shown}; it must be {wanted}.", "", None
