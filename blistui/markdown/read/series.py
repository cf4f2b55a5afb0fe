"""Section I: the PR series."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from blistui.markdown.blocks import Entry, Fence, Html, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.plain import lines_of, plain
from blistui.markdown.read.contracts import assign, contract_tables, contracts, names_contract
from blistui.markdown.read.denials import heads_nothing
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.draft import Table as PlanTable
from blistui.markdown.read.labelled import LabelledText
from blistui.markdown.read.pr_files import files_alone
from blistui.markdown.read.pr_headings import PrHeading, heading_of, names_pr, pr_of
from blistui.markdown.read.pr_joined import join, same_title, shortens
from blistui.markdown.read.pr_labels import FIELDS, known_label
from blistui.markdown.read.pr_lists import only_in, scope_in, sides
from blistui.markdown.read.pr_names import Waits
from blistui.markdown.read.pr_tables import rows, taken_out, with_rows
from blistui.markdown.read.pr_ticks import tick
from blistui.markdown.read.series_fields import SPECIAL
from blistui.markdown.read.status import status_of
from blistui.markdown.read.styles import apart, heads_prs, with_labels, with_parts
from blistui.markdown.read.waiting import depend, settle
from blistui.markdown.read.words import labels, says_something, stated
from blistui.patterns import pattern

_ENDS_IN_LABEL = pattern(r"(?::\*\*|\*\*:|:)\s*$")
_HEADING = pattern(r"(?P<id>PR[ -]?\d+[a-z]?|[A-Za-z0-9][\w-]*)(?:\s*[:—–-]\s+(?P<title>.*))?$")
_BY_CLI = pattern(
    r"\b(?:exercis\w+|called|reach\w+|run|invoked|selected)\b[^.;]{0,200}?(?:\bCLI\b|`--\w|\bcommand line\b)",
    re.IGNORECASE,
)
_NOT_YET = pattern(r"\bnot\b|\bcannot\b|\bnever\b|n['’]t\b|\?", re.IGNORECASE)
_IS_NOT = pattern(r"(?:not|no longer|never)\b|.*\?$", re.IGNORECASE)
_NEW_TEST = pattern(r"(?:unit|integration)\b", re.IGNORECASE)
_TIER = pattern(r"[-*\s]*Tier [12](?:\s*[:—–-] [\w -]+?)?[-*:\s]*", re.IGNORECASE)
_TAG = pattern(r"[*<>/:\n]")
_FOLD = pattern(r"\s*(?:</?details>|<summary>[^<]{0,80}Tier [12][^<]{0,80}</summary>|\s)+", re.IGNORECASE)
"""The tags of a second tier that is folded away."""
_ANY_FIELD = frozenset(
    {
        "",
        "aspect",
        "attribute",
        "content",
        "description",
        "detail",
        "details",
        "field",
        "item",
        "key",
        "value",
    }
)
"""Titles of a table that has a field in each row."""
_ONLY_LABELLED = pattern(r"\*\*[^*\n]{1,40}(?::\*\*|\*\*:)\s")
_SENTENCE = pattern(r"(?<=[.;])\s+|\n")
_PR_FIRST = r"(?:(?:PR|WP|patch|step)s?[ -]?)?#?\d+[a-z]?\b|[A-Z]{1,4}-?\d+\b|PR [A-Z]\b"
_WAITS_FOR = pattern(
    r"(?:This (?:PR|patch|step) )?(?:depends on|needs|requires|is blocked by|comes after)"
    rf" (?P<prs>(?:{_PR_FIRST})[^.;]{{0,80}})\.?",
    re.IGNORECASE,
)
_IN_LINES = frozenset({"scope_in", "scope_out", "guarantees", "test_categories", "documentation", "files"})
"""Fields whose items people write as the lines of a cell."""
_ONE_THING = frozenset({"block", "extension_type", "interface", "exercised_by", "friction_files"})
"""Fields that name one thing, of which a text may say that it is not that."""


def read(draft: Draft, part: Part, beside: Sequence[Node] = ()) -> None:
    """Every part that is headed by a PR; tables and drawings `beside` the series say more of its PRs."""
    if draft.own:
        _read(draft, part)
        return
    contracts_of_prs = contract_tables(draft, part)
    with_rows(draft, part)
    tables = taken_out([part])
    _read(draft, part)
    headed = bool(draft.data.get("pr"))
    for table in [*tables, *(node for node in beside if isinstance(node, Table))]:
        for row in rows(draft, table, part.level + 1):
            heading = heading_of(row.title)
            if headed and heading.id not in _ids(draft):
                draft.leave("I)", *row.nodes)
                draft.leave_text(row.line, "I)", row.title)
            else:
                _pr(draft, row, heading)
    tick(draft, [node for node in beside if isinstance(node, Entry)])
    settle(draft)
    for table in contracts_of_prs:
        assign(draft, table)
    depend(draft, [part], beside)


def _ids(draft: Draft) -> set[str]:
    return {own["id"] for own in draft.data.get("pr", [])}


def _read(draft: Draft, part: Part) -> None:
    if not draft.own:
        part = with_parts(draft, part)
    draft.leave("I)", *(node for node in part.nodes if says_something(node)))
    says_pr = not draft.own and any(names_pr(own.title) for own in part.walk())
    below_it = part.parts if draft.own else [own for below in part.parts for own in apart(below)]
    for below in below_it:
        heading = _own_heading(below.title) if draft.own else heading_of(below.title)
        # Where headings say `PR`, one that does not is of something else: of a group (`M1: Foundation`).
        of_pr = heading.id and not (says_pr and not names_pr(below.title))
        if of_pr:
            _pr(draft, below, heading)
        elif heads_prs(below) and not heads_nothing(below.title):
            # A group of PRs, such as a phase.
            draft.leave_text(below.line, "I)", f"{'#' * below.level} {below.title}")
            _read(draft, below)
        else:
            draft.leave_part("I)", below)


def _own_heading(title: str) -> PrHeading:
    """The heading as an export writes it, or else as people do."""
    found = _HEADING.match(title)
    return PrHeading(re.sub(r"\s", "", found["id"]), found["title"] or "") if found else heading_of(title)


def _pr(draft: Draft, part: Part, heading: PrHeading) -> None:
    known = next((pr for pr in draft.data.get("pr", []) if pr["id"] == heading.id), None)
    item: PlanTable = {"id": heading.id, **heading.status}
    if known and (draft.own or not same_title(heading.title, str(known.get("title", "")))):
        # Two headings for one PR: the first is it, and the second is kept.
        draft.leave_part("I)", part)
        return
    if known is None:
        draft.add("pr", item)
    if heading.waits_for:
        item["depends_on"] = [Waits(heading.waits_for, f"I) {heading.id}", part.line)]
    draft.leave_text(part.line, f"I) {heading.id}, its heading", heading.aside)
    _body(draft, item, part.nodes)
    for below in part.parts:
        _within(draft, item, below)
    title = heading.title
    if title and not shortens(title, str(item.setdefault("title", plain(title) if draft.own else title))):
        draft.leave_text(part.line, f"I) {item['id']}, its heading", title)
    if known:
        draft.understand(title)
        join(draft, known, item, part.line)
    elif "exercised_by" not in item:
        _exercise(item)


def _within(draft: Draft, item: PlanTable, part: Part) -> None:
    """A tier, or a field with a heading of its own; other headings are left over with what is below them."""
    label = known_label(part.title)
    if re.search(r"\bTier [12]\b", part.title, re.IGNORECASE):
        _body(draft, item, part.nodes)
        for below in part.parts:
            _within(draft, item, below)
    elif label and not part.parts:
        draft.understand(label)
        first = part.nodes[0] if part.nodes else None
        # A paragraph below a heading of contracts speaks of them, and is none.
        speaks = not draft.own and FIELDS[label].key == "guarantees"
        text = first.text if isinstance(first, Text) and not speaks else ""
        _field(draft, item, label, text, part.nodes[1:] if text else part.nodes, part.line)
    else:
        draft.leave_part(f"I) {item['id']}", part)


def _body(draft: Draft, item: PlanTable, nodes: list[Node]) -> None:
    """Labelled items, labelled paragraphs with their list below, and tables of labels."""
    if not draft.own:
        end = _end(draft, item, nodes)
        draft.leave("I)", *nodes[end:])
        nodes = with_labels(nodes[:end], FIELDS, draft)
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


def _end(draft: Draft, item: PlanTable, nodes: Sequence[Node]) -> int:
    """Where what is said of a PR ends: at another PR, at what is headed as nothing of the plan, and at words
    below a line across the page."""
    for at, node in enumerate(nodes):
        if not isinstance(node, Text):
            continue
        lead = lead_of(node.text)
        if lead and not known_label(lead.label):
            other, title = pr_of(lead.label) if names_pr(lead.label) else ("", "")
            if other not in ("", item["id"]) and (title or not lead.rest):
                return at
            if not (other or lead.rest) and heads_nothing(lead.label):
                return at
        above = nodes[at - 1].line if at else node.line
        divided = any(above < line < node.line for line in draft.dividers)
        labelled = with_labels([node], FIELDS)[0]
        if (
            divided
            and not lead
            and isinstance(labelled, Text)
            and not labels(labelled.text, FIELDS, False)[1]
        ):
            return at
    return len(nodes)


def _below(draft: Draft, label: Text, nodes: Sequence[Node]) -> list[Node]:
    """What belongs to the label of a paragraph: items do, and to contracts all that has no label."""
    keys = {FIELDS[own].key for own in labels(label.text, FIELDS, draft.own)[1]}
    if draft.own or "guarantees" not in keys:
        return list(takewhile(lambda own: isinstance(own, Entry), nodes))
    return list(
        takewhile(
            lambda own: not (isinstance(own, Entry | Text) and labels(own.text, FIELDS, draft.own)[1]), nodes
        )
    )


def _details(draft: Draft, item: PlanTable, table: Table) -> None:
    """`| Aspect | Details |`: a row for each field, the header too where it names one."""
    rows = [(table.line, table.header)] if known_label(table.header[0]) else []
    if not draft.own and {title.strip("* ").casefold() for title in table.header} <= _ANY_FIELD:
        draft.understand(*table.header)
    for line, (name, text) in [*rows, *((line, (row[0], row[1])) for line, row in table.rows)]:
        label = known_label(name)
        if label:
            draft.understand(name)
            _field(draft, item, label, text, [], line)
        else:
            draft.leave_text(line, f"I) {item['id']}", f"{name} | {text}")


def _exercise(item: PlanTable) -> None:
    """How a PR is exercised on merge, where the reasons why nothing is dead or the kinds of tests say so."""
    reasons = " ".join(str(item.get(key, "")) for key in ("no_dead_code_because", "reviewable_because"))
    sentences = re.split(r"(?<=[.!?])\s+", reasons)
    by_cli = [own for own in sentences if _BY_CLI.search(own) and not _NOT_YET.search(own)]
    tests = [line for line in item.get("test_categories", []) if _NEW_TEST.match(line)]
    if by_cli or tests:
        item["exercised_by"] = "cli" if by_cli else "new tests"
        item["exercised_how"] = by_cli or tests


def _node(draft: Draft, item: PlanTable, node: Node, listed: Sequence[Node] = ()) -> None:
    text = node.text if isinstance(node, Entry | Text) else ""
    lead, by_label = labels(text, FIELDS, draft.own)
    if _TIER.fullmatch(text) or (isinstance(node, Html) and _FOLD.fullmatch(node.source)):
        draft.understand(*_TAG.split(node.source))
        return
    if by_label and lead and not draft.own and _ONLY_LABELLED.match(lead):
        # Before the labels that are known stands another.
        draft.leave_text(node.line, f"I) {item['id']}", lead)
        lead = ""
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
    """Contracts, a status, files and what the PR waits for, that stand in a PR by themselves."""
    where = f"I) {item['id']}"
    # A fence below other contracts shows an example.
    if names_contract(node) and not (isinstance(node, Fence) and item.get("guarantees")):
        item.setdefault("guarantees", []).extend(contracts(draft, where, [node]))
        draft.leave(where, *listed)
        return True
    if not isinstance(node, Entry | Text):
        return False
    sentences = _SENTENCE.split(node.text if isinstance(node, Entry) else node.source)
    rest = [own for own in sentences if not _alone(draft, item, own, node.line)]
    if len(rest) == len(sentences):
        return False
    draft.leave_text(node.line, where, " ".join(rest))
    draft.leave(where, *(node.nodes if isinstance(node, Entry) else ()), *listed)
    return True


def _alone(draft: Draft, item: PlanTable, sentence: str, line: int) -> bool:
    """Whether a sentence is nothing but a status, the names of files, or what the PR waits for."""
    status = status_of(sentence) or {}
    waits = _WAITS_FOR.fullmatch(sentence.strip())
    if "status" in status and "status" not in item and not sentence.rstrip().endswith(":"):
        item.update(status)
    elif waits:
        item.setdefault("depends_on", []).append(Waits(waits["prs"], f"I) {item['id']}", line))
    elif not files_alone(item, sentence):
        return False
    draft.understand(sentence)
    return True


def _field(draft: Draft, item: PlanTable, label: str, text: str, below: list[Node], line: int) -> None:
    to = FIELDS[label]
    if not draft.own and to.key in _IN_LINES and len(lines := lines_of(text)) > 1:
        # The lines of a cell are items.
        below, text = [*(Entry(line, own, "-", own, []) for own in map(str.strip, lines) if own), *below], ""
    if not draft.own and to.key in _ONE_THING and _IS_NOT.match(text):
        draft.leave_text(line, f"I) {item['id']} {label}", text)
        draft.leave(f"I) {item['id']} {label}", *below)
        return
    field = LabelledText(draft, item, f"I) {item['id']} {label}", text, below, line)
    if to.form == "special":
        _SPECIAL[to.key](field)
        return
    draft.put(item, to, text, below, line=line)
    if to.form not in ("prose", "lines"):
        draft.leave(field.where, *below)


def _scope(field: LabelledText) -> None:
    draft, below, text = field.draft, field.below, field.text
    both = [] if draft.own or below else sides(text)
    for key, own in both:
        draft.understand("in scope", "out of scope", "not in scope")
        _field(draft, field.item, key.replace("_", " "), own, [], field.line)
    said = [Text(field.line, text)] if stated(text) and not both else []
    nodes: list[Node] = [*said] if draft.own else with_labels(said, FIELDS, draft)
    labelled = any(isinstance(node, Text) and labels(node.text, FIELDS, draft.own)[1] for node in nodes)
    if nodes and not below and not labelled and only_in(text):
        # People who leave the other list out say what is in it.
        scope_in(field)
        return
    if draft.own:
        draft.leave(field.where, *nodes)
    else:
        below = [*nodes, *with_labels(below, FIELDS, draft)]
    for node in below:
        _node(draft, field.item, node)


_SPECIAL: dict[str, Callable[[LabelledText], None]] = {**SPECIAL, "scope": _scope}
