"""Catalogue files that can be built from: uploaded ones, and those in a folder that the settings name.

An uploaded file is kept in the shop's memory under its content's hash and its name; the latest few stay.
A file in the folder is named relative to it, and nothing outside of it can be named.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from werkzeug.datastructures import FileStorage

from search.disk import storage
from search.errors import InvalidCatalogue, nearest

FOLDER = "catalogues"
"""Its name in a state folder."""

MAX_BYTES = 200_000_000
KEPT = 5

KINDS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".csv.gz", ".tsv.gz", ".jsonl.gz")

_ODD = re.compile(r"[^\w.-]+")
_HASH = 16


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """`name` is how it is asked for; `uploaded` ones have no pictures beside them."""

    name: str
    path: Path
    uploaded: bool
    size: int

    @property
    def shown(self) -> str:
        return self.name.partition("-")[2] if self.uploaded else self.name


class Catalogues:
    """Those of one shop: uploads under `state`, and those in `folder`, where there is one."""

    def __init__(self, state: Path, folder: Path | None) -> None:
        self._uploads = state / FOLDER
        self._folder = folder

    def list(self) -> list[CatalogueFile]:
        """Uploaded ones first, the latest first; then those of the folder by name."""
        uploads = [p for p in _files(self._uploads) if not p.name.endswith(".part")]
        uploads.sort(key=lambda path: -path.stat().st_mtime_ns)
        found = [CatalogueFile(p.name, p, True, p.stat().st_size) for p in uploads]
        if self._folder is not None:
            for path in sorted(_files(self._folder)):
                if path.name.lower().endswith(KINDS):
                    found.append(CatalogueFile(path.name, path, False, path.stat().st_size))
        return found

    def find(self, name: str) -> CatalogueFile:
        """Raises `InvalidCatalogue` for a name that is not in `list`."""
        known = {one.name: one for one in self.list()}
        if name not in known:
            raise InvalidCatalogue(
                f"There is no catalogue {name!r} here.",
                remedy=nearest(name, [*known]) if known else "Upload one first.",
                value=name,
            )
        return known[name]

    def keep(self, upload: FileStorage) -> CatalogueFile:
        """Keeps an uploaded file. Raises `InvalidCatalogue` for one of no known kind, empty or too large."""
        given = _ODD.sub("-", Path(upload.filename or "").name).strip("-.")[-80:]
        if not given.lower().endswith(KINDS):
            raise InvalidCatalogue(
                f"{given or 'The file'} is not a known kind of catalogue.",
                remedy=f"Use {', '.join(KINDS)}.",
                value=given,
                limit=list(KINDS),
            )
        self._uploads.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        part = self._uploads / f"{token_hex(8)}.part"  # two may upload at once
        with storage(
            part, what=given, remedy=f"Delete files in {self._uploads}, or free some space."
        ):
            with part.open("wb") as file:
                while piece := upload.stream.read(1 << 20):
                    size += len(piece)
                    if size > MAX_BYTES:
                        raise InvalidCatalogue(
                            f"{given} has more than {MAX_BYTES:,} bytes, which is the limit.",
                            remedy="Compress it (.gz), or put it into the --catalogues folder.",
                            limit=MAX_BYTES,
                        )
                    digest.update(piece)
                    file.write(piece)
            if not size:
                raise InvalidCatalogue(f"{given} is empty.", remedy="Export it again.")
            name = f"{digest.hexdigest()[:_HASH]}-{given}"
            part.replace(self._uploads / name)
        (self._uploads / name).touch()
        for old in [one for one in self.list() if one.uploaded][KEPT:]:
            old.path.unlink(missing_ok=True)
        return self.find(name)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
