"""Review & export: preview, budgets, and files beside the plan."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from subprocess import run

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from blistui.markdown.write.document import budgets
from blistui.plan.document import Plan
from screens.dialogs.ask import Choice, Lines
from screens.dialogs.picker import Picker
from screens.fields.place import PlaceField
from screens.form import exporting
from screens.form.form import Place
from screens.form.rendered import rendered
from screens.form.review import Prepared, Review, Since, budgets_of, side_lines, target_of, top_line
from screens.widgets.canvas import Canvas
from screens.workbench.workbench import Workbench
from tests.screens.pilot import PLAN, make, opened, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path)


def document_of(bench: Workbench) -> str:
    """What the screen shows of the document."""
    return "\n".join(line.plain for line in bench.query_one("#document", Canvas).lines)


async def previewed(pilot: Pilot[int], bench: Workbench) -> None:
    """Wait until the document is there."""
    await until(pilot, lambda: bench.query("#document") and "Executive Summary" in document_of(bench))
    await pilot.pause()


async def test_the_document_is_shown_with_its_budgets_and_follows_the_plan(path: Path) -> None:
    async with opened(path, (80, 24)) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        assert document_of(bench).lstrip().startswith("Load shedding")
        assert "○ A 0/14   ✓ D 32/79" in str(bench.query_one("#review-line", Static).render())
        bench.session.edit("plan.title", "Shed [red] load")
        await until(pilot, lambda: document_of(bench).lstrip().startswith("Shed [red]"))
        # Not by its key, which leads to the field that it takes back.
        bench.session.undo()
        await until(pilot, lambda: document_of(bench).lstrip().startswith("Load shedding"))


async def test_the_keys_of_the_review_work_where_the_focus_is(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        document = bench.query_one("#document", Canvas)
        assert bench.focused is document
        for key, file in (("e", "plan.md"), ("c", "plan.core.md"), ("j", "plan.json")):
            await pilot.press(key)
            await until(pilot, lambda file=file: (path.parent / file).exists())
        assert "Load shedding" in (path.parent / "plan.md").read_text()
        data = json.loads((path.parent / "plan.json").read_text())
        assert data["plan"]["plan"]["title"] == "Load shedding"
        assert path.read_text() == PLAN
        await pilot.press("n")
        await until(pilot, lambda: document.scroll_offset.y > 0)
        top = document.scroll_offset.y
        assert document.lines[top].plain.strip().startswith("A) Executive Summary")
        await pilot.press("N")
        await until(pilot, lambda: document.scroll_offset.y < top)


@pytest.mark.parametrize(("size", "together"), [((80, 24), False), ((140, 40), True)])
async def test_what_changed_is_beside_the_document_or_one_key_away(
    path: Path, size: tuple[int, int], together: bool
) -> None:
    async with opened(path, size) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        document, side = bench.query_one("#document", Canvas), bench.query_one("#review-side", Canvas)
        assert side.display == together and document.display
        await pilot.press("d")
        await until(pilot, lambda: bench.focused is side)
        assert document.display == together
        shown = [line.plain for line in side.lines]
        assert next(line for line in shown if "Budgets" in line).rstrip().endswith("lines")
        assert max(map(len, shown)) <= side.size.width
        assert "No revision pins the plan yet" in " ".join(line.plain.strip() for line in side.lines)
        await pilot.press("d")
        await until(pilot, lambda: bench.focused is document)


async def test_what_changed_since_the_revision_that_git_has_is_listed(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        # Without a revision, pinning starts one.
        bench.action_pin_revision()
        await until(pilot, lambda: isinstance(bench.app.screen, Lines) and bench.app.focused)
        bench.app.screen.query(Input).last().value = "It begins"
        bench.app.screen.query(Input).last().focus()
        await pilot.press("enter")
        await until(pilot, lambda: bench.app.screen is bench and bench.session.plan.revision)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not bench.session.dirty)
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
            run(["git", "-c", "user.name=x", "-c", "user.email=x@x", *command], cwd=path.parent, check=True)
        bench.session.edit("pr.PR1.guarantees.BC-1-1.text", "It holds always")
        bench.go(Place("review"))
        await until(pilot, lambda: bench.query("#review-side"))
        side = bench.query_one("#review-side", Canvas)
        await until(pilot, lambda: any("It holds always" in line.plain for line in side.lines))
        text = "\n".join(line.plain.rstrip() for line in side.lines)
        assert "Contracts  1" in text and "BC-1-1" in text and "- It holds" in text


async def test_a_file_that_is_there_is_written_over_only_after_a_question(path: Path) -> None:
    target = path.parent / "plan.md"
    target.write_text("by hand")
    async with opened(path) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        for leave in ("escape", "enter"):
            await pilot.press("e")
            await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
            await pilot.press(leave)
            await until(pilot, lambda: pilot.app.screen is bench)
            assert target.read_text() == "by hand"
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
        await pilot.press("down", "enter")
        await until(pilot, lambda: target.read_text() != "by hand")


def test_an_export_is_never_written_over_the_plan(tmp_path: Path) -> None:
    assert target_of(tmp_path / "plan.toml", "markdown") == tmp_path / "plan.md"
    assert target_of(tmp_path / "plan.md", "markdown") == tmp_path / "plan.md.md"
    assert target_of(tmp_path / "plan.json", "json") == tmp_path / "plan.json.json"


def prepared_of(plan: Plan) -> Prepared:
    found = budgets(plan)
    long = tuple(path for path, count in found.tier1.items() if count > 15)
    return Prepared(plan, rendered("", 80), budgets_of(plan, found), found.core, long, Since("v1"))


def test_budgets_say_what_is_over() -> None:
    prepared = prepared_of(Plan.model_validate({"plan": {"executive_summary": "\n\n".join(["x"] * 20)}}))
    shown = [line.plain.split() for line in side_lines(prepared, 40)]
    assert ["✗", "A", "Executive", "summary", "41", "of", "14"] in shown
    assert top_line(prepared, 80).plain.split()[:3] == ["✗", "A", "41/14"]


def test_prs_longer_than_tier_1_aims_at_are_named() -> None:
    wordy = {"title": "x", "motivation": "\n\n".join(["why"] * 18)}
    plan = Plan.model_validate({"pr": [wordy | {"id": f"PR{number}"} for number in range(30)]})
    text = " ".join(line.plain.strip() for line in side_lines(prepared_of(plan), 40))
    assert "30 have more" in text and "PR29" in text


def test_remarks_without_an_answer_are_counted() -> None:
    remarks = [{"reviewer": "R", "text": "Why?"}, {"reviewer": "S", "text": "So?", "answer": "Yes"}]
    prepared = prepared_of(Plan.model_validate({"pr": [{"id": "PR2", "remarks": remarks}, {"id": "PR3"}]}))
    text = " ".join(" ".join(line.plain.split()) for line in side_lines(prepared, 40))
    assert "Remarks 1 open Without an answer: PR2 1" in text
    assert (
        "1 open remarks" not in top_line(prepared, 80).plain
        and "1 open remark" in top_line(prepared, 80).plain
    )
    full = Plan.model_validate(
        {
            "plan": {"executive_summary": "\n".join(["x"] * 12)},
            "block": [{"id": "B1"}],
            "pr": [{"id": "PR2", "remarks": [{"text": "Why?"}] * 12}],
        }
    )
    assert "12 open remarks" in top_line(prepared_of(full), 80).plain
    assert "Remarks" not in " ".join(line.plain for line in side_lines(prepared_of(Plan()), 40))


async def test_the_document_and_its_budgets_are_in_sight_in_a_small_terminal(tmp_path: Path) -> None:
    why = "why\\n\\n" * 18
    prs = "".join(f"[[pr]]\nid = 'PR{number}'\nmotivation = \"{why}\"\n" for number in range(9))
    async with opened(make(tmp_path, f'[plan]\nrepository = "code"\n{prs}'), (40, 15)) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        await pilot.pause()
        for selector in ("#review-line", "#document"):
            region = bench.query_one(selector).region
            assert region.height >= 1 and bench.query_one("#holder").region.contains_region(region), selector


@pytest.mark.parametrize("table", ["attestation", "remark"])
async def test_what_a_note_is_about_is_picked_from_all_items(path: Path, table: str) -> None:
    path.write_text(path.read_text() + f'[[{table}]]\nid = "N1"\ntext = "Two sorts"\n')
    async with opened(path) as (pilot, bench):
        bench.jump(f"{table}.N1.about")
        await until(pilot, lambda: isinstance(bench.focused, PlaceField))
        field = bench.focused
        assert isinstance(field, PlaceField)
        values = [one.value for one in field.options()]
        assert {"finding.F1", "block.B1", "pr.PR1.guarantees.BC-1-1"} <= set(values)
        assert not any(value.startswith(f"{table}.") for value in values)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and pilot.app.focused)
        await pilot.press(*"pr1 first", "enter")
        await until(pilot, lambda: pilot.app.screen is bench)
        [note] = getattr(bench.session.plan, table)
        assert note.about == "pr.PR1" and "First" in field.render().plain
        assert bool(getattr(note, "digest", "a remark has none"))
        await pilot.press("delete")
        await until(pilot, lambda: getattr(bench.session.plan, table)[0].about == "")
        bench.session.edit(f"{table}.N1.about", "pr.PR9")
        assert "nothing is there" in field.render().plain


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
        await until(pilot, lambda: document_of(bench).strip() == "Newer")
        newer_is_shown.set()
        await until(pilot, lambda: not any(worker.is_running for worker in pilot.app.workers))
        await pilot.pause()
        assert document_of(bench).strip() == "Newer"


async def test_an_export_is_written_though_the_author_leaves_the_page(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = threading.Event()

    def slow(target: Path, content: bytes) -> None:
        assert left.wait(30)
        target.write_bytes(content)

    monkeypatch.setattr(exporting, "write_atomically", slow)
    async with opened(path) as (pilot, bench):
        bench.go(Place("review"))
        await previewed(pilot, bench)
        await pilot.press("e")
        bench.go(Place("phase1"))
        await until(pilot, lambda: not bench.query(Review))
        left.set()
        await until(pilot, lambda: any("Wrote" in note.message for note in pilot.app._notifications))
        assert "Executive Summary" in path.with_suffix(".md").read_text()
