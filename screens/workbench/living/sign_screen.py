"""What only a person can decide and nobody has signed: each is read beside its evidence, then signed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import partial

from pydantic import BaseModel
from textual.content import Content

from blistui.plan.days import HOW, day
from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.guide.guidance import option_terms
from blistui.plan.paths import get
from blistui.plan.signatures import Wanted, signed, to_sign
from blistui.plan.tables.living import Attestation
from screens.dialogs.ask import Line, Lines
from screens.dialogs.signer import signer
from screens.evidence import draw
from screens.evidence.proof import Proof, claim_at, read
from screens.fields.summary import words
from screens.form.form import Place
from screens.keys.dialogs import SIGNING
from screens.printable import printable
from screens.widgets.in_thread import in_thread
from screens.widgets.lines import MUTED, prose
from screens.widgets.virtual_list import Piece
from screens.workbench.bench import Bench
from screens.workbench.living.list_screen import ListScreen

_SHOWN = ("line", "prose", "lines", "choice")
"""Fields of an item that are text to be read."""


class SignScreen(ListScreen[Wanted]):
    """Signatures that are missing or stale, by subject; Enter asks for name and day, and signs."""

    KEYS = SIGNING
    BINDINGS = SIGNING.bindings()
    EMPTY = (
        "What only a person can decide is looked for, and whether somebody has signed it: that the six "
        "criteria were weighed for a row of the scope, that two implementations fit an interface before its "
        "freeze, that the cited lines support a finding, and a review of the whole plan by an expert. A "
        "signature is for the item as it is; when the item changes, the signature is stale."
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._read_of: tuple[Plan, Wanted] | None = None
        self._proofs: tuple[Proof, ...] = ()
        self._widths = [0, 0]

    # What is found

    def find(self) -> tuple[Sequence[Wanted], str]:
        """What is unsigned in the plan as it is."""
        found = to_sign(self.bench.session.plan)
        self._widths = [
            max((len(text) for text in texts), default=0)
            for texts in ([_name(one) for one in found], [one.subject for one in found])
        ]
        return found, ""

    def count(self, rows: Sequence[Wanted]) -> str:
        """How many are unsigned, and how many are stale."""
        signed_here = f"{self.done} signed   " if self.done else ""
        stale = sum(one.state == "stale" for one in rows)
        state = f"{len(rows):,} to sign" if rows else "nothing is unsigned"
        return f"{signed_here}{state}{f', {stale} stale' if stale else ''}"

    def pieces_of(self, row: Wanted) -> Sequence[Piece]:
        """State, subject, item, what it says."""
        item = _item(self.bench.session.plan, row.about)
        is_stale = row.state == "stale"
        return [
            (" ▲ stale     " if is_stale else " ○ unsigned  ", "mark" if is_stale else "detail"),
            (f"{printable(_name(row)):<{self._widths[0]}}  ", "head"),
            (f"{row.subject:<{self._widths[1]}}  ", "label"),
            (printable(words(item)).replace("`", "") if item is not None else "", "detail"),
        ]

    def show_detail(self, row: Wanted) -> None:
        """The item with what it cites; the lines are read in a thread."""
        plan, repository = self.bench.session.plan, self.bench.validator.repository
        is_read = self._read_of == (plan, row)
        self.say(self._text(row, self._proofs if is_read else ()))
        claim = claim_at(plan, row.about) if row.about else None
        if not is_read and claim is not None and claim.citations and repository is not None:
            work = partial(read, repository, claim, plan.plan.base_commit)
            in_thread(self, "detail", work, partial(self._came_proofs, plan, row))

    def _came_proofs(self, plan: Plan, row: Wanted, proofs: tuple[Proof, ...]) -> None:
        self._read_of, self._proofs = (plan, row), proofs
        if self.rows.item == row:
            self.say(self._text(row, proofs))

    def _text(self, row: Wanted, proofs: tuple[Proof, ...]) -> Content:
        plan = self.bench.session.plan
        what = next(
            (one.what for one in option_terms(specs(Attestation)["subject"]) if one.name == row.subject), ""
        )
        rows = [Content.styled(f"{row.subject}: {_name(row)}", "bold"), prose(what, MUTED), Content("")]
        if row.by:
            signed_by = f"Signed by {row.by} on {row.date}; it has changed since, so it is to be read again."
            rows += [Content.styled(printable(signed_by), "$warning"), Content("")]
        if row.text:
            rows += [prose(printable(row.text)), Content("")]
        claim = claim_at(plan, row.about) if row.about else None
        item = _item(plan, row.about)
        if claim is None or item is None:
            return Content("\n").join([*rows, Content("Read it in Review: Esc, then the document.")])
        rows += [*_fields(item), Content("")]
        if claim.citations and not proofs:
            rows.append(Content.styled("reading the cited lines …", MUTED))
        result = self.bench.result
        about = [one for one in result.findings if one.is_about(claim.path)] if result is not None else []
        rows += draw.evidence(claim, proofs, 0, self.width, about)
        return Content("\n").join(rows)

    # What the author does

    def choose(self, row: Wanted) -> None:
        """Ask who signs, and when; nothing is signed without the answer."""
        plan = self.bench.session.plan
        in_thread(
            self, "signer", partial(signer, self.bench.session.path.parent), partial(self._ask, plan, row)
        )

    def _ask(self, plan: Plan, row: Wanted, name: str) -> None:
        def refuse(answers: dict[str, str]) -> str:
            if not answers["by"]:
                return "A signature needs a name."
            return "" if day(answers["date"]) else f"That is no day: {HOW}."

        def done(answers: dict[str, str] | None) -> None:
            if answers is not None:
                by, on = answers["by"], answers["date"]
                edits = signed(plan, row.subject, row.about, by, on)
                self.take(plan, edits, f"sign {row.subject}", f"Signed by {by}: {row.subject}, {_name(row)}")

        today = datetime.date.today().isoformat()
        lines = [Line("by", "Your name", name), Line("date", "Day", today)]
        text = f"{row.subject}: {printable(_name(row))}. You sign for it as it is now."
        self.app.push_screen(Lines("Sign", lines, refuse, text), done)

    def action_open(self) -> None:
        """Go to the item, to read or to correct it."""
        row = self.rows.item
        if row is not None:
            self.dismiss(None)
            self.bench.jump(row.about) if row.about else self.bench.go(Place("review"))


def _item(plan: Plan, about: str) -> BaseModel | None:
    """The item at a path; None for the plan as a whole, and for a list."""
    found = get(plan, about) if about else None
    return found if isinstance(found, BaseModel) else None


def _name(row: Wanted) -> str:
    """What people call what is signed."""
    own = row.about.rpartition(".")[2]
    # An item without an id has its number in the list; people count from 1.
    return f"item {int(own[1:]) + 1}" if own.startswith("@") else own or "the plan"


def _fields(item: BaseModel) -> Iterator[Content]:
    """What the author wrote in an item, label by label."""
    for spec in specs(type(item)).values():
        if spec.widget not in _SHOWN or spec.key == "id":
            continue
        value = getattr(item, spec.attr)
        text = "; ".join(value) if isinstance(value, tuple) else value
        if text:
            yield Content.assemble((f"{spec.title}  ", MUTED), prose(printable(text)))
