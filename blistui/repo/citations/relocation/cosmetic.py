"""How little a text changed: in layout or comments only, or into one that reads alike."""

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
_LONGEST_COMPARED = 200
_FEWEST_WORDS = 7
_BLANKS = pattern(r"\s+")
# Between two marks a blank can carry meaning: `c <- x` sends, `c < -x` compares.
_TIGHT = pattern(r"(?<=\w) (?=[^\w\s])|(?<=[^\w\s]) (?=\w)")
_DIRECTIVE = pattern(r"//(?:go:|export |line |\s*\+build )|/\*line ")


def same_meaning(path: str, old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two texts differ in nothing but layout and, in Go, comments.

    In other languages indentation can carry meaning: there only a shift of all lines alike counts as layout.
    """
    if not path.endswith(".go"):
        return _layout(old) == _layout(new)
    then, now = "\n".join(old), "\n".join(new)
    if any(text.count("`") % 2 or len(text) > _LONGEST for text in (then, now)):
        # The lines begin or end inside a raw string, or are no source a person wrote: nothing is layout.
        return then == now
    (code, strings), (code_now, strings_now) = _code_and_strings(then), _code_and_strings(now)
    if not (code.strip() or code_now.strip()):
        # A comment is what the citation is about when nothing else is cited.
        return then.split() == now.split()
    # Most differ in what they say: their layout is not looked at.
    same = strings == strings_now and "".join(code.split()) == "".join(code_now.split())
    return same and _tight(code) == _tight(code_now)


def alike(one: str, other: str) -> float:
    """How alike two lines are, from 0 to 1; of long ones the beginning is compared."""
    from difflib import SequenceMatcher

    a, b = one.strip()[:_LONGEST_COMPARED], other.strip()[:_LONGEST_COMPARED]
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def sentences(lines: Sequence[str], between: tuple[int, int]) -> dict[int, str]:
    """The lines between two numbers, by theirs, that are words one after another: no entry of a list of
    names, no row of a table."""
    return {
        number: lines[number - 1]
        for number in range(between[0], between[1] + 1)
        if "|" not in lines[number - 1] and _is_sentence(lines[number - 1].split())
    }


def _is_sentence(words: Sequence[str]) -> bool:
    plain = sum(word.strip("*_,.;:()").isalpha() for word in words)
    return len(words) >= _FEWEST_WORDS and 2 * plain >= len(words)


def words_kept(one: str, other: str) -> float:
    """Which part of the words of two lines, from 0 to 1, are the same in the same order."""
    from difflib import SequenceMatcher

    a, b = (line.split()[:_LONGEST_COMPARED] for line in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _code_and_strings(text: str) -> tuple[str, list[str]]:
    """Go code without its comments and with a mark for each of its strings, and these."""
    strings: list[str] = []

    def keep(token: re.Match[str]) -> str:
        if token["text"] is None:
            if _DIRECTIVE.match(token["comment"]):
                strings.append(token["comment"].strip())
                return '"'
            return "\n" if "\n" in token["comment"] else " "
        strings.append(token["text"])
        return '"'

    return _GO_TOKEN.sub(keep, text), strings


def _tight(code: str) -> str:
    # A newline ends a statement, so only blanks inside a line are layout.
    lines = (_TIGHT.sub("", _BLANKS.sub(" ", line.strip())) for line in code.split("\n"))
    return "\n".join(line for line in lines if line)


def _layout(lines: Sequence[str]) -> list[str]:
    text = textwrap.dedent("\n".join(line.rstrip() for line in lines))
    return [line for line in text.split("\n") if line]
