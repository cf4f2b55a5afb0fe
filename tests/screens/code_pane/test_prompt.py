"""The line below the code: a search, a line to go to."""

from __future__ import annotations

import pytest
from textual import events

from screens.code_pane.pane import CodePane
from screens.code_view.place import CodePlace
from tests.repo.conftest import Checkout
from tests.screens.code_pane.opened import burst, line_of, opened, settle


async def test_a_search_moves_while_it_is_typed_and_goes_back_when_cancelled(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 2) as (_, pane, pilot):
        await pilot.press("slash", *"turns")
        assert line_of(pane)[1] == 8
        await pilot.press("escape")
        assert line_of(pane)[1] == 2
        assert pane.view.search.needle == ""
        await pilot.press("slash", *"route", "enter", "n")
        assert line_of(pane)[1] == 4
        assert pane.view.has_focus
        await pilot.press("left_square_bracket")
        assert line_of(pane)[1] == 2


async def test_a_search_entered_again_goes_to_its_next_match(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (_, pane, pilot):
        await pilot.press("slash", *"Route", "enter")
        assert line_of(pane)[1] == 3
        await pilot.press("slash", "enter")
        assert line_of(pane)[1] == 4


@pytest.mark.parametrize(
    ("typed", "place", "chosen"),
    [
        ("12", ("sim/router.go", 12), ()),
        ("4-6", ("sim/router.go", 6), ((4, 6),)),
        ("sim/clock.go:3", ("sim/clock.go", 3), ()),
        ("docs/notes.md:1,3", ("docs/notes.md", 3), ((1, 1), (3, 3))),
        ("sim/clock.go", ("sim/clock.go", 1), ()),
        (":4-6", ("sim/router.go", 6), ((4, 6),)),
        ("sim/clock.go:3:14", ("sim/clock.go", 3), ()),
        ("sim/clock.go#L3", ("sim/clock.go", 3), ()),
        ("https://github.com/a/b/blob/main/sim/clock.go#L2-L3", ("sim/clock.go", 3), ((2, 3),)),
        (" ", ("sim/router.go", 1), ()),
        ("900", ("sim/router.go", 15), ()),
        ("0", ("sim/router.go", 1), ()),
        ("no/such.go:3", ("sim/router.go", 1), ()),
    ],
)
async def test_going_to_a_line(
    checkout: Checkout, typed: str, place: tuple[str, int], chosen: tuple[object, ...]
) -> None:
    async with opened(checkout, "sim/router.go") as (_, pane, pilot):
        await pilot.press("colon")
        pane.prompt.text_input.value = typed
        await pilot.press("enter")
        await settle(pilot)
        assert line_of(pane) == place
        assert pane.view.chosen == chosen
        assert pane.view.has_focus


async def test_a_jump_within_the_file_ends_the_selection(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (app, pane, pilot):
        pane.open_at(CodePlace("sim/router.go", 12, None), ((12, 15),))
        await settle(pilot)
        assert pane.view.chosen == ((12, 15),)
        await pilot.press("o", *"Router", "enter")
        await settle(pilot)
        assert pane.view.chosen == ()
        await pilot.press("v", "down", "down", "c")
        await settle(pilot)
        assert [seen.citation.at for seen in app.seen] == ["sim/router.go:4-6"]


async def test_keys_that_come_at_once_find_what_the_first_of_them_opened(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (app, pane, pilot):
        burst(app, ":5\n")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 5)
        burst(app, "jj/next\n")
        await settle(pilot)
        assert (pane.view.search.needle, pane.view.place.line) == ("next", 9)
        burst(app, "gfcloc\n")
        await settle(pilot)
        assert line_of(pane)[0] == "sim/clock.go"
        assert pane.has_class("-tree")


async def test_a_prompt_stays_open_while_the_terminal_is_out_of_focus(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (app, pane, pilot):
        await pilot.press("colon", "1")
        app.post_message(events.AppBlur())
        await pilot.pause()
        assert pane.prompt.display
        app.post_message(events.AppFocus())
        await pilot.pause()
        await pilot.press("2", "enter")
        assert line_of(pane) == ("sim/router.go", 12)


async def test_a_search_that_finds_nothing_says_so(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 5) as (app, pane, pilot):
        await pilot.press("slash", *"nowhere", "enter")
        assert [note.message for note in app._notifications] == ["Nothing here matches nowhere"]
        assert line_of(pane) == ("sim/router.go", 5)


async def test_what_is_typed_right_after_a_prompt_finds_the_code_there(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (app, pane, pilot):
        burst(app, ":sim/clock.go:4\nc")
        for _ in range(100):
            await pilot.pause(0.02)
            if app.seen:
                break
        assert line_of(pane) == ("sim/clock.go", 4)
        [picked] = [message for message in app.seen if isinstance(message, CodePane.CitationPicked)]
        assert picked.citation.at == "sim/clock.go:4"

        burst(app, ":sim/router.go:1\n/Route\nV")
        for _ in range(100):
            await pilot.pause(0.02)
            if pane.view.selection.lines(pane.view.place.line):
                break
        assert pane.opened is not None and pane.opened.path == "sim/router.go"
        assert not pane.prompt.display and pane.view.search.needle == "Route"
