"""Bytes from a stranger: upright RGB pixels, or a refusal that says why."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from search.errors import InvalidImage
from search.pictures import DRAFT_SIDE, MAX_BYTES, MAX_PIXELS, decode, read


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    crc = struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + crc + b"\x00\x00\x10\x00IDAT"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_format_gives_rgb_of_its_own_size(kind: str) -> None:
    image = decode(encoded(Image.new("RGB", (31, 17), (200, 30, 30)), kind))
    assert (image.mode, image.size) == ("RGB", (31, 17))
    assert np.abs(np.asarray(image).mean((0, 1)) - (200, 30, 30)).max() < 6


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    source = Image.new(mode, (8, 8))
    image = decode(encoded(source, "JPEG" if mode == "CMYK" else "PNG"))
    assert (image.mode, image.size) == ("RGB", (8, 8))


def test_sixteen_bit_grey_keeps_its_shades() -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    image = np.asarray(decode(encoded(Image.fromarray(ramp))))
    assert image.min() == 0
    assert image.max() == 255
    assert abs(image.mean() - 127.5) < 1


def test_transparency_is_laid_over_white() -> None:
    clear = decode(encoded(Image.new("RGBA", (4, 4), (0, 0, 0, 0))))
    assert np.asarray(clear).min() == 255
    palette = Image.new("P", (4, 4), 0)
    palette.putpalette([0, 0, 0])
    assert np.asarray(decode(encoded(palette, transparency=0))).min() == 255


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_as_pillow_would(orientation: int) -> None:
    corner = Image.new("RGB", (48, 32), "white")
    corner.paste("red", (0, 0, 16, 16))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(corner, "PNG", exif=exif)
    wanted = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    assert np.array_equal(np.asarray(decode(data)), np.asarray(wanted))


@pytest.mark.parametrize("exif", [b"Exif\x00\x00rubbish", b"Exif\x00\x00II*\x00\x08\x00"])
def test_damaged_exif_does_not_cost_the_picture(exif: bytes) -> None:
    data = encoded(Image.new("RGB", (8, 8)), "JPEG", exif=exif)
    assert decode(data).size == (8, 8)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_scaled_down_but_not_below_what_models_need(kind: str) -> None:
    image = decode(encoded(Image.new("RGB", (4 * DRAFT_SIDE + 3, 2 * DRAFT_SIDE)), kind))
    assert min(image.size) == DRAFT_SIDE
    assert abs(max(image.size) - 2 * DRAFT_SIDE) <= 2


def test_an_empty_upload_is_refused() -> None:
    with pytest.raises(InvalidImage, match="0 bytes"):
        decode(b"")


def test_too_many_bytes_are_refused_before_decoding() -> None:
    with pytest.raises(InvalidImage, match=f"{MAX_BYTES:,}"):
        decode(b"\x00" * (MAX_BYTES + 1))


@pytest.mark.parametrize("size", [(8_000, 7_000), (12_000, 9_000), (60_000, 60_000)])
def test_a_bomb_is_refused_from_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(InvalidImage, match=f"the limit is {MAX_PIXELS:,}"):
        decode(png_header(*size))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused(kind: str) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(noise), kind)
    with pytest.raises(InvalidImage, match=r"damaged|not a picture"):
        decode(data[: len(data) // 2])


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (encoded(Image.new("P", (2, 2)), "GIF"), "GIF"),
        (b"hello", "not a picture"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, hint: str) -> None:
    with pytest.raises(InvalidImage, match=hint):
        decode(data, name="x.jpg")


def test_the_operators_file_is_read_and_its_errors_name_it(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(Image.new("RGB", (3, 2))))
    assert read(path).size == (3, 2)
    with pytest.raises(InvalidImage, match="missing"):
        read(tmp_path / "missing.png")
    with path.open("wb") as out:
        out.truncate(MAX_BYTES + 1)
    with pytest.raises(InvalidImage, match="limit"):
        read(path)
