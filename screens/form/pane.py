"""The middle pane: one place of the plan as a form, what belongs beside it, and what the field is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.ids import ids_of
from blistui.rules.rule import Finding
from blistui.store.session import Session
from screens.dialogs.picker import Option
from screens.fields.field import Field
from screens.fields.summary import summary
from screens.form import places
from screens.form.drawn import Drawn
from screens.form.form import Form, Place, Surroundings
from screens.form.graph import graph_drawing
from screens.form.phases import STATIONS
from screens.form.signature_view import SignatureView
from screens.form.start_card import StartCard, is_fresh
from screens.form.whiteboard import whiteboard
from screens.validator import Validator
from screens.widgets.key_order import TypedAhead


class FormPane(Vertical):
    """Shows `place` and follows the session; where the author goes is the workbench's to decide."""

    def __init__(self, session: Session, validator: Validator, handle: Callable[[Message], object]) -> None:
        super().__init__(id="form")
        self.place = Place(STATIONS[0].key)
        self._session = session
        self._validator = validator
        self._form: Form | None = None
        self._shown = session.plan
        self._findings: Sequence[Finding] = ()
        self._hint = ""
        self._around = Surroundings(
            plan=lambda: session.plan,
            known=self._known,
            files=lambda: validator.files,
            columns=lambda: session.plan.plan.columns(validator.policy.real_systems),
            handle=handle,
        )

    def compose(self) -> ComposeResult:
        """Crumbs above the form, a hint below."""
        yield TypedAhead()
        yield Static(id="crumbs")
        yield Vertical(id="holder")
        yield Static(id="hint")

    @property
    def form(self) -> Form | None:
        """The form shown now."""
        return self._form if self._form is not None and self._form.is_attached else None

    def show(self, place: Place, focus: str) -> None:
        """Make the form of `place` again, and focus the field at `focus` unless that is empty."""
        self.place = place
        self.query_one("#crumbs", Static).update(Content(places.crumbs(self._session.plan, place)))
        self._form = form = Form(place, self._around)
        parts: list[Widget] = [form]
        if not place.path and place.station == "phase7":
            parts.insert(0, Drawn("Graph of PRs", place.station, self._session, graph_drawing))
        elif not place.path and place.station == "phase2":
            parts.insert(0, Drawn("Whiteboard", place.station, self._session, whiteboard))
        elif place == Place("summary") and is_fresh(self._session.plan):
            parts.insert(0, StartCard())
        elif not place.path and place.station == "review":
            # Deferred for the first frame: what makes documents is loaded when the first one is looked at.
            from screens.form.review import Review

            parts.insert(0, Review(self._session, self._validator))
        elif place.path.startswith("frozen."):
            parts.append(SignatureView(self._session, self._validator, place.path))
        holder = self.query_one("#holder", Vertical)
        if focus:
            self.query_one(TypedAhead).begin()
        holder.remove_class("-whole")
        with self.app.batch_update():
            holder.remove_children()
            holder.mount_all(parts)
        self.call_after_refresh(self._arrived, parts[0], form, focus)

    def _arrived(self, top: Widget, form: Form, focus: str) -> None:
        if form.is_attached:
            # On a fresh plan, where to begin comes before its title, which was given already; at the review,
            # the document comes before what is signed and waived.
            first = top.query("StartCard Link, #document")
            if not first and top.has_class("-first"):
                self.call_after_refresh(self._arrived, top, form, focus)
                return
            if focus:
                form.focus_path(focus.strip())
                if not focus.strip():
                    self.screen.set_focus(first.first() if first else self.screen.focused)
                self.query_one(TypedAhead).end()
            form.mark(self._findings)

    @on(Form.ItemGone)
    def show_what_stands(self, event: Form.ItemGone) -> None:
        """The item went before its form was made."""
        event.stop()
        standing = places.still_there(self._session.plan, self.place)
        if standing != self.place:
            self.show(standing, " ")

    def follow(self) -> None:
        """Show the plan as it is now."""
        before, self._shown = self._shown, self._session.plan
        if self.form is not None and not self.form.follow(before):
            self._show_again(before)

    def _show_again(self, before: Plan) -> None:
        # The form no longer fits the plan: it is made again, with the focus where the author was.
        plan, field = self._session.plan, self.screen.focused
        focus = places.followed(before, plan, field.path) if isinstance(field, Field) else ""
        place = replace(self.place, path=places.followed(before, plan, self.place.path))
        self.show(places.still_there(plan, place), focus)

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show at each field what the rules find there."""
        self._findings = findings
        if self.form is not None:
            self.form.mark(findings)
        self.show_hint()

    def show_hint(self) -> None:
        """Below the form: the most severe finding of the focused field, or what the field is for."""
        hint = self._hint_for(self.screen.focused)
        if hint != self._hint:
            self._hint = hint
            # The line has a fixed place: laying the whole screen out again is for nothing.
            self.query_one("#hint", Static).update(Content(hint), layout=False)

    def _hint_for(self, focused: Widget | None) -> str:
        if not isinstance(focused, Field):
            return ""
        for finding in self._findings:
            if focused.path in (finding.path, *finding.fields):
                return f"{finding.rule}: {finding.message} {finding.how_to_fix}"
        return f"{focused.spec.help}.  F1 explains"

    def _known(self, kinds: tuple[str, ...]) -> list[Option]:
        """Ids of these kinds, with what each is."""
        plan = self._session.plan
        return [
            Option(id, summary(paths.get(plan, path)).removeprefix(id).strip())
            for kind in kinds
            for id, path in ids_of(plan, kind).items()
        ]
