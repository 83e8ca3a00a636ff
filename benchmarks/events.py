"""Tolls of events: `python -m benchmarks.events [SHARED] [--write]`.

Incidents of `gun_violence.jsonl`: each article is read with its headline as its first paragraph, the articles of an
incident are given, and the toll is held against the killed and injured that the Gun Violence Archive coded.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.measurements import command_line, corpus
from sayso import Ledger, read_all
from sayso.compare.points import Point, points
from sayso.compare.tolls import toll
from sayso.types import Document, normalise

PEERS = (
    "Of others, as the project's issues give them, on incidents with at least three casualties: a pattern-matching"
    " floor has killed .630, injured .475 and both .315; a student system on easier incidents .837, .742 and .622. The"
    " weights of ours were chosen on these incidents: expect less of others."
)
LEAST = 3  # killed and injured together, of the incidents that the issue asks for


def documents(path: Path) -> Iterator[tuple[str, Document]]:
    """Incident and article, with its headline, in the order of the file."""
    for line in corpus(path).open(encoding="utf8"):
        record = json.loads(line)
        text = normalise(f"{record['title'] or ''}\n\n{record['text']}")
        day = date.fromisoformat(record["published"]) if record["published"] else None
        yield record["story"], Document(text, name=record["id"], outlet=record["outlet"], published=day, language="en")


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    data = shared / "data"
    coded = {
        r["story"]: r for r in map(json.loads, corpus(data / "gun_violence_incidents.jsonl").open(encoding="utf8"))
    }
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder, "events.db")) as ledger:
        articles: defaultdict[str, list[str]] = defaultdict(list)
        pairs = list(documents(data / "gun_violence.jsonl"))
        for (story, document), reading in zip(pairs, read_all(d for _, d in pairs), strict=True):
            ledger.add(reading)
            articles[story].append(document.id)
        found: defaultdict[str, list[Point]] = defaultdict(list)
        for point in points(ledger):
            found[point.row.document].append(point)
        counts: Counter[tuple[bool, str]] = Counter()
        for story, incident in coded.items():
            told = toll([p for id in articles[story] for p in found[id]], ledger.fates(articles[story]))
            killed, injured = (told.killed, told.injured) if told else (0, 0)
            right = (killed == incident["killed"], injured == incident["injured"])
            for large in {False, incident["killed"] + incident["injured"] >= LEAST}:
                counts.update({(large, "n"): 1, (large, "killed"): right[0], (large, "injured"): right[1]})
                counts[large, "both"] += all(right)
    rows = ["| incidents | number | killed exact | injured exact | both exact |", "|---|---|---|---|---|"]
    for large, title in ((False, "all"), (True, f"at least {LEAST} casualties")):
        n = counts[large, "n"]
        shares = (f"{counts[large, key] / n:.3f}" for key in ("killed", "injured", "both"))
        rows.append(f"| {title} | {n} | {' | '.join(shares)} |")
    return f"{PEERS}\n\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    command_line(__doc__, "events", "Tolls of events", measure)
