"""Numbers in prose beside the list they count: "three scorers (queue-depth, load)". A heuristic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from blistui.patterns import pattern, rare_pattern
from blistui.rules.prose.numbers import StatedNumber

_LISTED = rare_pattern(
    # Up to three words between the number and its noun, none of which ends the phrase; the noun is a plural.
    r"""(?P<noun>
        (?:\s+(?!(?:and|or|to|of|in|with|for|from|by|than|at|on|is|are|the)\b)[\w`*'’/-]{1,40}){0,3}?
        \s+(?!(?:this|is|was|has|as|its|thus|plus)\b)[\w`*'’-]{0,40}[A-Za-z]s[`*]{0,2}
    )
    # The list: in parentheses, or after a colon or dash, or below a colon.
    (?:\s*\((?P<inside>[^()]{3,400})\)(?!:)
      |\s+are:?\s+(?P<code>`[^;:()—–]{3,400})
      |(?:\s*\([^()\n]{0,200}\))?\s*(?::[*_]*|—|–)[ \t]*
        # A line that begins no block of its own goes on with the one above.
        (?P<after>[^\n]{0,600}(?:\n(?![ \t]*(?:[-*•+#|>\n]|\d|\Z))[^\n]{1,600}){0,4}))""",
    re.IGNORECASE | re.VERBOSE,
    signs=("(", ":", "—", "–", "are"),
)
_BULLET = pattern(r"([ \t]*)(?:[-*•+]|\d{1,2}[.)])[ \t]+\S")
_OPEN_END = pattern(
    r"(?i)\b(?:e\.g|i\.e|etc|such as|includ(?:es?|ing)|for example|among|and (?:so on|others|more)|see)\b"
    r"|\.\.\.|…|[A-Z][\w-]{0,20}\d ?(?:to|through|until|–|—) ?[A-Z][\w-]{0,20}\d"
)
"""What makes a list open, or a range such as `PR1 to PR3` in it, which stands for several."""
_NO_NAME = pattern(
    r"(?i)(?:in|at|from|by|for|with|without|per|of|on|to|not|no|each|all|both|one|default|via|see|which|that|only"
    r"|about|as|when|if|plus|total|up|~|≈|<|>|=|\d)(?:\b|(?<=[~≈<>=]))"
)
_SENTENCE_END = pattern(r"(?<!\.)[.!?](?:\s|$)")
_NAMED_ENTRY = pattern(r"`[^`]+`(?: \(?[\w.\"-]+\)?)?\Z")
_NEAR = 2


class Listed(NamedTuple):
    """What a number counts, such as `three scorers`, and how many entries the list beside it has."""

    phrase: str
    number: int


def listed_otherwise(text: str, number: StatedNumber) -> Listed | None:
    """The list right after or below `number`, if it has another number of entries.

    None as well when there is no list, or one that says it is not complete ("such as").
    """
    found = _LISTED.match(text, number.end)
    count = _other_count(number.value, _counts(found, text)) if found else None
    if not found or count is None:
        return None
    phrase = text[number.start : found.end("noun")].replace("*", "")
    return Listed(" ".join(phrase.split()), count)


def lists_otherwise(text: str, number: int) -> int | None:
    """How many entries the list has that `text` begins with, if that is another number; else None."""
    return _other_count(number, _up_to_its_end(text))


def _other_count(number: int, counts: tuple[int, ...]) -> int | None:
    """What a list has instead of `number` entries; None when it has as many, and when there is no list."""
    # A list of a very different length most likely lists something else.
    near = bool(counts) and 1 <= min(abs(number - count) for count in counts) <= _NEAR
    return counts[-1] if near else None


def _counts(found: re.Match[str], text: str) -> tuple[int, ...]:
    """How many entries the list has: two answers where an `and` may join two entries or be part of one."""
    if found["inside"] is not None:
        return _inline(found["inside"])
    if found["code"] is not None:
        return _names_of_code(_SENTENCE_END.split(found["code"], maxsplit=1)[0])
    if found["after"].strip():
        return _up_to_its_end(found["after"])
    return _bullets(_lines(text, found.end()))


def _names_of_code(text: str) -> tuple[int, ...]:
    """As `_inline`, of a list whose entries begin with a name in backticks, a value behind it or not."""
    entries = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", " ".join(text.split()).strip(" ."))
    return (len(entries),) if all(map(_NAMED_ENTRY.match, entries)) else ()


def _up_to_its_end(text: str) -> tuple[int, ...]:
    """As `_counts`, of a list that ends where its sentence does."""
    return _inline(_SENTENCE_END.split(text, maxsplit=1)[0])


def _inline(text: str) -> tuple[int, ...]:
    text = re.sub(r"\([^()]*\)", "", text)
    if _OPEN_END.search(text):
        return ()
    # Where commas part the list, a semicolon ends it.
    separator = "," if "," in text else ";"
    text = text.split(";")[0] if separator == "," else text
    parts = [part.strip() for part in text.strip(" .").split(separator) if part.strip()]
    parts = [re.sub(r"^(?:and|or)\s+", "", part) for part in parts]
    joined = [part for part in parts for part in re.split(r"\s+(?:and|or|\+|&)\s+", part)]
    if len(joined) < 2 or any(len(part.split()) > 6 or _NO_NAME.match(part) for part in joined):
        return ()
    return (len(parts), len(joined)) if len(parts) > 1 else (len(joined),)


def _lines(text: str, at: int) -> Iterator[str]:
    """The lines below the one that holds position `at`."""
    while (end := text.find("\n", at)) >= 0:
        at = end + 1
        following = text.find("\n", at)
        yield text[at : following if following >= 0 else len(text)]


def _bullets(below: Iterable[str]) -> tuple[int, ...]:
    """Bullets of the first list below, without those that are indented under another."""
    count = 0
    indent = -1
    for line in below:
        bullet = _BULLET.match(line)
        if bullet is None:
            if line.strip() and not (count and line[:1] in " \t"):
                break
            continue
        width = len(bullet[1].expandtabs(4))
        indent = width if indent < 0 else indent
        if width < indent:
            break
        count += width == indent
    return (count,) if count > 1 else ()
