"""A deeper tagger: new layers that at first change next to nothing, for a further training to make use of.

In: a tagger. Out: one with more layers that says nearly the same. Each new layer is a copy of the one
below it that adds nothing yet (as in LLaMA Pro, Wu et al. 2024). BERT norms what a layer gives once more, which that
cannot leave out: the norms of a new layer are set to undo it, so far as all pieces have the same mean and spread.
"""

from __future__ import annotations

from copy import deepcopy

import torch
from torch import Tensor, nn

from sayso.read.tokens import Tokens, windows
from training.device import DEVICE
from training.model import Layer, Tagger
from training.passes import shown

EVERY = 2  # a new layer follows each so many


@torch.no_grad()
def deepened(tagger: Tagger, tokens: Tokens) -> Tagger:
    """The tagger with new layers among its own. tokens: of some text, on which to see what its layers give."""
    deep = deepcopy(tagger).to(DEVICE).eval()
    own, deep.layers = deep.layers, nn.ModuleList()
    window = windows(len(tokens))[0]
    for number, layer in enumerate(own, 1):
        deep.layers.append(layer)
        if number % EVERY == 0:
            deep.layers.append(_idle(layer, deep.encoded(*shown(tokens, window))))
    return deep


def _idle(layer: Layer, given: Tensor) -> Layer:
    """A copy of a layer that gives back what it is given. given: what that will be, [..., width]."""
    new = deepcopy(layer)
    for part in (new.out, new.down):
        nn.init.zeros_(part.weight)
        nn.init.zeros_(part.bias)
    for norm in (new.attended, new.done):
        nn.init.constant_(norm.weight, float(given.std(-1, correction=0).mean()))
        nn.init.constant_(norm.bias, float(given.mean()))
    return new
