"""Who wrote lines since a commit."""

from __future__ import annotations

import shutil

from blistui.repo.git.lines import commits_of_lines
from tests.repo.conftest import Checkout


def test_those_who_wrote_the_lines_come_before_those_who_touched_the_file(checkout: Checkout) -> None:
    checkout.write("sim/a b.go", "one\ntwo\nthree\n")
    base = checkout.commit()
    checkout.write("sim/a b.go", "one\nTWO\nthree\n")
    wrote = checkout.commit()
    checkout.write("sim/a b.go", "one\nTWO\nthree\nfour\n")
    touched = checkout.commit()
    checkout.write("other.go", "x\n")
    head = checkout.commit()
    found = commits_of_lines(checkout.root, "sim/a b.go", (1, 3), base, head)
    assert [(one.commit, one.lines) for one in found] == [(wrote, (2,)), (touched, ())]
    assert {(one.author, one.subject) for one in found} == {("A", "change")}
    assert commits_of_lines(checkout.root, "sim/a b.go", (1, 4), head, head) == ()
    all_of_them = commits_of_lines(checkout.root, "sim/a b.go", (1, 3), "", head)
    assert [(one.commit, one.lines) for one in all_of_them] == [(wrote, (2,)), (base, (1, 3)), (touched, ())]


def test_hashes_may_be_longer(checkout: Checkout) -> None:
    shutil.rmtree(checkout.root / ".git")
    checkout.git("init", "-q", "-b", "main", "--object-format=sha256")
    checkout.write("a.go", "one\ntwo\n")
    wrote = checkout.commit()
    found = commits_of_lines(checkout.root, "a.go", (1, 2), "", wrote)
    assert [(len(one.commit), one.lines) for one in found] == [(64, (1, 2))]
