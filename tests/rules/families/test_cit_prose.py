"""Places in code that prose names."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import Problem, problems
from blistui.rules.running.findings import run
from tests.checkouts import committed, git
from tests.rules.harness import context_of, plan_of

CODE = "package sim\n\nfunc Advance() {\n\tnow++\n}\n"
CITED = "cites = [{ at = 'sim/clock.go:3-5', digest = 'b2:0' }]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim/clock.go").write_text(CODE)
    (tmp_path / "go.mod").write_text("module m\n")
    committed(tmp_path)
    return tmp_path


def fact(statement: str, more: str = "") -> str:
    return f'[[finding]]\nid = "F1"\nkind = "confirmed"\nstatement = """{statement}"""\n{more}'


def found(root: Path, text: str, base: str | None = None) -> tuple[Problem, ...]:
    base = git(root, "rev-parse", "HEAD") if base is None else base
    plan = plan_of(f'[plan]\nbase_commit = "{base}"\n{text}')
    return problems(by_id()["CIT012"], context_of(plan, Evidence(Repository.open(root), base)))


@pytest.mark.parametrize(
    ("text", "level", "says"),
    [
        ("see sim/clock.go:9999", None, "has 5 lines"),
        ("`sim/clock.go:400-410`", None, "not there"),
        ("sim/clock.go#L4-L9", None, "not there"),
        ("sim/clock.go:3 and :77", None, "“:77”"),
        ("https://github.com/a/b/blob/HEAD/sim/clock.go#L70", None, "not there"),
        ("go.mod:12", None, "`go.mod` has 1 line"),
        ("sim/ghost.go:41", "warning", "there is no file"),
        ("sim/clok.go:3", "warning", "there is no file"),
        ("see :198", "warning", "without its file"),
        ("(line 198)", "warning", "without its file"),
    ],
)
def test_what_is_not_there_is_reported(root: Path, text: str, level: str | None, says: str) -> None:
    (problem,) = found(root, fact(text))
    assert (problem.path, problem.level) == ("finding.F1.statement", level)
    assert says in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "sim/clock.go:3-5, and :4 too",
        "sim/clock.go:3\u20135 and sim/clock.go:3:2",
        "sim/clock.go:3. Later :4 counts.",
        "localhost:8080 and golang:1.27",
        "other/thing.go:12 of another project",
        "ghost.go:12 without a folder",
        f"https://github.com/a/b/blob/{'0' * 40}/sim/clock.go#L70",
        "http://host:8080/sim/clock.go:9999",
    ],
)
def test_what_is_there_or_of_another_project_is_not(root: Path, text: str) -> None:
    assert found(root, fact(text)) == ()


def test_a_file_that_a_pr_adds_may_be_named(root: Path) -> None:
    adds = '[[pr]]\nid = "PR1"\nmotivation = "It is sim/ghost.go:41."\n'
    assert found(root, adds)
    assert not found(root, f'{adds}files = [{{ path = "sim/ghost.go", change = "add" }}]\n')


def test_every_prose_field_is_read_but_what_was_true_on_a_day(root: Path) -> None:
    at = '"sim/clock.go:9999"'
    plan = f'[[pr]]\nid = "PR1"\nmotivation = {at}\n[[risk]]\nid = "D-1"\nassumption = {at}\n'
    plan += f"[[revision]]\nwhat = {at}"
    assert [one.path for one in found(root, plan)] == ["risk.D-1.assumption", "pr.PR1.motivation"]


def test_lines_that_the_item_cites_are_left_to_the_citation(root: Path) -> None:
    assert found(root, fact("sim/clock.go:9999", "cites = [{ at = 'sim/clock.go:9990-9999' }]")) == ()


def all_found(root: Path, text: str, base: str) -> list[str]:
    plan = plan_of(f'[plan]\nbase_commit = "{base}"\n{text}')
    return _shown(root, plan, base)


def _shown(root: Path, plan: object, base: str) -> list[str]:
    return [
        f"{one.rule} {one.path}"
        for one in run(RULES, context_of(plan, Evidence(Repository.open(root), base)))  # type: ignore[arg-type]
    ]


def test_lines_that_came_after_the_base_become_a_citation(root: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    (root / "sim/clock.go").write_text(CODE + "\nfunc Stop() {\n\tnow = 0\n}\n")
    text = fact("`Stop` is at sim/clock.go:7-9", "")
    (problem,) = found(root, text, base)
    assert problem.fix is None, "nobody can look up what is not committed"
    git(root, "commit", "-q", "-a", "-m", "stop")
    (problem,) = found(root, text, base)
    assert problem.fix
    plan = plan_of(f'[plan]\nbase_commit = "{base}"\n{text}')
    fixed = apply(plan, problem.fix.edits)
    (cite,) = fixed.finding[0].cites
    assert (cite.at, cite.symbol, cite.commit) == ("sim/clock.go:7-9", "Stop", git(root, "rev-parse", "HEAD"))
    before, after = _shown(root, plan, base), _shown(root, fixed, base)
    assert set(after) < set(before) | {"CIT009 plan"} and "CIT012 finding.F1" not in after


@pytest.mark.parametrize(
    ("bare", "written"), [("(line 4)", "(sim/clock.go:4)"), ("at :4.", "at sim/clock.go:4.")]
)
def test_a_line_without_its_file_gets_the_one_that_the_item_cites(
    root: Path, bare: str, written: str
) -> None:
    base = git(root, "rev-parse", "HEAD")
    assert found(root, fact(f"It counts {bare}"))[0].fix is None
    text = fact(f"It counts {bare}", "cites = [{ at = 'sim/clock.go:3' }]")
    (problem,) = found(root, text)
    assert problem.fix
    fixed = apply(plan_of(text), problem.fix.edits)
    assert fixed.finding[0].statement == f"It counts {written}"
    assert [cite.at for cite in fixed.finding[0].cites] == ["sim/clock.go:3", "sim/clock.go:4"]
    assert "CIT012 finding.F1" not in _shown(root, fixed, base)
    assert found(root, text.replace("(line 4)", "(line 99)").replace(":4.", ":99."))[0].fix is None
