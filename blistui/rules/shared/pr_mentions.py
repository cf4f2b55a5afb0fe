"""PRs that a text names, and work it leaves to PRs that come later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.rules.prose.denial import denied
from blistui.rules.rule import Context

_SEPARATED = pattern(r"(?<=[A-Za-z])[ -](?=\d)")
_BY = pattern(r"\b(?:by|in|with|through|via|from|until|once|for|when)\s+\Z", re.IGNORECASE)
_BY_LATER = pattern(
    r"\b(?:by|in|with|through|via|from|until|once|for|when)\s+(?:(?:an?|some|another|the)\s+)?"
    r"(?:later|future|subsequent|follow-?up|next|upcoming)\s+PRs?\b",
    re.IGNORECASE,
)

_COMING = ("later", "future", "subsequent", "follow", "next", "upcoming")
"""One of these is in whatever `_BY_LATER` finds; looking for them first is ten times as fast."""


class Mention(NamedTuple):
    """A PR named in a text: its id as the plan writes it, and where in the text."""

    pr: str
    start: int
    end: int


class LeftToLater(NamedTuple):
    """Words that leave something to a PR which comes later, such as `by PR 2`, and where in the text."""

    words: str
    start: int
    end: int


class _Names(NamedTuple):
    """How the PRs of one plan are found in prose.

    `likely` finds, in small letters, a part of whatever `mention` finds, and is many times as fast.
    """

    ids: dict[str, str]
    likely: re.Pattern[str]
    mention: re.Pattern[str]


def _names(context: Context) -> _Names:
    ids = {_plain(pr): pr for pr in context.graph.order}
    # People write `PR 3` for PR3; any `PR 9` is a PR, though it may be none of this plan.
    spaced = [
        re.sub(r"(?<=[A-Za-z])-?(?=\d)", "[ -]?", re.escape(pr).replace(r"\-", "-"))
        for pr in sorted(ids.values(), key=len, reverse=True)
    ]
    stems = {re.split(r"[\W\d_]", pr, maxsplit=1)[0].lower() or pr.lower() for pr in ids.values()}
    return _Names(
        ids,
        re.compile("|".join(map(re.escape, sorted({*stems, "pr"})))),
        re.compile(rf"(?<![\w-])(?:{'|'.join([*spaced, 'PRs?[ -]?[0-9]+'])})(?![\w-])", re.IGNORECASE),
    )


def _plain(text: str) -> str:
    return _SEPARATED.sub("", text).casefold().replace("prs", "pr", 1)


def mentions(context: Context, text: str) -> Iterator[Mention]:
    """The PRs that `text` names, in its order, those of other plans included."""
    names = context.derived(_names)
    if names.likely.search(text.lower()):
        for found in names.mention.finditer(text):
            yield Mention(_named(names, found.group()), found.start(), found.end())


def _named(names: _Names, text: str) -> str:
    return names.ids.get(_plain(text), " ".join(text.split()))


def left_to_later(context: Context, own: str, text: str) -> str:
    """The words that leave something of PR `own` to a PR which it does not wait for, such as `by PR 2`."""
    for left in all_left_to_later(context, own, text):
        if not denied(text, left.start):
            return left.words
    return ""


def all_left_to_later(context: Context, own: str, text: str) -> Iterator[LeftToLater]:
    """All such words of `text`, those of a denial included."""
    for named in mentions(context, text):
        by = _BY.search(text, max(0, named.start - 20), named.start)
        if by and not context.graph.no_later(named.pr, own):
            yield _left(text, by.start(), named.end)
    lower = text.lower()
    if any(word in lower for word in _COMING):
        for found in _BY_LATER.finditer(text):
            yield _left(text, found.start(), found.end())


def _left(text: str, start: int, end: int) -> LeftToLater:
    return LeftToLater(" ".join(text[start:end].split()), start, end)
