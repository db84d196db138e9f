"""What a model sees for itself is not said twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.redundancy import SHARES, leave_to_colours
from search.artifact import Artifact, current_version
from search.calibration import Scale
from search.colour import NAMES, pure_names
from search.signals import COLOURED, WORDS_IN_PICTURE
from tests.toy import ToyEncoder, build_shop, write_shop

SCALES = {WORDS_IN_PICTURE: Scale(0.0, 1.0), COLOURED: Scale(0.0, 1.0)}
SHOWN = ["red", "green", "blue", "yellow", "black", "white", "pink", "orange", "brown", "purple"]
TITLES = [f"{colour} {thing}" for colour in SHOWN for thing in ("lamp", "mug")]
OF = np.arange(len(TITLES))
COLOURS = pure_names()[[NAMES.index(title.split()[0]) for title in TITLES]]


def rows(*, colours: bool) -> np.ndarray:
    """What a model makes of pictures and titles: the thing, and the colour if it sees any."""
    found = np.zeros((len(TITLES), 2 + len(SHOWN)), np.float32)
    for row, title in zip(found, TITLES, strict=True):
        colour, thing = title.split()
        row[int(thing == "mug")] = 1
        row[2 + SHOWN.index(colour)] = colours
    return found


def left(seen: np.ndarray, of: np.ndarray = OF) -> tuple[dict[str, Scale], dict[str, float]]:
    scales, report = leave_to_colours(
        SCALES, TITLES, seen, of, seen.astype(np.float16), COLOURS, language="english"
    )
    return dict(scales), report


def test_colours_are_silent_where_the_model_sees_them() -> None:
    scales, report = left(rows(colours=True))
    assert report == {"colours": 0.0}
    assert COLOURED not in scales
    assert scales[WORDS_IN_PICTURE] == SCALES[WORDS_IN_PICTURE]


def test_a_model_that_is_blind_to_colours_needs_them() -> None:
    scales, report = left(rows(colours=False))
    assert report["colours"] in SHARES
    assert report["colours"] > 0
    assert scales[COLOURED](np.ones(1)) == pytest.approx(report["colours"])


def test_too_few_titles_decide_nothing() -> None:
    assert left(rows(colours=True), OF[:5]) == (SCALES, {})
    assert left(rows(colours=True), OF[:0]) == (SCALES, {}), "titles of another shop"


def test_the_report_and_the_scales_of_an_index_say_so(tmp_path: Path) -> None:
    catalogue = write_shop(tmp_path)
    lines = [
        line.replace("Red lamp", "Lamp").replace("fine red lamp", "fine lamp").removesuffix(",red")
        + ("," if line.endswith(",red") else "")
        for line in catalogue.read_text().splitlines()
    ]
    catalogue.write_text("\n".join(lines))  # one that names no colour
    encoder = ToyEncoder(shared=True)  # sees the colours that its words name
    report = build_shop(catalogue, tmp_path / "index", encoder=encoder)
    assert report.alignment["colours"] == 0.25
    assert "colours, which it sees itself, weigh 25% of the usual" in report.as_text()
    index = tmp_path / "index"
    kept = Artifact.open(index / current_version(index))
    assert kept.manifest.report["alignment"]["colours"] == 0.25
    seen = kept.calibration[COLOURED]
    build_shop(catalogue, tmp_path / "blind", encoder=ToyEncoder())
    plain = Artifact.open(tmp_path / "blind" / current_version(tmp_path / "blind")).calibration[
        COLOURED
    ]
    assert seen.slope == pytest.approx(plain.slope / 4)
