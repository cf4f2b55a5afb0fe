"""What is derived from an item is derived once, and forgotten with the item."""

from __future__ import annotations

import gc
import weakref

from blistui.plan.document import Plan
from blistui.plan.paths import put
from blistui.plan.remembered import once_per_item
from blistui.plan.tables.series import PullRequest


def test_an_edit_derives_again_only_what_it_touched() -> None:
    derived: list[str] = []

    @once_per_item
    def title(pr: PullRequest) -> str:
        derived.append(pr.title)
        return pr.title.upper()

    plan = Plan.model_validate({"pr": [{"id": "PR1", "title": "a"}, {"id": "PR2", "title": "b"}]})
    assert [title(pr) for pr in plan.pr] == ["A", "B"]
    edited = put(plan, "pr.PR2.title", "c")
    assert [title(pr) for pr in edited.pr] == ["A", "C"]
    assert derived == ["a", "b", "c"]


def test_equal_items_are_not_the_same_item() -> None:
    derived: list[PullRequest] = []

    @once_per_item
    def seen(pr: PullRequest) -> int:
        derived.append(pr)
        return len(derived)

    one, other = PullRequest(id="PR1"), PullRequest(id="PR1")
    assert (seen(one), seen(other), seen(one)) == (1, 2, 1)


def test_items_are_not_kept_alive() -> None:
    @once_per_item
    def title(pr: PullRequest) -> str:
        return pr.title

    pr = PullRequest(title="a")
    title(pr)
    gone = weakref.ref(pr)
    del pr
    gc.collect()
    assert gone() is None
    assert title(PullRequest(title="b")) == "b"
