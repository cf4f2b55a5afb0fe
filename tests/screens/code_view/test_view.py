"""The code view under keys and mouse: its messages, and what it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from blistui.plan.tables.citation import Citation
from screens.code_view.marks import CitedMark, LineMarks, MarkedLines
from screens.code_view.search import TextSearch
from screens.code_view.surface import CodeSurface
from screens.code_view.text import CodeText
from screens.code_view.view import CodeView
from tests.screens.pilot import until

_LINES = "package sim\n" + "".join(f"\tstep{number}(now, [red]) // {number}\n" for number in range(2, 301))


class Recorder(App[None]):
    """Holds one view and keeps the messages it sends."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        yield CodeView()

    def on_code_view_lines_captured(self, event: CodeView.LinesCaptured) -> None:
        self.seen.append(event)

    def on_code_view_cited_line_clicked(self, event: CodeView.CitedLineClicked) -> None:
        self.seen.append(event)

    def on_code_view_definition_requested(self, event: CodeView.DefinitionRequested) -> None:
        self.seen.append(event)

    def captured(self) -> list[tuple[str, object]]:
        return [(seen.path, seen.ranges) for seen in self.seen if isinstance(seen, CodeView.LinesCaptured)]


@asynccontextmanager
async def shown(
    text: str = _LINES, path: str = "sim/x.go", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Recorder, CodeView, Pilot[None]]]:
    """A running app whose view shows the text and has the focus."""
    app = Recorder()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(CodeView)
        view.load(path, CodeText(text))
        view.focus()
        await pilot.pause()
        yield app, view, pilot


def rows(view: CodeView) -> list[str]:
    """The rows on screen as text, without the position bar."""
    return [strip.text[:-1].rstrip() for strip in view.render_lines(view.size.region)]


async def test_rows_show_numbers_and_text_that_is_no_markup() -> None:
    async with shown() as (_, view, _pilot):
        assert rows(view)[:2] == ["   1 package sim", "   2     step2(now, [red]) // 2"]


async def test_one_line_is_captured_without_a_selection() -> None:
    async with shown() as (app, _, pilot):
        await pilot.press("down", "j", "c")
        assert app.captured() == [("sim/x.go", ((3, 3),))]


@pytest.mark.parametrize(
    "keys",
    [
        ("down", "shift+down", "shift+down", "c"),
        ("down", "v", "down", "down", "enter"),
        ("down", "down", "down", "v", "up", "up", "c"),
    ],
    ids=["shift and arrows", "v, then Enter", "upwards"],
)
async def test_selected_lines_are_captured(keys: tuple[str, ...]) -> None:
    async with shown() as (app, view, pilot):
        await pilot.press(*keys)
        assert app.captured() == [("sim/x.go", ((2, 4),))]
        assert view.chosen == ()


async def test_several_ranges_make_one_capture() -> None:
    async with shown() as (app, view, pilot):
        await pilot.press("down", "a", "down", "down", "down", "shift+down", "a", "pagedown")
        assert view.chosen == ((2, 2), (5, 6))
        await pilot.press("c")
        assert app.captured() == [("sim/x.go", ((2, 2), (5, 6)))]


async def test_a_plain_motion_ends_a_shift_selection_but_not_one_started_with_v() -> None:
    async with shown() as (_, view, pilot):
        await pilot.press("shift+down", "down")
        assert view.chosen == ()
        await pilot.press("v", "down", "down")
        assert view.chosen == ((3, 5),)
        await pilot.press("escape")
        assert view.chosen == ()


async def test_v_holds_on_to_lines_that_were_dragged() -> None:
    async with shown() as (_, view, pilot):
        view.choose(((3, 5),))
        await pilot.press("v", "down")
        assert view.chosen == ((3, 6),)
        await pilot.press("v")
        assert view.chosen == ()


async def test_escape_that_has_nothing_to_drop_reaches_the_parent() -> None:
    reached: list[bool] = []

    class Outer(Recorder):
        BINDINGS = [("escape", "leave")]

        def action_leave(self) -> None:
            reached.append(True)

    app = Outer()
    async with app.run_test() as pilot:
        view = app.query_one(CodeView)
        view.load("x.go", CodeText(_LINES))
        view.focus()
        await pilot.press("v", "escape")
        assert not reached
        await pilot.press("escape")
        assert reached == [True]


async def test_pages_go_through_the_whole_file_and_stop_at_its_ends() -> None:
    async with shown() as (_, view, pilot):
        await pilot.press("pagedown")
        assert (view.place.line, view.top) == (24, 23)
        await pilot.press("G")
        assert (view.place.line, view.top) == (300, 276)
        await pilot.press("pagedown", "pageup")
        assert view.place.line == 277
        await pilot.press("g")
        assert (view.place.line, view.top) == (1, 0)


async def test_a_drag_selects_lines_and_a_click_selects_none() -> None:
    async with shown() as (app, view, pilot):
        await pilot.mouse_down(CodeView, offset=(10, 2))
        await pilot.hover(CodeView, offset=(12, 5))
        await pilot.mouse_up(CodeView, offset=(12, 5))
        assert view.chosen == ((3, 6),)
        await pilot.press("c")
        assert app.captured() == [("sim/x.go", ((3, 6),))]
        await pilot.click(CodeView, offset=(9, 8))
        assert (view.place.line, view.place.index, view.chosen) == (9, 1, ())


async def test_shift_click_extends_from_the_cursor() -> None:
    async with shown() as (_, view, pilot):
        await pilot.click(CodeView, offset=(10, 2))
        await pilot.click(CodeView, offset=(10, 6), shift=True)
        assert view.chosen == ((3, 7),)


def cited(first: int, last: int, state: str) -> MarkedLines:
    """Lines that a plan cites."""
    return MarkedLines(first, last, CitedMark("F1", state, "cited by F1", Citation(at="a.go:1")))


async def test_a_cited_line_has_a_mark_and_opens_by_click_or_enter() -> None:
    async with shown() as (app, view, pilot):
        view.cited = LineMarks((cited(3, 4, "exact"), cited(6, 6, "gone")))
        await pilot.pause()
        assert [row[0] for row in rows(view)[1:6]] == [" ", "●", "│", " ", "✗"]
        await pilot.click(CodeView, offset=(0, 3))
        await pilot.press("down", "down", "enter")
        clicked = [seen.line for seen in app.seen if isinstance(seen, CodeView.CitedLineClicked)]
        assert clicked == [4, 6]


async def test_ctrl_click_asks_for_the_definition_of_the_word() -> None:
    async with shown() as (app, _, pilot):
        await pilot.click(CodeView, offset=(11, 4), control=True)
        assert [seen.word for seen in app.seen if isinstance(seen, CodeView.DefinitionRequested)] == ["step5"]


async def test_selection_is_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown() as (_, view, pilot):
        view.cited = LineMarks((cited(2, 2, "exact"),))
        await pilot.press("a", "down", "v", "down")
        assert [row[:5] for row in rows(view)[:4]] == ["   1+", "●  2┃", "   3┃", "   4 "]
        painted = [segment.style for strip in view.render_lines(view.size.region) for segment in strip]
        colours = [colour.get_truecolor() for style in painted for colour in (style.color, style.bgcolor)]
        assert all(red == green == blue for red, green, blue in colours)


async def test_search_goes_round_the_ends_and_marks_its_matches() -> None:
    async with shown() as (_, view, pilot):
        view.search = TextSearch("step30")
        assert view.find(1)
        assert view.place.line == 30
        await pilot.press("n")
        assert view.place.line == 300
        await pilot.press("n")
        assert view.place.line == 30
        await pilot.press("N")
        assert view.place.line == 300
        marked = [
            segment.text
            for strip in view.render_lines(view.size.region)
            for segment in strip
            if segment.style.underline
        ]
        assert marked == ["s", "tep300"[:5]]


async def test_star_searches_the_word_under_the_cursor() -> None:
    async with shown() as (_, view, pilot):
        view.goto(5, 8)
        await pilot.press("asterisk")
        assert (view.search.needle, view.place.line) == ("now", 6)


async def test_a_line_of_a_megabyte_scrolls_sideways() -> None:
    async with shown("x" * 1_000_000 + "\nshort\n", "big.txt") as (_, view, pilot):
        await pilot.press("end")
        assert view.place.index == 1_000_000
        assert rows(view)[0].startswith("   1 ‹x")
        await pilot.press("down")
        assert view.left == 0
        assert rows(view)[1] == "   2 short"


async def test_control_characters_and_wide_letters_do_not_break_a_row() -> None:
    async with shown("a\x1b[31mb\t世界\u202e\n", "odd.txt") as (_, view, _pilot):
        assert rows(view)[0] == "   1 a␛[31mb 世界<202E>"
        assert all(strip.cell_length == 80 for strip in view.render_lines(view.size.region))


async def test_an_empty_file_has_no_lines_to_capture() -> None:
    async with shown("", "empty.go") as (app, view, pilot):
        await pilot.press("down", "v", "c", "pagedown", "G", "n", "w", "end")
        await pilot.click(CodeView, offset=(4, 4))
        assert app.captured() == []
        assert rows(view)[0] == ""


async def test_copy_takes_the_selected_lines() -> None:
    async with shown() as (app, _, pilot):
        await pilot.press("shift+down", "y")
        assert app.clipboard == "package sim\n\tstep2(now, [red]) // 2\n"


async def test_the_position_bar_shows_where_the_rows_are_and_takes_clicks() -> None:
    async with shown() as (_, view, pilot):
        assert [strip.text[-1] for strip in view.render_lines(view.size.region)][:3] == ["▐", " ", " "]
        await pilot.click(CodeView, offset=(79, 23))
        assert view.top == 276
        assert view.render_lines(view.size.region)[23].text[-1] == "▐"


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_the_cursor_and_the_keywords_differ_from_plain_text(theme: str) -> None:
    async with shown() as (app, view, pilot):
        app.theme = theme
        await pilot.pause()
        first = list(view.render_lines(view.size.region)[0])
        keyword = next(segment for segment in first if "ackage" in segment.text)
        plain = next(segment for segment in first if "sim" in segment.text)
        assert keyword.style.color != plain.style.color
        assert next(segment for segment in first if segment.text == "p").style.reverse


async def test_the_wheel_scrolls_without_moving_the_cursor() -> None:
    async with shown() as (app, view, pilot):
        wheel = {"x": 5, "y": 5, "delta_x": 0, "delta_y": 0, "button": 0, "meta": False}
        view.post_message(events.MouseScrollDown(view, **wheel, shift=False, ctrl=False))
        await pilot.pause()
        assert (view.top, view.place.line) == (round(app.scroll_sensitivity_y), 1)
        view.load("wide.txt", CodeText("x" * 200))
        view.post_message(events.MouseScrollDown(view, **wheel, shift=True, ctrl=False))
        await pilot.pause()
        assert (view.top, view.left) == (0, 8)


@pytest.mark.parametrize("kind", [CodeSurface, CodeView])
async def test_shift_and_the_wheel_scroll_sideways_wherever_code_is_shown(kind: type[CodeSurface]) -> None:
    app = App[int]()
    async with app.run_test() as pilot:
        surface = kind()
        await app.mount(surface)
        # What is loaded before is shown once more when the size is known, from its first cell.
        await until(pilot, lambda: surface.size.height and surface.size.width)
        surface.load("wide.txt", CodeText("x" * 200))
        wheel = {"x": 5, "y": 5, "delta_x": 0, "delta_y": 0, "button": 0, "meta": False}
        surface.post_message(events.MouseScrollDown(surface, **wheel, shift=True, ctrl=False))
        await until(pilot, lambda: surface.left == 8)
        surface.post_message(events.MouseScrollUp(surface, **wheel, shift=False, ctrl=True))
        await until(pilot, lambda: surface.left == 0)


_BRACKETS = "func f(a int) {\n\tg(\"}\", '{', []int{1})\n\t// }\n}\n\nfunc (x T[int]) m() {}\n"


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("12G", (12, 0)),
        ("3j", (4, 0)),
        ("12gg", (1, 0)),
        ("10j", (11, 0)),
        ("5jk", (5, 0)),
        ("2w", (2, 1)),
        ("99999999G", (300, 0)),
        ("9j0", (10, 1)),
    ],
)
async def test_a_number_before_a_motion_repeats_it(keys: str, place: tuple[int, int]) -> None:
    async with shown() as (_, view, pilot):
        await pilot.press(*keys)
        assert view.place.line == place[0]
        assert view.count == 0


@pytest.mark.parametrize(("keys", "line"), [("3jj", 5), ("j3j", 5), ("12G3k", 9), ("2j2j", 5), ("33jk", 33)])
async def test_a_number_is_for_the_motion_behind_it_when_all_come_at_once(keys: str, line: int) -> None:
    async with shown() as (app, view, pilot):
        for key in keys:
            app.post_message(events.Key(key, key))
        await pilot.pause()
        await pilot.pause()
        assert view.place.line == line
        assert view.count == 0


async def test_a_number_is_dropped_by_escape() -> None:
    async with shown() as (_, view, pilot):
        await pilot.press(*"12", "escape", "j")
        assert view.place.line == 2


@pytest.mark.parametrize(
    ("line", "index", "there"),
    [
        (1, 0, (1, 12)),
        (1, 6, (1, 12)),
        (1, 12, (1, 6)),
        (1, 14, (4, 0)),
        (1, 15, (4, 0)),
        (4, 1, (1, 14)),
        (4, 0, (1, 14)),
        (2, 0, (2, 21)),
        (2, 14, (2, 13)),
        (3, 0, (3, 0)),
        (6, 8, (6, 13)),
        (5, 0, (5, 0)),
    ],
)
async def test_the_other_bracket_is_found_past_strings_and_comments(
    line: int, index: int, there: tuple[int, int]
) -> None:
    async with shown(_BRACKETS) as (_, view, pilot):
        view.goto(line, index)
        await pilot.press("percent_sign")
        assert (view.place.line, view.place.index) == there


async def test_a_double_click_copies_the_word_and_marks_its_places() -> None:
    async with shown() as (app, view, pilot):
        await pilot.click(CodeView, offset=(13, 2), times=2)
        assert app.clipboard == "step3"
        assert view.search.needle == "step3"
        assert (view.place.line, view.chosen) == (3, ())
