"""What the form says and takes: rows written in place, letters that choose, the head, what is asked."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from blistui.rules.rule import Finding
from screens.dialogs.signer import signer
from screens.fields.items import ItemsField
from screens.fields.pick import RefField
from screens.form import places
from screens.form.form import Link, Place
from screens.form.head import FormHead
from tests.screens.pilot import PLAN, make, opened, until


async def test_the_head_of_the_form_follows_a_name_and_keeps_the_tier(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase2", "block.B1"))
        head = bench.query_one(FormHead)
        await until(pilot, lambda: "B1  Router" in str(head.render()))
        bench.session.edit("block.B1.name", "Chooser")
        await until(pilot, lambda: "B1  Chooser" in str(head.render()))
        await until(pilot, lambda: "2" in str(head.render()) and "R" in str(head.render()))
        bench.go(Place("phase6", "pr.PR1", 2))
        await until(pilot, lambda: "PR1 › Tier 2" in str(head.render()))


async def test_escape_goes_up_one_level_at_a_time_as_the_crumbs_do(tmp_path: Path) -> None:
    text = PLAN.replace('title = "First"', 'title = "First"\n\n[[pr.files]]\npath = "sim.go"')
    levels = (
        Place("phase6", "pr.PR1.files.@0"),
        Place("phase6", "pr.PR1", 2),
        Place("phase6", "pr.PR1"),
        Place("phase6"),
    )
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        bench.go(levels[0])
        await until(pilot, lambda: "PR1 › Tier 2 › Files 1" in str(bench.query_one(FormHead).render()))
        assert places.way_to(bench.session.plan, levels[0]) == levels[::-1]
        for above in levels[1:]:
            await pilot.press("escape")
            await until(pilot, lambda above=above: bench.place == above and bench.focused)
        assert getattr(bench.focused, "path_of_cursor", "") == "pr.PR1"


async def test_the_title_line_keeps_whether_the_plan_is_saved(tmp_path: Path) -> None:
    text = PLAN.replace("Load shedding", "A very long name of a plan " * 6)
    async with opened(make(tmp_path, text), (80, 24)) as (pilot, bench):
        await until(pilot, lambda: "✓ saved   ✗" in str(bench.headline.render()))
        bench.session.edit("plan.slug", "x")
        await until(pilot, lambda: "● unsaved" in str(bench.headline.render()))
        assert "○" in str(bench.headline.render())


async def test_ctrl_down_goes_to_the_next_item_of_the_list(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase6", "pr.PR1"))
        await until(pilot, lambda: "item 1 of 2" in str(bench.query_one(FormHead).render()))
        await pilot.press("ctrl+down")
        await until(pilot, lambda: bench.place == Place("phase6", "pr.PR2"))
        await pilot.press("ctrl+down", "ctrl+up")
        await until(pilot, lambda: bench.place == Place("phase6", "pr.PR1"))


async def test_letters_choose_an_option_and_answer_yes_or_no(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.jump("finding.F1.kind")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding.F1.kind")
        for letter, kind in (("i", "inferred"), ("u", "uncertain"), ("x", "uncertain"), ("c", "confirmed")):
            await pilot.press(letter)
            await until(pilot, partial(lambda wanted: bench.session.plan.finding[0].kind == wanted, kind))
        bench.jump("finding.F1.unverified")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding.F1.unverified")
        await pilot.press("y")
        await until(pilot, lambda: bench.session.plan.finding[0].unverified)
        await pilot.press("n")
        await until(pilot, lambda: not bench.session.plan.finding[0].unverified)


async def test_what_is_blank_says_what_is_asked_and_not_how_many_errors(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.go(Place("phase2", "block.B1"), focus="block.B1.observes")
        await until(pilot, lambda: bench.form is not None and bench.form.fields)
        assert bench.form is not None
        field = next(one for one in bench.form.fields if one.path == "block.B1.observes")
        await until(pilot, lambda: field.blank.startswith("○ State it reads"))
        assert "error" not in str(field.note())
        reasons = [one.path for one in bench.form.fields if one.path.endswith("_none_because")]
        assert "block.B1.controls_none_because" in reasons
        bench.session.edit("block.B1.controls", ("the server",))
        await until(
            pilot,
            lambda: (
                bench.form and "block.B1.controls_none_because" not in [one.path for one in bench.form.fields]
            ),
        )


async def test_no_pr_can_depend_on_itself(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        bench.jump("pr.PR2.depends_on")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "pr.PR2.depends_on")
        assert isinstance(bench.focused, RefField)
        assert [option.value for option in bench.focused.options()] == ["PR1"]
        bench.jump("risk.D-1.gate")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "risk.D-1.gate")
        assert isinstance(bench.focused, RefField)
        assert [option.value for option in bench.focused.options()] == ["PR1", "PR2"]


async def test_what_is_signed_begins_with_a_name_and_the_day(tmp_path: Path) -> None:
    path = make(tmp_path)
    async with opened(path) as (pilot, bench):
        bench.go(Place("review"), focus="attestation")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "attestation")
        await pilot.press("a")
        await until(pilot, lambda: bench.session.plan.attestation)
        signed = bench.session.plan.attestation[0]
        assert signed.date == datetime.date.today().isoformat() and signed.by == signer(path.parent)


async def test_a_label_stays_whole_where_much_is_found(tmp_path: Path) -> None:
    async with opened(make(tmp_path), (80, 24)) as (pilot, bench):
        bench.go(Place("phase2"), focus="block")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "block" and bench.focused.size.width)
        field = bench.focused
        assert isinstance(field, ItemsField)
        wrong = [Finding("CON001", "error", "block.B1", f"{n}", "") for n in range(120)]
        field.mark([*wrong, *(one._replace(level="warning") for one in wrong)])
        row = field.render_lines(field.outer_size.region)[0].text
        assert "Building blocks" in row and "✗ 120" in row and "▲ 120" in row and "a add" in row


async def test_phase_2_says_how_many_blocks_name_their_real_systems(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        columns = bench.session.plan.plan.columns(bench.validator.policy.real_systems)
        bench.session.edit("block.B1.real_systems", dict.fromkeys(columns, "N/A"))
        bench.go(Place("phase2"), focus="block")
        await until(pilot, lambda: bench.form is not None and bench.form.query(Link))
        assert bench.form is not None
        link = bench.form.query_one(Link)
        assert "○ Real systems   1 of 2 building blocks" in str(link.render())
        link.action_follow()
        await until(pilot, lambda: bench.place == Place("phase2", "block.B2"))
