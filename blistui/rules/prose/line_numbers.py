"""Line numbers in prose that do not say of which file. A heuristic."""

from __future__ import annotations

import re
from functools import lru_cache

from blistui.patterns import pattern
from blistui.rules.prose.sentences import paragraphs, sentences

_FILE = pattern(
    r"[\w/-]\.(?:go|mod|sum|ya?ml|json|toml|md|py|sh|txt|csv|proto|s|c|h)\b|\b(?:Makefile|Dockerfile)\b"
)
_TOKEN = pattern(r"[\w./-]++")
_IN_WORDS = pattern(r"(?<![\w-])(?:lines?|ll?\.|L)\s?(?:no\.\s*)?(\d+(?:\s*[-–—]\s*\d+)?)(?![\w%]|\.\d)")
_AFTER_COLON = pattern(r"(?:(?<=[\s(\[`,;])|\A):\d{1,6}(?:-\d{1,6})?(?![\w:/]|\.\w|\s*(?:AM|PM|am|pm)\b)")
_ADDRESS = pattern(r"\w{1,20}+://\S*")
_PORT = pattern(r"\b(?:ports?|listen\w*|address|addr|http|localhost|tcp|udp)\b", re.IGNORECASE)
_ORDINARY = pattern(r"\blines? (?:of|per|long|in total|or (?:less|fewer|more))\b")


@lru_cache(maxsize=16384)
def bare_line(text: str) -> str:
    """The first line number in `text` that has no file, as `line 198` or `:198`; or empty.

    Its file is one that its sentence names, or the only one that its paragraph named before.
    """
    if not any(mark in text for mark in ("line", ":", "l.", "L")):
        return ""
    for paragraph in paragraphs(text):
        before: set[str] = set()
        for sentence in sentences(paragraph):
            own = [token for token in _TOKEN.findall(sentence) if _FILE.search(token)]
            before.update(own)
            found = None if own or len(before) == 1 else _line_number(sentence)
            if found:
                return found
    return ""


def _line_number(sentence: str) -> str:
    shown = _ADDRESS.sub(" ", sentence.replace("`", " "))
    found = _IN_WORDS.search(shown) or (None if _PORT.search(shown) else _AFTER_COLON.search(shown))
    return found.group().strip() if found else ""
