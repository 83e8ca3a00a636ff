"""Varied texts: copies in which some words are others that mean something near, for a teacher to speak of.

In: texts, and the tagger's table of words. Out: texts of as many pieces, without annotations, since what somebody said
of the first need not hold of the second. A tagger learns more of its teachers, the more texts they speak of (after
TinyBERT, Jiao et al. 2020).
"""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from training.corpora import Example
from training.targets import Text

# None of these was measured against another.
LEAST = 4  # letters of a word that others may stand in for: shorter ones make up the grammar
NEAR = 10  # so many words may stand in for one
SHARE = 0.25  # of such words


def near_words(table: Tensor, tokenizer: Tokenizer) -> NDArray[np.int32]:
    """[vocabulary, NEAR] the whole words whose rows in the table point most nearly where a word's own does; of marks,
    parts of words and small words the word itself."""
    names = [tokenizer.id_to_token(at) or "" for at in range(len(table))]
    whole = np.flatnonzero([name.isascii() and name.isalpha() and len(name) >= LEAST for name in names])
    rows = F.normalize(table[whole].float(), dim=1)
    found = np.repeat(np.arange(len(table), dtype=np.int32)[:, None], NEAR, 1)
    for part in torch.arange(len(whole)).split(2048):
        alike = (rows[part] @ rows.T).cpu()
        alike[torch.arange(len(part)), part] = -torch.inf  # not the word itself
        nearest = alike.topk(NEAR).indices
        found[whole[part]] = whole[nearest]
    return found


def varied(texts: list[Text], near: NDArray[np.int32], seed: int) -> list[Text]:
    """A copy of each text; those of the same fold stay in it."""
    rng = random.Random(seed)
    found = []
    for text in texts:
        draw = np.random.default_rng(rng.randrange(1 << 30))
        ids, first = text.tokens.ids, text.tokens.first
        alone = first & np.append(first[1:], True)  # a word of one piece
        chosen = alone & (draw.random(len(ids)) < SHARE)
        other = near[ids, draw.integers(NEAR, size=len(ids))]
        tokens = replace(text.tokens, ids=np.where(chosen, other, ids).astype(np.int32))
        found.append(Text(Example(text.example.text), tokens, text.fold))
    return found
