"""The rule catalogue as data: ids, levels and how each rule is decided are a contract."""

from __future__ import annotations

from dataclasses import dataclass

from blistui.rules.rule import Level

# Levels: E error, W warning, H hint; EW says that a lesser case is a warning.
# Decided: M mechanically, P by a heuristic on prose, A by the author's own word; repo: with the repository.
_TABLE = """
CIT001 E M
CIT002 E M repo
CIT003 E M repo
CIT004 EW M repo
CIT005 W M
CIT006 W P repo
CIT007 W P repo
CIT008 E M
CIT009 W M repo
CIT010 E M repo
CIT011 E M repo
CIT012 EW MP repo
CIT013 W P
CIT014 E M repo
CIT015 E M repo
CIT016 E M repo
CIT017 EW M repo
CIT018 E M repo
CIT019 W M repo
PRE001 E AM repo
PRE002 E M repo
REC001 E M
REC002 E M
REC003 E M
REC004 W M
REC005 E M
REC006 E M
REC007 H M repo
REC008 W P repo
OBJ001 E M
OBJ002 E M
OBJ003 E M
OBJ004 W P
OBJ005 W M
SCO001 E M
SCO002 E M
SCO003 E M
SCO004 E M
SCO005 E M
SCO006 E M
SCO007 W A
CON001 E M
CON002 E M
CON003 E M
CON004 W P
CON005 E M
CON006 W M
CON007 E M
CON008 W M
CON009 E M
CON010 E M
CON011 E M
CON012 E M
CON013 E M
CON014 E M
CON015 EW M
CON016 EW M
CON017 W M
CON018 H P
CON019 W M
CON020 EW M
CON021 E M
CON022 W M
RSK001 E M
RSK002 EW M
RSK003 E M
RSK004 E MP
RSK005 E M
RSK006 E M
RSK007 E M
RSK008 W M
RSK009 E M
RSK010 W M
EVO001 E M
EVO002 E M
EVO003 E M
EVO004 E M
EVO005 E M
EVO006 E M
EVO008 EW M
XCT001 E M
XCT002 E M
XCT003 E P
XCT004 E M
XCT005 E M
XCT006 E M
XCT007 E M
XCT008 E M
XCT009 E M
XCT010 W M
XCT011 E M
XCT012 E M
XCT013 E M
XCT015 E M
PRS001 E M
PRS002 E M
PRS003 E M
PRS004 E M
PRS005 E M
PRS006 EW MP
PRS007 EW M
PRS008 W M
PRS009 E M
PRS010 E M
PRS011 E M
PRS012 E M
PRS013 W M
PRS014 E M
PRS015 E P
PRS016 E M
PRS017 W P
PRS018 EW M repo
PRS020 E M
PRS021 W M
DAG001 E M
DAG002 E M
DAG003 E M
DAG004 W M
DAG005 H M
DAG006 E M
DAG007 E M
BUG001 E M
BUG002 E M repo
BUG003 E M
BUG004 E M
BUG005 W P
BUG006 EW M
ABS001 E M
ABS002 E M
ABS003 E M repo
ABS004 E M
ABS005 W M
ABS006 E M
OUT001 E M
OUT002 W P
OUT003 E M
OUT004 H M
LIV001 E M
LIV002 E M
LIV003 E M
LIV004 E M
LIV005 E A
LIV006 W M repo
LIV007 E M
LIV008 EW M repo
LIV009 E M
LIV010 EW M
LIV011 E M
PLN001 E M
PLN002 E M
PLN003 E M
PLN004 W M
PLN005 H A
PLN006 H M
PLN007 W M
PLN008 E M
PLN009 W M
"""

_LEVELS: dict[str, Level] = {"E": "error", "W": "warning", "H": "hint"}


@dataclass(frozen=True)
class Entry:
    """One rule of the catalogue; `levels` are those its findings may have, the most severe first."""

    id: str
    levels: tuple[Level, ...]
    decided: str
    repo: bool


def _entry(line: str) -> Entry:
    rule, levels, decided, *rest = line.split()
    return Entry(rule, tuple(_LEVELS[letter] for letter in levels), decided, rest == ["repo"])


CATALOGUE: tuple[Entry, ...] = tuple(_entry(line) for line in _TABLE.split("\n") if line)
"""Every rule, in the order of the catalogue."""
