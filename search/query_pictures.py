"""The pictures that shoppers asked with: as rows of the encoder, never as pictures, and without names.

They are the background of `search.background`.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b

import numpy as np

from search.asking import QueryVectors
from search.encoders.base import Rows
from search.errors import BowerbirdError
from search.personal.database import Database, transaction
from search.personal.event import stamp

_log = logging.getLogger(__name__)

ENOUGH = 50
"""Pictures from which a correction by them is worth more than it costs."""

MOST = 2_000
"""Of a kind that are kept, the newest: more do not change means and deviations."""


class PictureKind(StrEnum):
    """What was asked with: whole pictures, or regions of a photograph with many things in it. A
    region is compared with regions: whole photographs say nothing of it."""

    PICTURE = "picture"
    REGION = "region"


class QueryPictures(Database):
    """The query pictures of a shop, as rows of an encoder, in the file at `path`."""

    synchronous = "NORMAL"  # a lost row is no loss

    def append(self, kind: PictureKind, rows: Rows, *, fingerprint: str) -> None:
        """Keeps (n, d_image) rows of the encoder with that fingerprint; the oldest go beyond `MOST`."""
        at = stamp(datetime.now(UTC))
        blobs = [row.astype(np.float16).tobytes() for row in rows]
        keyed = [(blake2b(blob, digest_size=16).hexdigest(), blob) for blob in blobs]
        with self._connection() as db, transaction(db):
            db.executemany(
                "INSERT OR REPLACE INTO asked_pictures (key, kind, fingerprint, at, row)"
                " VALUES (?, ?, ?, ?, ?)",
                [(f"{kind}:{key}", kind.value, fingerprint, at, blob) for key, blob in keyed],
            )
            db.execute(
                "DELETE FROM asked_pictures WHERE number IN (SELECT number FROM asked_pictures"
                " WHERE kind = ? AND fingerprint = ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
                (kind.value, fingerprint, MOST),
            )

    def keep(self, vectors: QueryVectors, *, fingerprint: str) -> None:
        """Appends what a query asked with; where that fails it is logged, for the query was answered."""
        asked = {PictureKind.PICTURE: vectors.image, PictureKind.REGION: vectors.regions}
        try:
            for kind, rows in asked.items():
                if rows is not None:
                    self.append(kind, np.atleast_2d(rows), fingerprint=fingerprint)
        except BowerbirdError as problem:
            _log.warning("A query's picture was not kept: %s", problem.message)

    def rows(self, kind: PictureKind, *, fingerprint: str) -> Rows:
        """(b, d_image), the newest first; (0, 0) where none were kept."""
        if not self.path.exists():
            return np.empty((0, 0), np.float32)
        found = self._read(
            "SELECT row FROM asked_pictures WHERE kind = ? AND fingerprint = ?"
            " ORDER BY number DESC",
            (kind.value, fingerprint),
        )
        rows = [np.frombuffer(blob, np.float16) for (blob,) in found]
        return np.array(rows, np.float32) if rows else np.empty((0, 0), np.float32)
