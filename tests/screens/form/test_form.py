"""The form: where the author is stays in view, and no key is lost while it changes."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from blistui.plan import paths
from screens.fields.field import Field, beside
from screens.fields.items import ItemsField
from screens.fields.lists import ListField
from screens.fields.pick import ChoiceField
from screens.fields.prose import ProseField
from screens.fields.row_editor import RowEditor
from screens.fields.text import EntryField, LineField
from screens.form.form import Form, Place
from screens.form.pane import FormPane
from screens.workbench.workbench import Workbench
from tests.screens.pilot import PLAN, make, opened, send, settled, until


async def test_the_row_that_was_opened_is_in_view_when_the_author_comes_back(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1.guarantees.BC-1-1"))
        await until(pilot, lambda: getattr(bench.focused, "path", "").endswith("BC-1-1.text"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        for _ in range(10):
            await pilot.pause(0.02)
        form = bench.form
        assert form is not None and bench.focused is not None
        assert form.region.contains_region(bench.focused.region), (form.region, bench.focused.region)


async def test_keys_typed_while_a_choice_adds_other_fields_are_not_lost(tmp_path: Path) -> None:
    text = PLAN.replace("[[pr]]", '[[crosscutting]]\nid = "CC1"\n\n[[pr]]', 1)
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        bench.jump("crosscutting.CC1.area")
        await until(pilot, lambda: getattr(bench.focused, "path", "").endswith("area"))
        area = bench.focused
        await pilot.press("space")
        await until(pilot, lambda: bench.session.plan.crosscutting[0].area == "tests")
        assert bench.form is not None
        assert bench.focused is area, "the form is not made again while the author types"
        assert any(field.path.endswith(".golden") for field in bench.form.fields)
        await pilot.press("space", "tab", *"hi")
        await until(pilot, lambda: bench.session.plan.crosscutting[0].item == "hi")
        assert bench.session.plan.crosscutting[0].area == "docs"
        keys = [field.path.rpartition(".")[2] for field in bench.form.fields]
        assert "golden" not in keys and keys.index("document") < keys.index("trigger")
        await pilot.pause()
        assert [child for child in bench.form.children if child in bench.form.fields] == bench.form.fields


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (140, 40)])
async def test_labels_stand_where_they_stay_from_the_first_frame_on(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Placed for another width first, they cost a second layout of the whole screen."""
    placed = set()
    place_label = Field.place_label

    def record(field: Field, column: int, width: int) -> None:
        placed.add((column, width))
        place_label(field, column, width)

    monkeypatch.setattr(Field, "place_label", record)
    async with opened(make(tmp_path), size) as (pilot, bench):
        await until(pilot, lambda: bench.form is not None and bench.form.size.width > 0)
        assert len(placed) == 1
        bench.go(Place("phase1"))
        await until(pilot, lambda: getattr(bench.focused, "path", "").startswith("objective"))
        assert len({width for _, width in placed}) == 1


async def test_what_was_typed_ahead_stays_when_something_else_changes(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (_, bench):
        assert bench.form is not None
        title, ahead = (field for field in bench.form.fields[:2] if isinstance(field, LineField))
        ahead.value = "typed a moment before"
        bench.session.edit(title.path, "Another title")
        assert (title.value, ahead.value) == ("Another title", "typed a moment before")
        bench.session.undo()
        assert (title.value, ahead.value) == ("Load shedding", "typed a moment before")


async def test_entries_of_one_mapping_do_not_overwrite_each_other(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase2", "block.B1"))
        await until(pilot, lambda: bench.form is not None and bool(bench.form.fields))
        assert bench.form is not None
        entries = [field for field in bench.form.fields if isinstance(field, EntryField)]
        entries[1].value, entries[0].value = "typed first", "as in vLLM"
        assert [entry.value for entry in entries[:2]] == ["as in vLLM", "typed first"]
        expected = {entries[0].entry: "as in vLLM", entries[1].entry: "typed first"}
        assert paths.get(bench.session.plan, entries[0].path) == expected


@pytest.mark.parametrize(
    ("systems", "entry", "wanted"),
    [
        ({"llm-d": "EPP", "vLLM": "Scheduler", "SGLang": "router"}, "Other", ["Other"]),
        ({"llm-d": "EPP", "SGLang": "router"}, "vLLM", ["vLLM", "Other"]),
        ({}, "llm-d", ["llm-d", "vLLM", "SGLang", "Other"]),
        ({"llm-d": "EPP", "vLLM": "TBD", "SGLang": "router", "Other": "N/A"}, "vLLM", []),
    ],
)
async def test_a_finding_leads_to_the_entry_that_it_is_about(
    tmp_path: Path, systems: dict[str, str], entry: str, wanted: list[str]
) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.session.edit("block.B1.real_systems", systems)
        bench = await settled(pilot)
        assert bench.result is not None
        about = "block.B1.real_systems"
        finding = next(one for one in bench.result.findings if one.is_about(about) and one.rule != "CON020")
        bench.jump(finding.place, finding.rule)
        await until(pilot, lambda: isinstance(bench.focused, EntryField))
        assert isinstance(bench.focused, EntryField) and bench.focused.entry == entry
        assert bench.form is not None
        fields = [one for one in bench.form.fields if isinstance(one, EntryField)]
        assert [one.entry for one in fields if one.wanted is not None] == wanted
        assert all("to write" not in one.note().plain for one in fields if one.entry not in wanted)


async def test_the_form_shows_where_the_columns_of_real_systems_are_chosen(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.jump("block.B1.real_systems")
        await until(pilot, lambda: isinstance(bench.focused, EntryField))
        assert bench.form is not None
        headings = [str(one.render()) for one in bench.form.query(".group").results(Static)]
        assert any("Real systems in A Summary" in text for text in headings)
        bench.session.edit("plan.real_systems", ("etcd", "Consul"))
        bench.jump("block.B2.real_systems")
        await until(pilot, lambda: isinstance(bench.focused, EntryField) and bench.focused.entry == "etcd")


async def test_undo_of_a_choice_takes_its_fields_back_and_keeps_the_focus(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.jump("finding.F1.kind")
        await until(pilot, lambda: getattr(bench.focused, "path", "").endswith("kind"))
        kind = bench.focused
        for key, present in (("right", True), ("ctrl+z", False), ("ctrl+y", True)):
            await pilot.press(key)
            await until(pilot, partial(lambda wanted: has_field(bench, "inferred_from") == wanted, present))
            assert bench.focused is kind


def has_field(bench: Workbench, key: str) -> bool:
    return bench.form is not None and any(field.path.endswith(f".{key}") for field in bench.form.fields)


async def test_arrows_end_at_the_ends_of_the_form_and_enter_a_list_from_their_side(tmp_path: Path) -> None:
    text = PLAN + '\n[[objective]]\nid = "O2"\ntext = "Later"\n'
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        bench.jump("non_goal")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "non_goal")
        assert bench.form is not None
        objectives = bench.form.fields[0]
        assert isinstance(objectives, ItemsField) and objectives.path == "objective"
        objectives.cursor = 0
        await pilot.press("up")
        assert bench.focused is objectives and objectives.cursor == 1, "the row that is nearer"
        await pilot.press("up", "up", "up")
        assert bench.focused is objectives and objectives.cursor == 0, "not round to the last field"
        await pilot.press("down", "down", "up", "up", "down")
        assert bench.focused is objectives and objectives.cursor == 1
        bench.jump("commitments.compatibility")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "commitments.compatibility")
        await pilot.press("up")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "non_goal")
        await pilot.press("down", "a", "enter", "b", "up", "up")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "non_goal")
        assert bench.session.plan.commitments.compatibility == ("a", "b")
        last = beside(bench.form.fields[-1], 1) or bench.form.fields[-1]
        bench.set_focus(last)
        await pilot.press("down")
        assert bench.focused is last


async def test_the_form_is_left_and_found_again_at_the_same_field(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.jump("finding.F1.statement")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding.F1.statement")
        statement = bench.focused
        for away, back in (("f4", "f3"), ("f2", "escape"), ("f6", "f3"), ("f5", "f5")):
            await pilot.press(away)
            await until(pilot, lambda: bench.pane != "form")
            await pilot.press(back)
            await until(pilot, lambda: bench.focused is statement)


async def test_what_is_typed_right_after_enter_is_in_the_next_field_or_row(tmp_path: Path) -> None:
    text = PLAN + '\n[[scope]]\nid = "S1"\n'
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        bench.jump("scope.S1.component")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "scope.S1.component")
        send(pilot.app, *"Lag", "enter", *"All of it", "enter", "enter", *"Yes")
        await until(pilot, lambda: bench.session.plan.scope[0].omitted == "Yes")
        row = bench.session.plan.scope[0]
        assert (row.component, row.modeled, row.simplified) == ("Lag", "All of it", "")
        bench.jump("non_goal")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "non_goal")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(bench.focused, RowEditor))
        send(pilot.app, *"One", "enter", *"Two", "enter", *"Three", "enter", "enter")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        assert [one.text for one in bench.session.plan.non_goal] == ["One", "Two", "Three"]


async def test_an_item_that_is_left_blank_goes_again(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.jump("finding.F1")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField) or bench.place.path)
        bench.go(Place("phase0"), focus="finding.F1")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(bench.focused, ChoiceField))
        assert bench.session.plan.finding[1].topic == "packages"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        assert len(bench.session.plan.finding) == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(bench.focused, ChoiceField))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        assert len(bench.session.plan.finding) == 1, "what is written stays"


async def test_what_tab_leads_to_is_in_view_however_fast_it_comes(tmp_path: Path) -> None:
    changes = "".join(
        f'\n[[evolution.change]]\nid = "C{n}"\nblock = "B1"\nwhat = "It is so."\n' for n in range(9)
    )
    text = PLAN + '\n[evolution]\ncurrent = """\n' + "Long text.\n" * 12 + '"""\nrisks = ["D-1"]\n' + changes
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        bench.jump("evolution.current")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "evolution.current")
        send(pilot.app, *["tab"] * 6)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "evolution.change")
        form, changed = bench.form, bench.focused
        assert form is not None and changed is not None
        await until(pilot, lambda: form.region.contains_point(changed.region.offset), 10)


@pytest.mark.parametrize(
    ("place", "focus", "keys"),
    [
        (Place("phase1"), "question", ("end", "enter", "x")),
        (Place("phase6"), "pr", ("end",)),
        (Place("phase4"), "evolution.current", ("ctrl+end",)),
        (Place("phase2", "block.B1"), "block.B1.real_systems", ()),
    ],
)
async def test_what_is_written_stays_in_sight_when_the_terminal_changes(
    tmp_path: Path, place: Place, focus: str, keys: tuple[str, ...]
) -> None:
    questions = "".join(f'\n[[question]]\nid = "Q{n}"\ntext = "Why {n}"\n' for n in range(30))
    series = "".join(f'\n[[pr]]\nid = "PR{n}"\ntitle = "More {n}"\n' for n in range(3, 30))
    text = PLAN + questions + series + '\n[evolution]\ncurrent = """\n' + "Long text.\n\n" * 30 + '"""\n'
    async with opened(make(tmp_path, text), (140, 40)) as (pilot, bench):

        def in_sight() -> bool:
            field, form = bench.focused, bench.form
            if field is None or form is None:
                return False
            held, row = form.content_region, field.region.y
            if isinstance(field, ProseField):
                row = field.cursor_screen_offset.y
            elif isinstance(field, ListField):
                row += field.gutter.top + field.place_of_cursor[0]
            wide = field.region.right if isinstance(field, RowEditor) else 0
            return held.y <= row < held.bottom and wide <= held.right == pilot.app.size.width

        bench.go(place, focus=focus)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == focus)
        await pilot.press(*keys)
        for size in ((80, 24), (40, 14), (100, 40), (60, 12), (80, 24)):
            await pilot.resize_terminal(*size)
            await until(pilot, in_sight)


async def test_the_field_that_is_gone_to_gets_the_focus_however_late_its_form_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released, looked = asyncio.Event(), asyncio.Event()
    arrived, compose = FormPane._arrived, Form._compose

    def look(pane: FormPane, *about: Any) -> None:
        arrived(pane, *about)
        looked.set()

    async def compose_late(form: Form) -> None:
        await released.wait()
        await compose(form)

    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        monkeypatch.setattr(FormPane, "_arrived", look)
        monkeypatch.setattr(Form, "_compose", compose_late)
        bench.jump("risk.D-1.decision")
        await until(pilot, looked.is_set)
        released.set()
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.decision")


async def test_a_field_is_not_wrong_because_another_one_is(tmp_path: Path) -> None:
    text = PLAN.replace('title = "First"', 'title = "First"\nfriction_files = "many"')
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1", 2))
        await until(pilot, lambda: bench.form is not None and bench.form.fields and bench.place.tier == 2)
        form = bench.form
        assert form is not None

        def field(key: str) -> Field:
            return next(one for one in form.fields if one.spec.key == key)

        await until(pilot, lambda: "wrong" in str(field("friction_files").note()))
        blank = field("reviewable_because")
        assert "wrong" not in str(blank.note()) and blank.blank.startswith("○")
        bench.set_focus(blank)
        await until(pilot, lambda: str(bench.query_one("#hint", Static).render()).startswith("○"))
