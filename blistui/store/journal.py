"""The journal: every unsaved edit, on disk before the next key press, so that `kill -9` loses nothing.

One file per plan and process, one JSON record a line: a head (plan, digest of the file that the edits
start from), then edits in order. A journal whose process is gone is offered on the next start. It is
renamed before it is replayed, so a plan that crashes the program is not replayed for ever unasked.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.store.toml.merge import plain

FORMAT = 1
LARGEST = 4 * 1024 * 1024
"""Bytes after which the edits are replaced by a snapshot of the plan."""


def digest(data: bytes | None) -> str:
    """Identity of a file's bytes; empty for a plan that has no file."""
    return hashlib.blake2b(data, digest_size=16).hexdigest() if data is not None else ""


def _stem(plan_path: Path) -> str:
    return hashlib.blake2b(str(plan_path.resolve()).encode(), digest_size=12).hexdigest()


class Journal:
    """Edits of one session, appended as they happen. `trouble` is a sentence once writing has failed."""

    def __init__(self, folder: Path, plan_path: Path) -> None:
        self.path = folder / f"{_stem(plan_path)}-{os.getpid()}.journal"
        self.trouble = ""
        self._plan_path = plan_path
        self._file: IO[str] | None = None
        self._base = ""

    def start(self, base: bytes | None) -> None:
        """Begin anew: the plan on disk is `base`, and there is nothing unsaved."""
        self.close()
        self._base = digest(base)

    def close(self) -> None:
        """Forget the edits: they are saved or given up."""
        if self._file is not None:
            self._file.close()
            self._file = None
        with contextlib.suppress(OSError):
            self.path.unlink()

    def edits(self, edits: tuple[Edit, ...], label: str, joined: bool) -> None:
        """Record one step; `joined` when it continues the step before, as typing does."""
        encoded = [
            {"op": edit.op, "path": edit.path, "value": plain(edit.value), "index": edit.index}
            for edit in edits
        ]
        self._append({"do": "edit", "edits": encoded, "label": label, "joined": joined})

    def snapshot(self, plan: Plan) -> None:
        """Record the whole of `plan` as one step: after an undo, whose steps may lie before the last save."""
        self._append({"do": "snapshot", "plan": plain(plan)})

    def compact(self, plan: Plan) -> None:
        """Replace a journal that has grown large by a snapshot of `plan`."""
        if self._file is None or self._file.tell() < LARGEST:
            return
        self.close()
        self.snapshot(plan)

    def _append(self, record: dict[str, Any]) -> None:
        try:
            if self._file is None:
                self._open()
            assert self._file is not None
            # Handed to the system at once: that survives the end of this process, and costs no disk wait.
            self._file.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
            self._file.flush()
            self.trouble = ""
        except OSError as error:
            self.trouble = (
                f"Unsaved edits are not being recorded: {self.path} cannot be written ({error.strerror})."
            )

    def _open(self) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._file = os.fdopen(handle, "a", encoding="utf-8")
        if self._file.tell() == 0:
            head = {"format": FORMAT, "plan": str(self._plan_path.resolve()), "base": self._base}
            self._file.write(json.dumps(head) + "\n")


@dataclass(frozen=True)
class Leftover:
    """A journal that a session left behind: `steps` edits upon the file whose digest is `base`."""

    path: Path
    base: str
    steps: int
    modified: float

    def claim(self) -> Leftover:
        """The same journal under a name of its own, taken before it is replayed."""
        name = self.path.with_suffix(f".replaying-{os.getpid()}")
        self.path.rename(name)
        return Leftover(name, self.base, self.steps, self.modified)

    def records(self) -> Iterator[dict[str, Any]]:
        """The records after the head; a last line that was cut off is left out."""
        with self.path.open(encoding="utf-8") as file:
            next(file, None)
            yield from _whole_records(file)

    def drop(self) -> None:
        """Delete it: it was replayed, or the user gave it up."""
        self.path.unlink(missing_ok=True)


def edits_of(record: dict[str, Any]) -> tuple[Edit, ...]:
    """The edits of a record; raises KeyError or TypeError when it is none of ours."""
    return tuple(Edit(edit["op"], edit["path"], edit["value"], edit["index"]) for edit in record["edits"])


def _whole_records(file: IO[str]) -> Iterator[dict[str, Any]]:
    for text in file:
        try:
            record = json.loads(text)
        except json.JSONDecodeError:
            return
        if isinstance(record, dict):
            yield record


def leftovers(folder: Path, plan_path: Path) -> list[Leftover]:
    """Journals for `plan_path` whose process is gone, newest first; those without a step are removed."""
    found: list[Leftover] = []
    for path in folder.glob(f"{_stem(plan_path)}-*"):
        if _alive(path):
            continue
        leftover = _read(path)
        if leftover is None:
            continue
        if leftover.steps:
            found.append(leftover)
        else:
            leftover.drop()
    return sorted(found, key=lambda leftover: leftover.modified, reverse=True)


def _read(path: Path) -> Leftover | None:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            head = next(_whole_records(file), {})
            steps = sum(1 for _ in _whole_records(file))
        return Leftover(path, str(head.get("base", "")), steps, path.stat().st_mtime)
    except OSError:
        return None


def _alive(path: Path) -> bool:
    pid = path.name.rpartition("-")[2].partition(".")[0]
    if not pid.isdigit() or int(pid) == 0:
        return False
    if int(pid) == os.getpid():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return _is_blistui(int(pid))


def _is_blistui(pid: int) -> bool:
    # Process numbers are used again; where the system tells, a stranger's number is not our session.
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return True
    return b"blistui" in command or b"python" in command
