"""The encoder: one pass of the shipped model over a text's tokens.

In: `Tokens`. Out: `Encoded`, every piece taken from the window that sees it best. Windows run one at a time, each on
one thread: what a window gives never depends on what else is read beside it, so a reading is the same
byte for byte however documents are batched.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.read.tokens import CLS, Tokens, Window, tokenise, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# The heads' columns in the model's output: attribution tags (O, then B and I of source, cue, content), what the words
# around say of the kind of a name (`entities`), and the vectors that link a content to its cue, a cue to its source,
# and a mention to an earlier one of the same actor.
LINK, AROUND = 64, 64
WIDTHS = {"tags": 7, "around": AROUND} | dict.fromkeys(
    ("content_query", "cue_key", "cue_query", "source_key", "later_query", "earlier_key"), LINK
)
SLICES = {
    name: slice(sum(list(WIDTHS.values())[:at]), sum(list(WIDTHS.values())[: at + 1])) for at, name in enumerate(WIDTHS)
}
HEADS = sum(WIDTHS.values())

MODEL = "sayso.read", "model"
AHEAD = 8  # texts whose windows are queued while an earlier one is still being read


class Encoded(NamedTuple):
    """`logits` [pieces, heads], columns as in SLICES; `no_source` [pieces]: how well a cue there fits no source."""

    logits: NDArray[np.float32]
    no_source: NDArray[np.float32]


class Encoder:
    """The loaded model. Threads may share it."""

    def __init__(self) -> None:
        # From 1.29 on onnxruntime reports each session to its maker unless told not to before it is loaded. What our
        # users read may not leave their machine: the version is held below that, and this stands if it is not.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # here, since they take a while to load and not every command reads
        from tokenizers import Tokenizer

        folder = files(MODEL[0]).joinpath(MODEL[1])
        self.tokenizer: Tokenizer = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder.joinpath("tagger.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="sayso-encoder")

    def tokenise(self, text: str) -> Tokens:
        return tokenise(text, self.tokenizer)

    def encode_all(self, texts: Iterable[Tokens]) -> Iterator[tuple[Tokens, Encoded]]:
        """Each text with what the model says of it, in order; the windows of several texts run side by side."""
        queue: deque[tuple[Tokens, list[tuple[Window, Future[Encoded]]]]] = deque()
        for tokens in texts:
            jobs = [(w, self._pool.submit(self.forward, tokens, w)) for w in windows(len(tokens))]
            queue.append((tokens, jobs))
            if len(queue) >= AHEAD:
                yield _joined(*queue.popleft())
        while queue:
            yield _joined(*queue.popleft())

    def forward(self, tokens: Tokens, window: Window) -> Encoded:
        """One window through the model; row 0 (CLS) is left out of what comes back."""
        ids, shapes = shown(tokens, window)
        logits: NDArray[np.float32] = self._session.run(None, {"ids": ids, "shapes": shapes})[0][0]
        no_source = logits[1:, SLICES["cue_query"]] @ logits[0, SLICES["source_key"]] / LINK**0.5
        return Encoded(logits[1:], no_source)


def shown(tokens: Tokens, window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What the model is shown of a window: ids and shapes [1, pieces], CLS before them."""
    ids = np.concatenate([[CLS], tokens.ids[window.start : window.end]]).astype(np.int64)
    shapes = np.concatenate([[0], tokens.shape[window.start : window.end]]).astype(np.int64)
    return ids[None], shapes[None]


def _joined(tokens: Tokens, jobs: list[tuple[Window, Future[Encoded]]]) -> tuple[Tokens, Encoded]:
    logits = np.zeros((len(tokens), HEADS), np.float32)
    no_source = np.zeros(len(tokens), np.float32)
    for window, job in jobs:
        kept, seen = slice(window.keep_start, window.keep_end), job.result()
        within = slice(window.keep_start - window.start, window.keep_end - window.start)
        logits[kept], no_source[kept] = seen.logits[within], seen.no_source[within]
    return tokens, Encoded(logits, no_source)


@cache
def encoder() -> Encoder:
    """The one encoder of this process, loaded when first asked for (about 0.2 s)."""
    return Encoder()
