"""Articles on one event: `python -m benchmarks.stories [SHARED] [--write]`.

Each corpus is read into a ledger and grouped as `sayso stories` does it, with the same settings for all; the scorer
is `SHARED/eval/stories.py`. Settings and weights were chosen on half of ECB+'s topics and of the gun violence incidents
(`training/stories.py` says which); the other half was set aside.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measurements import command_line, corpus
from sayso import Ledger, collect, read_all
from sayso.compare.index import bring_up_to_date
from training.halves import CORPORA, told

TITLES = {"ecb": "ECB+", "guns": "gun violence", "wcl": "NewsWCL50"}
HALVES = ((1, "set aside"), (0, "chosen on"), (None, "all"))


def scored(shared: Path, gold: list[dict[str, object]], stories: dict[str, int], folder: Path) -> list[str]:
    """B-cubed and CEAFe, each as precision, recall, F1, from the scorer's own lines."""
    paths = [folder / name for name in ("gold.jsonl", "found.jsonl")]
    lines = ([{"id": r["id"], "story": r["story"]} for r in gold], [{"id": i, "story": s} for i, s in stories.items()])
    for path, rows in zip(paths, lines, strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    command = [sys.executable, str(shared / "eval" / "stories.py"), *map(str, paths)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [" / ".join(line.split()[2::2]) for line in said[1:3]]


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    rows = ["| corpus | articles | events | B-cubed P / R / F1 | CEAFe P / R / F1 |", "|---|---|---|---|---|"]
    spent, articles = 0.0, 0
    for name, file in CORPORA.items():
        gold = told(shared / "data", name)
        with tempfile.TemporaryDirectory() as folder:
            with Ledger(Path(folder) / "sayso.db") as ledger:
                for reading in read_all(collect(corpus(shared / "data" / file))):
                    ledger.add(reading)
                begun = time.perf_counter()
                articles += bring_up_to_date(ledger)
                spent += time.perf_counter() - begun
                with ledger.findings.looking() as found:
                    numbered = found.numbered()
                names = {row.id: row.name for row in ledger.documents(limit=10**9).rows}
            stories = {names[id]: story if story is not None else -number for id, (number, story) in numbered.items()}
            for half, called in HALVES if name != "wcl" else HALVES[2:]:
                some = [record for record in gold if half in (None, record["half"])]
                figures = scored(shared, some, stories, Path(folder))
                events = len({record["story"] for record in some})
                rows.append(f"| {TITLES[name]}, {called} | {len(some)} | {events} | {figures[0]} | {figures[1]} |")
    speed = (
        f"Comparing (stories and reprints together) took {spent / articles * 1000:.1f} ms an article, after reading."
    )
    return "\n".join([*rows, "", speed]) + "\n"


if __name__ == "__main__":
    command_line(__doc__, "stories", "Articles on one event", measure)
