"""Passes: what a trained tagger says of a text while it is still in torch.

In: a tagger that a training left, and tokens. Out: what `sayso.read.encoder` gives once the tagger is exported, but for
its int8 rounding.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from sayso.read import encoder
from sayso.read.encoder import HEADS, LINK, SLICES, Encoded
from sayso.read.tokens import Tokens, Window, windows
from training.device import DEVICE, halved
from training.model import Tagger
from training.wide import Wide

Model = TypeVar("Model", Tagger, Wide)


def loaded(out: Path, kind: type[Model]) -> Model:
    """The averaged model of this kind that a training left in its folder, where training runs."""
    state = torch.load(out / "average.pt", weights_only=True, map_location="cpu")
    model = kind(layers=len({name.split(".")[1] for name in state if name.startswith("layers.")}))
    model.load_state_dict(state)
    return model.to(DEVICE).eval()


@torch.no_grad()
def encode(model: Tagger, tokens: Tokens) -> Encoded:
    """The logits of every piece of a text, from the window that sees it best."""
    logits, no_source = np.zeros((len(tokens), HEADS), np.float32), np.zeros(len(tokens), np.float32)
    for w in windows(len(tokens)):
        with halved():
            seen = model(*shown(tokens, w))[0].float().cpu().numpy()
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
    return torch.from_numpy(ids).to(DEVICE), torch.from_numpy(shapes).to(DEVICE)
