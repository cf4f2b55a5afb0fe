"""Other ways to write a series of PRs, brought into that of the template before it is read.

PRs as items, bold lines, rows of a table and folded details become parts under headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from blistui.markdown.blocks import Entry, Html, Node, Part, Text
from blistui.markdown.bold import Lead, lead_of
from blistui.markdown.listed import without_box
from blistui.markdown.read.denials import denies_list, heads_nothing
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.label_styles import with_labels as with_labels
from blistui.markdown.read.pr_headings import heading_of, names_pr, of_one_form, pr_of
from blistui.markdown.read.pr_labels import known_label
from blistui.markdown.read.pr_tables import is_of_prs
from blistui.patterns import pattern

_SUMMARY = pattern(r"<summary>(?P<title>.{0,300}?)</summary>", re.DOTALL | re.IGNORECASE)
_TAG = pattern(r"</?[A-Za-z][^<>]*>")
NO_FORMS: Mapping[str, str] = {}
_ASIDE = pattern(r"\s*(?:\([^()]*\))?")
_DETAILS_END = pattern(r"</details>\s*$", re.IGNORECASE)


def with_parts(draft: Draft, part: Part) -> Part:
    """A part of the series in which each PR has a heading of its own."""
    leads = [lead_of(node.text) for node in part.nodes if isinstance(node, Text)]
    headed = any(names_pr(own.title) for own in part.walk())
    said = [] if headed else of_one_form([own.label for own in leads if own])
    forms = {title: own for form in said for title, own in form.items()}
    found = Part(part.line, part.level, part.title)
    open_part = found
    denied = False
    for node in part.nodes:
        title = _title_of(node, forms)
        if isinstance(node, Text) and not title:
            denied = _denies(node) or (denied and not _is_bold(node))
        if denied:
            open_part = found
            open_part.nodes.append(node)
        elif title:
            below = node.nodes if isinstance(node, Entry) else []
            own = Part(node.line, part.level + 1, title, list(below))
            found.parts.append(own)
            open_part = found if isinstance(node, Entry) else own
        elif isinstance(node, Text) and _begins_as_one(node, forms):
            # Whatever it is, it and what follows are no longer of the PR above.
            open_part = found
            open_part.nodes.append(node)
        elif not (isinstance(node, Html) and _DETAILS_END.match(node.source)):
            open_part.nodes.append(node)
        else:
            open_part = found
    found.parts += part.parts
    return found


def apart(part: Part) -> list[Part]:
    """The part of a PR, and one for each other PR that a bold line in it heads."""
    found = [replace(part, nodes=[], parts=[])]
    denied = False
    for node in part.nodes:
        denied = denied or _denies(node)
        title = _title_of(node) if isinstance(node, Text) and not denied else ""
        if title and names_pr(title) != pr_of(part.title)[0]:
            found.append(Part(node.line, part.level, title))
        else:
            found[-1].nodes.append(node)
    found[-1].parts = part.parts
    return found


def heads_prs(part: Part) -> bool:
    """Whether PRs are below the heading of a part, in any way."""
    below = (own for own in part.walk() if own is not part)
    return any(pr_of(own.title)[0] for own in below) or any(
        _title_of(node) or is_of_prs(node) for own in part.walk() for node in own.nodes
    )


def has_bold_prs(part: Part) -> bool:
    """Whether several PRs are below a part under bold lines instead of headings."""
    texts = [node for own in part.walk() for node in own.nodes if isinstance(node, Text)]
    return len({names_pr(title) for title in map(_title_of, texts) if title}) > 1


def _denies(node: Node) -> bool:
    """Whether a line says that what is below it is not of the plan: `**Rejected PRs**`, `Rejected:`."""
    if not isinstance(node, Text) or known_label(node.text) or _title_of(node):
        return False
    return heads_nothing(node.text) if _is_bold(node) else denies_list(node.text)


def _is_bold(node: Text) -> bool:
    lead = lead_of(node.text)
    return bool(lead and not lead.rest)


def _title_of(node: Node, forms: Mapping[str, str] = NO_FORMS) -> str:
    """The heading of a PR that a block is in place of; empty when it is in that of none."""
    if isinstance(node, Html):
        found = _SUMMARY.search(node.source)
        title = _TAG.sub("", found["title"]).strip() if found else ""
    elif isinstance(node, Entry):
        lead = lead_of(node.text)
        title = f"{lead.label}: {lead.rest}".rstrip(": ") if lead else without_box(node.text)
        title = title if node.nodes else ""
    else:
        lead = lead_of(node.text) if isinstance(node, Text) else None
        return _bold_title(lead, forms) if lead else ""
    return title if names_pr(title) else ""


def _bold_title(lead: Lead, forms: Mapping[str, str]) -> str:
    """The heading that a bold line is, with its status and remarks behind it."""
    title = forms.get(lead.label) or (lead.label if names_pr(lead.label) else "")
    if not title or not lead.rest:
        return title
    whole = f"{title} {lead.rest}"
    beside = heading_of(whole).title.removeprefix(heading_of(title).title)
    return whole if _ASIDE.fullmatch(beside) else ""


def _begins_as_one(node: Text, forms: Mapping[str, str]) -> bool:
    lead = lead_of(node.text)
    return bool(lead and (lead.label in forms or names_pr(lead.label)))
