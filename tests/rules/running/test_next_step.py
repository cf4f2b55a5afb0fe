"""What comes next: errors in the order of the template, from where the author is."""

from __future__ import annotations

import pytest

from blistui.plan import headings
from blistui.plan.document import Plan
from blistui.rules.rule import Finding
from blistui.rules.running.next_step import left_in, next_step

PLAN = Plan.model_validate(
    {
        "finding": [{"id": "F1"}, {"id": "F2"}],
        "objective": [{"id": "O1"}],
        "extension_point": [{"id": "EP1"}],
        "pr": [{"id": "PR1"}],
    }
)


def error(path: str, waits_for: str = "", **more: object) -> Finding:
    return Finding("XXX001", "error", path, "m", "f", waits_for=waits_for, **more)  # type: ignore[arg-type]


FINDINGS = (
    error("plan.executive_summary"),
    error("pr.PR1.title"),
    error("extension_point.EP1.pr", headings.PHASE_6),
    error("objective.O1.text"),
    error("finding.F2.kind"),
    error("finding.F1.statement"),
    error("finding"),
    Finding("XXX002", "warning", "finding.F1.topic", "m", "f"),
    error("finding.F1.topic", waived_by="W1"),
)


@pytest.mark.parametrize(
    ("phase", "path", "expected"),
    [
        ("0", "", "finding.F1.statement"),
        ("0", "finding.F1.statement", "finding.F2.kind"),
        ("0", "finding.F1.cites", "finding.F2.kind"),
        ("0", "finding.F2.kind", "finding"),
        ("0", "finding", "objective.O1.text"),
        ("1", "", "objective.O1.text"),
        ("1", "objective.O1.text", "pr.PR1.title"),
        ("2", "", "pr.PR1.title"),
        ("6", "pr.PR1.title", "plan.executive_summary"),
        ("8", "", "plan.executive_summary"),
        ("A", "plan.executive_summary", "finding.F1.statement"),
        ("R", "", "finding.F1.statement"),
        ("0", "finding.GONE.statement", "finding.F1.statement"),
    ],
)
def test_the_next_is_the_first_after_and_then_the_first_of_all(phase: str, path: str, expected: str) -> None:
    step = next_step(PLAN, FINDINGS, phase, path)
    assert step is not None and step.finding.path == expected


def test_nothing_is_next_without_errors_and_one_alone_is_its_own_next() -> None:
    assert next_step(PLAN, FINDINGS[7:], "0", "") is None
    waiting = next_step(PLAN, FINDINGS[2:3], "0", "")
    assert waiting is not None and waiting.finding is FINDINGS[2] and waiting.phase.mark == "6"
    step = next_step(PLAN, FINDINGS[:1], "A", "plan.executive_summary")
    assert step is not None and step.phase.mark == "A"


def test_what_waits_is_next_once_its_phase_has_nothing_else_and_where_that_is_written() -> None:
    waits = Finding(
        "XXX001", "error", "block.B1", "m", "f", waits_for=headings.PHASE_4, fields=("evolution.change",)
    )
    other = error("evolution.current")
    step = next_step(PLAN, (waits, other), "4", "")
    assert step is not None and step.place == "evolution.current"
    step = next_step(PLAN, (waits,), "4", "evolution.current")
    assert step is not None and (step.phase.mark, step.place) == ("4", "evolution.change")


def test_what_waits_counts_where_it_is_due() -> None:
    assert [left_in(FINDINGS, mark) for mark in "0126A"] == [3, 1, 0, 2, 1]


def test_what_an_item_lacks_is_next_for_who_is_at_the_item() -> None:
    lacks = Finding("XXX001", "error", "pr.PR1", "m", "f", fields=("pr.PR1.architectural_impact",))
    later = error("merge_sequencing")
    for at in ("pr.PR1", "pr.PR1.title"):
        step = next_step(PLAN, (lacks, later), "6", at)
        assert step is not None and step.place == "pr.PR1.architectural_impact"
    step = next_step(PLAN, (lacks, error("pr.PR1.risks")), "6", "pr.PR1.architectural_impact")
    assert step is not None and step.place == "pr.PR1.risks"


def test_each_field_that_an_item_lacks_is_next_in_the_order_of_the_form() -> None:
    tier_1 = Finding(
        "XXX001",
        "error",
        "pr.PR1",
        "m",
        "f",
        fields=tuple(f"pr.PR1.{key}" for key in ("scope_out", "extension_type", "scope_in")),
    )
    between = error("pr.PR1.motivation")
    elsewhere = Finding("XXX003", "error", "pr.PR1", "m", "f", fields=("objective", "pr.PR1.risks", "dag"))
    seen = ["pr.PR1"]
    for _ in range(6):
        step = next_step(PLAN, (elsewhere, tier_1, between), "6", seen[-1])
        assert step is not None
        seen.append(step.place)
    keys = ("extension_type", "motivation", "scope_in", "scope_out", "risks", "extension_type")
    assert seen[1:] == [f"pr.PR1.{key}" for key in keys]


def test_each_entry_of_a_mapping_is_next_once() -> None:
    plan = Plan.model_validate({"block": [{"id": "B1"}], "plan": {"real_systems": ["a", "b", "c"]}})
    keys = [f"block.B1.real_systems.{name}" for name in "abc"]
    lacks = Finding("XXX001", "error", "block.B1", "m", "f", fields=tuple(keys))
    seen = ["block.B1.name"]
    for _ in range(5):
        step = next_step(plan, (error("block"), lacks), "2", seen[-1])
        assert step is not None
        seen.append(step.place)
    assert seen[1:] == [*keys, "block", keys[0]]


def test_items_under_headings_are_next_in_the_order_of_the_headings() -> None:
    plan = Plan.model_validate(
        {
            "crosscutting": [
                {"id": "CC1", "area": "tests"},
                {"id": "CC2", "area": "freezes"},
                {"id": "CC3", "area": "unheard of"},
                {"id": "CC4", "area": "docs"},
            ]
        }
    )
    findings = [error(f"crosscutting.CC{number}.pr") for number in (1, 2, 3, 4)]
    seen = ["crosscutting.CC1.pr"]
    while len(seen) < 4:
        step = next_step(plan, findings, "5", seen[-1])
        assert step is not None
        seen.append(step.place)
    assert [place.split(".")[1] for place in seen] == ["CC1", "CC4", "CC2", "CC3"]
