"""A small client of the API, typed by the models that the server is described with.

    from web.client import Client

    shop = Client("http://127.0.0.1:8765")
    for hit in shop.search(q="red mug", filter=["price<=20"]).hits:
        print(hit.rank, hit.title, hit.score)

Standard library and pydantic only. Safe to share between threads; every call is a request of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

from pydantic import BaseModel, ValidationError

from web.answers import (
    Activated,
    EventsStored,
    Forgotten,
    Health,
    Hit,
    JobAnswer,
    LatestJob,
    PictureKept,
    Problem,
    ProblemAnswer,
    ProductAnswer,
    ProfileAnswer,
    ProfileExport,
    RuleAnswer,
    RulesAnswer,
    SearchAnswer,
    SuggestAnswer,
    VersionsAnswer,
)
from web.schemas import BuildGiven, EventGiven, RuleGiven, SearchBody

A = TypeVar("A", bound=BaseModel)


class RequestFailed(Exception):
    """The server refused: `status`, and what it said as a `problem`. No status: there was no answer."""

    def __init__(self, status: int | None, problem: Problem) -> None:
        super().__init__(f"{problem.message} {problem.remedy}".rstrip())
        self.status = status
        self.problem = problem


class Client:
    """`key` is the admin's, for what is for the admin. `timeout` is in seconds."""

    def __init__(self, url: str, *, key: str | None = None, timeout: float = 30.0) -> None:
        self._base = url.rstrip("/") + "/api/v1"
        self._key, self._timeout = key, timeout

    def search(self, **asked: Any) -> SearchAnswer:
        """The fields are those of `SearchBody`, which checks them before anything is sent."""
        body = SearchBody(**asked).model_dump_json(exclude_defaults=True)
        return self._call("POST", "/search", SearchAnswer, body=body.encode())

    def pages(self, **asked: Any) -> Iterator[Hit]:
        """The hits of a search, page after page, to the last one that is ranked."""
        offset: int | None = int(asked.pop("offset", 0))
        while offset is not None:
            answer = self.search(**asked, offset=offset)
            yield from answer.hits
            offset = answer.next_offset

    def suggestions(self, q: str, **asked: Any) -> SuggestAnswer:
        return self._call("GET", "/suggestions", SuggestAnswer, {"q": q, **asked})

    def similar(self, product: str, **asked: Any) -> SearchAnswer:
        return self._call("GET", "/similar", SearchAnswer, {"product": product, **asked})

    def recommendations(self, **asked: Any) -> SearchAnswer:
        return self._call("GET", "/recommendations", SearchAnswer, asked)

    def product(self, product_id: str) -> ProductAnswer:
        return self._call("GET", f"/products/{quote(product_id)}", ProductAnswer)

    def keep_picture(self, path: Path) -> str:
        """The name under which a search may ask with it."""
        mark = uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="image"; filename="image"\r\n\r\n'
        body = head.encode() + path.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        kind = f"multipart/form-data; boundary={mark}"
        return self._call("POST", "/pictures", PictureKept, body=body, kind=kind).picture

    def record(self, events: Iterable[EventGiven]) -> EventsStored:
        body = [event.model_dump(mode="json", exclude_none=True) for event in events]
        return self._call("POST", "/events", EventsStored, body=json.dumps(body).encode())

    def profile(self, user: str) -> ProfileAnswer:
        return self._call("GET", "/profiles", ProfileAnswer, {"user": user})

    def export(self, user: str) -> ProfileExport:
        return self._call("GET", "/profiles/events", ProfileExport, {"user": user})

    def forget(self, user: str) -> int:
        return self._call("DELETE", "/profiles", Forgotten, {"user": user}).erased

    def versions(self) -> VersionsAnswer:
        return self._call("GET", "/versions", VersionsAnswer)

    def activate(self, version: str) -> None:
        self._call("POST", f"/versions/{quote(version)}/activate", Activated)

    def rebuild(self, order: BuildGiven) -> JobAnswer:
        """Starts a build; `job` says how it goes."""
        body = order.model_dump_json(exclude_defaults=True).encode()
        return self._call("POST", "/rebuild", JobAnswer, body=body)

    def job(self) -> JobAnswer | None:
        return self._call("GET", "/rebuild", LatestJob).job

    def rules(self) -> RulesAnswer:
        return self._call("GET", "/rules", RulesAnswer)

    def add_rule(self, rule: RuleGiven) -> RuleAnswer:
        body = rule.model_dump_json(exclude_defaults=True).encode()
        return self._call("POST", "/rules", RuleAnswer, body=body)

    def withdraw_rule(self, rule_id: str) -> RuleAnswer:
        return self._call("DELETE", f"/rules/{quote(rule_id)}", RuleAnswer)

    def health(self) -> Health:
        return self._call("GET", "/health", Health)

    def _call(
        self,
        method: str,
        path: str,
        answer: type[A],
        query: Mapping[str, Any] | None = None,
        *,
        body: bytes | None = None,
        kind: str = "application/json",
    ) -> A:
        given = {name: value for name, value in (query or {}).items() if value is not None}
        address = f"{self._base}{path}" + (f"?{urlencode(given, doseq=True)}" if given else "")
        headers = {"Content-Type": kind} if body is not None else {}
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        request = Request(address, data=body, headers=headers, method=method)
        try:
            with urlopen(request, timeout=self._timeout) as response:
                return answer.model_validate_json(response.read())
        except HTTPError as refused:
            raise RequestFailed(refused.code, _problem(refused)) from None
        except (URLError, TimeoutError) as trouble:
            raise RequestFailed(
                None, _unanswered(f"{self._base} does not answer: {trouble}.")
            ) from None


def _problem(refused: HTTPError) -> Problem:
    try:
        return ProblemAnswer.model_validate_json(refused.read()).error
    except ValidationError:
        return _unanswered(f"The server answered {refused.code}, not as Bowerbird does.")


def _unanswered(message: str) -> Problem:
    return Problem(
        code="no_answer", message=message, remedy="Check the address.",
        value=None, limit=None, request_id="",
    )  # fmt: skip
