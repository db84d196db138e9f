"""From lines of goods to products, and from products to the rows of catalog.csv.

The rows carry a little deliberate trouble, as real exports do; `README.md` beside the
catalogue says which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta

from .bags import BAGS
from .coats_and_woollens import COATS_AND_WOOLLENS
from .footwear import FOOTWEAR
from .furniture import FURNITURE
from .kitchen import KITCHEN
from .knits_and_dresses import KNITS_AND_DRESSES
from .lamps import LAMPS
from .model import Line, Product
from .seats import SEATS
from .soft_toys import SOFT_TOYS
from .tableware import TABLEWARE
from .tees_and_shirts import TEES_AND_SHIRTS
from .toys import TOYS

COLUMNS = (
    "sku",
    "title",
    "description",
    "category",
    "brand",
    "price",
    "currency",
    "in_stock",
    "colour",
    "material",
    "image",
    "image_2",
    "group",
    "added",
)

LINES: tuple[Line, ...] = (
    *TEES_AND_SHIRTS,
    *KNITS_AND_DRESSES,
    *COATS_AND_WOOLLENS,
    *FOOTWEAR,
    *BAGS,
    *TABLEWARE,
    *KITCHEN,
    *LAMPS,
    *SEATS,
    *FURNITURE,
    *SOFT_TOYS,
    *TOYS,
)

# A sentence some variants get about their own colour, so that they do not all read alike.
_ASIDES = {
    "navy": (
        "In a navy so deep it is nearly black indoors.",
        "Navy: the colour that never argues.",
    ),
    "mustard": ("This is the mustard one, and it cheers up grey days.",),
    "terracotta": ("A warm terracotta, like flowerpots in the sun.",),
    "sage": ("The sage is soft and a little dusty.", "Sage green, easy to live with."),
    "rust": ("Rust, the colour of October.",),
    "forest green": ("A dark, leafy green.",),
    "white": ("Clean white, which shows off the shape.",),
    "black": ("Black, because sometimes nothing else will do.",),
    "cream": ("Cream rather than white, and kinder for it.",),
    "sky blue": ("A clear, early-morning blue.",),
    "burgundy": ("Burgundy, like the last inch of the bottle.",),
    "petrol": ("Petrol: half blue, half green, entirely itself.",),
    "oak": ("In pale oak with a matt oil finish.",),
    "walnut": ("In dark, close-grained walnut.",),
    "red": ("Red, and not shy about it.",),
    "charcoal": ("A soft charcoal, easier than black.",),
    "blush": ("A pale, powdery blush.",),
}
_CONTENTS = {"chestnut": "coffee beans", "lemon": "pasta", "cream": "flour"}

_FIRST_DAY = date(2025, 3, 3)


def products() -> list[Product]:
    """Everything on sale, in catalogue order."""
    out: list[Product] = []
    for line in LINES:
        chooser = random.Random(line.name)
        launched = _FIRST_DAY + timedelta(days=chooser.randrange(480))
        group = _slug(line.name) if len(line.colours) > 1 else ""
        for n, colours in enumerate(line.colours):
            ground, *inks = colours.split("/")
            number = len(out) + 1
            text = line.about[n % len(line.about)]
            asides = () if "pattern" in line.details else _ASIDES.get(ground, ())
            if n and asides and chooser.random() < 0.45:
                text += " " + asides[number % len(asides)]
            late = launched + timedelta(days=chooser.choice((0, 0, 0, 21, 60)) if n else 0)
            draft = Product(
                sku=f"BB-{number:04d}",
                line=line,
                ground=ground,
                inks=tuple(inks),
                title="",
                description="",
                price=line.price,
                added=late.isoformat(),
                in_stock=chooser.random() > 0.12,
                has_second=bool(line.second) and n == 0,
                group=group,
            )
            words = {
                "colour": draft.colour,
                "trim": inks[0] if inks else ground,
                "throw": inks[0] if inks else ground,
                "fill": _CONTENTS.get(inks[0], "oats") if inks else "oats",
            }
            fields = {
                **draft.__dict__,
                "title": line.name.format(**words),
                "description": text.format(**words),
            }
            out.append(Product(**fields))
    return out


def _slug(name: str) -> str:
    bare = re.sub(r"\{\w+\}", " ", name).lower()
    return "-".join([w for w in re.findall(r"[a-z0-9]+", bare) if w not in ("in", "with", "a")][:5])


def image_name(product: Product, second: bool = False) -> str:
    """The picture's file name."""
    return f"{product.sku.lower()}{'-2' if second else ''}.webp"


def rows(goods: list[Product]) -> Iterator[dict[str, str]]:
    """The rows of the file, trouble included."""
    later: list[dict[str, str]] = []
    for n, product in enumerate(goods):
        price = _price(product.price, n)
        row = {
            "sku": product.sku,
            "title": product.title,
            "description": product.description,
            "category": product.line.category,
            "brand": product.line.brand,
            "price": price,
            "currency": "EUR" if price.replace(".", "").isdigit() else "",  # the sign says it
            "in_stock": _stock(product.in_stock, n),
            "colour": product.colour,
            "material": product.line.material,
            "image": f"images/{image_name(product)}",
            "image_2": f"images/{image_name(product, second=True)}" if product.has_second else "",
            "group": product.group,
            "added": product.added,
        }
        row["description"] = _untidy(row["description"], n)
        if product.sku == _NO_DESCRIPTION:
            row["description"] = ""
        if product.sku == _MISSING_FILE:
            row["image"] = "images/not-photographed-yet.webp"
        if product.sku == _NO_PICTURE:
            row["image"] = ""
        yield row
        if product.sku == _TWICE:
            later.append(
                row | {"price": f"{product.price * 0.8:.2f}", "currency": "EUR", "in_stock": "yes"}
            )
    yield from later


# Products that the trouble befalls; none has a second picture to confuse the matter.
_NO_DESCRIPTION = "BB-0118"
_MISSING_FILE = "BB-0202"
_NO_PICTURE = "BB-0075"
_TWICE = "BB-0041"
WITHOUT_OWN_PICTURE = (_MISSING_FILE, _NO_PICTURE)


def _price(price: float, n: int) -> str:
    if price >= 1000:
        return f"${price:,.2f}" if n % 2 else f"{price:,.2f} €".translate(str.maketrans(",.", ".,"))
    if n % 67 == 13:
        return f"{price:.2f} €".replace(".", ",")
    return f"{price:.2f}"


def _stock(in_stock: bool, n: int) -> str:
    return ("yes", "true", "yes", "1")[n % 4] if in_stock else ("no", "0", "false")[n % 3]


def _untidy(text: str, n: int) -> str:
    """What a shop system's export does to about one description in twenty."""
    if n % 60 == 7:
        return "<p>" + text.replace(". ", ".</p><p>", 1) + "</p>"
    if n % 60 == 19:
        return text.replace(" and ", " &amp; ", 1).replace("'", "&#39;")
    if n % 60 == 34:
        return text.replace(". ", ".  ", 1).replace(", ", ",  ", 1)
    if n % 60 == 51:
        return "<b>New!</b>&nbsp;" + text + "<br>"
    return text
