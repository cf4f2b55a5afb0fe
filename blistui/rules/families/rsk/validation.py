"""RSK, rules on validations: that a mandatory one is one, and that what came of it is written down."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.days import day
from blistui.plan.headings import LIVING, PHASE_3
from blistui.plan.ids import items_of
from blistui.plan.tables.risks import Risk
from blistui.rules.families.rsk.rework import MANDATORY, affected, likely_cost
from blistui.rules.prose.any_plan import fits_any_plan
from blistui.rules.prose.deferral import put_off
from blistui.rules.prose.filled import says_something
from blistui.rules.prose.placeholders import no_answer
from blistui.rules.prose.sentences import words
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.dependencies import waiting_for
from blistui.rules.shared.outcomes import plan_changed_for
from blistui.rules.shared.references import known_prs
from blistui.rules.shared.to_write import to_write, unanswered

_WHEN = pattern(
    r"(?i)\b(?:before|by|prior to|until|in)\s+(?:the merge of\s+)?PR[ -]?\d+\w*"
    r"(?: (?:merges|is (?:merged|opened)))?"
)
"""When a step is taken, which does not say what it is."""


@rule("RSK009", "error", PHASE_3, 5)
def mandatory_validation_is_one(context: Context) -> Iterator[Problem]:
    """A mandatory validation is one: the step says what is done, or the spike comes before what it protects.

    Why: A spike that is the feature itself, and a step called "later", find out when it is too late.
    Fix: Say in the step what is run or built; name a spike that merges before the affected PRs.
    Fails: cost = 3, affects = ["PR2", "PR4"] and spike = "PR2"
    Passes: cost = 3 and pre_pr_step = "Mock study of drain times, before PR2 is opened"
    """
    prs = known_prs(context)
    for path, risk in items_of(context.plan, "risk"):
        if likely_cost(risk, len(prs)) < MANDATORY:
            continue
        step = risk.pre_pr_step
        if says_something(step) and (
            no_answer(step) or put_off(step) or fits_any_plan(step) or words(_WHEN.sub(" ", step)) < 2
        ):
            yield Problem(
                f"{path}.pre_pr_step",
                f"The step that validates risk {named(risk, path)} is {quoted(step)}, which does not say "
                "what is done.",
                "Name what is run, built or measured before any PR.",
            )
        if risk.spike in prs:
            yield from _too_late(context, path, risk)


def _too_late(context: Context, path: str, risk: Risk) -> Iterator[Problem]:
    prs = affected(risk)
    if risk.spike in prs:
        yield Problem(
            f"{path}.spike",
            f"{risk.spike} validates risk {named(risk, path)}, and is one of the PRs that it would cost.",
            "Name a spike of its own that merges before them, or the step taken before any PR.",
        )
        return
    late = [own for own in prs if own in known_prs(context) and not context.graph.before(risk.spike, own)]
    if late:
        yield Problem(
            f"{path}.spike",
            f"The spike {risk.spike} of risk {named(risk, path)} does not come before {listed(late)}, which "
            "it would cost.",
            f"Let {listed(late)} depend on {risk.spike}.",
            fix=waiting_for(context, late, risk.spike),
        )


@rule("RSK010", "warning", LIVING, 5)
def outcomes_recorded(context: Context) -> Iterator[Problem]:
    """A passed validation has its date and finding; a failed one names the items that changed, or a revision.

    Why: A result without figures cannot be looked at again; a failure that changes no item changes nothing.
    Fix: Write the day and what was measured; name the PRs, blocks or the revision that follow.
    Fails: outcome = "passed" and outcome_finding = ""
    Passes: outcome = "passed", outcome_on = 2026-03-02, outcome_finding = "1.2 ms per scan"
    """
    for path, risk in items_of(context.plan, "risk"):
        name = named(risk, path)
        if risk.outcome != "failed" and says_something(risk.plan_changes):
            yield Problem(
                f"{path}.plan_changes",
                f"The plan was changed because of {name}, whose validation has not failed.",
                "Write its outcome, or take out what the plan changed because of it.",
            )
        if risk.outcome in ("", "open") and says_something(risk.outcome_on):
            yield Problem(
                f"{path}.outcome_on",
                f"The validation of {name} ended on {risk.outcome_on}, and is open.",
                "Write whether it passed or failed.",
            )
        if risk.outcome == "passed":
            for field, what in (("outcome_on", "when"), ("outcome_finding", "what was found")):
                given = getattr(risk, field)
                if not says_something(given):
                    yield unanswered(
                        f"{path}.{field}",
                        given,
                        f"The validation of {name} passed, and nothing says {what}.",
                        "Write it.",
                    )
        elif risk.outcome == "failed":
            if says_something(risk.plan_changes) and not plan_changed_for(context, risk):
                yield Problem(
                    f"{path}.plan_changes",
                    f"The validation of {name} failed, and what follows names no item of the plan and no "
                    f"revision: {quoted(risk.plan_changes)}.",
                    "Name the PRs, blocks or guarantees that changed, or the revision that changed them.",
                )
            if (since := _not_revised_since(context, risk)) is not None:
                yield to_write(
                    f"{path}.plan_changes",
                    f"The validation of {name} failed on {risk.outcome_on}, and the plan was last revised on "
                    f"{since}.",
                    "Change what the abort plan says, and add a revision that notes it.",
                )


def _not_revised_since(context: Context, risk: Risk) -> str | None:
    """The day of the newest revision of a plan that was not revised after the validation failed."""
    failed = day(risk.outcome_on)
    revised = [date for revision in context.plan.revision if (date := day(revision.date))]
    if failed is None or not revised or context.plan.plan.status in ("", "draft"):
        return None
    return str(max(revised)) if max(revised) < failed else None
