"""Whether two short texts speak of one thing in other forms of the same words. A heuristic on prose."""

from __future__ import annotations

from functools import lru_cache

_AROUND = ".,;:!?()[]{}`*_'\"“”‘’–—-"
_SMALL_WORDS = "a an the this that these those of for to its their his any each every all new"
_SMALL = frozenset(_SMALL_WORDS.split())


@lru_cache(maxsize=4096)
def main_words(text: str) -> frozenset[str]:
    """The words of `text` in the singular, without articles and the like: `retry`, `refused`, `client`.

    They are the same for `Retries of refused clients` and `the retry of a refused client`.
    """
    plain = (word.strip(_AROUND).replace("’", "'") for word in text.casefold().replace("/", " ").split())
    found = (word.removesuffix("'s").removesuffix("'") for word in plain)
    return frozenset(_singular(word) for word in found if word and word not in _SMALL)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
