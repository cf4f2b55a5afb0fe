"""REC007: which of the large packages the recon mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blistui.plan.headings import PHASE_0
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.to_write import to_write

TOO_LARGE_TO_MISS = 0.05
"""Share of the repository's Go code above which a package must be mentioned in the recon."""


@rule("REC007", "hint", PHASE_0, 1, repo=True)
def large_packages_mentioned(context: Context) -> Iterator[Problem]:
    """Every Go package with more than 5 % of the repository's code is mentioned in the recon.

    Why: A large package that the recon never names was probably not read.
    Fix: Say what the package is responsible for, or why the plan does not touch it.
    Fails: the package `sim/workload` has 18 % of the code, and no finding names or cites it
    Passes: [[finding]] topic = "packages", statement = "`sim/workload` makes requests …"
    """
    if context.repo is None or not context.plan.finding:
        return
    sizes = context.repo.package_sizes
    total = sum(sizes.values())
    if not total:
        return
    mentioned = {package for package in sizes if _mentions(context, package)}
    covered = sum(sizes[package] for package in mentioned) / total
    for package, size in sorted(sizes.items(), key=lambda sized: (-sized[1], sized[0])):
        if size > TOO_LARGE_TO_MISS * total and package not in mentioned:
            yield to_write(
                "finding",
                f"No finding mentions the package `{package}`, {size / total:.0%} of the Go code; "
                f"the recon covers {covered:.0%}.",
                "Say what it is responsible for, or why the plan leaves it alone.",
            )


def _mentions(context: Context, package: str) -> bool:
    said = context.derived(_recon_text)
    return f" {package.casefold()} " in said or any(
        cite.at.rpartition(":")[0].rpartition("/")[0] == (package if package != "." else "")
        for finding in context.plan.finding
        for cite in finding.cites
    )


def _recon_text(context: Context) -> str:
    """All words of the recon, with one space between them, so that a package is found as a whole word."""
    said = " ".join(f"{f.statement} {f.inferred_from} {f.none_because}" for f in context.plan.finding)
    words = re.findall(r"[\w./-]+", said.casefold())
    return f" {' '.join(word.strip('./-') for word in words)} "
