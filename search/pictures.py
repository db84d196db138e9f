"""Bytes from a stranger become a picture, or a clear refusal.

The one place where picture bytes are decoded: catalogue files, uploads and `--image` all come
through `decode`, so that a query and a product are seen with the same eyes. It does not resize for
a model: that is the encoder's own business.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from search.errors import InvalidImage

MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")

# JPEG can be decoded at 1/2, 1/4 or 1/8 scale for nearly nothing. No encoder looks at more than
# this many pixels a side, so a 12-megapixel photo need not be unpacked whole.
DRAFT_SIDE = 640


def decode(data: bytes, *, name: str = "the picture") -> Image.Image:
    """An upright RGB picture from untrusted `data`; `name` is what error messages call it.

    The size is read from the header and checked *before* pixels are decoded. EXIF orientation is
    applied, transparency is laid over white. Raises `InvalidImage`.
    """
    if not data:
        raise InvalidImage(f"{name} is empty (0 bytes).", remedy="Upload the file again.")
    if len(data) > MAX_BYTES:
        raise InvalidImage(
            f"{name} has {len(data):,} bytes; the limit is {MAX_BYTES:,}.",
            remedy="Save it smaller or as JPEG.",
        )
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            width, height = opened.size
            if width * height > MAX_PIXELS:
                raise _too_many_pixels(name, f"{width} x {height}")
            opened.draft("RGB", (DRAFT_SIDE, DRAFT_SIDE))
            return _over_white(ImageOps.exif_transpose(opened))
    except InvalidImage:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(name, "far too many") from None
    except Image.UnidentifiedImageError:
        raise InvalidImage(
            f"{name} is not a picture that can be read{_looks_like(data)}.",
            remedy=f"Use {', '.join(FORMATS[:-1])} or {FORMATS[-1]}.",
        ) from None
    except Exception as problem:  # Pillow's decoders raise many kinds on damaged data
        raise InvalidImage(
            f"{name} is damaged: {problem}.", remedy="Save or upload it again."
        ) from problem


def read(path: Path) -> Image.Image:
    """`decode` for a file the *operator* named (never for a path that came from a catalogue)."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:  # before reading: the file may be larger than memory
            raise InvalidImage(f"{path} has {size:,} bytes; the limit is {MAX_BYTES:,}.")
        return decode(path.read_bytes(), name=str(path))
    except OSError as problem:
        raise InvalidImage(f"{path} cannot be read: {problem.strerror}.") from problem


def _too_many_pixels(name: str, size: str) -> InvalidImage:
    return InvalidImage(
        f"{name} has {size} pixels; the limit is {MAX_PIXELS:,} in all.", remedy="Scale it down."
    )


def _over_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image.convert("RGB")


def _looks_like(data: bytes) -> str:
    head = data[:256].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return " (it is an HTML page)"
    if head.startswith((b"<?xml", b"<svg")):
        return " (it is SVG or XML)"
    if head.startswith(b"gif8"):
        return " (it is a GIF)"
    return ""
