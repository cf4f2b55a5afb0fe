"""What the author does in the workbench: each action a line into the session or a helper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from blistui.store.session import Session
from screens.dialogs.ask import Reading
from screens.evidence.pane import EvidencePane, ProofRow
from screens.fields.field import Field
from screens.fields.items import ItemsField
from screens.fields.lists import ListField, go_on
from screens.fields.pick import PickField
from screens.form.form import Form, Place
from screens.form.phases import BY_KEY
from screens.workbench import (
    accepting,
    editing,
    external_editor,
    finding_actions,
    guiding,
    prose_places,
    rows,
    saving,
)
from screens.workbench import commands as palette
from screens.workbench.bench import Bench
from screens.workbench.citing import Citing
from screens.workbench.counting import Counting
from screens.workbench.findings_list import FindingsList
from screens.workbench.help import explain_place
from screens.workbench.living import opening, remarking, revising
from screens.workbench.recon import assistant

if TYPE_CHECKING:
    from screens.code_pane.pane import CodePane


class Actions(Bench):
    """A bench with all that can be done on it; which pane shows what is the workbench's."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.proof_row = ProofRow(id="proof")
        self.evidence = EvidencePane(self.proof_row)
        self.citing = Citing(self)
        self.counting = Counting(self)

    def action_next(self) -> None:
        """Go to the next thing to write or to fix."""
        self.after_keys(partial(guiding.go_to_next, self))

    def action_field(self, by: int) -> None:
        """Go to the next field of the form, or the one before."""
        if self.focused is not None:
            go_on(self.focused, by)

    def field_asks(self, message: Message) -> None:
        """A field has a new value, asks for a picker, or for something to be done to a row."""
        match message:
            case Field.Edited(field=field, begins=begins):
                if begins:
                    self.session.seal()
                editing.edit(self, field.path, field.read())
            case PickField.Wanted(field=field):
                editing.pick(self, field)
            case ListField.ActionRequested(action="place"):
                self.action_place()
            case ListField.ActionRequested():
                rows.act(self, self.citing, message)

    def after_keys(self, do: Callable[[], object]) -> None:
        """Do it once the focused field has handled the keys that were typed before."""
        if isinstance(self.focused, Field) and self.focused.message_queue_size and self.app.screen is self:
            self.focused.call_later(do)
        else:
            do()

    @on(FindingsList.ActionRequested)
    def about_finding(self, event: FindingsList.ActionRequested) -> None:
        """Something is to be done about a finding."""
        finding_actions.act(self, event)

    def action_to_finding(self, path: str, rule: str) -> None:
        """Go to the field of a finding."""
        self.jump(path, rule)

    def on_code_pane_citation_picked(self, event: CodePane.CitationPicked) -> None:
        """Lines were captured in the code."""
        self.citing.picked(event.citation, event.at)

    def on_code_pane_answer_kept(self, event: CodePane.AnswerKept) -> None:
        """The answer to a question about the code is evidence."""
        self.citing.keep(event.query)

    def on_code_pane_citation_followed(self, event: CodePane.CitationFollowed) -> None:
        """The mark of a cited line was followed: go to what cites it."""
        self.jump(event.label)

    def commands(self) -> list[palette.Command]:
        """Everything the author can do here, for the command palette."""
        return palette.commands(self)

    def action_undo(self) -> None:
        """Take back the last step."""
        self.after_keys(self._undo)

    def _undo(self) -> None:
        before = self.session.plan
        label = self.session.undo()
        editing.show_change(self, before)
        self.notify(f"Undone: {label}" if label else "Nothing to undo", markup=False, timeout=2)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.after_keys(self._redo)

    def _redo(self) -> None:
        before = self.session.plan
        label = self.session.redo()
        editing.show_change(self, before)
        self.notify(f"Redone: {label}" if label else "Nothing to redo", markup=False, timeout=2)

    def action_save(self) -> None:
        """Write the plan to its file."""
        self.after_keys(partial(saving.save, self))

    def leave(self) -> None:
        """Leave, after asking about what is unsaved."""
        self.after_keys(partial(saving.leave, self))

    def action_help(self) -> None:
        """Explain the focused field, or the focused pane, and the phase."""
        findings = self.result.findings if self.result is not None else ()
        station = BY_KEY[self.place.station]
        self.app.push_screen(explain_place(self.session.plan, self.focused, station, findings))

    def action_guidelines(self) -> None:
        """Show the design guidelines that blistui ships."""
        # Deferred for the first frame: a page that is asked for now and then.
        from blistui.plan.guide.guidance import terms
        from blistui.report.guidelines import guidelines_page

        self.app.push_screen(Reading("Design guidelines", guidelines_page(terms())))

    def action_editor(self) -> None:
        """Edit the focused text in the author's own editor."""
        self.after_keys(lambda: external_editor.in_editor(self, self.focused))

    def action_go(self, station: str) -> None:
        """Go to a phase."""
        self.go(Place(station))

    def action_save_copy(self) -> None:
        """Write the plan to another file too."""
        saving.save_copy(self)

    def action_accept_change(self) -> None:
        """Cite what the citation in the evidence pane changed to."""
        accepting.begin(self, self.evidence)

    def action_cite_prose(self) -> None:
        """Cite the places in code that the item in the evidence pane names in its text."""
        prose_places.begin(self, self.evidence)

    @on(Form.PlaceWanted)
    def action_place(self) -> None:
        """Move the text of a leftover, on its page or under the cursor, to a field."""
        field = self.focused
        path = self.place.path or (field.path_of_cursor if isinstance(field, ItemsField) else "")
        if not path.startswith("leftover."):
            self.notify("Go to a text under “Not placed yet” in Review & export first.", markup=False)
            return
        # Deferred for the first frame, as what finds.
        from screens.workbench import placing

        placing.begin(self, path)

    def action_remark(self) -> None:
        """Make a remark on the item in the evidence pane."""
        remarking.add(self, self.evidence)

    def action_answer(self) -> None:
        """Answer the first open remark on the item in the evidence pane."""
        remarking.answer(self, self.evidence)

    @on(Form.FactsWanted)
    def action_accept_facts(self) -> None:
        """Look for facts in the code, to be accepted."""
        assistant.offer(self)

    def action_follow(self) -> None:
        """Let the numbers in texts follow what they count."""
        self.after_keys(self.counting.follow)

    def action_merges(self) -> None:
        """Show the PRs that git shows as merged."""
        opening.show_merges(self)

    def action_sign(self) -> None:
        """Show what is unsigned."""
        opening.show_unsigned(self)

    def action_revise(self) -> None:
        """Start a revision with what changed filled in."""
        revising.begin(self)

    def action_pin_revision(self) -> None:
        """Let the newest revision note describe the plan as it is."""
        revising.pin(self)

    def action_freeze(self) -> None:
        """Pick an interface in the code for section G."""
        self.citing.begin_freeze()

    def action_reanchor(self) -> None:
        """Make the current commit the plan's base."""
        editing.reanchor(self)

    def action_apply_every_fix(self) -> None:
        """Apply every mechanical fix as one step."""
        editing.apply_every_fix(self)

    def action_export(self, format: str) -> None:
        """Write the document beside the plan."""
        # Deferred for the first frame, as in `FormPane.show`.
        from screens.form.review import Review

        self.go(Place("review"))
        self.call_after_refresh(lambda: self.query_one(Review).action_export(format))

    def action_brief(self) -> None:
        """Write the brief of a PR beside the plan."""
        # Deferred as above.
        from screens.workbench.living import briefing

        briefing.begin(self)
