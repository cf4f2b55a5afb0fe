"""What an edit costs in the journal, and an insert with its save against reading the plan.

`python -m tests.benchmarks.bench_store`: budgets are 0.2 ms an edit, and twice the time of reading.
"""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path
from statistics import median

from blistui.plan.edits import Edit
from blistui.store.load import load
from blistui.store.save import save
from blistui.store.session import Session
from blistui.store.toml.merge import fresh

SAMPLE = Path(__file__).parents[2] / "sample_plans" / "overload.toml"
EDITS = 2000
RUNS = 3


def edits(session: Session) -> float:
    """Seconds that an edit takes."""
    start = time.perf_counter()
    for number in range(EDITS):
        session.edit("plan.title", f"{start} {number}")
    return (time.perf_counter() - start) / EDITS


def journal(folder: Path) -> float:
    """Milliseconds that the journal adds to an edit."""
    path = folder / "plan.toml"
    path.write_bytes(SAMPLE.read_bytes())
    with_journal, without = Session(load(path), folder / "state"), Session(load(path))
    found = [edits(with_journal) - edits(without) for _ in range(RUNS)]
    with_journal.close()
    return median(found) * 1000


def large(folder: Path, size: int) -> Path:
    """A plan of about `size` bytes: the sample with its PRs many times."""
    plan = load(SAMPLE).plan
    once = len(fresh(plan)) - len(fresh(plan.model_copy(update={"pr": ()})))
    count = size // once
    copies = [pr.model_copy(update={"id": f"{pr.id}-{n}", "uid": ""}) for n in range(count) for pr in plan.pr]
    path = folder / "large.toml"
    path.write_text(fresh(plan.model_copy(update={"pr": tuple(copies)})))
    return path


def insert_and_save(path: Path) -> tuple[float, float]:
    """Seconds to read the plan at `path`, and to insert a PR in its middle and save."""
    start = time.perf_counter()
    loaded = load(path)
    read = time.perf_counter() - start
    session = Session(loaded)
    session.apply((Edit("insert", "pr", {"id": "NEW", "title": "new"}, len(loaded.plan.pr) // 2),), "insert")
    session.saved(save(session.loaded, session.plan))
    return read, time.perf_counter() - start - read


def main() -> None:
    """Print the figures."""
    gc.disable()
    with tempfile.TemporaryDirectory(prefix="blistui-bench-") as name:
        print(f"journal: {journal(Path(name)):.3f} ms an edit (budget 0.2)")
        for size in (500_000, 4_000_000):
            path = large(Path(name), size)
            pairs = [insert_and_save(path) for _ in range(RUNS)]
            read, write = (median(times) for times in zip(*pairs, strict=True))
            print(
                f"{path.stat().st_size / 1e6:.1f} MB: read {read:.2f} s, insert and save {write:.2f} s, "
                f"{write / read:.2f} times (budget 2)"
            )


if __name__ == "__main__":
    main()
