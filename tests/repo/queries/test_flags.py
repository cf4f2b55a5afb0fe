"""A flag is read where the field or the variable is that it goes to, and nowhere else that is called so."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.queries.code import GoCode
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
