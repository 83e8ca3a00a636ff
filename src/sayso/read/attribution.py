"""Attribution: who said what, in which words.

In: a text's tokens and what the encoder says of them. Out: attributions, each a cue ("said", "according to") with the
contents linked to it and its source, if the text names one. Kinds, markers and figures are other modules' work.
"""

from __future__ import annotations

from math import log1p
from typing import NamedTuple

import numpy as np

from sayso.read.encoder import SLICES, Encoded
from sayso.read.linking import Scene, between, choose, quoted, scene, score, stops
from sayso.read.tagging import Run, runs
from sayso.read.tokens import Tokens
from sayso.types import Spans

# The tagger is made to find more than it is sure of, and what is likely wrong as a whole is then left out: an
# attribution is kept from this log-odds on. To report one that is right with a chance above half the F1 that is
# reached raises F1 (Lipton et al. 2014). Of six pairs on PolNeAR dev, which the tagger had not seen (2026-11, tagger-5:
# relation F1 .765 to .774), these were the best for relations and for exact spans.
LEAN, LEAST = (1.2, 1.0, 0.5), -0.5
WORTH = 20  # features
THAT, SAID = 2008, {2056, 2758}  # "that", "said" and "says" in the vocabulary
BROKEN_BY = 12  # words at the most between two parts of a quotation


class Attribution(NamedTuple):
    """Spans of one attribution, each in order; `source` may be empty."""

    source: Spans
    cue: Spans
    content: Spans


class Draft(NamedTuple):
    """A cue with what was linked to it, and how sure each link was."""

    cue: Run
    source: Run | None
    contents: list[Run]
    source_link: float
    content_links: list[float]


def attributions(tokens: Tokens, encoded: Encoded) -> list[Attribution]:
    """The attributions of a text, in order of their cues."""
    s = scene(tokens, encoded, runs(tokens, encoded.logits[:, SLICES["tags"]], LEAN))
    found = drafts(s)
    if not found:
        return []
    # The scorer weighs each against a row of zeros.
    worth = score("worth", np.array([*(worth_of(s, draft) for draft in found), [0.0] * WORTH], np.float32))
    return [attribution(draft) for draft, odds in zip(found, worth - worth[-1], strict=False) if odds >= LEAST]


def _that(s: Scene, content: Run) -> tuple[int, float] | None:
    """The "said" right before a content that begins with "that", which leaves no choice. Other cues there, as in "we
    are hopeful that ...", are often part of what is said."""
    if s.tokens.ids[content.first] != THAT:
        return None
    led = (at for at, cue in enumerate(s.cues) if cue.last <= content.first and not between(s, cue, content)[0])
    return next(((at, 0.0) for at in led if s.tokens.ids[s.cues[at].last - 1] in SAID), None)


def attribution(draft: Draft) -> Attribution:
    """The spans of a draft."""
    source = (draft.source.span,) if draft.source else ()
    return Attribution(source, (draft.cue.span,), tuple(run.span for run in draft.contents))


def drafts(s: Scene) -> list[Draft]:
    """Every cue that a content was linked to, with its source."""
    linked: list[tuple[Run, int | None, float]] = []
    for content, (cue, sure) in zip(s.contents, choose(s, s.contents, s.cues, "content_query", "cue_key"), strict=True):
        if cue is not None and s.cues[cue].first >= content.last:
            cue, sure = _that(s, content) or (cue, sure)
        if cue is None and linked and _goes_on(s, linked[-1][0], content):
            cue = linked[-1][1]
        linked.append((content, cue, sure))
    served = {cue for content, cue, _ in linked if cue is not None and not stops(s, content, s.cues[cue])}
    said: dict[int, list[tuple[Run, float]]] = {}
    for content, cue, sure in linked:
        # A quotation may go on in sentences without a cue. Plain words do so only where the cue's own sentence has
        # no content: else their cue was missed, and they are not put into the mouth of whoever spoke before
        # (2026-11, PolNeAR dev: relation F1 .726 -> .729).
        if cue is not None and (cue not in served or quoted(s, content) or not stops(s, content, s.cues[cue])):
            said.setdefault(cue, []).append((content, sure))
    result = []
    used = sorted(said)
    chosen = choose(s, [s.cues[at] for at in used], s.sources, "cue_query", "source_key")
    for at, (source, sure) in zip(used, chosen, strict=True):
        contents, links = zip(*said[at], strict=True)
        result.append(
            Draft(s.cues[at], None if source is None else s.sources[source], list(contents), sure, list(links))
        )
    return result


def _goes_on(s: Scene, before: Run, content: Run) -> bool:
    """Whether a quotation goes on after a few words like "she said", and no other cue lies in between."""
    words, breaks, _, _, cues, contents = between(s, before, content)
    near = words <= BROKEN_BY and not breaks and cues <= 1 and not contents
    return near and quoted(s, before) and quoted(s, content)


def worth_of(s: Scene, draft: Draft) -> list[float]:
    """WORTH features of a draft: how sure its runs and links are, how long they are and how they lie."""
    contents, cue, source = draft.contents, draft.cue, draft.source
    sizes = [run.last - run.first for run in contents]
    nearest = min(contents, key=lambda run: max(run.first - cue.last, cue.first - run.last))
    words, breaks, ends, *_ = between(s, cue, nearest)
    return [
        min(run.sure for run in contents),
        sum(run.sure * size for run, size in zip(contents, sizes, strict=True)) / sum(sizes),
        log1p(sum(sizes)),
        min(len(contents), 4),
        sum(quoted(s, run) for run in contents) / len(contents),
        cue.sure,
        log1p(cue.last - cue.first),
        float(source is not None),
        source.sure if source else 0.0,
        log1p(source.last - source.first) if source else 0.0,
        log1p(between(s, cue, source)[0]) if source else 0.0,
        float(source is not None and source.first > cue.first),
        draft.source_link,
        min(draft.content_links),
        log1p(words),
        min(breaks, 3),
        min(ends, 3),
        float(nearest.first > cue.first),
        min(ends, 1) * float(not quoted(s, nearest)),
        1.0,
    ]
