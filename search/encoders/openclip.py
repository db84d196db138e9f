"""Any model that open_clip can load: pictures and texts in one space, as it was trained.

    openclip:ViT-B-32/laion2b_s34b_b79k       an architecture and a pretrained tag
    openclip:ViT-B-32/weights/shop.pt         an architecture and a checkpoint on disk
    openclip:hf-hub:Marqo/marqo-fashionSigLIP a model of the Hugging Face hub
    openclip:local-dir:models/shop            a folder with open_clip_config.json and weights

Tags and hub names may need a network the first time; the other two never do. Preprocessing and
tokeniser are the model's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from search.encoders.base import Rows, unit
from search.errors import EncoderUnavailable

if TYPE_CHECKING:
    from PIL.Image import Image

BATCH = 16
_SCHEMES = ("hf-hub:", "local-dir:")


class OpenClip:
    """See the module. `name` is the spec without `openclip:`."""

    shared = True

    def __init__(self, name: str, models: Path) -> None:
        import open_clip
        import torch

        self.spec = f"openclip:{name}"
        model_name, weights = _split(name)
        try:
            model, _, self._preprocess = open_clip.create_model_and_transforms(
                model_name, pretrained=weights, require_pretrained=True, cache_dir=str(models)
            )
            self._tokenize = open_clip.get_tokenizer(model_name, cache_dir=str(models))
        except Exception as problem:  # open_clip raises whatever its hub client does
            raise EncoderUnavailable(
                f"open_clip cannot load {name!r}: {problem}.".replace("..", "."),
                remedy="Check the name with open_clip.list_pretrained(), or save the model to a folder "
                "and use openclip:local-dir:PATH, which needs no network.",
            ) from problem
        self._model = model.eval()
        self.fingerprint = "openclip-" + _fingerprint(model, self._preprocess)
        with torch.inference_mode():
            probe = self._model.encode_text(self._tokenize(["a"]))
        self.image_dim = self.text_dim = int(probe.shape[1])
        self._trim = self._padding_is_inert()

    def encode_images(self, images: Sequence[Image]) -> Rows:
        import torch

        rows = [np.zeros((0, self.image_dim), np.float32)]
        for start in range(0, len(images), BATCH):
            pixels = torch.stack([self._preprocess(i) for i in images[start : start + BATCH]])
            with torch.inference_mode():
                rows.append(unit(self._model.encode_image(pixels).float().numpy()))
        return np.concatenate(rows)

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        rows = [np.zeros((0, self.text_dim), np.float32)]
        for start in range(0, len(texts), BATCH):
            rows.append(self._text_rows(list(texts[start : start + BATCH]), trim=self._trim))
        return np.concatenate(rows)

    def _text_rows(self, texts: list[str], *, trim: bool) -> Rows:
        import torch

        tokens = self._tokenize(texts)
        if trim:
            tokens = tokens[:, : int((tokens != 0).sum(1).max())]
        with torch.inference_mode():
            return unit(self._model.encode_text(tokens).float().numpy())

    def _padding_is_inert(self) -> bool:
        """Whether a text may be padded to the longest of its batch only, which is several times
        faster. True of models that read left to right; false where every position is looked at
        (SigLIP), or where 0 is a token of its own. Asked of the model itself rather than guessed."""
        probes = ["a", "a red linen shirt, size 40"]
        tokens = self._tokenize(probes)
        lengths = (tokens != 0).sum(1)
        if bool((tokens[0, int(lengths[0]) :] != 0).any()):
            return False
        try:
            short = np.concatenate([self._text_rows([text], trim=True) for text in probes])
        except Exception:  # some text towers accept their full length only
            return False
        return bool(np.allclose(short, self._text_rows(probes, trim=False), atol=1e-5))


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
    """From the weights themselves: the same checkpoint is the same encoder wherever it lies."""
    digest = hashlib.sha256(repr(preprocess).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]
