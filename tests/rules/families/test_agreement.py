"""What a plan says twice: in the concept model, in Phase 5, in the PRs and in the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.harness import Case, check_case, findings

EVENTS = """
[[block]]
id = "pool"
observes = ["replicas"]
[[block.events]]
id = "E1"
name = "scale tick"
direction = "produced"
origin = "endogenous"
priority = "80"
new = true
[[pr]]
id = "PR1"
block = "pool"
extension_type = "subsystem module"
events = ["scale tick (endogenous, priority 80)"]
"""
POINT = """
[[block]]
id = "pool"
[[extension_point]]
id = "EP1"
block = "pool"
default = "newest first"
first_non_default = "emptiest first"
pr = "PR1"
[[pr]]
id = "PR1"
block = "pool"
"""
SHARED = """
[[crosscutting]]
id = "CC1"
area = "ci"
item = "A benchmark step"
pr = "PR1"
consumers = ["PR2"]
[[pr]]
id = "PR1"
crosscutting = ["CC1"]
[[pr]]
id = "PR2"
crosscutting = ["CC1"]
depends_on = ["PR1"]
"""
REQUIRES = """
[[crosscutting]]
id = "CC1"
area = "dependencies"
item = "A library of statistics"
pr = "PR1"
[[pr]]
id = "PR1"
crosscutting = ["CC1"]
files = [{ path = "go.mod", change = "modify" }]
"""
FREEZES = """
[[risk]]
id = "R-1"
gate = "PR1"
[[crosscutting]]
id = "CC1"
area = "freezes"
interface = "drain order"
validated_before = "R-1"
pr = "PR1"
[[crosscutting]]
id = "CC2"
area = "freezes"
interface = "autoscaler"
validated_before = "R-1"
pr = "PR2"
[[pr]]
id = "PR1"
crosscutting = ["CC1"]
[[pr]]
id = "PR2"
crosscutting = ["CC2"]
depends_on = ["PR1"]
"""
FLAGS = """
[[pr]]
id = "PR1"
flags = [{ name = "--deadline", exercised_by = "TestFlags" }]
exercised_by = "cli"
exercised_how = ["`go run . run --deadline 5 --rate 2`"]
files = [{ path = "root_test.go", change = "modify" }]
scope_in = ["a deadline"]
[[pr]]
id = "PR2"
flags = [{ name = "--cooldown", exercised_by = "TestFlags" }]
[[non_goal]]
id = "N1"
text = "Retries: they change the load."
"""
CODE = {
    "go.mod": "module example.org/m\n",
    "root.go": 'package m\n\nimport "flag"\n\nvar rate = flag.Int("rate", 1, "requests a second")\n',
    "root_test.go": 'package m\n\nimport "testing"\n\nfunc TestFlags(t *testing.T) {}\n',
}
FROZEN = """
[[finding]]
id = "F1"
statement = "The comment of `AdmissionPolicy` declares it frozen."
[[pr]]
id = "PR1"
interface = "AdmissionPolicy"
[[frozen]]
id = "FZ1"
interface = "AdmissionPolicy"
"""
TRADEOFF = """
[[question]]
id = "Q1"
[[question]]
id = "Q2"
[[scope]]
id = "S1"
answers = ["Q1"]
[evolution]
unchanged = ["`sim/event.go`"]
[[evolution.tradeoff]]
id = "T1"
scope = "S1"
still_answers = ["Q1"]
[[pr]]
id = "PR1"
files = [{ path = "sim/pool.go", change = "modify" }]
"""


def _case(
    rule: str,
    text: str,
    old: str,
    new: str,
    *,
    at: str = "",
    says: str = "",
    code: bool = False,
    also: tuple[str, ...] = (),
) -> Case:
    assert old in text
    return Case(rule, text, text.replace(old, new), at=at, says=says, files=CODE if code else {}, also=also)


CASES = [
    _case("XCT014", REQUIRES, "go.mod", "sim/pool.go", at="pr.PR1.files", says="does not modify go.mod"),
    _case(
        "XCT014",
        REQUIRES,
        'pr = "PR1"',
        'pr = "PR2"',
        says="no dependency is assigned",
        also=("XCT002", "XCT012"),
    ),
    _case("CON020", EVENTS, "tick (endo", "tick (exo", at="pr.PR1.events.0", says="the concept model says"),
    _case("CON020", EVENTS, "priority 80", "priority 70", says="the concept model says 80"),
    _case("CON020", EVENTS, '"scale tick (', '"scale veto (', says="does not have"),
    _case(
        "CON020",
        EVENTS,
        '["scale tick (endogenous, priority 80)"]',
        '["none"]',
        says="No PR lists",
    ),
    _case("CON020", EVENTS, " (endogenous, priority 80)", ", every second", says="cannot be compared"),
    _case("CON021", POINT, "emptiest", "Newest", at="extension_point.EP1.first_non_default"),
    Case(
        "CON021",
        POINT,
        POINT.replace(
            '[[pr]]\nid = "PR1"\nblock = "pool"', '[[block]]\nid = "door"\n[[pr]]\nid = "PR1"\nblock = "door"'
        ),
        at="extension_point.EP1.pr",
        also=("CON008", "PRS005"),
    ),
    Case(
        "CON022",
        EVENTS.replace("endogenous", "exogenous").replace('"replicas"', '"the workload file"'),
        EVENTS.replace("endogenous", "exogenous"),
        at="block.pool.events.E1.origin",
    ),
    _case(
        "EVO008",
        TRADEOFF,
        'still_answers = ["Q1"]',
        'still_answers = ["Q2"]',
        at="evolution.tradeoff.T1.still_answers",
    ),
    _case("EVO008", TRADEOFF, "`sim/event.go`", "`sim/pool.go`", at="evolution.unchanged.0"),
    _case("XCT012", SHARED, 'id = "PR2"\ncrosscutting = ["CC1"]', 'id = "PR2"', at="pr.PR2.crosscutting"),
    _case("XCT012", SHARED, 'consumers = ["PR2"]', "", at="pr.PR2.crosscutting", says="neither as creator"),
    _case("XCT015", FREEZES, "autoscaler", "Drain order", at="crosscutting.CC2.interface"),
    _case("XCT015", FREEZES, 'gate = "PR1"', 'gate = "PR2"', at="crosscutting.CC1.validated_before"),
    _case("PRS018", FLAGS, "run --deadline", "run --deadlime", at="pr.PR1.exercised_how.0", code=True),
    _case("PRS018", FLAGS, '"--cooldown"', '"--deadline"', at="pr.PR2.flags.@0.name", code=True),
    _case("PRS018", FLAGS, '"--cooldown"', '"--rate"', says="which the code has already", code=True),
    _case(
        "PRS020",
        FLAGS,
        'exercised_by = "cli"',
        'exercised_by = "cli"\nrefactor_only = true',
        at="pr.PR1.flags",
    ),
    Case(
        "PRS020",
        FLAGS.replace('"cli"', '"new tests"'),
        FLAGS.replace('"cli"', '"new tests"').replace("root_test.go", "root.go"),
        at="pr.PR1.files",
    ),
    _case(
        "PRS021",
        FLAGS,
        '["a deadline"]',
        '["a deadline"]\nscope_out = ["A deadline."]',
        at="pr.PR1.scope_in.0",
    ),
    _case("PRS021", FLAGS, '["a deadline"]', '["retries"]', says="non-goal N1 rules out"),
    _case("PRS021", FLAGS, '["a deadline"]', '["the retry"]', says="non-goal N1 rules out"),
    _case(
        "ABS006", FROZEN, '[[frozen]]\nid = "FZ1"\ninterface = "AdmissionPolicy"\n', "", at="pr.PR1.interface"
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_flag_that_the_cli_changes_call_new_is_to_be_listed(tmp_path: Path) -> None:
    case = Case("PRS018", "", "", files={"go.mod": "module m", "main.go": "package main"})
    text = """
    [[pr]]
    id = "PR1"
    cli_changes = "New flag `--burst` for the run."
    [[pr]]
    id = "PR2"
    cli_changes = "`--burst` takes a list as well."
    """
    found = [one for one in findings(text, case, tmp_path) if one.rule == "PRS018"]
    assert [(one.path, one.kind) for one in found] == [("pr.PR1", "to write")]
