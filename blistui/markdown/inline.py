"""An author's text as inline Markdown that cannot break the document around it.

Code spans, emphasis and links stay what they are. Raw HTML, control characters and unpaired backticks,
which could swallow what follows, are made visible instead.
"""

from __future__ import annotations

import re
from functools import lru_cache

from blistui.markdown.breaks import HARD, HARD_BREAK, has_blocks, squeezed
from blistui.markdown.nothing import in_numbers, own, says_nothing, without_number
from blistui.patterns import pattern

GLUE = "\0"
"""A space at which no line may break; `page.Page` writes it as a space. No author's text can hold it."""

BREAK = "<br>"
"""Ends a line where there is room for one line only."""


def code_span(ticks: str, inside: str = ".+?") -> str:
    """A pattern of a code span with `inside` in it; its group `ticks` holds what opens it.

    The first ticks that can close it do (`(?>`): else a text that does not match would be tried with all ends
    that each span could have."""
    return rf"(?>(?<!`)(?P<{ticks}>`+)(?!`){inside}(?<!`)(?P={ticks})(?!`))"


_HIDDEN = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPECIAL = pattern(r"[`<*@]|://|\\\Z|none, because", re.IGNORECASE)
# Blanks at the ends of a line and beside others, and what would be taken for these or for a break.
_SPACES = pattern(r"^\s+|(?<=[ \t])[ \t]+|\s+$|\t|&(?=#)|<(?=br)", re.IGNORECASE)
_LABEL = pattern(rf"\\.|{code_span('ticks')}|(?P<ends>(?<![\s*]):\*\*|(?<![\s*])\*\*:)")
_TOKEN = pattern(
    rf"""
    (?P<kept>\\[!-/:-@\[-`{{-~]                     # an escape that is there already
      | \]\([^()\s]*\)                              # the target of a link
      | <(?:https?://[^\s<>]+|[^\s<>@]+@[^\s<>]+)>) # an autolink
  | {code_span("run", "(?P<code>.+?)")}
  | (?P<unpaired>`+)
  | (?P<html><(?=[A-Za-z/!?]) | \\\Z)             # what would be HTML; what would escape the text behind
  | (?P<star>(?<!\S)\*(?!\S))
  | (?P<none>(?i:none(?=,\ because(?:\ |\Z))))         # would end what is stated
  | (?P<url>https?://(?:[^\s<>`*()]|\([^\s<>`*()]*\))+(?<=[\w/)])|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{{2,}}\b)
    """,
    re.VERBOSE,
)
_STRUCTURAL = pattern(
    r"""
    (?P<mark>[#>|]                     # heading, quotation, table
      | [-+*](?=\s|$) | =+\s*$ | (?P<rule>[-_*])(?:\s*(?P=rule))*\s*$  # list, underline of a heading, rule
      | [-:][-|:\s]*$                           # delimiter row
      | ~~~ | \[(?:\\.|[^\]\\])*\]:)             # fence, link definition
  | (?P<number>\d{1,9})(?P<point>[.)])(?=\s|$)
    """,
    re.VERBOSE,
)


def visible(text: str) -> str:
    """`text` with control characters, bidirectional overrides and lone surrogates shown; newlines stay."""
    text = text.replace("\r\n", "\n")
    return _HIDDEN.sub(_shown, text) if _may_hide(text) else text


def _may_hide(text: str) -> bool:
    # What is hidden is not printable; few texts have anything else that is not, such as wide spaces.
    return not text.replace("\n", "").replace("\t", "").isprintable()


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """As `visible`, with newlines shown too: what is one line stays one."""
    return visible(text).replace("\n", "␊")


def json_visible(json: str) -> str:
    """JSON, or TOML in basic strings, with the same characters as escapes, which mean the same."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json) if _may_hide(json) else json


@lru_cache(maxsize=1 << 14)
def inline(text: str) -> str:
    """`text` on one line, safe inside a paragraph, a list item, a heading or (after `tables`) a cell.

    Of a text with blocks each line is kept, with its blanks, to be read back.
    """
    shown = visible(text).strip("\n").rstrip()
    if "\n" not in shown or not has_blocks(shown):
        return unlabelled(_safe(squeezed(shown)))
    return unlabelled(
        BREAK.join(
            _safe(_SPACES.sub(lambda blanks: in_numbers(blanks[0]), line)) for line in shown.split("\n")
        )
    )


@lru_cache(maxsize=1 << 14)
def paragraph(text: str) -> str:
    """A paragraph on one line, but for the breaks that its author meant."""
    lines = map(squeezed, HARD_BREAK.split(visible(text).strip()))
    return HARD.join(_safe(line) for line in lines if line)


def unlabelled(text: str) -> str:
    """Inline Markdown in which no text in bold ends with a colon, as labels do."""
    if "**" not in text:
        return text
    return _LABEL.sub(lambda own: own[0].replace(":", "\\:") if own["ends"] else own[0], text)


def _safe(line: str) -> str:
    if line.strip() and says_nothing(line):
        return own(line)
    shown = _TOKEN.sub(_token, line) if _SPECIAL.search(line) else line
    return shown if without_number(line) == line else f"\\{shown}"


def _token(match: re.Match[str]) -> str:
    whole = match[0]
    match match.lastgroup:
        case "code":
            return whole.replace(" ", GLUE)
        case "unpaired":
            return "\\`" * len(whole)
        case "html" | "star":
            return f"\\{whole}"
        case "none":
            return f"{whole}\\"
        case "url":
            return f"<{whole}>"
    return whole


def code(text: str) -> str:
    """`text` as a code span, whatever it holds; empty for empty text."""
    flat = squeezed(visible(text)).replace(" ", GLUE)
    if "`" not in flat:
        return f"`{flat}`" if flat else ""
    ticks = "`" * (1 + max(len(run) for run in re.findall("`+", flat)))
    return f"{ticks}{GLUE}{flat}{GLUE}{ticks}"


def guarded(line: str) -> str:
    """`line`, its beginning escaped where Markdown would take it for a heading, a list, a fence or a rule."""
    found = _STRUCTURAL.match(line)
    if found is None:
        return line
    if found["mark"]:
        return f"\\{line}"
    return f"{found['number']}\\{line[found.end('number') :]}"


@lru_cache(maxsize=1 << 12)
def shortened(text: str, limit: int = 48) -> str:
    """The beginning of `text`, at most `limit` characters, cut between words and before a code span that does
    not fit; a span with which the text begins is cut and closed."""
    flat = squeezed(text)
    if len(flat) <= limit:
        return flat
    cut = flat[:limit].rpartition(" ")[0] or flat[: limit - 1]
    closing = ""
    if cut.count("`") % 2:
        before = cut.rpartition("`")[0]
        closing = "" if before.strip() else "`"
        cut = before if before.strip() else cut
    return cut.rstrip(" ,;:.([-—") + "…" + closing
