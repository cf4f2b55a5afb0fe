"""Evidence by keyboard: from the field that asks to the code and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from blistui.repo.citations.capture import capture
from blistui.repo.repository import Repository
from screens.code_pane.pane import CodePane
from screens.code_view.place import CodePlace
from screens.code_view.view import CodeView
from screens.dialogs.ask import Lines
from screens.fields.citations import CitesField
from screens.form.form import Place
from screens.form.signature_view import SignatureView
from screens.workbench.citing import citations_of
from screens.workbench.workbench import Workbench
from tests.checkouts import committed
from tests.screens.pilot import GO, PLAN, make, opened, until

CITED = PLAN.replace(
    'statement = "Routing is in one file"',
    'statement = "Routing is in one file"\ncites = [{ at = "sim.go:3" }]',
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


async def to_citations(pilot: Pilot[int], bench: Workbench) -> CitesField:
    bench.jump("finding.F1.cites")
    await until(pilot, lambda: isinstance(bench.focused, CitesField))
    assert isinstance(bench.focused, CitesField)
    return bench.focused


async def in_code(pilot: Pilot[int], bench: Workbench, line: int) -> CodeView:
    """The code pane with the cursor on `line` of the only file."""
    await until(pilot, lambda: bool(bench.query(CodePane)) and bench.query_one(CodePane)._composed)
    pane = bench.query_one(CodePane)
    pane.open_at(CodePlace("sim.go", line, None))
    await until(pilot, lambda: pane.opened is not None and pane.view.place.line == line)
    pane.view.focus()
    await pilot.pause()
    return pane.view


async def test_lines_are_cited_into_the_field_that_asked_and_escape_returns_to_it(path: Path) -> None:
    async with opened(path, (80, 24)) as (pilot, bench):
        await to_citations(pilot, bench)
        await pilot.press("a")
        await until(pilot, lambda: bench.pane == "code")
        await in_code(pilot, bench, 4)
        await pilot.press("v", "down", "down", "c")
        await until(pilot, lambda: len(bench.session.plan.finding[0].cites) == 1)
        cite = bench.session.plan.finding[0].cites[0]
        assert (cite.at, cite.symbol) == ("sim.go:4-6", "Router") and cite.digest
        await in_code(pilot, bench, 8)
        await pilot.press("c")
        await until(pilot, lambda: len(bench.session.plan.finding[0].cites) == 2)
        assert bench.session.plan.finding[0].cites[1].at == "sim.go:8"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bench.focused, CitesField))
        assert bench.pane == "form" and bench.focused.rows[0].startswith("sim.go:4-6")  # type: ignore[union-attr]
        await pilot.press("ctrl+z")
        assert len(bench.session.plan.finding[0].cites) == 1


async def test_a_moved_citation_is_replaced_when_its_lines_are_cited_where_they_are_now(
    tmp_path: Path,
) -> None:
    path = make(tmp_path)
    code = tmp_path / "code"
    base = committed(code)
    cite = capture(Repository.open(code), "sim.go", ((3, 6),))
    pairs = f'at = "{cite.at}", symbol = "Router", digest = "{cite.digest}"'
    text = CITED.replace('at = "sim.go:3"', pairs).replace('"code"\n', f'"code"\nbase_commit = "{base}"\n', 1)
    path.write_text(text, encoding="utf-8")
    (code / "sim.go").write_text("package sim\n\nvar before = 1\n" + GO.removeprefix("package sim\n"))
    head = committed(code)
    async with opened(path) as (pilot, bench):
        await to_citations(pilot, bench)
        await pilot.press("a")
        await until(pilot, lambda: bool(bench.query(CodePane)) and bench.query_one(CodePane)._composed)
        pane = bench.query_one(CodePane)
        await until(pilot, lambda: pane.opened is not None and pane.view.chosen == ((5, 8),))
        await until(pilot, lambda: 5 in pane.view.cited)
        pane.view.focus()
        await pilot.press("c")
        await until(pilot, lambda: bench.session.plan.finding[0].cites[0].at == "sim.go:5-8")
        (new,) = bench.session.plan.finding[0].cites
        assert (new.digest, new.commit) == (cite.digest, head)
        bench.action_undo()
        assert bench.session.plan.finding[0].cites == (cite.model_copy(update={"commit": ""}),)


async def test_a_place_is_typed_and_refused_where_it_is_wrong(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await to_citations(pilot, bench)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, Lines) and pilot.app.focused)
        await pilot.press(*"sim.go:900", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Lines)
        assert "✗" in str(pilot.app.screen.query_one("#refusal").render())
        await pilot.press("ctrl+u", *"sim.go:4-6,8", "enter")
        await until(pilot, lambda: not pilot.app.query("#refusal"))
        assert bench.session.plan.finding[0].cites[0].at == "sim.go:4-6,8"
        assert isinstance(bench.focused, CitesField)


async def test_an_interface_is_frozen_and_a_struct_is_refused_with_the_reason(path: Path) -> None:
    (path.parent / "code" / "sim.go").write_text(GO + "\ntype Pool struct {\n\tsize int\n}\n")
    async with opened(path) as (pilot, bench):
        bench.go(Place("frozen"))
        await pilot.pause()
        await pilot.pause()
        await pilot.press("a")
        await until(pilot, lambda: bench.pane == "code")
        await in_code(pilot, bench, 18)
        await pilot.press("v", "down", "down", "c")
        await until(pilot, lambda: pilot.app._notifications)
        assert "struct" in next(iter(pilot.app._notifications)).message
        assert not bench.session.plan.frozen and bench.pane == "code"
        await in_code(pilot, bench, 4)
        await pilot.press("v", "down", "down", "c")
        await until(pilot, lambda: len(bench.session.plan.frozen) == 1)
        await until(pilot, lambda: bench.place.path.startswith("frozen."))
        assert bench.session.plan.frozen[0].interface == "Router"
        await until(pilot, lambda: "Route(load int) int" in str(bench.query_one(SignatureView).render()))


async def test_the_mark_of_a_cited_line_leads_to_the_fact(tmp_path: Path) -> None:
    async with opened(make(tmp_path, CITED)) as (pilot, bench):
        await pilot.press("f5")
        await in_code(pilot, bench, 3)
        await until(pilot, lambda: 3 in bench.query_one(CodePane).view.cited)
        await pilot.press("enter")
        await until(pilot, lambda: bench.place == Place("phase0", "finding.F1"))
        assert bench.focused is not None


@pytest.mark.parametrize(
    ("owner", "cited"),
    [
        ("finding.F1", 'topic = "packages"\ncites = [{at = "sim.go:3-6"}]'),
        ("pr.PR2", 'depends_on = ["PR1"]\ninterface_cites = [{at = "sim.go:3-6"}]'),
        ("frozen.FZ1", 'depends_on = ["PR1"]\n\n[[frozen]]\nid = "FZ1"\ncite = {at = "sim.go:3-6"}'),
    ],
)
async def test_a_cited_line_names_the_item_whose_citation_it_is(
    tmp_path: Path, owner: str, cited: str
) -> None:
    async with opened(make(tmp_path, PLAN.replace(cited.partition("\n")[0], cited))) as (_, bench):
        assert list(citations_of(bench)) == [owner]


async def test_without_a_repository_the_reason_is_shown(tmp_path: Path) -> None:
    async with opened(make(tmp_path, PLAN.replace('"code"', '"gone"'))) as (pilot, bench):
        await to_citations(pilot, bench)
        await pilot.press("a")
        await until(pilot, lambda: any("no repository" in n.message for n in pilot.app._notifications))
        assert isinstance(bench.focused, CitesField)


async def test_the_only_citation_of_a_field_is_deleted_with_a_word_and_comes_back(tmp_path: Path) -> None:
    text = '[plan]\nrepository = "code"\n[[frozen]]\nid = "FZ1"\ncite = { at = "sim.go:4-6" }\n'
    async with opened(make(tmp_path, text)) as (pilot, bench):
        bench.jump("frozen.FZ1.cite")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "frozen.FZ1.cite")
        before = bench.session.plan
        await pilot.press("d")
        await until(pilot, lambda: any("d again deletes" in n.message for n in pilot.app._notifications))
        await pilot.press("d")
        await until(pilot, lambda: bench.session.plan.frozen[0].cite is None)
        await until(pilot, lambda: any("Deleted sim.go:4-6" in n.message for n in pilot.app._notifications))
        await pilot.press("ctrl+z")
        assert bench.session.plan == before


@pytest.mark.parametrize("leave", ["enter", "f8"])
async def test_a_field_whose_form_was_left_for_another_asks_no_longer(tmp_path: Path, leave: str) -> None:
    other = '[[finding]]\nid = "F2"\nstatement = "Another"\ncites = [{ at = "sim.go:3" }]\n\n[[objective]]'
    async with opened(make(tmp_path, PLAN.replace("[[objective]]", other))) as (pilot, bench):
        await to_citations(pilot, bench)
        before = bench.place
        await pilot.press("a")
        await in_code(pilot, bench, 3)
        await until(pilot, lambda: 3 in bench.query_one(CodePane).view.cited)
        await pilot.press(leave)
        await until(pilot, lambda: bench.place != before and bench.pane == "form")
        there = bench.place
        await pilot.press("f5")
        pane = bench.query_one(CodePane)
        await until(pilot, lambda: pane.view.has_focus)
        assert pane.capture_target == "" and not pane.keeps_answers
        await pilot.press("c")
        await until(pilot, lambda: any("Copied" in note.message for note in pilot.app._notifications))
        assert bench.session.plan.finding[0].cites == ()
        await pilot.press("f5")
        await until(pilot, lambda: bench.pane == "form")
        assert bench.place == there


async def test_a_frozen_interface_without_a_repository_does_not_ask_to_be_picked_again(
    tmp_path: Path,
) -> None:
    frozen = (
        '\n[[frozen]]\nid = "FI1"\ninterface = "Router"\ncite = { at = "sim.go:4-6", symbol = "Router" }\n'
    )
    path = make(tmp_path, PLAN.replace('"code"', '"elsewhere"') + frozen)
    async with opened(path) as (pilot, bench):
        bench.go(Place("frozen", "frozen.FI1"))
        await until(pilot, lambda: bench.query(SignatureView))
        shown = bench.query_one(SignatureView)
        await until(pilot, lambda: "There is no repository" in str(shown.render()))


@pytest.mark.parametrize("named", ["Router", "`sim.Router` interface"])
async def test_a_freeze_begins_at_the_interface_that_the_form_cites(tmp_path: Path, named: str) -> None:
    path = make(tmp_path)
    cited = 'interface = "Router"\ninterface_cites = [{ at = "sim.go:3-6" }]'
    series = f'[[pr]]\nid = "PR1"\ntitle = "x"\n{cited}\n'
    freeze = f'[[crosscutting]]\nid = "X1"\narea = "freezes"\nitem = "x"\ninterface = "{named}"\npr = "PR1"\n'
    path.write_text(f"{PLAN}\n{series}\n{freeze}", encoding="utf-8")
    async with opened(path) as (pilot, bench):
        bench.action_freeze()
        await until(pilot, lambda: bool(bench.query(CodePane)) and bench.query_one(CodePane)._composed)
        pane = bench.query_one(CodePane)
        await until(pilot, lambda: pane.opened is not None and pane.view.chosen == ((3, 6),))
        assert pane.capture_target.startswith("a frozen interface")


async def test_the_one_citation_of_a_field_is_marked_by_what_is_found_in_its_keys(tmp_path: Path) -> None:
    path = make(tmp_path)
    frozen = '[[frozen]]\nid = "FZ1"\ninterface = "Router"\ncite = { at = "sim.go:900" }\n'
    path.write_text(f"{PLAN}\n{frozen}", encoding="utf-8")
    async with opened(path) as (pilot, bench):
        bench.jump("frozen.FZ1.cite")
        await until(pilot, lambda: isinstance(bench.focused, CitesField))
        field = bench.focused
        assert isinstance(field, CitesField)
        await until(pilot, lambda: "✗" in field.row_at(0, 60).plain)


async def test_one_frozen_interface_is_opened_after_the_other(tmp_path: Path) -> None:
    path = make(tmp_path)
    entry = '[[frozen]]\nid = "{}"\ninterface = "Router"\ncite = {{ at = "sim.go:4-6", symbol = "{}" }}\n'
    frozen = f"{entry.format('FZ1', 'Router')}\n{entry.format('FZ2', 'Router')}"
    path.write_text(f"{PLAN}\n{frozen}", encoding="utf-8")
    async with opened(path) as (pilot, bench):
        bench.go(Place("frozen", "frozen.FZ1"))
        await until(pilot, lambda: len(bench.query(SignatureView)) == 1)
        await pilot.press("ctrl+down")
        await until(pilot, lambda: bench.place.path == "frozen.FZ2")
        await until(pilot, lambda: len(bench.query(SignatureView)) == 1)
        await until(pilot, lambda: "Route(load" in str(bench.query_one(SignatureView).render()))


async def test_an_interface_that_is_in_section_g_is_not_frozen_twice(tmp_path: Path) -> None:
    path = make(tmp_path)
    entry = '[[frozen]]\nid = "FZ1"\ninterface = "Router"\ncite = { at = "sim.go:3-6" }\n'
    path.write_text(f"{PLAN}\n{entry}", encoding="utf-8")
    async with opened(path) as (pilot, bench):
        bench.action_freeze()
        await in_code(pilot, bench, 4)
        await pilot.press("v", "down", "down", "c")
        await until(pilot, lambda: bench.place == Place("frozen", "frozen.FZ1"))
        assert len(bench.session.plan.frozen) == 1
        assert "already" in next(iter(pilot.app._notifications)).message
