"""Curves of regret and quality. Loads matplotlib only when something is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from search.errors import InvalidInput
from search.learning.regret import Curve, mean_of

FORMATS = (".png", ".svg")


def draw(curves: Mapping[str, Curve], path: Path) -> None:
    """Regret and served quality by lists shown, with 95 % bands over seeds. Raises `InvalidInput` for a
    file that is neither PNG nor SVG."""
    if path.suffix.lower() not in FORMATS:
        raise InvalidInput(
            f"{path} is neither PNG nor SVG.", remedy="Name it, for example, regret.png."
        )
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 4.6), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    for name, curve in curves.items():
        for axes, values in ((left, curve.regret), (right, curve.quality)):
            mean, low, high = mean_of(values)
            (line,) = axes.plot(curve.checkpoints, mean, label=name, linewidth=1.8)
            axes.fill_between(curve.checkpoints, low, high, alpha=0.15, color=line.get_color())
    left.set_ylabel("clicks lost against the hidden taste")
    right.set_ylabel("nDCG@10 of what is served")
    for axes in (left, right):
        axes.set_xlabel("lists shown")
        axes.set_xscale("log")
        axes.grid(alpha=0.25)
        axes.spines[["top", "right"]].set_visible(False)
    left.set_yscale("symlog", linthresh=10)
    left.set_ylim(bottom=0)
    right.legend(fontsize=8, frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=150)
