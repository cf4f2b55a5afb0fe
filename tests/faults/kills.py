"""Windows killed at any moment: every edit that was acknowledged is there exactly once afterwards.

`python -m tests.faults.kills --count 1000 [--seed S] [--first N]`. A run is one plan. Windows on it edit,
undo and save, and end as by SIGKILL: at a random time, or right before a random call that writes, syncs,
renames or asks the database. Each next window recovers first, and may be killed while it does; now
and then it has the same process number as the one before, as in a container, the plan has another name by
then, or there are two windows at once. Files that a kill left beside the plan are gone after the next save,
as long as the plan has its name.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from blistui.store.state.recovery import all_leftovers
from tests.faults.forks import Child, may_number_again
from tests.faults.tally import Tally, finish
from tests.faults.windows import START, Window

STEPS = 30
"""Edits, undos and saves of a window that nobody kills."""


class Log:
    """What a window says of its marks: `= []` it has them, `? []` it is about to have them, `!` it does."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def has(self, marks: list[str]) -> None:
        """The marks of the window now."""
        self._write(f"= {json.dumps(marks)}")

    def will(self, marks: list[str]) -> None:
        """The marks after the step that begins."""
        self._write(f"? {json.dumps(marks)}")

    def did(self) -> None:
        """The step is done: the user sees it."""
        self._write("!")

    def say(self, word: str) -> None:
        """Something else."""
        self._write(word)

    def _write(self, line: str) -> None:
        os.write(self._pipe, f"{line}\n".encode())


def edit(pipe: int, path: Path, state: Path, random: Random, name: str) -> None:
    """A window that recovers, then edits, undoes and saves."""
    log = Log(pipe)
    window = Window(path, state)
    for sentence in window.recover():
        log.say(f"refused: {sentence}")
    log.has(window.marks)
    done: list[str] = []
    undone: list[str] = []
    for number in range(STEPS):
        marks = window.marks
        step = random.choice(("add", "add", "add", "undo", "redo", "save", "save", "save meanwhile"))
        if step == "undo" and done:
            undone.append(done.pop())
            log.will(marks[:-1])
            window.session.undo()
            log.did()
        elif step == "redo" and undone:
            done.append(undone.pop())
            log.will([*marks, done[-1]])
            window.session.redo()
            log.did()
        elif step == "save":
            window.save()
            log.say("saved")
        elif step == "save meanwhile":
            mark = f"{name}{number}"
            done.append(mark)
            undone.clear()
            log.will([*marks, mark])
            window.save_meanwhile(mark, log.did)
            log.say("saved")
        else:
            mark = f"{name}{number}"
            done.append(mark)
            undone.clear()
            log.will([*marks, mark])
            window.add(mark)
            if not window.session.journal_problem:
                log.did()


def edit_beside_another(pipe: int, path: Path, state: Path, random: Random, name: str) -> None:
    """A window that adds and saves, and steps aside where the other one has saved."""
    log = Log(pipe)
    window = Window(path, state)
    for number in range(STEPS):
        if random.random() < 0.3:
            window.save_or_step_aside()
        else:
            mark = f"{name}{number}"
            log.will([mark])
            window.add(mark)
            # A busy machine may keep the state from being written for a second: the screen says so then.
            if not window.session.journal_problem:
                log.did()


def look(pipe: int, path: Path, state: Path) -> None:
    """A window that recovers and saves and is not killed; says what it has and what lies beside the plan."""
    log = Log(pipe)
    window = Window(path, state)
    for sentence in window.recover():
        log.say(f"refused: {sentence}")
    log.has(window.marks)
    window.save()
    log.say(f"beside: {sorted(entry.name for entry in path.parent.iterdir() if entry != path)}")
    window.session.close()


def list_kept(pipe: int, state: Path) -> None:
    """Says the marks of each session that left something."""
    for leftover in all_leftovers(state):
        Log(pipe).has(list(leftover.after.commitments.performance))


def take(pipe: int, path: Path, state: Path) -> None:
    """A window that recovers at the same moment as another; gives up what it has when it is let go."""
    log = Log(pipe)
    window = Window(path, state)
    window.recover()
    log.has(window.marks)
    # As long as the other one looks, this one is alive.
    time.sleep(0.3)
    window.session.close()


def after(lines: list[str], before: list[list[str]]) -> list[list[str]]:
    """The marks that may be there after a window with this log: two lists where a step was cut off."""
    allowed = before
    for line in lines:
        if line.startswith("= "):
            allowed = [json.loads(line[2:])]
        elif line.startswith("? "):
            allowed = [allowed[0], json.loads(line[2:])]
        elif line == "!":
            allowed = [allowed[-1]]
    return allowed


def one_after_another(tally: Tally, random: Random, folder: Path, how: str) -> None:
    """Windows on one plan, each killed; then one that is not."""
    path, state = folder / "plan" / "plan.toml", folder / "state"
    allowed: list[list[str]] = [[]]
    seen: list[str] = []
    numbered = random.random() < 0.3 and may_number_again()
    for name in "abc"[: random.choice((1, 1, 2, 3))]:
        child = Child(edit, path, state, random, name, number_again=numbered, calls=_calls(random))
        lines = child.killed(random.random() * 0.06)
        seen += [name, *lines]
        found = [json.loads(line[2:]) for line in lines if line.startswith("= ")]
        if found and found[0] not in allowed:
            _compare(tally, "window recovered", found[0], allowed, how, seen)
            return
        allowed = after(lines, allowed)
        _crashed(tally, lines, how)
        if random.random() < 0.15:
            path = path.rename(path.with_name(f"{name}.toml"))
            seen.append("renamed")
    lines = Child(look, path, state, number_again=numbered).ended()
    seen += ["end", *lines]
    _crashed(tally, lines, how)
    for line in lines:
        if line.startswith("= ") and json.loads(line[2:]) not in allowed:
            _compare(tally, "afterwards", json.loads(line[2:]), allowed, how, seen)
        if line.startswith("beside: ") and line != "beside: []":
            tally.add("files left beside the plan", line, how)


def two_at_once(tally: Tally, random: Random, folder: Path, how: str) -> None:
    """Two windows on one plan, both killed; then all that is left is looked at, in one window after anoth"""
    path, state = folder / "plan" / "plan.toml", folder / "state"
    pair = [
        Child(edit_beside_another, path, state, Random(random.random()), name, calls=_calls(random))
        for name in "ab"
    ]
    logs = [child.killed(random.random() * 0.04) for child in pair]
    wanted = {
        json.loads(lines[at - 1][2:])[0] for lines in logs for at, one in enumerate(lines) if one == "!"
    }
    for lines in logs:
        _crashed(tally, lines, how)
    found: list[list[str]] = [_marks(file) for file in path.parent.glob("*.toml")]
    for _ in range(6):
        lines = Child(look, path, state).ended()
        has = [json.loads(line[2:]) for line in lines if line.startswith("= ")]
        _crashed(tally, lines, how)
        if not has or has[0] in found:
            break
        found.append(has[0])
    # What does not fit a file that another window has written stays where `blistui recover` lists it.
    lines = Child(list_kept, state).ended()
    _crashed(tally, lines, how)
    found += [json.loads(line[2:]) for line in lines if line.startswith("= ")]
    lost = wanted - {mark for marks in found for mark in marks}
    if lost:
        tally.add("two windows: lost", f"{sorted(lost)} of {found}", how)
    if any(len(set(marks)) < len(marks) for marks in found):
        tally.add("two windows: doubled", str(found), how)


def two_recover(tally: Tally, random: Random, folder: Path, how: str) -> None:
    """One window killed, then two that recover at the same moment: one of them gets the edits."""
    path, state = folder / "plan" / "plan.toml", folder / "state"
    lines = Child(edit, path, state, random, "a").killed(0.01 + random.random() * 0.03)
    allowed = after(lines, [[]])
    saved = _marks(path)
    pair = [Child(take, path, state) for _ in "ab"]
    logs = [child.ended() for child in pair]
    for one in logs:
        _crashed(tally, one, how)
    got = [json.loads(one[-1][2:]) for one in logs if one and one[-1].startswith("= ")]
    if any(saved == one for one in allowed):
        tally.note("without anything to recover")
    elif sum(marks in allowed for marks in got) != 1:
        tally.add(
            "two windows recover: not exactly one has it", f"file {saved}, {got}, allowed {allowed}", how
        )


def _marks(path: Path) -> list[str]:
    from blistui.store.load import load

    return list(load(path).plan.commitments.performance)


def _calls(random: Random) -> int:
    return random.randint(1, 300) if random.random() < 0.6 else 0


def _compare(
    tally: Tally, where: str, found: list[str], allowed: list[list[str]], how: str, seen: list[str]
) -> None:
    kind = "lost" if any(mark not in found for mark in allowed[0]) else "not asked for"
    kind = "doubled" if len(set(found)) < len(found) else kind
    tally.add(f"{where}: {kind}", f"found {found}, allowed {allowed}", how, "\n".join(seen[-12:]))


def _crashed(tally: Tally, lines: list[str], how: str) -> None:
    for line in lines:
        if line.startswith("crash: "):
            tally.add(line.partition(" | ")[0], line.replace(" | ", "\n"), how)
        elif line.startswith("refused: ") and how.startswith("two"):
            # The other window has written the file.
            tally.note("recoveries that did not fit")
        elif line.startswith("refused: "):
            tally.add("recovery refused an edit", line, how)


def kills(count: int, seed: str = "0", first: int = 0) -> Tally:
    """Run `count` plans, beginning with the one of number `first`."""
    tally = Tally("kills")
    for number in range(first, first + count):
        random = Random(f"{seed}:{number}")
        run = random.choice((*(one_after_another,) * 7, two_at_once, two_at_once, two_recover))
        with tempfile.TemporaryDirectory(prefix="blistui-kill-") as name:
            folder = Path(name)
            (folder / "state").mkdir()
            (folder / "plan").mkdir()
            (folder / "plan" / "plan.toml").write_text(START)
            run(tally, random, folder, f"{run.__name__}: --seed {seed} --first {number} --count 1")
        tally.note(run.__name__.replace("_", " "))
        tally.runs += 1
    return tally


def main() -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    return finish(kills(options.count, options.seed, options.first))


if __name__ == "__main__":
    sys.exit(main())
