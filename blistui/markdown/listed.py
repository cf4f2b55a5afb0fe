"""Short texts on one line, separated by semicolons, and remarks in parentheses: written and read back.

A text that holds such a mark itself has it escaped, so that it does not end there. In code there is no
escape, and none is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from blistui.markdown.inline import code_span
from blistui.patterns import pattern

_CODE = code_span("ticks")
_KEPT = pattern(rf"{_CODE}|\\.|<[^<>\s]+>|&#\d+;|(?P<mark>[()\[\]:,\"]|;(?=\s|\Z))")
_PARTING = pattern(
    rf"(?P<kept>\\.|&#\d+;|{_CODE}|\"[^\"]*\"|“[^”]*”)|(?P<open>\()|(?P<close>\))|(?P<parts>;\s+)", re.DOTALL
)
_COMMA = pattern(rf"(?P<kept>\\.|{_CODE})|(?P<comma>, )", re.DOTALL)
_LAST_CITATION = pattern(
    rf"(?:^|(?<= ))(?=`[^`\s:]*[^`:]*:\d){code_span('at')}"
    rf"(?: \((?:{code_span('t1')}(?:, {code_span('t2')})*)?(?:(?:, )?at {code_span('t3')})?\))?\Z"
)
_BOX = pattern(r"\[[ xX]\](?:\s+|$)")
_ENDS = '; "”'
"""What would not end a text that has a parenthesis or a quotation open."""

UP_TO_COLON = rf"(?>\\.|{code_span('up_to_colon')}|<[^<>\s]+>|[^:\\])+"
"""A pattern of a text in which a colon has an escape, or is in code or in an address."""


def text_in(ticks: str) -> str:
    """A pattern of one character of a text, or of code and escapes in it, where any mark is a character.

    It is atomic: code is never taken apart to find a mark inside of it."""
    return rf"(?>\\.|{code_span(ticks)}|`+|[^`])"


REMARKS = rf"\((?P<remarks>(?>\\.|{code_span('of_remarks')}|<https?://[^<>\s]+>|`(?![^`\n]+`)|[^()\\`])*)\)"
"""A pattern of remarks in parentheses, none of their own in them but with an escape."""


NUMBER = r"-?\d{1,400}(?!\d)(?:\.\d{1,400}(?!\d))?(?:e[+-]?\d{1,3}(?!\d))?"
"""A pattern of a number as an export writes it; the largest that there is has 309 digits."""


def marked(text: str, marks: str) -> str:
    """Inline Markdown with each of `marks` as what it is, and no mark."""
    return _KEPT.sub(lambda own: f"\\{own[0]}" if own["mark"] and own["mark"] in marks else own[0], text)


def piece(text: str) -> str:
    """Inline Markdown as one of several pieces: a semicolon behind it ends it, and none inside."""
    if ";" in text:
        text = marked(text, ";")
    return text if not text or len(between_semicolons(f"{text}{_ENDS}")) > 1 else marked(text, '()"')


def enclosed(text: str) -> str:
    """Inline Markdown between parentheses, of which it leaves none open."""
    bare = _KEPT.sub(lambda own: own["mark"] or "", text)
    return text if bare.count("(") == bare.count(")") else marked(text, "()")


def without_box(text: str) -> str:
    """The text of an item without the box to tick that it may begin with."""
    box = _BOX.match(text)
    return text[box.end() :] if box else text


def spelled(name: str) -> str:
    """The id of an item that has none beside its name."""
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


def spelling(text: str) -> str:
    """An id or a name as it is compared: `PR 3`, `PR#3` and `pr-3` are one."""
    return re.sub(r"[\s_#-]+", "", text).casefold()


def between_semicolons(text: str) -> list[str]:
    """The parts between semicolons, except those in code, in parentheses or quotes, or with an escape."""
    found: list[str] = []
    start = depth = 0
    for token in _PARTING.finditer(text):
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth = max(0, depth - 1)
        elif token["parts"] and not depth:
            found.append(text[start : token.start()])
            start = token.end()
    found.append(text[start:])
    return [own.strip() for own in found if own.strip()]


def between_commas(text: str) -> list[str]:
    """The parts between commas, except those in code and with an escape."""
    ends = [found.span() for found in _COMMA.finditer(text) if found["comma"]]
    starts = [0, *(end for _, end in ends)]
    return [text[start:end] for start, end in zip(starts, [*(at for at, _ in ends), len(text)], strict=True)]


def before_citations(text: str) -> tuple[str, str]:
    """A text without the citations at its end, separated by semicolons, and these."""
    end = len(text)
    while found := _LAST_CITATION.search(text, 0, end):
        if not text.endswith("; ", 0, found.start()):
            return text[: found.start()].rstrip(), text[found.start() :]
        end = found.start() - 2
    return (text[: end + 1], text[end + 2 :]) if end < len(text) else (text, "")


def listed(pieces: Iterable[str]) -> str:
    """Pieces on one line."""
    return "; ".join(pieces)
