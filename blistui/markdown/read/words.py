"""How an exported plan spells things, read backwards: labels, citations, references, reasons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from blistui.markdown.blocks import Node, Text
from blistui.markdown.breaks import HARD, HARD_BREAK, has_blocks, squeezed
from blistui.markdown.inline import code_span, guarded
from blistui.markdown.layout import laid_out
from blistui.markdown.listed import between_commas, between_semicolons
from blistui.markdown.nothing import NONE, NONE_BECAUSE, in_letters, says_none, says_nothing, without_number
from blistui.patterns import pattern
from blistui.repo.location import places_in

_ESCAPED = pattern(
    rf"(?P<code>{code_span('ticks')}|\\\\(?=[!-/:-@\[-`{{-~]))|\\(?P<char>[!-/:-@\[-`{{-~])|<(?P<url>(?:https?://|mailto:)[^\s<>]+|[^\s<>@/]+@[^\s<>]+)>"
)
_LABEL = pattern(rf"\\.|{code_span('ticks')}|\*\*(?P<label>[^*\n]{{1,60}}?)(?::\*\*|\*\*:)[ \t]*")
_CAPITALS = pattern(r"(?P<label>[A-Z][A-Z -]{2,30}|[A-Z][A-Za-z/ -]{1,30}):[ \t]+")
_SPAN = pattern(code_span("ticks", " ?(.+?) ?"))
_PLACE = pattern(r"[^\s`:]+\.[A-Za-z0-9]+:\d+(?:-\d+)?(?:,\s?\d+(?:-\d+)?)*$")
_HASH = pattern(r"[0-9a-f]{40}")
_CITED = pattern(
    rf"(?P<at>{code_span('t1')})?(?:^| |$)(?:\((?P<symbols>{code_span('t2')}(?:, {code_span('t3')})*)?"
    rf"(?:, |(?=\)|at `))(?:at (?P<commit>{code_span('t4')}))?\))?"
)
_LAST_CITES = pattern(
    r"^(?:(?P<text>.*?\S)\s+)??(?P<cites>`[^`\s]+:\d[^`]*`(?: \(.*\))?(?:; `.*)?)$", re.DOTALL
)
_REASON = pattern(r"(?:^|\s)none, because (.*)$", re.IGNORECASE | re.DOTALL)
_FILE = pattern(r"[\w@./-]*[\w-]\.[A-Za-z]{1,8}$")
_NO_BLOCK = pattern(r"(?:\\[-+*](?=\s)|\\>|\d{1,9}\\[.)](?=\s|$)|(?:\\`){3,}(?!.*`)|\\~~~)(?![-*_\s]*$)")
"""The beginning of a text that would be a list, a quotation or a fence without its escape."""
PR_ID = pattern(r"\b(?:PR|WP)[ -]?#?\d+[a-z]?\b")
"""A pull request as people name it: `PR 3`, `PR #3`, `WP0`."""

_FILES_IN_WORDS = pattern(
    r"(?P<files>(?:\\.|<[^<>\s]+>|[^:()\\])+?) files?(?P<rest>(?: \(|:|$).*)", re.DOTALL
)
_NAME_AND_ID = pattern(r"(?:(.*\S) )?\(([A-Za-z0-9][\w-]*(?:, [A-Za-z0-9][\w-]*)*)\)", re.DOTALL)
_BREAK = pattern(rf"{code_span('ticks')}|\\.|(?P<ends><br[ ]?/?>)", re.IGNORECASE)


def plain(text: str) -> str:
    """Text without the escapes that an export needs; code spans stay as they are.

    Where there is room for one line only, `<br>` ends a line; that of a paragraph is none of the text's."""
    lines = _broken(text)
    if len(lines) == 1:
        return _unescaped(text)
    whole = "\n".join(in_letters(_unescaped(line)) for line in lines)
    return whole if has_blocks(whole) else squeezed(whole)


def _broken(text: str) -> list[str]:
    """The lines between `<br>`, except those in code and with an escape."""
    if "<" not in text:
        return [text]
    ends = [found.span() for found in _BREAK.finditer(text) if found["ends"]]
    starts = [0, *(end for _, end in ends)]
    return [text[start:end] for start, end in zip(starts, [*(at for at, _ in ends), len(text)], strict=True)]


def _unescaped(text: str) -> str:
    if "&#" in text:
        text = without_number(text)
    return _ESCAPED.sub(lambda found: found["code"] or found["char"] or found["url"], text)


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
    lines = [line for own in HARD_BREAK.split(text) if (line := _one_line(squeezed(own)))]
    return (
        HARD.join(guarded(line) if at else line for at, line in enumerate(lines)).split("\n") if lines else []
    )


def _one_line(flat: str) -> str:
    kept = _NO_BLOCK.match(flat)
    return kept[0] + _unescaped(flat[kept.end() :]) if kept else _unescaped(flat)


def labels(text: str, known: Collection[str]) -> tuple[str, dict[str, str]]:
    """The text before the first known label, and the text of each label (in lower case)."""
    found = [match for match in _LABEL.finditer(text) if (match["label"] or "").casefold() in known]
    if not found:
        opening = _CAPITALS.match(text)
        if opening and opening["label"].casefold() in known:
            return "", {opening["label"].casefold(): text[opening.end() :].strip()}
        return text, {}
    texts = [_unjoined(text[match.end() : after.start()]) for match, after in pairwise(found)]
    by_label: dict[str, str] = {}
    for match, own in zip(found, [*texts, text[found[-1].end() :].strip()], strict=True):
        label = match["label"].casefold()
        # The same label once more is a part of the text after the first.
        by_label[label] = f"{by_label[label]}; {own}" if label in by_label else own
    return _unjoined(text[: found[0].start()]), by_label


def _unjoined(text: str) -> str:
    return text.strip().removesuffix("—").rstrip()


def reason(text: str) -> tuple[str, str]:
    """What is stated, and the reason why there is none."""
    raw, why = before_reason(text)
    return stated(raw), why


def before_reason(text: str) -> tuple[str, str]:
    """As `reason`, what is stated with its escapes, to be split further."""
    found = _REASON.search(text)
    if found is None:
        return (text if stated(text) else ""), ""
    return (text[: found.start()] if stated(text[: found.start()]) else ""), plain(found[1].strip())


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


def before_citations(text: str) -> tuple[str, list[dict[str, str | list[str]]]]:
    """A text without the citations at its end, and these."""
    found = _LAST_CITES.match(text)
    return (found["text"] or "", citations(found["cites"])) if found else (text, [])


def places(text: str) -> list[dict[str, str]]:
    """Citations in running text: code spans such as `sim/routing.go:43-45`, and all other forms of a place.

    An address of lines on a code host has its commit, where it names one by its hash.
    """
    spans = [
        (found.start(2), found.end(2), found[2]) for found in _SPAN.finditer(text) if _PLACE.match(found[2])
    ]
    found = [(start, {"at": at.replace(", ", ",")}) for start, _, at in spans]
    for place in places_in(text):
        if is_file(place.path) and not any(start <= place.start < end for start, end, _ in spans):
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
    """The number at the beginning of a text, without its unit, and the rest; or the text itself."""
    found = re.match(r"(\d+(?:\.\d+)?)(?: (?:files?|PRs?))?\b[ :]*", text)
    if found is None:
        return (stated(text) or None), ""
    value = float(found[1])
    return (int(value) if value.is_integer() else value), text[found.end() :].strip()


def files_and_why(text: str) -> tuple[int | float | str | None, str]:
    """How many files, in numbers or words, and why: `2 files: the loader`, `a few files`, `the loader`."""
    if text.startswith("not stated: "):
        return None, text.removeprefix("not stated: ")
    number, rest = amount(text)
    words = _FILES_IN_WORDS.match(text)
    if words and not re.fullmatch(r"\d+(?:\.\d+)?", words["files"]):
        return plain(words["files"]), words["rest"].removeprefix(":").lstrip()
    return (None, text) if isinstance(number, str) else (number, rest)


def references(text: str, known: Sequence[str]) -> list[str]:
    """Ids in a list such as `PR1 (Frame, first half), PR2`, or `Router (B1), Queue (B2)`."""
    found: list[str] = []
    depth_open = ""
    for piece in between_commas(text):
        whole = f"{depth_open}, {piece}" if depth_open else piece
        bare = _ESCAPED.sub("", whole)
        if bare.count("(") > bare.count(")"):
            depth_open = whole
            continue
        depth_open = ""
        found.append(whole)
    if depth_open:
        found.append(depth_open)
    ids = (reference(own, known) for own in found if not says_none(own.strip()))
    return [own for own in ids if own]


def mentioned(text: str, known: Iterable[str]) -> list[str]:
    """The known ids that a text names, also as `PR 3` for PR3."""
    return [own for own in known if re.search(rf"(?<![\w-]){_spaced(own)}(?![\w-])", text)]


def only_ids(text: str) -> bool:
    """Whether a text is ids, `PR2, PR 3 (Pool)`, and no words about them."""
    pieces = re.sub(r" \([^()]*\)", "", text).split(", ")
    return all(" " not in piece.strip() or PR_ID.fullmatch(piece.strip()) for piece in pieces)


def _spaced(own: str) -> str:
    letters = re.fullmatch(r"([A-Z]+)(\d+[a-z]?)", own)
    return rf"{letters[1]}[ -]?#?{letters[2]}" if letters else re.escape(own)


def reference(text: str, known: Sequence[str]) -> str:
    """The id in `PR1 (Frame)` or `Router (B1)`: a known one if there is one."""
    text = text.strip()
    before = plain(text.partition(" (")[0])
    name, inside = name_and_id(text)
    spelled = {spelling(own): own for own in known}
    for candidate in (before, inside, plain(text), name):
        own = spelled.get(spelling(candidate))
        if own is not None:
            return own
    return stated(text)


def spelling(text: str) -> str:
    """An id or a name as it is compared: `PR 3`, `PR#3` and `pr-3` are one."""
    return re.sub(r"[\s_#-]+", "", text).casefold()
