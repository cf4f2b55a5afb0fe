"""Which PR waits for which in a drawing: lines of arrows, and the arrows of Mermaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blistui.markdown.read.denials import doubtful
from blistui.markdown.read.pr_names import PrNames
from blistui.patterns import pattern

_ARROW = pattern(
    r"(?<![─=.<-])(?<!-x)"
    r"(?:(?:--|==)[ \"]{1,2}\w[\w .]{0,30}[ \"]{1,2})?[─=-]++[>►▶](?:\|[^|]*\|)?|[→⟶►▶](?:\|[^|]*\|)?"
)
_DENIED = pattern(r"\s\((?P<remark>[^()\"]*)\)\s*$|\?\s*$")
"""Behind a line, what may deny its arrows."""
_DOWN = pattern(r"\s*[↓▼v|│]\s*$")
_SHAPE = pattern(r"(?<![\w-])(?P<node>[\w-]++)(?P<shape>[\[({]+\"?(?P<label>[^\[\](){}\"]{0,80})\"?[\])}]+)")
_TITLED = pattern(r"[:(\[—–]| - ")


def drawn(lines: Sequence[str], names: PrNames) -> Iterator[tuple[str, str]]:
    """(the PR that comes first, the PR that waits for it): arrows along a line, and below a line one that
    points down to the next."""
    aliases = _aliases(lines, names)
    above: list[str] = []
    down = False
    for line in lines:
        remark = _DENIED.search(line)
        if remark and doubtful(remark[0]):
            above, down = [], False
            continue
        flat = _SHAPE.sub(lambda own: own["node"] if _is(own["node"], names, aliases) else own[0], line)
        before: list[str] = []
        for piece in _ARROW.split(flat):
            here = _at(piece, names, aliases)
            yield from ((on, pr) for on in before for pr in here)
            before = here
        here = _at(flat, names, aliases)
        if down and len(here) == 1:
            yield from ((on, here[0]) for on in above)
        if here:
            above, down = here, False
        elif line.strip():
            down = bool(_DOWN.match(line)) and len(above) == 1


def _aliases(lines: Sequence[str], names: PrNames) -> dict[str, str]:
    """The nodes of a drawing by the PR that their label begins with."""
    found: dict[str, str] = {}
    for own in (own for line in lines for own in _SHAPE.finditer(line)):
        named = names.mentioned(own["label"])
        if named and not names.named(own["node"]):
            found[own["node"]] = named[0]
    return found


def _is(node: str, names: PrNames, aliases: dict[str, str]) -> bool:
    return bool(names.named(node) or node in aliases)


def _at(piece: str, names: PrNames, aliases: dict[str, str]) -> list[str]:
    """The PRs of what stands between two arrows."""
    alone = aliases.get(piece.strip(" ;"), "") or names.named(piece, bare=True)
    if alone:
        return [alone]
    listed = names.listed(re.sub(r"[{}\[\]]", "", piece))
    if listed:
        return listed
    first = names.mentioned(_TITLED.split(piece, maxsplit=1)[0])
    by_alias = [aliases[own] for own in re.split(r"\s*&\s*", piece.strip()) if own in aliases]
    return first[:1] if _TITLED.search(piece) and first else by_alias or names.mentioned(piece)
