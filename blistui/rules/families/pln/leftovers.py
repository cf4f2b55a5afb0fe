"""Whether the author has placed what an import could not."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.headings import OUTPUT
from blistui.plan.ids import items_of
from blistui.rules.prose.wording import counted, quoted
from blistui.rules.rule import Context, Problem, rule

_HEADING = pattern(r"#{1,6}\s+\S[^\n]*")


@rule("PLN009", "warning", OUTPUT, 8)
def everything_is_placed(context: Context) -> Iterator[Problem]:
    """Nothing that an import could not place is left.

    Why: What is in no field is checked by hardly any rule, and is read by nobody.
    Fix: Move the text to the field where it belongs and delete the leftover, or only delete it.
    Fails: [[leftover]] heading = "J) Dependency DAG", text = "PR2 waits for the heap."
    Passes: the same sentence in dag.merge_sequencing, and no leftover
    """
    bare: list[tuple[str, str]] = []
    for path, leftover in items_of(context.plan, "leftover"):
        if _HEADING.fullmatch(leftover.text.strip()):
            bare.append((path, leftover.text.strip().lstrip("# ")))
            continue
        under = f" under “{leftover.heading}”" if leftover.heading else ""
        why = f" ({leftover.why})" if leftover.why else ""
        yield Problem(
            path,
            f"Text{under} was imported without a place{why}: {quoted(leftover.text)}.",
            "Move it to the field where it belongs, then delete it here.",
        )
    if bare:
        # What was below them is reported by itself, or was placed.
        own = "its own" if len(bare) == 1 else "their own"
        yield Problem(
            bare[0][0],
            f"The import found no place for {counted(len(bare), 'heading')} without text of {own}: "
            f"{quoted(', '.join(title for _, title in bare))}.",
            "Delete those that say nothing more than the template's headings do.",
        )
