"""Targets: what the model is taught of each piece and word of a text, and batches of them.

In: examples with their tokens. Out: batches of windows, shuffled and varied by a seeded generator.
Ignored targets are -100, as in torch.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from sayso.read.encoder import SLICES
from sayso.read.entities import FLAGS, flags, pieces
from sayso.read.tokens import CLS, CONTEXT, SEP, WINDOW, Tokens, windows
from training.corpora import ENTITIES, Attribution, Example

IGNORE = -100
COMMA = 1010
TAGS = SLICES["tags"].stop
PARTS = ("source", "cue", "content")
# Shares of texts that lose their commas, as some archives have, and of name words that another name's stand in for.
NO_COMMAS, OTHER_NAME = 0.1, 0.2
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
    """A text to train on; `soft` [pieces, tags]: how likely teachers find each attribution tag, if there are any."""

    example: Example
    tokens: Tokens
    soft: np.ndarray | None = None


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


@dataclass
class Batch:
    """Pieces [windows, length], and the words of all windows in one row: `at` is where in the pieces each stands."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    tags: Tensor
    cue_group: Tensor
    content_to: Tensor
    source_group: Tensor
    cue_to: Tensor
    chain: Tensor
    mention: Tensor
    at: Tensor
    pieces: Tensor
    flags: Tensor
    entities: Tensor
    soft: Tensor  # [windows, length, tags]; zeros where no teacher was asked


@dataclass
class Prepared:
    """A text ready for batches."""

    tokens: Tokens
    targets: Targets
    soft: np.ndarray
    pieces: np.ndarray
    flags: np.ndarray


def batches(texts: list[Text], rng: random.Random, size: int, vary: bool = True) -> Iterator[Batch]:
    """Windows of all examples in batches of windows of like length, shuffled; seeded by `rng`."""
    found = []
    for example, tokens, soft in texts:
        soft = np.zeros((len(tokens), TAGS), np.float32) if soft is None else soft
        if vary and rng.random() < NO_COMMAS:
            soft, tokens = soft[tokens.ids != COMMA], without(tokens, tokens.ids == COMMA)
        annotator = rng.choice(example.attributions) if example.attributions and vary else None
        annotator = annotator or (example.attributions[0] if example.attributions else None)
        taught = targets(example, tokens, annotator)
        ready = Prepared(tokens, taught, soft, pieces(tokens), flags(example.text, tokens))
        offset = rng.randrange(0, WINDOW - 2 * CONTEXT - 1) if vary and len(tokens) > WINDOW else 0
        for window in windows(len(tokens), offset=offset):
            found.append((ready, window))
    if vary:
        _exchange_names([ready for ready, _ in found], rng)
    rng.shuffle(found)
    found.sort(key=lambda item: (item[1].end - item[1].start + 31) // 32)
    groups = [found[i : i + size] for i in range(0, len(found), size)]
    rng.shuffle(groups)
    for group in groups:
        yield _collate(group)


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


def _exchange_names(found: list[Prepared], rng: random.Random) -> None:
    """Some words of names, as the entity scorer sees them, become words of other names of the same kind and place."""
    draw = np.random.default_rng(rng.randrange(1 << 30))
    unique = list({id(ready): ready for ready in found}.values())
    sizes = np.cumsum([0, *(len(ready.flags) for ready in unique)])
    tags = np.concatenate([ready.targets.entities for ready in unique])
    named = np.concatenate([ready.flags[:, 3] for ready in unique]) > 0
    both = np.concatenate([ready.pieces for ready in unique])
    for tag in range(1, 1 + 2 * len(ENTITIES)):
        pool = np.flatnonzero((tags == tag) & named)
        if len(pool):
            chosen = pool[draw.random(len(pool)) < OTHER_NAME]
            both[chosen, :2] = both[draw.choice(pool, len(chosen)), :2]
    for ready, low, high in zip(unique, sizes, sizes[1:], strict=False):
        ready.pieces = both[low:high]


def _collate(group: list[tuple[Prepared, object]]) -> Batch:
    length = 1 + max(w.end - w.start for _, w in group)
    shape = (len(group), length)
    ids, shapes = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    mask = torch.zeros(shape, dtype=torch.bool)
    named = {name: torch.zeros(shape, dtype=torch.long) for name in Targets.__dataclass_fields__ if name != "entities"}
    named["tags"].fill_(IGNORE)
    soft = torch.zeros((*shape, TAGS))
    at, written, marks, entities = [], [], [], []
    for row, (ready, w) in enumerate(group):
        tokens, stop = ready.tokens, 1 + w.end - w.start
        ids[row, 0], mask[row, :stop] = CLS, True
        ids[row, 1:stop] = torch.from_numpy(tokens.ids[w.start : w.end].astype(np.int64))
        shapes[row, 1:stop] = torch.from_numpy(tokens.shape[w.start : w.end].astype(np.int64))
        for name, into in named.items():
            into[row, 1:stop] = torch.from_numpy(getattr(ready.targets, name)[w.start : w.end])
        soft[row, 1:stop] = torch.from_numpy(ready.soft[w.start : w.end])
        low, high = np.searchsorted(tokens.words.piece, [w.start, w.end])
        at.append(tokens.words.piece[low:high] - w.start + 1 + row * length)
        written.append(ready.pieces[low:high])
        marks.append(ready.flags[low:high])
        entities.append(ready.targets.entities[low:high])
    return Batch(
        ids,
        shapes,
        mask,
        **named,
        at=torch.from_numpy(np.concatenate(at).astype(np.int64)),
        pieces=torch.from_numpy(np.concatenate(written).astype(np.int64)),
        flags=torch.from_numpy(np.concatenate(marks)) if marks else torch.zeros(0, FLAGS),
        entities=torch.from_numpy(np.concatenate(entities)),
        soft=soft,
    )
