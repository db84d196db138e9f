"""Starting, serving many at once, and where the time of one query goes.

    python -m benchmarks.speed          # about two minutes; the first time one more, to grow its catalogue

Over 100,000 products grown from a real index (`benchmarks.grown`): seconds to the first result of
`bowerbird search`, to readiness of `bowerbird serve`, and of `import search`; sixteen clients at once over
HTTP, in a process of their own on the same cores, each asking something else every time, of one server and
of two; on the real index, the functions that a query of words spends its time in; and what a log of events
takes: a real history imported, and events reported over HTTP, one a request and a hundred. Writes
results/speed.json.
"""

from __future__ import annotations

import cProfile
import http.client
import json
import pstats
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import click
import numpy as np

from benchmarks.grown import grow
from benchmarks.machine import DATA, WORK, write_result
from benchmarks.main_job import BOWERBIRD, command
from benchmarks.scale import SOURCE, asked
from search.encoders import load_encoder
from search.searcher import Searcher

PRODUCTS = 100_000
CLIENTS = 16
SECONDS = 20.0
WARM_SECONDS = 3.0
TOP = 8
HISTORY = "online-retail"
REPORTERS = 4
REPORTING_SECONDS = 5.0


def starts(index: Path) -> dict[str, float]:
    """Seconds, the median of three, with files in the system's cache."""
    command("search", "red dress", "--index", index)
    search = sorted(command("search", "red dress", "--index", index)[0] for _ in range(3))[1]
    served = sorted(_until_ready(index) for _ in range(3))[1]
    imported = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import search"], check=True)
        imported.append(time.perf_counter() - begin)
    return {
        "search_to_first_result": round(search, 2),
        "serve_to_ready": round(served, 2),
        "import_search": round(sorted(imported)[1], 2),
    }


def serve(index: Path, *options: str) -> tuple[subprocess.Popen[str], int]:
    server = subprocess.Popen(
        [BOWERBIRD, "serve", "--index", str(index), "--port", "0", *options],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.search(r":(\d+)$", line.strip())
    if found is None:
        server.terminate()
        raise click.ClickException(f"The server did not start: {line!r}")
    return server, int(found[1])


def stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    server.wait(30)


def _until_ready(index: Path) -> float:
    begin = time.perf_counter()
    server, _ = serve(index)
    seconds = time.perf_counter() - begin
    stop(server)
    return seconds


def crowd(index: Path, texts: list[str], *, servers: int = 1) -> dict[str, Any]:
    """Sixteen clients for `SECONDS`, after `WARM_SECONDS`, of one server or of several side by side."""
    started = [serve(index) for _ in range(servers)]
    try:
        ports = [part for _, port in started for part in ("--clients", str(port))]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.speed", *ports],
            input=json.dumps(texts), check=True, text=True, stdout=subprocess.PIPE,
        )  # fmt: skip
    finally:
        for server, _ in started:
            stop(server)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _clients(ports: Sequence[int], texts: list[str]) -> dict[str, Any]:
    taken: list[float] = []
    errors: list[str] = []
    begin = time.perf_counter()
    stop = begin + WARM_SECONDS + SECONDS

    def ask(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=30)
        turn = 0
        while (now := time.perf_counter()) < stop:
            text = f"{texts[(number + turn * CLIENTS) % len(texts)]} {number} {turn}"
            turn += 1
            try:
                line.request("GET", f"/api/v1/search?q={quote(text)}")
                answer = line.getresponse()
                body = answer.read()
                if answer.status != 200 or not body:
                    errors.append(str(answer.status))
            except OSError as problem:
                errors.append(repr(problem))
                line.close()
            if now >= begin + WARM_SECONDS:
                taken.append(time.perf_counter() - now)

    _at_once(ask, CLIENTS)
    p50, p99 = np.percentile(taken, [50, 99]) * 1_000
    return {
        "clients": CLIENTS,
        "requests": len(taken),
        "requests_a_second": round(len(taken) / SECONDS, 1),
        "p50_ms": round(float(p50), 1),
        "p99_ms": round(float(p99), 1),
        "errors": len(errors),
    }


def events(index: Path) -> dict[str, Any]:
    """Events a second: of a real history by `bowerbird events import`, and reported by four clients."""
    file = DATA / HISTORY / "interactions.csv"
    with TemporaryDirectory(dir=WORK) as state:
        took, said = command("events", "import", file, "--index", index, "--state", state)
    found: dict[str, Any] = {
        "import_s": round(took, 1),
        "imported": int(said.split()[0].replace(",", "")),
    }
    with TemporaryDirectory(dir=WORK) as state:
        server, port = serve(index, "--state", state)
        try:
            for size in (1, 100):
                found[f"a_second_{size}_a_request"] = _report(port, size)
        finally:
            stop(server)
    return found


def _report(port: int, size: int) -> int:
    stored: list[int] = []
    begin = time.perf_counter()

    def report(number: int) -> None:
        line, turn = http.client.HTTPConnection("127.0.0.1", port, timeout=30), 0
        while time.perf_counter() < begin + REPORTING_SECONDS:
            turn += 1
            told = [
                {"user_id": f"u{number}-{turn % 50}", "product_id": f"G{at:08d}", "event": "click"}
                for at in range(size)
            ]
            line.request(
                "POST", "/api/v1/events", json.dumps(told), {"Content-Type": "application/json"}
            )
            stored.append(json.load(line.getresponse())["stored"])

    _at_once(report, REPORTERS)
    return round(sum(stored) / (time.perf_counter() - begin))


def _at_once(work: Callable[[int], None], threads: int) -> None:
    running = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def profiled(source: Path) -> dict[str, Any]:
    """Where a query's time goes: milliseconds a query in each function itself, the most first."""
    searcher = Searcher.open(source, encoder=load_encoder("lite"))
    queries = asked(source, 120)["words"]
    for query in queries[:20]:
        searcher.search(query)
    profile = cProfile.Profile()
    profile.enable()
    for query in queries[20:]:
        searcher.search(query)
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    most = sorted(stats.items(), key=lambda item: -item[1][2])[:TOP]
    return {
        f"{Path(file).name}:{name}" if line else name: round(values[2] * 1_000 / 100, 3)
        for (file, line, name), values in most
    }


@click.command()
@click.option("--source", type=Path, default=WORK / f"whole-{SOURCE}", show_default=True)
@click.option("--clients", type=int, multiple=True, hidden=True)
def main(source: Path, clients: tuple[int, ...]) -> None:
    """Time starting and serving."""
    if clients:
        click.echo(json.dumps(_clients(clients, json.load(sys.stdin))))
        return
    index = WORK / f"speed-{PRODUCTS}"
    if not (index / "CURRENT").exists():
        click.echo(f"growing {PRODUCTS:,} products: {grow(source, index, PRODUCTS)}")
    texts = [query.text for query in asked(source, 400)["words"]]
    result = {
        "products": PRODUCTS,
        "start_s": starts(index),
        "http": crowd(index, texts),
        "http_two_servers": crowd(index, texts, servers=2),
        "top_ms_a_query": profiled(source),
        "events": events(index),
    }
    for name, found in result.items():
        click.echo(f"{name}: {found}")
    click.echo(f"wrote {write_result('speed', result)}")


if __name__ == "__main__":
    main()
