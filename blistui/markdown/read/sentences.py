"""A paragraph that says several things, each behind its label: `Observes: queues. *Controls* order.`"""

from __future__ import annotations

import re
from collections.abc import Callable

from blistui.markdown.inline import code_span
from blistui.patterns import pattern

_START = r"(?:\A|(?<=[.;!?)”\"]\s)|(?<=\n)|(?<=\*\s))"
_TOKEN = pattern(
    rf"{code_span('ticks')}"
    r"|\*\*(?P<bold>[^*\n]{1,60}?)(?P<colon>[:.]?)\*\*(?P<after>:?)\s*"
    rf"|{_START}[ \t]*(?:"
    r"(?P<mark>[*_])(?P<italics>[^*_\n]{1,40}?)[:.]?(?P=mark):?(?=\s|$)\s*"
    r"|(?P<capitals>[A-Z]{2,}(?:[ -][A-Z]{2,})*)(?::|(?=\s))\s*"
    r"|(?P<plain>[A-Za-z][\w’'/-]*(?: [\w’'/-]+){0,5})(?P<mid>:)(?:\s+|$))",
    re.DOTALL,
)
_OF_IT = pattern(
    r"(?:and\s+)?it\s+(?P<verb>observes|controls|owns)\s+(?P<what>\S.*?)[.;]?$", re.I | re.DOTALL
)


def by_label(text: str, known: Callable[[str], bool]) -> tuple[str, list[tuple[str, str]]]:
    """What is before the first label, and the text of each; the label is empty where it is unknown, and
    stands in its text.

    A label is in bold, in italics, in capitals or before a colon; all but the bold begin a sentence."""
    marks: list[tuple[int, int, str]] = []
    for found in _TOKEN.finditer(text):
        if found["ticks"]:
            continue
        label = (found["bold"] or found["italics"] or found["capitals"] or found["plain"]).strip()
        if known(label):
            marks.append((found.start(), found.end(), label))
        elif marks and _ends(found):
            marks.append((found.start(), found.start(), ""))
    if not marks:
        return text, []
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    pieces = [
        (label, text[begin:end].strip() if not label else _whole(text[begin:end]))
        for (_, begin, label), end in zip(marks, ends, strict=True)
    ]
    return text[: marks[0][0]].strip(), pieces


def _ends(found: re.Match[str]) -> bool:
    """Whether a label that is not known ends what is before it: it looks like the labels around it."""
    if found["bold"]:
        return bool(found["colon"] or found["after"])
    return bool(found["mid"]) and found["plain"][0].isupper() and " " not in found["plain"]


def _whole(text: str) -> str:
    return text.strip().removesuffix(";").rstrip()


def by_verb(text: str) -> tuple[str, list[tuple[str, str]], str]:
    """What is before the first clause such as `It observes queues; it owns nothing.`, verb and object of each
    of these, and all other clauses behind."""
    before: list[str] = []
    found: list[tuple[str, str]] = []
    rest: list[str] = []
    for clause in re.split(r"(?<=[.;])\s+", text.strip()):
        own = _OF_IT.match(clause)
        if own:
            found.append((own["verb"].casefold(), own["what"]))
        else:
            (rest if found else before).append(clause)
    return " ".join(before), found, " ".join(rest)
