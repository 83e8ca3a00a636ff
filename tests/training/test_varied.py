"""Varied texts: other words in the same places, and nothing that somebody said of the first ones. Needs torch."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from sayso.read.encoder import encoder
from sayso.read.tokens import NAME, SEP
from training.corpora import Example
from training.targets import Text
from training.varied import NEAR, near_words, varied

TEXT = "Ilse Brandt said on Monday that the reservoir would hold.\n\nNobody believed the minister. " * 20


@pytest.fixture(scope="module")
def near() -> np.ndarray:
    torch.manual_seed(1)
    table = torch.randn(30522, 8)
    said, says = (encoder().tokenizer.token_to_id(word) for word in ("said", "says"))
    table[says] = table[said] * 2
    return near_words(table, encoder().tokenizer)


def test_near_words_are_whole_words_and_never_the_word_itself(near: np.ndarray) -> None:
    tokenizer = encoder().tokenizer
    said, says = (tokenizer.token_to_id(word) for word in ("said", "says"))
    assert near.shape == (30522, NEAR)
    assert (near[said, 0], near[says, 0]) == (says, said)
    assert all((tokenizer.id_to_token(int(at)) or "").isalpha() for at in near[said])
    assert said not in near[said]
    assert says not in near[says]
    for kept in (SEP, NAME, tokenizer.token_to_id("the"), tokenizer.token_to_id("##ing")):
        assert set(near[kept]) == {kept}


def test_some_words_are_others_and_everything_else_stays(near: np.ndarray) -> None:
    text = Text(Example(TEXT, [[]], [(0, 11, "person")]), encoder().tokenise(TEXT), fold=2, row=7)
    (copy,) = varied([text], near, seed=1)
    changed = copy.tokens.ids != text.tokens.ids
    assert 0.05 < changed.mean() < 0.25
    assert all(new in near[old] for old, new in zip(text.tokens.ids[changed], copy.tokens.ids[changed], strict=True))
    assert text.tokens.first[changed].all()
    assert np.array_equal(copy.tokens.start, text.tokens.start)
    assert (copy.fold, copy.row) == (2, 0)
    assert copy.example == Example(TEXT)


def test_the_same_seed_varies_the_same(near: np.ndarray) -> None:
    text = Text(Example(TEXT), encoder().tokenise(TEXT))
    one, other, third = (varied([text], near, seed)[0].tokens.ids for seed in (1, 1, 2))
    assert np.array_equal(one, other)
    assert not np.array_equal(one, third)
