"""The arguments of every command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from blistui import __version__


def parser() -> argparse.ArgumentParser:
    """The parser; its result has `command`, and what that command takes."""
    top = argparse.ArgumentParser(
        prog="blistui",
        description="A workbench for macro plans that stay true to the code. "
        "`blistui PLAN` opens a plan; without a plan, the start screen.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"blistui {__version__}")
    # Not given `prog`, it would format a usage message to find it.
    commands = top.add_subparsers(dest="command", metavar="COMMAND", prog="blistui")
    _writing(commands)
    _judging(commands)
    _asking(commands)
    return top


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _writing(commands: _Commands) -> None:
    new = commands.add_parser("new", help="start a plan, and open it when there is a terminal")
    new.add_argument("plan", type=Path, nargs="?", default=Path("macro-plan.toml"), help="the file to make")
    new.add_argument("--title", default="", help="the plan's title")
    new.add_argument("--repo", type=Path, default=Path(), help="the folder of the Go repository")
    new.add_argument("--no-open", action="store_true", help="only write the file")

    export = commands.add_parser("export", help="the plan as Markdown, review core or JSON")
    export.add_argument("plan", type=Path)
    export.add_argument("--format", choices=("markdown", "core", "json"), default="markdown")
    export.add_argument("-o", "--output", type=Path, help="write to this file and not to stdout")

    importing = commands.add_parser("import", help="a plan in Markdown as a plan in TOML")
    importing.add_argument("markdown", type=Path)
    importing.add_argument("-o", "--output", type=Path, help="the file to make; default: beside the Markdown")
    importing.add_argument(
        "--at", metavar="COMMIT", help="the commit that its citations are about; default: HEAD"
    )
    importing.add_argument("--repo", type=Path, default=Path(), help="the folder of the Go repository")


def _judging(commands: _Commands) -> None:
    check = commands.add_parser("check", help="run the rules; changes nothing on disk unless --fix")
    check.add_argument("plan", type=Path, nargs="+")
    check.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    check.add_argument("--fail-on", choices=("error", "warning", "hint", "never"), default="error")
    check.add_argument("--select", default="", metavar="IDS", help="only these rules or families: OBJ,CIT004")
    check.add_argument("--ignore", default="", metavar="IDS", help="all but these")
    check.add_argument("--baseline", type=Path, help="known findings, which may only become fewer")
    check.add_argument("--write-baseline", action="store_true", help="write the findings to --baseline")
    check.add_argument("--fix", action="store_true", help="apply the mechanical fixes and save")
    check.add_argument("--no-repo", action="store_true", help="skip the rules that need the repository")

    verify = commands.add_parser("verify", help="whether the citations still mean what they meant")
    verify.add_argument("plan", type=Path)
    verify.add_argument("--format", choices=("text", "json"), default="text")
    verify.add_argument("--at", metavar="COMMIT", help="against a commit and not the work tree")
    verify.add_argument("--fix", action="store_true", help="re-anchor what has moved, and only that")

    verify.add_argument("--to-head", action="store_true", help="make the current commit the plan's base")

    rules = commands.add_parser("rules", help="every rule there is")
    rules.add_argument("--format", choices=("text", "json"), default="text")
    explain = commands.add_parser("explain", help="a rule: what, why, how to mend, examples")
    explain.add_argument("rule", help="such as CIT004")
    schema = commands.add_parser("schema", help="the JSON Schema of the plan file, for editors")
    schema.add_argument("what", choices=("plan", "findings"), nargs="?", default="plan")


def _asking(commands: _Commands) -> None:
    cite = commands.add_parser("cite", help="a citation of lines, ready to paste into a plan")
    cite.add_argument("at", metavar="FILE:LINES", help="such as sim/routing.go:43-45")
    symbols = commands.add_parser("symbols", help="Go symbols of a file or of the repository")
    symbols.add_argument("query", nargs="?", default="", help="a Go file, or part of a name")
    recon = commands.add_parser("recon", help="facts about the repository to begin Phase 0 with")
    recon.add_argument("--topic", default="", help="only this topic of Phase 0")
    for command in (cite, symbols, recon):
        command.add_argument("--repo", type=Path, default=Path(), help="the folder of the Go repository")
        command.add_argument("--format", choices=("text", "json"), default="text")
