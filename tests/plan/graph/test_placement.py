"""Where gates and freezes are."""

from __future__ import annotations

import tomllib

from blistui.plan.document import Plan
from blistui.plan.graph.placement import Freeze, Gate, freezes, gates, interface_name
from blistui.plan.graph.pr_graph import PrGraph


def _plan(text: str) -> tuple[Plan, PrGraph]:
    plan = Plan.model_validate(tomllib.loads(text))
    return plan, PrGraph(plan.pr)


SERIES = """
pr = [
    { id = "PR1", interface = "Scorer" },
    { id = "PR2", depends_on = ["PR1"] },
    { id = "PR3", depends_on = ["PR2"], interface = "`sim.Scorer` interface" },
    { id = "PR4", interface = "Scorer" },
    { id = "PR5", interface = "Router" },
]
"""


def test_a_gate_that_only_its_pr_names_is_placed_too() -> None:
    plan, graph = _plan(
        """
pr = [{ id = "PR1", gates = ["D-2"] }, { id = "PR2", gates = ["D-1"] }, { id = "PR1", gates = ["D-1"] }]
risk = [{ id = "D-1", gate = "PR2" }, { id = "D-2", gate = "PR9" }]
"""
    )
    assert gates(plan, graph) == (Gate("D-2", "PR1", ""), Gate("D-1", "PR2", ""))


def test_gates_that_name_a_pr_come_in_the_order_of_the_series() -> None:
    plan, graph = _plan(
        SERIES
        + """
risk = [
    { id = "D-2", gate = "PR2", spike = "PR1" },
    { id = "D-1", gate = "PR1" },
    { id = "D-3", gate = "PR9" },
    { id = "D-4" },
]
"""
    )
    assert gates(plan, graph) == (
        Gate("D-1", "PR1", ""),
        Gate("D-2", "PR2", "PR1"),
    )


def test_a_freeze_lists_the_prs_before_beside_and_after_it() -> None:
    plan, graph = _plan(
        SERIES
        + """
crosscutting = [
    { id = "CC2", area = "freezes", interface = "Router", pr = "PR5" },
    { id = "CC1", area = "freezes", interface = "Scorer", pr = "PR2", consumers = ["PR5"] },
    { id = "CC3", area = "freezes", interface = "", pr = "PR2" },
    { id = "CC4", area = "ci", interface = "Scorer", pr = "PR2" },
]
"""
    )
    assert freezes(plan, graph) == (
        Freeze("CC1", "Scorer", "PR2", ("PR3",), ("PR4", "PR5"), ("PR1",)),
        Freeze("CC2", "Router", "PR5", (), (), ()),
    )


def test_interface_names_are_compared_without_backticks_package_and_case() -> None:
    assert interface_name("`sim.Scorer` interface") == interface_name(" scorer") == "scorer"
    assert interface_name("") == ""
