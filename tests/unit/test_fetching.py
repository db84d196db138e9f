"""An address in a catalogue never makes this machine ask its neighbours."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from indexer import fetching
from indexer.fetching import is_public
from indexer.images import PictureRequest, load_pictures
from indexer.problems import Kind
from tests.unit.test_images import shop

__all__ = ["shop"]  # a fixture: a server on this machine


def load(name: str, folder: Path) -> Any:
    request = PictureRequest(0, 0, name)
    (found,) = load_pictures([request], media=folder, known=lambda _: False, allow_urls=True)
    return found


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0",
        "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "ff02::1",
    ],
)  # fmt: skip
def test_what_only_we_can_reach_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"]
)
def test_what_anybody_can_reach_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]"])
def test_this_machine_is_refused_whatever_it_is_called(host: str, tmp_path: Path) -> None:
    found = load(f"http://{host}:8/a.png", tmp_path)
    assert found.kind in (Kind.PICTURE_REFUSED, Kind.PICTURE_MISSING)
    if host in ("127.0.0.1", "localhost"):
        assert found.kind is Kind.PICTURE_REFUSED
        assert "--allow-private" in found.problem


def test_a_server_of_this_machine_hears_nothing(shop: str, tmp_path: Path) -> None:
    found = load(f"{shop}/a.png", tmp_path)
    assert found.kind is Kind.PICTURE_REFUSED
    assert "127.0.0.1, which is not a public address" in found.problem


def test_a_name_with_one_private_address_is_refused_and_is_looked_up_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def look_up(host: str, port: int, **_: object) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", (address, port)) for address in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", look_up)
    found = load("https://shop.example/a.png", tmp_path)
    assert (found.kind, asked) == (Kind.PICTURE_REFUSED, ["shop.example"])


def test_the_connection_goes_to_the_address_that_was_judged(
    shop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is looked up: what is connected to is that address, not the name."""
    port = int(shop.rpartition(":")[2])
    reached = []

    def connected(place: tuple[str, int], *more: object) -> socket.socket:
        reached.append(place)
        here = socket.socket()
        here.connect(("127.0.0.1", port))
        return here

    entry = [(2, 1, 6, "", ("93.184.216.34", port))]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: entry)
    monkeypatch.setattr(fetching.socket, "create_connection", connected)
    found = load(f"http://shop.example:{port}/a.png", tmp_path)
    assert reached == [("93.184.216.34", port)]
    assert found.image is not None
