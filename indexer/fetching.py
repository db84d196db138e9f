"""Connections to where the public internet is, for addresses that a catalogue names.

A catalogue is written by others: an address in it must not make this machine ask another one that only
it can reach (server-side request forgery). A host is looked up once, each of its addresses is judged,
and the connection goes to the one that was judged, so a name that changes meanwhile gains nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib import request as http

_NAT64 = IPv6Network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """A host that is this machine, or one that only its neighbours can reach."""


def is_public(address: str) -> bool:
    """Whether `address`, an IPv4 or IPv6 one, is reachable for anybody: not loopback, private, link-local,
    shared, multicast or reserved, also not in IPv6's clothes."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is not None:
            return is_public(str(inner))
        if found in _NAT64:
            return is_public(str(IPv4Address(int(found) & 0xFFFF_FFFF)))
    return found.is_global and not found.is_multicast


def public_handlers() -> tuple[http.BaseHandler, http.BaseHandler]:
    """For an opener: handlers of http and https that connect to public addresses alone.

    Their connections raise `PrivateAddressError`.
    """
    return _Http(), _Https()


def _connect(place: tuple[str, int], timeout: float, source: Any = None) -> socket.socket:
    host, port = place
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not is_public(address)]
    if private:
        raise PrivateAddressError(f"{host} is {private[0]}, which is not a public address")
    return _first([(address, port) for address in addresses], timeout, source)


def _first(places: Iterable[tuple[str, int]], timeout: float, source: Any) -> socket.socket:
    trouble: OSError = OSError("it has no address")
    for place in places:
        try:
            return socket.create_connection(place, timeout, source)
        except OSError as problem:
            trouble = problem
    raise trouble


class _PublicHttp(HTTPConnection):
    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._create_connection: Callable[..., socket.socket] = _connect


class _PublicHttps(HTTPSConnection):
    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._create_connection: Callable[..., socket.socket] = _connect


class _Http(http.HTTPHandler):
    def http_open(self, req: http.Request) -> HTTPResponse:
        return self.do_open(_PublicHttp, req)


class _Https(http.HTTPSHandler):
    def https_open(self, req: http.Request) -> HTTPResponse:
        return self.do_open(_PublicHttps, req)
