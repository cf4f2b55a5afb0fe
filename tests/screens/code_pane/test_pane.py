"""The code pane over a small repository: opening, choosing from the tree, citing, going back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App

from blistui.repo.citations.capture import capture, verify
from blistui.repo.repository import Repository
from blistui.repo.symbols.index import SymbolIndex
from screens.code_pane import contents as code_contents
from screens.code_pane.pane import CodePane
from screens.code_view import reader as code_reader
from screens.code_view.place import CodePlace
from screens.finder.finder import Finder
from tests.repo.conftest import Checkout
from tests.screens.code_pane.opened import ROUTER, PaneApp, line_of, opened, settle
from tests.screens.pilot import until


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
        checkout.write("sim/router.go", "package sim\n" + ROUTER)
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
        assert "cited by F1" in str(pane.status.render())


@pytest.mark.parametrize("width", [30, 50, 80, 140])
async def test_what_is_said_of_a_line_is_cut_and_never_the_keys_behind_it(
    checkout: Checkout, width: int
) -> None:
    async with opened(checkout, "sim/router.go", 4, (width, 20)) as (_, pane, pilot):
        long = f"finding.F{'1' * 60}"
        pane.citations = {long: [capture(checkout.repo, "sim/router.go", [(4, 4)])]}
        await settle(pilot)
        shown = str(pane.status.render())
        assert "s symbol   V declaration" in shown and shown.startswith("4"), shown
        assert cell_len(shown.rstrip()) <= pane.status.content_size.width
        words = shown.partition("●")[2].partition("   ")[0]
        assert not words.strip() or len(words) > 10, "a beginning that says nothing is left out"
        assert width < 50 or "●" in shown, "that there is a mark is seen"
        await pilot.resize_terminal(width + 20 if width < 100 else 60, 20)
        await until(pilot, lambda: pane.status.content_size.width != width - 2)
        await settle(pilot)
        again = str(pane.status.render())
        assert "s symbol   V declaration" in again
        assert cell_len(again.rstrip()) <= pane.status.content_size.width
        assert len(again) == pane.status.content_size.width, "drawn for the width of now"


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


async def test_a_narrow_pane_gives_its_space_to_the_code(checkout: Checkout) -> None:
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


async def test_what_can_be_done_is_shown_while_no_file_is_open(checkout: Checkout) -> None:
    async with opened(checkout, size=(80, 24)) as (app, pane, pilot):
        pane.capture_target = "pr.PR2.guarantees.BC-2-1 Citations"
        await pilot.pause()
        assert "f finds a file   s a symbol   ? a text" in str(pane.status.render())
        await pilot.press("o", "d", "u", "D")
        assert {note.message for note in app._notifications} == {"No file is open: f finds one."}
        await pilot.press("colon", *"sim/clock.go", "enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 1)
        assert pane.view.has_focus


async def test_the_path_is_seen_for_every_caller(checkout: Checkout) -> None:
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


async def test_a_file_that_is_gone_is_reported_when_it_is_read_again(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go", 4) as (_, pane, pilot):
        (checkout.root / "sim/clock.go").unlink()
        await pilot.press("R")
        await settle(pilot)
        assert line_of(pane) == ("sim/clock.go", 4)
        assert "gone" in str(pane.header.render())
        assert "sim/clock.go" not in pane.file_tree.files


async def test_a_file_that_became_binary_is_not_reported_as_gone(checkout: Checkout) -> None:
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
        assert "Nothing more is around this" in [*app._notifications][-1].message
        await pilot.press("a")
        pane.view.goto(8)
        await pilot.press("V")
        assert pane.view.chosen == ((3, 6), (8, 9))
        await pilot.press("c")
        await settle(pilot)
        (picked,) = app.seen
        assert isinstance(picked, CodePane.CitationPicked)
        assert picked.citation.at == "sim/router.go:3-6,8-9"


async def test_a_name_is_typed_while_the_symbols_are_still_being_read(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()
    real = code_contents.symbols_of

    def slow(repository: Repository) -> SymbolIndex:
        may_end.wait(20.0)
        return real(repository)

    monkeypatch.setattr(code_contents, "symbols_of", slow)
    app = PaneApp()
    async with app.run_test() as pilot:
        pane = app.query_one(CodePane)
        pane.repository = checkout.repo
        await pilot.pause()
        pane.action_ask("symbols")
        await pilot.pause()
        await pilot.press(*"RoundRobin", "enter")
        finder = app.screen
        assert isinstance(finder, Finder) and finder.query_text == "RoundRobin"
        assert "Reading the symbols" in str(finder.remark.render())
        may_end.set()
        await settle(pilot)
        assert pane.opened is not None and pane.opened.path == "sim/router.go"


async def test_a_number_that_leads_nowhere_is_not_shown_any_longer(checkout: Checkout) -> None:
    async with opened(checkout, "sim/clock.go") as (_, pane, pilot):
        await pilot.press("G", "7")
        await settle(pilot)
        assert str(pane.status.render()).startswith("7 ")
        await pilot.press("j")
        await settle(pilot)
        assert not str(pane.status.render()).startswith("7 ")
