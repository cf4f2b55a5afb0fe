"""A random plan spelled in TOML in an odd style, with the place of every value, item and comment."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from random import Random
from typing import Any

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs

DataPath = tuple[str | int, ...]
Span = tuple[int, int]

WORDS = (
    *(
        "queue",
        "Push",
        "`Pop`",
        "a#b",
        "x = 1",
        "[t]",
        "{u}",
        "é",
        "世界",
        "🙂",
        'say "x"',
        "it's",
        "a\\b",
        "|",
    ),
    *("# no comment", "'''", '"""', "\t", "-", "PR1", "F1", "B1", ",", "]", "a.go:3-5", "\u202e"),
)
EXTRAS = (
    *("nan", "-nan", "inf", "-inf", "0x1F", "0o17", "0b11", "1_000", "+5", "1e3", "-0.0", "true", "''", '""'),
    *(
        "1979-05-27T07:32:00Z",
        "1979-05-27 07:32:00.5",
        "1979-05-27",
        "07:32:00",
        "[]",
        "{}",
        "[ [ ], [ 1, ], ]",
    ),
    *(
        "{ a = { b.c = [ 1 ] } }",
        "[ { x = nan }, { y = 1979-05-27 } ]",
        '"""\n\\\n  x"""',
        "[\n  1, # in\n  2\n]",
    ),
)

REMARKS = ("why", "x = 1", "[not.a.table]", '"""', "]", "é", "{", ",", "'")


@dataclass
class OddPlan:
    """`text` is without a byte order mark. `values` are spans of values as they are spelled, also inside of
    inline tables and lists; `items` spans that belong to an item (it may have several); `comments` the item
    that each comment, by its marker, belongs to."""

    data: bytes
    text: str
    values: dict[DataPath, Span]
    items: list[tuple[DataPath, Span]]
    comments: dict[str, DataPath]


def odd_plan(random: Random) -> OddPlan:
    """The next plan of `random`."""
    return _Writer(random).plan()


@dataclass
class _Section:
    """A table with its header: what it is about, what may be anywhere behind it, and its text."""

    path: DataPath
    model: type[BaseModel] | None
    data: dict[str, Any]
    array: bool


@dataclass
class _Writer:
    random: Random
    parts: list[str] = field(default_factory=list)
    size: int = 0
    values: dict[DataPath, Span] = field(default_factory=dict)
    items: list[tuple[DataPath, Span]] = field(default_factory=list)
    comments: dict[str, DataPath] = field(default_factory=dict)
    ids: int = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    # What the plan holds

    def text(self, lines: bool) -> str:
        words = self.random.choices(WORDS, k=self.random.randint(0, 5))
        return self.random.choice((" ", " ", "\n", "\n\n") if lines else (" ",)).join(words)

    def value_for(self, spec: FieldSpec, depth: int) -> Any:
        match spec.widget:
            case "flag":
                return True
            case "number":
                return self.random.choice((3, 2.5, "about 4"))
            case "lines" | "refs":
                return [self.text(False) or "x" for _ in range(self.random.randint(0, 3))]
            case "items" | "cites":
                assert spec.item is not None
                return [self.fields(spec.item, depth + 1) for _ in range(self.random.randint(1, 3))]
            case "group" | "cite":
                assert spec.item is not None
                return self.fields(spec.item, depth + 1)
            case "mapping":
                return {key: self.text(False) for key in ("vLLM", "Other one")}
            case _:
                return self.text(spec.widget == "prose") or "text"

    def fields(self, model: type[BaseModel], depth: int) -> dict[str, Any]:
        known = specs(model)
        share = (0.3, 0.35, 0.25)[min(depth, 2)]
        found: dict[str, Any] = {}
        for key, spec in known.items():
            if spec.widget == "hidden" or (depth > 2 and spec.item is not None):
                continue
            if key == "id":
                self.ids += 1
                found[key] = f"{model.__name__[:2].upper()}{self.ids}"
            elif key == "at" or self.chance(share):
                found[key] = "a.go:3-5" if key == "at" else self.value_for(spec, depth)
        return found

    # How it is spelled

    def plan(self) -> OddPlan:
        data = self.fields(Plan, 0)
        data.setdefault("plan", {})["title"] = "Odd"
        if self.chance(0.2):
            self.comment_lines(())
            # Without a blank line it would be about the table below, if one comes first.
            self.put("\n")
        inline = [key for key in data if self.chance(0.06)]
        dotted = [key for key in data if specs(Plan)[key].widget == "group" and self.chance(0.1)]
        for key in inline:
            self.pair((), key, data[key], specs(Plan)[key])
        for key in dotted:
            if key not in inline:
                self.dotted((), key, data[key], specs(Plan)[key].item)
        for section in self.sections({k: v for k, v in data.items() if k not in (*inline, *dotted)}):
            self.section(section)
        if self.chance(0.15):
            self.put("[[unknown.list]]\nx = nan\n")
        if self.chance(0.2):
            self.put("\n")
            self.comment_lines(())
        return self.finished()

    def sections(self, data: dict[str, Any]) -> list[_Section]:
        queues: list[list[_Section]] = []
        for key, value in data.items():
            model = specs(Plan)[key].item
            held = value if isinstance(value, list) else [value]
            queues.append([_Section((key, i), model, one, True) for i, one in enumerate(held)])
            if not isinstance(value, list):
                queues[-1] = [_Section((key,), model, value, False)]
        if not self.chance(0.3):
            return [section for queue in queues for section in queue]
        mixed: list[_Section] = []
        while any(queues):
            mixed.append(self.random.choice([queue for queue in queues if queue]).pop(0))
        return mixed

    def section(self, section: _Section, around: DataPath = ()) -> None:
        path = section.path
        if self.size and self.chance(0.8):
            self.put("\n" * self.random.choice((1, 1, 1, 2)))
        if self.chance(0.1):
            # Between blank lines, it is about more than the tables beside it: the item around, if any.
            self.put("\n")
            self.comment_lines(around)
            self.put("\n")
        start = self.size
        if self.chance(0.25):
            self.comment_lines(path)
        name = ".".join(self.key(part) for part in path if isinstance(part, str))
        pad = self.random.choice(("", "", "", " "))
        name = f"[[{pad}{name}{pad}]]" if section.array else f"[{pad}{name}{pad}]"
        self.put(self.random.choice(("", "", "", "  ")) + name)
        self.end_of_line(path)
        below = self.body(path, section.data, section.model)
        for one in below:
            self.section(one, path)
        self.items.append((path, (start, self.size)))

    def body(self, path: DataPath, data: dict[str, Any], model: type[BaseModel] | None) -> list[_Section]:
        """Writes the pairs; gives the tables that are below."""
        known = specs(model) if model is not None else {}
        keys = list(data)
        if self.chance(0.3):
            self.random.shuffle(keys)
        below: list[_Section] = []
        for key in keys:
            value, spec = data[key], known.get(key)
            tables = isinstance(value, list) and bool(value) and isinstance(value[0], dict)
            small = spec is not None and spec.item is not None and "at" in specs(spec.item)
            item = spec.item if spec is not None else None
            if tables and self.chance(0.2 if small else 0.8):
                below += [_Section((*path, key, i), item, one, True) for i, one in enumerate(value)]
                continue
            if isinstance(value, dict) and self.chance(0.4):
                below.append(_Section((*path, key), item, value, False))
                continue
            if self.chance(0.08):
                self.put("\n")
            if self.chance(0.1):
                self.comment_lines(path)
            if isinstance(value, dict) and self.chance(0.5) and value:
                self.dotted(path, key, value, item)
            else:
                self.pair(path, key, value, spec)
        if model is not None and self.chance(0.15):
            self.put(f"x_{self.random.randint(0, 9)}{self.equals()}{self.random.choice(EXTRAS)}")
            self.end_of_line(path)
        if model is not None and self.chance(0.05):
            below.append(_Section((*path, "x_table"), None, {"note": "n", "more": ["1", "2"]}, False))
        return below

    def dotted(self, path: DataPath, key: str, value: dict[str, Any], model: type[BaseModel] | None) -> None:
        known = specs(model) if model is not None else {}
        for name, one in value.items():
            dot = self.random.choice((".", ".", " . "))
            self.put(f"{self.key(key)}{dot}{self.key(name)}{self.equals()}")
            self.value((*path, key, name), one, known.get(name), True)
            self.end_of_line(path)

    def pair(self, path: DataPath, key: str, value: Any, spec: FieldSpec | None) -> None:
        self.put(self.random.choice(("", "", "", "  ", "\t")) + self.key(key) + self.equals())
        self.value((*path, key), value, spec, True)
        self.end_of_line(path)

    def equals(self) -> str:
        return self.random.choice((" = ", " = ", " = ", "=", "  =\t"))

    def key(self, name: str) -> str:
        bare = all(c.isascii() and (c.isalnum() or c in "-_") for c in name)
        if bare and not self.chance(0.07):
            return name
        return f"'{name}'" if self.chance(0.5) else f'"{name}"'

    def value(self, path: DataPath, value: Any, spec: FieldSpec | None, lines: bool) -> None:
        """`lines`: whether comments and line ends are allowed in its place."""
        start = self.size
        if isinstance(value, str):
            self.put(self.string(value, lines or self.chance(0.1)))
        elif isinstance(value, bool):
            self.put("true" if value else "false")
        elif isinstance(value, list):
            self.list(path, value, spec)
        elif isinstance(value, dict):
            self.inline(path, value, spec.item if spec is not None else None)
        else:
            self.put(str(value))
        self.values[path] = (start, self.size)

    def inline(self, path: DataPath, value: dict[str, Any], model: type[BaseModel] | None) -> None:
        known = specs(model) if model is not None else {}
        pad = self.random.choice((" ", " ", "", "  "))
        self.put("{" + pad)
        keys = list(value)
        for number, key in enumerate(keys):
            if number:
                self.put(self.random.choice((", ", ", ", ",", " , ")))
            self.put(self.key(key) + self.equals())
            self.value((*path, key), value[key], known.get(key), False)
        if model is not None and self.chance(0.1):
            self.put((", " if keys else "") + "x_note = [ # in line\n 1, nan ]")
        self.put(pad + "}")

    def list(self, path: DataPath, value: list[Any], spec: FieldSpec | None) -> None:
        over_lines = self.chance(0.6)
        self.put("[")
        if over_lines:
            self.end_of_line(path)
        else:
            self.put(self.random.choice(("", " ")))
        indent = self.random.choice(("    ", "  ", "\t", ""))
        for number, one in enumerate(value):
            at = (*path, number)
            if over_lines and self.chance(0.15):
                self.comment_lines(at, indent)
            self.put(indent if over_lines else "")
            start = self.size
            self.value(at, one, spec, False)
            self.items.append((at, (start, self.size)))
            last = number == len(value) - 1
            if over_lines and self.chance(0.1):
                # The comma is on a line of its own.
                self.end_of_line(at, 0.8)
                self.put(indent)
            comma = not last or self.chance(0.6 if over_lines else 0.2)
            self.put(("," if over_lines else self.random.choice((", ", ","))) if comma else "")
            if over_lines:
                self.end_of_line(at)
        if over_lines and self.chance(0.15):
            self.comment_lines(path, indent)
        self.put("]" if over_lines else self.random.choice(("", " ")) + "]")

    def end_of_line(self, owner: DataPath, share: float = 0.15) -> None:
        if self.chance(share):
            self.put(self.random.choice((" ", "  ", "")) + self.comment(owner))
        self.put(self.random.choice(("", "", "", "", "", " ")) + "\n")

    def comment_lines(self, owner: DataPath, indent: str = "") -> None:
        for _ in range(self.random.choice((1, 1, 2))):
            self.put(f"{indent}{self.comment(owner)}\n")

    def comment(self, owner: DataPath) -> str:
        marker = f"c{len(self.comments)}c"
        self.comments[marker] = owner
        return f"# {marker} {self.random.choice(REMARKS)}"

    def string(self, text: str, lines: bool) -> str:
        plain = not any(ord(c) < 32 and c not in "\n\t" for c in text)
        forms = ["basic"]
        if plain and "'" not in text and "\n" not in text:
            forms.append("literal")
        if lines:
            forms += ["long", "long"]
            if plain and "'" not in text:
                forms.append("long literal")
        match self.random.choice(forms):
            case "literal":
                return f"'{text}'"
            case "long literal":
                return f"'''\n{text}'''"
            case "long":
                inner = _escaped(text, "\n\t")
                if self.chance(0.3):
                    inner = inner.replace(" `", " \\\n    `")
                return f'"""\n{inner}"""'
            case _:
                return f'"{_escaped(text, self.random.choice(("", chr(9))))}"'

    def finished(self) -> OddPlan:
        text = "".join(self.parts)
        if self.chance(0.1):
            text = text.rstrip("\n")
        ends = self.random.choice(("\n", "\n", "\n", "\r\n", "mixed", "mixed"))
        breaks = [at for at, c in enumerate(text) if c == "\n" and ends != "\n"]
        if ends == "mixed":
            breaks = [at for at in breaks if self.chance(0.5)]
        pieces, last = [], 0
        for at in breaks:
            pieces.append(text[last:at] + "\r")
            last = at
        spelled = "".join(pieces) + text[last:]

        def moved(span: Span) -> Span:
            return span[0] + bisect_left(breaks, span[0]), span[1] + bisect_left(breaks, span[1])

        data = spelled.encode()
        return OddPlan(
            b"\xef\xbb\xbf" + data if self.chance(0.1) else data,
            spelled,
            {path: moved(span) for path, span in self.values.items()},
            [(path, moved(span)) for path, span in self.items],
            self.comments,
        )


def _escaped(text: str, raw: str) -> str:
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return "".join(
        c if c in raw or (c not in short and ord(c) >= 32) else short.get(c) or f"\\u{ord(c):04x}"
        for c in text
    )
