"""Facts that say of themselves, or under a title that says, that nobody has confirmed them."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import read_markdown


def kinds(body: str) -> list[str]:
    return [
        own.kind
        for own in read_markdown(f"# Cache\n\n## B) Repository Recon Summary\n\n{body}\n").plan.finding
    ]


FACTS = [
    ("- UNVERIFIED: the pool leaks (`a.go:3`)", "uncertain"),
    ("- the pool leaks (UNVERIFIED)", "uncertain"),
    ("- Not confirmed: the pool leaks", "uncertain"),
    ("- (inferred) the pool leaks", "inferred"),
    ("- the pool leaks (inferred)", "inferred"),
    ("- Inference: the pool leaks", "inferred"),
    ("- the pool leaks (`a.go:3`)", "confirmed"),
    ("- the verified pool leaks (`a.go:3`)", "confirmed"),
]


@pytest.mark.parametrize(("text", "kind"), FACTS)
def test_a_fact_says_its_kind(text: str, kind: str) -> None:
    assert kinds(f"### Confirmed facts\n\n{text}\n") == [kind]


@pytest.mark.parametrize(
    "title", ["Unconfirmed", "Not confirmed facts", "Not yet confirmed", "Unverified facts"]
)
def test_a_title_says_that_facts_are_not_confirmed(title: str) -> None:
    assert kinds(f"### {title}\n\n- the pool leaks (`a.go:3`)\n") == ["uncertain"]
