"""What stands in a PR, in the ways that people write it: each is read as the template's."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown


def read(body: str) -> Imported:
    """A plan with one PR of that body."""
    return read_markdown(f"# P\n\n## I) PR Plan\n\n### PR1: Pool\n\n{body}\n")


CARDS = {
    "signs before the labels of a table": (
        "| Field | Content |\n|---|---|\n| 💡 Motivation | slow |\n| ✅ In scope | grow<br>shrink |\n"
        "| ❌ Out of scope | split |\n| 📜 Guarantees | **BC-1** bounded<br>**BC-2** stable |\n"
    ),
    "a table without titles": (
        "| | |\n|---|---|\n| Motivation | slow |\n\n**In scope**\n1. grow\n2. shrink\n\n"
        "**Out of scope**\n1. split\n\n"
        "**Contracts**\n\n| ID | Text |\n|---|---|\n| BC-1 | bounded |\n| BC-2 | stable |\n"
    ),
    "one line": ("- Why: slow. In: grow; shrink. Out: split.\n- BC-1 bounded\n- BC-2 stable\n"),
    "terms and definitions": (
        "*Why:* slow\n\nDeliverables\n: grow\n: shrink\n\nExcluded\n: split\n\n"
        "After this PR: BC-1 bounded; BC-2 stable.\n"
    ),
    "lines of a wiki": (
        "Why: slow\n\nAdds:<br>\n\\- grow<br>\n\\- shrink\n\nDoes not add:<br>\n\\- split\n\n"
        "Promises:\n\nBC-1 bounded\n\nBC-2 stable\n"
    ),
    "lists below plain labels": (
        "**Goal:** slow\n\nDeliverables:\n\n1. grow\n2. shrink\n\nNot in this PR:\n\n1. split\n\n"
        "Contracts:\n\n1. BC-1: bounded\n2. BC-2: stable\n"
    ),
    "short lists between commas": (
        "- **Why:** slow\n- **In:** grow, shrink\n- **Out:** split\n- **BC-1:** bounded\n- **BC-2:** stable\n"
    ),
}


@pytest.mark.parametrize("way", CARDS)
def test_a_card_is_read_in_every_form(way: str) -> None:
    (pr,) = read(CARDS[way]).plan.pr
    assert pr.motivation.rstrip(".") == "slow"
    assert ([own.rstrip(".") for own in pr.scope_in], [own.rstrip(".") for own in pr.scope_out]) == (
        ["grow", "shrink"],
        ["split"],
    )
    assert [(own.id, own.text.rstrip(".")) for own in pr.guarantees] == [
        ("BC-1", "bounded"),
        ("BC-2", "stable"),
    ]


NONE = ["none", "None.", "Nothing", "n/a", "—"]


@pytest.mark.parametrize("said", NONE)
@pytest.mark.parametrize("label", ["Out of scope", "Guarantees", "Depends on", "Files"])
def test_none_is_no_item(label: str, said: str) -> None:
    imported = read(f"- **{label}:** {said}\n")
    (pr,) = imported.plan.pr
    assert (pr.scope_out, pr.guarantees, pr.depends_on, pr.files) == ((), (), (), ())
    assert imported.words_left == 0


LISTS = {
    "the loader, which reads twice": ("the loader, which reads twice",),
    "the loader, its cache, and so on": ("the loader, its cache, and so on",),
    "any use of it in the mempool, or in the pool": ("any use of it in the mempool, or in the pool",),
    "none of the rules change": ("none of the rules change",),
    "a loader (fast, small)": ("a loader (fast, small)",),
    "a loader; a cache": ("a loader", "a cache"),
    "`a, b` of the loader": ("`a, b` of the loader",),
}


@pytest.mark.parametrize("said", LISTS)
def test_only_a_bare_list_is_parted_at_commas(said: str) -> None:
    assert read(f"- **Out:** {said}\n").plan.pr[0].scope_out == LISTS[said]


GUARANTEES = {
    "it is bounded": ["it is bounded"],
    "it is bounded; it ends": ["it is bounded", "it ends"],
    "(a) it is bounded; (b) it ends.": ["it is bounded", "it ends."],
    "it is bounded; otherwise it fails": ["it is bounded; otherwise it fails"],
    "see section D": [],
    "TBD": [],
    "3 contracts in total": [],
}


@pytest.mark.parametrize("said", GUARANTEES)
@pytest.mark.parametrize("label", ["Guarantees", "Done when", "After this PR", "Acceptance criteria"])
def test_guarantees_in_one_line(label: str, said: str) -> None:
    imported = read(f"**{label}:** {said}\n")
    assert [own.text for own in imported.plan.pr[0].guarantees] == GUARANTEES[said]
    assert bool(imported.words_left) == (not GUARANTEES[said])


def test_a_contract_in_given_when_then_is_a_sentence() -> None:
    table = "| ID | Given | When | Then |\n|---|---|---|---|\n"
    table += "| BC-1 | a full pool | it grows | nothing is lost |\n"
    (own,) = read(f"**Contracts**\n\n{table}").plan.pr[0].guarantees
    assert (own.id, own.text) == ("BC-1", "Given a full pool, when it grows, then nothing is lost")


def test_a_paragraph_below_a_heading_of_contracts_is_none() -> None:
    body = "#### Behavioral Contracts\n\nPositive ones first:\n\n- **BC-1:** bounded\n"
    (own,) = read(body).plan.pr[0].guarantees
    assert (own.id, own.text) == ("BC-1", "bounded")


FILES = {
    "Files: `sim/a.go`, `sim/b.go`": [("sim/a.go", ""), ("sim/b.go", "")],
    "Files: sim/a.go, go.mod": [("sim/a.go", ""), ("go.mod", "")],
    "Touches `sim/a.go` and `docs/`.": [("sim/a.go", ""), ("docs/", "")],
    "Touched: sim/a\\_b.go": [("sim/a_b.go", "")],
    "Files: `sim/a.go` (new), `sim/b.go` (~20 LOC)": [("sim/a.go", "add"), ("sim/b.go", "modify")],
    "Files: `sim/a.go` (see `sim/b.go`), as in sim/c.go:12": [("sim/a.go", "")],
    "Files: `sim/a.go`. `sim/b.go` is not touched.": [("sim/a.go", "")],
    "Files: https://acme.org/sim/a.go": [],
    "Files: the loader": [],
}


@pytest.mark.parametrize("said", FILES)
def test_files_in_a_sentence(said: str) -> None:
    assert [(own.path, own.change) for own in read(f"{said}\n").plan.pr[0].files] == FILES[said]


def test_a_second_tier_in_one_paragraph() -> None:
    imported = read("**Tier 2.** Files: `sim/a.go`. Tests: unit, golden. CLI: one flag.\n")
    (pr,) = imported.plan.pr
    assert ([own.path for own in pr.files], pr.cli_changes.rstrip(".")) == (["sim/a.go"], "one flag")
    assert imported.words_left == 0


SUMMARY = (
    "| PR | Title | Depends on | Size | Colour |\n|---|---|---|---|---|\n| PR1 | Pool | — | ~120 | red |\n"
)
DETAILS = "### PR1: Pool\n\n- **Motivation:** slow\n\n### PR2: Queue\n\n- **Motivation:** late\n"


@pytest.mark.parametrize(
    "place",
    [
        "# P\n\n{t}\n## I) PR Plan\n\n{d}",
        "# P\n\n## At a glance\n\n{t}\n## I) PR Plan\n\n{d}",
        "# P\n\n## I) PR Plan\n\n{t}\n{d}",
    ],
)
def test_a_table_and_what_is_said_in_full_are_one_pr(place: str) -> None:
    table = f"{SUMMARY}| PR2 | Queue | PR1 | 40 | |\n"
    imported = read_markdown(place.format(t=table, d=DETAILS))
    first, second = imported.plan.pr
    assert (first.motivation, first.loc, first.depends_on) == ("slow", 120, ())
    assert (second.motivation, second.loc, second.depends_on) == ("late", 40, ("PR1",))
    assert any("red" in own.text for own in imported.leftovers)


def test_what_a_table_says_otherwise_is_left_over() -> None:
    table = "| PR | Title | Motivation |\n|---|---|---|\n| PR1 | Heap | quick |\n| PR9 | Clock | old |\n"
    imported = read_markdown(f"# P\n\n{table}\n## I) PR Plan\n\n{DETAILS}")
    first, _ = imported.plan.pr
    assert (first.title, first.motivation) == ("Pool", "slow")
    assert {"quick", "Clock"} <= {
        word for own in imported.leftovers for word in own.text.replace("**", "").split()
    }


@pytest.mark.parametrize(
    ("said", "risks"),
    [
        ("It grows; mitigated by a limit.", [("It grows", "a limit.")]),
        ("It grows. Mitigated by a limit.", [("It grows", "a limit.")]),
        ("It grows; the limit is documented.", [("It grows; the limit is documented.", "")]),
        ("Low.", []),
        ("none notable", []),
    ],
)
def test_how_a_risk_is_mitigated_is_no_second_risk(said: str, risks: list[tuple[str, str]]) -> None:
    (pr,) = read(f"- **Risks:** {said}\n").plan.pr
    assert [(own.risk, own.mitigation) for own in pr.risks] == risks


def test_kinds_of_tests_and_blocks_that_are_none() -> None:
    (pr,) = read("- **Tests:** unit, invariant (I-1, I-2)\n- **Building block:** none (tests)\n").plan.pr
    assert (pr.test_categories, pr.block) == (("unit", "invariant (I-1, I-2)"), "")
