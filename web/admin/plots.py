"""Small plots drawn on the server: a row of bars or a line with its band, as SVG that a page holds.

Each says in words what it shows, which is its scale as well; colours are the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from web.language import _

WIDTH, HEIGHT, EDGE = 300, 80, 4


@dataclass(frozen=True, slots=True)
class Plot:
    """`latest` is the last value as it is read; `said`, the least and the most in a sentence."""

    title: str
    latest: str
    said: str
    svg: Markup


def bars(title: str, values: Sequence[float], *, unit: str = "", span: str) -> Plot:
    """A bar for each of `values`, the oldest first; `span` says how long that is."""
    top = max(values, default=0) or 1
    step = WIDTH / max(len(values), 1)
    drawn = Markup().join(
        Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1"/>').format(
            number * step + 0.5, HEIGHT - height, max(step - 1, 0.5), height
        )
        for number, value in enumerate(values)
        if (height := (HEIGHT - EDGE) * value / top) > 0
    )
    return _plot(title, values, unit, span, drawn, "bars")


def line(
    title: str,
    values: Sequence[float],
    *,
    unit: str = "",
    span: str,
    band: Sequence[tuple[float, float]] = (),
) -> Plot:
    """A line through `values`, the oldest first, in a band of (low, high), such as intervals."""
    ends = [bound for pair in band for bound in pair]
    top = max([*values, *ends], default=0) or 1

    def at(number: int, value: float) -> str:
        x = EDGE + number * (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
        return f"{x:.1f},{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / top:.1f}"

    parts = []
    if band:
        upper = [at(number, high) for number, (_, high) in enumerate(band)]
        lower = [at(number, low) for number, (low, _) in enumerate(band)]
        shape = " ".join([*upper, *reversed(lower)])
        parts.append(Markup('<polygon class="band" points="{}"/>').format(shape))
    points = [at(number, value) for number, value in enumerate(values)]
    parts.append(Markup('<polyline points="{}"/>').format(" ".join(points)))
    parts += [
        Markup('<circle cx="{}" cy="{}" r="2.5"/>').format(*point.split(",")) for point in points
    ]
    return _plot(title, values, unit, span, Markup().join(parts), "line")


def _plot(
    title: str, values: Sequence[float], unit: str, span: str, drawn: Markup, kind: str
) -> Plot:
    if not values:
        return Plot(title, "–", "", Markup())  # noqa: RUF001
    said = _(
        "From %(least)s to %(most)s, %(span)s.",
        span=span, least=_read(min(values), unit), most=_read(max(values), unit),
    )  # fmt: skip
    svg = Markup(
        '<svg class="plot {}" viewBox="0 0 {} {}" aria-hidden="true" '
        'preserveAspectRatio="none">{}</svg>'
    ).format(kind, WIDTH, HEIGHT, drawn)
    return Plot(title, _read(values[-1], unit), said, svg)


def _read(value: float, unit: str) -> str:
    number = f"{value:,.0f}" if value == int(value) and unit != "" else f"{value:,.3g}"
    if abs(value) >= 1_000:
        number = f"{value:,.0f}"
    return f"{number} {unit}".strip()
