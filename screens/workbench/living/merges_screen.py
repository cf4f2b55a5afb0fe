"""Merges that git shows and the plan does not have: each accepted after a look, as one undoable step."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

from textual.content import Content

from blistui.plan.document import Plan
from blistui.repo.repository import Repository
from blistui.rules.living.merges import Proposal, proposals, unseen
from blistui.rules.living.merging import Merging, merging
from blistui.rules.prose.wording import counted
from screens.dialogs.ask import Choice
from screens.keys.dialogs import MERGES
from screens.printable import printable
from screens.widgets.in_thread import in_thread
from screens.widgets.lines import ACCENT, GLYPH_STYLES, MUTED, Part, prose
from screens.widgets.virtual_list import Piece
from screens.workbench.bench import Bench
from screens.workbench.living.list_screen import ListScreen

_HASH = 10
"""Digits of a commit that are shown."""


class MergesScreen(ListScreen[Proposal]):
    """Proposals of git, PR after PR; Enter marks the one under the cursor."""

    KEYS = MERGES
    BINDINGS = MERGES.bindings()
    EMPTY = (
        "A commit of the main line is proposed as the merge of a PR when it adds files that the PR is to "
        "add, or when its message has the PR's title, its pull request's number or its id. PRs that are "
        "merged or dropped are not looked for. A merge that is not found is written by hand: Phase 6, the "
        "PR, Status and Merged as."
    )

    def __init__(self, bench: Bench, repository: Repository) -> None:
        super().__init__(bench)
        self._repository = repository
        self._freezes = True
        self._width = 0
        self._shown: tuple[Plan, Proposal] | None = None
        self._made: Merging | None = None

    # What is found

    def find(self) -> tuple[Sequence[Proposal], str]:
        """The proposals for the plan as it is."""
        lacks = unseen(self._repository)
        found = proposals(self.bench.session.plan, self._repository) if self._repository.is_git else []
        self._width = max((len(one.pr) for one in found), default=0)
        return found, lacks

    def count(self, rows: Sequence[Proposal]) -> str:
        """Proposals, and how many PRs they are about."""
        prs = len({one.path for one in rows})
        marked = f"{self.done} marked   " if self.done else ""
        found = (
            f"{counted(len(rows), 'proposal')} for {counted(prs, 'PR')}" if rows else "nothing is proposed"
        )
        return marked + found

    def pieces_of(self, row: Proposal) -> Sequence[Piece]:
        """PR, whether it is likely, day, commit, subject."""
        return [
            (f" {printable(row.pr):<{self._width}}  ", "head"),
            ("likely   ", "good") if row.sure else ("perhaps  ", "detail"),
            (f"{row.merge.day}  {row.merge.commit[:_HASH]}  ", "detail"),
            (printable(row.merge.subject), "label"),
        ]

    def show_detail(self, row: Proposal) -> None:
        """All about a proposal; what its merge leaves to do is read in a thread."""
        made = self._made if self._shown == (self.bench.session.plan, row) else None
        self.say(_text(row, made, self._freezes))
        if made is None:
            plan = self.bench.session.plan
            read = partial(merging, plan, self._repository, row.path, row.merge)
            in_thread(self, "detail", read, partial(self._read, plan, row))

    def _read(self, plan: Plan, row: Proposal, made: Merging) -> None:
        self._shown, self._made = (plan, row), made
        if self.rows.item == row:
            self.say(_text(row, made, self._freezes))

    # What the author does

    def action_freeze(self) -> None:
        """Enter the interfaces that the PR freezes in section G as well, or not."""
        self._freezes = not self._freezes
        self.show_row()

    def choose(self, row: Proposal) -> None:
        """Ask whether the PR is to be marked, beside all that this leaves to do."""
        plan = self.bench.session.plan
        read = partial(merging, plan, self._repository, row.path, row.merge)
        in_thread(self, "merge", read, partial(self._ask, plan, row))

    def _ask(self, plan: Plan, row: Proposal, made: Merging) -> None:
        def answered(word: str | None) -> None:
            if word:
                today = datetime.date.today().isoformat()
                confirmed = today if word == "confirmed" else ""
                read = partial(
                    merging,
                    plan,
                    self._repository,
                    row.path,
                    row.merge,
                    confirmed=confirmed,
                    freeze=self._freezes,
                )
                in_thread(self, "merge", read, partial(self._mark, plan, row))

        answers = [
            ("", "Go back"),
            ("merged", "Mark it; I compare the concept model with the code later"),
            ("confirmed", "Mark it; I compared them: the concept model still describes the system"),
        ]
        title = f"Mark {printable(row.pr)} as merged by {row.merge.commit[:_HASH]}?"
        self.app.push_screen(Choice(title, _text(row, made, self._freezes, ""), answers), answered)

    def _mark(self, plan: Plan, row: Proposal, made: Merging) -> None:
        self.take(plan, made.edits, f"merge {row.pr}", f"{row.pr} is marked as merged")


def _text(row: Proposal, made: Merging | None, freezes: bool, key: str = "   f") -> Content:
    """All about a proposal: commit, why it is proposed, what its merge leaves to do, what it freezes.

    `key` turns whether the freezes are entered.
    """
    parts: list[Part] = [
        (f"{printable(row.pr)}  {row.merge.commit[:_HASH]}  {row.merge.day}\n", "bold"),
        prose(printable(row.merge.subject)),
        ("\n\nWhy it is proposed\n", "bold"),
    ]
    parts += [Content.assemble(("✓ ", GLYPH_STYLES["✓"]), f"{printable(why)}\n") for why in row.reasons]
    if not row.sure:
        parts.append(("▲ A message may name a PR that it does not merge: look at the commit.\n", "$warning"))
    parts.append(("\nLeft to do after it\n", "bold"))
    if made is None:
        parts.append(("looking …\n", MUTED))
        return Content.assemble(*parts)
    for one in made.left:
        glyph = "○" if one.path else "▲"
        parts += [(f"{glyph} ", GLYPH_STYLES[glyph]), prose(printable(one.says)), "\n"]
    if made.freezes:
        parts.append(("\nSection G, Frozen interfaces\n", "bold"))
    for freeze in made.freezes:
        name = printable(f"{freeze.item}: {freeze.interface}")
        if freeze.entry is None:
            parts += [
                ("✗ ", GLYPH_STYLES["✗"]),
                f"{name} wants its entry, but {printable(freeze.problem)}.\n",
            ]
            continue
        tick = ("[x] ", ACCENT) if freezes else ("[ ] ", MUTED)
        what = "is entered as well" if freezes else "wants its entry, which is left for later"
        parts += [tick, f"{name} of {printable(freeze.place)} {what}", (f"{key}\n", ACCENT)]
    return Content.assemble(*parts)
