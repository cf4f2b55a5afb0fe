"""A macro plan in Markdown read as a plan: our own export exactly, what people wrote as well as it goes.

Nothing is lost: what is not understood comes back as leftovers, each with its line.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

from blistui.markdown.blocks import Entry, Node, Part, Text, tree
from blistui.markdown.outline import SECTIONS
from blistui.markdown.read import (
    concept,
    crosscutting,
    evolution,
    objectives,
    prevention,
    recon,
    risks,
    series,
)
from blistui.markdown.read import dag as closing
from blistui.markdown.read.draft import Draft, Leftover, Target
from blistui.markdown.read.words import labels, plain, prose, span, stated
from blistui.plan.document import Plan

_READERS: dict[str, Callable[[Draft, Part], None]] = {
    "B": recon.read,
    "C": objectives.read,
    "D": concept.read,
    "E": risks.read,
    "F": evolution.read,
    "G": evolution.read_frozen,
    "H": crosscutting.read,
    "I": series.read,
    "J": closing.read_dag,
    "K": prevention.read,
}
_HEAD = {
    "status": Target("status"),
    "slug": Target("slug", "code"),
    "repository": Target("repository"),
    "design doc": Target("design_doc", "code"),
    "design guidelines": Target("guidelines"),
    "date": Target("date"),
    "revision": Target("version"),
    "based on": Target("design_doc"),
}
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_LETTER = re.compile(r"([A-K])\)\s")
_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")


@dataclass(frozen=True, slots=True)
class Imported:
    """The plan, and what of the Markdown is not in it."""

    plan: Plan
    leftovers: tuple[Leftover, ...]


def read_markdown(text: str, folder: str = "") -> Imported:
    """The plan that a Markdown text tells. Any text gives a plan; at worst an empty one and all leftovers.

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
            _section(draft, letter, lettered[letter])
    data = draft.resolved()
    return Imported(Plan.model_validate(data), tuple(sorted(draft.left, key=lambda left: left.line)))


def _outer(draft: Draft, part: Part, lettered: dict[str, Part], title: bool) -> None:
    letter = _LETTER.match(f"{part.title} ")
    if letter and letter[1] not in lettered:
        lettered[letter[1]] = part
    elif title and "title" not in draft.group("plan"):
        _head(draft, part)
        for below in part.parts:
            _outer(draft, below, lettered, title=False)
    elif part.title.casefold() == "revision notes":
        closing.read_revisions(draft, part)
    elif part.title.casefold() == "review record":
        closing.read_record(draft, part)
    else:
        if not (part.nodes or part.parts):
            draft.leave_text(part.line, "outside of the sections", part.title)
        draft.leave_part("outside of the sections", part)


def _section(draft: Draft, letter: str, part: Part) -> None:
    if letter != "A":
        _READERS[letter](draft, part)
        return
    told: list[str] = []
    for own in part.walk():
        if own is not part:
            told.append(f"**{own.title}:**")
        told.append(prose(own.nodes))
    summary = "\n\n".join(text for text in told if text)
    if stated(summary):
        draft.group("plan")["executive_summary"] = summary


def _head(draft: Draft, part: Part) -> None:
    plan = draft.group("plan")
    title = plain(part.title)
    plan["title"] = "" if title == "Untitled macro plan" else title
    noted: dict[str, str] = {}
    for node in part.nodes:
        for line, text in _head_lines(node):
            lead, told = labels(text, _HEAD)
            if lead or not told:
                draft.leave_text(line, "below the title", text)
            noted.update(told if not lead else {})
    for label in ("status", "slug", "design doc"):
        draft.put(plan, _HEAD[label], noted.get(label, ""))
    if "based on" in noted:
        link = _LINK.search(noted["based on"])
        doc = posixpath.normpath(posixpath.join(draft.folder, link[1])) if link else plain(noted["based on"])
        plan.setdefault("design_doc", doc)
    plan["status"] = plan.get("status", "").casefold()
    _repository(plan, noted.get("repository", ""))
    _guidelines(plan, noted.get("design guidelines", ""))
    if "date" in noted or "revision" in noted:
        revision = {"id": "V1", "date": noted.get("date", ""), "version": noted.get("revision", "")}
        draft.add("revision", {key: value for key, value in revision.items() if value})


def _head_lines(node: Node) -> list[tuple[int, str]]:
    if isinstance(node, Entry):
        return [(node.line, node.text)]
    if isinstance(node, Text):
        return [(node.line + at, line.strip()) for at, line in enumerate(node.source.split("\n"))]
    return [(node.line, node.source)]


def _repository(plan: dict[str, object], text: str) -> None:
    where, _, commit = text.partition(" at commit ")
    if stated(where):
        plan["repository"] = span(where)
    if commit:
        plan["base_commit"] = span(commit)


def _guidelines(plan: dict[str, object], text: str) -> None:
    where, _, read = text.rpartition(", ")
    plan["guidelines_read"] = read == "read by the author"
    if where == "the summary built into blistui":
        plan["guidelines"] = "builtin"
    elif stated(where):
        plan["guidelines"] = span(where)


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
