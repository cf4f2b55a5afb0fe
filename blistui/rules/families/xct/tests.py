"""XCT, rules on tests: shared helpers, golden datasets and the invariant tests that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import pattern, rare_pattern
from blistui.plan.headings import PHASE_5, PHASE_8
from blistui.plan.ids import items_of
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.series import PullRequest
from blistui.rules.prose.denial import SAYING_WORD, asserted
from blistui.rules.prose.filled import filled, says_something
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.dependencies import waiting_for
from blistui.rules.shared.references import known_prs
from blistui.rules.shared.shared_work import consumers, work_of
from blistui.rules.shared.to_write import to_write, unanswered

_COMMAND = pattern(
    r"`[^`\n]+`|\bgo (?:test|run|generate|tool)\b|\bgit diff\b|\b(?:diff|cmp|bash|sh|python3?) [\w./-]"
    r"|\bmake (?!sure|certain|it|the|an?\b)[\w-]|(?:^|\s)\.{1,2}/\w|\s--?[a-z][\w-]*"
)


@rule("XCT004", "error", PHASE_5, 6)
def existing_packages_first(context: Context) -> Iterator[Problem]:
    """Existing shared test packages are identified, with citations, before new ones are planned.

    Why: If nobody looks for existing helpers, they are written again, and the two become different.
    Fix: Add the existing package with `existing = true` and a citation; where the code has none, an item
        with `existing = true` and `none_because`.
    Fails: area = "tests", item = "Golden comparison helper", and no existing package named
    Passes: the same, and area = "tests", item = "sim/internal/testutil", existing = true, cites = […]
    """
    planned = [(path, item) for path, item in work_of(context, "tests") if not item.existing]
    existing = [
        (path, item)
        for path, item in items_of(context.plan, "crosscutting")
        if item.area == "tests" and item.existing
    ]
    if planned and not existing:
        path, item = planned[0]
        yield to_write(
            f"{path}.existing",
            f"{named(item, path)} plans test infrastructure, but no existing test package is identified.",
            "Add the package that is there with `existing` ticked and a citation, or the reason why none is.",
        )
    for path, item in existing:
        if filled(item.item) and not any(filled(cite.at) for cite in item.cites):
            yield to_write(
                f"{path}.cites",
                f"The existing test package {named(item, path)} is not cited.",
                "Cite where it is.",
            )


@rule("XCT005", "error", PHASE_5, 6)
def companion_tests(context: Context) -> Iterator[Problem]:
    """Every system invariant has a companion invariant test, and golden datasets never stand alone.

    Why: A golden file records what the code did that day, bugs included; an invariant says what is right.
    Fix: Name the invariant among `invariants` of a test item that a PR creates.
    Fails: invariant INV-2, and no test item with INV-2 among its `invariants`
    Passes: area = "tests", item = "Invariant suite", invariants = ["INV-1", "INV-2"], pr = "PR1"
    """
    tests = list(work_of(context, "tests"))
    tested = {own for _, item in tests for own in item.invariants}
    written_at = next((f"{path}.invariants" for path, _ in tests), "crosscutting")
    for path, invariant in items_of(context.plan, "invariant"):
        if filled(invariant.statement) and invariant.id not in tested:
            yield to_write(
                path,
                f"No test item covers invariant {named(invariant, path)}: {quoted(invariant.statement)}.",
                "Name it among the invariants that a test item of a PR checks.",
                fields=(written_at,),
                waits_for=PHASE_5,
            )
    accompanied = {pr for _, item in tests if item.invariants for pr in (item.pr, *consumers(context, item))}
    for path, item in tests:
        if filled(item.golden) and not item.invariants and item.pr not in accompanied:
            yield to_write(
                f"{path}.invariants",
                f"The golden dataset of {named(item, path)} has no companion invariant test.",
                "Name the invariants that its companion tests check.",
            )
    for path, pr in items_of(context.plan, "pr"):
        categories = " ".join(pr.test_categories).casefold()
        if "golden" in categories and "invariant" not in categories and pr.id not in accompanied:
            yield Problem(
                f"{path}.test_categories",
                f"{named(pr, path)} has golden tests, but no invariant tests.",
                "Add invariant tests, or consume a test item that has them.",
            )
        elif filled(categories) and (lacks := _lacks(pr, categories, tests)):
            yield Problem(
                f"{path}.test_categories",
                f"{named(pr, path)} {lacks}, and names no such tests among its categories.",
                "Name the category, or correct what the PR does.",
                level="warning",
            )


def _lacks(pr: PullRequest, categories: str, tests: list[tuple[str, CrossCutting]]) -> str:
    """What a PR does for which its test categories have no place; empty when they have one."""
    golden = pr.changes_output or any("golden" in file.path for file in pr.files)
    if golden and "golden" not in categories and "regression" not in categories:
        return "changes golden datasets"
    if "invariant" not in categories and any(item.invariants and item.pr == pr.id for _, item in tests):
        return "brings the tests of invariants"
    return ""


@rule("XCT006", "error", PHASE_5, 6)
def helpers_in_time(context: Context) -> Iterator[Problem]:
    """A test helper, CI step or dependency exists no later than its first consumer, along the graph.

    Why: A PR that may merge before the helper it uses does not compile on the day it does.
    Fix: Let the consumer depend on the PR that creates it, or create it in an earlier PR.
    Fails: an item of PR2 with consumers = ["PR3"], and PR3 depends on PR1 only
    Passes: PR3 depends on PR2
    """
    known = known_prs(context)
    for path, item in work_of(context, "tests", "ci", "dependencies"):
        if item.existing or item.pr not in known:
            continue
        early = [pr for pr in consumers(context, item) if not context.graph.before(item.pr, pr)]
        if early:
            yield Problem(
                f"{path}.pr",
                f"{named(item, path)} comes with {item.pr}, for which {listed(early)} need"
                f"{'s' if len(early) == 1 else ''} not wait.",
                f"Let {listed(early)} depend on {item.pr}, or create it in an earlier PR.",
                fix=waiting_for(context, early, item.pr),
            )


_PART = r"(?:keys?|fields?|columns?|rows?|lines?|values?|sections?|metrics?)"
_OUTPUT = r"(?:report|output|results?|json|csv|summary|stdout)"
_NEW_OUTPUT = rare_pattern(
    rf"\b(?:new|added|additional|renamed|removed|two|three|an?|further) {_OUTPUT} {_PART}\b"
    rf"|\b{_OUTPUT}(?: file| format)? (?:gains?|gets|loses|changes|drops)\b(?! (?:no|none|nothing)\b)"
    rf"|\b(?:adds?|removes?|renames?|drops?)(?: {SAYING_WORD}){{0,4}} (?:to|from|in) the (?:json |csv )?"
    rf"{_OUTPUT}\b"
    rf"|\bchanges? (?:of |to )?(?:the |its )?{_OUTPUT} (?:format|layout|schema)\b",
    re.IGNORECASE,
    signs=("report", "output", "result", "json", "csv", "summary", "stdout"),
)


def _changes_output_by_its_text(path: str, pr: PullRequest) -> Iterator[Problem]:
    texts = [(f"{path}.{field}", getattr(pr, field)) for field in ("architectural_impact", "cli_changes")]
    texts += [(f"{path}.scope_in.{index}", text) for index, text in enumerate(pr.scope_in)]
    for at, text in texts:
        for found in asserted(_NEW_OUTPUT, text):
            yield Problem(
                at,
                f"{named(pr, path)} looks like it changes an output: “{found.group()}”, and is not "
                "marked so.",
                "Mark it, and name the regeneration of the golden datasets.",
                level="warning",
            )
            return


@rule("XCT011", "error", PHASE_8, 6, decided="MP")
def golden_regenerated(context: Context) -> Iterator[Problem]:
    """A PR that changes an output format has a golden regeneration step with its verification command.

    That its text speaks of new output, and its mark does not, is a warning.

    Why: Golden files in the old format fail for everybody, or are regenerated and nobody reads the change.
    Fix: Name the step, and the command by which a reviewer sees that nothing else has changed.
    Fails: changes_output = true, golden_regeneration = ""
    Passes: golden_regeneration = "regenerate with `go test ./sim -update`, then read `git diff testdata`"
    """
    for path, pr in items_of(context.plan, "pr"):
        if not pr.changes_output:
            yield from _changes_output_by_its_text(path, pr)
            continue
        if not says_something(pr.golden_regeneration):
            yield unanswered(
                f"{path}.golden_regeneration",
                pr.golden_regeneration,
                f"{named(pr, path)} changes an output format, but regenerates no golden dataset.",
                "Name the regeneration step and its verification command.",
            )
        elif not _COMMAND.search(pr.golden_regeneration):
            yield Problem(
                f"{path}.golden_regeneration",
                f"The golden regeneration of {named(pr, path)} names no command: "
                f"{quoted(pr.golden_regeneration)}.",
                "Name the command that verifies it, in backticks.",
            )
