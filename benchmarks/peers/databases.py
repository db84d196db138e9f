"""Engines that keep products with their columns and take a filter as an expression."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.libraries import CONSTRUCTION, EFFORTS, LINKS
from search.vectors import _lists

_PART = 2_000
"""Products sent at once."""


class LanceDB:
    """IVF over scalar-quantised rows, what is found measured again on the stored ones; columnar files.

    As many lists as ours: its own choice for 100,000 rows is a dozen, of which it looks at all.
    """

    efforts = (10, 20, 40, 80, 160, 640)  # lists looked at
    _REFINED = 3
    """Times k, measured again."""

    def build(
        self, rows: NDArray[np.float32], numbers: NDArray[np.float64], folder: Path, threads: int
    ) -> None:
        import lancedb
        import pyarrow as pa

        vectors = pa.FixedSizeListArray.from_arrays(rows.ravel(), rows.shape[1])
        products = pa.table({"id": np.arange(len(rows)), "lot": numbers, "vector": vectors})
        self._table: Any = lancedb.connect(folder).create_table("products", products)
        lists = lancedb.index.IvfSq(distance_type="dot", num_partitions=_lists(len(rows)))
        self._table.create_index("vector", config=lists)
        self._table.create_index("lot", config=lancedb.index.BTree())
        self._table.wait_for_index([index.name for index in self._table.list_indices()])

    def search(
        self, query: NDArray[np.float32], k: int, *, effort: int, below: float | None = None
    ) -> NDArray[np.int64]:
        asked = self._table.search(query).distance_type("dot").nprobes(effort)
        if below is not None:
            asked = asked.where(f"lot < {below}", prefilter=True)
        found = asked.refine_factor(self._REFINED).limit(k).select(["id", "_distance"]).to_arrow()
        return np.asarray(found["id"], dtype=np.int64)

    def delete(self, gone: NDArray[np.int64]) -> None:
        self._table.delete(f"id IN ({', '.join(map(str, gone))})")
        self._table.optimize()

    def close(self) -> None: ...


class QdrantEdge:
    """Qdrant's own shard, in this process."""

    efforts = EFFORTS

    def build(
        self, rows: NDArray[np.float32], numbers: NDArray[np.float64], folder: Path, threads: int
    ) -> None:
        import qdrant_edge as qdrant

        self._qdrant = qdrant
        graph = qdrant.HnswIndexConfig(
            m=LINKS, ef_construct=CONSTRUCTION, full_scan_threshold=10_000,
            max_indexing_threads=threads,
        )  # fmt: skip
        self._shard = qdrant.EdgeShard.create(
            str(folder),
            qdrant.EdgeConfig(
                vectors=qdrant.EdgeVectorParams(rows.shape[1], qdrant.Distance.Dot),
                hnsw_config=graph,
                optimizers=qdrant.EdgeOptimizersConfig(default_segment_number=1),
                max_search_threads=1,
            ),
        )
        self._update("create_field_index", "lot", qdrant.PayloadSchemaType.Float)
        for start in range(0, len(rows), _PART):
            points = [
                qdrant.Point(number, rows[number].tolist(), {"lot": float(numbers[number])})
                for number in range(start, min(start + _PART, len(rows)))
            ]
            self._update("upsert_points", points)
        self._settle()

    def search(
        self, query: NDArray[np.float32], k: int, *, effort: int, below: float | None = None
    ) -> NDArray[np.int64]:
        qdrant = self._qdrant
        narrow = None
        if below is not None:
            narrow = qdrant.Filter(
                must=[qdrant.FieldCondition("lot", range=qdrant.RangeFloat(lt=below))]
            )
        found = self._shard.query(
            qdrant.QueryRequest(
                k,
                query=qdrant.Query.Nearest(query.tolist()),
                filter=narrow,
                params=qdrant.SearchParams(hnsw_ef=effort),
            )
        )
        return np.array([point.id for point in found], dtype=np.int64)

    def delete(self, gone: NDArray[np.int64]) -> None:
        self._update("delete_points", gone.tolist())
        self._settle()

    def _update(self, operation: str, *arguments: Any) -> None:
        self._shard.update(getattr(self._qdrant.UpdateOperation, operation)(*arguments))

    def _settle(self) -> None:
        while self._shard.optimize():
            pass
        self._shard.flush()

    def close(self) -> None:
        self._shard.close()


class Milvus:
    """A server, started as a child of this process, and its client."""

    efforts = EFFORTS
    _NAME = "products"

    def build(
        self, rows: NDArray[np.float32], numbers: NDArray[np.float64], folder: Path, threads: int
    ) -> None:
        from milvus import MilvusServer
        from pymilvus import DataType, MilvusClient

        self._server: Any = MilvusServer()
        self._server.set_base_dir(str(folder))
        self._server.start()
        self._client = MilvusClient(f"http://127.0.0.1:{self._server.listen_port}")
        schema = self._client.create_schema()
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("lot", DataType.DOUBLE)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=rows.shape[1])
        self._client.create_collection(self._NAME, schema=schema)
        for start in range(0, len(rows), _PART):
            products = [
                {"id": number, "lot": float(numbers[number]), "vector": rows[number]}
                for number in range(start, min(start + _PART, len(rows)))
            ]
            self._client.insert(self._NAME, products)
        self._client.flush(self._NAME)
        indices = self._client.prepare_index_params()
        indices.add_index(
            "vector", index_type="HNSW", metric_type="IP",
            params={"M": LINKS, "efConstruction": CONSTRUCTION},
        )  # fmt: skip
        indices.add_index("lot", index_type="STL_SORT")
        self._client.create_index(self._NAME, indices)
        self._client.load_collection(self._NAME)

    def search(
        self, query: NDArray[np.float32], k: int, *, effort: int, below: float | None = None
    ) -> NDArray[np.int64]:
        (found,) = self._client.search(
            self._NAME,
            [query],
            filter="" if below is None else f"lot < {below}",
            limit=k,
            search_params={"metric_type": "IP", "params": {"ef": max(effort, k)}},
        )
        return np.array([hit["id"] for hit in found], dtype=np.int64)

    def delete(self, gone: NDArray[np.int64]) -> None:
        for start in range(0, len(gone), _PART):
            self._client.delete(self._NAME, ids=gone[start : start + _PART].tolist())
        self._client.flush(self._NAME)
        # A search that follows may look at what is a little old; this waits until it cannot be.
        self._client.query(self._NAME, "", output_fields=["count(*)"], consistency_level="Strong")

    def close(self) -> None:
        self._client.close()
        self._server.stop()
