"""The plan that an import puts together, and what it could not place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from blistui.markdown.blocks import Entry, Node, Part, Text
from blistui.markdown.labels import label_of, labelled_fields
from blistui.markdown.nothing import says_none
from blistui.markdown.plain import plain
from blistui.markdown.read.minted import Minted, part_ids
from blistui.markdown.read.words import (
    affirmed,
    amount,
    before_reason,
    citations,
    dated,
    is_number,
    labels,
    pieces,
    prose,
    reference,
    references,
    refusal,
    span,
    stated,
)
from blistui.patterns import pattern
from blistui.plan.fields import specs
from blistui.plan.ids import KINDS

Table = dict[str, Any]
"""A table of the plan, as TOML has it."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that was not understood: its line in the Markdown (from 1), where it is, and all of it."""

    line: int
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """References as they were written, to be resolved when all ids are known."""

    kinds: tuple[str, ...]
    text: str
    many: bool
    mentioned: bool = False
    """Whether ids are anywhere in the text, rather than being all of it; then only what it does not deny."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a labelled text goes: its key, how it is read, and the kinds it may refer to."""

    key: str
    form: str = "line"
    kinds: tuple[str, ...] = ()
    day: str = ""
    """The key of the day that may be behind the text."""


_ASIDE = pattern(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_REFERRED = pattern(r"\S+(?: #?\d+)?$|[A-Z][\w -]+$")
_FORMS = {
    **dict.fromkeys(("prose", "lines", "number", "flag", "ref", "refs", "cite", "cites"), ""),
    "file": "code",
}
"""How a text becomes the value of a field, by the field's widget; other widgets hold one line."""


def target(model: type[BaseModel], key: str) -> Target:
    """Where the text of a field goes, by what the model declares."""
    spec = specs(model)[key]
    return Target(key, (_FORMS[spec.widget] or spec.widget) if spec.widget in _FORMS else "line", spec.refs)


def targets(model: type[BaseModel], *keys: str) -> dict[str, Target]:
    """Fields by their label in lower case; all that the export labels when none is named."""
    return {label_of(model, key).casefold(): target(model, key) for key in keys or labelled_fields(model)}


def special(model: type[BaseModel], *keys: str) -> dict[str, Target]:
    """The same for fields that their section reads in a way of its own."""
    return {label_of(model, key).casefold(): Target(key, "special") for key in keys}


@dataclass
class Draft:
    """Tables as they fill, and leftovers as they are found."""

    data: Table = field(default_factory=dict)
    left: list[Leftover] = field(default_factory=list)
    folder: str = ""
    """Where in the repository the text is, for its links."""
    projects: frozenset[str] = frozenset()
    """What the repository is called on code hosts: what other addresses name is no code of it."""
    own: bool = False
    """Whether it is an export of ours, which writes ids where people write remarks."""
    dividers: tuple[int, ...] = ()
    """The lines of the text that are drawn across the page."""
    derived: list[tuple[str, Node]] = field(default_factory=list)
    """What the export would say by itself, should it be as the export says it."""
    understood: list[str] = field(default_factory=list)
    """Headings and labels that were understood and are no values."""

    remarks: list[str] = field(default_factory=list)
    """What was read in another way than it says, in sentences."""

    def add(self, path: str, item: Table) -> Table:
        """Append an item to the list at `path` (such as `pr` or `evolution.change`)."""
        *tables, last = path.split(".")
        held = self.data
        for key in tables:
            held = held.setdefault(key, {})
        held.setdefault(last, []).append(item)
        return item

    def mint(self, path: str, prefix: str) -> str:
        """An id for the next item of the list at `path`, by its place."""
        *tables, last = path.split(".")
        held = self.data
        for key in tables:
            held = held.get(key, {})
        return Minted(f"{prefix}{len(held.get(last, [])) + 1}")

    def group(self, key: str) -> Table:
        """The one table at `key`."""
        found: Table = self.data.setdefault(key, {})
        return found

    def leave(self, where: str, *nodes: Node) -> None:
        """Keep what was not understood."""
        self.left.extend(
            Leftover(node.line, where, node.source.strip()) for node in nodes if node.source.strip()
        )

    def derive(self, where: str, *nodes: Node) -> None:
        """Note what the plan says in another place; it is kept unless an export says the same."""
        self.derived.extend((where, node) for node in nodes)

    def is_id(self, text: str) -> bool:
        """Whether a word in parentheses is an id: any word of our own export, else one that looks so."""
        return bool(re.fullmatch(r"[A-Za-z0-9][\w-]*", text)) and (
            self.own or bool(re.search(r"\d|\w[-_]\w", text))
        )

    def understand(self, *texts: str) -> None:
        """Note a heading, a label or the title of a column that found its meaning."""
        self.understood.extend(texts)

    def leave_part(self, where: str, part: Part) -> None:
        """Keep a part with everything below it."""
        if part.level < 9 and (part.nodes or part.parts):
            self.left.append(Leftover(part.line, where, f"{'#' * part.level} {part.title}"))
        self.leave(where, *part.nodes)
        for below in part.parts:
            self.leave_part(where, below)

    def leave_text(self, line: int, where: str, text: str) -> None:
        """Keep a piece of text."""
        if text.strip():
            self.left.append(Leftover(line, where, text.strip()))

    def fill(
        self, item: Table, by_label: Mapping[str, str], fields: Mapping[str, Target], line: int = 0
    ) -> None:
        """Put labelled one-line texts where they belong."""
        for label, text in by_label.items():
            self.understand(label)
            self.put(item, fields[label], text, line=line)

    def put(
        self, item: Table, target: Target, text: str, nodes: Sequence[Node] = (), *, line: int = 0
    ) -> None:
        """Put a text, and what is below it, in its field, after what is there.

        It is left over when its field is filled and takes one text only."""
        value: Any
        match target.form:
            case "prose":
                value = prose([Text(0, text), *nodes] if stated(text) else nodes)
            case "lines":
                value = [plain(node.text) for node in nodes if isinstance(node, Entry)] or pieces(text)
            case "number":
                # A number with other words is words; people write units and remarks behind it.
                value = amount(text)[0] if not self.own or is_number(text) else stated(text)
            case "flag":
                value = text.casefold() == "yes"
            case "cite":
                value = next(iter(citations(text)), None)
            case "cites":
                value = citations(text)
            case "ref" | "refs":
                value = self._reference(target, text)
            case "lines or reason":
                stated_text, why = before_reason(text)
                if not why and says_none(stated_text):
                    why, stated_text = refusal(stated_text), ""
                value = [plain(node.text) for node in nodes if isinstance(node, Entry)]
                value = value or pieces(stated_text)
                if why:
                    item[f"{target.key}_none_because"] = why
            case _:
                value = self._line(item, target, text)
        if value or value == 0:
            self._add(item, target.key, value, text, line, prose=target.form == "prose")

    def _line(self, item: Table, target: Target, text: str) -> str:
        day = ""
        if target.day:
            text, day = dated(text)
        if day:
            item[target.day] = day
        if target.form == "code":
            return span(text) if stated(text) else ""
        return stated(text)

    def _reference(self, target: Target, text: str) -> Reference | None:
        if not stated(text) or (says_none(text) and not self.own):
            return None
        text = text if self.own else text.removesuffix(".")
        # Ids with their names in parentheses are all of a text of ours; people write sentences.
        listed = self.own or all(_REFERRED.match(piece.strip()) for piece in _ASIDE.sub("", text).split(","))
        return Reference(target.kinds, text, target.form == "refs", mentioned=not listed)

    def _add(self, item: Table, key: str, value: Any, text: str, line: int, prose: bool) -> None:
        held = item.get(key)
        if not held or held == value:
            item[key] = value
        elif isinstance(held, list) and isinstance(value, list):
            item[key] = [*held, *(own for own in value if own not in held)]
        elif isinstance(held, str) and prose:
            item[key] = f"{held}\n\n{value}"
        else:
            self.leave_text(line, f"a second {key}", text)

    def labelled(
        self, where: str, item: Table, entries: Iterable[Node], fields: Mapping[str, Target]
    ) -> list[Node]:
        """Fill `item` from labelled entries; gives back the nodes that carry no known label."""
        rest: list[Node] = []
        for node in entries:
            text = node.text if isinstance(node, Entry) else ""
            lead, by_label = labels(text, fields, self.own)
            if not isinstance(node, Entry) or not by_label:
                rest.append(node)
                continue
            self.leave_text(node.line, where, lead)
            *first, last = by_label
            self.understand(*by_label)
            for label in first:
                self.put(item, fields[label], by_label[label], line=node.line)
            self.put(item, fields[last], by_label[last], node.nodes, line=node.line)
            if fields[last].form not in ("prose", "lines", "lines or reason"):
                self.leave(where, *node.nodes)
        return rest

    def resolved(self) -> Table:
        """The tables with every reference resolved against the ids there are."""
        part_ids(self.data)
        known = {kind: _ids(self.data, KINDS[kind].at) for kind in KINDS}
        found: Table = _resolve(self.data, known, self.own)
        return found


def _ids(held: Any, keys: Sequence[str]) -> list[str]:
    if isinstance(held, list):
        rest = keys[1:] if keys and keys[0] == "*" else keys
        if not rest:
            return [item["id"] for item in held if item.get("id")]
        return [own for item in held for own in _ids(item, rest)]
    if not keys or not isinstance(held, dict):
        return []
    return _ids(held.get(keys[0], []), keys[1:])


def _resolve(value: Any, known: Mapping[str, list[str]], exact: bool) -> Any:
    if isinstance(value, Reference):
        ids = [own for kind in value.kinds for own in known[kind]]
        if value.mentioned:
            found = affirmed(value.text, ids)
            return found if value.many else "".join(found[:1])
        return references(value.text, ids, exact) if value.many else reference(value.text, ids, exact)
    if isinstance(value, dict):
        return {key: _resolve(below, known, exact) for key, below in value.items()}
    if isinstance(value, list):
        return [_resolve(below, known, exact) for below in value]
    return value
