"""`bowerbird index` and `bowerbird versions`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from indexer.schema import DEFAULT_FIELDS
from search.errors import InvalidCatalogue, InvalidInput, nearest

_INDEX = click.option(
    "--index", default="data/index", show_default=True, type=click.Path(path_type=Path),
    help="Folder of the index: its versions and which one is active.",
)  # fmt: skip


@click.command()
@click.argument("catalogue", type=click.Path(path_type=Path))
@_INDEX
@click.option("--map", "mapping", multiple=True, metavar="NOUN=COLUMN", help="title=product_name …")
@click.option(
    "--images", type=click.Path(path_type=Path), help="Folder that picture paths start from."
)
@click.option(
    "--views", type=click.Path(path_type=Path), help="File of more pictures: product_id,image."
)
@click.option(
    "--text-fields", default=",".join(DEFAULT_FIELDS), show_default=True,
    help="Fields that are encoded and searched as text.",
)  # fmt: skip
@click.option(
    "--language",
    default="english",
    show_default=True,
    help="Whose word endings are ignored: english, german, french, spanish …",
)
@click.option(
    "--synonyms", type=click.Path(path_type=Path), help="File of synonyms: sofa, couch, settee."
)
@click.option(
    "--encoder", "spec", default="lite", show_default=True, help="lite, or openclip:MODEL/WEIGHTS."
)
@click.option(
    "--align-from", type=click.Path(path_type=Path), help="Index whose shared space is used."
)
@click.option(
    "--cache", type=click.Path(path_type=Path), help="Embedding cache.  [default: INDEX.cache]"
)
@click.option("--allow-outside", is_flag=True, help="Follow picture paths out of the media folder.")
@click.option("--allow-urls", is_flag=True, help="Fetch pictures that are http(s) addresses.")
@click.option(
    "--allow-private", is_flag=True,
    help="Fetch them also from this machine and private networks.",
)  # fmt: skip
@click.option(
    "--no-print", is_flag=True,
    help="Do not read what is printed on the pictures, although some have words on them.",
)  # fmt: skip
@click.option(
    "--no-activate", is_flag=True, help="Build the version; do not make it the active one."
)
@click.option(
    "--check", "only_check", is_flag=True,
    help="Say what is in the catalogue and what is wrong with it; build nothing.",
)  # fmt: skip
@click.option(
    "--progress", "shown", type=click.Choice(["auto", "json"]), default="auto", show_default=True,
    help="How progress is told on stderr: for a person, or a JSON object a line.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def index(
    catalogue: Path,
    index: Path,
    mapping: tuple[str, ...],
    images: Path | None,
    views: Path | None,
    text_fields: str,
    language: str,
    synonyms: Path | None,
    spec: str,
    align_from: Path | None,
    cache: Path | None,
    allow_outside: bool,
    allow_urls: bool,
    allow_private: bool,
    no_print: bool,
    no_activate: bool,
    only_check: bool,
    shown: str,
    as_json: bool,
) -> None:
    """Build an index of CATALOGUE (CSV, TSV, JSONL or Parquet; gzip too) and make it active."""
    # Imported here: `bowerbird --help` need not load pandas.
    from indexer.build import build
    from indexer.catalogue import read_catalogue
    from indexer.checking import as_text, check
    from indexer.progress import bars, json_lines, lines
    from indexer.report import Stages
    from indexer.synonyms import read_synonyms
    from search.encoders import load_encoder
    from search.printed import Reader
    from search.settings import cache_of
    from search.terms import LANGUAGES

    if language not in LANGUAGES:
        raise InvalidCatalogue(
            f"There is no language {language!r}.", remedy=nearest(language, [*LANGUAGES])
        )
    rules = read_synonyms(synonyms) if synonyms else []
    stages = Stages()
    with stages("read"):
        read = read_catalogue(
            catalogue,
            mapping=_mapping(mapping),
            images_dir=images,
            views=views,
            allow_outside=allow_outside,
            allow_urls=allow_urls,
        )
    if only_check:
        found = check(read, allow_outside=allow_outside, allow_urls=allow_urls)
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else as_text(found))
        return
    with stages("encoder"):
        encoder = load_encoder(spec)
    report = build(
        read,
        index,
        encoder=encoder,
        cache=cache or cache_of(index),
        fields=[field.strip() for field in text_fields.split(",") if field.strip()],
        language=language,
        synonyms=rules,
        align_from=align_from,
        allow_outside=allow_outside,
        allow_urls=allow_urls,
        allow_private=allow_private,
        reader=None if no_print else Reader(),
        make_active=not no_activate,
        progress=json_lines if shown == "json" else bars if sys.stderr.isatty() else lines,
        stages=stages,
    )
    click.echo(
        json.dumps(report.as_dict(), ensure_ascii=False, indent=1) if as_json else report.as_text()
    )


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        noun, equals, column = pair.partition("=")
        if not (noun and equals and column):
            raise InvalidCatalogue(
                f"--map {pair!r} cannot be read.", remedy="Write --map title=product_name."
            )
        mapping[noun.strip()] = column.strip()
    return mapping


@click.group()
def versions() -> None:
    """List, check, activate, roll back and prune the versions of an index."""


@versions.command("list")
@_INDEX
@click.option("--json", "as_json", is_flag=True)
def list_(index: Path, as_json: bool) -> None:
    """Every version, newest first; the active one has a star."""
    from search.versions import list_versions

    found = list_versions(index)
    if as_json:
        click.echo(json.dumps([version.as_dict() for version in found], indent=1))
        return
    for version in found:
        star = "*" if version.active else " "
        text = version.trouble or (
            f"{version.products:>9,} products  {version.size / 1e6:>8,.1f} MB  "
            f"{version.encoder}  {version.built_at}"
        )
        click.echo(f"{star} {version.name}  {text}")


@versions.command()
@_INDEX
@click.argument("version", required=False)
def verify(index: Path, version: str | None) -> None:
    """Read every byte of VERSION (default: the active one) against its checksums."""
    from search.versions import verify_version

    click.echo(f"{verify_version(index, version)} is as it was written.")


@versions.command()
@_INDEX
@click.argument("version")
def activate(index: Path, version: str) -> None:
    """Make VERSION the active one; running servers follow by themselves."""
    from search.versions import activate_version

    activate_version(index, version)
    click.echo(f"{version} is active.")


@versions.command()
@_INDEX
def rollback(index: Path) -> None:
    """Go back to the version before the active one."""
    from search import versions as on_disk

    click.echo(f"{on_disk.rollback(index)} is active.")


@versions.command()
@_INDEX
@click.option("--keep", default=3, show_default=True, help="How many of the newest to keep.")
def prune(index: Path, keep: int) -> None:
    """Delete old versions; the active one always stays."""
    from search import versions as on_disk

    if keep < 1:
        raise InvalidInput(f"--keep is {keep}; it must be 1 or more.")
    removed = on_disk.prune(index, keep=keep)
    click.echo("\n".join(f"{name} deleted." for name in removed) or "Nothing to delete.")
