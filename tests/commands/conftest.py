"""What tests of several commands plan against."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checkouts import committed


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The commit of a repository with a type and two methods of one name; it is the current folder."""
    code = (
        "package sim\n\n// Queue waits.\ntype Queue struct{ n int }\n\nfunc (q *Queue) Push() {\n\tq.n++\n}\n"
    )
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim/queue.go").write_text(code)
    (tmp_path / "sim/stack.go").write_text(code.replace("Queue", "Stack"))
    monkeypatch.chdir(tmp_path)
    return committed(tmp_path)
