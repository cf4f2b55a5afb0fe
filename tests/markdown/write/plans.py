"""Plans for the tests of the export: one with a marker in every field, and any plan at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.tables.citation import Citation
from tests.markdown.hard_texts import hard_text

BOOKKEEPING = {"digest"}
"""Fields that are the tool's own and mean nothing to a reader, though no widget says so."""


def built(model: type[BaseModel], value_of: Callable[[str, FieldSpec], Any], many: int = 1) -> Any:
    """An instance of `model`, every field set by `value_of(path, spec)`; `many` items in each list."""
    return model.model_validate(_tables(model, value_of, many, ""))


def _tables(
    model: type[BaseModel], value_of: Callable[[str, FieldSpec], Any], many: int, path: str
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, spec in specs(model).items():
        at = f"{path}.{key}" if path else key
        if spec.widget == "hidden":
            continue
        if spec.widget == "group":
            assert spec.item is not None
            found[key] = _tables(spec.item, value_of, many, at)
        elif spec.widget in ("items", "cites"):
            item = spec.item or Citation
            found[key] = [_tables(item, value_of, many, f"{at}.@{index}") for index in range(many)]
        elif spec.widget == "cite":
            found[key] = _tables(Citation, value_of, many, at)
        else:
            found[key] = value_of(at, spec)
    return found


def marked() -> tuple[Plan, dict[str, str]]:
    """A plan with a different word in every text field, and those words by path."""
    markers: dict[str, str] = {}

    def value_of(path: str, spec: FieldSpec) -> Any:
        if spec.widget == "flag":
            return True
        word = f"marker{len(markers):04d}x"
        markers[path] = word
        if spec.widget in ("lines", "refs"):
            markers[f"{path}.1"] = f"{word}b"
            return [word, f"{word}b"]
        if spec.widget == "mapping":
            markers[f"{path}.1"] = f"{word}b"
            return {word: f"{word}b"}
        return word

    plan = built(Plan, value_of, many=2)
    return plan, {path: word for path, word in markers.items() if path.split(".")[-1] not in BOOKKEEPING}


NASTY = (
    "# Not a heading",
    "## B) Repository Recon Summary",
    "Title\n=====",
    "Title\n---",
    "```go\ntype X struct {\n",
    "~~~",
    "`unpaired",
    "``two` ticks",
    "<!-- never closed",
    "<script>",
    "</details>",
    "a | b",
    "| a | b |\n|---|---|\n| 1 | 2 | 3 |",
    "|---|",
    "- item\n  - nested\n- item",
    "1. one\n2. two",
    "> quoted",
    "***",
    "- - -",
    "[x]: http://example.org",
    "[^1]: note",
    "\\",
    "\\|",
    "    indented",
    "a\r\nb\rc",
    "tab\tbed",
    "bell\x07 null\x00 escape\x1b[31m",
    "\u202eright to left\u2066",
    "line\u2028separator\u0085next",
    "漢字かな交じり文",
    "e\u0301 👩\u200d💻",
    "word " * 60,
    "x" * 130,
    "`code span with many words in it that is longer than most` " * 4,
    "&lt;b&gt; &#35;",
    "https://example.org/a_b?c=d and me@example.org",
    "*emphasis* **strong** _under_ ~~gone~~",
    '%%{init: {}}%% end " ; # --> x',
)
"""Texts that break documents which take an author's word for it."""


def nasty_text() -> st.SearchStrategy[str]:
    """Any text, with a taste for what breaks Markdown."""
    pieces = st.one_of(st.sampled_from(NASTY), hard_text(), st.text(max_size=20))
    return st.lists(pieces, max_size=3).flatmap(
        lambda parts: st.sampled_from([" ", "\n", "\n\n"]).map(lambda between: between.join(parts))
    )


@st.composite
def any_plan(draw: st.DrawFn) -> Plan:
    """Any plan: empty or full, with texts that break Markdown and ids that clash or dangle."""
    texts = draw(st.lists(nasty_text(), min_size=1, max_size=6))
    ids = draw(st.lists(st.one_of(st.sampled_from(["PR1", "B1", "", "A.b", "@0"]), nasty_text()), min_size=1))
    chance = draw(st.randoms(use_true_random=False))

    def value_of(path: str, spec: FieldSpec) -> Any:
        if spec.widget == "flag":
            return chance.random() < 0.5
        if spec.widget == "number" and chance.random() < 0.5:
            return chance.choice([0, 1, 2.5, float("inf")])
        if spec.key == "id" or spec.widget == "ref":
            return chance.choice(ids)
        if spec.widget == "refs":
            return [chance.choice(ids) for _ in range(chance.randrange(3))]
        if spec.widget == "lines":
            return [chance.choice(texts) for _ in range(chance.randrange(3))]
        if spec.widget == "mapping":
            return {chance.choice(texts): chance.choice(texts)}
        if spec.widget == "choice" and spec.options and chance.random() < 0.8:
            return chance.choice(spec.options)
        return chance.choice(["", *texts])

    plan: Plan = built(Plan, value_of, many=draw(st.integers(0, 2)))
    return plan
