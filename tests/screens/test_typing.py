"""Nothing that is typed is lost, whatever arrives or is asked for while a key is on its way."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest
from textual.widgets import Input

from blistui.plan.edits import Edit
from blistui.store.load import load
from screens.fields.lists import ListField
from screens.fields.prose import ProseField
from screens.fields.text import LineField
from screens.form.form import Place
from screens.workbench import saving
from screens.workbench.workbench import Workbench
from tests.screens.pilot import PLAN, make, opened, send, until

KEYS = 240
FIELDS = {"line": ("plan.title", LineField), "prose": ("finding.F1.statement", ProseField)}


def arrives(bench: Workbench, what: str, number: int) -> None:
    """One of the notifications that may come at any moment."""
    match what:
        case "save":
            bench.action_save()
        case "result":
            bench.live_check.start()
        case "edit elsewhere":
            bench.session.edit("objective.O1.text", f"Shed load {number}")
        case "item":
            bench.session.apply((Edit("insert", "non_goal", {"id": f"NG{number}"}, 0),), "add")
        case "looked at":
            bench.action_check_again()
        case "foreign":
            bench.notify("The file was changed on disk", markup=False)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", FIELDS)
async def test_no_key_is_lost_whatever_arrives(tmp_path: Path, kind: str, seed: int) -> None:
    chance = random.Random(seed)
    path, editor = FIELDS[kind]
    async with opened(make(tmp_path), (100, 30)) as (pilot, bench):
        bench.jump(path)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == path)
        field = bench.focused
        assert isinstance(field, editor)
        await pilot.press("end")
        before = str(field.read())
        typed = "".join(chance.choices(string.ascii_letters, k=KEYS))
        rest = typed
        while rest:
            some = chance.randint(1, 6)
            send(pilot.app, *rest[:some])
            rest = rest[some:]
            for _ in range(chance.randint(0, 2)):
                kinds = ["save", "result", "edit elsewhere", "item", "looked at", "foreign"]
                arrives(bench, chance.choice(kinds), len(rest))
            await pilot.pause(chance.choice([0, 0, 0.001, 0.01]))
        # In prose, the breaks of the file are no part of what was typed.
        await until(pilot, lambda: str(field.read()).replace("\n", " ") == before + typed, 10)
        bench.action_save()
        await until(pilot, lambda: not bench.session.dirty and pilot.app.screen is bench, 10)
        assert before + typed in (tmp_path / "plan.toml").read_text().replace("\n", " ")


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("home", *"ab", "backspace", *"cd"), "acd{}"),
        (("home", *"ab", "end", *"cd", "left", "x"), "ab{}cxd"),
        (("home", "1", "right", "delete", "2"), "1S2art"),
        ((*"ab", "ctrl+a", *"cd"), "cd"),
        (("home", *"ab", "shift+left", "x", "ctrl+k", "y"), "axy"),
    ],
)
async def test_keys_that_come_at_once_edit_in_the_order_they_were_typed(
    tmp_path: Path, kind: str, keys: tuple[str, ...], text: str
) -> None:
    path, editor = FIELDS[kind]
    plan = PLAN.replace("Load shedding", "Start").replace("Routing is in one file", "Start")
    async with opened(make(tmp_path, plan)) as (pilot, bench):
        bench.jump(path)
        await until(pilot, lambda: isinstance(bench.focused, editor) and bench.focused.path == path)
        field = bench.focused
        assert isinstance(field, editor)
        send(pilot.app, *keys)
        await until(pilot, lambda: field.read() == text.format("Start"))


async def test_keys_that_come_at_once_edit_a_line_of_a_dialog_in_order(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        await pilot.press("ctrl+f")
        await until(pilot, lambda: pilot.app.screen is not bench and pilot.app.screen.query(Input))
        line = pilot.app.screen.query_one(Input)
        send(pilot.app, *"ab", "backspace", "c", "home", "x", "delete")
        await until(pilot, lambda: line.value == "xc")


@pytest.mark.parametrize(("key", "left"), [("ctrl+s", "Load sheddingx"), ("ctrl+z", "Load shedding")])
async def test_a_command_that_follows_a_key_finds_what_it_typed(tmp_path: Path, key: str, left: str) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        await pilot.press("end")
        send(pilot.app, "x", key)
        await pilot.pause(0.1)
        await until(pilot, lambda: not bench.session.dirty)
        assert bench.session.plan.plan.title == left
    assert load(tmp_path / "plan.toml").plan.plan.title == left


async def test_quitting_right_after_a_key_asks(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        await pilot.press("end")
        send(pilot.app, "x", "ctrl+q")
        await until(pilot, lambda: isinstance(pilot.app.screen, saving._Leaving))
        assert bench.session.plan.plan.title == "Load sheddingx"


@pytest.mark.parametrize("key", ["f8", "f2", "f4", "f5", "tab"])
async def test_a_key_before_another_place_is_for_the_field_that_had_the_focus(
    tmp_path: Path, key: str
) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        await pilot.press("end")
        send(pilot.app, *"xyz", key)
        await until(pilot, lambda: bench.session.plan.plan.title == "Load sheddingxyz")


async def test_letters_before_another_phase_are_for_the_list_that_had_the_focus(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase6"))
        await until(pilot, lambda: isinstance(bench.focused, ListField))
        send(pilot.app, "c", "f8")
        await until(pilot, lambda: bench.place == Place("phase7") and len(bench.session.plan.pr) == 3)


async def test_a_text_that_is_shown_is_no_edit(tmp_path: Path) -> None:
    path = make(tmp_path)
    path.write_text(path.read_text().replace('title = "Load', 'real_systems = [" vLLM ", ""]\ntitle = "Load'))
    async with opened(path) as (pilot, bench):
        await pilot.press("f8", "f7")
        await until(pilot, lambda: bench.place == Place("phase0") or bench.place == Place("summary"))
        await pilot.pause(0.1)
        assert not bench.session.dirty
