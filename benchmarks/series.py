"""Figures of the same thing: `python -m benchmarks.series [SHARED] [--write]`.

Pairs of figures of one state, drawn with a seed from `gun_violence.jsonl` (two figures of one incident) and from
`syria_coverage.jsonl` (figures of articles that were published within a week and are alike, or of one date and place).

- `gold/pairs.jsonl`: judged twice, by the author of an earlier grouping and by an instance of a language model, and
  settled. Half of them, by incident or by place and month, were learnt from; the other half is reported apart.
- `gold/pairs_fresh.jsonl`: drawn later from articles of the other half that the former have none of, judged twice by
  instances of a language model that saw guidelines and the two figures in their articles, and nothing of the grouping.
  Nothing was chosen on them. A pair on which the two disagree has no answer.
- `gold/pairs_tolls.jsonl`: tolls that run for weeks: figures of the articles on swine flu in `timeline17.jsonl`, of two
  articles each, the later half; drawn so that half are tolls that a former model held for two, and judged like the
  fresh ones. Pairs of the earlier half were learnt from.

All hold offsets and judgements only. Besides, the time that grouping takes as a ledger grows.
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
from sayso.compare.points import Point
from sayso.compare.series import Chances, series, told
from training.series import half, records, running

GOLD = Path(__file__).with_name("gold")
CORPORA = ("gun_violence.jsonl", "syria_coverage.jsonl", "timeline17.jsonl")
FORMER = "former"
FILES = {FORMER: "pairs.jsonl", "fresh": "pairs_fresh.jsonl", "running tolls": "pairs_tolls.jsonl"}
HALVES = ("learnt from", "set aside")
COPY = 1_000_000  # what numbers of articles are moved by in each copy
TIMES = (1, 2, 4, 8)  # how often the corpus is repeated, each time with other names


def grouped(path: Path, folder: Path) -> tuple[dict[str, list[tuple[Point, int]]], list[Point], Chances]:
    """The points of each article with the number of their series; all points; and the chances of their articles."""
    if path.name == CORPORA[-1]:
        corpus(path)
        records_used = running(path.parent)
        path = folder / path.name
        path.write_text("".join(json.dumps(record) + "\n" for record in records_used), encoding="utf8")
    with Ledger(folder / f"{path.stem}.db") as ledger:
        for reading in read_all(collect(corpus(path))):
            ledger.add(reading)
        names = {row.id: row.name for row in ledger.documents(limit=10**9).rows}
        found, events = told(ledger)
    held: defaultdict[str, list[tuple[Point, int]]] = defaultdict(list)
    for number, one in enumerate(series(found, None, events)):
        for point in one.points:
            held[names[point.row.document]].append((point, number))
    return held, found, events


def together(held: dict[str, list[tuple[Point, int]]], pair: dict[str, Any]) -> bool:
    """Whether the two figures of a pair stand in one series; one that is no figure stands in none."""
    numbers = [
        {n for p, n in held.get(end["id"], ()) if p.row.span.start < end["span"][1] and end["span"][0] < p.row.span.end}
        for end in (pair["a"], pair["b"])
    ]
    return bool(numbers[0] & numbers[1])


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    every = records(shared / "data")
    gold = {name: [json.loads(line) for line in (GOLD / file).open(encoding="utf8")] for name, file in FILES.items()}
    counts: Counter[tuple[str, str, str]] = Counter()
    pure, grown = Counter[str](), ""
    with tempfile.TemporaryDirectory() as folder:
        for corpus_name in CORPORA:
            held, found, events = grouped(shared / "data" / corpus_name, Path(folder))
            for name, pairs in gold.items():
                for pair in pairs:
                    if pair["corpus"] == corpus_name and pair["same"] is not None:
                        kept = f"{name}, {HALVES[half(pair, every)]}" if name == FORMER else name
                        _count(counts, kept, pair, together(held, pair))
            if corpus_name == CORPORA[0]:
                pure, grown = _incidents(held, every), _growth(found, events)
    rows = ["| pairs | corpus | number | of the same thing | precision | recall |", "|---|---|---|---|---|---|"]
    for name in dict.fromkeys(name for name, _, _ in counts):
        for key in ("all", *CORPORA):
            hit, joined, same, n = (counts[name, key, what] for what in ("hit", "joined", "same", "pairs"))
            if not n:
                continue
            rows.append(f"| {name} | {key} | {n} | {same} | {hit / max(1, joined):.3f} | {hit / max(1, same):.3f} |")
    agreed = {name: sum(p["first"] == p.get("second") for p in pairs) for name, pairs in gold.items()}
    said = ", ".join(f"{agreed[name]} of {len(pairs)} ({name})" for name, pairs in gold.items())
    within = pure["one"] / max(1, pure["pairs"])
    return (
        f"The two judges agreed on {said}. Of all pairs of figures that stand in one series of {CORPORA[0]} and are of"
        f" articles of its half set aside, {within:.3f} are of articles on one incident.\n\n"
        + "\n".join(rows)
        + "\n\n"
        + grown
        + "\n"
    )


def _count(counts: Counter[tuple[str, str, str]], name: str, pair: dict[str, Any], joined: bool) -> None:
    for key in (pair["corpus"], "all"):
        counts.update({(name, key, "same"): pair["same"], (name, key, "joined"): joined, (name, key, "pairs"): 1})
        counts[name, key, "hit"] += joined and pair["same"]


def _incidents(held: dict[str, list[tuple[Point, int]]], every: dict[str, dict[str, Any]]) -> Counter[str]:
    """Pairs of figures of one series, and those of one incident, in the half set aside."""
    members: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for name, points_of_it in held.items():
        if every[name]["half"] == 1:
            for _, number in points_of_it:
                members[number][every[name]["story"]] += 1
    counts: Counter[str] = Counter()
    for stories in members.values():
        n = sum(stories.values())
        counts["pairs"] += n * (n - 1) // 2
        counts["one"] += sum(k * (k - 1) // 2 for k in stories.values())
    return counts


def _growth(found: Sequence[Point], events: Chances) -> str:
    """Seconds to group the figures of the corpus, and of more of its like."""
    rows = ["| figures | series | seconds | microseconds a figure |", "|---|---|---|---|"]
    for times in TIMES:
        many = [point for copy in range(times) for point in _renamed(found, copy)]
        chances = {(a + copy * COPY, b + copy * COPY): c for copy in range(times) for (a, b), c in events.items()}
        many.sort(key=lambda p: str(p.row.published))
        begun = time.process_time()
        made = series(many, None, chances)
        spent = time.process_time() - begun
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
            p,
            names={name(w): v for w, v in p.names.items()},
            row=replace(p.row, document=f"{p.row.document}{copy}"),
            number=(p.number or 0) + copy * COPY,
            story=(p.story or 0) + copy * COPY,
        )
        for p in found
    ]


if __name__ == "__main__":
    command_line(__doc__, "series", "Figures of the same thing", measure)
