"""A merged PR marked in the plan, and what its merge leaves to do (template: Living document, 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from blistui.markdown.inline import one_line
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.graph.placement import interface_name, is_gate_of
from blistui.plan.ids import mint
from blistui.plan.paths import get
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.series import PullRequest
from blistui.repo.citations.current import Capturer
from blistui.repo.errors import CitationError
from blistui.repo.git.history import Merge
from blistui.repo.repository import Repository
from blistui.repo.symbols.index import load_index
from blistui.rules.living.merges import PULL, number_of


class ToDo(NamedTuple):
    """A sentence on what a merge leaves to do; once it is done, the field at `path` gets `value`.

    `path` is empty where no field says that it is done.
    """

    says: str
    path: str = ""
    value: str = ""


class Freeze(NamedTuple):
    """An interface that the PR freezes, and that section G does not have yet.

    `entry` enters it, with the lines at `place`; without it, `problem` says why it cannot be entered.
    """

    item: str
    interface: str
    pr: str
    place: str
    entry: Edit | None
    problem: str


class Merging(NamedTuple):
    """The edits that mark a PR as merged, what they leave to do, and the freezes that want an entry in G."""

    edits: tuple[Edit, ...]
    left: tuple[ToDo, ...]
    freezes: tuple[Freeze, ...]


def merging(
    plan: Plan, repository: Repository, path: str, merge: Merge, *, confirmed: str = "", freeze: bool = False
) -> Merging:
    """What marks the PR at `path` as merged by `merge`, as one step.

    `confirmed` is the day on which its concept model was confirmed; with `freeze` the interfaces that it
    freezes are entered in section G. Raises RepositoryError.
    """
    pr: PullRequest = get(plan, path)
    edits = list(_marked(path, pr, merge, confirmed))
    freezes: list[Freeze] = []
    for item in _wanted_freezes(plan, pr):
        # One after the other: each entry has an id of its own.
        found = _freeze(apply(plan, edits), repository, item, merge)
        freezes.append(found)
        if freeze and found.entry is not None:
            edits.append(found.entry)
    return Merging(tuple(edits), tuple(_left(plan, path, pr, merge, confirmed)), tuple(freezes))


def _marked(path: str, pr: PullRequest, merge: Merge, confirmed: str) -> tuple[Edit, ...]:
    values = {"status": "merged", "merged_commit": merge.commit, "merged_on": merge.day}
    pulls = PULL.findall(merge.subject)
    if pulls and pulls[-1] != number_of(pr.pull):
        values["pull"] = f"#{pulls[-1]}"
    if confirmed:
        values["concept_model_confirmed_on"] = confirmed
    return tuple(Edit("put", f"{path}.{key}", value) for key, value in values.items())


def _left(plan: Plan, path: str, pr: PullRequest, merge: Merge, confirmed: str) -> Iterator[ToDo]:
    for risk in plan.risk:
        if not is_gate_of(risk, pr) or risk.outcome == "passed":
            continue
        if risk.outcome == "failed":
            changes = one_line(risk.plan_changes) or f"not written yet, in risk.{risk.id}.plan_changes"
            yield ToDo(f"Gate {risk.id} failed; what the plan changed because of it: {changes}")
        else:
            yield ToDo(f"Gate {risk.id} has not passed (open).", f"risk.{risk.id}.outcome", "passed")
    merged = {one.id for one in plan.pr if one.status == "merged"}
    known = {one.id for one in plan.pr}
    for on in pr.depends_on:
        if on in known - merged and on != pr.id:
            yield ToDo(f"{on}, on which it depends, is not marked as merged.")
    planned = (file.path.strip() for file in pr.files if file.change == "add")
    if not_added := [file for file in planned if file not in merge.added]:
        yield ToDo(f"Planned, and not added by this commit: {', '.join(not_added)}.")
    if not confirmed:
        yield ToDo(
            "Does the concept model still describe the system? Compare it with the merged code, correct it.",
            f"{path}.concept_model_confirmed_on",
            merge.day,
        )


def _wanted_freezes(plan: Plan, pr: PullRequest) -> Iterator[CrossCutting]:
    frozen = {interface_name(one.interface) for one in plan.frozen}
    for item in plan.crosscutting:
        is_frozen = interface_name(item.interface) in frozen
        if item.area == "freezes" and item.interface.strip() and item.pr == pr.id and not is_frozen:
            yield item


def _freeze(plan: Plan, repository: Repository, item: CrossCutting, merge: Merge) -> Freeze:
    wanted = interface_name(item.interface)
    found = [
        one for one in load_index(repository) if one.kind == "interface" and one.name.casefold() == wanted
    ]
    if len(found) != 1:
        places = ", ".join(f"{one.path}:{one.start}" for one in found)
        problem = (
            f"`{item.interface}` is declared as an interface at {places}: cite the one that is meant"
            if found
            else f"no interface of the code has the name `{item.interface}`"
        )
        return Freeze(item.id, item.interface, item.pr, "", None, problem)
    [one] = found
    place = f"{one.path}:{one.start}-{one.end}"
    capturer = Capturer(repository, plan.plan.base_commit or None, merge=merge.commit)
    try:
        cite = capturer.capture(one.path, [(one.start, one.end)])
    except CitationError as error:
        return Freeze(item.id, one.name, item.pr, place, None, str(error))
    values = {"id": mint(plan, "frozen"), "interface": one.name, "cite": cite, "freeze_pr": item.pr}
    entry = Edit("insert", "frozen", values, len(plan.frozen))
    return Freeze(item.id, one.name, item.pr, place, entry, "")
