"""What the author does to rows and to the whole plan, when keys come fast or the plan changes meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from blistui.plan.difference import difference
from blistui.plan.edits import Edit
from blistui.rules.living.reanchor import Reanchored
from screens.dialogs.ask import Choice, Lines
from screens.dialogs.picker import Picker
from screens.fields.items import ItemsField
from screens.fields.pick import PickField
from screens.form.form import Place
from screens.widgets import key_order
from screens.widgets.key_order import KeyOrder
from screens.workbench import editing
from screens.workbench.workbench import Workbench
from tests.repo.conftest import Checkout
from tests.screens.pilot import make, opened, send, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.mark.parametrize("key", ["K", "enter"])
async def test_a_key_that_comes_with_the_one_that_deletes_the_last_row_does_no_harm(
    path: Path, key: str
) -> None:
    path.write_text(path.read_text() + '\n[[pr]]\nid = "PR3"\n')
    async with opened(path) as (pilot, bench):
        bench.go(Place("phase6"))
        await until(pilot, lambda: isinstance(bench.focused, ItemsField))
        await pilot.press("end")
        send(pilot.app, "delete", "shift+up" if key == "K" else key)
        await until(pilot, lambda: sorted(pr.id for pr in bench.session.plan.pr) == ["PR1", "PR2"])
        await pilot.pause()
        assert bench.place == Place("phase6", "" if key == "K" else "pr.PR2")


async def test_a_plan_that_changed_while_it_was_re_anchored_is_reported(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        before = bench.session.plan
        bench.session.edit("plan.title", "Edited meanwhile")
        edits = (Edit("put", "plan.base_commit", "0" * 40),)
        editing._reanchored(bench, before, Reanchored(edits, ()))
        await pilot.pause()
        messages = [note.message for note in pilot.app._notifications]
        assert messages == ["The plan has changed meanwhile; re-anchor it again."]
        assert bench.session.plan.plan.base_commit == ""


async def test_the_plan_is_re_anchored_to_the_current_commit(path: Path) -> None:
    head = Checkout(path.parent / "code").commit()
    async with opened(path) as (pilot, bench):
        editing.reanchor(bench)
        await until(pilot, lambda: bench.session.plan.plan.base_commit == head)
        bench.action_undo()
        assert bench.session.plan.plan.base_commit == ""


async def _on_list(pilot: Pilot[int], bench: Workbench, place: Place, path: str) -> ItemsField:
    bench.go(place, focus=path)
    await until(pilot, lambda: isinstance(bench.focused, ItemsField) and bench.focused.path == path)
    assert isinstance(bench.focused, ItemsField)
    return bench.focused


@pytest.mark.parametrize(
    "text", ["dad", "dd", "A policy never hands out a lease that has not expired.", "cad", "ab\rc", "x\nd\ny"]
)
async def test_a_burst_on_a_list_is_text_that_p_adds(path: Path, text: str) -> None:
    async with opened(path) as (pilot, bench):
        await _on_list(pilot, bench, Place("phase6", "pr.PR1"), "pr.PR1.guarantees")
        before = bench.session.plan
        # A program that sends text sends its line breaks as Ctrl+J.
        send(pilot.app, *({"\r": "enter", "\n": "ctrl+j"}.get(letter, letter) for letter in text))
        await until(pilot, lambda: pilot.app._notifications)
        assert bench.session.plan is before and bench.place == Place("phase6", "pr.PR1")
        await pilot.press("p")
        await until(pilot, lambda: bench.session.plan is not before)
        texts = [guarantee.text for guarantee in bench.session.plan.pr[0].guarantees]
        assert texts == ["It holds", *text.splitlines()]
        bench.action_undo()
        assert bench.session.plan == before


@pytest.mark.parametrize(("apart", "is_text"), [(0.05, True), (0.2, False)], ids=["paste", "hand"])
async def test_keys_read_late_are_text_when_no_hand_types_so_fast(
    path: Path, apart: float, is_text: bool
) -> None:
    async with opened(path) as (pilot, bench):
        await _on_list(pilot, bench, Place("phase1"), "objective")
        before = bench.session.plan
        send(pilot.app, "c", "c", apart=apart)
        await until(pilot, lambda: bool(pilot.app._notifications) or len(bench.session.plan.objective) == 3)
        assert (bench.session.plan is before) == is_text


async def test_letters_for_a_list_that_is_gone_do_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_order, "BURST", 600)  # They wait until this test lets them go on.
    async with opened(path) as (pilot, bench):
        app = pilot.app
        assert isinstance(app, KeyOrder)
        held = await _on_list(pilot, bench, Place("phase6", "pr.PR1"), "pr.PR1.guarantees")
        taken: list[str] = []
        monkeypatch.setattr(held, "take_text", taken.append)
        send(app, *"cad")
        await until(pilot, lambda: len(app._burst) == 3)
        await held.remove()
        await app._end_burst()
        assert taken == [] and not app._burst


@pytest.mark.parametrize("key", ["delete", "y", "space", "right", "enter", "m"])
@pytest.mark.parametrize("field", ["pr.PR1.block", "pr.PR1.change", "plan.guidelines_read"])
async def test_a_key_for_a_field_whose_form_was_left_does_nothing(path: Path, field: str, key: str) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump(field)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == field)
        held, before = bench.focused, bench.session.plan
        assert isinstance(held, PickField)
        bench.go(Place("phase7"))
        await until(pilot, lambda: bench.place == Place("phase7") and not held.is_attached)
        for binding in held._bindings.key_to_bindings.get(key, ()):
            await pilot.app.run_action(binding.action, held)
        assert bench.session.plan is before and pilot.app.is_running


async def test_a_burst_where_nothing_is_typed_is_no_command(path: Path) -> None:
    """On the page to review letters export; on the evidence they sign; in a question Enter answers."""
    async with opened(path) as (pilot, bench):

        async def refused() -> None:
            await until(pilot, lambda: pilot.app._notifications)
            assert all(note.message.startswith("Text is not typed here") for note in pilot.app._notifications)
            pilot.app.clear_notifications()

        bench.go(Place("review"))
        await until(pilot, lambda: bench.query("Review #document"))
        canvas = bench.query_one("Review #document")
        canvas.focus()
        await until(pilot, lambda: pilot.app.focused is canvas)
        send(pilot.app, *"jecd")
        await refused()
        bench.action_pane("evidence")
        await until(pilot, lambda: bench.focused is not None and bench.focused.id == "evidence")
        send(pilot.app, *"CAC")
        await refused()
        answers: list[str | None] = []
        pilot.app.push_screen(Choice("Sure?", "It is lost.", [("yes", "Yes"), ("", "No")]), answers.append)
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused is not None)
        send(pilot.app, *"two", "enter", *"lines", "enter")
        await refused()
        assert isinstance(pilot.app.screen, Choice) and not answers
        assert sorted(file.name for file in path.parent.iterdir()) == ["code", "plan.toml", "state"]


async def test_a_paste_on_a_list_becomes_items_a_line(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await _on_list(pilot, bench, Place("phase1"), "objective")
        pilot.app.post_message(events.Paste("first\n\n  second  \n"))
        await until(pilot, lambda: pilot.app._notifications)
        assert len(bench.session.plan.objective) == 1
        await pilot.press("p")
        await until(pilot, lambda: len(bench.session.plan.objective) == 3)
        assert [o.text for o in bench.session.plan.objective] == ["Shed load", "first", "second"]
        assert len({o.id for o in bench.session.plan.objective}) == 3


async def test_what_is_written_is_deleted_when_asked_twice(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await _on_list(pilot, bench, Place("phase6"), "pr")
        # Whoever is led to a list is at its end, to add.
        await pilot.press("home", "d")
        await until(pilot, lambda: pilot.app._notifications)
        assert len(bench.session.plan.pr) == 2
        assert "PR1  First" in next(iter(pilot.app._notifications)).message
        assert "(1)" in next(iter(pilot.app._notifications)).message, "its guarantee goes with it"
        await pilot.press("down")
        await pilot.pause(0.05)
        await pilot.press("d")
        await pilot.pause(0.05)
        assert len(bench.session.plan.pr) == 2, "another row is another question"
        await pilot.press("d")
        await until(pilot, lambda: [pr.id for pr in bench.session.plan.pr] == ["PR1"])


async def test_a_copy_that_is_opened_at_once_is_the_copy(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await _on_list(pilot, bench, Place("phase2"), "block")
        send(pilot.app, "c", "enter")
        await until(pilot, lambda: bench.place.path == "block.B3")


async def test_pickers_do_not_stack_and_find_what_was_typed_for_them(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("pr.PR1.block")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr.PR1.block")
        send(pilot.app, "enter", *"Queue", "enter")
        await until(pilot, lambda: bench.session.plan.pr[0].block == "B2")
        await until(pilot, lambda: pilot.app.screen is bench)
        send(pilot.app, "enter", "enter")
        await pilot.pause(0.2)
        assert sum(isinstance(screen, Picker) for screen in pilot.app.screen_stack) < 2


async def test_an_item_that_is_opened_takes_what_is_typed_at_once(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await _on_list(pilot, bench, Place("phase1"), "objective")
        send(pilot.app, "enter", *"More: ")
        await until(pilot, lambda: "More: " in bench.session.plan.objective[0].text)


async def test_an_item_that_goes_before_its_form_is_made_leads_to_what_is_there(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await _on_list(pilot, bench, Place("phase6", "pr.PR1"), "pr.PR1.guarantees")
        created = bench.session.add("pr.PR1.guarantees", 1, "guarantee")
        bench.go(Place("phase6", created))
        bench.session.apply((Edit("remove", created),), "delete")
        await until(pilot, lambda: bench.place == Place("phase6", "pr.PR1"))
        await until(pilot, lambda: bench.form is not None and bool(bench.form.fields))


async def test_keys_after_f5_are_for_the_code_and_esc_stays_there(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        title = bench.session.plan.plan.title
        send(pilot.app, "f5", "t", "j", "escape", "x", "escape", "y")
        await until(pilot, lambda: bool(bench.query("CodePane")) and pilot.app.screen is bench)
        await pilot.pause(0.3)
        assert bench.pane == "code" and bench.session.plan.plan.title == title
        await until(pilot, lambda: bench.focused is not None and bench._holds("code", bench.focused))
        await pilot.press("f5")
        assert bench.pane == "form"


async def test_enter_in_the_palette_waits_for_its_answer(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        send(pilot.app, "ctrl+p", *"Go to 3", "enter")
        await until(pilot, lambda: bench.place == Place("phase3"))


async def test_undo_shows_what_it_takes_back(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.jump("block.B1.name")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "block.B1.name")
        await pilot.press("end", "x")
        bench.go(Place("phase6"))
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "block.B1.name")
        assert bench.session.plan.block[0].name == "Router" and not bench.session.dirty


async def test_undo_and_redo_through_phases_end_where_they_began(path: Path) -> None:
    """Each step shows where it undoes, so blank items are passed: leaving them is no edit then."""
    async with opened(path) as (pilot, bench):
        first = bench.session.plan
        for place, field, keys in (
            (Place("phase0"), "finding", ("end", "a")),
            (Place("phase2", "block.B1"), "block.B1.name", ("end", "x")),
            (Place("phase0", "finding.F2"), "finding.F2.statement", ("y",)),
            (Place("phase1"), "question", ("a",)),
            (Place("phase2", "block.B2"), "block.B2.name", ("end", "z")),
        ):
            bench.show_place(place, field)
            await until(pilot, lambda: getattr(bench.focused, "path", "") == field)  # noqa: B023
            before = bench.session.plan
            await pilot.press(*keys)
            await until(pilot, lambda: bench.session.plan is not before)  # noqa: B023
        last = bench.session.plan
        for key, end in (("ctrl+z", first), ("ctrl+y", last), ("ctrl+z", first)):
            for _ in range(12):
                await pilot.press(key)
                await until(pilot, lambda: bench.app.waits_for is None and bench.form is not None)
            assert [one.path for one in difference(end, bench.session.plan)] == []


async def test_a_question_that_a_thread_prepared_comes_over_no_other(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.session.apply((Edit("insert", "revision", {"id": "V1", "version": "v1"}, 0),), "add")
        other = Choice("Sure?", "", [("yes", "Yes"), ("", "No")])
        pilot.app.push_screen(other)
        bench.action_revise()
        await until(pilot, lambda: pilot.app._notifications)
        assert pilot.app.screen is other
        assert "ask for it again" in next(iter(pilot.app._notifications)).message
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is bench)
        bench.action_revise()
        await until(pilot, lambda: isinstance(pilot.app.screen, Lines))


async def test_undo_goes_to_the_field_of_the_same_form(path: Path) -> None:
    async with opened(path, (80, 24)) as (pilot, bench):
        bench.jump("risk.D-1.decision")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.decision")
        await pilot.press("x")
        bench.jump("risk.D-1.abort_plan")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.abort_plan")
        for key in ("ctrl+z", "ctrl+y"):
            bench.jump("risk.D-1.abort_plan")
            await pilot.press(key)
            await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.decision")
