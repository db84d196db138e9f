"""Which encoder a spec names. What the encoders compute is checked in tests/contract."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from search.encoders import load_encoder
from search.encoders.base import unit
from search.encoders.runtime import compile_tower
from search.errors import EncoderUnavailable
from tests.toy import ToyEncoder, draw


@pytest.mark.parametrize("spec", ["clip", "", ":", "Lite", "lit", "toy"])
def test_an_unknown_encoder_is_refused_and_the_known_ones_named(spec: str, tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match=r"Use 'lite' or 'openclip:MODEL/WEIGHTS'"):
        load_encoder(spec, models=tmp_path)


def test_lite_takes_no_argument(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="takes no argument"):
        load_encoder("lite:large", models=tmp_path)


def test_unit_rows_have_length_one_and_a_row_of_zeros_stays_zero() -> None:
    rows = unit(np.array([[3.0, 4.0], [0.0, 0.0], [-1e-20, 0.0]]))
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, [[0.6, 0.8], [0, 0], [-1, 0]], atol=1e-6)


def test_the_toy_encoder_of_these_tests_is_batch_invariant_as_a_real_one_must_be() -> None:
    toy = ToyEncoder()
    pictures = [draw("red", "mug"), draw("blue", "bag")]
    np.testing.assert_array_equal(toy.encode_images(pictures)[1:], toy.encode_images(pictures[1:]))
    np.testing.assert_array_equal(
        toy.encode_texts(["a", "red mug"])[1:], toy.encode_texts(["red mug"])
    )


def test_a_model_is_asked_by_one_thread_at_a_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two threads in one OpenVINO model can wait for each other for ever."""
    inside: list[int] = []
    most: list[int] = []

    class Request:
        def infer(self, inputs: list[np.ndarray]) -> dict[str, np.ndarray]:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()
            return {"rows": inputs[0]}

    class Model:
        def create_infer_request(self) -> Request:
            return Request()

        def output(self, _: int) -> str:
            return "rows"

    class Core:
        def read_model(self, _: Path) -> None: ...

        def compile_model(self, *_: object) -> Model:
            return Model()

    monkeypatch.setitem(sys.modules, "openvino", SimpleNamespace(Core=Core))
    (tmp_path / "toy.xml").write_text("")
    run = compile_tower(lambda: None, lambda: (), key="toy", folder=tmp_path)  # type: ignore[arg-type, return-value]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, [np.zeros(1)] * 12))
    assert max(most) == 1
