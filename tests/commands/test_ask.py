"""`blistui ask`: the questions without a screen, each hit a citation, and what a plan keeps of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blistui.cli import run
from blistui.store.load import load
from tests.checkouts import committed

PLAN = """# Kept by every save
[plan]
title = "Load shedding"
repository = "code"

[[finding]]
id = "F1"
topic = "packages"
kind = "confirmed"
statement = "Routing is in one file"
"""
FILES = {
    "go.mod": "module example.com/probe\n\ngo 1.22\n",
    "sim/sim.go": """package sim

import "flag"

var batch = flag.Int("max-batch", 8, "requests")

type Policy interface{ Admit() bool }

type Always struct{ n int }

func (a *Always) Admit() bool { return a.count() > *batch }

func (a *Always) count() int { return a.n }

func New() *Always { return &Always{} }
""",
    "sim/sim_test.go": """package sim

import "testing"

func made() *Always { return New() }

func TestNew(t *testing.T) { New() }

func TestMade(t *testing.T) { made() }
""",
}


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    code = tmp_path / "code"
    for path, text in FILES.items():
        (code / path).parent.mkdir(parents=True, exist_ok=True)
        (code / path).write_text(text)
    committed(code)
    (tmp_path / "plan.toml").write_text(PLAN)
    monkeypatch.chdir(code)
    return tmp_path / "plan.toml"


@pytest.mark.parametrize(
    ("question", "subject", "expected"),
    [
        ("implementers", "sim.Policy", ["sim/sim.go:9 Always"]),
        ("satisfies", "Always", ["sim/sim.go:7 Policy"]),
        ("callers", "sim.New", ["sim/sim_test.go:5 made", "sim/sim_test.go:7 TestNew"]),
        (
            "references",
            "./sim.New",
            ["sim/sim.go:15 New", "sim/sim_test.go:5 made", "sim/sim_test.go:7 TestNew"],
        ),
        ("constructors", "Always", ["sim/sim.go:15 New"]),
        ("readers", "max-batch", ["sim/sim.go:11 Always.Admit"]),
        ("readers", "--max-batch", ["sim/sim.go:11 Always.Admit"]),
        ("callees", "./sim.Always.Admit", ["sim/sim.go:13 Always.count"]),
        ("tests", "sim.New", ["sim/sim_test.go:7 TestNew", "sim/sim_test.go:9 TestMade"]),
    ],
)
def test_every_question_is_answered_with_citations(
    plan: Path, capsys: pytest.CaptureFixture[str], question: str, subject: str, expected: list[str]
) -> None:
    assert run(["ask", question, subject, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [f"{hit['at']} {hit['symbol']}" for hit in answer["hits"]] == expected
    assert all(hit["citation"]["at"] == hit["at"] and hit["citation"]["digest"] for hit in answer["hits"])
    assert run(["ask", question, subject]) == 0
    assert [line.split("  ")[0] for line in capsys.readouterr().out.splitlines()] == [
        hit["at"] for hit in answer["hits"]
    ]


def test_an_answer_is_kept_in_a_finding_and_asked_again_it_replaces_itself(plan: Path) -> None:
    for subject in ("New", "sim.New", "sim.Policy"):
        question = "implementers" if subject == "sim.Policy" else "callers"
        assert run(["ask", question, subject, "--keep", str(plan), "F1"]) == 0
    assert plan.read_text().startswith("# Kept by every save")
    queries = load(plan).plan.finding[0].queries
    assert [(one.ask, one.subject, len(one.result)) for one in queries] == [
        ("callers", "./sim.New", 2),
        ("implementers", "./sim.Policy", 1),
    ]
    assert run(["check", str(plan), "--select", "CIT"]) != 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("callers", "Nothing"), "nothing in this repository is called `Nothing`."),
        (("implementers", "sim.Always"), "there is no interface"),
        (("satisfies", "Policy"), "is an interface"),
        (("callees", "Always"), "is no function or method"),
        (("readers", "max-bach"), "did you mean --max-batch?"),
        (("callers", "no name"), "is no Go name"),
        (("callers", "sim.Always.Nothing"), "is not declared in this repository"),
        (("callers", "fmt.Println"), "is not declared in this repository"),
        (("callers", "New", "--at", "nowhere"), "nowhere"),
        (("callers", "New", "--keep", "../plan.toml", "F7"), "has no finding `F7`; it has F1."),
        (("callers", "New", "--keep", "../plan.toml", "F1", "--at", "HEAD"), "leave out --at or --keep."),
    ],
)
def test_what_cannot_be_asked_is_reported(
    plan: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    before = plan.read_text()
    assert run(["ask", *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert plan.read_text() == before


@pytest.mark.parametrize(
    ("question", "subject", "sentence"),
    [
        ("callers", "sim.new", "`sim.new` is not declared in this repository; did you mean `./sim.New`?"),
        ("callers", "always.Count", "declared in this repository; did you mean `./sim.Always.count`?"),
        ("callers", "./other.New", "did you mean `./sim.New`?"),
        ("implementers", "sim.policy", "did you mean `./sim.Policy`?"),
        ("implementers", "sim.Always", "there is no interface `sim.Always` in this repository.\n"),
        ("callees", "sim.Nwe", "did you mean `./sim.New`?"),
        ("callees", "nothing.Nwe", "`nothing.Nwe` is not declared in this repository.\n"),
        ("callers", "mad", "nothing in this repository is called `mad`; did you mean `./sim.made`?"),
        ("callers", ".Admitt", "nothing in this repository is called `.Admitt`; did you mean `./sim."),
        ("callers", "flag.bool", "`flag.bool` is not declared in this repository.\n"),
        ("callers", "flag.Bool", "nothing in this repository is called `flag.Bool`.\n"),
        ("constructors", "sim.Policy", "`sim.Policy` is an interface: values are made of types that"),
        ("constructors", "sim.New", "`sim.New` is no type.\n"),
        ("callers", "", "no name is given"),
        ("readers", "Policy", "no flag --Policy is registered in this repository.\n"),
    ],
)
def test_what_was_meant_is_asked(
    plan: Path, capsys: pytest.CaptureFixture[str], question: str, subject: str, sentence: str
) -> None:
    assert run(["ask", question, subject]) == 2
    assert sentence in capsys.readouterr().err


def test_a_line_that_is_in_no_commit_has_no_citation(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("sim/more.go").write_text("package sim\n\nfunc more() { New() }\n")
    assert run(["ask", "callers", "sim.New", "--format", "json"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert [hit["citation"] is None for hit in hits] == [True, False, False]
