"""Attribution: who said what, in which words.

In: a text's tokens and what the encoder says of them. Out: attributions, each a cue ("said", "according to") with the
contents linked to it and its source, if the text names one. Kinds, markers and figures are other modules' work.
"""

from __future__ import annotations

from typing import NamedTuple

from sayso.read.encoder import SLICES, Encoded
from sayso.read.linking import choose, quoted, scene, stops
from sayso.read.tagging import Run, runs
from sayso.read.tokens import Tokens
from sayso.types import Spans


class Attribution(NamedTuple):
    """Spans of one attribution, each in order; `source` may be empty."""

    source: Spans
    cue: Spans
    content: Spans


def attributions(tokens: Tokens, encoded: Encoded) -> list[Attribution]:
    """The attributions of a text, in order of their cues."""
    s = scene(tokens, encoded, runs(tokens, encoded.logits[:, SLICES["tags"]]))
    linked = [(content, choose(s, content, s.cues, "content_query", "cue_key")) for content in s.contents]
    served = {cue for content, cue in linked if cue is not None and not stops(s, content, s.cues[cue])}
    said: dict[int, list[Run]] = {}
    for content, cue in linked:
        # A quotation may go on in sentences without a cue. Plain words do so only where the cue's own sentence has
        # no content: else their cue was missed, and they are not put into the mouth of whoever spoke before
        # (2026-11, PolNeAR dev: relation F1 .726 -> .729).
        if cue is not None and (cue not in served or quoted(s, content) or not stops(s, content, s.cues[cue])):
            said.setdefault(cue, []).append(content)
    result = []
    for at in sorted(said):
        source = choose(s, s.cues[at], s.sources, "cue_query", "source_key")
        spans = (s.sources[source].span,) if source is not None else ()
        result.append(Attribution(spans, (s.cues[at].span,), tuple(run.span for run in said[at])))
    return result
