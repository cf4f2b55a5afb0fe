"""Digests of a plan's content: what a revision pins, and what a signature was given for.

Content is what the author says. Left out are empty fields (so that a newer program with more fields gives
the same digest), what the tool keeps for itself (identities, other digests), what the living-document
protocol records (statuses, merge dates, outcomes), and where evidence happens to lie: a citation that
followed its lines to a new place says what it said. How prose is wrapped makes no difference.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.patterns import pattern
from blistui.plan.document import Plan
from blistui.plan.edits import Edit
from blistui.plan.fields import specs
from blistui.plan.headings import LIVING
from blistui.plan.ids import items_of, new_uid
from blistui.plan.paths import get, with_paths
from blistui.plan.remembered import once_per_item
from blistui.plan.tables.citation import Citation
from blistui.plan.tables.living import NOTES
from blistui.plan.tables.series import Guarantee, PullRequest

NOT_CONTENT = frozenset({"status", "repository", "base_commit"})
"""Fields of `[plan]` that say how far the plan is and where things are, not what is planned."""

_KEPT = pattern(r"(?:(?P<id>\S+) )?(?P<digest>[0-9a-f]{16})(?: (?P<pr>\S+))?\Z")

_EMPTY = frozenset({'""', "[]", "{}", "null", "false"})
"""How empty values are written. Zero is an answer; a box that is not ticked is none."""


def text_digest(text: str) -> str:
    """Digest of prose, 16 hex digits; how it is wrapped makes no difference."""
    return _hashed(" ".join(text.split()))


def guarantee_digest(guarantee: Guarantee) -> str:
    """Digest of what a guarantee promises; its id is no part of that."""
    return text_digest(guarantee.text)


def item_digest(item: Any) -> str:
    """Digest of the content of an item, a list of items, or any other value of a plan."""
    return _hashed(_written(item))


@once_per_item
def plan_digest(plan: Plan) -> str:
    """Digest of the plan's content, without its revisions, waivers, attestations and statuses."""
    head = {key: text for key, text in _fields(plan.plan).items() if key not in NOT_CONTENT}
    kept = {key: text for key, text in _fields(plan).items() if key not in NOTES}
    return _hashed(_object({**kept, "plan": _object(head)}))


def signed_digest(plan: Plan, about: str) -> str:
    """Digest of what an attestation is about: the item or list at that path, or the whole plan when empty.

    Raises PathError when nothing lives there.
    """
    return item_digest(get(plan, about)) if about else plan_digest(plan)


def identity(guarantee: Guarantee) -> str:
    """What history follows a guarantee by: its uid, or its id in a file that was written by hand."""
    return guarantee.uid or guarantee.id


def contracts(plan: Plan) -> dict[str, str]:
    """What a revision keeps of every guarantee: identity to `id digest PR`, as `kept_contract` reads it.

    The id is kept beside the digest so that a guarantee that has vanished can still be named, and the
    identity of its PR, so that one that goes to another PR is noticed.
    """
    found: dict[str, str] = {}
    for pr in plan.pr:
        for guarantee in pr.guarantees:
            if identity(guarantee):
                found.setdefault(identity(guarantee), _contract(guarantee, pr.uid or pr.id))
    return found


class KeptContract(NamedTuple):
    """What a revision keeps of a guarantee; `pr` is empty in baselines that did not keep it."""

    id: str
    digest: str
    pr: str

    def moved_since(self, then: KeptContract) -> bool:
        """Whether it was in another PR then; False where one of the two does not say in which."""
        return bool(self.pr and then.pr and self.pr != then.pr)


def kept_contract(text: str) -> KeptContract:
    """What `contracts` wrote, now or in an older version."""
    found = _KEPT.match(text)
    if found:
        return KeptContract(found["id"] or "", found["digest"], found["pr"] or "")
    id, _, digest = text.rpartition(" ")
    return KeptContract(id, digest, "")


def take_baseline(plan: Plan, revision: str) -> tuple[Edit, ...]:
    """Edits that pin the plan as it is now in the revision at the path `revision` (such as `revision.@0`).

    Guarantees and PRs written by hand get their uid here, so that a reworded guarantee differs from a new
    one, and one that went to another PR from one whose PR was renamed.
    """
    edits: list[Edit] = []
    kept: dict[str, str] = {}
    taken: set[str] = set()
    for at, pr in items_of(plan, "pr"):
        own = _uid_at(at, pr, taken, edits)
        for path, guarantee in with_paths(pr.guarantees, f"{at}.guarantees"):
            uid = _uid_at(path, guarantee, taken, edits)
            kept[uid] = _contract(guarantee, own)
    edits.append(Edit("put", f"{revision}.guarantees", kept))
    edits.append(Edit("put", f"{revision}.plan_digest", plan_digest(plan)))
    return tuple(edits)


def _uid_at(path: str, item: PullRequest | Guarantee, taken: set[str], edits: list[Edit]) -> str:
    """The identity of the item at `path`: a new one, with its edit, where it has none of its own."""
    uid = item.uid
    if not uid or uid in taken:
        uid = new_uid()
        edits.append(Edit("put", f"{path}.uid", uid))
    taken.add(uid)
    return uid


def _contract(guarantee: Guarantee, pr: str) -> str:
    # Where neither has an id the digest stands alone, as a text of one word.
    known = f"{guarantee.id} {guarantee_digest(guarantee)}".strip()
    return f"{known} {pr}" if pr and guarantee.id else known


def _written(value: Any) -> str:
    """The content of `value` as JSON with sorted keys."""
    if isinstance(value, str):
        return quoted(" ".join(value.split()))
    if isinstance(value, Citation):
        # Not taken as a field: where lines lie counts only while nothing else identifies them.
        return _object({"digest": quoted(value.digest)} if value.digest else {"at": quoted(value.at)})
    if isinstance(value, BaseModel):
        return _item_written(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return _object(_filled(value))
    return json.dumps(value, default=str)


@once_per_item
def _item_written(item: BaseModel) -> str:
    return _object(_fields(item))


def _fields(item: BaseModel) -> dict[str, str]:
    """The content of each field that has any, written."""
    found = {key: getattr(item, attr) for key, attr in _content_fields(type(item))}
    found.update(item.model_extra or {})
    return _filled(found)


def _filled(fields: dict[Any, Any]) -> dict[str, str]:
    found = {str(key): _written(value) for key, value in fields.items()}
    return {key: text for key, text in found.items() if text not in _EMPTY}


def _object(written: dict[str, str]) -> str:
    return f"{{{', '.join(f'{quoted(key)}: {written[key]}' for key in sorted(written))}}}"


@cache
def _content_fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, spec.attr)
        for key, spec in specs(model).items()
        if spec.widget != "hidden" and spec.heading != LIVING
    )


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
