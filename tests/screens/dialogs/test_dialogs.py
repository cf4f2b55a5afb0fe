"""Questions to the author show all their answers, however small the terminal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Button, Input, Label, Static

from screens.app import BlistApp
from screens.dialogs.ask import Choice, Line, Lines, Reading
from screens.dialogs.picker import Options, Picker
from screens.fields.pick import RefField
from tests.screens.pilot import PLAN, make, opened, send, until


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_long_difference_leaves_every_answer_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    path = make(tmp_path)
    async with opened(path, size) as (pilot, bench):
        path.write_text(path.read_text() + "# theirs [red]\n\n" * 60)
        await pilot.press("end", "x", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.pause()
        buttons = list(pilot.app.screen.query(Button))
        assert len(buttons) == 4
        for button in buttons:
            assert pilot.app.screen.region.contains_region(button.region), button.label
        assert pilot.app.focused is buttons[0]
        text, keys = pilot.app.screen.query_one(VerticalScroll), pilot.app.screen.query_one(".dialog-keys")
        assert keys.region.y > buttons[-1].region.y and pilot.app.screen.region.contains_region(keys.region)
        assert text.region.height and text.region.bottom <= buttons[0].region.y, "all of it can be read"
        await pilot.press("down", "down", "down")
        assert pilot.app.focused is buttons[3]
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        assert bench.session.dirty and "theirs" in path.read_text()


async def test_ctrl_q_in_a_dialog_asks_once_about_unsaved_edits(tmp_path: Path) -> None:
    path = make(tmp_path)
    async with opened(path) as (pilot, bench):
        bench.jump("plan.status")
        await pilot.pause()
        await pilot.press("right")
        await until(pilot, lambda: bench.session.dirty)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Picker)
        await pilot.press("ctrl+q", "down", "enter")
        await until(pilot, lambda: not pilot.app.is_running)


async def test_ctrl_q_on_a_plan_that_cannot_be_read_ends_as_its_button_does(tmp_path: Path) -> None:
    app = BlistApp(make(tmp_path, "x = [\n"), tmp_path / "state")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, Choice))
        await pilot.press("ctrl+q")
    assert app.return_code == 2


async def test_several_are_ticked_with_space_and_all_can_be_unticked(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.jump("risk.D-1.affects")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.affects")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and bool(pilot.app.screen.focused))
        await pilot.press("space", "down", "space", "enter")
        await until(pilot, lambda: bench.session.plan.risk[0].affects == ("PR1", "PR2"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and bool(pilot.app.screen.focused))
        await pilot.press("space", "down", "space", "enter")
        await until(pilot, lambda: bench.session.plan.risk[0].affects == ())
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and bool(pilot.app.screen.focused))
        await pilot.press(*"pr2", "space", *"sec", "enter")
        await until(pilot, lambda: bench.session.plan.risk[0].affects == ("PR2",))


async def test_a_space_behind_words_marks_where_one_option_is_left(tmp_path: Path) -> None:
    many = "".join(f'\n[[finding]]\nid = "F{n}"\nstatement = "Queue {n}"\n' for n in range(2, 30))
    async with opened(make(tmp_path, PLAN + many), (80, 24)) as (pilot, bench):
        bench.jump("objective.O1.relies_on")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "objective.O1.relies_on")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and bool(pilot.app.screen.focused))
        hints = pilot.app.screen.query_one("#dialog-hints", Static)
        assert "Space mark" in str(hints.render())
        await pilot.press(*"queue 2")
        await until(pilot, lambda: "F2 mark" in str(hints.render()))
        await pilot.press("5", "space", *"f27", "space", *"f2", "f2", "enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Picker))
        assert bench.session.plan.objective[0].relies_on == ("F25", "F27", "F2")


async def test_an_item_is_offered_to_itself_only_where_the_field_asks_for_it(tmp_path: Path) -> None:
    swap = '\n[[pr]]\nid = "PR9"\nextension_type = "backend swap"\n'
    async with opened(make(tmp_path, PLAN + swap), (80, 24)) as (pilot, bench):
        for field, itself in (("extraction", True), ("depends_on", False)):
            path = f"pr.PR9.{field}"
            bench.jump(path)
            await until(pilot, lambda: getattr(bench.focused, "path", "") == path)  # noqa: B023
            assert isinstance(bench.focused, RefField)
            assert ("PR9" in [one.value for one in bench.focused.options()]) is itself


async def test_who_can_pick_nothing_yet_learns_where_it_is_made(tmp_path: Path) -> None:
    async with opened(make(tmp_path, '[plan]\ntitle = "New"\n\n[[risk]]\nid = "D-1"\n')) as (pilot, bench):
        bench.jump("risk.D-1.gate")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.gate")
        await pilot.press("enter")
        await until(pilot, lambda: any("6 PR series" in note.message for note in pilot.app._notifications))
        assert not isinstance(pilot.app.screen, Picker)


async def test_f1_explains_what_is_picked_and_comes_back(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.jump("pr.PR1.extension_type")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr.PR1.extension_type")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and bool(pilot.app.screen.focused))
        picker = pilot.app.screen
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
        assert "tier composition" in str(pilot.app.screen.query_one(".dialog-text Static", Static).render())
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is picker)


async def test_a_picker_shows_how_many_of_all_have_the_words(tmp_path: Path) -> None:
    many = "".join(f'\n[[finding]]\nid = "F{n}"\nstatement = "Queue {n}"\n' for n in range(2, 40))
    async with opened(make(tmp_path, PLAN + many), (80, 24)) as (pilot, bench):
        bench.jump("objective.O1.relies_on")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "objective.O1.relies_on")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and bool(pilot.app.screen.focused))
        rows = pilot.app.screen.query_one(Options)
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        await until(pilot, lambda: rows.cursor == 38)
        assert rows.scroll_offset.y > 0, "the cursor is in view"
        await pilot.press(*"queue 1")
        await until(pilot, lambda: len(rows.shown) == 12)
        assert "12 of 39" in str(pilot.app.screen.query_one("#dialog-count", Static).render())
        assert rows.cursor < 12


async def test_keys_typed_before_a_list_is_drawn_move_in_it(tmp_path: Path) -> None:
    text = PLAN + '\n[[interaction]]\nid = "X1"\n'
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        bench.jump("interaction.X1.from")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "interaction.X1.from")
        send(pilot.app, "enter", "down", "enter")
        await until(pilot, lambda: bench.session.plan.interaction[0].from_ != "")
        assert bench.session.plan.interaction[0].from_ == "B2"


@pytest.mark.parametrize("apart", [0.0, 0.1])
async def test_what_is_typed_at_once_picks_two_and_goes_on(tmp_path: Path, apart: float) -> None:
    text = (
        PLAN + '\n[[invariant]]\nid = "INV-1"\n\n[[invariant]]\nid = "INV-2"\n\n[[invariant]]\nid = "INV-3"\n'
    )
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        bench.jump("evolution.risks")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "evolution.risks")
        # The second Enter of a pair is for nobody: it closed the screen below once.
        send(
            pilot.app, "enter", "enter", "tab", "enter", "space", "down", "space", "enter", "tab", apart=apart
        )
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "evolution.change")
        evolution = bench.session.plan.evolution
        assert (evolution.risks, evolution.invariants) == (("D-1",), ("INV-1", "INV-2"))
        assert pilot.app.screen is bench


async def test_a_question_is_answered_once(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        answers: list[str | None] = []
        await pilot.app.push_screen(question := Choice("Sure?", "", [("yes", "Yes")]), answers.append)
        question.dismiss("yes")
        question.dismiss("yes")
        await until(pilot, lambda: answers)
        assert answers == ["yes"] and pilot.app.screen is bench


@pytest.mark.parametrize(
    ("values", "first", "enter"),
    [(("v1.0", "", ""), "1", "next"), (("", "x"), "0", "next"), (("x",), "0", "done")],
)
async def test_a_small_form_begins_where_nothing_is_proposed_and_says_what_enter_does(
    tmp_path: Path, values: tuple[str, ...], first: str, enter: str
) -> None:
    async with opened(make(tmp_path)) as (pilot, _):
        form = Lines("Title", [Line(str(number), "Label", value) for number, value in enumerate(values)])
        answers: list[object] = []
        await pilot.app.push_screen(form, answers.append)

        def enters() -> str:
            return str(form.query_one(".dialog-keys", Static).render())

        await until(pilot, lambda: f"Enter {enter}" in enters())
        assert pilot.app.focused is form.query(Input)[int(first)]
        while enter == "next" and "Enter next" in enters():
            before = pilot.app.focused
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.focused is not before)  # noqa: B023
        await until(pilot, lambda: "Enter done" in enters())
        assert not answers
        await pilot.press("enter")
        await until(pilot, lambda: answers)


async def test_dialogs_are_answered_and_left_by_clicks(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):

        async def hints(dialog: type[Picker | Reading]) -> Static:
            at = ".dialog-keys .keys, Static.dialog-keys"
            await until(
                pilot, lambda: isinstance(pilot.app.screen, dialog) and bool(pilot.app.screen.query(at))
            )
            found = pilot.app.screen.query_one(at, Static)
            await until(pilot, lambda: found.region.width)
            return found

        async def click(on: Static, word: str) -> None:
            await pilot.click(on, offset=(str(on.render()).index(word), 0))

        bench.jump("pr.PR2.depends_on")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr.PR2.depends_on")
        await pilot.press("enter")
        await click(await hints(Picker), "Esc")
        await until(pilot, lambda: pilot.app.screen is bench)
        await pilot.press("enter")
        await hints(Picker)
        await pilot.click(offset=(2, 2))
        await until(pilot, lambda: pilot.app.screen is bench)
        await pilot.press("enter")
        found = await hints(Picker)
        await click(found, "Space")
        await click(found, "Enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        assert bench.session.plan.pr[1].depends_on == ()
        await pilot.press("f1")
        await click(await hints(Reading), "Esc")
        await until(pilot, lambda: pilot.app.screen is bench)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["narrow", "wide"])
@pytest.mark.parametrize(
    "opening", [("f1",), ("ctrl+p",), ("ctrl+f",), ("f5", "s"), ("f5", "f")], ids="-".join
)
async def test_every_dialog_ends_with_its_frame_and_its_keys(
    tmp_path: Path, opening: tuple[str, ...], size: tuple[int, int]
) -> None:
    """Nothing of a dialog is outside of its frame, and the keys are in the last rows that are not empty."""
    async with opened(make(tmp_path), size) as (pilot, bench):
        for key in opening:
            await pilot.press(key)
            await until(pilot, lambda key=key: key == "f5" or pilot.app.screen is not bench)
            if key == "f5":
                await until(pilot, lambda: bool(bench.query("CodeView")))
        screen = pilot.app.screen
        await until(pilot, lambda: "╰" in shown(pilot))
        rows = shown(pilot).splitlines()
        top = next(y for y, row in enumerate(rows) if "╭" in row)
        bottom = next(y for y, row in enumerate(rows) if "╰" in row)
        left, right = rows[top].index("╭"), rows[top].rindex("╮")
        assert (rows[bottom][left], rows[bottom][right]) == ("╰", "╯")
        assert all(row[left] == row[right] == "│" for row in rows[top + 1 : bottom])
        if opening != ("ctrl+p",):
            last = [row[left + 1 : right] for row in rows[bottom - 2 : bottom]]
            assert any("Esc" in row for row in last), screen


def shown(pilot: Pilot[int]) -> str:
    """The rows of the screen on top."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


THREE = [Line("a", "First"), Line("b", "Second"), Line("c", "Third")]


async def test_a_return_between_letters_that_came_at_once_is_a_break_of_a_text(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, _bench):
        answers: list[dict[str, str] | None] = []
        pilot.app.push_screen(Lines("Three", THREE), answers.append)
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        first = pilot.app.focused
        assert isinstance(first, Input)
        # As a terminal sends it that does not mark what is pasted.
        send(pilot.app, *"one", "enter", *"two", "enter", "enter", *"three")
        await until(pilot, lambda: first.value == "one two three")
        assert pilot.app.focused is first and not answers
        # Behind the last letter it is the key.
        send(pilot.app, "x", "enter")
        await until(pilot, lambda: pilot.app.focused is not first)
        assert first.value == "one two threex"


async def test_letters_behind_enter_are_for_the_next_line(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, _bench):
        answers: list[dict[str, str] | None] = []
        pilot.app.push_screen(Lines("Three", THREE), answers.append)
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        # By hand, and read late by a busy machine.
        send(pilot.app, *"one", "enter", *"two", "enter", *"three", "enter", apart=0.1)
        await until(pilot, lambda: answers)
        assert answers == [{"a": "one", "b": "two", "c": "three"}]


@pytest.mark.parametrize("size", [(80, 24), (80, 15), (140, 40)])
async def test_the_line_in_the_focus_is_in_sight_with_its_label(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(make(tmp_path), size) as (pilot, _bench):
        text = "What changed, and what it was before.\n" * 30
        pilot.app.push_screen(Lines("Six", [Line(str(n), f"Line {n}") for n in range(6)], text=text))
        for number in range(6):
            await until(pilot, lambda number=number: getattr(pilot.app.focused, "name", "") == str(number))
            await until(pilot, partial(_is_in_sight, pilot, number), 5)
            await pilot.press("enter")


def _is_in_sight(pilot: Pilot[int], number: int) -> bool:
    """The line in the focus, its label, and the keys below."""
    screen, line = pilot.app.screen, pilot.app.focused
    held, label = screen.query_one(".dialog-lines"), list(screen.query(Label))[number]
    keys, frame = screen.query_one(".dialog-keys"), screen.query_one(".dialog")
    return (
        line is not None
        and all(part.area and held.region.contains_region(part) for part in (label.region, line.region))
        and frame.content_region.contains_region(keys.region)
        and "-lit" in label.classes
    )
