"""Section D, who calls whom: items of a list, drawings, tables and sentences with arrows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blistui.markdown.blocks import Entry, Fence, Node, Table, Text
from blistui.markdown.listed import UP_TO_COLON, text_in
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Reference, Target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.interactions_in_words import sentences_in, spoken
from blistui.markdown.read.ownership import called
from blistui.markdown.read.words import labels, stated
from blistui.patterns import pattern
from blistui.plan.tables.concept import Interaction

_TRANSFER = targets(Interaction, "transfer")
_EXPORTED = pattern(
    rf"(?:(?P<id>[A-Za-z0-9][\w-]*): )?(?P<from>{text_in('of_from')}+?) (?:→|->) "
    rf"(?P<to>{UP_TO_COLON}): (?P<data>.*)$",
    re.DOTALL,
)
_ARROW = pattern(
    r"(?:(?<![-─=])(?:--++|─++|==++)[ \t]*(?P<label>[\w“\"][^-─=<>►▶→←\n]{0,48}?)[ \t]*(?:-++|─++|=++)[>►▶]"
    r"|(?<![-─=])(?:-++|─++|=++)[>►▶]|[►▶]|→|⟶|⇒|(?P<back>←|<-++|◄─*+))[ \t]*"
)
_NAME = pattern(r"[^\W_][\w./’'&-]*(?: [\w./’'&-]+){0,4}$")
_PART = pattern(r"\((?:[^()]|\([^()]*\))*\)|(?P<ends>[.;,·]\s+|\n)")
_TARGET = pattern(
    r"(?P<name>[^:(]*?)\s*(?:\((?P<inside>(?:[^()]|\([^()]*\))*)\)\.?|:\s*(?P<data>.*?))?\s*\.?$", re.DOTALL
)
_FROM = pattern(r"(?:from|source|caller|producer|sender)$", re.IGNORECASE)
_TO = pattern(r"(?:to|target|callee|consumer|receiver|destination)$", re.IGNORECASE)
_DATA = pattern(r"(?:data|payload|what|message|carries|crosses|what crosses.*)$", re.IGNORECASE)
_OWNER = pattern(r"(?:ownership|transfer|ownership transfer)$", re.IGNORECASE)


class Arrow(NamedTuple):
    """From whom to whom, and what crosses."""

    start: str
    end: str
    data: str


def interaction(draft: Draft, node: Node) -> bool:
    """An interaction as an export writes it, or all that the arrows of a block say."""
    # With several arrows it is no text of an export, where one in a name has an escape or is in code.
    one = isinstance(node, Entry) and (draft.own or len(_ARROW.findall(node.text)) == 1)
    found = _EXPORTED.match(node.text) if one and isinstance(node, Entry) else None
    if isinstance(node, Entry) and found:
        _exported(draft, node, found)
        return True
    return not draft.own and drawn(draft, node)


def _exported(draft: Draft, node: Entry, found: re.Match[str]) -> None:
    data, by_label = labels(found["data"], _TRANSFER, draft.own)
    item: PlanTable = {
        "id": found["id"] or draft.mint("interaction", "X"),
        "from": Reference(("block",), called(draft, found["from"].removeprefix("?")), False),
        "to": Reference(("block",), called(draft, found["to"].removeprefix("?")), False),
    }
    draft.put(item, Target("data"), data)
    draft.fill(item, by_label, _TRANSFER)
    draft.add("interaction", item)
    draft.leave("D) Interaction model", *node.nodes)


def drawn(draft: Draft, node: Node) -> bool:
    """All that the arrows of a block say, or the rows of a table."""
    match node:
        case Table():
            return _rows(draft, node)
        case Fence():
            lines = [(node.line + 1 + at, line) for at, line in enumerate(node.content) if line.strip()]
            read = [(line, text, arrows(text.strip())) for line, text in lines]
            if not any(found for _, _, found in read):
                return False
            for line, text, found in read:
                _add(draft, found)
                if not found:
                    draft.leave_text(line, "D) Interaction model", text)
            return True
        case Entry() | Text():
            found = arrows(node.text if isinstance(node, Entry) else node.source)
            _add(draft, found)
            read_it = bool(found) or _sentences(draft, node)
            draft.leave("D) Interaction model", *(node.nodes if read_it and isinstance(node, Entry) else ()))
            return read_it
    return False


def _sentences(draft: Draft, node: Entry | Text) -> bool:
    """Who calls whom, sentence by sentence; those that do not say it are left over."""
    said = [(sentence, spoken(draft, sentence)) for sentence in sentences_in(node.text)]
    if not any(found for _, found in said):
        return False
    for sentence, found in said:
        _add(draft, [Arrow(*own) for own in found if not _said_before(draft, Arrow(*own))])
        draft.understand(*([sentence] if found else []))
        draft.leave_text(node.line, "D) Interaction model", "" if found else sentence)
    return True


def _said_before(draft: Draft, arrow: Arrow) -> bool:
    """Whether an arrow shows this already without what crosses; the sentence says it."""
    ends = [Reference(("block",), called(draft, end), False) for end in arrow[:2]]
    shown = (own for own in draft.data.get("interaction", []) if [own["from"], own["to"]] == ends)
    item = next((own for own in shown if not own.get("data")), None)
    if item:
        item["data"] = arrow.data
    return item is not None


def arrows(text: str) -> list[Arrow]:
    """What the arrows of a text say; nothing when one of them stands between other things than two names."""
    lines = text.split("\n")
    if not all(map(_ARROW.search, lines)):
        text = " ".join(lines)
    text = plain(re.sub(r"`|\*\*", "", text))
    marks = list(_ARROW.finditer(text))
    if not marks:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    name = text[: marks[0].start()].strip()
    found: list[Arrow] = []
    for at, (mark, end) in enumerate(zip(marks, ends, strict=True)):
        said, following = text[mark.end() : end], ""
        if at + 1 < len(marks):
            said, following = _two(said)
        target = _TARGET.match(said.strip())
        if target is None or not _NAME.match(name) or not _NAME.match(target["name"]):
            return []
        inside = target["inside"] or ""
        if inside.startswith("or "):
            inside = ""  # Another name of the block, and nothing that crosses.
        data = [own.strip() for own in (mark["label"], inside, target["data"]) if own and own.strip()]
        start, to = (target["name"], name) if mark["back"] else (name, target["name"])
        found.append(Arrow(start, to, ", ".join(data).rstrip(".")))
        name = following or target["name"]
    return found


def _two(text: str) -> tuple[str, str]:
    """What is between two arrows: the end of one, and the beginning of the next where it is another."""
    parts = [found for found in _PART.finditer(text) if found["ends"]]
    if not parts:
        return text, ""
    return text[: parts[-1].start()], text[parts[-1].end() :].strip()


def _add(draft: Draft, found: Sequence[Arrow]) -> None:
    for arrow in found:
        item: PlanTable = {
            "from": Reference(("block",), called(draft, arrow.start), False),
            "to": Reference(("block",), called(draft, arrow.end), False),
        }
        _put(draft, item, arrow.data)


def _put(draft: Draft, item: PlanTable, data: str) -> None:
    item["id"] = draft.mint("interaction", "X")
    if stated(data):
        item["data"] = stated(data)
    draft.add("interaction", item)


def _rows(draft: Draft, table: Table) -> bool:
    places = [list(_columns(table, words)) for words in (_FROM, _TO, _DATA, _OWNER)]
    start, to, data, transfer = (at[0] if at else None for at in places)
    if start is None or to is None:
        return False
    draft.understand(*(table.header[at] for at in (start, to, data, transfer) if at is not None))
    for line, row in table.rows:
        item: PlanTable = {
            "from": Reference(("block",), called(draft, row[start]), False),
            "to": Reference(("block",), called(draft, row[to]), False),
        }
        if transfer is not None and stated(row[transfer]):
            item["transfer"] = stated(row[transfer])
        _put(draft, item, row[data] if data is not None else "")
        for at, cell in enumerate(row):
            if at not in (start, to, data, transfer) and stated(cell):
                draft.leave_text(line, "D) Interaction model", f"{table.header[at]}: {cell}")
    return True


def _columns(table: Table, words: re.Pattern[str]) -> Iterator[int]:
    return (at for at, title in enumerate(table.header) if words.match(title))
