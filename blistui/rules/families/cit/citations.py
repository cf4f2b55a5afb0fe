"""CIT: evidence: citations that stay true, and names that exist."""

from __future__ import annotations

from collections.abc import Iterator

from blistui.plan.headings import PHASE_0
from blistui.plan.ids import items_of
from blistui.plan.tables.recon import Finding
from blistui.rules.families.cit.places import cited_places, holds_something, undecided
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import counted, named, quoted
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import to_write


@rule("CIT001", "error", PHASE_0, 1)
def facts_cited(context: Context) -> Iterator[Problem]:
    """Every confirmed fact cites the lines that show it, or is marked UNVERIFIED.

    Why: Claims about code that nobody can look up are how invented modules get into a design.
    Fix: Select the lines in the code pane and capture them; if there are none, mark the fact UNVERIFIED.
    Fails: kind = "confirmed", statement = "The clock is shared"
    Passes: the same with cites = [{ at = "sim/clock.go:12-20" }], or with unverified = true
    """
    for path, finding in _confirmed(context):
        if not finding.unverified and not any(filled(cite.at) for cite in finding.cites):
            yield to_write(
                f"{path}.cites",
                f"{named(finding, path)} is called confirmed, but cites no line: {quoted(finding.statement)}",
                "Cite the lines that show it, or mark it UNVERIFIED.",
            )
    for place in context.derived(cited_places):
        if place.flaw == "no lines":
            yield Problem(place.at, f"{_sentence(place.why)}.", "Name the file and its lines.")


@rule("CIT002", "error", PHASE_0, 1, repo=True)
def cited_files_exist(context: Context) -> Iterator[Problem]:
    """Every cited file exists in the repository, or did at the plan's base commit.

    Why: A citation of a file that is not there proves nothing.
    Fix: Correct the path, or let the citation be re-anchored when the file was renamed.
    Fails: at = "sim/scheduler.go:12" where there is no such file
    Passes: at = "sim/schedule.go:12"
    """
    repo = context.repo
    if repo is None:
        return
    for place in context.derived(cited_places):
        if place.location and not repo.taken(place.location.path) and not repo.existed(place.location.path):
            yield Problem(
                place.at,
                f"`{place.citation.at}` cites a file that does not exist: `{place.location.path}`.",
                _did_you_mean(repo.near_files(place.location.path)) or "Correct the path.",
            )


@rule("CIT003", "error", PHASE_0, 1)
def cited_lines_exist(context: Context) -> Iterator[Problem]:
    """The cited lines exist: they count from 1, begin before they end, and the file has that many.

    Why: A line past the end of the file was never read.
    Fix: Capture the lines again from the code pane.
    Fails: at = "sim/clock.go:120" in a file of 80 lines
    Passes: at = "sim/clock.go:12-20"
    """
    for place in context.derived(cited_places):
        if place.flaw == "no range":
            yield Problem(place.at, f"{_sentence(place.why)}.", "Write lines as 12, 12-20 or 12,15,20-30.")
        elif place.location and context.repo:
            lines = context.repo.lines(place.location.path)
            last, count = max(end for _, end in place.location.ranges), counted(len(lines), "line")
            if last > len(lines) and not context.repo.why_unreadable(place.location.path):
                yield Problem(
                    place.at,
                    f"`{place.citation.at}` cites line {last}, but the file has {count}.",
                    "Capture the lines that were meant again.",
                )


@rule("CIT005", "warning", PHASE_0, 1)
def citations_narrow(context: Context) -> Iterator[Problem]:
    """A citation spans at most 60 lines (a limit of the policy).

    Why: In a whole file the reader must find the evidence again.
    Fix: Cite the lines that show the claim; several ranges after one path are fine.
    Fails: at = "sim/cluster.go:1-400"
    Passes: at = "sim/cluster.go:43-57,112"
    """
    limit = context.policy.citation_lines
    for place in context.derived(cited_places):
        if place.location and place.location.line_count > limit:
            yield Problem(
                place.at,
                f"`{place.citation.at}` spans {place.location.line_count} lines, more than {limit}.",
                "Cite only the lines that show the claim.",
            )


@rule("CIT008", "error", PHASE_0, 1)
def cited_paths_safe(context: Context) -> Iterator[Problem]:
    """A cited path is relative, stays inside the repository, and names a text file.

    Why: A plan is read by tools on other people's machines; it must not make them read anything else.
    Fix: Write the path relative to the root of the repository, with forward slashes.
    Fails: at = "../secrets/key.go:1", or at = "docs/diagram.png:1"
    Passes: at = "sim/clock.go:12"
    """
    repo = context.repo
    for place in context.derived(cited_places):
        if place.flaw == "no path":
            yield Problem(
                place.at, f"{_sentence(place.why)}.", "Write the path relative to the repository's root."
            )
        elif place.location and repo and repo.taken(place.location.path):
            why = repo.why_unreadable(place.location.path)
            if why and not undecided(repo, place):
                yield Problem(place.at, f"`{place.citation.at}` cannot be cited: {why}.", "Cite a text file.")


@rule("CIT011", "error", PHASE_0, 1, repo=True)
def cited_lines_hold_something(context: Context) -> Iterator[Problem]:
    """The cited lines hold something: not only blank lines, lone brackets or comment marks.

    Why: A citation of a closing brace points to an existing line, and shows nothing.
    Fix: Cite the lines that were meant.
    Fails: at = "sim/clock.go:21", which is `}`
    Passes: at = "sim/clock.go:20-21"
    """
    repo = context.repo
    if repo is None:
        return
    for place in context.derived(cited_places):
        if place.location is None or repo.verify(place.citation).status not in ("exact", "unpinned"):
            continue
        lines = repo.lines(place.location.path)
        for start, end in place.location.ranges:
            if not holds_something(lines[start - 1 : end]):
                where = f"line {start}" if start == end else f"lines {start}-{end}"
                hold = "holds" if start == end else "hold"
                yield Problem(
                    place.at,
                    f"`{place.citation.at}` cites nothing: {where} of the file {hold} no words.",
                    "Cite the lines that show the claim.",
                )


def _confirmed(context: Context) -> Iterator[tuple[str, Finding]]:
    for path, finding in items_of(context.plan, "finding"):
        if finding.kind == "confirmed" and filled(finding.statement):
            yield path, finding


def _sentence(why: str) -> str:
    return why[:1].upper() + why[1:].rstrip(".")


def _did_you_mean(names: tuple[str, ...]) -> str:
    return f"Did you mean {' or '.join(f'`{name}`' for name in names)}?" if names else ""
