"""A flag is read where the field or the variable is that it goes to, and nowhere else that is called so."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.queries.code import GoCode
from blistui.repo.queries.flags import flags_in, is_registered
from blistui.repo.queries.queries import Inquiry
from blistui.repo.repository import Repository

CODE = """package main

import (
	"flag"
	"path/filepath"

	"example.net/far"
)

type config struct {
	Dir  string
	far  far.Options
	size int
}

type other struct{ Dir string }

var size int

func main() {
	cfg := config{Dir: "start"}
	fs := flag.NewFlagSet("x", flag.ExitOnError)
	fs.StringVar(&cfg.Dir, "dir", "", "a folder")
	fs.StringVar(&cfg.far.Dir, "far-dir", "", "a folder elsewhere")
	fs.IntVar(&size, "size", 1, "how many")
	local := fs.Int("local", 1, "here alone")
	run(cfg, other{}, *local)
	cfg.Dir = "set"
}

func run(cfg config, o other, local int) {
	_ = filepath.Dir(cfg.Dir)
	_ = o.Dir
	_ = cfg.far.Dir
	_ = cfg.size + size + local
	size := 2
	_ = size
}
"""


@pytest.mark.parametrize(
    ("flag", "certain", "perhaps"),
    [
        ("dir", ["_ = filepath.Dir(cfg.Dir)"], []),
        ("far-dir", [], ["_ = filepath.Dir(cfg.Dir)", "_ = o.Dir", "_ = cfg.far.Dir"]),
        ("size", ["_ = cfg.size + size + local"], []),
        ("local", ["run(cfg, other{}, *local)"], []),
    ],
)
def test_readers_go_by_what_the_flag_is_bound_to(
    tmp_path: Path, flag: str, certain: list[str], perhaps: list[str]
) -> None:
    (tmp_path / "main.go").write_text(CODE)
    hits = sorted(Inquiry(GoCode(Repository(tmp_path, False))).flag_reads(flag))
    assert [hit.text for hit in hits if not hit.doubt] == certain
    assert [hit.text for hit in hits if hit.doubt and "StringVar" not in hit.text] == perhaps


KINGPIN = """package main

import (
	"fmt"

	"github.com/alecthomas/kingpin/v2"
)

type config struct {
	file    string
	levels  []string
	workers int
}

func serverFlag(app *kingpin.Application, name, help string) *kingpin.FlagClause {
	return app.Flag(name, fmt.Sprintf("%s Server only.", help)).PreAction(nil)
}

func notAFlag(name, help string) string { return name + help }

func main() {
	cfg := config{}
	a := kingpin.New("x", "y")
	a.Flag("config.file", "The configuration "+"file.").
		Default("x.yml").StringVar(&cfg.file)
	serverFlag(a, "queue.capacity", "How many.").
		Default("10000").IntVar(&cfg.workers)
	verbose := a.Command("c", "d").Flag("verbose", "Say more.").Short('v').Bool()
	a.Flag("level", "Levels.").HintOptions("a").SetValue(&cfg.levels)
	_ = notAFlag("not.a", "flag")
	use(cfg.file, *verbose)
}
"""


def test_flags_in_chains_of_calls_are_registered_and_read(tmp_path: Path) -> None:
    (tmp_path / "main.go").write_text(KINGPIN, encoding="utf-8")
    code = GoCode(Repository(tmp_path, False))
    found = {one.name: one for one in flags_in(code)}
    assert {name: (one.kind, one.default, one.variable) for name, one in found.items()} == {
        "config.file": ("String", '"x.yml"', "&cfg.file"),
        "queue.capacity": ("Int", '"10000"', "&cfg.workers"),
        "verbose": ("Bool", "", "verbose"),
        "level": ("", "", "&cfg.levels"),
    }
    assert found["config.file"].usage == "The configuration file."
    assert found["queue.capacity"].hit.line == 26
    assert is_registered(code, "config.file") and not is_registered(code, "not.a")
