"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blistui.markdown.inline import visible
from blistui.repo.text import shown
from blistui.report.result import CheckResult, ReportedFinding

_COMMANDS = {"error": "error", "warning": "warning", "hint": "notice"}


def render(plans: Sequence[CheckResult]) -> str:
    """One command a finding; known ones are left out, waived ones are notices with their reason."""
    lines = [line for plan in plans for line in _commands(plan)]
    return "".join(f"{line}\n" for line in lines)


def _commands(plan: CheckResult) -> Iterator[str]:
    for found in plan.findings:
        finding = found.finding
        if found.waiver is not None:
            reason = f"Waived by {found.waiver.by or 'nobody'}: {found.waiver.because}"
            yield _command(plan, found, "notice", f"{finding.rule} waived", f"{finding.message}\n{reason}")
        elif not found.known:
            body = "\n".join((finding.message, finding.how_to_fix, *finding.details))
            kind = "to write: " if finding.kind == "to write" else ""
            title = f"{finding.rule} {kind}{found.rule.title}"
            yield _command(plan, found, _COMMANDS[finding.level], title, body)
    for note in plan.notes:
        yield f"::notice file={_property(plan.file)}::{_data(note)}"
    yield f"blistui: {shown(plan.file)}: {plan.summary}; {len(plan.waived)} waived, {len(plan.known)} known."


def _command(plan: CheckResult, found: ReportedFinding, command: str, title: str, body: str) -> str:
    place = f"file={_property(plan.file)},line={found.position.line},col={found.position.column}"
    return f"::{command} {place},title={_property(title)}::{_data(body)}"


def _data(text: str) -> str:
    """Escaped as the text of a command: on one line, so that no text can begin a command of its own."""
    text = visible(text).replace("%", "%25").replace("\r", "%0D")
    return text.replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
