"""Changes that do not touch the meaning: indentation, alignment, comments."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from blistui.patterns import pattern

# A string is matched first, so that a comment marker in it is no comment. What is never closed goes on to the
# end: looking for its end again from each character would take the square of the length.
_GO_TOKEN = pattern(
    r"""(?P<text>"(?>(?:[^"\\\n]|\\.)*)"?|'(?>(?:[^'\\\n]|\\.)*)'?|`[^`]*+`?)"""
    r"""|(?P<comment>//[^\n]*|/\*(?:.*?\*/|.*))""",
    re.DOTALL,
)
_LONGEST = 100_000
_BLANKS = pattern(r"\s+")
# Between two marks a blank can carry meaning: `c <- x` sends, `c < -x` compares.
_TIGHT = pattern(r"(?<=\w) (?=[^\w\s])|(?<=[^\w\s]) (?=\w)")
_DIRECTIVE = pattern(r"//(?:go:|export |line |\s*\+build )|/\*line ")


def same_meaning(path: str, old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two texts differ in nothing but layout and, in Go, comments.

    In other languages indentation can carry meaning: there only a shift of all lines alike counts as layout.
    """
    if path.endswith(".go"):
        return _go_essence(old) == _go_essence(new)
    return _layout(old) == _layout(new)


def _go_essence(lines: Sequence[str]) -> tuple[str, list[str]]:
    text = "\n".join(lines)
    if text.count("`") % 2 or len(text) > _LONGEST:
        # The lines begin or end inside a raw string, or are no source a person wrote: nothing is layout.
        return text, []
    strings: list[str] = []

    def keep(token: re.Match[str]) -> str:
        if token["text"] is None:
            if _DIRECTIVE.match(token["comment"]):
                strings.append(token["comment"].strip())
                return '"'
            return "\n" if "\n" in token["comment"] else " "
        strings.append(token["text"])
        return '"'

    code = _tight(_GO_TOKEN.sub(keep, text))
    # A comment is what the citation is about when nothing else is cited.
    return (code, strings) if code else (" ".join(text.split()), [])


def _tight(code: str) -> str:
    # A newline ends a statement, so only blanks inside a line are layout.
    lines = (_TIGHT.sub("", _BLANKS.sub(" ", line.strip())) for line in code.split("\n"))
    return "\n".join(line for line in lines if line)


def _layout(lines: Sequence[str]) -> list[str]:
    text = textwrap.dedent("\n".join(line.rstrip() for line in lines))
    return [line for line in text.split("\n") if line]
