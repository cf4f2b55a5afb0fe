"""How items are named where others refer to them."""

from __future__ import annotations

import pytest

from blistui.markdown.inline import GLUE
from blistui.markdown.write.source import id_and_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Scorer framework", "X (Scorer framework)"),
        ("Startup takes one fixed delay.", "X (Startup takes one fixed delay)"),
        ("A leaving replica drains; its requests stay.", "X (A leaving replica drains)"),
        ("README: how to run with each feature. Each PR writes it.", "X (README)"),
        ("Checks of `testutil`: built upon", "X (Checks of `testutil`)"),
        ("Read `a: b.c` first", "X (Read `a: b.c` first)"),
        ("Keep v1.2 e.g. for now", "X (Keep v1.2 e.g. for now)"),
        ("Several\nlines: of text", "X (Several lines)"),
        ("", "X"),
        ("X", "X"),
        (
            "The service time is taken out of the replica and put elsewhere",
            "X (The service time is taken out of the replica…)",
        ),
    ],
)
def test_an_item_is_named_by_its_first_clause(name: str, expected: str) -> None:
    assert id_and_name("X", name).replace(GLUE, " ") == expected
