"""Phase 0: the recon is whole, honest and safe to build on."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.tables.recon import TOPICS
from blistui.rules.policy import Policy
from blistui.rules.registry import by_id
from blistui.rules.rule import problems
from tests.rules.harness import Case, check_case, context_of, findings, plan_of


def finding(id: str = "F1", topic: str = "coupling", kind: str = "confirmed", **fields: str) -> str:
    """A finding that states something and is cited."""
    given = {"statement": '"It is so."', "cites": '[{ at = "go.mod:1" }]', **fields}
    rest = "".join(f"{key} = {value}\n" for key, value in given.items() if value)
    return f'[[finding]]\nid = "{id}"\ntopic = "{topic}"\nkind = "{kind}"\n{rest}'


ALL = "".join(finding(f"F{n}", topic, module='"Router"') for n, topic in enumerate(TOPICS))
INFERRED = finding("F7", kind="inferred", inferred_from='"F1"')
UNVERIFIED = finding("F7", cites="", unverified="true")
OPEN = finding("F7", kind="uncertain", impact='"scores of zero"', resolved_by='["D-1"]')
BLOCK = '[[block]]\nid = "B1"\nrelies_on = ["F7"]\n'
RISK = '[[risk]]\nid = "D-1"\nrelies_on = ["F7"]\n'
RISK_TEXT = '[[risk]]\nid = "D-1"\nassumption = "What F7 says holds"\n'
PR = '[[pr]]\nid = "PR1"\n'
OTHER_RISK = '[[risk]]\nid = "D-1"\n'
GUIDED = '[plan]\nguidelines = "docs/guide.md"\n'
MAP = "| Module | Responsibility |\n|---|---|\n| Router | chooses |\n"
GUIDE = {"docs/guide.md": f"# Guide\n\n### 4.2 Target module map\n\n{MAP}", "go.mod": "module m"}
FLAGS = {
    "go.mod": "module m",
    "cmd/root.go": 'package cmd\nfunc init() { run.Flags().Float64Var(&w, "routing-weight", 0.6, "") }\n',
}
CONSTRAINT = '[[constraint]]\nid = "K1"\nstatement = "The clock never goes back"\n'
POINT = finding(topic="extension points", statement='"`NewPolicy` makes policies by name"')

CASES = (
    *(
        Case(
            "REC009",
            f'{GUIDED}{CONSTRAINT}guideline = "{right}"\n',
            f'{GUIDED}{CONSTRAINT}guideline = "{wrong}"\n',
            at="constraint.K1.guideline",
            files=GUIDE,
        )
        for right, wrong in (
            ("4.2", "9.9"),
            ("4", "Section 5"),
            ("guidelines 4.2", "4.2 and 4.9"),
            ("Target module map", "Module contract"),
            ("rules.md R8", "R8"),
        )
    ),
    Case("REC001", ALL, ALL.replace('"coupling"', '"cli"'), at="finding", says="Tight coupling"),
    Case("REC001", ALL, ALL.replace('"coupling"', '"fragile"'), at="finding.F6.topic", says="`fragile`"),
    Case(
        "REC001",
        ALL + '[[finding]]\nid = "F9"\ntopic = "cli"\nnone_because = "it is a library"',
        ALL.replace('"cli"', '"packages"') + '[[finding]]\nid = "F9"\ntopic = "cli"\nnone_because = ""\n',
        says="CLI entrypoints",
        also=("REC003",),
    ),
    Case(
        "REC002", INFERRED + BLOCK + RISK, INFERRED + BLOCK + OTHER_RISK, at="block.B1.relies_on", says="F7"
    ),
    Case("REC002", UNVERIFIED + BLOCK + RISK_TEXT, UNVERIFIED + BLOCK, says="unverified"),
    Case(
        "REC002",
        OPEN + BLOCK + OTHER_RISK + PR,
        OPEN.replace("D-1", "PR1") + BLOCK + OTHER_RISK + PR,
        says="an open uncertainty",
    ),
    Case(
        "REC002",
        INFERRED + '[[objective]]\nid = "O1"\ntext = "An F7 score of 0.9, and F71"\n',
        INFERRED + '[[objective]]\nid = "O1"\ntext = "Use what F7 says"\n',
        at="objective.O1.text",
    ),
    Case("REC003", finding(), finding(kind="guessed"), at="finding.F1.kind", says="`guessed`"),
    Case("REC003", finding(), finding(kind=""), says="has no kind"),
    Case(
        "REC003",
        finding(),
        '[[finding]]\nid = "F1"\ntopic = "packages"\nkind = "confirmed"\n',
        at="finding.F1.statement",
        says="states nothing",
    ),
    Case("REC003", INFERRED, INFERRED.replace('"F1"', '" "'), at="finding.F7.inferred_from"),
    Case(
        "REC004",
        OPEN + OTHER_RISK,
        finding("F7", kind="uncertain", resolved_by='["D-1"]') + OTHER_RISK,
        at="finding.F7.impact",
    ),
    Case(
        "REC004",
        OPEN + OTHER_RISK,
        finding("F7", kind="uncertain", impact='"zero"') + OTHER_RISK,
        at="finding.F7.resolved_by",
    ),
    Case("REC005", CONSTRAINT + 'guideline = "2.2"', "", at="constraint"),
    Case("REC005", CONSTRAINT + 'guideline = "2.2"', CONSTRAINT, at="constraint.K1", says="neither"),
    Case("REC006", POINT + 'module = "Router"', POINT, at="finding.F1.module"),
    Case(
        "REC006",
        GUIDED + POINT + 'module = "the router"',
        GUIDED + POINT + 'module = "Dispatcher"',
        at="finding.F1.module",
        says="`Dispatcher`",
        files=GUIDE,
    ),
    Case(
        "REC007",
        finding(statement='"`sim` and `sim/cluster` are all there is"'),
        finding(statement='"`sim` is all there is"'),
        at="finding",
        says="`sim/cluster`, 50% of the Go code; the recon covers 50%",
        files={"sim/a.go": "package sim // " + "x" * 500, "sim/cluster/b.go": "package sim // " + "x" * 500},
    ),
    Case(
        "REC008",
        finding(statement='"`--routing-weight` weighs"'),
        finding(statement='"`--routing-wieght` weighs"'),
        at="finding.F1.statement",
        says="`--routing-wieght`",
        files=FLAGS,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rule(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_strict_policy_lets_nothing_rest_on_the_unverified() -> None:
    plan = plan_of(UNVERIFIED + BLOCK + RISK)
    assert not problems(by_id()["REC002"], context_of(plan))
    (found,) = problems(by_id()["REC002"], context_of(plan, policy=Policy(unverified="never")))
    assert found.path == "block.B1.relies_on"
    assert "the policy does not allow that" in found.message
    inferred = plan_of(INFERRED + BLOCK + RISK)
    assert not problems(by_id()["REC002"], context_of(inferred, policy=Policy(unverified="never")))


def test_an_empty_plan_misses_every_topic() -> None:
    [found] = problems(by_id()["REC001"], context_of(plan_of("")))
    assert all(title in found.message for title in TOPICS.values())


def test_the_built_in_map_binds_nobody(tmp_path: Path) -> None:
    text = POINT + 'module = "Dispatcher"'
    for head in ("", '[plan]\nguidelines = "builtin"\n', '[plan]\nguidelines = "docs/none.md"\n'):
        case = Case("REC006", "", "", files=GUIDE)
        assert not [f for f in findings(head + text, case, tmp_path) if f.rule == "REC006"]


@pytest.mark.parametrize(
    "statement",
    [
        "`--routing-wieght` will be added",
        "PR2 adds `--routing-wieght`",
        "`go test --routing-wieght` is another tool",
        "there is no `--routing-wieght`",
        "`--help` is everywhere",
    ],
)
def test_flags_that_are_not_claimed_to_exist_are_not_looked_for(statement: str, tmp_path: Path) -> None:
    case = Case("REC008", "", "", files=FLAGS)
    assert not [
        f for f in findings(finding(statement=f'"{statement}"'), case, tmp_path) if f.rule == "REC008"
    ]


def test_flags_that_the_plan_adds_are_not_looked_for(tmp_path: Path) -> None:
    case = Case("REC008", "", "", files=FLAGS)
    new = finding(statement='"`--routing-scorers` replaces it"')
    added = '[[pr]]\nid = "PR1"\nflags = [{ name = "--routing-scorers" }]\n'
    assert not [f for f in findings(new + added, case, tmp_path) if f.rule == "REC008"]
    added = '[[pr]]\nid = "PR1"\ncli_changes = "Adds `--routing-scorers`."\n'
    assert not [f for f in findings(new + added, case, tmp_path) if f.rule == "REC008"]


def test_a_misspelled_flag_is_reported_with_the_right_spelling(tmp_path: Path) -> None:
    case = Case("REC008", "", "", files=FLAGS)
    (found,) = [
        f for f in findings(finding(statement='"`--routing-wieght`"'), case, tmp_path) if f.rule == "REC008"
    ]
    assert found.how_to_fix == "Did you mean `--routing-weight`?"


def test_an_open_uncertainty_needs_no_topic() -> None:
    text = ALL + '[[finding]]\nid = "F9"\nkind = "uncertain"\nstatement = "Does it scale?"\n'
    assert not problems(by_id()["REC001"], context_of(plan_of(text)))
    assert problems(by_id()["REC001"], context_of(plan_of(text.replace('"uncertain"', '"confirmed"'))))
