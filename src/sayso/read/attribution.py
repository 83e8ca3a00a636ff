"""Attribution: who said what, in which words.

In: a text's tokens and what the encoder says of them. Out: attributions, each a cue ("said", "according to") with the
contents linked to it and its source, if the text names one. Every content goes to the cue that it points at most, every
cue to the source (or none) that it points at most. Kinds, markers and figures are other modules' work.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.read.encoder import LINK, SLICES, Encoded
from sayso.read.tagging import Run, runs
from sayso.read.tokens import WINDOW, Tokens
from sayso.types import Spans

SOURCE, CUE, CONTENT = range(3)  # the labels of the tag head, in its order
# A link reaches no further than the model sees in one pass.
REACH = WINDOW


class Attribution(NamedTuple):
    """Spans of one attribution, each in order; `source` may be empty."""

    source: Spans
    cue: Spans
    content: Spans


def attributions(tokens: Tokens, encoded: Encoded) -> list[Attribution]:
    """The attributions of a text, in order of their cues."""
    found = runs(tokens, encoded.logits[:, SLICES["tags"]])
    sources, cues, contents = ([run for run in found if run.label == label] for label in (SOURCE, CUE, CONTENT))
    said: dict[int, list[Run]] = {}
    for content in contents:
        cue = _best(content, cues, encoded, "content_query", "cue_key", tokens)
        if cue is not None:
            said.setdefault(cue, []).append(content)
    result = []
    for at in sorted(said):
        source = _best(cues[at], sources, encoded, "cue_query", "source_key", tokens)
        spans = (sources[source].span,) if source is not None else ()
        result.append(Attribution(spans, (cues[at].span,), tuple(run.span for run in said[at])))
    return result


def _best(run: Run, candidates: list[Run], encoded: Encoded, query: str, key: str, tokens: Tokens) -> int | None:
    """Index of the candidate that the words of `run` point at most, or None: no candidate in reach, or, for a cue,
    no source is the likeliest.

    A candidate's score is that of all its pieces together, as the model was taught; words vote with their
    log-probabilities.
    """
    near = [i for i, c in enumerate(candidates) if c.first - run.last < REACH and run.first - c.last < REACH]
    if not near:
        return None
    words = np.arange(run.first, run.last)[tokens.first[run.first : run.last]]
    asked = encoded.logits[words, SLICES[query]]
    columns = [
        _logsumexp(asked @ encoded.logits[candidates[i].first : candidates[i].last, SLICES[key]].T / LINK**0.5)
        for i in near
    ]
    if key == "source_key":
        columns.append(encoded.no_source[words])
    scores = np.stack(columns, 1)
    votes = (scores - _logsumexp(scores)[:, None]).mean(0)
    best = int(votes.argmax())
    return near[best] if best < len(near) else None


def _logsumexp(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    top = scores.max(-1, keepdims=True)
    result: NDArray[np.float32] = (np.log(np.exp(scores - top).sum(-1, keepdims=True)) + top)[:, 0]
    return result
