"""Review & export: the document as it will be exported, its budgets, and what a revision would say."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from blistui.markdown.write.document import Budgets, budgets, core, document
from blistui.plan.difference import Change, difference
from blistui.plan.document import Plan
from blistui.plan.remarks import open_remarks
from blistui.repo.citations.interfaces import signatures_of
from blistui.repo.errors import RepositoryError
from blistui.store.json_export import json_text
from blistui.store.session import Session
from blistui.store.versions import plan_of_revision
from screens.form.changes import changes_drawn
from screens.form.exporting import export
from screens.form.rendered import Rendered, inline, rendered
from screens.keys.workbench import REVIEW
from screens.validator import Validator
from screens.widgets.canvas import Canvas
from screens.widgets.in_thread import in_thread
from screens.widgets.key_order import NoText
from screens.widgets.lines import GLYPH_STYLES, MUTED, keys, line

FORMATS = {"markdown": ".md", "core": ".core.md", "json": ".json"}
_PROSE = 84
"""Cells of the widest text that is comfortable to read."""
_SIDE = 36
"""Cells for what is beside the document."""
_BESIDE = 104
"""Cells from which both have space."""
_PAUSE = 0.15
"""Seconds after the last edit, or the last change of size, before the document is made again."""


class Budget(NamedTuple):
    """A budget of the template against what the plan uses, in lines."""

    name: str
    short: str
    used: int
    most: int

    @property
    def glyph(self) -> str:
        """✗ when it is over, ○ when nothing is written yet."""
        return "✗" if self.used > self.most else "✓" if self.used else "○"


class Since(NamedTuple):
    """What changed since a revision; `problem` says why that cannot be shown."""

    version: str
    changes: tuple[Change, ...] = ()
    problem: str = ""


class Prepared(NamedTuple):
    """All that the screen shows of one plan, made in a thread."""

    plan: Plan
    shown: Rendered
    budgets: tuple[Budget, ...]
    core: int
    long_prs: tuple[str, ...]
    since: Since


class Review(NoText):
    """Made in a thread, shown where it is in sight; exports are written beside the plan."""

    BINDINGS = REVIEW.bindings()
    NOT_TYPED = ": e exports the document"

    HELP = f"The exported document; each export is written beside the plan.\n\n{REVIEW.help()}"

    def __init__(self, session: Session, validator: Validator) -> None:
        super().__init__(classes="-first")
        self._session = session
        self._validator = validator
        self._due: Timer | None = None
        self._prepared: Prepared | None = None
        self._pinned: tuple[str, Plan | None, str] | None = None

    def compose(self) -> ComposeResult:
        """The document, and beside it the rest; where there is no space beside, a line of it above."""
        yield Static(id="review-line")
        with Horizontal():
            yield Canvas(id="document")
            yield Canvas(id="review-side")

    def on_mount(self) -> None:
        """Make the document, and again whenever the plan changes."""
        self._session.subscribe(self._soon)
        self.query_one("#document", Canvas).draw([Content.styled(" Making the document …", MUTED)])

    def on_unmount(self) -> None:
        """Follow the session no longer."""
        self._session.unsubscribe(self._soon)

    def on_resize(self, event: events.Resize) -> None:
        """Another width has space for other lines."""
        beside = event.size.width >= _BESIDE
        self.set_class(beside, "-beside")
        if self._prepared is None:
            self.prepare()
        else:
            self._soon()

    def _soon(self) -> None:
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(_PAUSE, self.prepare)

    def prepare(self) -> None:
        """Make what is shown of the current plan."""
        if self.size.width:
            work = partial(self._prepare, self._session.plan, self._width)
            in_thread(self, "document", work, self._show)

    @property
    def _width(self) -> int:
        beside = _SIDE if self.has_class("-beside") else 0
        return max(min(self.size.width - beside - 5, _PROSE), 20)

    def _prepare(self, plan: Plan, width: int) -> Prepared:
        found = budgets(plan)
        return Prepared(
            plan,
            rendered(self.text_of(plan, "markdown"), width),
            budgets_of(plan, found),
            found.core,
            tuple(f"{path.removeprefix('pr.')} {count}" for path, count in found.tier1.items() if count > 15),
            self._since(plan),
        )

    def _since(self, plan: Plan) -> Since:
        """What changed since the newest revision that pins the plan; its version is looked for once."""
        newest = next((one for one in plan.revision if one.plan_digest), None)
        if newest is None:
            return Since("", (), "No revision pins the plan yet: v starts one.")
        if self._pinned is None or self._pinned[0] != newest.plan_digest:
            old, problem = None, ""
            try:
                found = plan_of_revision(self._session.path, plan)
                old = found[0] if found is not None else None
            except RepositoryError as error:
                problem = f"{error}."
            self._pinned = newest.plan_digest, old, problem
        _, old, problem = self._pinned
        version = newest.version or newest.id
        if old is None:
            text = problem or "No committed version of this file is the one that it pins."
            return Since(version, (), text)
        return Since(version, difference(old, plan))

    def _show(self, prepared: Prepared) -> None:
        if prepared.plan is not self._session.plan:
            return  # That of the current plan is being made, or shown already.
        self._prepared = prepared
        # Made in a thread: the author may have gone elsewhere meanwhile.
        for shown in self.query("#document").results(Canvas):
            shown.draw([Content(" ") + row for row in prepared.shown.lines])
        for side in self.query("#review-side").results(Canvas):
            side.draw(side_lines(prepared, (_SIDE if self.has_class("-beside") else self.size.width) - 4))
        for top in self.query("#review-line").results(Static):
            top.update(top_line(prepared, self.size.width))

    def action_section(self, step: int) -> None:
        """Scroll to the next section of the document, or to the one before."""
        shown = self.query_one("#document", Canvas)
        starts = self._prepared.shown.sections if self._prepared is not None else ()
        top = shown.scroll_offset.y
        found = [at for at in starts if (at > top if step > 0 else at < top)]
        if found:
            shown.scroll_to(y=found[0] if step > 0 else found[-1], animate=False)

    def action_changes(self) -> None:
        """From the document to its budgets and changes, and back."""
        side = self.query_one("#review-side", Canvas)
        to_side = self.screen.focused is not side
        self.set_class(to_side, "-changes")
        self.screen.set_focus(side if to_side else self.query_one("#document", Canvas))

    def text_of(self, plan: Plan, format: str) -> str:
        """The plan in one of `FORMATS`."""
        self._validator.open(plan)
        if format == "core":
            return core(plan)
        if format == "json":
            return json_text(plan)
        repository = self._validator.repository
        return document(plan, signatures_of(repository, plan)[0] if repository is not None else None)

    def action_export(self, format: str) -> None:
        """Write the document beside the plan."""
        plan = self._session.plan
        export(self, target_of(self._session.path, format), lambda: self.text_of(plan, format))


def target_of(plan: Path, format: str) -> Path:
    """Where the plan at `plan` is exported to: beside it, and never over it."""
    target = plan.with_suffix(FORMATS[format])
    return target if target != plan else plan.with_name(plan.name + FORMATS[format])


def budgets_of(plan: Plan, found: Budgets) -> tuple[Budget, ...]:
    """The budgets that sections A and D and each Tier 1 are held to; what is not begun uses no lines."""
    summary = found.summary if plan.plan.executive_summary.strip() else 0
    shown = [
        Budget("A  Executive summary", "A", summary, 14),
        Budget("D  Concept model", "D", found.concept_model if plan.block else 0, 79),
    ]
    if found.tier1:
        longest = max(found.tier1.values())
        shown.append(Budget(f"Tier 1, longest of {len(found.tier1)}", "Tier 1", longest, 25))
    return tuple(shown)


def side_lines(prepared: Prepared, width: int) -> list[Content]:
    """What is beside the document: its budgets, then what changed."""
    edge = Content(" ")
    lines = [
        edge + line(width, Content.styled("Budgets", "bold"), Content.styled("lines", MUTED)),
        Content(""),
    ]
    for one in prepared.budgets:
        left = Content.assemble((one.glyph, GLYPH_STYLES[one.glyph]), f" {one.name}")
        style = "bold $error" if one.used > one.most else MUTED
        lines.append(edge + line(width, left, Content.styled(f"{one.used} of {one.most}", style)))
    lines.append(edge + line(width, Content("  Review core"), Content.styled(str(prepared.core), MUTED)))
    if prepared.long_prs:
        text = f"Tier 1 aims at 15 lines; {len(prepared.long_prs)} have more: {', '.join(prepared.long_prs)}"
        lines += [edge + Content("  ") + row for row in Content.styled(text, MUTED).wrap(width - 2)]
    remarks = open_remarks(prepared.plan)
    if remarks:
        counted = Counter(one.about.rpartition(".")[2] for one in remarks)
        text = f"Without an answer: {', '.join(f'{pr} {count}' for pr, count in counted.items())}"
        count = Content.styled(f"{len(remarks)} open", "bold $warning")
        lines += [Content(""), edge + line(width, Content.styled("Remarks", "bold"), count)]
        lines += [edge + Content("  ") + row for row in Content.styled(text, MUTED).wrap(width - 2)]
    lines.append(Content(""))
    since = prepared.since
    title = f"Since {since.version}" if since.version else "Since the last revision"
    lines.append(
        edge + line(width, inline(title).stylize("bold"), Content.styled(str(len(since.changes)), MUTED))
    )
    lines.append(Content(""))
    if since.problem or not since.changes:
        text = since.problem or "The plan says the same."
        lines += [edge + row for row in Content.styled(text, MUTED).wrap(width)]
    lines += [edge + row for row in changes_drawn(since.changes, width)]
    return lines


def top_line(prepared: Prepared, width: int) -> Content:
    """The same in one line, for a narrow terminal."""
    parts: list[Content] = [Content("  ")]
    for one in prepared.budgets:
        style = "bold $error" if one.used > one.most else MUTED
        parts.append(
            Content.assemble(
                (one.glyph, GLYPH_STYLES[one.glyph]), f" {one.short} ", (f"{one.used}/{one.most}   ", style)
            )
        )
    if remarks := open_remarks(prepared.plan):
        # There is no space for both; the size of the core is under the budgets.
        word = "remark" if len(remarks) == 1 else "remarks"
        parts.append(Content.styled(f"{len(remarks)} open {word}", "bold $warning"))
    else:
        parts.append(Content.styled(f"core {prepared.core}", MUTED))
    count = len(prepared.since.changes)
    word = "1 change" if count == 1 else f"{count} changes" if not prepared.since.problem else "changes"
    return line(width, Content("").join(parts), keys(("d", word)), edge=2)
