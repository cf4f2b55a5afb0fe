"""What every part of a plan has in common.

Modules of models do not postpone their annotations: pydantic would have to evaluate 300 texts at each start.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Columns(NamedTuple):
    """What a list shows of its items, by TOML key.

    `texts` are shown one after the other; `ends` are two fields with an arrow between; `kind` is a word
    before them, `more` are columns behind them. Items stand under the heading that their field `under` has,
    and `headings` are its values with their names, as the template orders them. `in_row` is the field that
    is all there is to write, so that it is edited in its row. `proof` says that each has to be cited.
    """

    texts: tuple[str, ...] = ()
    kind: str = ""
    ends: tuple[str, str] | None = None
    more: tuple[str, ...] = ()
    under: str = ""
    headings: Mapping[str, str] = {}
    in_row: str = ""
    proof: bool = False


class Item(BaseModel):
    """A table of the plan: immutable, so that a snapshot is a reference, and tolerant of unknown keys.

    Every field has a default: a draft may be empty anywhere, and the rules say what is missing.
    """

    # Built when first used: the validator of a plan has those of all its tables within it.
    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True, defer_build=True)

    COLUMNS: ClassVar[Columns] = Columns()


def _date_as_text(value: Any) -> Any:
    # TOML has dates of its own; people write both `date = 2026-02-19` and `date = "2026-02-19"`.
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


Date = Annotated[str, BeforeValidator(_date_as_text)]
"""A day as ISO 8601 text; TOML's own dates are read as such."""

Lines = tuple[str, ...]
"""A list of short texts."""

Ref = Annotated[str, StringConstraints(strip_whitespace=True)]
"""The id of another item; blanks around it are none of it."""

Refs = tuple[Ref, ...]
"""Ids of other items."""

Number = int | float | str | None
"""A number, or the words an author put in its place (the rules object to those)."""
