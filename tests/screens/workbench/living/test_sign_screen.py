"""What is unsigned is listed, read beside its evidence, and signed only by an answer."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from blistui.plan.signatures import REVIEW, SUPPORTED
from blistui.repo.git.identity import user_name
from screens.dialogs.ask import Lines
from screens.dialogs.signer import signer
from screens.form.form import Place
from screens.widgets.key_line import KeyLine
from screens.workbench.living.sign_screen import SignScreen
from tests.screens.evidence.test_pane import _cited
from tests.screens.pilot import make, opened, until
from tests.screens.workbench.listed import asked, on_top, said

TODAY = datetime.date.today().isoformat()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan whose F1 cites code, in a folder in which git knows a name."""
    found = _cited(tmp_path)
    for command in (["init", "-q"], ["config", "user.name", "Ana  Reviewer"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    signer.cache_clear()
    return found


async def dialog(pilot: Pilot[int]) -> Lines:
    await until(pilot, lambda: isinstance(pilot.app.screen, Lines) and isinstance(pilot.app.focused, Input))
    assert isinstance(pilot.app.screen, Lines)
    return pilot.app.screen


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_claim_is_read_and_signed_with_the_name_that_git_has(
    path: Path, size: tuple[int, int]
) -> None:
    async with opened(path, size) as (pilot, bench):
        bench.go(Place("review"))
        before = bench.session.plan
        await until(pilot, lambda: bench.focused)
        await pilot.press("s")
        screen = await on_top(pilot, SignScreen)
        await until(
            pilot,
            lambda: (
                [(one.subject, one.about) for one in screen.rows.items]
                == [(SUPPORTED, "finding.F1"), (REVIEW, "")]
            ),
        )
        await until(pilot, lambda: "Route(load int) int" in said(screen))
        assert "Routing is in one file" in said(screen) and "read the cited lines" in said(screen)
        await pilot.press("enter")
        shown = await dialog(pilot)
        keys = screen.query_one(KeyLine)
        assert "u" not in {key.key for key in keys.shown}, "nothing was done that could be taken back"
        assert [line.value for line in shown.query(Input)] == ["Ana Reviewer", TODAY]
        # Backed out of, nothing is signed.
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert bench.session.plan is before
        await pilot.press("enter")
        await dialog(pilot)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: [one.about for one in screen.rows.items] == [""])
        [given] = bench.session.plan.attestation
        await until(pilot, lambda: {"Enter", "u"} <= {key.key for key in keys.shown})
        assert (given.subject, given.about) == (SUPPORTED, "finding.F1")
        assert (given.by, given.date) == ("Ana Reviewer", TODAY) and given.digest
        await pilot.press("u")
        await until(pilot, lambda: len(screen.rows.items) == 2)
        assert bench.session.plan == before


async def test_a_stale_signature_is_renewed_in_its_place(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        screen = await asked(pilot, bench.action_sign, SignScreen)
        await pilot.press("end", "enter")
        await dialog(pilot)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: len(screen.rows.items) == 1 and not screen.looking)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is bench)
        bench.session.edit("plan.title", "Another title")
        screen = await asked(pilot, bench.action_sign, SignScreen)
        row = screen.rows.items[-1]
        assert (row.subject, row.state, row.by) == (REVIEW, "stale", "Ana Reviewer")
        await pilot.press("end")
        await until(pilot, lambda: "it has changed since" in said(screen))
        await pilot.press("enter")
        shown = await dialog(pilot)
        shown.query(Input).first().value = ""
        await pilot.press("enter", "enter")
        refusal = shown.query_one("#refusal", Static)
        await until(pilot, lambda: "needs a name" in str(refusal.content))
        shown.query(Input).first().value = "Ben"
        shown.query(Input).last().value = "soon"
        await pilot.press("enter")
        await until(pilot, lambda: "as 2026-03-02" in str(refusal.content))
        shown.query(Input).last().value = TODAY
        await pilot.press("enter")
        await until(pilot, lambda: len(screen.rows.items) == 1 and not screen.looking)
        [given] = bench.session.plan.attestation
        assert given.by == "Ben"


async def test_the_item_can_be_opened(path: Path) -> None:
    async with opened(path) as (pilot, bench):
        await asked(pilot, bench.action_sign, SignScreen)
        await pilot.press("o")
        await until(pilot, lambda: pilot.app.screen is bench)
        await until(pilot, lambda: bench.place.path == "finding.F1")


async def test_an_empty_list_says_what_is_looked_for(tmp_path: Path) -> None:
    async with opened(make(tmp_path)) as (pilot, bench):
        screen = await asked(pilot, bench.action_sign, SignScreen)
        await pilot.press("enter")
        await dialog(pilot)
        await pilot.press(*"x", "enter", "enter")
        await until(pilot, lambda: not screen.rows.items and not screen.looking)
        assert "What only a person can decide is looked for" in said(screen)
        await pilot.press("f1", "escape", "escape")
        await until(pilot, lambda: pilot.app.screen is bench)


def test_who_signs_is_the_name_that_git_has_or_the_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "ana")
    signer.cache_clear()
    assert user_name(tmp_path / "gone") == ""
    assert signer(tmp_path / "gone") == "ana"
