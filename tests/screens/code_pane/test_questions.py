"""Questions from the code pane: symbols, declarations, text, uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.queries.code import GoCode
from blistui.repo.queries.queries import Inquiry
from screens.code_pane.pane import CodePane
from screens.code_view.place import CodePlace
from screens.finder import text_search
from screens.finder.finder import Finder
from tests.repo.conftest import Checkout
from tests.screens.code_pane.opened import CLOCK, line_of, note_of, opened, settle


async def test_the_outline_leads_to_a_symbol(checkout: Checkout) -> None:
    async with opened(checkout, "sim/router.go") as (_, pane, pilot):
        await pilot.press("o", *"robin.route", "enter")
        await settle(pilot)
        assert line_of(pane)[1] == 12
        assert "RoundRobin.Route" in str(pane.status.render())


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
        ("I", 9, 6, [("sim/router.go", 4)]),
    ],
    ids=["implementers", "callers", "makers", "of the type declared here", "references", "satisfied"],
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
    checkout.write("sim/clock.go", CLOCK + "\nvar later = Now\n")
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


async def test_calls_of_a_method_are_not_counted_as_those_of_one_type(checkout: Checkout) -> None:
    checkout.write("sim/use.go", 'package sim\n\nfunc use(r Router) { r.Route("x") }\n')
    async with opened(checkout, "sim/router.go", 12) as (app, pane, pilot):
        pane.view.goto(12, 22)
        await pilot.press("u")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert str(app.screen.frame.border_title) == "No calls of sim.RoundRobin.Route, and 1 that may be"


async def test_what_a_function_calls_and_what_tests_it(checkout: Checkout) -> None:
    checkout.write("sim/use.go", "package sim\n\nfunc use() {\n\tstep()\n}\n\nfunc step() {}\n")
    checkout.write("sim/use_test.go", "package sim\n\nfunc TestUse(t *testing.T) {\n\tuse()\n}\n")
    async with opened(checkout, "sim/use.go") as (_, pane, pilot):
        for key, there in (("U", ("sim/use.go", 7)), ("T", ("sim/use_test.go", 3))):
            pane.open_at(CodePlace("sim/use.go", 3, None), word="use")
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert line_of(pane) == there


async def test_a_list_stays_and_is_walked_through(checkout: Checkout) -> None:
    checkout.write("sim/a.go", "package sim\n\nfunc a() {\n\tstep()\n\tstep()\n}\n")
    checkout.write("sim/b.go", "package sim\n\nfunc step() {}\n\nfunc b() { step() }\n")
    async with opened(checkout, "sim/b.go") as (app, pane, pilot):
        await pilot.press("n")
        assert line_of(pane) == ("sim/b.go", 1)
        pane.view.goto(3, 5)
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/a.go", 5)
        assert "2/3 results" in str(pane.status.render())
        for keys, there in (
            ("n", ("sim/b.go", 5)),
            ("n", ("sim/a.go", 4)),
            ("N", ("sim/b.go", 5)),
            ("2n", ("sim/a.go", 5)),
        ):
            await pilot.press(*keys)
            await settle(pilot)
            assert line_of(pane) == there
        # A search takes the keys, and gives them back when it is let go.
        await pilot.press("slash", *"step", "enter", "n")
        await settle(pilot)
        assert line_of(pane)[0] == "sim/a.go"
        await pilot.press("escape", "n")
        await settle(pilot)
        assert line_of(pane) == ("sim/b.go", 5)
        await pilot.press("Q")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert [place.path for place in app.screen.results.items] == ["sim/a.go", "sim/a.go", "sim/b.go"]
        assert app.screen.results.highlighted == 2


async def test_a_list_that_is_closed_stays_too(checkout: Checkout) -> None:
    checkout.write("sim/a.go", "package sim\n\nfunc a() {\n\tstep()\n\tstep()\n}\n\nfunc step() {}\n")
    async with opened(checkout, "sim/a.go", 4) as (app, pane, pilot):
        pane.view.goto(4, 1)
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert line_of(pane) == ("sim/a.go", 4)
        for key, there in (("n", 4), ("n", 5), ("n", 4), ("N", 5), ("Q", 5)):
            await pilot.press(key)
            await settle(pilot)
            assert line_of(pane) == ("sim/a.go", there)
        assert isinstance(app.screen, Finder) and len(app.screen.results.items) == 2
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("N")
        await settle(pilot)
        assert line_of(pane) == ("sim/a.go", 5)


async def test_who_changed_the_lines_since_the_base(checkout: Checkout) -> None:
    checkout.write("sim/x.go", "package sim\n\nvar a = 1\n\nvar b = 2\n")
    base = checkout.commit()
    checkout.write("sim/x.go", "package sim\n\nvar a = 3\n\nvar b = 2\n")
    wrote = checkout.commit()
    checkout.write("sim/x.go", "// Not committed.\npackage sim\n\nvar a = 3\n\nvar b = 2\n")
    async with opened(checkout, "sim/x.go") as (app, pane, pilot):
        pane.base = base
        for line, remark in ((4, "1 commit of the file; ● 1"), (6, "1 commit of the file; ● 0")):
            pane.view.goto(line)
            await pilot.press("H")
            await settle(pilot)
            assert isinstance(app.screen, Finder)
            [row] = app.screen.results.items
            assert row.lead.split()[-2:] == [wrote[:8], "A"]
            assert str(app.screen.remark.render()).startswith(remark)
            await pilot.press("escape")
        pane.view.goto(1)
        await pilot.press("H")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert "in no commit yet" in str(app.screen.remark.render())


async def test_places_and_addresses_are_copied(checkout: Checkout) -> None:
    checkout.write("sim/x.go", "package sim\n\nvar a = 1\n")
    commit = checkout.commit()
    checkout.git("remote", "add", "origin", "git@github.com:o/r.git")
    async with opened(checkout, "sim/x.go", 3) as (app, _, pilot):
        await pilot.press("Y")
        assert app.clipboard == "sim/x.go:3"
        await pilot.press("shift+up", "Y")
        assert app.clipboard == "sim/x.go:2-3"
        await pilot.press("P")
        await settle(pilot)
        assert app.clipboard == f"https://github.com/o/r/blob/{commit}/sim/x.go#L2-L3"


async def test_a_definition_beside_a_syntax_error_goes_by_the_name_alone(checkout: Checkout) -> None:
    checkout.write("sim/x.go", "package sim\n\nvar V = 1\n\nfunc use() {\n\tV := f(\n\t_ = V )\n}\n")
    async with opened(checkout, "sim/x.go", 7) as (app, pane, pilot):
        pane.view.goto(7, 5)
        await pilot.press("d")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert "the code around it cannot be parsed" in note_of(app)
