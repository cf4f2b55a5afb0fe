"""Plans and edits for property tests, drawn from the models themselves."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs

_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("abcXYZ 019.`\"'\\#=[]{},\n\t|é世🙂\x07\x1b\x7f")),
        st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF),
    ),
    max_size=24,
).map(lambda text: re.sub("\r\n?", "\n", text))
_ID = st.from_regex(r"\A[A-Z]{1,2}-?[0-9]{1,2}\Z")


def _value(key: str, spec: FieldSpec, depth: int) -> st.SearchStrategy[Any]:
    match spec.widget:
        case "flag":
            return st.booleans()
        case "number":
            return st.one_of(st.none(), st.integers(0, 2000), st.sampled_from([0.5, 2.5]), _TEXT.filter(bool))
        case "lines" | "refs":
            return st.lists(_TEXT, max_size=3).map(tuple)
        case "items" | "cites":
            assert spec.item is not None
            entries = st.just(()) if depth <= 0 else st.lists(items(spec.item, depth - 1), max_size=3)
            return entries.map(tuple)
        case "cite":
            assert spec.item is not None
            # A citation of nothing is no citation.
            return st.one_of(st.none(), items(spec.item, 0).filter(lambda citation: citation.at != ""))
        case "group":
            assert spec.item is not None
            return items(spec.item, depth)
        case "mapping":
            return st.dictionaries(st.sampled_from(["llm-d", "vLLM", "SGLang", "Other one"]), _TEXT)
        case "hidden":
            return st.just({}) if key == "guarantees" else st.just("") if key != "format" else st.just(1)
        case _:
            return _ID if key == "id" else _TEXT


@st.composite
def items(draw: st.DrawFn, model: type[BaseModel], depth: int) -> Any:
    """An item of `model` with some of its fields filled, nested lists to `depth`."""
    fields = specs(model)
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), max_size=8))
    values = {key: draw(_value(key, fields[key], depth)) for key in sorted(chosen)}
    if "id" in fields:
        values["id"] = draw(_ID)
    return model.model_validate(values)


plans = items(Plan, 2)
"""Plans of any content, mostly small."""
