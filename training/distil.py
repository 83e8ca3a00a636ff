"""Distilling: what wide teachers see in texts, for the tagger to learn.

In: texts, and teachers that were trained without a fold of PolNeAR each. Out: how likely they find each tag of each
piece, and one teacher's last layer in its first SIGHT principal directions, which hold nearly all of it (2026-11: .97
of its variance). Of a text of PolNeAR only those are asked that were not trained on it: of what it was shown a teacher
says what the annotators said.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from sayso.read import encoder
from sayso.read.encoder import SLICES
from sayso.read.tokens import Window, windows
from training.device import DEVICE, halved
from training.model import HIDDEN, SIGHT, Tagger
from training.passes import kept_rows, loaded
from training.targets import Text
from training.wide import Wide

BASIS = 40  # texts whose principal directions serve for all
TOGETHER = 64  # windows
TAGS = SLICES["tags"].stop


class Word(NamedTuple):
    """What teachers say, a row for each piece of the texts; row 0 says nothing.

    soft: [rows, tags] how likely each tag is, the mean of all that were asked, zeros inside words. sight: [rows, SIGHT]
    the first teacher's last layer, zeros where it was not asked.
    """

    soft: Tensor
    sight: Tensor


SILENCE = Word(torch.zeros(1, TAGS, device=DEVICE), torch.zeros(1, SIGHT, device=DEVICE))


class Student(Tagger):
    """A tagger that also tells, behind its other columns, what one teacher sees: [batch, length, HEADS + SIGHT]."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__(len(tagger.layers))
        self.load_state_dict(tagger.state_dict())
        self.words.requires_grad_(False)  # they will be stored in four bits
        self.sight = nn.Linear(HIDDEN, SIGHT)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        x = self.encoded(ids, shapes, mask)
        return torch.cat([self.heads(x), self.sight(x)], -1)


def taught(texts: list[Text], teachers: Sequence[Path], kept: Path) -> tuple[list[Text], Word]:
    """The texts with where the teachers' word on them stands, and the word. teachers: folders that training left, the
    n-th of a teacher trained without fold n. kept: a file that holds their word for the next time.

    :raises ValueError: if that file holds their word on other texts.
    """
    ends = 1 + np.cumsum([len(text.tokens) for text in texts])
    begun = [text._replace(row=int(end) - len(text.tokens)) for text, end in zip(texts, ends, strict=True)]
    asked = _fingerprint(texts)
    if not kept.exists():
        said, part = _said(begun, teachers, int(ends[-1])), kept.with_name("part.npz")
        np.savez(part, asked=asked, **{name: value.cpu().numpy() for name, value in said._asdict().items()})
        part.replace(kept)
        return begun, said
    with np.load(kept) as stored:
        if stored["asked"] != asked:
            raise ValueError(f"{kept} holds what was taught of other texts; delete it to have these taught")
        return begun, Word(*(torch.from_numpy(stored[name]).to(DEVICE) for name in Word._fields))


def _fingerprint(texts: list[Text]) -> str:
    """The same for the same pieces in the same folds alone."""
    pieces = hashlib.sha256()
    for text in texts:
        pieces.update(f"{text.fold} {len(text.tokens)} ".encode() + text.tokens.ids.tobytes())
    return pieces.hexdigest()


@torch.no_grad()
def _said(texts: list[Text], teachers: Sequence[Path], rows: int) -> Word:
    began = time.time()
    soft, sight = torch.zeros(rows, TAGS, device=DEVICE), torch.zeros(rows, SIGHT, device=DEVICE, dtype=torch.float16)
    asked, first = torch.zeros(rows, 1, device=DEVICE), torch.zeros(rows, 1)
    for text in texts:
        first[text.row : text.row + len(text.tokens), 0] = torch.from_numpy(text.tokens.first).float()
    for number, folder in enumerate(teachers):
        wide = loaded(folder, Wide)
        new = [text for text in texts if text.fold in (None, number)]
        middle, directions = _directions(wide, new[:BASIS]) if number == 0 else (None, None)
        for at, hidden in _seen(wide, new):
            soft[at] += wide.heads(hidden)[:, SLICES["tags"]].float().softmax(-1)
            asked[at] += 1
            if directions is not None:
                sight[at] = ((hidden - middle) @ directions).half()
        print(f"teacher {number} spoke of {len(new)} texts, {time.time() - began:.0f} s", flush=True)
    return Word((soft / asked.clamp(min=1) * first.to(DEVICE)).half(), sight)


def _seen(wide: Wide, texts: list[Text]) -> Iterator[tuple[Tensor, Tensor]]:
    """Rows of pieces, and the last layer [pieces, width] there; each piece once, from the window that sees it best."""
    found = [(text, w) for text in texts for w in windows(len(text.tokens))]
    found.sort(key=lambda item: item[1].end - item[1].start)
    for at in range(0, len(found), TOGETHER):
        group = found[at : at + TOGETHER]
        ids, shapes, rows, mask = (pad_sequence(part, batch_first=True).to(DEVICE) for part in _columns(group))
        with halved():
            hidden = wide.encoded(ids, shapes, mask).float()
        yield rows[rows > 0], hidden[rows > 0]


def _columns(group: list[tuple[Text, Window]]) -> Iterator[list[Tensor]]:
    """Ids, shapes, rows of what is kept (0 elsewhere), and trues, of each window."""
    seen = [encoder.shown(text.tokens, w) for text, w in group]
    yield [torch.from_numpy(ids[0]) for ids, _ in seen]
    yield [torch.from_numpy(shapes[0]) for _, shapes in seen]
    rows = [torch.zeros(1 + w.end - w.start, dtype=torch.long) for _, w in group]
    for row, (text, w) in zip(rows, group, strict=True):
        row[kept_rows(w)] = text.row + torch.arange(w.keep_start, w.keep_end)
    yield rows
    yield [torch.ones(len(row), dtype=torch.bool) for row in rows]


def _directions(wide: Wide, texts: list[Text]) -> tuple[Tensor, Tensor]:
    """The mean, and the first SIGHT principal directions, in which what is seen has a variance of one in all."""
    hidden = torch.cat([hidden for _, hidden in _seen(wide, texts)])
    middle = hidden.mean(0)
    _, _, found = torch.linalg.svd((hidden - middle).T @ (hidden - middle))
    directions = found[:SIGHT].T
    return middle, directions / ((hidden - middle) @ directions).std()
