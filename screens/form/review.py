"""Review & export: the document as it will be exported, with its budgets."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static, TextArea

from blistui.markdown.write.document import budgets, core, document
from blistui.plan.document import Plan
from blistui.repo.citations.interfaces import signatures_of
from blistui.store.atomic import write_atomically
from blistui.store.json_export import json_text
from blistui.store.session import Session
from screens.dialogs.ask import Choice
from screens.keys.workbench import REVIEW
from screens.validator import Validator

FORMATS = {"markdown": ".md", "core": ".core.md", "json": ".json"}


class Review(Widget):
    """A preview made in a worker, and buttons that write it beside the plan."""

    BINDINGS = REVIEW.bindings()

    HELP = f"The exported document; each export is written beside the plan.\n\n{REVIEW.help()}"

    def __init__(self, session: Session, validator: Validator) -> None:
        super().__init__()
        self._session = session
        self._validator = validator

    def compose(self) -> ComposeResult:
        """Budgets, buttons, the document."""
        yield Static(id="budgets")
        with Horizontal(id="export-buttons"):
            yield Button("Export Markdown", name="markdown", compact=True)
            yield Button("Review core", name="core", compact=True)
            yield Button("JSON", name="json", compact=True)
        yield TextArea(
            "", read_only=True, compact=True, show_line_numbers=True, soft_wrap=False, id="preview"
        )

    def on_mount(self) -> None:
        """Make the preview, and again whenever the plan changes."""
        self._session.subscribe(self.prepare)
        self.prepare()

    def on_unmount(self) -> None:
        """Follow the session no longer."""
        self._session.unsubscribe(self.prepare)

    def prepare(self) -> None:
        """Make the preview of the current plan."""
        self.run_worker(self._prepare, thread=True, exclusive=True, group="preview")

    def _prepare(self) -> None:
        plan = self._session.plan
        text = self.text_of(plan, "markdown")
        lines = budget_lines(plan)
        self.app.call_from_thread(self._show, plan, text, lines)

    def _show(self, plan: Plan, text: str, lines: list[str]) -> None:
        if plan is not self._session.plan:
            return  # That of the current plan is being made, or shown already.
        # Made in a thread: the author may have gone elsewhere meanwhile.
        for budgets_line in self.query("#budgets").results(Static):
            budgets_line.update(Content("\n".join(lines)))
        for preview in self.query("#preview").results(TextArea):
            if preview.text != text:
                preview.text = text

    def text_of(self, plan: Plan, format: str) -> str:
        """The plan in one of `FORMATS`."""
        self._validator.open(plan)
        if format == "core":
            return core(plan)
        if format == "json":
            return json_text(plan)
        repository = self._validator.repository
        return document(plan, signatures_of(repository, plan)[0] if repository is not None else None)

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Export what the button says."""
        event.stop()
        self.action_export(event.button.name or "markdown")

    def action_export(self, format: str) -> None:
        """Write the document beside the plan; over a file that is there already only after a question."""
        target = target_of(self._session.path, format)

        def answered(word: str | None) -> None:
            if word == "write":
                self._export(target, format)

        if target.exists():
            text = f"{target} is there already."
            answers = [("write", "Write over it"), ("", "Go back")]
            self.app.push_screen(Choice("Export over this file?", text, answers), answered)
        else:
            self._export(target, format)

    def _export(self, target: Path, format: str) -> None:
        self.run_worker(lambda: self._write(target, format), thread=True, exclusive=True, group="export")

    def _write(self, target: Path, format: str) -> None:
        text = self.text_of(self._session.plan, format)
        try:
            write_atomically(target, text.encode("utf-8"))
        except OSError as error:
            problem = f"{target} could not be written: {error.strerror}."
            self.app.call_from_thread(self.notify, problem, severity="error", markup=False)
        else:
            self.app.call_from_thread(self.notify, f"Wrote {target}", markup=False)


def target_of(plan: Path, format: str) -> Path:
    """Where the plan at `plan` is exported to: beside it, and never over it."""
    target = plan.with_suffix(FORMATS[format])
    return target if target != plan else plan.with_name(plan.name + FORMATS[format])


def budget_lines(plan: Plan) -> list[str]:
    """Each budget of the template against what the plan uses."""
    found = budgets(plan)
    lines = [
        _budget("A) Executive summary", found.summary, 14),
        _budget("D) Concept model", found.concept_model, 79),
    ]
    if found.tier1:
        lines.append(_budget(f"Tier 1, longest of {len(found.tier1)}", max(found.tier1.values()), 25))
    over = [f"{path.removeprefix('pr.')} {count}" for path, count in found.tier1.items() if count > 15]
    if over:
        lines.append(f"· Tier 1 aims at 15 lines; {len(over)} have more: {', '.join(over)}")
    lines.append(f"Review core (A + C + D + Tier 1): {found.core} lines")
    return lines


def _budget(name: str, used: int, most: int) -> str:
    return f"{'✗' if used > most else '✓'} {name}: {used} of at most {most} lines"
