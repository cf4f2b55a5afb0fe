"""The commands of the workbench, as the command palette lists them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from screens import editing, recon_assistant
from screens.phases.catalogue import STATIONS
from screens.phases.form import Place

if TYPE_CHECKING:
    from screens.workbench import Workbench

Command = tuple[str, str, Callable[[], object]]
"""Title, help, and what it does."""


def commands(bench: Workbench) -> list[Command]:
    """Every action, whether or not it has a key."""
    found: list[Command] = [
        ("Save", "Write the plan to its file (Ctrl+S)", bench.action_save),
        ("Undo", "Take back the last step (Ctrl+Z)", bench.action_undo),
        ("Redo", "Do again what was taken back (Ctrl+Y)", bench.action_redo),
        ("Findings", "What the rules find (F4)", partial(bench.action_pane, "findings")),
        ("Code", "Browse the repository and cite from it (F5)", partial(bench.action_pane, "code")),
        ("Explain", "The focused field and its phase (F1)", bench.action_help),
        ("Edit in $EDITOR", "The focused long text (Ctrl+E)", bench.action_editor),
        ("Check again", "Run the rules on the code as it is now", bench.check_again),
        (
            "Accept facts from the code",
            "A list of findings, each with its citation, to take into Phase 0",
            partial(recon_assistant.offer, bench),
        ),
        ("Add a revision note", "Dated, with digests of the plan as it is", partial(editing.revise, bench)),
        (
            "Pin the newest revision",
            "Say that the newest note describes the plan as it is now",
            partial(editing.pin, bench),
        ),
        (
            "Freeze an interface",
            "Pick a merged interface in the code for section G",
            partial(editing.add, bench, "frozen", len(bench.session.plan.frozen)),
        ),
        (
            "Re-anchor to the current commit",
            "Verify every citation there and make it the plan's base, as one step",
            partial(editing.reanchor, bench),
        ),
        ("Apply every fix", "All mechanical fixes as one step", partial(editing.fix_all, bench)),
        ("Dark or light", "Turn the theme (F10)", bench.bench.action_turn_theme),
    ]
    for station in STATIONS:
        go = partial(bench.go, Place(station.key))
        found.append((f"Go to {station.mark} {station.title}", station.heading, go))
    return found
