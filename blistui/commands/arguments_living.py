"""The arguments of the commands that change a plan or follow it through its life."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

Arguments = Callable[[argparse.ArgumentParser], None]


def wrapped(prog: str) -> argparse.HelpFormatter:
    """Wraps the texts of a help at the terminal's width.

    Each argument that is added makes a formatter, which without a width would import what copies files.
    """
    return argparse.HelpFormatter(prog, width=_columns() - 2)


def _as_it_is(prog: str) -> argparse.HelpFormatter:
    """As `wrapped`, with the lines of description and examples as they are."""
    return argparse.RawDescriptionHelpFormatter(prog, width=_columns() - 2)


def _columns() -> int:
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def explained(command: argparse.ArgumentParser, description: str, *examples: str) -> None:
    """Give a command a help that says what it does and shows how it is called."""
    command.formatter_class = _as_it_is
    command.description = description
    command.epilog = "examples:\n" + "\n".join(f"  {example}" for example in examples)


def _get(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Print the value at a path: text as it is, lists one entry a line, tables as JSON.\n"
        "Exit codes: 0 printed, 2 no such path.",
        "blistui get plan.toml plan.title",
        "blistui get plan.toml pr.PR2.guarantees",
        "blistui get plan.toml --format json pr.PR2 risk.D-1",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("path", nargs="+", metavar="PATH", help="such as pr.PR2.guarantees.BC-2-1.text")
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _answers(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    command.add_argument("--no-check", action="store_true", help="do not list the findings that changed")
    command.add_argument("--dry-run", action="store_true", help="show all, write nothing")


def _places(command: argparse.ArgumentParser, required: bool) -> None:
    one = command.add_mutually_exclusive_group(required=required)
    one.add_argument("--before", metavar="ID", help="put it before this one of the list")
    one.add_argument("--after", metavar="ID", help="put it after this one")
    one.add_argument("--first", action="store_true", help="put it first")
    one.add_argument("--last", action="store_true", help="put it last")


_ANSWER = (
    "Saves once and prints which findings are new, changed and gone. What does not fit is refused\n"
    "with what would, and nothing is written. Exit codes: 0 done, 2 refused."
)


def _set(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        f"Give a field a value. {_ANSWER}",
        "blistui set plan.toml pr.PR2.status merged",
        "blistui set plan.toml pr.PR2.depends_on PR1,PR3",
        "blistui set plan.toml finding.F1.cites 'sim/queue.go:3-9'    (the lines are captured)",
        "blistui set plan.toml plan.executive_summary - < summary.txt",
        'blistui set plan.toml risk.D-1.spike ""                      (empties it)',
    )
    command.add_argument("plan", type=Path)
    command.add_argument("path", metavar="PATH", help="such as plan.title or pr.PR2.depends_on")
    command.add_argument(
        "value", metavar="VALUE", help="- reads it from stdin; write -- before one that begins with -"
    )
    _answers(command)


def _add(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        f"Add an item of a kind, or an entry to a list; ids are chosen unless given. {_ANSWER}",
        "blistui add plan.toml risk decision='One clock' assumption='Scans stay cheap'",
        "blistui add plan.toml pr title='Scorers' block=B1 depends_on=PR1 --after PR1",
        "blistui add plan.toml pr.PR2.guarantees text='Scores lie between 0 and 1'",
        "blistui add plan.toml pr.PR2.scope_in 'Weighted scoring'",
        "blistui add plan.toml finding.F1.cites sim/queue.go:3-9",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "kind", metavar="KIND", help="a kind such as risk, or a list such as pr.PR2.scope_in"
    )
    command.add_argument("values", nargs="*", metavar="KEY=VALUE", help="fields; or one value for a list")
    _places(command, required=False)
    _answers(command)


def _remove(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        f"Remove items or entries of lists. {_ANSWER}",
        "blistui remove plan.toml risk.D-4",
        "blistui remove plan.toml pr.PR2.scope_in.0",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("path", nargs="+", metavar="PATH", help="an item, or an entry by position from 0")
    _answers(command)


def _rename(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        f"Give an item another id; everything that names it follows. {_ANSWER}",
        "blistui rename plan.toml pr.PR2 PR17",
        "blistui rename plan.toml pr.PR17.guarantees.BC-2-1 BC-17-1",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("path", metavar="PATH", help="the item")
    command.add_argument("new", metavar="ID", help="its new id")
    _answers(command)


def _move(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        f"Put an item at another place of its list. {_ANSWER}",
        "blistui move plan.toml pr.PR5 --before PR3",
        "blistui move plan.toml pr.PR2.scope_in.2 --first",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("path", metavar="PATH", help="the item, or an entry by position from 0")
    _places(command, required=True)
    _answers(command)


def _edit(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Do several edits in one call, from a JSON list of steps; all of them or none.\n"
        "A step has one of set, add, remove, rename, move with a path; set and add take `value`,\n"
        "rename takes `to`, add and move take `before`, `after` or `position` (0: first, -1: last).\n"
        f"A step may name an item that a later one adds. {_ANSWER}",
        """echo '[{"set": "pr.PR1.title", "value": "Scorers"},
          {"add": "risk", "value": {"decision": "One clock", "affects": ["PR1"]}},
          {"move": "pr.PR3", "before": "PR2"},
          {"rename": "pr.PR3", "to": "PR7"},
          {"remove": "objective.O9"}]' | blistui edit plan.toml""",
        "blistui edit plan.toml steps.json --dry-run",
    )
    command.add_argument("plan", type=Path)
    command.add_argument(
        "steps", type=Path, nargs="?", default=Path("-"), help="a file of steps; default: stdin"
    )
    _answers(command)


def _diff(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "What differs between two versions of a plan, in the plan's terms: contracts with old and new\n"
        "text, PRs, gates, risks, citations, other fields. A version is a file, or FILE@COMMIT; with one\n"
        "version, the file as it is now is compared with it, and FILE alone with FILE@HEAD.\n"
        "Exit codes, as of `git diff --exit-code`: 0 the same, 1 different, 2 one cannot be read.",
        "blistui diff plan.toml",
        "blistui diff plan.toml@origin/main --format markdown    (for a pull request)",
        "blistui diff plan.toml@v1 plan.toml@v2 --format json",
    )
    command.add_argument("old", metavar="OLD", help="a plan, or FILE@COMMIT")
    command.add_argument("new", metavar="NEW", nargs="?", help="a plan, or FILE@COMMIT")
    command.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="default: text"
    )


def _status(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "The status of each plan: phases, findings, PRs merged, open gates, citations, what is unsigned.\n"
        "Exit codes: 0 shown, 2 one cannot be read.",
        "blistui status",
        "blistui status docs/plans --format json",
    )
    command.add_argument("folder", type=Path, nargs="*", metavar="FOLDER", help="or a plan; default: here")
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _merge(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Mark a PR as merged, from git. Without a PR: what git shows as merged and the plan does not.\n"
        "Without a commit: the one whose files, title or number leave no doubt. Prints what is left to\n"
        "do: open gates, the freeze that needs its entry in section G, whether the concept model fits.\n"
        "Exit codes: 0 done, 2 refused.",
        "blistui merge plan.toml",
        "blistui merge plan.toml PR3",
        "blistui merge plan.toml PR3 1f2e3d4c --freeze --confirmed today",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("pr", nargs="?", metavar="PR", help="its id; default: list what git proposes")
    command.add_argument("commit", nargs="?", metavar="COMMIT", help="the commit that merged it")
    command.add_argument("--freeze", action="store_true", help="enter the interface it freezes in section G")
    command.add_argument(
        "--confirmed", default="", metavar="DAY", help="the concept model was confirmed: a day, or today"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    command.add_argument("--dry-run", action="store_true", help="show all, write nothing")


def _revise(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Start a revision: what changed since the last one is filled in, contracts with old and new text,\n"
        "and its baseline is taken. Without --why it only shows what it would say, and exits with 2.\n"
        "Exit codes: 0 done, 2 refused.",
        "blistui revise plan.toml",
        "blistui revise plan.toml --why 'D-1 failed: 4.1 ms a scan'",
        "blistui revise plan.toml --why 'Review' --reason BC-2-1='Too strict for replay'",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--why", default="", metavar="TEXT", help="what made the change necessary")
    command.add_argument(
        "--what", default="", metavar="TEXT", help="what changed; default: from the difference"
    )
    command.add_argument(
        "--reason", action="append", metavar="ID=TEXT", help="why this contract changed; default: --why"
    )
    command.add_argument("--as", dest="version_name", default="", metavar="VERSION", help="default: the next")
    command.add_argument("--date", default="", metavar="DAY", help="default: today")
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    command.add_argument("--dry-run", action="store_true", help="show all, write nothing")


LIVING: dict[str, tuple[str, Arguments]] = {
    "get": ("the value at a path of a plan", _get),
    "set": ("give a field a value", _set),
    "add": ("add an item, or an entry to a list", _add),
    "remove": ("remove items or entries", _remove),
    "rename": ("give an item another id, references included", _rename),
    "move": ("put an item at another place of its list", _move),
    "diff": ("what differs between two versions of a plan", _diff),
    "status": ("the status of the plans of a folder", _status),
    "merge": ("mark a PR as merged, from git", _merge),
    "revise": ("start a revision with what changed filled in", _revise),
    "edit": ("several edits in one call, from JSON", _edit),
}
"""Of each command what it does, in a line, and its arguments."""
