"""PRS, rules on use: what a PR adds is exercised when it merges, not by a later PR."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import pattern, rare_pattern
from blistui.plan.headings import PHASE_6
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.plan.tables.series import PullRequest
from blistui.rules.prose.denial import asserted, denied
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.existing_tests import functions_named
from blistui.rules.shared.pr_mentions import all_left_to_later, left_to_later, mentions
from blistui.rules.shared.to_write import to_write, unanswered

_WAYS = ("cli", "new tests", "existing tests")
_TEST = pattern(r"\b(?:Test|Benchmark|Example|Fuzz)[A-Z_0-9]\w*|\b\w+_test\.go\b|\bgo test\b")
_USER = pattern(rf"{_TEST.pattern}|`|(?<!\w)--[a-z]|\bCLI\b|\bdefault (?:profile|policy|path)\b")
_CONCRETE = pattern(rf"{_TEST.pattern}|`|\.go\b|(?<!\w)--?[a-z]")
_RUN = pattern(
    r"(?i)test|bench|golden|unit|integration|regression|invariant|\bCLI\b|command|flag|\bruns?\b|\bCI\b|fixture|example|script|suite|scenario|smoke|e2e"
    r"|config|pipeline|\bjob\b|\bmake\b|workload|\w_\w"
)
"""Words for what is run, where no name of it is given."""
_OF = pattern(r"(?i)\b(?:of|from|by) \Z")
_PROSE = (
    "motivation",
    "architectural_impact",
    "api_surface",
    "cli_changes",
    "reviewable_because",
    "no_dead_code_because",
)


@rule("PRS010", "error", PHASE_6, 3)
def exercisable(context: Context) -> Iterator[Problem]:
    """A PR is exercisable on merge: by CLI, by new tests, or, a refactor only, by named existing tests.

    Why: Code that only a later PR runs is dead until then, and often wrong by then.
    Fix: Name the command or the tests of this PR, or merge it into the PR that uses it.
    Fails: exercised_by = "cli", exercised_how = ["by PR3"]
    Passes: exercised_by = "new tests", exercised_how = ["TestWeightedScoringOrder"]
    """
    for path, pr in items_of(context.plan, "pr"):
        name = named(pr, path)
        if pr.exercised_by not in _WAYS:
            shown = f" by {quoted(pr.exercised_by)}" if filled(pr.exercised_by) else ""
            yield unanswered(
                f"{path}.exercised_by",
                pr.exercised_by,
                f"{name} is not shown to be exercisable on merge{shown}.",
                f"Choose {listed(_WAYS, 'or')}; “by a later PR” is none of them.",
            )
        elif not filled(pr.exercised_how):
            yield to_write(
                f"{path}.exercised_how",
                f"{name} does not say how it is exercised on merge.",
                "Name the commands or the tests.",
            )
        elif pr.exercised_by == "existing tests":
            yield from _by_existing_tests(context, path, pr)
        for index, how in enumerate(pr.exercised_how):
            later = _later(context, pr, how)
            if later:
                yield Problem(
                    f"{path}.exercised_how.{index}",
                    f"{name} is exercised {later}, not when it merges.",
                    "Name what exercises it in this PR, or merge it into that one.",
                )
            elif not _names_a_run(how):
                yield _runs_nothing(f"{path}.exercised_how.{index}", name, how)


def _by_existing_tests(context: Context, path: str, pr: PullRequest) -> Iterator[Problem]:
    if not pr.refactor_only:
        yield Problem(
            f"{path}.exercised_by",
            f"{named(pr, path)} is exercised by existing tests, which is enough for a refactor only.",
            "Add tests of the new behaviour, or mark it as refactor only.",
        )
    elif not any(_TEST.search(how) for how in pr.exercised_how):
        yield Problem(
            f"{path}.exercised_how",
            f"The refactor {named(pr, path)} names no existing test: {quoted('; '.join(pr.exercised_how))}.",
            "Name the tests that pass before and after it.",
        )
    elif context.repo is not None:
        before = [other for other in context.plan.pr if context.graph.before(other.id, pr.id)]
        brought = {name for other in before for how in other.exercised_how for name in functions_named(how)}
        tests = [name for how in pr.exercised_how for name in functions_named(how) if name not in brought]
        context.repo.names.look_up(tests)
        missing = [name for name in dict.fromkeys(tests) if not context.repo.names.knows(name)]
        if missing:
            yield Problem(
                f"{path}.exercised_how",
                f"{named(pr, path)} is exercised by {listed(missing)}, which is not in the repository.",
                "Name tests that exist.",
            )


def _names_a_run(text: str) -> bool:
    return bool(_CONCRETE.search(text) or _RUN.search(text))


def _runs_nothing(path: str, name: str, text: str) -> Problem:
    return Problem(
        path,
        f"{name} looks exercised by nothing that runs: {quoted(text)}.",
        "Name the command or the test.",
        level="warning",
    )


def _later(context: Context, pr: PullRequest, text: str) -> str:
    """How `text` leaves the use to a PR that `pr` does not wait for; empty when it does not."""
    left = left_to_later(context, pr.id, text)
    if left:
        return left
    others = [one for one in mentions(context, text) if not context.graph.no_later(one.pr, pr.id)]
    # `TestOrder of PR2` is of PR2; where a PR is only named, a test may be this one's.
    theirs = next((one for one in others if _OF.search(text, 0, one.start)), None)
    if theirs is None and others and not _CONCRETE.search(text):
        theirs = others[0]
    return f"by {theirs.pr}" if theirs is not None else ""


@rule("PRS011", "error", PHASE_6, 3)
def flags_exercised(context: Context) -> Iterator[Problem]:
    """Each new CLI flag is exercised in the PR that adds it.

    Why: A flag that nothing reads is documentation of something that does not exist.
    Fix: Name the command or test of this PR that uses it, or add the flag where it is used.
    Fails: flags = [{ name = "--scorers", exercised_by = "PR4" }]
    Passes: flags = [{ name = "--scorers", exercised_by = "TestScorerFlag" }]
    """
    for path, pr in items_of(context.plan, "pr"):
        for index, flag in enumerate(pr.flags):
            at = f"{path}.flags.{segment_of(pr.flags, index)}"
            name = f"The flag {flag.name or 'without a name'} of {named(pr, path)}"
            if not filled(flag.name):
                yield to_write(
                    f"{at}.name", f"A flag of {named(pr, path)} has no name.", "Name it as it is typed."
                )
            elif not flag.name.strip("` ").startswith("-"):
                yield Problem(
                    f"{at}.name",
                    f"{name} is not written as it is typed.",
                    "Write it with its dashes, such as --deadline.",
                    level="warning",
                )
            if not says_something(flag.exercised_by):
                yield unanswered(
                    f"{at}.exercised_by",
                    flag.exercised_by,
                    f"{name} is not exercised in that PR.",
                    "Name the command or the test that uses it.",
                )
                continue
            later = _later(context, pr, flag.exercised_by)
            if later:
                yield Problem(
                    f"{at}.exercised_by",
                    f"{name} is exercised {later}, not in that PR.",
                    "Exercise it where it is added, or add it where it is used.",
                )
            elif not _names_a_run(flag.exercised_by):
                yield _runs_nothing(f"{at}.exercised_by", name, flag.exercised_by)


_USED = pattern(
    r"\b(?:used|consumed|exercised|needed|wired(?: in| up)?|called|read|filled|populated|activated|enabled"
    r"|required|invoked|instantiated|tested|covered|hooked up|implemented|set)"
    r"(?: (?:first|only|later|then))?\s+\Z",
    re.IGNORECASE,
)
_FOR_LATER = rare_pattern(
    r"\b(?:for (?:later|future)(?: use| PRs?| needs?)?|reserved for|placeholders? for|in anticipation of"
    r"|scaffolding for|not yet used|unused (?:until|for now|at first)|used later"
    r"|(?:later|future|subsequent|follow-?up|next|upcoming) PRs? (?:will |can |may )?(?:uses?|needs?|calls?"
    r"|wires?|consumes?|exercises?|reads?|fills?|builds? (?:up)?on)"
    r"|(?:hooks?|room|stubs?|extension points?) (?:for|that) (?:future|later)\b"
    r"|will be (?:used|needed|wired|called|read|filled) (?:later|eventually))\b",
    re.IGNORECASE,
    signs=(
        *("later", "future", "subsequent", "follow", "next", "upcoming", "reserved", "placeholder"),
        *("anticipation", "scaffolding", "not yet", "unused", "eventually"),
    ),
)


_KEPT_FOR = pattern(
    r"\b(?:hooks?|stubs?|scaffold(?:ing)?|groundwork|placeholders?|preparations?|prepared|reserved|room)"
    r" (?:\w+ ){0,2}?for\s+\Z|\b(?:that|which|until)\s+(?P<only>only\s+)?\Z",
    re.IGNORECASE,
)
_FILLS = pattern(
    r"\s+(?:(?:will|shall|can|may|is going to|then|later|first) )*(?:(?P<fills>fills?|populates?|implements?"
    r"|wires?|activates?|enables?|hooks?|exercises?)|uses?|needs?|calls?|reads?|consumes?)\b",
    re.IGNORECASE,
)
"""What a PR does with what was left for it; where others may use that too, it must be the only one."""


@rule("PRS015", "error", PHASE_6, 3, decided="P")
def no_scaffolding(context: Context) -> Iterator[Problem]:
    """No speculative scaffolding: an API or helper that a PR introduces is used there, or by tests there.

    Why: A field "first used by PR 2" is a guess, and stays in the code when PR 2 does not need it.
    Fix: Name the code or tests of this PR that use it, or introduce it in the PR that does.
    Fails: api_surface = "Hardware data gains a memory size, first used by PR 2"
    Passes: api_surface = "Hardware data gains a memory size", api_used_by = "TestMemorySizeIsRead"
    """
    for path, pr in items_of(context.plan, "pr"):
        for at, text in _texts(path, pr):
            words = _scaffolding(context, pr, text)
            if words:
                yield Problem(
                    at,
                    f"{named(pr, path)} looks like it adds something for later: “{words}”.",
                    "Introduce it where it is used, or name what uses it in this PR.",
                )
        if changes_api(pr) and not says_something(pr.api_used_by) and not _used_here(context, pr):
            yield unanswered(
                f"{path}.api_used_by",
                pr.api_used_by,
                f"It looks as if nothing in {named(pr, path)} used the API that it introduces.",
                "Name the code or the tests of this PR that use it.",
            )
        elif _later(context, pr, pr.api_used_by):
            yield Problem(
                f"{path}.api_used_by",
                f"The API of {named(pr, path)} looks unused in that PR: {quoted(pr.api_used_by)}.",
                "Name the code or the tests of this PR that use it.",
            )


def _used_here(context: Context, pr: PullRequest) -> bool:
    """Whether the reason why there is no dead code already names what uses the API on merge."""
    reason = pr.no_dead_code_because
    return bool(_USER.search(reason)) and not _later(context, pr, reason)


def _texts(path: str, pr: PullRequest) -> Iterator[tuple[str, str]]:
    for field in _PROSE:
        yield f"{path}.{field}", getattr(pr, field)
    for index, text in enumerate(pr.scope_in):
        yield f"{path}.scope_in.{index}", text


def _scaffolding(context: Context, pr: PullRequest, text: str) -> str:
    """The words that add something for later, such as `used by PR 2`; empty when none do."""
    for left in all_left_to_later(context, pr.id, text):
        used = _USED.search(text, max(0, left.start - 40), left.start)
        if used and not denied(text, used.start()):
            return " ".join(text[used.start() : left.end].split())
    kept = _kept_for_later(context, pr, text)
    return kept or next((found.group() for found in asserted(_FOR_LATER, text)), "")


def _kept_for_later(context: Context, pr: PullRequest, text: str) -> str:
    """Words such as `a registry that PR5 fills` or `stubs for PR5`, if this PR does not wait for that one."""
    for other in mentions(context, text):
        kept = _KEPT_FOR.search(text, max(0, other.start - 40), other.start)
        if not kept or context.graph.no_later(other.pr, pr.id) or denied(text, kept.start()):
            continue
        fills = _FILLS.match(text, other.end)
        if "for" in kept.group().lower().split() or (fills and (fills["fills"] or kept["only"])):
            return " ".join(text[kept.start() : fills.end() if fills else other.end].split())
    return ""


_NO_CHANGE = pattern(r"(?i)\s*(?:none|no(?:thing)?\b(?!.*\b(?:but|except)\b)|unchanged|n/?a\b|-+\s*\Z)")


def changes_api(pr: PullRequest) -> bool:
    """Whether the PR says that it changes the API surface, rather than that it does not."""
    return filled(pr.api_surface) and not says_no_change(pr.api_surface)


def says_no_change(text: str) -> bool:
    """Whether the text of a Tier 2 field begins by saying that nothing changes: `none`, `no new flags`."""
    return bool(_NO_CHANGE.match(text))
