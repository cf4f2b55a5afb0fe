"""`blistui check`: the rules, for CI and coding agents."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from blistui.commands.failure import Failure
from blistui.commands.inputs import plan_at
from blistui.plan.document import Plan
from blistui.report import render
from blistui.report.result import Checked, checked
from blistui.report.style import style_for
from blistui.rules.evidence import Evidence
from blistui.rules.policy import Policy
from blistui.rules.registry import RULES
from blistui.rules.rule import Context, Finding, Rule, run
from blistui.rules.running.checkout import checkout_of
from blistui.rules.running.selection import UnknownRule, selected
from blistui.store.load import Loaded
from blistui.store.surroundings import siblings

if TYPE_CHECKING:
    from blistui.repo.repository import Repository
    from blistui.rules.running.baseline import Baseline


def check(parsed: argparse.Namespace) -> int:
    """Check every plan named; 0 passes, 1 has findings at or above --fail-on."""
    try:
        rules = selected(RULES, [parsed.select], [parsed.ignore])
    except UnknownRule as error:
        raise Failure(str(error)) from error
    if parsed.write_baseline and parsed.baseline is None:
        raise Failure("--write-baseline needs --baseline FILE, the file to write.")
    baseline = _baseline(parsed)
    found = [_checked(path, parsed, rules, baseline) for path in parsed.plan]
    if parsed.write_baseline:
        _write_baseline(parsed.baseline, found)
    sys.stdout.write(render(parsed.format, found, style_for(sys.stdout, os.environ)))
    if parsed.fail_on == "never" or parsed.write_baseline:
        return 0
    return 1 if any(one.fails_on(parsed.fail_on) for one in found) else 0


def _checked(
    path: Path, parsed: argparse.Namespace, rules: tuple[Rule, ...], baseline: Baseline | None
) -> Checked:
    loaded = plan_at(path)
    notes: list[str] = []
    repository, policy = _surroundings(loaded, parsed.no_repo, notes)
    beside = siblings(path)

    def find(plan: Plan) -> list[Finding]:
        evidence = Evidence(repository, plan.plan.base_commit) if repository is not None else None
        return run(rules, Context(plan, evidence, policy, beside, rules=RULES))

    plan, findings = loaded.plan, find(loaded.plan)
    if parsed.fix:
        loaded, findings = _fix(loaded, find)
        plan = loaded.plan
    places: dict[str, int] = {}
    if findings:
        from blistui.markdown.write.document import document_with_map

        places = document_with_map(plan)[1]
    return checked(path, plan, findings, loaded.text, baseline=baseline, markdown=places, notes=notes)


def _surroundings(loaded: Loaded, no_repo: bool, notes: list[str]) -> tuple[Repository | None, Policy]:
    repository, policy, trouble = checkout_of(loaded.path, loaded.plan)
    if repository is not None and trouble:
        raise Failure(trouble)
    if repository is None or no_repo:
        why = "--no-repo was given." if repository is not None else trouble
        notes.append(f"Rules that need the repository were not run: {why}")
        return None, policy
    return repository, policy


def _fix(loaded: Loaded, find: object) -> tuple[Loaded, list[Finding]]:
    from blistui.rules.running.fixes import fix_all
    from blistui.store.save import SaveFailed, save

    assert callable(find)
    fixed = fix_all(loaded.plan, find)
    for finding in fixed.applied:
        title = finding.fix.title if finding.fix is not None else ""
        print(f"blistui: {finding.rule}: {title}", file=sys.stderr)
    if fixed.applied:
        try:
            loaded = save(loaded, fixed.plan)
        except SaveFailed as error:
            raise Failure(str(error)) from error
    return loaded, list(fixed.findings)


def _baseline(parsed: argparse.Namespace) -> Baseline | None:
    if parsed.baseline is None or (parsed.write_baseline and not parsed.baseline.exists()):
        return None
    from blistui.rules.running.baseline import BaselineError, load_baseline

    try:
        return load_baseline(parsed.baseline)
    except BaselineError as error:
        raise Failure(str(error)) from error


def _write_baseline(path: Path, found: list[Checked]) -> None:
    from blistui.rules.running.baseline import Baseline, baseline_of, load_baseline
    from blistui.store.atomic import write_atomically

    total = Baseline()
    for one in found:
        findings = [told.finding for told in one.told]
        name = Path(one.file).name
        total = total + (
            load_baseline(path).shrunk(name, findings) if path.exists() else baseline_of(name, findings)
        )
    try:
        write_atomically(path, total.text().encode("utf-8"))
    except OSError as error:
        raise Failure(f"{path} could not be written: {error.strerror}.") from error
    print(f"blistui: wrote {path}", file=sys.stderr)
