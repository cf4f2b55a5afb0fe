"""`blistui guide`: the same texts as F1, without a screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.plan.guide.guidance import agent_page, places
from blistui.plan.phases import PHASES
from blistui.rules.registry import RULES
from tests.checkouts import committed


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
        (["agent"], "`blistui check PLAN --format json`"),
        (["guidelines"], "4.2 Target module map - Admission: Let a request in"),
        (["0"], "(one of: confirmed, inferred, uncertain)"),
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
        ("guidlines", "guidelines"),
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


def test_each_command_that_the_page_for_agents_names_exists_with_its_options(
    capsys: pytest.CaptureFixture[str],
) -> None:
    named = re.findall(r"blistui ([a-z]+)([^`\n]*)", agent_page())
    assert len(named) > 20
    for command, rest in named:
        with pytest.raises(SystemExit) as ended:
            run([command, "--help"])
        shown = capsys.readouterr().out
        assert ended.value.code == 0, command
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in shown, (command, option)


def test_the_steps_of_the_page_for_agents_are_done_as_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.go").write_text("package a\n" + "// A line.\n" * 9, encoding="utf-8")
    base = committed(tmp_path)
    plan = tmp_path / "plan.toml"
    plan.write_text(
        f'[plan]\nrepository = "."\nbase_commit = "{base}"\n\n[[block]]\nid = "B1"\n\n[[pr]]\nid = "PR1"\n',
        encoding="utf-8",
    )
    steps = tmp_path / "steps.json"
    steps.write_text(agent_page().partition("<<'END'")[2].partition("END")[0], encoding="utf-8")
    assert run(["edit", str(plan), str(steps)]) == 0
    assert run(["get", str(plan), "pr.PR2.guarantees.BC-2-1.text", "finding.F1.cites.@0.at"]) == 0
    assert "a.go:3-9" in capsys.readouterr().out
