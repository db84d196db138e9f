"""Any model that open_clip can load: pictures and texts in one space, as it was trained.

    openclip:ViT-B-32/laion2b_s34b_b79k       an architecture and a pretrained tag
    openclip:ViT-B-32/weights/shop.pt         an architecture and a checkpoint on disk
    openclip:hf-hub:Marqo/marqo-fashionSigLIP a model of the Hugging Face hub
    openclip:local-dir:models/shop            a folder with open_clip_config.json and weights

Tags and hub names may need a network the first time; the other two never do. Preprocessing and
tokeniser are the model's own.
"""

from __future__ import annotations

import copy
import hashlib
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL.Image import new as new_image

from search.encoders.base import Rows, unit
from search.encoders.runtime import Precision, Run, compile_tower, with_precision
from search.errors import EncoderUnavailable, nearest

if TYPE_CHECKING:
    from PIL.Image import Image
    from torch.nn import Module

BATCH = 16
_SCHEMES = ("hf-hub:", "local-dir:")


class OpenClip:
    """See the module. `name` is the spec without `openclip:`."""

    shared = True

    def __init__(self, name: str, models: Path, *, precision: Precision = Precision.F32) -> None:
        import open_clip
        import torch

        self.spec = f"{with_precision('openclip', precision)}:{name}"
        self._models, self._precision = models, precision
        model_name, weights = _split(name)
        if weights and model_name not in open_clip.list_models():
            raise EncoderUnavailable(
                f"open_clip has no architecture {model_name!r}.",
                remedy=nearest(model_name, open_clip.list_models()),
            )
        try:
            with _quietly():
                model, _, self._preprocess = open_clip.create_model_and_transforms(
                    model_name, pretrained=weights, require_pretrained=True, cache_dir=str(models)
                )
                self._tokenize = open_clip.get_tokenizer(model_name, cache_dir=str(models))
        except Exception as problem:  # open_clip raises whatever its hub client does
            raise EncoderUnavailable(
                f"open_clip cannot load {name!r}: {shorten(str(problem), 300).rstrip(' .')}.",
                remedy="Check the name with open_clip.list_pretrained(), or save the model to a folder "
                "and use openclip:local-dir:PATH, which needs no network.",
            ) from problem
        self._model = model.eval()
        self._weights = "openclip-" + _fingerprint(model, self._preprocess)
        self.fingerprint = with_precision(self._weights, precision)
        probe = self._tokenize(["a"])
        self._pad = int(probe[0, -1])
        with torch.inference_mode():
            self.image_dim = self.text_dim = int(self._model.encode_text(probe).shape[1])
        self._trim = self._padding_is_inert()

    def encode_images(self, images: Sequence[Image]) -> Rows:
        batches = [images[start : start + BATCH] for start in range(0, len(images), BATCH)]
        none = np.zeros((0, self.image_dim), np.float32)
        if len(batches) < 2:
            return np.concatenate([none, *map(self._image_rows, batches)])
        # One batch is scaled to size while another is in the model.
        with ThreadPoolExecutor(2, thread_name_prefix="openclip") as pool:
            return np.concatenate([none, *pool.map(self._image_rows, batches)])

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        rows = np.empty((len(texts), self.text_dim), np.float32)
        if not texts:
            return rows
        tokens = self._tokenize(list(texts))
        # Like lengths together: a batch is as long as its longest text.
        order = np.argsort((tokens != self._pad).sum(1).numpy(), kind="stable")
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            batch = tokens[chosen]
            if self._trim:
                batch = batch[:, : self._longest(batch)]
            rows[chosen] = unit(self._text_tower(batch.numpy()))
        return rows

    def _image_rows(self, images: Sequence[Image]) -> Rows:
        return unit(self._picture_tower(np.stack([self._preprocess(i).numpy() for i in images])))

    @cached_property
    def _picture_tower(self) -> Run:
        shape = self._preprocess(new_image("RGB", (8, 8))).shape
        return compile_tower(
            lambda: _picture_module(self._model),
            lambda: _example_pictures(shape),
            key=f"{self._weights}-image",
            folder=self._models,
            precision=self._precision,
        )

    @cached_property
    def _text_tower(self) -> Run:
        return compile_tower(
            lambda: _text_module(self._model, trim=self._trim),
            lambda: [self._tokenize(["a red linen shirt", "a"])[:, : 7 if self._trim else None]],
            key=f"{self._weights}-text",
            folder=self._models,
            precision=self._precision,
            any_length=self._trim,
        )

    def _text_rows(self, texts: list[str], *, trim: bool) -> Rows:
        """As torch gives them, the slow way."""
        import torch

        tokens, model = self._tokenize(texts), self._model
        if trim:
            tokens = tokens[:, : self._longest(tokens)]
            model = _shortened(model, tokens.shape[1])
        with torch.inference_mode():
            return unit(model.encode_text(tokens).float().numpy())

    def _longest(self, tokens: Any) -> int:
        """Of the texts in `tokens` (n, context), how many tokens the longest has before its padding."""
        return int((tokens != self._pad).any(0).nonzero().max()) + 1

    def _padding_is_inert(self) -> bool:
        """Whether a text may be padded to the longest of its batch only, which is
        faster. True of models that read left to right or mask what is padding; false where every
        position is looked at (SigLIP). Asked of the model itself rather than guessed."""
        probes = ["a", "a red linen shirt, size 40"]
        try:
            short = np.concatenate([self._text_rows([text], trim=True) for text in probes])
        except Exception:  # a text tower of another build, which takes its full length only
            return False
        return bool(np.allclose(short, self._text_rows(probes, trim=False), atol=1e-5))


def _picture_module(model: Any) -> Module:
    import torch

    class Tower(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, pixels: torch.Tensor) -> torch.Tensor:
            rows: torch.Tensor = self.model.encode_image(pixels).float()
            return rows

    return Tower().eval()


def _text_module(model: Any, *, trim: bool) -> Module:
    import torch

    class Tower(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, tokens: torch.Tensor) -> torch.Tensor:
            short = _shortened(self.model, tokens.shape[1]) if trim else self.model
            rows: torch.Tensor = short.encode_text(tokens).float()
            return rows

    return Tower().eval()


def _example_pictures(shape: Sequence[int]) -> Sequence[Any]:
    import torch

    return [torch.rand(2, *shape, generator=torch.Generator().manual_seed(0))]


def _shortened(model: Any, length: int) -> Any:
    """`model` for texts of `length` tokens: the same weights, with fewer positions.

    open_clip's own text towers add all their positions whatever the length of the text. The towers it
    takes from transformers do not, and need nothing.
    """
    import torch

    tower = getattr(model, "text", model)
    if not isinstance(getattr(tower, "positional_embedding", None), torch.nn.Parameter):
        return model
    short = copy.copy(tower)  # shallow: other threads go on with the whole one
    short._parameters, short._buffers = dict(tower._parameters), dict(tower._buffers)
    positions = tower.positional_embedding[:length]
    del short._parameters["positional_embedding"]  # what is cut off it is no parameter
    short.positional_embedding = positions
    if tower.attn_mask is not None:
        short._buffers.pop("attn_mask", None)
        short.attn_mask = tower.attn_mask[:length, :length]
    if tower is model:
        return short
    whole = copy.copy(model)
    whole._modules = dict(model._modules) | {"text": short}
    return whole


@contextmanager
def _quietly() -> Iterator[None]:
    """open_clip reports to the root logger, at length; what matters it raises as well."""
    root, handler = logging.getLogger(), logging.NullHandler()

    def mute(_: logging.LogRecord) -> bool:
        return False

    root.addFilter(mute)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeFilter(mute)
        root.removeHandler(handler)


def _split(name: str) -> tuple[str, str | None]:
    if name.startswith(_SCHEMES):
        return name, None
    model, _, weights = name.partition("/")
    if not weights:
        raise EncoderUnavailable(
            f"'openclip:{name}' names an architecture without weights.",
            remedy=f"Write openclip:{name}/TAG, openclip:{name}/CHECKPOINT or openclip:local-dir:PATH.",
        )
    return model, weights


def _fingerprint(model: Any, preprocess: Any) -> str:
    """From the weights themselves: the same checkpoint is the same encoder wherever it lies. And from what
    a tower does that no weight tells: how it pools, and whether it looks ahead."""
    digest = hashlib.sha256(repr(preprocess).encode())
    tower = getattr(model, "text", model)
    looks_ahead = getattr(tower, "attn_mask", None) is None
    digest.update(repr((getattr(tower, "pool_type", None), looks_ahead)).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]
