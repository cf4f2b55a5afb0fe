"""What an edit of a plan did to its findings: which are new, which say something else, which are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from blistui.plan.document import Plan
from blistui.rules.rule import Finding
from blistui.rules.running.checking import PlanChecker
from blistui.rules.running.fingerprints import fingerprints


class ChangedFindings(NamedTuple):
    """Findings that count: `changed` are those of a rule and an item that had one before, as they are now."""

    new: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    now: tuple[Finding, ...]
    """All after the edit."""


def changed_by(
    path: Path, before: Plan, after: Plan, renamed: Mapping[str, str] | None = None
) -> ChangedFindings:
    """Check the plan in the file at `path` before and after an edit; `renamed` as in `changed_findings`."""
    checker = PlanChecker(path)
    return changed_findings(checker.findings(before), checker.findings(after), renamed)


def changed_findings(
    before: Sequence[Finding], after: Sequence[Finding], renamed: Mapping[str, str] | None = None
) -> ChangedFindings:
    """Compare the findings before and after an edit; `renamed` gives new paths of items by their old ones."""
    then = _by_place([_followed(one, renamed or {}) for one in before if not one.waived_by])
    now = _by_place([one for one in after if not one.waived_by])
    return ChangedFindings(
        tuple(one for place, one in now.items() if place not in then),
        tuple(one for place, one in now.items() if place in then and _differ(then[place], one, renamed)),
        tuple(one for place, one in then.items() if place not in now),
        tuple(after),
    )


def _by_place(findings: Sequence[Finding]) -> dict[str, Finding]:
    return dict(zip(fingerprints("", findings), findings, strict=True))


def _differ(then: Finding, now: Finding, renamed: Mapping[str, str] | None) -> bool:
    if (then.level, then.kind, set(then.fields)) != (now.level, now.kind, set(now.fields)):
        return True
    # After a rename the same sentence names the item by its new id.
    return not renamed and then.message != now.message


def _followed(finding: Finding, renamed: Mapping[str, str]) -> Finding:
    path, fields = finding.path, finding.fields
    for old, new in renamed.items():
        path, *rest = (_renamed(one, old, new) for one in (path, *fields))
        fields = tuple(rest)
    return finding._replace(path=path, fields=fields)


def _renamed(path: str, old: str, new: str) -> str:
    return new + path[len(old) :] if path == old or path.startswith(f"{old}.") else path
