"""The index on disk: the only module that knows its files, for writing and for reading.

    <index>/CURRENT                     the name of the active version
    <index>/<version>/manifest.json     what everything else is, with sizes and checksums
                      products.arrow    the products, in order of product_id
                      rows.npy          (n, width) float16: the blocks of each product side by side
                      pictures.npy      (m, k) float16: every picture in the shared space
                      picture_of.npy    (m, 2) int32: product row, position in its `images`
                      listings.npy        (n,) int32: the group of each product; near-duplicates share one
                      pairs.npy         (p,) uint64: the picture-text pairs the alignment was fitted on
                      words/            the lexical index: BM25, order of terms, spelling, codes, synonyms
                      vectors.faiss     lists of rows, where there are too many to look at all of them
                      rarity.npy        (c,) float32: of columns of the printed block, where there is one
                      alignment/        the maps into the shared space, where the encoder needs them

A version is written as `<version>.partial`, synced, renamed, and never changed afterwards. Only JSON,
Arrow, `.npy` and FAISS's own format: nothing that can run code when opened.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from search.alignment import Alignment
from search.blocks import Layout
from search.calibration import Scale
from search.disk import mapped, sha256_of, storage, sync, sync_tree
from search.errors import CorruptIndex, IndexMissing, UnknownFormat, UnknownProduct
from search.filters import FilterColumns
from search.product import Product
from search.vectors import VectorIndex, read_vectors
from search.vocabulary import Vocabulary
from search.words import WordIndex

FORMAT = "bowerbird-index/4"
CURRENT = "CURRENT"
PARTIAL = ".partial"

VERIFY_AT_OPEN = 100_000_000
"""Bytes. Up to this much is checksummed each time it is opened; beyond, sizes are checked and
`bowerbird versions verify` reads everything."""

KNOWN_ROWS = 65_536
"""Products whose rows are remembered: a shopper's are looked up again with every click."""

PRODUCT_COLUMNS = (
    "product_id", "title", "description", "category", "brand", "price", "currency", "images",
    "in_stock", "url",
)  # fmt: skip
_NOT_FILTERS = {"title", "description", "images", "url"}
_VOCABULARY = "vocabulary.json"
_ALIGNMENT = ("image_mean", "image_map", "text_mean", "text_map", "own_basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything about a version that is not a product."""

    format: str = FORMAT
    version: str
    built_at: str
    encoder: Mapping[str, Any]
    layout: Mapping[str, Any]
    calibration: Mapping[str, Mapping[str, float]]
    catalogue: Mapping[str, Any]
    media: str
    report: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a build hands to `write`: the products in order of product_id, and their rows."""

    products: pa.Table
    rows: NDArray[np.float16]
    pictures: NDArray[np.float16]
    picture_of: NDArray[np.int32]
    words: WordIndex
    vectors: VectorIndex
    alignment: Alignment | None
    pairs: NDArray[np.uint64]
    listings: NDArray[np.int32]
    rarity: NDArray[np.float32] | None


class Artifact:
    """One version, open for reading: memory-mapped, immutable, safe to share between threads."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.layout = Layout.from_dict(manifest.layout)
        self.calibration = {name: Scale(**scale) for name, scale in manifest.calibration.items()}
        self.products: pa.Table = pa.ipc.open_file(
            pa.memory_map(str(folder / "products.arrow"))
        ).read_all()
        self.rows: NDArray[np.float16] = mapped(folder / "rows.npy", scattered=True)
        self.pictures: NDArray[np.float16] = mapped(folder / "pictures.npy")
        self.picture_of: NDArray[np.int32] = np.load(folder / "picture_of.npy", allow_pickle=False)
        self.pairs: NDArray[np.uint64] = np.load(folder / "pairs.npy", allow_pickle=False)
        self.listings: NDArray[np.int32] = np.load(folder / "listings.npy", allow_pickle=False)
        # Every file is opened here, none when it is first asked for: the version may be pruned while
        # this reader goes on with it.
        self.words = WordIndex.read(folder / "words")
        self.vectors: VectorIndex = read_vectors(folder / "vectors.faiss", self.rows)
        self.alignment = _read_alignment(folder / "alignment")
        rarity = folder / "rarity.npy"
        self.rarity = np.load(rarity, allow_pickle=False) if rarity.exists() else None
        self._ids = self.products.column("product_id").combine_chunks()
        self._row_of = lru_cache(KNOWN_ROWS)(partial(_find, self._ids))

    @classmethod
    def open(cls, folder: Path) -> Artifact:
        """Opens a version folder. Raises `UnknownFormat` or `CorruptIndex`."""
        manifest = read_manifest(folder)
        total = sum(int(entry["bytes"]) for entry in manifest.files.values())
        verify(folder, manifest, checksums=total <= VERIFY_AT_OPEN)
        return cls(folder, manifest)

    @property
    def version(self) -> str:
        return self.manifest.version

    def __len__(self) -> int:
        return len(self._ids)

    @cached_property
    def filters(self) -> FilterColumns:
        names = [n for n in self.products.column_names if n not in _NOT_FILTERS]
        return FilterColumns(self.products.select(names))

    @cached_property
    def prices(self) -> NDArray[np.float64]:
        """(n,) prices, NaN where there is none."""
        return np.asarray(self.products.column("price").to_numpy(), dtype=np.float64)

    @cached_property
    def repeats(self) -> bool:
        """Whether any product is there in more than one listing."""
        return int(self.listings.max(initial=-1)) + 1 < len(self)

    def row_of(self, product_id: str) -> int | None:
        """The row of a product; None for one that is not here."""
        return self._row_of(product_id)

    def product_id(self, row: int) -> str:
        return str(self._ids[row].as_py())

    def product(self, row: int) -> Product:
        return self.products_at([row])[0]

    def products_at(self, rows: Sequence[int] | NDArray[np.int64]) -> list[Product]:
        """The products in `rows`, in that order: many at once cost little more than one."""
        return [_product(values) for values in self.products.take(pa.array(rows)).to_pylist()]

    def require(self, product_id: str) -> int:
        """`row_of`, or `UnknownProduct`."""
        row = self.row_of(product_id)
        if row is None:
            raise UnknownProduct(
                f"There is no product {product_id!r} in index version {self.version}.",
                remedy="Use a product_id of the catalogue that was indexed.",
            )
        return row


def _find(ids: pa.StringArray, product_id: str) -> int | None:
    """By binary search: rows are in order of product_id."""
    row = bisect_left(range(len(ids)), product_id, key=lambda at: ids[at].as_py())
    return row if row < len(ids) and ids[row].as_py() == product_id else None


def _product(values: dict[str, Any]) -> Product:
    values["images"] = tuple(values["images"] or ())
    own = {name: values.pop(name) for name in PRODUCT_COLUMNS}
    return Product(**own, attributes={k: v for k, v in values.items() if v is not None})


def read_manifest(folder: Path) -> Manifest:
    path = folder / "manifest.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        found = stored.get("format")
    except FileNotFoundError:
        raise IndexMissing(f"{folder} holds no index: manifest.json is missing.") from None
    except (ValueError, AttributeError):
        raise CorruptIndex(
            f"{path} is damaged.", remedy="Roll back or rebuild the index."
        ) from None
    if found != FORMAT:
        raise UnknownFormat(
            f"{folder} has the format {found!r}; this program reads {FORMAT!r}.",
            remedy="Rebuild it: bowerbird index CATALOG --index DIR.",
        )
    sealed = stored.pop("sha256", None)
    if sealed != _seal(stored):
        raise CorruptIndex(f"{path} was changed.", remedy="Roll back or rebuild the index.")
    return Manifest(**stored)


def verify(folder: Path, manifest: Manifest, *, checksums: bool = True) -> None:
    """Compares every file with the manifest. Raises `CorruptIndex` that names the first difference."""
    for name, expected in manifest.files.items():
        path = folder / name
        remedy = "Roll back (bowerbird versions rollback) or rebuild the index."
        if not path.is_file():
            raise CorruptIndex(f"{path} is missing.", remedy=remedy)
        size = path.stat().st_size
        if size != expected["bytes"]:
            raise CorruptIndex(
                f"{path} has {size:,} bytes, expected {expected['bytes']:,}.", remedy=remedy
            )
        if checksums and sha256_of(path) != expected["sha256"]:
            raise CorruptIndex(f"{path} was changed: its checksum differs.", remedy=remedy)


def new_version() -> str:
    """A name that sorts by time, to the millisecond, and is never used twice."""
    now = datetime.now(UTC)
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1_000:03}-{secrets.token_hex(3)}"


def write(index: Path, manifest: Manifest, contents: Contents) -> Path:
    """Writes a version into `index` (without activating it) and returns its folder.

    Until the last step it is `<version>.partial`, which no reader looks at. Raises `StorageFull`,
    after removing what was written, if the disk cannot hold it.
    """
    partial = index / (manifest.version + PARTIAL)
    with storage(partial):
        partial.mkdir(parents=True)
        _write_arrow(partial / "products.arrow", contents.products)
        for name in ("rows", "pictures", "picture_of", "pairs", "listings"):
            np.save(partial / f"{name}.npy", getattr(contents, name), allow_pickle=False)
        if contents.rarity is not None:
            np.save(partial / "rarity.npy", contents.rarity, allow_pickle=False)
        contents.words.write(partial / "words")
        contents.vectors.write(partial / "vectors.faiss")
        if contents.alignment is not None:
            (partial / "alignment").mkdir()
            for name in _ALIGNMENT:
                np.save(partial / "alignment" / f"{name}.npy", getattr(contents.alignment, name))
            contents.alignment.vocabulary.write(partial / "alignment" / _VOCABULARY)
        files = {
            str(path.relative_to(partial).as_posix()): {
                "bytes": path.stat().st_size,
                "sha256": sha256_of(path),
            }
            for path in sorted(partial.rglob("*"))
            if path.is_file()
        }
        stored = asdict(manifest) | {"files": files}
        stored["sha256"] = _seal(stored)
        text = json.dumps(stored, indent=1, ensure_ascii=False)
        (partial / "manifest.json").write_text(text, encoding="utf-8")
        sync_tree(partial)
        final = index / manifest.version
        partial.rename(final)
        sync(index)
    return final


def current_version(index: Path) -> str:
    """The name of the active version. Raises `IndexMissing`."""
    try:
        version = (index / CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissing(
            f"There is no active index in {index}.",
            remedy=f"Build one: bowerbird index CATALOG --index {index}.",
        ) from None
    except ValueError:
        version = ""  # no text at all
    if not version or "/" in version or not (index / version).is_dir():
        raise CorruptIndex(
            f"{index / CURRENT} names the version {version!r}, which is not there.",
            remedy="See bowerbird versions list, and activate one that is.",
        )
    return version


def activate(index: Path, version: str) -> None:
    """Makes `version` the one that new readers open; those that are reading go on undisturbed."""
    pending = index / f"{CURRENT}.{secrets.token_hex(3)}{PARTIAL}"
    with storage(pending):
        pending.write_text(version + "\n", encoding="utf-8")
        sync(pending)
        pending.replace(index / CURRENT)
        sync(index)


def _read_alignment(folder: Path) -> Alignment | None:
    if not folder.is_dir():
        return None
    maps = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in _ALIGNMENT}
    return Alignment(**maps, vocabulary=Vocabulary.read(folder / _VOCABULARY))


def _write_arrow(path: Path, table: pa.Table) -> None:
    # Uncompressed, one batch: read back as a memory map without a copy.
    table = table.combine_chunks()
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _seal(stored: Mapping[str, Any]) -> str:
    body = {k: v for k, v in stored.items() if k != "sha256"}
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
