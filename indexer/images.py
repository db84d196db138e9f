"""Picture names from a catalogue become pixels, read ahead of whoever embeds them.

A catalogue is written by others, so a name in it is never trusted: it must stay inside the media
folder, and addresses are fetched only where the operator allows it. One bad picture is a problem
to report, never an exception. What bytes are a picture is `search.pictures`' decision, and what
an embedding cache holds is the caller's.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from itertools import islice
from pathlib import Path
from typing import IO, Any
from urllib import request as http
from urllib.parse import quote, urljoin

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from indexer.fetching import PrivateAddressError, public_handlers
from indexer.fingerprints import fingerprint
from indexer.problems import Kind
from search.colour import colours_of_picture
from search.encoders.base import Rows
from search.errors import InvalidImage
from search.pictures import MAX_BYTES, decode

FETCH_SECONDS = 20.0  # for a whole picture, however slowly its server drips

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")  # two letters at least: C: is a drive
_MAY_LEAVE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS_SIGNS = "%:/?#[]@!$&'()*+,;=~"  # everything else, such as Chinese or a space, is escaped
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """The `position`-th picture of row `row` of the product table."""

    row: int
    position: int
    name: str


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """`key` is the SHA-256 of the bytes in hex, "" where there are none.

    `image`, with its `colours` and its `fingerprint`, is None where the caller knows the key already, or
    where there is a `problem`.
    """

    request: PictureRequest
    key: str
    image: Image.Image | None
    problem: str | None = None
    kind: Kind | None = None
    colours: Rows | None = None
    fingerprint: NDArray[np.uint8] | None = None


class PictureRefusedError(Exception):
    """A name that must not be followed."""


class _PictureMissingError(Exception):
    """A name that leads nowhere."""


def check_name(name: str, *, media: Path, allow_outside: bool, allow_urls: bool) -> Path | str:
    """Where `name` leads by its wording alone: a path, or an address to fetch.

    Backslashes part folders, as in names that come from Windows. Raises `PictureRefusedError`.
    """
    if "\x00" in name:
        raise PictureRefusedError(f"The picture name {name!r} holds a NUL byte.")
    if scheme := _SCHEME.match(name):
        if scheme[1].lower() not in ("http", "https"):
            raise PictureRefusedError(f"{name!r}: pictures are not read through {scheme[1]}:.")
        if not allow_urls:
            raise PictureRefusedError(f"{name!r} is an address; fetching is not allowed.")
        return name
    name_here = name.replace("\\", "/")
    path = media / name_here
    if not allow_outside and _MAY_LEAVE.search(name_here):  # the others cannot, and are many
        inside = os.path.normpath(media.absolute())
        if not Path(os.path.normpath(path.absolute())).is_relative_to(inside):
            raise PictureRefusedError(f"{name!r} leads out of the media folder {media}.")
    return path


def resolve(name: str, *, media: Path, allow_outside: bool, allow_urls: bool) -> Path | str:
    """`check_name`, and then where the name leads once symbolic links are followed."""
    place = check_name(name, media=media, allow_outside=allow_outside, allow_urls=allow_urls)
    if isinstance(place, str):
        return place
    try:
        real = place.resolve()
    except (OSError, RuntimeError, ValueError) as problem:  # such as links in a circle
        raise PictureRefusedError(f"{name!r} cannot be followed: {problem}.") from problem
    # What is its own real path lies where its wording says.
    if not allow_outside and real != place and not real.is_relative_to(media.resolve()):
        raise PictureRefusedError(f"{name!r} is a link out of the media folder {media}.")
    return real


def load_pictures(
    requests: Sequence[PictureRequest],
    *,
    media: Path,
    known: Callable[[str], bool],
    allow_outside: bool = False,
    allow_urls: bool = False,
    allow_private: bool = False,
    workers: int = 2,
    window: int = 64,
) -> Iterator[LoadedPicture]:
    """The pictures in the order of `requests`, at most `window` of them read ahead.

    `known(key)` is asked from worker threads; where it is true the pixels are not decoded. Addresses
    are fetched from public hosts alone, unless `allow_private`.
    """

    def load(request: PictureRequest) -> LoadedPicture:
        key = ""
        try:
            place = resolve(
                request.name, media=media, allow_outside=allow_outside, allow_urls=allow_urls
            )
            if isinstance(place, str):
                data = _fetch(place, private=allow_private)
            else:
                data = _read(place, request.name)
            key = hashlib.sha256(data).hexdigest()
            image = None if known(key) else decode(data, name=repr(request.name))
        except PictureRefusedError as problem:
            return LoadedPicture(request, key, None, str(problem), Kind.PICTURE_REFUSED)
        except _PictureMissingError as problem:
            return LoadedPicture(request, key, None, str(problem), Kind.PICTURE_MISSING)
        except InvalidImage as problem:
            return LoadedPicture(request, key, None, str(problem), Kind.PICTURE_UNREADABLE)
        if image is None:
            return LoadedPicture(request, key, None)
        return LoadedPicture(
            request, key, image, colours=colours_of_picture(image), fingerprint=fingerprint(image)
        )

    pool = ThreadPoolExecutor(workers, thread_name_prefix="pictures")
    upcoming = iter(requests)
    ahead: deque[Future[LoadedPicture]] = deque()
    try:
        for request in islice(upcoming, window):
            ahead.append(pool.submit(load, request))
        while ahead:
            picture = ahead.popleft().result()
            for request in islice(upcoming, 1):
                ahead.append(pool.submit(load, request))
            yield picture
    finally:  # also where the consumer stops early
        pool.shutdown(cancel_futures=True)


def _read(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():  # a folder, or a pipe that would never end
            raise _PictureMissingError(f"There is no file {name!r} at {path}.")
        with path.open("rb") as opened:
            return _bounded(opened, name)
    except (OSError, ValueError) as problem:
        raise _PictureMissingError(f"{name!r} cannot be read: {problem}.") from problem


def _fetch(address: str, *, private: bool) -> bytes:
    deadline = time.monotonic() + FETCH_SECONDS
    asked = quote(address, safe=_ADDRESS_SIGNS)
    try:
        with _opener(private=private).open(asked, timeout=FETCH_SECONDS) as response:
            return _bounded(response, address, deadline=deadline)
    except PrivateAddressError as problem:
        raise PictureRefusedError(
            f"{address!r} is not fetched: {problem}. --allow-private would."
        ) from problem
    except (OSError, ValueError, HTTPException) as problem:
        raise _PictureMissingError(f"{address!r} cannot be fetched: {problem}.") from problem


def _bounded(opened: IO[bytes], name: str, *, deadline: float | None = None) -> bytes:
    """All bytes, or a refusal as soon as there are too many or they come too slowly."""
    read: Callable[[int], bytes] = getattr(opened, "read1", opened.read)
    data = bytearray()
    while piece := read(_PIECE):
        data += piece
        if len(data) > MAX_BYTES:
            raise InvalidImage(
                f"{name!r} has more than {MAX_BYTES:,} bytes, which is the limit.",
                remedy="Save it smaller or as JPEG.",
            )
        if deadline is not None and time.monotonic() > deadline:
            raise _PictureMissingError(f"{name!r} took longer than {FETCH_SECONDS:g} s.")
    return bytes(data)


class _CarefulRedirects(http.HTTPRedirectHandler):
    """A redirect is as little trusted as the address it replaces."""

    def http_error_302(
        self, req: http.Request, fp: IO[bytes], code: int, msg: str, headers: Message
    ) -> Any:
        address = urljoin(req.full_url, headers.get("Location", ""))
        if not _ADDRESS.match(address):
            raise PictureRefusedError(f"{req.full_url!r} redirects to {address!r}.")
        return super().http_error_302(req, fp, code, msg, headers)  # type: ignore[arg-type]

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _opener(*, private: bool) -> http.OpenerDirector:
    """Only what http and https need: no file, ftp or data handler, and no proxy from outside."""
    opener = http.OpenerDirector()
    for handler in (
        *((http.HTTPHandler(), http.HTTPSHandler()) if private else public_handlers()),
        http.HTTPDefaultErrorHandler(),
        http.HTTPErrorProcessor(),
        _CarefulRedirects(),
    ):
        opener.add_handler(handler)
    return opener
