"""Ctrl+N: from one thing to write or to fix to the next, by keys alone."""

from __future__ import annotations

from pathlib import Path

from screens.fields.field import Field
from screens.fields.items import ItemsField
from screens.form.form import Place
from screens.form.phases import BY_KEY
from screens.workbench.guiding import go_to_next
from tests.screens.pilot import make, opened, settled, until


async def test_ctrl_n_walks_through_every_phase_and_round_again(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench = await settled(pilot)
        assert bench.result is not None
        phases: list[str] = []
        places: list[str] = []
        for _ in range(sum(one.level == "error" for one in bench.result.findings) + 3):
            before = (bench.place, bench.focused)
            await pilot.press("ctrl+n")
            await until(pilot, lambda: (bench.place, bench.focused) != before)  # noqa: B023
            await until(pilot, lambda: isinstance(bench.focused, Field))
            places.append(bench.focused.path)  # type: ignore[union-attr]
            phases.append(BY_KEY[bench.place.station].mark)
        assert list(dict.fromkeys(phases[phases.index("0") :]))[:9] == list("012345678")


async def test_a_finished_phase_says_so_and_offers_the_next(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench = await settled(pilot)
        bench.jump("frozen")
        await until(pilot, lambda: bench.place.station == "frozen")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: bench.place.station != "frozen")
        said = [note.message for note in pilot.app._notifications]
        assert any("G Frozen has nothing left to write or to fix. Next: 0 Recon." in text for text in said)


async def test_ctrl_n_waits_for_what_was_just_written_to_be_checked(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.jump("objective.O1.text")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "objective.O1.text")
        bench.session.add("finding", 1, "finding")
        go_to_next(bench)
        assert bench.next_from is not None and bench.next_from[0] == "objective.O1.text"
        await until(pilot, lambda: bench.next_from is None and bench.focused is not None)
        await until(pilot, lambda: getattr(bench.focused, "path", "") not in ("", "objective.O1.text"))
        bench.session.edit("objective.O1.text", "Another")
        go_to_next(bench)
        assert bench.next_from is not None
        bench.session.edit("objective.O1.text", "Typed on")
        assert bench.next_from is None, "who types on stays"


async def test_ctrl_n_goes_through_the_topics_that_lack_findings(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase0", "finding.F1"), focus="finding.F1.queries")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding.F1.queries")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(bench.focused, ItemsField) and bench.focused.slot)
        assert getattr(bench.focused, "slot", "") == "data structures"
        await pilot.press("ctrl+n")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "constraint")


async def test_ctrl_n_on_the_card_of_a_fresh_plan_begins_with_phase_0(tmp_path: Path) -> None:
    async with opened(make(tmp_path, '[plan]\ntitle = "New"\nrepository = "code"\n'), (80, 24)) as (
        pilot,
        bench,
    ):
        bench = await settled(pilot)
        await until(pilot, lambda: bench.focused is not None and not isinstance(bench.focused, Field))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: bench.place.station == "phase0")
