"""Bowerbird's kernel: from a query to a page of explained hits, over one index version on disk.

    from search import Query, Searcher

    for hit in Searcher.open(Path("data/index")).search(Query(text="red linen shirt")).hits:
        print(hit.rank, hit.product.title, hit.score, hit.evidence)

Read the files in this order:

1. What is talked about: `product`, `query`, `filters`, `results`, `errors`.
2. How a picture or a text becomes numbers: `pictures`, `encoders.base`, then `encoders.lite` and
   `encoders.openclip`; `alignment` is where two towers that never met learn to be compared, from
   `moments` of their pairs, with the shop's own words in a `vocabulary`.
3. What a product is as numbers, `blocks`; the colours of one, `colour`, and the words printed on it,
   `printed`; what a score is worth, `calibration` and `background` (of `query_pictures`).
4. Why a product is where it is: `signals` (the reasons), `asking` (a query's parts as signals),
   `fusion` (the same sum, fast and explained), `scene` (a photograph with many things in it),
   `looks` (what unwanted words look like), `explain` (for a person).
5. Finding. What the box's text asks for: `grammar`. Text into terms: `terms`, with `units`,
   `chinese` and `function_words`. What was typed: `words`, with `speller`, `synonyms` and `codes`; what
   that says for a product: `lexical`, with `phrases`. FAISS: `scan` and `vectors`; and `retrieval`: what
   is worth measuring. While somebody still types: `suggest`.
6. `searcher` puts all of that together, with what the merchant decided (`rules`, `ruling`), in an
   `ordering`, into a `ranking` that `paging` cuts; `live` follows the active version,
   and `difference` says what another one would change.
7. On disk: `artifact`, `versions`, `disk`, `tables`, `settings`; and `clock`, which times a query.
8. A shopper's history, and what it says of them: `personal`. What they were shown, and the weights that
   follow from what they clicked: `learning`; what is asked, and how often in vain: `asked`. How good it
   all is: `evaluation`.
9. The command: `cli`, `commands`, `background_cli`, `doctor`.

It is *not* where content gets into an index (`indexer`) nor where HTTP is spoken (`web`), and it
imports neither. The names below are loaded when they are first used, so that `import search` costs
nothing: no torch, no FAISS, no Arrow.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.encoders import Encoder, load_encoder
    from search.errors import (
        ArtifactError,
        BowerbirdError,
        BuildRunning,
        CorruptIndex,
        EncoderMismatch,
        EncoderUnavailable,
        IndexMissing,
        InvalidCatalogue,
        InvalidEvents,
        InvalidFilter,
        InvalidImage,
        InvalidInput,
        InvalidJudgements,
        InvalidQuery,
        InvalidRule,
        StorageFull,
        UnknownFormat,
        UnknownProduct,
        UnknownVersion,
    )
    from search.filters import Filter
    from search.live import Live
    from search.personal.events import Event, EventLog, Kind
    from search.product import Product
    from search.query import Query, Sort
    from search.results import Evidence, Hit, Results
    from search.searcher import Searcher

__all__ = [
    "ArtifactError",
    "BowerbirdError",
    "BuildRunning",
    "CorruptIndex",
    "Encoder",
    "EncoderMismatch",
    "EncoderUnavailable",
    "Event",
    "EventLog",
    "Evidence",
    "Filter",
    "Hit",
    "IndexMissing",
    "InvalidCatalogue",
    "InvalidEvents",
    "InvalidFilter",
    "InvalidImage",
    "InvalidInput",
    "InvalidJudgements",
    "InvalidQuery",
    "InvalidRule",
    "Kind",
    "Live",
    "Product",
    "Query",
    "Results",
    "Searcher",
    "Sort",
    "StorageFull",
    "UnknownFormat",
    "UnknownProduct",
    "UnknownVersion",
    "load_encoder",
]

_HOMES = {
    "encoders": ("Encoder", "load_encoder"),
    "filters": ("Filter",),
    "live": ("Live",),
    "personal.events": ("Event", "EventLog", "Kind"),
    "product": ("Product",),
    "query": ("Query", "Sort"),
    "results": ("Evidence", "Hit", "Results"),
    "searcher": ("Searcher",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'search' has no attribute {name!r}")
    return getattr(import_module(f"search.{_HOME.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
