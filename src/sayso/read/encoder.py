"""The encoder: one pass of the shipped model over a text's tokens.

In: `Tokens`. Out: logits [pieces, heads], every piece taken from the window that sees it best. Windows run one at a
time, each on one thread: what a window gives never depends on what else is read beside it, so a reading is the same
byte for byte however documents are batched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.read.tokens import CLS, Tokens, tokenise, windows

# The heads' columns in the model's output: attribution tags (O, then B and I of source, cue, content), entity tags (O,
# then B and I of the kinds in `entities.KINDS`), and the vectors that link a content to its cue, a cue to its source.
LINK = 64
SLICES = {
    "tags": slice(0, 7),
    "entities": slice(7, 18),
    "content_query": slice(18, 18 + LINK),
    "cue_key": slice(18 + LINK, 18 + 2 * LINK),
    "cue_query": slice(18 + 2 * LINK, 18 + 3 * LINK),
    "source_key": slice(18 + 3 * LINK, 18 + 4 * LINK),
}
