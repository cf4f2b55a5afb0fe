"""Applying fixes: one, or all that can be applied until none is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.paths import PathError, ValueRefused
from blistui.rules.rule import Finding, Fix

MOST_PASSES = 500
"""Runs of the rules after which fixing stops; two rules that undo each other would never end."""


class FixFailed(ValueError):
    """A fix does not fit the plan (any more); the message says why, and nothing was changed."""


class Fixed(NamedTuple):
    """What came of fixing: the plan, the findings whose fix was applied in order, those that are left, and
    of these the fixable ones whose fix failed or did not help."""

    plan: Plan
    applied: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    unfixed: tuple[Finding, ...]


class Taken(NamedTuple):
    """The edits that were made, the plan with them, and the findings in it."""

    edits: tuple[Edit, ...]
    plan: Plan
    findings: tuple[Finding, ...]


def apply_fix(plan: Plan, fix: Fix) -> Plan:
    """The plan with the edits of `fix`; raises FixFailed."""
    try:
        return apply(plan, fix.edits)
    except (PathError, ValueRefused, KeyError) as error:
        raise FixFailed(
            f"“{fix.title}” cannot be applied: {error.args[0] if error.args else error}"
        ) from error


def fix_all(
    plan: Plan,
    find: Callable[[Plan], Sequence[Finding]],
    most_passes: int = MOST_PASSES,
    findings: Sequence[Finding] | None = None,
) -> Fixed:
    """Apply every fix that `find` offers, and find again, until no untried fix is left.

    `findings` are those in `plan`, where they are known already.
    Waived findings and scaffolds are left alone, and so is a fix that adds an error or a warning: a gate that
    is added, say, may make a summary too long. Each fix is applied once; one that did not help is tried again
    when the others are done, so that fixing what was fixed changes nothing. Fixes of one rule that only put
    values in different places go together, since what one of them changes cannot mislead another.
    """
    applied: list[Finding] = []
    tried: set[str] = set()
    refused: set[str] = set()
    outdated: set[str] = set()
    """What was refused before the plan changed."""
    alone: set[str] = set()
    findings = tuple(find(plan) if findings is None else findings)
    for _ in range(most_passes):
        untried = [finding for finding in findings if _open(finding, tried)]
        if not untried:
            tried, outdated = tried - outdated, set()
            untried = [finding for finding in findings if _open(finding, tried)]
        batch = list(_together(finding for finding in untried if _key(finding) not in alone)) or untried[:1]
        if not batch:
            break
        fixed, done = plan, list[Finding]()
        for finding in batch:
            assert finding.fix is not None
            try:
                fixed = apply_fix(fixed, finding.fix)
            except FixFailed:
                continue
            done.append(finding)
        found = tuple(find(fixed))
        adds = _counted(found) - _counted(findings)
        if adds and len(batch) > 1:
            alone.update(map(_key, batch))
            continue
        tried.update(map(_key, batch))
        if adds or not done:
            refused.update(map(_key, batch))
        else:
            plan, findings = fixed, found
            applied += done
            outdated |= refused
            refused.clear()
    left = tuple(finding for finding in findings if _applies(finding))
    return Fixed(plan, tuple(applied), findings, left)


def harmless(plan: Plan, edits: Sequence[Edit], find: Callable[[Plan], Sequence[Finding]]) -> Taken:
    """Make those of `edits` that add no error and no warning; each must fit without the others."""
    taken = Taken((), plan, tuple(find(plan)))
    before = _counted(taken.findings)

    def made(more: Sequence[Edit]) -> Taken | None:
        changed = apply(taken.plan, more)
        found = tuple(find(changed))
        return None if _counted(found) - before else Taken((*taken.edits, *more), changed, found)

    # Together first: as a rule none of them does harm.
    if len(edits) > 1 and (all_made := made(edits)):
        return all_made
    for edit in edits:
        taken = made([edit]) or taken
    return taken


def _counted(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """How many errors and warnings each rule has, and how many of them are wrong, not only to be written."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        if finding.level != "hint" and not finding.waived_by:
            counts[finding.rule, finding.level] += 1
            counts[finding.rule, "wrong"] += finding.kind == "wrong"
    return counts


def _applies(finding: Finding) -> bool:
    return finding.fix is not None and not finding.fix.is_scaffold and not finding.waived_by


def _open(finding: Finding, tried: set[str]) -> bool:
    return _applies(finding) and _key(finding) not in tried


def _key(finding: Finding) -> str:
    return f"{finding.rule} {finding.path} {finding.fix!r}"


def _together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first finding, and those of its rule whose fixes can be applied with it."""
    rule = ""
    touched: list[str] = []
    for finding in findings:
        assert finding.fix is not None
        paths = [f"{edit.path}." for edit in finding.fix.edits]
        puts = all(edit.op == "put" for edit in finding.fix.edits)
        if not rule:
            yield finding
            if not puts:
                return  # positions and ids of everything else may have changed
            rule = finding.rule
        elif (
            finding.rule == rule
            and puts
            and not any(_meet(path, other) for path in paths for other in touched)
        ):
            yield finding
        else:
            continue
        touched.extend(paths)


def _meet(path: str, other: str) -> bool:
    return path.startswith(other) or other.startswith(path)
