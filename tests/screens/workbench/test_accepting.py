"""A changed citation is settled in the app: its difference is shown, and who accepted it is on record."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Input, Static

from blistui.plan.signatures import SUPPORTED
from blistui.rules.rule import Finding
from screens.dialogs.ask import Choice, Lines
from screens.form.form import Place
from screens.widgets.key_line import KeyLine
from screens.workbench import finding_actions
from screens.workbench.workbench import Workbench
from tests.checkouts import committed
from tests.screens.evidence.test_pane import ADDED, _cited
from tests.screens.pilot import GO, opened, until

CHANGED = GO.replace("Route(load int) int", "Route(load int, spare bool) int")


def _text(bench: Workbench) -> str:
    content = bench.app.screen.query_one(".dialog-text Static", Static).content
    assert isinstance(content, Content)
    return content.plain


def _asks_who(bench: Workbench) -> bool:
    return isinstance(bench.app.screen, Lines) and isinstance(bench.app.focused, Input)


def _committed(folder: Path) -> Path:
    """The plan whose F1 cites the interface, and the code as a repository."""
    path = _cited(folder)
    code = folder / "code"
    base = committed(code)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"code"\n', f'"code"\nbase_commit = "{base}"\n', 1), encoding="utf-8")
    return path


async def test_a_changed_citation_is_accepted_after_its_difference(tmp_path: Path) -> None:
    async with opened(_committed(tmp_path)) as (pilot, bench):
        (tmp_path / "code" / "sim.go").write_text(CHANGED, encoding="utf-8")
        committed(tmp_path / "code")
        # On the list of the phase, where the row under the cursor is the item.
        bench.go(Place("phase0"))
        before = bench.session.plan
        await until(pilot, lambda: bench.evidence.proofs)
        await pilot.press("f6", "A")
        await until(pilot, lambda: isinstance(bench.app.screen, Choice))
        assert "-   Route(load int) int" in _text(bench)
        assert "+   Route(load int, spare bool) int" in _text(bench)
        assert bench.session.plan is before
        await pilot.press("right", "enter")
        await until(pilot, lambda: _asks_who(bench))
        bench.app.screen.query_one(Input).value = "ana"
        await pilot.press("enter")
        await until(pilot, lambda: bench.session.plan is not before)
        plan = bench.session.plan
        assert plan.finding[0].cites[0].digest != before.finding[0].cites[0].digest
        [signed] = plan.attestation
        today = datetime.date.today().isoformat()
        assert (signed.subject, signed.about, signed.by, signed.date) == (
            SUPPORTED,
            "finding.F1",
            "ana",
            today,
        )
        assert bench.evidence.has_focus
        await until(pilot, lambda: [proof.status for proof in bench.evidence.proofs] == ["exact"])
        line = bench.query_one(KeyLine)
        await until(pilot, lambda: not {"A", "←", "→"} & {key.key for key in line.shown})
        bench.action_undo()
        assert bench.session.plan == before
        await until(pilot, lambda: [proof.status for proof in bench.evidence.proofs] == ["changed"])
        bench.action_pane("evidence")
        await until(pilot, lambda: "A" in {key.key for key in line.shown})


async def test_it_is_accepted_on_the_field_of_citations_too(tmp_path: Path) -> None:
    async with opened(_committed(tmp_path)) as (pilot, bench):
        (tmp_path / "code" / "sim.go").write_text(CHANGED, encoding="utf-8")
        committed(tmp_path / "code")
        bench.jump("finding.F1.cites")
        await until(pilot, lambda: getattr(bench.focused, "path", "") == "finding.F1.cites")
        await until(pilot, lambda: bench.evidence.proofs)
        await pilot.press("A")
        await until(pilot, lambda: isinstance(bench.app.screen, Choice))
        assert "+   Route(load int, spare bool) int" in _text(bench)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (GO, "has not changed"),
        (ADDED, "re-anchors"),
        ("package sim\n", "was removed"),
        (CHANGED, "not known); cite the lines again"),
    ],
    ids=["exact", "moved", "gone", "no history"],
)
async def test_only_what_changed_is_accepted(tmp_path: Path, code: str, word: str) -> None:
    async with opened(_cited(tmp_path)) as (pilot, bench):
        (tmp_path / "code" / "sim.go").write_text(code, encoding="utf-8")
        bench.go(Place("phase0", "finding.F1"))
        before = bench.session.plan
        await until(pilot, lambda: bench.evidence.proofs)
        bench.action_accept_change()
        await until(pilot, lambda: pilot.app._notifications)
        assert word in next(iter(pilot.app._notifications)).message
        assert bench.app.screen is bench and bench.session.plan is before


async def test_what_is_not_committed_is_not_accepted(tmp_path: Path) -> None:
    async with opened(_committed(tmp_path)) as (pilot, bench):
        (tmp_path / "code" / "sim.go").write_text(CHANGED, encoding="utf-8")
        bench.go(Place("phase0", "finding.F1"))
        before = bench.session.plan
        await until(pilot, lambda: bench.evidence.proofs)
        bench.action_accept_change()
        await until(pilot, lambda: isinstance(bench.app.screen, Choice))
        await pilot.press("right", "enter")
        await until(pilot, lambda: _asks_who(bench))
        await pilot.press("a", "enter")
        refusal = bench.app.screen.query_one("#refusal", Static)
        await until(pilot, lambda: "is not committed" in str(refusal.content))
        assert bench.session.plan is before


async def test_code_that_changes_while_it_is_read_is_not_accepted(tmp_path: Path) -> None:
    async with opened(_committed(tmp_path)) as (pilot, bench):
        source = tmp_path / "code" / "sim.go"
        source.write_text(CHANGED, encoding="utf-8")
        bench.go(Place("phase0", "finding.F1"))
        before = bench.session.plan
        await until(pilot, lambda: bench.evidence.proofs)
        bench.action_accept_change()
        await until(pilot, lambda: isinstance(bench.app.screen, Choice))
        await pilot.press("right", "enter")
        await until(pilot, lambda: _asks_who(bench))
        source.write_text(CHANGED.replace("spare", "other"), encoding="utf-8")
        bench.app.screen.query_one(Input).value = "ana"
        await pilot.press("enter")
        refusal = bench.app.screen.query_one("#refusal", Static)
        await until(pilot, lambda: "look again" in str(refusal.content))
        assert bench.session.plan is before


async def test_a_waiver_asks_for_a_name_where_nobody_is_logged_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("No username set in the environment")

    monkeypatch.setattr("getpass.getuser", nobody)
    monkeypatch.setattr("blistui.repo.git.identity.user_name", lambda folder: "")
    async with opened(_cited(tmp_path)) as (pilot, bench):
        heuristic = Finding(
            "OUT002", "warning", "plan.executive_summary", "Short.", "Write more.", waivable=True
        )
        finding_actions.waive(bench, heuristic)
        await until(pilot, lambda: _asks_who(bench))
        assert [line.value for line in bench.app.screen.query(Input)] == ["", ""]
