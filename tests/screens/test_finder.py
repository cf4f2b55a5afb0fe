"""Finding names by a few letters, the list of what was found, and the dialog around both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.worker import WorkerCancelled

from screens.widgets.code_preview import CodePreview
from screens.widgets.code_text import CodeText
from screens.widgets.finder import Finder
from screens.widgets.finder_source import Answer, Findings, Found, Source, name_source
from screens.widgets.name_search import NameSearch, matched
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


def last(search: NameSearch, query: str, limit: int = 10) -> list[str]:
    """The best names in the final list."""
    return [search.names[number] for number in list(search.find(query, limit))[-1]]


def test_names_that_start_with_the_query_come_before_those_that_hold_it() -> None:
    assert last(NameSearch(_FILES), "router") == [
        "sim/router.go",
        "sim/cluster/router_state.go",
        "zebra/sim_router/x.go",
    ]


def test_all_words_must_occur_and_case_does_not_matter() -> None:
    assert last(NameSearch(_FILES), "SIM Rout test")[0] == "sim/routing_test.go"


def test_letters_in_their_order_are_found_after_the_rest() -> None:
    assert last(NameSearch(_FILES), "wlgen") == ["sim/workload/generator.go"]
    assert last(NameSearch(_FILES), "qqq") == []


def test_capitals_prefer_names_that_have_them() -> None:
    names = ["routingPolicy", "RoutingPolicy", "IsRoutingPolicy"]
    assert last(NameSearch(names, part="."), "RoutingP") == [
        "RoutingPolicy",
        "routingPolicy",
        "IsRoutingPolicy",
    ]
    assert last(NameSearch(names, part="."), "routingp")[0] == "routingPolicy"


def test_a_capital_within_a_name_begins_a_word() -> None:
    names = ["Unrouting", "NewRouting", "Test_Longer_Routing"]
    assert last(NameSearch(names, part="."), "routing") == ["NewRouting", "Test_Longer_Routing", "Unrouting"]


def test_an_empty_query_lists_the_first_names() -> None:
    assert last(NameSearch(_FILES), "  ", 2) == ["cmd/root.go", "docs/routing.md"]


def test_the_first_list_is_not_empty_because_the_best_place_is() -> None:
    search = NameSearch(_FILES)
    assert next(search.find("go", 10)) != []
    assert last(search, "x")[0] == "zebra/sim_router/x.go"
    assert last(search, "!") == []
    assert last(NameSearch(()), "abc") == []


def test_symbols_have_parts_between_dots() -> None:
    search = NameSearch(["Router.Route", "routeAll", "NewRouter", "Sim.router"], part=".")
    assert last(search, "route") == ["routeAll", "Sim.router", "Router.Route", "NewRouter"]
    assert last(search, "router") == ["Sim.router", "NewRouter", "Router.Route"]


def test_a_longer_query_narrows_what_the_shorter_one_found() -> None:
    search = NameSearch(_FILES)
    assert last(search, "rout")
    assert last(search, "router s")[0] == "sim/cluster/router_state.go"
    assert last(search, "re")[0] == "sim/request.go"


def test_names_among_very_many_are_found_although_only_some_candidates_are_ranked() -> None:
    names = [f"pkg{number}/misrouted/file.go" for number in range(3000)] + ["zz/route.go"]
    assert last(NameSearch(names), "route")[0] == "zz/route.go"


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("sim/router.go", "rout sim", [(0, 3), (4, 8)]),
        ("sim/router.go", "srg", [(0, 1), (4, 5), (11, 12)]),
        ("sim/router.go", "x", []),
    ],
)
def test_matched_letters(name: str, query: str, expected: list[tuple[int, int]]) -> None:
    assert matched(name, query) == expected


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
        assert rows(view)[:2] == ["▸item 0 [b]", " item 1 [b]"]
        await pilot.press("end")
        assert rows(view)[-1] == "▸item 199999 [b]"
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
            yield VirtualList[str](lambda path: [(path[:5], "match"), (path[5:], "label")], cut_start=True)

    app = Paths()
    async with app.run_test(size=(14, 4)) as pilot:
        view = app.query_one(VirtualList)
        view.set_items(["some/long/folder/世界.go"])
        await pilot.pause()
        assert rows(view)[0] == "▸…der/世界.go"


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
    return FinderApp(name_source(NameSearch(_FILES), lambda number: Found(_FILES[number], _FILES[number])))


async def test_typing_narrows_and_enter_answers_with_the_best() -> None:
    app = files_app()
    async with app.run_test() as pilot:
        await pilot.press(*"router")
        await pilot.press("enter")
        assert app.answers == [Found("sim/router.go", "sim/router.go")]


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
        assert app.answers == [Found(_FILES[2], _FILES[2])]


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
        yield Findings([Found(f"late {query}", "late.go")], "all searched")

    app = FinderApp(lambda query: Answer(Findings((), "searching"), later(query)))
    async with app.run_test() as pilot:
        await pilot.press("a", "b")
        gate.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, Finder)
        assert [found.label for found in app.screen.results.items] == ["late ab"]
        assert str(app.screen.remark.render()) == "all searched"


@pytest.mark.parametrize(("width", "shown"), [(130, True), (80, False)])
async def test_the_code_of_the_place_is_shown_where_there_is_room(width: int, shown: bool) -> None:
    read: list[str] = []

    def text_of(path: str) -> CodeText:
        read.append(path)
        return CodeText("one\ntwo\nthree\n")

    places = [Found("a", "a.go", 2), Found("b", "b.go", 3), Found("c", "b.go", 1)]
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
    app = FinderApp(name_source(NameSearch([name]), lambda _: Found(name, name)))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Finder)
        assert rows(app.screen.results)[0] == "▸a[red]b␛[0m.go"
