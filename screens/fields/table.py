"""Items as a table: what stands in which row, and how a row is drawn in a number of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel
from rich.cells import cell_len
from textual.content import Content

from blistui.plan.fields import specs
from blistui.plan.guide.guidance import option_terms
from screens.fields.marks import Mark
from screens.fields.summary import columns_of, ends_of, value_of
from screens.printable import printable
from screens.widgets.lines import ACCENT, GLYPH_STYLES, KIND_STYLES, MUTED, Part, keys, line, prose

UNFOLDED = 4
"""Rows of the item under the cursor, at most."""
_FIRST = 40
_MORE = 16
_LEAST_TEXT = 24


class Heading(NamedTuple):
    """A heading of the template: the value of the field that says it, its name, what it wants, its items."""

    key: str
    name: str
    wants: str
    items: tuple[int, ...]


Row = int | Heading | str | None
"""An item by its index, a heading, a sentence on what the heading above wants, or an empty row."""


def headings(item: type[BaseModel] | None, held: Sequence[Any]) -> tuple[Heading, ...]:
    """The headings under which items of this kind stand, as the template orders them; others come last."""
    columns = columns_of(item)
    if item is None or not columns.under:
        return ()
    spec = specs(item)[columns.under]
    names = columns.headings
    wants = {term.name: term.what.removeprefix(f"{names.get(term.name)}: ") for term in option_terms(spec)}
    under: dict[str, list[int]] = {key: [] for key in columns.headings}
    for index, one in enumerate(held):
        under.setdefault(str(getattr(one, spec.attr)), []).append(index)
    return tuple(
        Heading(key, columns.headings.get(key, key or "Under no heading"), wants.get(key, ""), tuple(indexes))
        for key, indexes in under.items()
    )


class Layout:
    """Where the items of a list stand, and how wide their columns are; made once for a value."""

    def __init__(self, item: type[BaseModel] | None, held: Sequence[Any], *, airy: bool) -> None:
        """`airy` puts an empty row between all headings, else only around those with items."""
        self.headings = headings(item, held)
        self.rows: list[Row] = []
        self._fill(len(held), airy)
        self.tops: dict[int | str, int] = {}
        """Of each item and each heading without items, the row."""
        for top, row in enumerate(self.rows):
            if isinstance(row, int):
                self.tops[row] = top
            elif isinstance(row, Heading) and not row.items:
                self.tops[row.key] = top
        self.stops = list(self.tops)
        """Where the cursor can be, in the order of the rows."""
        self.order = {stop: number for number, stop in enumerate(self.stops)}
        self.widths = _widths(item, held)

    def _fill(self, count: int, airy: bool) -> None:
        if not self.headings:
            self.rows = list(range(count))
            return
        begun = False
        for heading in self.headings:
            if self.rows and (airy or begun or heading.items):
                self.rows.append(None)
            begun = bool(heading.items)
            self.rows.append(heading)
            if not begun and heading.wants:
                self.rows.append(f"{heading.wants[:1].upper()}{heading.wants[1:]}")
            self.rows += heading.items


class Widths(NamedTuple):
    """Cells of the columns, each as wide as its widest value, and the names of those that need one."""

    id: int = 0
    kind: int = 0
    first: int = 0
    """Of what an item goes from and to, or of its name, where more is said behind that."""
    more: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    proof: int = 0
    """Of the state of citations, in which nothing is found."""


def _widths(item: type[BaseModel] | None, held: Sequence[Any]) -> Widths:
    columns = columns_of(item)
    if item is None:
        return Widths()
    fields = specs(item)
    id = max((cell_len(one.id) for one in held), default=0) if "id" in fields and columns.under != "id" else 0
    kind = max((cell_len(str(getattr(one, columns.kind))) for one in held), default=0) if columns.kind else 0
    first = max((_cells(_first(one)) for one in held), default=0)
    names = tuple(_small(fields[key].title).partition(" (")[0] for key in columns.more)
    more = tuple(
        min(max(len(name), widest), _MORE) if widest else 0
        for name, widest in zip(names, (_widest(held, key) for key in columns.more), strict=True)
    )
    proofs = max((cell_len(_proof(one)) for one in held), default=0) if "cites" in fields else 0
    return Widths(min(id, 28), min(kind, 20), min(first, _FIRST), more, names, proofs)


def _widest(held: Sequence[Any], key: str) -> int:
    return max((cell_len(value_of(one, key)) for one in held), default=0)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _first(item: Any) -> str:
    """What stands in a column of its own before the rest of what an item says; empty where nothing does."""
    columns = item.COLUMNS
    if columns.ends:
        return ends_of(item)
    if len(columns.texts) < 2 or columns.texts[0].endswith("_because"):
        return ""
    return " ".join(value_of(item, columns.texts[0]).split())


def _cells(name: str) -> int:
    """Cells of a name as it is drawn: without its ticks."""
    return cell_len(printable(name.replace("`", "")))


def texts(item: Any, first: int, meant: str) -> tuple[Content, Content]:
    """What an item says: its name in `first` cells where more is said of it, and the rest or all of it.

    `meant` is what the item that it names says, where it says nothing itself.
    """
    columns = item.COLUMNS
    name = _first(item)
    parts = [prose(name)] if name else []
    wanted = columns.texts if columns.ends or not name else columns.texts[1:]
    for key in wanted:
        if value := value_of(item, key):
            is_reason = key.endswith("_because")
            before = "none: " if key == "none_because" and not parts else ""
            parts.append(Content.assemble((before, MUTED), prose(value, MUTED if parts or is_reason else "")))
    if meant and len(parts) == 1:
        parts.append(prose(meant, MUTED))
    if not parts:
        return Content(""), Content.styled("(empty)", MUTED)
    column = Content("")
    if name and len(parts) > 1:
        column = Content.assemble(parts.pop(0), " " * max(first - _cells(name), 0), "   ")
    return column, Content("   ").join(parts)


def proof(item: BaseModel, mark: Mark) -> Content:
    """The state of an item's citations and how many there are; nothing where none are asked for."""
    if mark.cites:
        return Content.styled(f"{mark.cites_glyph} {mark.cites}", GLYPH_STYLES[mark.cites_glyph])
    shown = Content.styled(_proof(item), MUTED)
    return shown.stylize("$success", 0, 1) if shown.plain.startswith("✓") else shown


def _proof(item: BaseModel) -> str:
    """The same, where nothing is found in them."""
    cites = specs(type(item)).get("cites")
    count = len(getattr(item, cites.attr)) if cites is not None else 0
    return f"✓ {count}" if count else "– none" if columns_of(type(item)).proof else ""


def item_rows(item: Any, mark: Mark, widths: Widths, width: int, lit: bool, meant: str = "") -> list[Content]:
    """The row of an item in `width` cells; all of its text, up to four rows, where the cursor is."""
    columns = item.COLUMNS
    id = str(getattr(item, "id", "")) if widths.id else ""
    kind = str(getattr(item, columns.kind)) if columns.kind else ""
    parts: list[Part] = ["  ", (mark.glyph or " ", GLYPH_STYLES.get(mark.glyph, "")), " "]
    if widths.id:
        parts += [_column(id, widths.id, "bold" if lit else ""), "  "]
    if widths.kind:
        parts += [_column(kind, widths.kind, KIND_STYLES.get(kind, MUTED)), "  "]
    column, shown = texts(item, widths.first, meant)
    head = Content.assemble(*parts, column)
    if column and width - head.cell_length < _LEAST_TEXT:
        # No space for a column of its own: the name is the beginning of the text.
        head, shown, column = Content.assemble(*parts), column.rstrip() + "   " + shown, Content("")
    last = _behind(item, mark, widths, width - head.cell_length + column.cell_length)
    space = max(width - head.cell_length - last.cell_length - 4, 8)
    pieces = [shown.truncate(space, ellipsis=True)]
    if lit:
        pieces = shown.wrap(space)
        if len(pieces) > UNFOLDED:
            # The rest is on the page of the item: that there is more must be seen.
            end = pieces[UNFOLDED - 1].wrap(space - 2)[0].rstrip()
            pieces = [*pieces[: UNFOLDED - 1], end + " …"]
    rows = []
    for number, piece in enumerate(pieces):
        start = head if number == 0 else Content(" " * head.cell_length)
        row = line(width, start + piece, last if number == 0 else "", edge=2)
        rows.append(lighted(row) if lit else row)
    return rows


def _behind(item: Any, mark: Mark, widths: Widths, space: int) -> Content:
    """The columns behind the text, as many as leave it enough space."""
    parts: list[Part] = []
    for number in _shown(widths, space):
        value = " ".join(value_of(item, item.COLUMNS.more[number]).split())
        parts += [_column(value, widths.more[number], MUTED), "  "]
    if widths.proof:
        ending = proof(item, mark)
        parts.append(ending.extend_right(max(widths.proof - ending.cell_length, 0)))
    return Content.assemble(*parts)


def _shown(widths: Widths, space: int) -> Iterator[int]:
    """The numbers of the columns behind the text that have values, while the text has enough space."""
    left = space - widths.proof
    for number, cells in enumerate(widths.more):
        if not cells:
            continue  # Nobody has written anything there.
        left -= cells + 2
        if left < _LEAST_TEXT:
            return
        yield number


def _column(text: str, cells: int, style: str) -> Content:
    """A value in its column: cut with `…`, or padded."""
    value = Content.styled(printable(text), style).truncate(cells, ellipsis=True)
    return value.pad_right(cells - value.cell_length)


def names_row(widths: Widths, width: int) -> Content:
    """The names of the columns behind the text, as many as have space there."""
    start = 4 + (widths.id + 2 if widths.id else 0) + (widths.kind + 2 if widths.kind else 0)
    parts: list[Part] = []
    for number in _shown(widths, width - start):
        parts += [_column(widths.names[number], widths.more[number], MUTED), "  "]
    return line(width, Content(""), Content.assemble(*parts, " " * widths.proof), edge=2)


def lighted(row: Content) -> Content:
    """A row with the bar of the focus before it."""
    return (Content.styled("▌", ACCENT) + row[1:]).stylize_before("on $panel")


def heading_row(heading: Heading, marks: Sequence[Mark] | None, width: int, lit: bool) -> Content:
    """A heading: bold with the number of its items once begun, else with the key that begins it.

    `marks` are those of its items, None before the first result. `lit`: the cursor is on it, or on one of its
    items; then a heading with items has the key that adds another, too.
    """
    begun = bool(heading.items)
    glyph = "○"
    if begun:
        glyph = "·"
        if marks is not None:
            glyph = "✗" if any(m.wrong for m in marks) else "◐" if any(m.to_write for m in marks) else "✓"
    name = Content.assemble(
        "  ", (f"{glyph} ", GLYPH_STYLES[glyph]), (heading.name, "bold" if begun or lit else "")
    )
    count = Content.styled(str(len(heading.items)) if begun else "", MUTED)
    adds = keys(("a", "add")) if lit or not begun else Content("")
    row = line(width, name, Content.assemble(adds, "   " if begun and lit else "", count), edge=2)
    return lighted(row) if lit and not begun else row


def wants_row(text: str, width: int) -> Content:
    """The sentence that says what belongs under a heading."""
    return line(width, Content.styled(f"    {text}", MUTED), edge=2)
