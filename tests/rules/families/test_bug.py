"""BUG: design bug prevention."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.rules.prose.template_text import repeats_template
from blistui.rules.registry import by_id
from blistui.rules.running.findings import run
from blistui.rules.shared.existing_tests import named_tests
from tests.rules.harness import Case, check_case, context_of, family, findings, plan_of

RULES = family("BUG")


def _row(key: str) -> str:
    return f'[[prevention.failure_modes]]\nid = "{key}"\nprevented_by = "PR1 has a check against {key}"\n\n'


MODES = "".join(map(_row, FAILURE_MODES))
PREVENTION = f"""
[[invariant]]
id = "INV-1"
statement = "The clock never goes back"

[prevention]
invariants = [
    {{ invariant = "INV-1" }},
    {{ statement = "Requests are conserved", cites = [{{ at = "sim/kernel.go:3" }}] }},
]
regression = [
    {{ file = "sim/kernel_test.go", test = "TestKernelOrder", expectation = "pass unchanged" }},
    {{ file = "testdata/golden.json", expectation = "expected change", note = "one more column" }},
]
migration_none_because = "no data format changes"
compatibility = ["old flags are kept"]

{MODES}"""

FILES = {
    "go.mod": "module example.org/sim\n",
    "sim/kernel.go": "package sim\n\n// Kernel conserves requests.\ntype Kernel struct{}\n",
    "sim/kernel_test.go": (
        'package sim\n\nimport "testing"\n\nfunc TestKernelOrder(t *testing.T) {}\n\n'
        "func (s *Suite) TestInSuite() {}\n\nfunc BenchmarkKernel(b *testing.B) {}\n\n"
        "// func TestCommented(\n"
    ),
    "sim/router_test.go": 'package sim\n\nimport "testing"\n\nfunc TestRouter(t *testing.T) {}\n',
    "testdata/golden.json": "{}\n",
}


def _but(old: str, new: str) -> str:
    assert PREVENTION.count(old) == 1, old
    return PREVENTION.replace(old, new)


def _fails(rule: str, old: str, new: str, at: str = "", says: str = "", files: bool = False) -> Case:
    return Case(rule, PREVENTION, _but(old, new), at=at, says=says, files=FILES if files else {})


CASES = [
    _fails(
        "BUG001",
        '{ invariant = "INV-1" }',
        '{ invariant = "INV-7" }',
        at="prevention.invariants.@0.invariant",
    ),
    _fails(
        "BUG001", '{ invariant = "INV-1" }', "{}", at="prevention.invariants.@0.invariant", says="Entry 1"
    ),
    _fails(
        "BUG001",
        ', cites = [{ at = "sim/kernel.go:3" }]',
        "",
        at="prevention.invariants.@1.cites",
        says="“Requests are conserved”",
    ),
    _fails(
        "BUG002",
        'expectation = "pass unchanged"',
        'expectation = "yes"',
        at="prevention.regression.@0.expectation",
    ),
    _fails(
        "BUG002",
        'file = "sim/kernel_test.go", ',
        "",
        at="prevention.regression.@0.file",
        says="TestKernelOrder",
    ),
    _fails(
        "BUG002",
        'file = "sim/kernel_test.go", ',
        'file = "sim/kernels_test.go", ',
        at="prevention.regression.@0.file",
        says="sim/kernels_test.go does not exist; TestKernelOrder is in sim/kernel_test.go",
        files=True,
    ),
    _fails(
        "BUG002",
        'test = "TestKernelOrder"',
        'test = "TestKernelOrdering"',
        at="prevention.regression.@0.test",
        says="has no test TestKernelOrdering",
        files=True,
    ),
    _fails(
        "BUG002",
        'test = "TestKernelOrder"',
        'test = "Golden"',
        at="prevention.regression.@0.test",
        files=True,
    ),
    _fails(
        "BUG002",
        'test = "TestKernelOrder"',
        'test = "TestKernelOrder and `TestCommented`"',
        at="prevention.regression.@0.test",
        says="TestCommented",
        files=True,
    ),
    _fails(
        "BUG003",
        'migration_none_because = "no data format changes"',
        'migration_none_because = "n/a"',
        at="prevention.migration",
    ),
    _fails("BUG003", 'compatibility = ["old flags are kept"]', "", at="prevention.compatibility"),
    _fails(
        "BUG003",
        'compatibility = ["old flags are kept"]',
        'compatibility = ["old flags are kept"]\ncompatibility_none_because = "nobody uses it"',
        at="prevention.compatibility_none_because",
    ),
    _fails(
        "BUG004",
        _row("destructive-reads"),
        "",
        at="prevention.failure_modes",
        says="mode “Destructive reads” has no row",
    ),
    _fails(
        "BUG004",
        'prevented_by = "PR1 has a check against type-catalog"',
        'prevented_by = " N/A"',
        at="prevention.failure_modes.type-catalog.prevented_by",
        says="Type Catalog",
    ),
    _fails(
        "BUG004",
        'id = "type-catalog"',
        'id = "Type catalog trap"',
        at="prevention.failure_modes.Type catalog trap.id",
    ),
    _fails(
        "BUG005",
        "PR1 has a check against destructive-reads",
        "Separate `Get()` and `Consume()` methods!",
        at="prevention.failure_modes.destructive-reads.prevented_by",
        says="Destructive reads",
    ),
    _fails(
        "BUG006",
        "PR1 has a check against fidelity",
        "Yes.",
        at="prevention.failure_modes.fidelity.prevented_by",
    ),
    *(
        _fails(
            "BUG006",
            "PR1 has a check against fidelity",
            answer,
            at="prevention.failure_modes.fidelity.prevented_by",
            says="does not say how",
        )
        for answer in ("Not a problem here.", "We are careful.", "By code review", "It will be avoided.")
    ),
    _fails(
        "BUG006",
        "PR1 has a check against fidelity",
        "PR1 has a check against type-catalog",
        says="answers both",
    ),
    _fails(
        "BUG006",
        'prevented_by = "PR1 has a check against fidelity"',
        'prevented_by = "PR1 has a check against fidelity"\ncannot_occur_because = "nothing is modeled"',
        at="prevention.failure_modes.fidelity.cannot_occur_because",
    ),
    _fails(
        "BUG006",
        _row("fidelity"),
        _row("fidelity") + _row("fidelity").replace("a check", "one test"),
        says="has another row already",
    ),
    _fails(
        "BUG006",
        "PR1 has a check against fidelity",
        "TestFidelityIsNeeded fails",
        says="TestFidelityIsNeeded is neither in the code nor brought by a PR",
        files=True,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_an_empty_plan_lacks_all_of_phase_8() -> None:
    found = [finding.rule for finding in run(RULES, context_of(plan_of("")))]
    assert found == ["BUG001", "BUG002", "BUG003", "BUG004"]


def test_an_invariant_of_the_model_that_may_be_broken_is_named() -> None:
    model = "".join(f'[[invariant]]\nid = "INV-{number}"\n' for number in (1, 2, 3))
    rule = (by_id()["BUG001"],)
    (problem,) = run(rule, context_of(plan_of(f'{model}[[prevention.invariants]]\ninvariant = "INV-2"\n')))
    assert (problem.level, "INV-1 and INV-3 are not" in problem.message) == ("warning", True)
    (cited,) = run(
        rule, context_of(plan_of(f'{model}[[prevention.invariants]]\nstatement = "all of them"\n'))
    )
    assert "not cited" in cited.message


def test_rows_of_failure_modes_are_added_empty_in_the_template_s_order_and_once() -> None:
    plan = plan_of(
        '[[prevention.failure_modes]]\nid = "fidelity"\nprevented_by = "PR2 drops what no question asks"\n'
    )
    for finding in run((by_id()["BUG004"],), context_of(plan)):
        assert finding.fix is not None
        plan = apply(plan, finding.fix.edits)
    modes = plan.prevention.failure_modes
    assert [mode.id for mode in modes] == ["fidelity", *(key for key in FAILURE_MODES if key != "fidelity")]
    assert all(not mode.prevented_by and not mode.cannot_occur_because for mode in modes[1:])
    again = run((by_id()["BUG004"],), context_of(plan))
    assert len(again) == 13 and all(finding.fix is None for finding in again)


def test_a_row_under_the_template_s_name_is_renamed() -> None:
    plan = plan_of(_but('id = "type-catalog"', 'id = "The Type Catalog trap"'))
    found = next(finding for finding in run(RULES, context_of(plan)) if finding.place.endswith(".id"))
    assert found.fix is not None
    assert apply(plan, found.fix.edits) == plan_of(PREVENTION)


def test_a_reason_why_a_mode_cannot_occur_is_an_answer() -> None:
    text = _but(
        'prevented_by = "PR1 has a check against mixed-origin"',
        'cannot_occur_because = "no event is touched"',
    )
    assert run((by_id()["BUG004"],), context_of(plan_of(text))) == []


def test_a_test_that_lives_beside_is_found(tmp_path: Path) -> None:
    case = _fails("BUG002", 'test = "TestKernelOrder"', 'test = "TestRouter"', files=True)
    (found,) = [finding for finding in findings(case.fails, case, tmp_path) if finding.rule == "BUG002"]
    assert found.message == "sim/kernel_test.go has no test TestRouter; TestRouter is in sim/router_test.go."
    assert found.fix is not None
    assert apply(plan_of(case.fails), found.fix.edits).prevention.regression[0].file == "sim/router_test.go"


@pytest.mark.parametrize(
    "test", ["TestInSuite", "BenchmarkKernel", "TestKernelOrder/two_events", "the kernel's own tests", ""]
)
def test_tests_that_exist(test: str, tmp_path: Path) -> None:
    case = _fails("BUG002", 'test = "TestKernelOrder"', f'test = "{test}"', files=True)
    assert [finding for finding in findings(case.fails, case, tmp_path) if finding.rule == "BUG002"] == []


def test_names_of_tests() -> None:
    assert named_tests("`TestA`") == ["TestA"]
    assert named_tests("TestA/case, Test_b and TestA") == ["TestA", "Test_b"]
    assert named_tests("Testing the router") == []


@pytest.mark.parametrize(
    "text",
    [
        "group configuration by module",
        "Exogenous inputs must be separable from the endogenous simulation logic.",
        "**Every** PR that changes output format includes a golden-dataset regeneration step.",
        "Types that are constructed in more than one place get a canonical constructor.",
        "Modules are described behaviorally and never as Go types",
        "We separate the Get and the Consume methods where both are needed",
        "Configuration is grouped by module.",
        "Exogenous inputs stay separable from the simulation logic, which is endogenous.",
    ],
)
def test_the_template_s_sentences_are_known(text: str) -> None:
    assert repeats_template(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "Each PR updates CLAUDE.md in the same commit",
        "Every scorer is exercisable in the PR that introduces it",
        "No new interfaces. Pure function only.",
        "PR2 builds routers through NewRouter only",
        "Configuration is grouped by module: the deadline joins the admission group",
        "The pool and the router each have a module of their own",
        "Each golden case of the pool has a companion check of INV-6",
    ],
)
def test_own_words(text: str) -> None:
    assert not repeats_template(text)


def test_a_surface_that_names_nothing_is_counted() -> None:
    plan = plan_of('[prevention]\nregression = [{ test = " " }, { expectation = "expected change" }]\n')
    [first, second] = [found for found in run(RULES, context_of(plan)) if found.rule == "BUG002"]
    assert "expected of regression surface 1." in first.message and "“" not in first.message
    assert "A change of regression surface 2 is" in second.message


def test_a_surface_without_a_file_is_named_by_its_note() -> None:
    plan = plan_of('[prevention]\nregression = [{ note = "All tests of the router" }]\n')
    [found] = [found for found in run(RULES, context_of(plan)) if found.rule == "BUG002"]
    assert found.message.count("“All tests of the router”") == 2
    assert {field.rpartition(".")[2] for field in found.fields} == {"file", "expectation"}
