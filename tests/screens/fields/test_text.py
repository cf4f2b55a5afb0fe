"""Typing, pasting and undoing in the fields of text."""

from __future__ import annotations

import gc
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual import events
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.content import Content
from textual.widget import Widget

from screens.fields.prose import LinesField, ProseField
from screens.fields.text import LineField
from screens.fields.typing import Typing, changed
from screens.form.form import Place
from screens.themes import DARK, LIGHT
from tests.screens.pilot import PLAN, make, opened, send, until

WRAPPED = '''[plan]
repository = "code"
executive_summary = """
The first paragraph is
wrapped by hand.

The second
one too.

- an item
  that goes on"""
'''


async def test_breaks_of_the_file_are_hidden_and_kept_where_nothing_was_edited(tmp_path: Path) -> None:
    async with opened(make(tmp_path, WRAPPED)) as (pilot, bench):
        bench.jump("plan.executive_summary")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        field = bench.focused
        assert isinstance(field, ProseField)
        before = bench.session.plan.plan.executive_summary
        assert field.text == (
            "The first paragraph is wrapped by hand.\n\nThe second one too.\n\n- an item\n  that goes on"
        )
        field.move_cursor((2, 0))
        await pilot.press("x")
        await until(pilot, lambda: bench.session.dirty)
        after = bench.session.plan.plan.executive_summary
        assert after == before.replace("The second\none too.", "xThe second one too.")
        await pilot.press("backspace")
        assert bench.session.plan.plan.executive_summary == before
        await pilot.press("ctrl+end", "!", "ctrl+home", "?")
        assert field.text.startswith("?The first") and field.text.endswith("on!")


async def test_undo_takes_back_a_word_and_leaves_the_cursor_where_it_was(tmp_path: Path) -> None:
    async with opened(make(tmp_path, WRAPPED)) as (pilot, bench):
        bench.jump("plan.executive_summary")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        field = bench.focused
        assert isinstance(field, ProseField)
        field.move_cursor((0, 3))
        await pilot.press(*" very own")
        assert field.text.startswith("The very own first")
        await pilot.press("ctrl+z")
        assert field.text.startswith("The very  first") and field.cursor_location == (0, 9)
        await pilot.press("ctrl+z")
        assert field.text.startswith("The  first")
        await pilot.press("ctrl+y", "ctrl+y")
        assert field.text.startswith("The very own first") and field.cursor_location == (0, 12)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_the_form_follows_the_cursor(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(make(tmp_path, WRAPPED), size) as (pilot, bench):
        bench.jump("plan.executive_summary")
        await until(pilot, lambda: isinstance(bench.focused, ProseField))
        field, form = bench.focused, bench.form
        assert isinstance(field, ProseField) and form is not None
        field.move_cursor(field.document.end)

        def in_sight() -> bool:
            return form.content_region.y <= field.cursor_screen_offset.y < form.content_region.bottom

        for _ in range(20):
            await pilot.press("enter", "y")
        await until(pilot, in_sight)
        await pilot.press("ctrl+home")
        await until(pilot, in_sight)


@pytest.mark.parametrize(
    ("path", "kind", "pasted", "value"),
    [
        ("plan.title", LineField, "one\r\ntwo\n\nthree\n", "one\ntwo\nthree"),
        ("plan.executive_summary", ProseField, "one\n\ntwo", "one\n\ntwo"),
        ("block.B1.owns", LinesField, "one\ntwo", ("one", "two")),
        ("block.B1.friction_files", LineField, "4\n2", "4 2"),
    ],
)
async def test_every_pasted_line_is_kept(
    tmp_path: Path, path: str, kind: type[LineField | ProseField], pasted: str, value: object
) -> None:
    text = '[plan]\nrepository = "code"\n[[block]]\nid = "B1"\nname = "Router"\n'
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.jump(path)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == path)
        field = bench.focused
        assert isinstance(field, kind)
        pilot.app.post_message(events.Paste(pasted))
        await until(pilot, lambda: bench.session.dirty)
        assert field.read() == value
        await pilot.press("ctrl+z")
        assert not bench.session.dirty


@pytest.mark.parametrize(
    ("path", "value"),
    [("plan.title", "one\ntwo"), ("plan.executive_summary", "one\ntwo"), ("block.B1.owns", ("one", "two"))],
)
async def test_line_breaks_that_a_program_sends_are_kept(tmp_path: Path, path: str, value: object) -> None:
    text = '[plan]\nrepository = "code"\n[[block]]\nid = "B1"\nname = "Router"\n'
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.jump(path)
        await until(pilot, lambda: getattr(bench.focused, "path", "") == path)
        field = bench.focused
        assert isinstance(field, LineField | ProseField)
        send(pilot.app, *"one", "ctrl+j", *"two")
        await until(pilot, lambda: field.read() == value)


def test_a_step_is_a_word_what_was_erased_or_a_paste() -> None:
    typing, text = Typing(), ""
    begun = []
    for now in ("a", "ab", "ab ", "ab c", "ab cd", "ab c", "ab ", "ab pasted", "ab pastedx", "ab pastedx y"):
        begun.append(typing.begins(text, now))
        text = now
    assert begun == [True, False, False, True, False, True, False, True, False, True]


@given(st.text("ab ", max_size=30), st.text("ab ", max_size=30))
def test_what_changed_is_found(was: str, now: str) -> None:
    start, end = changed(was, now)
    assert was[:start] == now[:start] and start <= end
    rest = len(now) - end
    assert was[len(was) - rest :] == now[end:] and len(was) - rest >= start


async def test_fields_of_a_form_that_was_left_are_let_go(tmp_path: Path) -> None:
    """Kept by the screen, or by the app for its theme, each phase that is visited would stay in memory."""
    async with opened(make(tmp_path)) as (pilot, bench):
        # What was there at the start is frozen: never looked through for garbage.
        bench.go(Place("phase5"))
        await until(pilot, lambda: getattr(bench.focused, "path", "").startswith("crosscutting"))
        bench.go(Place("summary"))
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "plan.title")
        assert bench.form is not None
        left = [ref(field) for field in bench.form.fields]
        assert {type(field()) for field in left} > {LineField, ProseField, LinesField}
        bench.go(Place("phase5"))
        await until(pilot, lambda: getattr(bench.focused, "path", "").startswith("crosscutting"))
        await until(pilot, lambda: gc.collect() >= 0 and not any(field() for field in left))


async def test_what_was_drawn_of_them_is_let_go_too(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):

        async def visit() -> int:
            """Of how many widgets that are gone the drawing is kept."""
            for station, field in (("phase8", "prevention"), ("summary", "plan.title")):
                bench.go(Place(station))
                await until(pilot, lambda field=field: getattr(bench.focused, "path", "").startswith(field))
            await until(pilot, lambda: not any(one._pruning for one in bench.walk_children()))
            gc.collect()
            there = {id(one._styles_cache) for one in gc.get_objects() if isinstance(one, Widget)}
            kept = [one for one in gc.get_objects() if type(one) is StylesCache and id(one) not in there]
            return len(kept)

        # Otherwise there are some six more after each.
        assert max([await visit() for _ in range(4)]) < 12


async def test_prose_follows_the_theme(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        prose = bench.query(ProseField).first()
        prose.text = "Some words"

        def colours() -> set[object]:
            row = prose.render_line(0)
            return {one.style.color for one in row if "words" in one.text and one.style is not None}

        await until(pilot, colours)
        dark = colours()
        pilot.app.theme = LIGHT.name
        await until(pilot, lambda: colours() and colours().isdisjoint(dark))


async def test_names_in_a_text_have_the_colour_of_code(tmp_path: Path) -> None:
    """In a field the ticks stand, faint; each theme has its colour."""
    text = PLAN.replace("Routing is in one file", "`pick` and `Route` are in one file; a lone ` is none")
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"))
        await until(pilot, lambda: "finding.F1.statement" in [one.path for one in bench.query(ProseField)])
        field = next(one for one in bench.query(ProseField) if one.path == "finding.F1.statement")

        def coloured() -> list[str]:
            role = Color.parse(pilot.app.theme_variables["secondary"]).rich_color.triplet
            line = field.get_line(0)
            return [
                line.plain[span.start : span.end]
                for span in line.spans
                if isinstance(span.style, Style) and span.style.color and span.style.color.triplet == role
            ]

        for theme in (LIGHT, DARK):
            pilot.app.theme = theme.name
            await until(pilot, lambda: coloured() == ["pick", "Route"])


async def test_a_label_without_space_for_a_word_is_drawn(tmp_path: Path) -> None:
    """So is a form behind a dialog that was mounted and not laid out yet."""
    async with opened(make(tmp_path)) as (_, bench):
        assert bench.form is not None
        assert [field._drawn(Content("  ")).text for field in bench.form.fields[:3]] == ["  "] * 3


def test_what_is_typed_over_a_selection_is_one_step_with_the_rest_of_its_word() -> None:
    typing, text = Typing(), "Alert store"
    begun = []
    for now in ("S", "ST", "STO", "STO ", "STO x"):
        begun.append(typing.begins(text, now))
        text = now
    assert begun == [True, False, False, False, True]
    assert typing.begins("whole text", "pasted") and typing.begins("pasted", "pastedx")
