"""`bowerbird doctor`: is everything here that a search needs, and is it ours?"""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from search.errors import BowerbirdError
from search.settings import models_home

_OURS = ("search", "indexer", "web")
_NEEDED = (
    "torch",
    "torchvision",
    "open-clip-torch",
    "faiss-cpu",
    "openvino",
    "rapidocr",
    "numpy",
    "pandas",
    "flask",
)


@click.command()
@click.option("--index", type=click.Path(path_type=Path), help="An index to check too.")
def doctor(index: Path | None) -> None:
    """Check the installation; exit code 1 if something is wrong."""
    healthy = True
    for good, line in _checks(index):
        healthy = healthy and good
        click.echo(f"{'ok  ' if good else 'BAD '} {line}")
    sys.exit(0 if healthy else 1)


def _checks(index: Path | None) -> Iterator[tuple[bool, str]]:
    yield sys.version_info >= (3, 11), f"Python {platform.python_version()} on {platform.machine()}"
    for name in _OURS:
        yield _owner(name)
    for name in _NEEDED:
        try:
            yield True, f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name == "openvino", f"{name} is not installed"
    yield _encoder()
    if index is not None:
        yield _index(index)


def _owner(name: str) -> tuple[bool, str]:
    """Whether an import name is ours: `web.py`, for one, installs a top-level `web` too."""
    spec = importlib.util.find_spec(name)
    where = Path(spec.origin).parent if spec and spec.origin else None
    if where is None:
        return False, f"the package {name!r} is missing: reinstall bowerbird"
    # Wherever bowerbird is installed from, its three packages lie side by side.
    return where.parent == Path(__file__).parent.parent, f"the package {name!r} is {where}"


def _encoder() -> tuple[bool, str]:
    from search.encoders import load_encoder

    try:
        encoder = load_encoder("lite")
    except BowerbirdError as problem:
        return False, str(problem)
    return True, f"encoder 'lite' {encoder.fingerprint}, models in {models_home()}"


def _index(index: Path) -> tuple[bool, str]:
    from search.artifact import Artifact, current_version

    try:
        artifact = Artifact.open(index / current_version(index))
    except BowerbirdError as problem:
        return False, str(problem)
    return (
        True,
        f"index {artifact.version}: {len(artifact):,} products, {artifact.manifest.encoder['spec']}",
    )
