"""The code pane and the fields that ask it for evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blistui.plan import paths
from blistui.plan.graph.placement import freezes, interface_name
from blistui.plan.graph.pr_graph import PrGraph
from blistui.plan.items import item_path
from blistui.plan.paths import citations, leaves
from blistui.plan.tables.citation import Citation, Query
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.places import parse_place
from screens.dialogs.ask import Line, Lines
from screens.fields.lists import ListField
from screens.form.form import Place
from screens.widgets.key_order import TypedAhead
from screens.workbench import editing
from screens.workbench.bench import Bench

if TYPE_CHECKING:
    from screens.code_pane.pane import CodePane


@dataclass(frozen=True, slots=True)
class _Request:
    """Lines are wanted from the code: from the form at `place`, for its field at `path` if it is for one."""

    place: Place
    path: str
    take: Callable[[Citation, str | None], None]
    """Does with the citation, of the work tree or of lines seen at a commit, what was asked for."""


class Citing:
    """Opens the code pane when it is wanted, and puts what is picked there where it was asked for."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._pane: CodePane | None = None
        self._request: _Request | None = None

    def open(self) -> None:
        """Show the code pane; a field of a form that the author has left asks no longer."""
        self._bench.pane = "code"
        # What is typed until the pane has the focus is for it, and not for what the form would focus next.
        self._bench.query_one("#code TypedAhead", TypedAhead).begin()
        if self._request is not None and self._request.place != self._bench.place:
            self.stop()
        if self._pane is None:
            # Deferred for the first frame: the pane and all that it reads are loaded when it is first shown.
            from screens.code_pane.pane import CodePane

            self._pane = CodePane()
            self._bench.query_one("#code").mount(self._pane)
            # Through the pane's own queue: a pane just mounted must have its children before it is asked.
            self._pane.call_later(self.refresh_repository)
        self._pane.call_after_refresh(self._pane.focus_code)

    def refresh_repository(self) -> None:
        """Give the pane the repository and what the plan cites."""
        if self._pane is not None:
            self._pane.repository = self._bench.validator.repository
            self._pane.base = self._bench.session.plan.plan.base_commit
            self._pane.citations = citations_of(self._bench)
            # The code may have changed where the plan has not.
            self._pane.mark()

    def begin(self, field: ListField) -> None:
        """Let the author pick lines for `field`."""
        target = paths.named(self._bench.session.plan, field.path)
        path = field.path
        request = _Request(self._bench.place, path, lambda citation, _: self._cite(path, citation))
        pane = self._ask(request, target, "cite from")
        if pane is not None:
            pane.keeps_answers = field.path.startswith("finding.")
            if field.read():
                self.reveal(field.read()[-1])

    def begin_freeze(self) -> None:
        """Let the author pick an interface that is frozen."""
        request = _Request(self._bench.place, "", self._freeze)
        pane = self._ask(request, "a frozen interface: select its declaration", "pick from")
        cited = self._interface_to_freeze()
        if pane is not None and cited is not None:
            self.reveal(cited)

    def _interface_to_freeze(self) -> Citation | None:
        """The citation of the item on the form; else that of the first freeze of Phase 5 not in section G."""
        here = citations_of(self._bench).get(self._bench.place.path)
        if here:
            return here[-1]
        plan = self._bench.session.plan
        entered = {interface_name(entry.interface) for entry in plan.frozen}
        wanted = [interface_name(freeze.interface) for freeze in freezes(plan, PrGraph(plan.pr))]
        cites = {interface_name(pr.interface): pr.interface_cites for pr in plan.pr if pr.interface_cites}
        return next((cites[name][-1] for name in wanted if name not in entered and name in cites), None)

    def _ask(self, request: _Request, target: str, what_for: str) -> CodePane | None:
        """Show the code pane for a request; None, and a sentence, when there is no repository."""
        if self._bench.validator.repository is None:
            why = f"There is no repository to {what_for}: fill in Repository in the Summary."
            self._bench.notify(why, markup=False)
            return None
        self._request = request
        self.open()
        assert self._pane is not None
        self._pane.capture_target, self._pane.keeps_answers = target, False
        return self._pane

    def _cite(self, path: str, citation: Citation) -> None:
        at = f"{citation.at} at {citation.commit[:8]}" if citation.commit else citation.at
        held = paths.get(self._bench.session.plan, path)
        if citation == held or (isinstance(held, tuple) and citation in held):
            self._bench.notify(f"{at} is cited here already.", markup=False, timeout=3)
            return
        old = self._moved_to(citation, held)
        if old is not None:
            self._replace(path, old, citation)
            self._bench.notify(f"Cited {at} in the place of {old.at}", markup=False, timeout=3)
            return
        self._add(path, citation)
        self._bench.notify(f"Cited {at}", markup=False, timeout=2)

    def _moved_to(self, citation: Citation, held: object) -> Citation | None:
        """The one of the citations `held` that has moved to just these lines, as their mark says."""
        if self._pane is None or not isinstance(held, tuple):
            return None
        place = parse_place(citation.at)
        marked = self._pane.marks.of(place.path, None).at(place.ranges[0][0])
        moved = [lines.mark.citation for lines in marked if lines.mark.state == "moved"]
        return next((one for one in moved if one in held and one.digest == citation.digest), None)

    def _replace(self, path: str, old: Citation, new: Citation) -> None:
        held = paths.get(self._bench.session.plan, path)
        editing.edit(self._bench, path, tuple(new if one == old else one for one in held))
        self._bench.session.seal()

    def _freeze(self, citation: Citation, at: str | None) -> None:
        # Deferred for the first frame, as in `typed`.
        from blistui.repo.citations.interfaces import interface_signature

        repository = self._bench.validator.repository
        assert repository is not None
        try:
            interface_signature(repository, citation, at)
        except (CitationError, RepositoryError) as error:
            self._bench.notify(str(error), severity="error", markup=False, timeout=8)
            return
        name = citation.declared
        session = self._bench.session
        file = parse_place(citation.at).path
        known = next(
            (
                entry
                for entry in session.plan.frozen
                if entry.interface == name and entry.cite and entry.cite.at.startswith(f"{file}:")
            ),
            None,
        )
        if known is None:
            values = {"interface": name, "cite": citation}
            created = session.add("frozen", len(session.plan.frozen), "frozen", values)
        else:
            created = f"frozen.{known.id}"
            self._bench.notify(f"{name} is in section G already.", markup=False, timeout=3)
        self.stop()
        self._bench.go(Place("frozen", created))

    @property
    def is_asked(self) -> bool:
        """Whether a field waits for lines of the code."""
        return self._request is not None

    def stop(self) -> str:
        """The author goes back to the form; gives the path of the field that asked, if one did."""
        asked, self._request = self._request, None
        if self._pane is not None:
            self._pane.capture_target = ""
            self._pane.keeps_answers = False
        return asked.path if asked is not None else ""

    def picked(self, citation: Citation, at: str | None) -> None:
        """Put the citation where it was asked for; copy it when no field asked.

        `at` is the commit at which the lines were looked at, or None for the work tree.
        """
        if self._request is None:
            self._bench.app.copy_to_clipboard(citation.at)
            self._bench.notify(f"Copied {citation.at}; `a` on a Citations field cites into it.", markup=False)
        else:
            self._request.take(citation, at)

    def keep(self, query: Query) -> None:
        """Keep the answer to a question with the finding that asked for evidence."""
        if self._request is None:
            return  # The field that asked was left while the answer was shown.
        path = f"{self._request.path.rpartition('.')[0]}.queries"
        editing.edit(self._bench, path, (*paths.get(self._bench.session.plan, path), query))
        self._bench.session.seal()
        count = len(query.result)
        self._bench.notify(f"Kept: {query.ask} of {query.subject}, {count} in all", markup=False, timeout=3)

    def typed(self, field: ListField) -> None:
        """Let the author type path:lines, and capture these lines."""
        from blistui.repo.citations.capture import capture
        from blistui.repo.citations.current import Capturer, Uncommitted

        captured: list[Citation] = []
        warned: list[str] = []

        def refuse(answers: dict[str, str]) -> str:
            repository = self._bench.validator.repository
            if repository is None:
                return "There is no repository to cite from: fill in Repository in the Summary."
            try:
                place = parse_place(answers["at"])
                if place.commit:
                    captured[:] = [capture(repository, place.path, place.ranges, place.commit)]
                    return ""
                capturer = Capturer(repository, self._bench.session.plan.plan.base_commit or None)
                uncommitted = warned == [answers["at"]]
                captured[:] = [capturer.capture(place.path, place.ranges, uncommitted)]
            except Uncommitted as error:
                warned[:] = [answers["at"]]
                return f"{error}. Enter again cites it anyway."
            except (CitationError, RepositoryError) as error:
                return str(error)
            return ""

        def done(answers: dict[str, str] | None) -> None:
            if answers is not None and captured:
                self._add(field.path, captured[0])

        line = Line("at", "path:line, path:start-end or path:1,5-9", "", "sim/event.go:10-20")
        self._bench.app.push_screen(Lines("Cite lines", [line], refuse), done)

    def _add(self, path: str, citation: Citation) -> None:
        """Add a citation to the field at `path`."""
        held = paths.get(self._bench.session.plan, path)
        value = (*held, citation) if isinstance(held, tuple) else citation
        editing.edit(self._bench, path, value)
        self._bench.session.seal()

    def show(self, citation: Citation) -> None:
        """Show cited lines in the code."""
        self.open()
        self.reveal(citation)

    def reveal(self, citation: Citation) -> None:
        """Open the pane where verification finds a citation, or at the version that it speaks of."""
        if self._pane is not None:
            self._pane.call_later(self._pane.open_citation, citation)


def citations_of(bench: Bench) -> dict[str, list[Citation]]:
    """All citations of the plan by the path of the item that cites."""
    found: dict[str, list[Citation]] = {}
    for path, citation in citations(leaves(bench.session.plan)):
        found.setdefault(item_path(path.rpartition(".")[0]), []).append(citation)
    return found
