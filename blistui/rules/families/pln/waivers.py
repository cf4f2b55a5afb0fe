"""Whether each waiver still matches a finding, and says who decided and why."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import QUALITY
from blistui.plan.ids import items_of
from blistui.plan.items import item_path
from blistui.plan.tables.living import Waiver
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import named, spelled_alike
from blistui.rules.rule import Context, Problem, problems, rule
from blistui.rules.shared.to_write import to_write, unanswered


@rule("PLN004", "warning", QUALITY, 8)
def waivers_hold(context: Context) -> Iterator[Problem]:
    """Every waiver matches a finding, and has a reason, a name and a date.

    Why: A waiver that stays after its finding is gone would hide the next finding at the same place.
    Fix: Complete it, or take it out when what it overruled is gone.
    Fails: [[waiver]] rule = "CIT013", where = "finding.F3.statement", and nothing else
    Passes: the same with because = "…", by = "R. Meyer", date = 2026-03-02, and CIT013 finds F3
    """
    for path, waiver in items_of(context.plan, "waiver"):
        name = f"The waiver {named(waiver, path)}"
        yield from _unmatched(context, path, name, waiver)
        if not says_something(waiver.because):
            yield unanswered(
                f"{path}.because",
                waiver.because,
                f"{name} gives no reason.",
                "Say why the rule is wrong here.",
            )
        if not says_something(waiver.by):
            yield unanswered(
                f"{path}.by", waiver.by, f"{name} names nobody who decided it.", "Write who did."
            )
        if not filled(waiver.date):
            yield to_write(f"{path}.date", f"{name} has no date.", "Write its day as 2026-03-02.")


def _unmatched(context: Context, path: str, name: str, waiver: Waiver) -> Iterator[Problem]:
    rules = {rule.id: rule for rule in context.rules}
    waived = rules.get(waiver.rule)
    if waived is None:
        near = spelled_alike(waiver.rule.upper(), rules)
        said = f"waives `{waiver.rule}`, which is no rule" if waiver.rule else "names no rule"
        yield unanswered(
            f"{path}.rule",
            waiver.rule,
            f"{name} {said}.",
            f"Did you mean {near[0]}?" if near else "Name a rule.",
        )
    elif not waived.waivable:
        yield Problem(
            f"{path}.rule",
            f"{name} waives {waived.id}, which is no heuristic: it cannot be wrong about the plan.",
            "Fix what it finds, and take the waiver out; a team turns a rule off in its policy.",
        )
    elif waived.needs_repo and context.repo is None:
        return
    elif context.policy.levels.get(waived.id) == "off" or all(
        waiver.where not in (problem.path, item_path(problem.path), *problem.fields)
        for problem in problems(waived, context)
    ):
        yield Problem(
            f"{path}.where",
            f"{name} matches nothing: {waived.id} finds nothing at `{waiver.where}`.",
            "Take it out, or correct the path it is about.",
        )
