"""What is asked of every engine that is compared: build, search, delete; and their names."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Engine(Protocol):
    """Products are numbered from 0. Similarity is the inner product."""

    efforts: tuple[int, ...]
    """What `search` may spend, the least first: the engine's own unit. (0,) where there is no choice."""

    def build(
        self, rows: NDArray[np.float32], numbers: NDArray[np.float64], folder: Path, threads: int
    ) -> None:
        """Ready to search rows (n, width), each with a number (n,) to filter by.

        What would be there after a restart is in `folder`, an empty one.
        """

    def search(
        self, query: NDArray[np.float32], k: int, *, effort: int, below: float | None = None
    ) -> NDArray[np.int64]:
        """The k products nearest to `query` (width,), best first, whose number is less than `below`."""

    def delete(self, gone: NDArray[np.int64]) -> None:
        """Products that no search returns from now on; the others keep their numbers. Called once."""

    def close(self) -> None:
        """Ends what was started."""


ENGINES = {
    "Bowerbird": "libraries:Bowerbird",
    "FAISS flat": "libraries:FaissFlat",
    "hnswlib": "libraries:Hnswlib",
    "usearch": "libraries:Usearch",
    "LanceDB": "databases:LanceDB",
    "Qdrant Edge": "databases:QdrantEdge",
    "Milvus": "databases:Milvus",
}
PACKAGES = ("hnswlib", "usearch", "lancedb", "qdrant-edge-py", "pymilvus", "milvus")


def engine(name: str) -> Engine:
    """Raises ImportError where the engine is not installed."""
    module, _, kind = ENGINES[name].partition(":")
    made: Engine = getattr(import_module(f"benchmarks.peers.{module}"), kind)()
    return made
