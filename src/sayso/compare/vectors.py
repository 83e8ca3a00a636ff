"""Vectors: how near two sentences are in meaning.

In: sentences. Out: a vector for each, of length 1; their product is how near they are. A vector is the sum of one for
each word piece, learnt so that it lies near the vector that all-MiniLM-L6-v2 gives the whole sentence
(`training/vectors.py`): it costs a look-up, no second model. Order and negation are beyond it; `claims.py` heeds those.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 20  # code points of a word: a longer one is none


class Pieces(NamedTuple):
    """The vector of every word piece, as stored: weights [pieces, width] times scale [pieces], plus one for all."""

    tokenizer: Tokenizer
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]


def vectors(sentences: Sequence[str]) -> NDArray[np.float32]:
    """[sentences, width], each row of length 1."""
    pieces = _pieces()
    result = np.empty((len(sentences), pieces.weights.shape[1]), np.float32)
    for row, encoded in enumerate(pieces.tokenizer.encode_batch(list(sentences))):
        ids = encoded.ids
        summed = pieces.scale[ids] @ pieces.weights[ids].astype(np.float32) if ids else 0.0
        result[row] = summed / np.sqrt(max(1, len(ids))) + pieces.bias
    size = np.linalg.norm(result, axis=1, keepdims=True)
    normed: NDArray[np.float32] = result / np.maximum(size, 1e-9)
    return normed


@cache
def _pieces() -> Pieces:
    """Loaded when first asked for."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    with files("sayso.compare").joinpath("vectors.npz").open("rb") as file:
        stored = np.load(file)
        names = {str(name): number for number, name in enumerate(stored["pieces"])}
        tokenizer = Tokenizer(models.WordPiece(names, unk_token="[UNK]", max_input_chars_per_word=LONGEST))
        tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        return Pieces(tokenizer, stored["weights"], stored["scale"].astype(np.float32), stored["bias"])
