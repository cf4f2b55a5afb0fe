"""The types and methods that a Go file declares, with everything that method sets need of them.

They are read from tokens, not from a syntax tree: this is faster, keeps little, and takes the newest Go.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from blistui.patterns import pattern
from blistui.repo.go.constraints import Constraint, constraint_of
from blistui.repo.go.layout import AT_MARGIN, laid_out, structure_is_plain, without_tokens
from blistui.repo.go.tokens import Tokens, is_name, tokens
from blistui.repo.go.type_reader import NotAType, TypeReader
from blistui.repo.go.type_syntax import Signature, TypeSyntax

_FUNCTION = pattern(r"func ([^\W\d]\w*)")
_STARTS = frozenset(["package", "import", "type", "func", "var", "const"])
_METHOD = pattern(r"func \((?:[^\W\d]\w* )?\*?([^\W\d]\w*)(?:\[([\w, ]*)\])?\) ([^\W\d]\w*)(?=[(\[])")


@dataclass(slots=True)
class TypeDeclaration:
    """A declared type: `body` is what it is declared as, None when that cannot be read."""

    name: str
    line: int
    is_alias: bool
    parameters: tuple[str, ...]
    body: TypeSyntax | None
    file: DeclaredFile
    methods: list[MethodDeclaration] = field(default_factory=list)


@dataclass
class MethodDeclaration:
    """A method with its receiver's type and the names that this gives to its type parameters."""

    receiver: str
    parameters: tuple[str, ...]
    name: str
    line: int
    file: DeclaredFile
    source: str | Tokens

    @cached_property
    def signature(self) -> Signature | None:
        """Its type; None when it cannot be read. Most methods are never compared."""
        return _signature(self.source, None)


def _signature(source: str | Tokens, at: int | None) -> Signature | None:
    """What follows a function's name, which is before `at`; without that, a receiver comes first."""
    given = tokens(source) if isinstance(source, str) else source
    try:
        return TypeReader(given, given.after(1) + 1 if at is None else at).signature()
    except NotAType:
        return None


@dataclass
class DeclaredFile:
    """What one file declares. `imports` are paths by the name they are given, or by themselves after a dot
    for dot imports and after a slash where no name is given.
    """

    path: str
    package: str = ""
    imports: dict[str, str] = field(default_factory=dict)
    types: list[TypeDeclaration] = field(default_factory=list)
    methods: list[MethodDeclaration] = field(default_factory=list)
    functions: dict[str, str | Tokens] = field(default_factory=dict)
    constraint: Constraint | None = None
    begin: tuple[int, ...] = ()
    """See `Layout`."""

    def function(self, name: str) -> Signature | None:
        """The type of a function that it declares; None when there is none, or it cannot be read."""
        source = self.functions.get(name)
        return _signature(source, 2) if source is not None else None

    @cached_property
    def folder(self) -> str:
        """The folder it is in; empty for the root."""
        return posixpath.dirname(self.path)

    @property
    def is_test(self) -> bool:
        """Whether it is compiled for tests only."""
        return self.path.endswith("_test.go")


def declared_types(path: str, source: bytes) -> DeclaredFile:
    """The types and methods of a file; what cannot be read is left out, or has no body or signature."""
    layout = laid_out(source)
    file = DeclaredFile(path, constraint=constraint_of(path, source), begin=layout.begin)
    for first, item in _items(source, layout.short):
        if first == "type":
            _add_types(file, item if isinstance(item, Tokens) else tokens(item[0], item[1]))
        elif first == "func":
            _add_function(file, item)
        elif first == "import":
            _add_imports(file, item if isinstance(item, Tokens) else tokens(*item))
        elif first == "package":
            given = item if isinstance(item, Tokens) else tokens(*item)
            file.package = given.texts[1] if len(given.texts) > 1 else ""
    return file


_Item = Tokens | tuple[str, int]
"""A declaration: its tokens, or its text and line."""


def _items(source: bytes, short: bytes) -> Iterator[tuple[str, _Item]]:
    """Each declaration with its first word; bodies of functions may be left out."""
    code = without_tokens(short)
    if code is None or not structure_is_plain(code):
        yield from _items_of_tokens(tokens(source.decode("utf-8", "replace")))
        return
    lines = short.split(b"\n")
    starts = [match.end() for match in AT_MARGIN.finditer(b"\n" + code)]
    line, at = 1, 0
    for start, end in pairwise([*(start - 1 for start in starts), len(code)]):
        line += code.count(b"\n", at, start)
        at = start
        word = code[start : start + 4]
        if word in (b"var ", b"cons"):
            continue
        last = line + code.count(b"\n", start, end)
        text = b"\n".join(lines[line - 1 : last]).decode("utf-8", "replace")
        yield text.split(None, 1)[0].partition("(")[0], (text, line)


def _items_of_tokens(found: Tokens) -> Iterator[tuple[str, Tokens]]:
    starts: list[int] = []
    depth, before = 0, ";"
    for at, text in enumerate(found.texts):
        if text in _STARTS and (found.at_margin[at] or (depth <= 0 and before == ";")):
            starts.append(at)
            depth = 0
        elif text in "([{":
            depth += 1
        elif text in ")]}":
            depth -= 1
        before = text
    for start, end in pairwise([*starts, len(found.texts)]):
        yield found.texts[start], found.cut(start, end)


def _add_imports(file: DeclaredFile, given: Tokens) -> None:
    name = ""
    for text in given.texts[1:]:
        if text[:1] in ('"', "`"):
            path = text.strip('"`')
            key = f".{path}" if name == "." else name or f"/{path}"
            file.imports[key] = path
            name = ""
        elif text not in "(;)":
            name = text


def _add_types(file: DeclaredFile, given: Tokens) -> None:
    reader = TypeReader(given, 1)
    grouped = reader.take("(")
    while reader.current and not (grouped and reader.current == ")"):
        if reader.take(";"):
            continue
        start = reader.at
        declared = _type(file, reader)
        if declared is not None and declared.name != "_":
            file.types.append(declared)
        if not grouped:
            return
        if declared is None or declared.body is None or reader.current not in (";", ")"):
            reader.at = _next_line(given, max(reader.at, start + 1))


def _next_line(given: Tokens, at: int) -> int:
    while at < len(given.texts) and given.texts[at] != ";":
        at = given.after(at) if given.texts[at] in "([{" else at + 1
    return at


def _type(file: DeclaredFile, reader: TypeReader) -> TypeDeclaration | None:
    line = reader.tokens.lines[reader.at]
    if not is_name(reader.current):
        return None
    name = reader.name()
    parameters: tuple[str, ...] = ()
    if reader.current == "[" and _are_parameters(reader):
        end = reader.tokens.after(reader.at)
        parameters = _parameter_names(reader.tokens, reader.at, end)
        reader.at = end
    is_alias = reader.take("=")
    try:
        body: TypeSyntax | None = reader.type()
    except NotAType:
        body = None
    return TypeDeclaration(name, line, is_alias, parameters, body, file)


def _are_parameters(reader: TypeReader) -> bool:
    """Whether the bracket after a type's name opens type parameters, not the length of an array."""
    if not is_name(reader.next()):
        return False
    after = reader.next(2)
    if is_name(after) or after in (",", "~", "[", "(", "<-"):
        return after != "(" or reader.next(3) == "interface"
    if after != "*":
        return False
    end = reader.tokens.after(reader.at)
    inside = reader.tokens.texts[reader.at : end]
    return "," in inside or "|" in inside or "interface" in inside


def _parameter_names(given: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Names of type parameters: those right after the bracket or a comma, outside of others."""
    found: list[str] = []
    at = start + 1
    while at < end - 1:
        if given.texts[at - 1] in ("[", ",") and is_name(given.texts[at]):
            found.append(given.texts[at])
            at += 1
        elif given.texts[at] in "([{":
            at = given.after(at)
        else:
            at += 1
    return tuple(found)


def _add_function(file: DeclaredFile, item: _Item) -> None:
    if not isinstance(item, Tokens):
        text, line = item
        function = _FUNCTION.match(text)
        if function is not None:
            file.functions[function[1]] = text
            return
        head = _METHOD.match(text)
        if head is not None:
            parameters = tuple(part.strip() for part in head[2].split(",")) if head[2] else ()
            file.methods.append(MethodDeclaration(head[1], parameters, head[3], line, file, text))
            return
        item = tokens(text, line)
    if len(item.texts) < 5 or item.texts[1] != "(":
        file.functions.update({name: item for name in item.texts[1:2]})
        return
    end = item.after(1)
    inside = item.texts[2 : end - 1]
    parameters = ()
    if "[" in inside:
        cut = inside.index("[")
        parameters = tuple(text for text in inside[cut:] if is_name(text))
        inside = inside[:cut]
    names = [text for text in inside if is_name(text)]
    if names and end < len(item.texts) and is_name(item.texts[end]):
        name, line = item.texts[end], item.lines[0]
        file.methods.append(MethodDeclaration(names[-1], parameters, name, line, file, item))
