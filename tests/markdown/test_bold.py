"""Bold beginnings of texts: names with emphasis, code and stars of their own end where they should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from blistui.markdown.bold import Lead, bold, lead_of
from blistui.markdown.inline import inline
from blistui.markdown.plain import plain
from blistui.markdown.read.document import read_markdown
from blistui.markdown.write.document import document
from blistui.plan.document import Plan

COMMONMARK = MarkdownIt("commonmark")


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("**BC-1:** holds", Lead("BC-1", "holds", True)),
        ("**BC-1**: holds", Lead("BC-1", "holds", True)),
        ("**Pool** — holds", Lead("Pool", "— holds", False)),
        ("**The *hot* path:** holds", Lead("The *hot* path", "holds", True)),
        ("**the `**` of Go**", Lead("the `**` of Go", "", False)),
        ("**a **b** c:** d", Lead("a **b** c", "d", True)),
        ("**ends *so***: d", Lead("ends *so*", "d", True)),
        ("**2 \\* 3** d", Lead("2 \\* 3", "d", False)),
        ("**never closed", None),
        ("** no bold**", None),
        ("*emphasis* only", None),
        ("", None),
    ],
)
def test_what_a_text_begins_with(text: str, lead: Lead | None) -> None:
    assert lead_of(text) == lead


@given(
    st.lists(st.sampled_from(["a", "b ", " c", "*", "**", "`x*`", "\\*", ":", "*d*"]), min_size=1, max_size=6)
)
def test_a_bold_text_is_read_back_whatever_stars_it_has(pieces: list[str]) -> None:
    text = inline("".join(pieces))
    if text.strip(" :"):
        lead = lead_of(bold(text) + " rest")
        assert lead is not None and lead.rest == "rest"
        assert plain(lead.label) == plain(text)
        assert bold(lead.label) == bold(text)


@pytest.mark.parametrize("name", ["a*b", "2 * 3", "*starred*", "the *hot* path", "`*` only", "ends in *"])
def test_others_see_one_bold_text(name: str) -> None:
    shown = COMMONMARK.renderInline(f"{bold(inline(name))} rest")
    assert shown.startswith("<strong>") and shown.endswith("</strong> rest")


@pytest.mark.parametrize("name", ["Ann *the* Lee", "the **real** one", "`*x*` and 2 * 3", "a_b *c*"])
def test_names_with_emphasis_come_back_from_every_bold_place(name: str) -> None:
    plan = Plan.model_validate(
        {
            "revision": [{"id": "V1", "version": name, "date": "2026-01-01", "what": "x"}],
            "block": [{"id": "B1", "name": name, "responsibility": "Holds."}],
            "extension_point": [{"id": "EP1", "name": name, "contract": "It selects."}],
            "pr": [
                {
                    "id": "PR1",
                    "guarantees": [{"id": name, "text": "Holds."}],
                    "remarks": [{"reviewer": name, "date": "2026-01-02", "text": "Why?"}],
                }
            ],
            "prevention": {"failure_modes": [{"id": name, "prevented_by": "Tests."}]},
        }
    )
    imported = read_markdown(document(plan))
    assert imported.leftovers == ()
    again = imported.plan
    assert again.revision[0].version == again.block[0].name == again.extension_point[0].name == name
    (pr,) = again.pr
    assert (pr.guarantees[0].id, pr.remarks[0].reviewer) == (name, name)
    assert [mode.id for mode in again.prevention.failure_modes] == [name]
