"""The JSON Schema of the plan file, for editors: choices, patterns, examples, descriptions."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.guide.guidance import field_guidance, option_terms

_DAY = r"^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$"
_PLACE = r"^$|^[^:]+:[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*$"


def plan_schema() -> dict[str, Any]:
    """The schema: what validates can be read; what a draft lacks is for the rules to say."""
    found = Plan.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = found.pop("$defs")
    for model in _models(Plan, {}):
        _explain(definitions.get(model.__name__, found), model)
    found["properties"]["plan"].pop("default", None)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Macro plan"}
    return {**head, **{key: text for key, text in found.items() if key != "title"}, "$defs": definitions}


def _models(model: type[BaseModel], found: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    if model not in found:
        found[model] = None
        for spec in specs(model).values():
            if spec.item is not None:
                _models(spec.item, found)
    return found


def _explain(definition: dict[str, Any], model: type[BaseModel]) -> None:
    needed = [key for key in ("plan", "id", "at") if key in specs(model)]
    if needed:
        definition["required"] = needed
    for key, spec in specs(model).items():
        text: dict[str, Any] = definition["properties"][key]
        # What the forms need of a field is of no use to others, and no word of JSON Schema.
        for own in ("widget", "heading", "options", "refs", "when", "tier", "title"):
            text.pop(own, None)
        if spec.widget != "hidden":
            _describe(text, model, spec)
        if spec.widget == "choice":
            text["enum"] = ["", *spec.options]
            defined = {term.name: term.what for term in option_terms(spec)}
            shown = [None, *(defined.get(option) for option in spec.options)]
            text["x-taplo"] = {"docs": {"main": text["description"], "enumValues": shown}}
        elif spec.widget == "date":
            text["pattern"] = _DAY
        elif key == "at":
            text["pattern"] = _PLACE


def _describe(text: dict[str, Any], model: type[BaseModel], spec: FieldSpec) -> None:
    guidance = field_guidance(model, spec.key)
    text["description"] = guidance.asks
    text["title"] = spec.title
    match spec.widget:
        case "line" | "prose" | "file" | "ref" | "date" | "choice":
            text["examples"] = [guidance.example]
        case "lines":
            text["examples"] = [[guidance.example]]
        case "refs":
            text["examples"] = [guidance.example.split(", ")]
        case "number":
            text["examples"] = [int(guidance.example)]
        case "flag":
            text["examples"] = [guidance.example == "yes"]
        case _:
            text["description"] += f" For example: {guidance.example}"
