"""PRS, rules on the two tiers of a PR: what each must hold, and how long the first may be."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.patterns import pattern
from blistui.plan.headings import PHASE_6
from blistui.plan.ids import items_of
from blistui.plan.paths import segment_of
from blistui.plan.tables.series import TEST_CATEGORIES, PullRequest
from blistui.rules.prose.enumerations import lists_otherwise
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.sentences import sentences
from blistui.rules.prose.wording import counted, listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.budgets import core_lines
from blistui.rules.shared.friction import extension_targets, files_of, justifies, variant_targets
from blistui.rules.shared.to_write import lacking, to_write, unanswered

_TARGET, _MOST = 15, 25
_SAID_TARGET = pattern(r"(?i)\btarget(?: is| of|:)? ?[~≈]?(\d{1,2})\b")

_TIER_1 = (
    ("title", "a title"),
    ("motivation", "a motivation"),
    ("extension_type", "an extension type"),
    ("scope_in", "anything in scope"),
    ("scope_out", "anything out of scope"),
    ("guarantees", "a behavioral guarantee"),
    ("risks", "a risk with its mitigation"),
)
_NAMED_OR_REASONED = (
    ("crosscutting", "which shared infrastructure it creates or consumes"),
    ("gates", "which validation gate it waits for"),
)
_TIER_2 = (
    ("architectural_impact", "what changes structurally"),
    ("api_surface", "how the API surface changes"),
    ("cli_changes", "how the CLI changes"),
    ("test_categories", "which categories of tests it has"),
    ("documentation", "which documents it updates"),
    ("friction_why", "how its extension friction compares with the target"),
    ("parallel_development", "what can proceed independently after its merge"),
    ("reviewable_because", "why it is independently reviewable"),
    ("no_dead_code_because", "why it introduces no dead code"),
)


@rule("PRS002", "error", PHASE_6, 3)
def tier1_complete(context: Context) -> Iterator[Problem]:
    """Tier 1 of every PR is complete, down to the validation gate, or why there is none.

    Why: It is all that most reviewers read of a PR.
    Fix: Fill the missing field; where there is no shared infrastructure or no gate, say why.
    Fails: gates = [] and gates_none_because = ""
    Passes: gates_none_because = "no risk it touches costs 3 PRs"
    """
    for path, pr in items_of(context.plan, "pr"):
        tier = f"Tier 1 of {named(pr, path)}"
        yield from lacking(
            f"{tier} lacks",
            [(f"{path}.{field}", what) for field, what in _TIER_1 if not _holds(getattr(pr, field))],
            "Fill in what is missing.",
        )
        blank = [
            (f"{path}.{field}", what)
            for field, what in _NAMED_OR_REASONED
            if not filled(getattr(pr, field)) and not filled(getattr(pr, f"{field}_none_because"))
        ]
        adds_or_modifies = "whether it adds or modifies its building block"
        if not filled(pr.change):
            blank.insert(0, (f"{path}.change", adds_or_modifies))
        elif pr.change not in ("add", "modify"):
            yield Problem(
                f"{path}.change", f"{tier} does not say {adds_or_modifies}.", "Choose add or modify."
            )
        yield from lacking(
            f"{tier} does not say", blank, "Choose it, or give the reason why there is none of it."
        )
        yield from _incomplete_items(path, pr)
        for field, what in _NAMED_OR_REASONED:
            yield from _named_or_reasoned(path, pr, field, what)


def _holds(value: object) -> bool:
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return True
    return filled(value)


def _incomplete_items(path: str, pr: PullRequest) -> Iterator[Problem]:
    for index, guarantee in enumerate(pr.guarantees):
        if not filled(guarantee.text):
            at = f"{path}.guarantees.{segment_of(pr.guarantees, index)}"
            yield to_write(
                f"{at}.text",
                f"The guarantee {named(guarantee, at)} of {named(pr, path)} promises nothing.",
                "Say what holds after the merge.",
            )
    for index, risk in enumerate(pr.risks):
        at = f"{path}.risks.{segment_of(pr.risks, index)}"
        if not filled(risk.risk):
            yield to_write(
                f"{at}.risk", f"A risk of {named(pr, path)} says nothing.", "Say what could go wrong."
            )
        elif not says_something(risk.mitigation):
            yield unanswered(
                f"{at}.mitigation",
                risk.mitigation,
                f"A risk of {named(pr, path)} has no mitigation: {quoted(risk.risk)}.",
                "Say what is done about it.",
            )


def _named_or_reasoned(path: str, pr: PullRequest, field: str, what: str) -> Iterator[Problem]:
    given = filled(getattr(pr, field))
    reason = getattr(pr, f"{field}_none_because")
    reasoned = says_something(reason)
    if not given and not reasoned and filled(reason):
        yield Problem(
            f"{path}.{field}",
            f"Tier 1 of {named(pr, path)} does not say {what}.",
            "Name it, or give the reason why there is none.",
        )
    elif given and reasoned:
        yield Problem(
            f"{path}.{field}_none_because",
            f"{named(pr, path)} names {listed(getattr(pr, field))}, and says why there is none.",
            "Delete the reason, or what is named.",
        )


@rule("PRS007", "error", PHASE_6, 4)
def tier1_length(context: Context) -> Iterator[Problem]:
    """A Tier 1 summary is at most 25 lines of the exported Markdown, and aims at 15 (beyond that a warning).

    Why: Reviewers read all summaries in one sitting, or do not read them.
    Fix: Shorten what the micro plan will say anyway; a PR that cannot be described in 25 lines should be two.
    Fails: a PR with twelve guarantees of three lines each
    Passes: a PR with four guarantees of one line each
    """
    measured = context.derived(core_lines)
    for path, pr in items_of(context.plan, "pr"):
        lines = measured.tier1[path]
        if lines > _MOST:
            yield Problem(
                path, f"Tier 1 of {named(pr, path)} takes {lines} lines; {_MOST} are the most.", "Shorten it."
            )
        elif lines > _TARGET:
            yield Problem(
                path,
                f"Tier 1 of {named(pr, path)} takes {lines} lines; the target is {_TARGET}.",
                "Shorten it where the micro plan will say the same.",
                level="warning",
            )


@rule("PRS008", "warning", PHASE_6, 3)
def short_statements(context: Context) -> Iterator[Problem]:
    """The motivation of a PR is one or two sentences, and it names one or two risks.

    Why: A long motivation is a design discussion; a long list of risks hides the one that matters.
    Fix: Keep the reason it exists, and the top risks; the rest belongs in the register or the micro plan.
    Fails: a motivation of five sentences
    Passes: motivation = "The router looks at load only. A cache hit is worth a longer queue."
    """
    for path, pr in items_of(context.plan, "pr"):
        count = len(sentences(pr.motivation))
        if count > 2:
            yield Problem(
                f"{path}.motivation",
                f"The motivation of {named(pr, path)} has {count} sentences; one or two say why it exists.",
                "Shorten it.",
            )
        risks = [risk for risk in pr.risks if filled(risk.risk)]
        if len(risks) > 2:
            yield Problem(
                f"{path}.risks",
                f"{named(pr, path)} names {counted(len(risks), 'risk')}; the top one or two are wanted.",
                "Keep those that matter most.",
            )


_NOTHING = pattern(r"(?i)\s*(?:none|nothing|no|n/?a|-+)\W*\Z")


@rule("PRS009", "error", PHASE_6, 3)
def tier2_complete(context: Context) -> Iterator[Problem]:
    """Tier 2 of every PR is complete.

    Why: The micro plan starts from it; what is missing is decided there by one person, without review.
    Fix: Fill the missing field; where nothing changes, say `none`.
    Fails: reviewable_because = ""
    Passes: reviewable_because = "the interface and both implementations are in it"
    """
    freezing = {
        item.pr for item in context.plan.crosscutting if item.area == "freezes" and filled(item.interface)
    }
    for path, pr in items_of(context.plan, "pr"):
        blank = [(f"{path}.{field}", what) for field, what in _TIER_2 if not filled(getattr(pr, field))]
        if pr.id in freezing and _NOTHING.match(pr.parallel_development):
            yield Problem(
                f"{path}.parallel_development",
                f"{named(pr, path)} freezes an interface, so something can proceed after it: "
                f"{quoted(pr.parallel_development)} says nothing.",
                "Name what builds on the frozen interface.",
            )
        if not filled(pr.friction_files):
            blank.append((f"{path}.friction_files", "how many files one more variant changes"))
        yield from lacking(f"Tier 2 of {named(pr, path)} does not say", blank, "Fill in what is missing.")
        for index, line in enumerate(pr.test_categories):
            if filled(line) and not any(category in line.casefold() for category in TEST_CATEGORIES):
                yield Problem(
                    f"{path}.test_categories.{index}",
                    f"{quoted(line)} of {named(pr, path)} is in none of the five test categories.",
                    f"Say whether it is {listed(TEST_CATEGORIES, 'or')}.",
                )
        if filled(pr.friction_files) and files_of(pr.friction_files) is None:
            yield Problem(
                f"{path}.friction_files",
                f"The extension friction of {named(pr, path)} is no number of files: "
                f"{quoted(str(pr.friction_files))}.",
                "Count the files that one more variant changes.",
            )


def _reason_disagrees(path: str, pr: PullRequest, files: int, targets: set[int]) -> Iterator[Problem]:
    """That the reason lists another number of files, or names another target, than there is."""
    count = lists_otherwise(pr.friction_why.partition(":")[2], files)
    if count is not None:
        yield Problem(
            f"{path}.friction_why",
            f"{named(pr, path)} needs {counted(files, 'file')} for one more variant, and lists {count}.",
            "Correct the number, or the list.",
        )
    said = _SAID_TARGET.search(pr.friction_why)
    if said and targets and int(said[1]) not in targets:
        yield Problem(
            f"{path}.friction_why",
            f"{named(pr, path)} names {said[1]} as the target; that of a {pr.extension_type} is "
            f"{min(targets)}.",
            "Compare it with the target of the guidelines, 4.5.",
        )


@rule("PRS019", "warning", PHASE_6, 7)
def friction_of_prs(context: Context) -> Iterator[Problem]:
    """A PR's extension friction is within the target of its extension type, or its reason says why not.

    The target is the policy's, else that of the plan's own guidelines (4.5), else the built-in one.

    Why: What one more variant costs is decided by the PR that brings the first.
    Fix: Bring the files together, or say which they are and why that is acceptable.
    Fails: extension_type = "policy template", friction_files = 9, friction_why = "fine"
    Passes: extension_type = "policy template", friction_files = 3
    """
    targets, variants = context.derived(extension_targets), context.derived(variant_targets)
    variant_of = {block.id: block.friction_type for block in context.plan.block}
    for path, pr in items_of(context.plan, "pr"):
        files, target = files_of(pr.friction_files), targets.get(pr.extension_type)
        if files is not None:
            of_block = variants.get(variant_of.get(pr.block, ""))
            yield from _reason_disagrees(path, pr, files, {one for one in (target, of_block) if one})
        if files is None or target is None or files <= target or justifies(pr.friction_why, 2):
            continue
        yield Problem(
            f"{path}.friction_files",
            f"{named(pr, path)} needs {counted(files, 'file')} for one more variant; the target of a "
            f"{pr.extension_type} is {target}.",
            "Bring it within the target, or say which files they are and why that is acceptable.",
        )
