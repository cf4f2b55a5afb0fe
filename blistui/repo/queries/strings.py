"""Texts of string literals in Go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.repo.go.tokens import unquoted
from blistui.repo.queries.file import GoFile

if TYPE_CHECKING:
    from tree_sitter import Node


def literal(file: GoFile, node: Node) -> str:
    """The text of a string literal, or of several put together; empty for anything else."""
    parts: list[str] = []
    pending = [node]
    while pending:
        part = pending.pop()
        if part.type == "binary_expression":
            sides = (part.child_by_field_name("right"), part.child_by_field_name("left"))
            pending += [side for side in sides if side is not None]
        else:
            parts.append(_text(file, part))
    return "".join(parts) if all(parts) else ""


def _text(file: GoFile, node: Node) -> str:
    if node.type not in ("interpreted_string_literal", "raw_string_literal"):
        return ""
    text = file.text(node)
    value = unquoted(text)
    return text.strip('"') if value is None else value
