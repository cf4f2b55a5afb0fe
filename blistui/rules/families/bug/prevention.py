"""BUG: Phase 8, design bug prevention."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_8, QUALITY
from blistui.plan.ids import ids_of, in_another_document
from blistui.plan.paths import segment_of
from blistui.plan.tables.prevention import (
    EXPECTATIONS,
    EXPECTED_CHANGE,
    FAILURE_MODES,
    FailureMode,
    GuardedInvariant,
)
from blistui.rules.prose.filled import filled, same_thing, says_something, stated
from blistui.rules.prose.template_text import repeats_template
from blistui.rules.prose.wording import counted, listed, quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.existing_tests import missing_tests
from blistui.rules.shared.references import repair
from blistui.rules.shared.to_write import to_write, unanswered


@rule("BUG001", "error", PHASE_8, 8)
def guarded_invariants(context: Context) -> Iterator[Problem]:
    """Invariants never to be broken are named: those of the concept model, or existing ones with citations.

    One of the concept model that is left out, where others are named, is a warning.

    Why: An invariant that is not defined cannot be tested.
    Fix: Pick an invariant of Phase 2, or state the existing one and cite the code that relies on it.
    Fails: invariants = [{ statement = "requests are conserved" }]
    Passes: invariants = [{ invariant = "INV-1" }]
    """
    guarded = context.plan.prevention.invariants
    if not guarded:
        yield to_write(
            "prevention.invariants",
            "No invariant is named that must never be broken.",
            "Name those of the concept model, and existing ones with citations.",
        )
    named_here = {entry.invariant for entry in guarded}
    own = [invariant.id for invariant in context.plan.invariant if invariant.id]
    left_out = [id for id in own if id not in named_here]
    if left_out and len(left_out) < len(own):
        yield Problem(
            "prevention.invariants",
            f"Of the {len(own)} invariants of the concept model {listed(left_out)} "
            f"{'is' if len(left_out) == 1 else 'are'} not among those that must never be broken.",
            "Add them; an invariant that may be broken is none.",
            level="warning",
        )
    for index, entry in enumerate(guarded):
        yield from _guarded(context, f"prevention.invariants.{segment_of(guarded, index)}", index, entry)


def _guarded(context: Context, path: str, index: int, entry: GuardedInvariant) -> Iterator[Problem]:
    if filled(entry.invariant):
        known = ids_of(context.plan, "invariant")
        if entry.invariant not in known and not in_another_document(entry.invariant):
            yield Problem(
                f"{path}.invariant",
                f"{quoted(entry.invariant)} must never be broken, but is no invariant of the concept model.",
                "Name an invariant of Phase 2, or state the existing one and cite it.",
                fix=repair(context, "invariant", f"{path}.invariant", entry.invariant),
            )
    elif not filled(entry.statement):
        yield to_write(
            f"{path}.invariant", f"Entry {index + 1} names no invariant.", "Pick one, or delete the entry."
        )
    elif not any(filled(cite.at) for cite in entry.cites):
        yield to_write(
            f"{path}.cites",
            f"The existing invariant {quoted(entry.statement)} is not cited.",
            "Cite the code that relies on it.",
        )


@rule("BUG002", "error", PHASE_8, 8)
def regression_surfaces(context: Context) -> Iterator[Problem]:
    """Regression surfaces name existing tests, and say whether these pass unchanged.

    An expected change that is not described is a warning.

    Why: "All tests pass" is also true of a change that rewrote the tests.
    Fix: Name the file and the test as they are in the repository, and what is expected of them.
    Fails: file = "sim/routing_test.go", test = "TestThatNobodyWrote", expectation = "pass unchanged"
    Passes: file = "sim/routing_test.go", test = "TestRoundRobin", expectation = "pass unchanged"
    """
    regression = context.plan.prevention.regression
    if not regression:
        yield to_write(
            "prevention.regression",
            "No existing test is named that must keep passing.",
            "Name the tests that would notice a regression.",
        )
    for index, surface in enumerate(regression):
        path = f"prevention.regression.{segment_of(regression, index)}"
        said = next(filter(filled, (surface.test, surface.file, surface.note)), "")
        name = quoted(said) if said else f"regression surface {index + 1}"
        if not filled(surface.file):
            yield to_write(
                f"{path}.file",
                f"Regression surface {index + 1} names no test file"
                + (f": {quoted(said)}." if said else "."),
                "Name the file of the tests.",
            )
        elif context.repo is not None:
            yield from missing_tests(context.repo, path, surface)
        if surface.expectation not in EXPECTATIONS:
            yield unanswered(
                f"{path}.expectation",
                surface.expectation,
                f"Nothing says what is expected of {name}.",
                f"Choose {listed(EXPECTATIONS, 'or')}.",
            )
        elif surface.expectation == EXPECTED_CHANGE and not says_something(surface.note):
            yield to_write(
                f"{path}.note",
                f"A change of {name} is expected, and nothing says which.",
                "Say what changes in it, in which PR, and what stays.",
                level="warning",
            )


@rule("BUG003", "error", PHASE_8, 8)
def migration_and_compatibility(context: Context) -> Iterator[Problem]:
    """Cross-PR state migration and backward compatibility enforcement are stated, or ruled out with a reason.

    Why: People who follow the main branch run the state between two PRs as if it were a release.
    Fix: List the formats that change and what ensures the old behaviour, or say why there is nothing.
    Fails: migration = [] and migration_none_because = ""
    Passes: migration_none_because = "no data format changes"
    """
    prevention = context.plan.prevention
    for field, what in (
        ("migration", "Cross-PR state migration risks are"),
        ("compatibility", "Backward compatibility enforcement is"),
    ):
        reason = getattr(prevention, f"{field}_none_because")
        if not stated(getattr(prevention, field), reason):
            yield unanswered(
                f"prevention.{field}",
                (*getattr(prevention, field), reason),
                f"{what} not stated.",
                "List them, or give the reason why there is nothing.",
            )
        elif (
            field == "migration"
            and not filled(prevention.migration)
            and (changing := [pr.id for pr in context.plan.pr if pr.changes_output and not pr.is_dropped])
        ):
            yield Problem(
                "prevention.migration_none_because",
                f"No state migration is stated, but {listed(changing)} "
                f"{'changes' if len(changing) == 1 else 'change'} an output format.",
                "Say what becomes of data in the old format.",
            )
        elif filled(getattr(prevention, field)) and says_something(reason):
            yield Problem(
                f"prevention.{field}_none_because",
                f"{what} stated, and a reason is given why there is nothing.",
                "Delete the reason, or the list.",
            )


@rule("BUG004", "error", PHASE_8, 8)
def failure_modes_answered(context: Context) -> Iterator[Problem]:
    """Each of the 14 named failure modes says how this plan prevents it, or why it cannot occur.

    Why: Each of them has forced projects of this kind to rewrite code.
    Fix: Say what this plan does against it. The row can be added for you; only you can fill it.
    Fails: failure_modes = []
    Passes: failure_modes = [{ id = "destructive-reads", prevented_by = "reading takes nothing" }, …]
    """
    modes = context.plan.prevention.failure_modes
    answered = {
        mode.id
        for mode in modes
        if says_something(mode.prevented_by) or says_something(mode.cannot_occur_because)
    }
    rows = {
        mode.id: f"prevention.failure_modes.{segment_of(modes, index)}" for index, mode in enumerate(modes)
    }
    absent: list[str] = []
    for key, (group, name) in FAILURE_MODES.items():
        if key in answered:
            continue
        misnamed = _misnamed(modes, key)
        if key in rows:
            row = next(mode for mode in modes if mode.id == key)
            yield unanswered(
                f"{rows[key]}.prevented_by",
                (row.prevented_by, row.cannot_occur_because),
                f"“{name}” ({group}) has no answer.",
                "Say how this plan prevents it, or why it cannot occur.",
            )
        elif misnamed:
            yield Problem(
                f"{misnamed}.id",
                f"The failure mode “{name}” ({group}) has no row of its own name, `{key}`.",
                "Give the row that name, and say how this plan prevents it, or why it cannot occur.",
                fix=Fix(f"Name this row `{key}`", (Edit("put", f"{misnamed}.id", key),)),
            )
        else:
            absent.append(key)
    if absent:
        names = listed([f"“{FAILURE_MODES[key][1]}”" for key in absent])
        rows_are = f"mode {names} has" if len(absent) == 1 else f"modes {names} have"
        yield to_write(
            "prevention.failure_modes",
            f"The failure {rows_are} no row.",
            "Add it, and say how this plan prevents it, or why it cannot occur.",
            fix=Fix(
                f"Add an empty row for {names if len(absent) < 4 else counted(len(absent), 'failure mode')}",
                tuple(
                    Edit("insert", "prevention.failure_modes", FailureMode(id=key), at)
                    for at, key in enumerate(absent, len(modes))
                ),
                is_scaffold=True,
            ),
        )


def _misnamed(modes: tuple[FailureMode, ...], key: str) -> str:
    """The row that means `key` but calls it by the template's name or in other spelling."""
    wanted = {_plain(key), _plain(FAILURE_MODES[key][1])}
    found = [index for index, mode in enumerate(modes) if _plain(mode.id) in wanted]
    return f"prevention.failure_modes.{segment_of(modes, found[0])}" if found else ""


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", same_thing(text)).removeprefix("the ")


@rule("BUG005", "warning", QUALITY, 8, decided="P")
def own_words(context: Context) -> Iterator[Problem]:
    """The answer to a failure mode is in its own words, not in the template's.

    Why: The template's sentence says what to do in any plan; it does not say that this one does it.
    Fix: Say which PR, test, constructor or rule of this plan prevents it.
    Fails: prevented_by = the template's own sentence on that failure mode
    Passes: prevented_by = "PR2 builds routers through NewRouter only; a linter rule of PR1 forbids literals"
    """
    modes = context.plan.prevention.failure_modes
    for index, mode in enumerate(modes):
        for field in ("prevented_by", "cannot_occur_because"):
            if repeats_template(getattr(mode, field)):
                name = FAILURE_MODES[mode.id][1] if mode.id in FAILURE_MODES else mode.id
                yield Problem(
                    f"prevention.failure_modes.{segment_of(modes, index)}.{field}",
                    f"The answer to “{name}” looks like the template's own sentence.",
                    "Say which PR, test or rule of this plan prevents it.",
                )
