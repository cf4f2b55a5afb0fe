"""Lines that changed between two contents."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from blistui.repo.git import history


def test_files_are_compared_on_the_disk_where_memory_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    written: list[bool] = []

    def write(path: Path, data: bytes) -> int:
        in_memory = path.is_relative_to(memory)
        written.append(in_memory)
        if in_memory:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        with path.open("wb") as file:
            return file.write(data)

    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(history, "_MEMORY", str(memory))
    monkeypatch.setattr(Path, "write_bytes", write)
    assert history.hunks_of([(b"a\nb\n", b"a\nc\nb\n")]) == ((history.Hunk(1, 0, 2, 1),),)
    assert written == [True, False, False]
    assert list(memory.iterdir()) == []
