"""Models that turn pictures and texts into rows. torch is imported here and nowhere else, lazily."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from search.encoders.base import Encoder, HasPrior, Prior
from search.errors import EncoderUnavailable
from search.settings import models_home

__all__ = ["Encoder", "HasPrior", "Prior", "load_encoder"]


def _lite(argument: str, models: Path) -> Encoder:
    from search.encoders.lite import Lite

    if argument:
        raise EncoderUnavailable(f"'lite:{argument}': the encoder 'lite' takes no argument.")
    return Lite(models)


def _openclip(argument: str, models: Path) -> Encoder:
    from search.encoders.openclip import OpenClip

    return OpenClip(argument, models)


_FAMILIES: dict[str, Callable[[str, Path], Encoder]] = {"lite": _lite, "openclip": _openclip}


def load_encoder(spec: str, *, models: Path | None = None) -> Encoder:
    """The encoder that `spec` names: `lite`, or `openclip:…` (see `search.encoders.openclip`).

    `models` is the folder for weights and converted towers. Raises `EncoderUnavailable`.
    """
    family, _, argument = spec.partition(":")
    if family not in _FAMILIES:
        raise EncoderUnavailable(
            f"There is no encoder {spec!r}.", remedy="Use 'lite' or 'openclip:MODEL/WEIGHTS'."
        )
    return _FAMILIES[family](argument, models or models_home())
