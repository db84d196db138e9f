"""`bowerbird learn-background`: pictures that shoppers might ask with, learned from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click
from PIL import Image

from search.errors import InvalidInput

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
BATCH = 64


@click.command("learn-background")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--index", default="data/index", show_default=True, type=click.Path(path_type=Path),
    help="Folder of the index.",
)  # fmt: skip
@click.option(
    "--state", type=click.Path(path_type=Path), help="The shop's memory.  [default: INDEX.state]"
)
@click.option("--scenes", is_flag=True, help="They are photographs with many things in each.")
def learn_background(folder: Path, index: Path, state: Path | None, scenes: bool) -> None:
    """Learn from the pictures in FOLDER what pictures at large look like.

    They may show anything of the kind that shoppers send; nobody need say what. The next build of the
    index corrects for products that look like every picture. A running shop learns the same from the
    pictures it is asked with.
    """
    from search.errors import InvalidImage
    from search.personal.database import FILE
    from search.pictures import read
    from search.query_pictures import ENOUGH, MOST, PictureKind, QueryPictures
    from search.scene import regions_of
    from search.searcher import Searcher
    from search.settings import state_of

    if not folder.is_dir():
        raise InvalidInput(f"{folder} is no folder.", remedy="Name a folder of pictures.")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise InvalidInput(
            f"{folder} has no pictures.", remedy=f"They end in {', '.join(SUFFIXES)}."
        )
    skipped: list[str] = []

    def pictures() -> Iterator[Image.Image]:
        for path in paths:
            try:
                picture = read(path)
            except InvalidImage as problem:
                skipped.append(problem.message)
                continue
            yield from regions_of(picture) if scenes else [picture]

    kind = PictureKind.REGION if scenes else PictureKind.PICTURE
    log = QueryPictures((state or state_of(index)) / FILE)
    encoder = Searcher.open(index, state=state).encoder
    going = pictures()
    while batch := [*islice(going, BATCH)]:
        log.append(kind, encoder.encode_images(batch), fingerprint=encoder.fingerprint)
    for message in skipped:
        click.echo(f"Left out: {message}", err=True)
    known = len(log.rows(kind, fingerprint=encoder.fingerprint))
    click.echo(
        f"Learned from {len(paths) - len(skipped):,} pictures; {known:,} {kind}s are known "
        f"(the newest {MOST:,} are kept)."
    )
    click.echo(
        "The next bowerbird index corrects by them."
        if known >= ENOUGH
        else f"From {ENOUGH} on, bowerbird index corrects by them."
    )
