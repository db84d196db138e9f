"""`bowerbird serve`: the page and the API in one process, threads behind waitress.

One process, because the index is shared by threads and FAISS must not be forked after OpenMP has
run. It says that it is ready only when the first shopper will not have to wait for a model.
"""

from __future__ import annotations

import logging
import signal
import socket
from pathlib import Path
from types import FrameType

import click
from PIL import Image

from search.errors import InvalidInput
from search.live import Live
from search.query import Query
from search.settings import state_of
from web.app import MAX_REQUEST, create_app
from web.catalogues import MAX_BYTES as MAX_CATALOGUE
from web.guards import LOG as REQUESTS
from web.keys import KEY_VARIABLE

THREADS = 4

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option(
    "--index", type=_FOLDER, default=Path("data/index"), show_default=True, help="The index folder."
)
@click.option("--state", type=_FOLDER, help="The shop's memory.  [default: INDEX.state]")
@click.option(
    "--media",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder of product pictures, where it has moved since the index was built.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8765,
    show_default=True,
    help="The port to listen on; 0 for any that is free.",
)
@click.option(
    "--cors", multiple=True, metavar="ORIGIN", help="A site whose pages may use the API; * for all."
)
@click.option(
    "--admin-key", envvar=KEY_VARIABLE, show_envvar=True, metavar="KEY",
    help="Opens /admin; better in the environment, where no list of processes shows it.",
)  # fmt: skip
@click.option(
    "--catalogues",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of catalogue files that /admin may build from.",
)
@click.option("--log", "logs", is_flag=True, help="Write a line a request, with its id, to stderr.")
def serve(
    index: Path,
    state: Path | None,
    media: Path | None,
    host: str,
    port: int,
    cors: tuple[str, ...],
    admin_key: str | None,
    catalogues: Path | None,
    logs: bool,
) -> None:
    """Serve the search page and the JSON API.

    Follows the active version of the index: a rebuild is served without a restart. Stop it with
    Ctrl+C.
    """
    if logs:
        logging.basicConfig(format="%(asctime)s %(message)s")
        REQUESTS.setLevel(logging.INFO)
    live = Live(index, state=state or state_of(index))
    listener = listen(host, port)
    from waitress import create_server

    app = create_app(live, media=media, cors=cors, admin_key=admin_key, catalogues=catalogues)
    # More than the application takes: it refuses in its own words, waitress only what is absurd.
    most = 2 * (MAX_CATALOGUE if admin_key else MAX_REQUEST)
    server = create_server(
        app, sockets=[listener], threads=THREADS, max_request_body_size=most, ident=None
    )
    # A page asks for its pictures all at once: that some wait is as it should be.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    for stop in (signal.SIGTERM, signal.SIGINT):  # a shell starts background jobs deaf to SIGINT
        signal.signal(stop, _stop)
    warm(live)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Bowerbird is ready at http://{shown}:{listener.getsockname()[1]}")
    try:
        server.run()
    finally:
        server.close()
    click.echo("Bowerbird has stopped.")


def warm(live: Live) -> None:
    """Loads both towers and whatever else a first question loads."""
    for question in (Query(text="warm"), Query(image=Image.new("RGB", (32, 32), "white"))):
        live.searcher.search(question)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises `InvalidInput` for a port that is taken or a host that is not ours."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
        except OSError:
            listener.close()
            raise
    except OSError as problem:
        raise InvalidInput(
            f"{host}:{port} cannot be listened on: {problem.strerror}.",
            remedy="Choose another --port, or 0 for any that is free.",
        ) from problem
    return listener


def _stop(_signal: int, _frame: FrameType | None) -> None:
    # waitress ends its threads cleanly on KeyboardInterrupt, which is what Ctrl+C raises.
    raise KeyboardInterrupt
