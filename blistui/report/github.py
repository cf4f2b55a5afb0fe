"""Findings as workflow commands, which GitHub shows beside the lines of a pull request.

Of each kind it shows the first ten, the most severe first; the tenth says how many more there are.
All others are lines of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from blistui.markdown.inline import visible
from blistui.repo.text import shown
from blistui.report.result import BrokenPlan, CheckResult, Report, ReportedFinding
from blistui.report.style import cut

_COMMANDS = {"error": "error", "warning": "warning", "hint": "notice"}
_SHOWN = 10


class _Command(NamedTuple):
    """A command and its text; `place` is empty where it is about no line."""

    kind: str
    place: str
    title: str
    text: str

    def __str__(self) -> str:
        title = f"title={escaped_property(self.title)}" if self.title else ""
        where = ",".join(part for part in (self.place, title) if part)
        return f"::{self.kind}{' ' if where else ''}{where}::{escaped_data(self.text)}"

    @property
    def in_log(self) -> str:
        """As a line of the log, which is no command."""
        return f"  {self.kind}: {shown(self.title)}: {escaped_data(self.text)}"


def render(report: Report) -> str:
    """One command a finding; known and waived ones are left out, unless waived ones are asked for."""
    commands = [_broken(plan) for plan in report.broken]
    for plan in report.plans:
        commands += _commands(plan, report.shows_waived)
    lines = [line for kind in _COMMANDS.values() for line in _limited(kind, commands)]
    lines += [_summary(plan) for plan in report.plans]
    lines += [f"blistui: {shown(plan.file)}: the plan cannot be read." for plan in report.broken]
    return "".join(f"{line}\n" for line in lines)


def _limited(kind: str, commands: Iterable[_Command]) -> Iterator[str]:
    of_kind = [command for command in commands if command.kind == kind]
    if len(of_kind) <= _SHOWN:
        yield from map(str, of_kind)
        return
    first, rest = of_kind[: _SHOWN - 1], of_kind[_SHOWN - 1 :]
    yield from map(str, first)
    more = f"{len(rest)} more {kind}s are in the log of this step."
    yield str(_Command(kind, rest[0].place, f"{len(rest)} more", more))
    yield from (command.in_log for command in rest)


def _broken(plan: BrokenPlan) -> _Command:
    place = f"file={escaped_property(plan.from_top)},line={plan.line},col={plan.column}"
    return _Command("error", place, "The plan cannot be read", plan.message)


def _commands(plan: CheckResult, shows_waived: bool) -> Iterator[_Command]:
    for found in plan.findings:
        finding, place = found.finding, _place(plan, found)
        if found.waiver is not None:
            if shows_waived:
                reason = f"Waived by {found.waiver.by or 'nobody'}: {found.waiver.because}"
                text = f"{finding.message}\n{reason}"
                yield _Command("notice", place, f"{finding.rule} waived", text)
        elif not found.known:
            body = "\n".join((finding.message, finding.how_to_fix, *cut(finding.details)))
            kind = "to write: " if finding.kind == "to write" else ""
            title = f"{finding.rule} {kind}{found.rule.title}"
            yield _Command(_COMMANDS[finding.level], place, title, body)
    for note in (*plan.notes, *plan.left_out):
        yield _Command("notice", f"file={escaped_property(plan.from_top)}", "", note)


def _summary(plan: CheckResult) -> str:
    others = f"{len(plan.waived)} waived, {len(plan.known)} known; {plan.coverage}"
    return f"blistui: {shown(plan.file)}: {plan.summary}; {others}."


def _place(plan: CheckResult, found: ReportedFinding) -> str:
    return f"file={escaped_property(plan.from_top)},line={found.position.line},col={found.position.column}"


def escaped_data(text: str) -> str:
    """Escaped as the text of a command: on one line, so that no text can begin a command of its own."""
    text = visible(text).replace("%", "%25").replace("\r", "%0D")
    return text.replace("\n", "%0A")


def escaped_property(text: str) -> str:
    return escaped_data(text).replace(":", "%3A").replace(",", "%2C")
