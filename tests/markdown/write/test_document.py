"""The exported document: complete, in order, the same every time, and not to be broken by what it holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from blistui.markdown.outline import NOT_PLACED, SECTIONS, outline_problems
from blistui.markdown.wrap import columns
from blistui.markdown.write.document import (
    budgets,
    core,
    document,
    document_with_map,
    line_of,
    lines_of,
    section,
    tier1,
)
from blistui.plan.document import Plan
from blistui.plan.paths import leaves
from tests.markdown.write.plans import any_plan, marked

RENDERED = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def headings_of(text: str) -> list[tuple[int, str]]:
    """(level, text) of every heading, as a Markdown parser sees them."""
    return headings_in(RENDERED.parse(text))


def headings_in(tokens: list[Token]) -> list[tuple[int, str]]:
    return [
        (int(token.tag[1]), tokens[at + 1].content)
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def lettered(text: str) -> list[str]:
    return [title for level, title in headings_of(text) if level == 2 and re.match(r"[A-Z]\) ", title)]


def test_every_field_is_written() -> None:
    plan, markers = marked()
    text = document(plan)
    assert {path: word for path, word in markers.items() if word not in text} == {}


def test_headings_are_the_templates() -> None:
    plan, _ = marked()
    assert lettered(document(plan)) == [f"{letter}) {name}" for letter, name in SECTIONS.items()]


def test_g_is_omitted_while_nothing_is_frozen() -> None:
    text = document(Plan())
    assert "G)" not in text
    assert section(Plan(), "G") == ""
    assert outline_problems(text) == []


def test_signatures_come_from_the_caller() -> None:
    plan = Plan.model_validate({"frozen": [{"id": "FZ1", "interface": "Policy"}]})
    signature = "type Policy interface {\n\tPick() string\n}"
    shown = section(plan, "G", {"FZ1": signature})
    assert "```go\ntype Policy interface {\n\tPick() string\n}\n```" in shown
    assert "```" not in section(plan, "G")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_plan())
def test_no_text_breaks_the_document(plan: Plan) -> None:
    text = document(plan)
    assert text == document(plan.model_copy(deep=True))
    assert outline_problems(text) == []
    expected = [f"{letter}) {name}" for letter, name in SECTIONS.items() if letter != "G" or plan.frozen]
    tokens = RENDERED.parse(text)
    headings = headings_in(tokens)
    assert [title for level, title in headings if level == 2 and title in expected] == expected
    assert sum(level == 1 for level, _ in headings) == 1
    more = [title for level, title in headings if level == 2 and title not in expected]
    optional = ("Revision notes", plan.revision), ("Review record", True), (NOT_PLACED, plan.leftover)
    assert more == [title for title, held in optional if held]
    raw = [token.content for token in tokens if token.type == "html_block"]
    assert raw == ["\n".join(text.split("\n")[-5:])]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]", text)
    assert text.endswith("-->\n")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_plan())
def test_prose_is_wrapped(plan: Plan) -> None:
    fence = ""
    for line in document(plan).splitlines():
        mark = re.match(r" *(`{3,})", line)
        if fence:
            fence = "" if line.strip() == fence else fence
        elif mark and "`" not in line[mark.end() :]:
            fence = mark[1]
        elif columns(line) > 100 and not re.match(r" *(\||#|<!--)", line):
            # Only one word, or one code span, beyond what introduces it: a bullet and a label.
            body = re.sub(r"^ *(?:[-*]|\d+\.)? *(?:\*\*.*?\*\*)? *", "", line)
            assert " " not in re.sub(r"(`+).*?[^`]\1(?!`)", "code", body), line


def test_map_names_the_line_of_each_field() -> None:
    plan, markers = marked()
    text, places = document_with_map(plan)
    assert text == document(plan)
    lines = text.split("\n")
    for path, _, value, _ in leaves(plan):
        at = line_of(places, path)
        assert at is not None, path
        if isinstance(value, str) and value in markers.values() and path in places:
            # The text of a list item may go on in the lines below it.
            assert any(value in line for line in lines[at - 1 : at + 3]), path


def test_line_of_falls_back_to_what_is_around() -> None:
    plan = Plan.model_validate({"pr": [{"id": "PR1"}]})
    text, places = document_with_map(plan)
    at = line_of(places, "pr.PR1.flags.@0.name")
    assert at is not None
    assert text.split("\n")[at - 1] == "### PR1"
    assert line_of(places, "nonsense.at.all") is None
    found = line_of(places, "objective")
    assert found is not None
    assert text.split("\n")[found - 1] == "### Objectives"


def test_parts_are_the_parts_of_the_whole() -> None:
    plan, _ = marked()
    text = document(plan)
    for letter in SECTIONS:
        assert section(plan, letter) in text
    for pr in plan.pr:
        assert tier1(plan, pr) in text
        assert tier1(plan, pr) in core(plan)
    for letter in "ACD":
        assert section(plan, letter) in core(plan)
    assert lettered(core(plan)) == [f"{letter}) {SECTIONS[letter]}" for letter in "ACDI"]


def test_budgets_count_as_wc_does() -> None:
    plan, _ = marked()
    measured = budgets(plan)
    assert lines_of("a\n\nb\n") == 3
    assert measured.summary == lines_of(section(plan, "A"))
    assert measured.concept_model == lines_of(section(plan, "D"))
    assert list(measured.tier1.values()) == [lines_of(tier1(plan, pr)) for pr in plan.pr]
    assert measured.objectives == lines_of(section(plan, "C"))
    assert measured.core == sum((measured.summary, measured.objectives, measured.concept_model)) + sum(
        measured.tier1.values()
    )


def test_long_lines_cannot_hide_length() -> None:
    short = Plan.model_validate({"plan": {"executive_summary": "word"}})
    long = Plan.model_validate({"plan": {"executive_summary": "word " * 200}})
    assert budgets(long).summary == budgets(short).summary + 9


def test_references_are_written_by_name_and_id() -> None:
    plan = Plan.model_validate(
        {
            "block": [{"id": "B1", "name": "Router"}, {"id": "B2", "name": "Queue"}],
            "interaction": [{"from": "B1", "to": "B2", "data": "requests"}],
            "pr": [
                {"id": "PR1", "title": "Frame", "block": "B1", "change": "add"},
                {"id": "PR2", "title": "Fill", "depends_on": ["PR1", "PR9"]},
            ],
        }
    )
    assert "- Router (B1) → Queue (B2): requests" in section(plan, "D")
    assert "**Building block change:** adds Router (B1)" in tier1(plan, plan.pr[0])
    assert "**Depends on:** PR1 (Frame), PR9" in section(plan, "I")


def test_each_label_of_a_pr_begins_a_line() -> None:
    pr = {
        "id": "PR1",
        "title": "Frame",
        "extension_type": "backend swap",
        "depends_on": ["PR9"],
        "objectives": ["O1"],
        "flags": [{"name": "--grow", "default": "0", "exercised_by": "TestGrow"}],
    }
    text = section(Plan.model_validate({"pr": [pr]}), "I")
    assert not [line for line in text.splitlines() if line.count(":**") > 1]
    assert "  - `--grow`\n    - **Default:** `0`\n    - **Exercised by:** TestGrow\n" in text


@pytest.mark.parametrize(
    ("title", "said_again"),
    [
        ("Frame", False),
        ("Frame, first half", False),
        ("", True),
        ("Frame.", True),
        ("Frame (depends on PR2)", True),
        ("A `frame`", True),
        ("frame " * 13, True),
    ],
)
def test_a_title_is_written_again_where_the_heading_may_change_it(title: str, said_again: bool) -> None:
    pr = {"id": "PR1", "title": title}
    assert ("**Title:**" in section(Plan.model_validate({"pr": [pr]}), "I")) is said_again


def test_what_runs_in_parallel_is_listed_pair_by_pair_and_by_workstream() -> None:
    files = [{"path": "a.go", "change": "modify"}]
    plan = Plan.model_validate(
        {
            "block": [{"id": "B1", "name": "Router"}],
            "risk": [{"id": "R-1", "gate": "PR2"}, {"id": "R-2", "gate": "PR2"}],
            "pr": [
                {"id": "PR1", "title": "Frame", "files": files, "block": "B1"},
                {"id": "PR2", "title": "Fill", "files": files, "depends_on": ["PR1"]},
                {"id": "PR3", "title": "Paint", "files": files},
            ],
        }
    )
    text = section(plan, "J")
    assert "- `a.go`: PR1 and PR2 beside PR3\n" in text
    assert "- **Workstream 1 (Router):** PR1 (Frame) → PR2 (Fill)\n- **Workstream 2:** PR3 (Paint)\n" in text
    assert "- **Before PR2 (Fill) merges:**\n  - R-1\n  - R-2\n" in text


def test_revision_notes_are_newest_first() -> None:
    plan = Plan.model_validate(
        {"revision": [{"id": "V1", "date": "2026-01-02"}, {"id": "V2", "date": "2026-03-01"}]}
    )
    text = document(plan)
    assert text.index("2026-03-01") < text.index("2026-01-02") < text.index("## A)")


def test_prs_that_share_an_id_have_headings_of_their_own() -> None:
    plan = Plan.model_validate({"pr": [{"id": "PR1"}, {"id": "PR1"}, {}]})
    titles = [title for _, title in headings_of(document(plan))]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("status", ["draft", "in review", ""])
def test_no_errors_is_never_called_approved(status: str) -> None:
    assert "approved" not in document(Plan.model_validate({"plan": {"status": status}})).lower()


def test_what_nobody_signed_is_listed() -> None:
    plan = Plan.model_validate(
        {
            "attestation": [
                {"id": "A1", "subject": "expert review", "by": "Ada", "date": "2026-01-01"},
                {"id": "A2", "subject": "two implementations fit", "about": "crosscutting.CC1", "by": "Ada"},
            ],
            "crosscutting": [{"id": "CC1", "area": "freezes", "interface": "Side"}],
            "scope": [{"id": "S1", "modeled": "all"}],
        }
    )
    text = document(plan)
    assert "**Signed A1:** expert review" in text
    assert "**Unsigned:** scoping criteria weighed, by nobody yet, for `scope.S1`" in text
    assert text.count("by nobody yet") == 1


def test_a_signature_for_another_text_is_stale() -> None:
    signed = {"id": "A1", "subject": "expert review", "by": "Ada", "digest": "0000"}
    assert "**Stale A1:** expert review" in document(Plan.model_validate({"attestation": [signed]}))
