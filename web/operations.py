"""One operation of the API: what it takes and gives, said once, checked and described from that.

    @api.get("/similar")
    @operation("Products like one", query=SimilarGiven, answer=SearchAnswer)
    def similar(asked: SimilarGiven) -> Response: ...

The view gets what was sent as a model that fits, or is not called. `web.openapi` reads the same
`Operation`, so what is described is what is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import abort, request
from pydantic import BaseModel

from search.errors import InvalidQuery
from web.keys import require_key
from web.reading import from_json, from_pairs, many_from_json
from web.schemas import Given

JSON = "application/json"
FORM = "multipart/form-data"

View = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """`query`, `json` and `form` are models of the address and of the body in either content type.

    `file` is the name of a file in the form. `most`: the JSON may be a list of so many. `most_bytes`, where
    a request may be larger than others. `key`: only for who has the admin's key. `answer` is a model, or a
    content type.
    """

    summary: str
    tag: str
    answer: type[BaseModel] | str
    status: int = 200
    query: type[Given] | None = None
    json: type[Given] | None = None
    form: type[Given] | None = None
    file: str | None = None
    most: int = 1
    most_bytes: int | None = None
    key: bool = False

    def read(self) -> Any:
        """What the present request says. Raises the problem of the model, or `InvalidQuery`."""
        if self.query is None and request.args:
            name = next(iter(request.args))
            raise InvalidQuery(
                f"{request.path} takes no parameter {name!r} in the address.",
                remedy="Put it into the body, or leave it out.",
                value=name,
            )
        if self.query is not None:
            return from_pairs(self.query, request.args.items(multi=True))
        if self.json is not None and request.mimetype == JSON:
            if self.most > 1:
                return many_from_json(self.json, request.get_data(), most=self.most)
            return from_json(self.json, request.get_data())
        if self.form is not None and request.mimetype == FORM:
            for name in request.files:
                if name != self.file:
                    raise InvalidQuery(
                        f"There is no file {name!r}.", remedy=f"Call it {self.file!r}.", value=name
                    )
            return from_pairs(self.form, request.form.items(multi=True))
        if self.json is None and self.form is None:
            return None
        takes = [JSON] * (self.json is not None) + [FORM] * (self.form is not None)
        return abort(415, f"Send {' or '.join(takes)}.")


def operation(
    summary: str, *, answer: type[BaseModel] | str, tag: str = "Search", **more: Any
) -> Callable[[View], View]:
    """Makes a view an `Operation`, of which `more` are the other fields."""
    described = Operation(summary=summary, tag=tag, answer=answer, **more)

    def described_view(view: View) -> View:
        @wraps(view)
        def served(**path: Any) -> Any:
            if described.key:
                require_key()
            if described.most_bytes is not None:
                request.max_content_length = described.most_bytes
            asked = described.read()
            return view(**path) if asked is None else view(asked, **path)

        served.operation = described  # type: ignore[attr-defined]
        return served

    return described_view
