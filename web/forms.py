"""From what a request says to a `Query`: the one road, for the page and for the API.

An address becomes a `SearchGiven` (`web.schemas`, where every parameter is described and checked), and
that a query. Nothing here looks at the index: what a filter or a weight may name is the searcher's to
say.
"""

from __future__ import annotations

import hashlib
from typing import ClassVar

from PIL.Image import Image

from search.errors import InvalidInput, InvalidQuery
from search.filters import Filter, Op
from search.pictures import decode
from search.query import Query
from web.address import Address
from web.reading import from_pairs
from web.schemas import MAX_USER, SearchGiven
from web.uploads import Uploads

LEAST_CROP = 0.02
"""Of a picture's side: what is smaller shows nothing, and was a click."""


class PictureGone(InvalidInput):
    """An uploaded picture that is no longer kept (HTTP 410)."""

    code: ClassVar[str] = "picture_gone"


def keep_picture(data: bytes, uploads: Uploads) -> str:
    """Keeps an uploaded picture and returns its name: its content's hash, so twice is once.

    Raises `InvalidImage` for bytes that are no picture: they are never kept.
    """
    decode(data)
    name = hashlib.sha256(data).hexdigest()[:32]
    uploads.put(name, data)
    return name


def kept_picture(name: str, uploads: Uploads) -> bytes:
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
    uploads: Uploads,
    user: str | None = None,
    picture: bytes | None = None,
) -> Query:
    """The query that an address asks: `query_of` what it gives."""
    return query_of(given_in(address), uploads=uploads, user=user, picture=picture)


def given_in(address: Address) -> SearchGiven:
    """What an address says. Raises `InvalidQuery`."""
    return from_pairs(SearchGiven, address)


def query_of(
    given: SearchGiven,
    *,
    uploads: Uploads,
    user: str | None = None,
    picture: bytes | None = None,
) -> Query:
    """The query that was asked. `picture` came with the request, `user` from a cookie.

    Raises `InvalidQuery`, `InvalidFilter`, `InvalidImage`, `PictureGone`.
    """
    if picture is not None and given.picture:
        raise InvalidQuery("There are two pictures: one uploaded and one named by 'picture'.")
    if given.picture:
        picture = kept_picture(given.picture, uploads)
    image = None if picture is None else _cropped(decode(picture), given.crop)
    return Query(
        text=given.q,
        image=image,
        scene=given.scene == "yes",
        like=given.like,
        unlike=given.unlike,
        user_id=given.user or user,
        filters=filters_of(given),
        limit=given.limit,
        offset=given.offset,
        weights=_weights(given, image),
        sort=given.sort,
        group=given.group,
        collapse=given.collapse == "yes",
    )


def read_user(name: str) -> str | None:
    """A shopper's name, or None where none is given. Raises `InvalidQuery` for one too long."""
    if len(name) > MAX_USER:
        raise InvalidQuery(
            f"The user has {len(name):,} characters; the limit is {MAX_USER}.",
            value=len(name),
            limit=MAX_USER,
        )
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


def filters_of(given: SearchGiven) -> tuple[Filter, ...]:
    found = [Filter.parse(expression) for expression in given.filter]
    for bound, op in ((given.min_price, Op.GE), (given.max_price, Op.LE)):
        if bound is not None:
            found.append(Filter("price", op, (str(bound),)))
    return tuple(found)


def _weights(given: SearchGiven, image: Image | None) -> dict[str, float]:
    weights = dict(given.weight)
    if given.mix is None:
        return weights
    if {"image", "text"} & weights.keys():
        raise InvalidQuery("mix and a weight for image or text both say the same thing.")
    if image is not None and given.q:
        # In the middle both count fully, so that no mix is the same as the middle.
        weights |= {"image": min(1.0, 2 * given.mix), "text": min(1.0, 2 * (1 - given.mix))}
    return weights
