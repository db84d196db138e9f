"""Every error Bowerbird raises on purpose.

    BowerbirdError
    ├── InvalidInput            the caller can mend it (exit code 2, HTTP 400)
    │   ├── InvalidQuery        empty, too long, impossible page
    │   ├── UnknownProduct      no such product in this index (HTTP 404)
    │   ├── UnknownVersion      no such version of this index, or none before (HTTP 404)
    │   ├── InvalidFilter       unknown column, unreadable expression
    │   ├── InvalidImage        not a picture, too large, truncated
    │   ├── InvalidCatalogue    unreadable file, no id column, no usable row
    │   ├── InvalidEvents       unreadable history file, unknown event kind
    │   ├── InvalidJudgements   unreadable queries or qrels
    │   └── InvalidRule         a merchant's rule that says nothing, or no such rule
    ├── ArtifactError           the index on disk cannot be used (exit code 2, HTTP 503)
    │   ├── IndexMissing        nothing active in the folder
    │   ├── UnknownFormat       written by another version of Bowerbird
    │   ├── CorruptIndex        a file is missing, cut or changed
    │   └── EncoderMismatch     the index was built with another encoder
    ├── EncoderUnavailable      a model cannot be loaded (exit code 2)
    ├── StorageFull             the disk is full; nothing was left behind (exit code 2)
    └── BuildRunning            another build is writing into the same index (exit code 2)

Row problems in a catalogue are *not* errors: they are data, see `indexer.problems.RowProblem`.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import ClassVar


class BowerbirdError(Exception):
    """An error with a stable `code`, a message that names the value and the limit, and a `remedy`.

    `value` and `limit` are the same for programs, where there are such: plain data, ready for JSON.
    """

    code: ClassVar[str] = "error"

    def __init__(
        self, message: str, *, remedy: str = "", value: object = None, limit: object = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.value = value
        self.limit = limit

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


class InvalidInput(BowerbirdError):
    code = "invalid_input"


class InvalidQuery(InvalidInput):
    code = "invalid_query"


class UnknownProduct(InvalidInput):
    code = "unknown_product"


class UnknownVersion(InvalidInput):
    code = "unknown_version"


class InvalidFilter(InvalidInput):
    code = "invalid_filter"


class InvalidImage(InvalidInput):
    code = "invalid_image"


class InvalidCatalogue(InvalidInput):
    code = "invalid_catalogue"


class InvalidEvents(InvalidInput):
    code = "invalid_events"


class InvalidJudgements(InvalidInput):
    code = "invalid_judgements"


class InvalidRule(InvalidInput):
    code = "invalid_rule"


class ArtifactError(BowerbirdError):
    code = "artifact_error"


class IndexMissing(ArtifactError):
    code = "index_missing"


class UnknownFormat(ArtifactError):
    code = "unknown_format"


class CorruptIndex(ArtifactError):
    code = "corrupt_index"


class EncoderMismatch(ArtifactError):
    code = "encoder_mismatch"


class EncoderUnavailable(BowerbirdError):
    code = "encoder_unavailable"


class StorageFull(BowerbirdError):
    code = "storage_full"


class BuildRunning(BowerbirdError):
    code = "build_running"


def nearest(name: str, known: list[str]) -> str:
    """A sentence that points from a name nobody knows to the one that was probably meant."""
    close = get_close_matches(name.casefold(), [k.casefold() for k in known], n=1, cutoff=0.5)
    if close:
        meant = next(k for k in known if k.casefold() == close[0])
        return f"Did you mean {meant!r}?"
    return f"Known: {', '.join(sorted(known)[:20])}."
