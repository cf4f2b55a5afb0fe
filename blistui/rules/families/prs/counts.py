"""PRS017: numbers in prose, compared with what the plan has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sized

from blistui.patterns import pattern
from blistui.plan.document import Plan
from blistui.plan.headings import QUALITY
from blistui.plan.tables.living import NOTES
from blistui.plan.tables.series import PullRequest
from blistui.rules.prose.enumerations import listed_otherwise
from blistui.rules.prose.numbers import StatedNumber, numbers
from blistui.rules.prose.wording import quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.counted_in_text import not_dropped, number_follows
from blistui.rules.shared.plan_texts import PlanText, plan_texts

_OF_THE_PLAN: dict[str, Callable[[Plan], Sized]] = {
    "PRs": not_dropped,
    "building blocks": lambda plan: plan.block,
    "objectives": lambda plan: plan.objective,
    "non-goals": lambda plan: plan.non_goal,
    "analysis questions": lambda plan: plan.question,
    "system invariants": lambda plan: plan.invariant,
    "extension points": lambda plan: plan.extension_point,
    "freezes": lambda plan: [one for one in plan.crosscutting if one.area == "freezes" and one.interface],
    "trade-offs": lambda plan: plan.evolution.tradeoff,
    "refactors": lambda plan: plan.evolution.refactor,
}
_OF_A_PR: dict[str, Callable[[PullRequest], Sized]] = {
    "flags": lambda pr: pr.flags,
    "files": lambda pr: [file for file in pr.files if file.change == "add"],
    "guarantees": lambda pr: pr.guarantees,
}
_ABOUT_OTHER_THINGS = NOTES | {"finding", "constraint", "frozen"}
"""Tables about the code as it is, or about the plan as it was."""


_ALL = pattern(
    r"\b(?:all|the plan(?:'s| has)|series of|a total of|in total) (?:the |these )?\Z", re.IGNORECASE
)
_THE = pattern(r"\b(?:the|these|its|our) \Z", re.IGNORECASE)
_SOME = pattern(r"\s+(?:that|which|who|of|in|for|with|from|on|to|by)\b|[^\S\n]*[:(]", re.IGNORECASE)
"""After a noun: words that say which of them are meant."""
_IN_TOTAL = pattern(r",?\s+in (?:total|all)\b", re.IGNORECASE)
_NOUN = pattern(
    rf"\s+(?:interface |fidelity |enabling )?({'|'.join(map(re.escape, _OF_THE_PLAN))})\b", re.IGNORECASE
)
_NOUN_OF_PR = pattern(
    r"\s+(new\s+)?(?:CLI\s+|command-line\s+|behavioral\s+)?(flags|files|guarantees)\b", re.IGNORECASE
)
_ALL_OF_PR = pattern(r"\b(?:all|its|these|the) \Z", re.IGNORECASE)


@rule("PRS017", "warning", QUALITY, 3, decided="P")
def numbers_agree(context: Context) -> Iterator[Problem]:
    """Numbers in prose agree with what they count.

    Why: "Three frozen types" above a list of four: the list changed, and the number was not updated.
    Fix: Correct the number, or the list.
    Fails: "ships three scorers (queue-depth, kv-utilization, load-balance, prefix-affinity)"
    Passes: "ships four scorers (queue-depth, kv-utilization, load-balance, prefix-affinity)"
    """
    for text in context.derived(plan_texts):
        if text.table in NOTES:
            continue
        for number in numbers(text.text):
            listed = listed_otherwise(text.text, number)
            if listed:
                yield Problem(
                    text.path,
                    f"{quoted(listed.phrase)} looks wrong: {listed.number} are listed.",
                    "Correct the number, or the list.",
                )
            if text.table not in _ABOUT_OTHER_THINGS:
                yield from _against_plan(context.plan, text, number)
                if isinstance(text.item, PullRequest):
                    yield from _against_pr(text.item, text, number)


def _against_plan(plan: Plan, text: PlanText, number: StatedNumber) -> Iterator[Problem]:
    found = _NOUN.match(text.text, number.end)
    if found is None:
        return
    noun = next(noun for noun in _OF_THE_PLAN if noun.casefold() == found[1].casefold())
    if noun == "PRs" and text.path == "plan.executive_summary":
        # OUT002 looks at that one.
        return
    there = len(_OF_THE_PLAN[noun](plan))
    # Fewer may be some of them, and more PRs a cost ("3 PRs of rework"), unless the text means all.
    surplus = number.value > there and noun != "PRs"
    before = (text.text, max(0, number.start - 30), number.start)
    these = noun != "PRs" and _THE.search(*before) and not _SOME.match(text.text, found.end())
    means_all = these or _ALL.search(*before) or _IN_TOTAL.match(text.text, found.end())
    if there and (surplus or (number.value != there and means_all)):
        fix = number_follows(text.path, text.text, number[1:], found.span(1), there)
        yield _disagreement(text, number, found, f"the plan has {there}", fix)


def _against_pr(pr: PullRequest, text: PlanText, number: StatedNumber) -> Iterator[Problem]:
    found = _NOUN_OF_PR.match(text.text, number.end)
    if found is None:
        return
    noun = found[2].casefold()
    means_all = noun == "guarantees" and _ALL_OF_PR.search(text.text, max(0, number.start - 8), number.start)
    there = len(_OF_A_PR[noun](pr))
    if (found[1] or means_all) and there and number.value != there:
        yield _disagreement(text, number, found, f"{pr.id or 'the PR'} lists {there}")


def _disagreement(
    text: PlanText, number: StatedNumber, found: re.Match[str], counted: str, fix: Fix | None = None
) -> Problem:
    return Problem(
        text.path,
        f"{quoted(text.text[number.start : found.end()])} looks wrong: {counted}.",
        "Correct the number, or what is counted.",
        fix=fix,
    )
