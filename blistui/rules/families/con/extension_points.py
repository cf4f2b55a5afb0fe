"""CON, extension points: a contract, a default, and a first non-default that a PR delivers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import rare_pattern
from blistui.plan.headings import PHASE_2, PHASE_4
from blistui.plan.ids import items_of
from blistui.rules.prose.deferral import put_off
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.references import known_prs, repair
from blistui.rules.shared.to_write import lacking, to_write, unknown_item, waits_for

_FUTURE = rare_pattern(
    r"\bfuture (?:work|PRs?|plans?|releases?|versions?)\b|\bfuture\W*\Z|\bnot (?:yet )?planned\b",
    re.IGNORECASE,
    signs=("future", "planned"),
)

_PARTS = (
    ("contract", "what an implementation must do"),
    ("default", "what happens by default"),
    ("first_non_default", "which non-default implementation comes first"),
)


@rule("CON011", "error", PHASE_2, 2)
def extension_points(context: Context) -> Iterator[Problem]:
    """Every extension point has a behavioural contract, a default and a first non-default.

    Why: Without a contract nobody can write an implementation, without a default nothing runs, and without
        a second implementation there is nothing to choose.
    Fix: Say what an implementation must do, what happens when nothing is chosen, and which other is first.
    Fails: default = ""
    Passes: default = "round robin" and first_non_default = "least loaded"
    """
    for path, point in items_of(context.plan, "extension_point"):
        yield from lacking(
            f"Extension point {named(point, path)} does not say",
            [(f"{path}.{field}", says) for field, says in _PARTS if not filled(getattr(point, field))],
            "Describe the contract in behaviour, not in code; name the implementations.",
        )


@rule("CON012", "error", PHASE_4, 2)
def non_default_delivered(context: Context) -> Iterator[Problem]:
    """The first non-default of every extension point is delivered by a PR of this plan, never "later".

    Why: An interface with one implementation is a guess about the second one, and usually wrong.
    Fix: Name the PR that brings it, or drop the extension point until one is needed.
    Fails: first_non_default = "to be decided later" and pr = ""
    Passes: first_non_default = "least loaded" and pr = "PR2"
    """
    prs = known_prs(context)
    for path, point in items_of(context.plan, "extension_point"):
        name = f"extension point {named(point, path)}"
        if not filled(point.first_non_default):
            continue
        if _no_commitment(point.first_non_default):
            yield Problem(
                f"{path}.first_non_default",
                f"The first non-default of {name} is put off: {quoted(point.first_non_default)}.",
                "Name an implementation that a PR of this plan delivers, or drop the extension point.",
            )
        elif not filled(point.pr):
            yield to_write(
                f"{path}.pr",
                f"No PR is named that delivers {quoted(point.first_non_default)} for {name}.",
                "Name the PR of this plan that brings it, or drop the extension point.",
                waits_for=waits_for(context, path, "pr"),
            )
        if filled(point.pr) and point.pr not in prs:
            yield unknown_item(
                context,
                f"{path}.pr",
                "pr",
                message=f"{quoted(point.pr)}, which delivers the first non-default of {name}, is no PR of "
                "this plan.",
                how_to_fix="Name the PR of this plan that brings it.",
                fix=repair(context, "pr", f"{path}.pr", point.pr),
            )


def _no_commitment(text: str) -> bool:
    return not says_something(text) or bool(put_off(text) or _FUTURE.search(text))
