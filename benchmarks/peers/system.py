"""A whole search beside a whole search: the script of an afternoon and Bowerbird, the same model in both.

The first products of the real catalogue and their pictures, ViT-B-32 with seeded random weights (how fast,
not how good: `benchmarks.quality` says that). From the catalogue to what can be searched, again with nothing
changed, and with one product in a hundred changed; from the shell to the first answer; then one client over
HTTP, by words and by a picture, after a few.
"""

from __future__ import annotations

import csv
import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from benchmarks.indexing import SOURCE, VIT, catalogue, random_checkpoint
from benchmarks.machine import DATA, WORK
from benchmarks.main_job import build
from benchmarks.peers.measure import bytes_of
from benchmarks.speed import serve, stop
from search.encoders import load_encoder
from search.pictures import read
from search.settings import models_home

SCRIPT = Path(__file__).with_name("afternoon.py")
PRODUCTS = 300
QUERIES = 60
WARM = 10
_WAIT = 120.0

Serving = Callable[[], Any]


def compare() -> dict[str, Any]:
    """What each took. Both begin with the model on disk, and ours with it converted."""
    WORK.mkdir(parents=True, exist_ok=True)
    models_home().mkdir(parents=True, exist_ok=True)
    path, pictures = catalogue(PRODUCTS)
    changed = _changed(path)
    weights = random_checkpoint().absolute()
    encoder = f"openclip:{VIT}/{weights}"
    ready = load_encoder(encoder)
    ready.encode_images([read(pictures[0])])
    ready.encode_texts(["a"])
    return {
        "products": PRODUCTS,
        "an afternoon's script": _afternoon(path, changed, weights, pictures),
        "Bowerbird": _bowerbird(path, changed, encoder, pictures),
    }


def _afternoon(
    path: Path, changed: Path, weights: Path, pictures: Sequence[Path]
) -> dict[str, Any]:
    index = WORK / "afternoon"
    shutil.rmtree(index, ignore_errors=True)

    def command(of: Path, *more: str) -> list[str]:
        return [
            sys.executable, "-m", "benchmarks.peers.afternoon", str(of), "--images",
            str(DATA / SOURCE), "--weights", str(weights), "--index", str(index), *more,
        ]  # fmt: skip

    def embed(of: Path) -> float:
        start = time.perf_counter()
        subprocess.run(command(of, "--only-index"), check=True, capture_output=True)
        return time.perf_counter() - start

    seconds = {"cold": embed(path), "unchanged": embed(path), "one_percent_changed": embed(changed)}

    @contextmanager
    def serving() -> Iterator[int]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(command(changed, "--port", str(port)), stdout=quiet, stderr=quiet)
        try:
            yield port
        finally:
            server.terminate()
            server.wait(30)

    lines = [line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line.strip()]
    return _report(seconds, index, serving, "/search", pictures) | {"lines_to_keep": len(lines)}


def _bowerbird(path: Path, changed: Path, encoder: str, pictures: Sequence[Path]) -> dict[str, Any]:
    index = WORK / "peers-system"
    for left in (index, index.with_name("peers-system.cache")):
        shutil.rmtree(left, ignore_errors=True)
    options: tuple[str | Path, ...] = ("--encoder", encoder, "--images", DATA / SOURCE)
    steps = {"cold": path, "unchanged": path, "one_percent_changed": changed}
    seconds = {name: build(of, index, *options)["wall_s"] for name, of in steps.items()}

    @contextmanager
    def serving() -> Iterator[int]:
        server, port = serve(index)
        try:
            yield port
        finally:
            stop(server)

    return _report(seconds, index, serving, "/api/v1/search", pictures) | {"lines_to_keep": 0}


def _report(
    seconds: dict[str, float], index: Path, serving: Serving, road: str, pictures: Sequence[Path]
) -> dict[str, Any]:
    start = time.perf_counter()
    with serving() as port:
        _until_it_answers(port, f"{road}?q=dress")
        first = time.perf_counter() - start
        words = [
            ("GET", f"{road}?q={quote(f'red dress {turn}')}", b"", {}) for turn in range(QUERIES)
        ]
        shown = [("POST", road, *_form(picture)) for picture in pictures[:QUERIES]]
        latency = {"words": _timed(port, words), "picture": _timed(port, shown)}
    return {
        "seconds": {name: round(value, 2) for name, value in seconds.items()},
        "start_to_first_answer_s": round(first, 2),
        "latency": latency,
        "bytes_a_product": round(bytes_of(index) / PRODUCTS),
    }


def _until_it_answers(port: int, road: str) -> None:
    end = time.monotonic() + _WAIT
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=_WAIT)
        try:
            line.request("GET", road)
            if line.getresponse().status == 200:
                return
        except ConnectionError:
            pass
        finally:
            line.close()
        if time.monotonic() > end:
            raise TimeoutError(f"No answer from {road} within {_WAIT:.0f} s.")
        time.sleep(0.02)


def _timed(
    port: int, requests: Sequence[tuple[str, str, bytes, dict[str, str]]]
) -> dict[str, float]:
    times = []
    for method, road, body, headers in requests:
        start = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=_WAIT)
        line.request(method, road, body or None, headers)
        answer = line.getresponse()
        text = answer.read()
        times.append((time.perf_counter() - start) * 1_000)
        line.close()
        if answer.status != 200:
            raise RuntimeError(f"{method} {road}: {answer.status} {text[:200]!r}")
    p50, p95 = np.percentile(times[WARM:], [50, 95])
    return {"p50_ms": round(float(p50), 1), "p95_ms": round(float(p95), 1)}


def _form(picture: Path) -> tuple[bytes, dict[str, str]]:
    edge = "a-picture-ends-here"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="image"; filename="{picture.name}"\r\n\r\n'
    body = head.encode() + picture.read_bytes() + f"\r\n--{edge}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={edge}"}


def _changed(path: Path) -> Path:
    """The same catalogue with another picture for one product in a hundred."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row, other in zip(rows[::100], rows[1::100], strict=False):
        row["image"] = other["image"]
    changed = path.with_name("peers-changed.csv")
    with changed.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return changed
