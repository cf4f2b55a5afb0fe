"""Section C as an export writes it: objectives, non-goals, commitments, questions and the scoping table."""

from __future__ import annotations

from blistui.markdown.blocks import Entry, Node, Part, Table
from blistui.markdown.read.commitments import COMMITMENTS
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.goals import PREFIX, about, add_item
from blistui.markdown.read.objectives_in_words import read_in_words
from blistui.markdown.read.scoping import scoping_rows, weighed
from blistui.markdown.read.words import passage, says_something
from blistui.patterns import pattern

_ID = pattern(r"\*\*(?P<id>[A-Za-z0-9][\w-]*):\*\*[ \t]*")


def read(draft: Draft, part: Part) -> None:
    """Every part by what its heading is about."""
    if not draft.own:
        read_in_words(draft, part)
        return
    _nodes(draft, part, "")
    for below in part.parts:
        topic = about(below.title)
        if not topic:
            draft.leave_part("C)", below)
            continue
        _nodes(draft, below, topic)
        for deeper in below.parts:
            if topic == about(deeper.title) or not about(deeper.title):
                draft.leave_part(f"C) {below.title}", deeper)
            else:
                _nodes(draft, deeper, about(deeper.title))


def _nodes(draft: Draft, part: Part, topic: str) -> None:
    for node in part.nodes:
        if not says_something(node):
            continue
        if not (isinstance(node, Table) and scoping_rows(draft, node)) and not _node(draft, topic, node):
            draft.leave(f"C) {part.title}", node)


def _node(draft: Draft, topic: str, node: Node) -> bool:
    if not isinstance(node, Entry) or not topic or topic == "scope":
        return False
    if topic in PREFIX:
        lead = _ID.match(node.text)
        text = node.text[lead.end() :] if lead else node.text
        add_item(draft, topic, lead["id"] if lead else "", text, node.nodes)
    elif topic == "criteria":
        return weighed(draft, node)
    elif topic == "commitments":
        return not draft.labelled("C)", draft.group("commitments"), [node], COMMITMENTS)
    else:
        whole = passage(node.text, node.nodes)
        draft.group("commitments").setdefault(topic, []).append(whole)
    return True
