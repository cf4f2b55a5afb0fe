"""The commands of the workbench, as the command palette lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from screens.app import app_of
from screens.form.form import Place
from screens.form.phases import STATIONS
from screens.workbench import editing, recon_assistant, saving

if TYPE_CHECKING:
    from screens.workbench.workbench import Workbench

Command = tuple[str, str, Callable[[], object]]
"""Title, help, and what it does."""


def commands(bench: Workbench) -> list[Command]:
    """Every action, whether or not it has a key."""
    found: list[Command] = [
        ("Save", "Write the plan to its file (Ctrl+S)", bench.action_save),
        ("Save a copy", "Write the plan to another file too", partial(saving.save_copy, bench)),
        ("Undo", "Take back the last step (Ctrl+Z)", bench.action_undo),
        ("Redo", "Do again what was taken back (Ctrl+Y)", bench.action_redo),
        ("Phases", "The rail (F2)", partial(bench.action_pane, "rail")),
        ("Form", "The fields of the phase (F3)", partial(bench.action_pane, "form")),
        ("Next phase", "F8", partial(bench.action_station, 1)),
        ("Previous phase", "F7", partial(bench.action_station, -1)),
        ("Back", "To the field that asked, the list, the form (Esc)", bench.action_back),
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
        ("Export Markdown", "The whole document, beside the plan", partial(_export, bench, "markdown")),
        ("Export the review core", "Sections A, C, D and Tier 1", partial(_export, bench, "core")),
        ("Export JSON", "The plan for other programs", partial(_export, bench, "json")),
        ("Apply every fix", "All mechanical fixes as one step", partial(editing.apply_every_fix, bench)),
        ("Dark or light", "Turn the theme (F10)", app_of(bench).action_turn_theme),
    ]
    for station in STATIONS:
        go = partial(bench.go, Place(station.key))
        found.append((f"Go to {station.mark} {station.title}", station.heading, go))
    return [*found, *_here(bench)]


def _here(bench: Workbench) -> Iterator[Command]:
    """What the focused list, choice or pane can do; editors of text have no more than the keys of typing."""
    seen = set()
    for active in bench.active_bindings.values():
        binding, node = active.binding, active.node
        typing = isinstance(node, Input | TextArea | OptionList)
        if isinstance(node, Widget) and not isinstance(node, Screen) and not typing and active.enabled:
            if binding.action in seen or "." in binding.action or binding.action.startswith("step"):
                continue
            seen.add(binding.action)
            told = binding.tooltip or binding.description
            title = f"Here: {told[0].upper()}{told[1:]}"
            yield title, f"Key {binding.key}", partial(bench.app.run_action, binding.action, node)


def _export(bench: Workbench, format: str) -> None:
    from screens.form.review import Review

    bench.go(Place("review"))
    bench.call_after_refresh(lambda: bench.query_one(Review).action_export(format))
