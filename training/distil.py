"""Distilling: what a wide teacher sees in texts, for the tagger to learn.

In: texts, the teacher, and the tagger as it is. Out: the texts with how likely the two find each tag, and with the
teacher's last layer in its first SIGHT principal directions, which hold nearly all of it (2026-11: .97 of
its variance).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.read.encoder import SLICES
from sayso.read.tokens import Tokens, windows
from training.model import HIDDEN, SIGHT, Tagger
from training.passes import kept_rows, shown
from training.targets import Text
from training.wide import Wide

BASIS = 40  # texts whose principal directions serve for all
WIDE_SHARE = 0.7  # of the teacher's word about tags; the rest is the tagger's own

Floats = NDArray[np.float32]


class Student(Tagger):
    """A tagger that also tells, behind its other columns, what the teacher sees: [batch, length, HEADS + SIGHT]."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__(len(tagger.layers))
        self.load_state_dict(tagger.state_dict())
        self.words.requires_grad_(False)  # they will be stored in four bits
        self.sight = nn.Linear(HIDDEN, SIGHT)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        x = self.encoded(ids, shapes, mask)
        return torch.cat([self.heads(x), self.sight(x)], -1)


def taught(texts: list[Text], wide: Wide, tagger: Tagger, kept: Path) -> list[Text]:
    """The texts with the teacher's word. kept: a file that holds it for the next time.

    :raises ValueError: if that file holds its word on other texts.
    """
    if not kept.exists():
        parts = [np.concatenate(column) for column in zip(*_words(texts, wide, tagger), strict=True)]
        np.savez(kept, soft=parts[0], sight=parts[1])
    stored, ends = np.load(kept), np.cumsum([len(text.tokens) for text in texts])
    if len(stored["soft"]) != ends[-1]:
        raise ValueError(f"{kept} holds what was taught of other texts; delete it to have these taught")
    soft, sight = (np.split(stored[name], ends[:-1]) for name in ("soft", "sight"))
    return [text._replace(soft=a, sight=b) for text, a, b in zip(texts, soft, sight, strict=True)]


@torch.no_grad()
def _words(texts: list[Text], wide: Wide, tagger: Tagger) -> Iterator[tuple[NDArray, NDArray]]:
    """For each text how likely each tag is, zeros inside words, and the teacher's sight of each piece."""
    began = time.time()
    with torch.autocast("cpu", torch.bfloat16):  # one for all, so that weights are rounded once
        middle, directions = _directions(np.concatenate([_seen(wide, text.tokens)[1] for text in texts[:BASIS]]))
        for done, text in enumerate(texts, 1):
            says, hidden = _seen(wide, text.tokens)
            own, _ = _seen(tagger, text.tokens)
            soft = (WIDE_SHARE * says + (1 - WIDE_SHARE) * own) * text.tokens.first[:, None]
            yield soft.astype(np.float16), ((hidden - middle) @ directions).astype(np.float16)
            if done % 100 == 0:
                print(f"{done} of {len(texts)} texts taught, {time.time() - began:.0f} s", flush=True)


def _seen(model: Tagger | Wide, tokens: Tokens) -> tuple[Floats, Floats]:
    """[pieces, tags] how likely each tag is, and the last layer [pieces, width]."""
    likely, hidden = [], []
    for w in windows(len(tokens)):
        x = model.encoded(*shown(tokens, w))[0, kept_rows(w)]
        likely.append(model.heads(x)[:, SLICES["tags"]].float().softmax(-1).numpy())
        hidden.append(x.float().numpy())
    return np.concatenate(likely), np.concatenate(hidden)


def _directions(hidden: Floats) -> tuple[Floats, Floats]:
    """The mean, and the first SIGHT principal directions, in which what is seen has a variance of one in all."""
    middle = hidden.mean(0)
    _, _, found = np.linalg.svd((hidden - middle).T @ (hidden - middle))
    directions = found[:SIGHT].T
    return middle, directions / ((hidden - middle) @ directions).std()
