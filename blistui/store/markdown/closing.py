"""Section J, what the author says about merging; K, prevention; and the records around the sections."""

from __future__ import annotations

import re

from blistui.plan.prevention import FAILURE_MODES
from blistui.store.markdown.draft import Draft, Reference, Target
from blistui.store.markdown.draft import Table as PlanTable
from blistui.store.markdown.tree import Entry, Node, Part, Table, Text
from blistui.store.markdown.words import citations, labels, plain, prose, span, stated

_DERIVED = frozenset(
    {
        "dependency graph",
        "validation gate placement",
        "interface freeze points",
        "files shared by parallel prs",
    }
)
_CHANGE = {key: Target(key.split()[0], "prose") for key in ("old contract", "new contract", "reason")}
_REVISION = {"what changed": Target("what", "prose"), "why": Target("why", "prose")}
_RECORD = {
    "because": Target("because", "prose"),
    "statement": Target("text", "prose"),
    "by": Target("by"),
}
_NOTE = re.compile(r"\*\*(?P<lead>[^*]*)\*\*(?: \((?P<id>[^()]*)\))?$")
_WAITS = re.compile(r"\bPR ?(\d+) depends on [^.;\n]*?\bPR ?(\d+)")
_BOLD = re.compile(r"\*\*([^*]+?):?\*\*:?$")
_WHEN = re.compile(r"(?:(?P<date>\d{4}-\d\d-\d\d)(?:, )?)?(?P<version>.*)$")


def read_dag(draft: Draft, part: Part) -> None:
    """Section J; the graph itself is drawn from the PRs."""
    dag = draft.group("dag")
    draft.leave("J)", *part.nodes)
    for below in part.parts:
        title = below.title.casefold()
        if title in _DERIVED:
            continue
        if "sequencing" in title or "sequence" in title:
            _sequencing(dag, below)
        elif "integration risk" in title:
            _integration(draft, dag, below)
        else:
            draft.leave_part("J)", below)
    for found in _WAITS.finditer("\n".join(node.source for own in part.walk() for node in own.nodes)):
        _depend(draft, *(f"PR{number}" for number in found.groups()))


def _depend(draft: Draft, pr: str, on: str) -> None:
    for item in draft.data.get("pr", []):
        if item["id"] == pr and pr != on and not item.get("depends_on"):
            item["depends_on"] = Reference(("pr",), on, True)


def _sequencing(dag: PlanTable, part: Part) -> None:
    told: list[Node] = []
    for node in part.nodes:
        order = labels(node.text, {"merge order"})[1] if isinstance(node, Text) else {}
        if order:
            dag["merge_order"] = Reference(("pr",), order["merge order"].replace(" → ", ", "), True)
        elif not (isinstance(node, Text) and not stated(node.text)):
            told.append(node)
    if told:
        dag["merge_sequencing"] = prose(told)


def _integration(draft: Draft, dag: PlanTable, part: Part) -> None:
    for node in part.nodes:
        if isinstance(node, Text) and not stated(node.text):
            continue
        if isinstance(node, Text) and node.text.startswith("None, because "):
            dag["integration_risks_none_because"] = plain(node.text.removeprefix("None, because "))
            continue
        item: PlanTable = {}
        text = node.text if isinstance(node, Entry) else ""
        found = re.match(r"\*\*(?P<prs>[^*]+):\*\*(?: (?P<note>.*))?$", text, re.DOTALL)
        if found and isinstance(node, Entry):
            if stated(found["prs"]):
                item["prs"] = Reference(("pr",), found["prs"], True)
            item["note"] = prose(
                [Text(node.line, found["note"]), *node.nodes] if found["note"] else node.nodes
            )
        else:
            item["note"] = prose([node])
        draft.add("dag.integration_risks", item)


def read_prevention(draft: Draft, part: Part) -> None:
    """Section K."""
    held = draft.group("prevention")
    for below in part.walk():
        title = below.title.casefold()
        for node in below.nodes:
            if isinstance(node, Text) and not stated(node.text):
                continue
            bold = _BOLD.match(node.text) if isinstance(node, Text) else None
            if bold:
                # People also head the parts of this section in bold.
                title = bold[1].casefold()
                continue
            if not _prevention(draft, held, title, node):
                draft.leave(f"K) {below.title}" if below is not part else "K)", node)


def _prevention(draft: Draft, held: PlanTable, title: str, node: Node) -> bool:
    if isinstance(node, Table):
        return _table(held, node)
    text = re.sub(r"^\[[ xX]\] ", "", node.text) if isinstance(node, Entry | Text) else ""
    below = node.nodes if isinstance(node, Entry) else []
    for key, word in (("migration", "migration"), ("compatibility", "compatibility")):
        if word in title:
            if text.startswith("None, because "):
                held[f"{key}_none_because"] = plain(text.removeprefix("None, because "))
            else:
                held.setdefault(key, []).append(prose([Text(node.line, text), *below]))
            return bool(text)
    if not isinstance(node, Entry):
        return False
    if "invariant" in title:
        _invariant(draft, held, text, below)
        return True
    if "regression" in title:
        held.setdefault("regression", []).append({"note": prose([Text(node.line, text), *below])})
        return True
    if "failure mode" in title:
        return _mode(held, text, below)
    return False


def _table(held: PlanTable, table: Table) -> bool:
    first = table.header[0].casefold()
    if first.startswith("existing test"):
        for _, row in table.rows:
            names = re.findall(r"`([^`]+)`", row[0])
            item = {"file": names[0] if names else plain(row[0]), "test": names[1] if len(names) > 1 else ""}
            told = [plain(cell) for cell in row[1:] if stated(cell)]
            if told and told[0] in ("pass unchanged", "expected change"):
                item["expectation"] = told.pop(0)
            rest = re.sub(r"`[^`]+`", "", row[0]).strip()
            item["note"] = " — ".join([*([rest] if names and rest else []), *told])
            held.setdefault("regression", []).append({key: value for key, value in item.items() if value})
        return True
    if first.startswith("failure mode"):
        return all([_mode(held, f"**{plain(row[0])}:** {row[1]}", []) for _, row in table.rows])
    return False


def _invariant(draft: Draft, held: PlanTable, text: str, below: list[Node]) -> None:
    item: PlanTable = {}
    known = [own["id"] for own in draft.data.get("invariant", [])]
    named = next((own for own in known if re.match(rf"{re.escape(own)}(?: \(|$)", text)), "")
    cited = re.search(r"(?:^| )(`[^`\s]+:\d[^`]*`(?: \(.*\))?(?:; `.*)?)$", text)
    if cited:
        item["cites"] = citations(cited[1])
        text = text[: cited.start()]
    if named:
        item["invariant"] = named
        text = re.sub(rf"^{re.escape(named)}(?: \((?:[^()]|\([^()]*\))*\))? ?", "", text)
    told = prose([Text(0, text), *below] if text else below)
    if told:
        item["statement"] = told
    held.setdefault("invariants", []).append(item)


def _mode(held: PlanTable, text: str, below: list[Node]) -> bool:
    found = re.match(r"\*\*(?P<name>[^*]+):\*\*(?: (?P<rest>.*))?$", text, re.DOTALL)
    if found is None:
        return False
    name = found["name"].casefold().removeprefix("the ")
    key = next(
        (key for key, (_, own) in FAILURE_MODES.items() if own.casefold().removeprefix("the ") == name), ""
    )
    rest, told = labels(found["rest"] or "", {"cannot occur because"})
    for node in list(below):
        more = labels(node.text, {"cannot occur because"})[1] if isinstance(node, Entry) else {}
        if more:
            told, below = more, [other for other in below if other is not node]
    item = {"id": key or plain(found["name"])}
    prevented = prose([Text(0, rest), *below] if stated(rest) else below)
    if prevented:
        item["prevented_by"] = prevented
    if told:
        item["cannot_occur_because"] = plain(told["cannot occur because"])
    if len(item) > 1:
        held.setdefault("failure_modes", []).append(item)
    return True


def read_revisions(draft: Draft, part: Part) -> None:
    """The notes at the top."""
    for entry in part.entries:
        found = _NOTE.match(entry.text)
        if found is None:
            draft.leave("Revision notes", entry)
            continue
        when = _WHEN.match(found["lead"] if found["lead"] != "undated" else "")
        item = draft.add("revision", {"id": plain(found["id"] or "")})
        if when:
            item["date"], item["version"] = when["date"] or "", plain(when["version"])
        for node in draft.labelled("Revision notes", item, entry.nodes, _REVISION):
            contract = labels(node.text, {"contract"})[1] if isinstance(node, Entry) else {}
            if contract and isinstance(node, Entry):
                change: PlanTable = {"guarantee": plain(contract["contract"])}
                draft.leave("Revision notes", *draft.labelled("Revision notes", change, node.nodes, _CHANGE))
                item.setdefault("changes", []).append(change)
            else:
                draft.leave("Revision notes", node)


def read_record(draft: Draft, part: Part) -> None:
    """Waivers and attestations; what the tool lists as unsigned is no record."""
    for entry in part.entries:
        found = re.match(
            r"\*\*(?P<kind>Waived|Signed|Stale|Unsigned)(?: (?P<id>[^*]*?))?:\*\* (?P<rest>.*)$", entry.text
        )
        if found is None:
            draft.leave("Review record", entry)
        elif found["kind"] == "Waived":
            rule, _, where = found["rest"].partition(" at ")
            item = draft.add("waiver", {"id": found["id"] or "", "rule": plain(rule), "where": span(where)})
            _signed(draft, item, entry)
        elif ", by nobody yet, for " not in found["rest"]:
            subject, _, about = found["rest"].partition(" of `")
            about = about.removesuffix("`")
            item = draft.add(
                "attestation", {"id": found["id"] or "", "subject": plain(subject), "about": about}
            )
            _signed(draft, item, entry)


def _signed(draft: Draft, item: PlanTable, entry: Entry) -> None:
    draft.leave("Review record", *draft.labelled("Review record", item, entry.nodes, _RECORD))
    by, _, day = str(item.get("by", "")).rpartition(", ")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        item["by"], item["date"] = by, day
