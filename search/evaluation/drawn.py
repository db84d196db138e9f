"""A comparison as a picture, and as one HTML file that needs nothing beside it.

Left, what each measure changed by with its interval; right, every query's change by the main measure.
Not imported before somebody asks for a picture: it loads matplotlib.
"""

from __future__ import annotations

from html import escape
from io import StringIO
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from search.evaluation.compared import Compared, Moved, Mover

BETTER, WORSE, UNSURE = "#1a7f4b", "#b3261e", "#7a7f87"

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { padding: .25rem .5rem; text-align: right; border-bottom: 1px solid #e2e4e8 }
th:first-child, td:first-child { text-align: left }
svg { max-width: 100%; height: auto } li { margin-bottom: .2rem }
.better { color: #1a7f4b } .worse { color: #b3261e } small { color: #5c626b }
"""


def draw(found: Compared) -> Figure:
    figure = Figure(figsize=(11, max(3.2, 0.24 * len(found.tests) + 1.4)), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    _draw_measures(left, found)
    _draw_queries(right, found)
    return figure


def write_png(found: Compared, path: Path) -> None:
    draw(found).savefig(path, format="png", dpi=150)


def write_html(found: Compared, path: Path) -> None:
    """The picture, the table, and the queries that moved most."""
    path.write_text(
        f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(" against ".join(found.names))}</title>
<style>{_STYLE}</style></head><body>
<h1>Bowerbird: A against B</h1>
<p>A: <b>{escape(found.names[0])}</b><br>B: <b>{escape(found.names[1])}</b></p>
{_svg(found)}
{_table(found)}
<p><small>{escape(found.method())}</small></p>
<h2>The queries that moved most by {escape(found.main)}</h2>
{"".join(map(_mover, found.movers)) or "<p>None moved.</p>"}
{"".join(f"<p><small>{escape(note)}</small></p>" for note in found.notes)}
</body></html>
""",
        encoding="utf-8",
    )


def _draw_measures(axes: Axes, found: Compared) -> None:
    names = [name for name, test in found.tests.items() if test.n]
    for at, name in enumerate(names):
        gap, p = found.tests[name].difference, found.adjusted[name]
        colour = UNSURE if p >= 0.05 else BETTER if gap.mean > 0 else WORSE
        axes.plot([gap.low, gap.high], [at, at], color=colour, linewidth=2)
        axes.plot([gap.mean], [at], "o", color=colour, markersize=5)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel("B - A, 95 % interval; grey: p Holm of 0.05 or more")


def _draw_queries(axes: Axes, found: Compared) -> None:
    gaps = found.b[found.main] - found.a[found.main]
    gaps = -np.sort(-gaps[~np.isnan(gaps)])
    colours = [BETTER if gap > 0 else WORSE for gap in gaps]
    axes.bar(np.arange(len(gaps)) + 0.5, gaps, width=1.0, color=colours)
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_xlim(0, max(1, len(gaps)))
    axes.set_xlabel(f"{len(gaps):,} queries, from most gained to most lost")
    axes.set_ylabel(f"B - A, {found.main}")


def _svg(found: Compared) -> str:
    made = StringIO()
    # Words stay words, and the same comparison gives the same file.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "bowerbird"}):
        draw(found).savefig(made, format="svg", metadata={"Date": None})
    return made.getvalue()[made.getvalue().index("<svg") :]


def _table(found: Compared) -> str:
    heads = ("", "A", "B", "B - A", "95 %", "p", "p Holm", "B wins", "loses", "ties")
    rows = []
    for name, test in found.tests.items():
        gap = test.difference
        cells = (
            name, f"{found.means[0][name].mean:.3f}", f"{found.means[1][name].mean:.3f}",
            f"{gap.mean:+.3f}", f"{gap.low:+.3f} to {gap.high:+.3f}", f"{test.p:.4f}",
            f"{found.adjusted[name]:.4f}", test.wins, test.losses, test.ties,
        )  # fmt: skip
        rows.append("".join(f"<td>{cell}</td>" for cell in cells))
    head = "".join(f"<th>{name}</th>" for name in heads)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _mover(mover: Mover) -> str:
    kind = "better" if mover.b > mover.a else "worse"
    return (
        f'<h3><span class="{kind}">{mover.b - mover.a:+.3f}</span> {escape(mover.asks)} '
        f"<small>{escape(mover.query_id)}, {mover.a:.3f} to {mover.b:.3f}</small></h3>"
        f"{_list('Entered the first 10', mover.entered)}{_list('Left the first 10', mover.left)}"
    )


def _list(title: str, products: tuple[Moved, ...]) -> str:
    if not products:
        return ""
    items = "".join(f"<li>{escape(str(one))}</li>" for one in products)
    return f"<p>{title}:</p><ul>{items}</ul>"
