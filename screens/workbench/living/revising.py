"""A revision started in the app: what changed since the last one is filled in, the author says why."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from blistui.plan.digests import take_baseline
from blistui.plan.document import Plan
from blistui.plan.paths import segment_of
from screens.dialogs.ask import Line, Lines
from screens.form.form import Place
from screens.printable import printable
from screens.widgets.in_thread import in_thread
from screens.widgets.lines import MUTED, Part, prose
from screens.workbench import editing
from screens.workbench.bench import Bench

if TYPE_CHECKING:
    from blistui.rules.living.revising import Draft


def begin(bench: Bench) -> None:
    """Show what changed since the newest revision, and ask why."""
    plan = bench.session.plan

    def look() -> tuple[Draft | None, str]:
        # Deferred for the first frame: loaded by the thread that needs it.
        from blistui.repo.errors import RepositoryError
        from blistui.rules.living.revising import draft
        from blistui.store.versions import plan_of_revision

        problem = "No committed version of this file is the one that the newest revision pins."
        try:
            found = plan_of_revision(bench.session.path, plan)
        except RepositoryError as error:
            found, problem = None, f"{error}."
        is_pinned = any(one.plan_digest for one in plan.revision)
        return draft(plan, found[0] if found else None), problem if is_pinned and not found else ""

    in_thread(bench, "revise", look, partial(_ask, bench, plan))


def pin(bench: Bench) -> None:
    """Say that the newest revision note describes the plan as it is; without one, start one."""
    plan = bench.session.plan
    if not plan.revision:
        begin(bench)
    elif editing.apply(bench, take_baseline(plan, "revision.@0"), "pin the newest revision"):
        bench.notify("The newest revision now describes the plan as it is.", markup=False)


def _ask(bench: Bench, plan: Plan, found: tuple[Draft | None, str]) -> None:
    said, problem = found
    if said is None:
        from blistui.rules.living.revising import nothing_to_revise

        bench.notify(nothing_to_revise(plan), markup=False)
        return
    if bench.session.plan is not plan:
        bench.notify("The plan has changed meanwhile; revise it again.", markup=False)
        return

    def refuse(answers: dict[str, str]) -> str:
        if not answers["what"]:
            return "Say what changed."
        return "" if answers["why"] else "Say what made the change necessary."

    def done(answers: dict[str, str] | None) -> None:
        if answers is not None:
            _enter(bench, plan, said, answers)

    lines = [
        Line("version", "Version", said.version),
        Line("what", "What changed", said.what, "in a sentence or two"),
        Line("why", "Why", "", "what made it necessary"),
    ]
    title = "Start a revision"
    bench.ask_behind(title, Lines(title, lines, refuse, _text(said, problem)), done)


def _enter(bench: Bench, plan: Plan, said: Draft, answers: dict[str, str]) -> None:
    from blistui.rules.living.revising import revised

    if bench.session.plan is not plan:
        bench.notify("The plan has changed meanwhile; revise it again.", markup=False)
        return
    said = said._replace(version=answers["version"], what=answers["what"])
    today = datetime.date.today().isoformat()
    if editing.apply(bench, revised(plan, said, today, answers["why"], {}), f"revise {said.version}"):
        bench.go(Place("summary", f"revision.{segment_of(bench.session.plan.revision, 0)}"))


def _text(said: Draft, problem: str) -> Content:
    """The contracts that changed, with their old and new text."""
    parts: list[Part] = []
    if problem:
        parts += [(f"{problem}\n", "$warning")]
    for one in said.contracts:
        old = (
            "not known: write it on the page that follows" if one["guarantee"] in said.unknown else one["old"]
        )
        parts += [
            (f"{printable(one['guarantee'])}\n", "bold"),
            ("  was  ", MUTED),
            prose(printable(old or "not there")),
            ("\n  is   ", MUTED),
            prose(printable(one["new"] or "dropped")),
            "\n",
        ]
    if said.contracts:
        parts.append(
            ("Why also becomes the reason of each; it can be changed on the page that follows.", MUTED)
        )
    return Content.assemble(*parts)
