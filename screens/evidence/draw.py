"""How evidence is drawn: a citation, its lines, a query, and the findings below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from blistui.plan.remarks import Said
from blistui.plan.tables.citation import Query
from blistui.rules.rule import Finding
from screens.code_view.cells import LineCells
from screens.evidence.proof import Claim, CodeLine, Proof
from screens.fields.field import GROUP_GLYPHS, group_of
from screens.printable import printable
from screens.widgets.clicks import acting
from screens.widgets.lines import ACCENT, CODE, FAINT, GLYPH_STYLES, MUTED, Part, keys, line, prose

STATE_GLYPHS = {
    "exact": "✓",
    "unpinned": "○",
    "moved": "▲",
    "changed": "✗",
    "ambiguous": "✗",
    "gone": "✗",
    "invalid": "✗",
}
_SPANS = {"keyword": ACCENT, "type": CODE, "function": "bold", "comment": MUTED}
_TAB = 4
_PROSE = 84
"""Cells of the widest text that is comfortable to read."""


def badge(proof: Proof) -> Content:
    """What became of a citation, as a glyph and a word in its colour, and where it is now."""
    glyph = STATE_GLYPHS.get(proof.status, "✗")
    colour = GLYPH_STYLES[glyph]
    now = f" {_now(proof)}" if proof.status == "moved" else ""
    return Content.assemble((f"{glyph} ", colour), (proof.status, f"bold {colour}"), (now, MUTED))


def _now(proof: Proof) -> str:
    """Where it is now: only its lines, when the file is the same."""
    path, _, lines = proof.where.rpartition(":")
    is_same = path == proof.citation.at.rpartition(":")[0]
    return f"to {lines if is_same else printable(proof.where)}"


def _head(proof: Proof, width: int) -> Iterator[Content]:
    """The place of a citation and what became of it; where it is now has its own row, if that is long."""
    left, right = Content("  ") + place(proof.citation.at), badge(proof)
    if proof.status == "moved" and left.cell_length + right.cell_length + 3 > width:
        now = _now(proof)
        yield line(width, left, right[: -len(now) - 1], edge=2)
        yield line(width, Content.styled(f"    {now}", MUTED), edge=2)
    else:
        yield line(width, left, right, edge=2)


def place(at: str) -> Content:
    """A place of the code: folder muted, file bold, lines plain."""
    path, _, lines = at.rpartition(":")
    folder, slash, file = path.rpartition("/")
    return Content.assemble(
        (printable(folder + slash), MUTED), (printable(file), "bold"), f":{printable(lines)}"
    )


def evidence(
    claim: Claim, proofs: Sequence[Proof], at: int, width: int, findings: Sequence[Finding]
) -> Iterator[Content]:
    """The rows for a pane of `width` cells; citation `at` with its lines."""
    for index, proof in enumerate(proofs):
        # A click on what is shown goes on to the code itself.
        action = "pane('code')" if index == at else f"show_citation({index})"
        for row in _head(proof, width):
            yield acting(row, action)
        if index == at:
            yield from _shown(proof, width)
        else:
            name = ", ".join(proof.citation.symbols) or "no symbol"
            yield acting(line(width, Content.assemble("    ", (printable(name), CODE)), edge=2), action)
        yield Content("")
    for query in claim.queries:
        yield from _query(query, width)
        yield Content("")
    if not claim.citations and not claim.queries:
        yield Content.styled("  Nothing is cited here.", MUTED)
        yield Content("")
    yield Content.styled("  " + "─" * max(width - 4, 0), "$border-blurred")
    yield from below(claim.name, width, findings)


def _shown(proof: Proof, width: int) -> Iterator[Content]:
    for code in proof.lines:
        yield _code(code, width)
    if proof.lines:
        return
    for text in proof.diff[:24]:
        row = Content("  ") + diff_row(text)
        yield line(width, row, edge=1).stylize_before("on $background")
    if proof.status == "changed":
        yield Content("    ") + keys(("A", "accept, once read"))
    for row in prose(printable(proof.message), MUTED).wrap(max(min(width - 6, _PROSE), 8)):
        yield Content("    ") + row


def diff_row(text: str) -> Content:
    """One line of a difference, in the colour of its sign."""
    cells = LineCells(text.rstrip(), _TAB)
    style = {"+": "$success", "-": "$error"}.get(text[:1], MUTED)
    return Content.styled(cells.shown(0, len(cells.line)), style)


def _code(code: CodeLine, width: int) -> Content:
    cells = LineCells(code.text, _TAB)
    parts: list[Part] = [
        "  ",
        ("▎" if code.cited else " ", ACCENT),
        (f"{code.number:>4} ", MUTED if code.cited else FAINT),
    ]
    at = 0
    for start, end, kind in code.spans:
        parts.append((cells.shown(at, start), "" if code.cited else FAINT))
        parts.append((cells.shown(start, end), _SPANS.get(kind, "") if code.cited else FAINT))
        at = end
    parts.append((cells.shown(at, len(cells.line)), "" if code.cited else FAINT))
    return line(width, Content.assemble(*parts), edge=1).stylize_before("on $background")


def _query(query: Query, width: int) -> Iterator[Content]:
    asked = Content.assemble("  ", (f"{query.ask} of ", MUTED), (printable(query.subject), CODE))
    yield line(width, asked, Content.styled(f"{len(query.result)} as stored", MUTED), edge=2)
    names = [entry.rpartition(" ")[2] for entry in query.result]
    if names:
        yield line(width, Content.styled(f"    {printable('  '.join(names))}", MUTED), edge=2)


def below(name: str, width: int, findings: Sequence[Finding]) -> Iterator[Content]:
    """The findings of one item, as sentences with what to do."""
    counts: list[Part] = []
    groups = [group_of(finding) for finding in findings]
    for group, glyph in GROUP_GLYPHS.items():
        if count := groups.count(group):
            counts += ["   " if counts else "", (glyph, GLYPH_STYLES[glyph]), (f" {count}", "bold")]
    title = Content.styled(f"  Findings of {printable(name)}", MUTED)
    yield line(width, title, Content.assemble(*counts), edge=2)
    yield Content("")
    if not findings:
        yield Content.assemble("  ", ("✓", "$success"), (" nothing wrong here", MUTED))
    for finding in findings:
        glyph = GROUP_GLYPHS[group_of(finding)]
        head = Content.assemble("  ", (f"{glyph} ", GLYPH_STYLES[glyph]))
        for row in sentence(finding, width, head):
            yield acting(row, f"to_finding({finding.place!r}, {finding.rule!r})")


def said(name: str, width: int, remarks: Sequence[Said]) -> Iterator[Content]:
    """What reviewers said about the item, with the answers; nothing where they said nothing."""
    if not remarks:
        return
    waiting = sum(one.is_open for one in remarks)
    count = (
        Content.styled(f"{waiting} open", "bold $warning") if waiting else Content.styled("answered", MUTED)
    )
    yield Content("")
    yield line(width, Content.styled(f"  Remarks on {printable(name)}", MUTED), count, edge=2)
    yield Content("")
    space = max(min(width - 6, _PROSE), 8)
    for one in remarks:
        glyph = "▲" if one.is_open else "✓"
        who = ", ".join(filter(None, (one.reviewer, one.date))) or "somebody"
        head = Content.assemble("  ", (f"{glyph} ", GLYPH_STYLES[glyph]), (printable(who), "bold"))
        yield line(width, head, edge=2)
        for row in prose(printable(one.text)).wrap(space):
            yield Content("    ") + row
        if not one.is_open:
            for row in prose(printable(one.answer), MUTED).wrap(space):
                yield Content("    ") + row


def sentence(finding: Finding, width: int, head: Content) -> Iterator[Content]:
    """A finding as its sentence, hanging after `head`, its rule at the right, and the how-to muted below."""
    indent = " " * head.cell_length
    space = max(min(width - len(indent) - 3 - len(finding.rule), _PROSE), 8)
    for number, row in enumerate(prose(finding.message).wrap(space)):
        right = Content.styled(finding.rule, FAINT) if number == 0 else ""
        yield line(width, (head if number == 0 else Content(indent)) + row, right, edge=2)
    if finding.how_to_fix:
        space = max(min(width - len(indent) - 2, _PROSE), 8)
        for row in prose(finding.how_to_fix, MUTED).wrap(space):
            yield Content(indent) + row


def proof_row(
    claim: Claim, proofs: Sequence[Proof], at: int, width: int, looks: int, waiting: int
) -> Content:
    """The evidence in one row, for terminals that show one pane; `waiting` counts open remarks."""
    key = keys(("F6", "proof"))
    if waiting:
        key = Content.assemble((f"{waiting} open", "bold $warning"), "   ", key)
    if not proofs:
        word = "nothing is cited here" if not claim.citations else "reading the code …"
        return line(width, Content.styled(f"  {word}", MUTED), key, edge=2)
    proof = proofs[min(at, len(proofs) - 1)]
    glyph = STATE_GLYPHS.get(proof.status, "✗")
    style = GLYPH_STYLES[glyph]
    parts: list[Part] = [
        "  ",
        (glyph, style),
        f" {printable(proof.citation.at)}  ",
        (printable(", ".join(proof.citation.symbols)), CODE),
        (f"  {proof.status}", style),
    ]
    if len(proofs) > 1:
        parts.append((f"   {at + 1} of {len(proofs)}", MUTED))
    if looks:
        parts.append((f"   ▲ {looks}", "$warning"))
    return line(width, Content.assemble(*parts), key, edge=2)
