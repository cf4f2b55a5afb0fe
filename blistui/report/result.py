"""The result of a check, with everything that reports show of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple

from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.headings import (
    LIVING,
    OUTPUT,
    PHASE_0,
    PHASE_1,
    PHASE_2,
    PHASE_3,
    PHASE_4,
    PHASE_5,
    PHASE_6,
    PHASE_7,
    PHASE_8,
    PREREQUISITE,
    QUALITY,
    SECTION_A,
    SECTION_G,
)
from blistui.plan.tables.living import Waiver
from blistui.plan.tables.summary import Summary
from blistui.rules.prose.wording import counted, listed
from blistui.rules.registry import by_id
from blistui.rules.rule import LEVELS, PERSPECTIVES, Finding, Kind, Level, NotRun, Rule

if TYPE_CHECKING:
    from blistui.rules.running.baseline import Baseline, Known
    from blistui.store.toml.positions import Position

PHASES = (
    *(OUTPUT, SECTION_A, PREREQUISITE, PHASE_0, PHASE_1, PHASE_2, PHASE_3, PHASE_4, PHASE_5, PHASE_6),
    *(PHASE_7, PHASE_8, SECTION_G, LIVING, QUALITY),
)
"""Where in the template a finding can belong, in the order in which reports list it."""


class ReportedFinding(NamedTuple):
    """A finding with its rule, its place in the TOML text and in the exported Markdown, and what it counts.

    `markdown_line` is 0 when there is no export to point into; `known` when the baseline has it.
    """

    finding: Finding
    rule: Rule
    position: Position
    markdown_line: int
    fingerprint: str
    known: bool
    waiver: Waiver | None

    @property
    def counts(self) -> bool:
        """Whether it counts: it is neither waived nor known."""
        return self.waiver is None and not self.known

    @property
    def phase(self) -> str:
        """The template's heading that its field belongs to."""
        table, _, below = self.finding.place.partition(".")
        spec = specs(Summary).get(below) if table == "plan" else specs(Plan).get(table)
        return spec.heading if spec is not None and spec.heading in PHASES else OUTPUT

    @property
    def perspective(self) -> str:
        """The review perspective of its rule."""
        return PERSPECTIVES[self.rule.perspective]


class CheckResult(NamedTuple):
    """What a check of one plan came to. `file` is its path as people and tools may open it, with slashes.

    `from_top` is its path from the top of the work tree that holds it, which is where code hosts look.
    `gone` are findings of the baseline that have gone; `notes` are sentences about the check itself;
    `not_run` are the rules that did not run, or could not look at what they need. `unread` says why the
    repository could not be read, when somebody wanted to look at it.
    """

    file: str
    title: str
    findings: tuple[ReportedFinding, ...]
    gone: tuple[Known, ...] = ()
    notes: tuple[str, ...] = ()
    from_top: str = ""
    not_run: tuple[NotRun, ...] = ()
    unread: str = ""
    since: str = ""
    """The commit since which findings are shown; the plan may have others then."""

    @property
    def passes(self) -> bool:
        """Whether every rule ran, and none has an error that counts."""
        return not self.since and not self.not_run and not self.number("error")

    @property
    def coverage(self) -> str:
        """How many rules ran, in words: `158 of 163 rules ran`."""
        total = len(by_id())
        return f"{total - len(self.not_run)} of {total} rules ran"

    @property
    def left_out(self) -> tuple[str, ...]:
        """A sentence for each reason for which rules did not run; whole families are named as such."""
        found = []
        for why, reason in _WHY_NOT_RUN.items():
            if names := [one.rule for one in self.not_run if one.why == why]:
                fields = list(dict.fromkeys(field for one in self.not_run for field in one.fields))
                if len(fields) > _FIELDS_NAMED:
                    fields = [*fields[:_FIELDS_NAMED], f"{len(fields) - _FIELDS_NAMED} more"]
                where = f" ({listed(fields)})" if fields else ""
                found.append(f"Not run, {reason}{where}: {', '.join(_named(names))}.")
        return tuple(found)

    @property
    def counted(self) -> tuple[ReportedFinding, ...]:
        """The findings that count."""
        return tuple(one for one in self.findings if one.counts)

    @property
    def waived(self) -> tuple[ReportedFinding, ...]:
        """The findings that the author has overruled."""
        return tuple(one for one in self.findings if one.waiver is not None)

    @property
    def known(self) -> tuple[ReportedFinding, ...]:
        """The findings of the baseline that are still there."""
        return tuple(one for one in self.findings if one.known)

    def number(self, level: Level) -> int:
        """How many findings of exactly this level count."""
        return sum(1 for one in self.counted if one.finding.level == level)

    def errors(self, kind: Kind) -> int:
        """How many errors of this kind count."""
        return sum(1 for one in self.counted if one.finding.level == "error" and one.finding.kind == kind)

    @property
    def summary(self) -> str:
        """How much counts, in words: `2 wrong, 31 to write, 3 warnings`. Hints are not counted."""
        wrong, blank = self.errors("wrong"), self.errors("to write")
        return f"{wrong} wrong, {blank} to write, {counted(self.number('warning'), 'warning')}"

    def fails_on(self, level: Level | Literal["wrong"]) -> bool:
        """Whether a finding that counts is of `level`, or more severe; or, for `wrong`, a wrong error."""
        if level == "wrong":
            return self.errors("wrong") > 0
        return any(self.number(worse) for worse in LEVELS[: LEVELS.index(level) + 1])


_WHY_NOT_RUN = {
    "off": "off by the policy",
    "left out": "left out by --select or --ignore",
    "no repository": "because the repository was not looked at",
    "no history": "because there is no history to ask",
    "given up": "on texts that take a parser far too long",
}
_FIELDS_NAMED = 10


def _named(rules: Sequence[str]) -> list[str]:
    """The ids of `rules`; where they are all rules of a family, only its name."""
    families: dict[str, list[str]] = {}
    for rule in by_id().values():
        families.setdefault(rule.family, []).append(rule.id)
    found: dict[str, None] = {}
    for name in rules:
        whole = all(other in rules for other in families[name[:3]])
        found[name[:3] if whole else name] = None
    return list(found)


class BrokenPlan(NamedTuple):
    """A plan that could not be checked, for its file cannot be read; line and column count from 1."""

    file: str
    from_top: str
    message: str
    line: int = 1
    column: int = 1


class Report(NamedTuple):
    """All that one run of a check came to; `broken` plans were not checked.

    With `shows_waived`, programs are given waived findings, too.
    """

    plans: tuple[CheckResult, ...]
    broken: tuple[BrokenPlan, ...] = ()
    shows_waived: bool = False


def check_result(
    file: PurePath | str,
    plan: Plan,
    findings: Sequence[Finding],
    text: str,
    *,
    baseline: Baseline | None = None,
    markdown: Mapping[str, int] | None = None,
    notes: Sequence[str] = (),
    from_top: str = "",
    known_as: str = "",
    not_run: Sequence[NotRun] = (),
    unread: str = "",
    since: str = "",
) -> CheckResult:
    """All that reports show of the `findings` in the `plan` whose TOML text is `text`.

    `markdown` gives the line of each field path in the exported document, `known_as` the plan's name in the
    baseline; `from_top`, `not_run` and `unread` are those of the result.
    """
    path = PurePath(file)
    from_top = from_top or path.as_posix()
    skipped = frozenset(one.rule for one in not_run)
    known_as = known_as or path.name
    compared = baseline.compare(known_as, findings, skipped) if baseline is not None else None
    reported = _reported(from_top, plan, findings, text, markdown or {}) if findings else []
    if compared:
        known = {id(finding) for finding in compared.known}
        reported = [one._replace(known=id(one.finding) in known) for one in reported]
    reported.sort(key=lambda one: (one.position, one.finding.rule))
    return CheckResult(
        path.as_posix(),
        plan.plan.title,
        tuple(reported),
        compared.gone if compared else (),
        tuple(notes),
        from_top,
        tuple(not_run),
        unread,
        since,
    )


def _reported(
    name: str, plan: Plan, findings: Sequence[Finding], text: str, markdown: Mapping[str, int]
) -> list[ReportedFinding]:
    # A plan without findings, as most are in CI, does not pay for what finds their places.
    from blistui.markdown.write.document import line_of
    from blistui.rules.running.fingerprints import fingerprints
    from blistui.store.toml.positions import Positions

    rules = by_id()
    positions = Positions(text)
    waivers = {waiver.id: waiver for waiver in plan.waiver}
    return [
        ReportedFinding(
            finding,
            rules[finding.rule],
            positions.of(finding.place),
            line_of(markdown, finding.place) or 0,
            fingerprint,
            False,
            waivers.get(finding.waived_by) if finding.waived_by else None,
        )
        for finding, fingerprint in zip(findings, fingerprints(name, findings), strict=True)
    ]
