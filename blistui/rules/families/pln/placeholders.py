"""Placeholders that are left in a plan, within a text or in place of one."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import PHASE_1
from blistui.plan.tables.concept import Event, ExtensionPoint, Interaction
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.series import Flag, PullRequest
from blistui.plan.tables.summary import Summary
from blistui.rules.prose.placeholders import no_answer, placeholder
from blistui.rules.prose.wording import quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.plan_texts import PlanText, plan_texts

_NOT_OF_THE_PLAN = frozenset({"leftover", "remark", "waiver"})
_NONE_IN_A_PR = """interface events noop_default architectural_impact api_surface cli_changes documentation
parallel_development"""
_NONE_IS_AN_ANSWER: dict[type, frozenset[str]] = {
    Interaction: frozenset({"transfer"}),
    ExtensionPoint: frozenset({"default"}),
    PullRequest: frozenset(_NONE_IN_A_PR.split()),
}
_NAMES: dict[type, frozenset[str]] = {
    Flag: frozenset({"name", "default"}),
    CrossCutting: frozenset({"implementations", "default_implementation"}),
    Event: frozenset({"name"}),
    Summary: frozenset({"repository", "slug", "base_commit"}),
}
"""Fields that hold names, values and paths, which may be any word; a repository may be `.`."""

_SCOPE_CELLS = frozenset({"modeled", "simplified", "omitted"})
"""A dash there says that the component is not in that column."""


@rule("PLN003", "error", PHASE_1, 1)
def no_placeholders(context: Context) -> Iterator[Problem]:
    """No example row and no placeholder of a template is left, and no whole answer is one.

    Why: Readers take a row of the template for one that was written for this plan.
    Fix: Write what belongs there, or take the row out; where there is nothing, say why.
    Fails: component = "(example) Network partitions", or justification = "TBD"
    Passes: component = "Network partitions", justification = "no question asks about failures"
    """
    for text in context.derived(plan_texts):
        if text.table in _NOT_OF_THE_PLAN:
            continue
        left = placeholder(text.text)
        if left:
            yield Problem(
                text.path,
                f"“{left}” is a placeholder that is still to be replaced.",
                "Write what belongs there, or take it out.",
            )
        elif whole := _stands_for_an_answer(text):
            yield Problem(
                text.path,
                f"“{text.spec.title}” says only {quoted(whole)}, a placeholder and no answer.",
                "Write what belongs there; where there is nothing, say why.",
            )


def _stands_for_an_answer(text: PlanText) -> str:
    kind, key = type(text.item), text.spec.key
    if key in _NAMES.get(kind, ()) or (text.table == "scope" and key in _SCOPE_CELLS):
        return ""
    none_is_one = key in _NONE_IS_AN_ANSWER.get(kind, ()) or key == "real_systems"
    return no_answer(text.text, none_is_one=none_is_one)
