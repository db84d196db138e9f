"""`bowerbird` that knows the toy encoder: what a test's server starts instead of the installed command."""

from __future__ import annotations

import sys

import search.encoders
import search.searcher
from search.cli import main
from tests.toy import ToyEncoder


def load(spec: str, **_: object) -> ToyEncoder:
    assert spec == "toy"
    return ToyEncoder()


search.encoders.load_encoder = load
search.searcher.load_encoder = load

if __name__ == "__main__":
    main(sys.argv[1:], prog_name="bowerbird")
