"""Finding names by a few letters, the list of what was found, and the dialog around both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.worker import WorkerCancelled

from blistui.repo.symbols.name_search import NameSearch
from screens.code_view.place import CodePlace
from screens.code_view.text import CodeText
from screens.finder.finder import Finder
from screens.finder.preview import CodePreview
from screens.finder.source import Answer, Findings, Found, Source, name_source
from screens.widgets.virtual_list import VirtualList

_FILES = (
    "cmd/root.go",
    "docs/routing.md",
    "sim/cluster/router_state.go",
    "sim/request.go",
    "sim/router.go",
    "sim/routing_test.go",
    "sim/workload/generator.go",
    "zebra/sim_router/x.go",
)


def found(path: str) -> Found:
    """The start of a file."""
    return Found(path, CodePlace(path, 1, None))


class ListApp(App[None]):
    """A list of many numbers that records what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        yield VirtualList[int](lambda number: [(f"item {number} [b]", "label")])

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.seen.append(event)


def rows(view: VirtualList[object]) -> list[str]:
    """Rows on screen without the position bar."""
    return [strip.text[:-1].rstrip() for strip in view.render_lines(view.size.region)]


async def test_a_list_of_200_000_rows_shows_those_on_screen() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        view = app.query_one(VirtualList)
        view.focus()
        view.set_items(range(200_000))
        await pilot.pause()
        assert rows(view)[:2] == ["▌item 0 [b]", " item 1 [b]"]
        await pilot.press("end")
        assert rows(view)[-1] == "▌item 199999 [b]"
        await pilot.press("pageup", "up", "enter")
        assert [seen.row for seen in app.seen] == [199_989]
        await pilot.click(VirtualList, offset=(3, 0))
        assert [seen.row for seen in app.seen][1:] == [view.top]


async def test_an_empty_list_chooses_nothing() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        app.query_one(VirtualList).focus()
        await pilot.press("down", "enter", "end", "pageup")
        await pilot.click(VirtualList, offset=(3, 3))
        assert app.seen == []
        assert app.query_one(VirtualList).item is None


async def test_a_path_too_long_for_the_list_loses_its_start() -> None:
    class Paths(App[None]):
        def compose(self) -> ComposeResult:
            yield VirtualList[str](lambda path: [("Run ", "label"), (path, "place")])

    app = Paths()
    async with app.run_test(size=(18, 4)):
        view = app.query_one(VirtualList)
        view.set_items(["some/long/folder/世界.go", "sim/run.go"])
        assert rows(view)[:2] == ["▌Run …der/世界.go", " Run sim/run.go"]


class FinderApp(App[None]):
    """Opens a finder over a source and keeps its answer."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.answers: list[Found | None] = []
        self._finder_source = source

    def on_mount(self) -> None:
        self.push_screen(Finder(lambda: "Files", self._finder_source), self.answers.append)


def files_app() -> FinderApp:
    """A finder over the sample files."""
    return FinderApp(
        name_source(
            NameSearch(_FILES), lambda number: found(_FILES[number]), lambda number: (_FILES[number], "")
        )
    )


async def test_typing_narrows_and_enter_answers_with_the_best() -> None:
    app = files_app()
    async with app.run_test() as pilot:
        await pilot.press(*"router")
        await pilot.press("enter")
        assert app.answers == [found("sim/router.go")]


async def test_arrows_choose_another_and_escape_answers_nothing() -> None:
    app = files_app()
    async with app.run_test() as pilot:
        await pilot.press(*"router", "down", "ctrl+n", "up", "enter")
        await pilot.pause()
        assert [answer.path if answer else None for answer in app.answers] == ["sim/cluster/router_state.go"]
    app = files_app()
    async with app.run_test() as pilot:
        await pilot.press("s", "escape")
        assert app.answers == [None]


async def test_a_click_answers_with_the_row_clicked() -> None:
    app = files_app()
    async with app.run_test() as pilot:
        await pilot.click("#results", offset=(4, 2))
        assert app.answers == [found(_FILES[2])]


async def test_enter_without_any_place_found_stays() -> None:
    app = files_app()
    async with app.run_test() as pilot:
        await pilot.press(*"qqq", "enter")
        assert app.answers == []
        assert isinstance(app.screen, Finder)
        assert str(app.screen.remark.render()) == "Nothing matches."


async def test_what_comes_later_is_shown_unless_the_query_has_changed() -> None:
    gate = asyncio.Event()

    async def later(query: str) -> AsyncGenerator[Findings, None]:
        await gate.wait()
        yield Findings([Found(f"late {query}", CodePlace("late.go", 1, None))], "all searched")

    app = FinderApp(lambda query: Answer(Findings((), "searching"), later(query)))
    async with app.run_test() as pilot:
        await pilot.press("a", "b")
        gate.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, Finder)
        assert [place.label for place in app.screen.results.items] == ["late ab"]
        assert str(app.screen.remark.render()) == "all searched"


@pytest.mark.parametrize(("width", "shown"), [(130, True), (80, False)])
async def test_the_code_of_the_place_is_shown_where_there_is_space(width: int, shown: bool) -> None:
    read: list[str] = []

    def text_of(place: CodePlace) -> CodeText:
        read.append(place.path)
        return CodeText("one\ntwo\nthree\n")

    places = [
        Found(name, CodePlace(path, line, None))
        for name, path, line in (("a", "a.go", 2), ("b", "b.go", 3), ("c", "b.go", 1))
    ]
    app = App[None]()
    async with app.run_test(size=(width, 24)) as pilot:
        app.push_screen(Finder(lambda: "Places", lambda _: Answer(Findings(places)), read=text_of))
        for key in ("down", "down"):
            await pilot.press(key)
            with suppress(WorkerCancelled):
                await app.workers.wait_for_complete()
            while any(worker.is_running for worker in app.workers):
                await pilot.pause()
        preview = app.screen.query_one(CodePreview)
        assert preview.display == shown
        assert read[-1:] == (["b.go"] if shown else [])
        assert (preview.path, preview.place.line) == (("b.go", 1) if shown else ("", 1))


async def test_names_that_look_like_markup_are_shown_as_they_are() -> None:
    name = "a[red]b\x1b[0m.go"
    app = FinderApp(name_source(NameSearch([name]), lambda _: found(name), lambda _: (name, "")))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Finder)
        assert rows(app.screen.results)[0] == "▌a[red]b␛[0m.go"
