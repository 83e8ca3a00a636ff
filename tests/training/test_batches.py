"""Batches: every window once, and words where their pieces are. Needs torch, which only training does."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("torch")

from sayso.read.encoder import encoder
from sayso.read.tokens import WINDOW
from training.batches import batches
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
