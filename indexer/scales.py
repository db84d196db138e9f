"""What raw scores mean in this catalogue: the constants of `search.calibration`, for every signal."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from search.background import Correction
from search.blocks import COLOUR, SHARED_IMAGE, SHARED_TEXT, TEXT, Layout
from search.calibration import Scale, measure_scale, sample
from search.colour import asked_names, pure_names
from search.encoders.base import Rows
from search.personal.taste import taste_rows
from search.signals import SIGNALS, TASTE, Part, block_of


def measure_scales(
    layout: Layout,
    rows: NDArray[np.float16],
    title_rows: Rows,
    shared_titles: Rows,
    titled: NDArray[np.int64],
    corrections: Mapping[str, Correction],
) -> dict[str, Scale]:
    """The scale of every dense signal: titles, as the encoder and as the shared space have them, ask in the
    place of words; products' own blocks in the place of pictures and of other products."""
    blocks = {name: rows[:, layout.columns(name)] for name in layout.blocks}
    scales: dict[str, Scale | None] = {}
    for signal in SIGNALS.values():
        block = block_of(signal.blocks, layout.blocks)
        if block is None:
            continue
        if signal.name in corrections:
            scales[signal.name] = Scale(0.0, round(corrections[signal.name].nearest, 6))
            continue
        if block == COLOUR:
            queries, of, own = asked_names(), np.empty(0, np.int64), False
        elif signal.part is Part.TEXT:
            queries, of = title_rows if block == TEXT else shared_titles, titled
            own = block == SHARED_IMAGE
        else:
            source = SHARED_IMAGE if signal.part is Part.IMAGE and block == SHARED_TEXT else block
            if source not in blocks:
                continue
            of = sample(np.any(blocks[source], axis=1))
            queries, own = blocks[source][of].astype(np.float32), source != block
        products = blocks[block].astype(np.float32)
        if block == COLOUR:  # a catalogue that lacks a colour has no nearest one
            products = np.concatenate([products, pure_names()])
        scales[signal.name] = measure_scale(queries, of, products, own=own)
    tastes = taste_rows(rows, layout)
    of = sample(np.any(tastes, axis=1))
    scales[TASTE] = measure_scale(tastes[of], of, tastes, own=False)
    return {name: scale for name, scale in scales.items() if scale is not None}
