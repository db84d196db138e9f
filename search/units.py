"""Numbers and units as everyone writes them, into one way to write them.

    3/4 in   3/4"   3/4-inch   0.75 in.     →   0.75 inch
    4x8      4 x 8  4×8        4 by 8       →   4 8
    12 ft.   12'    12-feet                 →   12 foot

It rewrites text and knows nothing of terms; what it does not recognise it leaves alone. It does
*not* convert: 30 cm and 12 in stay different things, as they are in a shop.
"""

from __future__ import annotations

import re

_NAMES = {
    "inch": "inches in",
    "foot": "feet ft",
    "yard": "yards yd yds",
    "pound": "pounds lb lbs",
    "ounce": "ounces oz",
    "gallon": "gallons gal gals",
    "quart": "quarts qt qts",
    "millimetre": "millimetres millimeter millimeters mm",
    "centimetre": "centimetres centimeter centimeters cm cms",
    "metre": "metres meter meters m mtr",
    "gram": "grams gramme grammes g gm gms gr",
    "milligram": "milligrams mg",
    "kilogram": "kilograms kg kgs kilo kilos",
    "litre": "litres liter liters l ltr",
    "millilitre": "millilitres milliliter milliliters ml",
    "watt": "watts w",
    "volt": "volts v",
    "amp": "amps a ampere amperes",
    "gauge": "ga",
    "pack": "packs pk pcs pc piece pieces count ct",
}
_AREAS = {
    f"{short}{base}": rf"{power}\.?\s*(?:{names})\.?|(?:{names}){raised}"
    for short, power, raised in (("sq", "(?:square|sq)", "2"), ("cu", "(?:cubic|cu)", "3"))
    for base, names in (
        ("foot", "feet|foot|ft"),
        ("inch", "inches|inch|in"),
        ("yard", "yards|yard|yd"),
        ("metre", "metres|meters|metre|meter|m"),
        ("centimetre", "centimetres|centimeters|cm"),
    )
}
UNITS = {short: name for name, others in _NAMES.items() for short in (name, *others.split())}

# Too short, or a word of its own: a unit only behind a number.
_ONLY_AFTER_NUMBER = {
    *("in", "m", "g", "gr", "l", "w", "v", "a", "ga", "ct", "pc"),
    *("count", "piece", "pieces", "pack", "packs", "kilo"),
}

_FRACTION = re.compile(
    r"(?<![\w./\u2044])(?:(\d{1,3})\s?-?\s?)?\b(\d{1,2})\s?[/\u2044]\s?(2|3|4|5|6|8|10|16|32|64)(?![\d./\u2044])"
)
_VULGAR = re.compile(r"(?<=\d)(?=[¼½¾⅐-⅞])")
_DIGIT = re.compile(r"\d")
# What may not stand before a number is asked behind its first digit: so a search leaps from digit to digit.
_THOUSANDS = re.compile(r"\d(?<![\w.,]\d)\d{0,2}(?:,\d{3})+(?![\d,])")
_DECIMAL = re.compile(r"(?<![\w.,])(\d*)[.,](\d{1,4})(?![\d.,]*\d)")
_BEHIND_NUMBER = r"(?P<number>\d(?<![^\W\dx_]\d)\d*+(?:\.\d++)?+)\s?-?\s?"
_AREA = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _AREAS.items())
    + r")(?![^\W_])\.?"
)
_RAISED = re.compile(r"[23](?<=[a-z][23])")  # ft2, cm3
_MEASURE = re.compile(
    rf"{_BEHIND_NUMBER}(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})"
    r"(?=x\d|x\b|[\W_]|$)\.?"
)
_MARKS = [
    (re.compile(r"(?<=\d)\s?(?:\"|'')"), " inch "),
    (re.compile(r"(?<=\d)\s?'(?!s\b)"), " foot "),
]
_QUOTES = str.maketrans({"″": '"', "”": '"', "“": '"', "′": "'", "’": "'", "‘": "'", "×": "x"})  # noqa: RUF001
_TIMES = re.compile(
    rf"(\d(?<![^\W\d_]\d)\d*+(?:\.\d++)?+(?:\s(?:{'|'.join(_NAMES)}))?)\s?(?:x|by)\s?(?=\d)"
)
_ALONE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(UNITS.keys() - _ONLY_AFTER_NUMBER, key=len, reverse=True))})"
    r"(?![\w-])"
)


def separate(text: str) -> str:
    """What must happen before Unicode is folded: ½ behind a digit would melt into it."""
    return _VULGAR.sub(" ", text.translate(_QUOTES))


def normalise(text: str) -> str:
    """Folded text (lower case) with its numbers and units written in one way."""
    # A sign is found sooner than a pattern, and most texts have none of these.
    if "sq" in text or "cu" in text or _RAISED.search(text):
        text = _AREA.sub(lambda found: f" {found.lastgroup} ", text)
    if _DIGIT.search(text):
        text = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), text)
        if "/" in text or "\u2044" in text:
            text = _FRACTION.sub(_as_decimal, text)
        text = _DECIMAL.sub(lambda found: _plain(float(f"{found[1] or 0}.{found[2]}")), text)
        if '"' in text or "'" in text:
            for pattern, name in _MARKS:
                text = pattern.sub(name, text)
        text = _MEASURE.sub(lambda found: f"{found['number']} {UNITS[found['unit']]} ", text)
        text = _TIMES.sub(r"\1 ", " ".join(text.split()))
    return _ALONE.sub(lambda found: UNITS[found[0]], text)


def _as_decimal(found: re.Match[str]) -> str:
    whole, above, below = int(found[1] or 0), int(found[2]), int(found[3])
    if above >= below:  # 8/2 is a cable, not four
        return found[0]
    return _plain(whole + above / below)


def _plain(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")
