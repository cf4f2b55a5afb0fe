"""Saving a plan: merged into its own file's text, never over somebody else's change."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from blistui.plan.document import Plan
from blistui.store.atomic import sweep, write_atomically
from blistui.store.load import Loaded, Unloadable, parse, read_bytes
from blistui.store.locks import Busy, locked, real
from blistui.store.moved import moved_to

_WAIT = 10.0
"""Seconds to wait for another program that saves in the same folder."""

_BOM = b"\xef\xbb\xbf"


class SaveFailed(Exception):
    """The plan could not be saved; the message says why. The file is as it was."""


class ChangedOnDisk(SaveFailed):
    """The file is not what was read: somebody else wrote it. `theirs` is what is there now."""

    def __init__(self, path: Path, theirs: bytes) -> None:
        super().__init__(
            f"{path} was changed on disk since it was read; nothing was written. "
            "Compare the two, then keep yours, keep theirs, or keep both."
        )
        self.path = path
        self.theirs = theirs


class GoneFromDisk(SaveFailed):
    """No file is where the plan was read. `now` is where it was moved to, None when that is not known."""

    def __init__(self, path: Path, now: Path | None) -> None:
        where = f"It seems to be {now} now." if now is not None else "Save it under a name that you choose."
        super().__init__(
            f"{path} is not there any more: it was renamed, moved or deleted; nothing was written. {where}"
        )
        self.path = path
        self.now = now


class Unmergeable(SaveFailed):
    """The edits could not be written into the layout that the file has."""


def merged_text(loaded: Loaded, plan: Plan) -> str:
    """The text of `loaded` with the differences between its plan and `plan` written in.

    An unedited plan gives the same text. The text is read again: raises Unmergeable when it would not hold
    `plan`, and SaveFailed when the plan holds what no file can.
    """
    from blistui.store.toml.merge import fresh

    if plan is loaded.plan or plan == loaded.plan:
        return loaded.text if loaded.data is not None else fresh(plan)
    if loaded.data is None:
        return _checked(loaded.path, fresh(plan), plan)
    try:
        return _merged(loaded.path, *(loaded.origin or (loaded.plan, loaded.data)), plan)
    except Unmergeable:
        if loaded.origin is None:
            raise
        return _merged(loaded.path, loaded.plan, loaded.data, plan)


def _merged(path: Path, before: Plan, data: bytes, plan: Plan) -> str:
    # Imported with the first save: `check` reads plans, and never writes.
    from blistui.store.toml.merge import merge
    from blistui.store.toml.text import TomlText

    text = TomlText(data.removeprefix(_BOM).decode("utf-8"))
    try:
        merge(text, before, plan)
    except (ValueError, LookupError) as error:
        raise _unmergeable(path, str(error)) from error
    return _checked(path, str(text), plan)


def _checked(path: Path, text: str, plan: Plan) -> str:
    """`text`, after it was read and found to hold `plan`."""
    from blistui.store.toml.inline import same
    from blistui.store.toml.merge import plain

    try:
        found = parse(encoded(path, text), path)
    except Unloadable as error:
        raise _unmergeable(path, str(error)) from error
    # The second comparison knows that nan is nan.
    if found != plan and not same(plain(found), plain(plan)):
        raise _unmergeable(path, "the merged text would hold another plan")
    return text


def encoded(path: Path, text: str) -> bytes:
    """The bytes of a file that holds `text`; raises SaveFailed where that is no text."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        before = text[: error.start].rpartition("\n")[2]
        raise SaveFailed(
            f"{path}: the plan would hold half of a character after {before[-40:]!r}, from a name "
            "on disk that is not UTF-8; nothing was written. Type that text again, or rename what it names."
        ) from error


def _unmergeable(path: Path, reason: str) -> Unmergeable:
    return Unmergeable(
        f"{path} has a layout that the edits could not be merged into ({reason}); "
        "nothing was written. Save a copy under another name."
    )


def save(
    loaded: Loaded,
    plan: Plan,
    *,
    over_theirs: bool = False,
    will_write: Callable[[bytes], None] = lambda data: None,
) -> Loaded:
    """Write `plan` to the file of `loaded`; gives what is loaded now. `will_write` is called right before.

    Raises ChangedOnDisk and GoneFromDisk, unless `over_theirs`: then what is on disk is kept beside it under
    another name, and what is gone is made again. Raises Unmergeable after the plan was written beside the
    file, and SaveFailed when writing fails.
    """
    path = loaded.path
    theirs = _on_disk(path)
    _refuse_theirs(loaded, theirs, over_theirs)
    if theirs is None and over_theirs:
        _make_folder(path)
    if theirs is not None and theirs == loaded.data and plan is loaded.plan:
        will_write(theirs)
        return loaded
    if theirs is not None and not _may_be_written(path):
        raise SaveFailed(
            f"{path} is read-only; nothing was written. Make it writable, or save a copy under another name."
        )
    try:
        data = merged_text(loaded, plan).encode("utf-8")
    except Unmergeable as error:
        raise Unmergeable(f"{error} {_kept_beside(path, plan)}") from error
    if (loaded.data or b"").startswith(_BOM):
        data = _BOM + data
    origin = loaded.origin or ((loaded.plan, loaded.data) if loaded.data is not None else None)
    written = Loaded(path, plan, data, origin)
    if data == theirs:
        will_write(data)
        return written
    with _alone_in(path):
        sweep(path)
        # Once more, now that no other window saves: it may have been written since.
        theirs = _on_disk(path)
        _refuse_theirs(loaded, theirs, over_theirs)
        if theirs is not None and theirs != loaded.data:
            _write(beside(path, "theirs"), theirs)
        will_write(data)
        _write(path, data, unless=lambda: _on_disk(path) != theirs)
    return written


def _refuse_theirs(loaded: Loaded, theirs: bytes | None, over_theirs: bool) -> None:
    if over_theirs or theirs == loaded.data:
        return
    if theirs is None:
        raise GoneFromDisk(loaded.path, moved_to(loaded))
    raise ChangedOnDisk(loaded.path, theirs)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveFailed(f"The folder of {path} cannot be made: {error.strerror}.") from error


def _kept_beside(path: Path, plan: Plan) -> str:
    """Write `plan` beside a file that cannot take it; gives a sentence that says where it is."""
    from blistui.store.toml.merge import fresh

    data = encoded(path, fresh(plan))
    with _alone_in(path):
        target = beside(path, "mine", data)
        if not target.exists():
            _write(target, data)
    return f"The plan with the edits is in {target}."


def save_as(loaded: Loaded, plan: Plan, path: Path) -> Loaded:
    """Write `plan` to a file of another name, which must not exist yet; raises SaveFailed.

    Its folder is made if need be. Where the edits cannot be merged into the text of `loaded`, the copy is
    without its comments and layout.
    """
    _make_folder(path)
    with _alone_in(path):
        if os.path.lexists(path):
            raise SaveFailed(f"{path} exists already; choose another name.")
        return _save_new(loaded, plan, path)


def save_beside(loaded: Loaded, plan: Plan, word: str) -> Loaded:
    """Write `plan` to a free name next to the file of `loaded`, such as `plan.mine.toml`; raises SaveFailed.

    The name is chosen while no other window saves: two that step aside together keep two files.
    """
    with _alone_in(loaded.path):
        return _save_new(loaded, plan, beside(loaded.path, word))


def _save_new(loaded: Loaded, plan: Plan, path: Path) -> Loaded:
    try:
        text = merged_text(loaded, plan)
    except Unmergeable:
        from blistui.store.toml.merge import fresh

        text = fresh(plan)
    data = encoded(path, text)
    _write(path, data)
    return Loaded(path, parse(data, path), data)


@contextlib.contextmanager
def _alone_in(path: Path) -> Iterator[None]:
    """Hold the lock of the folder of `path`; raises SaveFailed."""
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked(real(path).parent, _WAIT))
        except Busy:
            raise SaveFailed(
                f"Another program is saving in {path.parent}; nothing was written. Try again."
            ) from None
        except OSError as error:
            raise SaveFailed(f"{path} could not be written: {error.strerror}.") from error
        yield


def beside(path: Path, word: str, data: bytes | None = None) -> Path:
    """A free name next to `path`, such as `plan.theirs-2.toml`; or one whose file is `data` already."""
    number = 1
    while True:
        suffix = word if number == 1 else f"{word}-{number}"
        free = path.with_name(f"{path.stem}.{suffix}{path.suffix}")
        if not free.exists() or (data is not None and free.is_file() and free.read_bytes() == data):
            return free
        number += 1


def _on_disk(path: Path) -> bytes | None:
    """What is at `path`, None for nothing; raises SaveFailed when there is something else than a file."""
    try:
        return read_bytes(path)
    except Unloadable as error:
        try:
            path.stat()
        except FileNotFoundError:
            return None
        except OSError:
            pass
        raise SaveFailed(str(error)) from error


def changed_on_disk(loaded: Loaded) -> str:
    """What happened to the file of `loaded` since it was read, in words; empty when nothing did."""
    try:
        found = _on_disk(loaded.path)
    except SaveFailed:
        return ""
    if found == loaded.data:
        return ""
    return "was changed on disk" if found is not None else "was renamed, moved or deleted"


def _may_be_written(path: Path) -> bool:
    # A rename into the folder would replace it anyway, and the administrator may write anything.
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


def _write(path: Path, data: bytes, unless: Callable[[], bool] = lambda: False) -> None:
    try:
        if not write_atomically(path, data, unless):
            raise ChangedOnDisk(path, _on_disk(path) or b"")
    except OSError as error:
        raise SaveFailed(f"{path} could not be written: {error.strerror}.") from error
