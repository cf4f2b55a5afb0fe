"""Values in brackets: a list or an inline table is changed entry by entry, and the rest keeps its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from blistui.patterns import pattern
from blistui.store.toml import values
from blistui.store.toml.match import Declared, origins
from blistui.store.toml.scan import key_and_value, value_end

_BLANK = pattern(r"(?:[ \t\r\n]++|#[^\n]*+)*")
_SAME_LINE = pattern(r"[ \t]*+#[^\r\n]*+|[ \t]*+(?=\r?\n)|")
"""What follows an entry on its line: a comment, or blanks at the line's end."""


_EMPTY: dict[type, Any] = {str: "", list: [], bool: False}


def same(one: Any, other: Any) -> bool:
    """Whether two values of TOML data are the same: of one type, in any order of keys, nan being nan."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return repr(one) == repr(other)
    return type(one) is type(other) and bool(one == other)


def rewritten(text: str, old: Any, new: Any, eol: str) -> str:
    """`text`, a value that holds `old`, changed to hold `new`; `eol` ends the lines that it gets."""
    if same(old, new):
        return text
    if old is None and text.startswith("["):
        # What is empty is not in the data of a table, and its brackets may hold a comment nevertheless.
        old = []
    if isinstance(old, list) and isinstance(new, list) and text.startswith("["):
        held = _List(text)
        if len(held.entries) == len(old):
            return held.changed(old, new, eol)
    if isinstance(old, dict) and isinstance(new, dict) and text.startswith("{"):
        table = Pairs.inline(text, eol)
        table.change_all((), old, new)
        return str(table)
    return rendered(new, eol)


def rendered(value: Any, eol: str) -> str:
    """A value as it is written first."""
    return values.render(value).replace("\n", eol)


@dataclass(slots=True)
class _Entry:
    """`lead` is what is before the value, `gap` between it and its comma, `after` follows it on its line."""

    lead: str
    value: str
    gap: str = ""
    comma: bool = False
    after: str = ""

    @property
    def comments(self) -> str:
        """The comments that belong to it, without the value; empty when there are none."""
        found = self.lead + (self.gap + self.after).lstrip(" \t")
        return found.rstrip() if found.strip() else ""


class _List:
    """The entries of a list; comments on the line of an entry and directly above it belong to it."""

    def __init__(self, text: str) -> None:
        self.entries: list[_Entry] = []
        self.head = _matched(_SAME_LINE, text, 1)
        at = 1 + len(self.head)
        while True:
            lead = _matched(_BLANK, text, at)
            start = at + len(lead)
            if text[start] == "]":
                self.tail = lead
                return
            end = value_end(text, start)
            entry = _Entry(lead, text[start:end])
            gap = _matched(_BLANK, text, end)
            if text[end + len(gap)] == ",":
                entry.gap, entry.comma = gap, True
                end += len(gap) + 1
            entry.after = _matched(_SAME_LINE, text, end)
            at = end + len(entry.after)
            self.entries.append(entry)

    def changed(self, old: list[Any], new: list[Any], eol: str) -> str:
        """The text of the list, which holds `old`, when it holds `new`."""
        came = origins(old, new)
        self._inherit(old, new, came)
        entries = self.entries
        leads = [entry.lead for entry in entries] or [self.head, self.tail]
        lines = any("\n" in lead for lead in leads)
        breaks = [entry.lead for entry in entries if "\n" in entry.lead]
        indent = breaks[0].rpartition("\n")[2] if breaks else "    "
        plain = eol + indent if lines else " "
        first = plain if lines else ""
        if entries and not entries[0].lead.strip():
            first = entries[0].lead
        other = next((entry.lead for entry in entries[1:] if not entry.lead.strip()), plain)
        closing = entries[-1].comma if entries else lines
        found: list[_Entry] = []
        for number, origin in enumerate(came):
            lead = other if number else first
            if origin is None:
                found.append(_Entry(lead, rendered(new[number], eol)))
                continue
            entry = entries[origin]
            if entry.lead.strip() or bool(origin) == bool(number):
                lead = entry.lead
            value = rewritten(entry.value, old[origin], new[number], eol)
            found.append(_Entry(lead, value, entry.gap, entry.comma, entry.after))
        if not found and not (self.head + self.tail).strip():
            return "[]"
        return "[" + "".join(self._pieces(found, closing, eol + indent)) + "]"

    def _inherit(self, old: list[Any], new: list[Any], came: list[int | None]) -> None:
        """Of equal entries side by side nobody can say which one went: its comments go to one that stays."""
        stays = {origin: new[number] for number, origin in enumerate(came) if origin is not None}
        gone = {index for index in range(len(old)) if index not in stays and self.entries[index].comments}
        for step in (1, -1):
            for index in sorted(gone, reverse=step > 0):
                heir = _beside(old, stays, index, step)
                if heir is None:
                    continue
                one, other = self.entries[index], self.entries[heir]
                if not other.comments:
                    self.entries[heir], self.entries[index] = one, other
                    if not one.lead.strip():
                        one.lead, other.lead = other.lead, one.lead
                elif step > 0:
                    other.lead = one.comments + other.lead
                else:
                    other.after += one.comments
                gone.discard(index)

    def _pieces(self, entries: list[_Entry], closing: bool, line: str) -> Iterator[str]:
        yield self.head
        in_comment = bool(self.head.strip())
        for number, entry in enumerate(entries):
            # A comment goes on to the end of its line, whatever comes next.
            yield line if in_comment and "\n" not in entry.lead else ""
            comma = "," if closing or number < len(entries) - 1 else ""
            yield f"{entry.lead}{entry.value}{entry.gap}{comma}{entry.after}"
            in_comment = bool(entry.after.strip())
        yield line if in_comment and "\n" not in self.tail else ""
        yield self.tail


def _beside(old: list[Any], stays: dict[int, Any], index: int, step: int) -> int | None:
    """The next entry that stays, of those that are equal to the one at `index` and are beside it."""
    at = index + step
    while 0 <= at < len(old) and same(old[at], old[index]):
        if at in stays:
            # One that is known by itself was not confused with another.
            return at if stays[at] is not old[at] or old[at] is old[index] else None
        at += step
    return None


@dataclass(slots=True, eq=False)
class Pair:
    """`key = value` with all around it: the text before the value, and after it to the end of its line.

    In the body of a table there are also lines without a key: blank ones, and comments.
    """

    key: tuple[str, ...]
    before: str
    value: str
    after: str


class Pairs:
    """The pairs of a table, in the lines of its body or between braces."""

    def __init__(self, pairs: list[Pair], eol: str, braces: bool = False) -> None:
        self.pairs = pairs
        self._eol = eol
        self._braces = braces
        self._exact = {pair.key: pair for pair in pairs if pair.key}
        self._below: dict[tuple[str, ...], int] = {}
        for pair in pairs:
            self._count(pair, 1)

    @classmethod
    def inline(cls, text: str, eol: str) -> Pairs:
        """The pairs of an inline table."""
        pairs: list[Pair] = []
        at = 1
        while True:
            start = at + len(_matched(_BLANK, text, at))
            key, value, end = key_and_value(text, start)
            if not key:
                break
            after = _matched(_BLANK, text, end)
            pairs.append(Pair(key, text[at:value], text[value:end], after))
            at = end + len(after) + 1
        return cls(pairs, eol, braces=True)

    def __str__(self) -> str:
        texts = [f"{pair.before}{pair.value}{pair.after}" for pair in self.pairs]
        return f"{{{','.join(texts)}}}" if self._braces else "".join(texts)

    def exact(self, key: tuple[str, ...]) -> Pair | None:
        """The pair that is written with this key."""
        return self._exact.get(key)

    def has_below(self, key: tuple[str, ...]) -> bool:
        """Whether there are dotted keys that begin with this key."""
        return self._below.get(key, 0) > 0

    def change(self, key: tuple[str, ...], old: Any, new: Any) -> bool:
        """Make what is written at `key` hold `new`, nothing for None; False when nothing is written there."""
        pair = self._exact.get(key)
        if pair is not None and new is None:
            self._remove(pair)
        elif pair is not None:
            eol = "\r\n" if pair.after.endswith("\r\n") else "\n" if pair.after.endswith("\n") else self._eol
            pair.value = rewritten(pair.value, old, new, eol)
        elif not self.has_below(key):
            return False
        elif isinstance(new, dict):
            self.change_all(key, old, new)
        else:
            for below in [pair for pair in self.pairs if pair.key[: len(key)] == key]:
                self._remove(below)
            if new is not None:
                self.add(key, new)
        return True

    def change_all(self, prefix: tuple[str, ...], old: dict[str, Any], new: dict[str, Any]) -> None:
        """Make the table at `prefix`, which holds `old`, hold `new`."""
        order = tuple(new)
        for key in {**old, **new}:
            before, after = old.get(key), new.get(key)
            if after is None and isinstance(new, Declared) and key in new.fields:
                after = _EMPTY.get(type(before))
            at = (*prefix, key)
            if not same(before, after) and not self.change(at, before, after) and after is not None:
                self.add(at, after, order)

    def add(self, key: tuple[str, ...], value: Any, order: Sequence[str] = ()) -> None:
        """Write a new pair after the last one that precedes it in `order`, among those of its table."""
        prefix, name = key[:-1], key[-1]
        earlier = set(order[: order.index(name)]) if name in order else None
        index = self._place(prefix, earlier)
        pair = Pair(key, f"{'.'.join(map(values.key, key))} = ", rendered(value, self._eol), "")
        if self._braces:
            self._add_between_braces(index, pair)
        else:
            self._add_line(index, pair)
        self._exact[key] = pair
        self._count(pair, 1)

    def _place(self, prefix: tuple[str, ...], earlier: set[str] | None) -> int:
        depth, last = len(prefix), 0
        for index in range(len(self.pairs), 0, -1):
            key = self.pairs[index - 1].key
            if len(key) > depth and key[:depth] == prefix:
                if earlier is None or key[depth] in earlier:
                    return index
                last = last or index
        # Nothing precedes it: first in a table of its own, after the others where its keys are dotted.
        return last if prefix else 0

    def _add_line(self, index: int, pair: Pair) -> None:
        beside = self.pairs[index - 1] if index else next((one for one in self.pairs if one.key), None)
        if beside is not None:
            pair.before = beside.before[: len(beside.before) - len(beside.before.lstrip(" \t"))] + pair.before
        pair.after = self._eol
        if index and not self.pairs[index - 1].after.endswith("\n"):
            self.pairs[index - 1].after += self._eol
        self.pairs.insert(index, pair)

    def _add_between_braces(self, index: int, pair: Pair) -> None:
        pair.before = " " + pair.before
        if not self.pairs:
            pair.after = " "
        elif index == len(self.pairs):
            pair.after, self.pairs[-1].after = self.pairs[-1].after, ""
        elif index == 0 and not self.pairs[0].before.startswith((" ", "\t")):
            pair.before, self.pairs[0].before = pair.before[1:], " " + self.pairs[0].before
        self.pairs.insert(index, pair)

    def _remove(self, pair: Pair) -> None:
        index = self.pairs.index(pair)
        if self._braces and len(self.pairs) > 1:
            if index == len(self.pairs) - 1:
                self.pairs[index - 1].after = pair.after
            elif index == 0:
                lead = pair.before[: len(pair.before) - len(pair.before.lstrip())]
                self.pairs[1].before = lead + self.pairs[1].before.lstrip()
        del self.pairs[index]
        del self._exact[pair.key]
        self._count(pair, -1)

    def _count(self, pair: Pair, by: int) -> None:
        for depth in range(1, len(pair.key)):
            self._below[pair.key[:depth]] = self._below.get(pair.key[:depth], 0) + by


def _matched(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    return found[0] if found else ""
