"""Counts of people in real coverage: `python -m benchmarks.people [SHARED] [--write]`.

60 articles of `syria_coverage.jsonl`, from groups of the same date and place told by two or more outlets (drawn with a
seed), every count of people annotated twice, each time by an instance of a language model that saw neither our output
nor the other's; what they disagreed on was settled by a third look. `gold/people.jsonl` holds offsets only. A figure is
found if its span overlaps; interval, state and source must be equal (sources overlap, or both are none).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measurements import command_line, corpus
from sayso import read_all
from sayso.compare.meaning import group, is_group
from sayso.types import Document, Figure, Reading, normalise

GOLD = Path(__file__).with_name("gold") / "people.jsonl"
OF_THINGS = {None, "damaged", "destroyed"}  # states that tell nothing of people
MENDED = "The rules were mended after a look at what they got wrong here: expect less of fresh text."
MEASURES = ("interval", "interval and state", "interval, state and source")


def counts_people(figure: Figure) -> bool:
    """Whether a figure is of people: by its state, or by what it counts."""
    named = figure.counted is not None and is_group(group(figure.counted))
    return figure.unit is None and (figure.state not in OF_THINGS or named)


def ours(reading: Reading) -> list[dict[str, Any]]:
    """The counts of people in a reading, as the gold writes them."""
    sources = {i: s.source for s in reversed(reading.statements) for i in s.figures if s.source}
    return [
        {"span": f.span, "low": f.low, "high": f.high, "state": f.state, "source": sources.get(i, [None])[0]}
        for i, f in enumerate(reading.figures)
        if counts_people(f)
    ]


def hits(found: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]]) -> Counter[str]:
    """How many figures agree, one to one, nearest first."""
    counts = Counter(found=len(found), gold=len(gold))
    used: set[int] = set()
    for one in gold:
        near = [i for i, f in enumerate(found) if i not in used and _overlap(f["span"], one["span"])]
        if not near:
            continue
        at = min(near, key=lambda i: abs(found[i]["span"][0] - one["span"][0]))
        used.add(at)
        other = found[at]
        agreed = (other["low"], other["high"]) == (one["low"], one["high"])
        counts["interval"] += agreed
        agreed = agreed and other["state"] == one["state"]
        counts["interval and state"] += agreed
        a, b = other["source"], one["source"]
        counts["interval, state and source"] += agreed and (bool(a and b and _overlap(a, b)) or not (a or b))
    return counts


def _overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    lines = corpus(shared / "data/syria_coverage.jsonl").open(encoding="utf8")
    texts = {record["id"]: normalise(record["text"]) for record in map(json.loads, lines)}
    gold = [json.loads(line) for line in GOLD.open(encoding="utf8")]
    readings = read_all(Document(texts[record["id"]], language="en") for record in gold)
    read, between = Counter[str](), Counter[str]()
    for record, reading in zip(gold, readings, strict=True):
        read += hits(ours(reading), record["adjudicated"])
        between += hits(record["second"], record["first"])
    rows = ["| agreed | P | R | F1 | one annotator against the other, F1 |", "|---|---|---|---|---|"]
    for name in MEASURES:
        p, r, f1 = _score(read, name)
        rows.append(f"| {name} | {p:.3f} | {r:.3f} | {f1:.3f} | {_score(between, name)[2]:.3f} |")
    head = f"{len(gold)} articles, {read['gold']} counts of people. {MENDED}\n\n"
    return head + "\n".join(rows) + "\n"


def _score(counts: Counter[str], name: str) -> tuple[float, float, float]:
    hit = counts[name]
    return hit / counts["found"], hit / counts["gold"], 2 * hit / (counts["found"] + counts["gold"])


if __name__ == "__main__":
    command_line(__doc__, "people", "Counts of people", measure)
