"""Pictures over HTTP: a product's own, resized, and the one that a shopper uploaded.

A picture is named by product and position, never by a file name, so nothing that the index does not
list can be asked for; what a catalogue lists is still not trusted to stay in its media folder.
Whatever leaves here was decoded and encoded anew: no byte of a stranger's file is served.
"""

from __future__ import annotations

from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, request
from PIL.Image import Resampling

from search.errors import InvalidImage
from search.pictures import MAX_BYTES, decode
from web.address import id_path
from web.forms import kept_picture
from web.shop import searcher, shop

media = Blueprint("media", __name__)

WIDTHS = (240, 480, 960)
"""Pixels. Few, so that a shop's thumbnails fit in memory and nobody can ask for endless ones."""

_WEEK = 7 * 86_400
_NOTHING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="none" stroke="#9a948a">'
    '<rect x="13" y="14" width="22" height="20" rx="2"/><path d="m14 32 7-8 5 5 4-4 4 5"/></svg>'
)


def picture_path(product_id: str, position: int, version: str, width: int) -> str:
    path, named = id_path(f"/media/{version}", product_id)
    return f"{path}/{position}?{urlencode({'w': width, **named})}"


@media.get("/media/<version>/<int:position>")
@media.get("/media/<version>/<path:product_id>/<int:position>")
def product_picture(version: str, position: int, product_id: str | None = None) -> Response:
    """The `position`-th picture of a product at one of `WIDTHS`, the next larger than `w`."""
    product_id = request.args.get("id", "") if product_id is None else product_id
    images = searcher().product(product_id).images
    if position >= len(images):
        abort(404)
    if images[position].lower().startswith(("https://", "http://")):
        return redirect(images[position])  # type: ignore[return-value]
    path = find(images[position], _root())
    if path is None:
        return _missing()
    width = _width(WIDTHS[1])
    stat = path.stat()
    key = blake2b(
        f"{path}|{stat.st_mtime_ns}|{stat.st_size}|{width}".encode(), digest_size=12
    ).hexdigest()
    response = Response(mimetype="image/jpeg")
    response.set_etag(key)
    # An address names a version of the index, so a page after a rebuild asks for new pictures.
    response.cache_control.public = True
    response.cache_control.max_age = _WEEK if version == searcher().version else 60
    response.make_conditional(request)
    if response.status_code == 304:
        return response
    try:
        response.set_data(_thumbnail(path, key, width))
    except (InvalidImage, OSError):
        return _missing()
    return response


@media.get("/uploads/<name>")
def uploaded_picture(name: str) -> Response:
    """The picture of a search, whole, at one of `WIDTHS`."""
    data, width = kept_picture(name, shop().uploads), _width(WIDTHS[0])
    response = Response(mimetype="image/jpeg")
    response.set_etag(f"{name}-{width}")  # the name is a hash of what it names
    response.cache_control.private = True
    response.cache_control.max_age = 3_600
    response.make_conditional(request)
    if response.status_code != 304:
        response.set_data(_encoded(data, width))
    return response


def _width(usual: int) -> int:
    """The width that the request asks for, the next larger one that there is."""
    wanted = request.args.get("w", usual, type=int)
    return next((w for w in WIDTHS if w >= wanted), WIDTHS[-1])


def find(name: str, root: Path) -> Path | None:
    """The file that a catalogue calls `name`, or None where it is not there or not inside `root`."""
    try:
        real = (root / name.replace("\\", "/")).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # not there, links in a circle, a NUL byte
        return None
    inside = real.is_relative_to(root.resolve())
    return real if inside and real.is_file() and real.stat().st_size <= MAX_BYTES else None


def _root() -> Path:
    return shop().media or Path(searcher().artifact.manifest.media)


def _thumbnail(path: Path, key: str, width: int) -> bytes:
    thumbnails = shop().thumbnails
    data = thumbnails.get(key)
    if data is None:
        data = _encoded(path.read_bytes(), width)
        thumbnails.put(key, data)
    return data


def _encoded(data: bytes, width: int) -> bytes:
    picture = decode(data)
    picture.thumbnail((width, 2 * width), Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return out.getvalue()


def _missing() -> Response:
    """404 with a quiet placeholder: browsers draw it where they would draw a broken picture."""
    response = Response(_NOTHING, status=404, mimetype="image/svg+xml")
    response.cache_control.max_age = 60
    return response
