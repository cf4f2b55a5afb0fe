"""Section I: the PR series."""

from __future__ import annotations

import re
from collections.abc import Callable

from blistui.markdown.blocks import Entry, Node, Part, Text
from blistui.markdown.read.draft import Draft, Reference, Target, special, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.series_fields import SPECIAL, LabelledText, size_in_words
from blistui.markdown.read.words import labels, plain, stated
from blistui.plan.series import PullRequest

_FIELDS = (
    targets(PullRequest)
    | targets(PullRequest, "title", "status", "scope_in", "scope_out", "depends_on", "objectives")
    | special(PullRequest, *SPECIAL)
    | {
        "in": target(PullRequest, "scope_in"),
        "out": target(PullRequest, "scope_out"),
        "scope": Target("scope", "special"),
        "why independently reviewable": target(PullRequest, "reviewable_because"),
        "why no dead code": target(PullRequest, "no_dead_code_because"),
        "rests on": target(PullRequest, "relies_on"),
        "events": target(PullRequest, "events"),
        **dict.fromkeys(("files changed", "files touched"), Target("files", "special")),
        "lines of code without tests": target(PullRequest, "loc"),
        **dict.fromkeys(("loc estimate", "estimated size"), Target("loc_in_words", "special")),
    }
)
_HEADING = re.compile(r"(?P<id>PR[ -]?\d+[a-z]?|[A-Za-z0-9][\w-]*)(?:\s*[:—–-]\s+(?P<title>.*))?$")
_BY_CLI = re.compile(
    r"\b(?:exercis\w+|called|reach\w+|run|invoked|selected)\b[^.;]{0,200}?(?:\bCLI\b|`--\w|\bcommand line\b)",
    re.IGNORECASE,
)
_NEW_TEST = re.compile(r"(?:unit|integration)\b", re.IGNORECASE)
_WAITS = re.compile(r"\s*\(depends on (?P<prs>[^()]*)\)$", re.IGNORECASE)


def read(draft: Draft, part: Part) -> None:
    """Every part that is headed by a PR."""
    draft.leave(
        "I)", *(node for node in part.nodes if not (isinstance(node, Text) and not stated(node.text)))
    )
    for below in part.parts:
        heading = _HEADING.match(below.title)
        if heading is None:
            draft.leave_part("I)", below)
        else:
            _pr(draft, below, heading)


def _pr(draft: Draft, part: Part, heading: re.Match[str]) -> None:
    item: PlanTable = draft.add("pr", {"id": re.sub(r"\s", "", heading["id"])})
    title = heading["title"] or ""
    waits = _WAITS.search(title)
    if waits:
        title = title[: waits.start()]
        item["depends_on"] = Reference(("pr",), waits["prs"], True)
    for own in part.walk():
        if own is not part and not re.search(r"\bTier [12]\b", own.title):
            draft.leave_text(own.line, f"I) {item['id']}", f"{'#' * own.level} {own.title}")
        for node in own.nodes:
            _node(draft, item, node)
    if title and not _shortens(title, str(item.setdefault("title", plain(title)))):
        draft.leave_text(part.line, f"I) {item['id']}, its heading", title)
    if "exercised_by" not in item:
        _exercise(item)


def _shortens(heading: str, title: str) -> bool:
    """Whether a heading is the beginning of the title, as an export writes it."""
    short, full = (" ".join(plain(text).replace("`", "").split()) for text in (heading, title))
    return full.startswith(short.rstrip("…"))


def _exercise(item: PlanTable) -> None:
    """How a PR is exercised on merge, where the reasons why nothing is dead or the kinds of tests say so."""
    reasons = " ".join(str(item.get(key, "")) for key in ("no_dead_code_because", "reviewable_because"))
    by_cli = [sentence for sentence in re.split(r"(?<=[.!?])\s+", reasons) if _BY_CLI.search(sentence)]
    tests = [line for line in item.get("test_categories", []) if _NEW_TEST.match(line)]
    if by_cli or tests:
        item["exercised_by"] = "cli" if by_cli else "new tests"
        item["exercised_how"] = by_cli or tests


def _node(draft: Draft, item: PlanTable, node: Node) -> None:
    text = node.text if isinstance(node, Entry | Text) else ""
    lead, by_label = labels(text, _FIELDS)
    if re.fullmatch(r"[-*\s]*Tier [12]: [\w -]+?[-*\s]*", text):
        return
    if not by_label or lead:
        draft.leave(f"I) {item['id']}", node)
        return
    below = node.nodes if isinstance(node, Entry) else []
    *first, last = by_label
    draft.understand(*by_label)
    for label in first:
        _field(draft, item, label, by_label[label], [], node.line)
    _field(draft, item, last, by_label[last], below, node.line)


def _field(draft: Draft, item: PlanTable, label: str, text: str, below: list[Node], line: int) -> None:
    to = _FIELDS[label]
    field = LabelledText(draft, item, f"I) {item['id']} {label}", text, below, line)
    if to.form == "special":
        _SPECIAL[to.key](field)
        return
    draft.put(item, to, text, below, line=line)
    if to.form not in ("prose", "lines"):
        draft.leave(field.where, *below)


def _scope(field: LabelledText) -> None:
    field.draft.leave_text(field.line, field.where, stated(field.text))
    for node in field.below:
        _node(field.draft, field.item, node)


_SPECIAL: dict[str, Callable[[LabelledText], None]] = {
    **SPECIAL,
    "scope": _scope,
    "loc_in_words": size_in_words,
}
