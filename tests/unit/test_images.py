"""Names not to be followed, pictures that cannot be read, and the window that reads ahead."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from indexer import images
from indexer.images import (
    LoadedPicture,
    PictureRefusedError,
    PictureRequest,
    load_pictures,
    resolve,
)
from indexer.problems import Kind
from search.pictures import MAX_BYTES


def png(colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 4), colour).save(out, "PNG")
    return out.getvalue()


def nothing(key: str) -> bool:
    return False


def load(media: Path, *names: str, **options: Any) -> list[LoadedPicture]:
    requests = [PictureRequest(at, 0, name) for at, name in enumerate(names)]
    return list(load_pictures(requests, media=media, **{"known": nothing, **options}))


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.png").write_bytes(png())
    (folder / "sub" / "b.png").write_bytes(png("blue"))
    (tmp_path / "secret.png").write_bytes(png("black"))
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "inner.png").symlink_to(folder / "a.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    (folder / "up").symlink_to(tmp_path)
    return folder


@pytest.mark.parametrize(
    "name",
    ["a.png", "./a.png", "sub/../a.png", "sub\\b.png", "inner.png", "sub/b.png", "{media}/a.png"],
)
def test_what_stays_inside_the_folder_is_read(media: Path, name: str) -> None:
    (loaded,) = load(media, name.format(media=media))
    assert loaded.problem is None
    assert loaded.image is not None


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.png", "sub/../../secret.png", "..\\secret.png", "/etc/passwd", "{media}/../x"),
        *("link.png", "up/secret.png", "loop.png", "a.png\x00.jpg", "file:///etc/passwd"),
        *("FILE:a.png", "ftp://x.y/a.png", "data:image/png;base64,AAAA", "javascript:alert(1)"),
        *("http://127.0.0.1/a.png", "HTTPS://127.0.0.1/a.png", "{media}2/a.png"),
    ],
)
def test_what_leads_elsewhere_is_refused(media: Path, name: str) -> None:
    name = name.format(media=media)
    with pytest.raises(PictureRefusedError):
        resolve(name, media=media, allow_outside=False, allow_urls=False)
    (loaded,) = load(media, name)
    assert (loaded.kind, loaded.key, loaded.image) == (Kind.PICTURE_REFUSED, "", None)
    assert repr(name) in str(loaded.problem)


@pytest.mark.parametrize(
    "name", ["../secret.png", "link.png", "up/secret.png", "{media}/../secret.png"]
)
def test_the_operator_may_allow_what_is_outside(media: Path, name: str) -> None:
    (loaded,) = load(media, name.format(media=media), allow_outside=True)
    assert loaded.image is not None


@pytest.mark.parametrize("name", ["file:///etc/passwd", "a\x00", "ftp://x.y/a.png"])
def test_some_names_are_refused_whatever_is_allowed(media: Path, name: str) -> None:
    (loaded,) = load(media, name, allow_outside=True, allow_urls=True)
    assert loaded.kind is Kind.PICTURE_REFUSED


@pytest.mark.parametrize("name", ["none.png", "sub", "", "n" * 300, "a.png/b", "\ud800.png"])
def test_what_is_not_there_is_missing(media: Path, name: str) -> None:
    (loaded,) = load(media, name)
    assert loaded.kind in (Kind.PICTURE_MISSING, Kind.PICTURE_REFUSED)
    assert loaded.kind is Kind.PICTURE_MISSING or name == "\ud800.png"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "0 bytes"),
        (png()[:40], "damaged|not a picture"),
        (b"<!doctype html><html>", "HTML"),
        (b"\x00" * (MAX_BYTES + 1), "has more than"),
    ],
)
def test_what_is_no_picture_is_unreadable_with_the_reason(
    media: Path, data: bytes, said: str
) -> None:
    (media / "bad.png").write_bytes(data)
    bad, good = load(media, "bad.png", "a.png")
    assert bad.kind is Kind.PICTURE_UNREADABLE
    assert re.search(said, str(bad.problem))
    assert good.image is not None


def test_the_key_is_the_digest_of_the_bytes(media: Path) -> None:
    assert [loaded.key for loaded in load(media, "a.png", "inner.png")] == [
        hashlib.sha256(png()).hexdigest()
    ] * 2


def test_a_known_picture_is_not_decoded(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = hashlib.sha256(png()).hexdigest()
    decoded: list[str] = []
    real = images.decode
    monkeypatch.setattr(
        images, "decode", lambda d, name: decoded.append(name) or real(d, name=name)
    )
    first, second = load(media, "a.png", "sub/b.png", known=lambda asked: asked == key)
    assert (first.key, first.image, first.problem) == (key, None, None)
    assert second.image is not None
    assert decoded == ["'sub/b.png'"]


def test_pictures_come_in_the_order_they_were_asked_for(media: Path) -> None:
    names = [f"{at}.png" for at in range(50)]
    for at, name in enumerate(names):
        (media / name).write_bytes(png() if at % 3 else b"")
    for workers, window in ((1, 1), (4, 7), (2, 64)):
        loaded = load(media, *names, workers=workers, window=window)
        assert [picture.request.row for picture in loaded] == list(range(50))
        assert [picture.problem is None for picture in loaded] == [at % 3 > 0 for at in range(50)]


def test_no_more_than_the_window_is_read_ahead(media: Path) -> None:
    asked: list[str] = []
    requests = [PictureRequest(at, 0, "a.png") for at in range(100)]
    pictures = load_pictures(
        requests, media=media, window=5, known=lambda key: asked.append(key) is None
    )
    for taken in range(1, 20):
        next(pictures)
        assert len(asked) <= taken + 5
    pictures.close()  # type: ignore[attr-defined]


def test_a_consumer_that_stops_leaves_no_thread_behind(media: Path) -> None:
    requests = [PictureRequest(at, 0, "a.png") for at in range(100)]
    pictures = load_pictures(requests, media=media, known=nothing)
    next(pictures)
    pictures.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("pictures")]


class _Shop(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        redirects = {"/moved": "/a.png", "/to-file": "file:///etc/passwd", "/round": "/round"}
        if self.path in redirects:
            self.send_response(302)
            self.send_header("Location", redirects[self.path])
            self.end_headers()
            return
        bodies = {"/a.png": png(), "/%E7%BA%A2%20.png": png(), "/page": b"<html>Not here</html>"}
        if self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"\x00" * 1_000_000)
            except OSError:
                return
        self.send_response(200 if self.path in bodies else 404)
        self.end_headers()
        self.wfile.write(bodies.get(self.path, b""))

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def shop() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Shop)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["a.png", "moved", "红 .png", "%E7%BA%A2%20.png"])
def test_an_allowed_address_is_fetched(media: Path, shop: str, path: str) -> None:
    (loaded,) = load(media, f"{shop}/{path}", allow_urls=True, allow_private=True)
    assert loaded.image is not None
    assert loaded.key == hashlib.sha256(png()).hexdigest()


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("none.png", Kind.PICTURE_MISSING, "404"),
        ("to-file", Kind.PICTURE_REFUSED, "redirects to 'file:///etc/passwd'"),
        ("round", Kind.PICTURE_MISSING, "cannot be fetched"),
        ("page", Kind.PICTURE_UNREADABLE, "HTML"),
        ("endless", Kind.PICTURE_UNREADABLE, "the limit"),
    ],
)
def test_a_bad_address_is_a_problem(
    media: Path, shop: str, path: str, kind: Kind, said: str
) -> None:
    (loaded,) = load(media, f"{shop}/{path}", allow_urls=True, allow_private=True)
    assert loaded.kind is kind
    assert said in str(loaded.problem)


def test_a_server_that_drips_is_given_up(
    media: Path, shop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "FETCH_SECONDS", 1e-9)
    monkeypatch.setattr(images, "_opener", lambda *, private: _Drip())
    (loaded,) = load(media, f"{shop}/a.png", allow_urls=True, allow_private=True)
    assert loaded.kind is Kind.PICTURE_MISSING
    assert "took longer" in str(loaded.problem)


class _Drip:
    def open(self, address: str, timeout: float) -> BytesIO:
        return BytesIO(b"\x00" * 1_000_000)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/a.png", "http://", "http://[x/a", "http://a b"]
)
def test_an_address_that_leads_nowhere_is_missing(media: Path, address: str) -> None:
    (loaded,) = load(media, address, allow_urls=True, allow_private=True)
    assert loaded.kind is Kind.PICTURE_MISSING
