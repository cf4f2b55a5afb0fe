"""XCT, rules on what the plan states twice: shared work in Phase 5 and in the PRs, and freezes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.patterns import rare_pattern
from blistui.plan.edits import Edit
from blistui.plan.graph.placement import interface_name
from blistui.plan.headings import PHASE_5
from blistui.plan.ids import items_of
from blistui.plan.tables.series import PullRequest
from blistui.rules.prose.denial import asserted
from blistui.rules.prose.filled import says_something
from blistui.rules.prose.wording import listed, named, quoted
from blistui.rules.rule import Context, Fix, Problem, rule
from blistui.rules.shared.references import is_of_one, known_prs, mentions
from blistui.rules.shared.shared_work import work_of
from blistui.rules.shared.to_write import unanswered

_LISTED = ("tests", "ci", "dependencies", "freezes")


@rule("XCT012", "error", PHASE_5, 6)
def shared_work_listed(context: Context) -> Iterator[Problem]:
    """A PR lists the tests, CI steps, dependencies and freezes that it creates or uses, and these name it.

    Why: Tier 1 is all that most reviewers read, and Phase 5 is what the others plan with.
    Fix: List the item in the PR, or the PR as its creator or consumer.
    Fails: CC2 with consumers = ["PR4"], and PR4 without CC2 in crosscutting
    Passes: crosscutting = ["CC2"] in PR4
    """
    items = {item.id: item for _, item in work_of(context, *_LISTED) if item.id}
    wanted: dict[str, list[str]] = {}
    for item in items.values():
        for own in dict.fromkeys((item.pr, *item.consumers)):
            wanted.setdefault(own, []).append(item.id)
    for path, pr in items_of(context.plan, "pr"):
        missing = [own for own in wanted.get(pr.id, ()) if own not in pr.crosscutting] if pr.id else []
        if missing:
            yield unanswered(
                f"{path}.crosscutting",
                (*pr.crosscutting, pr.crosscutting_none_because),
                f"{named(pr, path)} creates or uses {listed(missing)}, and does not list "
                f"{'it' if len(missing) == 1 else 'them'}.",
                f"List {listed(missing)}, or correct Phase 5.",
                fix=_listing(context, path, pr, missing),
            )
        for own in dict.fromkeys(pr.crosscutting):
            if pr.id and own in items and pr.id not in (items[own].pr, *items[own].consumers):
                yield Problem(
                    f"{path}.crosscutting",
                    f"{named(pr, path)} lists {own}, which names it neither as creator nor as consumer.",
                    f"Name {pr.id} among the consumers of {own}, or take {own} out.",
                    fix=_consuming(context, pr, own),
                )


def _listing(context: Context, path: str, pr: PullRequest, missing: list[str]) -> Fix | None:
    """Lists the items that name the PR; not where it says why it has none, which is to be decided."""
    ids = (("pr", pr.id), *(("crosscutting", own) for own in missing))
    if says_something(pr.crosscutting_none_because) or not all(is_of_one(context, *id) for id in ids):
        return None
    return Fix(
        f"List {listed(missing)} in {pr.id}",
        (Edit("put", f"{path}.crosscutting", (*pr.crosscutting, *missing)),),
    )


def _consuming(context: Context, pr: PullRequest, own: str) -> Fix | None:
    """Names the PR in the item; that it uses the item, or need not list it, is the author's to decide."""
    if not (is_of_one(context, "pr", pr.id) and is_of_one(context, "crosscutting", own)):
        return None
    path, item = next((path, item) for path, item in work_of(context, *_LISTED) if item.id == own)
    consumers = (*item.consumers, pr.id)
    return Fix(
        f"Name {pr.id} among the consumers of {own}",
        (Edit("put", f"{path}.consumers", consumers),),
        is_scaffold=True,
    )


@rule("XCT015", "error", PHASE_5, 6)
def freezes_once_and_in_time(context: Context) -> Iterator[Problem]:
    """One interface is frozen once, and what must be validated before is gated no later than the freeze.

    Why: Of two freezes one comes too early; a validation that ends after the freeze changes nothing.
    Fix: Keep one of the two; move the gate of the validation to the PR that freezes, or before it.
    Fails: validated_before = "R-5", gated before PR4, in a freeze of PR1
    Passes: validated_before = "R-3", gated before PR1
    """
    first: dict[str, str] = {}
    risks = {risk.id: risk for risk in context.plan.risk if risk.id}
    prs = known_prs(context)
    for path, item in work_of(context, "freezes"):
        name = interface_name(item.interface)
        if name and first.setdefault(name, path) != path:
            yield Problem(
                f"{path}.interface",
                f"{named(item, path)} freezes {quoted(item.interface)}, which another item freezes already.",
                "Keep one of them.",
            )
        for own in item.validated_before.replace(",", " ").replace(";", " ").split():
            risk = risks.get(own.strip(".()"))
            late = (
                risk
                and risk.gate in prs
                and item.pr in prs
                and not context.graph.no_later(risk.gate, item.pr)
            )
            if risk and late:
                yield Problem(
                    f"{path}.validated_before",
                    f"{named(item, path)} is frozen by {item.pr} and needs {risk.id} before, which is gated "
                    f"at {risk.gate}.",
                    f"Gate {risk.id} no later than {item.pr}, or name what is validated by then.",
                )


_MANIFESTS = frozenset({"go.mod", "go.work", "tools.mod"})
_OTHER_MANIFESTS = frozenset(
    {"Dockerfile", "Makefile", "package.json", "pyproject.toml", "requirements.txt", "Cargo.toml"}
)


_NEW_DEPENDENCY = rare_pattern(
    r"\bnew (?:external |third-party )?(?:dependency|library)\b"
    r"|\b(?:adds?|adding|brings?|introduces?|imports?|pulls? in|uses?) (?:an? |the )?"
    r"(?:external|third-party) (?:dependency|library|module|package)\b"
    r"|\b(?:github\.com|gitlab\.com|golang\.org/x|gopkg\.in|go\.uber\.org)/[\w./-]*\w",
    re.IGNORECASE,
    signs=(
        *("dependency", "library", "external", "third-party"),
        *("github.com", "gitlab.com", "golang.org", "gopkg.in", "go.uber.org"),
    ),
)


def _speaks_of_a_dependency(context: Context, path: str, pr: PullRequest) -> Iterator[Problem]:
    required = "\n".join(context.repo.lines("go.mod")) if context.repo else ""
    for field in ("motivation", "architectural_impact", "api_surface", "no_dead_code_because"):
        for found in asserted(_NEW_DEPENDENCY, getattr(pr, field)):
            if found.group() in required:
                continue
            yield Problem(
                f"{path}.{field}",
                f"{named(pr, path)} looks like it brings a dependency: “{found.group()}”, and "
                "Phase 5 plans none for it.",
                "Plan it in Phase 5, with its justification and how its version is pinned.",
                level="warning",
            )
            return


@rule("XCT014", "error", PHASE_5, 6, decided="MP")
def dependencies_are_required(context: Context) -> Iterator[Problem]:
    """A PR with a new dependency modifies go.mod; a PR that modifies go.mod has one, or says why not.

    A dependency of something else than the Go module may be in its own file, such as a Dockerfile. One that
    only the text of a PR speaks of is a warning.

    Why: A dependency that no PR requires never arrives; one that arrives unplanned is never justified.
    Fix: List go.mod among the files; plan the dependency in Phase 5, or name the PR in its reason.
    Fails: files = [{ path = "go.mod", change = "modify" }], and no dependency item of this PR
    Passes: the same, with an item of the area dependencies that names this PR
    """
    items = [(path, item) for path, item in items_of(context.plan, "crosscutting")]
    brought: dict[str, list[str]] = {}
    for path, item in work_of(context, "dependencies"):
        brought.setdefault(item.pr, []).append(named(item, path))
    reasons = " ".join(item.none_because for _, item in items if item.area == "dependencies")
    for path, pr in items_of(context.plan, "pr"):
        if pr.id not in brought:
            yield from _speaks_of_a_dependency(context, path, pr)
        names = {file.path.rpartition("/")[2] for file in pr.files if file.change != "delete"}
        if not pr.id or not names - {""}:
            continue
        touches = bool(names & _MANIFESTS)
        if pr.id in brought and not touches and not names & _OTHER_MANIFESTS:
            yield Problem(
                f"{path}.files",
                f"{named(pr, path)} brings {listed(brought[pr.id])}, and does not modify go.mod.",
                "List go.mod among its files, or assign the dependency to the PR that requires it.",
            )
        elif touches and pr.id not in brought and not mentions(reasons, pr.id):
            yield Problem(
                f"{path}.files",
                f"{named(pr, path)} modifies go.mod, and no dependency is assigned to it.",
                f"Plan the dependency in Phase 5, or say there why {pr.id} brings none.",
            )
