"""EVO: Phase 4, architectural evolution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_4
from blistui.plan.ids import KINDS, ids_of, items_of
from blistui.plan.tables.evolution import Tradeoff
from blistui.plan.tables.objectives import Scope
from blistui.rules.prose.filled import any_says_something, filled, says_something, unsaid
from blistui.rules.prose.sentences import words
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.references import known_blocks, known_prs, repair
from blistui.rules.shared.to_write import lacking, to_write, unknown_item, waits_for

_TEST_NAME = pattern(r"\b(?:Test|Benchmark|Fuzz|Example)[A-Z_0-9]\w*|\b\w+_test\.go\b|\bgo\s+test\b|`[^`]+`")
_CODE_SPAN = pattern(r"`([^`\s]+)`")
_PUT_OFF = pattern(
    r"\b(?:future|later|eventually|some ?day|tb[da]|todo|work|prs?|plan|release|version|when needed|if needed"
    r"|the|an?|in|some|to be (?:decided|determined))\b",
    re.IGNORECASE,
)


@rule("EVO001", "error", PHASE_4, 2)
def evolution_described(context: Context) -> Iterator[Problem]:
    """The current and the target architecture are described, and what remains unchanged is listed.

    Why: A change can be reviewed only from its start to its end; what stays the same needs no review.
    Fix: Describe both in behaviour, and list the parts that stay.
    Fails: unchanged = []
    Passes: unchanged = ["the event loop", "the trace format"]
    """
    evolution = context.plan.evolution
    blank: list[tuple[str, str]] = []
    for field, what in (
        ("current", "how the architecture is today"),
        ("target", "the target architecture"),
        ("unchanged", "what remains unchanged"),
    ):
        given = getattr(evolution, field)
        if not filled(given):
            blank.append((f"evolution.{field}", what))
        elif not any_says_something((given,) if isinstance(given, str) else given):
            yield Problem(
                f"evolution.{field}",
                f"The evolution does not describe {what}{unsaid(given)}.",
                "Describe it in behaviour.",
            )
    yield from lacking(
        "The evolution does not describe", blank, "Describe both in behaviour, and list the parts that stay."
    )


@rule("EVO002", "error", PHASE_4, 2)
def changes_mapped(context: Context) -> Iterator[Problem]:
    """Every structural change maps to a block, and every block is reached by one or marked as unchanged.

    Why: A change outside the model is unplanned, and a block that no change brings is never built.
    Fix: Name the block of the change; add the change that brings the block, or mark the block as
        existing, unchanged.
    Fails: block cache, neither in a change nor existing_unchanged
    Passes: [[evolution.change]] with block = "cache"
    """
    blocks = known_blocks(context)
    changed = set()
    unchanged = {block.id for block in context.plan.block if block.id and block.existing_unchanged}
    for path, change in items_of(context.plan, "change"):
        name = f"structural change {named(change, path)}"
        changed.add(change.block.strip())
        if not filled(change.what):
            yield to_write(
                f"{path}.what", f"The {name} does not say what changes.", "Describe it, or delete it."
            )
        if not filled(change.block):
            yield to_write(
                f"{path}.block",
                f"The {name} is mapped to no building block.",
                "Name the block that it changes.",
            )
        elif change.block not in blocks:
            yield Problem(
                f"{path}.block",
                f"The {name} is mapped to {quoted(change.block)}, which is no building block.",
                "Name a block of the concept model.",
                fix=repair(context, "block", f"{path}.block", change.block),
            )
        elif change.block in unchanged:
            yield Problem(
                f"{path}.block",
                f"The {name} changes building block {change.block}, which is marked as existing, unchanged.",
                "Drop the mark, or map the change to the block it really changes.",
            )
    if "" in changed:
        # A change that is still to be mapped may be the one that reaches a block.
        return
    for path, block in items_of(context.plan, "block"):
        if not block.existing_unchanged and block.id not in changed:
            yield to_write(
                f"{path}.existing_unchanged",
                f"No structural change reaches building block {named(block, path)}.",
                "Add the change that brings it, or mark it as existing, unchanged.",
                waits_for=PHASE_4,
            )


@rule("EVO003", "error", PHASE_4, 3)
def refactors_proven(context: Context) -> Iterator[Problem]:
    """An enabling refactor is marked as changing no behaviour, and names the tests that prove it.

    Why: A refactor is reviewed less strictly than a change; only passing tests show that it is one.
    Fix: Tick “no behavior change” and name the existing tests; what changes behaviour is no refactor.
    Fails: no_behavior_change = true and proof = ["existing tests"]
    Passes: no_behavior_change = true and proof = ["TestDispatchKeepsOrder"]
    """
    for path, refactor in items_of(context.plan, "refactor"):
        name = f"refactor {named(refactor, path)}"
        if not filled(refactor.what):
            yield to_write(
                f"{path}.what", f"The {name} does not say what is rearranged.", "Describe it, or delete it."
            )
        if not refactor.no_behavior_change:
            yield to_write(
                f"{path}.no_behavior_change",
                f"The {name} is not marked as changing no behaviour.",
                "Mark it, or plan it as a structural change.",
            )
        if not filled(refactor.proof):
            yield to_write(
                f"{path}.proof",
                f"The {name} names no tests that prove it.",
                "Name the existing tests that must pass unchanged.",
            )
        elif not any(_TEST_NAME.search(line) for line in refactor.proof):
            yield Problem(
                f"{path}.proof",
                f"The {name} is to be proven by {quoted(refactor.proof[0])}, which names no test.",
                "Name the tests, such as TestName or name_test.go.",
            )


@rule("EVO004", "error", PHASE_4, 7)
def extension_points_arrive(context: Context) -> Iterator[Problem]:
    """Every extension point has its default, the PR of its first non-default, and a change of its block.

    Why: An extension point is part of the way to the target: something runs by default, something else is
        added, and the block that has both is built by a described change.
    Fix: Fill default and PR of the extension point in Phase 2, and describe the change of its block.
    Fails: extension point EP1 of block router with pr = "" and no structural change of router
    Passes: default = "round robin", pr = "PR2", and [[evolution.change]] with block = "router"
    """
    prs = known_prs(context)
    described = {change.block for change in context.plan.evolution.change if filled(change.what)}
    if context.plan.evolution.unchanged:
        described |= {block.id for block in context.plan.block if block.existing_unchanged}
    for path, point in items_of(context.plan, "extension_point"):
        gaps: list[_Gap] = []
        if not filled(point.default):
            gaps.append(_Gap("default", "its default"))
        if point.pr not in prs:
            phase = waits_for(context, path, "pr")
            arrives = "the PR in which its first non-default arrives"
            gaps.append(_Gap("pr", arrives, phase, is_wrong=filled(point.pr) and not phase))
        if not filled(point.block):
            gaps.append(_Gap("block", "the building block it belongs to"))
        elif point.block not in described:
            gaps.append(_Gap("block", f"how its building block {point.block} evolves", PHASE_4))
        if gaps:
            problem = to_write(
                f"{path}.{gaps[0].field}",
                f"For the evolution of extension point {named(point, path)}, "
                f"{listed([gap.says for gap in gaps])} {'is' if len(gaps) == 1 else 'are'} not given.",
                "Fill default, block and PR of the extension point, and describe the change of its block.",
                fields=tuple(f"{path}.{gap.field}" for gap in gaps[1:]),
                waits_for=min(gap.waits_for for gap in gaps) if all(gap.waits_for for gap in gaps) else "",
            )
            yield problem._replace(kind="wrong") if any(gap.is_wrong for gap in gaps) else problem


class _Gap(NamedTuple):
    """What an extension point does not say yet, and in which later phase it can."""

    field: str
    says: str
    waits_for: str = ""
    is_wrong: bool = False


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
    ids = _free_ids(context)
    end = count(len(context.plan.evolution.tradeoff))
    for path, row in rows:
        yield to_write(
            f"{path}.simplified",
            f"The simplification of scoping row {named(row, path)} has no fidelity trade-off: "
            f"{quoted(row.simplified)}.",
            "Add its trade-off to the evolution.",
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


def _free_ids(context: Context) -> Iterator[str]:
    # Several of these fixes may be applied together, so each takes an id and a place of its own.
    taken = ids_of(context.plan, "tradeoff")
    named_by_number = (f"{KINDS['tradeoff'].prefix}{number}" for number in count(1))
    return (own for own in named_by_number if own not in taken)


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
        if filled(tradeoff.upgrade_future) and not words(_PUT_OFF.sub(" ", tradeoff.upgrade_future)):
            yield Problem(
                f"{path}.upgrade_future",
                f"The upgrade path of {name} says only {quoted(tradeoff.upgrade_future)}.",
                "Say what the refinement needs: data, an interface, a measurement.",
            )
