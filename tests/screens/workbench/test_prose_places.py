"""Places in code that text names become citations with one key."""

from __future__ import annotations

from pathlib import Path

from screens.form.form import Place
from screens.workbench.workbench import Workbench
from tests.checkouts import committed
from tests.screens.pilot import make, opened, until


def _naming(folder: Path, statement: str) -> Path:
    """The plan whose F2 names code in its text, and the code as a repository."""
    path = make(folder)
    base = committed(folder / "code")
    item = f'[[finding]]\nid = "F2"\ntopic = "packages"\nkind = "uncertain"\nstatement = "{statement}"\n\n'
    text = path.read_text(encoding="utf-8")
    at = text.index("[[objective]]")
    text = f"{text[:at]}{item}{text[at:]}"
    path.write_text(text.replace('"code"\n', f'"code"\nbase_commit = "{base}"\n', 1), encoding="utf-8")
    return path


def _messages(bench: Workbench) -> list[str]:
    return [note.message for note in bench.app._notifications]


async def test_what_the_text_names_is_cited_as_one_step(tmp_path: Path) -> None:
    async with opened(_naming(tmp_path, "Routers are at sim.go:3-6, and sim.go:99 is not there")) as (
        pilot,
        bench,
    ):
        bench.go(Place("phase0", "finding.F2"))
        await until(pilot, lambda: bench.evidence.claim and bench.evidence.claim.name == "F2")
        await pilot.press("f6", "C")
        await until(pilot, lambda: bench.session.plan.finding[1].cites)
        (cite,) = bench.session.plan.finding[1].cites
        assert (cite.at, cite.symbol, cite.commit) == ("sim.go:3-6", "Router", "")
        await until(pilot, lambda: _messages(bench))
        assert "Cited sim.go:3-6.\n“sim.go:99” is not cited: sim.go has" in _messages(bench)[0]
        bench.action_undo()
        assert bench.session.plan.finding[1].cites == ()


async def test_text_that_names_nothing_says_so(tmp_path: Path) -> None:
    async with opened(_naming(tmp_path, "Who calls it")) as (pilot, bench):
        bench.go(Place("phase0", "finding.F2"))
        await until(pilot, lambda: bench.evidence.claim and bench.evidence.claim.name == "F2")
        before = bench.session.plan
        bench.action_cite_prose()
        await until(pilot, lambda: _messages(bench))
        assert "names no lines of code" in _messages(bench)[0] and bench.session.plan is before
