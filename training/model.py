"""The model: MiniLM (a BERT of 6 layers), a table of shapes, and heads that tag and link.

In: ids and shapes [batch, length]. Out: logits [batch, length, HEADS], in the order of `SLICES`. Attention is written
out plainly, so that the ONNX export holds only what onnxruntime fuses well.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.read.encoder import LINK, SLICES
from sayso.read.tokens import SHAPES

HIDDEN, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
HEADS = SLICES["source_key"].stop


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.attended, self.done = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            f(x).view(batch, length, ATTENTION_HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        # No dropout on attention: drawing it costs twice as much here as everything else in a step.
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self.attended(x + F.dropout(mixed, self.dropout, self.training))
        return self.done(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Tagger(nn.Module):
    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.heads = nn.Linear(HIDDEN, HEADS)
        self.dropout = dropout

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places)[None] + self.shapes(shapes))
        x = F.dropout(x, self.dropout, self.training)
        if mask is not None:
            mask = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.heads(x)


def links(logits: Tensor, query: str, key: str) -> Tensor:
    """Scores [batch, length, length]: how well each piece's `query` fits each piece's `key`."""
    return logits[..., SLICES[query]] @ logits[..., SLICES[key]].transpose(1, 2) / LINK**0.5


def from_minilm(path: Path, dropout: float = 0.1) -> Tagger:
    """A tagger with the weights of all-MiniLM-L6-v2 (`model.safetensors`) and fresh heads.

    MiniLM knows one kind of text; its table entry for that begins every shape.
    """
    weights = load_file(path)
    model = Tagger(dropout)
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "attended": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "done": "output.LayerNorm",
    }
    for layer in range(LAYERS):
        for ours, theirs in parts.items():
            for tensor in ("weight", "bias"):
                names[f"layers.{layer}.{ours}.{tensor}"] = f"encoder.layer.{layer}.{theirs}.{tensor}"
    state = {ours: weights[theirs] for ours, theirs in names.items()}
    state["shapes.weight"] = weights["embeddings.token_type_embeddings.weight"][:1].repeat(SHAPES, 1)
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or set(missing) != {"heads.weight", "heads.bias"}:
        raise ValueError(f"{path} is not all-MiniLM-L6-v2: missing {missing}, unexpected {unexpected}")
    return model
