"""Merges that git shows are marked in the app, one by one, each as one undoable step."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from blistui.repo.errors import RepositoryError
from screens.dialogs.ask import Choice
from screens.form.form import Place
from screens.workbench.living import merges_screen
from screens.workbench.living.merges_screen import MergesScreen
from tests.checkouts import committed, git
from tests.screens.pilot import PLAN, make, opened, until
from tests.screens.workbench.listed import asked, on_top, said

LIVING = """
[[crosscutting]]
id = "CC1"
area = "freezes"
interface = "Router"
pr = "PR1"
"""
FILES = 'files = [{ path = "route.go", change = "add" }, { path = "more.go", change = "add" }]\n'


def planned(folder: Path) -> Path:
    """A plan of two PRs, the first gated and freezing `Router`, over a committed repository."""
    text = PLAN.replace('title = "First"\n', f'title = "First"\ngates = ["D-1"]\n{FILES}')
    text = text.replace('title = "Second"', 'title = "Second router of requests"')
    path = make(folder, text + LIVING)
    base = committed(folder / "code")
    path.write_text(path.read_text().replace('"code"\n', f'"code"\nbase_commit = "{base}"\n', 1))
    return path


def commit(folder: Path, message: str, *names: str) -> str:
    for name in names:
        (folder / "code" / name).write_text("package sim\n", encoding="utf-8")
    git(folder / "code", "add", "-A")
    git(folder / "code", "commit", "-q", "--allow-empty", "-m", message)
    return git(folder / "code", "rev-parse", "HEAD")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_merge_is_marked_after_a_look_at_what_it_leaves(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = planned(tmp_path)
    first = commit(tmp_path, "sim: routes (#7)", "route.go")
    second = commit(tmp_path, "Second router of requests", "second.go")
    async with opened(path, size) as (pilot, bench):
        bench.go(Place("review"))
        before = bench.session.plan
        await until(pilot, lambda: bench.focused)
        await pilot.press("m")
        screen = await on_top(pilot, MergesScreen)
        await until(pilot, lambda: [one.pr for one in screen.rows.items] == ["PR1", "PR2"])
        await until(pilot, lambda: "[x] CC1: Router of sim.go:4-6 is entered as well" in said(screen))
        text = said(screen)
        assert f"PR1  {first[:10]}" in text and "sim: routes (#7)" in text
        assert "it adds 1 of the 2 files" in text and "Gate D-1 has not passed" in text
        assert "not added by this commit: more.go" in text and "Does the concept model" in text
        assert bench.session.plan is before
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        # The first answer goes back.
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert bench.session.plan is before
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: [one.pr for one in screen.rows.items] == ["PR2"])
        plan = bench.session.plan
        pr, today = plan.pr[0], datetime.date.today().isoformat()
        assert (pr.status, pr.merged_commit, pr.pull) == ("merged", first, "#7")
        assert pr.merged_on and pr.concept_model_confirmed_on == today
        assert [(one.interface, one.freeze_pr) for one in plan.frozen] == [("Router", "PR1")]
        await until(pilot, lambda: second[:10] in said(screen) and "PR1, on which" not in said(screen))
        await pilot.press("u")
        await until(pilot, lambda: len(screen.rows.items) == 2)
        assert bench.session.plan == before
        # What was done before this screen was opened is not taken back here.
        await pilot.press("u")
        assert bench.session.plan == before
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is bench)


async def test_a_freeze_may_be_left_out_and_the_model_be_compared_later(tmp_path: Path) -> None:
    path = planned(tmp_path)
    commit(tmp_path, "sim: routes", "route.go", "more.go")
    async with opened(path) as (pilot, bench):
        screen = await asked(pilot, bench.action_merges, MergesScreen)
        await until(pilot, lambda: "[x] CC1" in said(screen))
        await pilot.press("f")
        await until(pilot, lambda: "[ ] CC1" in said(screen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
        await pilot.press("down", "enter")
        await until(pilot, lambda: not screen.rows.items and not screen.looking)
        plan = bench.session.plan
        assert plan.pr[0].status == "merged" and not plan.pr[0].concept_model_confirmed_on
        assert plan.frozen == ()
        assert "A commit of the main line is proposed" in said(screen)


@pytest.mark.parametrize(("code", "says"), [("plain", "no git repository"), ("shallow", "clone is shallow")])
async def test_what_cannot_be_looked_at_is_said(tmp_path: Path, code: str, says: str) -> None:
    path = make(tmp_path)
    if code == "shallow":
        commit_all = committed(tmp_path / "code")
        assert commit_all
        commit(tmp_path, "more", "more.go")
        (tmp_path / "code").rename(tmp_path / "whole")
        whole = (tmp_path / "whole").as_uri()
        git(tmp_path, "clone", "-q", "--depth=1", whole, "code")
    async with opened(path) as (pilot, bench):
        screen = await asked(pilot, bench.action_merges, MergesScreen)
        await until(pilot, lambda: says in said(screen))
        assert "A commit of the main line is proposed" in said(screen)


async def test_a_git_that_fails_is_said_and_esc_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = planned(tmp_path)

    def fails(*_: object) -> None:
        raise RepositoryError("git rev-list failed here")

    monkeypatch.setattr(merges_screen, "proposals", fails)
    async with opened(path) as (pilot, bench):
        screen = await asked(pilot, bench.action_merges, MergesScreen)
        await until(pilot, lambda: "git rev-list failed here" in said(screen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is bench)


async def test_without_a_repository_there_is_nothing_to_look_into(tmp_path: Path) -> None:
    async with opened(make(tmp_path, PLAN.replace('"code"', '"gone"'))) as (pilot, bench):
        bench.action_merges()
        await until(pilot, lambda: any("no repository" in one.message for one in pilot.app._notifications))
        assert pilot.app.screen is bench


async def test_hundreds_of_proposals_are_one_list(tmp_path: Path) -> None:
    path = planned(tmp_path)
    for number in range(2):
        commit(tmp_path, f"docs: on PR1, part {number}")
    async with opened(path) as (pilot, bench):
        screen = await asked(pilot, bench.action_merges, MergesScreen)
        await until(pilot, lambda: [one.sure for one in screen.rows.items] == [False, False])
        many = [screen.rows.items[0]] * 900
        screen._came((many, ""))
        await pilot.press("end")
        await until(pilot, lambda: screen.rows.highlighted == 899)
        assert "look at the commit" in said(screen)


async def test_messages_and_names_are_shown_as_text_and_never_act(tmp_path: Path) -> None:
    path = planned(tmp_path)
    path.write_text(path.read_text().replace('interface = "Router"', r'interface = "Ro\u001b[31muter[/red]"'))
    commit(tmp_path, "PR1 \x1b[31m[red]it[/] \u202e\x07 [link=x]", "route.go", "more.go")
    async with opened(path) as (pilot, bench):
        screen = await asked(pilot, bench.action_merges, MergesScreen)
        await until(pilot, lambda: "but no interface of the code has the name" in said(screen))
        shown = "".join(text for text, _ in screen.pieces_of(screen.rows.items[0])) + said(screen)
        assert "[red]it[/]" in shown and not {"\x1b", "\x07", "\u202e"} & set(shown)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
        await pilot.press("down", "enter")
        await until(pilot, lambda: bench.session.plan.pr[0].status == "merged")


async def test_a_plan_that_changed_behind_the_question_is_looked_at_again(tmp_path: Path) -> None:
    path = planned(tmp_path)
    commit(tmp_path, "sim: routes", "route.go")
    async with opened(path) as (pilot, bench):
        screen = await asked(pilot, bench.action_merges, MergesScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice) and pilot.app.focused)
        bench.session.edit("plan.title", "Another title")
        await pilot.press("down", "enter")
        await until(
            pilot, lambda: any("changed meanwhile" in one.message for one in pilot.app._notifications)
        )
        await until(pilot, lambda: not screen.looking)
        assert bench.session.plan.pr[0].status == "" and bench.session.plan.plan.title == "Another title"
        # Nothing was done here, so nothing is taken back here.
        await pilot.press("u")
        assert bench.session.plan.plan.title == "Another title"
