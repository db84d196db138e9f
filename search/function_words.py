"""Words that join others and name nothing themselves: articles, prepositions, conjunctions, pointing words.

BM25 weighs a word by how few products have it. In running text that leaves "in" and "for" near nothing;
product titles have so few of them that "in red" would ask for "in" more than for "red". Only closed classes
are listed, and no word that also names a thing: not "off", not "été".
"""

from __future__ import annotations

import re
from functools import cache

from search.chinese import segment
from search.terms import fold, has_han, terms

_WORDS = {
    "english": "a an the of for with in on to by at from and or but as into this that these those "
    "it same like",
    "german": "der die das den dem des ein eine einen einem einer für mit in im an am auf zu zum "
    "zur von vom aus bei und oder aber als wie dies diese dieser dieses gleich",
    "french": "le la les un une des de du d l pour avec en dans sur à au aux par et ou mais comme "
    "ce cet cette ces",
    "spanish": "el la los las un una unos unas de del para con en a al por y o pero como este "
    "esta estos estas",
    "italian": "il lo la i gli le un uno una di del della dei per con in nel su a al da e o ma "
    "come questo questa",
    "portuguese": "o a os as um uma de do da dos das para com em no na por e ou mas como este "
    "esta",
    "dutch": "de het een van voor met in op te bij aan uit en of maar als deze dit die dat",
    "swedish": "en ett den det de av för med i på till från och eller men som denna detta",
    "chinese": "的 和 与 及 或 在 是 但 但是 要 用 这 这个 那个 一样 同款",
}  # fmt: skip
_LISTED = tuple(frozenset(words.split()) for words in _WORDS.values())
_WORD = re.compile(r"\w+")


@cache
def function_words(language: str) -> frozenset[str]:
    """As terms of an index of `language`: those of that language where they are listed, and Chinese ones,
    which are words of jieba's dictionary: to ask it would take a second."""
    own = _WORDS.get(language, "").split() if language != "chinese" else ()
    found = {term for word in own for term in terms(word, language=language)}
    return frozenset(found | set(_WORDS["chinese"].split()))


def only_points(text: str) -> bool:
    """Whether a text has function words of one language and nothing else: "like this", "but"."""
    said = {run for word in _WORD.findall(fold(text)) for run in _apart(word)}
    return any(said <= words for words in _LISTED)


def _apart(word: str) -> list[str]:
    return segment(word) if has_han(word) else [word]
