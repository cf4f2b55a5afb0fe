"""Section K: Design Bug Prevention Checklist. Its boxes are for the reviewer: the tool ticks none."""

from __future__ import annotations

from collections.abc import Sequence

from blistui.markdown.inline import code, inline
from blistui.markdown.labels import label_of
from blistui.markdown.nothing import NONE_BECAUSE, NOT_STATED
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source, followed, run_in, with_citations
from blistui.patterns import pattern
from blistui.plan.paths import with_paths
from blistui.plan.tables.prevention import FAILURE_MODES, FailureMode, GuardedInvariant

_FIRST_WORD = pattern(r"[^\w-]")


def write(page: Page, source: Source) -> None:
    """Invariants, regression surfaces, migration, compatibility, and the fourteen failure modes."""
    prevention = source.plan.prevention
    invariants = {own.id for own in source.plan.invariant if own.id}
    page.heading(3, "Invariants that must never be broken", "prevention.invariants", "prevention")
    for path, guarded in with_paths(prevention.invariants, "prevention.invariants"):
        own, text = source.ref(guarded.invariant, "invariant"), inline(guarded.statement)
        if guarded.invariant in invariants and own.endswith(")"):
            text, own = f"{own} {text}".rstrip(), ""
        elif not own and _FIRST_WORD.split(text, maxsplit=1)[0] in invariants:
            own = NOT_STATED
        text = with_citations(text, guarded.cites, label_of(GuardedInvariant, "cites"))
        page.bullet(f"[ ] {followed(text, (label_of(GuardedInvariant, 'invariant'), own))}".rstrip(), path)
    if not prevention.invariants:
        page.paragraph(f"Invariants {NOT_STATED}.")
    page.heading(3, "Regression surfaces", "prevention.regression")
    rows = list(with_paths(prevention.regression, "prevention.regression"))
    if rows:
        page.table(
            ("Existing tests", "Expectation", "Note"),
            [
                (
                    f"{code(row.file) or NOT_STATED} {code(row.test)}".rstrip(),
                    inline(row.expectation) or NOT_STATED,
                    inline(row.note),
                )
                for _, row in rows
            ],
            [(path,) for path, _ in rows],
        )
    else:
        page.paragraph(f"Regression surfaces {NOT_STATED}.")
    _list(
        page,
        "Cross-PR state migration risks",
        "migration",
        prevention.migration,
        prevention.migration_none_because,
    )
    _list(
        page,
        "Backward compatibility enforcement",
        "compatibility",
        prevention.compatibility,
        prevention.compatibility_none_because,
    )
    _failure_modes(page, prevention.failure_modes)


def _list(page: Page, heading: str, key: str, texts: Sequence[str], reason: str) -> None:
    page.heading(3, heading, f"prevention.{key}")
    for index, text in enumerate(texts):
        if inline(text):
            page.bullet(f"[ ] {inline(text)}", f"prevention.{key}.{index}")
    if inline(reason):
        page.paragraph(f"{NONE_BECAUSE}{inline(reason)}", f"prevention.{key}_none_because")
    elif not texts:
        page.paragraph(f"{heading} {NOT_STATED}.")


def _failure_modes(page: Page, modes: Sequence[FailureMode]) -> None:
    answers: dict[str, list[tuple[str, FailureMode]]] = {}
    for path, mode in with_paths(modes, "prevention.failure_modes"):
        answers.setdefault(mode.id, []).append((path, mode))
    page.mark("prevention.failure_modes")
    group = ""
    for key, (own_group, name) in FAILURE_MODES.items():
        if own_group != group:
            group = own_group
            page.heading(3, f"Failure modes: {group}")
        for path, mode in answers.pop(key, [("", FailureMode(id=key))]):
            _mode(page, name, path, mode)
    if answers:
        page.heading(3, "Failure modes: others")
        for key, left in answers.items():
            for path, mode in left:
                _mode(page, inline(key) or "Unnamed", path, mode)


def _mode(page: Page, name: str, path: str, mode: FailureMode) -> None:
    reason = run_in((label_of(FailureMode, "cannot_occur_because"), inline(mode.cannot_occur_because)))
    if inline(mode.prevented_by):
        page.item(f"[ ] {labelled(name)}", mode.prevented_by, *([path] if path else []))
        if reason:
            page.bullet(reason, depth=1)
    else:
        page.bullet(f"[ ] {labelled(name, reason or NOT_STATED)}", *([path] if path else []))
