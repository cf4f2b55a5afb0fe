"""The arguments of every command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from blistui import __version__
from blistui.commands import output, streams
from blistui.commands.arguments_code import CODE
from blistui.commands.arguments_living import LIVING, explained, wrapped


def parser(asked: str = "") -> argparse.ArgumentParser:
    """The parser; its result has `command`, and what that command takes.

    With the name of a command in `asked` it knows only that one, which is quicker.
    """
    top = _Parser(
        prog="blistui",
        description="A workbench for macro plans that stay true to the code. "
        "`blistui PLAN` opens a plan; without a plan, the start screen.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"blistui {__version__}")
    # Not given `prog`, it would format a usage message to find it.
    commands = top.add_subparsers(dest="command", metavar="COMMAND", prog="blistui")
    for name, (help, arguments) in _COMMANDS.items():
        if asked == name or asked not in _COMMANDS:
            arguments(commands.add_parser(name, help=help))
    return top


class _Parser(argparse.ArgumentParser):
    """Writes as all commands do: an argument may hold anything, and stdout may be full."""

    def __init__(self, **given: Any) -> None:
        super().__init__(formatter_class=wrapped, **given)

    def print_help(self, file: object = None) -> None:
        streams.write(self.format_help())

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        output.note(f"{message}.")
        self.exit(2)


def _new(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Start a plan: the file is made with its folders, and opened when there is a terminal.\n"
        "Exit codes: 0 made, 2 it cannot be made, or is there already.",
        "blistui new",
        "blistui new docs/plans/pool.toml --title 'Elastic pool' --repo .",
        "blistui new plan.toml --full --no-open",
    )
    command.add_argument(
        "plan", type=Path, nargs="?", help="the file to make, with its folders; without it you are asked"
    )
    command.add_argument("--title", default="", help="the plan's title")
    command.add_argument("--repo", type=Path, help="the folder of the Go repository (that around here)")
    command.add_argument(
        "--guidelines", default="", metavar="FILE", help="the design guidelines in it, or `builtin`"
    )
    command.add_argument("--design-doc", default="", metavar="FILE", help="the design document in it")
    command.add_argument(
        "--systems",
        default="",
        metavar="NAMES",
        help="real systems that blocks are compared with: a,b",
    )
    command.add_argument("--full", action="store_true", help="every table as comments, with its help")
    command.add_argument("--no-open", action="store_true", help="only write the file")


def _export(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Print the plan as Markdown (strict A-K), its review core, or JSON; or the brief of one PR.\n"
        "Exit codes: 0 written, 2 it cannot be written.",
        "blistui export plan.toml -o plan.md",
        "blistui export plan.toml --pr PR3 | gh issue create --title PR3 --body-file -",
        "blistui export plan.toml --pr all --to briefs",
    )
    command.add_argument("plan", type=Path)
    command.add_argument("--format", choices=("markdown", "core", "json"), default="markdown")
    command.add_argument("-o", "--output", type=Path, help="write to this file and not to stdout")
    command.add_argument(
        "--pr", default="", metavar="ID", help="the brief for the author of this PR; or `all`"
    )
    command.add_argument("--to", type=Path, metavar="FOLDER", help="with --pr: a file for each brief")


def _import(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Read a plan from Markdown. Every word ends in a field or in what is left over, and the summary\n"
        "says how many did. Exit codes: 0 read, 2 nothing of a plan was recognised.",
        "blistui import docs/plan.md",
        "blistui import docs/plan.md -o docs/plans/plan.toml --repo ../engine --at v1.2",
    )
    command.add_argument("markdown", type=Path)
    command.add_argument("-o", "--output", type=Path, help="the file to make; default: beside the Markdown")
    command.add_argument(
        "--at",
        metavar="COMMIT",
        help="the commit that its citations are about; default: of each the one that wrote its line",
    )
    command.add_argument(
        "--repo", type=Path, help="the folder of the Go repository (that which the plan names, or that here)"
    )


_PLANS = "a plan, a folder (all plans in and below it), a pattern such as 'docs/**/*.toml', or - for stdin"


def _check(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Run the rules. Exit codes: 0 passes, 1 findings at or above --fail-on, 2 wrong usage or input.",
        "blistui check docs/plans",
        "blistui check plan.toml --select CIT --format json",
        "blistui check docs/plans --since origin/main    (only what this branch broke)",
    )
    command.add_argument("plan", type=Path, nargs="+", help=_PLANS)
    command.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    command.add_argument(
        "--fail-on",
        choices=("wrong", "error", "warning", "hint", "never"),
        default="error",
        help="what makes the exit code 1: `wrong` leaves out errors that are still to be written",
    )
    command.add_argument(
        "--select", default="", metavar="IDS", help="only these rules or families: OBJ,CIT004"
    )
    command.add_argument("--ignore", default="", metavar="IDS", help="all but these")
    command.add_argument("--baseline", type=Path, help="known findings, which may only become fewer")
    command.add_argument("--write-baseline", action="store_true", help="write the findings to --baseline")
    command.add_argument("--fix", action="store_true", help="apply the mechanical fixes and save")
    command.add_argument(
        "--since", default="", metavar="COMMIT", help="only what this branch broke since then"
    )
    command.add_argument("--no-repo", action="store_true", help="skip the rules that need the repository")
    command.add_argument(
        "--show-waived", action="store_true", help="waived findings in sarif and github, too"
    )


def _verify(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Whether each citation still means what it meant. Exit codes: 0 all exact, 1 not all, 2 wrong input.",
        "blistui verify plan.toml",
        "blistui verify plan.toml --fix",
        "blistui verify plan.toml --since origin/main    (only what this branch broke)",
        "blistui verify docs/plans 'docs/**/*.toml'",
        "blistui verify docs/design.md",
    )
    command.add_argument("plan", type=Path, nargs="+", help=f"{_PLANS}; or Markdown files")
    command.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="sarif and github: of Markdown",
    )
    command.add_argument(
        "--since", default="", metavar="COMMIT", help="only what this branch broke since then"
    )
    command.add_argument("--at", metavar="COMMIT", help="against a commit and not the work tree")
    command.add_argument("--fix", action="store_true", help="re-anchor what has moved, and only that")
    command.add_argument("--to-head", action="store_true", help="make the current commit the plan's base")
    command.add_argument(
        "--accept",
        nargs="+",
        metavar="ID",
        help="cite what changed as it is now, after its difference is shown",
    )
    command.add_argument("--by", default="", metavar="NAME", help="who accepts; default: the login name")


def _recover(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Unsaved edits that killed sessions left: listed, each shown as a difference, restored or dropped.\n"
        "Exit codes: 0 done, 2 refused.",
        "blistui recover",
        "blistui recover plan.toml",
        "blistui recover --restore 3f2a91c0 -o rescued.toml",
    )
    command.add_argument("plan", type=Path, nargs="?", help="only what was left of this plan")
    one = command.add_mutually_exclusive_group()
    one.add_argument("--restore", default="", metavar="NAME", help="write it into its plan")
    one.add_argument("--drop", default="", metavar="NAME", help="give it up")
    command.add_argument("-o", "--output", type=Path, help="restore the whole plan to this new file")


def _rules(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Every rule with its level, by family. Exit code: 0.",
        "blistui rules",
        "blistui rules --format json",
    )
    command.add_argument("--format", choices=("text", "json"), default="text")


def _explain(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "A rule: what it asks, why the template does, how to fix it, examples, and the file that holds it.\n"
        "Exit codes: 0 printed, 2 no such rule.",
        "blistui explain CIT004",
    )
    command.add_argument("rule", help="such as CIT004")


def _guide(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "What the template asks at a phase or a field, its terms defined, an example.\n"
        "Exit codes: 0 printed, 2 nothing of that name.",
        "blistui guide 2",
        "blistui guide pr.guarantees",
        "blistui guide exogenous",
        "blistui guide agent >> AGENTS.md",
    )
    command.add_argument(
        "about",
        nargs="*",
        metavar="PHASE | FIELD | TERM | agent",
        help="0 to 8, A, G, R or a name; a field such as pr.guarantees; a term of the template; "
        "`agent`: a page for a coding agent's instructions",
    )
    command.add_argument("--markdown", action="store_true", help="the whole reference: format, terms, rules")


def _sample(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Lay down a complete and a half-written plan with their Go module, as a git repository.\n"
        "Exit codes: 0 made, 2 the folder is not empty.",
        "blistui sample try-it && blistui try-it/overload.toml",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")


def _schema(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "The JSON Schema of the plan file, or of `check --format json`. Exit code: 0.",
        "blistui schema > plan.schema.json",
        "blistui schema findings",
    )
    command.add_argument("what", choices=("plan", "findings"), nargs="?", default="plan")


def _completion(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "What a shell needs to complete commands, options and file names. Exit code: 0.",
        "blistui completion bash > ~/.local/share/bash-completion/completions/blistui",
        "blistui completion zsh > ~/.zfunc/_blistui    (with ~/.zfunc in fpath)",
    )
    command.add_argument("shell", choices=("bash", "zsh"))


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "new": ("start a plan, and open it when there is a terminal", _new),
    "export": ("the plan as Markdown, review core or JSON", _export),
    "import": ("a plan in Markdown as a plan in TOML", _import),
    "check": ("run the rules; changes nothing on disk unless --fix", _check),
    "verify": ("whether the citations still mean what they meant", _verify),
    **LIVING,
    "recover": ("unsaved edits of sessions that were killed: list, restore, drop", _recover),
    "rules": ("every rule there is", _rules),
    "explain": ("a rule: what, why, how to fix, examples", _explain),
    "guide": ("what the template asks: a phase, a field, a term", _guide),
    "sample": ("a sample plan and its Go module, as a git repository to try things in", _sample),
    "schema": ("the JSON Schema of the plan file, for editors", _schema),
    "completion": ("completion of commands and options, for a shell", _completion),
    **CODE,
}
