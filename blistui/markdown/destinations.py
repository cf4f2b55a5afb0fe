"""Lines that the links of a Markdown document lead to: `[it](../sim/a.go#L3-L9)`, `<a href="a.go#L3">`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from blistui.patterns import rare_pattern
from blistui.repo.places import Place, ranges_of

_LINES = r"L[0-9]{1,9}(?:C[0-9]{1,6})?(?:-L?[0-9]{1,9}(?:C[0-9]{1,6})?)?"
_LINK = rare_pattern(
    r"""(?:\]\(\s{0,9}|^[ ]{0,3}\[[^\]\n]{1,200}\]:\s{0,9}|\bhref\s{0,3}=\s{0,3}["'])"""
    r"""(?![a-zA-Z][\w+.-]{0,30}:)(?:<(?P<angled>[^<>#?\n]{1,2000})|(?P<plain>[^\s<>()#?"']{1,2000}))"""
    rf"""(?:\?[^\s#<>()]{{0,200}})?#(?P<lines>{_LINES})(?=[>)\s"']|\Z)""",
    re.MULTILINE,
    signs=("#L",),
)


def linked_places(text: str) -> Iterator[Place]:
    """The lines of files that links lead to; their paths begin in the folder of the document."""
    for link in _LINK.finditer(text):
        path_at = link.span("angled" if link["angled"] else "plain")
        path = unquote(text[slice(*path_at)])
        yield Place(
            path,
            ranges_of(link["lines"]),
            start=path_at[0],
            end=link.end(),
            path_at=path_at,
            lines_at=link.span("lines"),
        )
