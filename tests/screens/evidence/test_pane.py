"""The cited lines are beside the claim: as they are now, with what became of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from blistui.plan.document import Plan
from blistui.repo.citations.capture import capture
from blistui.repo.repository import Repository
from blistui.store.load import load
from screens.code_pane.pane import CodePane
from screens.evidence.draw import badge
from screens.evidence.proof import claim_at, read
from screens.form.form import Place
from screens.workbench.workbench import Workbench
from tests.screens.pilot import GO, PLAN, make, opened, until

ADDED = "package sim\n\nvar before = 1\n" + GO.removeprefix("package sim\n")


def _cited(folder: Path) -> Path:
    """A plan whose F1 cites the interface of the code, and whose F2 cites nothing."""
    path = make(folder)
    citation = capture(Repository.open(folder / "code"), "sim.go", ((3, 6),))
    cite = f'[[finding.cites]]\nat = "{citation.at}"\nsymbol = "Router"\ndigest = "{citation.digest}"\n'
    other = '[[finding]]\nid = "F2"\ntopic = "packages"\nkind = "uncertain"\nstatement = "Who calls `pick`"\n'
    text = path.read_text(encoding="utf-8")
    at = text.index("[[objective]]")
    path.write_text(f"{text[:at]}{cite}\n{other}\n{text[at:]}", encoding="utf-8")
    return path


def _body(bench: Workbench) -> str:
    return str(bench.evidence.query_one("#evidence-body", Static).render())


@pytest.mark.parametrize(
    ("code", "status", "word", "shown"),
    [
        (GO, "exact", "✓ exact", "type Router interface {"),
        (ADDED, "moved", "▲ moved to 5-8", "type Router interface {"),
        ("package sim\n", "gone", "✗ gone", ""),
    ],
    ids=["exact", "moved", "gone"],
)
def test_a_citation_shows_its_lines_where_they_are_now(
    tmp_path: Path, code: str, status: str, word: str, shown: str
) -> None:
    path = _cited(tmp_path)
    (tmp_path / "code" / "sim.go").write_text(code, encoding="utf-8")
    claim = claim_at(load(path).plan, "finding.F1")
    assert claim is not None
    proof = read(Repository.open(tmp_path / "code"), claim, "")[0]
    assert proof.status == status
    assert badge(proof).plain == word
    assert any(shown in line.text and line.cited for line in proof.lines) == bool(shown)


def test_a_place_that_is_no_item_rests_on_nothing() -> None:
    assert claim_at(Plan(), "finding.F9") is None
    assert claim_at(Plan(), "finding") is None


async def test_the_row_under_the_cursor_decides_what_is_beside_it(tmp_path: Path) -> None:
    async with opened(_cited(tmp_path)) as (pilot, bench):
        bench.go(Place("phase0"))
        await until(pilot, lambda: "type Router interface {" in _body(bench))
        assert "✓ exact" in _body(bench)
        await pilot.press("down")
        await until(pilot, lambda: "Nothing is cited here" in _body(bench))
        assert "Findings of F2" in _body(bench)


async def test_narrow_terminals_have_a_row_of_proof_and_a_key_for_all_of_it(tmp_path: Path) -> None:
    async with opened(_cited(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"))
        await until(pilot, lambda: "sim.go:3-6" in str(bench.proof_row.render()))
        assert not bench.evidence.display
        await pilot.press("f6")
        await until(pilot, lambda: "type Router interface {" in _body(bench))
        assert bench.evidence.has_focus and "Routing is in one file" in _body(bench)
        await pilot.press("escape")
        await until(pilot, lambda: bench.pane == "form")


async def test_the_row_of_proof_does_not_stay_when_another_place_is_gone_to_from_another_pane(
    tmp_path: Path,
) -> None:
    async with opened(_cited(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"))
        await until(pilot, lambda: "sim.go:3-6" in str(bench.proof_row.render()))
        await pilot.press("f2", "R", "enter")
        await until(pilot, lambda: bench.place == Place("review") and bench.evidence.claim is None)
        await until(pilot, lambda: "sim.go" not in str(bench.proof_row.render()))


async def test_the_code_opens_at_what_the_item_cites(tmp_path: Path) -> None:
    async with opened(_cited(tmp_path)) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"))
        await until(pilot, lambda: bench.evidence.proofs)
        await pilot.press("f5")
        await until(pilot, lambda: bool(bench.query(CodePane)))
        await until(pilot, lambda: bench.query_one(CodePane).view.chosen == ((3, 6),))


async def test_changed_code_is_read_again_when_asked(tmp_path: Path) -> None:
    async with opened(_cited(tmp_path)) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"))
        await until(pilot, lambda: "✓ exact" in _body(bench))
        (tmp_path / "code" / "sim.go").write_text(ADDED, encoding="utf-8")
        bench.action_check_again()
        await until(pilot, lambda: "▲ moved to 5-8" in _body(bench))


@pytest.mark.parametrize("lines", [8, 60])
async def test_rows_of_code_stand_close_where_there_is_more_than_fits(tmp_path: Path, lines: int) -> None:
    """The scrollbar takes a column of each row: none may be folded into two for that."""
    path = make(tmp_path)
    code = "package sim\n" + "".join(f"// {number} {'x' * 90}\n" for number in range(2, lines + 2))
    (tmp_path / "code" / "sim.go").write_text(code, encoding="utf-8")
    cites = f'[[finding.cites]]\nat = "sim.go:2-{lines}"\n'
    path.write_text(PLAN.replace("[[objective]]", f"{cites}\n[[objective]]", 1), encoding="utf-8")
    async with opened(path, (80, 24)) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"))
        await pilot.press("f6")
        await until(pilot, lambda: "// 2" in _screen(pilot))
        await until(pilot, lambda: f"// {min(lines, 12)}" in _screen(pilot))
        rows = _screen(pilot).splitlines()
        first = next(y for y, row in enumerate(rows) if "// 2 " in row)
        shown = [row.split("// ")[1].split()[0] for row in rows[first : first + 7]]
        assert shown == [str(number) for number in range(2, 9)]


def _screen(pilot: Pilot[int]) -> str:
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
