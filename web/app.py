"""The application: one factory that puts the routes, the guards and the shop together.

Nothing happens on import and nothing is read from the environment, so a shop can mount this in its
own WSGI server: `create_app(Live(index))`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flask import Flask

from search.asked import AskedLog
from search.learning.shown import ShownLog
from search.live import Live
from search.personal.events import FILE
from search.pictures import MAX_BYTES
from web.admin.builds import builds
from web.admin.desk import desk
from web.admin.rules import rules
from web.admin.searches import searches
from web.admin.workbench import workbench
from web.api import api
from web.errors import catch_errors
from web.facets import readable
from web.guards import stand_guard
from web.keys import check_key
from web.language import speak
from web.latency import Latency
from web.media import media as media_routes
from web.merchant_api import merchant_api
from web.metrics import count_requests, metrics
from web.openapi import reference
from web.pages import pages
from web.people import people
from web.product_page import product_page
from web.shop import Shop
from web.suggest import suggest
from web.taste import taste
from web.uploads import FOLDER, Uploads

MAX_REQUEST = MAX_BYTES + 1_000_000
"""Bytes: one picture as large as may be, and the form around it."""


def create_app(
    live: Live,
    *,
    media: Path | None = None,
    cors: Iterable[str] = (),
    admin_key: str | None = None,
    catalogues: Path | None = None,
) -> Flask:
    """The WSGI application over a live index; what the settings mean is said at `web.shop.Shop`.

    Raises `InvalidInput` for a key that is too short.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST
    app.json.sort_keys = False  # type: ignore[attr-defined]  # facets come most frequent first
    app.url_map.merge_slashes = False  # product ids may hold two in a row
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    key = None if admin_key is None else check_key(admin_key)
    lists = ShownLog(live.state / FILE)
    uploads = Uploads(live.state / FOLDER)
    shop = Shop(
        live, lists, uploads, AskedLog(live.state), Latency(live.state),
        media=media, cors=frozenset(cors), admin_key=key, catalogues=catalogues,
    )  # fmt: skip
    shop.open_in(app)
    count_requests(app)
    stand_guard(app)
    speak(app)
    app.add_template_filter(readable)
    catch_errors(app)
    for routes in (
        pages, product_page, taste, api, suggest, people, merchant_api, metrics, reference,
        media_routes, desk, builds, rules, searches, workbench,
    ):  # fmt: skip
        app.register_blueprint(routes)
    return app
