"""Which PR a heading names, how far it is, and what else the heading says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from blistui.markdown.plain import unescaped
from blistui.markdown.read.denials import denied
from blistui.markdown.read.status import status_of, titled
from blistui.patterns import pattern

_PR = pattern(
    r"(?:\d+(?:\.\d+)*[.)]?\s+|[A-Z][a-z]+ [A-Z0-9]{1,3}\s*[:—–-]\s+)?"
    r"(?P<id>(?:PR|WP)\s*(?:#\s*|-)?\d+(?:\.\d+)*[a-z]?)\b\s*(?:\((?P<remark>[^()]*)\)\s*)?"
    r"(?:[:.·•|—–-]+\s*(?P<title>.*))?$",
    re.IGNORECASE,
)
_LETTERED = pattern(
    r"(?:PR|WP)[ -](?:\((?P<in>[A-Z]{1,5}-?[A-Z0-9]{1,3}|[A-Z][A-Za-z]*-?\d+[a-z]?)\)"
    r"|(?P<id>[A-Z]{1,3}-?\d{1,3}|[A-Z]))"
    r"\s*[:.·•|—–-]+(?:\s+(?P<title>.*))?$"
)
"""`PR A: ...`, `PR S1. ...`, `PR (TBD-A) - ...`: the letters of an author's own scheme."""
_PATCH = pattern(r"\[(?:[A-Z]+ )?PATCH(?: v\d+)? 0*(?P<number>[1-9]\d*)/\d+\]\s*(?P<title>.*)$")
_NAMED = pattern(r"(?P<id>[A-Za-z]*-?\d[\w-]*|[A-Za-z0-9][\w-]*-\d+[\w-]*)\s*[:—–-]\s+(?P<title>.*)$")
_FORM = pattern(
    r"^[^\w#`]*(?P<tick>`?)(?!(?:BC|NC|EC|INV|NG|OBJ|AQ|EP|ADR|RFC)-?\d)"
    r"(?P<kind>(?:Step|Patch|Commit|Change|Merge unit|Work item)[ -]#?|[A-Z]{1,4}-?(?=\d)|#(?=\d\d)|)"
    r"(?P<number>\d{1,6}[a-z]?)(?P=tick)(?P<end>[:.)]?(?:\s+[·•|—–-]+)?)(?:\s+|$)"
)
"""What a heading begins with in a scheme of its author: `MP-1 ·`, `` `P1` ``, `Step 2:`, `#481`, `3.`."""
_ASIDE = pattern(r"\s*(?P<star>[*_]?)\((?P<aside>[^()]*)\)(?P=star)$")
_DEPENDS = pattern(r"(?:depends on|needs|requires|after)\s+(?P<prs>.+)$", re.IGNORECASE)
_ALONE = pattern(r"(?:and )?[A-Za-z]{0,4}[ #-]{0,2}\d+[a-z]?$")
"""The next of several PRs."""
_SEVERAL = pattern(
    r"(?P<kind>[A-Z]{1,4})[ -]?#?\d+[a-z]?\s*(?:[—–-]\s*(?:(?P=kind)[ -]?)?|:\s*(?P=kind)[ -]?)#?\d+[a-z]?"
    r"\s*(?:[:.]|[—–-]\s|$)",
    re.IGNORECASE,
)
"""The heading of several PRs: `PR1-PR3: Foundation`."""
_NO_ID = pattern(
    r"(?:phase|part|step|task|day|week|option|alternative|appendix)\b|(?:19|20)\d\d(?!\d)|\d{4}-\d\d"
    r"|(?:RFC|CVE|ISO|IEEE|UTF|SHA|MD|HTTP|TLS|BC|NC|EC|INV)(?![a-z])",
    re.IGNORECASE,
)
"""Where a heading begins with what looks like an id and is none of a PR: a year, a standard, a contract."""


class PrHeading(NamedTuple):
    """A PR as its heading says it."""

    id: str
    title: str
    status: Mapping[str, str] = {}
    """Fields of a PR: its status, and when and as what it was merged."""
    waits_for: str = ""
    """What it depends on."""
    aside: str = ""
    """What else stands behind the title in parentheses."""


_NO_PR = PrHeading("", "")


def heading_of(text: str) -> PrHeading:
    """The PR in a heading as people write it, such as `### 1. **PR #1: Add a heap** (merged)`; its id is
    empty when it heads no PR."""
    text, status = titled(text)
    waits = aside = ""
    own, title = _pr(text) or _named(text)
    found = _ASIDE.search(title)
    if found:
        said, waits, rest = _of_aside(found["aside"])
        if said or waits or found["star"]:
            title, status, aside = title[: found.start()], {**status, **said}, rest
    return PrHeading(own, title.strip(), status, waits, aside) if own else _NO_PR


def pr_of(title: str) -> tuple[str, str]:
    """The id and the title of the PR in a heading; empty when it heads no PR."""
    found = heading_of(title)
    return found.id, found.title


def names_pr(title: str) -> str:
    """The id of the PR that a text is a heading of, where it says `PR`; empty when it is none."""
    return (_pr(titled(title).title) or ("", ""))[0]


def has_form(title: str) -> bool:
    """Whether a title begins as one of a scheme with letters: `MP-1: Pool`, `Step 2. Queue`."""
    found = _FORM.search(unescaped(title).replace("**", "").strip())
    return bool(found and found["kind"])


def of_one_form(titles: Sequence[str], bare: bool = False) -> list[dict[str, str]]:
    """The titles that head PRs only because several share their form and number upwards, by their form, each
    as one that says so: `Step 1. A` and `Step 2. B`, or `W1 - A` and `W2 - B`; also `bare` numbers.
    None where any title says `PR`."""
    if any(map(names_pr, titles)):
        return []
    by_form: dict[str, dict[str, str]] = {}
    numbers: dict[str, list[tuple[int, str]]] = {}
    for title in titles:
        text = unescaped(title).replace("**", "").strip()
        found = _FORM.search(text)
        if found is None or not (found["kind"] or found["end"]) or found.end() == len(text):
            continue
        if found["kind"] in ("", "#") and not bare:
            continue
        kind = re.sub(r"[ #]", "", found["kind"])
        own = f"{kind}{found['number']}"
        struck = "~~" * text.startswith("~~")
        said = f"{struck}PR {f'({own})' if kind else own}: {text[found.end() :]}"
        by_form.setdefault(found["kind"], {})[title] = said
        digits = re.match(r"\d+", found["number"])
        numbers.setdefault(found["kind"], []).append((int(digits[0]) if digits else 0, found["number"]))
    return [
        forms
        for kind, forms in by_form.items()
        if len(numbers[kind]) > 1 and numbers[kind] == sorted(set(numbers[kind]))
    ]


def _pr(flat: str) -> tuple[str, str] | None:
    found = _PR.match(flat)
    if found:
        if _SEVERAL.match(flat, found.start("id")):
            return None
        letters, number = re.split(r"[\s#-]*(?=\d)", found["id"], maxsplit=1)
        remark = "" if denied(found["remark"] or "") else found["remark"]
        return f"{letters.upper()}{number}", (found["title"] or remark or "").strip()
    found = _LETTERED.match(flat)
    if found:
        letters = found["in"] or found["id"]
        return (f"PR-{letters}" if len(letters) == 1 else letters), (found["title"] or "").strip()
    found = _PATCH.match(flat)
    return (f"PATCH{found['number']}", found["title"].strip()) if found else None


def _named(flat: str) -> tuple[str, str]:
    named = _NAMED.match(flat)
    if named is None or _NO_ID.match(flat) or _SEVERAL.match(flat):
        return "", ""
    return named["id"], named["title"].strip()


def _of_aside(text: str) -> tuple[dict[str, str], str, str]:
    """The status, what it waits for and the rest of what stands in parentheses behind a title."""
    status: dict[str, str] = {}
    waits, rest = "", []
    for piece in re.split(r"[,;]\s+", text):
        said = status_of(piece)
        depends = _DEPENDS.match(piece)
        if said and "status" in said:
            status.update(said)
        elif piece.strip().casefold() == "no dependencies":
            waits = "none"
        elif depends or (waits and _ALONE.match(piece)):
            waits = ", ".join(filter(None, (waits, depends["prs"] if depends else piece)))
        else:
            rest.append(piece)
    return status, waits, ", ".join(rest)
