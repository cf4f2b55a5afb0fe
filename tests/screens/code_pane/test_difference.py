"""What changed in a file since the base, and what became of cited lines."""

from __future__ import annotations

from textual.widgets import Static

from blistui.repo.citations.capture import capture
from screens.code_pane.difference import DifferenceView
from tests.repo.conftest import Checkout
from tests.screens.code_pane.opened import ROUTER, line_of, opened, settle


async def test_what_changed_in_a_file_since_the_base(checkout: Checkout) -> None:
    base = checkout.repo.head() or ""
    checkout.write("sim/router.go", "// Sim.\n" + ROUTER.replace("takes turns", "goes round") + "// End.\n")
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
        shown = {line.text: app.screen.rows._pieces_of(line)[1:] for line in lines}
        assert all("".join(text for text, _ in shown[line])[2:] == line.expandtabs(4) for line in shown)
        assert ("package", "keyword") in shown["package sim"]
        assert [part for _, part in shown["// Sim."]] == ["added"]
        await pilot.press("n")
        assert app.screen.rows.item.new == 17
        await pilot.press("enter")
        await settle(pilot)
        assert line_of(pane) == ("sim/router.go", 17)


async def test_what_became_of_cited_lines(checkout: Checkout) -> None:
    base = checkout.repo.head() or ""
    citation = capture(checkout.repo, "sim/router.go", [(12, 13)])
    checkout.write("sim/router.go", ROUTER.replace("r.next++", "r.next += 2"))
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
    checkout.write("sim/router.go", ROUTER.replace("r.next++", "r.next += 2"))
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
