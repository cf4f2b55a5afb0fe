"""PRS: Phase 6, the ordered PR series."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.edits import Edit
from blistui.plan.headings import PHASE_2, PHASE_6, PHASE_7, PREREQUISITE
from blistui.plan.ids import in_another_document, items_of, mint
from blistui.plan.paths import put, segment_of
from blistui.plan.tables.series import EXTENSION_TYPES, PullRequest
from blistui.rules.families.prs.agreement import holds_tests
from blistui.rules.prose.filled import filled, same_thing
from blistui.rules.prose.hollow import is_hollow
from blistui.rules.prose.precision import has_measure, praise
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.guidelines import guidelines
from blistui.rules.shared.references import known_blocks, known_prs, meant, repair
from blistui.rules.shared.to_write import to_write, unanswered

_CONTRACT = pattern(r"BC-\w[\w-]*\Z")
_NUMBERED = pattern(r"BC-(\d+)-\d+\Z")
_NUMBERED_PR = pattern(r"PR\d+\Z")
_SEVERAL = pattern(r"\s*(?:[,;/|&+]|\band\b)\s*")


@rule("PRS001", "error", PHASE_6, 3)
def series_there(context: Context) -> Iterator[Problem]:
    """The plan has at least one PR, and every PR has an id of its own.

    Why: Gates, dependencies and guarantees name PRs by id; one id for two PRs makes them ambiguous.
    Fix: Add the first PR; give every PR an id that no other has.
    Fails: two [[pr]] tables with id = "PR2"
    Passes: id = "PR2" and id = "PR3"
    """
    if not context.plan.pr:
        yield to_write("pr", "The plan has no PR.", "Add the first PR of the series.")
    seen: set[str] = set()
    growing = context.plan
    for path, pr in items_of(context.plan, "pr"):
        if not filled(pr.id):
            new = mint(growing, "pr")
            growing = put(growing, f"{path}.id", new)
            yield to_write(
                f"{path}.id",
                f"PR {named(pr, path).strip() or 'without a name'} has no id"
                + (f": {quoted(pr.title)}." if pr.title else "."),
                "Give it one, so that others can name it.",
                fix=Fix(f"Call it {new}", (Edit("put", f"{path}.id", new),)),
            )
        elif pr.id in seen:
            yield Problem(
                f"{path}.id", f"Another PR has the id `{pr.id}` too.", "Give one of them another id."
            )
        seen.add(pr.id)


@rule("PRS003", "error", PREREQUISITE, 3)
def extension_types(context: Context) -> Iterator[Problem]:
    """The extension type of a PR is one of the four of the design guidelines.

    Why: The type chooses the recipe, and with it what a reviewer may expect of the PR.
    Fix: Choose the type whose recipe it follows; if none fits, it is several PRs or no extension.
    Fails: extension_type = "configuration enhancement"
    Passes: extension_type = "policy template"
    """
    for path, pr in items_of(context.plan, "pr"):
        if filled(pr.extension_type) and pr.extension_type not in EXTENSION_TYPES:
            plain = " ".join(re.split(r"[\s_-]+", same_thing(pr.extension_type)))
            fix = None
            if plain in EXTENSION_TYPES:
                fix = Fix(f"Write `{plain}`", (Edit("put", f"{path}.extension_type", plain),))
            known = context.derived(guidelines).extension_types
            yield Problem(
                f"{path}.extension_type",
                f"{named(pr, path)} has the extension type {quoted(pr.extension_type)}, none of the four.",
                f"Choose {'; '.join(f'`{kind.name}` ({kind.what})' for kind in known)}.",
                fix=fix,
            )


@rule("PRS004", "error", PHASE_2, 3)
def one_block(context: Context) -> Iterator[Problem]:
    """A PR adds or modifies exactly one building block, and not one that the plan leaves unchanged.

    Why: A PR that changes two blocks is two reviews in one; one that changes none is outside the model.
    Fix: Name the block it changes; split a PR that changes several.
    Fails: block = "B1 and B2"
    Passes: block = "B1"
    """
    known = known_blocks(context)
    unchanged = {block.id for block in context.plan.block if block.existing_unchanged}
    added: dict[str, str] = {}
    for path, pr in items_of(context.plan, "pr"):
        at, name = f"{path}.block", named(pr, path)
        if pr.change == "add" and pr.block in known and added.setdefault(pr.block, name) != name:
            yield Problem(
                f"{path}.change",
                f"{name} adds {pr.block}, which {added[pr.block]} adds already.",
                "Say that it modifies the block.",
                level="warning",
            )
        if not filled(pr.block):
            yield to_write(
                at, f"{name} changes no building block.", "Name the one block it adds or modifies."
            )
        elif pr.block in unchanged:
            yield Problem(
                at,
                f"{name} changes {pr.block}, which the concept model calls existing and unchanged.",
                f"Take that mark off {pr.block}, or name the block that it does change.",
            )
        elif pr.block not in known:
            several = [part for part in _SEVERAL.split(pr.block) if part and meant(context, "block", part)]
            if len(several) > 1:
                yield Problem(
                    at,
                    f"{name} changes several building blocks: {quoted(pr.block)}.",
                    f"Split it into a PR for each of {listed(several)}.",
                )
            else:
                yield Problem(
                    at,
                    f"{name} changes {quoted(pr.block)}, which is no building block of the concept model.",
                    "Name a block of Phase 2, or redesign the PR or the model.",
                    fix=repair(context, "block", at, pr.block),
                )


@rule("PRS005", "error", PHASE_2, 3)
def blocks_delivered(context: Context) -> Iterator[Problem]:
    """Every building block that is not existing and unchanged is delivered by a PR.

    Why: A block that no PR adds or modifies is never built.
    Fix: Name it in the PR that brings it, plan that PR, or mark the block as existing and unchanged.
    Fails: block B3, and no PR with block = "B3"
    Passes: block = "B3" in PR2
    """
    if not context.plan.pr:
        return
    delivered = {pr.block for pr in context.plan.pr}
    for pr in context.plan.pr:
        if pr.block and pr.block not in known_blocks(context):
            # PRS004 reports one PR for several blocks; here all of them count as delivered.
            delivered.update(meant(context, "block", part) for part in _SEVERAL.split(pr.block))
    for path, block in items_of(context.plan, "block"):
        if block.id and block.id not in delivered and not block.existing_unchanged:
            yield to_write(
                path,
                f"No PR adds or modifies the building block {named(block, path)}.",
                "Plan the PR that does, or mark the block as existing and unchanged.",
                fields=("pr",),
                waits_for=PHASE_6,
            )


@rule("PRS006", "error", PHASE_6, 3, decided="MP")
def named_contracts(context: Context) -> Iterator[Problem]:
    """Guarantees are named contracts, `BC-…`, and each is owned by one PR.

    Why: Tests, reviews and revisions use the contract's name; with two owners nobody is responsible for it.
    Fix: Name it BC- with the number of its PR; leave a contract with the PR that first makes it hold.
    Fails: BC-1-1 among the guarantees of PR1 and of PR2
    Passes: BC-1-1 in PR1 and BC-2-1 in PR2
    """
    growing = context.plan
    owner: dict[str, str] = {}
    promised: dict[str, str] = {}
    ids = known_prs(context)
    # Where PRs have other names than PR1, PR2, a contract is not numbered after them.
    numbered = ids if all(_NUMBERED_PR.match(pr.id) for pr in context.plan.pr) else frozenset[str]()
    for path, pr in items_of(context.plan, "pr"):
        for index, guarantee in enumerate(pr.guarantees):
            at = f"{path}.guarantees.{segment_of(pr.guarantees, index)}"
            name = f"{guarantee.id or 'A guarantee'} of {named(pr, path)}"
            if guarantee.id in owner:
                yield Problem(
                    f"{at}.id",
                    f"{name} is a guarantee of {owner[guarantee.id]} already.",
                    "Leave it with one of them, and give what the other adds a name of its own.",
                )
            elif not _CONTRACT.match(guarantee.id):
                new = mint(growing, "guarantee", f"pr.{pr.id}")
                growing = put(growing, f"{at}.id", new)
                edits: tuple[Edit, ...] = (Edit("put", f"{at}.id", new),)
                if guarantee.id:
                    edits = (Edit("rename", at, new),)
                if " " in guarantee.id:
                    # Words in place of a name are a part of what is promised.
                    edits = (Edit("put", f"{at}.text", f"{guarantee.id}: {guarantee.text}"), *edits)
                yield unanswered(
                    f"{at}.id",
                    guarantee.id,
                    f"{name} is not a named contract"
                    + (f": {quoted(guarantee.text)}." if guarantee.text and not guarantee.id else "."),
                    f"Name it `BC-…`, such as {new}.",
                    fix=Fix(f"Call it {new}", edits),
                )
            number = _NUMBERED.match(guarantee.id)
            if number and numbered and f"PR{number[1]}" not in numbered:
                yield Problem(
                    f"{at}.id",
                    f"{name} is called after PR{number[1]}, which the plan does not have.",
                    "Give it the number of the PR that first makes it hold.",
                    level="warning",
                )
            if is_hollow(guarantee.text) or (praise(guarantee.text) and not has_measure(guarantee.text)):
                yield Problem(
                    f"{at}.text",
                    f"{name} does not say what holds: {quoted(guarantee.text)}.",
                    "Say what a test would check.",
                    level="warning",
                )
            text = same_thing(guarantee.text)
            if text and promised.setdefault(text, name) != name and guarantee.id not in owner:
                yield Problem(
                    f"{at}.text",
                    f"{name} promises word for word what {promised[text]} does.",
                    "Leave the promise with one of them.",
                )
            if guarantee.id:
                owner.setdefault(guarantee.id, named(pr, path))


@rule("PRS013", "warning", PHASE_6, 3)
def size_estimated(context: Context) -> Iterator[Problem]:
    """A PR has an estimate of its non-test lines of code, at most 800 (a setting).

    Why: In larger PRs reviewers find fewer problems in more time.
    Fix: Estimate it; split a PR that is too large along what can be exercised alone.
    Fails: loc = 1400
    Passes: loc = 320
    """
    most = context.policy.pr_lines_of_code
    for path, pr in items_of(context.plan, "pr"):
        at, name = f"{path}.loc", named(pr, path)
        if not filled(pr.loc):
            yield to_write(at, f"{name} has no estimate of its lines of code.", "Estimate it, without tests.")
        elif isinstance(pr.loc, str) or not pr.loc >= 0 or (pr.loc == 0 and not _writes_no_code(pr)):
            yield Problem(
                at, f"The size of {name}, {quoted(str(pr.loc))}, is no number of lines.", "Write a number."
            )
        elif pr.loc > most:
            yield Problem(
                at,
                f"{name} has {pr.loc} lines without tests; {most} are the most.",
                "Split it into several PRs.",
            )


def _writes_no_code(pr: PullRequest) -> bool:
    """Whether each file of a PR is a test or no code at all, so that it has no lines without tests."""
    return bool(pr.files) and all(
        file.change == "delete" or holds_tests(file.path) or not file.path.endswith(".go")
        for file in pr.files
    )


@rule("PRS016", "error", PHASE_7, 3)
def dependencies_known(context: Context) -> Iterator[Problem]:
    """Dependencies name PRs of the plan.

    Why: The graph leaves out a dependency on something that is no PR, so it has no effect.
    Fix: Correct the id. A PR of another plan is written with its document: `kv-plan:PR2`.
    Fails: depends_on = ["PR 1"]
    Passes: depends_on = ["PR1"]
    """
    known = known_prs(context)
    for path, pr in items_of(context.plan, "pr"):
        for index, on in enumerate(pr.depends_on):
            if filled(on) and on not in known and not in_another_document(on):
                at = f"{path}.depends_on.{index}"
                yield Problem(
                    at,
                    f"{named(pr, path)} depends on {quoted(on)}, which is no PR of this plan.",
                    "Name a PR of the plan.",
                    fix=repair(context, "pr", at, on),
                )
