"""From selected lines to a citation, but only if the code on screen is the code on disk."""

from __future__ import annotations

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture
from blistui.repo.citations.current import Capturer
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from screens.code_view.ranges import Ranges
from screens.code_view.reader import OpenFile


def cite(repository: Repository, opened: OpenFile, ranges: Ranges, base: str, uncommitted: bool) -> Citation:
    """The citation of these lines of an opened file.

    What is the same at the plan's base commit carries no commit, as a citation without one means the base;
    else it names the commit that has it. Raises CitationError with a sentence, also when the file has changed
    since it was opened, and Uncommitted when no commit has the lines and `uncommitted` does not allow that.
    """
    now = Snapshot(repository, opened.at)
    try:
        if now.text(opened.path).text != opened.text.text:
            raise CitationError(
                f"{opened.path} has changed on disk: R reads it again, then choose the lines again"
            )
        if opened.at is None:
            return Capturer(repository, base or None, now).capture(opened.path, ranges, uncommitted)
        citation = capture(repository, opened.path, ranges, opened.at)
        is_base = bool(base) and repository.resolve(base) == opened.at
    except RepositoryError as error:
        raise CitationError(str(error)) from None
    return citation.model_copy(update={"commit": ""}) if is_base else citation
