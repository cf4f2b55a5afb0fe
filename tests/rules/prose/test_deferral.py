"""Words that put work off."""

from __future__ import annotations

import pytest

from blistui.rules.prose.deferral import put_off


@pytest.mark.parametrize(
    "text",
    [
        "Add a benchmark job when needed",
        "README: TBD",
        "We will add this later",
        "Update the guidelines in a later PR",
        "`sim/kv/` package deferred to PR14",
        "Production invariant tests deferred.",
        "Eventually a linter",
        "Benchmarks if necessary",
        "No helpers now; golden files are postponed until the format settles",
        "left for a follow-up",
        "The module map, in due course",
        "At a later stage a linter",
        "A benchmark, if time permits",
        "CI steps when there is time",
        "A dashboard is nice to have",
        "Down the road a second linter",
        "A benchmark, until somebody gets around to it",
        "A linter when one of us finds time",
        "Golden cases when we find the time",
    ],
)
def test_what_puts_work_off(text: str) -> None:
    assert put_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "Created in PR1, consumed by later PRs",
        "Merges no later than PR2",
        "Documentation is never deferred to another PR",
        "Pinned as required by the release policy",
        "Replicas are eventually consistent",
        "Deferred delivery queue fixture",
        "Runs later than the linter",
        "The test of the router, read left to right",
        "The golden case holds an event that fires one tick later",
        "A helper for requests that arrive later",
        "Checks what later events see",
        "The timer ends 20 ms later",
        "Hosts below example.com to it",
    ],
)
def test_what_does_not(text: str) -> None:
    assert put_off(text) == ""
