"""Inline Markdown of a document as the text that its author would write in a field: `inline`, read back."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from blistui.markdown.breaks import has_blocks, squeezed
from blistui.markdown.inline import GLUE, code_span, inline
from blistui.markdown.nothing import in_letters, without_number
from blistui.patterns import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

ESCAPED = pattern(
    rf"(?P<code>{code_span('ticks')}|\\\\(?=[!-/:-@\[-`{{-~]))|\\(?P<char>[!-/:-@\[-`{{-~])"
    r"|<(?P<url>(?:https?://|mailto:)[^\s<>]+|[^\s<>@/]+@[^\s<>]+)>(?!(?:(?!&#)[^\s`*])*[\w/)])"
)
"""What an export escapes, and code, where nothing is. An address has no marks but where a word follows."""
_MEANINGFUL = pattern(r"\\(?:[*_`&~]|<(?=<?\S+[:@])|!(?=\[)|\[(?=[^\]\\]*\]\())")
"""Escapes without which a mark could mean something."""
_BREAK = pattern(rf"{code_span('ticks')}|\\.|(?P<ends><br[ ]?/?>)", re.IGNORECASE)


def plain(text: str) -> str:
    """Text without the escapes that an export needs; code spans stay as they are.

    Where there is room for one line only, `<br>` ends a line; that of a paragraph is none of the text's."""
    lines = lines_of(text)
    if len(lines) == 1:
        return unescaped(text)
    whole = "\n".join(in_letters(unescaped(line)) for line in lines)
    return whole if has_blocks(whole) else squeezed(whole)


def lines_of(text: str) -> list[str]:
    """The lines of a text between `<br>`, except those in code and with an escape."""
    if "<" not in text:
        return [text]
    ends = [found.span() for found in _BREAK.finditer(text) if found["ends"]]
    starts = [0, *(end for _, end in ends)]
    return [text[start:end] for start, end in zip(starts, [*(at for at, _ in ends), len(text)], strict=True)]


def unescaped(text: str) -> str:
    """One line without its escapes; code spans stay as they are.

    An escape that keeps a mark from meaning something, as in `\\*plain\\*`, is its author's and stays."""
    if "&#" in text:
        text = without_number(text)
    if _MEANINGFUL.search(text):
        without = ESCAPED.sub(
            lambda own: _bare(own) if _MEANINGFUL.match(text, own.start()) else own[0], text
        )
        if _rendered(inline(without)) != _rendered(text):
            return ESCAPED.sub(
                lambda own: own[0] if _MEANINGFUL.match(text, own.start()) else _bare(own), text
            )
    return ESCAPED.sub(_bare, text)


def _bare(found: re.Match[str]) -> str:
    return found["code"] or found["char"] or found["url"]


@cache
def _inline_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


def _rendered(text: str) -> str:
    return str(_inline_parser().renderInline(text.replace(GLUE, " ")))


def as_read(text: str) -> str:
    """An author's text as it is read back from an export: without blanks and escapes that nothing needs."""
    return plain(inline(text).replace(GLUE, " "))
