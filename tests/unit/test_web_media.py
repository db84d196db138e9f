"""Pictures over HTTP: only what the index lists, only from its folder, small and cached."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from search.artifact import Artifact
from search.live import Live
from tests.toy import draw
from web.app import create_app
from web.media import WIDTHS, find, picture_path


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A media folder of our own, where the toy shop's pictures may be anything."""
    (tmp_path / "media" / "images").mkdir(parents=True)
    draw("blue", "bag").resize((1_200, 600)).save(tmp_path / "media/images/red-shirt.png")
    return tmp_path / "media"


@pytest.fixture
def client(live: Live, media: Path) -> FlaskClient:
    return create_app(live, media=media).test_client()


def path_of(live: Live, width: int, position: int = 0) -> str:
    return picture_path("P01", position, live.searcher.version, width)


def test_a_picture_comes_in_few_widths_and_never_larger_than_it_is(
    client: FlaskClient, live: Live
) -> None:
    for asked, width in ((1, 240), (240, 240), (241, 480), (5_000, 960)):
        answer = client.get(path_of(live, asked))
        with Image.open(BytesIO(answer.data)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (width, width // 2))
    assert WIDTHS == (240, 480, 960)


def test_a_browser_keeps_a_picture_until_the_file_changes(
    client: FlaskClient, live: Live, media: Path
) -> None:
    first = client.get(path_of(live, 240))
    assert first.cache_control.max_age == 7 * 86_400
    again = client.get(path_of(live, 240), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    draw("green", "bag").resize((300, 300)).save(media / "images/red-shirt.png")
    changed = client.get(path_of(live, 240), headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.data != first.data


def test_a_picture_of_an_older_version_is_not_kept_long(client: FlaskClient) -> None:
    answer = client.get(picture_path("P01", 0, "20200101T000000-aaaaaa", 240))
    assert answer.cache_control.max_age == 60


def test_a_picture_that_is_not_there_is_a_quiet_placeholder(
    client: FlaskClient, live: Live, media: Path
) -> None:
    missing = client.get(path_of(live, 240, position=1))
    assert (missing.status_code, missing.mimetype) == (404, "image/svg+xml")
    (media / "images/red-shirt.png").write_bytes(b"not a picture")
    assert client.get(path_of(live, 240)).status_code == 404
    assert client.get(path_of(live, 240, position=9)).status_code == 404
    assert client.get(picture_path("nothing", 0, "v", 240)).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["../secret.png", "images/../../secret.png", "..\\secret.png", "{outside}", "link.png",
     "linked/secret.png", "images", "a\0b", ""],
)  # fmt: skip
def test_nothing_outside_the_media_folder_is_served(
    live: Live, media: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    secret = media.parent / "secret.png"
    draw("red", "bag").save(secret)
    (media / "link.png").symlink_to(secret)
    (media / "linked").symlink_to(media.parent, target_is_directory=True)
    name = name.format(outside=secret)
    own = Artifact.product
    monkeypatch.setattr(Artifact, "product", lambda a, row: replace(own(a, row), images=(name,)))
    answer = create_app(live, media=media).test_client().get(path_of(live, 240))
    assert (answer.status_code, answer.mimetype) == (404, "image/svg+xml")


def test_a_link_that_stays_inside_is_followed(media: Path) -> None:
    (media / "same.png").symlink_to(media / "images/red-shirt.png")
    assert find("same.png", media) == media / "images/red-shirt.png"


def test_a_picture_at_an_address_is_left_to_the_browser(
    live: Live, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, address = Artifact.product, "https://cdn.example/a.jpg"
    monkeypatch.setattr(Artifact, "product", lambda a, row: replace(own(a, row), images=(address,)))
    answer = create_app(live, media=media).test_client().get(path_of(live, 240))
    assert (answer.status_code, answer.headers["Location"]) == (302, address)


def test_an_upload_is_served_encoded_anew(client: FlaskClient) -> None:
    out = BytesIO()
    draw("red", "bag").save(out, "PNG")
    sent = out.getvalue() + b"<script>alert(1)</script>"
    kept = client.post("/api/v1/pictures", data={"image": (BytesIO(sent), "x.png")}).json["picture"]
    served = client.get(f"/uploads/{kept}")
    assert served.mimetype == "image/jpeg"
    assert b"script" not in served.data
    assert client.get("/uploads/00").status_code == 410


def test_a_browser_that_has_an_upload_is_not_sent_it_again(client: FlaskClient) -> None:
    out = BytesIO()
    draw("red", "bag").save(out, "PNG")
    sent = {"image": (BytesIO(out.getvalue()), "x.png")}
    path = f"/uploads/{client.post('/api/v1/pictures', data=sent).json['picture']}"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{path}?w=480").headers["ETag"] != first.headers["ETag"]
