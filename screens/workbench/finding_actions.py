"""What the author does about a finding: go to it, read why, apply its fix, waive it."""

from __future__ import annotations

import datetime

from textual.content import Content

from blistui.plan.document import Plan
from blistui.rules.rule import Finding, Fix, explanation
from blistui.rules.running.fixes import Fixed, fix_all
from screens.dialogs.ask import Line, Lines, Reading
from screens.dialogs.signer import signer
from screens.widgets.in_thread import in_thread
from screens.widgets.lines import MUTED, named
from screens.workbench import editing
from screens.workbench.bench import Bench
from screens.workbench.finding_rows import as_sentence
from screens.workbench.findings_list import FindingsList


def act(bench: Bench, event: FindingsList.ActionRequested) -> None:
    """Do what was asked for about a finding."""
    match event.action:
        case "jump":
            bench.jump(event.finding.place, event.finding.rule)
        case "explain":
            bench.app.push_screen(explain(event.finding))
        case "fix":
            fix(bench, event.finding)
        case "waive":
            waive(bench, event.finding)


def explain(finding: Finding) -> Reading:
    """The finding, and its rule with why the template asks."""
    # Deferred for the first frame: the rules run in a process of their own, and are only explained here.
    from blistui.rules.registry import by_id

    rule = by_id()[finding.rule]
    why = explanation(rule)
    parts = [
        named(f"{as_sentence(finding).message}\n"),
        named(f"{finding.how_to_fix}\n\n", MUTED),
        *[Content(f"{line}\n") for line in finding.details],
        Content("\n" if finding.details else ""),
    ]
    for heading, text in (
        ("What holds", why.what),
        (f"Why ({rule.heading})", why.why),
        ("How to fix", why.how_to_fix),
        ("Fails", why.fails),
        ("Passes", why.passes),
    ):
        parts += [Content.styled(f"{heading}\n", "bold"), named(f"{text}\n\n")]
    return Reading(f"{finding.rule}  {finding.level}", Content("").join(parts))


def fix(bench: Bench, finding: Finding) -> None:
    """Apply the finding's fix as one undoable step, unless it would add an error or a warning."""
    validator, plan, wanted = bench.validator, bench.session.plan, finding.fix
    if wanted is None:
        bench.notify(f"{finding.rule} has no mechanical fix here: {finding.how_to_fix}", markup=False)
        return
    if wanted.is_scaffold:
        _apply(bench, plan, wanted)
        return

    def find(changed: Plan) -> tuple[Finding, ...]:
        found = validator.check(changed, 0).findings
        return tuple(one if one.fix == wanted else one._replace(fix=None) for one in found)

    def done(fixed: Fixed) -> None:
        if fixed.applied:
            _apply(bench, plan, wanted)
        else:
            why = f"The fix of {finding.rule} would add an error or a warning, so it is left to you"
            bench.notify(f"{why}: {finding.how_to_fix}", markup=False)

    in_thread(bench, "fixes", lambda: fix_all(plan, find), done)


def _apply(bench: Bench, plan: Plan, wanted: Fix) -> None:
    if bench.session.plan is not plan:
        bench.notify("The plan has changed meanwhile; ask for the fix again.", markup=False)
    elif editing.apply(bench, wanted.edits, wanted.title):
        what = wanted.title[:1].lower() + wanted.title[1:]
        bench.notify(f"Done: {what}. Ctrl+Z takes it back.", markup=False)


def waive(bench: Bench, finding: Finding) -> None:
    """Overrule a heuristic, with a reason and a name."""
    if not finding.waivable:
        bench.notify(
            f"{finding.rule} is not a heuristic, so it cannot be waived; fix the plan.", markup=False
        )
        return

    def refuse(answers: dict[str, str]) -> str:
        return "" if all(answers.values()) else "A waiver needs a reason and a name."

    def waived(answers: dict[str, str] | None) -> None:
        if answers is not None:
            values = {
                "rule": finding.rule,
                "where": finding.place if len(finding.fields) == 1 else finding.path,
                "because": answers["because"],
                "by": answers["by"],
                "date": datetime.date.today().isoformat(),
            }
            bench.session.add("waiver", len(bench.session.plan.waiver), "waiver", values)
            bench.notify(
                f"Waived {finding.rule}; Review & export lists it, Ctrl+Z takes it back.", markup=False
            )

    lines = [
        Line("because", "Why the rule is wrong here"),
        Line("by", "Your name", signer(bench.session.path.parent)),
    ]
    text = "\n".join((finding.message, *finding.details))
    bench.app.push_screen(Lines(f"Waive {finding.rule}", lines, refuse, text), waived)
