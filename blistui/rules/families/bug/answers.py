"""BUG006: the answer to each failure mode, compared with itself, the code and the PRs."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import PHASE_8
from blistui.plan.paths import segment_of
from blistui.plan.tables.prevention import FAILURE_MODES, FailureMode
from blistui.rules.prose.any_plan import fits_any_plan
from blistui.rules.prose.filled import same_thing, says_something
from blistui.rules.prose.sentences import sentences, words
from blistui.rules.prose.wording import listed, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.existing_tests import functions_named, unknown_tests

_FIELDS = ("prevented_by", "cannot_occur_because")


@rule("BUG006", "error", PHASE_8, 8)
def answers_hold(context: Context) -> Iterator[Problem]:
    """A failure mode is answered once, as prevented or impossible, in a sentence of its own; its tests exist.

    A sentence that is in two answers is a warning.

    Why: An answer that fits every failure mode, or contradicts itself, was not thought about.
    Fix: Keep one row and one of the two answers; say what this plan does, and name tests that are there or
        that a PR brings.
    Fails: prevented_by = "Yes."
    Passes: prevented_by = "PR2 moves the one place where replicas are made into the pool"
    """
    modes = context.plan.prevention.failure_modes
    first: dict[str, str] = {}
    known: set[str] = set()
    for index, mode in enumerate(modes):
        path = f"prevention.failure_modes.{segment_of(modes, index)}"
        name = f"“{FAILURE_MODES[mode.id][1] if mode.id in FAILURE_MODES else mode.id}”"
        if mode.id and mode.id in known:
            yield Problem(f"{path}.id", f"{name} has another row already.", "Keep one of them.")
        known.add(mode.id)
        if all(says_something(getattr(mode, field)) for field in _FIELDS):
            yield Problem(
                f"{path}.cannot_occur_because",
                f"{name} is prevented, and cannot occur: one of the two is not so.",
                "Keep the one that is true.",
            )
        for field in _FIELDS:
            yield from _empty_words(f"{path}.{field}", name, getattr(mode, field), first)
    yield from _missing_tests(context, modes)


def _empty_words(path: str, name: str, text: str, first: dict[str, str]) -> Iterator[Problem]:
    if says_something(text) and (words(text) < 2 or fits_any_plan(text)):
        yield Problem(
            path,
            f"{quoted(text)} does not say how this plan avoids {name}.",
            "Say which PR, test or rule of this plan does.",
        )
    for sentence in sentences(text):
        other = first.setdefault(same_thing(sentence), name)
        if other != name and words(sentence) > 1:
            yield Problem(
                path,
                f"{quoted(sentence)} answers both {name} and {other}.",
                "Say what this plan does against each of them.",
                level="warning",
            )


def _missing_tests(context: Context, modes: tuple[FailureMode, ...]) -> Iterator[Problem]:
    said = {
        (index, field): functions_named(getattr(mode, field))
        for index, mode in enumerate(modes)
        for field in _FIELDS
    }
    unknown = unknown_tests(context, (test for tests in said.values() for test in tests))
    for (index, field), tests in said.items():
        missing = [test for test in tests if test in unknown]
        if missing:
            yield Problem(
                f"prevention.failure_modes.{segment_of(modes, index)}.{field}",
                f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} neither in the code nor brought "
                "by a PR.",
                "Name a test that is there, or name it in the PR that writes it.",
            )
