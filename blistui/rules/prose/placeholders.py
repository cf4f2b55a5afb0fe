"""Placeholders that are still in a text: example marks, angle brackets, TODO notes."""

from __future__ import annotations

import re

from blistui.patterns import pattern
from blistui.rules.prose.markdown_spans import spans_of

_EXAMPLE = pattern(r"\(\s*(?:example|e\.g\. row|sample)\s*\)", re.IGNORECASE)
_ANGLES = pattern(r"(?<![\w)\]<])<(?P<inside>…|\.{3}|[^\W\d_][\w ,./'’-]{0,60}(?<! ))>(?![\w=>]|\s+[\d(])")
_TO_DO = pattern(
    r"(?:\A|\n)[ \t*_>-]{0,20}(?:TODO|FIXME)\b|[(\[]\s{0,20}(?:TODO|FIXME)\b"
    r"|\b(?:TODO|FIXME)\s*(?:[:(]|\W*\Z)"
)
_QUOTED = pattern(r"\"[^\"\n]*\"|“[^”\n]*”")
_MARKUP = pattern(
    r"(?:[abiuspq]|br|hr|em|li|[ou]l|t[dhr]|d[ldt]|div|pre|su[bp]|kbd|img|del|ins|code|span|table|thead|tbody"
    r"|small|strong|details|summary|blockquote)\b",
    re.IGNORECASE,
)


def placeholder(text: str) -> str:
    """The first placeholder in `text`, or empty; what is in code or quotation marks is none."""
    if "(" not in text and "<" not in text and "TODO" not in text and "FIXME" not in text:
        return ""
    bare = spans_of(text).bare
    example = _EXAMPLE.search(bare)
    if example:
        return example.group()
    bare = _QUOTED.sub('""', bare)
    for found in _ANGLES.finditer(bare):
        if not _MARKUP.match(found["inside"]):
            return found.group()
    to_do = _TO_DO.search(bare)
    return to_do.group().strip(" \t\n*_>-([:.") if to_do else ""
