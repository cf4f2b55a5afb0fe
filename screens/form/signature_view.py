"""The signature of a frozen interface, as the code has it: at the base commit, and now when that differs."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from blistui.plan import paths
from blistui.plan.citation import Citation
from blistui.plan.document import Plan
from blistui.repo.citations.interfaces import interface_signature
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.repository import Repository
from blistui.store.session import Session
from screens.validator import Validator


class SignatureView(Static):
    """Reads in a worker; shows the sentence that says why when there is nothing to show."""

    def __init__(self, session: Session, validator: Validator, path: str) -> None:
        super().__init__("", id="signature", markup=False)
        self._session = session
        self._validator = validator
        self._path = path

    def on_mount(self) -> None:
        """Show the signature, and again when the plan changes."""
        self._session.subscribe(self.read)
        self.read()

    def on_unmount(self) -> None:
        """Follow the session no longer."""
        self._session.unsubscribe(self.read)

    def read(self) -> None:
        """Read the signature that the current plan cites."""
        if self.is_attached:
            self.run_worker(self._read, thread=True, exclusive=True, group="signature")

    def _read(self) -> None:
        plan = self._session.plan
        text = self._text(plan)
        self.app.call_from_thread(self._show, plan, text)

    def _show(self, plan: Plan, text: str) -> None:
        # Of several that are read at once, only the one of the current plan counts.
        if plan is self._session.plan:
            self.update(Content(text))

    def _text(self, plan: Plan) -> str:
        try:
            cite = paths.get(plan, self._path).cite
        except paths.PathError:
            return ""
        repository = self._validator.repository
        if cite is None:
            return "Pick the interface in the code: its signature is read from there."
        if repository is None:
            return "There is no repository to read the signature from: fill in Repository in the Summary."
        base = plan.plan.base_commit
        now = _signature(repository, cite, None)
        if not base:
            return f"Now\n{now}"
        then = _signature(repository, cite, base)
        if then == now:
            return f"At the base commit, and now\n{now}"
        return f"▲ changed\nAt the base commit {base[:10]}\n{then}\n\nNow\n{now}"


def _signature(repository: Repository, cite: Citation, at: str | None) -> str:
    try:
        return interface_signature(repository, cite, at)
    except (CitationError, RepositoryError) as error:
        return f"✗ {error}"
