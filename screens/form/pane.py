"""The middle pane: one place of the plan as a form, what belongs beside it, and what the field is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.ids import ids_of
from blistui.rules.rule import Finding
from blistui.rules.running.progress import Progress
from blistui.store.session import Session
from screens.dialogs.option import Option
from screens.fields.field import GROUP_GLYPHS, Field, group_at
from screens.fields.items import ItemsField
from screens.fields.summary import kind_word, words
from screens.form import places
from screens.form.editors import Surroundings
from screens.form.form import Form, Link, Place
from screens.form.head import FormHead
from screens.form.phases import BY_KEY
from screens.form.start_card import StartCard, is_wanted
from screens.validator import Validator
from screens.widgets.kept_rows import KeptRows, KeptStatic, KeptVertical, let_go_of_the_gone
from screens.widgets.key_order import TypedAhead
from screens.widgets.lines import GLYPH_STYLES, MUTED, keys, prose

_FIRST = ("wrong", "to write", "looks")
"""Which findings are said first above the form: errors before what asks for a look."""


class FormPane(Vertical, KeptRows):
    """Shows `place` and follows the session; where the author goes is the workbench's to decide.

    `width` is how many cells it will have, for the labels of its first form.
    """

    def __init__(
        self,
        session: Session,
        validator: Validator,
        handle: Callable[[Message], object],
        width: int,
        place: Place,
    ) -> None:
        super().__init__(id="form")
        self.place = place
        self._session = session
        self._validator = validator
        self._form: Form | None = None
        self._shown = session.plan
        self._findings: Sequence[Finding] = ()
        self._progress: Sequence[Progress] = ()
        self._hint: Content | None = None
        self._last: Widget | None = None
        self._options: tuple[Plan, dict[tuple[str, ...], dict[str, Option]]] | None = None
        self._around = Surroundings(
            plan=lambda: session.plan,
            known=self._known,
            files=lambda: validator.files,
            columns=lambda: session.plan.plan.columns(validator.policy.real_systems),
            handle=handle,
            width=lambda: self.size.width or width,
        )

    def compose(self) -> ComposeResult:
        """Above the form where the author is, and what is asked there; all is laid out once."""
        yield TypedAhead()
        yield FormHead()
        yield KeptStatic(id="hint")
        yield KeptVertical(*self._parts(), id="holder")

    def on_resize(self) -> None:
        """Another width has space for other words."""
        self.call_after_refresh(self.show_hint)
        self.call_after_refresh(self._show_start)

    @property
    def form(self) -> Form | None:
        """The form shown now."""
        return self._form if self._form is not None and self._form.is_attached else None

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Keep what has the focus: the author comes back to it."""
        self._last = event.widget
        if self.form is not None:
            # What had the focus before takes fewer rows now, and a list more.
            self.form.call_after_refresh(self.form.reveal)

    def focus_again(self) -> None:
        """Focus what had the focus last."""
        if self._last is not None and self._last.focusable and self._last.is_attached:
            self.screen.set_focus(self._last)
        elif self.form is not None:
            self.form.focus_path(self.place.path)

    def begin(self, focus: str) -> None:
        """Focus the field at `focus`: the form of the first place was made with the pane."""
        self._follow(self.query_one("#holder > *"), focus)

    def show(self, place: Place, focus: str) -> None:
        """Make the form of `place` again, and focus the field at `focus` unless that is empty."""
        self.place = place
        let_go_of_the_gone(self)
        parts = self._parts()
        holder = self.query_one("#holder", Vertical)
        holder.remove_class("-whole")
        with self.app.batch_update():
            holder.remove_children()
            holder.mount_all(parts)
        self._follow(parts[0], focus)

    def _follow(self, top: Widget, focus: str) -> None:
        assert self._form is not None
        if focus:
            self.query_one(TypedAhead).begin()
        self.call_after_refresh(self._arrived, top, self._form, focus)

    def _parts(self) -> list[Widget]:
        """The form of the place, and what belongs beside it."""
        place = self.place
        self._form = Form(place, self._around)
        parts: list[Widget] = [self._form]
        # Deferred for the first frame: what few places show is loaded when the first of them is looked at.
        if not place.path and place.station == "phase7":
            from screens.form.drawn import Drawn
            from screens.form.graph import graph_drawing

            parts.insert(0, Drawn("Graph of PRs", place.station, self._session, graph_drawing))
        elif not place.path and place.station == "phase2":
            from screens.form.drawn import Drawn
            from screens.form.whiteboard import whiteboard

            parts.insert(0, Drawn("Whiteboard", place.station, self._session, whiteboard))
        elif place == Place("summary") and is_wanted(self._session.plan):
            parts.insert(0, StartCard(self._session.plan))
        elif not place.path and place.station == "review":
            from screens.form.review import Review

            parts.insert(0, Review(self._session, self._validator))
        elif place.path.startswith("frozen."):
            from screens.form.signature_view import SignatureView

            parts.append(SignatureView(self._session, self._validator, place.path))
        elif place.path.startswith("leftover."):
            parts.append(Link("→ Move the text to a field", Form.PlaceWanted))
        return parts

    def _arrived(self, top: Widget, form: Form, focus: str) -> None:
        # The author may be elsewhere by now: a form that is being taken away must not take the focus.
        if form is self._form and form.is_attached:
            # On a fresh plan, where to begin comes before its title, which was given already; at the review,
            # the document comes before what is signed and waived.
            first = top.query("StartCard Link, #document")
            if not form.is_mounted or (not first and top.has_class("-first")):
                # On a busy machine, its fields are made later than the next refresh.
                self.call_after_refresh(self._arrived, top, form, focus)
                return
            # First: where the cursor of a list belongs depends on what is found.
            form.mark(self._findings)
            if focus:
                form.focus_path(focus.strip())
                if not focus.strip():
                    self.screen.set_focus(first.first() if first else self.screen.focused)
                self.query_one(TypedAhead).end()
            self.show_head()
            self._show_start()
            # What is to be written takes rows, and these come before the field that has the focus.
            form.call_after_refresh(form.reveal)

    @on(Form.ItemGone)
    def show_what_stands(self, event: Form.ItemGone) -> None:
        """The item went before its form was made."""
        event.stop()
        standing = places.still_there(self._session.plan, self.place)
        if standing != self.place:
            self.show(standing, " ")

    def follow(self) -> None:
        """Show the plan as it is now; the head follows with `show_head`."""
        before, self._shown = self._shown, self._session.plan
        if self.form is not None and not self.form.follow(before):
            self._show_again(before)

    def _show_again(self, before: Plan) -> None:
        # The form no longer fits the plan: it is made again, with the focus where the author was.
        plan, field = self._session.plan, self.screen.focused
        focus = places.followed(before, plan, field.path) if isinstance(field, Field) else ""
        place = replace(self.place, path=places.followed(before, plan, self.place.path))
        self.show(places.still_there(plan, place), focus)

    def mark(self, findings: Sequence[Finding], progress: Sequence[Progress]) -> None:
        """Show at each field what the rules find there, and how far each phase is."""
        # What is waived is settled: no heading counts it, no row and no field has a mark for it.
        self._findings, self._progress = [one for one in findings if not one.waived_by], progress
        if self.form is not None:
            self.form.mark(self._findings)
        self.show_head()
        self.show_hint()
        self._show_start()

    def _show_start(self) -> None:
        go_files = sum(name.endswith(".go") for name in self._validator.files)
        for card in self.query(StartCard):
            card.follow(self._progress, go_files)

    def show_head(self) -> None:
        """Above the form: where the author is, and how far that is."""
        plan, place = self._session.plan, self.place
        try:
            names = places.crumbs(plan, place)
            count = self._count()
        except paths.PathError:
            return  # The item is gone: another form is being made.
        self.query_one(FormHead).show(names, place.station, count, self._progress)

    def _count(self) -> Content:
        if self.place.path:
            before, number, of, behind = places.beside(self._session.plan, self.place)
            if not number:
                return Content("")
            ways = [keys((key, "")) for key, there in (("^↑", before), ("^↓", behind)) if there]
            ending = Content.assemble("   ", Content(" ").join(ways)) if ways else ""
            return Content.assemble((f"item {number} of {of}", MUTED), ending)
        for field in self.form.fields if self.form is not None else ():
            if isinstance(field, ItemsField) and field.begun[1]:
                done, of = field.begun
                under = field.columns.under
                word = specs(field.spec.item)[under].title.lower() if field.spec.item is not None else under
                return Content.styled(f"{done} of {of} {word}s", MUTED)
        mark = BY_KEY[self.place.station].mark
        found = next((one for one in self._progress if one.phase == mark), None)
        return Content.styled(f"{found.done} of {found.of}" if found is not None else "", MUTED)

    def show_hint(self) -> None:
        """Below the head: the gravest finding of the field or row in the focus, or what the field is for."""
        width = self.query_one("#hint", Static).size.width or 76
        width = max(width, 16)
        hint = self._hint_for(self.screen.focused, width)
        if self._hint is None or hint.markup != self._hint.markup:
            self._hint = hint
            # The line has a fixed place: laying the whole screen out again is for nothing.
            self.query_one("#hint", Static).update(hint, layout=False)

    def _hint_for(self, focused: Widget | None, width: int) -> Content:
        if focused is None or self not in focused.ancestors:
            focused = self._last  # The author is in another pane: the form is where it was.
        if not isinstance(focused, Field):
            around = focused.ancestors_with_self if focused is not None else ()
            help = next((node.HELP for node in around if isinstance(node, Widget) and node.HELP), "")
            return Content.styled(help.partition("\n\n")[0], MUTED).truncate(width, ellipsis=True)
        row = focused.path_of_cursor if isinstance(focused, ItemsField) else ""

        def after(found: Finding) -> tuple[int, bool, bool]:
            """What is due now comes before what waits, and the row before its list."""
            of_row = row in (found.path, *found.fields)
            return _FIRST.index(group_at(found, focused.path)), bool(found.waits_for), not of_row

        about = [f for f in self._findings if focused.is_named_by(f) or (row and row in (f.path, *f.fields))]
        if not about:
            return prose(f"{focused.spec.help}.", MUTED)
        finding = min(about, key=after)
        glyph = GROUP_GLYPHS[group_at(finding, focused.path)]
        later = "" if finding.waits_for == focused.spec.heading else finding.waits_for.partition(" — ")[0]
        when = f"Waits for {later}. " if later else ""
        what = f"{finding.message} {when}"
        rows = prose(f"{what}{finding.how_to_fix}", MUTED).wrap(width - 2)
        if len(rows) > 2:
            # Whole sentences, unless that leaves a row for the beginning of what to do.
            said = prose(what, MUTED).wrap(width - 2)
            rows = said if len(said) > 1 else rows
        if len(rows) > 2:
            # Whole words, before the key that shows the rest.
            last = rows[1].wrap(width - 7)[0].rstrip()
            rows = [rows[0], last + Content.styled(" … ", MUTED) + keys(("F1", ""))]
        heads = (Content.styled(f"{glyph} ", GLYPH_STYLES[glyph]), Content("  "))
        return Content("\n").join(head + row for head, row in zip(heads, rows, strict=False))

    def _known(self, kinds: tuple[str, ...]) -> dict[str, Option]:
        """The items of these kinds by id, each with what it is called; made once for a plan."""
        plan = self._session.plan
        if self._options is None or self._options[0] is not plan:
            self._options = (plan, {})
        held = self._options[1]
        if kinds not in held:
            held[kinds] = {
                id: Option(id, words(item := paths.get(plan, path)), kind_word(item))
                for kind in kinds
                for id, path in ids_of(plan, kind).items()
            }
        return held[kinds]
