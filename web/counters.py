"""What is counted while serving, in the form that Prometheus reads; one set for each application."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
HITS = (0, 1, 5, 10, 50, 100, 500, 1_000, 10_000, 100_000)


class Metrics:
    """Routes are the patterns of addresses, never the addresses: what is in one is a shopper's."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "bowerbird_request_seconds", "Time to answer, by route.",
            ("method", "route", "status"), buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self.errors = Counter(
            "bowerbird_errors", "Errors answered, by code.", ("code",), registry=self.registry
        )
        self.searches = Histogram(
            "bowerbird_search_seconds", "Time inside a search, by what it asks.",
            ("asks",), buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self.found = Histogram(
            "bowerbird_search_products", "Products that pass the filters of a search.",
            buckets=HITS, registry=self.registry,
        )  # fmt: skip
        self.version = Gauge(
            "bowerbird_index", "1 for the version of the index that answers.",
            ("version", "encoder"), registry=self.registry,
        )  # fmt: skip
        self.products = Gauge(
            "bowerbird_products", "Products in the index.", registry=self.registry
        )
        self.events = Gauge(
            "bowerbird_events", "Events in the shop's memory.", registry=self.registry
        )
