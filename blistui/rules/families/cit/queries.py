"""Stored queries, asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from blistui.plan.headings import LIVING
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.plan.tables.citation import Query
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import counted, named
from blistui.rules.rule import Context, Problem, rule


@rule("CIT014", "error", LIVING, 1, repo=True)
def queries_still_hold(context: Context) -> Iterator[Problem]:
    """A stored query still gives the stored answer.

    Why: "All six sites" was true on one day; the plan will miss the seventh, which was added later.
    Fix: Look at what came and went, correct the claim, and store the new answer.
    Fails: result has 6 entries, and the code now has 7
    Passes: result is what the question gives today
    """
    repo = context.repo
    if repo is None:
        return
    repo.ask_all(query for finding in context.plan.finding for query in finding.queries if _is_asked(query))
    for path, finding in items_of(context.plan, "finding"):
        for index, query in enumerate(finding.queries):
            if not _is_asked(query):
                continue
            at = f"{path}.queries.{segment_of(finding.queries, index)}"
            asked = f"The query {query.ask} of `{query.subject}` in {named(finding, path)}"
            answer = repo.ask(query)
            if isinstance(answer, str):
                yield Problem(
                    f"{at}.subject", f"{asked} cannot be answered: {answer}.", "Correct the question."
                )
            elif Counter(answer) != Counter(query.result):
                yield _difference(f"{at}.result", asked, query, answer)


def _is_asked(query: Query) -> bool:
    return filled(query.ask) or filled(query.subject)


def _difference(at: str, asked: str, query: Query, answer: tuple[str, ...]) -> Problem:
    came, went = Counter(answer) - Counter(query.result), Counter(query.result) - Counter(answer)
    changes = [
        counted(changed.total(), "place") + verb
        for changed, verb in ((came, " came"), (went, " went"))
        if changed
    ]
    return Problem(
        at,
        f"{asked} has another answer now: {' and '.join(changes)}, which makes {len(answer)}.",
        "Look at what came and went, correct the claim, and store the new answer.",
        details=(*(f"+ {entry}" for entry in came.elements()), *(f"- {entry}" for entry in went.elements())),
    )
