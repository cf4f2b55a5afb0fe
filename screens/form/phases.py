"""The stations of the wizard: the phases of the template, as the rail shows them."""

from __future__ import annotations

from dataclasses import dataclass

from blistui.plan.phases import BY_MARK


@dataclass(frozen=True, slots=True)
class Station:
    """One entry of the rail.

    `tables` are keys of the plan shown as its form; `families` the rules it answers for; `heading` is that
    of the template's section.
    """

    key: str
    mark: str
    title: str
    heading: str
    tables: tuple[str, ...]
    families: tuple[str, ...]


def _station(key: str, mark: str, *families: str) -> Station:
    phase = BY_MARK[mark]
    return Station(key, mark, phase.name, phase.heading, phase.tables, families)


STATIONS: tuple[Station, ...] = (
    _station("summary", "A", "PRE", "OUT", "LIV"),
    _station("phase0", "0", "CIT", "REC"),
    _station("phase1", "1", "OBJ", "SCO"),
    _station("phase2", "2", "CON"),
    _station("phase3", "3", "RSK"),
    _station("phase4", "4", "EVO"),
    _station("phase5", "5", "XCT"),
    _station("phase6", "6", "PRS"),
    _station("phase7", "7", "DAG"),
    _station("phase8", "8", "BUG"),
    _station("frozen", "G", "ABS"),
    _station("review", "R", "PLN"),
)

BY_KEY = {station.key: station for station in STATIONS}
_BY_TABLE = {table: station for station in STATIONS for table in station.tables}
_BY_FAMILY = {family: station for station in STATIONS for family in station.families}


def station_of(path: str, rule: str = "") -> Station:
    """Where the field at `path` is edited; where that says nothing, the station of the rule's family."""
    table = path.split(".")[0]
    return _BY_TABLE.get(table) or _BY_FAMILY.get(rule[:3]) or STATIONS[0]
