"""Where a product is, in addresses: ids may hold anything, slashes and question marks included."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def product_path(product_id: str, **asked: str) -> str:
    """The page of a product; `asked` says from which list it was opened."""
    path = f"/p/{quote(product_id)}"
    return f"{path}?{urlencode(asked)}" if asked else path


def inside(path: str) -> str:
    """`path` if it stays on this site, else the home page: where a form may send someone back to."""
    # Browsers read "/\example.com" and "//example.com" as another host.
    safe = path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable()
    return path if safe else "/"
