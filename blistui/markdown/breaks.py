"""What the line breaks of a text mean: nothing in a paragraph, unless its author ended a line there."""

from __future__ import annotations

import re

from blistui.patterns import pattern

MORE_THAN_PARAGRAPHS = pattern(
    r"""
    ^(?: \ {4} | \ {0,3}\t                                     # code by its indentation
      | \ {0,3}(?: \#{1,6}(?:[ \t]|$) | > | `{3} | ~{3} | <[A-Za-z/!?]
        | [-+*](?:[ \t]|$) | \d{1,9}[.)](?:[ \t]|$)            # items of lists
        | [-=]+[ \t]*$ | (?:[-_*][ \t]*){3,}$                  # what underlines a heading, what divides
        | [|:-][-|:\ \t]*$ ))                                  # what is below the header of a table
    """,
    re.MULTILINE | re.VERBOSE,
)
"""Lines that may be more than those of paragraphs."""

HARD_BREAK = pattern(r"(?<! ) {2,}\n|(?:(?<!\\)|(?<=(?<!\\)\\\\)|(?<=(?<!\\)\\\\\\\\))\\\n")
"""What ends a line of a paragraph where its author means it to end: no backslash that another one escapes."""
HARD = "\\\n"
"""The same, as it is written."""
_UNDERLINE = pattern(r"(?<=\n)[-=]+[ \t]*$", re.MULTILINE)
_BLANKS = pattern(r"[ \t\n\r\f\v]+")


def squeezed(text: str) -> str:
    """`text` on one line, with one blank between words; blanks of other kinds, such as one that keeps words
    together, are words."""
    return _BLANKS.sub(" ", text).strip()


def has_blocks(text: str) -> bool:
    """Whether the line breaks of a text mean anything: in a paragraph and a heading they do not."""
    if "\n\n" in text or "|" in text or HARD_BREAK.search(text):
        return True
    return bool(MORE_THAN_PARAGRAPHS.search(_UNDERLINE.sub("", text)))
