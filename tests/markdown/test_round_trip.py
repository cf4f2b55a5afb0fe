"""An export reads back as the plan that it was written from, field by field, whatever the plan holds.

A document has one way to say some things that a plan says in several: `as_written` is the plan in that way.
The gate tries every text that breaks Markdown in every field, and some plans of such texts;
`BLISTUI_EVERY_LINE=1` draws many more.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import BaseModel

from blistui.markdown.blocks import Text, nodes
from blistui.markdown.breaks import has_blocks, squeezed
from blistui.markdown.inline import GLUE, guarded, inline, paragraph, visible
from blistui.markdown.layout import laid_out
from blistui.markdown.plain import plain
from blistui.markdown.read.document import read_markdown
from blistui.markdown.read.words import prose
from blistui.markdown.write.document import document
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.tables import (
    citation,
    concept,
    frozen,
    leftover,
    living,
    objectives,
    prevention,
    risks,
    series,
    summary,
)
from tests.markdown.hard_texts import hard_text
from tests.markdown.hostile import hostile_plan
from tests.markdown.read.test_document import facts
from tests.markdown.write.plans import NASTY, any_plan, built
from tests.strategies import plans

AS_CODE: dict[type[BaseModel], str] = {
    summary.Summary: "slug repository base_commit design_doc guidelines",
    citation.Query: "subject result",
    citation.Citation: "symbol commit",
    living.Waiver: "where",
    living.Attestation: "about",
    living.Remark: "about",
    series.Flag: "name default",
    series.PullRequest: "merged_commit",
    frozen.Frozen: "interface",
    prevention.Regression: "file test",
}
"""What is shown in code, where no character means anything."""

ONE_SENTENCE: dict[type[BaseModel], str] = {
    objectives.Objective: "text",
    objectives.NonGoal: "text",
    objectives.Question: "text",
    objectives.Scope: "justification",
    concept.Block: "responsibility",
    concept.Invariant: "statement",
    concept.ExtensionPoint: "contract",
    risks.Risk: "decision assumption validation",
    prevention.GuardedInvariant: "statement",
    prevention.FailureMode: "cannot_occur_because",
}
"""What the template wants in a sentence, or in a cell: it is on one line."""


def _is_in(table: dict[type[BaseModel], str], model: type[BaseModel], key: str) -> bool:
    return key in table.get(model, "").split()


def _line(text: str) -> str:
    return plain(inline(text).replace(GLUE, " "))


def _code(text: str) -> str:
    return squeezed(visible(text))


def _text(text: str, model: type[BaseModel], spec: FieldSpec) -> str:
    if spec.widget == "file" or _is_in(AS_CODE, model, spec.key):
        return _code(text)
    if model is leftover.Leftover and spec.key == "text":
        return visible(text)
    if spec.widget == "prose" and not _is_in(ONE_SENTENCE, model, spec.key):
        return "\n".join(laid_out(nodes(visible(text)), _paragraph, 0))
    if spec.widget in ("ref", "refs"):
        # An id comes back as it is. Other words refer to nothing, and what refers to nothing is on one line:
        # all its words come back, only blanks and line ends among them are one blank.
        return text if re.fullmatch(r"[A-Za-z0-9][\w-]*", text) else _code(text)
    return _line(text)


def _paragraph(text: str, _: int) -> list[str]:
    flat = paragraph(text).replace(GLUE, " ")
    return prose([Text(0, guarded(flat))]).split("\n") if flat else []


def as_written(held: dict[str, Any], model: type[BaseModel] = Plan) -> dict[str, Any]:
    """What of a plan a document holds: control characters shown, blocks laid out, and no text that says
    that nothing is stated."""
    found: dict[str, Any] = {}
    for key, spec in specs(model).items():
        value = held.get(key)
        if spec.item is not None and isinstance(value, dict):
            found[key] = as_written(value, spec.item)
        elif spec.item is not None and value:
            items = [as_written(own, spec.item) for own in value]
            found[key] = [own for own in items if not _is_bare(spec.item, own)]
        elif isinstance(value, str) and spec.widget != "hidden":
            found[key] = _text(value, model, spec)
        elif isinstance(value, tuple | list):
            found[key] = [text for own in value if (text := _text(own, model, spec))]
        elif spec.widget == "mapping":
            found[key] = {}
            for own, text in (value or {}).items():
                # Names that differ in blanks alone are one column of a table.
                held_before = found[key].get(_line(own))
                if _line(text):
                    found[key][_line(own)] = f"{held_before}; {_line(text)}" if held_before else _line(text)
        else:
            found[key] = value
    return found


def _is_bare(model: type[BaseModel], own: dict[str, Any]) -> bool:
    """Whether an item is only what the template has there without it."""
    # The template lists its failure modes in every document: one without an answer says no more than that.
    if model is prevention.FailureMode and own["id"] in prevention.FAILURE_MODES:
        return not (own["prevented_by"] or own["cannot_occur_because"])
    return model is series.PrRisk and not any(own.values())


def sound(held: dict[str, Any], model: type[BaseModel], number: count[int]) -> dict[str, Any]:
    """The same plan with unique ids, and with days, lines of files and finite numbers where they belong."""
    found: dict[str, Any] = {}
    for key, spec in specs(model).items():
        value = held.get(key)
        if spec.widget in ("cite", "cites") and value:
            many = [value] if spec.widget == "cite" else value
            cites = [sound(own, citation.Citation, number) for own in many if own["at"].strip()]
            found[key] = cites if spec.widget == "cites" else next(iter(cites), None)
        elif spec.item is not None and isinstance(value, dict):
            found[key] = sound(value, spec.item, number)
        elif spec.item is not None and value:
            found[key] = [sound(own, spec.item, number) for own in value]
        elif key == "id" and value not in prevention.FAILURE_MODES:
            found[key] = f"A-{next(number)}"
        elif spec.widget == "mapping":
            found[key] = {own: text for own, text in (value or {}).items() if own.strip()}
        elif key == "at":
            found[key] = f"sim/a.go:{next(number)}"
        elif spec.widget == "date" and value:
            found[key] = f"2026-01-{next(number) % 28 + 1:02}"
        elif value == float("inf"):
            found[key] = 3
        else:
            found[key] = value
    return found


def with_sound_ids(plan: Plan) -> Plan:
    return Plan.model_validate(sound(plan.model_dump(by_alias=True), Plan, count(1)))


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each text, number and flag of the facts of a plan, with its path."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield path, value
    for key, own in below:
        yield from flat(own, f"{path}.{key}")


def letters(plan: Plan) -> Counter[str]:
    """How often each letter and digit is in the texts of a plan: what Markdown never takes away.

    It knows nothing of how texts are written and read, so that no loss in both ways passes."""
    texts = [(path, text) for path, text in flat(facts(plan)) if isinstance(text, str)]
    # The template's own failure modes are in every document, and in a plan only with an answer.
    kept = (text for path, text in texts if not re.search(r"failure_modes\.\d+\.id$", path))
    return Counter(letter for text in kept for letter in re.findall(r"\w", _SHOWN.sub(r"\1", text)))


_SHOWN = re.compile(r"\\u[0-9a-f]{4}|^([>\s\d.-]*`{3,})text$", re.MULTILINE)
"""Characters that cannot be seen, as they are shown, and the language that a fence has without one."""


def assert_it_comes_back(plan: Plan) -> None:
    imported = read_markdown(document(plan))
    assert letters(imported.plan) == letters(plan)
    came = dict(flat(facts(imported.plan)))
    meant = dict(flat(facts(Plan.model_validate(as_written(plan.model_dump(by_alias=True))))))
    other = {path: (meant.get(path), came.get(path)) for path in {**meant, **came}}
    assert {path: texts for path, texts in other.items() if texts[0] != texts[1]} == {}
    again = document(imported.plan)
    assert document(read_markdown(again).plan) == again


HARD = (
    *(text for text in NASTY if not text.startswith("\\")),  # An escape that nothing needs is dropped.
    *(
        "a; b",
        "a, b",
        "a: b",
        "a (b), c",
        "x [new]",
        "a — b",
        "; a",
        "a ends;",
        "a)",
        "a:",
    ),
    *("x, because y", "a, shared with b", "in a: b", "a at b", "x on y", "a (mitigation: b)", "a → b: c"),
    *(
        "12 files",
        "3 PRs",
        "1 PR",
        "1998. x",
        "Before PR1",
        "[ ] y",
        "**Bold:** x",
        "a **b** c",
        "*a*",
        "(",
        '"',
        "\x1d",
        "-x",
    ),
    *("n/a", "—", "not stated", "None (too small)", "none, because y", "ends in a dash —", "12 files | x"),
    *("a **Scope:** b `**Risks:** c`", "<br> &#32; `<br>`", "`` a ` b `` [new] (x); `c"),
    "Run:\n\n```go\nfunc a() {\n\tb()  \n}\n```\n\n- one\n  - two\n\n> said",
    "a line  \nthat ends\\\nwhere it should",
    "a\xa0b \xa0 c\u2003d",
    "שלום, עולם (PR1) 👩\u200d💻 e\u0301",
    "👩\u200d💻 not stated\n| x |",
    "ﬁn, not stated",
    "see https://a.org/wiki/Queue_(data), (or http://b.org/x_(y)_z) or http://c.org/(z",
    "*\n\nafter an empty item",
    *(f"x\n\n- **{label}:** y" for label in ("Impact", "Evidence", "Consumed by", "Guideline")),
    "- **Impact:** y\n- and **PR:** z",
    " ",
    " \n\t\n\xa0",
)


@pytest.mark.parametrize("text", HARD)
def test_a_text_comes_back_from_every_field(text: str) -> None:
    def value_of(path: str, spec: FieldSpec) -> Any:
        match spec.widget:
            case "flag":
                return True
            case "number":
                return len(path) % 9
            case "ref" | "refs":
                return "" if spec.widget == "ref" else []
            case "lines":
                return [text, "another"]
            case "mapping":
                return {"llm-d": text}
        return "scaffolding-creep" if path.endswith("failure_modes.@0.id") else text

    assert_it_comes_back(with_sound_ids(built(Plan, value_of)))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(hard_text().filter(lambda text: "\\" not in text))
def test_a_text_on_one_line_comes_back_with_all_its_lines(text: str) -> None:
    shown = visible(text).strip("\n").rstrip()
    meant = shown if "\n" in shown and has_blocks(shown) else squeezed(shown)
    assert "\n" not in inline(text)
    assert plain(inline(text).replace(GLUE, " ")) == meant


ESCAPES = (
    *("*", "_", "**", "__", "a", "b", " ", "x_y", "(u)", "[l](u)", "![i](u)", "&lt;", "`c`", "~~", "."),
    *("\\*", "\\_", "\\`", "\\~", "\\&lt;", "\\!", "\\\\", "\\[", "\\#", "\\-", "<http://a.org>"),
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(ESCAPES), max_size=6).map("".join))
def test_a_text_means_the_same_when_it_comes_back(text: str) -> None:
    shown = inline(text).replace(GLUE, " ")
    again = inline(plain(shown)).replace(GLUE, " ")
    render = MarkdownIt("commonmark").renderInline
    assert render(again) == render(shown)


@pytest.mark.parametrize(
    "text", ["\\*no emphasis\\*", "\\_none\\_ `x`", "\\`no code\\`", "\\&lt;", "\\![l](u)", "x\\[l](u)"]
)
def test_an_escape_that_keeps_a_mark_from_meaning_something_comes_back(text: str) -> None:
    plan = Plan.model_validate(
        {"objective": [{"id": "O1", "text": text}], "plan": {"executive_summary": text}}
    )
    came = read_markdown(document(plan)).plan
    assert (came.objective[0].text, came.plan.executive_summary) == (text, text)


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("", "planned by default, not stated"),
        ("planned", "planned"),
        ("planned by default, not stated", "&#112;lanned by default, not stated"),
    ],
)
def test_a_pr_without_a_status_is_planned_and_stays_without(status: str, shown: str) -> None:
    text = document(Plan.model_validate({"pr": [{"id": "PR1", "status": status}]}))
    assert f"- **Status:** {shown}\n" in text
    imported = read_markdown(text)
    assert [pr.status for pr in imported.plan.pr] == [status]
    assert imported.leftovers == ()


@pytest.mark.parametrize("number", [0, 7, 0xD800, 0xDFFF, 0x110000, 9999999])
def test_a_number_that_is_no_character_of_a_text_stays_a_number(number: int) -> None:
    text = f"## A) Executive Summary\n\n## F) Evolution\n\n### Unchanged\n\n- a<br>- &#{number};b\n"
    (own,) = read_markdown(text).plan.evolution.unchanged
    assert own == f"a\n- &#{number};b"


EVERY = bool(os.environ.get("BLISTUI_EVERY_LINE"))

SETTINGS = settings(
    max_examples=500 if EVERY else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Plans are large: to find a smaller one that fails would take minutes.
    phases=[Phase.explicit, Phase.generate],
)


@SETTINGS
@given(plans)
def test_a_plan_drawn_from_the_models_comes_back(plan: Plan) -> None:
    assert_it_comes_back(with_sound_ids(plan))


@SETTINGS
@given(any_plan())
def test_a_plan_of_texts_that_break_markdown_comes_back(plan: Plan) -> None:
    assert_it_comes_back(with_sound_ids(plan))


@pytest.mark.parametrize("seed", range(500 if EVERY else 12))
def test_a_plan_of_what_an_export_says_by_itself_comes_back(seed: int) -> None:
    assert_it_comes_back(hostile_plan(random.Random(seed)))


MEANT = {
    "several symbols": {
        "finding": [{"id": "F1", "statement": "x", "cites": [{"at": "a.go:1-9", "symbol": ["A", "B.C"]}]}]
    },
    "only a symbol": {
        "finding": [{"id": "F1", "statement": "x", "cites": [{"symbol": "A", "commit": "ab"}]}]
    },
    "items of which only the id is written": {
        "block": [{"id": "B1"}],
        "scope": [{"id": "S1"}],
        "risk": [{"id": "D-1"}],
        "invariant": [{"id": "INV-1"}],
        "extension_point": [{"id": "EP1"}],
        "interaction": [{"id": "X1"}],
        "frozen": [{"id": "FZ1"}],
        "ownership": [{"id": "OW1"}],
        "pr": [{"id": "PR1", "flags": [{"default": "3"}]}],
    },
    "marks in names": {
        "block": [
            {"id": "B1", "name": "Pool (of N): x; y", "events": [{"id": "E1", "name": "Stop [now]; go, on"}]}
        ],
        "interaction": [{"id": "X1", "from": "B1", "to": "B1", "data": "a: b"}],
        "ownership": [{"id": "OW1", "state": "a, because b; c", "owner": "B1", "shared_with": ["B1"]}],
        "evolution": {"change": [{"id": "C1", "block": "B1", "what": "It: grows."}]},
    },
    "a risk with parentheses and a semicolon": {
        "pr": [
            {"id": "PR1", "risks": [{"risk": "Slow (at first; then not", "mitigation": "a) wait; b) look"}]}
        ]
    },
    "choices that there are not": {
        "finding": [{"id": "F1", "statement": "x", "kind": "guessed (by me)", "topic": "a; b"}],
        "invariant": [{"id": "I1", "statement": "x", "kind": "mostly (so far)"}],
        "block": [{"id": "B1", "name": "x", "events": [{"id": "E1", "name": "e", "direction": "in, out"}]}],
        "pr": [
            {"id": "PR1", "block": "B1", "change": "rename", "files": [{"path": "a.go", "change": "move"}]}
        ],
    },
    "the same event, produced twice": {
        "block": [
            {
                "id": "B1",
                "name": "x",
                "events": [
                    {"id": "E1", "name": "e", "direction": "produced"},
                    {"id": "E2", "name": "e", "direction": "produced"},
                ],
            }
        ]
    },
    "what a flag says, as a text": {
        "pr": [
            {"id": "PR1", "exercised_by": "refactor only"},
            {"id": "PR2", "exercised_by": "x, refactor only"},
            {"id": "PR3", "exercised_by": "x, refactor only", "refactor_only": True},
            {"id": "PR4", "exercised_by": "is it a refactor only"},
            {"id": "PR5", "refactor_only": True},
            {"id": "PR6", "golden_regeneration": "changes an output format; x"},
            {"id": "PR7", "golden_regeneration": "changes an output format; x", "changes_output": True},
        ]
    },
    "a reason that says there is none": {
        "leftover": [
            {"id": "L1", "text": "x", "why": "no reason is stated"},
            {"id": "L2", "text": "y"},
        ]
    },
    "marks within code": {
        "plan": {"repository": "a at commit `b`; c", "base_commit": "d` at commit e"},
        "pr": [{"id": "PR1", "crosscutting": ["``a`", "b none, because `c"]}],
    },
    "blocks whose names are ids of others": {
        "block": [
            {"id": "B1", "name": "B2"},
            {"id": "B2", "name": "B1 (old)"},
            {"id": "b1", "name": "B1"},
        ],
        "ownership": [
            {"id": "O1", "state": "s", "owner": "B1", "shared_with": ["B2", "b1"]},
            {"id": "O2", "state": "t", "owner": "B2", "shared_with": ["B1"]},
            {"id": "O3", "state": "u", "owner": "b1"},
        ],
        "interaction": [{"id": "X1", "from": "B1", "to": "b1", "data": "d"}],
        "pr": [{"id": "PR1", "block": "B2"}],
    },
    "blocks whose names begin as a reason does": {
        "block": [{"id": "B1", "name": "because of old"}, {"id": "B2", "name": "Because"}],
        "ownership": [
            {"id": "O1", "state": "s", "shared_with": ["B1", "B2", "B1"], "justification": "y, because z"},
            {"id": "O2", "state": "t", "owner": "B1", "shared_with": ["B1"]},
        ],
    },
    "a new stream that is called new": {
        "block": [{"id": "B1", "name": "x", "new_randomness": True, "random_subsystem": "new"}]
    },
    "a risk that says by what it is mitigated": {
        "pr": [{"id": "PR1", "risks": [{"risk": "Slow; mitigated by luck", "mitigation": "Measure"}]}]
    },
    "a text that ends in a backslash": {"block": [{"id": "B1", "name": "x", "observes": ["C:\\", "more"]}]},
}


def test_blanks_around_a_reference_are_none_of_it() -> None:
    plan = Plan.model_validate({"pr": [{"id": "PR1"}, {"id": "PR2", "depends_on": [" PR1\n"]}]})
    assert plan.pr[1].depends_on == ("PR1",)
    assert_it_comes_back(plan)


def test_what_is_derived_from_odd_texts_is_known_again() -> None:
    frozen = {"id": "FZ1", "interface": "A", "freeze_pr": "PR1"}
    freeze = {"id": "C1", "area": "freezes", "item": "x", "interface": "A \\& B", "pr": "PR1"}
    pr = {"id": "PR1", "status": "merged", "merged_commit": " \n"}
    assert_it_comes_back(Plan.model_validate({"pr": [pr], "frozen": [frozen], "crosscutting": [freeze]}))


def test_names_of_systems_that_differ_in_blanks_alone_share_their_column() -> None:
    texts = {"llm d": "x", " llm  d": "y", "\xa0": "z", "": "v"}
    plan = Plan.model_validate({"block": [{"id": "B1", "name": "b", "real_systems": texts}]})
    assert_it_comes_back(plan)
    (block,) = read_markdown(document(plan)).plan.block
    assert sorted("; ".join(block.real_systems.values()).split("; ")) == ["v", "x", "y", "z"]


def test_a_reason_of_blanks_is_no_reason() -> None:
    assert_it_comes_back(
        Plan.model_validate({"crosscutting": [{"id": "C1", "area": "ci", "none_because": "\n\n  \n"}]})
    )


@pytest.mark.parametrize("what", MEANT)
def test_what_is_hard_to_write_comes_back(what: str) -> None:
    plan = Plan.model_validate(MEANT[what])
    imported = read_markdown(document(plan))
    assert imported.leftovers == ()
    assert facts(imported.plan) == facts(plan)
