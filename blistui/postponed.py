"""Modules that a library imports at its top, for functions that are never called here."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_LOCK = threading.Lock()
"""Held while a module takes the place of what stands for it: another thread may use it just then."""


class _WhenUsed(ModuleType):
    """Stands for a module, which is imported once something of it is used, in any thread and at any time."""

    def __init__(self, name: str, functions: tuple[str, ...]) -> None:
        super().__init__(name)
        self._functions = functions
        self._thread = threading.get_ident()

    def __getattr__(self, name: str) -> Any:
        # The import that is to be spared asks for these; another thread may import a part of the module.
        if name.startswith("__") and threading.get_ident() == self._thread:
            raise AttributeError(name)
        if name in self._functions:
            return lambda *given, **named: getattr(self._real(), name)(*given, **named)
        return getattr(self._real(), name)

    def stand_in(self) -> None:
        """Take the place of the module, unless it is imported already."""
        package, _, own = self.__name__.rpartition(".")
        with _LOCK:
            if sys.modules.setdefault(self.__name__, self) is self and package:
                setattr(sys.modules[package], own, self)

    def leave(self) -> None:
        """Give the place to the next import."""
        package, _, own = self.__name__.rpartition(".")
        with _LOCK:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
                if package:
                    delattr(sys.modules[package], own)

    def _real(self) -> ModuleType:
        self.leave()
        return import_module(self.__name__)


@contextmanager
def postponed(module: str, *functions: str) -> Iterator[None]:
    """While this lasts, who imports `module` gets what imports it when one of its `functions` is called.

    Its package is imported already. The module itself is given out where it is imported already.
    """
    stands_in = _WhenUsed(module, functions)
    stands_in.stand_in()
    try:
        yield
    finally:
        stands_in.leave()
