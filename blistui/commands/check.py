"""`blistui check`: the rules, for CI and coding agents."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from blistui.commands import output
from blistui.commands.inputs import Failure, plan_at
from blistui.report import WITH_EXPORT_LINES, render
from blistui.report.result import CheckResult, check_result
from blistui.report.style import style_for
from blistui.rules.registry import RULES
from blistui.rules.rule import Finding, Rule
from blistui.rules.running.checking import PlanChecker
from blistui.rules.running.selection import UnknownRule, selected
from blistui.store.load import Loaded

if TYPE_CHECKING:
    from blistui.rules.running.baseline import Baseline
    from blistui.rules.running.checkout import Checkout


def check(parsed: argparse.Namespace) -> int:
    """Check every plan named; 0 passes, 1 has findings at or above --fail-on."""
    try:
        rules = selected(RULES, [parsed.select], [parsed.ignore])
    except UnknownRule as error:
        raise Failure(str(error)) from error
    if parsed.write_baseline and parsed.baseline is None:
        raise Failure("--write-baseline needs --baseline FILE, the file to write.")
    baseline = _baseline(parsed)
    found = [_result(path, parsed, rules, baseline) for path in parsed.plan]
    if parsed.write_baseline:
        _write_baseline(parsed.baseline, found)
    write = {"text": output.report, "github": output.lines}.get(parsed.format, output.json)
    write(render(parsed.format, found, style_for(sys.stdout, os.environ)))
    if parsed.fail_on == "never" or parsed.write_baseline:
        return 0
    return 1 if any(one.fails_on(parsed.fail_on) for one in found) else 0


def _result(
    path: Path, parsed: argparse.Namespace, rules: tuple[Rule, ...], baseline: Baseline | None
) -> CheckResult:
    loaded = plan_at(path)
    checker = PlanChecker(path, rules, with_code=not parsed.no_repo)
    notes = [*_notes(checker.checkout(loaded.plan), parsed.no_repo), *checker.left_out(loaded.plan)]
    if parsed.fix:
        loaded, findings = _fix(loaded, checker)
    else:
        findings = checker.findings(loaded.plan)
    places: dict[str, int] = {}
    if findings and parsed.format in WITH_EXPORT_LINES:
        from blistui.markdown.write.document import document_with_map

        places = document_with_map(loaded.plan)[1]
    return check_result(
        path, loaded.plan, findings, loaded.text, baseline=baseline, markdown=places, notes=notes
    )


def _notes(checkout: Checkout, no_repo: bool) -> list[str]:
    """Sentences on what is not checked. Raises Failure where the team's policy cannot be followed."""
    if checkout.repository is None:
        return [f"Rules that need the repository were not run: {checkout.problem}"]
    if checkout.problem:
        raise Failure(*checkout.problem.split("\n"))
    return ["Rules that need the repository were not run: --no-repo was given."] if no_repo else []


def _fix(loaded: Loaded, checker: PlanChecker) -> tuple[Loaded, list[Finding]]:
    from blistui.rules.running.fixes import fix_all
    from blistui.store.save import SaveFailed, save

    fixed = fix_all(loaded.plan, checker.findings)
    for finding in fixed.applied:
        title = finding.fix.title if finding.fix is not None else ""
        output.note(f"{finding.rule}: {title}")
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


def _write_baseline(path: Path, found: list[CheckResult]) -> None:
    from blistui.rules.running.baseline import Baseline, baseline_of, load_baseline
    from blistui.store.atomic import write_atomically

    total = Baseline()
    for one in found:
        findings = [reported.finding for reported in one.findings]
        name = Path(one.file).name
        total = total + (
            load_baseline(path).shrunk(name, findings) if path.exists() else baseline_of(name, findings)
        )
    try:
        write_atomically(path, total.text().encode("utf-8"))
    except OSError as error:
        raise Failure(f"{path} could not be written: {error.strerror}.") from error
    output.note(f"wrote {path}")
