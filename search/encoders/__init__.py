"""Models that turn pictures and texts into rows. torch is imported here and nowhere else, lazily."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from search.encoders.base import Encoder, HasPrior, Prior
from search.encoders.runtime import Precision
from search.errors import EncoderUnavailable
from search.settings import models_home

__all__ = ["Encoder", "HasPrior", "Prior", "load_encoder"]


def _lite(argument: str, models: Path, precision: Precision) -> Encoder:
    from search.encoders.lite import Lite

    if argument:
        raise EncoderUnavailable(f"'lite:{argument}': the encoder 'lite' takes no argument.")
    return Lite(models, precision=precision)


def _openclip(argument: str, models: Path, precision: Precision) -> Encoder:
    from search.encoders.openclip import OpenClip

    return OpenClip(argument, models, precision=precision)


_FAMILIES: dict[str, Callable[[str, Path, Precision], Encoder]] = {
    "lite": _lite,
    "openclip": _openclip,
}


def load_encoder(spec: str, *, models: Path | None = None) -> Encoder:
    """The encoder that `spec` names: `lite`, or `openclip:…` (see `search.encoders.openclip`).

    `lite+bf16` and `openclip+bf16:…` calculate in bfloat16, faster and not quite the same.
    `models` is the folder for weights and converted towers. Raises `EncoderUnavailable`.
    """
    name, _, argument = spec.partition(":")
    family, plus, precision = name.partition("+")
    if family not in _FAMILIES:
        raise EncoderUnavailable(
            f"There is no encoder {spec!r}.", remedy="Use 'lite' or 'openclip:MODEL/WEIGHTS'."
        )
    if plus and precision not in list(Precision):
        raise EncoderUnavailable(
            f"{spec!r} asks for the precision {precision!r}.",
            remedy=f"Write one of {', '.join(Precision)} behind the plus.",
        )
    chosen = Precision(precision) if plus else Precision.F32
    return _FAMILIES[family](argument, models or models_home(), chosen)
