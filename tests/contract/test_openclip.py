"""open_clip for real, without a network: a tiny architecture with seeded random weights.

The vectors mean nothing; that they are open_clip's own, whichever way the weights came, is what counts.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import pytest
import torch
from huggingface_hub import constants as hub

from search.encoders import Encoder, load_encoder, runtime
from search.encoders.base import unit
from search.encoders.openclip import OpenClip
from search.errors import EncoderUnavailable
from search.query import Query
from search.searcher import Searcher
from tests.toy import COLOURS, THINGS, build_shop, draw, write_shop

VISION = {"image_size": 32, "layers": 2, "width": 32, "patch_size": 8, "head_width": 16}
TEXT = {"context_length": 40, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 2}
PLAIN = {"embed_dim": 24, "vision_cfg": VISION, "text_cfg": TEXT}
# Towers as open_clip builds them today: the text tower a module of its own.
CUSTOM = {**PLAIN, "custom_text": True}
# A text tower that looks at every position, padding too, as SigLIP's does.
BOTH_WAYS = {
    "embed_dim": 24,
    "custom_text": True,
    "vision_cfg": VISION,
    "text_cfg": {**TEXT, "no_causal_mask": True, "pool_type": "last"},
}
ARCHITECTURES = {"bower-plain": PLAIN, "bower-custom": CUSTOM, "bower-both-ways": BOTH_WAYS}

PICTURES = [draw(colour, thing) for colour in COLOURS for thing in THINGS]
TEXTS = ["a", "red shirt", "a blue mug with a handle and a saucer", "lamp " * 60, "", "红色 衬衫"]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "HF_HUB_OFFLINE", True)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a checkpoint `NAME.pt` and a model folder `NAME/` for each architecture."""
    folder = tmp_path_factory.mktemp("models")
    configs = folder / "configs"
    configs.mkdir()
    for name, config in ARCHITECTURES.items():
        (configs / f"{name}.json").write_text(json.dumps(config))
    open_clip.add_model_config(configs)
    for name, config in ARCHITECTURES.items():
        torch.manual_seed(7)
        weights = open_clip.create_model(name).state_dict()
        torch.save(weights, folder / f"{name}.pt")
        (folder / name).mkdir()
        (folder / name / "open_clip_config.json").write_text(json.dumps({"model_cfg": config}))
        torch.save(weights, folder / name / "open_clip_pytorch_model.bin")
    yield folder
    open_clip.factory._MODEL_CONFIG_PATHS.remove(configs)
    for name in ARCHITECTURES:
        open_clip.factory._MODEL_CONFIGS.pop(name)


def load(models: Path, name: str) -> Encoder:
    return load_encoder(f"openclip:{name}/{models}/{name}.pt", models=models / "home")


def by_hand(models: Path, name: str) -> tuple[Any, Any, Any]:
    """The model, its preprocessing and its tokeniser, as open_clip's own documentation loads them."""
    model, _, preprocess = open_clip.create_model_and_transforms(
        name, pretrained=str(models / f"{name}.pt")
    )
    return model.eval(), preprocess, open_clip.get_tokenizer(name)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_checkpoint_gives_the_vectors_of_open_clip_itself(models: Path, name: str) -> None:
    encoder = load(models, name)
    model, preprocess, tokenize = by_hand(models, name)
    with torch.inference_mode():
        images = model.encode_image(torch.stack([preprocess(p) for p in PICTURES])).numpy()
        texts = model.encode_text(tokenize(TEXTS)).numpy()
    assert encoder.shared
    assert encoder.image_dim == encoder.text_dim == 24
    np.testing.assert_allclose(encoder.encode_images(PICTURES), unit(images), atol=1e-5)
    np.testing.assert_allclose(encoder.encode_texts(TEXTS), unit(texts), atol=1e-5)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_model_folder_is_the_same_encoder_as_its_checkpoint(models: Path, name: str) -> None:
    checkpoint = load(models, name)
    folder = load_encoder(f"openclip:local-dir:{models}/{name}", models=models / "home")
    assert folder.spec != checkpoint.spec
    assert folder.fingerprint == checkpoint.fingerprint
    np.testing.assert_array_equal(
        folder.encode_images(PICTURES), checkpoint.encode_images(PICTURES)
    )
    np.testing.assert_array_equal(folder.encode_texts(TEXTS), checkpoint.encode_texts(TEXTS))


def test_other_weights_and_another_preprocessing_are_other_encoders(
    models: Path, tmp_path: Path
) -> None:
    weights = torch.load(models / "bower-plain.pt", weights_only=True)
    weights["visual.proj"][0, 0] += 1e-3
    torch.save(weights, tmp_path / "other.pt")
    squashed = tmp_path / "squashed"
    squashed.mkdir()
    config = {"model_cfg": PLAIN, "preprocess_cfg": {"resize_mode": "squash"}}
    (squashed / "open_clip_config.json").write_text(json.dumps(config))
    torch.save(torch.load(models / "bower-plain.pt", weights_only=True), squashed / "model.pth")
    specs = (f"openclip:bower-plain/{tmp_path}/other.pt", f"openclip:local-dir:{squashed}")
    fingerprints = {load_encoder(spec, models=tmp_path).fingerprint for spec in specs}
    assert len(fingerprints | {load(models, "bower-plain").fingerprint}) == 3


def test_a_fingerprint_is_the_same_in_every_process(models: Path) -> None:
    """Nothing that goes into it may print its address in memory."""
    encoder = load(models, "bower-plain")
    assert isinstance(encoder, OpenClip)
    assert " at 0x" not in repr(encoder._preprocess)


@pytest.mark.parametrize(
    ("name", "trims"), [("bower-plain", True), ("bower-custom", True), ("bower-both-ways", False)]
)
def test_padding_is_trimmed_where_that_changes_nothing(
    models: Path, name: str, trims: bool
) -> None:
    encoder = load(models, name)
    assert isinstance(encoder, OpenClip)
    assert encoder._trim is trims
    short = np.concatenate([encoder.encode_texts([text]) for text in TEXTS])
    np.testing.assert_allclose(short, encoder._text_rows(TEXTS, trim=False), atol=1e-5)


def test_trimming_really_shortens_what_the_tower_reads(models: Path) -> None:
    encoder = load(models, "bower-plain")
    assert isinstance(encoder, OpenClip)
    read = []
    tower = encoder._text_tower

    def reading(tokens: np.ndarray) -> np.ndarray:
        read.append(tokens.shape[1])
        return tower(tokens)

    encoder.__dict__["_text_tower"] = reading
    encoder.encode_texts(["red shirt"])
    encoder.encode_texts(["red shirt", "lamp " * 60])
    assert read == [4, 40]


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_row_does_not_depend_on_its_batch(models: Path, name: str) -> None:
    encoder = load(models, name)
    texts = [*TEXTS, *(f"{colour} {thing}" for colour in COLOURS for thing in THINGS)]
    alone = np.concatenate([encoder.encode_texts([text]) for text in texts])
    np.testing.assert_allclose(encoder.encode_texts(texts), alone, atol=1e-5)
    pictures = [encoder.encode_images([picture]) for picture in PICTURES]
    np.testing.assert_allclose(encoder.encode_images(PICTURES), np.concatenate(pictures), atol=1e-5)
    assert encoder.encode_texts([]).shape == encoder.encode_images([]).shape == (0, 24)


def test_a_shop_is_built_and_searched_with_it(models: Path, tmp_path: Path) -> None:
    encoder = load(models, "bower-plain")
    report = build_shop(write_shop(tmp_path), tmp_path / "index", encoder=encoder)
    assert report.alignment == {"source": "encoder", "colours": 1.0}
    searcher = Searcher.open(tmp_path / "index")
    assert searcher.artifact.manifest.encoder["spec"] == encoder.spec
    looks = Query(image=draw("green", "mug"), weights={"picture_in_text": 0})
    found = searcher.search(looks)  # it loads the model by its spec
    assert found.hits[0].product_id == "P13"
    assert searcher.search(Query(text="blue lamp")).hits[0].product_id == "P07"


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("ViT-B-23/laion2b_s34b_b79k", "no architecture 'ViT-B-23'. Did you mean 'ViT-B-32'?"),
        ("ViT-B-32", "names an architecture without weights"),
        ("ViT-B-32/nonsense", "'nonsense' is not a known tag or valid file path"),
        ("ViT-B-32/laion2b_s34b_b79k", "cannot load 'ViT-B-32/laion2b_s34b_b79k'"),
        ("local-dir:{tmp}/nowhere", "nowhere"),
        ("local-dir:{tmp}/empty", "open_clip_config.json"),
        ("local-dir:{tmp}/unreadable", "unreadable"),
        ("local-dir:{tmp}/weightless", "weights"),
        ("local-dir:{tmp}/junk", "junk"),
        ("bower-plain/{tmp}/junk/open_clip_pytorch_model.bin", "junk"),
        ("bower-plain/{models}/bower-custom.pt", "bower-custom.pt"),
        ("local-dir:", "Empty path"),
        ("", "without weights"),
    ],
)
def test_what_cannot_be_loaded_is_said_in_a_sentence(
    models: Path, tmp_path: Path, argument: str, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("empty", "unreadable", "weightless", "junk"):
        (tmp_path / name).mkdir()
    (tmp_path / "unreadable" / "open_clip_config.json").write_text("{")
    for name in ("weightless", "junk"):
        (tmp_path / name / "open_clip_config.json").write_text(json.dumps({"model_cfg": PLAIN}))
    (tmp_path / "junk" / "open_clip_pytorch_model.bin").write_text("junk")
    spec = "openclip:" + argument.format(tmp=tmp_path, models=models)
    root = logging.getLogger()
    before = list(root.handlers), list(root.filters)
    with pytest.raises(EncoderUnavailable) as caught:
        load_encoder(spec, models=tmp_path)
    assert message in str(caught.value)
    assert caught.value.remedy
    assert len(caught.value.message.splitlines()) == 1
    assert len(caught.value.message) < 500
    assert [r for r in caplog.records if r.name == "root"] == []  # open_clip's own chatter
    assert (root.handlers, root.filters) == before


def test_towers_run_in_openvino_and_are_kept_by_their_fingerprint(models: Path) -> None:
    encoder = load(models, "bower-plain")
    assert isinstance(encoder, OpenClip)
    encoder.encode_images(PICTURES[:1])
    encoder.encode_texts(TEXTS[:1])
    for tower in ("image", "text"):
        assert (models / "home" / f"{encoder.fingerprint}-{tower}.xml").is_file()


def test_what_cannot_be_converted_runs_in_torch_and_is_said(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("an operation of tomorrow")

    expected = load(models, "bower-plain").encode_texts(TEXTS)
    monkeypatch.setattr(runtime, "_convert", refuse)
    encoder = load_encoder(f"openclip:bower-plain/{models}/bower-plain.pt", models=tmp_path)
    np.testing.assert_allclose(encoder.encode_texts(TEXTS), expected, atol=1e-5)
    assert "an operation of tomorrow" in caplog.text


def test_bf16_is_an_encoder_of_its_own_and_near_to_f32(models: Path) -> None:
    import openvino

    exact = load(models, "bower-plain")
    spec = f"openclip+bf16:bower-plain/{models}/bower-plain.pt"
    if "BF16" not in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        with pytest.raises(EncoderUnavailable, match="bf16"):
            load_encoder(spec, models=models / "home").encode_texts(["a"])
        return
    fast = load_encoder(spec, models=models / "home")
    assert (fast.spec, fast.fingerprint) == (spec, exact.fingerprint + "+bf16")
    for ours, theirs in (
        (fast.encode_images(PICTURES), exact.encode_images(PICTURES)),
        (fast.encode_texts(TEXTS), exact.encode_texts(TEXTS)),
    ):
        assert (ours * theirs).sum(axis=1).min() >= 0.999


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(EncoderUnavailable, match="'int4'"):
        load_encoder("lite+int4")
