"""A plan as strict A to K Markdown (template: Output format), whole or in part.

The export reads no repository: signatures of frozen interfaces are read by the caller and handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from blistui.markdown.outline import SECTIONS
from blistui.markdown.write import (
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
from blistui.markdown.write.page import Page
from blistui.markdown.write.source import Source
from blistui.plan.document import Plan
from blistui.plan.paths import with_paths
from blistui.plan.tables.series import PullRequest

_WRITERS: dict[str, Callable[[Page, Source], None]] = {
    "A": summary.write,
    "B": recon.write,
    "C": objectives.write,
    "D": concept.write,
    "E": risks.write,
    "F": evolution.write,
    "G": frozen.write,
    "H": crosscutting.write,
    "I": series.write,
    "J": dag.write,
    "K": prevention.write,
}

# Linters count 80 columns by default; the plan's own budget is counted at 100.
CLOSING = """<!-- markdownlint-configure-file
{ "MD013": { "line_length": 100, "heading_line_length": 200,
             "tables": false, "code_blocks": false } }
-->
"""
"""The end of every export, by which it is known again."""


def document(plan: Plan, signatures: Mapping[str, str] | None = None) -> str:
    """The whole plan; `signatures` are Go texts read from the repository, by the id of a frozen interface."""
    return _document(Source(plan, signatures)).text()


def document_with_map(plan: Plan, signatures: Mapping[str, str] | None = None) -> tuple[str, dict[str, int]]:
    """The whole plan, and the line (from 1) at which the field at each path begins; see `line_of`."""
    page = _document(Source(plan, signatures))
    return page.text(), page.places


def line_of(places: Mapping[str, int], path: str) -> int | None:
    """The line of the field at `path`, or of the nearest thing around it; None when there is neither."""
    while path:
        if path in places:
            return places[path]
        path = path.rpartition(".")[0]
    return None


def section(plan: Plan, letter: str, signatures: Mapping[str, str] | None = None) -> str:
    """One section with its heading; empty for G while nothing is frozen. Raises KeyError for no letter."""
    source = Source(plan, signatures)
    return _text_of(lambda page: _section(page, source, letter))


def tier1(plan: Plan, pr: PullRequest) -> str:
    """Tier 1 of one PR, without its heading."""
    source = Source(plan)
    path = next((path for path, own in with_paths(plan.pr, "pr") if own is pr), f"pr.{pr.id}")
    return _text_of(lambda page: series.tier1(page, source, path, pr))


def core(plan: Plan) -> str:
    """What a human must review: A, C, D and Tier 1 of every PR (template: Context budget rule)."""
    source = Source(plan)
    page = Page()
    summary.title_block(page, source, ": review core")
    for letter in "ACD":
        _section(page, source, letter)
    page.heading(2, f"I) {SECTIONS['I']}")
    series.tiers1(page, source)
    page.gap()
    page.lines.extend(CLOSING.splitlines())
    return page.text()


def lines_of(text: str) -> int:
    """Lines of `text` as `wc -l` counts them."""
    return text.count("\n")


class Budgets(NamedTuple):
    """Lines of what a human reviews: sections A, C and D, and Tier 1 by the path of its PR."""

    summary: int
    objectives: int
    concept_model: int
    tier1: dict[str, int]

    @property
    def core(self) -> int:
        """The review core: A, C, D and every Tier 1."""
        return self.summary + self.objectives + self.concept_model + sum(self.tier1.values())


def budgets(plan: Plan) -> Budgets:
    """The budgets of `plan` as it is."""
    source = Source(plan)
    return Budgets(
        summary=lines_of(_text_of(lambda page: _section(page, source, "A"))),
        objectives=lines_of(_text_of(lambda page: _section(page, source, "C"))),
        concept_model=lines_of(_text_of(lambda page: _section(page, source, "D"))),
        tier1={path: lines_of(_tier1(source, path, pr)) for path, pr in with_paths(plan.pr, "pr")},
    )


def _tier1(source: Source, path: str, pr: PullRequest) -> str:
    return _text_of(lambda page: series.tier1(page, source, path, pr))


def _document(source: Source) -> Page:
    page = Page()
    summary.title_block(page, source)
    living.revision_notes(page, source)
    for letter in SECTIONS:
        _section(page, source, letter)
    living.review_record(page, source)
    living.not_placed(page, source)
    page.gap()
    page.lines.extend(CLOSING.splitlines())
    return page


def _section(page: Page, source: Source, letter: str) -> None:
    write = _WRITERS[letter]
    if letter == "G" and not source.plan.frozen:
        return
    page.heading(2, f"{letter}) {SECTIONS[letter]}")
    write(page, source)


def _text_of(write: Callable[[Page], None]) -> str:
    page = Page()
    write(page)
    while page.lines and not page.lines[-1]:
        page.lines.pop()
    return page.text() if page.lines else ""
