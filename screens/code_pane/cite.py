"""From selected lines to a citation, but only if the code on screen is the code on disk."""

from __future__ import annotations

from blistui.plan.citation import Citation
from blistui.repo.citations.capture import capture
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.repository import Repository
from screens.code_view.ranges import Ranges
from screens.code_view.reader import OpenFile


def cite(repository: Repository, opened: OpenFile, ranges: Ranges, base: str) -> Citation:
    """The citation of these lines of an opened file.

    What was read at the plan's base commit carries no commit, as a citation without one means the base.
    Raises CitationError with a sentence, also when the file has changed since it was opened.
    """
    try:
        if repository.read(opened.path, opened.at).text != opened.text.text:
            raise CitationError(
                f"{opened.path} has changed on disk: R reads it again, then choose the lines again"
            )
    except RepositoryError as error:
        raise CitationError(str(error)) from None
    citation = capture(repository, opened.path, ranges, opened.at)
    return citation.model_copy(update={"commit": ""}) if opened.at == base else citation
