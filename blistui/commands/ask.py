"""`blistui ask`: the questions about code without a screen, each hit a citation."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from blistui.commands import output
from blistui.commands.inputs import Failure, plan_at, repository_at, repository_for
from blistui.commands.saving import save_plan
from blistui.plan.tables.citation import Query
from blistui.repo.errors import CitationError, QueryError, RepositoryError
from blistui.repo.repository import Repository
from blistui.rules.prose.wording import counted

if TYPE_CHECKING:
    from blistui.plan.tables.citation import Citation
    from blistui.repo.queries.file import Hit
    from blistui.store.load import Loaded

_STORED_AS = {"readers": "flag-reads"}


def ask(parsed: argparse.Namespace) -> int:
    """Print the answer, and keep it in a plan when asked to."""
    from blistui.repo.queries.code import GoCode
    from blistui.repo.queries.near_names import near_names
    from blistui.repo.queries.queries import QUESTIONS, Inquiry
    from blistui.repo.queries.targets import other_meanings

    if parsed.keep and parsed.at:
        raise Failure("what a plan keeps is asked of the code as it is now: leave out --at or --keep.")
    question = _STORED_AS.get(parsed.question, parsed.question)
    loaded = plan_at(Path(parsed.keep[0])) if parsed.keep else None
    # What a plan keeps is asked of its own repository, at the state that is checked later.
    repository = repository_for(loaded) if loaded is not None else repository_at(parsed.repo)
    subject = parsed.subject
    of_flag = question == "flag-reads"
    try:
        code = GoCode(repository, parsed.at or None)
        inquiry = Inquiry(code)
        try:
            target = None if of_flag else inquiry.target(subject)
            subject = target.text or subject if target is not None else subject
            hits = sorted(
                QUESTIONS[question](inquiry, parsed.subject), key=lambda hit: (bool(hit.doubt), hit)
            )
            if target is not None:
                for sentence in other_meanings(code, parsed.subject):
                    output.note(sentence)
                if not hits and not inquiry.references(target):
                    raise QueryError(f"nothing in this repository is called `{subject}`")
        except QueryError as error:
            # A flag is no declaration: which one may have been meant, the error says by itself.
            near = [] if of_flag else near_names(code, question, subject)
            raise Failure(_with_hint(str(error), near)) from error
    except RepositoryError as error:
        raise Failure(str(error)) from error
    query = Query(ask=question, subject=subject, result=tuple(sorted(hit.entry for hit in hits)))
    cited = list(zip(hits, _cited(repository, hits, parsed.at or ""), strict=True))
    if loaded is not None:
        _keep(loaded, parsed.keep[1], query)
    if parsed.format == "json":
        _print_json(query, cited)
    else:
        _print(query, cited)
    return 0


def _with_hint(sentence: str, near: Sequence[str]) -> str:
    """A sentence on what could not be asked, with what may have been meant."""
    if not near:
        return sentence
    return f"{sentence}; did you mean {' or '.join(f'`{one}`' for one in near)}?"


def _cited(repository: Repository, hits: Sequence[Hit], at: str) -> list[Citation | None]:
    """A citation of each place; None where its line is in no commit."""
    from blistui.repo.citations.capture import capture_in
    from blistui.repo.citations.current import Capturer
    from blistui.repo.snapshot import Snapshot

    commit = repository.resolve(at) if at else None
    try:
        then = Snapshot(repository, commit) if commit else None
        capturer = Capturer(repository, None)
        (then.preload if then is not None else capturer.read_ahead)({hit.path for hit in hits})
    except RepositoryError as error:
        raise Failure(str(error)) from error
    found: list[Citation | None] = []
    for hit in hits:
        lines = ((hit.line, hit.line),)
        try:
            found.append(capture_in(then, hit.path, lines) if then else capturer.capture(hit.path, lines))
        except CitationError:
            found.append(None)
    return found


def _keep(loaded: Loaded, finding: str, query: Query) -> None:
    """Store the question with its answer in a finding, and save; raises Failure."""
    from blistui.plan import paths
    from blistui.store.session import Session

    session = Session(loaded)
    at = f"finding.{finding}.queries"
    try:
        # The same question asked again has a new answer.
        others = (one for one in paths.get(session.plan, at) if _asks(one) != _asks(query))
        session.edit(at, (*others, query))
    except paths.PathError as error:
        known = ", ".join(one.id for one in session.plan.finding) or "none yet"
        sentence = f"{loaded.path} has no finding `{finding}`; it has {known}."
        raise Failure(sentence, "Nothing was written.") from error
    save_plan(loaded, session.plan)
    output.note(f"kept in {finding}: {query.ask} of {query.subject}, {len(query.result)} in all")


def _asks(query: Query) -> tuple[str, str]:
    return query.ask, query.subject


def _print_json(query: Query, cited: Sequence[tuple[Hit, Citation | None]]) -> None:
    hits = [
        {
            "at": f"{hit.path}:{hit.line}",
            "symbol": hit.symbol,
            "text": hit.text,
            "doubt": hit.doubt,
            "citation": {key: value for key, value in citation.model_dump().items() if value}
            if citation is not None
            else None,
        }
        for hit, citation in cited
    ]
    certain = sum(not hit.doubt for hit, _ in cited)
    answer = {"ask": query.ask, "subject": query.subject, "certain": certain, "hits": hits}
    output.as_json(answer)


def _print(query: Query, cited: Sequence[tuple[Hit, Citation | None]]) -> None:
    for hit, citation in cited:
        digest = citation.digest if citation is not None else "uncommitted"
        doubt = f"  ({hit.doubt})" if hit.doubt else ""
        output.line(f"{hit.path}:{hit.line}  {hit.symbol or '-'}  {digest}  {hit.text}{doubt}")
    doubtful = sum(bool(hit.doubt) for hit, _ in cited)
    of = f"{query.ask} of {query.subject}"
    more = f", and {doubtful} that may be" if doubtful else ""
    output.note(
        f"{of}: {len(cited) - doubtful} in {counted(len({hit.path for hit, _ in cited}), 'file')}{more}"
    )
