"""What the API knows of single shoppers: read, handed over, forgotten. For who has the admin's key."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from search.personal.portrait import portrait
from web.answers import Forgotten, ProfileAnswer, ProfileExport
from web.operations import operation
from web.schemas import UserGiven
from web.shop import events, searcher

people = Blueprint("people", __name__, url_prefix="/api/v1/profiles")


@people.get("")
@operation(
    "What is known of a shopper's taste",
    tag="Shoppers",
    query=UserGiven,
    answer=ProfileAnswer,
    key=True,
)
def profile(asked: UserGiven) -> Response:
    """Made from the events of now; empty for a stranger."""
    now = searcher()
    return jsonify(portrait(now.profile(asked.user), now.artifact, now.tastes))


@people.get("/events")
@operation(
    "Everything stored about a shopper",
    tag="Shoppers",
    query=UserGiven,
    answer=ProfileExport,
    key=True,
)
def export(asked: UserGiven) -> Response:
    """For who asks what is known of them."""
    return jsonify({"user_id": asked.user, "events": events().export(asked.user)})


@people.delete("")
@operation("Forget a shopper", tag="Shoppers", query=UserGiven, answer=Forgotten, key=True)
def forget(asked: UserGiven) -> Response:
    """Their events leave the disk, and what was derived from them. It cannot be undone."""
    return jsonify({"erased": events().erase(asked.user)})
