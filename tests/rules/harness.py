"""Cases of rules as data: a plan that keeps the rule, and the same plan with one thing broken."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from blistui.plan.document import Plan
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.policy import Policy
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import Finding, Rule
from blistui.rules.running.checking import context_of as context_of
from blistui.rules.running.findings import run


@dataclass(frozen=True)
class Case:
    """`passes` keeps the rule; `fails` breaks it and nothing else, but for the rules in `also`.

    Both are TOML text of (part of) a plan. `files` (path to text) makes a repository for rules that need one.
    `at` is a field path that a finding of `fails` must name; `says` a piece of its message.
    """

    rule: str
    passes: str
    fails: str
    at: str = ""
    says: str = ""
    also: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)

    def __str__(self) -> str:
        return f"{self.rule}-{self.at or self.says}".rstrip("-")


def plan_of(text: str) -> Plan:
    """The plan that `text` (TOML) holds."""
    return Plan.model_validate(tomllib.loads(text))


def family(name: str) -> tuple[Rule, ...]:
    """The rules of one family, such as CIT."""
    return tuple(rule for rule in RULES if rule.family == name)


def findings(text: str, case: Case, root: Path) -> list[Finding]:
    """What all rules find in `text`; with a repository at `root` when the case has files."""
    plan = plan_of(text)
    repo = None
    if case.files:
        for name, content in case.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        repo = Evidence(Repository.open(root), plan.plan.base_commit)
    return run(RULES, context_of(plan, repo, policy=case.policy))


def check_case(case: Case, tmp_path: Path) -> None:
    """Assert that exactly the rule (and `also`) fires on the broken plan only, at `at`, saying `says`."""
    assert case.rule in by_id()
    kept = {finding.rule for finding in findings(case.passes, case, tmp_path / "r")}
    assert case.rule not in kept, f"{case.rule} fires on the plan that passes"
    broken = findings(case.fails, case, tmp_path / "r")
    new = {finding.rule for finding in broken} - kept
    # What only stands for an answer is a placeholder as well, in any field.
    assert new - {"PLN003"} == {case.rule, *case.also} - {"PLN003"}, sorted(new)
    assert case.rule in new, sorted(new)
    own = [finding for finding in broken if finding.rule == case.rule]
    assert all(finding.message and finding.how_to_fix for finding in own)
    if case.at:
        assert case.at in {place for finding in own for place in (finding.path, *finding.fields)}
    if case.says:
        assert any(case.says in finding.message for finding in own), [finding.message for finding in own]
