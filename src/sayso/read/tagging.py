"""Tagging: from the model's scores to labelled spans.

In: `Tokens` and one head's scores. Out: runs of words that bear a label, decoded so that no run begins in its middle
(Viterbi over begin/inside/outside tags, wherever the best tag of each word alone would). It does not join runs into
attributions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.read.tokens import SEP, Tokens
from sayso.types import Span

FORBIDDEN = -1e4
# A word this surely outside parts what stands on its sides, so that little has to be decoded again.
SURELY_OUTSIDE = 4.0  # nats above every other tag
APOSTROPHES = {1005, 1521}  # ' and ’ in the vocabulary


class Run(NamedTuple):
    """A run of words: its label's number, its span in the text, its pieces, `first` to `last` (exclusive), and the mean
    log-probability of the tags that make it one."""

    label: int
    span: Span
    first: int
    last: int
    sure: float


def runs(tokens: Tokens, scores: NDArray[np.float32], lean: Sequence[float] = ()) -> list[Run]:
    """The labelled runs of a text, in order; label k has tags 2k + 1 (begin) and 2k + 2 (inside), tag 0 is outside.

    scores: [pieces, tags], unnormalised. Only a word's first piece is asked. lean: for each label, how much more
    likely, in nats, a word is taken to bear it.
    """
    begins = np.flatnonzero(tokens.first)
    if not len(begins):
        return []
    ends = np.append(begins[1:], len(tokens))
    likely = log_softmax(scores[begins])
    leaning = likely + np.array([0.0, *np.repeat(lean, 2)], np.float32) if lean else likely
    # Sums of the log-probabilities of bearing each label, up to each word.
    sums = np.cumsum(np.logaddexp(likely[:, 1::2], likely[:, 2::2]), 0, np.float64)
    sums = np.concatenate([np.zeros((1, sums.shape[1])), sums])
    found: list[Run] = []
    for label, at, stop in decode(leaning, tokens.ids[begins] == SEP):
        first, last = _with_apostrophe(tokens, int(begins[at])), int(ends[stop - 1])
        sure = float(sums[stop, label] - sums[at, label]) / (stop - at)
        found.append(Run(label, Span(int(tokens.start[first]), int(tokens.end[last - 1])), first, last, sure))
    return found


def decode(scores: NDArray[np.float32], breaks: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Label, first and last (exclusive) word of each run; scores: log-probabilities [words, tags], breaks: which words
    are outside by force."""
    outside = scores[:, 0] - scores[:, 1:].max(1) > SURELY_OUTSIDE
    tags = _best_path(scores, breaks | outside)
    begins = np.flatnonzero(tags % 2 == 1)
    others = np.flatnonzero(np.append((tags % 2 == 1) | (tags == 0), True))  # where no run goes on
    stops = others[np.searchsorted(others, begins, side="right")]
    return list(zip((tags[begins] // 2).tolist(), begins.tolist(), stops.tolist(), strict=True))


def _with_apostrophe(tokens: Tokens, first: int) -> int:
    """The piece that a run begins at: "they’ve said" is cut before the apostrophe, not after it."""
    glued = first > 1 and tokens.ids[first - 1] in APOSTROPHES
    glued = glued and tokens.end[first - 2] == tokens.start[first - 1] and tokens.end[first - 1] == tokens.start[first]
    return first - 1 if glued else first


def log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = scores - scores.max(-1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def _best_path(scores: NDArray[np.float32], breaks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The best allowed tag sequence: each word's best tag wherever these may follow one another between two breaks,
    which are outside by force."""
    tags = np.where(breaks, 0, scores.argmax(1))
    before = np.append(0, tags[:-1])
    wrong = np.flatnonzero((tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1))
    edges = np.flatnonzero(np.append(breaks, True))
    for part in np.unique(np.searchsorted(edges, wrong)).tolist():
        first, last = int(edges[part - 1]) + 1 if part else 0, int(edges[part])
        tags[first:last] = _viterbi(scores[first:last].tolist())
    return tags


def _viterbi(scores: list[list[float]]) -> list[int]:
    """The best tag sequence of words in which a label's inside comes only after its begin or its inside.

    scores: log-probabilities [words][tags], at least one word. Plain Python: most sequences are a few words long.
    """
    begins = range(1, len(scores[0]), 2)
    # Nothing begins in its middle.
    best = [score + FORBIDDEN * (tag > 0 and tag % 2 == 0) for tag, score in enumerate(scores[0])]
    back = []
    for row in scores[1:]:
        top = max(best)
        origin, following = [best.index(top)] * len(row), [top + score for score in row]
        for begin in begins:
            inside = begin + 1
            origin[inside] = begin if best[begin] >= best[inside] else inside
            following[inside] = best[origin[inside]] + row[inside]
        back.append(origin)
        best = following
    path = [best.index(max(best))]
    for origin in reversed(back):
        path.append(origin[path[-1]])
    return path[::-1]
