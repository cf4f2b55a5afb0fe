"""The whole table, in the order of README."""

from __future__ import annotations

from screens.keys import code, dialogs, form, workbench
from screens.keys.key import Keys

TABLE: tuple[Keys, ...] = tuple(
    keys
    for module in (workbench, form, code, dialogs)
    for keys in vars(module).values()
    if isinstance(keys, Keys)
)
