"""Takes the pictures of the README again: `python -m tests.pictures`.

The plans are the sample ones in a folder of their own, so that the pictures are the same wherever they are
taken. Nothing in them is fetched from elsewhere: whoever looks at one uses a font of their own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from blistui.commands.sample import sample
from screens.app import BlistApp
from screens.form.form import Place
from tests.screens.pilot import settled

FOLDER = Path(__file__).parent.parent / ".github" / "images"
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
DATE = "2026-11-29T12:00:00+0000"
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)


class Picture(NamedTuple):
    """A state of the screen: the plan, where in it, and the keys that lead to what is shown."""

    name: str
    plan: str
    place: Place
    keys: Sequence[str] = ()
    size: tuple[int, int] = (140, 40)


PICTURES = (
    Picture("recon", "overload.toml", Place("phase0"), ("down", "down", "down")),
    Picture("findings", "half-written.toml", Place("phase6"), ("f4",)),
    Picture("whiteboard", "overload.toml", Place("phase2"), ("shift+tab",)),
    Picture("review", "overload.toml", Place("review"), ("n", "n")),
)


def cleaned(svg: str) -> str:
    """An exported screen without fonts from elsewhere and without remarks."""
    bare = _COMMENT.sub("", _FONT_FACE.sub("", svg))
    return bare.replace("Fira Code, monospace", FONTS).replace("Fira Code", FONTS)


async def taken(picture: Picture, folder: Path) -> str:
    """The picture, of a plan in `folder`."""
    app = BlistApp(folder / picture.plan, folder / "state")
    async with app.run_test(size=picture.size) as pilot:
        bench = await settled(pilot)
        bench.go(picture.place)
        for key in ("", *picture.keys, ""):
            if key:
                await pilot.press(key)
            await pilot.pause(1.0)
        return cleaned(app.export_screenshot(title="blistui"))


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    # The title line has the commit, whose name follows from its date.
    os.environ |= {"GIT_AUTHOR_DATE": DATE, "GIT_COMMITTER_DATE": DATE}
    with tempfile.TemporaryDirectory() as folder:
        sample(argparse.Namespace(folder=Path(folder) / "plans"))
        for picture in PICTURES:
            svg = asyncio.run(taken(picture, Path(folder) / "plans"))
            (FOLDER / f"{picture.name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
