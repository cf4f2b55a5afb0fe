"""Placeholders that are left in a plan, within a text or in place of one."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import PHASE_1
from blistui.plan.tables.concept import Block, Event, ExtensionPoint, Interaction, Ownership
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.evolution import Refactor, Tradeoff
from blistui.plan.tables.living import NOTES
from blistui.plan.tables.objectives import Criteria, Scope
from blistui.plan.tables.prevention import FailureMode, Regression
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import Flag, PullRequest
from blistui.plan.tables.summary import Summary
from blistui.rules.prose.any_plan import fits_any_plan
from blistui.rules.prose.placeholders import no_answer, placeholder
from blistui.rules.prose.template_text import is_template_text
from blistui.rules.prose.wording import quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.plan_texts import PlanText, plan_texts
from blistui.rules.shared.repeated import repeated

_NOT_OF_THE_PLAN = frozenset({"leftover", "remark", "waiver"})
_NONE_IN_A_PR = """interface events noop_default architectural_impact api_surface cli_changes documentation
parallel_development"""
_NONE_IS_AN_ANSWER: dict[type, frozenset[str]] = {
    Interaction: frozenset({"transfer"}),
    ExtensionPoint: frozenset({"default"}),
    Scope: frozenset({"modeled", "simplified", "omitted"}),
    PullRequest: frozenset(_NONE_IN_A_PR.split()),
}
_NAMES: dict[type, frozenset[str]] = {
    Flag: frozenset({"name", "default"}),
    CrossCutting: frozenset({"implementations", "default_implementation"}),
    Event: frozenset({"name"}),
    Summary: frozenset({"repository", "slug", "base_commit"}),
}
"""Fields that hold names, values and paths, which may be any word; a repository may be `.`."""

_NEED_NO_WORDS_OF_THEIR_OWN: dict[type, frozenset[str]] = {
    Block: frozenset({"name", "real_systems"}),
    Event: frozenset({"priority"}),
    ExtensionPoint: frozenset({"name", "default", "first_non_default"}),
    Ownership: frozenset({"state"}),
    CrossCutting: frozenset({"interface", "golden"}),
    Scope: frozenset({"component"}),
    Criteria: frozenset(Criteria.model_fields),
    Risk: frozenset({"success_criteria"}),
    Refactor: frozenset({"proof"}),
    Tradeoff: frozenset({"upgrade_future"}),
    PullRequest: frozenset({"test_categories", "interface", "pull"}),
    Regression: frozenset({"test"}),
    FailureMode: frozenset({"prevented_by", "cannot_occur_because"}),
    Summary: frozenset({"title", "real_systems"}),
}
"""Names, short answers, and fields of which another rule asks more."""

_ALL_EXEMPT = (_NAMES, _NONE_IS_AN_ANSWER, _NEED_NO_WORDS_OF_THEIR_OWN)
_MAY_FIT_ANY_PLAN = {
    kind: frozenset().union(*(fields.get(kind, ()) for fields in _ALL_EXEMPT))
    for kind in dict.fromkeys(kind for fields in _ALL_EXEMPT for kind in fields)
}

_OF_WORK = frozenset({"scope_in", "scope_out"})


@rule("PLN003", "error", PHASE_1, 1, decided="MP")
def no_placeholders(context: Context) -> Iterator[Problem]:
    """No example row and no placeholder of a template is left, and no whole answer is one.

    An answer without a word that is about this plan ("It works"), or that is copied from another place, is a
    warning.

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
        elif text.text.rstrip().endswith("?") and is_template_text(text.text):
            yield Problem(
                text.path,
                f"“{text.spec.title}” is the template's own question: {quoted(text.text)}.",
                "Answer it.",
            )
        elif _would_do_anywhere(text):
            yield Problem(
                text.path,
                f"“{text.spec.title}” looks like an answer that fits any plan: {quoted(text.text)}.",
                "Say it of this plan: which part, which test, which number.",
                level="warning",
            )
    for copy in repeated(context):
        yield Problem(
            copy.path,
            f"“{copy.title}” looks copied: it says word for word what “{copy.other}” says.",
            "Write what belongs there, or take it out.",
            level="warning",
        )


def _stands_for_an_answer(text: PlanText) -> str:
    kind, key = type(text.item), text.spec.key
    if key in _NAMES.get(kind, ()):
        return ""
    none_is_one = key in _NONE_IS_AN_ANSWER.get(kind, ()) or key == "real_systems"
    return no_answer(text.text, none_is_one=none_is_one)


def _would_do_anywhere(text: PlanText) -> bool:
    kind, key = type(text.item), text.spec.key
    if text.table in NOTES or key in _MAY_FIT_ANY_PLAN.get(kind, ()):
        return False
    return fits_any_plan(text.text, is_work=key in _OF_WORK)
