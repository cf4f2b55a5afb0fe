"""EVO, rules on fidelity trade-offs, and on what the plan states twice about the evolution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from blistui.patterns import pattern
from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_4
from blistui.plan.ids import free_ids, items_of
from blistui.plan.tables.evolution import Tradeoff
from blistui.plan.tables.objectives import Scope
from blistui.rules.prose.any_plan import fits_any_plan
from blistui.rules.prose.filled import filled, says_something, unsaid
from blistui.rules.prose.sentences import words
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.references import known_prs, repair
from blistui.rules.shared.to_write import lacking, to_write, unknown_item

_CODE_SPAN = pattern(r"`([^`\s]+)`")
_PUT_OFF = pattern(
    r"\b(?:future|later|eventually|some ?day|tb[da]|todo|work|prs?|plan|release|version|when needed|if needed"
    r"|the|an?|in|some|to be (?:decided|determined)|follow-?ups?|next|subsequent|separate|another|further)\b",
    re.IGNORECASE,
)


@rule("EVO005", "error", PHASE_4, 1)
def tradeoffs_recorded(context: Context) -> Iterator[Problem]:
    """Every simplified scoping row has a complete fidelity trade-off.

    Why: A simplification is safe only as long as everybody knows what it can and cannot answer.
    Fix: Add the trade-off of the row: what is approximated, which questions it still answers, when it
        breaks down, and how it is refined.
    Fails: a simplified row S2, and no [[evolution.tradeoff]] with scope = "S2"
    Passes: [[evolution.tradeoff]] with scope = "S2" and its four parts filled
    """
    for path, tradeoff in items_of(context.plan, "tradeoff"):
        yield from _tradeoff_parts(tradeoff, path)
    traded = {tradeoff.scope for tradeoff in context.plan.evolution.tradeoff}
    rows = [
        (path, row)
        for path, row in items_of(context.plan, "scope")
        if says_something(row.simplified) and row.id not in traded
    ]
    # Several of these fixes may be applied together, so each takes an id and a place of its own.
    ids = free_ids(context.plan, "tradeoff")
    end = count(len(context.plan.evolution.tradeoff))
    for path, row in rows:
        yield to_write(
            f"{path}.simplified",
            f"The simplification of scoping row {named(row, path)} has no fidelity trade-off: "
            f"{quoted(row.simplified)}.",
            "Add its trade-off to the evolution.",
            fields=("evolution.tradeoff",),
            waits_for=PHASE_4,
            fix=_tradeoff_row(row, next(ids), next(end)) if row.id else None,
        )


def _tradeoff_parts(tradeoff: Tradeoff, path: str) -> Iterator[Problem]:
    name = f"fidelity trade-off {named(tradeoff, path)}"
    blank: list[tuple[str, str]] = []
    for field, says in (
        ("scope", "to which scoping row it belongs"),
        ("approximates", "which real behaviour is approximated"),
        ("still_answers", "which questions it still answers"),
        ("breaks_when", "under which conditions it breaks down"),
    ):
        given = getattr(tradeoff, field)
        if not filled(given):
            blank.append((f"{path}.{field}", says))
        elif isinstance(given, str) and not says_something(given):
            yield Problem(
                f"{path}.{field}", f"The {name} does not say {says}{unsaid(given)}.", "Write it in a line."
            )
    if not filled(tradeoff.upgrade_pr) and not filled(tradeoff.upgrade_future):
        blank.append((f"{path}.upgrade_pr", "by which PR it is refined, or what that would need"))
    yield from lacking(f"The {name} does not say", blank, "Fill in what is missing.")


def _tradeoff_row(row: Scope, own: str, index: int) -> Fix:
    # When the loss matters is when the approximation breaks down: the author has said so once already.
    value = {"id": own, "scope": row.id}
    if filled(row.matters_when):
        value["breaks_when"] = row.matters_when
    return Fix(
        f"Add a trade-off row for {row.id}", (Edit("insert", "evolution.tradeoff", value, index),), True
    )


@rule("EVO008", "error", PHASE_4, 1)
def tradeoffs_agree(context: Context) -> Iterator[Problem]:
    """A trade-off still answers only questions that its row answers; what is unchanged no PR modifies.

    A path named as unchanged that a PR modifies is a warning.

    Why: A simplification cannot answer what its component was never modeled for.
    Fix: Name questions of the row, or let the row answer the question; correct the list of what stays.
    Fails: still_answers = ["Q4"] in the trade-off of a row with answers = ["Q2"]
    Passes: still_answers = ["Q2"]
    """
    answers = {row.id: row.answers for row in context.plan.scope if row.id}
    for path, tradeoff in items_of(context.plan, "tradeoff"):
        strange = [
            own
            for own in dict.fromkeys(tradeoff.still_answers)
            if tradeoff.scope in answers and own not in answers[tradeoff.scope]
        ]
        if strange:
            yield Problem(
                f"{path}.still_answers",
                f"The fidelity trade-off {named(tradeoff, path)} claims to answer {listed(strange)}, which "
                f"its row {tradeoff.scope} does not answer.",
                "Correct one of the two.",
            )
    modified = {
        file.path: pr.id
        for pr in context.plan.pr
        for file in pr.files
        if file.change == "modify" and file.path
    }
    for index, text in enumerate(context.plan.evolution.unchanged):
        for path in _CODE_SPAN.findall(text):
            if path in modified:
                yield Problem(
                    f"evolution.unchanged.{index}",
                    f"`{path}` is listed as unchanged, and {modified[path]} modifies it.",
                    "Say which part of it stays.",
                    level="warning",
                )


@rule("EVO006", "error", PHASE_4, 1)
def upgrade_paths(context: Context) -> Iterator[Problem]:
    """An upgrade path names a PR of this plan, or says what a future refinement needs.

    Why: "Later" is no path: people who reach the limit must know what is needed to go further.
    Fix: Name the PR, or what it takes: data, an interface, a measurement.
    Fails: upgrade_future = "future work"
    Passes: upgrade_future = "warm-up traces of a real scale-up"
    """
    prs = known_prs(context)
    for path, tradeoff in items_of(context.plan, "tradeoff"):
        name = f"fidelity trade-off {named(tradeoff, path)}"
        if filled(tradeoff.upgrade_pr) and tradeoff.upgrade_pr not in prs:
            yield unknown_item(
                context,
                f"{path}.upgrade_pr",
                "pr",
                message=f"The {name} is to be refined by {quoted(tradeoff.upgrade_pr)}, which is no PR of "
                "this plan.",
                how_to_fix="Name a PR of this plan, or say what a future refinement needs.",
                fix=repair(context, "pr", f"{path}.upgrade_pr", tradeoff.upgrade_pr),
            )
        future = tradeoff.upgrade_future
        if filled(future) and (not words(_PUT_OFF.sub(" ", future)) or fits_any_plan(future)):
            yield Problem(
                f"{path}.upgrade_future",
                f"The upgrade path of {name} says only {quoted(future)}.",
                "Say what the refinement needs: data, an interface, a measurement.",
            )
