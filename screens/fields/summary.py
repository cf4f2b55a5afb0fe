"""An item of the plan in a few words."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from blistui.plan.fields import specs
from blistui.plan.tables.base import Columns, Item


def columns_of(item: type[BaseModel] | None) -> Columns:
    """What a list shows of items of this kind."""
    return item.COLUMNS if item is not None and issubclass(item, Item) else Columns()


def value_of(item: BaseModel, key: str) -> str:
    """The value of a field on one line."""
    value = getattr(item, specs(type(item))[key].attr)
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def ends_of(item: BaseModel) -> str:
    """What an item goes from and to."""
    return " → ".join(value_of(item, key) or "?" for key in columns_of(type(item)).ends or ())


def is_blank(item: Any) -> bool:
    """Whether nothing has been written into an item yet; the heading that it was added under is given."""
    if not isinstance(item, BaseModel):
        return False
    given = ("id", "uid", columns_of(type(item)).under)
    return all(
        getattr(item, name) in ("", (), None, False, info.get_default(call_default_factory=True))
        for name, info in type(item).model_fields.items()
        if name not in given
    )


def parts(item: Any) -> str:
    """What an item holds besides its own texts: `2 events, 1 invariants`; empty when there is nothing."""
    if not isinstance(item, BaseModel):
        return ""
    return ", ".join(
        f"{spec.title.lower()} ({len(value)})"
        for spec in specs(type(item)).values()
        if spec.widget in ("items", "cites") and (value := getattr(item, spec.attr))
    )


def text_of(item: type[BaseModel]) -> str:
    """The key of the field that says what an item of this kind is; empty where there is none."""
    texts = (key for key, spec in specs(item).items() if spec.widget in ("line", "prose", "file"))
    return next((key for key in texts if key not in ("id", "uid")), "")


def kind_word(item: BaseModel) -> str:
    """The word for what kind of its sort an item is; empty where there are none."""
    kind = columns_of(type(item)).kind
    return value_of(item, kind) if kind else ""


def words(item: BaseModel) -> str:
    """What an item says, on one line."""
    columns = columns_of(type(item))
    parts = [ends_of(item)] if columns.ends else []
    for key in columns.texts:
        text = value_of(item, key)
        parts.append(text)
        # What an item names says little without what it says of it.
        if text and specs(type(item))[key].widget not in ("ref", "refs"):
            break
    return "  ".join(part.replace("\n", " ")[:120] for part in parts if part)


def summary(item: BaseModel) -> str:
    """One line by which people know the item: its id, its kind, its first words."""
    parts = (str(getattr(item, "id", "")), kind_word(item), words(item))
    return "  ".join(dict.fromkeys(part for part in parts if part)) or "(empty)"
