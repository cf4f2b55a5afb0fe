"""The session owns the plan: edits, undo and redo, the journal, and what survives `kill -9`."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.paths import PathError
from blistui.store import session as session_module
from blistui.store.load import Loaded, load
from blistui.store.save import save
from blistui.store.session import Session
from blistui.store.state.recovery import all_leftovers, leftovers

TEXT = '[plan]\ntitle = "Start"\n\n[[pr]]\nid = "PR1"\n\n[[pr]]\nid = "PR2"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


def test_edits_count_revisions_and_equal_values_do_not(path: Path) -> None:
    session = Session(load(path))
    seen: list[int] = []
    session.subscribe(lambda: seen.append(session.revision))
    assert not session.dirty
    assert session.edit("plan.title", "New")
    assert not session.edit("plan.title", "New")
    assert seen == [1]
    assert session.dirty


def test_typing_in_one_field_is_one_step_until_sealed(path: Path) -> None:
    session = Session(load(path))
    for text in ("a", "ab", "abc"):
        session.edit("plan.title", text)
    session.seal()
    session.edit("plan.title", "abcd")
    session.edit("plan.slug", "s")
    assert session.undo() == "Slug"
    session.undo()
    assert session.plan.plan.title == "abc"
    session.undo()
    assert session.plan.plan.title == "Start"
    assert not session.dirty
    assert session.undo() == ""


def test_a_pause_ends_a_burst_of_typing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(session_module.time, "monotonic", lambda: now[0])
    session = Session(load(path))
    session.edit("plan.title", "a")
    now[0] += session_module.JOIN_WITHIN + 0.1
    session.edit("plan.title", "ab")
    session.undo()
    assert session.plan.plan.title == "a"


def test_an_edit_after_undo_forgets_what_was_undone(path: Path) -> None:
    session = Session(load(path))
    session.edit("plan.title", "a")
    session.undo()
    session.edit("plan.slug", "s")
    assert session.redo() == ""


def test_a_refused_edit_changes_nothing(path: Path) -> None:
    session = Session(load(path))
    with pytest.raises(PathError):
        session.apply((Edit("put", "plan.title", "x"), Edit("put", "plan.nothing", 1)), "bad fix")
    assert session.plan.plan.title == "Start"
    assert session.revision == 0


_steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"), st.sampled_from(["plan.title", "plan.slug", "pr.@0.title"]), st.text(max_size=4)
        ),
        st.tuples(st.just("insert"), st.just("pr"), st.integers(0, 1)),
        st.tuples(st.just("move"), st.just("pr.@0"), st.integers(0, 1)),
    ),
    max_size=12,
)


@given(_steps)
@settings(max_examples=80, deadline=None)
def test_undo_and_redo_are_inverse(steps: list[tuple[str, str, object]]) -> None:
    start = Plan.model_validate({"pr": [{"id": "PR1"}, {"id": "PR2"}]})
    session = Session(Loaded(Path("p.toml"), start, b""))
    states = [start]
    for op, where, value in steps:
        session.seal()
        if op == "put":
            session.edit(where, value)
        elif op == "insert":
            session.add(where, int(str(value)), "pr")
        else:
            session.apply((Edit("move", where, index=int(str(value))),), "move")
        if session.plan != states[-1]:
            states.append(session.plan)
    for expected in reversed(states[:-1]):
        session.undo()
        assert session.plan == expected
    for expected in states[1:]:
        session.redo()
        assert session.plan == expected


def test_the_tool_chooses_ids_and_uids(path: Path) -> None:
    session = Session(load(path))
    assert session.add("pr", 2, "pr") == "pr.PR3"
    assert session.add("pr.PR3.guarantees", 0, "guarantee") == "pr.PR3.guarantees.BC-3-1"
    assert session.plan.pr[2].uid
    assert session.plan.pr[2].guarantees[0].uid != session.plan.pr[2].uid


def test_saving_ends_what_is_unsaved_and_undo_crosses_it(path: Path, state: Path) -> None:
    session = Session(load(path), state)
    session.edit("plan.title", "New")
    session.saved(save(session.loaded, session.plan))
    assert not session.dirty
    orphan(session)
    assert all_leftovers(state) == []
    session = Session(load(path), state)
    session.edit("plan.slug", "s")
    session.saved(save(session.loaded, session.plan, will_write=session.will_write))
    session.undo()
    assert session.plan.plan.slug == ""
    assert session.dirty
    orphan(session)
    [leftover] = leftovers(state, load(path))
    assert leftover.after.plan.slug == ""


def test_edits_made_while_saving_stay_unsaved(path: Path, state: Path) -> None:
    session = Session(load(path), state)
    session.edit("plan.title", "New")
    written = save(session.loaded, session.plan)
    session.edit("plan.slug", "later")
    session.saved(written)
    assert session.dirty
    orphan(session)
    again = Session(load(path), state)
    assert again.recover(leftovers(state, again.loaded)[0]) == []
    assert again.plan.plan.slug == "later"


def orphan(session: Session) -> None:
    """Leave the session's edits as the end of its process would."""
    assert session._journal is not None
    session._journal.abandon()


KILLED = """
import os, signal, sys
from pathlib import Path
from blistui.store.load import load
from blistui.store.session import Session

session = Session(load(Path(sys.argv[1])), Path(sys.argv[2]))
session.edit("plan.title", "Typed \\u4e16")
session.add("pr", 2, "pr", {"title": "third"})
session.add("pr.PR3.guarantees", 0, "guarantee", {"text": "holds"})
session.edit("plan.slug", "gone")
session.undo()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_copy_and_what_is_in_it_get_names_of_their_own(path: Path, state: Path) -> None:
    session = Session(load(path), state)
    first = session.add("pr.PR2.guarantees", 0, "guarantee", {"text": "holds"})
    session.add("pr.PR2.guarantees", 1, "guarantee", {"text": "stays"})
    assert session.duplicate("pr", 1, "pr") == "pr.PR3"
    old, new = session.plan.pr[1].guarantees, session.plan.pr[2].guarantees
    assert first == "pr.PR2.guarantees.BC-2-1"
    assert [(item.id, item.text) for item in new] == [("BC-3-1", "holds"), ("BC-3-2", "stays")]
    assert not {item.uid for item in old} & {item.uid for item in new}
    session.undo()
    assert len(session.plan.pr) == 2


def test_kill_9_loses_nothing(path: Path, state: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(state)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == TEXT
    session = Session(load(path), state)
    [leftover] = leftovers(state, session.loaded)
    assert session.recover(leftover) == []
    assert session.plan.plan.title == "Typed 世"
    assert session.plan.plan.slug == ""
    assert session.plan.pr[2].guarantees[0].text == "holds"
    assert leftovers(state, session.loaded) == []
    session.saved(save(session.loaded, session.plan))
    assert load(path).plan.pr[2].title == "third"
