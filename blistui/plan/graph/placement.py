"""Where validation gates and interface freezes are in the PR graph (template: Phase 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from blistui.plan.document import Plan
from blistui.plan.graph.pr_graph import PrGraph
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import PullRequest


class Gate(NamedTuple):
    """A validation of the risk register, placed before the merge of `pr`.

    `spike` is the PR that validates, if one does.
    """

    risk: str
    pr: str
    spike: str


class Freeze(NamedTuple):
    """An interface freeze, placed at the merge of `pr`.

    `unlocks` are the PRs that build on the interface and wait for the freeze; `beside` build on it and need
    not wait although they do not come before it either; `ahead` merge before it. All in series order.
    """

    item: str
    interface: str
    pr: str
    unlocks: tuple[str, ...]
    beside: tuple[str, ...]
    ahead: tuple[str, ...]


def is_gate_of(risk: Risk, pr: PullRequest) -> bool:
    """Whether the validation of `risk` is to pass before `pr` merges: one of the two names the other."""
    return bool((risk.id and risk.id in pr.gates) or (pr.id and risk.gate == pr.id))


def gates(plan: Plan, graph: PrGraph) -> tuple[Gate, ...]:
    """What is validated before a PR of the plan merges, in the order of the series: the register names the
    PR, or the PR its gate."""
    prs = {pr.id: pr for pr in reversed(plan.pr)}
    of_pr = ((prs[id], risk) for id in graph.order for risk in plan.risk)
    return tuple(Gate(risk.id, pr.id, risk.spike) for pr, risk in of_pr if is_gate_of(risk, pr))


def freezes(plan: Plan, graph: PrGraph) -> tuple[Freeze, ...]:
    """The freezes of Phase 5 that name an interface and a PR of the plan, in the order of the series."""
    found = [
        _freeze(item, tuple(builders(plan, item)), graph)
        for item in plan.crosscutting
        if item.area == "freezes" and item.interface.strip() and item.pr in graph.depends_on
    ]
    return tuple(sorted(found, key=lambda freeze: graph.order.index(freeze.pr)))


def _freeze(item: CrossCutting, building: tuple[str, ...], graph: PrGraph) -> Freeze:
    return Freeze(
        item.id,
        item.interface.strip(),
        item.pr,
        tuple(pr for pr in building if graph.before(item.pr, pr)),
        tuple(pr for pr in building if graph.concurrent(pr, item.pr)),
        tuple(pr for pr in building if graph.before(pr, item.pr) and not graph.before(item.pr, pr)),
    )


def builders(plan: Plan, freeze: CrossCutting) -> Iterator[str]:
    """PRs that build on the interface of `freeze`, except the one that freezes it, in series order.

    They name the interface as theirs, or the freeze names them as consumers.
    """
    name = interface_name(freeze.interface)
    for pr in plan.pr:
        if (
            pr.id
            and pr.id != freeze.pr
            and (pr.id in freeze.consumers or name == interface_name(pr.interface))
        ):
            yield pr.id


def interface_name(text: str) -> str:
    """An interface's name as it is compared: no backticks, no package, no word `interface`, in one case."""
    name = text.replace("`", "").strip().casefold().removesuffix(" interface").strip()
    return name.rpartition(".")[2]
