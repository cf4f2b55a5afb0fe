"""An item of the plan in a few words."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from blistui.plan.fields import specs


def is_blank(item: Any) -> bool:
    """Whether nothing has been written into an item yet."""
    if not isinstance(item, BaseModel):
        return False
    return all(
        getattr(item, name) in ("", (), None, False, info.get_default(call_default_factory=True))
        for name, info in type(item).model_fields.items()
        if name not in ("id", "uid")
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
    fields = specs(item).items()
    return next((k for k, s in fields if k not in ("id", "uid") and s.widget in ("line", "prose")), "")


def summary(item: BaseModel) -> str:
    """One line by which people know the item: its id, its first choice, its first words."""
    fields = specs(type(item))
    choice = next((spec for spec in fields.values() if spec.widget == "choice"), None)
    parts = [str(getattr(item, "id", "")), str(getattr(item, choice.attr)) if choice is not None else ""]
    for key, spec in fields.items():
        if key in ("id", "uid") or spec.widget not in ("line", "prose", "file", "ref", "refs"):
            continue
        value = getattr(item, spec.attr)
        text = ", ".join(value) if isinstance(value, tuple) else value
        if text:
            parts.append(text)
        # What an item names says little without what it says of it.
        if text and spec.widget not in ("ref", "refs"):
            break
    return "  ".join(part.replace("\n", " ")[:120] for part in dict.fromkeys(parts) if part) or "(empty)"
