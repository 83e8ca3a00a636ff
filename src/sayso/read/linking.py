"""Linking: which cue a content belongs to, and which source, if any, a cue has.

In: the runs of one text and what the encoder says of them. Out: for a run, the index of the candidate that it goes
with. A small scorer (one hidden layer, fitted by `training.linker`) weighs how the words lie between the two, their
quotation marks, what else stands there, and how much the model itself points from one to the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from math import exp, log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.read.encoder import LINK, SLICES, Encoded
from sayso.read.tagging import Run
from sayso.read.tokens import QUOTED, SEP, WINDOW, Tokens

# A link reaches no further than the model sees in one pass, and of many candidates only the nearest are weighed.
REACH, NEAREST = WINDOW, 8
STOPS = {1012, 1029, 999}  # . ? ! in the vocabulary
CAP = 3  # counts of things in between are alike from here on
FEATURES = 18
Floats = NDArray[np.float32]


class Scene(NamedTuple):
    """A text's runs by label, and running counts over its pieces of what may stand between two of them."""

    tokens: Tokens
    encoded: Encoded
    sources: list[Run]
    cues: list[Run]
    contents: list[Run]
    counts: NDArray[np.int32]  # [pieces + 1, 6]: words, paragraph breaks, stops, and begun sources, cues, contents
    marked: NDArray[np.int32]  # [pieces + 1]: pieces in quotation marks


def scene(tokens: Tokens, encoded: Encoded, found: list[Run]) -> Scene:
    """What the linker needs to know of a text; `found` are the runs of the tag head (source, cue, content)."""
    marks = np.zeros((len(tokens) + 1, 6), np.int32)
    marks[1:, 0], marks[1:, 1] = tokens.first, tokens.ids == SEP
    marks[1:, 2] = np.isin(tokens.ids, list(STOPS))
    for run in found:
        marks[run.first + 1, 3 + run.label] = 1
    sources, cues, contents = ([run for run in found if run.label == label] for label in range(3))
    marked = np.append(0, np.cumsum(tokens.shape >= QUOTED)).astype(np.int32)
    return Scene(tokens, encoded, sources, cues, contents, marks.cumsum(0, dtype=np.int32), marked)


def near(run: Run, candidates: list[Run]) -> list[int]:
    """Indices of the candidates in reach, nearest first, NEAREST at the most. Candidates stand in order of the text."""
    at = bisect_left(candidates, run.first, key=lambda candidate: candidate.first)
    around = range(max(0, at - NEAREST), min(len(candidates), at + NEAREST))
    gaps = sorted((max(candidates[i].first - run.last, run.first - candidates[i].last, 0), i) for i in around)
    return [i for gap, i in gaps[:NEAREST] if gap < REACH]


def features(
    s: Scene, asking: Sequence[Run], offered: Sequence[list[int]], candidates: Sequence[Run], query: str, key: str
) -> Floats:
    """[choices, FEATURES]: for each run that asks, a row for each candidate offered to it (indices, one at the least,
    the nearest first), and after them one for none of these."""
    sizes = np.array([len(within) for within in offered])
    nones = np.cumsum(sizes + 1) - 1
    rows = np.zeros((int(nones[-1]) + 1, FEATURES), np.float32)
    rows[:, 15] = np.repeat([run.sure for run in asking], sizes + 1)
    rows[:, 16] = np.concatenate(_votes(s, asking, offered, candidates, query, key))
    rows[nones, 17] = 1
    pairs = np.delete(np.arange(len(rows)), nones)
    chosen = np.concatenate(offered)
    one, other = _bounds(asking)[np.repeat(np.arange(len(asking)), sizes)].T, _bounds(candidates)[chosen].T
    low = np.minimum(one[1], other[1])
    counts = s.counts[np.maximum(low, np.maximum(one[0], other[0]))] - s.counts[low]
    rows[pairs, 0], rows[pairs, 1], rows[pairs, 2] = np.log1p(counts[:, 0]), counts[:, 0] == 0, counts[:, 0] == 1
    rows[pairs, 3] = other[0] >= one[1]
    rows[pairs, 4:9] = np.minimum(counts[:, 1:], CAP)
    rows[pairs, 9], rows[pairs, 10] = _marked(s, *one), _marked(s, *other)
    rows[pairs, 11], rows[pairs, 12] = np.log1p(one[1] - one[0]), np.log1p(other[1] - other[0])
    rows[nones - sizes, 13] = 1
    rows[pairs, 14] = np.array([run.sure for run in candidates])[chosen]
    return rows


def _bounds(found: Sequence[Run]) -> NDArray[np.int64]:
    """[runs, 2]: first and last (exclusive) piece of each."""
    return np.array([(run.first, run.last) for run in found], np.int64)


def stops(s: Scene, one: Run, other: Run) -> int:
    """How many sentences end between two runs."""
    return between(s, one, other)[2]


def quoted(s: Scene, run: Run) -> bool:
    """Whether most of a run stands in quotation marks."""
    return bool(_marked(s, run.first, run.last) >= 0.5)


def _marked(s: Scene, first: Any, last: Any) -> Any:
    """The part of the pieces from first to last, numbers or arrays of them, that stands in quotation marks."""
    return (s.marked[last] - s.marked[first]) / (last - first)


def between(s: Scene, one: Run, other: Run) -> list[int]:
    """What lies between two runs: words, paragraph breaks, stops, and begun sources, cues and contents."""
    low = min(one.last, other.last)
    counts: list[int] = (s.counts[max(low, one.first, other.first)] - s.counts[low]).tolist()
    return counts


def _votes(
    s: Scene, asking: Sequence[Run], offered: Sequence[list[int]], candidates: Sequence[Run], query: str, key: str
) -> list[Floats]:
    """For each run, log-probabilities [offered + 1] with which its words point at each candidate; the last is for none,
    which a content was never taught to point at."""
    asked = s.encoded.logits[:, SLICES[query]] / np.float32(LINK**0.5)
    begins = np.cumsum([0, *(run.last - run.first for run in candidates)])
    keys = s.encoded.logits[np.concatenate([np.arange(run.first, run.last) for run in candidates]), SLICES[key]]
    found = []
    for run, within in zip(asking, offered, strict=True):
        words = run.first + np.flatnonzero(s.tokens.first[run.first : run.last])
        low, high = min(within), max(within) + 1
        fits = asked[words] @ keys[begins[low] : begins[high]].T
        scores = np.empty((len(words), len(within) + 1), np.float32)
        scores[:, :-1] = np.logaddexp.reduceat(fits, begins[low:high] - begins[low], 1)[:, np.array(within) - low]
        scores[:, -1] = s.encoded.no_source[words] if key == "source_key" else 0
        found.append((scores - np.logaddexp.reduce(scores, 1, keepdims=True)).sum(0) / len(words))
    return found


def choose(
    s: Scene, asking: Sequence[Run], candidates: list[Run], query: str, key: str
) -> list[tuple[int | None, float]]:
    """For each run, the index of the candidate that it goes with, or None, and the log-probability of that choice."""
    offered = [near(run, candidates) for run in asking]
    reached = [i for i, within in enumerate(offered) if within]
    found: list[tuple[int | None, float]] = [(None, 0.0)] * len(asking)
    if not reached:
        return found
    rows = features(s, [asking[i] for i in reached], [offered[i] for i in reached], candidates, query, key)
    scores = score(key, rows).tolist()
    at = 0
    for i in reached:
        within = offered[i]
        mine = scores[at : at + len(within) + 1]
        at += len(mine)
        top = max(mine)
        best = mine.index(top)
        sure = -log(sum(exp(one - top) for one in mine))
        found[i] = (within[best] if best < len(within) else None, sure)
    return found


def score(name: str, rows: Floats) -> Floats:
    """What the scorer `name` gives each row of features."""
    hidden, bias, out = _scorers()[name]
    result: Floats = np.tanh(rows @ hidden + bias) @ out
    return result


@cache
def _scorers() -> dict[str, tuple[Floats, Floats, Floats]]:
    stored = np.load(BytesIO(files("sayso.read").joinpath("model", "linker.npz").read_bytes()))
    names = {name.split(".")[0] for name in stored.files}
    return {name: (stored[f"{name}.hidden"], stored[f"{name}.bias"], stored[f"{name}.out"]) for name in names}
