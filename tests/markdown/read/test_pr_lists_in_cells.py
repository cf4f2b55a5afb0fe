"""Lists of a PR in other shapes: contracts in tables and in one line, labels without a colon, folders."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import read_markdown
from blistui.plan.tables.series import PullRequest


def pr(body: str) -> PullRequest:
    """The PR of a plan with that body."""
    (found,) = read_markdown(f"# P\n\n## I) PR Plan\n\n### PR 1: Pool\n\n{body}").plan.pr
    return found


STEPS = "given a full queue, when one more comes, then it waits"
CONTRACTS = {
    "**Guarantees**\n\n| ID | Given | When | Then |\n|---|---|---|---|\n"
    "| G-1 | a full queue | one more comes | it waits |\n": [("G-1", STEPS.capitalize())],
    "- Behavioral guarantees:\n\n  | Given | When | Then |\n  |---|---|---|\n"
    "  | a full queue | one more comes | it waits |\n": [("", STEPS.capitalize())],
    "- **Guarantees:** **BC-1.1** It ends. **BC-1.2** It grows.\n": [
        ("BC-1.1", "It ends"),
        ("BC-1.2", "It grows."),
    ],
    "- guarantees\n  1. It ends\n  2. It grows\n": [("", "It ends"), ("", "It grows")],
    "- **Guarantees:** It ends as in BC-2.1 before.\n": [("", "It ends as in BC-2.1 before.")],
}


@pytest.mark.parametrize("body", CONTRACTS)
def test_contracts_in_tables_and_lists(body: str) -> None:
    assert [(own.id, own.text) for own in pr(body).guarantees] == CONTRACTS[body]


SCOPES = {
    "- **Scope — In:** pool; clock. **Out:** heap.\n": (("pool", "clock"), ("heap",)),
    "- **Contains**\n  1. pool\n  2. clock\n- **Does not contain**\n  1. heap\n": (
        ("pool", "clock"),
        ("heap",),
    ),
    "- **Contains:** pool\n- **Does not contain**\n  - nothing is left out\n": (("pool",), ()),
    "- In: one pool, used by all three\n- Out: –\n": (("one pool, used by all three",), ()),
    "- In: pools, clocks, heaps\n": (("pools", "clocks", "heaps"), ()),
}


@pytest.mark.parametrize("body", SCOPES)
def test_scope_in_other_labels(body: str) -> None:
    own = pr(body)
    assert (own.scope_in, own.scope_out) == SCOPES[body]


FILES = {
    "- Files: tools/churn/, a/b.go\n": ["tools/churn/", "a/b.go"],
    "- Files: a.go; `b/c/`\n": ["a.go", "b/c/"],
    "- Files: the client/server part of a.go\n": ["a.go"],
}


@pytest.mark.parametrize("body", FILES)
def test_folders_are_files_too(body: str) -> None:
    assert [own.path for own in pr(body).files] == FILES[body]


def test_labels_between_dots_in_one_line_and_one_that_is_unknown() -> None:
    own = pr(
        "**Mood:** good · **Extension type:** policy template · **After:** —\n\nTIER 2\n\n- Files: a.go\n"
    )
    assert (own.extension_type, own.depends_on, [file.path for file in own.files]) == (
        "policy template",
        (),
        ["a.go"],
    )
