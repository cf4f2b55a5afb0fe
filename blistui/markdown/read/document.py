"""A macro plan in Markdown read as a plan: our own export exactly, what people wrote as well as it goes.

Nothing is lost: what is not understood comes back as leftovers, each with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from blistui.markdown.blocks import Part, tree
from blistui.markdown.outline import SECTIONS
from blistui.markdown.read import (
    concept,
    crosscutting,
    dag,
    evolution,
    frozen,
    living,
    objectives,
    prevention,
    recon,
    risks,
    series,
    summary,
)
from blistui.markdown.read.draft import Draft, Leftover
from blistui.plan.document import Plan

_READERS: dict[str, Callable[[Draft, Part], None]] = {
    "A": summary.read,
    "B": recon.read,
    "C": objectives.read,
    "D": concept.read,
    "E": risks.read,
    "F": evolution.read,
    "G": frozen.read,
    "H": crosscutting.read,
    "I": series.read,
    "J": dag.read,
    "K": prevention.read,
}
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?=[\w-]+:)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_LETTER = re.compile(r"([A-K])\)\s")


@dataclass(frozen=True, slots=True)
class Imported:
    """The plan, and what of the Markdown is not in it."""

    plan: Plan
    leftovers: tuple[Leftover, ...]


def read_markdown(text: str, folder: str = "") -> Imported:
    """The plan in a Markdown text. Any text gives a plan; at worst an empty one and all leftovers.

    `folder` is the text's folder in the repository, with forward slashes: its links start there.
    """
    text = text.removeprefix("\ufeff")
    draft = Draft(folder=folder)
    front = _FRONT_MATTER.match(text)
    if front:
        draft.leave_text(1, "front matter", front[0])
        text = "\n" * front[0].count("\n") + text[front.end() :]
    root = tree(text)
    lettered: dict[str, Part] = {}
    draft.leave("before the title", *root.nodes)
    for part in root.parts:
        _outer(draft, part, lettered, title=part.level == 1)
    # Blocks, risks and invariants are named in sections before and after their own.
    for letter in SECTIONS:
        if letter in lettered:
            _READERS[letter](draft, lettered[letter])
    data = draft.resolved()
    return Imported(Plan.model_validate(data), tuple(sorted(draft.left, key=lambda left: left.line)))


def _outer(draft: Draft, part: Part, lettered: dict[str, Part], title: bool) -> None:
    letter = _LETTER.match(f"{part.title} ")
    if letter and letter[1] not in lettered:
        lettered[letter[1]] = part
    elif title and "title" not in draft.group("plan"):
        summary.title_block(draft, part)
        for below in part.parts:
            _outer(draft, below, lettered, title=False)
    elif part.title.casefold() == "revision notes":
        living.revision_notes(draft, part)
    elif part.title.casefold() == "review record":
        living.review_record(draft, part)
    else:
        if not (part.nodes or part.parts):
            draft.leave_text(part.line, "outside of the sections", part.title)
        draft.leave_part("outside of the sections", part)


def as_comments(leftovers: tuple[Leftover, ...]) -> str:
    """Leftovers as comments to put at the end of the plan's file, where saving keeps them; empty for none."""
    if not leftovers:
        return ""
    lines = ["", "# Not understood by the import; move each piece to its field, or delete it."]
    for left in leftovers:
        lines.append(f"# Line {left.line}, {_commentable(left.where)}:")
        lines.extend(f"#   {_commentable(line)}".rstrip() for line in left.text.split("\n"))
    return "\n".join(lines) + "\n"


def _commentable(line: str) -> str:
    # TOML allows no control characters in comments, but for the tab.
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "\ufffd", line)
