"""How an exported plan spells things, read backwards: labels, citations, references, reasons."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from blistui.markdown.blocks import Node, Text
from blistui.markdown.breaks import HARD, HARD_BREAK, squeezed
from blistui.markdown.inline import code_span, guarded
from blistui.markdown.layout import laid_out
from blistui.markdown.listed import NUMBER, between_commas, between_semicolons, spelled, spelling, text_in
from blistui.markdown.nothing import NONE, NONE_BECAUSE, is_own, says_none, says_nothing
from blistui.markdown.plain import ESCAPED, plain, unescaped
from blistui.markdown.read.denials import clauses, denied
from blistui.patterns import pattern
from blistui.repo.places import places_in

_LABEL = pattern(rf"\\.|{code_span('ticks')}|\*\*(?P<label>[^*\n]{{1,60}}?)(?::\*\*|\*\*:)[ \t]*")
_CAPITALS = pattern(r"(?P<label>[A-Z][A-Z -]{2,30}|[A-Z][A-Za-z/ -]{1,30}):[ \t]+")
_SPAN = pattern(code_span("ticks", " ?(.+?) ?"))
_PLACE = pattern(r"[^\s`:]+\.[A-Za-z0-9]+:\d+(?:-\d+)?(?:,\s?\d+(?:-\d+)?)*$")
_STRUCK = pattern(r"~~[^~\n]+~~")
_HOST = pattern(r"(?:[\w-]+\.)+(?:com|org|net|io|dev|local|internal)")
"""The name of a machine, as in `example.com:443`, which is no file and line."""
_HASH = pattern(r"[0-9a-f]{40}")
_CITED = pattern(
    rf"(?P<at>{code_span('t1')})?(?:^| |$)(?:\((?P<symbols>{code_span('t2')}(?:, {code_span('t3')})*)?"
    rf"(?:, |(?=\)|at `))(?:at (?P<commit>{code_span('t4')}))?\))?"
)
_REASON = pattern(
    rf"(?P<stated>{text_in('ticks')}*?)(?:^|\s)none, because (?P<why>.*)$", re.IGNORECASE | re.DOTALL
)
_FILE = pattern(r"[\w@./-]*[\w-]\.[A-Za-z]{1,8}$")
_NO_BLOCK = pattern(
    r"(?:\\[-+*](?=\s|$)(?!(?:\s*[-*_]){2,}\s*$)|\\>|\d{1,9}\\[.)](?=\s)|(?:\\`){3,}(?!.*`)|\\~~~)"
)
"""The beginning of a text that would be a list, a quotation or a fence without its escape."""
PR_ID = pattern(r"\b(?:PR|WP)[ -]?#?\d+[a-z]?\b")
"""A pull request as people name it: `PR 3`, `PR #3`, `WP0`."""

_NUMBER = pattern(NUMBER)
_AMOUNT = pattern(
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?![\d,])|{NUMBER})(?![.,]\d| ?[-–] ?\d|[km]\b|\w*[-–]\w)"
    r"(?: (?:files?|PRs?))?\b(?: ?: ?| )?",
    re.IGNORECASE,
)
_FILES_IN_WORDS = pattern(
    rf"(?P<files>(?>\\.|{code_span('ticks')}|<[^<>\s]+>|[^:()\\])+?) files?(?P<rest>(?: \(|:|$).*)", re.DOTALL
)
_NAME_AND_ID = pattern(r"(?:(.*\S) )?\(([A-Za-z0-9][\w-]*(?:, [A-Za-z0-9][\w-]*)*)\)", re.DOTALL)


def span(text: str) -> str:
    """What a code span holds, when the text is one; else the text."""
    found = _SPAN.fullmatch(text.strip())
    return found[2] if found else plain(text.strip())


def spans(text: str) -> list[str]:
    """What each code span of a text holds."""
    return [found[2] for found in _SPAN.finditer(text)]


def stated(text: str) -> str:
    """The text, empty when it only says that nothing is stated."""
    return "" if says_nothing(text) else plain(text.strip())


def says_something(node: Node) -> bool:
    """Whether a block is more than a paragraph which only says that nothing is stated."""
    return not (isinstance(node, Text) and not stated(node.text))


def prose(nodes: Iterable[Node]) -> str:
    """Nodes as the Markdown an author would write, paragraphs on one line each."""
    return "\n".join(laid_out(nodes, _unfolded, 0))


def passage(text: str, below: Sequence[Node]) -> str:
    """The text of an item of a list with what is below it, as one of several texts of a field."""
    return prose([Text(0, text), *below]) if below else plain(text)


def _unfolded(text: str, _: int) -> list[str]:
    flat = [line for own in HARD_BREAK.split(text) if (line := squeezed(own))]
    # What ends a line is a part of it: `10)` with it is no item of a list.
    lines = [_one_line(f"{line}\\")[:-1] for line in flat[:-1]] + [_one_line(line) for line in flat[-1:]]
    whole = HARD.join(map(guarded, lines))
    return whole.split("\n") if flat else []


def _one_line(flat: str) -> str:
    kept = _NO_BLOCK.match(flat)
    return kept[0] + unescaped(flat[kept.end() :]) if kept else unescaped(flat)


def labels(text: str, known: Collection[str], exact: bool) -> tuple[str, dict[str, str]]:
    """The text before the first known label, and the text of each label (in lower case).

    Labels are in bold; people, who are not `exact`, also begin a text with one that is not: `OBSERVES: x`."""
    found = [match for match in _LABEL.finditer(text) if (match["label"] or "").casefold() in known]
    if not found:
        opening = None if exact else _CAPITALS.match(text)
        if opening and opening["label"].casefold() in known:
            return "", {opening["label"].casefold(): text[opening.end() :].strip()}
        return text, {}
    texts = [_unjoined(text[match.end() : after.start()], exact) for match, after in pairwise(found)]
    by_label: dict[str, str] = {}
    for match, own in zip(found, [*texts, text[found[-1].end() :].strip()], strict=True):
        label = match["label"].casefold()
        # The same label once more is a part of the text after the first.
        by_label[label] = f"{by_label[label]}; {own}" if label in by_label else own
    return _unjoined(text[: found[0].start()], exact), by_label


def _unjoined(text: str, exact: bool) -> str:
    """A text without what parts it from the next label; people also write dots and bars."""
    text = text.strip()
    return (text.removesuffix("—") if exact else text.rstrip("—–·•|")).rstrip()


def reason(text: str) -> tuple[str, str]:
    """What is stated, and the reason why there is none."""
    raw, why = before_reason(text)
    return stated(raw), why


def before_reason(text: str) -> tuple[str, str]:
    """As `reason`, what is stated with its escapes, to be split further."""
    found = _REASON.match(text)
    if found is None:
        return (text if stated(text) else ""), ""
    return (found["stated"] if stated(found["stated"]) else ""), plain(found["why"].strip())


def reason_alone(text: str) -> str:
    """The reason in a paragraph that says nothing else: `None, because it is small`. Empty in any other."""
    return plain(text.removeprefix(NONE_BECAUSE)) if text.startswith(NONE_BECAUSE) else ""


def refusal(text: str) -> str:
    """Why there is none, when a text begins with saying so: `None (too small)`. Empty when it does not, and
    when it gives no reason."""
    found = NONE.match(text)
    if found:
        return plain((found["inside"] or found["after"] or "").strip())
    return text if says_none(text) else ""


def pieces(text: str) -> list[str]:
    """Texts that an export joined with semicolons."""
    return [plain(piece) for piece in between_semicolons(text)] if stated(text) else []


def citations(text: str) -> list[dict[str, str | list[str]]]:
    """Citations as an export writes them."""
    found: list[dict[str, str | list[str]]] = []
    for own in between_semicolons(text):
        cited = _CITED.fullmatch(own)
        if cited is None:
            continue
        symbols = spans(cited["symbols"] or "")
        item: dict[str, str | list[str]] = {
            "at": span(cited["at"] or ""),
            "symbol": symbols if len(symbols) > 1 else "".join(symbols),
            "commit": span(cited["commit"] or ""),
        }
        found.append({key: value for key, value in item.items() if value})
    return found


def places(text: str, projects: Collection[str]) -> list[dict[str, str]]:
    """Citations in running text: code spans such as `sim/routing.go:43-45`, and all other forms of a place.

    An address of lines on a code host is one of the code where it is of one of its `projects`; it has its
    commit, where it names one by its hash. What is struck out is no evidence.
    """
    text = _STRUCK.sub(lambda own: " " * len(own[0]), text)
    spans = [
        (found.start(2), found.end(2), found[2]) for found in _SPAN.finditer(text) if _PLACE.match(found[2])
    ]
    found = [(start, {"at": at.replace(", ", ",")}) for start, _, at in spans]
    for place in places_in(text):
        within = any(start <= place.start < end for start, end, _ in spans)
        elsewhere = place.project and place.project.casefold() not in projects
        if is_file(place.path) and not within and not elsewhere and not _HOST.fullmatch(place.path):
            commit = {"commit": place.commit} if _HASH.fullmatch(place.commit) else {}
            found.append((place.start, {"at": str(place), **commit}))
    ordered = [item for _, item in sorted(found, key=lambda one: one[0])]
    return [item for at, item in enumerate(ordered) if item not in ordered[:at]]


def is_file(text: str) -> bool:
    """Whether a text reads as the path of a file: `sim/routing.go`, `go.mod`."""
    return _FILE.match(text) is not None and not text.startswith(".")


def name_and_id(text: str) -> tuple[str, str]:
    """The name and the id of `Router (B1)`; the id is empty when there is none."""
    found = _NAME_AND_ID.fullmatch(text.strip())
    return (plain(found[1] or ""), plain(found[2])) if found else (plain(text.strip()), "")


def dated(text: str) -> tuple[str, str]:
    """A text, and the day behind it: `Ann, 2026-01-02`. The day is empty when there is none."""
    before, _, day = text.rpartition(", ")
    return (before, day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else (text, "")


def amount(text: str) -> tuple[int | float | str | None, str]:
    """The number at the beginning of a text, without its unit, and the rest; or the text itself, also where
    it gives a range (`100-200`) or rounds (`1.5k`)."""
    found = _AMOUNT.match(text)
    if found is None:
        return (stated(text) or None), ""
    digits = found["number"].replace(",", "")
    value = int(digits) if digits.lstrip("-").isdecimal() else float(digits)
    return (value, text[found.end() :].strip()) if math.isfinite(value) else (text, "")


def is_number(text: str) -> bool:
    """Whether a text is a number, and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def files_and_why(text: str) -> tuple[int | float | str | None, str]:
    """How many files, in numbers or words, and why: `2 files: the loader`, `a few files`, `the loader`."""
    if text.startswith("not stated: "):
        return None, text.removeprefix("not stated: ")
    number, rest = amount(text)
    words = _FILES_IN_WORDS.match(text)
    if words and not is_number(words["files"]):
        return plain(words["files"]), words["rest"].removeprefix(":").lstrip()
    return (None, text) if isinstance(number, str) else (number, rest)


def references(text: str, known: Sequence[str], exact: bool) -> list[str]:
    """Ids in a list such as `PR1 (Frame, first half), PR2`, or `Router (B1), Queue (B2)`."""
    found: list[str] = []
    depth_open = ""
    for piece in between_commas(text):
        whole = f"{depth_open}, {piece}" if depth_open else piece
        bare = ESCAPED.sub("", whole)
        if bare.count("(") > bare.count(")"):
            depth_open = whole
            continue
        depth_open = ""
        found.append(whole)
    if depth_open:
        found.append(depth_open)
    ids = (reference(own, known, exact) for own in found if exact or not says_none(own.strip()))
    return [own for own in ids if own]


def mentioned(text: str, known: Iterable[str]) -> list[str]:
    """The known ids that a text names, also as `PR 3` for PR3."""
    return [own for own in known if re.search(rf"(?<![\w.-]){_spaced(own)}(?![\w-]|\.\w)", text)]


def affirmed(text: str, known: Iterable[str]) -> list[str]:
    """The known ids that a text names, those left out that it may deny: `CC1, not CC2`."""
    said = [own for own in clauses(text) if not denied(own)]
    return mentioned("\n".join(said), known)


def only_ids(text: str) -> bool:
    """Whether a text is ids, `PR2, PR 3 (Pool)`, and no words about them."""
    pieces = re.sub(r" \([^()]*\)", "", text).split(", ")
    return all(" " not in piece.strip() or PR_ID.fullmatch(piece.strip()) for piece in pieces)


def _spaced(own: str) -> str:
    letters = re.fullmatch(r"([A-Z]+)(\d+[a-z]?)", own)
    return rf"{letters[1]}[ -]?#?{letters[2]}" if letters else re.escape(own)


def reference(text: str, known: Sequence[str], exact: bool) -> str:
    """The id in `PR1 (Frame)` or `Router (B1)`: a known one if there is one, `exact` or as people spell it.

    An export writes in code what is neither an id nor known."""
    text = text.strip()
    in_code = _SPAN.fullmatch(text)
    if exact and in_code:
        return in_code[2]
    before = "" if is_own(text) else plain(text.partition(" (")[0])
    name, inside = name_and_id(text)
    candidates = (before, inside, span(text), name)
    for own in (*candidates, spelled(name)):
        if own in known:
            return own
    if not exact:
        spellings = {spelling(own): own for own in known}
        for own in candidates:
            if spelling(own) in spellings:
                return spellings[spelling(own)]
    return stated(text)
