"""Statements: attributions and the sentences that have none, with their kinds, figures and markers.

In: what the other modules of this room found in one text. Out: the statements in order of their first word. Nothing is
found here; things found are put where they belong.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.read.attribution import Attribution
from sayso.types import Figure, Kind, Marker, Span, Spans, Statement

# Shares of a content's letters and digits inside quotation marks: as in the scorer that compares us with PolNeAR.
DIRECT, INDIRECT = 0.95, 0.05


def statements(
    text: str,
    attributions: Sequence[Attribution],
    sentences: Sequence[Span],
    quoted: NDArray[np.bool_],
    figures: Sequence[Figure],
    markers: Sequence[Marker],
    actors: Sequence[int | None],
) -> tuple[Statement, ...]:
    """The statements of a text, in order.

    quoted: one boolean per code point, true inside quotation marks. actors: for each attribution the index of its
    source's, if it has one. Every sentence that no attribution touches is a narrator's. A figure belongs to the
    statement whose content holds it, a marker to the one whose words hold it or whose cue stands in the same sentence;
    what fits none belongs to none.
    """
    drafts = [
        Statement(_kind(text, a.content, quoted), a.content, a.source, a.cue, actor=actor)
        for a, actor in zip(attributions, actors, strict=True)
    ]
    covered = _cover(len(text), [span for a in attributions for span in (*a.content, *a.cue)])
    drafts += [Statement(Kind.NARRATOR, (s,)) for s in sentences if not covered[s.start : s.end].any()]
    drafts.sort(key=lambda s: (s.content[0], s.cue))
    held = [[] for _ in drafts]  # type: list[list[int]]
    wording = [[] for _ in drafts]  # type: list[list[Marker]]
    content = _owners(len(text), [s.content for s in drafts])
    everything = _owners(len(text), [(*s.source, *s.cue, *s.content) for s in drafts])
    starts = [s.start for s in sentences]
    for index, figure in enumerate(figures):
        owner = content[figure.span.start]
        if owner >= 0:
            held[owner].append(index)
    for marker in markers:
        owner = everything[marker.span.start]
        if owner < 0:
            owner = _beside(marker, drafts, sentences, starts)
        if owner >= 0:
            wording[owner].append(marker)
    return tuple(
        Statement(s.kind, s.content, s.source, s.cue, tuple(wording[i]), tuple(held[i]), s.actor)
        for i, s in enumerate(drafts)
    )


def _kind(text: str, content: Spans, quoted: NDArray[np.bool_]) -> Kind:
    if not any(quoted[a:b].any() for a, b in content):
        return Kind.INDIRECT
    letters = [i for a, b in content for i in range(a, b) if text[i].isalnum()]
    share = float(quoted[letters].mean()) if letters else 0.0
    return Kind.DIRECT if share > DIRECT else Kind.INDIRECT if share < INDIRECT else Kind.MIXED


def _cover(length: int, spans: Sequence[Span]) -> NDArray[np.bool_]:
    flags = np.zeros(length, bool)
    for start, end in spans:
        flags[start:end] = True
    return flags


def _owners(length: int, groups: Sequence[Spans]) -> NDArray[np.int32]:
    """For each code point the index of the group that holds it, or -1."""
    owner = np.full(length, -1, np.int32)
    for index, group in enumerate(groups):
        for start, end in group:
            owner[start:end] = index
    return owner


def _beside(marker: Marker, drafts: Sequence[Statement], sentences: Sequence[Span], starts: Sequence[int]) -> int:
    """The attribution whose cue is nearest to the marker in its sentence, or -1."""
    at = bisect_right(starts, marker.span.start) - 1
    if at < 0:
        return -1
    near = [
        (abs(cue.start - marker.span.start), index)
        for index, statement in enumerate(drafts)
        for cue in statement.cue
        if sentences[at].overlaps(cue)
    ]
    return min(near)[1] if near else -1
