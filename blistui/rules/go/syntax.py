"""Whether a piece of text is Go, and of which kind: decided on the syntax tree of a Go parser.

Much that is no Go parses as Go: a formula, a path, a YAML line, two words. So a clean parse is not enough;
the tree must hold something that only Go writes. The parser is loaded for the first text that is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from blistui.patterns import pattern
from blistui.repo.go.parsing import parsed_briefly
from blistui.rules.go.kinds import KINDS, Code
from blistui.rules.go.pieces import kinds_of_fields, kinds_of_list, kinds_of_methods, kinds_of_type
from blistui.rules.go.types import Types

if TYPE_CHECKING:
    from tree_sitter import Node

Form = Literal["fence", "inline", "bare"]
"""Where the text is. In bare prose two words are words, so less counts as Go there."""

LONGEST = 32 * 1024
"""Characters of one span that are looked at; the start of a longer one is enough to recognise it."""


class TooSlow(Exception):
    """The parser took longer over a span than it would over Go."""


_TEMPLATES = (
    ("file", "", "\n"),
    ("fields", "type _ struct {\n", "\n}\n"),
    ("methods", "type _ interface {\n", "\n}\n"),
    ("type", "var _ ", "\n"),
    ("results", "type _ func() ", "\n"),
    ("params", "type _ func(", ")\n"),
)
_ELISION = pattern(r"^[ \t]*(?://[ \t]*)?(?:\.\.\.|…)[ \t]*$", re.MULTILINE)
_ELIDED = pattern(r"(?:(?<=[({])|,)[ \t]*(?:\.\.\.|…)[ \t]*(?=[)}])|(?<=\))[ \t]+(?:\.\.\.|…)\Z")
_PART_OF_NAME = pattern(r"<(\w+)>(?=\w)|(?<=\w)<(\w+)>(?![\w(])")
_STATEMENT_END = pattern(r";[ \t]*(?://.*)?$", re.MULTILINE)
_OWNER = pattern(r"\*?(?:[A-Za-z]\w*(?:\(\))?\.)+(?=[A-Za-z_]\w*(?:\(|[ \t]+[*\[\w(]))")
_OPEN_TYPE = pattern(r"type[ \t]+\w+(?:\[[^\]\n]*\])?[ \t]+(?:struct|interface)\Z")
_OPENED_TYPE = pattern(r"type[ \t]+\w+(?:\[[^\]\n]*\])?[ \t]+(?:struct|interface)[ \t]*\{")
_ANY_KEY = pattern(r"map\[(?:…|\.\.\.)\]")
_NO_FUNC = pattern(r"[A-Z]\w*\[[^\]\n]*\]\(|\(\w+ \*?\w+\) \w+\(|[A-Z]\w*\([^()\n]*\) ?[^{}\n]*\{[^\n]*\}\Z")
_HEAD = pattern(r"(?:if|for|switch) ")
_CASE = pattern(r"case (?:\*[A-Z]|\*?[a-z]\w*\.[A-Z]|\[\]|map\[|<-|[^:\n]*<-|[^:\n]*\bnil\b)[^\n]*:")
_GROUP_IN_LINE = pattern(r"(?:const|var|type|import) \([^\n]*\)\Z")
_HEAD_OF_GO = pattern(r":=|\bnil\b|\b[a-z]\w*\.[A-Z]")
_EMPTY_LIST = pattern(r"(?<=: )\[\](?=\s*[,}])")
_CONSTANT = pattern(
    r"^[ \t]*[A-Z]\w* (?:(?:[a-z]\w*\.[A-Z]\w*|u?int\d*|float\d\d|string|bool) = "
    r"|[A-Z]\w*[a-z][A-Z]\w* = [\"\d])",
    re.MULTILINE,
)
_FIELDS_IN_BRACES = pattern(r"\{ ?\w+,? [^{}:;\n]+\}\Z")
_MAP_KEY = pattern(r"map\[(?:string|u?int\d*|float\d\d|\*?[A-Z]\w*)\](?=\Z|[^\w*\[({])")


@lru_cache(maxsize=8192)
def go_kinds(code: str, form: Form) -> tuple[str, ...]:
    """The kinds of Go in `code`, in the order of `KINDS`; empty when it is no Go. Raises TooSlow."""
    code = _tidied(code[:LONGEST])
    if not code or (form != "fence" and _STATEMENT_END.search(code)):
        return ()
    for text in _readings(code):
        found = _kinds_as_written(text, form)
        if found:
            return found
    if form == "fence":
        return _sorted(_kinds_by_chunk(code) | _whole_declarations(code))
    return ()


def _tidied(code: str) -> str:
    """Without the elisions people write in place of code."""
    code = _ELIDED.sub("", _ELISION.sub("", code)).strip("\n")
    code = _EMPTY_LIST.sub("nil", _ANY_KEY.sub("map[string]", code))
    if code.startswith(("type ", "func ")):
        code = _PART_OF_NAME.sub(r"\1\2", code)
    return _MAP_KEY.sub(lambda found: "map[string]string", code).strip()


def _readings(code: str) -> Iterator[str]:
    """The text, and what it would be if it were complete."""
    yield code
    owner = _OWNER.match(code)
    if owner:
        yield code[owner.end() :]
    if _NO_FUNC.match(code):
        yield "func " + code
    elif code.endswith(".(type)"):
        yield f"switch {code} {{}}"
    elif _HEAD.match(code) and "{" not in code:
        # A condition proves nothing by itself: other languages have the same.
        yield code + " {}" if _HEAD_OF_GO.search(code) else code.partition(" ")[2]
    elif _CASE.match(code):
        yield f"{'select' if '<-' in code else 'switch x.(type)'} {{\n{code}\n}}"
    if _GROUP_IN_LINE.match(code):
        yield code[:-1] + "\n)"
    if _FIELDS_IN_BRACES.match(code):
        yield code[1:-1].strip()
    if _CONSTANT.search(code):
        yield f"const (\n{code}\n)"
    if code.endswith(","):
        yield f"var _ = entries{{\n{code}\n}}"
    if "\n+" in code or code.startswith("+"):
        # Lines of a patch: without the signs, and without what it takes away.
        yield re.sub(r"^[+]", " ", re.sub(r"^-.*$", "", code, flags=re.M), flags=re.M)
    yield from _closed(code)


def _closed(code: str) -> Iterator[str]:
    """The text with its brackets closed, where it is cut off or where what is inside is not well formed."""
    head, _, body = code.partition("\n")
    if body and head.startswith(("func ", "type ")) and head.endswith("{"):
        # What is declared is seen even where the body is not well formed.
        yield head + "}"
    opened = _OPENED_TYPE.match(code)
    if opened:
        yield opened[0] + "}"
    missing = code.count("{") - code.count("}")
    if 0 < missing <= 8:
        yield code + "\n}" * missing
    elif missing == 0 and code.startswith("type") and _OPEN_TYPE.match(code):
        yield code + " {}"


def _kinds_as_written(code: str, form: Form) -> tuple[str, ...]:
    for role, before, after in _TEMPLATES:
        source = (before + code + after).encode("utf-8", "replace")
        root = _root(source)
        found = set() if root.has_error else _kinds_as(role, root, Types(source, form == "bare"))
        if found:
            return _sorted(found)
    return ()


def _root(source: bytes) -> Node:
    tree = parsed_briefly(source)
    if tree is None:
        raise TooSlow
    return tree.root_node


def _kinds_as(role: str, root: Node, types: Types) -> set[str]:
    match role:
        case "type":
            return kinds_of_type(root, types)
        case "fields":
            return kinds_of_fields(root, types)
        case "methods":
            return kinds_of_methods(root, types)
        case "file":
            return Code(types).kinds(root)
        case _:
            return kinds_of_list(root, types, role)


def _kinds_by_chunk(code: str) -> set[str]:
    """Of a block that is Go only in part: the paragraphs that are."""
    chunks = [chunk for chunk in re.split(r"\n[ \t]*\n", code) if chunk.strip()]
    if len(chunks) < 2:
        return set()
    return {kind for chunk in chunks for kind in _kinds_as_written(chunk.strip("\n"), "fence")}


def _whole_declarations(code: str) -> set[str]:
    """The kinds of functions and types that are whole in a text which is otherwise no Go."""
    source = (code + "\n").encode("utf-8", "replace")
    reader = Code(Types(source, bare=False))
    found: set[str] = set()
    todo: list[Node] = [_root(source)]
    while todo:
        node = todo.pop()
        if node.type in ("function_declaration", "method_declaration", "type_declaration"):
            if not node.has_error:
                found |= reader.kinds(node)
        elif node.has_error or node.type == "ERROR":
            todo.extend(node.named_children)
    return found


def _sorted(found: set[str]) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if kind in found)
