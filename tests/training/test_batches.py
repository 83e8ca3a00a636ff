"""Batches: every window once, and words where their pieces are. Needs torch, which only training does."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("torch")

from sayso.read.encoder import encoder
from sayso.read.tokens import WINDOW
from training.batches import batches, count
from training.corpora import Example
from training.targets import Text

TEXT = "Ilse Brandt said, on Monday, the dam held. She left Halmere."


def test_batches_hold_every_window_once() -> None:
    text = " ".join([TEXT] * 60)
    tokens = encoder().tokenise(text)
    found = list(batches([Text(Example(text, [[]]), tokens)] * 3, random.Random(0), 4))
    assert sum(len(b.ids) for b in found) >= 3 * len(tokens) / WINDOW
    for b in found:
        assert b.ids.shape == b.tags.shape == b.mask.shape
        assert (b.ids.flatten()[b.at] > 0).all()
        assert len(b.at) == len(b.pieces) == len(b.flags) == len(b.entities)


def test_every_piece_keeps_the_row_of_its_teachers_word() -> None:
    texts, rows = [], [np.zeros(1, np.int32)]
    for text in (" ".join([TEXT] * number) for number in range(1, 30)):
        tokens = encoder().tokenise(text)
        texts.append(Text(Example(text), tokens, row=sum(map(len, rows))))
        rows.append(tokens.ids)
    texts.append(texts[0]._replace(row=0))  # nobody spoke of it
    ids = np.concatenate(rows)
    seen = set()
    for b in batches(texts, random.Random(2), 4):
        spoken = b.rows > 0
        assert (b.ids[spoken].numpy() == ids[b.rows[spoken].numpy()]).all()
        seen |= set(b.rows[spoken].tolist())
    assert len(seen) > 0.95 * (len(ids) - 1)  # some texts lose their commas


def test_batches_are_counted_before_they_are_made() -> None:
    texts = [Text(Example(text), encoder().tokenise(text)) for text in (" ".join([TEXT] * n) for n in range(1, 60))]
    made = [sum(1 for _ in batches(texts, random.Random(seed), 4)) for seed in range(5)]
    assert min(made) - 1 <= count(texts, 4) <= max(made) + 1
