"""Texts in the author's own editor: whatever it does, nothing that was written is lost."""

from __future__ import annotations

import codecs
import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.app import SuspendNotSupported
from textual.widget import Widget

from screens.dialogs.ask import Choice
from screens.fields.prose import ProseField
from screens.fields.text import LineField
from screens.workbench import editing
from screens.workbench.bench import Bench


def in_editor(bench: Bench, field: Widget | None) -> None:
    """Edit a text in the program that VISUAL or EDITOR names, while the app waits."""
    if not isinstance(field, ProseField | LineField):
        bench.notify("Focus a field with text first; Ctrl+E opens it in $EDITOR.", markup=False)
        return
    variable = next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), "")
    if not variable:
        bench.notify("Set EDITOR to the editor of your choice, then Ctrl+E opens it.", markup=False)
        return
    try:
        ended, written = _edited(bench, shlex.split(os.environ[variable]), field.outside)
    except SuspendNotSupported:
        bench.notify("This terminal cannot be handed to an editor.", severity="error", markup=False)
        return
    except OSError as error:
        problem = f"{error.filename}: {error.strerror}."
    except ValueError as error:
        problem = f"It cannot be read as a command: {error}."
    else:
        text = _text(bench, written)
        if not ended:
            _take(bench, field, text)
            return
        problem = f"It ended {_how(ended)}."
        if text != field.outside.rstrip("\n"):
            _ask(
                bench,
                field,
                text,
                f"{variable} is `{os.environ[variable]}`. {problem} It wrote another text.",
            )
            return
    text = f"{variable} is `{os.environ[variable]}`. {problem} The text is as it was."
    bench.app.push_screen(Choice("The editor did not finish", text, [("ok", "OK")]))


def _edited(bench: Bench, command: list[str], text: str) -> tuple[int, bytes]:
    """How the editor ended, and the file that it left; raises OSError, SuspendNotSupported."""
    with tempfile.TemporaryDirectory(prefix="blistui-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "text.md"
        file.write_text(text, encoding="utf-8")
        with bench.app.suspend(), _keys_of_the_terminal_for_the_editor():
            ended = subprocess.run([*command, str(file)], check=False).returncode
        return ended, file.read_bytes()


@contextmanager
def _keys_of_the_terminal_for_the_editor() -> Iterator[None]:
    """Ctrl+C in an editor reaches this program too, which it must not end."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _text(bench: Bench, written: bytes) -> str:
    """What the editor wrote, without what editors of other systems add: a mark of the encoding, CRLF."""
    try:
        text = written.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        text = written.decode("utf-8", errors="replace")
        why = "The editor wrote characters that are not UTF-8; � stands for each of them."
        bench.notify(why, severity="warning", markup=False)
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def _take(bench: Bench, field: ProseField | LineField, text: str) -> None:
    """Let the field have `text`, as a step of undo; a text that was only looked at is no edit."""
    if text == field.outside.rstrip("\n"):
        bench.notify("The editor ended, and the text is as it was.", markup=False, timeout=3)
        return
    bench.session.seal()
    editing.edit(bench, field.path, field.from_outside(text))
    bench.session.seal()


def _ask(bench: Bench, field: ProseField | LineField, text: str, what: str) -> None:
    """An editor ends so when it is to forget what was written, and when it fails."""

    def answered(word: str | None) -> None:
        if word == "take":
            _take(bench, field, text)

    answers = [("", "Leave the text as it was"), ("take", "Take what it wrote")]
    bench.app.push_screen(Choice("The editor did not finish", what, answers), answered)


def _how(ended: int) -> str:
    if ended >= 0:
        return f"with exit status {ended}"
    # Signals for real-time use, between the first and the last, have no name.
    names = {one.value: one.name for one in signal.Signals}
    return f"by {names.get(-ended, f'signal {-ended}')}"
