"""How a field is declared: once, for the model, the form, the exported schema and the rules.

A field's title and help are pydantic's `title` and `description`; widget, options, referenced kinds and the
template heading that the field serves are kept in `json_schema_extra`, so `blistui schema` shows them too.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, Field

Widget = Literal[
    "line",
    "prose",
    "lines",
    "choice",
    "flag",
    "number",
    "date",
    "file",
    "ref",
    "refs",
    "cite",
    "cites",
    "items",
    "group",
    "mapping",
    "hidden",
]


class FieldSpec(NamedTuple):
    """What is known of one field of a model.

    `key` is its TOML key, `attr` its Python name (they differ where the key is a Python keyword).
    `refs` names the kinds whose ids the field may hold; `item` is the model of a nested table or list;
    `when` is (sibling field, its values) on which the field depends; `tier` is 1 or 2 in a PR's two tiers;
    `itself`: whether an item may name itself there; `place` is `item` or `field` where the value is the path
    of one.
    """

    key: str
    attr: str
    title: str
    help: str
    heading: str
    widget: Widget
    options: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    item: type[BaseModel] | None = None
    when: tuple[str, tuple[str, ...]] | None = None
    tier: int = 0
    itself: bool = False
    place: str = ""

    def applies(self, item: BaseModel) -> bool:
        """Whether the field has a meaning on `item`, given the choice that `when` depends on."""
        return self.when is None or getattr(item, self.when[0], "") in self.when[1]


def _declare(widget: Widget, title: str, help: str, heading: str, default: Any, **extra: Any) -> Any:
    alias = extra.pop("key", None)
    shown = {name: value for name, value in extra.items() if value}
    return Field(
        default=default,
        title=title,
        description=help,
        alias=alias,
        json_schema_extra={"widget": widget, "heading": heading, **shown},
    )


def line(title: str, help: str, heading: str, **extra: Any) -> Any:
    """One line of text."""
    return _declare("line", title, help, heading, "", **extra)


def prose(title: str, help: str, heading: str, **extra: Any) -> Any:
    """Text of any length."""
    return _declare("prose", title, help, heading, "", **extra)


def lines(title: str, help: str, heading: str, **extra: Any) -> Any:
    """A list of one-line texts."""
    return _declare("lines", title, help, heading, (), **extra)


def choice(title: str, help: str, heading: str, options: tuple[str, ...], **extra: Any) -> Any:
    """One of `options`; other text is kept as the author wrote it, and a rule objects."""
    return _declare("choice", title, help, heading, "", options=options, **extra)


def flag(title: str, help: str, heading: str, **extra: Any) -> Any:
    """Yes or no."""
    return _declare("flag", title, help, heading, False, **extra)


def number(title: str, help: str, heading: str, **extra: Any) -> Any:
    """A number; other text is kept as the author wrote it, and a rule objects."""
    return _declare("number", title, help, heading, None, **extra)


def date(title: str, help: str, heading: str, **extra: Any) -> Any:
    """A day, ISO 8601."""
    return _declare("date", title, help, heading, "", **extra)


def file(title: str, help: str, heading: str, **extra: Any) -> Any:
    """A path of the repository, relative to its root."""
    return _declare("file", title, help, heading, "", **extra)


def ref(title: str, help: str, heading: str, *kinds: str, **extra: Any) -> Any:
    """The id of one item of the given kinds."""
    return _declare("ref", title, help, heading, "", refs=kinds, **extra)


def refs(title: str, help: str, heading: str, *kinds: str, **extra: Any) -> Any:
    """Ids of items of the given kinds."""
    return _declare("refs", title, help, heading, (), refs=kinds, **extra)


def cite(title: str, help: str, heading: str, **extra: Any) -> Any:
    """One citation, or none."""
    return _declare("cite", title, help, heading, None, **extra)


def cites(title: str, help: str, heading: str, **extra: Any) -> Any:
    """Citations."""
    return _declare("cites", title, help, heading, (), **extra)


def items(title: str, help: str, heading: str, **extra: Any) -> Any:
    """A list of tables."""
    return _declare("items", title, help, heading, (), **extra)


def group(model: type[BaseModel], title: str, help: str, heading: str) -> Any:
    """One nested table."""
    return Field(
        default_factory=model,
        title=title,
        description=help,
        json_schema_extra={"widget": "group", "heading": heading},
    )


def mapping(title: str, help: str, heading: str) -> Any:
    """Texts by name, e.g. one per real-system column."""
    return Field(
        default_factory=dict,
        title=title,
        description=help,
        json_schema_extra={"widget": "mapping", "heading": heading},
    )


def hidden(title: str, help: str, default: Any = "") -> Any:
    """Kept by the tool, shown in no form."""
    if isinstance(default, dict):
        return Field(
            default_factory=dict, title=title, description=help, json_schema_extra={"widget": "hidden"}
        )
    return _declare("hidden", title, help, "", default)


def none_because(what: str, heading: str, **extra: Any) -> Any:
    """The author's reason why a plan truly has none of `what`; an empty field is never read as none."""
    return line(f"No {what}, because", f"Only if there truly is no {what}: the reason", heading, **extra)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None


@cache
def specs(model: type[BaseModel]) -> dict[str, FieldSpec]:
    """The fields of `model` by TOML key, in declared order."""
    found: dict[str, FieldSpec] = {}
    for attr, info in model.model_fields.items():
        extra = info.json_schema_extra
        if not isinstance(extra, dict):
            raise TypeError(f"{model.__name__}.{attr} is not declared through blistui.plan.fields")
        key = info.alias or attr
        when: Any = extra.get("when")
        found[key] = FieldSpec(
            key=key,
            attr=attr,
            title=info.title or key,
            help=info.description or "",
            heading=str(extra.get("heading", "")),
            widget=extra["widget"],  # type: ignore[arg-type]
            options=tuple(extra.get("options", ())),  # type: ignore[arg-type]
            refs=tuple(extra.get("refs", ())),  # type: ignore[arg-type]
            item=_model_in(info.annotation),
            when=(when[0], tuple(when[1])) if when else None,
            tier=int(extra.get("tier", 0)),  # type: ignore[arg-type]
            itself=bool(extra.get("itself")),
            place=str(extra.get("place", "")),
        )
    return found
