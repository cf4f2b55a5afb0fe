"""REC009: sections of the design guidelines that a plan refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blistui.patterns import pattern
from blistui.plan.headings import PHASE_0
from blistui.plan.ids import items_of
from blistui.plan.tables.summary import BUILTIN_GUIDELINES
from blistui.rules.prose.filled import same_thing
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Problem, rule

_NUMBER = pattern(r"(?<![\w.-])\d{1,2}(?:\.\d{1,2}){0,3}(?![\w-]|\.\d)")
_OTHER_DOCUMENT = pattern(r"(?i)\.(?:md|rst|txt|go)\b|https?:|\b\w+:\w")
_BEGINS = pattern(
    r"\W*(?:(?:section|chapter|part|rule|appendix)\W+)?(\d{1,2}(?:\.\d{1,2}){0,3})\b", re.IGNORECASE
)


@rule("REC009", "error", PHASE_0, 1, repo=True)
def guideline_sections_exist(context: Context) -> Iterator[Problem]:
    """A guideline reference names a section that the plan's design guidelines have.

    References to other documents, and to the built-in summary, are not looked at.

    Why: A constraint that rests on a section which is not there rests on nothing.
    Fix: Name the section as the guidelines number it, or cite the lines that need the constraint.
    Fails: guideline = "9.9", where the guidelines end with section 7
    Passes: guideline = "4.3"
    """
    source = context.plan.plan.guidelines.strip()
    if context.repo is None or source in ("", BUILTIN_GUIDELINES):
        return
    lines = context.repo.lines(source)
    if not lines:
        # That the file cannot be read is reported by PRE001.
        return
    sections = _sections(lines)
    text = same_thing(" ".join(lines))
    for path, constraint in items_of(context.plan, "constraint"):
        given = constraint.guideline
        if _OTHER_DOCUMENT.search(given):
            continue
        numbers = _NUMBER.findall(given)
        absent = [number for number in numbers if number not in sections]
        if not numbers and same_thing(given) not in text:
            absent = [quoted(given)]
        if absent:
            yield Problem(
                f"{path}.guideline",
                f"The constraint {named(constraint, path)} rests on {listed(absent)} of the guidelines, and "
                f"{source} has no such section.",
                "Name a section that is there.",
            )


def _sections(lines: Sequence[str]) -> frozenset[str]:
    """The numbers that begin a line or the text of a heading; that of 4.3 is 4 as well."""
    found: set[str] = set()
    for line in lines:
        number = _BEGINS.match(line)
        parts = number[1].split(".") if number else []
        found.update(".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return frozenset(found)
