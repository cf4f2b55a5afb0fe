"""Saving: what was not edited keeps its bytes, what was edited is there, comments survive."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.fields import specs
from blistui.store.load import Loaded, parse
from blistui.store.save import merged_text
from blistui.store.toml.merge import fresh
from blistui.store.toml.text import TomlText
from tests.strategies import plans

PATH = Path("plan.toml")


def loaded(text: str) -> Loaded:
    data = text.encode()
    return Loaded(PATH, parse(data, PATH), data)


def edited(text: str, *edits: Edit) -> str:
    before = loaded(text)
    return merged_text(before, apply(before.plan, edits))


@given(plans)
@settings(max_examples=150, deadline=None)
def test_a_fresh_plan_loads_as_itself(plan: Plan) -> None:
    assert parse(fresh(plan).encode(), PATH) == plan


@given(plans)
@settings(max_examples=100, deadline=None)
def test_cutting_a_text_loses_nothing(plan: Plan) -> None:
    text = fresh(plan)
    assert str(TomlText(text)) == text
    assert merged_text(loaded(text), plan) == text


@given(plans, plans)
@settings(max_examples=250, deadline=None)
def test_any_plan_merges_into_the_file_of_any_other(before: Plan, after: Plan) -> None:
    text = merged_text(loaded(fresh(before)), after)
    assert parse(text.encode(), PATH) == after


def test_an_item_added_under_the_id_of_an_edited_one_is_an_item_of_its_own() -> None:
    head = "[plan]\nformat = 1\n"
    first = '\n[[block]]\nid = "B1"\n\n[[block]]\nid = "B2"\n'
    before = loaded(f'{head}{first}controls = ["x"]\n')
    after = loaded(f'{head}{first}\n[[block]]\nid = "B2"\n').plan
    assert parse(merged_text(before, after).encode(), PATH) == after


@given(plans, st.data())
@settings(max_examples=150, deadline=None)
def test_structural_edits_merge(plan: Plan, data: st.DataObject) -> None:
    lists = [
        key for key, spec in specs(Plan).items() if spec.widget == "items" and len(getattr(plan, key)) > 1
    ]
    if not lists:
        return
    key = data.draw(st.sampled_from(lists))
    held = list(getattr(plan, key))
    moved = data.draw(st.permutations(held))[: data.draw(st.integers(0, len(held)))]
    after = plan.model_copy(update={key: tuple(moved)})
    assert parse(merged_text(loaded(fresh(plan)), after).encode(), PATH) == after


HAND_WRITTEN = """\
# A plan written by hand.
# Two lines of it.

[plan]
title = 'Overload'   # said in the meeting
team = "queues"      # a key of ours

# --- objectives ---

[[objective]]
id = "O1"
text = "First"

# about the second
[[objective]]
text = "Second"  # order of keys is ours
id = "O2"

# --- the series ---

[[pr]]
id = "PR1"
depends_on = []
scope_in = [
    "one",   # first
    # a note between
    "two",
]

  [[pr.guarantees]]
  id = "BC-1-1"
  text = "holds"

[[pr]]
id = "PR2"
# why it waits
depends_on = ["PR1"]

[extra.ours]
kept = 2026-02-19
# the end
"""


def test_unedited_text_keeps_every_byte() -> None:
    before = loaded(HAND_WRITTEN)
    assert merged_text(before, before.plan) == HAND_WRITTEN
    assert str(TomlText(HAND_WRITTEN)) == HAND_WRITTEN


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Edit("put", "plan.title", "Load"), "title = 'Overload'   # said", 'title = "Load"   # said'),
        (
            Edit("put", "objective.O2.text", "Changed"),
            'text = "Second"  # order of keys is ours',
            'text = "Changed"  # order of keys is ours',
        ),
        (Edit("put", "pr.PR2.depends_on", ("PR1", "PR0")), '["PR1"]', '["PR1", "PR0"]'),
        (Edit("put", "pr.PR1.guarantees.BC-1-1.text", "stays"), '"holds"', '"stays"'),
        (
            Edit("put", "pr.PR1.scope_in", ("one", "zwei")),
            '"two",\n]',
            '"zwei",\n]',
        ),
        (Edit("put", "plan.team", "servers"), '"queues"', '"servers"'),
    ],
    ids=lambda value: value.path if isinstance(value, Edit) else "",
)
def test_an_edit_changes_only_its_value(edit: Edit, old: str, new: str) -> None:
    assert HAND_WRITTEN.count(old) == 1
    assert edited(HAND_WRITTEN, edit) == HAND_WRITTEN.replace(old, new)


def test_a_new_key_is_in_the_order_of_the_model() -> None:
    text = edited(HAND_WRITTEN, Edit("put", "plan.slug", "load"))
    assert "title = 'Overload'   # said in the meeting\nslug = \"load\"\nteam" in text


def test_a_new_item_follows_its_like_and_keeps_the_comments_around() -> None:
    text = edited(HAND_WRITTEN, Edit("insert", "objective", {"id": "O3", "text": "Third"}, 2))
    assert text == HAND_WRITTEN.replace(
        "# --- the series ---", '[[objective]]\nid = "O3"\ntext = "Third"\n\n# --- the series ---'
    )


def test_a_removed_item_takes_its_own_comment_and_leaves_the_dividing_one() -> None:
    text = edited(HAND_WRITTEN, Edit("remove", "pr.PR1"), Edit("remove", "objective.O2"))
    assert "# --- the series ---" in text
    assert "about the second" not in text
    assert [pr["id"] for pr in tomllib.loads(text)["pr"]] == ["PR2"]


def test_reordered_items_carry_their_comments_and_tables() -> None:
    text = edited(HAND_WRITTEN, Edit("move", "objective.O2", index=0), Edit("move", "pr.PR2", index=0))
    assert text.index("# about the second") < text.index('id = "O2"') < text.index('id = "O1"')
    assert [pr["id"] for pr in tomllib.loads(text)["pr"]] == ["PR2", "PR1"]
    assert tomllib.loads(text)["pr"][1]["guarantees"][0]["id"] == "BC-1-1"
    for comment in (
        "A plan written",
        "said in",
        "ours",
        "first",
        "a note between",
        "why it waits",
        "the end",
    ):
        assert comment in text


def test_a_rename_edits_in_place() -> None:
    text = edited(HAND_WRITTEN, Edit("rename", "pr.PR1", "PR9"))
    assert text == HAND_WRITTEN.replace('"PR1"', '"PR9"')


@pytest.mark.parametrize(
    "text",
    [
        'plan.title = "dotted"\nplan.slug = "d"\n',
        'plan = { title = "inline", slug = "i" } # kept\n',
        '[[pr]]\nid = "PR1"\nguarantees = [{ id = "BC-1", text = "a" }] # kept\n',
        '[[pr]]\nid = "PR1"\n[[risk]]\nid = "D-1"\n[[pr]]\nid = "PR2"\n[[pr.guarantees]]\nid = "BC-1"\n',
        "pr = []\nrisk = [ ]\n",
        '[evolution]\ncurrent = "x"',
        '[[evolution.change]]\nid = "C1"\n',
        '["plan"]\n"title" = """\nlong\n"""\n',
        "",
        "# nothing but a comment",
        "\n\n[plan]\n\n\n",
    ],
)
def test_every_layout_of_toml_can_be_edited(text: str) -> None:
    plan = parse(text.encode(), PATH)
    after = apply(
        plan,
        (
            Edit("put", "plan.title", "new title"),
            Edit("put", "plan.executive_summary", "two\nlines"),
            Edit("put", "evolution.target", "there"),
            Edit("insert", "pr", {"id": "PR7", "guarantees": [{"id": "BC-7", "text": "t"}]}, len(plan.pr)),
            Edit("insert", "risk", {"id": "D-7"}, 0),
        ),
    )
    merged = merged_text(Loaded(PATH, plan, text.encode()), after)
    assert parse(merged.encode(), PATH) == after
    assert merged.count("# kept") == text.count("# kept")


def test_what_a_revision_pins_has_a_table_with_a_line_each() -> None:
    """Two branches that add a guarantee then meet in two lines, not in one."""
    text = '[[revision]]\nid = "V1"\n\n[[pr]]\nid = "PR1"\n'
    once = edited(text, Edit("put", "revision.V1.guarantees", {"u1": "BC-1 a", "u2": "BC-2 b"}))
    table = '[[revision]]\nid = "V1"\n\n[revision.guarantees]\nu1 = "BC-1 a"\nu2 = "BC-2 b"\n\n[[pr]]\n'
    assert once == table + 'id = "PR1"\n'
    plan = parse(once.encode(), PATH)
    assert fresh(plan).endswith(once)
    twice = edited(once, Edit("put", "revision.V1.guarantees", {"u1": "BC-1 c", "u3": "BC-3 d"}))
    assert 'u1 = "BC-1 c"\nu3 = "BC-3 d"\n' in twice and "u2" not in twice


def test_windows_line_ends_and_byte_order_mark_are_kept(tmp_path: Path) -> None:
    from blistui.store.load import load
    from blistui.store.save import save

    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HAND_WRITTEN.replace("\n", "\r\n").encode())
    before = load(path)
    after = apply(before.plan, (Edit("put", "plan.executive_summary", "one\ntwo"),))
    save(before, after)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert load(path).plan == after


def test_markup_and_control_characters_survive() -> None:
    nasty = '[red]x[/red] \x1b[31m \x00 """ \'\'\' \\ tab\tend"\nline'
    text = edited(HAND_WRITTEN, Edit("put", "plan.title", nasty), Edit("put", "objective.O1.text", nasty))
    assert parse(text.encode(), PATH).plan.title == nasty
