"""Disks that are full or read-only, files that vanish or change: a sentence, and nothing lost.

`python -m tests.faults.disks --count 200 [--seed S] [--first N]`. Each run is one window in a process of its
own with one thing wrong, under the state folder or under the plan. Edits go on; what cannot be recorded or
saved is reported; the plan's file is as it was or as it should be; once the disk is well again, saving works.
As root a full disk is a small tmpfs; for others, a limit on the size of files.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from blistui.store.load import load
from blistui.store.save import SaveFailed
from blistui.store.state.database import FILE
from tests.faults.forks import Child, libc
from tests.faults.tally import Tally, finish
from tests.faults.windows import START, Window

_NEW_MOUNTS = 0x20000
_PRIVATE = 0x44000
_READ_ONLY, _REMOUNT = 1, 32
NOBODY = 65534


class Broken(Exception):
    """A promise was broken."""


def sentence(text: str) -> None:
    """Raises Broken where `text` is nothing for people."""
    if len(text) < 20 or not text.rstrip().endswith(".") or "Errno" in text or "Traceback" in text:
        raise Broken(f"not a sentence: {text!r}")


def holds(path: Path, marks: list[str]) -> None:
    """Raises Broken where the file holds other marks."""
    held = list(load(path).plan.commitments.performance)
    if held != marks:
        raise Broken(f"the file holds {held[:5]}… ({len(held)}), not {marks[:5]}… ({len(marks)})")


def add_many(window: Window, random: Random, most: int = 60) -> None:
    """Add marks, long ones too."""
    for number in range(random.randint(1, most)):
        window.add(f"m{number} " + "x" * random.choice((0, 10, 1000, 4000)))


def small_disk(folder: Path, size: int) -> None:
    """Make `folder` a disk of that many bytes, for this process only; or limit files to that size."""
    if os.geteuid() == 0 and mounted(folder, size):
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def well_again(folder: Path) -> None:
    """Undo `small_disk`, as far as it was a limit; remove what filled it."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    (folder / "filler").unlink(missing_ok=True)


def mounted(folder: Path, size: int) -> bool:
    """Put a tmpfs of that size on `folder`; gives whether that is allowed here."""
    if libc().unshare(_NEW_MOUNTS) != 0:
        return False
    libc().mount(None, b"/", None, ctypes.c_ulong(_PRIVATE), None)
    options = f"size={size}".encode()
    return libc().mount(b"tmpfs", os.fsencode(folder), b"tmpfs", ctypes.c_ulong(0), options) == 0


def state_is_full(path: Path, state: Path, random: Random) -> None:
    """The journal finds no space, from the start or later."""
    small_disk(state, random.choice((4096, 20_000, 60_000, 120_000, 250_000)))
    if random.random() < 0.5:
        fill(state)
    window = Window(path, state)
    window.recover_if_possible()
    for number in range(80):
        window.add(f"m{number} " + "x" * 4000)
    if not window.session.journal_problem:
        raise Broken("nothing was reported although the disk is full")
    sentence(window.session.journal_problem)
    well_again(state)
    window.save()
    holds(path, window.marks)
    window.add("one more")
    window.save()
    holds(path, window.marks)
    window.session.close()


def plan_is_full(path: Path, state: Path, random: Random) -> None:
    """The plan finds no space; then it does."""
    small_disk(path.parent, 40_000)
    path.write_text(START)
    window = Window(path, state)
    add_many(window, random, 20)
    for number in range(12):
        window.add(f"n{number}" + "y" * 4000)
    fill(path.parent)
    refused(window)
    if path.read_text() != START:
        raise Broken("the file is not as it was")
    (path.parent / "filler").unlink(missing_ok=True)
    nothing_beside(path)
    well_again(path.parent)
    while len(window.marks) > 3:
        window.session.undo()
    window.save()
    holds(path, window.marks)


def state_cannot_be_used(path: Path, state: Path, random: Random) -> None:
    """Something else is where the state folder or its database should be, or nobody may write there."""
    match random.randrange(6):
        case 0:
            state.rmdir()
            state.write_text("a file")
        case 1:
            state = state / "no" / "such" / "folder"
        case 2:
            (state / FILE).mkdir()
        case 3:
            (state / FILE).write_bytes(random.randbytes(random.choice((0, 1, 100, 10_000))))
        case 4:
            state.rmdir()
            state.symlink_to(state)
        case _:
            state.chmod(0o500)
            as_nobody(path, state)
    window = Window(path, state)
    window.recover_if_possible()
    add_many(window, random)
    if window.session.journal_problem:
        sentence(window.session.journal_problem)
    window.save()
    holds(path, window.marks)
    window.session.close()


def state_goes_away(path: Path, state: Path, random: Random) -> None:
    """The state folder, its database or parts of it vanish or are damaged while the window is open."""
    window = Window(path, state)
    add_many(window, random, 10)
    way = random.randrange(4)
    match way:
        case 0:
            shutil.rmtree(state)
        case 1:
            for entry in state.rglob("*"):
                if entry.is_file():
                    entry.unlink()
        case 2:
            # SQLite maps the -shm file into memory, and has no defence where it is cut short.
            for entry in state.rglob("*"):
                if entry.is_file() and entry.stat().st_size and not entry.name.endswith("-shm"):
                    with entry.open("r+b") as file:
                        file.seek(random.randrange(entry.stat().st_size))
                        file.write(random.randbytes(200))
        case _:
            for entry in state.rglob("*"):
                if entry.is_file() and not entry.name.endswith("-shm"):
                    os.truncate(entry, entry.stat().st_size // 2)
    add_many(window, random, 30)
    if window.session.journal_problem:
        sentence(window.session.journal_problem)
    elif way < 2:
        # Nothing was reported, so what was added after the loss is to be there when this window is killed.
        marks = window.marks
        window.session.abandon()
        window = Window(path, state)
        window.recover()
        if window.marks != marks:
            raise Broken(f"{len(marks)} marks were recorded, and {len(window.marks)} are recovered")
    window.save()
    holds(path, window.marks)
    window.session.close()


def plan_cannot_be_written(path: Path, state: Path, random: Random) -> None:
    """The file or its folder is read-only, something else is there, or somebody else wrote it."""
    window = Window(path, state)
    add_many(window, random, 10)
    kept = path.with_name("kept")
    match random.randrange(9):
        case 0:
            path.chmod(0o444)
            as_nobody(path, state, own_plan=False)
        case 1:
            path.parent.chmod(0o555)
            as_nobody(path, state, own_plan=False)
        case 2:
            path.unlink()
        case 3:
            path.parent.rename(path.parent.with_name("moved"))
        case 4:
            path.write_text(START.replace('"t"', '"theirs"'))
        case 5:
            path.unlink()
            path.mkdir()
        case 6:
            path.unlink()
            os.mkfifo(path)
        case 7:
            path.rename(kept)
            path.symlink_to(path)
        case _:
            path.write_bytes(random.randbytes(500))
    before = path.read_bytes() if path.is_file() else None
    refused(window)
    if before is not None and path.read_bytes() != before:
        raise Broken("what was there was written over")
    if path.parent.is_dir():
        kept.unlink(missing_ok=True) if os.access(path.parent, os.W_OK) else None
        nothing_beside(path)


def refused(window: Window) -> None:
    """Save, which is to fail with a sentence and to leave the session as it is."""
    marks = window.marks
    try:
        window.save()
    except SaveFailed as error:
        sentence(str(error))
    else:
        raise Broken("saved, although that was impossible")
    if window.marks != marks or not window.session.dirty:
        raise Broken("a save that failed changed the session")


def nothing_beside(path: Path) -> None:
    """Raises Broken where there is anything beside the plan."""
    beside = sorted(entry.name for entry in path.parent.iterdir() if entry != path)
    if beside:
        raise Broken(f"left beside the plan: {beside}")


def fill(folder: Path) -> None:
    """Leave no space on the disk of `folder`."""
    if not os.path.ismount(folder):
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        return
    with (folder / "filler").open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            return


def as_nobody(path: Path, state: Path, own_plan: bool = True) -> None:
    """Give up the rights of root, which overrule those of files."""
    if os.geteuid() == 0:
        path.parent.parent.chmod(0o755)
        if own_plan:
            for entry in (path, path.parent):
                os.chown(entry, NOBODY, NOBODY)
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    del state


SCENES: tuple[Callable[[Path, Path, Random], None], ...] = (
    state_is_full,
    plan_is_full,
    state_cannot_be_used,
    state_goes_away,
    plan_cannot_be_written,
)


def _act(
    pipe: int, scene: Callable[[Path, Path, Random], None], path: Path, state: Path, random: Random
) -> None:
    scene(path, state, random)
    os.write(pipe, b"well\n")


def _import_all() -> None:
    """Do everything once, so that nothing is left to import when the right to read it is gone."""
    with tempfile.TemporaryDirectory(prefix="blistui-disk-") as name:
        path = Path(name) / "plan.toml"
        path.write_text(START)
        window = Window(path, Path(name))
        window.recover()
        window.add("x")
        window.save()
        window.session.undo()
        path.chmod(0o400)
        with suppress(SaveFailed):
            window.save()
        window.session.close()


def disks(count: int, seed: str = "0", first: int = 0) -> Tally:
    """Run `count` windows, beginning with the one of number `first`."""
    tally = Tally("disks")
    _import_all()
    for number in range(first, first + count):
        random = Random(f"{seed}:{number}")
        scene = SCENES[number % len(SCENES)]
        with tempfile.TemporaryDirectory(prefix="blistui-disk-") as name:
            path, state = Path(name) / "plan" / "plan.toml", Path(name) / "state"
            path.parent.mkdir()
            state.mkdir()
            path.write_text(START)
            lines = Child(_act, scene, path, state, random).ended()
            for entry in (path.parent, state):
                if entry.is_dir() and not entry.is_symlink():
                    entry.chmod(0o700)
        tally.runs += 1
        tally.note(scene.__name__.replace("_", " "))
        how = f"{scene.__name__}: --seed {seed} --first {number} --count 1"
        if not lines:
            tally.add(f"{scene.__name__}: ended without a word", "", how)
        for line in lines:
            if line != "well":
                tally.add(f"{scene.__name__}: {line.partition(' | ')[0]}", line.replace(" | ", "\n"), how)
    return tally


def main() -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    return finish(disks(options.count, options.seed, options.first))


if __name__ == "__main__":
    sys.exit(main())
