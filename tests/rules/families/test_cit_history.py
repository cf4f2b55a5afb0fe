"""Whether repository and history can be looked at: what is decided anyway, and what is reported."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from blistui.plan.edits import apply
from blistui.repo.citations.capture import capture, parse_at
from blistui.repo.repository import Repository
from blistui.rules.rule import Finding
from blistui.rules.running.checking import PlanChecker
from blistui.store.load import load
from tests.checkouts import git

QUEUE = """package sim

// Queue holds waiting jobs.
type Queue struct {
\tjobs []int
\tcap  int
}

// Push adds a job unless the queue is full.
func (q *Queue) Push(job int) bool {
\tif len(q.jobs) >= q.cap {
\t\treturn false
\t}
\tq.jobs = append(q.jobs, job)
\treturn true
}
"""
CLOCK = """package sim

// Clock counts ticks and never goes back.
type Clock struct{ now int64 }

// Advance moves the clock forward.
func (c *Clock) Advance(to int64) {
\tif to < c.now {
\t\tpanic("time runs backwards")
\t}
\tc.now = to
}
"""
HISTORY = ("CIT004", "CIT009", "CIT015", "CIT016", "CIT017", "CIT018", "CIT019")


class Lab:
    """A repository with two cited files, and a plan in it that was written at its first commit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.plan = root / "plans/p.toml"
        (root / "plans").mkdir(parents=True)
        git(root, "init", "-q", "-b", "main")
        git(root, "config", "uploadpack.allowFilter", "true")
        self.write("go.mod", "module example.com/lab\n")
        self.write("sim/queue.go", QUEUE)
        self.write("sim/clock.go", CLOCK)
        self.base = self.commit()
        self.write_plan(self.cited("sim/queue.go:9-16"), self.cited("sim/clock.go:6-12"))
        self.commit()

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(exist_ok=True)
        (self.root / path).write_text(text)

    def commit(self) -> str:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", "change")
        return git(self.root, "rev-parse", "HEAD")

    def cited(self, at: str, commit: str = "", symbol: str = "") -> str:
        location = parse_at(at)
        found = capture(Repository.open(self.root), location.path, location.ranges)
        named = f', commit = "{commit}"' if commit else ""
        return f'{{ at = "{at}", symbol = "{symbol or found.symbol}", digest = "{found.digest}"{named} }}'

    def write_plan(self, *cites: str, base: str | None = None, repository: str = "..") -> None:
        facts = "".join(
            f'\n[[finding]]\nid = "F{number}"\ntopic = "packages"\nkind = "confirmed"\n'
            f'statement = "It holds."\ncites = [{cite}]\n'
            for number, cite in enumerate(cites, 1)
        )
        commit = self.base if base is None else base
        self.plan.write_text(
            f'[plan]\nformat = 1\ntitle = "Lab"\nrepository = "{repository}"\n'
            f'base_commit = "{commit}"\n{facts}'
        )

    def clone(self, *options: str) -> Path:
        to = self.root.with_name("clone")
        git(self.root.parent, "clone", "-q", *options, f"file://{self.root}", str(to))
        return to / "plans/p.toml"


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path / "lab")


def findings(plan: Path) -> list[Finding]:
    return [one for one in PlanChecker(plan).findings(load(plan).plan) if one.rule in HISTORY]


def shown(plan: Path) -> list[str]:
    return [f"{one.rule} {one.level} {one.place}" for one in findings(plan)]


MOVED = "CIT004 warning finding.F1.cites.@0.at"
TOUCHED = "CIT009 warning plan.base_commit"
LACKING = "CIT017 warning plan.base_commit"


def moved(lab: Lab) -> None:
    """Moves the first citation by two lines."""
    lab.write("sim/queue.go", QUEUE.replace("\n\n", "\n\n// Package sim is the kernel.\n\n", 1))
    lab.commit()


def test_a_plan_that_was_committed_has_nothing_to_report(lab: Lab) -> None:
    assert shown(lab.plan) == []
    moved(lab)
    assert shown(lab.plan) == [MOVED, TOUCHED]


def test_a_blobless_clone_decides_by_the_work_tree(lab: Lab) -> None:
    moved(lab)
    assert shown(lab.clone("--filter=blob:none")) == [MOVED, TOUCHED, LACKING]


def test_a_treeless_clone_decides_by_the_work_tree(lab: Lab) -> None:
    moved(lab)
    plan = lab.clone("--filter=tree:0")
    assert [one for one in shown(plan) if one != TOUCHED] == [MOVED, LACKING]


def test_what_only_a_partial_history_could_decide_is_an_error(lab: Lab) -> None:
    lab.write("sim/queue.go", QUEUE.replace("return true", "return len(q.jobs) > 0"))
    lab.commit()
    plan = lab.clone("--filter=blob:none")
    assert shown(plan) == [TOUCHED, LACKING, "CIT017 error finding.F1.cites.@0.at"]
    assert "1 citation cannot be" in findings(plan)[1].message


def test_a_shallow_clone_names_the_commit_that_is_not_here(lab: Lab) -> None:
    moved(lab)
    plan = lab.clone("--depth", "1")
    assert shown(plan) == [MOVED, LACKING]
    assert lab.base[:12] in findings(plan)[1].message
    git(plan.parent, "fetch", "-q", "--unshallow")
    assert shown(plan) == [MOVED, TOUCHED]


@pytest.mark.parametrize("filtered", [(), ("--filter=blob:none",)], ids=["whole", "blobless"])
def test_a_sparse_checkout_is_read_from_the_index(lab: Lab, filtered: tuple[str, ...]) -> None:
    plan = lab.clone("--no-checkout", *filtered)
    git(plan.parents[1], "sparse-checkout", "set", "--no-cone", "/plans", "/go.mod")
    git(plan.parents[1], "checkout", "-q", "main")
    assert not (plan.parents[1] / "sim/queue.go").exists()
    repo = Repository.open(plan.parents[1])
    assert "sim/queue.go" in repo.files()
    assert repo.exists("sim/queue.go") and not repo.exists("sim/none.go")
    if filtered:
        undecided = [f"CIT017 error finding.F{number}.cites.@0.at" for number in (1, 2)]
        assert [one for one in shown(plan) if "error" in one] == undecided
    else:
        assert shown(plan) == []
        assert repo.read("sim/queue.go").text == QUEUE


def test_a_copy_without_git_decides_what_is_in_place(lab: Lab) -> None:
    shutil.rmtree(lab.root / ".git")
    assert shown(lab.plan) == [LACKING]
    lab.write("sim/queue.go", QUEUE.replace("return true", "return false"))
    assert shown(lab.plan) == [LACKING, "CIT017 error finding.F1.cites.@0.at"]


def test_a_git_folder_that_git_refuses_is_named(lab: Lab) -> None:
    (lab.root / ".git/HEAD").write_text("nonsense\n")
    assert shown(lab.plan) == [LACKING]
    assert "git cannot read" in findings(lab.plan)[0].message


@pytest.mark.parametrize(
    ("repository", "says"),
    [
        ("../nosuch", "there is no folder"),
        ("p.toml", "is a file"),
        ("~/lab", "`~` is not expanded"),
        ("https://github.com/acme/lab", "is an address"),
        ("git@github.com:acme/lab.git", "is an address"),
        ("/", "whole file system"),
    ],
)
def test_a_repository_that_cannot_be_read_is_an_error(lab: Lab, repository: str, says: str) -> None:
    lab.write_plan(repository=repository)
    (problem,) = findings(lab.plan)
    assert (problem.rule, problem.level, problem.place) == ("CIT016", "error", "plan.repository")
    assert says in problem.message


def test_a_submodule_that_was_not_fetched_cannot_be_read(lab: Lab, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q", "-b", "main")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(lab.root), "code")
    shutil.copy(lab.plan, outer / "p.toml")
    (outer / "p.toml").write_text(lab.plan.read_text().replace('repository = ".."', 'repository = "code"'))
    git(outer, "add", "-A")
    git(outer, "commit", "-q", "-m", "all")
    assert shown(outer / "p.toml") == []
    git(tmp_path, "clone", "-q", str(outer), "fresh")
    (problem,) = findings(tmp_path / "fresh/p.toml")
    assert problem.rule == "CIT016" and "submodule that was not fetched" in problem.message


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_somebody_else_cannot_be_read(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(lab.root.parent))
    monkeypatch.delenv("SUDO_UID", raising=False)
    subprocess.run(["chown", "-R", "1234:1234", str(lab.root)], check=True)
    (problem,) = findings(lab.plan)
    assert problem.rule == "CIT016" and "safe.directory" in problem.message


def test_a_commit_is_named_by_its_full_hash_and_the_fix_says_which(lab: Lab) -> None:
    cite = lab.cited("sim/queue.go:9-16")
    for name in ("main", "HEAD", lab.base[:12], lab.base.upper()):
        lab.write_plan(cite, base=name)
        (problem,) = [one for one in findings(lab.plan) if one.rule == "CIT018"]
        assert problem.place == "plan.base_commit" and problem.fix
        fixed = apply(load(lab.plan).plan, problem.fix.edits)
        assert fixed.plan.base_commit in (lab.base, git(lab.root, "rev-parse", "HEAD"))
    lab.write_plan(lab.cited("sim/queue.go:9-16", commit="0" * 40))
    (problem,) = findings(lab.plan)
    assert (problem.rule, problem.place) == ("CIT018", "finding.F1.cites.@0.commit")
    assert problem.fix is None


def test_a_full_hash_that_a_shallow_clone_lacks_is_no_wrong_hash(lab: Lab) -> None:
    moved(lab)
    assert not [one for one in shown(lab.clone("--depth", "1")) if "CIT018" in one]


def test_uncommitted_text_is_reported_until_it_is_committed(lab: Lab) -> None:
    lab.write("sim/clock.go", CLOCK.replace("c.now = to", "c.now = max(to, c.now)"))
    cite = lab.cited("sim/clock.go:6-12")
    lab.write_plan(cite)
    assert "CIT019 warning finding.F1.cites.@0.at" in shown(lab.plan)
    head = lab.commit()
    lab.write_plan(lab.cited("sim/clock.go:6-12", commit=head))
    assert not [one for one in shown(lab.plan) if "CIT019" in one]


def test_a_symbol_is_a_declaration_at_its_lines(lab: Lab) -> None:
    lab.write_plan(lab.cited("sim/queue.go:9-16", symbol="Queue.Pop"))
    (problem,) = [one for one in findings(lab.plan) if one.rule == "CIT015"]
    assert problem.place == "finding.F1.cites.@0.symbol" and problem.fix
    fixed = apply(load(lab.plan).plan, problem.fix.edits)
    assert fixed.finding[0].cites[0].symbol == "Queue.Push"
    moved(lab)
    assert "CIT015 error finding.F1.cites.@0.symbol" in shown(lab.plan), (
        "its lines are those of the base commit"
    )
    for symbol in ("Queue.Push", "Queue"):
        lab.write_plan(lab.cited("sim/queue.go:3-10").replace("('Queue', 'Queue.Push')", symbol))
        assert not [one for one in shown(lab.plan) if "CIT015" in one]
