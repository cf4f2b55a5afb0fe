"""What a journal left behind would bring back."""

from __future__ import annotations

from pathlib import Path

from blistui.store.load import load
from blistui.store.session import Session
from blistui.store.state.recovery import leftovers, recoverable
from tests.store.test_session import TEXT, orphan, path, state

__all__ = ["path", "state"]


def test_edits_that_were_all_undone_bring_back_nothing(path: Path, state: Path) -> None:
    session = Session(load(path), state)
    session.edit("plan.title", "one")
    session.edit("plan.slug", "two")
    session.undo()
    session.undo()
    orphan(session)
    loaded = load(path)
    [leftover] = leftovers(state, loaded)
    assert recoverable(leftover, loaded, loaded.plan).nothing


def test_the_fields_that_would_change_are_named(path: Path, state: Path) -> None:
    session = Session(load(path), state)
    session.edit("plan.title", "o")
    session.edit("plan.title", "one")
    session.add("pr", 2, "pr", {"title": "third"})
    session.undo()
    session.edit("plan.slug", "two")
    orphan(session)
    loaded = load(path)
    [leftover] = leftovers(state, loaded)
    found = recoverable(leftover, loaded, loaded.plan)
    assert not found.refused
    assert found.fields == ("plan.title", "plan.slug")


def test_edits_that_were_saved_by_other_means_bring_back_nothing(path: Path, state: Path) -> None:
    session = Session(load(path), state)
    session.edit("plan.title", "one")
    orphan(session)
    path.write_text(TEXT.replace("Start", "one"))
    loaded = load(path)
    [leftover] = leftovers(state, loaded)
    assert recoverable(leftover, loaded, loaded.plan).nothing


def test_edits_that_fit_no_longer_are_still_offered(path: Path, state: Path) -> None:
    session = Session(load(path), state)
    session.edit("pr.PR2.title", "one")
    orphan(session)
    path.write_text('[plan]\ntitle = "Start"\n')
    loaded = load(path)
    [leftover] = leftovers(state, loaded)
    found = recoverable(leftover, loaded, loaded.plan)
    assert found.unfit and not found.nothing
    assert found.plan == loaded.plan
