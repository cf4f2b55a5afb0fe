"""The workbench by keyboard: phases, forms, findings, undo, save, and what must not be lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from blistui.store.load import load
from screens import validator
from screens.dialogs.ask import Choice, Lines, Reading
from screens.dialogs.picker import Picker
from screens.fields.items import ItemsField
from screens.fields.pick import ChoiceField, FlagField, IdField, RefField
from screens.fields.prose import LinesField, ProseField
from screens.fields.text import LineField
from screens.form.form import Place
from screens.form.phases import STATIONS
from tests.screens.pilot import make, opened, settled, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


async def test_the_first_letter_is_shown_as_unsaved_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as (pilot, bench):
        monkeypatch.setattr(validator, "AFTER", 600.0)
        await pilot.press("x")
        await pilot.pause()
        assert "● unsaved" in str(bench.query_one("#title", Static).render())
        await pilot.press("backspace")
        await pilot.pause()
        assert "✓ saved" in str(bench.query_one("#title", Static).render())


async def test_a_narrow_title_line_cuts_the_title_and_not_the_state(path: Path) -> None:
    path.write_text(path.read_text().replace("Load shedding", "Load shedding " * 20))
    async with opened(path, (80, 24)) as (_, bench):
        shown = str(bench.headline.render())
        assert "Load sh" in shown and "…   ✓ saved" in shown


async def test_typing_reaches_the_session_and_the_result_follows(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        assert isinstance(bench.focused, LineField)
        assert not bench.session.dirty
        await pilot.press("end", *"!x")
        assert bench.session.plan.plan.title == "Load shedding!x"
        bench = await settled(pilot)
        assert bench.result is not None and bench.result.revision == bench.session.revision
        assert "unsaved" in str(bench.query_one("#title").render())


async def test_mounting_every_form_edits_nothing(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        places = [Place(station.key) for station in STATIONS]
        places += [Place("phase6", "pr.PR1"), Place("phase6", "pr.PR1", 2), Place("phase2", "block.B1")]
        for place in places:
            bench.go(place)
            await pilot.pause()
            await pilot.pause()
            assert bench.form is not None and bench.form.place == place
            assert bench.form.fields
        assert bench.session.revision == 0
        assert not bench.session.dirty


async def test_undo_and_redo_show_in_the_form(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("end", "x")
        await pilot.press("ctrl+z")
        assert bench.session.plan.plan.title == "Load shedding"
        assert isinstance(bench.focused, LineField) and bench.focused.value == "Load shedding"
        await pilot.press("ctrl+y")
        assert bench.focused.value == "Load sheddingx"


async def test_the_rail_leads_to_a_phase_by_its_mark(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("f2", "6")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        assert bench.place == Place("phase6")
        assert isinstance(bench.focused, ItemsField)
        assert bench.focused.rows[0] == "PR1  First"
        await pilot.press("f7")
        await pilot.pause()
        assert bench.place.station == "phase5"
        for station in STATIONS:
            await pilot.press("f2", station.mark.lower())
            await pilot.pause()
            assert bench.place == Place(station.key)


async def test_items_open_add_duplicate_move_and_delete(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert bench.place == Place("phase6", "pr.PR1")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        assert bench.place == Place("phase6")
        assert isinstance(bench.focused, ItemsField)
        await pilot.press("c")
        await until(pilot, lambda: [pr.id for pr in bench.session.plan.pr] == ["PR1", "PR3", "PR2"])
        assert bench.session.plan.pr[1].title == "First"
        assert bench.session.plan.pr[1].uid
        await pilot.press("J")
        await until(pilot, lambda: [pr.id for pr in bench.session.plan.pr] == ["PR1", "PR2", "PR3"])
        await pilot.press("d")
        await until(pilot, lambda: any("d again deletes" in n.message for n in pilot.app._notifications))
        await pilot.press("d")
        await until(pilot, lambda: [pr.id for pr in bench.session.plan.pr] == ["PR1", "PR2"])
        await pilot.press("a")
        await until(pilot, lambda: bench.place == Place("phase6", "pr.PR3"))


async def test_a_nested_item_goes_back_to_the_item_around_it(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("pr.PR1.guarantees.BC-1-1.text")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        assert bench.place == Place("phase6", "pr.PR1.guarantees.BC-1-1")
        assert isinstance(bench.focused, ProseField)
        await pilot.press("escape")
        await pilot.pause()
        assert bench.place == Place("phase6", "pr.PR1")


async def test_a_renamed_item_takes_its_references_along(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1"))
        await pilot.pause()
        next(field for field in bench.form.fields if isinstance(field, IdField)).focus()  # type: ignore[union-attr]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Lines)
        await pilot.press("ctrl+u", *"PR2", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Lines), "an id that is taken is refused where it is typed"
        await pilot.press("ctrl+u", *"WP9", "enter")
        await pilot.pause()
        assert bench.session.plan.pr[1].depends_on == ("WP9",)
        assert bench.place.path == "pr.WP9"


async def test_undo_of_a_rename_stays_on_the_item(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("pr.PR1.guarantees.BC-1-1.id")
        await until(pilot, lambda: isinstance(bench.focused, IdField))
        await pilot.press("enter", "ctrl+u", *"BC-9", "enter")
        await until(pilot, lambda: bench.place.path == "pr.PR1.guarantees.BC-9")
        await settled(pilot)
        for key, name in (("ctrl+z", "BC-1-1"), ("ctrl+y", "BC-9"), ("ctrl+z", "BC-1-1")):
            await pilot.press(key)
            await pilot.pause()
            assert bench.place == Place("phase6", f"pr.PR1.guarantees.{name}")
            assert name in str(bench.query_one("#crumbs").render())
            await until(pilot, lambda: getattr(bench.focused, "path", "").startswith(bench.place.path + "."))


async def test_a_reference_is_picked_from_known_ids(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1"), focus="pr.PR1.block")
        await pilot.pause()
        await until(pilot, lambda: isinstance(bench.focused, RefField))
        assert isinstance(bench.focused, RefField)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Picker)
        await pilot.press(*"queue", "enter")
        await pilot.pause()
        assert bench.session.plan.pr[0].block == "B2"


async def test_several_references_are_ticked(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase3", "risk.D-1"), focus="risk.D-1.affects")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.affects")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("f2", "down", "f2", "enter")
        await pilot.pause()
        assert bench.session.plan.risk[0].affects == ("PR1", "PR2")


async def test_choices_and_flags_turn_by_key(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("plan.status")
        await until(pilot, lambda: isinstance(bench.focused, ChoiceField))
        assert isinstance(bench.focused, ChoiceField)
        await pilot.press("right", "right")
        assert bench.session.plan.plan.status == "in review"
        bench.jump("plan.guidelines_read")
        await until(pilot, lambda: isinstance(bench.focused, FlagField))
        assert isinstance(bench.focused, FlagField)
        await pilot.press("space")
        assert bench.session.plan.plan.guidelines_read is True


async def test_a_choice_adds_the_fields_that_depend_on_it(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.kind")
        await pilot.pause()
        await pilot.pause()
        assert "finding.F1.inferred_from" not in [field.path for field in bench.form.fields]  # type: ignore[union-attr]
        await pilot.press("right")
        await until(pilot, lambda: "finding.F1.inferred_from" in [f.path for f in bench.form.fields])  # type: ignore[union-attr]
        await pilot.pause()
        assert isinstance(bench.focused, ChoiceField), "the focus stays where the author was"


async def test_a_list_of_lines_has_one_entry_a_line(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("commitments.compatibility")
        await until(pilot, lambda: isinstance(bench.focused, LinesField))
        assert isinstance(bench.focused, LinesField)
        await pilot.press(*"one", "enter", "enter", *"two")
        assert bench.session.plan.commitments.compatibility == ("one", "two")


async def test_a_finding_jumps_to_its_field_and_explains_itself(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("f4")
        await until(pilot, lambda: bench.sidebar.selected)
        wanted = next(f for f in bench.sidebar.findings if f.place == "plan.executive_summary")
        bench.sidebar.highlight(wanted)
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Reading)
        await pilot.press("escape", "enter")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        assert bench.focused.path == "plan.executive_summary"  # type: ignore[union-attr]


async def test_a_fix_is_one_undoable_step(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        fixable = next(f for f in bench.result.findings if f.fix is not None)  # type: ignore[union-attr]
        before = bench.session.plan
        bench.sidebar.post_message(bench.sidebar.ActionRequested("fix", fixable))
        await pilot.pause()
        assert bench.session.plan != before
        await pilot.press("ctrl+z")
        assert bench.session.plan == before


async def test_save_writes_and_quitting_asks_first(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("end", "x", "ctrl+q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Choice)
        await pilot.press("escape")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not bench.session.dirty)
    assert load(path).plan.plan.title == "Load sheddingx"


async def test_a_file_changed_on_disk_is_not_overwritten(path: Path) -> None:
    async with opened(path) as (pilot, _):
        path.write_text(path.read_text().replace("Second", "Theirs"))
        await pilot.press("end", "x", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        assert "Theirs" in path.read_text()
        await pilot.press("enter")
        await until(pilot, lambda: (path.parent / "plan.mine.toml").exists())
    assert "Theirs" in path.read_text()
    assert load(path.parent / "plan.mine.toml").plan.plan.title == "Load sheddingx"


async def test_markup_in_a_plan_is_shown_as_it_is(tmp_path: Path) -> None:
    text = '[plan]\ntitle = "[red]x[/] [@click=app.quit]"\n[[pr]]\nid = "PR1"\ntitle = "[bold"\n'
    async with opened(make(tmp_path, text)) as (pilot, bench):
        assert "[red]x[/]" in str(bench.query_one("#title").render())
        bench.go(Place("phase6"))
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr")
        await pilot.press("enter")
        await until(pilot, lambda: "[bold" in str(bench.query_one("#crumbs").render()))


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 12)])
async def test_every_pane_can_be_reached_and_left(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size) as (pilot, bench):
        for key, pane in (("f2", "#rail"), ("f4", "#findings"), ("f5", "#code"), ("f3", "#form")):
            await pilot.press(key)
            await pilot.pause()
            assert bench.query_one(pane).display, pane
            assert bench.query_one(pane).region.width > 10
        assert bench.focused is not None


async def test_a_killed_session_is_offered_and_recovered(path: Path) -> None:
    from blistui.store.session import Session
    from tests.store.test_session import orphan

    state = path.parent / "state"
    session = Session(load(path), state)
    session.edit("plan.title", "Typed before the end")
    orphan(session)
    async with opened(path) as (pilot, bench):
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.pause()
        assert "1 field changed and not saved (plan.title)" in str(
            pilot.app.screen.query_one(".dialog-text Static").render()
        )
        await pilot.press("enter")
        await until(pilot, lambda: bench.session.plan.plan.title == "Typed before the end")


async def test_a_killed_session_whose_edits_were_undone_is_not_offered(path: Path) -> None:
    from blistui.store.session import Session
    from blistui.store.state.recovery import all_leftovers
    from tests.store.test_session import orphan

    state = path.parent / "state"
    session = Session(load(path), state)
    session.edit("plan.title", "Typed and taken back")
    session.undo()
    orphan(session)
    async with opened(path) as (pilot, _):
        await until(pilot, lambda: not all_leftovers(state))
        assert not isinstance(pilot.app.screen, Choice)


async def test_a_broken_plan_is_reported_with_its_line_and_left_alone(tmp_path: Path) -> None:
    from screens.app import BlistApp

    path = make(tmp_path, '[plan]\ntitle = "open\n')
    app = BlistApp(path, tmp_path / "state")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Choice) and app.screen.query(".dialog-text Static"))
        assert "plan.toml:2" in str(app.screen.query_one(".dialog-text Static").render())
        await pilot.press("enter")
    assert app.return_code == 2
    assert path.read_text() == '[plan]\ntitle = "open\n'


async def test_fast_typing_loses_nothing(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("finding.F1.statement")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        field = bench.focused
        assert isinstance(field, ProseField)
        # As a paste or a fast typist: many changes are made before the first is handled.
        for char in " and more of it":
            field.insert(char)
        await pilot.pause()
        assert field.text == " and more of itRouting is in one file"
        assert bench.session.plan.finding[0].statement == field.text


async def test_a_pane_key_works_again_after_the_focus_left_by_tab(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await pilot.press("f2", "shift+tab")
        await pilot.pause()
        assert bench.focused is not bench.rail
        assert bench.pane != "rail"
        await pilot.press("f2")
        await until(pilot, lambda: bench.focused is bench.rail)
        assert bench.focused is bench.rail


async def test_what_is_typed_right_after_tab_goes_into_the_next_field(path: Path) -> None:
    from textual import events

    async with opened(path) as (pilot, bench):
        assert isinstance(bench.focused, LineField) and bench.focused.path == "plan.title"
        for key, character in (("x", "x"), ("tab", None), ("y", "y")):
            pilot.app.post_message(events.Key(key, character))
        await until(pilot, lambda: bench.session.plan.plan.slug == "y")
        assert bench.session.plan.plan.title == "Load sheddingx"


async def test_a_long_line_scrolls_with_its_cursor(path: Path) -> None:
    async with opened(path, (80, 24)) as (pilot, bench):
        field = bench.focused
        assert isinstance(field, LineField)
        field.insert_text_at_cursor("x" * 200)
        await pilot.press("end", "y")
        await pilot.pause()
        assert field.scroll_offset.x > 100
        assert bench.session.plan.plan.title.endswith("y")
