"""The rows of the screen of facts: topics, their facts by folder, and what asks for more."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from blistui.repo.location import parse_at
from blistui.repo.recon.proposals import HEADINGS, Proposal
from screens.printable import printable
from screens.widgets.virtual_list import Piece


class Topic(NamedTuple):
    """What the code offers for one topic."""

    key: str
    answered: int
    """Items that the plan has for it."""
    offered: tuple[Proposal, ...] = ()
    checked: int = 0
    """How many of `offered`, from the first, the rules have looked at; of these, `kept` are shown."""
    kept: tuple[Proposal, ...] = ()
    is_read: bool = False


class Row(NamedTuple):
    """A row of the list: a topic, one of its facts, or what asks for more of them."""

    topic: str
    fact: Proposal | None = None
    text: str = ""


def rows_of(topic: Topic, words: Sequence[str]) -> list[Row]:
    """The topic, its facts with these words by folder, and what asks for more; nothing when none has them."""
    matching = [fact for fact in topic.kept if has(fact, words)]
    if words and not matching:
        return []
    folders: dict[str, list[Proposal]] = {}
    for fact in matching:
        folders.setdefault(folder_of(fact), []).append(fact)
    rows = [Row(topic.key, fact) for held in folders.values() for fact in held]
    left = len(topic.offered) - topic.checked
    if left and not words:
        rows.append(Row(topic.key, None, f"{left:,} more, by use"))
    return [Row(topic.key), *rows]


def pieces_of(topic: Topic, row: Row, ticked: Sequence[Proposal]) -> Sequence[Piece]:
    """A row as the list shows it."""
    if row.fact is not None:
        tick = ("[x] ", "match") if row.fact in ticked else ("[ ] ", "detail")
        parts = printable(row.fact.statement).split("`")
        text = [(part, "code" if number % 2 else "label") for number, part in enumerate(parts) if part]
        return [("   ", "label"), tick, *text]
    if row.text:
        return [("       m ", "match"), (row.text, "detail")]
    glyph = "✓" if topic.answered else "○"
    said = f"{topic.answered} in the plan" if topic.answered else "nothing in the plan yet"
    count = f"{len(topic.kept)} of {len(topic.offered):,}" if topic.is_read else "…"
    if refused := topic.checked - len(topic.kept):
        count += f"   without {refused}, to which a rule objects"
    return [
        (f" {glyph} ", "good" if topic.answered else "detail"),
        (HEADINGS[row.topic], "head"),
        (f"   {said}   {count}", "detail"),
    ]


def has(fact: Proposal, words: Sequence[str]) -> bool:
    """Whether a fact has every word, in its statement or its place."""
    text = f"{fact.statement} {' '.join(cite.at for cite in fact.citations)}".lower()
    return all(word in text for word in words)


def folder_of(fact: Proposal) -> str:
    """The folder of the first lines that show it."""
    return posixpath.dirname(parse_at(fact.citations[0].at).path) if fact.citations else ""
