"""Section B: Repository Recon Summary."""

from __future__ import annotations

from collections.abc import Sequence

from blistui.markdown.inline import code, inline
from blistui.markdown.listed import listed
from blistui.markdown.nothing import NOT_STATED
from blistui.markdown.write.fields import fields, item_or_none
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source, remark
from blistui.plan.paths import with_paths
from blistui.plan.tables.recon import TOPICS, Finding

Located = tuple[str, Finding]


def write(page: Page, source: Source) -> None:
    """Confirmed facts by topic; then inferences, uncertainties and constraints, each under a heading."""
    found = list(with_paths(source.plan.finding, "finding"))
    page.heading(3, "Confirmed facts", "finding")
    _facts(page, source, [entry for entry in found if entry[1].kind not in ("inferred", "uncertain")])
    for kind, heading in (("inferred", "Inferred behavior"), ("uncertain", "Open uncertainties")):
        page.heading(3, heading)
        rest = [entry for entry in found if entry[1].kind == kind]
        for path, finding in rest:
            _finding(page, source, path, finding, with_topic=True)
        if not rest:
            page.paragraph(f"{heading}: none recorded.")
    page.heading(3, "Architectural constraints", "constraint")
    _constraints(page, source)


def _facts(page: Page, source: Source, found: Sequence[Located]) -> None:
    for topic, heading in TOPICS.items():
        of_topic = [entry for entry in found if entry[1].topic == topic]
        page.heading(4, heading)
        for path, finding in of_topic:
            _finding(page, source, path, finding)
        if not of_topic:
            page.paragraph(f"Facts {NOT_STATED}.")
    others = [entry for entry in found if entry[1].topic not in TOPICS]
    if others:
        page.heading(4, "Other facts")
        for path, finding in others:
            _finding(page, source, path, finding, with_topic=True)


def _finding(page: Page, source: Source, path: str, finding: Finding, with_topic: bool = False) -> None:
    remarks = ["UNVERIFIED"] if finding.unverified else []
    if finding.kind not in ("confirmed", "inferred", "uncertain"):
        remarks.append(f"kind: {remark(finding.kind)}" if inline(finding.kind) else "kind not stated")
    if with_topic and inline(finding.topic):
        remarks.append(f"topic: {remark(finding.topic)}")
    shown = f" ({listed(remarks)})" if remarks else ""
    lead = f"**{inline(finding.id) or 'Finding'}**{shown}:"
    item_or_none(page, lead, finding.statement, finding.none_because, path)
    fields(page, source, finding, path, depth=1)
    for at, query in with_paths(finding.queries, f"{path}.queries"):
        results = [code(result) for result in query.result if inline(result)]
        count = len(results)
        found = f"{count} found" if count != 1 else "1 found"
        page.bullet(labelled("Query", f"{inline(query.ask)} of {code(query.subject)}, {found}"), at, depth=1)
        for result in results:
            page.bullet(result, depth=2)


def _constraints(page: Page, source: Source) -> None:
    for path, constraint in with_paths(source.plan.constraint, "constraint"):
        page.item(f"**{inline(constraint.id) or 'Constraint'}**:", constraint.statement, path)
        fields(page, source, constraint, path, depth=1)
    if not source.plan.constraint:
        page.paragraph(f"Constraints {NOT_STATED}.")
