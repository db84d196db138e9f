"""The versions of an index that lie on disk: list, check, choose, go back, throw away.

Reading and writing one version is `search.artifact`'s business. Nothing here touches the active
version except to say which one it is.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.artifact import PARTIAL, activate, current_version, read_manifest, verify
from search.errors import ArtifactError, IndexMissing, UnknownVersion, nearest


@dataclass(frozen=True, slots=True)
class Version:
    """One version folder. `trouble` says why it cannot be used, where it cannot."""

    name: str
    built_at: str
    products: int
    encoder: str
    size: int
    active: bool
    trouble: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def list_versions(index: Path) -> list[Version]:
    """Every finished version in `index`, newest first. Raises `IndexMissing` where there is none."""
    active = _active(index)
    found = []
    for folder in sorted(_folders(index), reverse=True):
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        try:
            manifest = read_manifest(folder)
        except ArtifactError as problem:
            found.append(Version(folder.name, "", 0, "", size, folder.name == active, str(problem)))
            continue
        found.append(
            Version(
                folder.name,
                manifest.built_at,
                int(manifest.catalogue["products"]),
                str(manifest.encoder["spec"]),
                size,
                folder.name == active,
            )
        )
    if not found:
        raise IndexMissing(
            f"There is no index in {index}.",
            remedy=f"Build one: bowerbird index CATALOG --index {index}.",
        )
    return found


def verify_version(index: Path, name: str | None = None) -> str:
    """Reads every byte of a version (default: the active one) against its checksums."""
    chosen = existing(index, name or current_version(index))
    verify(index / chosen, read_manifest(index / chosen))
    return chosen


def activate_version(index: Path, name: str) -> None:
    """Makes an existing, undamaged version the active one."""
    activate(index, verify_version(index, name))


def rollback(index: Path) -> str:
    """Activates the newest undamaged version that is older than the active one."""
    active = current_version(index)
    for version in list_versions(index):
        if version.name < active and not version.trouble:
            activate_version(index, version.name)
            return version.name
    raise UnknownVersion(
        f"There is no version older than {active} to go back to.",
        remedy="See bowerbird versions list.",
    )


def prune(index: Path, *, keep: int) -> list[str]:
    """Deletes all but the `keep` newest versions; the active one is always kept.

    A reader that has a version open keeps reading it: its files live until it closes them.
    """
    active = _active(index)
    removed = []
    for position, folder in enumerate(sorted(_folders(index), reverse=True)):
        if position >= keep and folder.name != active:
            shutil.rmtree(folder)
            removed.append(folder.name)
    return removed


def _folders(index: Path) -> list[Path]:
    if not index.is_dir():
        return []
    return [p for p in index.iterdir() if p.is_dir() and p.suffix != PARTIAL]


def _active(index: Path) -> str | None:
    try:
        return current_version(index)
    except ArtifactError:
        return None


def existing(index: Path, name: str) -> str:
    """`name`, if there is such a version. Raises `UnknownVersion`."""
    known = [folder.name for folder in _folders(index)]
    if name not in known:
        raise UnknownVersion(
            f"There is no version {name!r} in {index}.", remedy=nearest(name, known), value=name
        )
    return name
