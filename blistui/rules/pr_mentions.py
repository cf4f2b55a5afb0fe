"""PRs that a text names, and work it leaves to PRs that come later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blistui.rules.base import Context
from blistui.rules.deferral import denied

_SEPARATED = re.compile(r"(?<=[A-Za-z])[ -](?=\d)")
_LATER = r"(?:a|an|some|another|the)?\s*(?:later|future|subsequent|follow-?up|next|upcoming)\s+PRs?"
_BY = r"(?:by|in|with|through|via|from|until|once|for|when)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A PR named in a text: its id as the plan writes it, and where in the text."""

    pr: str
    start: int
    end: int


@dataclass(frozen=True)
class _Names:
    """How the PRs of one plan are found in prose."""

    ids: dict[str, str]
    mention: re.Pattern[str]
    left_to: re.Pattern[str]


def _names(context: Context) -> _Names:
    ids = {_plain(pr): pr for pr in context.graph.order}
    # People write `PR 3` for PR3; any `PR 9` is a PR, though it may be none of this plan.
    spaced = [
        re.sub(r"(?<=[A-Za-z])-?(?=\d)", "[ -]?", re.escape(pr).replace(r"\-", "-"))
        for pr in sorted(ids.values(), key=len, reverse=True)
    ]
    named = rf"(?<![\w-])(?:{'|'.join([*spaced, 'PRs?[ -]?[0-9]+'])})(?![\w-])"
    return _Names(
        ids,
        re.compile(named, re.IGNORECASE),
        re.compile(rf"\b{_BY}\s+(?:{_LATER}\b|(?P<pr>{named}))", re.IGNORECASE),
    )


def _plain(text: str) -> str:
    return _SEPARATED.sub("", text).casefold().replace("prs", "pr", 1)


def mentions(context: Context, text: str) -> Iterator[Mention]:
    """The PRs that `text` names, in its order, those of other plans included."""
    names: _Names = context.derived(_names)
    for found in names.mention.finditer(text):
        yield Mention(_named(names, found.group()), found.start(), found.end())


def _named(names: _Names, text: str) -> str:
    return names.ids.get(_plain(text), " ".join(text.split()))


def left_to_later(context: Context, own: str, text: str) -> str:
    """The words that leave something of PR `own` to a PR which it does not wait for, such as `by PR 2`."""
    names: _Names = context.derived(_names)
    for found in names.left_to.finditer(text):
        if _comes_later(context, names, own, found) and not denied(text, found.start()):
            return " ".join(found.group().split())
    return ""


def left_at(context: Context, own: str, text: str, at: int) -> str:
    """The same, where the words stand at position `at` of the text."""
    names: _Names = context.derived(_names)
    found = names.left_to.match(text, at)
    return " ".join(found.group().split()) if found and _comes_later(context, names, own, found) else ""


def _comes_later(context: Context, names: _Names, own: str, found: re.Match[str]) -> bool:
    named = found["pr"]
    return not (named and context.graph.no_later(_named(names, named), own))
