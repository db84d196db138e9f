"""Which column of a shop's catalogue is which noun of a product.

Shops name the same thing in many ways; the synonyms below are those of Shopify, WooCommerce,
Google Merchant feeds, common data sets, and Chinese exports. It looks at names only, never at
values: a guess from values would change from one export to the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from search.errors import InvalidCatalogue, nearest

# In order of preference: the first one that the catalogue has is the noun, the others stay
# attributes. Written without case, spaces and punctuation, as `_plain` gives them.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "product_id": (
        *("productid", "id", "articleid", "itemid", "sku", "productcode", "articlenumber"),
        *("productnumber", "itemnumber", "asin", "handle", "variantsku", "gtin", "ean", "upc"),
        *("商品编号", "产品编号", "商品id", "产品id", "商品编码", "产品编码", "货号", "编号"),
    ),
    "title": (
        *("title", "name", "productname", "producttitle", "itemname", "itemtitle", "prodname"),
        *("productdisplayname", "articlename"),
        *("标题", "商品标题", "产品标题", "名称", "商品名称", "产品名称", "商品名", "品名"),
    ),
    "description": (
        *("description", "desc", "body", "bodyhtml", "detaildesc", "longdescription"),
        *("productdescription", "itemdescription", "shortdescription", "details"),
        *("描述", "商品描述", "产品描述", "详情", "商品详情", "简介"),
    ),
    "category": (
        *("category", "categories", "categorypath", "categoryname", "productcategory"),
        *("producttype", "producttypename", "googleproductcategory"),
        *("类目", "分类", "类别", "商品类目", "商品分类", "产品分类", "品类"),
    ),
    "brand": (
        *("brand", "brandname", "vendor", "manufacturer", "maker"),
        *("品牌", "商品品牌", "品牌名称", "厂商", "制造商"),
    ),
    "price": (
        *("price", "unitprice", "priceamount", "productprice", "regularprice", "variantprice"),
        *("currentprice", "saleprice", "listprice"),
        *("价格", "售价", "单价", "商品价格", "销售价"),
    ),
    "currency": ("currency", "currencycode", "pricecurrency", "币种", "货币"),
    "in_stock": (
        *("instock", "availability", "available", "isinstock", "stock", "stockstatus"),
        *("quantity", "inventory", "stockquantity", "inventoryquantity", "variantinventoryqty"),
        *("库存", "库存数量", "是否有货", "现货"),
    ),
    "url": (
        *("url", "producturl", "link", "productlink", "itemurl", "pageurl", "permalink"),
        *("链接", "商品链接", "产品链接", "网址"),
    ),
}

# One of these is the main picture; every one of the second kind, and every numbered name
# (`image_2`), adds more. Local files come before addresses: both usually show the same picture.
MAIN_PICTURE = (
    *("image", "imagepath", "imagefile", "imagefilename", "imagename", "picture", "photo", "img"),
    *("imagelink", "imageurl", "imagesrc", "imgurl", "pictureurl", "photourl", "mainimage"),
    *("图片", "主图", "商品图片", "图片路径", "图片地址", "图片链接", "商品主图"),
)
MORE_PICTURES = (
    *("images", "pictures", "photos", "imagepaths", "imageurls", "imagelinks"),
    *("additionalimagelink", "additionalimagelinks", "additionalimage", "additionalimages"),
)

_PUNCTUATION = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"(\D+)(\d{1,2})")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The catalogue's own column names, by noun; `attributes` are those left over, in order."""

    product_id: str
    title: str | None = None
    description: str | None = None
    category: str | None = None
    brand: str | None = None
    price: str | None = None
    currency: str | None = None
    images: tuple[str, ...] = ()
    in_stock: str | None = None
    url: str | None = None
    attributes: tuple[str, ...] = ()


ATTRIBUTES = "attributes"
"""Stands for every attribute that reads like a property, where fields are named (`indexer.compose`)."""

DEFAULT_FIELDS = ("title", "description", "category", "brand", ATTRIBUTES)
"""What is encoded and searched as text unless the shop says otherwise."""

NOUNS = tuple(field.name for field in fields(ColumnMap) if field.name != ATTRIBUTES)


def map_columns(columns: Sequence[str], overrides: Mapping[str, str]) -> ColumnMap:
    """What each of `columns` is; `overrides` (noun to column) come before any guess.

    Raises `InvalidCatalogue` for an unknown noun or column, and where no column is the id.
    """
    chosen = {noun: _named(noun, column, columns) for noun, column in overrides.items()}
    left = [column for column in columns if column not in chosen.values()]
    for noun, synonyms in SYNONYMS.items():
        found = _first(left, (noun, *synonyms)) if noun not in chosen else None
        if found is not None:
            chosen[noun] = found
            left.remove(found)
    if "product_id" not in chosen:
        raise InvalidCatalogue(
            f"No column is the product's id. Columns found: {', '.join(columns)}.",
            remedy="Name it with --map product_id=COLUMN.",
        )
    pictures = (chosen.pop("images"),) if "images" in chosen else _picture_columns(left)
    attributes = tuple(column for column in left if column not in pictures)
    return ColumnMap(**chosen, images=pictures, attributes=attributes)


def _named(noun: str, column: str, columns: Sequence[str]) -> str:
    if noun not in NOUNS:
        raise InvalidCatalogue(
            f"--map {noun}={column}: {noun!r} is no part of a product.",
            remedy=nearest(noun, list(NOUNS)),
        )
    found = column if column in columns else _first(columns, (column,))
    if found is None:
        raise InvalidCatalogue(
            f"--map {noun}={column}: the catalogue has no column {column!r}.",
            remedy=nearest(column, list(columns)),
        )
    return found


def _first(columns: Sequence[str], names: Sequence[str]) -> str | None:
    """The column that the earliest of `names` stands for; a name written exactly so wins."""
    if names[0] in columns:
        return names[0]
    plain = {_plain(column): column for column in reversed(columns)}
    return next((plain[_plain(name)] for name in names if _plain(name) in plain), None)


def _picture_columns(columns: Sequence[str]) -> tuple[str, ...]:
    main = _first(columns, MAIN_PICTURE)
    more: list[tuple[int, str]] = []
    for column in columns:
        name = _plain(column)
        numbered = _NUMBERED.fullmatch(name)
        if column == main:
            continue
        if numbered and numbered[1] in MAIN_PICTURE + MORE_PICTURES:
            more.append((int(numbered[2]), column))
        elif name in MORE_PICTURES:
            more.append((0, column))
    in_order = sorted(more, key=lambda numbered_column: numbered_column[0])
    return (*([main] if main is not None else []), *(column for _, column in in_order))


def _plain(name: str) -> str:
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name).casefold())
