"""PRS: the ordered PR series."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.rules.policy import Policy
from blistui.rules.registry import by_id
from blistui.rules.running.findings import run
from tests.rules.fixing import fixed
from tests.rules.harness import Case, check_case, context_of, family, plan_of
from tests.rules.series_plan import SERIES, broken, found_in, replaced, series_with

RULES = family("PRS")

ONE = '[[pr]]\nid = "PR1"\n'
TWO = ONE + '[[pr]]\nid = "PR2"\n'
THREE = SERIES + '[[pr]]\nid = "PR3"\n'
POLICY = 'extension_type = "policy template"\ninterface = "Scorer"\n'

CASES = [
    Case("PRS001", ONE, "", at="pr", says="no PR"),
    Case("PRS001", TWO, replaced(TWO, "PR2", "PR1"), at="pr.@1.id", says="`PR1`", also=("PLN001",)),
    Case("PRS001", TWO, replaced(TWO, 'id = "PR2"', 'title = "Router"'), at="pr.@1.id", says="“Router”"),
    broken(
        "PRS003",
        'extension_type = "backend swap"',
        'extension_type = "Configuration enhancement (below extension threshold)"',
        at="pr.PR1.extension_type",
        says="Configuration enhancement",
    ),
    broken(
        "PRS004",
        'block = "B1"\nchange = "modify"\nextension_type = "policy',
        'change = "modify"\nextension_type = "policy',
        at="pr.PR2.block",
    ),
    broken(
        "PRS004",
        'block = "B1"\nchange = "modify"\nextension_type = "policy',
        'block = "Router and Kernel"\nchange = "modify"\nextension_type = "policy',
        at="pr.PR2.block",
        says="several",
    ),
    broken(
        "PRS004",
        'block = "B1"\nchange = "modify"\nextension_type = "policy',
        'block = "B9"\nchange = "modify"\nextension_type = "policy',
        at="pr.PR2.block",
        says="“B9”",
    ),
    broken(
        "PRS004",
        'block = "B1"\nchange = "modify"\nextension_type = "policy',
        'block = "B2"\nchange = "modify"\nextension_type = "policy',
        at="pr.PR2.block",
        says="existing and unchanged",
    ),
    broken("PRS005", "existing_unchanged = true\n", "", at="block.B2", says="B2 (Kernel)"),
    broken("PRS006", 'id = "BC-2-1"', 'id = "G1"', at="pr.PR2.guarantees.G1.id", says="G1"),
    broken("PRS006", '{ id = "BC-2-1", ', "{ ", at="pr.PR2.guarantees.@0.id"),
    broken(
        "PRS006",
        'id = "BC-2-1"',
        'id = "BC-1-1"',
        at="pr.PR2.guarantees.BC-1-1.id",
        says="a guarantee of PR1 already",
        also=("PLN001",),
    ),
    broken(
        "PRS006",
        "Longer shared prefixes score higher",
        "The prefix scorer works properly",
        at="pr.PR2.guarantees.BC-2-1.text",
        says="does not say what holds",
    ),
    broken(
        "PRS006",
        "Longer shared prefixes score higher",
        "Shared prefixes are handled correctly",
        at="pr.PR2.guarantees.BC-2-1.text",
    ),
    *(
        broken("PRS006", "Longer shared prefixes score higher", hollow, at="pr.PR2.guarantees.BC-2-1.text")
        for hollow in (
            "The prefix scorer does what the design describes.",
            "It acts as it should in all cases",
            "The scorer meets all its requirements",
            "The scorer is fully reliable",
            "Scoring runs as specified under load",
        )
    ),
    broken(
        "PRS006",
        "Longer shared prefixes score higher",
        "other policies route as before.",
        at="pr.PR2.guarantees.BC-2-1.text",
        says="word for word",
    ),
    broken(
        "PRS012",
        'gates = ["D-1"]',
        'gates_none_because = "none needed"',
        at="pr.PR2.gates",
        says="gates D-1 before PR2",
    ),
    broken(
        "PRS012",
        'gates_none_because = "no risk it touches costs 3 PRs"',
        'gates = ["D-1"]',
        at="pr.PR1.gates",
        says="PR1 names D-1 as its gate, but the register gates D-1 before PR2",
    ),
    Case(
        "PRS012",
        THREE,
        replaced(THREE, 'spike = "PR1"', 'spike = "PR3"'),
        at="risk.D-1.spike",
        says="PR2, which waits for the result, does not wait for PR3",
    ),
    broken("PRS013", "loc = 200\n", "", at="pr.PR2.loc"),
    broken("PRS013", "loc = 200\n", "loc = 1400\n", at="pr.PR2.loc", says="1400"),
    broken("PRS013", "loc = 200\n", 'loc = "~200"\n', says="“~200”"),
    broken("PRS013", "loc = 200\n", "loc = 0\n", says="“0”"),
    broken("PRS013", "loc = 300\n", "loc = nan\n", at="pr.PR1.loc"),
    broken("PRS014", POLICY, 'extension_type = "policy template"\n', at="pr.PR2.interface"),
    broken(
        "PRS014",
        POLICY,
        'extension_type = "policy template"\ninterface = "Picker"\n',
        at="pr.PR2.interface_cites",
        says="“Picker”",
    ),
    broken("PRS014", POLICY, 'extension_type = "tier composition"\n', at="pr.PR2.interface"),
    broken(
        "PRS014",
        POLICY,
        'extension_type = "subsystem module"\ninterface = "Scorer"\nevents = ["ScaleUp, priority 3"]\n',
        at="pr.PR2.noop_default",
        also=("CON020",),
    ),
    broken(
        "PRS014",
        POLICY,
        'extension_type = "subsystem module"\ninterface = "Scorer"\nnoop_default = "no scaling"\n',
        at="pr.PR2.events",
    ),
    broken(
        "PRS014",
        'extraction = "PR1"',
        'extraction = "PR2"',
        at="pr.PR1.extraction",
        says="does not wait for PR2",
    ),
    broken("PRS014", 'extraction = "PR1"\n', "", at="pr.PR1.extraction"),
    broken("PRS014", 'extraction = "PR1"', 'extraction = "PR7"', at="pr.PR1.extraction", says="“PR7”"),
    broken(
        "PRS016",
        'depends_on = ["PR1"]',
        'depends_on = ["PR1", "PR7"]',
        at="pr.PR2.depends_on.1",
        says="“PR7”",
    ),
    broken(
        "PRS017",
        "two scorers (queue-depth, load-balance)",
        "three scorers (queue-depth, load-balance, kv-utilization, prefix)",
        at="pr.PR1.scope_in.1",
        says="4 are listed",
    ),
    broken(
        "PRS017",
        "scorers are independent of each other",
        "scorers of all four PRs",
        at="pr.PR1.parallel_development",
        says="the plan has 2",
    ),
    broken(
        "PRS017",
        "scorers are independent of each other",
        "scorers answer the three analysis questions",
        at="pr.PR1.parallel_development",
        says="the plan has ",
    ),
    broken(
        "PRS017",
        'cli_changes = "One new flag"',
        'cli_changes = "Two new flags"',
        at="pr.PR1.cli_changes",
        says="PR1 lists 1",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_the_series_that_the_cases_break_passes() -> None:
    assert found_in(SERIES) == set()


def test_an_empty_plan_lacks_a_pr_and_nothing_else() -> None:
    assert found_in("") == {("PRS001", "pr")}


def test_the_limit_of_lines_is_a_setting() -> None:
    assert found_in(SERIES, Policy(pr_lines_of_code=250)) == {("PRS013", "pr.PR1.loc")}


def test_prs_without_ids_are_given_different_ones() -> None:
    plan = plan_of('[[pr]]\ntitle = "a"\n[[pr]]\nid = "PR1"\n[[pr]]\ntitle = "b"\n')
    found = run((by_id()["PRS001"],), context_of(plan))
    for finding in reversed(found):
        assert finding.fix is not None
        plan = apply(plan, finding.fix.edits)
    assert [pr.id for pr in plan.pr] == ["PR2", "PR1", "PR3"]


def test_contracts_are_named_after_their_pr_and_references_follow() -> None:
    plan = plan_of(
        SERIES.replace("BC-2-1", "G1").replace('{ id = "BC-1-2", ', "{ ").replace('{ id = "BC-1-1", ', "{ ")
    )
    plan = apply(plan, [])
    for _ in range(3):
        found = run((by_id()["PRS006"],), context_of(plan))
        assert found[0].fix is not None
        plan = apply(plan, found[0].fix.edits)
    assert [[own.id for own in pr.guarantees] for pr in plan.pr] == [["BC-1-1", "BC-1-2"], ["BC-2-1"]]
    assert run((by_id()["PRS006"],), context_of(plan)) == []


def test_an_extension_type_spelled_in_another_way_is_fixed() -> None:
    plan = plan_of('[[pr]]\nid = "PR1"\nextension_type = "Backend-Swap"\n')
    (found,) = run((by_id()["PRS003"],), context_of(plan))
    assert found.fix is not None
    assert apply(plan, found.fix.edits).pr[0].extension_type == "backend swap"


def test_blocks_that_one_pr_delivers_together_are_delivered() -> None:
    text = series_with(
        'block = "B1"\nchange = "modify"\nextension_type = "policy',
        'block = "Router + Kernel"\nextension_type = "policy',
    )
    text = replaced(text, "existing_unchanged = true\n", "")
    assert not any(rule == "PRS005" for rule, _ in found_in(text))


def test_a_gate_is_mirrored_from_the_register() -> None:
    text = series_with('gates_none_because = "no risk it touches costs 3 PRs"', 'gates = ["D-1"]')
    plan = plan_of(replaced(text, 'gates = ["D-1"]\ndepends_on', "depends_on"))
    found = run((by_id()["PRS012"],), context_of(plan))
    assert [finding.path for finding in found] == ["pr.PR1", "pr.PR2"]
    missing = found[1].fix
    # That PR1 has no gate at all is for its author to say, with the reason.
    assert found[0].fix is None and missing is not None and not missing.is_scaffold
    assert [pr.gates for pr in apply(plan, missing.edits).pr] == [("D-1",), ("D-1",)]


def test_a_reason_for_no_gate_is_not_overruled() -> None:
    plan = plan_of(series_with('gates = ["D-1"]', 'gates_none_because = "it was validated long ago"'))
    (found,) = run((by_id()["PRS012"],), context_of(plan))
    assert found.fix is None and "says why it has none" in found.message


def test_a_gate_that_the_register_does_not_place_is_left_to_the_register() -> None:
    assert ("PRS012", "pr.PR2.gates") not in found_in(series_with('gate = "PR2"\n', ""))
    assert ("PRS012", "pr.PR2.gates") not in found_in(series_with('gate = "PR2"\n', 'gate = "PR9"\n'))


def test_a_dependency_on_another_plan_is_allowed_and_a_misspelled_one_fixed() -> None:
    assert found_in(series_with('depends_on = ["PR1"]', 'depends_on = ["PR1", "kv-plan:PR2"]')) == set()
    plan = plan_of(series_with('depends_on = ["PR1"]', 'depends_on = ["PR 1"]'))
    found = next(finding for finding in run(RULES, context_of(plan)) if finding.rule == "PRS016")
    assert found.fix is not None
    assert apply(plan, found.fix.edits).pr[1].depends_on == ("PR1",)


def test_a_frozen_interface_needs_no_citation() -> None:
    text = replaced(SERIES, 'interface = "Scorer"\npr = "PR1"', 'interface = "Other"\npr = "PR1"')
    assert ("PRS014", "pr.PR2.interface_cites") in found_in(text)
    assert found_in(text + '[[frozen]]\nid = "FZ1"\ninterface = "sim.Scorer"\npre_existing = true\n') == set()
    cited = replaced(text, POLICY, POLICY + 'interface_cites = [{ at = "sim/scorer.go:3-9" }]\n')
    assert found_in(cited) == set()


def test_a_backend_may_be_swapped_behind_an_interface_that_is_frozen_already() -> None:
    text = series_with('extraction = "PR1"\ninterface = "Scorer"', 'interface = "sim.Picker"')
    assert ("PRS014", "pr.PR1.extraction") in found_in(text)
    frozen = '[[frozen]]\nid = "FZ1"\ninterface = "Picker"\npre_existing = true\n'
    assert ("PRS014", "pr.PR1.extraction") not in found_in(text + frozen)


def test_numbers_in_prose_follow_the_plan() -> None:
    found = fixed(
        "PRS017", SERIES.replace("scorers are independent of each other", "scorers of all four PRs")
    )
    assert found.pr[0].parallel_development.endswith("scorers of all two PRs")


def test_words_in_place_of_the_name_of_a_contract_go_to_its_text() -> None:
    plan = plan_of('[[pr]]\nid = "PR1"\nguarantees = [{ id = "Order of events", text = "It stays." }]\n')
    (found,) = run((by_id()["PRS006"],), context_of(plan))
    assert found.fix is not None
    (guarantee,) = apply(plan, found.fix.edits).pr[0].guarantees
    assert (guarantee.id, guarantee.text) == ("BC-1-1", "Order of events: It stays.")


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Each of the three freezes names two.", True),
        ("Three interface freezes are planned.", True),
        ("The two freezes name two each.", False),
        ("One of the two freezes that PR1 brings", False),
        ("All of the two fidelity trade-offs stay.", True),
    ],
)
def test_freezes_and_trade_offs_are_counted(text: str, is_found: bool) -> None:
    freezes = "".join(
        f'[[crosscutting]]\nid = "CC{n}"\narea = "freezes"\ninterface = "I{n}"\n' for n in (1, 2)
    )
    plan = plan_of(
        f'{freezes}[evolution]\ncurrent = "{text}"\n[[evolution.tradeoff]]\nid = "T1"\nscope = "S1"\n'
    )
    assert bool(run((by_id()["PRS017"],), context_of(plan))) is is_found
