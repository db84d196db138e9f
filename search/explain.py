"""Results for a person at a terminal: what was found, and why it is where it is."""

from __future__ import annotations

from search.results import Evidence, Hit, Results
from search.signals import SIGNALS

_BAR = 12
"""Characters for a contribution of one: a full mark from the strongest signal."""


def as_text(results: Results, *, explain: bool) -> str:
    """A line a hit, with its evidence under it where asked, then the notes."""
    lines = []
    for hit in results.hits:
        lines.append(_hit(hit))
        if explain:
            lines += _why(hit)
    if not results.hits:
        lines.append("Nothing found.")
    lines += [f"Note: {note}" for note in results.notes]
    if explain and results.weighing.origin:
        lines.append(f"Ranked with {results.weighing.origin}.")
    shown = f"{len(results.hits)} of {results.total:,} products"
    lines.append(f"{shown}, {results.timings['total']:.0f} ms, index {results.index_version}")
    return "\n".join(lines)


def _hit(hit: Hit) -> str:
    product = hit.product
    price = f"{product.price:,.2f} {product.currency}".strip() if product.price is not None else ""
    gone = "out of stock" if product.in_stock is False else ""
    moved = f"{'up' if hit.moved > 0 else 'down'} {abs(hit.moved)} by history" if hit.moved else ""
    more = f"and {len(hit.listings)} more listings like this" if hit.listings else ""
    rest = "  ".join(part for part in (price, product.category, gone, moved, more) if part)
    return f"{hit.rank:>3}. {hit.score:6.3f}  {hit.product_id}  {product.title}" + (
        f"  ({rest})" if rest else ""
    )


def _why(hit: Hit) -> list[str]:
    lines = [_line(item) for item in sorted(hit.evidence, key=lambda e: -abs(e.contribution))]
    return [
        *lines,
        f"      {hit.score:+.3f}  in all; without history it would be number {hit.neutral_rank}",
    ]


def _line(item: Evidence) -> str:
    bar = "█" * min(round(abs(item.contribution) * _BAR), 40)
    return (
        f"      {item.contribution:+.3f}  {SIGNALS[item.signal].meaning} "
        f"[{item.signal}: {item.raw:.3f} → {item.scaled:.2f} × {item.weight:.2f}] {bar}"
    )
