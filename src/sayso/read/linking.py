"""Linking: which cue a content belongs to, and which source, if any, a cue has.

In: the runs of one text and what the encoder says of them. Out: for a run, the index of the candidate that it goes
with. A small scorer (one hidden layer, fitted by `training.linker`) weighs how the words lie between the two, their
quotation marks, what else stands there, and how much the model itself points from one to the other.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.resources import files
from io import BytesIO
from math import log1p
from typing import NamedTuple

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


def features(s: Scene, run: Run, candidates: list[Run], query: str, key: str) -> Floats:
    """[candidates + 1, FEATURES]: a row each, and a last one for none of them."""
    votes = _votes(s, run, candidates, query, key)
    rows = [
        _features(s, run, candidate, vote, rank)
        for rank, (candidate, vote) in enumerate(zip(candidates, votes[:-1], strict=True))
    ]
    none = [0.0] * (FEATURES - 3) + [run.sure, votes[-1], 1.0]
    return np.array([*rows, none], np.float32)


def _features(s: Scene, run: Run, candidate: Run, vote: float, rank: int) -> list[float]:
    after = candidate.first >= run.last
    words, breaks, ends, sources, cues, contents = between(s, run, candidate)
    return [
        log1p(words),
        float(words == 0),
        float(words == 1),
        float(after),
        min(breaks, CAP),
        min(ends, CAP),
        min(sources, CAP),
        min(cues, CAP),
        min(contents, CAP),
        _marked(s, run),
        _marked(s, candidate),
        log1p(run.last - run.first),
        log1p(candidate.last - candidate.first),
        float(rank == 0),
        candidate.sure,
        run.sure,
        vote,
        0.0,
    ]


def stops(s: Scene, one: Run, other: Run) -> int:
    """How many sentences end between two runs."""
    return between(s, one, other)[2]


def quoted(s: Scene, run: Run) -> bool:
    """Whether most of a run stands in quotation marks."""
    return _marked(s, run) >= 0.5


def _marked(s: Scene, run: Run) -> float:
    return float(s.marked[run.last] - s.marked[run.first]) / (run.last - run.first)


def between(s: Scene, one: Run, other: Run) -> list[int]:
    """What lies between two runs: words, paragraph breaks, stops, and begun sources, cues and contents."""
    low, high = (one.last, other.first) if other.first >= one.last else (other.last, one.first)
    counts: list[int] = (s.counts[max(low, high)] - s.counts[low]).tolist()
    return counts


def _votes(s: Scene, run: Run, candidates: list[Run], query: str, key: str) -> Floats:
    """Log-probabilities [candidates + 1] with which the words of `run` point at each candidate; the last is for none,
    which a content was never taught to point at."""
    words = run.first + np.flatnonzero(s.tokens.first[run.first : run.last])
    asked = s.encoded.logits[words, SLICES[query]]
    sizes = [c.last - c.first for c in candidates]
    rows = np.concatenate([np.arange(c.first, c.last) for c in candidates])
    fits = asked @ s.encoded.logits[rows, SLICES[key]].T / LINK**0.5
    scores = np.logaddexp.reduceat(fits, np.cumsum([0, *sizes[:-1]]), axis=1)
    none = s.encoded.no_source[words] if key == "source_key" else np.zeros(len(words), np.float32)
    scores = np.concatenate([scores, none[:, None]], 1)
    result: Floats = (scores - _logsumexp(scores)[:, None]).mean(0)
    return result


def _logsumexp(scores: Floats) -> Floats:
    top = scores.max(-1, keepdims=True)
    result: Floats = (np.log(np.exp(scores - top).sum(-1, keepdims=True)) + top)[:, 0]
    return result


def choose(s: Scene, run: Run, candidates: list[Run], query: str, key: str) -> tuple[int | None, float]:
    """Index of the candidate that `run` goes with, or None, and the log-probability of that choice."""
    within = near(run, candidates)
    if not within:
        return None, 0.0
    scores = score(key, features(s, run, [candidates[i] for i in within], query, key))
    best = int(scores.argmax())
    return within[best] if best < len(within) else None, float(scores[best] - _logsumexp(scores[None])[0])


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
