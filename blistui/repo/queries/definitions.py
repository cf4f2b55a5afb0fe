"""Where a target is declared, from the index of symbols."""

from __future__ import annotations

from blistui.repo.queries.targets import Target
from blistui.repo.symbols.index import Located, SymbolIndex


def declared_at(index: SymbolIndex, target: Target) -> tuple[Located, ...]:
    """The declarations, for all systems; of a member of any type all that are so called, and none of what is
    declared in a function or elsewhere. A field is declared where its type is.
    """
    folders = {identity[1:].partition(":")[0] for identity in target.packages}
    if target.kind == "package":
        return tuple(one for one in _in(index.named(target.name), folders) if not one.receiver)
    if target.kind != "member":
        return ()
    if not target.owner:
        return tuple(one for one in index.named(target.name) if one.receiver)
    named = (index.named(f"{receiver}.{target.name}") for receiver in sorted(target.receivers))
    found = tuple(one for symbols in named for one in _in(symbols, folders))
    receiver = target.owner.rpartition(".")[2]
    return found or tuple(one for one in _in(index.named(receiver), folders) if not one.receiver)


def _in(symbols: tuple[Located, ...], folders: set[str]) -> tuple[Located, ...]:
    return tuple(one for one in symbols if one.path.rpartition("/")[0] in folders)
