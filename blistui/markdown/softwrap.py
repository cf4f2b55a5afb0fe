"""Prose as an author sees it: the line breaks of the file are hidden inside a paragraph, and kept elsewhere.

`joined` hides them, `wrapped` puts them back: a paragraph that was not touched gets back its own, and only
what was edited is wrapped again. Lists, tables, fences, quotations, headings and indented lines stay as they
are, and so does a break that is meant: two blanks or a backslash at the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blistui.markdown.wrap import WIDTH, columns
from blistui.patterns import pattern

_KEPT = pattern(
    r"""
    [ \t]                                  # indented: code, or what belongs to an item of a list
  | [-+*](?:[ \t]|$) | \d{1,9}[.)](?:[ \t]|$)
  | \#{1,6}(?:[ \t]|$) | > | < | `{3} | ~{3}
  | [-=_*:][-=_*: \t]*$                    # a rule, or what underlines a heading
    """,
    re.VERBOSE,
)
_ITEM = pattern(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")
_FENCE = pattern(r"[ \t]*(`{3,}|~{3,})")
_MEANT = ("  ", "\\")
"""What a line ends with after which the break is the author's."""


def joined(text: str) -> str:
    """`text` with each paragraph on one line."""
    return "\n".join(_joined(lines) if ours else "\n".join(lines) for ours, lines in _blocks(text))


def wrapped(shown: str, original: str) -> str:
    """The text of the file for what the author sees, as `joined(original)` was and may have been edited."""
    forms: dict[str, list[str]] = {}
    for ours, lines in _blocks(original):
        if ours:
            forms.setdefault(_joined(lines), []).append("\n".join(lines))
    found: list[str] = []
    for ours, lines in _blocks(shown):
        for line in lines:
            kept = forms.get(line) if ours else None
            found.append(kept.pop(0) if kept else _wrapped(line) if ours else line)
    return "\n".join(found)


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """The lines of `text` in groups, and whether a group is a paragraph, whose breaks are the file's."""
    held: list[str] = []
    fence = ""
    in_list = False
    for line in text.split("\n"):
        if fence:
            ends = line.strip()
            fence = "" if ends.startswith(fence) and not ends.strip(fence[0]) else fence
            ours = False
        elif opens := _FENCE.match(line):
            fence, ours = opens[1], False
        elif not line.strip():
            ours = in_list = False
        else:
            in_list = in_list or bool(_ITEM.match(line))
            ours = not (in_list or "|" in line or _KEPT.match(line))
        if ours:
            held.append(line)
        if held and (not ours or line.endswith(_MEANT)):
            yield True, held
            held = []
        if not ours:
            yield False, [line]
    if held:
        yield True, held


def _joined(lines: Sequence[str]) -> str:
    return " ".join([*(line.rstrip() for line in lines[:-1]), lines[-1]])


def _wrapped(line: str) -> str:
    """A paragraph in lines of at most `WIDTH` columns, so that `joined` gives it back."""
    found: list[str] = []
    while columns(line) > WIDTH and (at := _break(line)):
        found.append(line[:at])
        line = line[at + 1 :]
    return "\n".join([*found, line])


def _break(line: str) -> int:
    """The last blank at which the beginning fits, else the first one, of those where a line may end; or 0."""
    best = 0
    at = line.find(" ", 1)
    while at > 0:
        if _may_end(line, at):
            if columns(line[:at]) > WIDTH:
                return best or at
            best = at
        at = line.find(" ", at + 1)
    return best


def _may_end(line: str, at: int) -> bool:
    rest = line[at + 1 :]
    if line[at - 1].isspace() or line[at - 1] == "\\" or not rest or rest[0].isspace():
        return False
    return not any(_KEPT.match(part) for part in (line[:at], rest, rest.partition(" ")[0]))
