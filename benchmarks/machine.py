"""What a result was measured on, and its file."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
WORK = Path("data/benchmarks")
"""Indices and caches of the benchmarks; git ignores it."""

PACKAGES = ("torch", "open-clip-torch", "openvino", "faiss-cpu", "numpy", "bm25s", "ir-measures")


def write_result(name: str, result: dict[str, Any], *, also: Sequence[str] = ()) -> Path:
    """Writes results/NAME.json with the command, the machine and the versions beside the numbers.

    `also` names packages that the numbers depend on besides `PACKAGES`: null where one is not installed.
    """
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    about = {
        "command": " ".join(["python", "-m", f"benchmarks.{name}", *sys.argv[1:]]),
        "machine": {
            "cores": os.cpu_count(),
            "processor": _processor(),
            "python": platform.python_version(),
        },
        "versions": {package: version(package) for package in PACKAGES}
        | {package: _installed(package) for package in also},
    }
    path.write_text(json.dumps(about | result, indent=1, ensure_ascii=False) + "\n")
    return path


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
