"""Builds the validator of plans, once in a process and without what only plugins of pydantic need."""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from types import ModuleType
from typing import Any

from blistui.plan.document import Plan

_METADATA = "importlib.metadata"


class _WhenUsed(ModuleType):
    """Stands for `importlib.metadata`, which is imported once something of it is used."""

    def entry_points(self, **selection: Any) -> Any:
        return self._real().entry_points(**selection)

    def __getattr__(self, name: str) -> Any:
        # Asked for by the import itself, not by the importing module.
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._real(), name)

    def _real(self) -> ModuleType:
        if sys.modules.get(_METADATA) is self:
            del sys.modules[_METADATA]
        return import_module(_METADATA)


def build_plan_model() -> None:
    """Build the validator of `Plan`, unless it is built.

    Pydantic imports `importlib.metadata` for this, though plugins are off (PYDANTIC_DISABLE_PLUGINS):
    with the mail and archive modules behind it, twice as long as the building itself.
    """
    if Plan.__pydantic_complete__:
        return
    if threading.active_count() > 1:
        # Another thread might import the module just now, and must get the real one.
        Plan.model_rebuild()
        return
    stands_in = _WhenUsed(_METADATA)
    kept = sys.modules.setdefault(_METADATA, stands_in)
    try:
        Plan.model_rebuild()
    finally:
        if kept is stands_in and sys.modules.get(_METADATA) is stands_in:
            del sys.modules[_METADATA]
