"""Vectors: how near two sentences are in meaning.

In: sentences. Out: a vector for each; `near` says how near two are. They are all-MiniLM-L6-v2's, with four bits a
weight (`training/vectors.py`): a second model beside the tagger, since the tagger is not shown names and vectors need
them. It runs on the statements alone that may be one claim with another (`claims.py`); the ledger keeps what it gave.

Sentences run one at a time, each on one thread, and come out as whole numbers, whose products are exact: what two
statements give never depends on what else is compared, nor on whether it was worked out now or kept from before.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL = "vectors.onnx"
VERSION = "minilm-l6-4bit-1"  # change it with the model: vectors that a ledger keeps are then worked out anew
WIDTH, LARGEST = 384, 127
LONGEST = (
    128  # word pieces of a sentence with the two around it, as the original was taught; what is further is not seen
)
CLS, SEP = 101, 102


def vectors(sentences: Sequence[str]) -> NDArray[np.int8]:
    """[sentences, WIDTH]: directions only; each row's largest number is LARGEST."""
    made = _model().encode(sentences)
    size = np.maximum(np.abs(made).max(1, keepdims=True), 1e-9)
    whole: NDArray[np.int8] = np.round(made * (LARGEST / size)).astype(np.int8)
    return whole


def near(ones: NDArray[np.int8], others: NDArray[np.int8]) -> NDArray[np.float64]:
    """How near each row is to the other's: the cosine, 1 for the same. Exact but for its last rounding."""
    a, b = ones.astype(np.int64), others.astype(np.int64)
    sizes = np.maximum((a * a).sum(1) * (b * b).sum(1), 1)
    cosines: NDArray[np.float64] = (a * b).sum(1) / np.sqrt(sizes)
    return cosines


def pieces(sentence: str) -> list[int]:
    """A sentence as the model takes it."""
    ids: list[int] = _tokenizer().encode(sentence, add_special_tokens=False).ids
    return [CLS, *ids[: LONGEST - 2], SEP]


class Model:
    """The loaded model. Threads may share it."""

    def __init__(self) -> None:
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # see read/encoder.py
        import onnxruntime  # here, since it takes a while to load and few commands compare

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            files("sayso.compare").joinpath(MODEL).read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="sayso-vectors")

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """[sentences, WIDTH], as the model gives them."""
        made = np.empty((len(sentences), WIDTH), np.float32)
        for row, vector in enumerate(self._pool.map(self._forward, sentences)):
            made[row] = vector
        return made

    def _forward(self, sentence: str) -> NDArray[np.float32]:
        ids = np.array([pieces(sentence)], np.int64)
        vector: NDArray[np.float32] = self._session.run(None, {"ids": ids})[0][0]
        return vector


@cache
def _model() -> Model:
    """The one model of this process, loaded when first asked for."""
    return Model()


@cache
def _tokenizer() -> Tokenizer:
    """The vocabulary is the tagger's too, and is stored once, with it."""
    from tokenizers import Tokenizer

    return Tokenizer.from_str(files("sayso").joinpath("read", "model", "tokenizer.json").read_text("utf8"))
