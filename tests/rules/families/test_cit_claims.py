"""What facts say of code in words that the code can answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.harness import Case, check_case, findings

CODE = """package sim

// Limits of the queue. TestNobody is not written yet.
const (
\tMaxWaiting = 20
\tName       = "pool"
\tTicks      = 100_000
\tShifted    = 1 << 4
)

type Policy interface {
\tDecide(at int64) bool
\tName() string
}

type wide interface {
\tPolicy
\tClose() error
}

type Pool struct {
\tsize, busy int
\tPolicy     Policy
}

func (p *Pool) Grow(n int) { p.size += n }

func (p *Pool) shrink() {}

type Held struct{ Pool }

func newPool() *Pool { return &Pool{} }
"""
FLAGS = """package cmd

import "flag"

func flags(fs *flag.FlagSet) {
\tfs.Int("seed", 1, "")
\tfs.String("policy", "first", "")
\tfs.Int("size", defaultSize, "")
}

var defaultSize = 3
"""
TESTS = "package sim\n\nfunc TestGrow(t *testing.T) {}\n"
FILES = {"go.mod": "module m\n", "sim/pool.go": CODE, "sim/pool_test.go": TESTS, "cmd/flags.go": FLAGS}


def fact(statement: str, rest: str = "") -> str:
    """A finding that is cited where all of its names are."""
    cites = 'cites = [{ at = "sim/pool.go:1-34" }, { at = "cmd/flags.go:1-11" }]'
    return f'[[finding]]\nid = "F1"\nkind = "confirmed"\nstatement = \'{statement}\'\n{cites}\n{rest}'


QUERY = """[[finding.queries]]
ask = "implementers"
subject = "Policy"
result = ["sim/a.go A", "sim/b.go B", "sim/b_test.go fake"]
"""

UNTRUE = (
    ("`newPool` is unexported.", "`newPool` is already exported.", "begins with no capital"),
    ("`MaxWaiting` is exported.", "`MaxWaiting` is not exported.", "begins with a capital"),
    ("`Policy` has two methods.", "`Policy` has three methods.", "`Policy` has 2 methods"),
    ("The two-method interface `Policy` decides.", "The single-method interface `Policy` decides.", "2"),
    ("`Pool` has 3 fields.", "`Pool` has 17 fields.", "`Pool` has 3 fields"),
    ("`Pool` has two methods.", "`Pool` has four methods.", "`Pool` has 2 methods"),
    ("One method of `Pool` grows it.", "Five methods of `Pool`.", "`Pool` has 2 methods"),
    ("The limit `MaxWaiting` is 20.", "The limit `MaxWaiting` is 25.", "the code has 20"),
    ("`Ticks` (100000) is the step.", "`Ticks` (10000) is the step.", "the code has 100_000"),
    ('`Name` is "pool".', '`Name` is "queue".', 'the code has "pool"'),
    ("`--seed` defaults to 1.", "`--seed` defaults to 77.", "the code has 1"),
    ("The default of `--policy` is `first`.", "The default of `--policy` is `last`.", "the code has"),
    ("`--seed` is 1 by default.", "`--seed` is 2 by default.", "the code has 1"),
    ("No `sim/queue.go` exists yet.", "No `sim/pool.go` exists yet.", "`sim/pool.go` exists"),
    ("There is no `pool/` directory.", "There is no `sim/` directory.", "`sim/` exists"),
    ("`TestGrow` proves it.", "`TestNobody` proves it.", "no test TestNobody is declared"),
    ("`Pool` is a struct.", "`Pool` is an interface.", "it is a struct"),
    ("`Policy` is an interface.", "`Policy` is a struct.", "it is an interface"),
    ("`newPool` is a function.", "`newPool` is a method.", "it is a function"),
    ("`Pool` lives in `sim/pool.go`.", "`Pool` lives in `sim/queue.go`.", "declared in sim/pool.go"),
)

CANNOT_TELL = (
    "`Held` has one method.",
    "`wide` has two methods.",
    "`Shifted` is 17.",
    "`--size` defaults to 4.",
    "`Pool` has one method that grows.",
    "`MaxWaiting` is 25 ms.",
    "`newPool` is exported to the tests as `NewPool`.",
    "PR2 makes `newPool` exported: after it, `newPool` is exported.",
    "`Unheard` has 4 methods.",
)


CASES = tuple(
    Case("CIT020", fact(true), fact(untrue), "finding.F1.statement", says, files=FILES)
    for true, untrue, says in UNTRUE
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_untrue_claim(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


@pytest.mark.parametrize("statement", CANNOT_TELL)
def test_what_the_code_cannot_answer(statement: str, tmp_path: Path) -> None:
    case = Case("CIT020", "", "", files=FILES)
    assert "CIT020" not in {found.rule for found in findings(fact(statement), case, tmp_path)}


@pytest.mark.parametrize(("number", "is_found"), [("Three", False), ("Two", False), ("Four", True)])
def test_implementers_are_counted_by_the_query_of_the_fact(
    number: str, is_found: bool, tmp_path: Path
) -> None:
    case = Case("CIT020", "", "", files=FILES)
    found = findings(fact(f"{number} types implement it.", QUERY), case, tmp_path)
    assert ("CIT020" in {one.rule for one in found}) == is_found
