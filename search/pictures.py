"""Bytes from a stranger become a picture, or a clear refusal.

The one place where picture bytes are decoded: catalogue files, uploads and `--image` all come
through `decode`, so that a query and a product are seen with the same eyes. Which size a model wants is
the encoder's own business.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError

from search.errors import InvalidImage

MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")

# JPEG can be decoded at 1/2, 1/4 or 1/8 scale for nearly nothing. No encoder looks at more than
# this many pixels a side, so a 12-megapixel photo need not be unpacked whole. The other formats
# are averaged down by the same steps, so that a window of pictures stays small in memory.
DRAFT_SIDE = 640

# Not ImageOps.exif_transpose: it also writes the EXIF data back, and fails where it cannot.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


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
            opened.load()
            return _upright(opened, _scaled(_over_white(_eight_bit(opened))))
    except InvalidImage:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(name, "far too many") from None
    except UnidentifiedImageError:
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


def square(image: Image.Image, side: int) -> Image.Image:
    """(side, side) RGB: fitted whole into a white square, so that nothing is cut or squashed."""
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)
    canvas = Image.new("RGB", (side, side), "white")
    canvas.paste(small, ((side - size[0]) // 2, (side - size[1]) // 2))
    return canvas


def _too_many_pixels(name: str, size: str) -> InvalidImage:
    return InvalidImage(
        f"{name} has {size} pixels; the limit is {MAX_PIXELS:,} in all.", remedy="Scale it down."
    )


def _upright(opened: Image.Image, image: Image.Image) -> Image.Image:
    """`image` turned as the EXIF data of `opened` say; unreadable EXIF data turn nothing."""
    try:
        orientation = int(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # as above: whatever a damaged block makes Pillow's parser raise
        return image
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def _scaled(image: Image.Image) -> Image.Image:
    side = min(image.size)
    steps = next((n for n in (8, 4, 2) if side >= n * DRAFT_SIDE), 1)
    return image.reduce(steps) if steps > 1 else image


def _eight_bit(image: Image.Image) -> Image.Image:
    """16-bit grey would otherwise be clipped to white."""
    if not image.mode.startswith("I"):
        return image
    return Image.fromarray((np.asarray(image) // 256).clip(0, 255).astype(np.uint8))


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
