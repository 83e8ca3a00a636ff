"""Figures of the same thing: `python -m benchmarks.series [SHARED] [--write]`.

Pairs of figures of one state, drawn with a seed from `gun_violence.jsonl` (two figures of one incident) and from
`syria_coverage.jsonl` (figures of articles that were published within a week and are alike, or of one date and place):
judged twice, by the author of the grouping and by an instance of a language model, neither of whom had seen how these
pairs are grouped or what the other said, and settled.
`gold/pairs.jsonl` holds offsets and judgements only. Besides, the time that grouping takes as a ledger grows.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.measurements import command_line, corpus
from sayso import Ledger, collect, read_all
from sayso.compare.points import Point, points
from sayso.compare.series import series

GOLD = Path(__file__).with_name("gold") / "pairs.jsonl"
CORPORA = ("gun_violence.jsonl", "syria_coverage.jsonl")
TIMES = (1, 2, 4, 8)  # how often the corpus is repeated, each time with other names


def grouped(path: Path, folder: Path) -> tuple[dict[str, list[tuple[Point, int]]], list[Point]]:
    """The points of each article with the number of their series; and all points."""
    with Ledger(folder / f"{path.stem}.db") as ledger:
        for reading in read_all(collect(corpus(path))):
            ledger.add(reading)
        names = {row.id: row.name for row in ledger.documents(limit=10**9).rows}
        found = points(ledger)
    held: defaultdict[str, list[tuple[Point, int]]] = defaultdict(list)
    for number, one in enumerate(series(found)):
        for point in one.points:
            held[names[point.row.document]].append((point, number))
    return held, found


def together(held: dict[str, list[tuple[Point, int]]], pair: dict[str, Any]) -> bool:
    """Whether the two figures of a pair stand in one series; one that is no figure stands in none."""
    numbers = [
        {n for p, n in held.get(end["id"], ()) if p.row.span.start < end["span"][1] and end["span"][0] < p.row.span.end}
        for end in (pair["a"], pair["b"])
    ]
    return bool(numbers[0] & numbers[1])


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    gold = [json.loads(line) for line in GOLD.open(encoding="utf8")]
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name in CORPORA:
            held, found = grouped(shared / "data" / name, Path(folder))
            for pair in gold:
                if pair["corpus"] == name and pair["same"] is not None:
                    joined = together(held, pair)
                    for key in (name, "all"):
                        counts.update({(key, "same"): pair["same"], (key, "joined"): joined, (key, "pairs"): 1})
                        counts[key, "hit"] += joined and pair["same"]
    rows = ["| corpus | pairs | of the same thing | precision | recall |", "|---|---|---|---|---|"]
    for key in (*CORPORA, "all"):
        hit, joined, same = (counts[key, what] for what in ("hit", "joined", "same"))
        rows.append(
            f"| {key} | {counts[key, 'pairs']} | {same} | {hit / max(1, joined):.3f} | {hit / max(1, same):.3f} |"
        )
    agreed = sum(pair["first"] == pair.get("second") for pair in gold)
    return (
        f"{len(gold)} pairs; the two judges agreed on {agreed}.\n\n" + "\n".join(rows) + "\n\n" + _growth(found) + "\n"
    )


def _growth(found: Sequence[Point]) -> str:
    """Seconds to group the figures of the corpus, and of more of its like."""
    rows = ["| figures | series | seconds | microseconds a figure |", "|---|---|---|---|"]
    for times in TIMES:
        many = [point for copy in range(times) for point in _renamed(found, copy)]
        many.sort(key=lambda p: str(p.row.published))
        begun = time.perf_counter()
        made = series(many)
        spent = time.perf_counter() - begun
        rows.append(f"| {len(many)} | {len(made)} | {spent:.2f} | {spent / len(many) * 1e6:.0f} |")
    return "\n".join(rows)


def _renamed(found: Sequence[Point], copy: int) -> list[Point]:
    """The same figures in other articles, about the same names in three cases of ten, about others in the rest."""
    if not copy:
        return list(found)
    draw = random.Random(copy)
    other: dict[str, str] = {}

    def name(word: str) -> str:
        return other.setdefault(word, word if draw.random() < 0.3 else f"{word} {copy}")

    return [
        replace(
            p, names={name(w): v for w, v in p.names.items()}, row=replace(p.row, document=f"{p.row.document}{copy}")
        )
        for p in found
    ]


if __name__ == "__main__":
    command_line(__doc__, "series", "Figures of the same thing", measure)
