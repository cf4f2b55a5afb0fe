"""EVO, rules on the way from the current to the target architecture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.plan.headings import PHASE_4
from blistui.plan.ids import items_of
from blistui.rules.prose.filled import any_says_something, filled, says_something, unsaid
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.existing_tests import functions_named, unknown_tests
from blistui.rules.shared.references import known_blocks, known_prs, repair
from blistui.rules.shared.to_write import lacking, to_write, unanswered, waits_for

_TEST_NAME = pattern(r"\b(?:Test|Benchmark|Fuzz|Example)[A-Z_0-9]\w*|\b\w+_test\.go\b|\bgo\s+test\b|`[^`]+`")


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
                fields=("evolution.change",),
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
        tests = functions_named(" ".join(refactor.proof))
        unknown = unknown_tests(context, tests)
        missing = [test for test in tests if test in unknown]
        if missing:
            yield Problem(
                f"{path}.proof",
                f"The {name} is to be proven by {listed(missing)}: neither in the code nor brought by a PR.",
                "Name tests that are there.",
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


@rule("EVO007", "error", PHASE_4, 2)
def risks_and_invariants_highlighted(context: Context) -> Iterator[Problem]:
    """The evolution names the risks and the invariants that it touches, or says why there are none.

    Why: A reviewer of the change must see what can go wrong on the way, and what must hold at each step.
    Fix: Name rows of the risk register and system invariants; where there is none of them, say why.
    Fails: invariants = ["INV-2"], risks = [] and highlights_none_because = ""
    Passes: risks = ["R-2"] and invariants = ["INV-2", "INV-5"]
    """
    evolution = context.plan.evolution
    reason = evolution.highlights_none_because
    missing = [
        (f"evolution.{field}", f"which {what} it touches")
        for field, what in (("risks", "risks"), ("invariants", "invariants"))
        if not filled(getattr(evolution, field))
    ]
    if missing and not filled(reason):
        yield from lacking(
            "The evolution does not say",
            missing,
            "Name rows of the risk register and system invariants, or say why there are none.",
        )
    elif missing and not says_something(reason):
        yield unanswered(
            "evolution.highlights_none_because",
            reason,
            f"The evolution does not say {listed([what for _, what in missing])}{unsaid(reason)}.",
            "Name them, or say why there are none.",
        )
    elif not missing and says_something(reason):
        yield Problem(
            "evolution.highlights_none_because",
            "The evolution names risks and invariants, and says why there are none.",
            "Keep one of the two.",
        )
