"""A TOML text cut at its table headers, so that an edit touches only the table it is about.

Every chunk keeps its bytes until something in it changes. Tables move as whole chunks, with the comments that
are directly above them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from blistui.store.toml import values
from blistui.store.toml.inline import Pair, Pairs
from blistui.store.toml.scan import DataPath, sections, statements

Order = tuple[int, ...]
"""Where a chunk is: before every chunk with a greater one."""


@dataclass(slots=True, eq=False)
class Chunk:
    """One table: what is above its header, the header line, and its body.

    `placed` chunks are new in their place; `left` ones are comments that a chunk which went has left.
    """

    order: Order
    lead: str
    header: str
    body: str
    eol: str
    placed: bool = False
    left: bool = False
    gone: bool = False
    _pairs: Pairs | None = None
    _uses: int = 0

    @property
    def pairs(self) -> Pairs:
        """The pairs of the body; what is changed in them is changed in the text."""
        if self._pairs is None:
            self._pairs = Pairs(
                [
                    Pair(
                        one.key,
                        self.body[one.start : one.value],
                        self.body[one.value : one.value_end],
                        self.body[one.value_end : one.end],
                    )
                    for one in statements(self.body)
                ],
                self.eol,
            )
        return self._pairs

    @property
    def text(self) -> str:
        """The chunk as it is in the file."""
        body = self.body if self._pairs is None else str(self._pairs)
        header = self.header
        if header and body and not header.endswith("\n"):
            header += self.eol
        return header + body

    def use(self) -> int:
        """A number for the next chunks that are placed beside this one."""
        self._uses += 1
        return self._uses


@dataclass(slots=True, eq=False)
class Table:
    """A table of the data: its own chunk, if it has a header, and what is below it under headers."""

    names: tuple[str, ...]
    chunk: Chunk | None = None
    tables: dict[str, Table] = field(default_factory=dict)
    lists: dict[str, list[Table]] = field(default_factory=dict)

    def chunks(self) -> Iterator[Chunk]:
        """The chunks of the table and of everything below it."""
        if self.chunk is not None:
            yield self.chunk
        for table in self.tables.values():
            yield from table.chunks()
        for tables in self.lists.values():
            for table in tables:
                yield from table.chunks()


class TomlText:
    """The chunks of a TOML text and the tables that they are; `str()` gives the text back."""

    def __init__(self, text: str) -> None:
        self.eol = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        self.root = Table(())
        self.chunks: list[Chunk] = []
        self._begins_blank = text.startswith(("\n", "\r\n"))
        lead = ""
        for number, section in enumerate(sections(text)):
            body, trivia = _parted(
                text[section.body : section.end], section.header is None, section.end == len(text)
            )
            header = text[section.start : section.body]
            self.chunks.append(Chunk((number, 0), lead, header, body, self.eol))
            lead = trivia
            table = self._table_at(section.path)
            table.chunk = self.chunks[-1]
        self.tail = lead

    def _table_at(self, path: DataPath) -> Table:
        table, index = self.root, 0
        while index < len(path):
            name, number = str(path[index]), path[index + 1] if index + 1 < len(path) else ""
            names = (*table.names, name)
            index += 1
            if not isinstance(number, int):
                table = table.tables.setdefault(name, Table(names))
                continue
            held = table.lists.setdefault(name, [])
            if number == len(held):
                held.append(Table(names))
            table = held[number]
            index += 1
        return table

    def __str__(self) -> str:
        found: list[str] = []
        before: Chunk | None = None
        ended = True
        for chunk in sorted((chunk for chunk in self.chunks if not chunk.gone), key=_order):
            lead, text = chunk.lead, chunk.text
            # A new chunk brings a blank line before it; the text's own, above a comment, is kept.
            brings_blank = chunk.placed and not chunk.lead.strip()
            first_of_all = not found and (brings_blank or not self._begins_blank)
            if first_of_all or (before is not None and before.left and _ends_blank(before.lead)):
                lead = _without_blank_lines(lead)
            if not (lead or text):
                continue
            if not ended:
                found.append(self.eol)
            found += (lead, text)
            ended = (text or lead).endswith("\n")
            before = chunk
        if self.tail:
            found += ("" if ended else self.eol, self.tail)
        return "".join(found)

    def header(self, names: tuple[str, ...], array: bool) -> str:
        """The header line of a new table."""
        key = ".".join(map(values.key, names))
        return f"[[{key}]]{self.eol}" if array else f"[{key}]{self.eol}"

    def new(self, header: str) -> Chunk:
        """A chunk that is placed nowhere yet, set off by a blank line."""
        return Chunk((), self.eol, header, "", self.eol, placed=True)

    def place_after(self, anchor: Chunk, chunks: list[Chunk]) -> None:
        """Put `chunks` right after `anchor`."""
        use = -anchor.use()
        for number, chunk in enumerate(chunks):
            self._place(chunk, (*anchor.order, use, number, 0))

    def place_before(self, anchor: Chunk, chunks: list[Chunk]) -> None:
        """Put `chunks` right before `anchor`, below the comments above it that are about more than it."""
        use = anchor.use()
        for number, chunk in enumerate(chunks):
            self._place(chunk, (*anchor.order[:-1], -1, use, number, 0))
        about_more, own = _detached(anchor.lead)
        if about_more and not anchor.gone:
            chunks[0].lead = about_more + _without_blank_lines(chunks[0].lead)
            anchor.lead = self.eol + own
        elif anchor.lead.lstrip(" \t").startswith("#"):
            anchor.lead = self.eol + anchor.lead

    def _place(self, chunk: Chunk, order: Order) -> None:
        if not chunk.order:
            self.chunks.append(chunk)
        chunk.order = order
        chunk.placed = True

    def remove(self, table: Table) -> None:
        """Remove the table with everything below it; comments that may be about something else stay."""
        chunks = self.taken(table)
        orders = {chunk.order for chunk in chunks}
        for chunk in chunks:
            chunk.gone = True
            comments = _parted(chunk.text, root=False, at_end=False)[1]
            if comments and (chunk.order[0] + 1, *chunk.order[1:]) not in orders:
                self._leave(chunk, comments, -1)

    def _leave(self, chunk: Chunk, comments: str, side: int) -> None:
        """Keep `comments` where the chunk is, which goes."""
        order = (*chunk.order[:-1], side, chunk.use(), 0, 0)
        self.chunks.append(Chunk(order, comments, "", "", self.eol, left=True))

    def taken(self, table: Table) -> list[Chunk]:
        """The chunks of the table in their order, to be placed elsewhere; comments about more stay behind."""
        chunks = sorted(table.chunks(), key=_order)
        if chunks:
            about_more, own = _detached(chunks[0].lead)
            if about_more:
                self._leave(chunks[0], about_more, -2)
            if not own.startswith(("\n", "\r\n")):
                own = self.eol + own
            chunks[0].lead = own
        return chunks


def last(table: Table) -> Chunk | None:
    """The last chunk of the table and of everything below it."""
    return max(table.chunks(), key=_order, default=None)


def first(table: Table) -> Chunk | None:
    """The first chunk of the table and of everything below it."""
    return min(table.chunks(), key=_order, default=None)


def _order(chunk: Chunk) -> Order:
    return chunk.order


def _parted(body: str, root: bool, at_end: bool) -> tuple[str, str]:
    """The body of a table, and the blank lines and comments at its end that are about what comes next.

    Comments between a pair and a blank line belong to the pair; from there on, to what comes next. Before the
    first table there may be nothing but comments: they are above it.
    """
    start = len(body)
    while start:
        line = body.rfind("\n", 0, start - 1) + 1
        if body[line:start].strip() and not body[line:start].lstrip().startswith("#"):
            break
        start = line
    if not start and root:
        return "", body
    if '"""' in body[start:] or "'''" in body[start:]:
        # What looks like a comment may be the end of a text of several lines.
        start = max((one.end for one in statements(body) if one.key), default=0)
        if not start and root:
            return "", body
    own = start
    for trivia in body[start:].splitlines(keepends=True):
        if not trivia.strip():
            return body[:own], body[own:]
        own += len(trivia)
    # No blank line: the comments are directly above the next header, if there is one.
    return (body, "") if at_end else (body[:start], body[start:])


def _detached(lead: str) -> tuple[str, str]:
    """The comments above a header that are about more than its table, up to a blank line; and the rest."""
    lines = lead.splitlines(keepends=True)
    blank = next((index for index in range(len(lines), 0, -1) if not lines[index - 1].strip()), 0)
    about_more = "".join(lines[:blank])
    return (about_more, "".join(lines[blank:])) if about_more.strip() else ("", lead)


def _ends_blank(lead: str) -> bool:
    return not lead.splitlines()[-1].strip()


def _without_blank_lines(lead: str) -> str:
    """`lead` without the blank lines that it begins with."""
    lines = lead.splitlines(keepends=True)
    while lines and not lines[0].strip():
        del lines[0]
    return "".join(lines)
