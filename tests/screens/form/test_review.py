"""Review & export: preview, budgets, and files beside the plan."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from blistui.plan.document import Plan
from screens.dialogs.ask import Choice
from screens.form.form import Place
from screens.form.review import Review, budget_lines, target_of
from screens.workbench.workbench import Workbench
from tests.screens.pilot import PLAN, make, opened, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


async def previewed(pilot: Pilot[int], bench: Workbench) -> None:
    """Wait until the document is there: its budgets push the buttons to their place."""
    await until(pilot, lambda: bench.query("#preview") and bench.query_one("#preview", TextArea).text)
    await pilot.pause()


async def test_the_document_is_previewed_with_its_budgets_and_follows_the_plan(path: Path) -> None:
    async with opened(path, (80, 24)) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        preview = bench.query_one("#preview", TextArea)
        assert preview.text.startswith("# Load shedding") and preview.read_only
        assert "A) Executive summary" in str(bench.query_one("#budgets", Static).render())
        bench.session.edit("plan.title", "Shed [red] load")
        await until(pilot, lambda: preview.text.startswith("# Shed"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: preview.text.startswith("# Load shedding"))


async def test_each_format_is_written_beside_the_plan_which_stays_as_it_is(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        for name, file in (("markdown", "plan.md"), ("core", "plan.core.md"), ("json", "plan.json")):
            button = next(b for b in bench.query("#export-buttons Button") if b.name == name)
            await pilot.click(button)
            await until(pilot, lambda file=file: (path.parent / file).exists())
    assert "Load shedding" in (path.parent / "plan.md").read_text()
    assert json.loads((path.parent / "plan.json").read_text())["plan"]["plan"]["title"] == "Load shedding"
    assert path.read_text() == PLAN


async def test_a_file_that_is_there_is_written_over_only_after_a_question(path: Path) -> None:
    target = path.parent / "plan.md"
    target.write_text("by hand")
    async with opened(path) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        await pilot.click("#preview")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("escape")
        await pilot.pause()
        assert target.read_text() == "by hand"
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("enter")
        await until(pilot, lambda: target.read_text() != "by hand")


def test_an_export_is_never_written_over_the_plan(tmp_path: Path) -> None:
    assert target_of(tmp_path / "plan.toml", "markdown") == tmp_path / "plan.md"
    assert target_of(tmp_path / "plan.md", "markdown") == tmp_path / "plan.md.md"
    assert target_of(tmp_path / "plan.json", "json") == tmp_path / "plan.json.json"


def test_budgets_say_what_is_over() -> None:
    plan = Plan.model_validate({"plan": {"executive_summary": "\n\n".join(["x"] * 20)}})
    lines = budget_lines(plan)
    assert lines[0].startswith("✗ A) Executive summary: ")
    assert lines[1].startswith("✓ D)")
    assert lines[-1].startswith("Review core")


def test_prs_longer_than_tier_1_aims_at_are_named_on_one_line() -> None:
    wordy = {"title": "x", "motivation": "\n\n".join(["why"] * 18)}
    plan = Plan.model_validate({"pr": [wordy | {"id": f"PR{number}"} for number in range(30)]})
    lines = budget_lines(plan)
    assert len(lines) == 5
    assert "30 have more: PR0 " in lines[3] and "PR29 " in lines[3]


async def test_the_document_and_its_buttons_are_in_sight_in_a_small_terminal(tmp_path: Path) -> None:
    why = "why\\n\\n" * 18
    prs = "".join(f"[[pr]]\nid = 'PR{number}'\nmotivation = \"{why}\"\n" for number in range(9))
    async with opened(make(tmp_path, f'[plan]\nrepository = "code"\n{prs}'), (40, 15)) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        await pilot.pause()
        for selector in ("#export-buttons", "#preview"):
            region = bench.query_one(selector).region
            assert region.height >= 1 and bench.query_one("#holder").region.contains_region(region), selector


async def test_what_an_attestation_is_about_is_typed_letter_by_letter(path: Path) -> None:
    path.write_text(path.read_text() + '[[attestation]]\nid = "A1"\nsubject = "expert review"\n')
    async with opened(path) as (pilot, bench):
        bench.jump("attestation.A1.about")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "attestation.A1.about")
        for typed in ("pr.PR", "1"):
            await pilot.press(*typed)
            await pilot.pause()
            signed = bench.session.plan.attestation[0]
            assert bool(signed.digest) == (signed.about == "pr.PR1")
        assert bench.session.plan.attestation[0].about == "pr.PR1"
        assert not pilot.app._notifications


async def test_a_preview_that_comes_late_does_not_replace_a_newer_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_is_shown, begun = threading.Event(), threading.Event()

    def text_of(self: Review, plan: Plan, format: str) -> str:
        if plan.plan.title != "Newer":
            begun.set()
            newer_is_shown.wait(5.0)
        return plan.plan.title

    monkeypatch.setattr(Review, "text_of", text_of)
    async with opened(path) as (pilot, bench):
        bench.go(Place("review"))
        await until(pilot, begun.is_set)
        bench.session.edit("plan.title", "Newer")
        preview = bench.query_one("#preview", TextArea)
        await until(pilot, lambda: preview.text == "Newer")
        newer_is_shown.set()
        await until(pilot, lambda: not any(worker.is_running for worker in pilot.app.workers))
        await pilot.pause(0.05)
        assert preview.text == "Newer"
