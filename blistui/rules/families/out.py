"""OUT: output format and context budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.markdown.blocks import headings
from blistui.patterns import pattern
from blistui.plan.headings import OUTPUT, SECTION_A
from blistui.rules.prose.filled import filled
from blistui.rules.prose.numbers import WORDS
from blistui.rules.prose.wording import counted, listed, quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.budgets import core_lines
from blistui.rules.shared.counted_in_text import not_dropped, number_follows
from blistui.rules.shared.plan_texts import plan_texts
from blistui.rules.shared.to_write import to_write

_SUMMARY = "plan.executive_summary"
_SUMMARY_LIMIT = 15
_CORE_SECTIONS = 14 + 79 + 79
"""Lines of A, C and D together: A under 15, D under 80, and C no longer than D."""
_TIER_1_TARGET = 15


@rule("OUT001", "error", SECTION_A, 1)
def summary_is_short(context: Context) -> Iterator[Problem]:
    """The executive summary exists, and section A is under 15 lines of the exported Markdown.

    Why: Many people read only this part.
    Fix: Say what is built, why, in how many PRs and with which milestones; leave the rest to its sections.
    Fails: executive_summary = ""
    Passes: an executive summary of eight lines
    """
    if not filled(context.plan.plan.executive_summary):
        yield to_write(
            _SUMMARY,
            "The plan has no executive summary.",
            "Say what is built, why, in how many PRs, and with which milestones.",
        )
        return
    lines = context.derived(core_lines).summary
    if lines >= _SUMMARY_LIMIT:
        yield Problem(
            _SUMMARY,
            f"Section A with the executive summary takes {lines} lines; it stays under {_SUMMARY_LIMIT}.",
            "Keep what a reader must know to go on reading.",
        )


_HOW_MANY = pattern(
    rf"\b(?P<number>\d{{1,3}}|a\ single|{'|'.join(WORDS)})(?:[ -]+[\w-]+){{0,2}}?[ -]+"
    r"(?P<noun>PRs?|pull\ requests?|work\ packages?|WPs?)\b"
    r"|\b(?:PRs?|pull\ requests?)(?:\ \w+){0,2}?:?\s+\(?(?P<total>\d{1,3})\s+(?:in\ total|altogether)\b",
    re.IGNORECASE | re.VERBOSE,
)

_REASON = pattern(
    r"""\b(?:because|since|so\ that|in\ order\ to|due\ to|therefore|hence|why|reason|motivat\w+|goal
    |cannot|unable|lack(?:s|ing)?|missing|broken|wrong|problem|gap|needs?|needed|requires?
    |today|currently|instead\ of|rather\ than|enabl\w+|allows?|unblocks?|makes?|fix(?:es)?
    |answers?|stud(?:y|ies)|explores?|avoids?|eliminat\w+|reduc\w+|replac\w+|to\ \w{3,})\b
    |\(\#\d+\)""",
    re.IGNORECASE | re.VERBOSE,
)

_MILESTONE = pattern(
    r"""\b(?:milestones?|deliver\w*|ships?|shipped|lands?|first|then|finally|afterwards?|phases?|stages?|steps?
    |after|once|when|by\ the\ end|complet\w+|M\d+|PRs?[ -]?\d+)\b""",
    re.IGNORECASE | re.VERBOSE,
)


@rule("OUT002", "warning", SECTION_A, 1, decided="P")
def summary_is_complete(context: Context) -> Iterator[Problem]:
    """The executive summary says what is built, why, how many PRs, and the key milestones.

    Why: Without them readers do not know whether and when the plan concerns them.
    Fix: Add the sentence that is missing; correct the number of PRs when the series changes
        (dropped ones do not count).
    Fails: "Adds scorers because the cache dimension is broken, in 3 PRs", and the series has two
    Passes: "Adds scorers because the cache dimension is broken, in 2 PRs; PR1 ends the default's bias"
    """
    summary = context.plan.plan.executive_summary
    if not filled(summary):
        return
    missing = []
    if len(summary.split()) < 8:
        missing.append("what is built")
    if not _REASON.search(summary):
        missing.append("why")
    series = len(not_dropped(context.plan))
    counts = list(_HOW_MANY.finditer(summary))
    stated = [_number(found["number"] or found["total"]) for found in counts]
    if series and not stated:
        missing.append("how many PRs there are")
    names = (pr.id for pr in context.plan.pr if pr.id)
    if not _MILESTONE.search(summary) and not any(name in summary for name in names):
        missing.append("the key milestones")
    if missing:
        yield to_write(
            _SUMMARY,
            f"The executive summary looks like it does not say {listed(missing)}.",
            "Add a sentence on that.",
        )
    # Summaries also count PRs of a milestone; the whole series must be among the numbers.
    if series and stated and series not in stated:
        numbers = listed([str(number) for number in stated], "or")
        yield Problem(
            _SUMMARY,
            f"The executive summary looks like it speaks of {numbers} PRs; the series has {series}.",
            "Correct the number.",
            fix=_fix_of_number(summary, counts, stated, series),
        )


def _fix_of_number(text: str, counts: list[re.Match[str]], stated: list[int], series: int) -> Fix | None:
    """Lets the number of the whole series follow: the largest, for no part of the series has more PRs."""
    most = max(stated)
    if stated.count(most) > 1:
        return None
    found = counts[stated.index(most)]
    number = found.span("number") if found["number"] else found.span("total")
    return number_follows(_SUMMARY, text, number, found.span("noun"), series)


def _number(text: str) -> int:
    word = text.casefold()
    if word.isdigit():
        return int(word)
    return WORDS.index(word) if word in WORDS else 1


@rule("OUT003", "error", OUTPUT, 1)
def sections_in_order(context: Context) -> Iterator[Problem]:
    """The document has sections A to K in order: none hides inside a field of another.

    Why: Reviewers and tools find a section by its letter. The export puts each section in its place; a
        heading inside a field would begin another section there.
    Fix: Move the text below the heading into the fields of its section, and delete the heading.
    Fails: evolution.current = "Two fixed weights.\\n\\n## E) Architectural Risk Register\\n…"
    Passes: evolution.current = "Two fixed weights."
    """
    for text in context.derived(plan_texts):
        # What an import could not place keeps the heading that it was under.
        for heading in headings(text.text) if text.table != "leftover" else ():
            if heading.letter:
                yield Problem(
                    text.path,
                    f"The heading {quoted(heading.text)} is inside the text of another section.",
                    "Move what follows it into the fields of its own section.",
                )


@rule("OUT004", "hint", OUTPUT, 4)
def core_is_concise(context: Context) -> Iterator[Problem]:
    """The human-review core (A, C, D and every Tier 1) is concise; otherwise its lengths are shown.

    Why: The core is what people really review; it must be short enough to be read in one sitting.
    Fix: Shorten the longest part; reference material belongs in the other sections.
    Fails: a section C of 120 lines beside a section D of 79
    Passes: A of 11 lines, C of 42, D of 70, and 15 for each PR
    """
    lengths = context.derived(core_lines)
    limit = _CORE_SECTIONS + _TIER_1_TARGET * len(lengths.tier1)
    if lengths.core > limit:
        tiers = sum(lengths.tier1.values())
        yield Problem(
            "plan",
            f"The review core takes {lengths.core} lines; {limit} are the target for "
            f"{counted(len(lengths.tier1), 'PR')}.",
            "Shorten the longest part.",
            details=(
                f"A: {lengths.summary} lines",
                f"C: {lengths.objectives} lines",
                f"D: {lengths.concept_model} lines",
                f"Tier 1 of all PRs: {tiers} lines",
            ),
        )
