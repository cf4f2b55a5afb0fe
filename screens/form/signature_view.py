"""The signature of a frozen interface, as the code has it: at the version that is cited, and now."""

from __future__ import annotations

from functools import partial

from textual.content import Content
from textual.widgets import Static

from blistui.plan import paths
from blistui.plan.document import Plan
from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import verify
from blistui.repo.citations.interfaces import interface_signature
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.location import Location, parse_at
from blistui.repo.repository import Repository
from blistui.store.session import Session
from screens.validator import Validator
from screens.widgets.in_thread import in_thread


class SignatureView(Static):
    """Reads in a worker; shows the sentence that says why when there is nothing to show."""

    def __init__(self, session: Session, validator: Validator, path: str) -> None:
        super().__init__("", markup=False)
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
            plan = self._session.plan
            in_thread(self, "signature", partial(self._text, plan), partial(self._show, plan))

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
        now = _now(repository, cite, base)
        if not (commit := cite.commit or base):
            return f"Now\n{now}"
        version = f"commit {commit[:10]}" if cite.commit else f"the base commit {commit[:10]}"
        then = _signature(repository, cite, commit)
        if then == now:
            return f"At {version}, and now\n{now}"
        return f"▲ changed\nAt {version}\n{then}\n\nNow\n{now}"


def _now(repository: Repository, cite: Citation, base: str) -> str:
    """The signature where verification finds the interface in the work tree, or why it finds none."""
    try:
        answer = verify(repository, cite, base or None)
        if answer.status in ("exact", "unpinned"):
            return _signature(repository, cite, None)
        places = [at for at in (answer.moved_to, *answer.candidates) if at]
        if answer.status in ("moved", "changed") and len(places) == 1:
            return _signature(repository, parse_at(places[0]), None)
    except RepositoryError as error:
        return f"✗ {error}"
    return f"✗ {answer.message}"


def _signature(repository: Repository, place: Citation | Location, at: str | None) -> str:
    try:
        return interface_signature(repository, place, at)
    except (CitationError, RepositoryError) as error:
        return f"✗ {error}"
