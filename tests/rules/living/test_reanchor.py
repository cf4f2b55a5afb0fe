"""A plan follows the code: to the work tree for what moved, to a commit as a whole."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from blistui.plan.document import Plan
from blistui.plan.edits import apply
from blistui.plan.paths import citations, leaves
from blistui.repo.citations.capture import capture, verify_all
from blistui.repo.repository import Repository
from blistui.rules.living.reanchor import Reanchored, follow_moved, to_commit

GO = """\
package a

// Route picks the server with the least load.
func Route(load []int) int {
	return len(load)
}
"""


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def plan(tmp_path: Path) -> tuple[Plan, Repository, Path]:
    git(tmp_path, "init", "-q")
    file = tmp_path / "a.go"
    file.write_text(GO)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    repository = Repository.open(tmp_path)
    cited = capture(repository, "a.go", ((4, 6),))
    made = Plan.model_validate(
        {
            "plan": {"base_commit": repository.head()},
            "finding": [{"id": "F1", "cites": [cited]}],
            "frozen": [{"id": "FZ1", "cite": cited}],
        }
    )
    return made, repository, file


def followed(plan: Plan, repository: Repository) -> Reanchored:
    held = citations(leaves(plan))
    results = verify_all(repository, [cite for _, cite in held], plan.plan.base_commit)
    return follow_moved(plan, repository, [(path, r) for (path, _), r in zip(held, results, strict=True)])


def statuses(plan: Plan, repository: Repository) -> list[str]:
    found = verify_all(repository, [cite for _, cite in citations(leaves(plan))], plan.plan.base_commit)
    return [result.status for result in found]


def test_what_moved_is_followed_when_it_is_committed_and_the_base_stays(
    plan: tuple[Plan, Repository, Path],
) -> None:
    made, repository, file = plan
    file.write_text("// new head\n" + GO)
    refused = followed(made, repository)
    assert refused.edits == ()
    assert [path for path, _ in refused.unsettled] == ["finding.F1.cites.@0", "frozen.FZ1.cite"]
    assert all("not committed" in result.message for _, result in refused.unsettled)
    git(file.parent, "commit", "-qam", "two")
    after = apply(made, followed(made, repository).edits)
    head = repository.head()
    assert [(cite.at, cite.commit) for _, cite in citations(leaves(after))] == [("a.go:5-7", head)] * 2
    assert after.plan.base_commit == made.plan.base_commit
    assert statuses(after, repository) == ["exact", "exact"]


def test_a_commit_becomes_the_base_as_one_step(plan: tuple[Plan, Repository, Path]) -> None:
    made, repository, file = plan
    file.write_text("// new head\n" + GO)
    git(file.parent, "commit", "-qam", "two")
    head = repository.head()
    assert head is not None
    moved = to_commit(made, repository, head)
    after = apply(made, moved.edits)
    assert after.plan.base_commit == head
    assert [(cite.at, cite.commit) for _, cite in citations(leaves(after))] == [("a.go:5-7", "")] * 2
    assert statuses(after, repository) == ["exact", "exact"]


def test_nothing_is_done_while_a_citation_is_unsettled(plan: tuple[Plan, Repository, Path]) -> None:
    made, repository, file = plan
    file.write_text(GO.replace("return len(load)", "return cap(load)"))
    git(file.parent, "commit", "-qam", "two")
    head = repository.head()
    assert head is not None
    moved = to_commit(made, repository, head)
    assert moved.edits == ()
    assert [path for path, _ in moved.unsettled] == ["finding.F1.cites.@0", "frozen.FZ1.cite"]
