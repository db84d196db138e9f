"""The admin's door and its first page: what is served, and how it goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g, make_response, render_template, request

from search.errors import BowerbirdError
from web.address import inside
from web.admin.plots import Plot, bars, line
from web.errors import status_of
from web.keys import KeyNeeded, require_key, sign_in, sign_out, the_key
from web.language import _
from web.merchant import Merchant
from web.responses import see
from web.shop import searcher, shop

desk = Blueprint("desk", __name__, url_prefix="/admin")

DAYS = 30
QUALITY = "ndcg@10"


def guard(pages: Blueprint) -> None:
    """Lets only who has the key see `pages`; a person without it is asked for it."""
    pages.before_request(_ask_for_key)


def merchant() -> Merchant:
    return Merchant(shop())


def who() -> str:
    """Who is signed in."""
    name: str = g.admin
    return name


def show(template: str, *, problem: BowerbirdError | None = None, **values: Any) -> Response:
    """A page of the admin, with what went wrong at its top."""
    page = render_template(
        f"admin/{template}",
        problem=problem,
        who=g.get("admin", ""),
        job=shop().jobs.latest,
        **values,
    )
    return make_response(page, 200 if problem is None else status_of(problem))


def lines_of(text: str) -> list[str]:
    """What stands on the lines of a text field."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@desk.get("")
def home() -> Response:
    now, live = searcher(), shop().live
    return show(
        "home.html",
        version=now.version,
        manifest=now.artifact.manifest,
        products=len(now.artifact),
        trouble=live.trouble,
        plots=plots(),
        rules=len(now.rules.book.standing()) if now.rules.book else 0,
    )


@desk.get("/sign-in")
def ask() -> Response:
    return show("sign_in.html", next=_next())


@desk.post("/sign-in")
def enter() -> Response:
    response = see(_next())
    try:
        sign_in(response, request.form.get("key", ""), request.form.get("name", ""))
    except KeyNeeded as problem:
        return show("sign_in.html", next=_next(), problem=problem)
    return response


@desk.post("/sign-out")
def leave() -> Response:
    response = see("/admin/sign-in")
    sign_out(response)
    return response


def plots() -> list[Plot]:
    """Searches, vain ones, clicks, latency and quality over time."""
    days = shop().asked.by_day(DAYS)
    span = _("the last %(days)s days", days=DAYS)
    hours = shop().latency.hours()
    measured = merchant().evaluations()
    return [
        bars(_("Searches a day"), [times for _, times, _, _ in days], span=span),
        bars(_("In vain a day"), [empty for _, _, empty, _ in days], span=span),
        bars(_("Lists clicked a day"), [clicked for _, _, _, clicked in days], span=span),
        line(
            _("Time of a search (p50 to p95)"),
            [hour.p95 for hour in hours],
            unit="ms",
            span=_("by the hour"),
            band=[(hour.p50, hour.p95) for hour in hours],
        ),
        quality_plot(measured),
    ]


def quality_plot(measured: Iterable[dict[str, Any]]) -> Plot:
    """What the default weights were worth at each measuring."""
    means = [
        one["settings"][0]["measures"][QUALITY]
        for one in measured
        if not one["settings"][0]["weights"]
    ]
    return line(
        _("Quality (%(measure)s) of the default weights", measure=QUALITY),
        [mean["mean"] for mean in means],
        span=_("at each measuring"),
        band=[(mean["low"], mean["high"]) for mean in means],
    )


def _ask_for_key() -> Response | None:
    if request.endpoint in ("desk.ask", "desk.enter"):
        the_key()
        return None
    try:
        g.admin = require_key()
    except KeyNeeded:
        if request.method != "GET":
            raise
        return see(f"/admin/sign-in?{urlencode({'next': request.full_path.removesuffix('?')})}")
    return None


def _next() -> str:
    asked = inside(request.values.get("next", "/admin"))
    return (
        asked if asked.startswith("/admin") and not asked.startswith("/admin/sign-") else "/admin"
    )


guard(desk)
