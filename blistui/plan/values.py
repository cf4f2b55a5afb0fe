"""What a field may hold: a text or JSON value that a person or a program gives, made into what fits.

What does not fit is refused with what would: the choices, the ids there are, the nearest spelling.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.patterns import pattern
from blistui.plan import ids
from blistui.plan.days import HOW, day
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.paths import ValueRefused
from blistui.plan.tables.citation import Citation
from blistui.plan.targets import instead, target

Capture = Callable[[str], Citation]
"""Makes a citation of a place such as `sim/queue.go:3-9`; raises ValueRefused with a sentence."""


class Reference(NamedTuple):
    """An id that was given at a path, and the kinds of which an item must have it."""

    path: str
    kinds: tuple[str, ...]
    id: str

    def why_unknown(self, plan: Plan) -> str:
        """A sentence with the ids there are, while no item of the plan has this one; empty when one has."""
        known = [id for kind in self.kinds for id in ids.ids_of(plan, kind)]
        if self.id in known or ids.in_another_document(self.id):
            return ""
        kinds = " or ".join(ids.with_article(ids.kind_in_words(kind)) for kind in self.kinds)
        return f"`{self.path}` names {kinds}, and there is no `{self.id}`{instead(self.id, known)}"


class Fitting(NamedTuple):
    """What fitting needs beside the plan. It adds to `unknown` the ids that no item has yet.

    An item may name itself, and an edit what a later one adds: whether an id is known is asked at the end.
    """

    capture: Capture
    unknown: list[Reference]


_YES, _NO = ("true", "yes"), ("false", "no")
_SPLIT = pattern(r"[\s,]+")
_PLACE = pattern(r"\S+:\d+(?:-\d+)?(?:,\s?\d+(?:-\d+)?)*")


def fitted(plan: Plan, path: str, given: Any, fitting: Fitting) -> Any:
    """`given` as the field or entry at `path` holds it; raises PathError and ValueRefused.

    A text is read as people write it: ids separated by commas, one text a line, `yes`, a place to cite; or as
    JSON where the field holds a list or a table.
    """
    found = target(plan, path)
    if found.spec is None:
        return given
    if found.spec.widget == "hidden":
        raise ValueRefused(f"`{path}` is kept by blistui itself and cannot be set.")
    if found.spec.key == "id" and not found.entry:
        raise ValueRefused(f"`{path}` is an id: `rename` changes it together with all references.")
    if found.entry:
        return fitted_entry(plan, found.spec, path, given, fitting)
    return _fitted(plan, found.spec, path, given, fitting)


def fitted_entry(plan: Plan, spec: FieldSpec, path: str, given: Any, fitting: Fitting) -> Any:
    """`given` as one entry of the list (or table of texts) that `spec` declares; raises ValueRefused."""
    match spec.widget:
        case "items" if spec.item is not None:
            return fitted_table(plan, spec.item, path, _from_json(given, path, "an object"), fitting)
        case "cites":
            return _citation(given, path, fitting)
        case "refs":
            return _reference(plan, spec, path, given, fitting)
    return _text(given, path)


def fitted_table(plan: Plan, model: type[BaseModel], path: str, given: Any, fitting: Fitting) -> Any:
    """The fields of a table, each fitted; raises ValueRefused for a key that the table does not have."""
    if not isinstance(given, dict):
        raise ValueRefused(f"`{path}` holds a table: give a JSON object of its fields.")
    known = specs(model)
    found: dict[str, Any] = {}
    for key, value in given.items():
        spec = known.get(key)
        if spec is None or (spec.widget == "hidden" and key not in ("uid", "digest")):
            options = [name for name, one in known.items() if one.widget != "hidden"]
            raise ValueRefused(f"`{path}` has no field `{key}`{instead(key, options)}")
        if spec.widget == "hidden" or key in ("id", "digest", "symbol"):
            found[key] = value
        else:
            found[key] = _fitted(plan, spec, f"{path}.{key}", value, fitting)
    return found


def _fitted(plan: Plan, spec: FieldSpec, path: str, given: Any, fitting: Fitting) -> Any:
    match spec.widget:
        case "choice":
            return _choice(spec, path, given)
        case "flag":
            return _flag(path, given)
        case "number":
            return _number(path, given)
        case "date":
            return _day(path, given)
        case "ref":
            return _reference(plan, spec, path, given, fitting) if given not in ("", None) else ""
        case "refs":
            return tuple(_reference(plan, spec, path, one, fitting) for one in _several(given, path, _SPLIT))
        case "lines":
            return tuple(_text(one, path) for one in _several(given, path, re.compile(r"\n+")))
        case "cite":
            return _citation(given, path, fitting) if given not in ("", None) else None
        case "cites":
            several = _several(given, path, None)
            return tuple(_citation(one, path, fitting) for one in several)
        case "items" if spec.item is not None:
            return _tables(plan, spec.item, path, given, fitting)
        case "group" if spec.item is not None:
            return fitted_table(plan, spec.item, path, _from_json(given, path, "an object"), fitting)
        case "mapping":
            return _texts_by_name(given, path)
    return _text(given, path)


def _tables(plan: Plan, model: type[BaseModel], path: str, given: Any, fitting: Fitting) -> list[Any]:
    entries = _from_json(given, path, "a list of objects") if given != "" else []
    if not isinstance(entries, list):
        raise ValueRefused(f"`{path}` holds a list of tables: give a JSON list of objects.")
    return [
        fitted_table(plan, model, f"{path}.{number}", entry, fitting) for number, entry in enumerate(entries)
    ]


def _texts_by_name(given: Any, path: str) -> dict[str, str]:
    held = _from_json(given, path, "an object of texts")
    if not isinstance(held, dict):
        raise ValueRefused(f"`{path}` holds texts by name: give a JSON object.")
    return {str(key): _text(value, f"{path}.{key}") for key, value in held.items()}


def _text(given: Any, path: str) -> str:
    if isinstance(given, str):
        return given
    if given is None:
        return ""
    if isinstance(given, int | float) and not isinstance(given, bool):
        return str(given)
    raise ValueRefused(f"`{path}` holds text, not {json.dumps(given, default=str)[:60]}.")


def _from_json(given: Any, path: str, what: str) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except (ValueError, RecursionError) as error:
        raise ValueRefused(f"`{path}` holds {what}: give it as JSON ({error}).") from error


def _several(given: Any, path: str, between: re.Pattern[str] | None) -> list[Any]:
    """The entries that `given` lists: a list, JSON, or a text with separators (places for citations)."""
    if given is None:
        return []
    if isinstance(given, list | tuple):
        return list(given)
    if not isinstance(given, str):
        return [given]
    if given.lstrip().startswith("["):
        entries = _from_json(given, path, "a list")
        return entries if isinstance(entries, list) else [entries]
    if between is None:
        if given.lstrip().startswith("{"):
            return [given]
        return _PLACE.findall(given) or ([given] if given.strip() else [])
    return [part for part in between.split(given.strip()) if part]


def _choice(spec: FieldSpec, path: str, given: Any) -> str:
    text = _text(given, path)
    same = {option.casefold(): option for option in spec.options}
    if not text or text.strip().casefold() in same:
        return same.get(text.strip().casefold(), "")
    near = difflib.get_close_matches(text.casefold(), same, 1, 0.6)
    guess = f" Did you mean `{same[near[0]]}`?" if near else ""
    raise ValueRefused(f"`{path}` cannot be `{text}`; it is one of: {', '.join(spec.options)}.{guess}")


def _flag(path: str, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    text = _text(given, path).strip().casefold()
    if text not in (*_YES, *_NO, ""):
        raise ValueRefused(f"`{path}` is yes or no, not `{text}`; write true or false.")
    return text in _YES


def _number(path: str, given: Any) -> int | float | None:
    if given is None:
        return None
    text = _text(given, path).strip()
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        raise ValueRefused(f"`{path}` is a number, not `{text}`; write 3 or 0.5.") from None
    if not math.isfinite(found):
        raise ValueRefused(f"`{path}` is a number of some size, not `{text}`; write 3 or 0.5.")
    return int(text) if re.fullmatch(r"[+-]?\d{1,15}", text) else found


def _day(path: str, given: Any) -> str:
    text = _text(given, path).strip()
    if text and day(text) is None:
        raise ValueRefused(f"`{path}` is a day, not `{text}`; {HOW}.")
    return text


def _reference(plan: Plan, spec: FieldSpec, path: str, given: Any, fitting: Fitting) -> str:
    text = _text(given, path).strip()
    reference = Reference(path, spec.refs, text)
    if reference.why_unknown(plan):
        fitting.unknown.append(reference)
    return text


def _citation(given: Any, path: str, fitting: Fitting) -> Any:
    """A citation: a place to capture, or one that is captured already, as a table of JSON or TOML."""
    if isinstance(given, str) and given.lstrip().startswith("{"):
        given = _table_of(given, path)
    if isinstance(given, str):
        return fitting.capture(given.strip())
    found = _citation_table(given, path)
    return found if found.get("digest") else fitting.capture(found["at"])


def _citation_table(given: Any, path: str) -> dict[str, Any]:
    """The fields of a citation; raises ValueRefused where it says no place or holds another key."""
    if not isinstance(given, dict) or not isinstance(given.get("at"), str):
        raise ValueRefused(f'`{path}` holds a citation: write path:12-20, or {{"at": "path:12-20"}}.')
    for key in given:
        if key not in specs(Citation):
            raise ValueRefused(f"`{path}`: a citation has no field `{key}`{instead(key, specs(Citation))}")
    return given


def _table_of(text: str, path: str) -> Any:
    """A table in JSON, or as `blistui cite` prints it."""
    import tomllib

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return tomllib.loads(f"held = {text.strip()}")["held"]
    except (tomllib.TOMLDecodeError, RecursionError):
        raise ValueRefused(f"`{path}`: this is no table: {text[:60]}") from None
