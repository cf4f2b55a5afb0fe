"""CON, the system as a whole: invariants, state and statistics, and the length of the model."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.markdown.write.document import lines_of, section
from blistui.plan.headings import PHASE_2
from blistui.plan.ids import items_of
from blistui.rules.prose.filled import filled, stated
from blistui.rules.prose.same_words import main_words
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import to_write, unanswered

_KINDS = {
    "always": "what must always hold",
    "never": "what must never happen",
    "causality": "a causality constraint",
}

_LIMIT, _NEAR = 80, 72


@rule("CON009", "error", PHASE_2, 2)
def kinds_of_invariant(context: Context) -> Iterator[Problem]:
    """System invariants say what must always hold, what must never happen, and what must come in order.

    Why: Every PR is tested against them; without one kind a whole class of bugs is not tested for.
    Fix: Add an invariant of the missing kind, and give each a kind.
    Fails: two [[invariant]] tables, both of kind "always"
    Passes: one each of kind "always", "never" and "causality"
    """
    missing = [
        text
        for kind, text in _KINDS.items()
        if not any(one.kind == kind and filled(one.statement) for one in context.plan.invariant)
    ]
    if missing:
        yield to_write(
            "invariant", f"The system invariants lack {listed(missing)}.", "Add one of each missing kind."
        )
    for path, invariant in items_of(context.plan, "invariant"):
        if not filled(invariant.statement):
            yield to_write(
                f"{path}.statement",
                f"Invariant {named(invariant, path)} states nothing.",
                "Write it in one sentence, or delete it.",
            )
        elif invariant.kind not in _KINDS:
            yield unanswered(
                f"{path}.kind",
                invariant.kind,
                f"Invariant {named(invariant, path)} is neither of kind always nor never nor causality.",
                "Choose one of them.",
            )


@rule("CON010", "error", PHASE_2, 2)
def state_and_statistics(context: Context) -> Iterator[Problem]:
    """Simulation state and derived statistics are both listed, and nothing is in both.

    Why: If the system's state depends on statistics, measuring changes the results.
    Fix: List both, or say why there is none; keep an entry in the one list where it belongs.
    Fails: simulation = ["queue length"] and statistics = ["queue length"]
    Passes: simulation = ["queue of each replica"] and statistics = ["mean queue length"]
    """
    state = context.plan.state
    for field, title, reason in (
        ("simulation", "Simulation state", state.simulation_none_because),
        ("statistics", "Statistics", state.statistics_none_because),
    ):
        if not stated(getattr(state, field), reason):
            verb = "is" if field == "simulation" else "are"
            yield unanswered(
                f"state.{field}",
                (*getattr(state, field), reason),
                f"{title} {verb} not listed.",
                "Fill the list, or say why it is empty.",
            )
    evolving = {main_words(entry) for entry in state.simulation if filled(entry)}
    for index, entry in enumerate(state.statistics):
        if filled(entry) and main_words(entry) in evolving:
            yield Problem(
                f"state.statistics.{index}",
                f"{quoted(entry)} is listed both as simulation state and as a statistic.",
                "Keep it where it belongs: does the system evolve by it, or is it only reported?",
            )


@rule("CON016", "error", PHASE_2, 2)
def concept_model_fits(context: Context) -> Iterator[Problem]:
    """Section D, as exported, stays under 80 lines; from 72 on there is a warning.

    Why: The limit is the template's test of simplicity: a model that does not fit it is too complex.
    Fix: Merge blocks, drop interactions that say nothing new, and cut contracts to what others rely on.
    Fails: a section D of 84 lines
    Passes: a section D of 66 lines
    """
    number = lines_of(section(context.plan, "D"))
    if number >= _NEAR:
        over = number >= _LIMIT
        yield Problem(
            "block",
            f"The concept model takes {number} lines in section D; "
            + (f"it must stay under {_LIMIT}." if over else f"from {_LIMIT} on it is too long."),
            "Simplify it: fewer blocks, shorter contracts.",
            level=None if over else "warning",
        )
