"""The difference of two plans, for people, for the description of a pull request, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from blistui.markdown.inline import code, inline
from blistui.plan.difference import SECTIONS, Change
from blistui.report.style import PLAIN, Style

FORMATS = ("text", "markdown", "json")
FORMAT = 1
_LONG = 60
_CELL = 160


def render(format: str, changes: Sequence[Change], old: str, new: str, style: Style = PLAIN) -> str:
    """The changes between the versions named `old` and `new` in one of FORMATS."""
    if format == "json":
        data = {"format": FORMAT, "old": old, "new": new, "changes": [one._asdict() for one in changes]}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    lines = _markdown(changes, old, new) if format == "markdown" else _text(changes, style)
    return "".join(f"{line}\n" for line in lines)


def _sections(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    for key, heading in SECTIONS.items():
        own = [one for one in changes if one.section == key]
        if own:
            yield heading, own


def _text(changes: Sequence[Change], style: Style) -> Iterator[str]:
    if not changes:
        yield "The two plans say the same."
    for heading, own in _sections(changes):
        yield style.styled(heading, "bold")
        for one in own:
            # What an author wrote is made visible; the margin is ours.
            yield from (margin + style.shown(line) for margin, line in _lines(one))


def _lines(change: Change) -> Iterator[tuple[str, str]]:
    """The lines of a change, each with its margin."""
    lead, margin = f"{change.what} {change.name}", "  "
    if change.what == "renamed":
        yield margin, lead
    elif change.what == "moved":
        yield margin, f"{lead}: {change.old} → {change.new}"
    elif change.what in ("added", "removed"):
        text = " ".join((change.new or change.old).split())
        yield margin, f"{lead}: {text}" if text else lead
    elif len(change.old) + len(change.new) <= _LONG and "\n" not in change.old + change.new:
        yield margin, f"{lead}: {change.old or '(empty)'} → {change.new or '(empty)'}"
    else:
        yield margin, f"{lead}:"
        yield "      ", f"- {' '.join(change.old.split()) or '(empty)'}"
        yield "      ", f"+ {' '.join(change.new.split()) or '(empty)'}"


def _markdown(changes: Sequence[Change], old: str, new: str) -> Iterator[str]:
    yield f"### What the plan changes: {inline(old)} → {inline(new)}"
    yield ""
    if not changes:
        yield "Nothing: the two plans say the same."
    for heading, own in _sections(changes):
        yield f"**{heading}**"
        yield ""
        for one in own:
            yield from _item(one)
        yield ""


def _item(change: Change) -> Iterator[str]:
    name = inline(change.name)
    old, new = inline(change.old), inline(change.new)
    if change.section == "citations":
        old, new = (code(text) if text else "" for text in (change.old, change.new))
    match change.what:
        case "renamed":
            yield f"- renamed: {name}"
        case "moved":
            yield f"- moved: {name}, {old} → {new}"
        case "added" | "removed":
            text = new or old
            yield f"- {change.what}: {name}" + (f": {text}" if text else "")
        case _ if len(old) + len(new) <= _LONG:
            yield f"- changed: {name}: {old or '(empty)'} → {new or '(empty)'}"
        case _:
            yield f"- changed: {name}"
            yield f"  - was: {old or '(empty)'}"
            yield f"  - is: {new or '(empty)'}"
