"""Go's parser, and how long it may take."""

from __future__ import annotations

import pytest

from blistui.repo.go import parsing


def test_a_busy_machine_does_not_end_a_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    source = b"package a\n" + b"func F() int { return 1 + 2 * 3 }\n" * 20_000
    # The parser's own clock ends it again and again, and no time of this thread has been used.
    monkeypatch.setattr(parsing.time, "thread_time", lambda: 0.0)
    tree = parsing._parsed_in_time(source, 1000)
    assert tree is not None
    assert tree.root_node.named_child_count == 20_001 and not tree.root_node.has_error
