"""One table makes bindings, footer, palette, F1 and README's keys: nothing has a key that is not in it."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Static

import screens
from screens.app import BlistApp, PlanScreen
from screens.dialogs.ask import Reading
from screens.keys.form import CITATIONS, LISTS
from screens.keys.key import Key, Keys
from screens.keys.table import TABLE
from screens.keys.workbench import APP, WORKBENCH
from screens.widgets.key_line import KeyLine
from screens.widgets.key_order import NoText
from screens.workbench.recon.screen import ReconScreen
from screens.workbench.workbench import Workbench
from tests.screens.pilot import make, opened, until

README = Path(__file__).parents[2] / "README.md"

NAMED = {
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
    "Esc": "escape",
    "PgUp": "pageup",
    "PgDn": "pagedown",
    "/": "slash",
    "?": "question_mark",
    ":": "colon",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "*": "asterisk",
    "%": "percent_sign",
    "$": "dollar_sign",
}


def classes() -> Iterator[type[DOMNode]]:
    """Every widget, screen and app of the screens."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, DOMNode) and found.__module__ == module.name:
                yield found


def test_every_binding_of_every_widget_is_a_row_of_the_table() -> None:
    rows = {(key.keys, key.action) for keys in TABLE for key in keys.rows}
    bound = set()
    for found in classes():
        for binding in vars(found).get("BINDINGS", ()):
            assert isinstance(binding, Binding), found
            if binding.key.isdigit():
                continue  # F1 says in words what a number does.
            bound.add((binding.key, binding.action))
            assert (binding.key, binding.action) in rows, f"{found.__name__} binds {binding.key} by itself"
    assert {row for row in rows if row[0]} == bound, "a row that nothing binds"


def test_readme_has_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    section = text[text.index("## Keys") :]
    section = section[: section.index("\n## ")]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    assert rows == [keys.readme_row() for keys in TABLE]


@pytest.mark.parametrize("keys", TABLE, ids=lambda keys: keys.title)
def test_the_keys_shown_are_keys_that_work(keys: Keys) -> None:
    assert len({row.name for row in keys.rows}) == len(keys.rows)
    for row in keys.rows:
        for shown in row.shown.split():
            *held, last = shown.split("+") if len(shown) > 1 else [shown]
            letter = last.lower() if len(last) > 1 or held else last
            textual = "+".join([*(name.lower() for name in held), NAMED.get(last, letter)])
            assert textual in row.keys.split(","), row


def test_an_action_is_once_in_its_part() -> None:
    for keys in TABLE:
        counts = Counter(row.action for row in keys.rows)
        assert max(counts.values()) == 1, keys.title
        counts = Counter(name for row in keys.rows for name in row.keys.split(",") if name)
        assert max(counts.values()) == 1, keys.title


def test_a_new_key_is_in_bindings_help_palette_and_readme() -> None:
    new = Keys("New", (Key("f9", "ring", "F9", "Ring", "ring the bell", footer=True),))
    [binding] = new.bindings()
    assert isinstance(binding, Binding)
    assert (binding.key, binding.action, binding.description, binding.show) == ("f9", "ring", "Ring", True)
    assert new.help() == "F9  Ring: ring the bell"
    assert new.rows[0].in_palette == "ring the bell (F9)"
    assert new.readme_row() == "| New | `F9` Ring |"


def test_every_action_is_a_method_of_what_binds_it() -> None:
    ends = {"app": (BlistApp,), "screen": (Workbench, ReconScreen)}
    for found in classes():
        for binding in vars(found).get("BINDINGS", ()):
            assert isinstance(binding, Binding)
            namespace, _, action = binding.action.partition("(")[0].rpartition(".")
            owners = ends.get(namespace, (found,))
            # Textual looks for either.
            names = (f"action_{action}", f"_action_{action}")
            held = any(hasattr(one, name) for one in owners for name in names)
            assert held, (found, binding.action)
    for key in WORKBENCH.rows:
        namespace, _, action = key.action.partition("(")[0].rpartition(".")
        assert any(hasattr(one, f"action_{action}") for one in ends.get(namespace, (Workbench,))), key


async def test_palette_and_f1_have_every_action_and_the_footer_its_own(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (200, 50)) as (pilot, bench):
        assert isinstance(bench, PlanScreen)
        palette = {found.title: found.help for found in pilot.app.get_system_commands(bench)}
        footer = {key.word for key in bench.query_one(KeyLine).shown}
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
        content = pilot.app.screen.query_one(".dialog-text Static", Static).content
        assert isinstance(content, Content)
        for key in (*APP.rows, *WORKBENCH.rows):
            assert palette[key.name] == key.in_palette
            assert f"  {key.summary}" in content.plain
            # The screen's own F1 explains more than the keys.
            assert not key.footer or key.name.casefold() in footer or key.action == "keys"
        for key in (*LISTS.rows, *CITATIONS.rows):
            assert f"{key.shown}" in content.plain and key.summary in content.plain


def test_what_guards_letters_takes_no_styles_away() -> None:
    """Textual reads the styles of the first base only."""
    guarded = [found for found in classes() if issubclass(found, NoText) and found is not NoText]
    assert len(guarded) >= 5
    assert all(found.__bases__[0] is not NoText or len(found.__bases__) == 1 for found in guarded)
