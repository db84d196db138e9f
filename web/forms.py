"""From the parameters of a request to a `Query`: the one road, for the page and for the API.

    q, picture, crop, mix, user, sort, group, limit, offset, min_price, max_price       once
    filter (column op value), like, unlike (product ids), weight (name=value)   any number

`docs/api.md` says what each means. Nothing here looks at the index: what a filter or a weight may
name is the searcher's to say.
"""

from __future__ import annotations

import hashlib
from typing import ClassVar

from PIL.Image import Image

from search.errors import InvalidInput, InvalidQuery, nearest
from search.filters import Filter, Op
from search.pictures import decode
from search.query import Query, Sort
from web.address import Address
from web.shop import BoundedStore

PAGE = 24
"""Products on a page, unless `limit` says otherwise."""

LEAST_CROP = 0.02
"""Of a picture's side: what is smaller shows nothing, and was a click."""

MAX_USER = 200
"""Characters of a shopper's name."""


class PictureGone(InvalidInput):
    """An uploaded picture that is no longer kept (HTTP 410)."""

    code: ClassVar[str] = "picture_gone"


def keep_picture(data: bytes, uploads: BoundedStore) -> str:
    """Keeps an uploaded picture and returns its name: its content's hash, so twice is once.

    Raises `InvalidImage` for bytes that are no picture: they are never kept.
    """
    decode(data)
    name = hashlib.sha256(data).hexdigest()[:32]
    uploads.put(name, data)
    return name


def kept_picture(name: str, uploads: BoundedStore) -> bytes:
    """Raises `PictureGone`."""
    data = uploads.get(name)
    if data is None:
        raise PictureGone(
            "The picture of this search is no longer kept.", remedy="Please add it again."
        )
    return data


def read_query(
    address: Address,
    *,
    uploads: BoundedStore,
    user: str | None = None,
    picture: bytes | None = None,
) -> Query:
    """The query that an address asks. `picture` came with the request, `user` from a cookie.

    Raises `InvalidQuery`, `InvalidFilter`, `InvalidImage`, `PictureGone`.
    """
    if picture is not None and address.get("picture"):
        raise InvalidQuery("There are two pictures: one uploaded and one named by 'picture'.")
    if name := address.get("picture"):
        picture = kept_picture(name, uploads)
    image = None if picture is None else _cropped(decode(picture), address.get("crop"))
    return Query(
        text=address.get("q"),
        image=image,
        like=address.all("like"),
        unlike=address.all("unlike"),
        user_id=read_user(address.get("user")) or user,
        filters=_filters(address),
        limit=_whole(address, "limit", PAGE),
        offset=_whole(address, "offset", 0),
        weights=_weights(address, image),
        sort=_sort(address.get("sort")),
        group=address.get("group"),
    )


def is_shown(address: Address) -> bool:
    """Whether a program says that a shopper will see the answer. Raises `InvalidQuery`."""
    value = address.get("shown")
    if value not in ("", "yes", "no"):
        raise InvalidQuery(f"shown is {value!r}; it must be yes or no.")
    return value == "yes"


def read_user(name: str) -> str | None:
    """A shopper's name, or None where none is given. Raises `InvalidQuery` for one too long."""
    if len(name) > MAX_USER:
        raise InvalidQuery(f"The user has {len(name):,} characters; the limit is {MAX_USER}.")
    return name or None


def read_crop(value: str) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of a region, as shares of a picture's width and height.

    Raises `InvalidQuery` for anything else than four numbers with 0 <= left < right <= 1 and so on, at
    least `LEAST_CROP` apart.
    """
    try:
        left, top, right, bottom = map(float, value.split(","))
    except ValueError:
        left = top = right = bottom = float("nan")
    wide, high = right - left >= LEAST_CROP, bottom - top >= LEAST_CROP  # neither holds for NaN
    if not (wide and high and min(left, top) >= 0 and max(right, bottom) <= 1):
        raise InvalidQuery(
            f"crop is {value!r}; it cannot be read.",
            remedy="Write left,top,right,bottom as shares of the picture, such as 0.1,0.2,0.6,0.9, "
            f"at least {LEAST_CROP} apart.",
        )
    return left, top, right, bottom


def _cropped(image: Image, crop: str) -> Image:
    if not crop:
        return image
    left, top, right, bottom = read_crop(crop)
    width, height = image.size
    box = (round(left * width), round(top * height), round(right * width), round(bottom * height))
    return image.crop((box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1)))


def _filters(address: Address) -> tuple[Filter, ...]:
    found = [Filter.parse(expression) for expression in address.all("filter")]
    for name, op in (("min_price", Op.GE), ("max_price", Op.LE)):
        if value := address.get(name):
            found.append(Filter("price", op, (str(_number(name, value)),)))
    return tuple(found)


def _weights(address: Address, image: Image | None) -> dict[str, float]:
    weights: dict[str, float] = {}
    for entry in address.all("weight"):
        name, equals, value = entry.partition("=")
        if not equals:
            raise InvalidQuery(f"The weight {entry!r} cannot be read.", remedy="Write 'words=0.5'.")
        weights[name.strip()] = _number(f"weight {name.strip()}", value)
    if mix := address.get("mix"):
        share = _number("mix", mix)
        if not 0 <= share <= 1:
            raise InvalidQuery(f"mix is {mix}; it must be from 0 (words) to 1 (picture).")
        if {"image", "text"} & weights.keys():
            raise InvalidQuery("mix and a weight for image or text both say the same thing.")
        if image is not None and address.get("q"):
            # In the middle both count fully, so that no mix is the same as the middle.
            weights |= {"image": min(1.0, 2 * share), "text": min(1.0, 2 * (1 - share))}
    return weights


def _sort(name: str) -> Sort:
    try:
        return Sort(name or Sort.RELEVANCE)
    except ValueError:
        raise InvalidQuery(
            f"There is no order {name!r}.", remedy=nearest(name, [str(s) for s in Sort])
        ) from None


def _whole(address: Address, name: str, default: int) -> int:
    value = address.get(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise InvalidQuery(f"{name} is {value!r}; it must be a whole number.") from None


def _number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise InvalidQuery(f"{name} is {value!r}; it must be a number.") from None
    if not abs(number) < 1e12:  # also refuses NaN
        raise InvalidQuery(f"{name} is {value!r}; it must be a finite number.")
    return number
