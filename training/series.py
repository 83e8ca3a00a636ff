"""How the chance that two figures are of the same thing is learnt: `python -m training.series CORPORA LEDGERS`.

In: the folder of the corpora, and one that holds their ledgers (`gun_violence.db`, `syria_coverage.db`, and
`timeline17.db` of the articles on swine flu alone: `sayso add`, then `sayso stories`). Out:
`src/sayso/compare/likeness.json`, the weights of two logistic regressions, one for figures of two articles and one for
figures of one. Learnt from pairs that were judged (`training/pairs.jsonl`, and that half of
`benchmarks/gold/pairs.jsonl` which is not reported as held out; those of tolls that run for weeks weigh less, since it
is mostly an area or a kind of case that tells them apart), and, weighing little, from half of the gun violence
incidents: figures that are what was coded of their incident are of one thing, and of another than what their articles
tell besides. `python -m benchmarks.series` reports on the other halves.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.compare import likeness
from sayso.compare.meaning import EVENT, PEOPLE
from sayso.compare.points import Point
from sayso.compare.series import event, pairs
from sayso.compare.series import told as figures
from sayso.ledger import Ledger
from training.corpora import filled
from training.halves import told

OUT = Path("src/sayso/compare/likeness.json")
JUDGED = (Path("training/pairs.jsonl"), Path("benchmarks/gold/pairs.jsonl"))
CORPORA = ("gun_violence", "syria_coverage", "timeline17")
RUNNING = "H1N1"  # the topic of timeline17 that is used
LEARNT_UNTIL = "2009-05-01"  # pairs of which one article is no later are learnt from
JUDGED_WEIGHT = {"timeline17.jsonl": 0.3}  # others 1
DISTANT = {"across": 0.02, "within": 0.02}  # what a pair weighs that nobody judged
PENALTY = 6.0
EACH = 6  # pairs of one incident that nobody judged, of those of one thing and of others


class Example(NamedTuple):
    scorer: str
    features: list[float]
    same: bool
    weight: float


class Corpus:
    """The points of a corpus, found by the record and the place in it."""

    def __init__(self, ledger: Ledger) -> None:
        self.names = {row.id: row.name for row in ledger.documents(limit=10**9).rows}
        self.points, self.events = figures(ledger)
        self._held: defaultdict[str, list[Point]] = defaultdict(list)
        for point in self.points:
            self._held[self.names[point.row.document]].append(point)

    def at(self, end: dict[str, Any]) -> Point | None:
        start, stop = end["span"]
        here = self._held.get(end["id"], ())
        return next((p for p in here if p.row.span.start < stop and start < p.row.span.end), None)

    def example(self, a: Point, b: Point, same: bool, weight: float) -> Example:
        scorer = "within" if a.row.document == b.row.document else "across"
        return Example(scorer, likeness.features(a, b, event(a, b, self.events)), same, weight)


def half(pair: dict[str, Any], records: dict[str, dict[str, Any]]) -> int:
    """The half that a pair is in: 0 to learn and choose on, 1 to report on. Incidents, and a month of a place, stay
    whole; a running story is cut in time."""
    record = records[pair["a"]["id"]]
    if "topic" in record:
        return int(min(records[pair[end]["id"]]["published"] for end in "ab") > LEARNT_UNTIL)
    if "half" in record:
        return int(record["half"])
    group = f"{record['location']}|{(record['published'] or '')[:7]}"
    return int(hashlib.md5(group.encode()).hexdigest(), 16) % 2


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """The records of all corpora by id; those of the shootings with their half."""
    found = {record["id"]: record for record in told(folder, "guns")}
    with (folder / "syria_coverage.jsonl").open(encoding="utf8") as lines:
        found |= {record["id"]: record for record in map(json.loads, lines)}
    return found | {record["id"]: record for record in running(folder)}


def running(folder: Path) -> list[dict[str, Any]]:
    """The records of timeline17 that are used."""
    with (folder / "timeline17.jsonl").open(encoding="utf8") as lines:
        return [record for record in map(json.loads, lines) if record["topic"] == RUNNING]


def judged(corpora: dict[str, Corpus], every: dict[str, dict[str, Any]]) -> Iterator[Example]:
    for path in JUDGED:
        for pair in map(json.loads, filled(path)):
            corpus = corpora[pair["corpus"].removesuffix(".jsonl")]
            ends = corpus.at(pair["a"]), corpus.at(pair["b"])
            if pair["same"] is not None and half(pair, every) == 0 and ends[0] and ends[1]:
                yield corpus.example(ends[0], ends[1], pair["same"], JUDGED_WEIGHT.get(pair["corpus"], 1.0))


def distant(corpus: Corpus, folder: Path, every: dict[str, dict[str, Any]]) -> Iterator[Example]:
    """What the coded numbers of incidents tell of figures that are no single person."""
    draw = random.Random(7)
    coded = {r["story"]: r for r in map(json.loads, (folder / "gun_violence_incidents.jsonl").open(encoding="utf8"))}
    found: defaultdict[str, list[tuple[Point, bool]]] = defaultdict(list)
    for point in corpus.points:
        record = every[corpus.names[point.row.document]]
        incident = coded.get(record["story"])
        if record["half"] == 0 and incident and point.row.state in ("killed", "injured") and point.row.low != 1:
            value = incident[point.row.state]
            whole = point.scope == EVENT and point.row.whole is None and point.group == PEOPLE
            found[f"{record['story']} {point.row.state}"].append(
                (point, value > 1 and point.row.low == value and whole)
            )
    for _, held in sorted(found.items()):
        ones, others = [p for p, is_it in held if is_it], [p for p, is_it in held if not is_it]
        same = list(combinations(ones, 2))
        apart = [(a, b) for a in ones for b in others if any(b.row.document == c.row.document for c in ones)]
        for chosen, of_one in ((same, True), (apart, False)):
            for a, b in draw.sample(chosen, min(EACH, len(chosen))):
                yield _weighed(corpus, a, b, of_one)
    ours = [(corpus.points[a], corpus.points[b]) for a, b in pairs(corpus.points)]
    strangers = [(a, b) for a, b in ours if _incidents(a, b, corpus, every)]
    for a, b in draw.sample(strangers, min(4000, len(strangers))):
        yield _weighed(corpus, a, b, False)


def _weighed(corpus: Corpus, a: Point, b: Point, same: bool) -> Example:
    one = corpus.example(a, b, same, 1.0)
    return one._replace(weight=DISTANT[one.scorer])


def _incidents(a: Point, b: Point, corpus: Corpus, every: dict[str, dict[str, Any]]) -> bool:
    """Whether two points are of articles on different incidents of the half to learn on."""
    one, other = (every[corpus.names[p.row.document]] for p in (a, b))
    return bool(one["story"] != other["story"] and one["half"] == other["half"] == 0)


def fit(x: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of a logistic regression, by Newton's method."""
    x = np.c_[x, np.ones(len(x))]
    penalty = np.eye(x.shape[1]) * PENALTY
    penalty[-1, -1] = 1e-3
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        step = np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + penalty, x.T @ (w * (p - y)) + penalty @ beta)
        beta -= step
        if abs(step).max() < 1e-7:
            break
    return beta[:-1], float(beta[-1])


def main(folder: Path, ledgers: Path) -> None:
    every = records(folder)
    corpora = {}
    for name in CORPORA:
        with Ledger(ledgers / f"{name}.db", create=False) as ledger:
            corpora[name] = Corpus(ledger)
    examples = [*judged(corpora, every), *distant(corpora["gun_violence"], folder, every)]
    stored = {}
    for scorer in ("across", "within"):
        mine = [one for one in examples if one.scorer == scorer]
        x, y = np.array([one.features for one in mine]), np.array([float(one.same) for one in mine])
        w = np.array([one.weight for one in mine])
        guessed = sum(one.weight == DISTANT[scorer] for one in mine)
        mean, scale = np.average(x, 0, w), x.std(0) + 1e-6
        weights, bias = fit((x - mean) / scale, y, w)
        stored[scorer] = {
            "mean": np.round(mean, 5).tolist(),
            "weights": np.round(weights / scale, 5).tolist(),
            "bias": round(bias, 5),
        }
        print(f"{scorer}: {len(mine) - guessed} judged pairs, {guessed} others, {int(y.sum())} of one thing")
    OUT.write_text(json.dumps(stored) + "\n", encoding="utf8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m training.series CORPORA LEDGERS")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
