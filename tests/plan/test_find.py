"""A text is found wherever the author wrote it."""

from __future__ import annotations

from blistui.plan.document import Plan
from blistui.plan.find import find

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
