"""Which encoder a spec names. What the encoders compute is checked in tests/contract."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import numpy as np
import pytest
import torch

from search.encoders import load_encoder
from search.encoders.base import unit
from search.encoders.runtime import Precision, Run, compile_tower
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


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("wrong", [0.2, float("nan"), None])
def test_a_precision_that_a_processor_gets_wrong_is_left_for_float32(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    wrong: float | None,
    writable: bool,
) -> None:
    made: list[str] = []

    class Model:
        def __init__(self, precision: str) -> None:
            made.append(precision)
            self.wrong = precision == "bf16" and wrong is not None

        def create_infer_request(self) -> Model:
            return self

        def output(self, _: int) -> str:
            return "rows"

        def infer(self, inputs: list[np.ndarray]) -> dict[str, np.ndarray]:
            rows = inputs[0].astype(np.float32)
            return {"rows": rows * [1, wrong, wrong] if self.wrong else rows}

    class Core:
        def get_property(self, *_: str) -> list[str]:
            return ["FP32", "BF16"]

        def read_model(self, _: Path) -> None: ...

        def compile_model(self, _: None, __: str, settings: dict[str, str]) -> Model:
            return Model(settings["INFERENCE_PRECISION_HINT"])

    monkeypatch.setitem(sys.modules, "openvino", SimpleNamespace(Core=Core))
    if not writable:
        monkeypatch.setattr(np, "savez", Mock(side_effect=OSError("read only")))
    (tmp_path / "toy.xml").write_text("")
    example = [torch.tensor([[1.0, 2.0, 2.0], [0.0, 3.0, 4.0]])]

    def tower() -> Run:
        return compile_tower(
            Mock(), lambda: example, key="toy", folder=tmp_path, precision=Precision.BF16
        )

    for run in (tower(), tower()):
        np.testing.assert_array_equal(run(np.ones((2, 3))), np.ones((2, 3)))
    assert made.count("f32") == 1 + (not writable) + 2 * (wrong is not None)
    assert ("toy runs in float32" in caplog.text) == (wrong is not None)
    assert (tmp_path / "toy.known.npz").exists() == writable
