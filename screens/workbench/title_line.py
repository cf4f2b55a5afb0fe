"""The line above the panes: whether the plan is saved, which it is, and what is wrong with its repository."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from blistui.store.session import Session


class TitleLine(Static):
    """Follows the session, and shows what keeps the rules from the code."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="title")
        self._session = session
        self.problem = ""
        self._text = ""

    def on_mount(self) -> None:
        """Say what there is to say before anything changes."""
        self.follow()

    def mark(self, problem: str) -> None:
        """Show why code or policy could not be read; nothing when they could."""
        self.problem = problem
        self.follow()

    def follow(self) -> None:
        """Show the plan as it is now."""
        # What must be seen comes first: a long title is cut.
        state = "● unsaved" if self._session.dirty else "✓ saved"
        problem = f"  ▲ {self.problem}" if self.problem else ""
        title = self._session.plan.plan.title or "Untitled plan"
        text = f" {state}  {title}  [{self._session.path.name}]{problem}".replace("\n", " ")
        if text != self._text:
            self._text = text
            # The line has a fixed place: laying the whole screen out again is for nothing.
            self.update(Content(text), layout=False)
