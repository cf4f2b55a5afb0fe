"""Section J: the graph as text and as Mermaid; and the graph in the JSON export."""

from __future__ import annotations

import json
import re

from blistui.markdown.write.dag import text_diagram
from blistui.markdown.write.mermaid import diagram, label
from blistui.markdown.write.source import Source
from blistui.plan.document import Plan
from blistui.store.json_export import json_text
from tests.markdown.write.plans import NASTY, marked

PLAN = Plan.model_validate(
    {
        "pr": [
            {"id": "PR1", "title": "Frame", "files": [{"path": "a.go"}]},
            {"id": "PR2", "title": "Left", "depends_on": ["PR1"], "files": [{"path": "b.go"}]},
            {"id": "PR3", "title": "Right", "depends_on": ["PR1"], "files": [{"path": "b.go"}]},
            {"id": "PR4", "title": "End", "depends_on": ["PR2"]},
        ],
        "risk": [{"id": "D-1", "decision": "Two sides", "gate": "PR2"}],
        "crosscutting": [{"id": "CC1", "area": "freezes", "interface": "Side", "pr": "PR1"}],
    }
)


def test_text_diagram_shows_layers_gates_freezes_and_the_critical_path() -> None:
    assert text_diagram(Source(PLAN)) == [
        "Layer 1",
        "  PR1  Frame  [freezes Side]",
        "Layer 2 (2 in parallel)",
        "  PR2  Left  [after PR1]  [gate D-1]",
        "  PR3  Right  [after PR1]",
        "Layer 3",
        "  PR4  End  [after PR2]",
        "Critical path: PR1 -> PR2 -> PR4",
    ]


def test_a_cycle_is_shown_as_its_path() -> None:
    plan = Plan.model_validate({"pr": [{"id": "A", "depends_on": ["B"]}, {"id": "B", "depends_on": ["A"]}]})
    assert text_diagram(Source(plan)) == [
        "Layer 1 (on a cycle or after one)",
        "  A  [after B]",
        "  B  [after A]",
        "Cycle: A -> B -> A",
    ]


def test_mermaid_shows_the_same() -> None:
    assert diagram(Source(PLAN)) == [
        "graph TD",
        '    n0["PR1: Frame"]',
        '    n1["PR2: Left"]',
        '    n2["PR3: Right"]',
        '    n3["PR4: End"]',
        "    n0 ==> n1",
        "    n0 --> n2",
        "    n1 ==> n3",
        '    g0{{"gate D-1"}} -.-> n1',
        '    n0 -.- f0(["freezes Side"])',
    ]


def test_no_text_breaks_out_of_a_label() -> None:
    for text in NASTY:
        quoted = label(text)
        assert re.fullmatch(r'"[^"\n`<>;\[\]{}%|\\]*"', re.sub(r"#\d+;", "", quoted)), quoted


def test_json_holds_the_plan_and_what_is_derived() -> None:
    exported = json.loads(json_text(PLAN))
    assert exported["plan"]["pr"][1]["depends_on"] == ["PR1"]
    derived = exported["derived"]
    assert derived["counts"]["pr"] == 4
    assert derived["layers"] == [["PR1"], ["PR2", "PR3"], ["PR4"]]
    assert derived["critical_path"] == ["PR1", "PR2", "PR4"]
    assert derived["ancestors"]["PR4"] == ["PR1", "PR2"]
    assert derived["files_shared_in_parallel"] == {"b.go": ["PR2", "PR3"]}
    assert derived["gates"][0]["risk"] == "D-1"
    assert derived["freezes"][0]["interface"] == "Side"
    assert set(derived["budgets"]["tier1_lines"]) == {"pr.PR1", "pr.PR2", "pr.PR3", "pr.PR4"}
    assert exported["markdown_lines"]["pr.PR1"] > exported["markdown_lines"]["objective"]


def test_json_is_deterministic_and_knows_no_infinities() -> None:
    plan, _ = marked()
    assert json_text(plan) == json_text(plan.model_copy(deep=True))
    strange = Plan.model_validate({"pr": [{"id": "PR1", "loc": float("inf"), "unknown": float("nan")}]})
    exported = json.loads(json_text(strange), parse_constant=lambda name: 1 / 0)
    assert exported["plan"]["pr"][0]["loc"] is None
