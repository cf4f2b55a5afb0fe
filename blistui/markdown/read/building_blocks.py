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
from blistui.markdown.read.words import says_something
from blistui.patterns import pattern

_NUMBERED = pattern(r"(?:(?:Block|Component|Module)\s+)?(?:[A-Z]\.)?\d+(?:\.\d+)*\s*[.):—–-]*\s+")
_BLOCK = pattern(r"(?:Block|Component|Module) [A-Z0-9]{1,3}\s*[:.—–-]\s*(?P<name>[^.:]+)", re.IGNORECASE)
_REMARK = pattern(r"(?:note|todo|example|remark|see|why|warning|caveat|open)\b", re.IGNORECASE)
_HEAD = pattern(r"(?:building )?block\s*:?\s*(?P<name>\S.*)$", re.IGNORECASE)
_FIELD = pattern(r"\s*(?P<label>[A-Za-z][\w ]*?)\s*:\s*(?P<text>.*)$")


def blocks(draft: Draft, part: Part) -> None:
    """All blocks of a part."""
    block: PlanTable | None = None
    for node in part.nodes if draft.own else with_labels(part.nodes, CONTRACT):
        text = node.text if isinstance(node, Entry | Text) else ""
        found = named(draft, text) or (None if draft.own else _counted(text))
        known = has_contract(draft, text)
        if found and (_is_block(found) if not draft.own else not known):
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
    """A table with a row for each block, and a column for each part of its contract."""
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
                draft.leave_text(line, f"D) {block['name']}", cell)
    return True


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


def describes_blocks(draft: Draft, part: Part) -> bool:
    """Whether a part is about blocks: a table has their contracts, or each text begins with its name."""
    if any(isinstance(node, Table) and len(_known(node)) > 1 for node in part.nodes):
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
