"""A deeper tagger: at first it says what it said before, and then its new layers learn. Needs torch."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from sayso.read.encoder import encoder
from sayso.read.tokens import windows
from training.deeper import deepened
from training.model import LAYERS, Tagger
from training.passes import loaded, shown

TOKENS = encoder().tokenise("Ilse Brandt said on Monday that the dam held. She left Halmere. " * 4)
(WINDOW,) = windows(len(TOKENS))
GROWN = LAYERS + LAYERS // 2


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    torch.manual_seed(1)
    return Tagger().eval()


@pytest.fixture(scope="module")
def deep(tagger: Tagger) -> Tagger:
    return deepened(tagger, TOKENS)


@torch.no_grad()
def test_it_says_what_it_said(tagger: Tagger, deep: Tagger) -> None:
    assert (len(tagger.layers), len(deep.layers)) == (LAYERS, GROWN)
    seen = shown(TOKENS, WINDOW)
    before, after = tagger(*seen), deep(*seen)
    assert (after - before).pow(2).mean().sqrt() < 0.05 * before.std()


def test_its_own_layers_are_kept_and_new_ones_learn(tagger: Tagger, deep: Tagger) -> None:
    kept = [layer for number, layer in enumerate(deep.layers, 1) if number % 3]
    for ours, theirs in zip(tagger.layers, kept, strict=True):
        assert ours is not theirs
        assert torch.equal(ours.down.weight, theirs.down.weight)
    deep(*shown(TOKENS, WINDOW)).pow(2).sum().backward()
    assert all(layer.down.weight.grad.abs().sum() > 0 for layer in deep.layers)


def test_it_is_loaded_as_deep_as_it_is(deep: Tagger, tmp_path: Path) -> None:
    torch.save(deep.state_dict(), tmp_path / "average.pt")
    assert len(loaded(tmp_path, Tagger).layers) == GROWN
