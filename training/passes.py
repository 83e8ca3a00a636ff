"""Passes: what a trained tagger says of a text while it is still in torch.

In: a tagger and tokens. Out: what `sayso.read.encoder` gives once the tagger is exported, but for its int8 rounding.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from sayso.read import encoder
from sayso.read.encoder import HEADS, LINK, SLICES, Encoded
from sayso.read.tokens import Tokens, Window, windows
from training.model import Tagger


@torch.no_grad()
def encode(model: Tagger, tokens: Tokens) -> Encoded:
    """The logits of every piece of a text, from the window that sees it best."""
    logits, no_source = np.zeros((len(tokens), HEADS), np.float32), np.zeros(len(tokens), np.float32)
    for w in windows(len(tokens)):
        with torch.autocast("cpu", torch.bfloat16):
            seen = model(*shown(tokens, w))[0].float().numpy()
        within = kept_rows(w)
        logits[w.keep_start : w.keep_end] = seen[within]
        no_source[w.keep_start : w.keep_end] = (
            seen[within, SLICES["cue_query"]] @ seen[0, SLICES["source_key"]] / LINK**0.5
        )
    return Encoded(logits, no_source)


def kept_rows(window: Window) -> slice:
    """The rows of what `shown` shows that are kept of a window."""
    return slice(window.keep_start - window.start + 1, window.keep_end - window.start + 1)


def shown(tokens: Tokens, window: Window) -> tuple[Tensor, Tensor]:
    """Ids and shapes [1, length] of a window, CLS before it."""
    ids, shapes = encoder.shown(tokens, window)
    return torch.from_numpy(ids), torch.from_numpy(shapes)
