"""The commands of the workbench, as the command palette lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from screens.form.phases import STATIONS
from screens.keys.workbench import WORKBENCH
from screens.workbench.bench import Bench

Command = tuple[str, str, Callable[[], object]]
"""Title, help, and what it does."""


def commands(bench: Bench) -> list[Command]:
    """Every action of the table, whether or not it has a key; every phase; what the focused widget can do."""
    found: list[Command] = [
        (key.name, key.in_palette, partial(bench.run_action, key.action)) for key in WORKBENCH.rows
    ]
    for station in STATIONS:
        go = partial(bench.run_action, f"go('{station.key}')")
        found.append((f"Go to {station.mark} {station.title}", station.heading, go))
    return [*found, *_here(bench)]


def _here(bench: Bench) -> Iterator[Command]:
    """What the focused list, choice or pane can do; editors of text have no more than the keys of typing."""
    seen = set()
    for active in bench.active_bindings.values():
        binding, node = active.binding, active.node
        typing = isinstance(node, Input | TextArea | OptionList)
        if isinstance(node, Widget) and not isinstance(node, Screen) and not typing and active.enabled:
            if binding.action in seen or "." in binding.action or binding.action.startswith("step"):
                continue
            seen.add(binding.action)
            help = f"{binding.tooltip} ({binding.key})".lstrip()
            yield f"Here: {binding.description}", help, partial(bench.app.run_action, binding.action, node)
