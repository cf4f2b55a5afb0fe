"""Texts in the author's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import SuspendNotSupported
from textual.widget import Widget

from screens.dialogs.ask import Choice
from screens.fields.prose import ProseField
from screens.fields.text import LineField
from screens.workbench import editing
from screens.workbench.bench import Bench


def in_editor(bench: Bench, field: Widget | None) -> None:
    """Edit a text in the program that EDITOR names, while the app waits."""
    if not isinstance(field, ProseField | LineField):
        bench.notify("Focus a field with text first; Ctrl+E opens it in $EDITOR.", markup=False)
        return
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        bench.notify("Set EDITOR to the editor of your choice, then Ctrl+E opens it.", markup=False)
        return
    with tempfile.TemporaryDirectory(prefix="blistui-") as folder:
        file = Path(folder) / "text.md"
        file.write_text(field.outside, encoding="utf-8")
        try:
            with bench.app.suspend():
                subprocess.run([*shlex.split(command), str(file)], check=True)
            text = file.read_text(encoding="utf-8", errors="replace")
        except SuspendNotSupported:
            bench.notify("This terminal cannot be handed to an editor.", severity="error", markup=False)
            return
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            text = f"EDITOR is `{command}`. {_why(error)} The text is as it was."
            bench.app.push_screen(Choice("The editor did not finish", text, [("ok", "OK")]))
            return
    bench.session.seal()
    editing.edit(bench, field.path, field.from_outside(text.rstrip("\n")))


def _why(error: OSError | ValueError | subprocess.CalledProcessError) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return f"It ended with exit status {error.returncode}."
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}."
    return f"It cannot be read as a command: {error}."
