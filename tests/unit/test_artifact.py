from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from search.artifact import Artifact, activate, current_version, read_manifest, storage, verify
from search.errors import CorruptIndex, IndexMissing, StorageFull, UnknownFormat, UnknownProduct


@pytest.fixture
def version(shop: Path, tmp_path: Path) -> Path:
    """A copy of the toy shop's version, to be damaged."""
    source = shop / "index" / current_version(shop / "index")
    return Path(shutil.copytree(source, tmp_path / source.name))


@pytest.fixture
def artifact(version: Path) -> Artifact:
    return Artifact.open(version)


def test_products_read_back_in_order_of_their_ids(artifact: Artifact) -> None:
    ids = [artifact.product_id(row) for row in range(len(artifact))]
    assert ids == sorted(ids) == [f"P{i:02d}" for i in range(1, 21)]


def test_a_product_reads_back_whole(artifact: Artifact) -> None:
    product = artifact.product(artifact.require("P01"))
    assert product.title == "Red shirt"
    assert product.price == 11.5
    assert product.currency == "EUR"
    assert product.images == ("images/red-shirt.png", "images/red-shirt-2.png")
    assert product.in_stock is True
    assert product.attributes == {"colour": "red"}


def test_every_product_is_found_by_its_id_and_no_other_is(artifact: Artifact) -> None:
    for row in range(len(artifact)):
        assert artifact.row_of(artifact.product_id(row)) == row
    for stranger in ("", "P", "P00", "P015", "P99", "Z"):
        assert artifact.row_of(stranger) is None
    with pytest.raises(UnknownProduct, match="P99"):
        artifact.require("P99")


def test_any_flipped_byte_is_caught_when_it_is_opened(version: Path) -> None:
    files = sorted(path for path in version.rglob("*") if path.is_file())
    assert len(files) > 10
    for path in files:
        original = path.read_bytes()
        for at in {0, len(original) // 2, len(original) - 1}:
            damaged = bytearray(original)
            damaged[at] ^= 1
            path.write_bytes(bytes(damaged))
            with pytest.raises((CorruptIndex, UnknownFormat)):
                Artifact.open(version)
        path.write_bytes(original)
    Artifact.open(version)


def test_a_missing_and_a_cut_file_are_named(version: Path) -> None:
    rows = version / "rows.npy"
    rows.write_bytes(rows.read_bytes()[:-1])
    with pytest.raises(CorruptIndex, match=r"rows.npy has"):
        Artifact.open(version)
    rows.unlink()
    with pytest.raises(CorruptIndex, match=r"rows.npy is missing"):
        Artifact.open(version)


def test_another_format_is_refused_with_the_remedy(version: Path) -> None:
    manifest = json.loads((version / "manifest.json").read_text())
    (version / "manifest.json").write_text(json.dumps(manifest | {"format": "bowerbird-index/9"}))
    with pytest.raises(UnknownFormat, match=r"bowerbird-index/9.*Rebuild"):
        read_manifest(version)


def test_sizes_are_checked_even_where_checksums_are_not(version: Path) -> None:
    manifest = read_manifest(version)
    verify(version, manifest, checksums=False)
    path = version / "pictures.npy"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(CorruptIndex):
        verify(version, manifest, checksums=False)


def test_an_empty_folder_has_no_active_version(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="bowerbird index"):
        current_version(tmp_path)
    with pytest.raises(IndexMissing):
        current_version(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["", "gone\n", "../elsewhere\n"])
def test_a_pointer_to_nowhere_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "CURRENT").write_text(text)
    with pytest.raises(CorruptIndex):
        current_version(tmp_path)


def test_activation_replaces_the_pointer_at_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        activate(tmp_path, name)
        assert current_version(tmp_path) == name
    assert sorted(p.name for p in tmp_path.iterdir()) == ["CURRENT", "one", "two"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    pending = tmp_path / "v.partial"

    def fill() -> None:
        with storage(pending):
            pending.mkdir()
            (pending / "half").write_text("written")
            raise OSError(28, "No space left on device")

    with pytest.raises(StorageFull, match="Nothing was changed"):
        fill()
    assert not pending.exists()


def test_blocks_of_a_product_are_unit_or_absent(artifact: Artifact) -> None:
    for block in artifact.layout.blocks:
        rows = np.asarray(artifact.rows[:, artifact.layout.columns(block)], np.float32)
        there = artifact.rows[:, artifact.layout.flag(block)] > 0
        np.testing.assert_allclose(np.linalg.norm(rows[there], axis=1), 1, atol=2e-3)
        assert not rows[~there].any()
    last = artifact.require("P20")
    assert artifact.rows[last, artifact.layout.flag("shared_image")] == 0
