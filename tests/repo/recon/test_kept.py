"""Facts are found once for a repository that does not change."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blistui.repo.recon import kept as kept_facts
from blistui.repo.recon import proposals as recon
from blistui.repo.recon.proposals import by_topic, proposals
from blistui.repo.recon.survey import Proposal, Survey
from blistui.repo.repository import Repository
from tests.repo.conftest import Checkout

_TOPICS = ("packages", "cli")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an hour later: nothing was changed just now."""
    now = time.time_ns() + 3_600_000_000_000
    monkeypatch.setattr(kept_facts.time, "time_ns", lambda: now)


@pytest.fixture
def repo(checkout: Checkout) -> Repository:
    checkout.write("main.go", "package main\n\nfunc main() {}\n")
    checkout.commit()
    return checkout.repo


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The topics that were looked for in the code."""
    found: list[str] = []

    def noting(topic: str, look: Callable[[Survey], Iterator[Proposal]]) -> Callable[..., Iterator[Proposal]]:
        def noted(survey: Survey) -> Iterator[Proposal]:
            found.append(topic)
            survey.leave_out(2, f"of {topic}")
            return look(survey)

        return noted

    for topic, look in recon.TOPICS.items():
        monkeypatch.setitem(recon.TOPICS, topic, noting(topic, look))
    return found


def asked(repo: Repository, base: str | None = None) -> tuple[list[Proposal], list[str]]:
    left_out: list[str] = []
    again = Repository.open(repo.root)
    found = [one for _, some in by_topic(again, _TOPICS, base=base, left_out=left_out) for one in some]
    return found, left_out


@pytest.mark.usefixtures("later")
def test_the_second_run_looks_for_nothing_and_answers_the_same(repo: Repository, looked: list[str]) -> None:
    first = asked(repo)
    assert looked == list(_TOPICS) and first[1] == [f"2 more of {topic} are not listed" for topic in _TOPICS]
    assert asked(repo) == first and looked == list(_TOPICS)
    proposals(repo, "tests")
    assert asked(repo) == first and looked == [*_TOPICS, "tests"]


def edited(checkout: Checkout) -> None:
    before = (checkout.root / "main.go").stat()
    checkout.write("main.go", "package maim\n\nfunc main() {}\n")
    os.utime(checkout.root / "main.go", ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Checkout], object]] = {
    "a file, its size and time as before": edited,
    "a new file": lambda checkout: checkout.write("b/b.go", "package b\n"),
    "a deleted file": lambda checkout: (checkout.root / "notes.md").unlink(),
    "a link": lambda checkout: (checkout.root / "c.go").symlink_to("main.go"),
    "a commit": lambda checkout: checkout.commit(),
}


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("change", list(CHANGES))
def test_after_a_change_all_is_looked_for_again(
    checkout: Checkout, repo: Repository, looked: list[str], change: str
) -> None:
    checkout.write("notes.md", "not committed\n")
    asked(repo)
    CHANGES[change](checkout)
    found = asked(repo)
    assert looked == [*_TOPICS, *_TOPICS]
    assert found == asked(repo) and looked == [*_TOPICS, *_TOPICS]


@pytest.mark.usefixtures("later")
def test_another_base_is_another_question(repo: Repository, looked: list[str]) -> None:
    base = repo.head()
    asked(repo)
    found, _ = asked(repo, base)
    assert looked == [*_TOPICS, *_TOPICS]
    assert found and not any(cite.commit for one in found for cite in one.citations)


@pytest.mark.usefixtures("later")
def test_one_who_has_seen_enough_keeps_what_was_found(repo: Repository, looked: list[str]) -> None:
    found = by_topic(repo, _TOPICS)
    next(found)
    found.close()  # type: ignore[attr-defined]
    asked(repo)
    assert looked == ["packages", "cli"]


def test_a_file_changed_just_now_keeps_nothing(
    repo: Repository, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = os.lstat(repo.root / "main.go").st_ctime_ns
    monkeypatch.setattr(kept_facts.time, "time_ns", lambda: changed + 1)
    asked(repo)
    asked(repo)
    assert looked == [*_TOPICS, *_TOPICS]


@pytest.mark.usefixtures("later")
def test_what_changes_while_it_is_looked_at_is_not_kept(
    checkout: Checkout, repo: Repository, looked: list[str]
) -> None:
    found = by_topic(repo, _TOPICS)
    next(found)
    checkout.write("b/b.go", "package b\n")
    assert [topic for topic, _ in found] == ["cli"]
    asked(repo)
    assert looked == [*_TOPICS, *_TOPICS]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "payload",
    [b"", b"no JSON", b"[]", b'{"state": "x"}', b'{"state": 1, "topics": []}', b'{"topics": {"cli": 1}}'],
)
def test_a_damaged_file_is_as_good_as_none(repo: Repository, looked: list[str], payload: bytes) -> None:
    first = asked(repo)
    state = kept_facts.KeptFacts(repo, recon.SHIPPED, None)
    for broken in (payload, json.dumps({"state": state._state, "topics": {"cli": [[["x"]], []]}}).encode()):
        kept_facts.own_cache.save("recon", repo.root, b"blistui recon 1\n", broken)
        looked.clear()
        assert asked(repo) == first and looked == list(_TOPICS)
