"""A text is found wherever the author wrote it."""

from __future__ import annotations

from blistui.plan.document import Plan
from blistui.plan.find import fields_named, find

PLAN = Plan.model_validate(
    {
        "plan": {"title": "Shed [load]", "executive_summary": "We shed load, and\nshed  Load again."},
        "block": [
            {"id": "B1", "name": "Router", "owns": ["load table"], "real_systems": {"vLLM": "load balancer"}}
        ],
        "pr": [{"id": "PR1", "uid": "load0", "loc": 120}],
    }
)


def test_every_hit_is_listed_whatever_its_case_and_line_breaks() -> None:
    found = [(hit.path, hit.number, hit.match) for hit in find(PLAN, "shed   load")]
    assert found == [("plan.executive_summary", 0, "shed load"), ("plan.executive_summary", 1, "shed Load")]
    paths = [hit.path for hit in find(PLAN, "load")]
    assert paths == ["plan.title", *["plan.executive_summary"] * 2, "block.B1.owns", "block.B1.real_systems"]


def test_a_hit_has_what_is_around_it() -> None:
    hit = find(PLAN, "and shed")[0]
    assert (hit.before, hit.match, hit.after) == ("We shed load, ", "and shed", " Load again.")


def test_signs_are_text_numbers_are_found_and_blanks_find_nothing() -> None:
    assert [hit.path for hit in find(PLAN, "[load]")] == ["plan.title"]
    assert [hit.path for hit in find(PLAN, "120")] == ["pr.PR1.loc"]
    assert find(PLAN, "  \n") == () and find(Plan(), "x") == ()


def test_a_field_is_found_by_its_name_whether_or_not_it_is_written() -> None:
    plan = Plan.model_validate(
        {
            "risk": [{"id": "R1", "decision": "One clock"}, {"id": "R2", "abort_plan": "Drop [it]"}],
            "pr": [{"id": "PR1"}, {"id": "PR2"}],
            "prevention": {"regression": [{"test": "a"}]},
        }
    )

    def found(text: str) -> list[tuple[str, str, str]]:
        return [(hit.path, hit.item, hit.after) for hit in fields_named(plan, text)]

    assert found("Abort PLAN") == [
        ("risk.R1.abort_plan", "R1", ""),
        ("risk.R2.abort_plan", "R2", "Drop [it]"),
    ]
    assert found("pr2 out scope") == found("pr2 scope_out") == [("pr.PR2.scope_out", "PR2", "")]
    assert ("pr.PR1.guarantees", "PR1", "") in found("pr1 guarantees"), "a list is a field, too"
    assert ("prevention.regression", "", "1 item") in found("regression surfaces")
    assert [hit[:2] for hit in found("regression expectation")] == [
        ("prevention.regression.@0.expectation", "")
    ]
    assert not found("PR1") and not found(" ") and not found("pr1 uid")
