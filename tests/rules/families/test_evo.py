"""Architectural evolution."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.fixing import fixed, problems
from tests.rules.harness import Case, check_case, findings, plan_of
from tests.rules.whole_plan import WHOLE, instead, table, without

CASES = (
    Case("EVO007", WHOLE, without('risks = ["D-1"]\n'), at="evolution.risks", says="which risks"),
    Case("EVO007", WHOLE, without('invariants = ["INV-1"]\n'), at="evolution.invariants"),
    Case(
        "EVO007",
        instead('risks = ["D-1"]', 'highlights_none_because = "no decision here can fail"'),
        instead('risks = ["D-1"]', 'highlights_none_because = "n/a"'),
        at="evolution.highlights_none_because",
    ),
    Case(
        "EVO007",
        WHOLE,
        instead('risks = ["D-1"]', 'risks = ["D-1"]\nhighlights_none_because = "nothing can fail"'),
        at="evolution.highlights_none_because",
        says="says why there are none",
    ),
    Case("EVO001", WHOLE, without('target = "A router chooses by a policy."\n'), at="evolution.target"),
    Case(
        "EVO001",
        WHOLE,
        without('current = "Round robin is built into the event loop."\n'),
        at="evolution.current",
    ),
    Case(
        "EVO001", WHOLE, instead('unchanged = ["the event loop"]', "unchanged = []"), at="evolution.unchanged"
    ),
    Case(
        "EVO002",
        WHOLE,
        without(table("evolution.change", "C2")),
        at="block.replica.existing_unchanged",
        says="No structural change reaches building block replica",
    ),
    Case(
        "EVO002",
        WHOLE,
        instead('block = "replica"\nwhat', 'block = "the pool"\nwhat'),
        at="evolution.change.C2.block",
        says="“the pool”, which is no building block",
    ),
    Case(
        "EVO002",
        WHOLE,
        WHOLE + '[[evolution.change]]\nid = "C3"\nblock = "clock"\nwhat = "It may pause."\n',
        at="evolution.change.C3.block",
        says="marked as existing, unchanged",
    ),
    Case(
        "EVO002",
        WHOLE,
        WHOLE + '[[evolution.change]]\nid = "C3"\nwhat = "It may pause."\n',
        at="evolution.change.C3.block",
        says="mapped to no building block",
    ),
    Case(
        "EVO002",
        WHOLE,
        without('what = "Its latency comes from a backend."\n'),
        at="evolution.change.C2.what",
    ),
    Case(
        "EVO003",
        WHOLE,
        without("no_behavior_change = true\n"),
        at="evolution.refactor.RF1.no_behavior_change",
    ),
    Case("EVO003", WHOLE, without('proof = ["TestRoundRobin"]\n'), at="evolution.refactor.RF1.proof"),
    Case(
        "EVO003",
        WHOLE,
        instead('proof = ["TestRoundRobin"]', 'proof = ["the existing tests"]'),
        at="evolution.refactor.RF1.proof",
        says="names no test",
    ),
    Case(
        "EVO003",
        WHOLE,
        without('what = "The choice becomes a function of its own"\n'),
        at="evolution.refactor.RF1.what",
    ),
    Case(
        "EVO004",
        WHOLE,
        instead('block = "router"\ncontract', "contract"),
        at="extension_point.EP1.block",
        says="the building block it belongs to",
    ),
    Case(
        "EVO004",
        WHOLE,
        instead('block = "router"\nwhat', 'block = "replica"\nwhat'),
        at="extension_point.EP1.block",
        says="how its building block router evolves",
        also=("EVO002",),
    ),
    Case(
        "EVO005",
        WHOLE,
        without(table("evolution.tradeoff", "T1")),
        at="scope.S2.simplified",
        says="S2 has no fidelity trade-off",
    ),
    Case("EVO005", WHOLE, without('still_answers = ["Q2"]\n'), at="evolution.tradeoff.T1.still_answers"),
    Case(
        "EVO005",
        WHOLE,
        without('approximates = "the delay of a shared link"\n'),
        at="evolution.tradeoff.T1.approximates",
    ),
    Case(
        "EVO005",
        WHOLE,
        without('breaks_when = "links are congested"\n'),
        at="evolution.tradeoff.T1.breaks_when",
    ),
    Case(
        "EVO005",
        WHOLE,
        without('upgrade_future = "traces of a congested link"\n'),
        at="evolution.tradeoff.T1.upgrade_pr",
        says="by which PR it is refined",
    ),
    Case(
        "EVO005",
        WHOLE,
        WHOLE + table("evolution.tradeoff", "T1").replace("T1", "T2").replace('scope = "S2"\n', ""),
        at="evolution.tradeoff.T2.scope",
    ),
    Case(
        "EVO006",
        WHOLE,
        instead('upgrade_future = "traces of a congested link"', 'upgrade_future = "in a future PR"'),
        at="evolution.tradeoff.T1.upgrade_future",
        says="says only “in a future PR”",
    ),
    Case(
        "EVO006",
        WHOLE,
        instead('"traces of a congested link"', '"Sometime, when there is time and a need"'),
        at="evolution.tradeoff.T1.upgrade_future",
    ),
    Case(
        "EVO006",
        WHOLE,
        instead('upgrade_future = "traces of a congested link"', 'upgrade_pr = "PR9"'),
        at="evolution.tradeoff.T1.upgrade_pr",
        says="“PR9”, which is no PR of this plan",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_point_of_an_unchanged_block_is_named_by_what_stays() -> None:
    text = instead('block = "router"\ncontract', 'block = "clock"\ncontract')
    assert not problems("EVO004", plan_of(text))
    found = problems("EVO004", plan_of(instead('unchanged = ["the event loop"]', "", text=text)))
    assert [problem.path for problem in found] == ["extension_point.EP1.block"]


def test_the_row_of_a_missing_trade_off_is_added_with_what_the_author_wrote() -> None:
    plan = plan_of(without(table("evolution.tradeoff", "T1")))
    (problem,) = problems("EVO005", plan)
    assert problem.fix is not None
    (edit,) = problem.fix.edits
    assert (edit.path, edit.value) == (
        "evolution.tradeoff",
        {"id": "T1", "scope": "S2", "breaks_when": "replicas are spread over sites"},
    )


def test_a_change_mapped_to_a_name_is_mapped_to_its_block() -> None:
    text = instead('name = "Replica"', 'name = "Server"')
    text = instead('block = "replica"\nwhat', 'block = "server"\nwhat', text=text)
    with_fix = [problem for problem in problems("EVO002", plan_of(text)) if problem.fix]
    assert [problem.path for problem in with_fix] == ["evolution.change.C2.block"]


def test_an_upgrade_pr_in_words_is_named_by_its_id() -> None:
    text = instead('upgrade_future = "traces of a congested link"', 'upgrade_pr = "PR 3, backends"')
    assert fixed("EVO006", text).evolution.tradeoff[0].upgrade_pr == "PR3"


def test_blocks_are_not_missed_while_changes_are_still_to_be_mapped() -> None:
    text = without(table("evolution.change", "C2"))
    assert {problem.path for problem in problems("EVO002", plan_of(text))} == {
        "block.replica.existing_unchanged"
    }
    unmapped = (
        text + '[[evolution.change]]\nid = "C4"\nwhat = "Replicas take their latency from a backend."\n'
    )
    assert {problem.path for problem in problems("EVO002", plan_of(unmapped))} == {
        "evolution.change.C4.block"
    }


@pytest.mark.parametrize(("proof", "known"), [("TestRoundRobin", True), ("TestRoundRobins", False)])
def test_a_refactor_is_proven_by_tests_that_are_there(proof: str, known: bool, tmp_path: Path) -> None:
    files = {
        "sim/pick_test.go": "package sim\n\nfunc TestRoundRobin(t *testing.T) {}\n",
        "go.mod": "module m\n",
    }
    plan = instead('proof = ["TestRoundRobin"]', f'proof = ["{proof}"]')
    found = findings(plan, Case("EVO003", "", "", files=files), tmp_path)
    assert ("EVO003" not in {one.rule for one in found}) == known
