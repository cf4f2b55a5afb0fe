"""Items of two versions of a plan that are the same under another id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blistui.plan import ids
from blistui.plan.document import Plan


def renamed_items(old: Plan, new: Plan) -> Iterator[tuple[str, str, str]]:
    """Items that are the same under another id: (kind, old path, new path)."""
    for kind in ids.KINDS:
        before = {item.id: (path, item) for path, item in ids.items_of(old, kind) if item.id}
        after = {item.id: (path, item) for path, item in ids.items_of(new, kind) if item.id}
        by_uid = {item.uid: (path, item) for path, item in before.values() if getattr(item, "uid", "")}
        gone = [one for id, one in before.items() if id not in after]
        for id, (path, item) in after.items():
            was = by_uid.get(getattr(item, "uid", ""))
            if was is None and id not in before:
                # Without an identity, the very same content under an id that was free.
                was = next((one for one in gone if one[1].model_copy(update={"id": id}) == item), None)
            if was is not None and was[1].id != id and not path.rpartition(".")[2].startswith("@"):
                if was in gone:
                    gone.remove(was)
                yield kind, was[0], path


def with_new_ids(old: Plan, renamed: Sequence[tuple[str, str, str]]) -> Plan:
    """`old` with the items renamed; by way of free ids, since two may have exchanged theirs."""
    passing: list[tuple[str, str, str]] = []
    # Guarantees first: their paths hold the old ids of their PRs.
    for number, (kind, path, new) in enumerate(sorted(renamed, key=lambda one: -one[1].count("."))):
        item = path.rpartition(".")[2]
        if item.startswith("@"):
            continue
        free = f"renamed-{number}-7f3a"
        old = ids.rename(old, path, free)
        passing.append((kind, free, new))
    for kind, free, new in passing:
        at = ids.ids_of(old, kind).get(free)
        if at is not None:
            old = ids.rename(old, at, new)
    return old
