"""A price as shops write it becomes a number and a currency, or nothing.

`price-parser` reads the notation of one value; this module adds what it does not know: that
`1.299` is a thousand and some in a column where others end in `,50`, and that a sign, a range or
a percentage is not a price. It converts no currency into another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from price_parser import Price

from indexer.text import as_text, is_missing

CURRENCIES = {
    **{"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB"},
    **{
        "¥": "JPY",
        "￥": "JPY",
        "円": "JPY",
        "元": "CNY",
        "CN¥": "CNY",
        "RMB": "CNY",
        "人民币": "CNY",
    },
    **{
        "A$": "AUD",
        "C$": "CAD",
        "EURO": "EUR",
        "HK$": "HKD",
        "NT$": "TWD",
        "R$": "BRL",
        "zł": "PLN",
        "₺": "TRY",
    },
}

_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_DOTTED_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_ONE_NUMBER = re.compile(r"[^\d%]*\d(?:[\d.,'\u2019]|\s(?=\d{3}(?!\d)))*[^\d%]*")
_NEGATIVE = re.compile(r"^\W*[-\u2212]\W*\d")
_AROUND = re.compile(r"[^\d.,'\u2019\s]+")
_CODE = re.compile(r"[A-Za-z]{3}")


def read_prices(values: Sequence[Any], *, yuan: bool = False) -> list[tuple[float | None, str]]:
    """Each value's amount and currency ("" when it names none); the amount is None if unreadable.

    The whole column decides what a dot means. `yuan` says that ¥ is the Chinese currency here.
    """
    decimal_comma = any(isinstance(v, str) and _DECIMAL_COMMA.search(v) for v in values)
    return [_read(value, decimal_comma=decimal_comma, yuan=yuan) for value in values]


def currency_code(name: str, *, yuan: bool = False) -> str:
    """The ISO code of a symbol or code; what is not known (`kr`: four countries) stays as given."""
    name = name.strip()
    if name in ("¥", "￥") and yuan:
        return "CNY"
    found = CURRENCIES.get(name) or CURRENCIES.get(name.upper())
    return found or (name.upper() if _CODE.fullmatch(name) else name)


def _read(value: Any, *, decimal_comma: bool, yuan: bool) -> tuple[float | None, str]:
    if isinstance(value, bool | list | dict) or is_missing(value):
        return None, ""
    text = as_text(value).strip()
    if _PLAIN.fullmatch(text) and not (decimal_comma and _DOTTED_THOUSANDS.fullmatch(text)):
        return _usable(float(text)), ""
    if _NEGATIVE.match(text) or not _ONE_NUMBER.fullmatch(text):
        return None, ""
    price = Price.fromstring(text)
    amount = None if price.amount is None else _usable(float(price.amount))
    if amount is None:
        return None, ""
    around = "".join(_AROUND.findall(text))  # price-parser knows neither 元 nor "Euro"
    known = around if around.upper() in CURRENCIES else price.currency or ""
    return amount, currency_code(known, yuan=yuan)


def _usable(amount: float) -> float | None:
    return abs(amount) if math.isfinite(amount) and amount >= 0 else None  # abs: -0.0 is 0.0
