"""The team's policy: `.blistui.toml` in the root of the repository."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from blistui.markdown.inline import one_line
from blistui.plan.tables.concept import FRICTION_TYPES, REAL_SYSTEMS
from blistui.repo.errors import Unreadable
from blistui.repo.text import decode, read_file
from blistui.rules.prose.wording import spelled_alike
from blistui.store.toml.read import TooMuch, data_of

FILE = ".blistui.toml"
LIMITS = ("citation_lines", "pr_lines_of_code", "config_example_lines")
LEVELS = ("error", "warning", "hint", "off")
UNVERIFIED = ("register", "never")
_MAX_BYTES = 1_000_000

PolicyLevel = Literal["error", "warning", "hint", "off"]


@dataclass(frozen=True)
class Policy:
    """Levels per rule, limits, columns and targets; the defaults are the template's.

    `unverified` says whether a plan may rest on an UNVERIFIED fact that the risk register names
    (`register`), or not at all (`never`). `other_keys` are tables and keys of a plan that other tools read.
    `guide_document` is the file that people and agents read first; empty: the repository has none.
    `friction_targets` are those that differ from the guidelines'.
    """

    levels: dict[str, PolicyLevel] = field(default_factory=dict)
    real_systems: tuple[str, ...] = REAL_SYSTEMS
    friction_targets: dict[str, int] = field(default_factory=dict)
    citation_lines: int = 60
    pr_lines_of_code: int = 800
    config_example_lines: int = 20
    unverified: Literal["register", "never"] = "register"
    other_keys: tuple[str, ...] = ()
    guide_document: str = "CLAUDE.md"


class PolicyError(ValueError):
    """The policy file is wrong; `problems` are sentences, each with file and line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(one_line(problem) for problem in problems)
        super().__init__("\n".join(self.problems))


KnownRules = Callable[[], Collection[str]]
"""Gives the ids of all rules; called only when a policy sets levels, because loading the rules takes time."""


def load_policy(root: Path, known_rules: KnownRules) -> Policy:
    """The policy in the folder `root`, or the defaults when it has none.

    Raises PolicyError when the file cannot be read or says anything that is not understood: a misspelled key
    that was passed over would silently leave a rule as it is.
    """
    root = root.resolve()
    if not (root / FILE).is_symlink() and not (root / FILE).exists():
        return Policy()
    try:
        text = decode(read_file(root, FILE, _MAX_BYTES))
    except Unreadable as error:
        raise PolicyError([f"{root}: {error}."]) from None
    return parse_policy(text, known_rules, str(root / FILE))


def parse_policy(text: str, known_rules: KnownRules, name: str = FILE) -> Policy:
    """The policy that `text` (TOML), of the file `name`, holds; raises PolicyError."""
    try:
        data = data_of(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([f"{name} is no TOML: {error}."]) from None
    except TooMuch as error:
        raise PolicyError([f"{name}: {error}."]) from None
    reader = _Reader(text, known_rules, name)
    policy = reader.policy(data)
    if reader.problems:
        raise PolicyError(reader.problems)
    return policy


class _Reader:
    """Reads a policy and collects everything that is wrong with it."""

    def __init__(self, text: str, known_rules: KnownRules, name: str) -> None:
        self._text = text
        self._name = name
        self._known_rules = known_rules
        self.problems: list[str] = []

    def policy(self, data: dict[str, Any]) -> Policy:
        policy = Policy()
        for key, value in data.items():
            if key == "levels":
                policy = replace(policy, levels=dict(self._levels(value)))
            elif key == "limits":
                limits: dict[str, Any] = dict(self._numbers("limits", value, LIMITS, 1))
                policy = replace(policy, **limits)
            elif key == "friction_targets":
                targets = dict(self._numbers("friction_targets", value, FRICTION_TYPES, 0))
                policy = replace(policy, friction_targets=policy.friction_targets | targets)
            elif key == "real_systems":
                policy = replace(policy, real_systems=self._names(key, value))
            elif key == "other_keys":
                policy = replace(policy, other_keys=self._names(key, value))
            elif key == "guide_document":
                if isinstance(value, str):
                    policy = replace(policy, guide_document=value.strip())
                else:
                    self._say(
                        key,
                        f'`guide_document` is {_shown(value)}: give the path of a file, or "" for none.',
                    )
            elif key == "unverified":
                if value in UNVERIFIED:
                    policy = replace(policy, unverified=value)
                else:
                    self._refuse(key, f"`unverified` is {_shown(value)}", value, UNVERIFIED)
            else:
                self._refuse(key, f"`{key}` is no setting", key, _SETTINGS)
        return policy

    def _levels(self, table: Any) -> Iterator[tuple[str, PolicyLevel]]:
        known = self._known_rules()
        for key, value in self._table("levels", table):
            if key not in known:
                self._refuse(key, f"`{key}` is no rule", key.upper(), tuple(known))
            elif value not in LEVELS:
                self._refuse(key, f"the level of {key} is {_shown(value)}", value, LEVELS)
            else:
                yield key, value

    def _numbers(
        self, name: str, table: Any, known: tuple[str, ...], least: int
    ) -> Iterator[tuple[str, int]]:
        for key, value in self._table(name, table):
            if key not in known:
                self._refuse(key, f"`{key}` is nothing that `{name}` sets", key, known)
            elif not isinstance(value, int) or isinstance(value, bool) or value < least:
                self._say(key, f"`{key}` is {_shown(value)}: give a whole number, at least {least}.")
            else:
                yield key, value

    def _names(self, key: str, value: Any) -> tuple[str, ...]:
        named = isinstance(value, list) and all(isinstance(name, str) and name.strip() for name in value)
        if not named or not value or len(set(value)) != len(value):
            self._say(key, f"`{key}` is {_shown(value)}: give a list of different names.")
            return ()
        return tuple(value)

    def _table(self, name: str, table: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(table, dict):
            yield from table.items()
        else:
            self._say(name, f"`{name}` is {_shown(table)}: make it a table, [{name}].")

    def _refuse(self, key: str, what: str, value: Any, known: tuple[str, ...]) -> None:
        near = spelled_alike(str(value), known)
        if near:
            how_to_fix = f"did you mean `{near[0]}`?"
        elif len(known) <= 10:
            how_to_fix = f"use one of {', '.join(known)}."
        else:
            how_to_fix = "`blistui rules` lists them."
        self._say(key, f"{what}: {how_to_fix}")

    def _say(self, key: str, sentence: str) -> None:
        found = re.search(
            rf"^\s*\[?\s*(?:[\w\"'-]+\s*\.\s*)*[\"']?{re.escape(key)}[\"']?\s*[=.\]]", self._text, re.M
        )
        line = self._text.count("\n", 0, found.end()) + 1 if found else 1
        self.problems.append(f"{self._name}:{line}: {sentence}")


_SETTINGS = (
    "levels",
    "limits",
    *(f.name for f in fields(Policy) if f.name not in ("levels", *LIMITS)),
)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
