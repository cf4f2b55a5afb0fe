"""What changed between two plans, written into the text of the file that the first came from."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.tables.citation import Citation
from blistui.plan.tables.series import FileChange, Flag
from blistui.store.toml import values
from blistui.store.toml.inline import Pairs, same
from blistui.store.toml.match import Declared, kept, origins
from blistui.store.toml.text import Chunk, Table, TomlText, first, last

_ONE_LINERS = (Citation, FileChange, Flag)
"""Small tables that are written in line, one a line, inside the table they belong to."""


def merge(text: TomlText, before: Plan, after: Plan) -> None:
    """Make `text`, which holds `before`, hold `after`."""
    chunk = text.root.chunk
    assert chunk is not None
    _Merge(text).model(_Spot(text.root, chunk.pairs, ()), before, after)


def plain(value: Any) -> Any:
    """A value as TOML data; what is empty by default is left out of tables."""
    if isinstance(value, BaseModel):
        found = Declared()
        found.item, found.fields = value, specs(type(value))
        for key, spec in specs(type(value)).items():
            below = plain(getattr(value, spec.attr))
            if not _empty(below):
                found[key] = below
        found.update({key: plain(below) for key, below in (value.model_extra or {}).items()})
        return found
    if isinstance(value, (tuple, list)):
        return [plain(entry) for entry in value]
    if isinstance(value, dict):
        return {key: plain(below) for key, below in value.items()}
    return value


def _empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


class _Spot(NamedTuple):
    """Where a table of the data is written: under headers, and as pairs that begin with `prefix`.

    `pairs` is None where no pair of it is written: it has no header, or is not there at all.
    """

    table: Table
    pairs: Pairs | None
    prefix: tuple[str, ...]

    def below(self, key: str) -> _Spot:
        """Where the table `key` of this one is written."""
        table = self.table.tables.get(key) or Table((*self.table.names, key))
        if table.chunk is not None:
            return _Spot(table, table.chunk.pairs, ())
        dotted = (*self.prefix, key)
        if self.pairs is not None and (self.pairs.has_below(dotted) or self.prefix):
            return _Spot(table, self.pairs, dotted)
        return _Spot(table, None, ())

    @property
    def written(self) -> bool:
        """Whether anything of it is."""
        has_pairs = self.pairs is not None and (not self.prefix or self.pairs.has_below(self.prefix))
        return has_pairs or next(self.table.chunks(), None) is not None


class _Merge:
    """The merge into one text."""

    def __init__(self, text: TomlText) -> None:
        self._text = text

    def model(self, at: _Spot, before: BaseModel, after: BaseModel) -> None:
        """Write what differs between two items into the table at `at`."""
        fields = specs(type(after))
        for spec in fields.values():
            old, new = getattr(before, spec.attr), getattr(after, spec.attr)
            if old is not new and old != new:
                self._field(at, spec, old, new, tuple(fields))
        self.mapping(at, before.model_extra or {}, after.model_extra or {})

    def mapping(self, at: _Spot, old: dict[str, Any], new: dict[str, Any]) -> None:
        """Write what differs between two tables of data that no model declares."""
        for key in {**old, **new}:
            before, after = plain(old.get(key)), plain(new.get(key))
            if same(before, after) or (at.pairs and at.pairs.change((*at.prefix, key), before, after)):
                continue
            below = at.below(key)
            if isinstance(before, dict) and isinstance(after, dict) and below.written:
                self.mapping(below, before, after)
                continue
            self._remove(at, key)
            if after is not None:
                self._pairs(at).add((*at.prefix, key), after)

    def _field(self, at: _Spot, spec: FieldSpec, old: Any, new: Any, order: tuple[str, ...]) -> None:
        key, dotted = spec.key, (*at.prefix, spec.key)
        as_tables = not at.prefix and spec.widget == "items" and spec.item not in _ONE_LINERS
        pair = at.pairs.exact(dotted) if at.pairs else None
        if pair is not None and at.pairs:
            empty_list = as_tables and not old and "#" not in pair.value
            at.pairs.change(dotted, plain(old), None if empty_list else plain(new))
            if not empty_list:
                return
        items, below = at.table.lists.get(key), at.below(key)
        if items and isinstance(new, tuple):
            self._items(at, key, items, old, new)
        elif below.written and isinstance(new, BaseModel) and isinstance(old, BaseModel):
            self.model(below, old, new)
        elif below.written and isinstance(new, dict):
            self.mapping(below, old, new)
        else:
            self._remove(at, key)
            if not _empty(plain(new)):
                self._write(at, spec, new, order)

    def _write(self, at: _Spot, spec: FieldSpec, value: Any, order: tuple[str, ...]) -> None:
        """Write a field of which nothing is written yet."""
        names = (*at.table.names, spec.key)
        if at.prefix or not (_in_tables(spec) or isinstance(value, dict)):
            self._pairs(at).add((*at.prefix, spec.key), plain(value), order)
            return
        if isinstance(value, tuple):
            chunks = [chunk for item in value for chunk in _new_item(self._text, names, item)]
        else:
            chunks = _new_table(self._text, names, value)
        self._place(at, order[: order.index(spec.key)], chunks)

    def _place(self, at: _Spot, earlier: tuple[str, ...], chunks: list[Chunk]) -> None:
        """Put new tables of `at` after the field that precedes them most closely."""
        for key in reversed(earlier):
            tables = [*at.table.lists.get(key, ()), *filter(None, [at.table.tables.get(key)])]
            ends = [end for end in map(last, tables) if end is not None]
            if ends:
                self._text.place_after(max(ends, key=lambda chunk: chunk.order), chunks)
                return
        if at.table.chunk is not None:
            self._text.place_after(at.table.chunk, chunks)
            return
        begin = first(at.table)
        if begin is not None:
            self._text.place_before(begin, chunks)

    def _pairs(self, at: _Spot) -> Pairs:
        """The pairs of the table; one that has no header gets it, before the tables below it."""
        if at.pairs is not None:
            return at.pairs
        chunk = self._text.new(self._text.header(at.table.names, array=False))
        self._place(at, (), [chunk])
        at.table.chunk = chunk
        return chunk.pairs

    def _remove(self, at: _Spot, key: str) -> None:
        """Remove all that is written of a field."""
        if at.pairs is not None:
            at.pairs.change((*at.prefix, key), None, None)
        for table in [*at.table.lists.pop(key, ()), *filter(None, [at.table.tables.pop(key, None)])]:
            self._text.remove(table)

    def _items(
        self, at: _Spot, key: str, tables: list[Table], before: tuple[Any, ...], after: tuple[Any, ...]
    ) -> None:
        """Write a list of items that is written as tables: as few of them move as can be."""
        found = origins(before, after)
        names = (*at.table.names, key)
        origin_of = set(found)
        begin = first(tables[0])
        for number, table in enumerate(tables):
            if number not in origin_of:
                self._text.remove(table)
        stays = kept(found)
        anchor: Chunk | None = None
        waiting: list[Chunk] = []
        placed: list[Table] = []
        for number, origin in enumerate(found):
            if origin is None:
                chunks = _new_item(self._text, names, after[number])
                placed.append(Table(names, chunks[0]))
                waiting += chunks
                continue
            table = tables[origin]
            placed.append(table)
            if number not in stays:
                waiting += self._text.taken(table)
                continue
            if waiting and anchor is not None:
                self._text.place_after(anchor, waiting)
            elif waiting:
                start = first(table)
                assert start is not None
                self._text.place_before(start, waiting)
            anchor, waiting = last(table), []
        if waiting and (anchor or begin):
            if anchor is not None:
                self._text.place_after(anchor, waiting)
            elif begin is not None:
                self._text.place_before(begin, waiting)
        at.table.lists[key] = placed
        for number, origin in enumerate(found):
            if origin is not None and before[origin] is not after[number]:
                chunk = placed[number].chunk
                assert chunk is not None
                self.model(_Spot(placed[number], chunk.pairs, ()), before[origin], after[number])


def _in_tables(spec: FieldSpec) -> bool:
    return spec.widget == "group" or (spec.widget == "items" and spec.item not in _ONE_LINERS)


def _new_item(text: TomlText, names: tuple[str, ...], item: BaseModel) -> list[Chunk]:
    return _filled(text, text.new(text.header(names, array=True)), names, item)


def _new_table(text: TomlText, names: tuple[str, ...], value: BaseModel | dict[str, Any]) -> list[Chunk]:
    chunk = text.new(text.header(names, array=False))
    if isinstance(value, BaseModel):
        return _filled(text, chunk, names, value)
    for key, below in value.items():
        chunk.pairs.add((key,), plain(below), tuple(value))
    return [chunk]


def _filled(text: TomlText, chunk: Chunk, names: tuple[str, ...], item: BaseModel) -> list[Chunk]:
    """`chunk` with the pairs of `item`, followed by the tables below it."""
    below: list[Chunk] = []
    lines: list[str] = []
    for key, spec in specs(type(item)).items():
        value = getattr(item, spec.attr)
        if _empty(plain(value)):
            continue
        if spec.widget == "items" and spec.item not in _ONE_LINERS:
            for entry in value:
                below += _new_item(text, (*names, key), entry)
        elif spec.widget == "group" or isinstance(value, dict):
            below += _new_table(text, (*names, key), value)
        else:
            lines.append(f"{values.key(key)} = {values.render(plain(value))}\n")
    lines += [
        f"{values.key(key)} = {values.render(plain(value))}\n"
        for key, value in (item.model_extra or {}).items()
    ]
    chunk.body = "".join(lines).replace("\n", text.eol)
    return [chunk, *below]


def fresh(plan: Plan) -> str:
    """The text of a plan that has no file yet."""
    text = TomlText("")
    chunks = _filled(text, text.new(""), (), plan)
    return "".join(chunk.lead + chunk.text for chunk in chunks).lstrip("\n")
