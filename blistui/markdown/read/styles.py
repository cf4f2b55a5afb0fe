"""Other ways to write a series of PRs, brought into that of the template before it is read.

PRs as items, bold lines, rows of a table and folded details become parts under headings; labels in italics,
in plain letters, in boxes to tick and in lines of one paragraph become labels in bold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from blistui.markdown.blocks import Entry, Html, Node, Part, Table, Text
from blistui.markdown.bold import lead_of
from blistui.markdown.listed import without_box
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.sections import names_pr, pr_of
from blistui.markdown.read.words import stated
from blistui.patterns import pattern

_SUMMARY = pattern(r"<summary>(?P<title>.{0,300}?)</summary>", re.DOTALL | re.IGNORECASE)
_TAG = pattern(r"</?[A-Za-z][^<>]*>")
_DETAILS_END = pattern(r"</details>\s*$", re.IGNORECASE)
_IN_BOLD = pattern(r"\*\*(?P<label>[^*\n]{1,60}?):?\*\*:?[ \t]*(?P<rest>.*)$", re.DOTALL)
_IN_ITALICS = pattern(
    r"(?P<mark>[*_])(?P<label>[^*_\n]{1,60}?):?(?P=mark):?(?:[ \t]+(?P<rest>.*))?$", re.DOTALL
)
_PLAIN = pattern(r"(?P<label>[A-Z][\w()/ -]{1,40}):(?:[ \t]+(?P<rest>.*))?$", re.DOTALL)
_DASHED = pattern(r"(?P<label>[A-Z][A-Z ]{2,30}) [—–-] (?P<rest>.*)$", re.DOTALL)
_NEXT = pattern(r"(?<=[.;])\s+(?=[A-Z][\w()/ -]{1,40}:\s)")


def with_parts(draft: Draft, part: Part) -> Part:
    """A part of the series in which each PR has a heading of its own."""
    headed = {names_pr(own.title) for own in part.walk()}
    found = Part(part.line, part.level, part.title)
    open_part = found
    for node in part.nodes:
        title = _title_of(node)
        rows = [] if title else list(_rows(node, headed, part.level + 1))
        if rows:
            assert isinstance(node, Table)
            draft.understand(*node.header)
            found.parts += rows
        elif title:
            below = node.nodes if isinstance(node, Entry) else []
            own = Part(node.line, part.level + 1, title, list(below))
            found.parts.append(own)
            open_part = found if isinstance(node, Entry) else own
        elif not (isinstance(node, Html) and _DETAILS_END.match(node.source)):
            open_part.nodes.append(node)
        else:
            open_part = found
    found.parts += part.parts
    return found


def heads_prs(part: Part) -> bool:
    """Whether PRs are below the heading of a part, in any way."""
    below = (own for own in part.walk() if own is not part)
    return any(pr_of(own.title)[0] for own in below) or any(
        _title_of(node) or list(_rows(node, (), 0)) for own in part.walk() for node in own.nodes
    )


def _title_of(node: Node) -> str:
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
        title = lead.label if lead and not lead.rest else ""
    return title if names_pr(title) else ""


def _rows(node: Node, headed: Collection[str], level: int) -> Iterator[Part]:
    """A part for each row of a table of PRs that have no heading."""
    if not isinstance(node, Table) or not all(names_pr(f"{row[0]}:") for _, row in node.rows):
        return
    if not node.rows or any(names_pr(f"{row[0]}:") in headed for _, row in node.rows):
        return
    for line, row in node.rows:
        cells = list(zip(node.header[1:], row[1:], strict=True))
        named = next((cell for title, cell in cells if title.casefold() in _OF_TITLES), "")
        texts = [
            f"**{title}:** {cell}"
            for title, cell in cells
            if stated(cell) and title.casefold() not in _OF_TITLES
        ]
        own: list[Node] = [Entry(line, text, "-", text, []) for text in texts]
        yield Part(line, level, f"{row[0]}: {named}", own)


_OF_TITLES = frozenset({"title", "name", "pr title", "description", "summary", "what"})


def with_labels(nodes: Sequence[Node], known: Collection[str]) -> list[Node]:
    """The blocks of a PR with all known labels in bold, each at the beginning of a block of its own."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Entry):
            text = _labelled(without_box(node.text), known)
            found.append(node._replace(text=text) if text != node.text else node)
        elif isinstance(node, Text):
            found += _apart(node, known)
        else:
            found.append(node)
    return found


def _apart(node: Text, known: Collection[str]) -> list[Node]:
    """A paragraph, or several where each line, or sentence, begins with a label."""
    pieces: list[tuple[int, str]] = []
    for at, line in enumerate(node.source.split("\n")):
        flat = line.strip()
        for sentence in _NEXT.split(flat) if _labelled(flat, known) != flat else [flat]:
            text = _labelled(sentence, known)
            if pieces and text == sentence and not _IN_BOLD.match(text):
                pieces[-1] = (pieces[-1][0], f"{pieces[-1][1]}\n{sentence}")
            else:
                pieces.append((node.line + at, text))
    return [Text(line, text) for line, text in pieces]


def _labelled(text: str, known: Collection[str]) -> str:
    for form in (_IN_BOLD, _IN_ITALICS, _PLAIN, _DASHED):
        found = form.match(text)
        if found and found["label"].strip().casefold() in known:
            return f"**{found['label'].strip()}:** {found['rest'] or ''}".rstrip()
    return text
