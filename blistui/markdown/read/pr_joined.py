"""Two places of a document that speak of the same PR, put together."""

from __future__ import annotations

from typing import Any

from blistui.markdown.plain import plain
from blistui.markdown.read.accounting import words
from blistui.markdown.read.draft import Draft, Reference
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.pr_names import Waits


def same_title(heading: str, title: str) -> bool:
    """Whether a second heading of a PR has its title, or the beginning of it, or none."""
    return not (heading and title) or shortens(heading.casefold(), title.casefold())


def join(draft: Draft, known: PlanTable, more: PlanTable, line: int) -> None:
    """Puts what a second place says of a PR where the first says nothing; what differs is left over."""
    for key, value in more.items():
        if key == "depends_on" and key in known:
            known[key] = [*known[key], *value]
        elif not known.get(key):
            known[key] = value
        elif set(words(_text_of(value))) <= set(words(_text_of(known[key]))):
            draft.understand(_text_of(value))
        else:
            draft.leave_text(line, f"I) {known['id']}, a second {key}", _text_of(value))


def _text_of(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_text_of, value))
    if isinstance(value, dict):
        return " ".join(map(_text_of, value.values()))
    return value.text if isinstance(value, Reference | Waits) else str(value)


def shortens(heading: str, title: str) -> bool:
    """Whether a heading is the beginning of the title, as an export writes it."""
    texts = (plain(heading), title, plain(title))
    short, *full = (" ".join(text.replace("`", "").split()) for text in texts)
    return any(text.startswith(short.rstrip("…")) for text in full)
