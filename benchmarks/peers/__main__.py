"""Bowerbird's vector search beside what people would use instead, and a whole search beside a whole search.

    python -m benchmarks.peers                              # 100,000 products, about half an hour
    python -m benchmarks.peers --source clusters --only hnswlib,Bowerbird

Each engine builds with all cores and searches with one, in a process of its own, the same rows with the
same filters (`lot` less than a share) before and after a tenth was deleted. One that is not installed
(`pip install 'bowerbird[bench]'`) or fails is named with its reason. `--only` adds to the results.
Writes results/peers.json.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from benchmarks.machine import RESULTS, WORK, write_result
from benchmarks.peers.engines import ENGINES, PACKAGES, engine
from benchmarks.peers.measure import measure
from benchmarks.peers.rows import SOURCES, Searched

AFTERNOON = "afternoon"
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
_SLOWS_NUMPY = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def _child(name: str, rows: Path, seconds: float) -> dict[str, Any]:
    """What the process of an engine measured, or `{"missing": why}`."""
    environment = {key: value for key, value in os.environ.items() if key not in _SLOWS_NUMPY}
    command = [sys.executable, "-m", "benchmarks.peers", "--rows", str(rows), "--measure", name]
    with subprocess.Popen(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment | _ONE_THREAD, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            out, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return {"missing": f"not done after {seconds:.0f} s"}
        finally:  # and what it started: a server must not outlive it
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode == 0:
        found: dict[str, Any] = json.loads(out.strip().rpartition("\n")[2])
        return found
    said = errors.strip().rpartition("\n")[2] or f"ended with code {process.returncode}"
    return {"missing": said[:300]}


def _measured(name: str, rows: Path) -> dict[str, Any]:
    made = engine(name)
    with tempfile.TemporaryDirectory(dir=rows, prefix="engine-") as folder:
        try:
            return measure(made, Searched.read(rows), Path(folder))
        finally:
            made.close()


@click.command()
@click.option("--products", default=100_000, show_default=True)
@click.option("--source", type=click.Choice(list(SOURCES)), default="grown", show_default=True)
@click.option(
    "--only", default=",".join([*ENGINES, AFTERNOON]), help="By commas; kept beside the others."
)
@click.option("--timeout", default=1_800.0, show_default=True, help="Seconds an engine may take.")
@click.option("--rows", type=Path, hidden=True)
@click.option("--measure", "measured", hidden=True)
def main(
    products: int, source: str, only: str, timeout: float, rows: Path | None, measured: str | None
) -> None:
    """Compare with what people would use instead."""
    if measured is not None and rows is not None:
        click.echo(json.dumps(_measured(measured, rows)))
        return
    chosen = only.split(",")
    if unknown := set(chosen) - {*ENGINES, AFTERNOON}:
        raise click.BadParameter(f"{sorted(unknown)}: one of {[*ENGINES, AFTERNOON]}.")
    about = {"source": source, "products": products}
    path = RESULTS / "peers.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    same = all(kept.get(name) == value for name, value in about.items())
    result = about | {
        "engines": kept["engines"] if same else {},
        "systems": kept.get("systems"),
    }
    folder = WORK / f"peers-{source}-{products}"
    if not (folder / "queries.npy").exists():
        shutil.rmtree(folder, ignore_errors=True)
        SOURCES[source](products).write(folder)
    for name in ENGINES:
        if name in chosen:
            result["engines"][name] = found = _child(name, folder, timeout)
            click.echo(f"{name}: {json.dumps(found)}")
            result["engines"] = {n: result["engines"][n] for n in ENGINES if n in result["engines"]}
            write_result("peers", result, also=PACKAGES)
    if AFTERNOON in chosen:
        from benchmarks.peers.system import compare  # with torch, which no engine's process needs

        result["systems"] = compare()
        click.echo(f"systems: {json.dumps(result['systems'])}")
    click.echo(f"wrote {write_result('peers', result, also=PACKAGES)}")


if __name__ == "__main__":
    main()
