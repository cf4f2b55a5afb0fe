"""Section I, the contracts of a PR: what must hold after it merges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from blistui.markdown.blocks import Entry, Fence, Node, Part, Table, Text, nodes
from blistui.markdown.bold import lead_of
from blistui.markdown.listed import without_box
from blistui.markdown.plain import plain
from blistui.markdown.read.denials import denies_list, heads_nothing
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.pr_headings import names_pr
from blistui.markdown.read.words import prose, stated
from blistui.patterns import pattern

_CONTRACT_ID = pattern(r"(?:BC|NC|EC)-[\w-]*\d\w*(?:\.\d+\w*)*")
_ANY_ID = pattern(r"[ *`]*[A-Z]{1,4}-?\d[\w.-]*[ *`]*")
_NUMBERED = pattern(rf"[(`]?(?P<id>{_CONTRACT_ID.pattern})[)`]?(?:\s*[:—–-]+)?\s+(?P<text>.*)$", re.DOTALL)
"""The same with its id in code, in parentheses or alone."""
_BEFORE_ID = pattern(rf"(?<=\n)(?={_CONTRACT_ID.pattern})")
_GONE = r"(?:dropped|withdrawn|removed|rejected|superseded|obsolete|deprecated|no longer|old)"
_NO_MORE = pattern(
    rf"^\W*no longer (?:holds?|applies|needed|promised)\b|^\W{{0,3}}\({_GONE}\b[^()]*\)"
    rf"|\s\({_GONE}(?:[ ,:;]+(?:in|by|since|on|at|with|\d)[^()]*)?\)\W*$|\?\W*$",
    re.IGNORECASE,
)
_NO_ONE = pattern(rf"(?:not?|no longer|without|except)\b.{{0,20}}{_CONTRACT_ID.pattern}", re.IGNORECASE)
_GUARANTEE = pattern(r"(?P<id>BC-[\w-]+|[A-Z]{1,4}-\d[\w-]*):(?: (?P<text>.*))?$", re.DOTALL)


def contracts(draft: Draft, where: str, below: Sequence[Node]) -> list[PlanTable]:
    """An item for each, or a row, or a paragraph or lines of a fence that begin with its id, and what
    follows it."""
    bodies: list[tuple[PlanTable, list[Node]]] = []
    headed = gone = False
    for node in _each(below, draft.own):
        called, text = _called(node.text if isinstance(node, Entry | Text) else "", draft.own)
        begins = _CONTRACT_ID.match(called) if isinstance(node, Text) else called or not headed
        if not draft.own and isinstance(node, Text):
            gone = denies_list(node.text)
        if gone or (not draft.own and _is_no_more(node, text)):
            # What follows it is of what is gone, too.
            headed, gone = False, gone or isinstance(node, Text)
            draft.leave(where, node)
        elif isinstance(node, Entry | Text) and begins:
            said: list[Node] = [Text(node.line, text)] if stated(text) else []
            own: PlanTable = {"id": plain(called)} if called not in ("", "Unnamed") else {}
            bodies.append((own, [*said, *(node.nodes if isinstance(node, Entry) else [])]))
            headed = isinstance(node, Text)
        elif headed and not (isinstance(node, Fence) and _holds_contracts(node)):
            bodies[-1][1].append(node)
        else:
            draft.leave(where, node)
    return [{"text": prose(body), **own} for own, body in bodies]


def _is_no_more(node: Node, text: str) -> bool:
    """Whether a contract is said to hold no more, or asked for: `BC-1 (dropped): ...`."""
    if not isinstance(node, Entry | Text):
        return False
    return bool(_NO_MORE.search(text) or _NO_ONE.match(node.text))


def _holds_contracts(fence: Fence) -> bool:
    return bool(_CONTRACT_ID.match("".join(fence.content[:1])))


def names_contract(node: Node) -> bool:
    """Whether a block begins with the id of a contract, or holds rows or lines that do."""
    texts = (own.text for own in _each([node]) if isinstance(own, Entry | Text))
    return any(_CONTRACT_ID.match(_called(text, own=False)[0]) for text in texts)


def contract_tables(draft: Draft, part: Part) -> list[Table]:
    """The tables of contracts of several PRs below a part, each row with its PR; no longer in the part."""
    found: list[Table] = []
    for own in part.walk():
        if heads_nothing(own.title) and not names_pr(own.title):
            continue
        tables = [node for node in own.nodes if isinstance(node, Table) and _columns(node)]
        own.nodes = [node for node in own.nodes if node not in tables]
        if tables and not (own.nodes or own.parts):
            draft.understand(own.title)
        found += tables
    return found


def assign(draft: Draft, table: Table) -> None:
    """Gives each PR the contracts of its rows; rows of a PR that there is not are left over."""
    contract, pr = _columns(table) or (0, 0)
    prs = {own["id"]: own for own in draft.data.get("pr", [])}
    draft.understand(*table.header)
    for line, row in table.rows:
        item = prs.get(names_pr(f"{row[pr]}:"))
        if item is None:
            draft.leave_text(line, "I)", " | ".join(row))
            continue
        said = [cell for at, cell in enumerate(row) if at not in (contract, pr) and stated(cell)]
        own: PlanTable = {"id": _id_in(row[contract]), "text": " — ".join(map(plain, said))}
        item.setdefault("guarantees", []).append(own)


def _id_in(cell: str) -> str:
    """The id of a contract that a cell is, in bold, in code or plain."""
    found = _CONTRACT_ID.fullmatch(cell.strip(" *`"))
    return found[0] if found else ""


def _columns(table: Table) -> tuple[int, int] | None:
    """The columns of the contract and of the PR; None where a table does not have both."""
    contract = _column_of(table, _id_in)
    pr = _column_of(table, lambda cell: names_pr(f"{cell}:"))
    return None if contract is None or pr is None else (contract, pr)


def _column_of(table: Table, holds: Callable[[str], str]) -> int | None:
    columns = range(len(table.header)) if table.rows else ()
    return next((at for at in columns if all(holds(row[at]) for _, row in table.rows)), None)


def _each(below: Iterable[Node], only_contracts: bool = True) -> Iterator[Node]:
    """The nodes, with the rows of a table of contracts as items, and the lines of a fence as Markdown.

    Where nothing but contracts is expected, any ids are theirs, and `Given` and `Then` need none."""
    alone = True
    for node in below:
        if isinstance(node, Table) and not only_contracts and node.rows:
            numbered = all(_ANY_ID.fullmatch(row[0]) for _, row in node.rows)
            if numbered or {"given", "then"} <= {_title(own) for own in node.header}:
                for line, row in node.rows:
                    text = _in_words(node.header[numbered:], row[numbered:])
                    yield Entry(
                        line, text, "-", f"**{row[0].strip(' *`')}:** {text}" if numbered else text, []
                    )
                continue
        if isinstance(node, Table) and node.rows and all(_id_of(row[0]) for _, row in node.rows):
            for line, row in node.rows:
                text = f"**{_id_of(row[0])}:** {_in_words(node.header[1:], row[1:])}"
                yield Entry(line, text, "-", text, [])
        elif alone and isinstance(node, Fence) and _holds_contracts(node):
            yield from nodes(_BEFORE_ID.sub("\n", "\n".join(node.content)))
        else:
            # A fence below other contracts shows an example; a line above it (`Positive contracts:`) is none.
            is_line = isinstance(node, Text) and not _CONTRACT_ID.match(_called(node.text, own=False)[0])
            alone = alone and is_line and not heads_nothing(node.source)
            yield node


def _id_of(cell: str) -> str:
    return _id_in(cell) or _called(cell, own=False)[0]


def _in_words(header: Sequence[str], cells: Sequence[str]) -> str:
    """The cells of a contract as one text; those of `Given`, `When` and `Then` as a sentence."""
    titles = list(map(_title, header))
    said = [(title, cell) for title, cell in zip(titles, cells, strict=True) if stated(cell)]
    if {"given", "when", "then"} & set(titles) and len(said) > 1:
        text = ", ".join(f"{title} {cell}" if title in _STEPS else cell for title, cell in said)
        return f"{text[:1].upper()}{text[1:]}"
    return " — ".join(cell for _, cell in said)


def _title(header: str) -> str:
    return header.strip(" *:").casefold()


_STEPS = frozenset({"given", "when", "then"})


def _called(text: str, own: bool) -> tuple[str, str]:
    """The id or name that a contract begins with, and the rest; what another hand has behind the id in bold
    is text."""
    if not own:
        text = without_box(text)
    lead, found = lead_of(text), _GUARANTEE.match(text)
    if lead and (lead.colon or _CONTRACT_ID.match(lead.label)):
        id = None if own else _CONTRACT_ID.match(lead.label)
        if id is None:
            return lead.label, lead.rest.removeprefix("" if own else "— ")
        return id[0], f"{lead.label[id.end() :].lstrip(': —–-')} {lead.rest}".strip()
    if found is None and not own:
        found = _NUMBERED.match(text)
    return (found["id"], found["text"] or "") if found else ("", text)
