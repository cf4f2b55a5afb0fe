"""DAG: Phase 7, the dependency graph of PRs."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.edits import Edit
from blistui.plan.graph.parallel import overlaps, widest
from blistui.plan.graph.placement import freezes
from blistui.plan.headings import PHASE_5, PHASE_6, PHASE_7
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.rules.families.dag.merge_order import beside, contradictions
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import counted, listed
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.dependencies import waiting_for
from blistui.rules.shared.to_write import to_write, unanswered


@rule("DAG001", "error", PHASE_7, 3)
def no_cycles(context: Context) -> Iterator[Problem]:
    """The dependencies of PRs have no cycle.

    Why: None of the PRs on a cycle can ever be the first to merge.
    Fix: Drop the dependency that is not real, or move what both need into a PR before them.
    Fails: PR1 depends on PR2, and PR2 on PR1
    Passes: PR2 depends on PR1
    """
    for cycle in context.graph.cycles:
        path = _path_of(context, cycle[0])
        if len(cycle) == 2:
            yield Problem(
                f"{path}.depends_on", f"{cycle[0]} depends on itself.", "Take it out of its dependencies."
            )
        else:
            yield Problem(
                f"{path}.depends_on",
                f"These PRs wait for each other: {' → '.join(cycle)}.",
                "Drop one of these dependencies, or move what they need of each other into an earlier PR.",
            )


def _path_of(context: Context, pr: str) -> str:
    prs = context.plan.pr
    return f"pr.{segment_of(prs, next(index for index, item in enumerate(prs) if item.id == pr))}"


@rule("DAG002", "error", PHASE_6, 3)
def series_in_order(context: Context) -> Iterator[Problem]:
    """The series lists every PR after the PRs it depends on.

    Why: The series is read and merged from top to bottom, so what comes first must be able to merge first.
    Fix: Move the PR below what it depends on; the fix reorders the series, leaving all else in its order.
    Fails: PR1, PR3, PR2, where PR3 depends on PR2
    Passes: PR1, PR2, PR3
    """
    graph = context.graph
    place = {pr: index for index, pr in enumerate(graph.order)}
    fix = None
    for pr in graph.order:
        late = [on for on in graph.depends_on[pr] if place[on] > place[pr] and not graph.before(pr, on)]
        if late:
            fix = fix or _reorder(context)
            yield Problem(
                f"{_path_of(context, pr)}.depends_on",
                f"{pr} comes before {listed(late)}, on which it depends.",
                f"Move {pr} below {listed(late)} in the series.",
                fix=fix,
            )


def _reorder(context: Context) -> Fix | None:
    prs = context.plan.pr
    now = [segment_of(prs, index) for index in range(len(prs))]
    if now != [pr.id for pr in prs]:
        # PRs without an id of their own cannot be distinguished while they move.
        return None
    moves = []
    for index, pr in enumerate(context.graph.topological):
        if now[index] != pr:
            moves.append(Edit("move", f"pr.{pr}", index=index))
            now.remove(pr)
            now.insert(index, pr)
    # An order is the author's to decide, so it is offered only.
    return Fix("Reorder the series so that every PR follows what it depends on", tuple(moves), True)


@rule("DAG003", "error", PHASE_7, 3)
def merge_sequencing(context: Context) -> Iterator[Problem]:
    """Merge sequencing guidance exists, does not contradict the graph, and leaves no PR out of its order.

    Why: People merge by the guidance, not by the graph; where the two differ, the build breaks.
    Fix: Say in which order to merge where the graph leaves a choice; correct what it does not leave open.
    Fails: merge_order = ["PR2", "PR1"], where PR2 depends on PR1
    Passes: merge_order = ["PR1", "PR2"]
    """
    dag = context.plan.dag
    if not says_something(dag.merge_sequencing) and not dag.merge_order:
        yield unanswered(
            "dag.merge_sequencing",
            dag.merge_sequencing,
            "There is no guidance on the sequence of merging.",
            "Say in which order to merge, and what to look at between merges.",
        )
    for pr in dict.fromkeys(pr for pr in dag.merge_order if dag.merge_order.count(pr) > 1):
        yield Problem("dag.merge_order", f"{pr} is in the merge order more than once.", "List it once.")
    left_out = [
        pr.id
        for pr in context.plan.pr
        if pr.id and pr.is_ahead and dag.merge_order and pr.id not in dag.merge_order
    ]
    if left_out:
        yield Problem(
            "dag.merge_order",
            f"The merge order leaves out {listed(left_out)}.",
            "Put every PR that is still to be merged in its place.",
        )
    for path, first, second, where in contradictions(context):
        yield Problem(
            path,
            f"{where} puts {first} before {second}, but {first} must wait for {second}.",
            "Correct the guidance, or the dependency.",
        )
    for first, second in beside(context):
        yield Problem(
            "dag.merge_sequencing",
            f"The guidance lets {first} and {second} merge side by side, but {first} must wait for {second}.",
            "Correct the guidance, or the dependency.",
        )


@rule("DAG004", "warning", PHASE_7, 3)
def overlaps_noted(context: Context) -> Iterator[Problem]:
    """PRs that may merge in parallel and touch the same file have an integration risk note.

    Why: Both pass on their own; the second to merge has a conflict, or breaks what the first one built.
    Fix: Add a note that names these PRs and says which merges first, or who changes which part of it.
    Fails: PR2 and PR3 both modify cmd/root.go, neither depends on the other, and no note names both
    Passes: integration_risks = [{ prs = ["PR2", "PR3"], note = "both add flags to cmd/root.go; PR2 first" }]
    """
    noted = [risk.prs for risk in context.plan.dag.integration_risks if filled(risk.note)]
    shared: dict[tuple[str, ...], list[str]] = {}
    for overlap in overlaps(context.graph, noted):
        shared.setdefault(overlap.prs, []).append(overlap.path)
    for prs, files in shared.items():
        each = "both touch" if len(prs) == 2 else "all touch"
        what = files[0] if len(files) == 1 else f"{files[0]} and {counted(len(files) - 1, 'other file')}"
        yield to_write(
            "dag.integration_risks",
            f"{listed(prs)} may merge in parallel and {each} {what}.",
            "Add an integration risk note that names them, or let one depend on the other.",
            details=tuple(files) if len(files) > 1 else (),
        )


@rule("DAG005", "hint", PHASE_7, 3)
def no_redundant_dependency(context: Context) -> Iterator[Problem]:
    """No dependency follows from others.

    Why: A dependency that follows from others hides which ones are real, and stays when those change.
    Fix: Take the dependency out; the order stays the same.
    Fails: PR3 depends on PR1 and PR2, and PR2 on PR1
    Passes: PR3 depends on PR2, and PR2 on PR1
    """
    graph = context.graph
    redundant: dict[str, list[str]] = {}
    for pr, on in graph.redundant:
        redundant.setdefault(pr, []).append(on)
    if not redundant:
        return
    shape = () if graph.cycles else _shape(context)
    for pr, needless in redundant.items():
        path = f"{_path_of(context, pr)}.depends_on"
        own = next(item for item in context.plan.pr if item.id == pr)
        kept = tuple(on for on in own.depends_on if on not in needless)
        yield Problem(
            path,
            f"{pr} need not name {listed(needless)}: it waits for that through {listed(kept)}.",
            f"Take {listed(needless)} out of its dependencies.",
            fix=Fix(f"Let {pr} depend on {listed(kept)} only", (Edit("put", path, kept),)),
            details=shape,
        )


def _shape(context: Context) -> tuple[str, ...]:
    path, at_once = context.graph.critical_path, widest(context.graph)
    return (
        f"critical path, {counted(len(path), 'PR')}: {' → '.join(path)}",
        f"at most {len(at_once)} PRs under way at once: {listed(at_once)}"
        if len(at_once) > 1
        else "no two PRs under way at once",
    )


@rule("DAG006", "error", PHASE_5, 3)
def freeze_before_parallel(context: Context) -> Iterator[Problem]:
    """No interface is built upon in parallel before the PR that freezes it.

    Why: Two PRs that build on an interface that still changes will each change it in another way.
    Fix: Let the PRs that build on it depend on the freeze, or put those that shape it one after the other.
    Fails: PR2 freezes Scorer, and PR3, with interface = "Scorer", depends on PR1 only
    Passes: PR3 depends on PR2
    """
    graph = context.graph
    paths = {item.id: path for path, item in items_of(context.plan, "crosscutting") if item.id}
    for freeze in freezes(context.plan, graph):
        path = f"{paths[freeze.item]}.pr" if freeze.item in paths else "crosscutting"
        for pr in freeze.beside:
            yield Problem(
                f"{_path_of(context, pr)}.depends_on",
                f"{pr} may build on {freeze.interface} before {freeze.pr} has frozen it.",
                f"Let {pr} depend on {freeze.pr}.",
                fix=waiting_for(context, [pr], freeze.pr),
            )
        at_once = [pr for pr in freeze.ahead if any(graph.concurrent(pr, other) for other in freeze.ahead)]
        if at_once:
            yield Problem(
                path,
                f"{listed(at_once)} build on {freeze.interface} in parallel, before {freeze.pr} freezes it.",
                "Put them one after the other, or freeze the interface before them.",
            )


@rule("DAG007", "error", PHASE_7, 3)
def integration_risks(context: Context) -> Iterator[Problem]:
    """Integration risks are noted, or a reason is given why there are none.

    Why: PRs are reviewed one by one; only the plan can say how they affect each other.
    Fix: Note where PRs affect each other and what is done about it, or say why they do not.
    Fails: integration_risks = [] and integration_risks_none_because = ""
    Passes: integration_risks_none_because = "the two PRs are strictly sequential"
    """
    dag = context.plan.dag
    if not dag.integration_risks and not says_something(dag.integration_risks_none_because):
        yield unanswered(
            "dag.integration_risks",
            dag.integration_risks_none_because,
            "No integration risk is noted.",
            "Note where PRs affect each other, or give the reason why they do not.",
        )
    for index, risk in enumerate(dag.integration_risks):
        if not filled(risk.note):
            yield to_write(
                f"dag.integration_risks.{segment_of(dag.integration_risks, index)}.note",
                f"The integration risk of {listed(risk.prs) or 'no PR'} says nothing.",
                "Say how they affect each other and what is done about it, or delete it.",
            )
    if dag.integration_risks and says_something(dag.integration_risks_none_because):
        yield Problem(
            "dag.integration_risks_none_because",
            f"The plan says why it has no integration risk, but notes {len(dag.integration_risks)}.",
            "Delete the reason, or the notes.",
        )
