"""OBJ: Phase 1, objectives."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import PHASE_1, PHASE_6
from blistui.plan.ids import items_of
from blistui.plan.tables.objectives import Objective
from blistui.rules.prose.filled import filled, same_thing, says_something, stated
from blistui.rules.prose.precision import has_measure, praise, vague_word
from blistui.rules.prose.wording import counted, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import lacking, to_write

_LEAST, _MOST = 3, 7

_COMMITMENTS = {
    "compatibility": "compatibility constraints",
    "performance": "performance constraints",
    "backward_compatibility": "backward compatibility guarantees",
    "cli_stability": "operational and CLI stability expectations",
}


@rule("OBJ001", "error", PHASE_1, 1)
def number_of_objectives(context: Context) -> Iterator[Problem]:
    """There are 3 to 7 objectives, and each says something.

    Why: With fewer it is not clear what the series of PRs is for; more than seven are hard to remember, and
        some of them are tasks.
    Fix: Split an objective that hides several outcomes, or merge those that are steps to one outcome.
    Fails: two [[objective]] tables
    Passes: four [[objective]] tables, each with a text
    """
    objectives = context.plan.objective
    number = (
        f"The plan has {counted(len(objectives), 'objective')}; the template asks for {_LEAST} to {_MOST}."
    )
    if len(objectives) < _LEAST:
        yield to_write("objective", number, "Add the outcomes that are missing.")
    elif len(objectives) > _MOST:
        yield Problem("objective", number, "Merge those that belong together.")
    for path, objective in items_of(context.plan, "objective"):
        if not filled(objective.text):
            yield to_write(
                f"{path}.text",
                f"Objective {named(objective, path)} says nothing.",
                "Write the outcome, or delete it.",
            )


@rule("OBJ002", "error", PHASE_1, 1)
def non_goals(context: Context) -> Iterator[Problem]:
    """At least one non-goal says what is left out on purpose.

    Why: Readers assume that a plan includes what it does not say it leaves out.
    Fix: Name the thing that a reader would most expect here and will not get.
    Fails: no [[non_goal]] table
    Passes: [[non_goal]] with text = "Live migration of requests between replicas"
    """
    if not context.plan.non_goal:
        yield to_write(
            "non_goal",
            "The plan names no non-goal.",
            "Name at least one thing that it leaves out on purpose.",
        )
    for path, non_goal in items_of(context.plan, "non_goal"):
        if not filled(non_goal.text):
            yield to_write(
                f"{path}.text",
                f"Non-goal {named(non_goal, path)} says nothing.",
                "Write what is left out, or delete it.",
            )


@rule("OBJ003", "error", PHASE_1, 1)
def commitments(context: Context) -> Iterator[Problem]:
    """Compatibility, performance, backward compatibility and CLI stability are stated, or why there are none.

    Why: They are promises to people who do not read the code; what is not written down is broken by mistake.
    Fix: List what is promised, or write in `…_none_because` why there is nothing to promise.
    Fails: performance = [] and performance_none_because = ""
    Passes: performance = ["a run of 10,000 requests takes at most 5 % longer"]
    """
    given = context.plan.commitments
    how_to_fix = "List them, or give the reason why there are none."
    blank: list[tuple[str, str]] = []
    for field, title in _COMMITMENTS.items():
        said = (*getattr(given, field), getattr(given, f"{field}_none_because"))
        if not filled(said):
            blank.append((f"commitments.{field}", title))
        elif not stated(said[:-1], said[-1]):
            yield Problem(f"commitments.{field}", f"The text of {title} says nothing.", how_to_fix)
    yield from lacking("The plan does not state", blank, how_to_fix)


@rule("OBJ004", "warning", PHASE_1, 1, decided="P")
def precise_objectives(context: Context) -> Iterator[Problem]:
    """Objectives are precise: a word such as "improve", "robust" or "various" comes with a measure.

    Why: "Better" cannot be reviewed, tested or finished; a number, a comparison or a test can.
    Fix: Say how much and against what, in the text or in `measured_by`, or name the outcome itself.
    Fails: text = "Improve routing" and measured_by = ""
    Passes: text = "Improve routing" and measured_by = "p99 wait 10 % below round robin's"
    """
    for path, objective in items_of(context.plan, "objective"):
        word = vague_word(objective.text) or praise(objective.text)
        if word and not has_measure(objective.text) and not _measures(objective.measured_by):
            yield Problem(
                f"{path}.text",
                f"Objective {named(objective, path)} looks imprecise: it says “{word}” without a measure.",
                "Say how much and against what, or fill “measured by” with a number, a comparison or a test.",
            )

    texts = {same_thing(objective.text): named(objective, path) for path, objective in _objectives(context)}
    for path, non_goal in items_of(context.plan, "non_goal"):
        if other := texts.get(same_thing(non_goal.text)):
            yield Problem(
                f"{path}.text",
                f"Non-goal {named(non_goal, path)} looks like objective {other}, word for word.",
                "Keep one of them.",
            )
    for field, title in _COMMITMENTS.items():
        for index, text in enumerate(getattr(context.plan.commitments, field)):
            word = vague_word(text) or praise(text)
            if word and not has_measure(text):
                yield Problem(
                    f"commitments.{field}.{index}",
                    f"One of the {title} looks imprecise: it says “{word}” without a measure.",
                    "Say how much and against what.",
                )


def _objectives(context: Context) -> Iterator[tuple[str, Objective]]:
    return ((path, one) for path, one in items_of(context.plan, "objective") if filled(one.text))


def _measures(measured_by: str) -> bool:
    if has_measure(measured_by):
        return True
    return says_something(measured_by) and not vague_word(measured_by) and not praise(measured_by)


@rule("OBJ005", "warning", PHASE_6, 1)
def objectives_served(context: Context) -> Iterator[Problem]:
    """Every objective is served by at least one PR.

    Why: An objective that no PR serves is not reached, even when the whole series has merged.
    Fix: Name the objective in `objectives` of the PR that brings it, plan that PR, or drop the objective.
    Fails: objective O3, and no PR with O3 in its `objectives`
    Passes: objectives = ["O1", "O3"] in PR2
    """
    if not context.plan.pr:
        return
    served = {own for pr in context.plan.pr for own in pr.objectives}
    for path, objective in items_of(context.plan, "objective"):
        if filled(objective.text) and objective.id not in served:
            yield to_write(
                f"{path}.id" if not objective.id else f"{path}.text",
                f"No PR serves objective {named(objective, path)}: {quoted(objective.text)}.",
                "Name it in a PR that serves it, or drop it."
                if objective.id
                else "Give it an id, so that PRs can name it.",
                fields=("pr",) if objective.id else (),
                waits_for=PHASE_6 if objective.id else "",
            )
