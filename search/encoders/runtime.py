"""How a tower runs: OpenVINO where it is installed, torch otherwise. Same numbers either way.

A tower is converted once and kept beside the models by its fingerprint; from then on `lite` needs
neither torch nor the weights: a search from the command line never imports torch. What is converted is
compared with torch before it is kept; what cannot be converted runs in torch, and the log says so.

Precision is float32 unless somebody asks for less, since less changes rankings
(`docs/performance.md` says by how much). A tower that it hardly changes may ask for what is `native`. In
every process it is held to rows of float32 that are kept beside the tower, since there are processors that
OpenVINO multiplies wrongly on in bf16.
"""

from __future__ import annotations

import logging
import os
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from search.encoders.base import unit
from search.errors import EncoderUnavailable

if TYPE_CHECKING:
    from torch.nn import Module

Run = Callable[..., np.ndarray]
"""Positional arrays in, one float32 array out; safe to call from several threads."""


SAME = 1e-3
"""The most that a converted tower may differ from torch, as a share of the longest row."""

NEAR = 0.9
"""The least cosine of rows in bf16 to those in float32: what is wrongly calculated is far below."""

_log = logging.getLogger(__name__)


class Precision(StrEnum):
    """What a tower calculates in. `BF16` is faster where the processor has it, and not the same."""

    F32 = "f32"
    BF16 = "bf16"


def with_precision(name: str, precision: Precision) -> str:
    """`name` of an encoder's family or fingerprint, saying a precision that is not the usual one."""
    return name if precision is Precision.F32 else f"{name}+{precision}"


def native() -> Precision:
    """`BF16` where the processor has instructions for it."""
    try:
        import openvino
    except ImportError:
        return Precision.F32
    found = openvino.Core().get_property("CPU", "INFERENCE_PRECISION_HINT")
    return Precision.BF16 if found == openvino.Type.bf16 else Precision.F32


def compile_tower(
    build: Callable[[], Module],
    example: Callable[[], Sequence[Any]],
    *,
    key: str,
    folder: Path,
    precision: Precision = Precision.F32,
    any_length: bool = True,
) -> Run:
    """A tower ready to run.

    `build` makes the torch module and `example` its example inputs (tensors whose every first
    dimension may vary, and second for token ids where `any_length`); both are called only when
    nothing converted is kept in `folder` under `key`. Raises `EncoderUnavailable` for a `precision`
    that is not to be had here.
    """
    try:
        import openvino
    except ImportError:
        if precision is not Precision.F32:
            raise EncoderUnavailable(
                f"The precision {precision} needs OpenVINO, which is not installed.",
                remedy="Run: pip install openvino (or leave the precision out).",
            ) from None
        return _with_torch(build())
    kept = folder / f"{key}.xml"
    core = openvino.Core()
    if precision is Precision.BF16 and "BF16" not in core.get_property(
        "CPU", "OPTIMIZATION_CAPABILITIES"
    ):
        raise EncoderUnavailable(
            "This processor does not calculate in bf16.", remedy="Leave the precision out."
        )
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{key}.lock"):
            if not kept.exists():
                module = build()
                try:
                    _convert(module, example(), kept, any_length=any_length)
                except Exception as problem:  # whatever a converter raises for what it cannot read
                    _log.warning("%s runs in torch: it cannot be converted (%s).", key, problem)
                    return _with_torch(module)
    return _Converted(kept, precision, example)


class _Converted:
    """A `Run` of the tower that is `kept`."""

    def __init__(
        self, kept: Path, precision: Precision, example: Callable[[], Sequence[Any]]
    ) -> None:
        self._kept, self._precision, self._example = kept, precision, example
        # One at a time: with two threads in one model, one of them can hold the GIL and wait for the
        # model while the other holds the model and waits for the GIL to give back an input.
        self._lock = threading.Lock()
        self._compiled: dict[bool, _Compiled] = {}

    def __call__(self, *inputs: np.ndarray) -> np.ndarray:
        # A picture alone is a query: a model of just that shape answers a fifth sooner.
        alone = len(inputs[0]) == 1 and inputs[0].ndim == 4
        with self._lock:
            if not self._compiled and self._precision is not Precision.F32:
                self._compiled[False] = self._checked()
            if alone not in self._compiled:
                self._compiled[alone] = _Compiled(
                    self._kept, self._precision, inputs[0].shape if alone else None
                )
            return self._compiled[alone](*inputs)

    def _checked(self) -> _Compiled:
        """In this precision if it gives rows near those of float32, and from here on in float32 if not."""
        fast = _Compiled(self._kept, self._precision)
        inputs, expected = self._known()
        found = fast(*inputs)
        with np.errstate(invalid="ignore"):  # rows of nothing are not near
            least = float((unit(found) * unit(expected)).sum(axis=1).min())
        if least >= NEAR:
            return fast
        _log.warning(
            "%s runs in float32: this processor calculates %s wrongly (a cosine of %.2f).",
            self._kept.stem, self._precision, least,
        )  # fmt: skip
        self._precision = Precision.F32
        return _Compiled(self._kept, Precision.F32)

    def _known(self) -> tuple[list[np.ndarray], np.ndarray]:
        """Inputs, and the rows that float32 gives for them, kept beside the tower."""
        path = self._kept.with_suffix(".known.npz")
        if path.exists():
            with np.load(path, allow_pickle=False) as stored:
                return [stored[name] for name in stored.files if name != "rows"], stored["rows"]
        inputs = [tensor.numpy() for tensor in self._example()]
        rows = _Compiled(self._kept, Precision.F32)(*inputs)
        with suppress(OSError):  # a folder that cannot be written costs this much in every process
            pending = path.with_suffix(f".{os.getpid()}.partial.npz")
            np.savez(pending, *inputs, rows=rows)
            pending.replace(path)
        return inputs, rows


class _Compiled:
    """The tower that is `kept`, in a precision, for inputs of any shape or of one."""

    def __init__(
        self, kept: Path, precision: Precision, shape: tuple[int, ...] | None = None
    ) -> None:
        import openvino

        core = openvino.Core()
        model = core.read_model(kept)
        if shape is not None:
            model.reshape(shape)
        settings = {"INFERENCE_PRECISION_HINT": str(precision), "PERFORMANCE_HINT": "LATENCY"}
        ready = core.compile_model(model, "CPU", settings)
        self._output, self._request = ready.output(0), ready.create_infer_request()

    def __call__(self, *inputs: np.ndarray) -> np.ndarray:
        # The buffers of a request are reused: what it gives is copied.
        return np.array(self._request.infer(list(inputs))[self._output], dtype=np.float32)


def _convert(module: Module, example: Sequence[Any], kept: Path, *, any_length: bool) -> None:
    import openvino
    import torch

    module.eval()
    with torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of branches that depend on a shape
        model = openvino.convert_model(module, example_input=tuple(example))
    for given in model.inputs:
        shape = given.partial_shape
        shape[0] = -1
        if any_length and len(shape) == 2:
            shape[1] = -1
        given.get_node().set_partial_shape(shape)
    model.validate_nodes_and_infer_types()
    _compare(module, model, example, any_length=any_length)
    partial = kept.with_name(kept.stem + ".partial.xml")
    openvino.save_model(model, partial, compress_to_fp16=False)
    # The weights first: the .xml is what makes the pair count as there.
    partial.with_suffix(".bin").replace(kept.with_suffix(".bin"))
    partial.replace(kept)


def _compare(module: Module, model: Any, example: Sequence[Any], *, any_length: bool) -> None:
    """Raises `ValueError` where the converted `model` gives other rows than `module`: for the example,
    its first half, and where any length will do, one token less."""
    import openvino

    once = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    inputs = [tensor.numpy() for tensor in example]
    cases = [inputs, [array[: (len(array) + 1) // 2] for array in inputs]]
    if any_length and inputs[0].ndim == 2:
        cases.append([array[:, :-1] for array in inputs])
    for case in cases:
        expected, found = _with_torch(module)(*case), once(case)[0]
        if not np.allclose(found, expected, atol=SAME * float(np.abs(expected).max())):
            raise ValueError("its rows are not those of torch")


def _with_torch(module: Module) -> Run:
    import torch

    module.eval()

    def run(*inputs: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            outputs = module(*(torch.from_numpy(a) for a in inputs))
            return np.asarray(outputs.numpy(), dtype=np.float32)

    return run
