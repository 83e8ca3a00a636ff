"""Batches: windows of many texts side by side, for torch.

In: texts with their tokens, and where teachers' word on them stands. Out: batches of windows of like length, shuffled
and varied by a seeded generator.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from sayso.read.entities import FLAGS, flags, pieces
from sayso.read.tokens import CLS, CONTEXT, WINDOW, Tokens, windows
from training.corpora import ENTITIES
from training.targets import COMMA, IGNORE, Targets, Text, targets, without

# Shares of texts that lose their commas, as some archives have, and of name words that another name's stand in for.
NO_COMMAS, OTHER_NAME = 0.1, 0.2
SHORTER = WINDOW - 2 * CONTEXT - 1  # the first window of a long text is shorter by less than this


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
    rows: Tensor  # of `distil.Word`, 0 where no teacher was asked

    def to(self, device: torch.device) -> Batch:
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))


@dataclass
class Prepared:
    """A text ready for batches."""

    tokens: Tokens
    targets: Targets
    rows: np.ndarray
    pieces: np.ndarray
    flags: np.ndarray


def count(texts: list[Text], size: int) -> int:
    """How many batches the texts make, give or take what their windows are varied."""
    found = sum(len(windows(len(text.tokens), offset=SHORTER // 2 * (len(text.tokens) > WINDOW))) for text in texts)
    return -(-found // size)


def batches(texts: list[Text], rng: random.Random, size: int, vary: bool = True) -> Iterator[Batch]:
    """Windows of all examples in batches of windows of like length, shuffled; seeded by `rng`."""
    found = []
    for example, tokens, _, begin in texts:
        rows = begin + np.arange(len(tokens)) if begin else np.zeros(len(tokens), np.int64)
        if vary and rng.random() < NO_COMMAS:
            kept = tokens.ids != COMMA
            rows, tokens = rows[kept], without(tokens, ~kept)
        annotator = rng.choice(example.attributions) if example.attributions and vary else None
        annotator = annotator or (example.attributions[0] if example.attributions else None)
        taught = targets(example, tokens, annotator)
        ready = Prepared(tokens, taught, rows, pieces(tokens), flags(example.text, tokens))
        offset = rng.randrange(0, SHORTER) if vary and len(tokens) > WINDOW else 0
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
    ids, shapes, rows = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(shape, dtype=torch.bool)
    named = {name: torch.zeros(shape, dtype=torch.long) for name in Targets.__dataclass_fields__ if name != "entities"}
    named["tags"].fill_(IGNORE)
    at, written, marks, entities = [], [], [], []
    for row, (ready, w) in enumerate(group):
        tokens, stop = ready.tokens, 1 + w.end - w.start
        ids[row, 0], mask[row, :stop] = CLS, True
        ids[row, 1:stop] = torch.from_numpy(tokens.ids[w.start : w.end].astype(np.int64))
        shapes[row, 1:stop] = torch.from_numpy(tokens.shape[w.start : w.end].astype(np.int64))
        for name, into in named.items():
            into[row, 1:stop] = torch.from_numpy(getattr(ready.targets, name)[w.start : w.end])
        rows[row, 1:stop] = torch.from_numpy(ready.rows[w.start : w.end])
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
        rows=rows,
    )
