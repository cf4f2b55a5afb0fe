"""Every fix that the rules offer on any plan of the tests: it adds no finding, and decides nothing."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.paths import get
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.registry import RULES
from blistui.rules.rule import Finding
from blistui.rules.running.findings import run
from blistui.rules.running.fixes import apply_fix
from blistui.rules.shared.references import mentions
from blistui.store.load import load
from tests.rules import families
from tests.rules.harness import Case, context_of, plan_of

SAMPLES = Path(__file__).parents[2] / "sample_plans"

DECISIONS = frozenset({"gate", "merge_order", "status", "change", "kind", "origin", "existing_unchanged"})
"""Fields in which an author decides something; no fix may put another decision there."""


def _cases() -> list[Case]:
    modules = [found.name for found in pkgutil.iter_modules(families.__path__, f"{families.__name__}.")]
    values = [value for name in modules for value in vars(importlib.import_module(name)).values()]
    tables = [value for value in values if isinstance(value, tuple | list)]
    return list({id(case): case for table in tables for case in table if isinstance(case, Case)}.values())


CASES = _cases()


def _findings(plan: Plan, repo: Evidence | None, case: Case | None = None) -> list[Finding]:
    context = context_of(plan, repo, policy=case.policy) if case else context_of(plan, repo)
    return run(RULES, context)


def _counted(findings: list[Finding]) -> Counter[str]:
    return Counter(finding.rule for finding in findings)


def _wrong_fixes(plan: Plan, repo: Evidence | None, case: Case | None = None) -> Iterator[str]:
    before = _findings(plan, repo, case)
    for finding in before:
        if finding.fix is None or finding.fix.is_scaffold:
            continue
        after = _counted(_findings(apply_fix(plan, finding.fix), repo, case))
        more = after - _counted(before)
        if more:
            yield f"{finding.rule} at {finding.path}, “{finding.fix.title}”, adds {dict(more)}"
        for edit in finding.fix.edits:
            field = edit.path.rpartition(".")[2]
            if edit.op == "move" or (edit.op == "put" and field in DECISIONS and _decides(plan, edit)):
                yield f"{finding.rule} at {finding.path}, “{finding.fix.title}”, decides {edit.path}"


def _decides(plan: Plan, edit: Edit) -> bool:
    """Whether a decision that is there is replaced by another: not one that is only spelled otherwise."""
    held = str(get(plan, edit.path) or "")
    return bool(held) and not mentions(held, str(edit.value))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_fix_of_a_case_adds_a_finding_or_decides(case: Case, tmp_path: Path) -> None:
    for name, content in case.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    wrong = []
    for text in (case.fails, case.passes):
        plan = plan_of(text)
        repo = Evidence(Repository.open(tmp_path), plan.plan.base_commit) if case.files else None
        wrong += list(_wrong_fixes(plan, repo, case))
    assert wrong == []


@pytest.mark.parametrize("name", ["overload", "half-written", "drifted"])
def test_no_fix_of_a_sample_adds_a_finding_or_decides(name: str) -> None:
    loaded = load(SAMPLES / f"{name}.toml")
    repository = Repository.open(SAMPLES / loaded.plan.plan.repository)
    assert list(_wrong_fixes(loaded.plan, Evidence(repository, loaded.plan.plan.base_commit))) == []
