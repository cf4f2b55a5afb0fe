"""Section B, which topic a fact is about: by its heading, else by its own first words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blistui.patterns import pattern

_WORDS = {
    "packages": r"package|affected|files",
    "data structures": r"structure|interface",
    "invariants": r"invariant|assumption",
    "cli": r"\bcli\b|flag",
    "configuration": r"config",
    "extension points": r"extension",
    "coupling": r"coupling|fragil",
    "boundaries": r"boundar|target map",
}
_BROAD = pattern(r"integration|implementation|existing tests")
"""Headings that gather facts of several topics, most of them on data structures."""

_OF_ONE_FACT = {
    "cli": r"\bflags?\b|\bcli\b",
    "configuration": r"\bconfig(?:uration)?\b",
    "coupling": r"coupl",
}
_CODE = pattern(r"`[^`]*`")


@dataclass
class About:
    """What the facts under a heading are about; a `sure` topic is the template's own heading."""

    topic: str
    kind: str
    sure: bool

    def of(self, statement: str) -> str:
        """The topic of one fact: under a broad heading its own first words may know better."""
        if self.sure or self.topic not in ("", "data structures"):
            return self.topic
        label = re.split(r" — |: |\. ", _CODE.sub("", statement), maxsplit=1)[0].casefold()
        found = (topic for topic, words in _OF_ONE_FACT.items() if re.search(words, label))
        return next(found, self.topic)


def guess(title: str) -> str:
    """The topic that a heading is about; empty when it is none."""
    found = next((topic for topic, words in _WORDS.items() if re.search(words, title)), "")
    return found or ("data structures" if _BROAD.search(title) else "")
