"""What is searched for: most, in vain, and without a click."""

from __future__ import annotations

from flask import Blueprint, Response

from search.asked import KEEP_DAYS
from web.admin.desk import guard, show
from web.shop import shop

searches = Blueprint("searches", __name__, url_prefix="/admin")

MOST = 50


@searches.get("/searches")
def asked() -> Response:
    log = shop().asked
    return show(
        "searches.html",
        most=log.most(MOST),
        in_vain=log.without_results(MOST),
        unclicked=log.without_clicks(MOST),
        kept=KEEP_DAYS,
    )


guard(searches)
