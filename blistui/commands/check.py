"""`blistui check`: the rules, for CI and coding agents."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from blistui.commands import output
from blistui.commands.inputs import STDIN, Failure, given, plans_of
from blistui.repo.git.command import top_above
from blistui.report import WITH_EXPORT_LINES, render
from blistui.report.result import BrokenPlan, CheckResult, check_result
from blistui.report.style import style_for
from blistui.rules.registry import RULES
from blistui.rules.rule import Finding, Rule
from blistui.rules.running.checking import PlanChecker
from blistui.rules.running.selection import UnknownRule, selected
from blistui.store.load import Loaded, Unloadable, load, load_what_fits

if TYPE_CHECKING:
    from blistui.repo.repository import Repository
    from blistui.rules.running.baseline import Baseline
    from blistui.rules.running.checkout import Checkout


def check(parsed: argparse.Namespace) -> int:
    """Check every plan named; 0 passes, 1 has findings at or above --fail-on, 2 one cannot be read."""
    try:
        rules = selected(RULES, [parsed.select], [parsed.ignore])
    except UnknownRule as error:
        raise Failure(str(error)) from error
    if parsed.write_baseline and parsed.baseline is None:
        raise Failure("--write-baseline needs --baseline FILE, the file to write.")
    if parsed.since and (parsed.fix or parsed.no_repo or parsed.baseline):
        raise Failure("--since cannot be used with --fix, --no-repo or --baseline.")
    if parsed.fix and STDIN in parsed.plan:
        raise Failure("--fix saves the plan, so it needs the plan's file and not standard input.")
    baseline = _baseline(parsed)
    found: list[CheckResult] = []
    broken: list[BrokenPlan] = []
    for path in plans_of(parsed.plan):
        try:
            found.append(_result(path, parsed, rules, baseline))
        except Unloadable as error:
            output.note(str(error))
            place = (error.line or 1, error.column or 1)
            broken.append(BrokenPlan(path.as_posix(), _from_top(path), error.reason, *place))
    if parsed.write_baseline:
        _write_baseline(parsed.baseline, baseline, found)
    write = {"text": output.report, "github": output.lines}.get(parsed.format, output.json)
    style = style_for(sys.stdout, os.environ)
    write(render(parsed.format, found, style, broken=broken, shows_waived=parsed.show_waived))
    if broken:
        return 2
    if parsed.fail_on == "never" or parsed.write_baseline:
        return 0
    return 1 if any(one.fails_on(parsed.fail_on) for one in found) else 0


def _result(
    path: Path, parsed: argparse.Namespace, rules: tuple[Rule, ...], baseline: Baseline | None
) -> CheckResult:
    """What the check of one plan came to. Raises Unloadable, and Failure."""
    # What does not fit is blank in the plan, so only a plan that fits as a whole is written again.
    loaded, misfits = (load(path), ()) if parsed.fix else load_what_fits(path, given(path))
    checker = PlanChecker(path, rules, with_code=not parsed.no_repo, misfits=misfits)
    checkout = checker.checkout(loaded.plan)
    notes = [*_notes(checkout, parsed.no_repo), *checker.left_out(loaded.plan)]
    if parsed.fix:
        loaded, findings = _fix(loaded, checker)
    elif parsed.since and checkout.repository is not None:
        commit, findings = _since(loaded, checker, checkout.repository, parsed.since)
        notes.append(f"Only what changed since {commit[:12]} is shown.")
    else:
        findings = checker.findings(loaded.plan)
    notes += checker.unread_code
    places: dict[str, int] = {}
    if findings and parsed.format in WITH_EXPORT_LINES:
        from blistui.markdown.write.document import document_with_map

        places = document_with_map(loaded.plan)[1]
    return check_result(
        path,
        loaded.plan,
        findings,
        loaded.text,
        baseline=baseline,
        markdown=places,
        notes=notes,
        from_top=_from_top(path),
        known_as=_known_as(path, parsed.baseline) if parsed.baseline else "",
        not_run=checker.not_run(loaded.plan),
        since=commit if parsed.since and checkout.repository is not None else "",
        unread=checker.unread,
    )


def _since(
    loaded: Loaded, checker: PlanChecker, repository: Repository, since: str
) -> tuple[str, list[Finding]]:
    """Where the branch left the commit that `since` names, and what it broke; raises Failure."""
    from blistui.repo.errors import RepositoryError
    from blistui.rules.running.since import branched_at
    from blistui.store.versions import plan_at

    try:
        commit = branched_at(repository, since)
    except RepositoryError as error:
        raise Failure(str(error)) from error
    try:
        before = plan_at(loaded.path, commit).plan
    except Unloadable:
        # The plan is new, or of another repository: only the code is compared.
        before = loaded.plan
    return commit, checker.broken_since(loaded.plan, before, commit)


def _from_top(path: Path) -> str:
    """The path of a plan from the top of the work tree that holds it; as it is where there is none."""
    folder = path.parent.resolve()
    top = top_above(folder)
    return (folder / path.name).relative_to(top).as_posix() if top else path.as_posix()


def _known_as(path: Path, baseline: Path) -> str:
    """The path of a plan from the folder of the baseline: the same on every machine."""
    return PurePath(os.path.relpath(path, baseline.parent)).as_posix()


def _notes(checkout: Checkout, no_repo: bool) -> list[str]:
    """Sentences on what is not checked. Raises Failure where the team's policy cannot be followed."""
    if no_repo:
        return ["Rules that need the repository were not run: --no-repo was given."]
    if checkout.repository is None:
        return [f"Rules that need the repository were not run: {checkout.problem}"]
    if checkout.problem:
        raise Failure(*checkout.problem.split("\n"))
    if not checkout.policy.guide_document:
        return [
            "The team's policy says that the repository has no guide document; no PR needs to update one."
        ]
    return []


def _fix(loaded: Loaded, checker: PlanChecker) -> tuple[Loaded, list[Finding]]:
    from blistui.commands.saving import save_plan
    from blistui.rules.running.fixes import fix_all, harmless

    offered = checker.prose_cited(loaded.plan)
    citing = harmless(loaded.plan, offered, checker.findings)
    if left := len(offered) - len(citing.edits):
        output.note(
            "items whose texts name places that are not cited, since that would add an error or a warning: "
            f"{left}"
        )
    for edit in citing.edits:
        output.note(f"made citations of what the text of {edit.path.rpartition('.')[0]} names")
    fixed = fix_all(citing.plan, checker.findings, findings=citing.findings)
    for finding in fixed.applied:
        title = finding.fix.title if finding.fix is not None else ""
        output.note(f"{finding.rule}: {title}")
    if citing.edits or fixed.applied:
        loaded = save_plan(loaded, fixed.plan)
    return loaded, list(fixed.findings)


def _baseline(parsed: argparse.Namespace) -> Baseline | None:
    if parsed.baseline is None or (parsed.write_baseline and not parsed.baseline.exists()):
        return None
    from blistui.rules.running.baseline import BaselineError, load_baseline

    try:
        return load_baseline(parsed.baseline)
    except BaselineError as error:
        raise Failure(str(error)) from error


def _write_baseline(path: Path, old: Baseline | None, found: list[CheckResult]) -> None:
    """Write the baseline once for all plans; what it has of other plans stays."""
    from blistui.commands.saving import write_file
    from blistui.rules.running.baseline import Baseline, baseline_of

    if old is not None:
        new = old.without([entry for one in found for entry in one.gone])
    else:
        new = Baseline()
        for one in found:
            findings = [reported.finding for reported in one.findings]
            new = new + baseline_of(_known_as(Path(one.file), path), findings)
    write_file(path, new.text().encode())
    output.note(f"wrote {path}")
