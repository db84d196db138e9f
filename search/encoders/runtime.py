"""How a tower runs: OpenVINO where it is installed, torch otherwise. Same numbers either way.

A tower is converted once and kept beside the models by its fingerprint; from then on neither torch
nor the weights need loading: a search from the command line never imports torch. Precision is
float32 everywhere, since a lower one changes rankings.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

if TYPE_CHECKING:
    from torch.nn import Module

Run = Callable[..., np.ndarray]
"""Positional arrays in, one float32 array out; safe to call from several threads."""


_SETTINGS = {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}


def compile_tower(
    build: Callable[[], Module], example: Callable[[], Sequence[Any]], *, key: str, folder: Path
) -> Run:
    """A tower ready to run.

    `build` makes the torch module and `example` its example inputs (tensors whose every first
    dimension, and second for token ids, may vary); both are called only when nothing converted is
    kept in `folder` under `key`.
    """
    try:
        import openvino
    except ImportError:
        return _with_torch(build())
    kept = folder / f"{key}.xml"
    core = openvino.Core()
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f"{key}.lock"):
            if not kept.exists():
                _convert(build(), example(), kept)
    # One at a time: with two threads in one model, one of them can hold the GIL and wait for the
    # model while the other holds the model and waits for the GIL to give back an input.
    lock = threading.Lock()
    compiled: dict[bool, tuple[Any, Any]] = {}

    def run(*inputs: np.ndarray) -> np.ndarray:
        # A picture alone is a query: a model of just that shape answers a fifth sooner.
        alone = len(inputs[0]) == 1 and inputs[0].ndim == 4
        with lock:
            if alone not in compiled:
                model = core.read_model(kept)
                if alone:
                    model.reshape(inputs[0].shape)
                ready = core.compile_model(model, "CPU", _SETTINGS)
                compiled[alone] = ready.output(0), ready.create_infer_request()
            output, request = compiled[alone]
            # The buffers of a request are reused: what it gives is copied.
            return np.array(request.infer(list(inputs))[output], dtype=np.float32)

    return run


def _convert(module: Module, example: Sequence[Any], kept: Path) -> None:
    import openvino
    import torch

    module.eval()
    with torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of branches that depend on a shape
        model = openvino.convert_model(module, example_input=tuple(example))
    for given in model.inputs:
        shape = given.partial_shape
        shape[0] = -1
        if len(shape) == 2:
            shape[1] = -1  # token ids: any length
        given.get_node().set_partial_shape(shape)
    model.validate_nodes_and_infer_types()
    partial = kept.with_name(kept.stem + ".partial.xml")
    openvino.save_model(model, partial, compress_to_fp16=False)
    # The weights first: the .xml is what makes the pair count as there.
    partial.with_suffix(".bin").replace(kept.with_suffix(".bin"))
    partial.replace(kept)


def _with_torch(module: Module) -> Run:
    import torch

    module.eval()

    def run(*inputs: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            outputs = module(*(torch.from_numpy(a) for a in inputs))
            return np.asarray(outputs.numpy(), dtype=np.float32)

    return run
