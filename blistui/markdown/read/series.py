"""Section I: the PR series."""

from __future__ import annotations

import re
from collections.abc import Callable

from blistui.markdown.blocks import Entry, Node, Part, Text
from blistui.markdown.read.draft import Draft, Reference, Target, ref, refs
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.series_fields import SPECIAL, ReportedFinding
from blistui.markdown.read.words import labels, plain, stated

_FIELDS = {
    "title": Target("title"),
    "status": Target("status"),
    "building block change": Target("block", "special"),
    "extension type": Target("extension_type", "special"),
    "motivation": Target("motivation", "prose"),
    "scope, in": Target("scope_in", "lines"),
    "scope, out": Target("scope_out", "lines"),
    "in": Target("scope_in", "lines"),
    "out": Target("scope_out", "lines"),
    "scope": Target("scope", "special"),
    "behavioral guarantees": Target("guarantees", "special"),
    "risks": Target("risks", "special"),
    "cross-cutting": Target("crosscutting", "special"),
    "validation gate": Target("gates", "special"),
    "depends on": refs("depends_on", "pr"),
    "serves": refs("objectives", "objective"),
    "architectural impact": Target("architectural_impact", "prose"),
    "api surface changes": Target("api_surface", "prose"),
    "api used by": Target("api_used_by"),
    "interface": Target("interface", "special"),
    "events": Target("events", "lines"),
    "no-op default": Target("noop_default"),
    "extraction pr": ref("extraction", "pr"),
    "cli changes": Target("cli_changes", "prose"),
    "new flags": Target("flags", "special"),
    "test categories": Target("test_categories", "lines"),
    "documentation updates": Target("documentation", "lines"),
    "extension friction": Target("friction_files", "special"),
    "parallel development": Target("parallel_development", "prose"),
    "independently reviewable because": Target("reviewable_because", "prose"),
    "why independently reviewable": Target("reviewable_because", "prose"),
    "no dead code because": Target("no_dead_code_because", "prose"),
    "why no dead code": Target("no_dead_code_because", "prose"),
    "exercised by": Target("exercised_by", "special"),
    "rests on": refs("relies_on", "finding"),
    "files": Target("files", "special"),
    "files changed": Target("files", "special"),
    "files touched": Target("files", "special"),
    "lines of code without tests": Target("loc", "number"),
    "loc estimate": Target("loc", "special"),
    "estimated size": Target("loc", "special"),
    "golden regeneration": Target("golden_regeneration", "special"),
    "milestone": Target("milestone"),
    "merged": Target("merged_on", "special"),
    "concept model confirmed on": Target("concept_model_confirmed_on"),
}
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
    if title:
        item["title"] = plain(title)
    for own in part.walk():
        if own is not part and not re.search(r"\bTier [12]\b", own.title):
            draft.leave_text(own.line, f"I) {item['id']}", f"{'#' * own.level} {own.title}")
        for node in own.nodes:
            _node(draft, item, node)
    if title and not _shortens(title, item["title"]):
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
    lead, told = labels(text, _FIELDS)
    if re.fullmatch(r"[-*\s]*Tier [12]: [\w -]+?[-*\s]*", text):
        return
    if not told or lead:
        draft.leave(f"I) {item['id']}", node)
        return
    below = node.nodes if isinstance(node, Entry) else []
    *first, last = told
    for label in first:
        _field(draft, item, label, told[label], [], node.line)
    _field(draft, item, last, told[last], below, node.line)


def _field(draft: Draft, item: PlanTable, label: str, text: str, below: list[Node], line: int) -> None:
    target = _FIELDS[label]
    told = ReportedFinding(draft, item, f"I) {item['id']} {label}", text, below, line)
    if target.form == "special":
        _SPECIAL[target.key](told)
        return
    draft.put(item, target, text, below)
    if target.form not in ("prose", "lines"):
        draft.leave(told.where, *below)


def _scope(told: ReportedFinding) -> None:
    told.draft.leave_text(told.line, told.where, stated(told.text))
    for node in told.below:
        _node(told.draft, told.item, node)


_SPECIAL: dict[str, Callable[[ReportedFinding], None]] = {**SPECIAL, "scope": _scope}
