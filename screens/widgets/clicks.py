"""What is drawn in a text acts when it is clicked: a key as if it were pressed, a name as it says.

The text carries what is to be done, so whoever draws a key on the screen has made it work for the mouse.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Click
from textual.style import Style

_KEY, _ACTION = "key", "do"
_NAMES = {"Esc": "escape", "PgDn": "pagedown", "PgUp": "pageup", "/": "slash"}
"""What Textual calls keys, where it is not the name in small letters."""


def pressing(content: Content, key: str) -> Content:
    """`content`, a click on which presses `key`, written as the tables of keys show it."""
    return content.stylize(Style.from_meta({_KEY: key}))


def acting(content: Content, action: str) -> Content:
    """`content`, a click on which does `action` of the nearest widget around it that has it."""
    return content.stylize(Style.from_meta({_ACTION: action}))


def is_acting(event: Click) -> bool:
    """Whether the click is on something that acts by itself; then it is for no row or field below it."""
    return _KEY in event.style.meta or _ACTION in event.style.meta


async def act(app: App[Any], event: Click) -> None:
    """Do what was clicked; nothing when it is no part of a text that acts."""
    meta, widget = event.style.meta, event.widget
    if widget is None or not widget.is_attached:
        return
    if _ACTION in meta:
        name = str(meta[_ACTION]).partition("(")[0]
        for node in widget.ancestors_with_self:
            if hasattr(node, f"action_{name}"):
                await app.run_action(meta[_ACTION], node)
                return
    elif _KEY in meta:
        await press(app, widget, str(meta[_KEY]))


async def press(app: App[Any], widget: DOMNode, key: str) -> None:
    """Do what `key` does in `widget` or around it, wherever the focus is."""
    for node in widget.ancestors_with_self:
        for binding in _bindings(node):
            if binding.key_display == key:
                await app.run_action(binding.action, node)
                return
    # Keys of typing, such as Enter in a line, are bound nowhere: what has the focus takes them.
    app.simulate_key(_NAMES.get(key, key.lower()))


def _bindings(node: DOMNode) -> Iterator[Binding]:
    for kind in type(node).__mro__:
        yield from (one for one in vars(kind).get("BINDINGS", ()) if isinstance(one, Binding))
