"""The code pane over a small repository: opening, finding, capturing, going back."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Static
from textual.worker import WorkerCancelled

from blistui.repo.citations.capture import capture, verify
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.queries import Inquiry
from blistui.repo.repository import Repository
from screens.code_pane import contents as code_contents
from screens.code_pane.difference import DifferenceView
from screens.code_pane.pane import CodePane
from screens.code_view import reader as code_reader
from screens.code_view.place import CodePlace
from screens.finder import text_search
from screens.finder.finder import Finder
from tests.repo.conftest import Checkout

_ROUTER = """package sim

// Router picks an instance for a request.
type Router interface {
\tRoute(id string) string
}

// RoundRobin takes turns.
type RoundRobin struct{ next int }

// Route implements Router.
func (r *RoundRobin) Route(id string) string {
\tr.next++
\treturn id
}
"""
_CLOCK = "package sim\n\n// Now is the time.\nvar Now int64\n"


class PaneApp(App[None]):
    """One pane; keeps what it sends."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        yield CodePane()

    def on_code_pane_citation_picked(self, event: CodePane.CitationPicked) -> None:
        self.seen.append(event)

    def on_code_pane_answer_kept(self, event: CodePane.AnswerKept) -> None:
        self.seen.append(event)

    def on_code_pane_citation_followed(self, event: CodePane.CitationFollowed) -> None:
        self.seen.append(event)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "work")
    made.write("sim/router.go", _ROUTER)
    made.write("sim/clock.go", _CLOCK)
    made.write("docs/notes.md", "# Notes\n\nThe router takes turns.\n")
    made.commit()
    return made


@asynccontextmanager
async def opened(
    checkout: Checkout, path: str = "", line: int = 1, size: tuple[int, int] = (120, 30)
) -> AsyncIterator[tuple[PaneApp, CodePane, Pilot[None]]]:
    """A running app whose pane shows the repository, and a file when one is named."""
    app = PaneApp()
    async with app.run_test(size=size) as pilot:
        pane = app.query_one(CodePane)
        pane.repository = checkout.repo
        pane.focus_code()
        await settle(pilot)
        if path:
            pane.open_at(CodePlace(path, line, None))
            await settle(pilot)
        yield app, pane, pilot


async def settle(pilot: Pilot[None]) -> None:
    """Let workers and what they ask for finish."""
    for _ in range(3):
        await pilot.pause()
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
    while any(worker.is_running for worker in pilot.app.workers):
        await pilot.pause()
    await pilot.pause()


def note_of(app: App[None]) -> str:
    """What the finder says its answer goes by."""
    return str(app.screen.query_one(Vertical).border_subtitle)


def line_of(pane: CodePane) -> tuple[str, int]:
    """Where the pane is."""
    assert pane.opened is not None
    return pane.opened.path, pane.view.place.line


def burst(app: App[None], keys: str) -> None:
    """Send keys all at once, as a slow line does, or somebody who types fast."""
    for key in keys:
        name = {"\n": "enter", ":": "colon", "/": "slash"}.get(key, key)
        app.post_message(events.Key(name, "\r" if key == "\n" else key))


async def test_a_file_is_chosen_from_the_tree_by_keys(checkout: Checkout) -> None:
    async with opened(checkout) as (_, pane, pilot):
        await pilot.press("down", "right", "down", "enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 1)
        assert pane.view.has_focus


async def test_a_file_is_found_by_letters_and_the_way_back_is_kept(checkout: Checkout) -> None:
    async with opened(checkout, "docs/notes.md", 3) as (app, pane, pilot):
        await pilot.press("f", *"rout", "enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 1)
        assert pane.view.has_focus
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert line_of(pane) == ("docs/notes.md", 3)
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 1)
        assert not isinstance(app.screen, Finder)


async def test_captured_lines_become_a_citation_that_verifies(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 12) as (app, pane, pilot):
        pane.capture_target = "finding.F1 Citations"
        await pilot.press("shift+down", "shift+down", "c")
        await settle(pilot)
        (picked,) = app.seen
        assert isinstance(picked, CodePane.CitationPicked)
        assert picked.citation.at == "sim/router.go:12-14"
        assert picked.citation.symbol == "RoundRobin.Route"
        assert verify(checkout.repo, picked.citation, None).status == "exact"


async def test_several_ranges_make_one_citation(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 4) as (app, _, pilot):
        await pilot.press("a", "down", "down", "down", "down", "down", "v", "down", "down", "down", "c")
        await settle(pilot)
        assert [seen.citation.at for seen in app.seen] == ["sim/router.go:4,9-12"]


async def test_lines_that_are_no_longer_on_disk_are_not_cited(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 4) as (app, pane, pilot):
        checkout.write("sim/router.go", "package sim\n" + _ROUTER)
        await pilot.press("c")
        await settle(pilot)
        assert app.seen == []
        checkout.commit()
        await pilot.press("R")
        await settle(pilot)
        assert pane.view.text.line(5) == "type Router interface {"
        await pilot.press("down", "c")
        await settle(pilot)
        assert [seen.citation.at for seen in app.seen] == ["sim/router.go:5"]


async def test_the_base_commit_is_shown_and_cited_without_naming_it(checkout: Checkout) -> None:
    base = checkout.repo.head() or ""
    checkout.write("sim/clock.go", "package sim\n\n// Later.\n\n// Now is the time.\nvar Now int64\n")
    async with opened(checkout, "sim/clock.go", 6) as (app, pane, pilot):
        pane.base = base
        await pilot.press("R")
        await settle(pilot)
        assert pane.opened is not None
        assert "changed since" in pane.opened.state
        await pilot.press("B")
        await settle(pilot)
        assert (pane.opened.at, line_of(pane)) == (base, ("sim/clock.go", 4))
        await pilot.press("c")
        await settle(pilot)
        assert [(seen.citation.at, seen.citation.commit) for seen in app.seen] == [("sim/clock.go:4", "")]
        assert verify(checkout.repo, app.seen[0].citation, base, base).status == "exact"
        await pilot.press("B")
        await settle(pilot)
        assert (pane.opened.at, line_of(pane)) == (None, ("sim/clock.go", 6))


async def test_marks_of_the_plan_open_what_cites(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 4) as (app, pane, pilot):
        pane.citations = {"finding.F1": [capture(checkout.repo, "sim/router.go", [(4, 4)])]}
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        (followed,) = app.seen
        assert isinstance(followed, CodePane.CitationFollowed)
        assert followed.label == "finding.F1"
        assert "cited by finding.F1" in str(pane.status.render())


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


async def test_the_outline_leads_to_a_symbol(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (_, pane, pilot):
        await pilot.press("o", *"robin.route", "enter")
        await settle(pilot)
        assert line_of(pane)[1] == 12
        assert "RoundRobin.Route" in str(pane.status.render())


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


async def test_a_symbol_of_another_file_is_found_by_its_letters(checkout: Checkout) -> None:
    async with opened(checkout, "docs/notes.md") as (_, pane, pilot):
        await pilot.press("s", *"rrobin", "enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 9)
        assert pane.view.word_at_cursor == "RoundRobin"


async def test_the_declaration_of_the_name_under_the_cursor(checkout: Checkout) -> None:
    checkout.write("sim/use.go", "package sim\n\nfunc step() int64 {\n\treturn Now\n}\n")
    async with opened(checkout, "sim/use.go", 4) as (_, pane, pilot):
        pane.view.goto(4, 9)
        await pilot.press("d")
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 4)
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert line_of(pane) == ("sim/use.go", 4)


async def test_several_declarations_of_a_name_are_offered_the_nearest_first(checkout: Checkout) -> None:
    checkout.write("other/now.go", "package other\n\nfunc (T) Stop() {}\n")
    checkout.write("sim/clock.go", "package sim\n\nfunc (t T) Stop() {}\n")
    checkout.write("sim/use.go", "package sim\n\nvar _ = unknown().Stop\n")
    async with opened(checkout, "sim/use.go") as (app, pane, pilot):
        pane.view.goto(3, 19)
        await pilot.press("d")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert [found.path for found in app.screen.results.items] == ["sim/clock.go", "other/now.go"]
        assert "by name only" in note_of(app)
        await pilot.press(*"other", "enter")
        await settle(pilot)
        assert line_of(pane) == ("other/now.go", 3)


async def test_a_name_of_the_package_is_gone_to_at_once(checkout: Checkout) -> None:
    checkout.write("other/now.go", "package other\n\nvar Now, Then int\n")
    checkout.write("sim/use.go", "package sim\n\nvar _ = Now\n\nfunc f(Now int) {\n\t_ = Now\n}\n")
    async with opened(checkout, "sim/use.go") as (_, pane, pilot):
        pane.view.goto(3, 9)
        await pilot.press("d")
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 4)
        pane.open_at(CodePlace("sim/use.go", 6, None))
        await settle(pilot)
        pane.view.goto(6, 6)
        await pilot.press("d")
        await settle(pilot)
        assert line_of(pane) == ("sim/use.go", 5)


async def test_a_field_is_gone_to_at_its_type(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 13) as (_, pane, pilot):
        pane.view.goto(13, 4)
        await pilot.press("d")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 9)


async def test_a_name_declared_nowhere_is_reported(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 13) as (app, pane, pilot):
        pane.view.goto(12, 34)
        await pilot.press("d")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 12)
        assert len(app._notifications) == 1


@pytest.mark.parametrize("folder", [".", "", "tools"])
def test_no_program_of_the_checkout_is_taken_for_ripgrep(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    program = checkout.root / folder / "rg"
    program.parent.mkdir(exist_ok=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.chdir(checkout.root)
    monkeypatch.setenv("PATH", folder)
    assert text_search.ripgrep() is None


@pytest.mark.parametrize("ripgrep", [True, False], ids=["ripgrep", "file by file"])
async def test_text_is_found_in_all_files(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, ripgrep: bool
) -> None:
    if ripgrep and text_search.ripgrep() is None:
        pytest.skip("ripgrep is not installed")
    if not ripgrep:
        monkeypatch.setattr("screens.finder.text_search.ripgrep", lambda: None)
    checkout.write("docs/-e.txt", "it takes turns [red]\n")
    async with opened(checkout) as (app, pane, pilot):
        await pilot.press("question_mark", *"takes turns")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert [(hit.path, hit.line) for hit in app.screen.results.items] == [
            ("docs/-e.txt", 1),
            ("docs/notes.md", 3),
            ("sim/router.go", 8),
        ]
        await pilot.press("down", "enter")
        await settle(pilot)
        assert line_of(pane) == ("docs/notes.md", 3)
        await pilot.press("ctrl+f")
        await settle(pilot)
        assert app.screen.query_text == "takes turns"


@pytest.mark.parametrize("ripgrep", [True, False], ids=["ripgrep", "file by file"])
async def test_the_lines_that_name_a_word_are_listed_and_narrowed(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, ripgrep: bool
) -> None:
    if ripgrep and text_search.ripgrep() is None:
        pytest.skip("ripgrep is not installed")
    if not ripgrep:
        monkeypatch.setattr("screens.finder.text_search.ripgrep", lambda: None)
    checkout.write("more.yaml", "turns: 1\nTurns: 2\nreturns: 3\nof-turns: 4\n")
    async with opened(checkout, "docs/notes.md", 3) as (app, pane, pilot):
        pane.view.goto(3, 18)
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        hits = [(hit.path, hit.line) for hit in app.screen.results.items]
        assert hits == [("docs/notes.md", 3), ("more.yaml", 1), ("more.yaml", 4), ("sim/router.go", 8)]
        assert "by name only" in note_of(app)
        await pilot.press(*"yaml", "down", "enter")
        await settle(pilot)
        assert line_of(pane) == ("more.yaml", 4)


@pytest.mark.parametrize(
    ("key", "line", "index", "places"),
    [
        ("i", 4, 6, [("sim/router.go", 9), ("sim/use.go", 3)]),
        ("u", 12, 22, [("sim/use.go", 8)]),
        ("m", 9, 6, [("sim/use.go", 7)]),
        ("m", 9, 0, [("sim/use.go", 7)]),
        ("r", 9, 6, [("sim/router.go", 9), ("sim/router.go", 12), ("sim/use.go", 7)]),
    ],
    ids=["implementers", "callers", "makers", "of the type declared here", "references"],
)
async def test_who_uses_a_name(
    checkout: Checkout, key: str, line: int, index: int, places: list[tuple[str, int]]
) -> None:
    checkout.write(
        "sim/use.go",
        "package sim\n\ntype Mute struct{}\n\nfunc (Mute) Route(id string) string { return id }\n"
        'func use() {\n\trouter := &RoundRobin{}\n\trouter.Route("x")\n}\n',
    )
    async with opened(checkout, "sim/router.go") as (app, pane, pilot):
        pane.view.goto(line, index)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        found = [(place.path, place.line) for place in app.screen.results.items]
        assert set(places) <= set(found)
        assert str(app.screen.remark.render()).startswith(f"{len(found)} in ")
        assert str(app.screen.frame.border_title).startswith(f"{len(found)} ")
        await pilot.press("enter")
        await settle(pilot)
        assert line_of(pane) == found[0]


async def test_an_answer_is_kept_as_evidence_where_somebody_keeps_it(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (app, pane, pilot):
        pane.view.goto(4, 6)
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("f6")
        assert isinstance(app.screen, Finder)
        await pilot.press("escape")
        pane.keeps_answers = True
        await pilot.press("i")
        await settle(pilot)
        await pilot.press(*"narrowed", "f6")
        await settle(pilot)
        (kept,) = app.seen
        assert isinstance(kept, CodePane.AnswerKept)
        assert (kept.query.ask, kept.query.subject) == ("implementers", "./sim.Router")
        assert (
            kept.query.result
            == ("sim/router.go RoundRobin",)
            == Inquiry(GoCode(checkout.repo)).answer(kept.query)
        )


async def test_a_question_without_an_answer_says_why(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go") as (app, pane, pilot):
        pane.view.goto(4, 5)
        await pilot.press("i")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert "no interface" in str(app.screen.remark.render())
        await pilot.press("escape")
        assert line_of(pane) == ("sim/clock.go", 4)


async def test_questions_at_the_base_commit_are_answered_there(checkout: Checkout) -> None:
    base = checkout.repo.head() or ""
    checkout.write("sim/clock.go", _CLOCK + "\nvar later = Now\n")
    async with opened(checkout, "sim/clock.go", 4) as (app, pane, pilot):
        pane.base = base
        await pilot.press("B")
        await settle(pilot)
        pane.view.goto(4, 5)
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert [(place.path, place.line) for place in app.screen.results.items] == [("sim/clock.go", 4)]
        await pilot.press("enter")
        await settle(pilot)
        assert pane.opened is not None
        assert pane.opened.at == base


async def test_what_changed_in_a_file_since_the_base(checkout: Checkout) -> None:
    base = checkout.repo.head() or ""
    checkout.write("sim/router.go", "// Sim.\n" + _ROUTER.replace("takes turns", "goes round") + "// End.\n")
    async with opened(checkout, "sim/router.go", 9) as (app, pane, pilot):
        pane.base = base
        await pilot.press("D")
        await settle(pilot)
        assert isinstance(app.screen, DifferenceView)
        lines = app.screen.rows.items
        assert [(line.sign, line.old, line.new) for line in lines] == [
            ("+", 0, 1),
            (" ", 1, 2),
            (" ", 2, 3),
            (" ", 3, 4),
            (" ", 0, 0),
            (" ", 5, 6),
            (" ", 6, 7),
            (" ", 7, 8),
            ("-", 8, 0),
            ("+", 0, 9),
            (" ", 9, 10),
            (" ", 10, 11),
            (" ", 11, 12),
            (" ", 0, 0),
            (" ", 13, 14),
            (" ", 14, 15),
            (" ", 15, 16),
            ("+", 0, 17),
        ]
        await pilot.press("n")
        assert app.screen.rows.item.new == 17
        await pilot.press("enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 17)


async def test_what_became_of_cited_lines(checkout: Checkout) -> None:
    base = checkout.repo.head() or ""
    citation = capture(checkout.repo, "sim/router.go", [(12, 13)])
    checkout.write("sim/router.go", _ROUTER.replace("r.next++", "r.next += 2"))
    async with opened(checkout, "sim/router.go", 12) as (app, pane, pilot):
        pane.base = base
        pane.citations = {"finding.F1": [citation]}
        await settle(pilot)
        await pilot.press("D")
        await settle(pilot)
        assert isinstance(app.screen, DifferenceView)
        changed = [line for line in app.screen.rows.items if line.sign != " "]
        assert [(line.sign, line.old, line.new, line.text) for line in changed] == [
            ("-", 13, 0, "\tr.next++"),
            ("+", 0, 13, "\tr.next += 2"),
        ]
        await pilot.press("escape")
        assert line_of(pane) == ("sim/router.go", 12)
        await pilot.press("D")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 13)


async def test_cited_lines_that_are_unchanged_show_what_else_changed(checkout: Checkout) -> None:
    base = checkout.repo.head() or ""
    citation = capture(checkout.repo, "sim/router.go", [(4, 6)])
    checkout.write("sim/router.go", _ROUTER.replace("r.next++", "r.next += 2"))
    async with opened(checkout, "sim/router.go", 4) as (app, pane, pilot):
        pane.base = base
        pane.citations = {"finding.F1": [citation]}
        await settle(pilot)
        await pilot.press("D")
        await settle(pilot)
        assert isinstance(app.screen, DifferenceView)
        assert [(line.sign, line.new) for line in app.screen.rows.items if line.sign != " "] == [
            ("-", 0),
            ("+", 13),
        ]
        remark = str(app.screen.query_one("#remark", Static).render())
        assert "unchanged" in remark
        assert "In the whole file: 1 place changed." in remark


async def test_a_difference_needs_a_base(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (app, _, pilot):
        await pilot.press("D", "B")
        assert len(app._notifications) == 2


async def test_a_file_that_cannot_be_read_is_reported_and_the_one_open_stays(checkout: Checkout) -> None:
    checkout.write("data.bin", b"\0\1\2")
    async with opened(checkout, "sim/clock.go") as (app, pane, pilot):
        pane.open_at(CodePlace("data.bin", 1, None))
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 1)
        assert [note.severity for note in app._notifications] == ["error"]


async def test_without_a_repository_the_pane_says_so_and_keys_do_no_harm(tmp_path: Path) -> None:
    app = PaneApp()
    async with app.run_test() as pilot:
        pane = app.query_one(CodePane)
        pane.focus_code()
        await pilot.press("f", "o", "?", "t", "B", "R", "slash", "colon", "[", "enter", "down")
        assert "no repository" in str(pane.status.render())
        pane.repository = Repository.open(tmp_path)
        await settle(pilot)
        assert "has no files" in str(pane.status.render())


async def test_what_is_still_read_of_a_repository_that_is_left_is_not_shown(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, begun = threading.Event(), []

    def slow(work: Callable[..., object]) -> Callable[..., object]:
        def wait(*given: object) -> object:
            done = work(*given)
            begun.append(done)
            may_end.wait(5.0)
            return done

        return wait

    app = PaneApp()
    async with app.run_test() as pilot:
        pane = app.query_one(CodePane)
        monkeypatch.setattr(code_contents, "names_of", slow(code_contents.names_of))
        monkeypatch.setattr(code_reader, "read", slow(code_reader.read))
        pane.repository = checkout.repo
        pane.open_at(CodePlace("sim/clock.go", 1, None))
        while len(begun) < 2:
            await pilot.pause(0.01)
        pane.repository = None
        may_end.set()
        await settle(pilot)
        assert pane.opened is None
        assert not pane.file_tree.files and not pane.contents.files.names
        assert "no repository" in str(pane.status.render())


async def test_the_tree_of_a_repository_that_is_left_is_empty(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go") as (_, pane, pilot):
        assert pane.file_tree.files
        pane.repository = None
        await settle(pilot)
        assert not pane.file_tree.files


async def test_a_pane_can_be_asked_before_it_is_mounted(checkout: Checkout) -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        pane = CodePane()
        pane.repository = checkout.repo
        app.screen.mount(pane)
        pane.open_at(CodePlace("sim/clock.go", 4, None))
        pane.focus_code()
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 4)
        assert pane.view.has_focus


async def test_a_file_that_comes_while_the_tree_gets_the_focus_takes_it(checkout: Checkout) -> None:
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(CodePane)
        pane.repository = checkout.repo
        await settle(pilot)
        pane.open_at(CodePlace("sim/clock.go", 4, None))
        pane.focus_code()
        await settle(pilot)
        assert pane.view.has_focus
        assert not pane.file_tree.display


async def test_a_narrow_pane_gives_its_room_to_the_code(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go", size=(80, 24)) as (_, pane, pilot):
        assert not pane.file_tree.display
        assert pane.view.size.width == 80
        await pilot.press("t")
        assert pane.file_tree.display
        assert pane.file_tree.has_focus
        assert pane.file_tree.item is not None
        assert pane.file_tree.item.path == "sim/clock.go"
        await pilot.press("t")
        assert pane.view.has_focus


async def test_who_asked_is_shown_as_it_is_written(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go") as (_, pane, pilot):
        pane.capture_target = "[red]F1"
        await pilot.pause()
        assert "capturing for: [red]F1" in str(pane.header.render())


async def test_at_most_six_keys_are_in_the_footer(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go") as (app, _, _pilot):
        shown = [key for key, binding in app.screen.active_bindings.items() if binding.binding.show]
        assert {"v", "c", "f"} <= set(shown)
        assert len([key for key in shown if not key.startswith(("ctrl", "tab", "shift"))]) <= 6


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


async def test_what_can_be_done_is_shown_while_no_file_is_open(checkout: Checkout) -> None:
    async with opened(checkout, size=(80, 24)) as (app, pane, pilot):
        pane.capture_target = "pr.PR2.guarantees.BC-2-1 Citations"
        await pilot.pause()
        assert "f finds a file, s a symbol, ? a text" in str(pane.status.render())
        await pilot.press("o", "d", "u", "D")
        assert {note.message for note in app._notifications} == {"No file is open: f finds one."}
        await pilot.press("colon", *"sim/clock.go", "enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 1)
        assert pane.view.has_focus


async def test_the_path_is_seen_whoever_asked(checkout: Checkout) -> None:
    path = "sim/disaggregation/prefill/a_rather_long_name_of_a_file_test.go"
    checkout.write(path, "package prefill\n")
    async with opened(checkout, path, size=(80, 24)) as (_, pane, pilot):
        pane.capture_target = "finding.F3 Citations"
        await pilot.pause()
        header = str(pane.header.render())
        assert "for: finding.F3 Citations" in header
        assert header.endswith("a_rather_long_name_of_a_file_test.go")
        assert len(header) <= 78


async def test_a_place_that_cannot_be_opened_leaves_nothing_to_go_back_to(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 5) as (app, pane, pilot):
        pane.open_at(CodePlace("sim/clock.go", 3, None))
        await settle(pilot)
        pane.open_at(CodePlace("no/such.go", 3, None))
        await settle(pilot)
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 5)
        await pilot.press("left_square_bracket")
        assert "no position further back" in [*app._notifications][-1].message


async def test_an_empty_file_has_no_line_to_choose(checkout: Checkout) -> None:
    checkout.write("sim/empty.go", "")
    async with opened(checkout, "sim/empty.go") as (_, pane, pilot):
        await pilot.press("v", "a", "c", "shift+down", "y")
        assert pane.view.chosen == ()
        assert "empty" in str(pane.status.render())


async def test_the_symbols_of_a_repository_without_any_are_read_once(tmp_path: Path) -> None:
    made = Checkout(tmp_path / "bare")
    made.write("notes.md", "router\n")
    made.commit()
    async with opened(made, "notes.md") as (app, _, pilot):
        await pilot.press("d")
        assert "declared in no Go file" in [*app._notifications][-1].message


async def test_callers_say_how_many_and_where_and_tests_come_last(checkout: Checkout) -> None:
    checkout.write("sim/a_test.go", "package sim\n\nfunc TestNow() {\n\tpick()\n\tpick()\n}\n")
    checkout.write("sim/pick.go", "package sim\n\nfunc pick() {}\n\nfunc use() { pick() }\n")
    async with opened(checkout, "sim/pick.go", 3, size=(80, 24)) as (app, _, pilot):
        await pilot.press("w", "u")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        finder = app.screen
        assert str(finder.frame.border_title) == "3 calls of sim.pick"
        assert [place.label for place in finder.results.items] == [
            "sim/pick.go:5: use  func use() { pick() }",
            "sim/a_test.go:4: TestNow  pick()",
            "sim/a_test.go:5: TestNow  pick()",
        ]
        assert str(finder.remark.render()) == "3 in 2 files, 2 of them in tests"
        await pilot.press(*"test")
        assert str(finder.remark.render()) == "2 in 1 file, all in tests"
        assert str(finder.frame.border_title) == "3 calls of sim.pick"
        await pilot.press(*"zz")
        assert str(finder.remark.render()) == "Nothing matches."


async def test_calls_of_a_method_are_not_said_to_be_those_of_one_type(checkout: Checkout) -> None:
    checkout.write("sim/use.go", 'package sim\n\nfunc use(r Router) { r.Route("x") }\n')
    async with opened(checkout, "sim/router.go", 12) as (app, pane, pilot):
        pane.view.goto(12, 22)
        await pilot.press("u")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert str(app.screen.frame.border_title) == "No calls of sim.RoundRobin.Route, and 1 that may be"


async def test_a_file_that_is_gone_is_said_to_be_when_it_is_read_again(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go", 4) as (_, pane, pilot):
        (checkout.root / "sim/clock.go").unlink()
        await pilot.press("R")
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 4)
        assert "gone" in str(pane.header.render())
        assert "sim/clock.go" not in pane.file_tree.files


async def test_a_file_that_became_binary_is_not_said_to_be_gone(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go", 4) as (_, pane, pilot):
        (checkout.root / "sim/clock.go").write_bytes(b"\0\1")
        await pilot.press("R")
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 4)
        assert "unreadable now: shown as it was" in str(pane.header.render())


async def test_the_declaration_around_the_cursor_is_selected_and_then_more(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go", 5) as (app, pane, pilot):
        for lines in ((5, 5), (4, 6), (3, 6)):
            await pilot.press("V")
            assert pane.view.chosen == (lines,)
        await pilot.press("V")
        assert "No Go declaration" in [*app._notifications][-1].message
        await pilot.press("a")
        pane.view.goto(8)
        await pilot.press("V")
        assert pane.view.chosen == ((3, 6), (8, 9))
        await pilot.press("c")
        await settle(pilot)
        (picked,) = app.seen
        assert isinstance(picked, CodePane.CitationPicked)
        assert picked.citation.at == "sim/router.go:3-6,8-9"


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
