"""SCO: Phase 1, model scoping."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.fields import specs
from blistui.plan.headings import PHASE_1, PREREQUISITE, QUALITY
from blistui.plan.ids import items_of
from blistui.plan.tables.objectives import Criteria, Scope
from blistui.rules.prose.any_plan import fits_any_plan
from blistui.rules.prose.denial import no_condition, no_loss
from blistui.rules.prose.filled import filled, same_thing, says_something, unsaid
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.guidelines import guidelines
from blistui.rules.shared.to_write import lacking, to_write, unanswered

_ASKED = pattern(r"[?？][\s\"'”’)\]*_`]*(?:(?<=[\s*_`])(?:[—–-]\s|\().*)?\Z", re.DOTALL)
"""A question mark at the end, or before a remark such as “ — answered by the cluster runs”."""


def _row(row: Scope, path: str) -> str:
    name = named(row, path)
    return f"{name} ({' '.join(row.component.split())[:60]})" if filled(row.component) and row.id else name


def _included(row: Scope) -> bool:
    return says_something(row.modeled) or says_something(row.simplified)


_MARK_FOR_ALL = pattern(
    r"(?i)\W*(?:(?:yes|true|x|y|all|everything|entirely|completely|fully|omitted|ignored|left out"
    r"|(?:un|not |not to be )modell?ed|out of scope|(?:the )?whole|it)\b|[✓✔])"
)
"""The start of a text that leaves out the component, and names no part of it."""


def _omits_all(row: Scope) -> bool:
    whole = (same_thing(row.component), same_thing(row.modeled))
    return not says_something(row.simplified) and (
        _MARK_FOR_ALL.match(row.omitted) is not None or same_thing(row.omitted).removeprefix("the ") in whole
    )


_ASKS = pattern(
    r"(?i)\b(?:what|which|how|when|where|why|who|whose|whether)\b"
    r"|(?:\A|[,:;—–(.\n]|\b(?:and|or|but|then|so))[\s\"'“‘*_`-]*(?:do|does|did|is|are|was|were|can|could|should|would"
    r"|will|has|have|had|may|might|must)\b"
)
"""Words of a question: one that asks, or a verb before its subject at the start of a clause."""


@rule("SCO001", "error", PHASE_1, 1, decided="MP")
def analysis_questions(context: Context) -> Iterator[Problem]:
    """There is at least one analysis question, and each ends with a question mark.

    A statement with a question mark after it is a warning.

    Why: The questions decide what is modeled; a question can be answered, a topic cannot.
    Fix: Write what a user will learn from the finished feature, as a question.
    Fails: text = "Routing of heterogeneous replicas"
    Passes: text = "Which dispatch policy has the lowest p99 wait at 90 % load?"
    """
    if not context.plan.question:
        yield to_write(
            "question",
            "The plan asks no analysis question.",
            "Write at least one question that it helps answer.",
        )
    for path, question in items_of(context.plan, "question"):
        name = named(question, path)
        if not filled(question.text):
            yield to_write(
                f"{path}.text", f"Analysis question {name} asks nothing.", "Write it, or delete it."
            )
        elif not _ASKED.search(question.text):
            yield Problem(
                f"{path}.text",
                f"Analysis question {name} does not end with a question mark: {quoted(question.text)}.",
                "Put it as a question.",
            )
        elif not _ASKS.search(question.text):
            yield Problem(
                f"{path}.text",
                f"Analysis question {name} looks like a statement: {quoted(question.text)}.",
                "Ask what a user will learn: what, which, how much, when, does.",
                level="warning",
            )


@rule("SCO002", "error", PHASE_1, 1)
def scoping_rows(context: Context) -> Iterator[Problem]:
    """Each row of the scoping table says whether its component is modeled, simplified or omitted.

    A modeled component may name the part of it that is omitted.

    Why: A row that decides nothing, or two things, leaves the decision to the author of the code.
    Fix: Fill one of the three, or say under "omitted" which part of the modeled component is left out.
    Fails: modeled = "every hop" and omitted = "Yes"
    Passes: simplified = "a fixed delay for each hop"
    """
    if not context.plan.scope:
        yield to_write(
            "scope", "The scoping table has no rows.", "Add a row for each component of the real system."
        )
    for path, row in items_of(context.plan, "scope"):
        if not filled(row.component):
            yield to_write(
                f"{path}.component",
                f"Scoping row {named(row, path)} names no component.",
                "Name the part of the real system it is about, or delete it.",
            )
        omitted = says_something(row.omitted)
        if not _included(row) and not omitted:
            yield unanswered(
                f"{path}.modeled",
                (row.modeled, row.simplified, row.omitted),
                f"Scoping row {_row(row, path)} is neither modeled, simplified nor omitted.",
                "Say which, in one of the three fields.",
            )
        elif same_thing(row.simplified) in ("yes", "true", "x", "✓"):
            yield Problem(
                f"{path}.simplified",
                f"Scoping row {_row(row, path)} is simplified to nothing: {quoted(row.simplified)}.",
                "Say what replaces the real behaviour.",
            )
        elif omitted and says_something(row.modeled) and _omits_all(row):
            yield Problem(
                f"{path}.omitted",
                f"Scoping row {_row(row, path)} is both modeled and omitted.",
                "Choose one, or name the part of it that is left out.",
            )


@rule("SCO003", "error", PHASE_1, 1)
def scoping_justified(context: Context) -> Iterator[Problem]:
    """Every row of the scoping table is justified.

    Why: People who want to change the decision later must know its reasons.
    Fix: Write why this much is enough for the questions asked.
    Fails: omitted = "Yes" and justification = ""
    Passes: justification = "Replicas never fail in the workloads that are compared"
    """
    for path, row in items_of(context.plan, "scope"):
        if not says_something(row.justification):
            yield unanswered(
                f"{path}.justification",
                row.justification,
                f"Scoping row {_row(row, path)} has no justification{unsaid(row.justification)}.",
                "Write why this is enough for the analysis questions.",
            )


@rule("SCO004", "error", PHASE_1, 1)
def simplification_recorded(context: Context) -> Iterator[Problem]:
    """A simplified row states what real behaviour is lost and when that would matter.

    Why: Without it nobody knows for which questions the model may be trusted, nor when to refine it.
    Fix: Fill “lost” and “matters when”.
    Fails: simplified = "fixed delay" and lost = ""
    Passes: lost = "the warm-up curve" and matters_when = "scale-ups shorter than a minute"
    """
    for path, row in items_of(context.plan, "scope"):
        if not says_something(row.simplified):
            continue
        if not says_something(row.lost):
            yield unanswered(
                f"{path}.lost",
                row.lost,
                f"Simplified scoping row {_row(row, path)} does not say which real behaviour is lost.",
                "Write what the real system does that the stand-in does not.",
            )
        if not says_something(row.matters_when):
            yield unanswered(
                f"{path}.matters_when",
                row.matters_when,
                f"Simplified scoping row {_row(row, path)} does not say when the loss would matter.",
                "Write the conditions under which the simplification misleads.",
            )
        yield from _denied_loss(path, row)


def _denied_loss(path: str, row: Scope) -> Iterator[Problem]:
    """That a simplified row says that nothing is lost, or that the loss never matters."""
    for field, denies, how_to_fix in (
        ("lost", no_loss, "Write what the real system does that the stand-in does not."),
        ("matters_when", no_condition, "Write the conditions under which the simplification misleads."),
    ):
        text = getattr(row, field)
        # Of a text that fits any plan PLN003 says so.
        if denies(text) and says_something(text) and not fits_any_plan(text):
            yield Problem(
                f"{path}.{field}",
                f"Simplified scoping row {_row(row, path)} looks as if it cost nothing: {quoted(text)}.",
                how_to_fix,
                level="warning",
            )


@rule("SCO005", "error", QUALITY, 1)
def scoping_traced(context: Context) -> Iterator[Problem]:
    """A modeled or simplified row traces to an analysis question.

    Why: A part of the model that answers no question costs code and has no use.
    Fix: Name the questions it serves in `answers`, or omit the component.
    Fails: modeled = "NUMA effects" and answers = []
    Passes: answers = ["Q2"]
    """
    for path, row in items_of(context.plan, "scope"):
        if _included(row) and not filled(row.answers):
            yield to_write(
                f"{path}.answers",
                f"Scoping row {_row(row, path)} is part of the model but traces to no analysis question.",
                "Name the questions it helps answer, or omit the component.",
            )


@rule("SCO006", "error", PHASE_1, 1)
def questions_answered(context: Context) -> Iterator[Problem]:
    """Every analysis question is answered by a modeled or simplified row.

    Why: A question for which nothing is modeled cannot be answered by what is built.
    Fix: Name the question in `answers` of the rows that answer it, add the row, or drop the question.
    Fails: question Q3, and no row with Q3 in `answers`
    Passes: answers = ["Q1", "Q3"] in a modeled row
    """
    if not context.plan.scope:
        return
    answered = {own for row in context.plan.scope if _included(row) for own in row.answers}
    for path, question in items_of(context.plan, "question"):
        if filled(question.text) and question.id not in answered:
            yield to_write(
                f"{path}.text" if question.id else f"{path}.id",
                f"No modeled or simplified row answers question {named(question, path)}: "
                f"{quoted(question.text)}.",
                "Name it in the rows that answer it, or drop it."
                if question.id
                else "Give it an id, so that rows can name it.",
            )


@rule("SCO007", "warning", PREREQUISITE, 1, decided="A")
def six_criteria(context: Context) -> Iterator[Problem]:
    """The six scoping criteria are answered for each modeled or simplified row.

    Why: They ask what a component is worth before it is built; only the author can answer them.
    Fix: Answer each in a line; “no effect” is an answer when it is true.
    Fails: modeled = "queue depth" with an empty [scope.criteria]
    Passes: all six fields of [scope.criteria] filled
    """
    criteria = specs(Criteria)
    found = context.derived(guidelines)
    for path, row in items_of(context.plan, "scope"):
        missing = [spec for spec in criteria.values() if not filled(getattr(row.criteria, spec.attr))]
        if _included(row):
            yield from lacking(
                f"Scoping row {_row(row, path)} leaves {len(missing)} of the six scoping criteria open:",
                [(f"{path}.criteria.{spec.key}", spec.title.lower()) for spec in missing],
                f"Answer each in a line. The guidelines ask: {' '.join(found.criteria).rstrip('.?')}.",
            )


@rule("SCO008", "warning", QUALITY, 1)
def blocks_traced(context: Context) -> Iterator[Problem]:
    """Every building block that a PR adds is named by a scoping row; an omitted row names none.

    Why: A block that models nothing of what was decided in Phase 1 answers no analysis question.
    Fix: Name the block in the row of what it models; do not plan a block for what is omitted.
    Fails: PR2 with block = "replica-pool" and change = "add", and no row with block = ["replica-pool"]
    Passes: block = ["replica-pool"] in the row “Leaving of a replica”
    """
    rows = list(items_of(context.plan, "scope"))
    for path, row in rows:
        if filled(row.block) and says_something(row.omitted) and not _included(row):
            yield Problem(
                f"{path}.block",
                f"Scoping row {_row(row, path)} is omitted, and names {listed(row.block)}.",
                "Take the block out, or say what of it is modeled.",
            )
    traced = {own for _, row in rows if _included(row) for own in row.block}
    names = {block.id: named(block, path) for path, block in items_of(context.plan, "block") if block.id}
    missing = {
        pr.block: f"{path}.block"
        for path, pr in items_of(context.plan, "pr")
        if pr.change == "add" and not pr.is_dropped and pr.block in names and pr.block not in traced
    }
    if missing and rows:
        said = [names[own] for own in missing]
        yield to_write(
            "scope",
            f"No modeled or simplified row names {listed(said, 'or')}, which a PR adds.",
            "Name each block in the rows of what it models.",
            fields=tuple(missing.values()),
        )
