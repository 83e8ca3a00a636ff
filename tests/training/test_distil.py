"""Distilling: a student learns what wide teachers see, and leaves nothing of it in what is shipped. Needs torch."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch
from torch import Tensor, nn

from sayso.read.encoder import HEADS, SLICES, encoder
from training import distil
from training.batches import batches
from training.corpora import Example
from training.distil import Student, Word, taught
from training.losses import loss_of
from training.model import SIGHT, Tagger
from training.targets import Text
from training.wide import buckets

TEXT = "Ilse Brandt said, on Monday, the dam held. She left Halmere."
WIDTH = 160


class Teacher(nn.Module):
    """As wide teachers are, but small, and it speaks of each piece alone."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.words, self.heads = nn.Embedding(30522, WIDTH), nn.Linear(WIDTH, HEADS)

    def encoded(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        assert ((ids > 0) == mask).all()  # what fills a window up is not seen
        return self.words(ids) + shapes[..., None]

    @torch.no_grad()
    def says(self, text: Text) -> Tensor:
        ids, shapes = (torch.from_numpy(part.astype(int))[None] for part in (text.tokens.ids, text.tokens.shape))
        likely = self.heads(self.encoded(ids, shapes, ids > 0))[0, :, SLICES["tags"]].softmax(-1)
        return likely * torch.from_numpy(text.tokens.first)[:, None]


def plain() -> list[Text]:
    """A text of two windows without a fold, and one each of the first and the second fold."""
    folds = ((TEXT * 40, None), (TEXT, 0), (TEXT + " So it is.", 1))
    return [Text(Example(text), encoder().tokenise(text), fold) for text, fold in folds]


def asked(kept: Path, texts: list[Text], *seeds: int) -> tuple[list[Text], Word]:
    """What teachers of these seeds say."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distil, "loaded", lambda folder, kind: Teacher(int(folder.name)))
        return taught(texts, [Path(str(seed)) for seed in seeds], kept)


def said(learnt: tuple[list[Text], Word], number: int) -> Word:
    """The rows of one text."""
    texts, word = learnt
    rows = slice(texts[number].row, texts[number].row + len(texts[number].tokens))
    return Word(word.soft[rows].float(), word.sight[rows].float())


@pytest.fixture(scope="module")
def student() -> Student:
    torch.manual_seed(1)
    return Student(Tagger()).eval()


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Text], Word]:
    return asked(tmp_path_factory.mktemp("taught") / "taught.npz", plain(), 5, 6)


def test_every_piece_is_taught(learnt: tuple[list[Text], Word]) -> None:
    texts, word = learnt
    both = (Teacher(5).says(texts[0]) + Teacher(6).says(texts[0])) / 2
    assert torch.allclose(said(learnt, 0).soft, both, atol=0.003)  # bfloat16
    assert word.sight.shape == (len(word.soft), SIGHT)
    assert said(learnt, 0).sight.std() == pytest.approx(1, abs=0.02)
    assert not word.soft[0].any()
    assert not word.sight[0].any()


def test_a_teacher_is_not_asked_about_what_it_was_trained_on(learnt: tuple[list[Text], Word]) -> None:
    texts, _ = learnt
    first, second = said(learnt, 1), said(learnt, 2)
    assert torch.allclose(first.soft, Teacher(5).says(texts[1]), atol=0.003)
    assert torch.allclose(second.soft, Teacher(6).says(texts[2]), atol=0.003)
    assert first.sight.any(1).all()
    assert not second.sight.any()  # of the first teacher alone, which was trained on it


def test_what_was_taught_is_not_asked_again(tmp_path: Path) -> None:
    once, again = asked(tmp_path / "taught.npz", plain(), 5), asked(tmp_path / "taught.npz", plain(), 6)
    assert torch.equal(once[1].soft, again[1].soft)
    assert [text.row for text in once[0]] == [text.row for text in again[0]]


def test_what_was_taught_of_other_texts_is_refused(tmp_path: Path) -> None:
    asked(tmp_path / "taught.npz", plain(), 5)
    long, first, second = plain()
    other = replace(first.tokens, ids=first.tokens.ids[::-1].copy())
    for texts in ([long], [long, first._replace(tokens=other), second], [long, first._replace(fold=2), second]):
        with pytest.raises(ValueError, match=r"taught\.npz holds what was taught of other texts"):
            asked(tmp_path / "taught.npz", texts, 5)


def test_a_student_pays_for_what_it_sees_otherwise(learnt: tuple[list[Text], Word], student: Student) -> None:
    texts, word = learnt
    (batch,) = batches(texts[1:2], random.Random(0), 4, vary=False)
    logits = student(batch.ids, batch.shapes, batch.mask)
    assert logits.shape[-1] == HEADS + SIGHT
    assert loss_of(student, logits, batch, word)[-1] > 0
    assert loss_of(student, logits, batch, Word(word.soft * 0, word.sight * 0))[-1] == 0
    right = torch.cat([logits[..., :HEADS], word.sight[batch.rows].float()], -1)
    assert loss_of(student, right, batch, word)[-1] == 0
    assert loss_of(student, logits[..., :HEADS], batch, word)[-1] == 0  # a plain tagger


def test_near_pieces_have_a_distance_of_their_own() -> None:
    found = buckets(300)
    assert found[5, 5] == 0
    assert len(set(found[10, 3:18].tolist())) == 15  # seven before, itself, seven after
    assert found[0, 200] == found[0, 299] == 31
    assert found[299, 0] == 15
