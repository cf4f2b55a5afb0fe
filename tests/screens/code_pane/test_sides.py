"""Which version of the code is looked at: citations open and are marked where verification finds them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from textual.widgets import Static

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture
from screens.code_pane.difference import DifferenceView
from screens.code_pane.pane import CodePane
from screens.code_view.place import CodePlace
from screens.dialogs.ask import Choice
from screens.finder.finder import Finder
from screens.finder.preview import CodePreview
from tests.repo.conftest import Checkout
from tests.screens.code_pane.opened import line_of, opened, settle

_OLD = """package sim

// Router picks an instance for a request.
type Router interface {
\tRoute(id string) string
}

func first(load int) int {
\treturn load + 1
}

func second(load int) int {
\treturn load * 2
}

var between = 1

func third(load int) int {
\tload -= 17
\treturn load
}
"""
# `first` moves down, `second` changes, `third` is removed, `Router` stays where it is.
_NEW = """package sim

// Router picks an instance for a request.
type Router interface {
\tRoute(id string) string
}

// added is before the others.
func added(load int) int { return load }

func first(load int) int {
\treturn load + 1
}

func second(load int) int {
\treturn load * 3
}

var between = 1
"""
_LINES = {"exact": (4, 6), "moved": (8, 10), "changed": (12, 14), "gone": (18, 21)}
_GLYPHS = {"exact": "●", "moved": "▲", "changed": "≠", "gone": "✗"}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A repository whose base commit is the tag `base`."""
    made = Checkout(tmp_path / "work")
    made.write("sim/a.go", _OLD)
    made.write("sim/old.go", "package sim\n\nvar onlyThen = first(1)\n")
    made.commit()
    made.git("tag", "base")
    return made


def base_of(checkout: Checkout) -> str:
    return checkout.git("rev-parse", "base")


@pytest.fixture
def cited(checkout: Checkout) -> dict[str, Citation]:
    """Citations of the base by what becomes of them in the current commit."""
    base = base_of(checkout)
    found = {
        state: capture(checkout.repo, "sim/a.go", [lines], base).model_copy(update={"commit": ""})
        for state, lines in _LINES.items()
    }
    checkout.write("sim/a.go", _NEW)
    (checkout.root / "sim/old.go").unlink()
    checkout.write("sim/new.go", "package sim\n\nvar onlyNow = first(2)\n")
    checkout.commit()
    return found


def status_of(pane: CodePane) -> str:
    return str(pane.status.render())


@pytest.mark.parametrize(
    ("state", "at_base", "lines", "says"),
    [
        ("exact", False, (4, 6), ""),
        ("moved", False, (11, 13), "moved to sim/a.go:11-13"),
        ("changed", True, (12, 14), "Shown as it was cited, at the base commit"),
        ("gone", True, (18, 21), "Shown as it was cited, at the base commit"),
    ],
)
async def test_a_citation_opens_where_it_is_or_at_its_own_version(
    checkout: Checkout,
    cited: dict[str, Citation],
    state: str,
    at_base: bool,
    lines: tuple[int, int],
    says: str,
) -> None:
    async with opened(checkout) as (app, pane, pilot):
        pane.base, pane.citations = base_of(checkout), {"finding.F1": list(cited.values())}
        pane.open_citation(cited[state])
        await settle(pilot)
        assert pane.opened is not None
        assert pane.opened.at == (base_of(checkout) if at_base else None)
        assert pane.view.chosen == (lines,)
        notes = [note.message for note in app._notifications]
        assert [says in note for note in notes] == ([True] if says else [])
        assert ("at the base commit" in str(pane.header.render())) == at_base
        # Cited again it is the same citation, but for the place of what moved, which is another version's.
        await pilot.press("enter")
        await settle(pilot)
        (picked,) = (seen.citation for seen in app.seen if isinstance(seen, CodePane.CitationPicked))
        if state == "moved":
            assert (picked.at, picked.commit) == ("sim/a.go:11-13", checkout.repo.head())
        else:
            assert picked == cited[state]


async def test_marks_show_what_became_of_citations_where_the_lines_are(
    checkout: Checkout, cited: dict[str, Citation]
) -> None:
    async with opened(checkout, "sim/a.go") as (_, pane, pilot):
        pane.base = base_of(checkout)
        pane.citations = {f"finding.{state}": [citation] for state, citation in cited.items()}
        await settle(pilot)
        seen = {"exact": 4, "moved": 11, "changed": 15}
        for state, line in seen.items():
            pane.view.goto(line)
            await pilot.pause()
            marked = pane.view.cited.at(line)
            assert state in [lines.mark.state for lines in marked]
            assert f"cited by {state}" in "".join(lines.mark.words for lines in marked)
            assert f"{_GLYPHS[state]} {marked[0].mark.words}" in status_of(pane)
            assert pane.view.look_of(line - 1).mark == _GLYPHS[state]
        # Lines that were never cited have no mark, beside what is gone neither.
        marked_lines = {4, 5, 6, 11, 12, 13, 15, 16, 17}
        assert {line for line in range(1, 20) if line in pane.view.cited} <= marked_lines
        assert "✗ 1 citation gone" in str(pane.header.render()) and "sim/a.go" in pane.file_tree.cited
        await pilot.press("B")
        await settle(pilot)
        for state, (first, _) in _LINES.items():
            assert [lines.mark.state for lines in pane.view.cited.at(first)] == [state]
        assert "gone" not in str(pane.header.render())


async def test_a_citation_without_its_version_is_not_shown_at_lines_that_it_never_named(
    checkout: Checkout, cited: dict[str, Citation]
) -> None:
    async with opened(checkout, "sim/new.go") as (app, pane, pilot):
        pane.citations = {"finding.F1": [cited["gone"]]}
        pane.open_citation(cited["gone"])
        await settle(pilot)
        assert line_of(pane) == ("sim/new.go", 1)
        assert [note.severity for note in app._notifications] == ["error"]
        pane.open_citation(cited["changed"])
        await settle(pilot)
        assert line_of(pane) == ("sim/a.go", 15) and pane.view.chosen == ()


async def test_a_base_at_which_the_lines_are_not_those_cited_is_not_taken_for_their_version(
    checkout: Checkout, cited: dict[str, Citation]
) -> None:
    checkout.write("sim/a.go", _OLD.replace("* 2", "* 5"))
    other = checkout.commit()
    checkout.write("sim/a.go", _NEW)
    checkout.commit()
    async with opened(checkout) as (_, pane, pilot):
        pane.base = other
        pane.open_citation(cited["changed"])
        await settle(pilot)
        assert pane.opened is None or pane.opened.at is None
        assert pane.view.chosen == ()


async def test_marks_follow_a_file_that_changes_on_disk(
    checkout: Checkout, cited: dict[str, Citation]
) -> None:
    async with opened(checkout, "sim/a.go") as (_, pane, pilot):
        pane.base, pane.citations = base_of(checkout), {"finding.F1": [cited["exact"]]}
        await settle(pilot)
        assert 4 in pane.view.cited
        checkout.write("sim/a.go", "// Code of the simulator.\n\n" + _NEW)
        await pilot.press("R")
        await settle(pilot)
        assert 4 not in pane.view.cited and 6 in pane.view.cited


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("o t h i r d enter", ("sim/a.go", 18)),
        ("s t h i r d enter", ("sim/a.go", 18)),
        ("s o n l y enter", ("sim/old.go", 3)),
        ("f o l d enter", ("sim/old.go", 1)),
        ("colon s i m / o l d . g o : 3 enter", ("sim/old.go", 3)),
        ("colon s i m / o l d . g o enter", ("sim/old.go", 1)),
        ("question_mark o n l y enter", ("sim/old.go", 3)),
        ("question_mark O N L Y enter", ("sim/a.go", 1)),
    ],
)
async def test_what_is_found_while_the_base_is_looked_at_is_of_the_base(
    checkout: Checkout, cited: dict[str, Citation], keys: str, place: tuple[str, int]
) -> None:
    async with opened(checkout, "sim/a.go") as (app, pane, pilot):
        pane.base = base_of(checkout)
        await pilot.press("B")
        await settle(pilot)
        *typed, last = keys.split()
        await pilot.press(*typed)
        await settle(pilot)
        if isinstance(app.screen, Finder):
            assert str(app.screen.frame.border_title).endswith(f" at {pane.base[:8]}")
        await pilot.press(last)
        await settle(pilot)
        assert pane.opened is not None and pane.opened.at == pane.base
        assert line_of(pane) == place


async def test_a_definition_asked_for_at_the_base_is_that_of_the_base(
    checkout: Checkout, cited: dict[str, Citation]
) -> None:
    async with opened(checkout) as (_, pane, pilot):
        pane.base = base_of(checkout)
        pane.open_at(CodePlace("sim/old.go", 3, pane.base), word="first")
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert pane.opened is not None and pane.opened.at == pane.base
        assert line_of(pane) == ("sim/a.go", 8)


async def test_the_preview_shows_the_version_looked_at_with_the_place_in_the_middle(
    checkout: Checkout,
) -> None:
    lines = "".join(f"var v{number} = {number}\n" for number in range(2, 200))
    checkout.write("sim/long.go", "package sim\n" + lines)
    base = checkout.commit()
    checkout.write("sim/long.go", "package sim\n")
    checkout.commit()
    async with opened(checkout, size=(140, 40)) as (app, pane, pilot):
        pane.base = base
        pane.open_at(CodePlace("sim/long.go", 1, base))
        await settle(pilot)
        await pilot.press("s", *"v25")
        await settle(pilot)
        preview = app.screen.query_one(CodePreview)
        assert preview.text.line(25) == "var v25 = 25"
        assert preview.place.line == 25
        assert abs(preview.top + preview.size.height // 2 - 24) <= 1


async def test_a_difference_asked_for_at_the_base_begins_and_ends_there(
    checkout: Checkout, cited: dict[str, Citation]
) -> None:
    async with opened(checkout) as (app, pane, pilot):
        pane.base = base_of(checkout)
        pane.open_at(CodePlace("sim/a.go", 19, pane.base))
        await settle(pilot)
        await pilot.press("D")
        await settle(pilot)
        assert isinstance(app.screen, DifferenceView)
        item = app.screen.rows.item
        assert item is not None and (item.sign, item.old) == ("-", 19)
        await pilot.press("enter")
        await settle(pilot)
        assert pane.opened is not None and (pane.opened.at, line_of(pane)[1]) == (pane.base, 19)


async def test_the_difference_of_a_citation_marks_where_lines_are_left_out(checkout: Checkout) -> None:
    body = "".join(f"\tload += {number}\n" for number in range(30))
    old = f"package sim\n\nfunc long(load int) int {{\n{body}\treturn load\n}}\n"
    checkout.write("sim/long.go", old)
    base = checkout.commit()
    citation = capture(checkout.repo, "sim/long.go", [(3, 35)], base).model_copy(update={"commit": ""})
    changed = old.replace("+= 2\n", "-= 2\n").replace("+= 27\n", "-= 27\n")
    checkout.write("sim/long.go", changed)
    async with opened(checkout, "sim/long.go", 3) as (app, pane, pilot):
        pane.base, pane.citations = base, {"finding.F1": [citation]}
        await settle(pilot)
        await pilot.press("D")
        await settle(pilot)
        assert isinstance(app.screen, DifferenceView)
        lines = app.screen.rows.items
        numbers = [line.new for line in lines if line.new]
        gaps = sum(after > before + 1 for before, after in pairwise(numbers))
        assert gaps == 1 == [line.text for line in lines].count("⋯")
        assert "changed" in str(app.screen.query_one("#remark", Static).render())


@pytest.mark.parametrize(
    ("change", "commit", "lines", "stored"),
    [
        ("", False, "4-6", "base"),
        ("// Before.\n", True, "5-7", "head"),
        ("// Before.\n", False, "5-7", "asked"),
    ],
    ids=["same at the base", "only at the current commit", "committed nowhere"],
)
async def test_a_capture_names_the_version_that_has_the_lines(
    checkout: Checkout, change: str, commit: bool, lines: str, stored: str
) -> None:
    checkout.write("sim/a.go", change + _OLD)
    if commit:
        checkout.commit()
    async with opened(checkout, "sim/a.go") as (app, pane, pilot):
        pane.base = base_of(checkout)
        await pilot.press("colon", *lines, "enter", "c")
        await settle(pilot)
        if stored == "asked":
            assert isinstance(app.screen, Choice) and not app.seen
            await pilot.press("escape")
            await settle(pilot)
            assert not app.seen and pane.view.chosen == ((5, 7),)
            await pilot.press("c")
            await settle(pilot)
            await pilot.press("right", "enter")
            await settle(pilot)
        (picked,) = (seen.citation for seen in app.seen if isinstance(seen, CodePane.CitationPicked))
        assert picked.at == f"sim/a.go:{lines}"
        assert picked.commit == (checkout.repo.head() if stored == "head" else "")


async def test_ranges_that_were_added_stay_when_one_goes_to_more(checkout: Checkout) -> None:
    async with opened(checkout, "sim/a.go") as (_, pane, pilot):
        await pilot.press("colon", *"5-7", "enter", "a", "colon", *"10-12", "enter")
        assert pane.view.chosen == ((5, 7), (10, 12))
        await pilot.press("colon", *"sim/a.go:15,17", "enter")
        assert pane.view.chosen == ((5, 7), (15, 15), (17, 17))
        await pilot.press("colon", "9", "enter")
        assert pane.view.chosen == ((5, 7), (15, 15))


async def test_going_to_a_line_puts_the_cursor_on_what_is_written_there(checkout: Checkout) -> None:
    async with opened(checkout, "sim/a.go") as (_, pane, pilot):
        await pilot.press("colon", *"19", "enter")
        assert (pane.view.place.line, pane.view.place.index) == (19, 1)
        assert pane.view.word_at_cursor == "load"


async def test_the_outline_opens_at_the_symbol_of_the_cursor(checkout: Checkout) -> None:
    async with opened(checkout, "sim/a.go", 13) as (app, _, pilot):
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, Finder)
        assert app.screen.results.item.label == "second"
        # Columns are aligned, and what belongs to a type is below it.
        shown = [(place.lead, "." in place.label) for place in app.screen.results.items]
        assert len({len(lead) - 2 * is_member for lead, is_member in shown}) == 1
        assert any(is_member for _, is_member in shown)


@pytest.mark.parametrize(
    ("changed", "says"),
    [(_NEW, "changed on disk: R reads it again"), (None, "gone: shown as it was"), (_OLD, "")],
    ids=["another text", "deleted", "the same text written again"],
)
async def test_a_file_that_changes_on_disk_is_marked(
    checkout: Checkout, changed: str | None, says: str
) -> None:
    async with opened(checkout, "sim/a.go") as (_, pane, pilot):
        if changed is None:
            (checkout.root / "sim/a.go").unlink()
        else:
            checkout.write("sim/a.go", changed)
        pane._look_at_disk()
        await settle(pilot)
        header = str(pane.header.render())
        assert (says in header) if says else ("disk" not in header)
        await pilot.press("R")
        await settle(pilot)
        assert "changed on disk" not in str(pane.header.render())


async def test_files_that_are_deleted_go_from_the_list(checkout: Checkout) -> None:
    async with opened(checkout, "sim/a.go") as (_, pane, pilot):
        assert "sim/old.go" in pane.file_tree.files and "sim/old.go" in pane.file_tree.shown_files
        (checkout.root / "sim/old.go").unlink()
        pane._look_at_disk()
        await settle(pilot)
        assert "sim/old.go" not in pane.file_tree.files
        assert list(pane.contents.files.names) == list(pane.file_tree.files)


@pytest.mark.parametrize("target", ["", "a frozen interface: select its declaration", "finding.F1 Citations"])
async def test_a_narrow_header_says_that_this_is_not_the_work_tree(checkout: Checkout, target: str) -> None:
    base = base_of(checkout)
    async with opened(checkout, size=(80, 24)) as (_, pane, pilot):
        pane.base, pane.capture_target = base, target
        pane.open_at(CodePlace("sim/a.go", 1, base))
        await settle(pilot)
        header = str(pane.header.render())
        assert f"at the base commit {base[:8]}" in header and "sim/a.go" in header
        assert len(header) <= 78 and target[:8] in header


async def test_the_other_side_shows_where_the_first_of_the_chosen_lines_is(
    checkout: Checkout, cited: dict[str, Citation]
) -> None:
    async with opened(checkout) as (_, pane, pilot):
        pane.base = base_of(checkout)
        pane.open_citation(cited["changed"])
        await settle(pilot)
        await pilot.press("B")
        await settle(pilot)
        assert line_of(pane) == ("sim/a.go", 15)


async def test_lines_chosen_in_a_file_that_is_left_are_not_cited_from_the_one_that_came(
    checkout: Checkout,
) -> None:
    async with opened(checkout, "sim/a.go", 4) as (app, pane, pilot):
        left = pane.view.text
        pane.open_at(CodePlace("sim/old.go", 1, None))
        await settle(pilot)
        pane.view.post_message(pane.view.LinesCaptured("sim/a.go", ((1, 2),), left))
        await settle(pilot)
        assert not app.seen
        assert [note.severity for note in app._notifications] == ["warning"]
