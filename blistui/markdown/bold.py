"""Bold letters at the beginning of a text: written so that they end where they should, and read back."""

from __future__ import annotations

import re
from typing import NamedTuple

from blistui.markdown.inline import GLUE, code_span
from blistui.patterns import pattern

_TOKEN = pattern(rf"\\.|{code_span('ticks')}|(?P<stars>\*+)", re.DOTALL)


_STAR = "&#42;"
_STARRED = pattern(rf"{_STAR}|{_TOKEN.pattern}", re.DOTALL)


class Lead(NamedTuple):
    """What a text begins with in bold, without its colon, and what follows; inline Markdown both."""

    label: str
    rest: str
    colon: bool
    """Whether a colon ends it, inside of the stars or behind them."""


def bold(text: str, colon: str = "") -> str:
    """`text` (inline Markdown) in bold, with its colon; its own stars are written by their number where they
    would end it too early, and a colon at its end has an escape."""
    if text.endswith(":") and not text.endswith("\\:"):
        text = f"{text[:-1]}\\:"
    stars = "".join(found["stars"] or "" for found in _TOKEN.finditer(text)) if "*" in text else ""
    beside = text.startswith("*") or text.endswith("*")
    spaced = text.replace(GLUE, " ")
    if stars and (len(stars) % 2 or beside or _inside(f"**{spaced}**") != spaced):
        # By its number, to be told from the escapes of the author's own.
        text = _TOKEN.sub(lambda found: found[0].replace("*", _STAR) if found["stars"] else found[0], text)
    return f"**{text}{colon}**"


def lead_of(text: str) -> Lead | None:
    """The bold beginning of a text; None when there is none. Emphasis and code inside belong to it."""
    inside = _inside(text)
    if inside is None:
        return None
    rest = text[len(inside) + 4 :]
    own = inside.endswith(":") and not inside.endswith("\\:")
    label = inside[:-1].rstrip() if own else inside
    return Lead(_with_stars(label), rest.removeprefix(":").strip(), own or rest.startswith(":"))


def _with_stars(label: str) -> str:
    """The text in bold with its stars, where `bold` escaped them."""
    if _STAR not in label:
        return label
    bare = _STARRED.sub(lambda found: "*" if found[0] == _STAR else found[0], label)
    return bare if bold(bare) == f"**{label}**" else label


def _inside(text: str) -> str | None:
    if not text.startswith("**") or not text[2:].strip() or text[2].isspace():
        return None
    opened = [2]
    for token in _TOKEN.finditer(text, 2):
        if not token["stars"]:
            continue
        left, at = len(token["stars"]), token.start()
        closes = not text[at - 1].isspace()
        while closes and left:
            if left == 1 and opened[-1] == 2:
                break
            if left == 2 and opened[-1] == 1:
                opened.pop()  # A star that nothing ends is a star.
            left -= opened.pop()
            if not opened:
                end = token.end() - left - 2
                return text[2:end] if end > 2 else None
        if left and not text[token.end() : token.end() + 1].isspace():
            opened.extend([1] if left == 1 else [2] * (left // 2))
    return None
