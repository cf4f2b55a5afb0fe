"""Section D, the building blocks: under headings, in lists, paragraphs, tables and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.markdown.blocks import Entry, Fence, Node, Part, Table, Text
from blistui.markdown.read.block_contract import (
    CONTRACT,
    contract,
    has_contract,
    is_label,
    new_block,
    said_of,
)
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.names import Named, named
from blistui.markdown.read.ownership import mapped
from blistui.markdown.read.scoping import is_scoping, scoping_rows
from blistui.markdown.read.styles import with_labels
from blistui.markdown.read.words import says_something, stated
from blistui.patterns import pattern

_NUMBERED = pattern(r"(?:(?:Block|Component|Module)\s+)?(?:[A-Z]\.)?\d+(?:\.\d+)*\s*[.):—–-]*\s+")
_BLOCK = pattern(r"(?:Block|Component|Module) [A-Z0-9]{1,3}\s*[:.—–-]\s*(?P<name>[^.:]+)", re.IGNORECASE)
_NUMBERED_NAME = pattern(r"(?:Block|Component|Module) [A-Z0-9]{1,3}\s*[:.—–-]\s*(?=\S)", re.IGNORECASE)
_REMARK = pattern(r"(?:note|todo|example|remark|see|why|warning|caveat|open)\b", re.IGNORECASE)
_HEAD = pattern(r"(?:building )?block\s*:?\s*(?P<name>\S.*)$", re.IGNORECASE)
_FIELD = pattern(r"\s*(?P<label>[A-Za-z][\w ]*?)\s*:\s*(?P<text>.*)$")


def blocks(draft: Draft, part: Part) -> None:
    """All blocks of a part."""
    block: PlanTable | None = None
    for node in part.nodes if draft.own else with_labels(part.nodes, CONTRACT):
        text = node.text if isinstance(node, Entry | Text) else ""
        found = named(draft, text) if draft.own else _name_of(draft, node)
        known = has_contract(draft, text)
        if found and not (draft.own and known):
            block = _named_block(draft, found, node.line)
            if isinstance(node, Entry):
                contract(draft, block, node.nodes)
        elif block is not None and (isinstance(node, Entry) or known):
            contract(draft, block, [node])
        elif (isinstance(node, Table) and _rows(draft, node)) or (
            isinstance(node, Fence) and fenced(draft, node)
        ):
            continue
        elif isinstance(node, Table) and is_scoping(node) and not draft.own:
            scoping_rows(draft, node)
        elif says_something(node) and not mapped(draft, node):
            draft.leave(f"D) {part.title}", node)
    for below in part.parts:
        # A block with a heading of its own.
        own = named(draft, f"**{_NUMBERED.sub('', below.title.replace('**', ''))}**")
        texts = (node.text for node in below.nodes if isinstance(node, Entry | Text))
        if own and not below.parts and any(has_contract(draft, text) for text in texts):
            contract_of_part(draft, new_block(draft, own), below)
        else:
            draft.leave_part(f"D) {part.title}", below)


def contract_of_part(draft: Draft, block: PlanTable, part: Part) -> None:
    """What is below a block's heading; its first sentences say what it does."""
    first, *more = part.nodes or [Text(part.line, "")]
    if draft.own or not isinstance(first, Text) or with_labels([first], CONTRACT) != [first]:
        contract(draft, block, part.nodes)
        return
    responsibility = said_of(draft, block, first.text, first.line)
    if responsibility and not responsibility.endswith(":"):
        contract(draft, block, [Text(first.line, f"**Responsibility:** {responsibility}")])
    else:
        draft.leave_text(first.line, f"D) {block['name']}", responsibility)
    contract(draft, block, more)


def _name_of(draft: Draft, node: Node) -> Named | None:
    """The name of the block that a text begins with, without its number."""
    text = node.text if isinstance(node, Entry | Text) else ""
    found = named(draft, text) or _counted(text)
    if found is None or not _is_block(found):
        return None
    return found._replace(name=_NUMBERED_NAME.sub("", found.name).strip(" .:"))


def _is_block(found: Named) -> bool:
    """Whether a name in bold is that of a block: it is no label of a contract, and no remark."""
    return not is_label(found.name.strip(" .:")) and not _REMARK.match(found.name)


def _named_block(draft: Draft, found: Named, line: int) -> PlanTable:
    if draft.own:
        return new_block(draft, found)
    block = new_block(
        draft,
        found._replace(rest=""),
    )
    before = said_of(draft, block, found.rest.removeprefix(":").strip(), line)
    if before:
        contract(draft, block, [Text(line, f"**Responsibility:** {before}")])
    return block


def _counted(text: str) -> Named | None:
    found = _BLOCK.fullmatch(text)
    return Named(found["name"], "", "") if found else None


def _rows(draft: Draft, table: Table) -> bool:
    """A table with a row for each block, and a column for each part of its contract; or on its side."""
    table = _upright(table)
    titles = [title.casefold() for title in table.header]
    known = _known(table)
    if len(known) < 2 or draft.own:
        return False
    draft.understand(*known, table.header[0])
    for line, row in table.rows:
        block = new_block(draft, Named(row[0].strip("*"), "", ""))
        for title, cell in zip(titles[1:], row[1:], strict=True):
            text = f"**{title}:** {cell}"
            if title in CONTRACT:
                contract(draft, block, [Entry(line, text, "-", text, [])])
            else:
                draft.leave_text(line, f"D) {block['name']}", f"{title}: {cell}" if stated(cell) else "")
    return True


def _upright(table: Table) -> Table:
    """The table with a row for each block; one whose first column has most parts of a contract lies on its
    side."""
    titles = [row[0].strip("*_ ") for _, row in table.rows]
    parts = sum(is_label(title) for title in titles)
    if parts < 3 or parts * 2 <= len(titles) or len(set(map(str.casefold, titles))) < len(titles):
        return table
    columns = zip(*(row for _, row in table.rows), strict=True)
    rows = [
        (table.line, [name, *cells]) for name, cells in zip(table.header[1:], list(columns)[1:], strict=True)
    ]
    return Table(table.line, table.source, [table.header[0], *titles], rows)


def fenced(draft: Draft, node: Node) -> bool:
    """`BLOCK: Pool`, and below it a line for each part of the contract."""
    found = list(_sheets(node)) if isinstance(node, Fence) else []
    if draft.own or not found or not all(lines for _, lines in found):
        return False
    for name, lines in found:
        draft.understand("block")
        block = new_block(draft, Named(name, "", ""))
        for own, label, text in lines:
            if is_label(label):
                written = f"**{label}:** {text}"
                contract(draft, block, [Entry(own, written, "-", written, [])])
            else:
                draft.leave_text(own, f"D) {block['name']}", f"{label}: {text}")
    return True


def is_contract(draft: Draft, node: Node) -> bool:
    """Whether a node says by itself that it is the contract of a block, or of several."""
    if isinstance(node, Table):
        return len(_known(_upright(node))) > 1
    found = _name_of(draft, node)
    if found is None or not isinstance(node, Entry | Text):
        return False
    below = [own for own in node.nodes if isinstance(own, Entry | Text)] if isinstance(node, Entry) else []
    labelled = with_labels([Text(node.line, found.rest), *below], CONTRACT)
    return any(isinstance(own, Entry | Text) and has_contract(draft, own.text) for own in labelled)


def describes_blocks(draft: Draft, part: Part) -> bool:
    """Whether a part is about blocks: a table has their contracts, or each text begins with its name."""
    if any(isinstance(node, Table) and len(_known(_upright(node))) > 1 for node in part.nodes):
        return True
    found = [named(draft, node.text) for node in part.nodes if isinstance(node, Entry | Text)]
    return len(found) > 1 and all(own and own.rest and _is_block(own) for own in found)


def _known(table: Table) -> list[str]:
    return [title for title in map(str.casefold, table.header) if title in CONTRACT]


def _sheets(fence: Fence) -> Iterator[tuple[str, list[tuple[int, str, str]]]]:
    """The name of each block in a fence, and the lines of its contract; none where a line is neither."""
    found: list[tuple[str, list[tuple[int, str, str]]]] = []
    for at, line in enumerate(fence.content, start=fence.line + 1):
        head, field = _HEAD.match(line.strip()), _FIELD.match(line)
        if head:
            found.append((head["name"].strip(), []))
        elif field and found:
            found[-1][1].append((at, field["label"], field["text"]))
        elif line.strip():
            return
    yield from found
