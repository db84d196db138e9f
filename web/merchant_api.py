"""What only a merchant does, over the API: versions, rebuilding, rules, measuring. It needs the key."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, request

from search.errors import InvalidCatalogue
from web.answers import (
    Activated,
    CatalogueFileAnswer,
    CataloguesAnswer,
    CheckAnswer,
    DifferenceAnswer,
    EvaluationsAnswer,
    JobAnswer,
    LatestJob,
    RuleAnswer,
    RulesAnswer,
    Stopped,
    VersionsAnswer,
)
from web.catalogues import MAX_BYTES, CatalogueFile
from web.keys import require_key
from web.merchant import Merchant
from web.operations import operation
from web.schemas import BuildGiven, EvaluateGiven, Given, RuleGiven
from web.shop import searcher, shop

merchant_api = Blueprint("merchant_api", __name__, url_prefix="/api/v1")

_TAG = "Merchant"


def merchant() -> Merchant:
    return Merchant(shop())


@merchant_api.get("/versions")
@operation("The versions of the index", tag=_TAG, answer=VersionsAnswer, key=True)
def versions() -> Response:
    return jsonify({"versions": merchant().versions()})


@merchant_api.get("/versions/<version>/difference")
@operation("What a version would change", tag=_TAG, answer=DifferenceAnswer, key=True)
def difference(version: str) -> Response:
    """Of the active one: its products, and the first ten answers to what is asked most lately."""
    return jsonify(merchant().difference(version))


@merchant_api.post("/versions/<version>/activate")
@operation("Make a version the active one", tag=_TAG, answer=Activated, key=True)
def activate(version: str) -> Response:
    """Every byte of it is checked first."""
    merchant().activate(version)
    return jsonify({"version": version})


@merchant_api.post("/rollback")
@operation("Go back to the version before", tag=_TAG, answer=Activated, key=True)
def roll_back() -> Response:
    return jsonify({"version": merchant().roll_back()})


@merchant_api.get("/catalogues")
@operation("Files that can be built from", tag=_TAG, answer=CataloguesAnswer, key=True)
def catalogues() -> Response:
    """Uploaded ones, and those in the server's folder of catalogues (`--catalogues`)."""
    return jsonify({"catalogues": [_file(one) for one in merchant().catalogues.list()]})


@merchant_api.post("/catalogues")
@operation(
    "Upload a catalogue file", tag=_TAG, form=Given, file="catalogue", answer=CatalogueFileAnswer,
    status=201, key=True, most_bytes=MAX_BYTES + 1_000_000,
)  # fmt: skip
def upload(_: Given) -> Response:
    """The latest five are kept, in the shop's memory."""
    given = request.files.get("catalogue")
    if given is None:
        raise InvalidCatalogue("There is no file in the request.", remedy="Send 'catalogue'.")
    return make_response(jsonify(_file(merchant().catalogues.keep(given))), 201)


@merchant_api.post("/check")
@operation("What a build would see", tag=_TAG, json=BuildGiven, answer=CheckAnswer, key=True)
def check(asked: BuildGiven) -> Response:
    """Columns, products and problems by kind; nothing is built."""
    file = merchant().catalogues.find(asked.catalogue)
    found = merchant().check(file, mapping=asked.mapping, allow_urls=asked.allow_urls)
    return jsonify(found)


@merchant_api.get("/rebuild")
@operation("The job that runs, or ran last", tag=_TAG, answer=LatestJob, key=True)
def job() -> Response:
    latest = shop().jobs.latest
    return jsonify({"job": latest.as_dict() if latest else None})


@merchant_api.post("/rebuild")
@operation("Build a new version", tag=_TAG, json=BuildGiven, answer=JobAnswer, status=202, key=True)
def rebuild(asked: BuildGiven) -> Response:
    """In a process of its own, with what the active version was built with. It is not activated, unless
    `by_itself` and little changes."""
    file = merchant().catalogues.find(asked.catalogue)
    started = merchant().rebuild(
        file, mapping=asked.mapping, allow_urls=asked.allow_urls, by_itself=asked.by_itself,
        by=require_key(),
    )  # fmt: skip
    return make_response(jsonify(started.as_dict()), 202)


@merchant_api.delete("/rebuild")
@operation("Stop the job that runs", tag=_TAG, answer=Stopped, key=True)
def stop() -> Response:
    """Whatever it was doing, the active version stays what it was."""
    return jsonify({"stopped": shop().jobs.stop()})


@merchant_api.get("/evaluation")
@operation("What was measured so far", tag=_TAG, answer=EvaluationsAnswer, key=True)
def evaluations() -> Response:
    return jsonify({"evaluations": merchant().evaluations()})


@merchant_api.post("/evaluation")
@operation(
    "Measure the saved queries",
    tag=_TAG, json=EvaluateGiven, answer=JobAnswer, status=202, key=True,
)  # fmt: skip
def evaluate(asked: EvaluateGiven) -> Response:
    """With one setting of weights, or two that are compared query by query. It is a job, as a rebuild is."""
    started = merchant().evaluate(asked.settings, by=require_key())
    return make_response(jsonify(started.as_dict()), 202)


@merchant_api.get("/rules")
@operation("The merchant's rules", tag=_TAG, answer=RulesAnswer, key=True)
def rules() -> Response:
    book, troubles = searcher().rules.book, searcher().rules.troubles()
    standing = book.standing() if book else ()
    return jsonify({"rules": [rule.as_dict() for rule in standing], "troubles": troubles})


@merchant_api.post("/rules")
@operation("Add a rule", tag=_TAG, json=RuleGiven, answer=RuleAnswer, status=201, key=True)
def add_rule(asked: RuleGiven) -> Response:
    """It holds from the next search on, between its dates."""
    rule = asked.rule()
    book = searcher().rules.book
    assert book is not None
    book.add(rule, by=require_key())
    return make_response(jsonify(rule.as_dict()), 201)


@merchant_api.delete("/rules/<rule_id>")
@operation("Withdraw a rule", tag=_TAG, answer=RuleAnswer, key=True)
def withdraw_rule(rule_id: str) -> Response:
    """The log keeps it."""
    book = searcher().rules.book
    assert book is not None
    return jsonify(book.withdraw(rule_id, by=require_key()).as_dict())


def _file(one: CatalogueFile) -> dict[str, object]:
    return {"name": one.name, "size": one.size, "uploaded": one.uploaded}
