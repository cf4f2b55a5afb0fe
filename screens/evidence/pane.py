"""The pane beside the form: what the item under the cursor rests on, and what the rules say of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.remarks import Said, remarks
from blistui.plan.tables.citation import Citation
from blistui.rules.rule import Finding
from screens.evidence import draw
from screens.evidence.proof import Claim, Proof, claim_at, read
from screens.keys.workbench import EVIDENCE
from screens.widgets.in_thread import in_thread
from screens.widgets.kept_rows import KeptRows, KeptStatic
from screens.widgets.key_line import Offering
from screens.widgets.key_order import NoText
from screens.widgets.lines import ACCENT, MUTED, Part, keys, line, prose

if TYPE_CHECKING:
    from blistui.repo.repository import Repository

_AFTER = 0.06
"""Seconds that the cursor rests on an item before its lines are read."""


class ProofRow(Static):
    """The evidence in one row above the keys, where there is no space for the pane."""

    class Wanted(Message):
        """The author wants to see the evidence."""

    def on_click(self, _event: Click) -> None:
        """A click shows the pane, as its key does."""
        self.post_message(self.Wanted())


class EvidencePane(VerticalScroll, KeptRows, NoText, Offering, can_focus=True):
    """Follows the item under the cursor; code is read in a thread, and only when it may be another."""

    HELP = f"The lines that the claim rests on, as they are now.\n\n{EVIDENCE.help()}"

    BINDINGS = EVIDENCE.bindings()
    NOT_TYPED = ": F3 goes to the form"
    # In the focus the claim is above the lines, which would go from under the mouse.
    FOCUS_ON_CLICK = False

    def __init__(self, row: ProofRow) -> None:
        super().__init__(id="evidence")
        self._row = row
        self.claim: Claim | None = None
        self.proofs: tuple[Proof, ...] = ()
        self._text = ""
        self._base = ""
        self._at = 0
        self._drawn = ""
        self._findings: Sequence[Finding] = ()
        self._repository: Repository | None = None
        self._remarks: tuple[Said, ...] = ()

    def compose(self) -> ComposeResult:
        """A title above what is shown."""
        yield KeptStatic(id="evidence-body")

    @property
    def citation(self) -> Citation | None:
        """The citation that is shown with its lines."""
        cites = self.claim.citations if self.claim is not None else ()
        return cites[min(self._at, len(cites) - 1)] if cites else None

    def follow(self, plan: Plan, path: str, at: int | None, repository: Repository | None) -> None:
        """Show what the item at `path` rests on; its citation number `at`, or the one shown so far."""
        claim = claim_at(plan, path) if path else None
        base = plan.plan.base_commit
        is_other = claim is None or self.claim is None or claim.path != self.claim.path
        index = at if at is not None else 0 if is_other else self._at
        index = max(0, min(index, len(claim.citations) - 1)) if claim is not None else 0
        same = (claim, base, repository) == (self.claim, self._base, self._repository)
        said = remarks(plan, path) if path else ()
        if same and index == self._at and said == self._remarks:
            return
        self._at, self._remarks = index, said
        if not same:
            self.claim, self._base, self._repository = claim, base, repository
            self._text = _text_of(plan, path)
            self.proofs = self.proofs if not is_other else ()
            self.read_again()
        self.draw()

    def read_again(self) -> None:
        """Read the cited lines: the code may be another."""
        if self.claim is not None and self.claim.citations and self._repository is not None:
            self.set_timer(_AFTER, partial(self._begin, self.claim, self._repository))
        else:
            self.proofs = ()

    def _begin(self, claim: Claim, repository: Repository) -> None:
        if claim is self.claim:
            work = partial(read, repository, claim, self._base)
            in_thread(self, "evidence", work, partial(self._came, claim))

    def _came(self, claim: Claim, proofs: tuple[Proof, ...]) -> None:
        if claim is self.claim:
            self.proofs = proofs
            self.draw()

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show what the rules say of the item."""
        self._findings = [finding for finding in findings if not finding.waived_by]
        self.draw()

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self.draw()

    def draw(self) -> None:
        """Draw the pane, or the row, whichever is on the screen."""
        claim = self.claim
        if self.has_focus:
            self.screen.refresh_bindings()
        about = [f for f in self._findings if claim is not None and f.is_about(claim.path)]
        # Also while it is hidden, and has no width: it may be shown next without another word.
        row = Content("")
        if claim is not None:
            width, waiting = self.screen.size.width, sum(one.is_open for one in self._remarks)
            row = draw.proof_row(claim, self.proofs, self._at, width, len(about), waiting)
        self._row.update(row, layout=False)
        # Without the scrollbar's column, which is kept for it: `size` has it.
        width = self.scrollable_size.width
        if width:
            rows = Content("\n").join(self._rows(claim, about, width))
            # Another number of rows lays the whole screen out again; most results are about other items.
            if rows.markup != self._drawn:
                self._drawn = rows.markup
                self.query_one("#evidence-body", Static).update(rows)

    def _rows(self, claim: Claim | None, about: Sequence[Finding], width: int) -> list[Content]:
        title: Part = ("  Evidence", f"bold {ACCENT}" if self.has_focus else MUTED)
        if claim is None:
            text = "The lines that you cite are shown here, beside the claim that rests on them."
            rows = [Content(" " * 2) + row for row in Content.styled(text, MUTED).wrap(max(width - 4, 8))]
            return [Content.assemble(title), Content(""), *rows]
        parts: list[Part] = [claim.name]
        if self.proofs:
            parts += [
                ("   citation ", MUTED),
                (str(self._at + 1), "bold"),
                (f" of {len(self.proofs)}", MUTED),
            ]
        if self.has_focus and len(self.proofs) > 1:
            parts += ["  ", keys(("←", "")), " ", keys(("→", ""))]
        rows = [line(width, Content.assemble(title), Content.assemble(*parts), edge=2), Content("")]
        if self.has_focus and self._text:
            rows += [Content("  ") + row for row in prose(self._text).wrap(max(min(width - 4, 84), 8))]
            rows.append(Content(""))
        rows += draw.evidence(claim, self.proofs, self._at, width, about)
        return [*rows, *draw.said(claim.name, width, self._remarks)]

    def offers(self, action: str, _parameters: tuple[Any, ...]) -> bool:
        """There is another citation to show; the one that is shown has changed."""
        if action == "step":
            return len(self.proofs) > 1
        shown = self.proofs[min(self._at, len(self.proofs) - 1)] if self.proofs else None
        return action != "accept_change" or (shown is not None and shown.status == "changed")

    def on_focus(self) -> None:
        """In the focus, the claim is above its lines."""
        self.draw()

    def on_blur(self) -> None:
        """The form has the claim."""
        self.draw()

    def action_step(self, by: int) -> None:
        """Show the lines of another citation."""
        if self.proofs:
            self.action_show_citation((self._at + by) % len(self.proofs))

    def action_show_citation(self, number: int) -> None:
        """Show the lines of the citation with this number, from 0."""
        self._at = number
        self.draw()


def _text_of(plan: Plan, path: str) -> str:
    try:
        item = paths.get(plan, path)
    except paths.PathError:
        return ""
    return str(getattr(item, "statement", "") or getattr(item, "text", ""))
