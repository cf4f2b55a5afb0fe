"""`blistui guide`: the same texts as F1, without a screen."""

from __future__ import annotations

import pytest

from blistui.cli import run
from blistui.plan.guide.guidance import places
from blistui.plan.phases import PHASES
from blistui.rules.registry import RULES


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ([], "blistui guide agent"),
        (["3"], "Template: Phase 3"),
        (["phase", "3"], "Template: Phase 3"),
        (["concept", "model"], "Template: Phase 2"),
        (["g"], "Output format, G)"),
        (["pr.guarantees"], "BC-3-1"),
        (["pr.PR2.guarantees.BC-2-1.text"], "pr.guarantees.text"),
        (["block.B1.events.origin"], "exogenous: Driven by input from outside"),
        (["scope.criteria"], "6. What is the simplest version"),
        (["extension_type"], "tier composition: A wrapper"),
        (["exercisable"], "Code that only a later PR runs"),
        (["shotgun", "surgery"], "Prevention: A type that is constructed"),
        (["failure modes"], "Monolith methods"),
        (["agent"], "blistui check docs/plans/NAME.toml"),
    ],
)
def test_a_phase_a_field_and_a_term_have_their_page(
    asked: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["guide", *asked]) == 0
    assert says in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("pr.garantees", "did you mean one of pr.guarantees,"),
        ("exercisabel", "did you mean one of exercisable,"),
        ("objectivs", "did you mean one of objectives,"),
        ("pr.x.y.z", "no phase, field or term"),
        ("block.name.more", "block.name"),
        ("[bold]\x1b[31m" * 50, "blistui guide"),
    ],
)
def test_a_mistyped_name_gets_the_near_one(asked: str, near: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", asked]) == 2
    shown = capsys.readouterr()
    assert near in shown.err and not shown.out and "\x1b" not in shown.err


def test_the_reference_has_every_field_term_and_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", "--markdown"]) == 0
    text = capsys.readouterr().out
    for rule in RULES:
        assert f"### {rule.id} " in text
    for phase in PHASES:
        assert f"### {phase.mark} {phase.name}" in text
    for place in places():
        assert place.path.rpartition(".")[2] in text
