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

        def here() -> tuple[str, str, str]:
            focused = bench.focused
            assert focused is None or isinstance(focused, Field)
            slot = getattr(focused, "slot", "")
            return BY_KEY[bench.place.station].mark, focused.path if focused else "", slot

        seen: list[tuple[str, str, str]] = []
        while seen.count(here()) < 2:
            before = here()
            await pilot.press("ctrl+n")
            await until(pilot, lambda: bench.focused is not None and here() != before)  # noqa: B023
            seen.append(here())
        assert len(seen) - 1 == len(set(seen)), "round again only when all was seen"
        phases = "".join(dict.fromkeys(mark for mark, _, _ in seen))
        assert "012345678" in phases + phases


async def test_a_finished_phase_says_so_and_offers_the_next(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench = await settled(pilot)
        bench.jump("frozen")
        await until(pilot, lambda: bench.place.station == "frozen")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: bench.place.station != "frozen")
        said = [note.message for note in pilot.app._notifications]
        assert any("G Frozen has nothing left to write or to fix. Next: 0 Recon." in text for text in said)


async def test_review_is_not_called_finished_while_a_phase_is_not(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench = await settled(pilot)
        bench.go(Place("review"))
        await until(pilot, lambda: bench.place.station == "review" and bench.focused is not None)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: bench.place.station == "phase0")
        assert not any("nothing left" in note.message for note in pilot.app._notifications)


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
        topics = ["data structures", "invariants", "cli"]
        for topic in topics:
            await until(pilot, lambda: getattr(bench.focused, "slot", "") == topic)  # noqa: B023
            await pilot.press("ctrl+n")
        lacking = bench.focused.lacking if isinstance(bench.focused, ItemsField) else []
        assert lacking[:3] == topics
        for _ in lacking[len(topics) :]:
            await pilot.press("ctrl+n")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "constraint")


async def test_from_a_topic_that_has_a_finding_now_ctrl_n_goes_to_the_next_that_has_none(
    tmp_path: Path,
) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.jump("finding")
        await until(pilot, lambda: getattr(bench.focused, "slot", "") == "data structures")
        listed = bench.focused
        assert isinstance(listed, ItemsField)
        values = {"topic": "data structures", "none_because": "the plan touches none"}
        bench.session.add("finding", 1, "finding", values)
        await until(pilot, lambda: len(listed.read()) == 2)
        assert listed.path_of_cursor == "finding.F2"
        bench = await settled(pilot)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: listed.slot == "invariants")


async def test_ctrl_n_goes_into_the_item_under_the_cursor_and_past_a_list_that_is_too_short(
    tmp_path: Path,
) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench = await settled(pilot)
        bench.jump("block")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "block")
        listed = bench.focused
        assert isinstance(listed, ItemsField)
        assert listed.path_of_cursor == "block.B2", "a new block is added behind the last"
        await pilot.press("ctrl+n")
        await until(pilot, lambda: getattr(bench.focused, "path", "") not in ("", "block"))
        assert not getattr(bench.focused, "path", "").startswith("block")
        bench.jump("block")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "block")
        await pilot.press("up", "ctrl+n")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "block.B1.responsibility")


async def test_ctrl_n_on_the_card_of_a_fresh_plan_begins_with_phase_0(tmp_path: Path) -> None:
    async with opened(make(tmp_path, '[plan]\ntitle = "New"\nrepository = "code"\n'), (80, 24)) as (
        pilot,
        bench,
    ):
        bench = await settled(pilot)
        await until(pilot, lambda: bench.focused is not None and not isinstance(bench.focused, Field))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: bench.place.station == "phase0")
