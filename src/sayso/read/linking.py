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
FEATURES = 16
Floats = NDArray[np.float32]


class Scene(NamedTuple):
    """A text's runs by label, and running counts over its pieces of what may stand between two of them."""

    tokens: Tokens
    encoded: Encoded
    sources: list[Run]
    cues: list[Run]
    contents: list[Run]
    counts: NDArray[np.int32]  # [pieces + 1, 6]: words, paragraph breaks, stops, and begun sources, cues, contents


def scene(tokens: Tokens, encoded: Encoded, found: list[Run]) -> Scene:
    """What the linker needs to know of a text; `found` are the runs of the tag head (source, cue, content)."""
    marks = np.zeros((len(tokens) + 1, 6), np.int32)
    marks[1:, 0], marks[1:, 1] = tokens.first, tokens.ids == SEP
    marks[1:, 2] = np.isin(tokens.ids, list(STOPS))
    for run in found:
        marks[run.first + 1, 3 + run.label] = 1
    sources, cues, contents = ([run for run in found if run.label == label] for label in range(3))
    return Scene(tokens, encoded, sources, cues, contents, marks.cumsum(0, dtype=np.int32))


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
    return np.array([*rows, [0.0] * (FEATURES - 2) + [votes[-1], 1.0]], np.float32)


def _features(s: Scene, run: Run, candidate: Run, vote: float, rank: int) -> list[float]:
    after = candidate.first >= run.last
    words, breaks, ends, sources, cues, contents = _between(s, run, candidate)
    marked = s.tokens.shape >= QUOTED
    return [
        float(np.log1p(words)),
        float(words == 0),
        float(words == 1),
        float(after),
        min(breaks, CAP),
        min(ends, CAP),
        min(sources, CAP),
        min(cues, CAP),
        min(contents, CAP),
        float(marked[run.first : run.last].mean()),
        float(marked[candidate.first : candidate.last].mean()),
        float(np.log1p(run.last - run.first)),
        float(np.log1p(candidate.last - candidate.first)),
        float(rank == 0),
        vote,
        0.0,
    ]


def stops(s: Scene, one: Run, other: Run) -> int:
    """How many sentences end between two runs."""
    return _between(s, one, other)[2]


def quoted(s: Scene, run: Run) -> bool:
    """Whether most of a run stands in quotation marks."""
    return float((s.tokens.shape[run.first : run.last] >= QUOTED).mean()) >= 0.5


def _between(s: Scene, one: Run, other: Run) -> list[int]:
    """What lies between two runs: words, paragraph breaks, stops, and begun sources, cues and contents."""
    low, high = (one.last, other.first) if other.first >= one.last else (other.last, one.first)
    counts: list[int] = (s.counts[max(low, high)] - s.counts[low]).tolist()
    return counts


def _votes(s: Scene, run: Run, candidates: list[Run], query: str, key: str) -> Floats:
    """Log-probabilities [candidates + 1] with which the words of `run` point at each candidate; the last is for none,
    which only a cue may choose."""
    words = np.arange(run.first, run.last)[s.tokens.first[run.first : run.last]]
    asked = s.encoded.logits[words, SLICES[query]]
    columns = [_logsumexp(asked @ s.encoded.logits[c.first : c.last, SLICES[key]].T / LINK**0.5) for c in candidates]
    columns.append(s.encoded.no_source[words] if key == "source_key" else np.full(len(words), -20.0, np.float32))
    scores = np.stack(columns, 1)
    result: Floats = (scores - _logsumexp(scores)[:, None]).mean(0)
    return result


def _logsumexp(scores: Floats) -> Floats:
    top = scores.max(-1, keepdims=True)
    result: Floats = (np.log(np.exp(scores - top).sum(-1, keepdims=True)) + top)[:, 0]
    return result


def choose(s: Scene, run: Run, candidates: list[Run], query: str, key: str) -> int | None:
    """Index of the candidate that `run` goes with, or None."""
    within = near(run, candidates)
    if not within:
        return None
    rows = features(s, run, [candidates[i] for i in within], query, key)
    hidden, bias, out = _scorer()[key]
    scores = np.tanh(rows @ hidden + bias) @ out
    if key == "cue_key":
        scores = scores[:-1]  # a content without a cue is no attribution
    best = int(scores.argmax())
    return within[best] if best < len(within) else None


@cache
def _scorer() -> dict[str, tuple[Floats, Floats, Floats]]:
    stored = np.load(BytesIO(files("sayso.read").joinpath("model", "linker.npz").read_bytes()))
    return {
        key: (stored[f"{key}.hidden"], stored[f"{key}.bias"], stored[f"{key}.out"]) for key in ("cue_key", "source_key")
    }
