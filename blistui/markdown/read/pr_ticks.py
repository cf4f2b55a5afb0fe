"""A checklist of PRs beside the series: which are ticked, and what else it says of how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from blistui.markdown.blocks import Entry, Part
from blistui.markdown.listed import without_box
from blistui.markdown.plain import unescaped
from blistui.markdown.read.draft import Draft
from blistui.markdown.read.pr_names import PrNames
from blistui.markdown.read.status import titled
from blistui.patterns import pattern

_ITEM = pattern(r"(?P<pr>(?:(?:PR|WP)[ -]?)?#?[A-Za-z]{0,8}-?\d+[a-z]?)(?:\s*[:.·—–-]+)?\s+(?P<rest>\S.*)$")


def ticked_items(parts: Iterable[Part]) -> list[Entry]:
    """The items with a box to tick that begin as a PR does, no longer in their parts."""
    found: list[Entry] = []
    for own in (own for part in parts for own in part.walk()):
        items = [node for node in own.nodes if isinstance(node, Entry) and _is_item(node)]
        own.nodes = [node for node in own.nodes if node not in items]
        found += items
    return found


def tick(draft: Draft, items: Sequence[Entry]) -> None:
    """Gives each PR the status that its item says; items that have another title are left over."""
    prs = {own["id"]: own for own in draft.data.get("pr", [])}
    names = PrNames(list(prs))
    for item in items:
        found = _ITEM.match(unescaped(without_box(item.text)))
        pr = prs.get(names.named(found["pr"], bare=found["pr"].startswith("#"))) if found else None
        title, status = titled(found["rest"] if found else "")
        said = {**status, **({"status": "merged"} if item.text[1] in "xX" else {})}
        # A box, words behind the title and the PR itself may not differ.
        far = {own["status"] for own in (status, said, pr or {}) if own.get("status")}
        if pr is None or _flat(title) != _flat(pr.get("title", "")) or len(far) > 1:
            draft.leave("I)", item)
        else:
            pr.update(said)
            draft.understand(item.text)


def _is_item(node: Entry) -> bool:
    text = without_box(node.text)
    return text != node.text and not node.nodes and bool(_ITEM.match(unescaped(text)))


def _flat(title: str) -> str:
    return title.replace("`", "").casefold().strip(" .")
