"""Places in code that prose names."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.cli import run as cli_run
from blistui.plan.edits import apply
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.families.cit.uncited import citing, uncited
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import Problem, problems
from blistui.rules.running.findings import run
from blistui.store.load import load
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
        ("see sim/clock.go:0", None, "names lines that are not there"),
        ("see sim/clock.go:4-2", None, "names lines that are not there"),
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


NOW = CODE.replace("now++", "now += 2")


def _prose_cited(root: Path, text: str, base: str) -> dict[str, list[tuple[str, str]]]:
    """The citations of each item after those that its text names were made, each with its commit."""
    plan = plan_of(f'[plan]\nbase_commit = "{base}"\n{text}')
    context = context_of(plan, Evidence(Repository.open(root), base))
    fixed = apply(plan, citing(context, uncited(context)))
    return {item.id: [(cite.at, cite.commit) for cite in item.cites] for item in fixed.finding}


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("It counts at sim/clock.go:4.", ["sim/clock.go:4"]),
        ("`sim/clock.go:3-5`, and :4 in it", ["sim/clock.go:3-5"]),
        ("sim/clock.go#L3-L5 and go.mod:1", ["sim/clock.go:3-5", "go.mod:1"]),
        ("sim/clock.go:3 and sim/clock.go:3", ["sim/clock.go:3"]),
        ("https://github.com/a/b/blob/HASH/sim/clock.go#L4", ["sim/clock.go:4"]),
        ("sim/clock.go:2 is blank", []),
        ("sim/clock.go:9999 and localhost:8080, golang:1.27", []),
    ],
)
def test_a_place_in_prose_that_is_there_is_no_finding_and_becomes_a_citation(
    root: Path, text: str, cited: list[str]
) -> None:
    base = git(root, "rev-parse", "HEAD")
    text = text.replace("HASH", base)
    found = _prose_cited(root, fact(text), base)
    assert found == {"F1": [(at, "") for at in cited]}
    assert _prose_cited(root, fact(text, f"cites = [{{ at = '{cited[0]}' }}]" if cited else ""), base) == {
        "F1": [(at, "") for at in cited]
    }


def test_a_place_that_base_and_code_have_with_other_text_is_left_to_the_author(root: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    (root / "sim/clock.go").write_text(NOW + "\nfunc Stop() {\n\tnow = 0\n}\n")
    git(root, "commit", "-q", "-a", "-m", "two")
    head = git(root, "rev-parse", "HEAD")
    assert _prose_cited(root, fact("sim/clock.go:4"), base) == {"F1": []}
    assert _prose_cited(root, fact("sim/clock.go:3"), base) == {"F1": [("sim/clock.go:3", "")]}
    assert _prose_cited(root, fact("sim/clock.go:8"), base) == {"F1": [("sim/clock.go:8", head)]}
    link = f"https://github.com/a/b/blob/{head}/sim/clock.go#L4"
    assert _prose_cited(root, fact(link), base) == {"F1": [("sim/clock.go:4", head)]}
    (root / "sim/clock.go").unlink()
    assert _prose_cited(root, fact("sim/clock.go:4"), base) == {"F1": [("sim/clock.go:4", "")]}


def test_text_that_is_not_committed_is_not_cited_from_prose(root: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    (root / "sim/clock.go").write_text(CODE + "\nvar fresh = 1\n")
    assert _prose_cited(root, fact("sim/clock.go:7"), base) == {"F1": []}
    assert _prose_cited(root, fact("sim/clock.go:4"), "0" * 40) == {"F1": []}, "that base is not here"
    waived = '[[waiver]]\nid = "W1"\nrule = "CIT012"\nwhere = "finding.F1.statement"\nbecause = "x"\n'
    assert _prose_cited(root, fact("sim/clock.go:4") + waived, base) == {"F1": []}


def test_check_fix_makes_citations_and_then_finds_nothing_new(root: Path, tmp_path: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    path = root / "plan.toml"
    path.write_text(
        f'[plan]\nformat = 1\ntitle = "t"\nrepository = "."\nbase_commit = "{base}"\n\n'
        + fact("It counts at sim/clock.go:4")
    )
    cli = ["check", "--fix", "--fail-on", "never", str(path)]
    assert cli_run([*cli, "--ignore", "CIT012"]) == 0 and "cites" not in path.read_text()
    assert cli_run(cli) == 0
    (cite,) = load(path).plan.finding[0].cites
    assert (cite.at, cite.symbol, cite.commit, bool(cite.digest)) == ("sim/clock.go:4", "Advance", "", True)
    once = path.read_bytes()
    assert cli_run(cli) == 0 and path.read_bytes() == once
