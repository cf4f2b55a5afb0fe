"""Other ways to write the labels of a PR, brought into that of the template before they are read.

Labels in italics, in plain letters, behind a sign or a box to tick, as a term above its definitions, in lines
or sentences of one paragraph become labels in bold; lines that begin as items do become items.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from blistui.markdown.blocks import Entry, Node, Text
from blistui.markdown.listed import without_box
from blistui.markdown.plain import unescaped
from blistui.markdown.read.draft import Draft
from blistui.patterns import pattern

_IN_BOLD = pattern(r"\*\*(?P<label>[^*\n]{1,60}?):?\*\*:?[ \t]*(?P<rest>.*)$", re.DOTALL)
_FORMS = (
    _IN_BOLD,
    pattern(r"(?P<mark>[*_])(?P<label>[^*_\n]{1,60}?):?(?P=mark):?(?:[ \t]+(?P<rest>.*))?$", re.DOTALL),
    pattern(r"(?P<mark>\*\*?|__?)(?P<label>[^*_:\n]{1,40}):[ \t]+(?P<rest>[^*_\n]+)(?P=mark)$"),
    pattern(r"(?P<label>[^\w\s]{0,3}\s?[A-Za-z][\w()/ '&-]{1,40}):(?:[ \t]+(?P<rest>.*))?$", re.DOTALL),
    pattern(r"(?P<label>[A-Z][A-Z ]{2,30}) [—–-] (?P<rest>.*)$", re.DOTALL),
)
_VERBS = "Depends on|Needs|Requires|Blocked by|Builds on"
_VERB = pattern(rf"(?P<label>{_VERBS})\s+(?P<rest>\S.*)$", re.DOTALL)
"""A sentence between labels that begins as one would, without its colon."""
_TOUCHES = pattern(r"(?P<label>Touches)\s+(?P<rest>\S.*)$", re.DOTALL)
_NEXT = pattern(rf"(?<=[.;])\s+(?=[A-Z][\w()/' -]{{1,40}}:\s|(?:{_VERBS}|Touches)\s)")
_STOP = pattern(r"[.;]\s")
_TIER = pattern(r"\**\s*Tier [12]\b[^.:*\n]*(?:[.:]\**|\*\*[.:]?)\s+(?=\S)")
_ITEM = pattern(r"(?::|•|\\?[-+*]|\\?\(?\d{1,2}\\?[.)])[ \t]+(?P<text>\S.*)$")
_TERM = pattern(r"(?::|•)[ \t]")
_BREAK = pattern(r"[ \t]*(?:<br ?/?>|\\)$", re.IGNORECASE)


_AROUND = pattern(r"^[^\w(]+|[^\w)]+$")
_NUMBERED = pattern(r"^\W*(?:[A-Z]?\d{0,2}(?:\.\d+)*[.)]\s+)+")


def label_in(known: Collection[str], text: str) -> str:
    """The known label, in lower case, that a text is, without what people put around it: `✅ In scope`,
    `**Files**:`, `C.1) Guarantees`; empty when it is none, or asks for one."""
    text = unescaped(text)
    if "?" in text:
        return ""
    for flat in (_AROUND.sub("", text).casefold(), _AROUND.sub("", _NUMBERED.sub("", text)).casefold()):
        if flat in known:
            return flat
    return ""


def sentences_of(text: str) -> list[str]:
    """A text, and each sentence that may begin with a label by itself."""
    return _NEXT.split(text)


def with_labels(nodes: Sequence[Node], known: Collection[str], draft: Draft | None = None) -> list[Node]:
    """The blocks of an item with all known labels in bold, each at the beginning of a block of its own."""
    return _Labels(known, draft).of(nodes)


class _Labels:
    """The known labels, and where their other spellings are noted as understood."""

    def __init__(self, known: Collection[str], draft: Draft | None) -> None:
        self.known = known
        self.draft = draft

    def understand(self, text: str) -> None:
        if self.draft:
            self.draft.understand(text)

    def of(self, nodes: Sequence[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            if isinstance(node, Entry):
                text = without_box(node.text)
                if node.nodes and label_in(self.known, text):
                    # A label over a list of its own needs no colon.
                    text = f"{text.strip(' *_:')}:"
                *first, last = self._sentences(text)
                found += [Entry(node.line, text, node.marker, text, []) for text in first]
                found.append(node._replace(text=last) if last != node.text else node)
            elif isinstance(node, Text):
                found += self._apart(node)
            else:
                found.append(node)
        return found

    def _apart(self, node: Text) -> list[Node]:
        """A paragraph, or several where a line or sentence begins with a label, and the items below them."""
        found: list[Node] = []
        lines = [_BREAK.sub("", line.strip()) for line in node.source.split("\n")]
        # A term is the label of the definitions below it.
        for at, below in enumerate(lines[1:]):
            if _TERM.match(below) and label_in(self.known, lines[at]):
                lines[at] = f"{lines[at].rstrip(':')}:"
        all_items = len(lines) > 1 and all(map(_ITEM.match, lines))
        for at, line in enumerate(lines):
            item = _ITEM.match(line)
            before = found[-1] if found else None
            listed = isinstance(before, Entry) or (isinstance(before, Text) and self._heads(before.source))
            if item and (all_items or listed):
                found.append(Entry(node.line + at, line, "-", item["text"], []))
                continue
            for text in self._sentences(line):
                before = found[-1] if found else None
                # What has no label goes on with the line before it.
                if isinstance(before, Text) and not _IN_BOLD.match(text):
                    found[-1] = Text(before.line, f"{before.source}\n{text}")
                elif isinstance(before, Entry) and not _IN_BOLD.match(text):
                    text = f"{before.text} {text}"
                    found[-1] = before._replace(text=text, source=text)
                else:
                    found.append(Text(node.line + at, text))
        return found

    def _heads(self, text: str) -> bool:
        label = _IN_BOLD.match(text)
        return bool(label and not label["rest"].strip() and label_in(self.known, label["label"]))

    def _sentences(self, text: str) -> list[str]:
        """A text as one, or as several where it and what follows a full stop begin with a label."""
        tier = _TIER.match(text)
        rest = text[tier.end() :] if tier else text
        texts: list[str] = []
        for piece in _NEXT.split(rest):
            own = self._labelled(piece, between=bool(texts))
            found = _IN_BOLD.match(own)
            if found and label_in(self.known, found["label"]):
                texts.append(own)
            elif texts:
                texts[-1] = f"{texts[-1]} {piece}"
            else:
                return [text]
        if tier:
            self.understand(tier[0])
        # The full stop between two labels is none of their texts'.
        return [_without_stop(own) if len(texts) > 1 or tier else own for own in texts]

    def _labelled(self, text: str, between: bool) -> str:
        for form in (*_FORMS, _TOUCHES, *((_VERB,) if between else ())):
            found = form.match(text)
            label = label_in(self.known, found["label"]) if found else ""
            if found and label:
                self.understand(found["label"])
                return f"**{label}:** {found['rest'] or ''}".rstrip()
        return text


def _without_stop(text: str) -> str:
    return text if _STOP.search(text) else text.removesuffix(".").removesuffix(";")
