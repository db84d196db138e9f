"""Chinese into words, by jieba's dictionary, with its shorter words inside longer ones.

Words that the dictionary lacks fall into single characters, which say nothing: a row of those
becomes overlapping pairs instead, which find any word of two characters or more without knowing it
(words and pairs together do best: Nie, Gao, Zhang & Zhou 2000, "On the use of words and n-grams for
Chinese information retrieval"). jieba's guess at unknown words (HMM) is off: it cuts the same word
one way in a title and another way in a query.

The dictionary is read when Chinese first occurs, which takes about a second.
"""

from __future__ import annotations

import logging
import threading
import warnings
from functools import cache
from itertools import groupby
from typing import Any

_reading = threading.Lock()


def segment(run: str) -> list[str]:
    """The words of a run of Chinese characters, in order."""
    with _reading:
        tokenizer = _tokenizer()
    found: list[str] = []
    pieces = tokenizer.cut_for_search(run, HMM=False)
    for known, group in groupby(pieces, lambda piece: len(piece) > 1):
        row = list(group)
        found += row if known else pairs("".join(row))
    return found


def pairs(run: str) -> list[str]:
    """Overlapping pairs of characters; a single one stays."""
    return [run[i : i + 2] for i in range(max(len(run) - 1, 1))]


@cache
def _tokenizer() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its regular expressions are of an older Python's taste
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # As its own `initialize` does, but without the cache that it would leave in, and trust from, the
    # machine's common temporary folder.
    with tokenizer.get_dict_file() as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    return tokenizer
