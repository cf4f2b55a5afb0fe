"""A checkout that names a program in every setting of git that may hold one."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from blistui.repo.citations.capture import capture
from blistui.repo.git.command import COMMANDS
from tests.repo.conftest import Checkout

# What `git help -c` lists and the manual gives a command or the path of a program as the value of.
_NAMES_A_PROGRAM = re.compile(
    r"alias|askpass|browser|clean$|cmd$|command(?!s$)|credential\..*(?:helper|\*)|driver$|editor|external$"
    r"|filter$|fsmonitor$|gitproxy|helper$|hook|httpd|pager|^man\.viewer|\.path$|process$|program$|proxy$"
    r"|receivepack|smtpserver$|smudge|tool$|tunnel|textconv$|templatedir|uploadpack$|update$|vcs$|viewer",
    re.IGNORECASE,
)
# They sound like it, and hold a truth value, a number, or the name of another setting.
_NAMES_NONE = re.compile(
    r"advice\.|color\.|column\.|fsck\.|include|receive\.|rerere\.|man\.viewer|(?:diff|merge)\.(?:gui)?tool$"
    r"|.*(?:hookversion|cachetextconv|allowfilter|partialclonefilter|skipdefaultupdate|aliasfiletype)$",
    re.IGNORECASE,
)
# The manual describes these, and the list of some versions leaves them out.
_NOT_LISTED = (
    "filter.<driver>.process",
    "gpg.openpgp.program",
    "hook.<name>.command",
    "trailer.<token>.cmd",
    "trailer.<token>.command",
    "sendemail.smtpServer",
    "uploadpack.packObjectsHook",
    "core.alternateRefsCommand",
)
_PLACEHOLDERS = {
    "<driver>": ("evil",),
    "<tool>": ("evil",),
    "<token>": ("evil",),
    "<name>": ("evil",),
    "<format>": ("openpgp", "x509", "ssh"),
    "<cmd>": tuple(COMMANDS),
    "<condition>": (),
    "alias.*": tuple(f"alias.{name}" for name in (*COMMANDS, "diff", "log", "status")),
    "credential.<url>.*": ("credential.http://127.0.0.1:1.helper",),
}
_LEVERS = {
    "log.showSignature": "true",
    "merge.verifySignatures": "true",
    "diff.tool": "evil",
    "merge.tool": "evil",
    "core.fsmonitorHookVersion": "1",
    "core.untrackedCache": "true",
    "diff.evil.cachetextconv": "true",
    "submodule.recurse": "true",
    "status.submoduleSummary": "true",
    "grep.fallbackToNoIndex": "true",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "protocol.file.allow": "always",
    "gc.auto": "1",
    "maintenance.auto": "true",
}
# Without a mark of exclamation their values are commands of git's own.
_SHELL = ("alias.", "submodule.")
_ATTRIBUTES = "* text filter=evil diff=evil merge=evil\n"
_GO = "package sim\n\n// Run runs.\nfunc Run() {\n\twork()\n}\n\nfunc work() {}\n"
_LONG = "package sim\n\n" + "".join(f"// Line {n} of a file.\nvar v{n} = {n}\n" for n in range(30))


def settings_with_a_program() -> list[str]:
    """Every such setting that this git lists or the manual describes, with names in place of patterns."""
    done = subprocess.run(["git", "help", "-c"], capture_output=True, check=True)
    found: list[str] = []
    for name in (*done.stdout.decode().split(), *_NOT_LISTED):
        if not _NAMES_A_PROGRAM.search(name) or _NAMES_NONE.match(name):
            continue
        for pattern, instead in _PLACEHOLDERS.items():
            if pattern in name:
                found += [name.replace(pattern, own) for own in instead]
                break
        else:
            found.append(name)
    return sorted({name for name in found if "<" not in name and "*" not in name})


class Trap:
    """Programs that write down their names when somebody runs them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = folder / "log"
        folder.mkdir()
        self._program = folder / "program"
        self._program.write_text(f"#!/bin/sh\nprintf '%s\\n' \"${{0##*/}}\" >> '{self._log}'\nexit 1\n")
        self._program.chmod(0o755)

    def program(self, name: str) -> str:
        """The path of a program that is known by `name`."""
        link = self.folder / re.sub(r"[^\w.-]", "_", name)
        if not link.is_symlink():
            link.symlink_to(self._program)
        return str(link)

    @property
    def sprung(self) -> set[str]:
        """The names of the programs that were run."""
        return set(self._log.read_text().split()) if self._log.exists() else set()

    def settings(self, place: str) -> list[tuple[str, str]]:
        """Every setting with a program as its value, and those that make git run programs."""
        hooks = self.folder / "hooks"
        hooks.mkdir(exist_ok=True)
        for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc"):
            if not (hooks / hook).is_symlink():
                (hooks / hook).symlink_to(self.program(f"hook-{hook}"))
        found = [(name, self.program(f"{place}-{name}")) for name in settings_with_a_program()]
        found = [(name, f"!{value}" if name.startswith(_SHELL) else value) for name, value in found]
        return [*found, *_LEVERS.items(), ("core.hooksPath", str(hooks))]


def hostile(checkout: Checkout, trap: Trap, place: str, home: Path) -> Path:
    """Makes `checkout` hostile, all programs named in one `place`; gives the plan in it.

    The settings of the system are in the file `home`/system, which the caller shows to git.
    """
    root = checkout.root
    checkout.write(".gitattributes", _ATTRIBUTES)
    checkout.write("go.mod", "module example.org/sim\n")
    checkout.write("sim/run.go", _GO)
    checkout.write("sim/long.go", _LONG)
    checkout.write("sim/gone.go", _GO.replace("Run", "Gone"))
    checkout.write("sim/missing.go", "package sim\n\nvar Missing = 1\n")
    checkout.write(".gitmodules", '[submodule "evil"]\n\tpath = evil\n\turl = ./evil\n')
    base = checkout.commit()
    cited = [
        capture(checkout.repo, path, [lines])
        for path, lines in {
            "sim/run.go": (4, 6),
            "sim/long.go": (3, 8),
            "sim/gone.go": (4, 6),
            "sim/missing.go": (3, 3),
        }.items()
    ]
    checkout.git("mv", "sim/long.go", "sim/renamed.go")
    checkout.git("rm", "-q", "sim/gone.go", "sim/missing.go")
    _signed_commit(checkout, base)
    checkout.write("sim/renamed.go", "// first\n" + _LONG)
    checkout.git("mv", "sim/run.go", "sim/walk.go")
    checkout.write("sim/walk.go", "// first\n" + _GO)
    os.utime(root / "go.mod", (1, 1))
    blob = checkout.git("rev-parse", f"{base}:sim/missing.go")
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (root / ".git" / "info" / "attributes").write_text(_ATTRIBUTES)
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
        target = root / ".git" / "hooks" / hook
        target.unlink(missing_ok=True)
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(trap.program(f"own-hook-{hook}"))
    _write_settings(checkout, trap, place, home)
    cites = ",\n".join(
        f'    {{ at = "{c.at}", symbol = "{c.symbol}", digest = "{c.digest}" }}' for c in cited
    )
    return checkout.write(
        "plan.toml",
        f'[plan]\nformat = 1\ntitle = "T"\nrepository = "."\nbase_commit = "{base}"\n\n'
        '[[finding]]\nid = "F1"\ntopic = "cli"\nkind = "confirmed"\n'
        'statement = "All callers of `work` and `NoSuchName` use `--no-such-flag`."\n'
        f"cites = [\n{cites},\n]\n"
        'query = { ask = "grep", subject = "work", result = [] }\n\n'
        '[[frozen]]\nid = "FZ1"\ninterface = "Run"\ncite = { at = "sim/run.go:4-6" }\n',
    )


def _signed_commit(checkout: Checkout, parent: str) -> None:
    tree = checkout.git("write-tree")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEE\n -----END PGP SIGNATURE-----\n"
    who = "A <a@example.org> 1700000000 +0000"
    text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n{signature}\nsigned\n"
    written = checkout.write(".git/commit-to-be", text)
    commit = checkout.git("hash-object", "-t", "commit", "-w", str(written))
    checkout.git("reset", "-q", "--hard", commit)


def _write_settings(checkout: Checkout, trap: Trap, place: str, home: Path) -> None:
    own = checkout.root / ".git" / "config"
    target = {
        "system": home / "system",
        "global": home / ".gitconfig",
        "repository": own,
        "worktree": checkout.root / ".git" / "config.worktree",
        "included": checkout.write("innocent.txt", ""),
    }[place]
    checkout.git("config", "core.repositoryFormatVersion", "1")
    checkout.git("config", "extensions.worktreeConfig", "true")
    checkout.git("config", "extensions.partialClone", "transport")
    if place == "included":
        checkout.git("config", "include.path", "../innocent.txt")
    attributes = home / "attributes"
    attributes.write_text(_ATTRIBUTES)
    remotes = {
        "transport": f"ext::{trap.program(f'{place}-transport')} %S",
        "path": str(checkout.root / "elsewhere"),
        "shell": "ssh://127.0.0.1:1/x",
        "daemon": "git://127.0.0.1:1/x",
        "web": "http://127.0.0.1:1/x",
    }
    lines = [f"{name} = {value}" for name, value in trap.settings(place)]
    lines += [f"core.attributesFile = {attributes}"]
    for name, url in remotes.items():
        lines += [f"remote.{name}.url = {url}", f"remote.{name}.promisor = true"]
        lines += [f"remote.{name}.uploadpack = {trap.program(f'{place}-uploadpack-{name}')}"]
    with target.open("a") as file:
        for line in lines:
            name, _, value = line.partition(" = ")
            section, _, key = name.rpartition(".")
            section, dot, middle = section.partition(".")
            head = f'[{section} "{middle}"]' if dot else f"[{section}]"
            file.write(f'{head}\n\t{key} = "{value}"\n')
