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
\tGrace      = 2 * time.Second
\tRoom       = 64 * 1024
)

const (
\tIdle Phase = iota
\tBusy
\tGone
)

// Phase is where a pool stands.
type Phase int

type Hook func(at int64) error

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

type Rule struct {
\tLimit int    `json:"limit"`
\tNote  string `json:"note,omitempty"`
\tseen  map[string]bool
}

func (r *Rule) Decide(at int64) bool { return at > 0 }

func (r *Rule) Name() string { return r.Note }

func newPool() *Pool { return &Pool{} }

func Load(path string) (*Pool, error) {
\treturn check(newPool())
}

func check(p *Pool) (*Pool, error) { return p, nil }
"""
FLAGS = """package cmd

import "flag"

func flags(fs *flag.FlagSet) {
\tfs.Int("seed", 1, "")
\tfs.String("policy", "first", "")
\tfs.Int("size", defaultSize, "")
\tfs.String("out", "", "where the report goes")
\tfs.Int("limit", 0, "the most that wait (0: 100)")
}

var defaultSize = 3
"""
TESTS = """package sim

func TestGrow(t *testing.T) { newPool().Grow(1) }

type TestRunner interface{ TestAll() }

type TestSuite struct{}

func (s *TestSuite) TestHeld() {}
"""
FILES = {
    "Makefile": "all:\n",
    "go.mod": "module m\n",
    "sim/pool.go": CODE,
    "sim/pool_test.go": TESTS,
    "cmd/flags.go": FLAGS,
}


def fact(statement: str, rest: str = "") -> str:
    """A finding that is cited where all of its names are."""
    cites = 'cites = [{ at = "sim/pool.go:1-70" }, { at = "cmd/flags.go:1-13" }]'
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
    ("`sim/pool.go` declares `Pool`.", "`cmd/flags.go` declares `Pool`.", "declared in sim/pool.go"),
    ("`Pool` in `sim/pool.go` grows.", "`Pool` in `cmd/flags.go` grows.", "does not occur there"),
    ("`Shifted` is 16.", "`Shifted` is 17.", "the code has 16 (1 << 4)"),
    ("`Grace` is 2 seconds.", "`Grace` is 3 seconds.", "the code has 2 * time.Second"),
    ("`Grace` is 2000ms.", "`Grace` is 200ms.", "the code has 2 * time.Second"),
    ("`Grace` is 2 * time.Second.", "`Grace` is 5 * time.Second.", "the code has 2 * time.Second"),
    ("`Room` is 64 KiB.", "`Room` is 32 KiB.", "the code has 65536 (64 * 1024)"),
    ("`Room` is 65536 bytes.", "`Room` is 65535 bytes.", "the code has 65536 (64 * 1024)"),
    ("`Busy` is 1 and `Gone` is 2.", "`Busy` is 1 and `Gone` is 3.", "the code has 2 (iota)"),
    ("The zero value of `Phase` is `Idle`.", "The zero value of `Phase` is `Busy`.", "(iota)"),
    ("The bound (`MaxWaiting`, 20) is low.", "The bound (`MaxWaiting`, 25) is low.", "the code has 20"),
    ('`Name` holds the text "pool".', '`Name` holds the text "queue".', "the code has"),
    ("`--size` defaults to 3.", "`--size` defaults to 4.", "the code has 3 (defaultSize)"),
    ("When `--seed` is not given, it is 1.", "When `--seed` is not given, it is 9.", "the code has 1"),
    ("By default `--seed` is 1.", "By default `--seed` is 0.", "the code has 1"),
    ("`Rule` has three fields.", "`Rule` has 9 fields.", "`Rule` has 3 fields"),
    ("`Rule` keeps two exported fields.", "`Rule` keeps three exported fields.", "2 exported fields"),
    ("There are three fields in `Rule`.", "There are four fields in `Rule`.", "`Rule` has 3 fields"),
    ("Two fields of `Rule` are tagged.", "Five fields of `Rule` are tagged.", "`Rule` has 3 fields"),
    ("`Rule` has no embedded type.", "`Rule` has no fields.", "`Rule` has 3 fields"),
    ("`Policy` is an interface of two methods.", "`Policy` is an interface of six methods.", "2 methods"),
    ("`Rule` has a field `Limit`.", "`Rule` has a field `size`.", "`Rule` has no field `size`"),
    (
        "`Rule` has the fields `Limit` and `seen`.",
        "`Rule` has the fields `Limit` and `busy`.",
        "no field `busy`",
    ),
    ("`Decide` is a method of `Rule`.", "`Decide` is a method of `Pool`.", "`Pool` has no method `Decide`"),
    ("`Held` embeds `Pool`.", "`Held` embeds `Rule`.", "does not embed it"),
    ("`Rule` implements `Policy`.", "`Pool` implements `Policy`.", "it has no `Decide` and `Name`"),
    ("`Load` returns an error.", "`newPool` returns an error.", "no result of it is an error"),
    ("`Load` returns two values.", "`Load` returns three values.", "it returns 2 values"),
    ("`shrink` returns nothing.", "`check` returns nothing.", "it returns 2 values"),
    ("`Load` takes one argument.", "`Load` takes no arguments.", "it takes 1 parameter"),
    ("`Phase` is an int type.", "`Phase` is a string type.", "it is an int type"),
    ("`Hook` is a func type.", "`Hook` is a struct.", "it is a func type"),
    ("`check` is a private helper.", "`Load` is a private helper.", "begins with a capital"),
    ("The exported function `Load` reads.", "The exported function `check` reads.", "begins with no capital"),
    ("`check` stays private to the package.", "`Load` stays private to the package.", "a capital"),
    (
        "`check` is called only by `Load`.",
        "`check` is called only by `newPool`.",
        "Load in sim/pool.go calls it",
    ),
    ("Only `Load` calls `check`.", "Only `Grow` calls `check`.", "Load in sim/pool.go calls it"),
    ("Nothing calls `Load`.", "Nothing calls `check`.", "Load in sim/pool.go calls it"),
    ("No test covers `check`.", "No test covers `newPool`.", "TestGrow calls it"),
    ("The limit MaxWaiting is 20.", "The limit MaxWaiting is 25.", "the code has 20"),
    ("newPool() is not exported.", "newPool is exported.", "begins with no capital"),
    ("newPool lives in sim/pool.go.", "newPool lives in sim/other.go.", "declared in sim/pool.go"),
    ("`Rule`, of the plan, has three fields.", "`Rule`, of the plan, has six fields.", "3 fields"),
    ("From `Idle` (0) to `Gone` (2).", "From `Idle` (1) to `Gone` (2).", "(iota)"),
    ("`--seed` sets the stream (default: 1).", "`--seed` sets the stream (default: 2).", "the code has 1"),
    ("`--seed` is the stream, 1 by default.", "`--seed` is the stream, 2 by default.", "the code has 1"),
    ("`--seed=1` is the default.", "`--seed=2` is the default.", "the code has 1"),
    ("There is no `Procfile`.", "There is no `Makefile`.", "`Makefile` exists"),
    ("`sim/pool_test.go` exists.", "`sim/queue_test.go` exists.", "there is no `sim/queue_test.go`"),
    ("The file `sim/pool.go` is short.", "The file `sim/queue.go` is short.", "there is no `sim/queue.go`"),
    (
        "It hands on a `Rule`, which has three fields.",
        "It hands on a `Rule`, which has six fields.",
        "3 fields",
    ),
    ("`Load`, which is exported, reads.", "`check`, which is exported, reads.", "begins with no capital"),
    ("The unexported `check` passes it on.", "The unexported `Load` passes it on.", "begins with a capital"),
    ("`Rule`, a struct with three fields, waits.", "`Rule`, a struct with six fields, waits.", "3 fields"),
    (
        "It is made once by the private `newPool`.",
        "It is read once by the private function `Load`.",
        "capital",
    ),
    ("`Policy` has a pair of methods.", "`Policy` has a single method.", "`Policy` has 2 methods"),
    ("`Rule` has three fields.", "`Rule` has half a dozen fields.", "`Rule` has 3 fields"),
    ("The second, `Load`, is exported.", "The second, `check`, is exported.", "begins with no capital"),
    ("`--seed` falls back to 1.", "`--seed` falls back to 5.", "the code has 1"),
    ("`--seed` is 1 when left out.", "`--seed` is 5 when left out.", "the code has 1"),
    ("`Phase` has three constants.", "`Phase` has five values.", "it has 3 constants"),
    ("It is one of the three `Phase` values.", "It is one of the two `Phase` values.", "it has 3 constants"),
    ("`Load` returns a `Pool`.", "`Load` returns a `Rule`.", "it returns `Pool` and `error`"),
    ("`check` takes a `*Pool`.", "`check` takes a `Rule`.", "it takes `Pool`"),
    ("`check` is called by `Load`.", "`check` is called by `Grow`.", "Load in sim/pool.go calls it"),
    ("`check`, called by `Load`, waits.", "`check`, called by `flags`, waits.", "Load in sim/pool.go"),
    ("`cmd` imports `flag`.", "`cmd` imports `sim`.", "no file of it does"),
    ("`cmd` imports neither `sim` nor `os`.", "`cmd` imports neither `sim` nor `flag`.", "a file of it does"),
    ("`cmd` does not import `sim`.", "`cmd` never imports `flag`.", "a file of it does"),
    ("`Makefile` and `sim/pool_test.go` (9 lines).", "`sim/pool_test.go` (19 lines).", "has 9 lines"),
    ("`cmd/flags.go` has 13 lines.", "`cmd/flags.go` is 130 lines long.", "has 13 lines"),
    ("`--seed` (1 unless given) counts.", "`--seed` (2 unless given) counts.", "the code has 1"),
    ("`--seed` is 1 unless told otherwise.", "`--seed` is 2 unless told otherwise.", "the code has 1"),
    ("Without `--limit` there is 0 limit.", "Without `--size` there are 4 size classes.", "the code has 3"),
)

CANNOT_TELL = (
    "`TestRunner` runs `TestAll`, and `TestSuite` has `TestHeld`.",
    "`Held` has one method.",
    "`wide` has two methods.",
    "`MaxWaiting` is one of several bounds.",
    "`Grace` is 3.",
    "`--policy` defaults to the first one.",
    "The method `shrink` of `Pool` is unexported.",
    "Each entry of `Pool` has four fields.",
    "Two methods of `Pool` are called.",
    "`newPool` is exported nowhere.",
    "With `MaxWaiting` of 50 the run ends.",
    "`Policy` is an interface value.",
    "`Hook` is a function type.",
    "`Held` has a field `size`.",
    "`wide` satisfies `Policy`.",
    "`Hook` returns an error.",
    "The run writes the file `sim/out.json`.",
    "No test covers `newPool` on its own.",
    "If `sim/queue.go` exists, it is read.",
    "If `sim/pool.go` does not exist, nothing is read.",
    "The run stops when `MaxWaiting` is 25.",
    "`--out` defaults to `report.txt`.",
    "`--limit` defaults to 100.",
    "`Grow` is called only by `Load`.",
    "`Pool` has one method that grows.",
    "`MaxWaiting` is 25 ms.",
    "`newPool` is exported to the tests as `NewPool`.",
    "PR2 makes `newPool` exported: after it, `newPool` is exported.",
    "`Unheard` has 4 methods.",
    "`Rule` has two states.",
    "`Phase` has two values that end a run.",
    "`Pool` holds a `Policy`, and returns a `Rule` to nobody.",
    "`Hook` takes a `Pool`.",
    "`Load` is called by `cmd`, through its flags.",
    "If `sim` imports `cmd`, it does not compile.",
    "`sim/pool.go` has about 200 lines, and 3 lines of `sim/pool.go` matter.",
    "Without `--seed` 5 requests arrive.",
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


PR = """
[[pr]]
id = "PR1"
title = "Add the scaler"
files = [{ path = "sim/scaler.go", change = "add" }, { path = "sim/scale/fit.go", change = "add" }]
interface = "Scaler"
"""


@pytest.mark.parametrize(
    ("statement", "is_found"),
    [
        ("The file `sim/scaler.go` exists.", False),
        ("The folder `sim/scale` is new.", False),
        ("The file `sim/other.go` exists.", True),
        ("`Pool` implements `Scaler`.", False),
        ("`Scaler` has nine methods.", False),
        ("`Pool` has nine methods.", True),
    ],
)
def test_what_a_pr_of_the_plan_adds_is_no_claim(statement: str, is_found: bool, tmp_path: Path) -> None:
    found = findings(fact(statement) + PR, Case("CIT020", "", "", files=FILES), tmp_path)
    assert ("CIT020" in {one.rule for one in found}) == is_found


@pytest.mark.parametrize(
    "there",
    [
        '[[frozen]]\nid = "FZ1"\ninterface = "Policy"\npre_existing = true\n',
        'interface_cites = [{ at = "sim/pool.go:24-27" }]\n',
    ],
)
def test_an_interface_that_a_pr_builds_on_is_looked_at(there: str, tmp_path: Path) -> None:
    builds_on = PR.replace('interface = "Scaler"', 'interface = "Policy"')
    for rest, is_found in ((builds_on, False), (builds_on + there, True)):
        text = fact("`Policy` has nine methods.") + rest
        found = findings(text, Case("CIT020", "", "", files=FILES), tmp_path)
        assert ("CIT020" in {one.rule for one in found}) == is_found
