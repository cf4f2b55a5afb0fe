"""Section I: the PR series."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from blistui.markdown.blocks import Entry, Node, Part, Table, Text
from blistui.markdown.plain import plain
from blistui.markdown.read.contracts import assign, contract_tables, contracts, names_contract
from blistui.markdown.read.draft import Draft, Reference, Target, special, target, targets
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.sections import pr_of
from blistui.markdown.read.series_fields import SPECIAL, LabelledText, size_in_words
from blistui.markdown.read.styles import heads_prs, with_labels, with_parts
from blistui.markdown.read.waiting import depend
from blistui.markdown.read.words import PR_ID, labels, says_something, stated
from blistui.patterns import pattern
from blistui.plan.tables.series import PullRequest

_FIELDS = (
    targets(PullRequest)
    | targets(PullRequest, "title", "status", "scope_in", "scope_out", "depends_on", "objectives")
    | special(PullRequest, *SPECIAL)
    | {
        **dict.fromkeys(("in", "scope (in)", "what"), target(PullRequest, "scope_in")),
        **dict.fromkeys(("out", "scope (out)"), target(PullRequest, "scope_out")),
        **dict.fromkeys(("building block", "block", "component"), Target("block", "special")),
        "scope": Target("scope", "special"),
        "why independently reviewable": target(PullRequest, "reviewable_because"),
        "why no dead code": target(PullRequest, "no_dead_code_because"),
        "rests on": target(PullRequest, "relies_on"),
        "events": target(PullRequest, "events"),
        **dict.fromkeys(("files changed", "files touched"), Target("files", "special")),
        "lines of code without tests": target(PullRequest, "loc"),
        **dict.fromkeys(("loc", "loc estimate", "estimated size", "size"), Target("loc_in_words", "special")),
        **dict.fromkeys(("in scope", "includes"), target(PullRequest, "scope_in")),
        **dict.fromkeys(("out of scope", "not in scope", "excludes"), target(PullRequest, "scope_out")),
        **dict.fromkeys(
            ("dependencies", "depends on", "dependency", "blocked by", "requires", "prerequisites"),
            target(PullRequest, "depends_on"),
        ),
        **dict.fromkeys(
            ("behavioral contracts", "behavioral contract", "contracts", "guarantees"),
            Target("guarantees", "special"),
        ),
        **dict.fromkeys(("goal", "why", "purpose"), target(PullRequest, "motivation")),
        **dict.fromkeys(("tests", "test strategy"), target(PullRequest, "test_categories")),
        **dict.fromkeys(("docs", "documentation"), target(PullRequest, "documentation")),
        **dict.fromkeys(("risk", "top risks"), Target("risks", "special")),
        **dict.fromkeys(("cli", "cli flags"), target(PullRequest, "cli_changes")),
        "parallel with": target(PullRequest, "parallel_development"),
    }
)
_LETTERED = pattern(r"(?:[A-Z0-9]{1,2}[.)]\s+)+")
_ENDS_IN_LABEL = pattern(r"(?::\*\*|\*\*:|:)\s*$")
_HEADING = pattern(r"(?P<id>PR[ -]?\d+[a-z]?|[A-Za-z0-9][\w-]*)(?:\s*[:—–-]\s+(?P<title>.*))?$")
_BY_CLI = pattern(
    r"\b(?:exercis\w+|called|reach\w+|run|invoked|selected)\b[^.;]{0,200}?(?:\bCLI\b|`--\w|\bcommand line\b)",
    re.IGNORECASE,
)
_NEW_TEST = pattern(r"(?:unit|integration)\b", re.IGNORECASE)
_WAITS_FOR = pattern(
    rf"(?:This PR )?(?:depends on|needs|requires|is blocked by|comes after) "
    rf"(?P<prs>{PR_ID.pattern}(?:(?:,| and|, and) {PR_ID.pattern})*)\.?",
    re.IGNORECASE,
)
_WAITS = pattern(r"\s*\(depends on (?P<prs>[^()]*)\)$", re.IGNORECASE)


def read(draft: Draft, part: Part) -> None:
    """Every part that is headed by a PR."""
    if draft.own:
        _read(draft, part)
        return
    tables = contract_tables(draft, part)
    _read(draft, part)
    for table in tables:
        assign(draft, table)
    depend(draft, [node for own in part.walk() for node in own.nodes])


def _read(draft: Draft, part: Part) -> None:
    if not draft.own:
        part = with_parts(draft, part)
    draft.leave("I)", *(node for node in part.nodes if says_something(node)))
    for below in part.parts:
        heading = _HEADING.match(below.title) if draft.own else None
        own, title = (heading["id"], heading["title"] or "") if heading else pr_of(below.title)
        if own:
            _pr(draft, below, re.sub(r"\s", "", own), title)
        elif heads_prs(below):
            # A group of PRs, such as a phase.
            draft.leave_text(below.line, "I)", f"{'#' * below.level} {below.title}")
            _read(draft, below)
        else:
            draft.leave_part("I)", below)


def _pr(draft: Draft, part: Part, own: str, title: str) -> None:
    known = next((pr for pr in draft.data.get("pr", []) if pr["id"] == own), None)
    item: PlanTable = {"id": own} if known else draft.add("pr", {"id": own})
    if known:
        # Two headings for one PR: the first is it, and the second is kept.
        draft.leave_part("I)", part)
        return
    waits = _WAITS.search(title)
    if waits:
        title = title[: waits.start()]
        item["depends_on"] = Reference(("pr",), waits["prs"], True)
    _body(draft, item, part.nodes)
    for below in part.parts:
        _within(draft, item, below)
    if title and not _shortens(title, str(item.setdefault("title", plain(title)))):
        draft.leave_text(part.line, f"I) {item['id']}, its heading", title)
    if "exercised_by" not in item:
        _exercise(item)


def _within(draft: Draft, item: PlanTable, part: Part) -> None:
    """A tier, or a field with a heading of its own; other headings are left over with what is below them."""
    label = _LETTERED.sub("", part.title).replace("**", "").strip(" :").casefold()
    if re.search(r"\bTier [12]\b", part.title):
        _body(draft, item, part.nodes)
        for below in part.parts:
            _within(draft, item, below)
    elif label in _FIELDS and not part.parts:
        draft.understand(label)
        first = part.nodes[0] if part.nodes else None
        text = first.text if isinstance(first, Text) else ""
        _field(draft, item, label, text, part.nodes[1:] if text else part.nodes, part.line)
    else:
        draft.leave_part(f"I) {item['id']}", part)


def _body(draft: Draft, item: PlanTable, nodes: list[Node]) -> None:
    """Labelled items, labelled paragraphs with their list below, and tables of labels."""
    if not draft.own:
        nodes = with_labels(nodes, _FIELDS)
    at = 0
    while at < len(nodes):
        node = nodes[at]
        at += 1
        if isinstance(node, Table) and len(node.header) == 2:
            _details(draft, item, node)
            continue
        below: list[Node] = []
        if isinstance(node, Text) and _ENDS_IN_LABEL.search(node.text):
            below = _below(draft, node, nodes[at:])
            at += len(below)
        _node(draft, item, node, below)


def _below(draft: Draft, label: Text, nodes: Sequence[Node]) -> list[Node]:
    """What belongs to the label of a paragraph: items do, and to contracts all that has no label."""
    keys = {_FIELDS[own].key for own in labels(label.text, _FIELDS, draft.own)[1]}
    if draft.own or "guarantees" not in keys:
        return list(takewhile(lambda own: isinstance(own, Entry), nodes))
    return list(
        takewhile(
            lambda own: not (isinstance(own, Entry | Text) and labels(own.text, _FIELDS, draft.own)[1]), nodes
        )
    )


def _details(draft: Draft, item: PlanTable, table: Table) -> None:
    """`| Aspect | Details |`: a row for each field, the header too where it names one."""
    rows = [(table.line, table.header)] if table.header[0].casefold() in _FIELDS else []
    for line, (name, text) in [*rows, *((line, (row[0], row[1])) for line, row in table.rows)]:
        label = name.replace("**", "").strip(" :").casefold()
        if label in _FIELDS:
            draft.understand(label)
            _field(draft, item, label, text, [], line)
        else:
            draft.leave_text(line, f"I) {item['id']}", f"{name} | {text}")


def _shortens(heading: str, title: str) -> bool:
    """Whether a heading is the beginning of the title, as an export writes it."""
    short, full = (" ".join(text.replace("`", "").split()) for text in (plain(heading), title))
    return full.startswith(short.rstrip("…"))


def _exercise(item: PlanTable) -> None:
    """How a PR is exercised on merge, where the reasons why nothing is dead or the kinds of tests say so."""
    reasons = " ".join(str(item.get(key, "")) for key in ("no_dead_code_because", "reviewable_because"))
    by_cli = [sentence for sentence in re.split(r"(?<=[.!?])\s+", reasons) if _BY_CLI.search(sentence)]
    tests = [line for line in item.get("test_categories", []) if _NEW_TEST.match(line)]
    if by_cli or tests:
        item["exercised_by"] = "cli" if by_cli else "new tests"
        item["exercised_how"] = by_cli or tests


def _node(draft: Draft, item: PlanTable, node: Node, listed: Sequence[Node] = ()) -> None:
    text = node.text if isinstance(node, Entry | Text) else ""
    lead, by_label = labels(text, _FIELDS, draft.own)
    if re.fullmatch(r"[-*\s]*Tier [12]: [\w -]+?[-*\s]*", text):
        return
    if not by_label or lead:
        if draft.own or not _unlabelled(draft, item, node, listed):
            draft.leave(f"I) {item['id']}", node, *listed)
        return
    below = node.nodes if isinstance(node, Entry) else list(listed)
    *first, last = by_label
    draft.understand(*by_label)
    for label in first:
        _field(draft, item, label, by_label[label], [], node.line)
    _field(draft, item, last, by_label[last], below, node.line)


def _unlabelled(draft: Draft, item: PlanTable, node: Node, listed: Sequence[Node]) -> bool:
    """Contracts, and sentences on what the PR waits for, that stand in a PR by themselves."""
    text = node.text if isinstance(node, Entry | Text) else ""
    waits = _WAITS_FOR.fullmatch(text)
    if waits:
        draft.understand(text)
        draft.put(item, target(PullRequest, "depends_on"), waits["prs"].replace(" and ", ", "))
    elif names_contract(node):
        item.setdefault("guarantees", []).extend(contracts(draft, f"I) {item['id']}", [node]))
    if waits or names_contract(node):
        draft.leave(f"I) {item['id']}", *listed)
        return True
    return False


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
    if stated(field.text) and not field.below:
        # People who leave the other list out say what is in it.
        field.draft.put(field.item, Target("scope_in", "lines"), field.text, line=field.line)
    else:
        field.draft.leave_text(field.line, field.where, stated(field.text))
    for node in field.below:
        _node(field.draft, field.item, node)


_SPECIAL: dict[str, Callable[[LabelledText], None]] = {
    **SPECIAL,
    "scope": _scope,
    "loc_in_words": size_in_words,
}
