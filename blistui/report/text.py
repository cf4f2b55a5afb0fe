"""Findings for people: grouped, each with its place, its rule and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.repo.text import shown
from blistui.report.result import PHASES, CheckResult, Report, ReportedFinding
from blistui.report.style import PLAIN, Style, cut
from blistui.rules.prose.wording import counted
from blistui.rules.rule import KINDS, PERSPECTIVES


def render(report: Report, style: Style = PLAIN, group: str = "phase") -> str:
    """The report; what cannot be read is on standard error.

    `group` is `phase`, `perspective`, or `file` for the order of the file.
    """
    blocks = ["\n".join(_plan(plan, style, group)) for plan in report.plans]
    text = "\n\n".join(blocks) + ("\n" if blocks else "")
    return style.plain(text)


def _plan(plan: CheckResult, style: Style, group: str) -> Iterator[str]:
    for kind, heading, found in _groups(plan, group):
        if kind:
            yield style.styled(kind, "bold")
            yield ""
        if heading:
            yield style.styled(heading, "bold")
        for one in found:
            yield from _finding(plan, one, style)
        yield ""
    if plan.waived:
        yield style.styled("Waived", "bold")
        for one in plan.waived:
            yield from _waived(plan, one, style)
        yield ""
    yield from _summary(plan, style)


def _groups(plan: CheckResult, group: str) -> Iterator[tuple[str, str, list[ReportedFinding]]]:
    """Groups of findings: (the kind before the first group of a kind, heading, findings)."""
    if group == "file":
        if plan.counted:
            yield "", "", list(plan.counted)
        return
    headings = tuple(PERSPECTIVES.values()) if group == "perspective" else PHASES
    groups: dict[tuple[str, str], list[ReportedFinding]] = {}
    for one in plan.counted:
        heading = one.perspective if group == "perspective" else one.phase
        groups.setdefault((one.finding.kind, heading), []).append(one)
    for kind in KINDS:
        title = kind.capitalize()
        for heading in headings:
            if found := groups.get((kind, heading)):
                yield title, heading, found
                title = ""


def _finding(plan: CheckResult, found: ReportedFinding, style: Style) -> Iterator[str]:
    finding = found.finding
    level = style.level(finding.level, finding.kind)
    yield f"{_place(plan, found)} {level} {finding.rule} {style.shown(finding.message)}"
    yield f"    → {style.shown(finding.how_to_fix)}"
    for detail in cut(finding.details):
        yield style.styled(f"      {style.detail(detail)}", "dim")
    where = f"at {style.shown(finding.place if len(finding.fields) == 1 else finding.path)}"
    if found.markdown_line:
        where += f", line {found.markdown_line} of the export"
    if finding.waits_for:
        where += f"; waits for {finding.waits_for}"
    if finding.fix is not None:
        offered = "the screen offers" if finding.fix.is_scaffold else "--fix would"
        where += f"; {offered}: {style.shown(finding.fix.title)}"
    yield style.styled(f"    {where}", "dim")


def _waived(plan: CheckResult, found: ReportedFinding, style: Style) -> Iterator[str]:
    finding, waiver = found.finding, found.waiver
    assert waiver is not None
    yield f"{_place(plan, found)} {finding.rule} {style.shown(finding.message)}"
    signed = " ".join(part for part in (waiver.by, waiver.date) if part) or "nobody"
    yield style.styled(f"    {waiver.id} by {style.shown(signed)}: {style.shown(waiver.because)}", "dim")


def _place(plan: CheckResult, found: ReportedFinding) -> str:
    # No colour inside: terminals and editors find file:line:column to jump to.
    return f"{shown(plan.file)}:{found.position.line}:{found.position.column}:"


def _summary(plan: CheckResult, style: Style) -> Iterator[str]:
    for note in (*plan.notes, *plan.left_out):
        yield f"Note: {style.shown(note)}"
    line = f"{shown(plan.file)}: {plan.summary}"
    if plan.waived:
        line += f"; {len(plan.waived)} waived"
    if plan.known:
        line += f"; {len(plan.known)} known from the baseline"
    yield style.styled(f"{line}.", "bold")
    fixable = sum(1 for one in plan.counted if one.finding.fix and not one.finding.fix.is_scaffold)
    if fixable:
        yield f"{counted(fixable, 'finding')} can be fixed by --fix."
    if plan.gone:
        yield f"Of the baseline {counted(len(plan.gone), 'finding')} can be taken out: no longer found."
    if plan.number("error"):
        if not plan.errors("wrong"):
            yield "Nothing is wrong; some of the plan is still to be written."
        return
    if plan.since:
        yield "Nothing that this branch changed is an error of the plan."
    elif any(one.finding.level == "error" for one in plan.known):
        yield "Nothing new is wrong; what the baseline knows still is."
    elif plan.not_run:
        yield f"No errors; {plan.coverage}."
    else:
        yield "The plan passes the mechanical rules. Whether it is a good plan, only people can decide."
