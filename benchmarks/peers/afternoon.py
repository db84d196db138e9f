"""A whole search as one would write it in an afternoon: open_clip, FAISS and Flask.

    python -m benchmarks.peers.afternoon CATALOGUE.csv --images FOLDER --weights FILE --index FOLDER

Not Bowerbird, and nothing of it is used here: this is what it is compared with (`benchmarks.peers.system`).
Pictures are embedded by ViT-B-32 in batches and searched by words or by a picture; embeddings are kept in
`--index`, and a changed catalogue is embedded anew.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import click
import faiss
import numpy as np
import open_clip
import torch
from flask import Flask, jsonify, request
from PIL import Image

MODEL = "ViT-B-32"
BATCH = 32


class Search:
    def __init__(self, catalogue: Path, images: Path, weights: Path, index: Path) -> None:
        self.model, _, self.preprocess = open_clip.create_model_and_transforms(
            MODEL, pretrained=str(weights)
        )
        self.model.eval()
        self.tokenize = open_clip.get_tokenizer(MODEL)
        with catalogue.open(newline="", encoding="utf-8") as file:
            self.products = list(csv.DictReader(file))
        names = [product["image"] for product in self.products]
        kept = index / "names.json"
        if kept.exists() and json.loads(kept.read_text()) == names:
            self.index = faiss.read_index(str(index / "pictures.faiss"))
            return
        rows = [
            self.pictures([Image.open(images / name) for name in names[start : start + BATCH]])
            for start in range(0, len(names), BATCH)
        ]
        self.index = faiss.IndexFlatIP(rows[0].shape[1])
        self.index.add(np.concatenate(rows))
        index.mkdir(parents=True, exist_ok=True)
        faiss.write_index(self.index, str(index / "pictures.faiss"))
        kept.write_text(json.dumps(names))

    @torch.inference_mode()
    def pictures(self, images: list[Image.Image]) -> np.ndarray:
        batch = torch.stack([self.preprocess(image.convert("RGB")) for image in images])
        return self.model.encode_image(batch, normalize=True).numpy()

    @torch.inference_mode()
    def words(self, text: str) -> np.ndarray:
        return self.model.encode_text(self.tokenize([text]), normalize=True).numpy()

    def best(self, row: np.ndarray, k: int) -> list[dict[str, object]]:
        scores, numbers = self.index.search(row, k)
        return [
            self.products[number] | {"score": float(score)}
            for score, number in zip(scores[0], numbers[0], strict=True)
            if number >= 0
        ]


def app(search: Search) -> Flask:
    made = Flask(__name__)

    @made.route("/search", methods=["GET", "POST"])
    def answer():
        if "image" in request.files:
            row = search.pictures([Image.open(request.files["image"].stream)])
        else:
            row = search.words(request.args.get("q", ""))
        return jsonify(search.best(row, int(request.args.get("limit", 10))))

    return made


@click.command()
@click.argument("catalogue", type=Path)
@click.option("--images", type=Path, required=True)
@click.option("--weights", type=Path, required=True, help="An open_clip checkpoint of ViT-B-32.")
@click.option("--index", type=Path, default=Path("afternoon"))
@click.option("--port", default=8000)
@click.option("--only-index", is_flag=True, help="Embed and end.")
def main(
    catalogue: Path, images: Path, weights: Path, index: Path, port: int, only_index: bool
) -> None:
    search = Search(catalogue, images, weights, index)
    if not only_index:
        app(search).run(port=port)


if __name__ == "__main__":
    main()
