"""How much a piece of text says about where it belongs.

A lone brace or `return nil` found somewhere is evidence of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from blistui.patterns import pattern

_COMMONPLACE = pattern(
    r"""(?: [\W_]*                                             # braces, rules, comment markers
        | \}?\s*else\s*\{ | default: | break | continue | fallthrough
        | return(?:\s+(?:nil|err|true|false|0|""|-1))?(?:,\s*(?:nil|err|true|false|0))*
        | if\s+(?:err|!ok|ok)\s*(?:!=\s*nil\s*)?\{
        | (?:import|const|var|type)\s*\(
        | package\s+\w+
        | t\.(?:Helper|Parallel)\(\) | defer\s+\w+(?:\.\w+)*\.(?:Unlock|RUnlock|Close|Done)\(\)
        | \w+(?:\.\w+)*\.(?:Lock|Unlock|RLock|RUnlock)\(\)
        )\Z""",
    re.VERBOSE,
)
_WORD = pattern(r"\w")

_LETTERS = 14
_STRONG_LETTERS = 60
_STRONG_LINES = 3
_LONGEST = 1000


def distinctive(lines: Sequence[str]) -> bool:
    """Whether the text differs from common code: it says something of its own."""
    return _letters(lines)[0] >= _LETTERS


def strongly_distinctive(lines: Sequence[str]) -> bool:
    """Whether the text alone, without any other evidence, identifies a passage: it has several such lines."""
    letters, own = _letters(lines)
    return letters >= _STRONG_LETTERS and own >= _STRONG_LINES


def _letters(lines: Sequence[str]) -> tuple[int, int]:
    letters = own = 0
    for line in lines:
        stripped = line.strip()[:_LONGEST]
        if stripped and not _COMMONPLACE.match(stripped):
            letters += len(_WORD.findall(stripped))
            own += 1
        if letters >= _STRONG_LETTERS and own >= _STRONG_LINES:
            break
    return letters, own
