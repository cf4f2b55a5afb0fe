"""Texts and marks that contradict another place of the plan, or say less than they look like."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.rules.registry import by_id
from blistui.rules.rule import problems
from tests.rules.harness import Case, check_case, context_of, plan_of

FINDING = """
[[finding]]
id = "F1"
topic = "packages"
kind = "confirmed"
cites = [{ at = "a.go:1" }]
statement = """
EVENTS = """
[[block]]
id = "B1"
events = [
    { id = "E1", name = "tick", direction = "produced", origin = "endogenous", priority = "80" },
    { id = "E2", name = "Tick", direction = "consumed", origin = "endogenous", priority = "80" },
]
"""
FLAGGED = """
[[pr]]
id = "PR1"
cli_changes = "`--deadline` for both commands"
flags = [{ name = "--deadline", default = "0", exercised_by = "TestFlags" }]
"""
MERGED = """
status = "merged"
merged_commit = "0"
merged_on = 2026-03-02
concept_model_confirmed_on = 2026-03-09
"""
TWO = f'[[pr]]\nid = "PR1"\n{MERGED}[[pr]]\nid = "PR2"\n{MERGED}depends_on = ["PR1"]\n'
GATED = (
    f'[[pr]]\nid = "PR1"\n{MERGED}gates = ["R-1"]\n[[risk]]\nid = "R-1"\ngate = "PR1"\noutcome = "passed"\n'
)
DOCUMENTED = """
[[pr]]
id = "PR1"
files = [{ path = "docs/design-guidelines.md", change = "modify" }]
[[pr]]
id = "PR2"
depends_on = ["PR1"]
documentation = ["Design guidelines: the map"]
files = [{ path = "docs/design-guidelines.md", change = "modify" }]
"""
README = """
[[crosscutting]]
id = "CC1"
area = "docs"
item = "README"
document = "README"
trigger = "A change of what people see"
[[crosscutting]]
id = "CC2"
area = "docs"
item = "The map"
document = "design guidelines"
"""
OUTPUT = '[[pr]]\nid = "PR1"\ngolden_regeneration = "`make golden`"\nscope_in = ["two report keys"]\n'
MIGRATES = "[prevention]\nmigration = ['readers accept both']\n"
TOCK = """
[[block]]
id = "B2"
events = [{ id = "E3", name = "tock", direction = "consumed", origin = "exogenous", priority = "80" }]
"""
LATE = """
exercised_how = ["`sim run --deadline 5 --cooldown 1`"]
[[pr]]
id = "PR2"
cli_changes = "`--cooldown`"
flags = [{ name = "--cooldown", exercised_by = "TestFlags" }]
"""
CHANGED = """
[[frozen]]
id = "FZ1"
interface = "Policy"
pre_existing = true
[[pr]]
id = "PR1"
extension_type = "policy template"
interface = "Policy"
api_surface = "Policy gains a second method."
api_used_by = "the loop"
"""
OMITTED = '[[scope]]\nid = "S1"\nomitted = "Yes"\ncomponent = "Failure of replicas"\n'
BOTH_ADD = """
[[block]]
id = "B1"
[[scope]]
id = "S1"
modeled = "each replica"
block = ["B1"]
[[pr]]
id = "PR1"
block = "B1"
change = "add"
[[pr]]
id = "PR2"
block = "B1"
change = "add"
"""
QUESTION = '[[question]]\nid = "Q1"\ntext = "How long is the wait?"\n'
SHARED = """
[[pr]]
id = "PR1"
crosscutting = ["CC1"]
[[crosscutting]]
id = "CC1"
area = "ci"
pr = "PR1"
item = "A benchmark step"
"""
FREEZE = """
[[crosscutting]]
id = "CC1"
area = "freezes"
item = "The order"
pr = "PR1"
interface = "drain order"
validated_before = "two orders"
implementations = ["newest first", "emptiest first"]
default_implementation = "newest first"
"""
SWAP = '[[pr]]\nid = "PR1"\nextension_type = "backend swap"\nextraction = "PR1"\napi_used_by = "the loop"\n'
REGRESSION = '[[prevention.regression]]\nfile = "a_test.go"\nexpectation = "expected change"\n'
SERIES = '[[pr]]\nid = "PR1"\n[[pr]]\nid = "PR2"\ndepends_on = ["PR1"]\n'
CASES = [
    Case(
        "PLN003",
        '[[pr]]\nid = "PR1"\nmotivation = "Requests wait too long in a burst."',
        '[[pr]]\nid = "PR1"\nmotivation = "Why does this PR exist?"',
        says="own question",
    ),
    Case(
        "PLN003",
        '[commitments]\nperformance = ["p99 below 5 ms"]',
        '[commitments]\nperformance = ["p99 below TBD ms"]',
    ),
    Case(
        "ABS004",
        '[[frozen]]\nid = "FZ1"\ninterface = "Policy"\npre_existing = true',
        '[[frozen]]\nid = "FZ1"\ninterface = "Policy"\npre_existing = true\n'
        '[[frozen]]\nid = "FZ2"\ninterface = "Policy"\npre_existing = true',
        at="frozen.FZ2.interface",
    ),
    Case(
        "CON019",
        EVENTS.replace('"80"', '"80", new = true'),
        EVENTS.replace('"80"', '"80", new = true') + TOCK,
        at="block.B1.events.E1.priority",
        also=("CON008",),
    ),
    Case("PRS018", FLAGGED, FLAGGED.replace("for both", "(default 16) for both"), says="the default 16"),
    Case("PRS018", FLAGGED, FLAGGED + LATE, says="which PR2 adds"),
    Case(
        "PRS011",
        FLAGGED,
        FLAGGED.replace("TestFlags", "TestFlags of PR2") + '[[pr]]\nid = "PR2"',
        at="pr.PR1.flags.@0.exercised_by",
    ),
    Case(
        "PRS014",
        CHANGED.replace("gains a second method", "is implemented once more"),
        CHANGED,
        at="pr.PR1.api_surface",
    ),
    Case(
        "PRS019",
        '[[pr]]\nid = "PR1"\nfriction_files = 2\nfriction_why = "as in the guidelines: its file, its test"',
        '[[pr]]\nid = "PR1"\nfriction_files = 2\n'
        'friction_why = "as in the guidelines: its file, its test, the factory"',
        at="pr.PR1.friction_why",
    ),
    Case(
        "DAG003",
        f'[dag]\nmerge_sequencing = "Start with PR1. PR2 comes last."\n{SERIES}',
        f'[dag]\nmerge_sequencing = "Start with PR2."\n{SERIES}',
    ),
    Case(
        "DAG003",
        f'[dag]\nmerge_sequencing = "PR1 and PR2 are not merged in parallel."\n{SERIES}',
        f'[dag]\nmerge_sequencing = "PR1 and PR2 are merged in parallel."\n{SERIES}',
        says="side by side",
    ),
    Case(
        "RSK004",
        '[[risk]]\nid = "R-1"\nvalidation = "a study"\nsuccess_criteria = "At least 19 of 20 seeds agree"',
        '[[risk]]\nid = "R-1"\nvalidation = "a study"\nsuccess_criteria = "At least 1 reviewer approves it"',
    ),
    Case(
        "PLN003",
        f'{OMITTED}justification = "no question asks for it"',
        f'{OMITTED}justification = "Failure of replicas."',
        says="“Component”",
    ),
    Case(
        "PLN003",
        f"{QUESTION}{QUESTION}".replace("Q1", "Q2", 1).replace("wait", "queue", 1),
        f"{QUESTION}{QUESTION}".replace("Q1", "Q2", 1),
        says="“Q2”",
    ),
    Case(
        "REC003",
        f'{FINDING}"The pool is fixed"',
        f'{FINDING}"The pool is fixed"\nunverified = true',
        at="finding.F1.unverified",
    ),
    Case(
        "CON004",
        '[[block]]\nid = "B1"\nresponsibility = "Holds the replicas and their reports"',
        '[[block]]\nid = "B1"\nresponsibility = "Holds the replicas, and also reports on them"',
    ),
    Case(
        "RSK004",
        '[[risk]]\nid = "R-1"\nvalidation = "a study"\nsuccess_criteria = "At most the wait of round robin"',
        '[[risk]]\nid = "R-1"\nvalidation = "a study"\nsuccess_criteria = "Shorter than before in most runs"',
    ),
    Case(
        "XCT003",
        SHARED,
        SHARED.replace("A benchmark step", "A benchmark step once it turns out to be necessary"),
    ),
    Case(
        "XCT008",
        FREEZE + '[[pr]]\nid = "PR1"\ncrosscutting = ["CC1"]\ninterface = "Drain order"',
        FREEZE + '[[pr]]\nid = "PR1"\ncrosscutting = ["CC1"]\ninterface = "autoscaler"',
        at="crosscutting.CC1.interface",
    ),
    Case(
        "XCT010",
        f"{README}{DOCUMENTED}",
        f"{README}{DOCUMENTED}".replace("Design guidelines: the map", "none"),
        at="pr.PR2.documentation",
    ),
    Case(
        "PRS004",
        BOTH_ADD.replace("add", "modify", 1),
        BOTH_ADD,
        at="pr.PR2.change",
    ),
    Case(
        "PRS006",
        '[[pr]]\nid = "PR1"\nguarantees = [{ id = "BC-1-1", text = "No request is lost." }]',
        '[[pr]]\nid = "PR1"\nguarantees = [{ id = "BC-7-1", text = "No request is lost." }]',
        says="PR7",
    ),
    Case(
        "PRS006",
        '[[pr]]\nid = "PR1"\nguarantees = [{ id = "BC-1-1", text = "The wait is below 2 s." }]',
        '[[pr]]\nid = "PR1"\nguarantees = [{ id = "BC-1-1", text = "The wait is acceptable." }]',
        says="what holds",
    ),
    Case("PRS011", FLAGGED, FLAGGED.replace('name = "--deadline"', 'name = "deadline"'), says="typed"),
    Case(
        "PRS015",
        '[[pr]]\nid = "PR1"\nno_dead_code_because = "The loop uses the wrapper."',
        '[[pr]]\nid = "PR1"\nno_dead_code_because = "A follow-up PR will use the wrapper."',
    ),
    Case(
        "ABS004",
        '[[frozen]]\nid = "FZ1"\ninterface = "Policy"\npre_existing = true',
        '[[frozen]]\nid = "FZ1"\ninterface = "Policy"\npre_existing = true\nfreeze_pr = "PR1"',
    ),
    Case(
        "REC003", f'{FINDING}"The pool is fixed"', f'{FINDING}"The pool seems to be fixed"', says="seems to"
    ),
    Case(
        "SCO001",
        '[[question]]\nid = "Q1"\ntext = "At a burst: does the order change?"',
        '[[question]]\nid = "Q1"\ntext = "We will add a burst?"',
        at="question.Q1.text",
        says="statement",
    ),
    Case(
        "CON020",
        EVENTS,
        EVENTS.replace("80", "70", 1),
        at="block.B1.events.E2.priority",
    ),
    Case(
        "PRS018",
        FLAGGED,
        FLAGGED.replace("`--deadline` for both commands", "No new flags"),
        says="No new flags",
    ),
    Case("PRS011", FLAGGED, FLAGGED.replace("TestFlags", "somebody tries it"), says="nothing that runs"),
    Case(
        "PRS010",
        '[[pr]]\nid = "PR1"\nexercised_by = "cli"\nexercised_how = ["the deadline scenario"]',
        '[[pr]]\nid = "PR1"\nexercised_by = "cli"\nexercised_how = ["people look at it"]',
        at="pr.PR1.exercised_how.0",
    ),
    Case(
        "PRS013",
        '[[pr]]\nid = "PR1"\nloc = 0\nfiles = [{ path = "a_test.go", change = "modify" }]',
        '[[pr]]\nid = "PR1"\nloc = 0\nfiles = [{ path = "a.go", change = "modify" }]',
        at="pr.PR1.loc",
    ),
    Case(
        "PRS014",
        f'{SWAP}api_surface = "An interface"',
        f'{SWAP}api_surface = "None"',
        at="pr.PR1.api_surface",
    ),
    Case(
        "PRS021",
        '[[non_goal]]\nid = "N1"\ntext = "Retries: not asked"\n[[scope]]\nid = "S1"\ncomponent = "Retries"\n'
        'omitted = "Yes"',
        '[[non_goal]]\nid = "N1"\ntext = "Retries: not asked"\n[[scope]]\nid = "S1"\ncomponent = "retries"\n'
        'modeled = "each one"',
        at="scope.S1.component",
        also=("SCO005", "SCO007"),
    ),
    Case(
        "BUG002",
        f'{REGRESSION}note = "two keys more"',
        REGRESSION,
        says="says which",
    ),
    Case("LIV008", '[[pr]]\nid = "PR1"', '[[pr]]\nid = "PR1"\nmerged_on = 2026-03-02', at="pr.PR1.merged_on"),
    Case(
        "LIV008",
        '[[pr]]\nid = "PR1"\nstatus = "dropped"\ndropped_because = "too slow"',
        '[[pr]]\nid = "PR1"\nstatus = "in review"\ndropped_because = "too slow"',
        at="pr.PR1.dropped_because",
    ),
    Case(
        "LIV004",
        TWO,
        TWO.replace("merged_on = 2026-03-02", "merged_on = 2026-03-04", 1),
        at="pr.PR2.merged_on",
    ),
    Case(
        "LIV007",
        f'{GATED}outcome_on = 2026-03-02\noutcome_finding = "1 ms"',
        f'{GATED}outcome_on = 2026-03-03\noutcome_finding = "1 ms"',
        at="pr.PR1.merged_on",
    ),
    Case(
        "RSK010",
        '[[risk]]\nid = "R-1"\noutcome = "open"',
        '[[risk]]\nid = "R-1"\noutcome = "open"\nplan_changes = "PR2 keeps one queue"',
        at="risk.R-1.plan_changes",
    ),
    Case(
        "XCT010",
        f"{README}{DOCUMENTED}",
        f'{README}{DOCUMENTED}[[pr]]\nid = "PR3"\ndocumentation = ["design guidelines: 4.2"]\n'
        'files = [{ path = "a.go", change = "modify" }]',
        at="pr.PR3.documentation.0",
    ),
    Case(
        "XCT011",
        f"{OUTPUT}changes_output = true\n{MIGRATES}",
        f"{OUTPUT}{MIGRATES}",
        at="pr.PR1.scope_in.0",
        says="two report keys",
    ),
    Case(
        "XCT014",
        '[[pr]]\nid = "PR1"\narchitectural_impact = "The order is kept without a new dependency."',
        '[[pr]]\nid = "PR1"\narchitectural_impact = "The order is kept by github.com/google/btree."',
        says="github.com/google/btree",
    ),
    Case(
        "XCT014",
        '[[pr]]\nid = "PR1"\nmotivation = "There is no new dependency. We use no third-party library."',
        '[[pr]]\nid = "PR1"\nmotivation = "There is no new dependency. It uses a third-party library."',
        says="uses a third-party library",
    ),
    Case(
        "XCT011",
        f"{OUTPUT}{MIGRATES}".replace(
            "two report keys", "no new report keys; the report gains no key and it adds nothing to the output"
        ),
        f"{OUTPUT}{MIGRATES}".replace("two report keys", "no new report keys, two CSV columns"),
        at="pr.PR1.scope_in.0",
        says="two CSV columns",
    ),
    Case(
        "PRS014",
        CHANGED.replace("gains a second method", "gains no second method"),
        CHANGED.replace("gains a second method", "never adds a parameter, and gains a second method"),
        at="pr.PR1.api_surface",
        says="gains a second method",
    ),
    Case(
        "DAG003",
        f'[dag]\nmerge_sequencing = "PR1 first, then PR2"\n{SERIES}',
        f'[dag]\nmerge_sequencing = "PR2 first, then PR1"\n{SERIES}',
        at="dag.merge_sequencing",
    ),
    Case(
        "DAG003",
        f'[dag]\nmerge_sequencing = "PR2 waits for PR1"\n{SERIES}',
        f'[dag]\nmerge_sequencing = "PR1 waits for PR2"\n{SERIES}',
        at="dag.merge_sequencing",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_finding_without_kind_that_states_nothing_is_reported() -> None:
    found = problems(by_id()["REC003"], context_of(plan_of('[[finding]]\nid = "F1"\n')))
    assert [(one.path, one.kind) for one in found] == [("finding.F1.statement", "to write")]


@pytest.mark.parametrize(
    ("rule", "text", "at"),
    [
        ("REC001", f'{FINDING}"The pool is fixed"\nnone_because = "no pool"', "finding.F1.none_because"),
        ("XCT001", f'{SHARED}none_because = "no new step"', "crosscutting.CC1.none_because"),
    ],
)
def test_a_reason_why_there_is_nothing_beside_what_there_is(rule: str, text: str, at: str) -> None:
    assert at in {one.path for one in problems(by_id()[rule], context_of(plan_of(text)))}
