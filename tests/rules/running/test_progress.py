"""How far each phase is."""

from __future__ import annotations

import pytest

from blistui.rules.registry import RULES
from blistui.rules.rule import Finding
from blistui.rules.running.findings import run
from blistui.rules.running.progress import Progress, progress
from tests.rules.harness import context_of, plan_of

PHASES = ("A", "0", "1", "2", "3", "4", "5", "6", "7", "8", "G", "R")


def states(text: str, *more: Finding) -> dict[str, Progress]:
    plan = plan_of(text)
    return {one.phase: one for one in progress(plan, [*run(RULES, context_of(plan)), *more])}


def test_of_an_empty_plan_nothing_is_begun() -> None:
    found = states("")
    assert tuple(found) == PHASES
    assert {one.state for one in found.values()} == {"not begun"}
    assert {phase: one.of for phase, one in found.items()} == {
        **{"A": 4, "0": 9, "1": 8, "2": 7, "3": 1, "4": 8, "5": 5, "6": 1, "7": 2, "8": 18, "G": 1, "R": 11}
    }
    assert sum(one.done for phase, one in found.items() if phase != "R") == 0


STATE = '[state]\nsimulation = ["queue"]\nstatistics = ["mean"]\n'
COMMITMENTS = "".join(
    f'{name}_none_because = "nobody uses it yet"\n'
    for name in ("compatibility", "performance", "backward_compatibility", "cli_stability")
)


@pytest.mark.parametrize(
    ("text", "phase", "state", "done", "of"),
    [
        (STATE, "2", "begun", 2, 7),
        (f"[commitments]\n{COMMITMENTS}", "1", "begun", 4, 8),
        ('[[finding]]\ntopic = "cli"\nkind = "uncertain"\nstatement = "s"\n', "0", "begun", 1, 9),
        ('[[crosscutting]]\narea = "ci"\nnone_because = "no new step"\n', "5", "begun", 1, 5),
        ('[dag]\nmerge_sequencing = "PR1 first"\n', "7", "begun", 1, 2),
        (
            '[dag]\nmerge_sequencing = "PR1 first"\nintegration_risks_none_because = "one after the other"\n',
            *("7", "done", 2, 2),
        ),
        ('[[pr]]\nid = "PR1"\n[[pr]]\nid = "PR2"\n', "6", "begun", 0, 2),
        ('[[pr]]\nid = "PR1"\ndepends_on = ["PR9"]\n', "6", "wrong", 0, 1),
        ('[plan]\nguidelines = "builtin"\nguidelines_read = true\n', "A", "begun", 1, 4),
        # Fewer objectives than asked for is a part more.
        ('[[objective]]\nid = "O1"\ntext = "one run a minute"\n', "1", "begun", 1, 9),
    ],
)
def test_parts_are_counted(text: str, phase: str, state: str, done: int, of: int) -> None:
    found = states(text)[phase]
    assert (found.state, found.done, found.of) == (state, done, of)


def test_what_waits_for_a_later_phase_leaves_its_own_phase_alone() -> None:
    waits = Finding(
        "CON012",
        "error",
        "dag",
        "No PR.",
        "Name it.",
        kind="to write",
        waits_for="Phase 8 — Design bug prevention",
    )
    text = '[dag]\nmerge_sequencing = "PR1 first"\nintegration_risks_none_because = "one after the other"\n'
    found = states(text, waits)
    assert (found["7"].state, found["7"].to_write) == ("done", 0)
    assert found["8"].to_write == states(text)["8"].to_write + 1


@pytest.mark.parametrize(
    ("level", "waived_by", "state"),
    [("error", "", "wrong"), ("warning", "", "done"), ("error", "W1", "done")],
)
def test_only_wrong_errors_make_a_phase_wrong(level: str, waived_by: str, state: str) -> None:
    text = '[dag]\nmerge_sequencing = "PR1 first"\nintegration_risks_none_because = "one after the other"\n'
    wrong = Finding("DAG001", level, "dag", "A cycle.", "Cut it.", waived_by=waived_by)  # type: ignore[arg-type]
    assert states(text, wrong)["7"].state == state


@pytest.mark.parametrize(
    ("found", "glyph"),
    [
        (Progress("G", "not begun", 0, 1, 0, 0), "·"),
        (Progress("G", "not begun", 0, 1, 0, 1), "○"),
        (Progress("G", "begun", 1, 2, 0, 1), "◐"),
        (Progress("G", "done", 1, 1, 0, 0), "✓"),
        (Progress("3", "wrong", 0, 1, 1, 0), "✗"),
        (Progress("R", "not begun", 0, 11, 0, 0), "○"),
    ],
)
def test_a_phase_that_asks_for_nothing_does_not_look_open(found: Progress, glyph: str) -> None:
    assert found.glyph == glyph and found.is_asked is (glyph != "·")
