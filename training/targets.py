"""Targets: what the model is taught of each piece and word of a text.

In: examples with their tokens. Out: tags, groups and chains as arrays. Ignored targets are -100, as in torch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from sayso.read.tokens import SEP, Tokens
from training.corpora import ENTITIES, Attribution, Example

IGNORE = -100
COMMA = 1010
PARTS = ("source", "cue", "content")
LONGEST_MENTION = 12  # pieces; longer phrases of a chain hold others
# Silver entities hold no times: what looks like one teaches nothing there, instead of teaching that it is none.
TIMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|(?:jan|feb|aug|sept|oct|nov|dec)\.|today|yesterday|tomorrow|tonight|morning|afternoon"
    r"|evening|night|week|month|year|weeks|months|years|hours?|minutes?|decades?|\d{4}s?|\d{1,2}(?::\d\d)? ?[ap]\.?m\.?"
    r"|last|next|ago|recently|now)\b",
    re.I,
)


@dataclass
class Targets:
    """For each piece: attribution tag, and the group it belongs to and points to (0: none); for each word its
    entity tag.

    `cue_group[i]` is the attribution a cue piece belongs to, `content_to[i]` the one a content piece points to; the
    same for `source_group` and `cue_to` with sources. `chain[i]` is the chain of the mention a piece belongs to, and
    `mention[i]` the first piece of that mention.
    """

    tags: np.ndarray
    cue_group: np.ndarray
    content_to: np.ndarray
    source_group: np.ndarray
    cue_to: np.ndarray
    chain: np.ndarray
    mention: np.ndarray
    entities: np.ndarray


class Text(NamedTuple):
    """A text to train on. fold: which part of PolNeAR it is in, if in any; teachers that were trained without that part
    may speak of it. row: that of `distil.Word` at which what they say of its pieces begins, 0 if nothing."""

    example: Example
    tokens: Tokens
    fold: int | None = None
    row: int = 0


def pieces_in(tokens: Tokens, spans: list[tuple[int, int]]) -> list[list[int]]:
    """For each span the indices of its pieces; a span that crosses a paragraph break is cut there."""
    found: list[list[int]] = []
    for start, end in spans:
        low = int(np.searchsorted(tokens.end, start, side="right"))
        run: list[int] = []
        for i in range(low, len(tokens)):
            if tokens.start[i] >= end or tokens.ids[i] == SEP:
                found.append(run)
                run = []
                if tokens.start[i] >= end:
                    break
                continue
            run.append(i)
        found.append(run)
    return [run for run in found if run]


def targets(example: Example, tokens: Tokens, annotator: list[Attribution] | None) -> Targets:
    n = len(tokens)
    t = Targets(*(np.zeros(n, np.int64) for _ in range(7)), _entity_tags(example, tokens))
    if annotator is None:
        t.tags[:] = IGNORE
    for number, attribution in enumerate(annotator or [], 1):
        for part, spans in zip(PARTS, (attribution.source, attribution.cue, attribution.content), strict=True):
            for run in pieces_in(tokens, spans):
                _mark(t, part, run, number, bool(attribution.source))
    t.tags[~tokens.first] = IGNORE
    for number, spans in enumerate(example.chains, 1):
        for run in sorted(pieces_in(tokens, spans), key=len, reverse=True):
            if len(run) <= LONGEST_MENTION:
                t.chain[run], t.mention[run] = number, run[0]
    return t


def _mark(t: Targets, part: str, run: list[int], number: int, sourced: bool) -> None:
    tag = 1 + 2 * PARTS.index(part)
    t.tags[run] = tag + 1
    t.tags[run[0]] = tag
    if part == "content":
        t.content_to[run] = number
    elif part == "cue":
        t.cue_group[run] = number
        t.cue_to[run] = number if sourced else 0
    else:
        # A source that several cues share is written once per attribution: the last one's number stands for it, and
        # the earlier cues are pointed there.
        for shared in set(t.source_group[run].tolist()) - {0}:
            t.cue_to[t.cue_to == shared] = number
            t.source_group[t.source_group == shared] = number
        t.source_group[run] = number


def _entity_tags(example: Example, tokens: Tokens) -> np.ndarray:
    w = tokens.words
    tags = np.zeros(len(w.start), np.int64)
    if not example.entities:
        tags[:] = IGNORE
        return tags
    if example.silver:
        capitals = np.array([example.text[a].isupper() for a in w.start[:-1]] + [True], bool)
        tags[~capitals & (w.head != SEP)] = IGNORE
        for match in TIMES.finditer(example.text):
            tags[(w.start < match.end()) & (w.end > match.start())] = IGNORE
    for start, end, kind in example.entities:
        run = np.flatnonzero((w.start < end) & (w.end > start) & (w.head != SEP))
        if len(run):
            tags[run] = IGNORE if kind == "unknown" else 2 + 2 * ENTITIES.index(kind)
            tags[run[0]] -= kind != "unknown"
    return tags


def without(tokens: Tokens, gone: np.ndarray) -> Tokens:
    """The tokens of a text from which some pieces are gone; offsets still count in the text with them."""
    kept = ~gone
    words = tokens.words
    held = kept[words.piece]
    piece = (np.cumsum(kept) - 1)[words.piece]
    words = type(words)(words.start[held], words.end[held], words.head[held], words.tail[held], piece[held])
    return replace(
        tokens,
        ids=tokens.ids[kept],
        start=tokens.start[kept],
        end=tokens.end[kept],
        shape=tokens.shape[kept],
        first=tokens.first[kept],
        words=words,
    )
