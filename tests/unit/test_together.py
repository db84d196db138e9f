from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from search.encoders.base import Rows
from search.encoders.together import Together


class Slow:
    """Encodes a text as its length, when it is let; says what was asked in one call."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, texts: Sequence[str]) -> Rows:
        self.calls.append(list(texts))
        self.begun.set()
        assert self.go_on.wait(10)
        if "bad" in texts:
            raise ValueError("bad")
        return np.array([[len(text)] for text in texts], np.float32)


def test_what_is_asked_while_the_model_is_busy_goes_in_together() -> None:
    slow = Slow()
    encode = Together(slow)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(encode, ["a"])
        assert slow.begun.wait(10)
        others = [pool.submit(encode, texts) for texts in (["bb"], ["ccc", "dddd"], ["eeeee"])]
        _until(lambda: len(encode._waiting) == 3)
        slow.go_on.set()
        assert first.result().tolist() == [[1]]
        assert [other.result().tolist() for other in others] == [[[2]], [[3], [4]], [[5]]]
    assert slow.calls[0] == ["a"]
    assert len(slow.calls) == 2
    assert sorted(slow.calls[1]) == ["bb", "ccc", "dddd", "eeeee"]


def test_a_text_that_fails_fails_for_whoever_asked_it_alone() -> None:
    slow = Slow()
    encode = Together(slow)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(encode, ["a"])
        assert slow.begun.wait(10)
        good, bad = pool.submit(encode, ["good"]), pool.submit(encode, ["bad"])
        _until(lambda: len(encode._waiting) == 2)
        slow.go_on.set()
        assert first.result().tolist() == [[1]]
        assert good.result().tolist() == [[4]]
        with pytest.raises(ValueError, match="bad"):
            bad.result()


def _until(true: object) -> None:
    assert callable(true)
    stop = time.monotonic() + 10
    while not true():
        assert time.monotonic() < stop
        time.sleep(0.001)
