"""PRS, rules on what the plan states twice: flags, tests and scope of the PRs, the code and the non-goals."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.headings import PHASE_6
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.plan.tables.series import PullRequest
from blistui.rules.families.prs.exercise import says_no_change
from blistui.rules.prose.code_claims import claimed_defaults
from blistui.rules.prose.filled import filled, same_thing, says_something
from blistui.rules.prose.same_words import main_words
from blistui.rules.prose.sentences import sentences
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.existing_tests import functions_named
from blistui.rules.shared.names_in_prose import FLAG
from blistui.rules.shared.to_write import to_write

_OTHER_PROGRAM = pattern(
    r"`(?:go (?!run\b)|git|gh|docker|make|python3?|pip|npm|curl|kubectl|helm|vllm|rg|grep|jq)\b[^`]*`"
)
_OF_ALL_PROGRAMS = frozenset({"help", "version"})
_IS_NEW = pattern(r"(?i)\b(?:new|adds?|added|adding|introduc\w+|gains?)\b")
_HEAD = pattern(r"[:;.(—–]")
_EACH = pattern(r",(?: and\b| or\b)?|\band\b|\bor\b")


@rule("PRS018", "error", PHASE_6, 3)
def flags_consistent(context: Context) -> Iterator[Problem]:
    """An added flag is not there yet, no two PRs add it, and flags that a PR names are added or exist.

    That the code registers the flag already is a warning: it may be on another command.

    Why: A flag that two PRs add breaks the second one; one that nobody adds is never exercised.
    Fix: Correct the name, list the flag where it is added, or take it out where it exists.
    Fails: exercised_how = ["`sim run --deadlime 5`"], and no PR and no code has that flag
    Passes: exercised_how = ["`sim run --deadline 5`"], and flags = [{ name = "--deadline" }]
    """
    added: dict[str, str] = {}
    fresh: list[tuple[str, str, str]] = []
    for path, pr in items_of(context.plan, "pr"):
        for index, flag in enumerate(pr.flags):
            at, name = f"{path}.flags.{segment_of(pr.flags, index)}.name", _plain(flag.name)
            if not name:
                continue
            if name in added:
                yield Problem(
                    at,
                    f"{named(pr, path)} adds the flag --{name}, which {added[name]} adds too.",
                    "Leave it to one of them.",
                )
            elif pr.is_ahead:
                fresh.append((at, named(pr, path), name))
            added.setdefault(name, named(pr, path))
        yield from _told_otherwise(path, pr)
        if any(filled(flag.name) for flag in pr.flags) and says_no_change(pr.cli_changes):
            yield Problem(
                f"{path}.cli_changes",
                f"{named(pr, path)} lists flags, and says of its CLI changes {quoted(pr.cli_changes)}.",
                "Name the flags there, or take them out.",
            )
    yield from _flags_of_later_prs(
        context, {_plain(flag.name): pr.id for pr in context.plan.pr for flag in pr.flags}
    )
    if context.repo is None:
        return
    mentioned = [(at, name, flag) for at, name, text in _texts(context) for flag in sorted(_flags_in(text))]
    asked = {flag for _, _, flag in (*mentioned, *fresh)}
    unknown = context.repo.names.unknown_flags(asked)
    for at, name, flag in fresh:
        if flag not in unknown and context.repo.names.registers(flag):
            yield Problem(
                at,
                f"{name} adds the flag --{flag}, which the code has already.",
                "Take it out, or choose another name, unless it is on another command.",
                level="warning",
            )
    said_new = {flag for pr in context.plan.pr for flag in _said_new(pr)}
    for path, pr in items_of(context.plan, "pr"):
        unlisted = [f"--{flag}" for flag in sorted(_said_new(pr)) if flag in unknown and flag not in added]
        if unlisted:
            yield to_write(
                f"{path}.flags",
                f"{named(pr, path)} brings {listed(unlisted)} by its CLI changes, and does not list "
                f"{'it' if len(unlisted) == 1 else 'them'} among its flags.",
                "List each flag with its default and what exercises it.",
            )
    for at, name, flag in dict.fromkeys(mentioned):
        if flag in unknown and flag not in added and flag not in said_new:
            yield Problem(
                at,
                f"{name} names the flag --{flag}, which no PR adds and the code does not have.",
                "Correct the name, or list it among the flags of the PR that adds it.",
            )


def _told_otherwise(path: str, pr: PullRequest) -> Iterator[Problem]:
    """Flags that the CLI changes leave out, where they name others, and defaults that they give otherwise."""
    named_there = _flags_in(pr.cli_changes)
    listed_here = {_plain(flag.name): flag.default for flag in pr.flags if filled(flag.name)}
    if not listed_here:
        return
    left_out = [f"--{flag}" for flag in listed_here if flag not in named_there]
    if named_there & listed_here.keys() and left_out:
        yield Problem(
            f"{path}.cli_changes",
            f"{named(pr, path)} lists {listed(left_out)}, and its CLI changes do not name "
            f"{'it' if len(left_out) == 1 else 'them'}.",
            "Name each flag in both places.",
            level="warning",
        )
    for claim in claimed_defaults(pr.cli_changes) if listed_here else ():
        default = listed_here.get(claim.about, "")
        if filled(default) and same_thing(default) != same_thing(claim.says):
            yield Problem(
                f"{path}.cli_changes",
                f"{named(pr, path)} gives --{claim.about} the default {claim.says}, and lists it with "
                f"{default}.",
                "Correct the one that is wrong.",
            )


def _flags_of_later_prs(context: Context, added_by: dict[str, str]) -> Iterator[Problem]:
    """Commands that use a flag which only a later PR adds."""
    for path, pr in items_of(context.plan, "pr"):
        for index, how in enumerate(pr.exercised_how if pr.id else ()):
            for flag in sorted(_flags_in(how)):
                other = added_by.get(flag, pr.id)
                if other != pr.id and not context.graph.no_later(other, pr.id) and _is_unknown(context, flag):
                    yield Problem(
                        f"{path}.exercised_how.{index}",
                        f"{named(pr, path)} is exercised with --{flag}, which {other} adds.",
                        f"Exercise it without that flag, or let it depend on {other}.",
                    )


def _is_unknown(context: Context, flag: str) -> bool:
    return context.repo is None or bool(context.repo.names.unknown_flags({flag}))


def _said_new(pr: PullRequest) -> frozenset[str]:
    """Flags that the CLI changes of a PR say are new."""
    said = (sentence for sentence in sentences(pr.cli_changes) if _IS_NEW.search(sentence))
    return frozenset(flag for sentence in said for flag in _flags_in(sentence))


def _plain(name: str) -> str:
    found = FLAG.search(name)
    return found[1] if found else name.strip("`- ").partition("=")[0]


def _texts(context: Context) -> Iterator[tuple[str, str, str]]:
    for path, pr in items_of(context.plan, "pr"):
        name = named(pr, path)
        yield f"{path}.cli_changes", name, pr.cli_changes
        for index, how in enumerate(pr.exercised_how):
            yield f"{path}.exercised_how.{index}", name, how
        for index, flag in enumerate(pr.flags):
            yield f"{path}.flags.{segment_of(pr.flags, index)}.exercised_by", name, flag.exercised_by


def _flags_in(text: str) -> frozenset[str]:
    if "--" not in text:
        return frozenset()
    return frozenset(FLAG.findall(_OTHER_PROGRAM.sub("", text))) - _OF_ALL_PROGRAMS


@rule("PRS020", "error", PHASE_6, 3)
def tests_are_brought(context: Context) -> Iterator[Problem]:
    """Tests that exercise a PR exist, or it adds or modifies a test file; a refactor adds no flag.

    Why: A test that no file of the PR can hold is not written in it.
    Fix: List the test file among the files, or name a test that exists.
    Fails: exercised_by = "new tests", and no _test.go among the files
    Passes: the same with { path = "sim/pool_test.go", change = "add" }
    """
    for path, pr in items_of(context.plan, "pr"):
        name = named(pr, path)
        if pr.refactor_only and any(filled(flag.name) for flag in pr.flags):
            yield Problem(
                f"{path}.flags",
                f"The refactor {name} adds a flag, which is new behaviour.",
                "Take the flag out, or take off the mark “refactor only”.",
            )
        if not pr.files or any(holds_tests(file.path) and file.change != "delete" for file in pr.files):
            continue
        if pr.exercised_by == "new tests":
            yield Problem(
                f"{path}.files",
                f"{name} is exercised by new tests, and lists no test file.",
                "List the file that gets them.",
            )
        elif missing := _missing(context, pr):
            yield Problem(
                f"{path}.exercised_how",
                f"{listed(missing)}, which exercises {name}, {'is' if len(missing) == 1 else 'are'} not "
                "in the code, and the PR lists no test file.",
                "List the file that gets them, or name tests that exist.",
            )


def holds_tests(path: str) -> bool:
    """Whether the file is one of tests, by its name."""
    return "_test." in path or "/test_" in f"/{path}"


def _missing(context: Context, pr: PullRequest) -> list[str]:
    if context.repo is None:
        return []
    tests = [test for how in pr.exercised_how for test in functions_named(how)]
    context.repo.names.look_up(tests)
    return [test for test in dict.fromkeys(tests) if not context.repo.names.knows(test)]


@rule("PRS021", "warning", PHASE_6, 3)
def scope_is_disjoint(context: Context) -> Iterator[Problem]:
    """What is in the scope of a PR is not out of it as well; no non-goal is in a scope or in the model.

    Why: A reviewer who reads one of the two places approves something else than who reads the other.
    Fix: Take it out of the scope, or drop the non-goal and say why in a revision.
    Fails: scope_in = ["retries of refused clients"], and the same text in scope_out
    Passes: scope_out = ["retries of refused clients"]
    """
    ruled_out = {
        words: named(non_goal, path)
        for path, non_goal in items_of(context.plan, "non_goal")
        for words in _things(non_goal.text)
    }
    for path, pr in items_of(context.plan, "pr"):
        out = {main_words(text) for text in pr.scope_out}
        for index, text in enumerate(pr.scope_in):
            words, at = main_words(text), f"{path}.scope_in.{index}"
            if words and words in out:
                yield Problem(
                    at, f"{quoted(text)} is in the scope of {named(pr, path)} and out of it.", "Keep one."
                )
            elif words in ruled_out:
                yield Problem(
                    at,
                    f"{named(pr, path)} delivers {quoted(text)}, which non-goal {ruled_out[words]} rules "
                    "out.",
                    "Take it out of the scope, or drop the non-goal.",
                )
    for path, row in items_of(context.plan, "scope"):
        non_goal_id = ruled_out.get(main_words(row.component))
        if non_goal_id and (says_something(row.modeled) or says_something(row.simplified)):
            yield Problem(
                f"{path}.component",
                f"Scoping row {named(row, path)} models {quoted(row.component)}, which non-goal "
                f"{non_goal_id} rules out.",
                "Omit it, or drop the non-goal.",
            )


def _things(non_goal: str) -> Iterator[frozenset[str]]:
    """The main words of a non-goal, of what stands before its reason, and of each thing listed there."""
    head = _HEAD.split(non_goal, maxsplit=1)[0]
    for text in (non_goal, head):
        if words := main_words(text):
            yield words
    # A single word, such as `prices`, is too little to say what is left out.
    yield from (words for text in _EACH.split(head) if len(words := main_words(text)) > 1)
