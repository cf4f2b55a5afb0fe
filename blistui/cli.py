"""The command line: `blistui [PLAN]` opens the workbench, the commands work without a screen.

Only what a command needs is imported, when it is needed: `--version` and `check` are to be quick.
"""

from __future__ import annotations

import gc
import os
import sys

# What `typing` calls so; importing it would cost `--version` a third of its time.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import NoReturn

COMMANDS = (
    "new",
    "check",
    "verify",
    "export",
    "import",
    "get",
    "set",
    "add",
    "remove",
    "rename",
    "move",
    "edit",
    "diff",
    "status",
    "merge",
    "revise",
    "recover",
    "cite",
    "symbols",
    "ask",
    "recon",
    "rules",
    "explain",
    "guide",
    "sample",
    "schema",
    "completion",
)
PASSED, FOUND, UNUSABLE = 0, 1, 2
"""Exit codes: nothing to object to; findings at or above the level asked for; wrong usage or input."""


def main() -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    # A command ends before collecting garbage would pay; the workbench collects again once it has opened.
    gc.disable()
    # Pydantic would search all that is installed for plugins; none is wanted in the models of a plan.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = run_to_end(sys.argv[1:])
    # Nothing is left to tidy up; freeing a large plan object by object would only cost time.
    os._exit(code)


def run_to_end(arguments: list[str]) -> int:
    """As `run`, with streams that cannot break it, until all is written."""
    from blistui.commands import streams

    streams.repair()
    try:
        try:
            code = run(arguments)
        except SystemExit as left:
            # From argparse, which has shown its help or what is wrong.
            code = left.code if isinstance(left.code, int) else UNUSABLE
        streams.flush()
    except streams.OutputFailed as failed:
        _refused(str(failed), *_written())
        code = UNUSABLE
    return code


def _written() -> Iterator[str]:
    """Sentences on what was done before the answer could not be printed."""
    from blistui.store.atomic import files_written

    for path in files_written:
        yield f"{path} was written before that, whole."


def run(arguments: list[str]) -> int:
    """Do what `arguments` ask; gives the exit code. The one place where errors become sentences."""
    if os.name == "nt":
        return _refused("Windows is not supported, only Linux and macOS are; inside WSL it runs as on Linux.")
    try:
        os.getcwd()  # noqa: PTH109 - to load pathlib takes as long as all of `--version`
    except FileNotFoundError:
        return _refused("the current folder was removed: change into one that is there.")
    if arguments == ["--version"]:
        from blistui import __version__
        from blistui.commands import streams

        streams.write(f"blistui {__version__}\n")
        return PASSED
    if not arguments or (arguments[0] not in COMMANDS and not arguments[0].startswith("-")):
        return _open(arguments)
    from blistui.commands.arguments import parser
    from blistui.commands.arguments_code import without_dashes

    parsed = parser(arguments[0]).parse_args(without_dashes(arguments))
    if parsed.command is None:
        return _open([])
    return _command(parsed)


def _open(arguments: list[str]) -> int:
    if arguments and (near := _near_command(arguments[0])):
        return _refused(f"there is no command `{arguments[0]}`; did you mean `{near}`? See `blistui --help`.")
    if len(arguments) > 1:
        return _refused(f"one plan at a time, not {len(arguments)}; see `blistui --help`.")
    from blistui.commands import streams

    if why := streams.why_no_screen():
        if arguments and not sys.stdout.isatty() and not os.path.lexists(arguments[0]):
            return _refused(f"there is no command and no file `{arguments[0]}`; see `blistui --help`.")
        return _refused(why)
    from pathlib import Path

    from blistui.rules.running.client import RULE_PROCESS

    plan = Path(arguments[0]) if arguments else None
    # Another process loads the rules while this one loads the screens: the first result is there with them.
    RULE_PROCESS.start(plan)
    from screens.app import run as run_app

    return run_app(plan)


def _near_command(word: str) -> str:
    """The command that a word was meant to be, unless it names a file or may become one."""
    if os.sep in word or "." in word or os.path.lexists(word):
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, COMMANDS, 1)), "")


def _command(parsed: argparse.Namespace) -> int:
    from blistui.commands.inputs import Failure

    try:
        return _dispatch(parsed)
    except Failure as failure:
        return _refused(*failure.sentences)
    except KeyboardInterrupt:
        _refused("interrupted.")
        return 130


def _refused(*sentences: str) -> int:
    from blistui.commands import output

    for sentence in sentences:
        output.note(sentence)
    return UNUSABLE


def _dispatch(parsed: argparse.Namespace) -> int:
    match parsed.command:
        case "check" | "verify":
            return _of_plans_or_documents(parsed)
        case "new":
            from blistui.commands.new import new

            return new(parsed, _open)
        case "export":
            from blistui.commands.export import export

            return export(parsed)
        case "import":
            from blistui.commands.import_plan import import_plan

            return import_plan(parsed)
        case "recover":
            from blistui.commands.recover import recover

            return recover(parsed)
        case "sample":
            from blistui.commands.sample import sample

            return sample(parsed)
        case "completion":
            from blistui.commands.completion import completion

            return completion(parsed)
        case "guide":
            from blistui.commands.guide import guide

            return guide(parsed)
        case "cite" | "symbols" | "recon" | "ask":
            from blistui.commands import ask, code

            of_code = {"cite": code.cite, "symbols": code.symbols, "recon": code.recon, "ask": ask.ask}
            return of_code[parsed.command](parsed)
        case command if command in _OF_LIVING_PLANS:
            return _living(parsed)
        case _:
            from blistui.commands import catalogue

            commands = {"rules": catalogue.rules, "explain": catalogue.explain, "schema": catalogue.schema}
            return commands[parsed.command](parsed)


def _of_plans_or_documents(parsed: argparse.Namespace) -> int:
    from blistui.commands.inputs import matching, names_documents

    parsed.plan = matching(parsed.plan)
    match parsed.command, names_documents(parsed.plan):
        case "check", True:
            from blistui.commands.check_documents import check_documents

            return check_documents(parsed)
        case "check", False:
            from blistui.commands.check import check

            return check(parsed)
        case _, True:
            from blistui.commands.verify_documents import verify_documents

            return verify_documents(parsed)
        case _:
            from blistui.commands.verify import verify

            return verify(parsed)


_OF_LIVING_PLANS = frozenset(
    ("get", "set", "add", "remove", "rename", "move", "edit", "diff", "status", "merge", "revise")
)


def _living(parsed: argparse.Namespace) -> int:
    match parsed.command:
        case "get":
            from blistui.commands.get import get

            return get(parsed)
        case "diff":
            from blistui.commands.diff import diff

            return diff(parsed)
        case "status":
            from blistui.commands.status import status

            return status(parsed)
        case "merge":
            from blistui.commands.merge import merge

            return merge(parsed)
        case "revise":
            from blistui.commands.revise import revise

            return revise(parsed)
        case _:
            from blistui.commands.edit import edit

            return edit(parsed)
