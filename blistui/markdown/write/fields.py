"""Fields as labelled texts, each by its widget: what a model declares is in the document without more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pydantic import BaseModel

from blistui.markdown.inline import code, inline
from blistui.markdown.labels import label_of, labelled_fields
from blistui.markdown.listed import NUMBER, marked
from blistui.markdown.nothing import NOT_STATED, own, says_none
from blistui.markdown.write.page import Page, labelled, says_something
from blistui.markdown.write.source import Source, citations, joined, number, remark
from blistui.patterns import pattern
from blistui.plan.fields import specs
from blistui.plan.tables.concept import FRICTION_TYPES

_COUNTS = pattern(rf"{NUMBER}|.* files?\b", re.DOTALL)
"""A reason that would be read as a number of files."""


def value(source: Source, item: BaseModel, key: str) -> str:
    """A field as inline Markdown on one line; empty when it is."""
    spec = specs(type(item))[key]
    held = getattr(item, spec.attr)
    match spec.widget:
        case "flag":
            return "yes" if held else ""
        case "number":
            return number(held)
        case "file":
            return code(held)
        case "lines":
            return joined(held)
        case "ref":
            return source.ref(held, *spec.refs)
        case "refs":
            return source.refs(held, *spec.refs)
        case "cite":
            return citations([held] if held else [])
        case "cites":
            return citations(held)
    return inline(held)


def labelled_texts(
    source: Source, item: BaseModel, keys: Iterable[str] | None = None, needed: Collection[str] = ()
) -> list[tuple[str, str]]:
    """(label, inline text) of fields, for texts on one line; all that are labelled when none is named."""
    chosen = labelled_fields(type(item)) if keys is None else keys
    texts = ((key, value(source, item, key)) for key in chosen)
    return [(label_of(type(item), key), text or (NOT_STATED if key in needed else "")) for key, text in texts]


def fields(
    page: Page,
    source: Source,
    item: BaseModel,
    path: str,
    keys: Iterable[str] | None = None,
    *,
    depth: int = 0,
    needed: Collection[str] = (),
) -> None:
    """A list item for each field, all that are labelled when none is named.

    An empty field is left out, or said to be not stated when it is `needed`.
    """
    for key in labelled_fields(type(item)) if keys is None else keys:
        spec = specs(type(item))[key]
        name, at = label_of(type(item), key), f"{path}.{key}"
        if spec.widget == "prose":
            page.field(name, getattr(item, spec.attr), at, depth=depth, needed=key in needed)
        elif spec.widget == "lines":
            page.fields(name, getattr(item, spec.attr), at, depth=depth, needed=key in needed)
        elif text := value(source, item, key) or (NOT_STATED if key in needed else ""):
            page.bullet(labelled(name, text), at, depth=depth)


def or_none(text: str, reason: str) -> str:
    """What is stated, and the reason why there is none; one of them at least says that nothing is stated."""
    if says_none(text):
        text = own(text)
    if inline(reason):
        return f"{text} none, because {inline(reason)}".lstrip()
    return text or NOT_STATED


def item_or_none(page: Page, lead: str, text: str, reason: str, path: str) -> None:
    """A list item with what is stated, or with the reason why there is none; both where both are there."""
    why = inline(reason)
    if why and not says_something(text):
        page.bullet(f"{lead} none, because {why}", path)
        return
    page.item(lead, text, path)
    if why:
        page.bullet(labelled("None, because", why), f"{path}.none_because", depth=1)


def files_and_why(count: float | str | None, why: str, kind: str = "") -> str:
    """The extension friction: how many files one more variant changes, of what kind it is, and why."""
    files = marked(number(count), "():")
    if files:
        files += " file" if files == "1" else " files"
    if remark(kind):
        files = f"{files} ({remark(kind)})".lstrip()
    said = inline(why)
    if (remark(kind) and kind not in FRICTION_TYPES) or (not files and _COUNTS.match(said)):
        return f"{files or NOT_STATED}: {said or NOT_STATED}"
    return ": ".join(text for text in (files, said) if text) or NOT_STATED
