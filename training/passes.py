"""Passes: what a trained tagger says of a text while it is still in torch.

In: a tagger and tokens. Out: what `sayso.read.encoder` gives once the tagger is exported, but for its int8 rounding.
"""

from __future__ import annotations

import numpy as np
import torch

from sayso.read.encoder import HEADS, LINK, SLICES, Encoded
from sayso.read.tokens import CLS, Tokens, windows
from training.model import Tagger


@torch.no_grad()
def encode(model: Tagger, tokens: Tokens) -> Encoded:
    """The logits of every piece of a text, from the window that sees it best."""
    logits, no_source = np.zeros((len(tokens), HEADS), np.float32), np.zeros(len(tokens), np.float32)
    for w in windows(len(tokens)):
        ids = torch.from_numpy(np.concatenate([[CLS], tokens.ids[w.start : w.end]]).astype(np.int64))
        shapes = torch.from_numpy(np.concatenate([[0], tokens.shape[w.start : w.end]]).astype(np.int64))
        with torch.autocast("cpu", torch.bfloat16):
            seen = model(ids[None], shapes[None])[0].float().numpy()
        within = slice(w.keep_start - w.start + 1, w.keep_end - w.start + 1)
        logits[w.keep_start : w.keep_end] = seen[within]
        no_source[w.keep_start : w.keep_end] = (
            seen[within, SLICES["cue_query"]] @ seen[0, SLICES["source_key"]] / LINK**0.5
        )
    return Encoded(logits, no_source)
