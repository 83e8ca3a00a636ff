"""Distilling: a student learns what a wide teacher sees, and leaves nothing of it in what is shipped. Needs torch."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from torch import Tensor, nn

from sayso.read.encoder import HEADS, encoder
from training.batches import batches
from training.corpora import Example
from training.distil import Student, taught
from training.losses import loss_of
from training.model import SIGHT, Tagger
from training.targets import Text
from training.wide import buckets

TEXT = "Ilse Brandt said, on Monday, the dam held. She left Halmere."
WIDTH = 160


class Teacher(nn.Module):
    """As wide teachers are, but small."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.heads = nn.Embedding(30522, WIDTH), nn.Linear(WIDTH, HEADS)

    def encoded(self, ids: Tensor, shapes: Tensor) -> Tensor:
        return self.words(ids) + shapes[..., None]


@pytest.fixture(scope="module")
def student() -> Student:
    torch.manual_seed(1)
    return Student(Tagger()).eval()


@pytest.fixture(scope="module")
def learnt(student: Student, tmp_path_factory: pytest.TempPathFactory) -> list[Text]:
    plain = [Text(Example(text), encoder().tokenise(text)) for text in (TEXT * 40, TEXT)]
    return taught(plain, Teacher(), student, tmp_path_factory.mktemp("taught") / "taught.npz")


def test_every_piece_is_taught(learnt: list[Text]) -> None:
    for text in learnt:
        first = text.tokens.first
        assert text.sight.shape == (len(first), SIGHT)
        assert np.allclose(text.soft.sum(1), first, atol=0.01)
    assert np.concatenate([text.sight for text in learnt]).astype(float).std() == pytest.approx(1, abs=0.02)


def test_what_was_taught_is_not_asked_again(learnt: list[Text], student: Student, tmp_path: Path) -> None:
    kept = tmp_path / "taught.npz"
    once = taught(learnt, Teacher(), student, kept)
    again = taught(learnt, Teacher(), student, kept)  # another teacher, who is not asked
    assert all(np.array_equal(a.sight, b.sight) for a, b in zip(once, again, strict=True))


def test_what_was_taught_of_other_texts_is_refused(learnt: list[Text], student: Student, tmp_path: Path) -> None:
    taught(learnt, Teacher(), student, tmp_path / "taught.npz")
    with pytest.raises(ValueError, match=r"taught\.npz holds what was taught of other texts"):
        taught(learnt[:1], Teacher(), student, tmp_path / "taught.npz")


def test_a_student_pays_for_what_it_sees_otherwise(learnt: list[Text], student: Student) -> None:
    (batch,) = batches([learnt[1]], random.Random(0), 4, vary=False)
    logits = student(batch.ids, batch.shapes, batch.mask)
    assert logits.shape[-1] == HEADS + SIGHT
    assert loss_of(student, logits, batch)[-1] > 0
    right = torch.cat([logits[..., :HEADS], batch.sight], -1)
    assert loss_of(student, right, batch)[-1] == 0
    assert loss_of(student, logits[..., :HEADS], batch)[-1] == 0  # a plain tagger


def test_near_pieces_have_a_distance_of_their_own() -> None:
    found = buckets(300)
    assert found[5, 5] == 0
    assert len(set(found[10, 3:18].tolist())) == 15  # seven before, itself, seven after
    assert found[0, 200] == found[0, 299] == 31
    assert found[299, 0] == 15
