"""Modules that a library imports at its top, for functions that are never called here."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _WhenUsed(ModuleType):
    """Stands for a module, which is imported once something of it is used."""

    def __init__(self, name: str, functions: tuple[str, ...]) -> None:
        super().__init__(name)
        self._functions = functions

    def __getattr__(self, name: str) -> Any:
        # Asked for by the import itself, not by the importing module.
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self._functions:
            return lambda *given, **named: getattr(self._real(), name)(*given, **named)
        return getattr(self._real(), name)

    def _real(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)


@contextmanager
def postponed(module: str, *functions: str) -> Iterator[None]:
    """While this lasts, who imports `module` gets what imports it when one of its `functions` is called.

    The module itself is given out where it is imported already, and beside other threads, one of which might
    import it just now.
    """
    if threading.active_count() > 1:
        yield
        return
    stands_in = _WhenUsed(module, functions)
    kept = sys.modules.setdefault(module, stands_in)
    try:
        yield
    finally:
        if kept is stands_in and sys.modules.get(module) is stands_in:
            del sys.modules[module]
