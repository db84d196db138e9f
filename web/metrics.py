"""The counters of `web.counters` filled from requests, and shown to Prometheus."""

from __future__ import annotations

import time

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from search.query import Query
from search.results import Results
from web.operations import operation
from web.shop import events, searcher, shop

metrics = Blueprint("metrics", __name__, url_prefix="/api/v1")

TYPE = CONTENT_TYPE_LATEST.partition(";")[0]


def count_requests(app: Flask) -> None:
    app.before_request(_start)
    app.after_request(_stop)


def count_search(query: Query, results: Results) -> None:
    parts = [query.text and "words", query.image and "picture", query.like and "product"]
    asks = "+".join(part for part in parts if part) or "nothing"
    counted = shop().metrics
    counted.searches.labels(asks).observe(results.timings["total"] / 1_000)
    counted.found.observe(results.total)
    shop().latency.note(results.timings["total"])


@metrics.get("/metrics")
@operation("Numbers for Prometheus", tag="Server", answer=TYPE)
def show() -> Response:
    """Requests and searches by time, errors by code, the version that answers, the size of the catalogue."""
    counted, now = shop().metrics, searcher()
    counted.version.clear()
    counted.version.labels(now.version, now.artifact.manifest.encoder["spec"]).set(1)
    counted.products.set(len(now.artifact))
    counted.events.set(events().count())
    return Response(generate_latest(counted.registry), content_type=CONTENT_TYPE_LATEST)


def _start() -> None:
    g.started = time.perf_counter()


def _stop(response: Response) -> Response:
    # Without a route the method is whatever a stranger wrote, and each would be counted for ever.
    method, route = (request.method, request.url_rule.rule) if request.url_rule else ("none",) * 2
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    shop().metrics.requests.labels(method, route, str(response.status_code)).observe(seconds)
    if code := g.get("error_code"):
        shop().metrics.errors.labels(code).inc()
    return response
