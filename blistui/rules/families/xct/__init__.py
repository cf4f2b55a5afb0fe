"""XCT: Phase 5, cross-cutting work: tests, documents, CI, dependencies and freezes.

Files that a PR lists are checked in `cit`.
"""

from blistui.rules.families.xct import agreement, documents, items, tests

__all__ = ["agreement", "documents", "items", "tests"]
