"""The arguments of the commands that are about code, with or without a plan."""

from __future__ import annotations

import argparse
from pathlib import Path

from blistui.commands.arguments_living import Arguments, explained

QUESTIONS = (
    *("implementers", "callers", "references", "constructors", "readers", "satisfies", "callees", "tests"),
)


def _cite(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "A citation of lines or of a symbol, with its digest, ready to paste into a plan.\n"
        "Exit codes: 0 printed, 2 nothing, or more than one thing, answers to it.",
        "blistui cite sim/routing.go:43-45",
        "blistui cite Queue.Push",
        "blistui cite sim/queue.go:Queue.Push --format json",
    )
    command.add_argument(
        "at",
        metavar="FILE:LINES | SYMBOL",
        help="sim/routing.go:43-45, an address of a code host, or Queue.Push",
    )
    command.add_argument("--repo", type=Path, help="the folder of the Go repository, that of FILE")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--uncommitted", action="store_true", help="cite lines that no commit has yet")


def _symbols(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Go symbols of the repository, of a file, or with a part of a name.\n"
        "Exit codes: 0 printed, 2 the repository cannot be read.",
        "blistui symbols Push",
        "blistui symbols sim/queue.go --format json",
    )
    command.add_argument("query", nargs="?", default="", help="a Go file, or part of a name")
    _of_code(command)


def _ask(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "A question about the code, answered from its syntax; each hit is a citation. What is not certain\n"
        "says why. Exit codes: 0 answered, 2 no such question.",
        "blistui ask implementers sim.AdmissionPolicy",
        "blistui ask callers sim/kv.Store.Put --format json",
        "blistui ask readers --max-batch    (a flag, with its dashes or without)",
        "blistui ask tests sim.NewSimulator --keep plan.toml F3",
    )
    command.add_argument("question", choices=QUESTIONS, metavar="QUESTION", help=", ".join(QUESTIONS))
    command.add_argument(
        "subject",
        metavar="SUBJECT",
        help="folder.Name, folder.Type.Name or Name; .Name: a member of any type; for readers a flag",
    )
    command.add_argument("--at", metavar="COMMIT", help="at a commit and not in the work tree")
    command.add_argument(
        "--keep", nargs=2, metavar=("PLAN", "FINDING"), help="store question and answer in this finding"
    )
    _of_code(command)


def without_dashes(arguments: list[str]) -> list[str]:
    """The arguments, with a flag of the code that is asked about not to be taken for one of the command."""
    if arguments[:2] != ["ask", "readers"]:
        return arguments
    own = ("-h", "--help", "--at", "--keep", "--repo", "--format", "--")
    asked = arguments[2] if len(arguments) > 2 else ""
    if not asked.startswith("-") or asked.partition("=")[0] in own:
        return arguments
    return [*arguments[:2], asked.lstrip("-"), *arguments[3:]]


def _recon(command: argparse.ArgumentParser) -> None:
    explained(
        command,
        "Facts about the repository to begin Phase 0 with, by topic, each with its citation.\n"
        "Exit codes: 0 printed, 2 the repository cannot be read.",
        "blistui recon",
        "blistui recon --topic 'extension points' --format json",
    )
    command.add_argument("--topic", default="", help="only this topic of Phase 0")
    _of_code(command)


def _of_code(command: argparse.ArgumentParser) -> None:
    command.add_argument("--repo", type=Path, help="the folder of the Go repository (that around here)")
    command.add_argument("--format", choices=("text", "json"), default="text")


CODE: dict[str, tuple[str, Arguments]] = {
    "cite": ("a citation of lines, ready to paste into a plan", _cite),
    "symbols": ("Go symbols of a file or of the repository", _symbols),
    "ask": ("who implements, calls, uses, makes, reads or tests something in the code", _ask),
    "recon": ("facts about the repository to begin Phase 0 with", _recon),
}
