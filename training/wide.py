"""A wide teacher: all-mpnet-base-v2 (an MPNet of 12 layers, Apache-2.0) under the tagger's heads.

In and out as `model.Tagger`. It is four times as large as what is shipped, and only ever tells the tagger what it sees.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn

from sayso.read.encoder import HEADS
from sayso.read.tokens import CLS, NAME, SEP, SHAPES
from training.model import ATTENTION_HEADS, Layer, Names, drop, fill, filled_from, renamed

HIDDEN, LAYERS, INNER, VOCABULARY, POSITIONS, EPSILON = 768, 12, 3072, 30527, 514, 1e-5
# Its vocabulary is BERT's behind four marks of its own, and its positions begin after two. PAD is id 0 in a batch.
SHIFT, FIRST_POSITION, PAD = 4, 2, 0
MARKS = {CLS: 0, PAD: 1, SEP: 2, NAME: 30526}
BUCKETS, FAR = 32, 128  # of distances between pieces, as MPNet has them (after T5)


class Wide(nn.Module):
    """`names` learns nothing here; it stands so that the tagger's losses can be asked."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN).requires_grad_(False)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        # Not learnt, since torch's fast attention gives no gradient of what is added to it.
        self.distances = nn.Embedding(BUCKETS, ATTENTION_HEADS).requires_grad_(False)
        self.layers = nn.ModuleList(Layer(HIDDEN, INNER, EPSILON) for _ in range(layers))
        self.heads = nn.Linear(HIDDEN, HEADS)
        self.names = Names().requires_grad_(False)

    def encoded(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """The last layer: [batch, length, HIDDEN]."""
        length = ids.shape[1]
        places = torch.arange(length, device=ids.device) + FIRST_POSITION
        x = self.words(_theirs(ids)) + self.positions(places)[None] + self.shapes(shapes)
        x = drop(self.norm(x), self.training)
        bias = self.distances(buckets(length).to(ids.device)).permute(2, 0, 1)[None]
        if mask is not None:
            bias = bias.masked_fill(~mask[:, None, None, :], -1e4)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        return self.heads(self.encoded(ids, shapes, mask))


def _theirs(ids: Tensor) -> Tensor:
    found = ids + SHIFT
    for ours, mark in MARKS.items():
        found = torch.where(ids == ours, mark, found)
    return found


def buckets(length: int) -> Tensor:
    """[length, length]: which bucket the distance from one piece to another is in: near ones have one each, farther
    ones share, in steps that grow with the logarithm; half of all for each direction."""
    places = torch.arange(length)
    ahead = places[None, :] - places[:, None]
    half, distance = BUCKETS // 2, ahead.abs()
    exact = half // 2
    steps = torch.log(distance.clamp(min=1) / exact) / math.log(FAR / exact) * (half - exact)
    shared = (exact + steps.long()).clamp(max=half - 1)
    return (ahead > 0) * half + torch.where(distance < exact, distance, shared)


def from_mpnet(path: Path) -> Wide:
    """A teacher with the weights of all-mpnet-base-v2 (`model.safetensors`) and fresh heads."""
    model = Wide()
    parts = {
        **{ours: f"attention.attn.{ours[0]}" for ours in ("query", "key", "value", "out")},
        "attended": "attention.LayerNorm",
    }
    with filled_from(path, "all-mpnet-base-v2") as weights:
        state = renamed(weights, parts, LAYERS)
        state["distances.weight"] = weights["encoder.relative_attention_bias.weight"]
        state["shapes.weight"] = torch.zeros(SHAPES, HIDDEN)
        fill(model, state)
    return model
