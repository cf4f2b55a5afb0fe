"""Saving a plan: merged into its own file's text, never over somebody else's change."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from blistui.plan.document import Plan
from blistui.store.atomic import write_atomically
from blistui.store.load import Loaded, Unloadable, parse, read_bytes

_LONE_NEWLINE = re.compile(r"(?<!\r)\n")


class SaveFailed(Exception):
    """The plan could not be saved; the message says why. The file is as it was."""


class ChangedOnDisk(SaveFailed):
    """The file is not what was read: somebody else wrote it. `theirs` is what stands there now."""

    def __init__(self, path: Path, theirs: bytes) -> None:
        super().__init__(
            f"{path} was changed on disk since it was read; nothing was written. "
            "Compare the two, then keep yours, keep theirs, or keep both."
        )
        self.path = path
        self.theirs = theirs


def merged_text(loaded: Loaded, plan: Plan) -> str:
    """The text of `loaded` with the differences between its plan and `plan` written in.

    An unedited plan gives the same text. Raises SaveFailed when the result would not hold `plan`.
    """
    from blistui.store.toml.merge import fresh, merge
    from blistui.store.toml.text import TomlText

    if loaded.data is None:
        return fresh(plan)
    if plan is loaded.plan or plan == loaded.plan:
        return loaded.text
    before = loaded.text
    text = TomlText(before.replace("\r\n", "\n"))
    try:
        merge(text, loaded.plan, plan)
        after = str(text)
        if text.restructured and Plan.model_validate(tomllib.loads(after)) != plan:
            raise ValueError("the merged text does not hold the plan")
    except (ValueError, LookupError) as error:
        raise SaveFailed(
            f"{loaded.path} has a layout that the edits could not be merged into ({error}); "
            "nothing was written. Save a copy under another name."
        ) from error
    if "\r\n" in before and not _LONE_NEWLINE.search(before):
        after = _LONE_NEWLINE.sub("\r\n", after)
    return after


def save(
    loaded: Loaded,
    plan: Plan,
    *,
    over_theirs: bool = False,
    will_write: Callable[[bytes], None] = lambda data: None,
) -> Loaded:
    """Write `plan` to the file of `loaded`; gives what is loaded now. `will_write` is called right before.

    Raises ChangedOnDisk, unless `over_theirs`: then what stands on disk is kept beside it under
    another name. Raises SaveFailed when writing fails.
    """
    theirs = _on_disk(loaded.path)
    if theirs is not None and theirs != loaded.data:
        if not over_theirs:
            raise ChangedOnDisk(loaded.path, theirs)
        _write(beside(loaded.path, "theirs"), theirs)
    if theirs is not None and theirs == loaded.data and plan is loaded.plan:
        return loaded
    if theirs is not None and not _may_be_written(loaded.path):
        raise SaveFailed(
            f"{loaded.path} is read-only; nothing was written. "
            "Make it writable, or save a copy under another name."
        )
    data = merged_text(loaded, plan).encode("utf-8")
    if (loaded.data or b"").startswith(b"\xef\xbb\xbf"):
        data = b"\xef\xbb\xbf" + data
    will_write(data)
    _write(loaded.path, data)
    return Loaded(loaded.path, plan, data)


def save_as(loaded: Loaded, plan: Plan, path: Path) -> Loaded:
    """Write `plan` to a file of another name, which must not exist yet; raises SaveFailed.

    Where the edits cannot be merged into the text of `loaded`, the copy is without its comments and layout.
    """
    if os.path.lexists(path):
        raise SaveFailed(f"{path} exists already; choose another name.")
    try:
        text = merged_text(loaded, plan)
    except SaveFailed:
        from blistui.store.toml.merge import fresh

        text = fresh(plan)
    data = text.encode("utf-8")
    _write(path, data)
    return Loaded(path, parse(data, path), data)


def beside(path: Path, word: str) -> Path:
    """A free name next to `path`, such as `plan.theirs-2.toml`."""
    number = 1
    while True:
        suffix = word if number == 1 else f"{word}-{number}"
        free = path.with_name(f"{path.stem}.{suffix}{path.suffix}")
        if not free.exists():
            return free
        number += 1


def _on_disk(path: Path) -> bytes | None:
    try:
        return read_bytes(path)
    except Unloadable as error:
        if not path.exists():
            return None
        raise SaveFailed(str(error)) from error


def changed_on_disk(loaded: Loaded) -> bool:
    """Whether the file of `loaded` can be read and is not what was read then."""
    try:
        return read_bytes(loaded.path) != loaded.data
    except Unloadable:
        return False


def _may_be_written(path: Path) -> bool:
    # A rename into the folder would replace it all the same, and the administrator may write anything.
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data)
    except OSError as error:
        raise SaveFailed(f"{path} could not be written: {error.strerror}.") from error
