"""The head of the document, and section A: the executive summary."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from blistui.markdown.blocks import Entry, Node, Part, Text
from blistui.markdown.labels import UNTITLED, label_of
from blistui.markdown.listed import text_in
from blistui.markdown.nothing import says_nothing
from blistui.markdown.plain import plain
from blistui.markdown.read.draft import Draft, Target, target, targets
from blistui.markdown.read.words import labels, prose, span, stated
from blistui.patterns import pattern
from blistui.plan.tables.summary import STATUSES, Summary

_HEAD = targets(Summary, "status", "design_doc", "repository", "guidelines", "real_systems") | {
    label_of(Summary, "slug").casefold(): Target("slug", "code"),
    "date": Target("date"),
    "revision": Target("version"),
    "based on": target(Summary, "design_doc"),
}
_AT_COMMIT = pattern(rf"(?P<where>{text_in('ticks')}*?)(?: at commit (?P<commit>.*))?$", re.DOTALL)
_LINK = pattern(r"\[(?P<called>[^\]]*)\]\((?P<at>[^()\s]+)\)")


def head_of(draft: Draft, part: Part) -> dict[str, str]:
    """The labelled lines below the title, by their label; all others are left over."""
    noted: dict[str, str] = {}
    for node in part.nodes:
        for line, text in _head_lines(node):
            lead, by_label = labels(text, _HEAD, draft.own)
            if lead or not by_label:
                draft.leave_text(line, "below the title", text)
            noted.update(by_label if not lead else {})
            draft.understand(*by_label)
    return noted


def title_block(draft: Draft, part: Part, noted: Mapping[str, str]) -> None:
    """The title, and what is noted below it."""
    plan = draft.group("plan")
    plan["title"] = "" if part.title == UNTITLED else plain(part.title)
    for label in ("status", "slug", "design doc", "real systems"):
        draft.put(plan, _HEAD[label], noted.get(label, ""))
    if "based on" in noted and (draft.own or "://" not in noted["based on"]):
        doc = plain(noted["based on"])
        if link := _LINK.search(noted["based on"]):
            # What a link to a document is called says nothing of the plan.
            draft.understand(link["called"])
            doc = posixpath.normpath(posixpath.join(draft.folder, link["at"]))
        plan.setdefault("design_doc", doc)
    said = str(plan.get("status", ""))
    # What follows it is no status, and is left over.
    known = (own for own in STATUSES if re.match(rf"{own}\b", said.casefold()))
    plan["status"] = said if draft.own else next(known, said.casefold())
    _repository(plan, noted)
    _guidelines(plan, noted.get("design guidelines", ""))
    if "revision" in noted:
        # A day alone is that of the document, and no note on a version of it.
        revision = {
            "id": draft.mint("revision", "V"),
            "date": noted.get("date", ""),
            "version": noted.get("revision", ""),
        }
        draft.add("revision", {key: value for key, value in revision.items() if value})


def _head_lines(node: Node) -> list[tuple[int, str]]:
    if isinstance(node, Entry):
        return [(node.line, node.text)]
    if isinstance(node, Text):
        return [(node.line + at, line.strip()) for at, line in enumerate(node.source.split("\n"))]
    return [(node.line, node.source)]


def repository_in(noted: Mapping[str, str]) -> str:
    """The repository that the head of a plan names; empty when it names none."""
    where, _ = _where_and_commit(noted)
    return span(where) if stated(where) else ""


def _where_and_commit(noted: Mapping[str, str]) -> tuple[str, str]:
    found = _AT_COMMIT.match(noted.get("repository", ""))
    return (found["where"], found["commit"] or "") if found else (noted["repository"], "")


def _repository(plan: dict[str, object], noted: Mapping[str, str]) -> None:
    _, commit = _where_and_commit(noted)
    if where := repository_in(noted):
        plan["repository"] = where
    if commit:
        plan["base_commit"] = span(commit)


def _guidelines(plan: dict[str, object], text: str) -> None:
    where, _, read = text.rpartition(", ")
    plan["guidelines_read"] = read == "read by the author"
    if where == "the summary built into blistui":
        plan["guidelines"] = "builtin"
    elif stated(where):
        plan["guidelines"] = span(where)


def read(draft: Draft, part: Part) -> None:
    """Section A: all of it is the summary."""
    texts: list[str] = []
    for own in part.walk():
        if own is not part:
            texts.append(f"**{own.title}:**")
        texts.append(
            prose(node for node in own.nodes if not (isinstance(node, Text) and says_nothing(node.text)))
        )
    summary = "\n\n".join(text for text in texts if text)
    if summary:
        draft.group("plan")["executive_summary"] = summary
