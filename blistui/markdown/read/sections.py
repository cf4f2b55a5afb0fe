"""The parts of one section put together."""

from __future__ import annotations

from blistui.markdown.blocks import Part


def merged(parts: list[Part]) -> Part:
    """Parts that are the same section, as one."""
    first, *more = parts
    if not more:
        return first
    return Part(
        first.line,
        first.level,
        first.title,
        [node for part in parts for node in part.nodes],
        [below for part in parts for below in part.parts],
    )
