"""A macro plan in Markdown read as a plan: our own export exactly, what people wrote as well as it goes.

Nothing is lost: what is not understood comes back as leftovers, each with its line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from blistui.markdown.blocks import Fence, Node, Part, tree
from blistui.markdown.outline import NOT_PLACED, SECTIONS, Known, outer_parts, sections_of
from blistui.markdown.read import (
    concept,
    crosscutting,
    dag,
    evolution,
    frozen,
    living,
    objectives,
    pr_tables,
    prevention,
    recon,
    risks,
    series,
    struck,
    summary,
)
from blistui.markdown.read.accounting import Words, headings_above, leaves, shapes, unplaced, words
from blistui.markdown.read.bold_headings import with_headings
from blistui.markdown.read.denials import heads_nothing, heads_what_is_gone
from blistui.markdown.read.draft import Draft, Leftover
from blistui.markdown.read.loose_contracts import series_of, taken_out
from blistui.markdown.read.order import grouped
from blistui.markdown.read.pr_forms import with_series
from blistui.markdown.read.pr_headings import names_pr, pr_of
from blistui.markdown.read.pr_ticks import ticked_items
from blistui.markdown.read.recon_lines import is_recon
from blistui.markdown.read.revisions import is_notes, read_notes, without_notes
from blistui.markdown.read.risks_in_words import is_register
from blistui.markdown.read.sections import merged
from blistui.markdown.read.styles import has_bold_prs
from blistui.markdown.write.document import CLOSING, document
from blistui.patterns import pattern
from blistui.plan.document import Plan
from blistui.plan.tables.leftover import Leftover as PlanLeftover

_READERS: dict[str, Callable[[Draft, Part], None]] = {
    "A": summary.read,
    "B": recon.read,
    "C": objectives.read,
    "D": concept.read,
    "E": risks.read,
    "F": evolution.read,
    "G": frozen.read,
    "H": crosscutting.read,
    "J": dag.read,
    "K": prevention.read,
}
_DIVIDER = pattern(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_FRONT_MATTER = pattern(r"---[ \t]*\r?\n(?=[\w-]+:)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class Imported:
    """The plan, what of the Markdown is in none of its fields but its leftovers, and how much that is."""

    plan: Plan
    leftovers: tuple[Leftover, ...]
    sections: tuple[str, ...]
    """Letters of the sections that were recognised."""
    remarks: tuple[str, ...]
    """Where a section is another than its letter says."""
    words: int
    words_left: int


class Code(NamedTuple):
    """What an import has to know of the repository of the code, and of the Markdown in it."""

    folder: str = ""
    """The folder of the text, with forward slashes: its links start there."""
    projects: frozenset[str] = frozenset()
    """What the repository is called on code hosts, `github.com/a/b`: addresses of others are not cited."""
    signatures: Callable[[Plan], Mapping[str, str]] = lambda plan: {}
    """Reads what an export would show in section G; a typed signature that differs is left over."""


def read_markdown(text: str, code_in: Callable[[str], Code] = lambda named: Code()) -> Imported:
    """The plan in a Markdown text. Any text gives a plan; at worst an empty one and all leftovers.

    `code_in` gives the repository that the head of the text names ("" when it names none).
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source = text.replace(CLOSING, "\n" * CLOSING.count("\n")).split("\n")
    across = tuple(at for at, line in enumerate(source, start=1) if _DIVIDER.match(line))
    draft = Draft(own=f"\n\n{CLOSING}" in text, dividers=across)
    front = _FRONT_MATTER.match(text)
    if front:
        draft.leave_text(1, "front matter", front[0])
        text = "\n" * front[0].count("\n") + text[front.end() :]
    root = with_headings(tree(text))
    if not draft.own:
        struck.take_out(draft, root)
    lettered: dict[str, list[Part]] = {}
    draft.leave("before the title", *root.nodes)
    title, parts = outer_parts(root)
    if not draft.own:
        parts = with_series(parts, [known.letter for known in sections_of(parts)])
    loose = taken_out(draft, title, parts)
    if title and not draft.own:
        title = without_notes(draft, title)
    beside = [] if draft.own else _beside_series(draft, title, parts)
    head = summary.head_of(draft, title) if title else {}
    code = code_in(summary.repository_in(head))
    draft.folder, draft.projects = code.folder, code.projects
    if title:
        summary.title_block(draft, title, head)
    known_as = _known(draft, parts)
    # Bold lines are the headings of a series where no heading is one.
    by_bold = not (draft.own or any(known.letter == "I" for known in known_as) or any(map(_is_series, parts)))
    for part, known in zip(parts, known_as, strict=True):
        draft.remarks += [known.remark] if known.remark else []
        unsaid = by_bold and not known.letter and has_bold_prs(part) and not heads_nothing(part.title)
        _outer(draft, part, "I" if unsaid else known.letter, lettered)
    if loose:
        lettered.setdefault("I", []).append(series_of(draft, loose))
    # Blocks, risks and invariants are named in sections before and after their own.
    for letter in SECTIONS:
        found = lettered.get(letter, [])
        # Goals and non-goals under headings of their own are not one list.
        for part in found if letter == "C" or not found else [merged(found)]:
            if letter == "I":
                series.read(draft, part, beside)
            else:
                _READERS[letter](draft, part)
    sections = tuple(letter for letter in SECTIONS if letter in lettered)
    return _accounted(draft, source, root, sections, code.signatures)


def _known(draft: Draft, parts: Sequence[Part]) -> list[Known]:
    """What each part is read as; as nothing where its heading says that it is not of the plan."""
    known = sections_of(parts)
    if draft.own:
        return known
    return [
        Known("")
        if heads_what_is_gone(part.title) or (own.letter in ("I", "J") and _is_denied(part))
        else own
        for part, own in zip(parts, known, strict=True)
    ]


def _is_denied(part: Part) -> bool:
    # `I) PR Plan, not merged yet` is the plan's all the same.
    lettered = re.match(r"\W*[IJ][).:]", part.title)
    return heads_nothing(part.title) and not (lettered or names_pr(part.title))


def _beside_series(draft: Draft, title: Part | None, parts: Sequence[Part]) -> list[Node]:
    """The tables of the PRs, no longer in their parts, and drawings that stand in the summary and outside of
    the sections; none where there is no series."""
    letters = [
        known.letter or "I" * _is_series(own) for own, known in zip(parts, _known(draft, parts), strict=True)
    ]
    if "I" not in letters:
        return []
    own = [
        part
        for part, letter in zip(parts, letters, strict=True)
        if letter in ("", "A") and not _is_denied(part)
    ]
    if title:
        own.append(Part(title.line, title.level, title.title, title.nodes))
    found: list[Node] = [*pr_tables.taken_out(own), *ticked_items(own)]
    if title:
        title.nodes = own[-1].nodes
    return found + [
        node for part in own for below in part.walk() for node in below.nodes if isinstance(node, Fence)
    ]


def _accounted(
    draft: Draft,
    source: list[str],
    root: Part,
    sections: tuple[str, ...],
    signatures: Callable[[Plan], Mapping[str, str]],
) -> Imported:
    """The plan with all that no reader has placed."""
    data = grouped(draft.resolved())
    plan = Plan.model_validate(data)
    exported = document(plan, signatures(plan))
    known = shapes(exported) if draft.derived else set()
    for where, node in draft.derived:
        changed = [text for shape, text in leaves([node]) if shape and shape not in known]
        for text in changed:
            draft.leave_text(text.line, where, text.source)
    held = Words()
    # A value is in both: people say a thing twice, too, in a table and below it.
    held.add_value(data)
    held.add(exported.removesuffix(CLOSING))
    for phrase in draft.understood:
        held.understand(phrase)
    left = sum(len(words(own.text)) for own in draft.left)
    for own in draft.left:
        held.add(own.text)
    for line, lines, count in unplaced(source, held):
        draft.left.append(Leftover(line, "", lines.strip("\n")))
        left += count
    draft.left.sort(key=lambda own: own.line)
    above = headings_above(root)
    earlier = len(plan.leftover)
    kept = tuple(
        PlanLeftover(
            id=f"L{number}",
            heading=_heading_of(own, above),
            text=own.text,
            why="no field was found for it" if own.where else "only a part of it fits a field",
        )
        for number, own in enumerate(draft.left, start=earlier + 1)
    )
    plan = plan.model_copy(update={"leftover": (*plan.leftover, *kept)})
    total = sum(len(words(line)) for line in source)
    return Imported(plan, tuple(draft.left), sections, tuple(draft.remarks), total, left)


def _heading_of(left: Leftover, above: list[tuple[int, str]]) -> str:
    at = bisect_right(above, (left.line, "\U0010ffff"))
    return above[at - 1][1] if at else ""


def _outer(draft: Draft, part: Part, letter: str, lettered: dict[str, list[Part]]) -> None:
    if letter:
        lettered.setdefault(letter, []).append(part)
    elif _is_series(part):
        # A series without a heading of its own.
        lettered.setdefault("I", []).append(Part(part.line, part.level - 1, "", [], [part]))
    elif not draft.own and (model := concept.model_in(draft, part)):
        lettered.setdefault("D", []).append(model)
    elif not draft.own and is_recon(part, draft.projects):
        lettered.setdefault("B", []).append(part)
    elif not draft.own and is_register(part):
        lettered.setdefault("E", []).append(part)
    elif draft.own and part.title.casefold() == "revision notes":
        living.revision_notes(draft, part)
    elif not draft.own and is_notes(part.title):
        read_notes(draft, part)
    elif part.title.casefold() == "review record":
        living.review_record(draft, part)
    elif part.title == NOT_PLACED:
        living.not_placed(draft, part)
    else:
        if not (part.nodes or part.parts or part.title in draft.understood):
            draft.leave_text(part.line, "outside of the sections", part.title)
        draft.leave_part("outside of the sections", part)


def _is_series(part: Part) -> bool:
    """Whether PRs are below a part without a heading of the series, and are those of the plan."""
    if _is_denied(part):
        return False
    own, _ = pr_of(part.title)
    # A number alone is that of a section.
    return bool(own and not own.isdecimal()) or any(names_pr(below.title) for below in part.walk())
