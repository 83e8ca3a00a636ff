"""Tagging: from the model's scores to labelled spans.

In: `Tokens` and one head's scores. Out: runs of words that bear a label, decoded so that no run begins in its middle
(Viterbi over begin/inside/outside tags, one paragraph at a time). It does not join runs into attributions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.read.tokens import SEP, Tokens
from sayso.types import Span

FORBIDDEN = -1e4
# A word this surely outside parts what stands on its sides: they are decoded side by side, which is much faster.
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
    found: list[Run] = []
    for label, at, stop in decode(leaning, tokens.ids[begins] == SEP):
        first, last = _with_apostrophe(tokens, int(begins[at])), int(ends[stop - 1])
        sure = float(np.logaddexp(likely[at:stop, 2 * label + 1], likely[at:stop, 2 * label + 2]).mean())
        found.append(Run(label, Span(int(tokens.start[first]), int(tokens.end[last - 1])), first, last, sure))
    return found


def decode(scores: NDArray[np.float32], breaks: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Label, first and last (exclusive) word of each run; scores: log-probabilities [words, tags], breaks: which words
    are outside by force."""
    outside = scores[:, 0] - scores[:, 1:].max(1) > SURELY_OUTSIDE
    tags = _best_path(scores, breaks | outside)
    found = []
    at = 0
    while at < len(tags):
        stop = at + 1
        if tags[at]:
            while stop < len(tags) and tags[stop] == 2 * ((tags[at] - 1) // 2) + 2:
                stop += 1
            found.append((int(tags[at] - 1) // 2, at, stop))
        at = stop
    return found


def _with_apostrophe(tokens: Tokens, first: int) -> int:
    """The piece that a run begins at: "they’ve said" is cut before the apostrophe, not after it."""
    glued = first > 1 and tokens.ids[first - 1] in APOSTROPHES
    glued = glued and tokens.end[first - 2] == tokens.start[first - 1] and tokens.end[first - 1] == tokens.start[first]
    return first - 1 if glued else first


def log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = scores - scores.max(-1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


@cache
def _transitions(tags: int) -> NDArray[np.float32]:
    """0 where a tag may follow another, FORBIDDEN where not: inside k only after begin k or inside k."""
    table = np.zeros((tags, tags), np.float32)
    for inside in range(2, tags, 2):
        table[:, inside] = FORBIDDEN
        table[[inside - 1, inside], inside] = 0
    return table


def _best_path(scores: NDArray[np.float32], breaks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The best allowed tag sequence: each word's best tag wherever these may follow one another between two breaks."""
    tags = np.where(breaks, 0, scores.argmax(1))
    before = np.append(0, tags[:-1])
    wrong = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)
    if wrong.any():
        part = np.cumsum(breaks)
        redone = np.isin(part, part[wrong])
        # Each part to decode again ends with a break; the words of a break itself are outside.
        keep = redone & ~breaks
        ends = np.flatnonzero(np.append(part[keep][1:] != part[keep][:-1], True)) + 1
        padded = np.insert(scores[keep], ends, 0, axis=0)
        stops = np.zeros(len(padded), bool)
        stops[ends + np.arange(len(ends))] = True
        tags[keep] = _viterbi(padded, stops)[~stops]
    return tags


def _viterbi(scores: NDArray[np.float32], breaks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The best allowed tag sequence; a break is outside by force, so what it parts is decoded side by side."""
    words, tags = scores.shape
    stops = np.flatnonzero(breaks)
    starts = np.concatenate([[0], stops[:-1] + 1])
    lengths = stops - starts
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    table = _transitions(tags)
    best = np.zeros((len(starts), tags), np.float32)
    best[:, 2::2] = FORBIDDEN  # nothing begins in its middle
    back = np.zeros((words, tags), np.int8)
    for step in range(int(lengths[0]) if len(lengths) else 0):
        live = int(np.searchsorted(-lengths, -step, side="left"))  # paragraphs longer than `step`
        here = starts[:live] + step
        if step:
            paths = best[:live, :, None] + table
            back[here] = paths.argmax(1)
            best[:live] = paths.max(1)
        best[:live] += scores[here]
    result = np.zeros(words, np.int64)
    for row in range(len(starts)):
        tag = int(best[row].argmax())
        for step in range(int(lengths[row]) - 1, -1, -1):
            result[starts[row] + step] = tag
            tag = int(back[starts[row] + step, tag])
    return result
