"""A block that the import reads is the same block in the export: what CommonMark sees in an author's text, it
sees in the document too."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from blistui.markdown.read.document import read_markdown
from blistui.markdown.write.document import document, section
from blistui.plan.document import Plan

COMMONMARK = MarkdownIt("commonmark").enable("table")

PIPELESS = "What a change costs:\n\nknob | seconds\n:--- | ---:\nslots | 3\nlanes | 5 \\| 6\n"

BLOCKS = {
    "table without outer pipes": PIPELESS,
    "table of one column": "| knob |\n| --- |\n| slots |",
    "table right below a text": "Costs:\nknob | cost\n-|-\nslots | 3",
    "table in a list": "- costs:\n\n  knob | cost\n  ---|---\n  slots | 3\n- more",
    "indented code": "Run:\n\n    make all\n\n    make test\n\nThen look.",
    "code in a list": "- run\n\n  ```sh\n  make all\n  ```\n\n  and look\n- done",
    "fence of tildes": "~~~sh\nmake ``` all\n~~~",
    "fence that holds a fence": "````md\n```\nx\n```\n````",
    "fence that is never closed": "Run:\n```\nmake all",
    "nested lists": "1. one\n   - inner\n     goes on\n   lazily\n   - other\n2. two\n\n   and more",
    "list of numbers that starts late": "Then:\n\n7. seven\n8. eight",
    "numbers below an item": "- steps:\n\n  3. three\n  4. four",
    "list that needs no blank line": "They are:\n- one\n- two",
    "number that is no list": "It was built in\n1998. Nobody knows why.",
    "text that is escaped to be no list": "\\- no list\n\n2\\. no number\n\n\\> said\n\n\\~~~ wave",
    "lazy continuation": "> quoted\nlazily\n\n- item\nlazily",
    "quotation": "> A quotation\n> of two lines.\n>\n> - with a list",
    "quotation in a list": "- said:\n\n  > never\n  > again\n- done",
    "list in a quotation": "> - one\n>   - two",
    "item that begins with a list": "- - inner\n  - other",
    "item that begins with code": "- ```\n  make\n  ```",
}


def shape(text: str) -> list[tuple[str, str]]:
    """The blocks of a text as another reader sees them, wherever its lines break."""
    tokens = COMMONMARK.parse(text)
    return [
        (token.type.removesuffix("_open").replace("code_block", "fence"), " ".join(token.content.split()))
        for token in tokens
        if not token.type.endswith("_close") and token.type != "paragraph_open"
    ]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_exported_as_what_it_is(name: str) -> None:
    plan = Plan.model_validate({"plan": {"executive_summary": BLOCKS[name]}})
    assert shape(section(plan, "A"))[2:] == shape(BLOCKS[name])


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_comes_back_from_the_export(name: str) -> None:
    plan = Plan.model_validate(
        {"plan": {"executive_summary": BLOCKS[name]}, "pr": [{"id": "PR1", "motivation": BLOCKS[name]}]}
    )
    first = read_markdown(document(plan))
    second = read_markdown(document(first.plan))
    assert first.leftovers == second.leftovers == ()
    assert second.plan == first.plan
    assert shape(first.plan.plan.executive_summary) == shape(BLOCKS[name])
    assert shape(first.plan.pr[0].motivation) == shape(BLOCKS[name])
