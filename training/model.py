"""The model: MiniLM (a BERT of 6 layers, or of more: `deeper`), a table of shapes, and heads that tag and link.

In: ids and shapes [batch, length]. Out: logits [batch, length, HEADS], in the order of `SLICES`. Attention is written
out plainly, so that the ONNX export holds only what onnxruntime fuses well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.read.encoder import AROUND, HEADS, LINK, SLICES
from sayso.read.entities import FLAGS, HIDDEN_WORD, KINDS, LEXICAL
from sayso.read.tokens import SHAPES

HIDDEN, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS, EPSILON = 384, 6, 12, 1536, 30522, 512, 1e-12
SIGHT = 128  # what a tagger learns of a wide teacher's last layer, see `distil`
KEPT = 230  # of 256: a dropout of 0.102


def drop(x: Tensor, training: bool) -> Tensor:
    """Dropout. On a processor from random bytes: drawing torch's own cost a tenth of a step there (2026-11)."""
    if not training:
        return x
    if x.is_cuda:
        return F.dropout(x, 1 - KEPT / 256)
    draws = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-(2**63), 2**63 - 1)
    return x * (draws.view(torch.uint8)[: x.numel()].view(x.shape) < KEPT) * (256 / KEPT)


class Layer(nn.Module):
    """mask: which pieces are seen, or what is added to how well they fit."""

    def __init__(self, width: int = HIDDEN, inner: int = INNER, epsilon: float = EPSILON) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.attended, self.done = (nn.LayerNorm(width, eps=epsilon) for _ in range(2))

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (
            f(x).view(batch, length, ATTENTION_HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        # No dropout on attention: drawing it costs twice as much here as everything else in a step.
        if mask is not None and mask.is_floating_point():
            mask = mask.to(q.dtype)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.attended(x + drop(mixed, self.training))
        return self.done(x + drop(self.down(F.gelu(self.up(x))), self.training))


class Names(nn.Module):
    """The entity scorer: kinds of words from what stands around them (the encoder's) and from the words themselves.

    `sayso.read.entities` does the same in numpy.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lexical = nn.Embedding(VOCABULARY, LEXICAL)
        self.hidden = nn.Linear(AROUND + 4 * LEXICAL + FLAGS, HIDDEN_WORD)
        self.out = nn.Linear(HIDDEN_WORD, 1 + 2 * len(KINDS))

    def forward(self, around: Tensor, pieces: Tensor, flags: Tensor) -> Tensor:
        """around [words, AROUND], pieces [words, 4] (head, tail, head before, head after), flags [words, FLAGS]."""
        x = torch.cat([around, self.lexical(pieces).flatten(1), flags], 1)
        return self.out(torch.tanh(self.hidden(drop(x, self.training))))


class Tagger(nn.Module):
    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.heads = nn.Linear(HIDDEN, HEADS)
        self.names = Names()

    def encoded(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """The last layer: [batch, length, HIDDEN]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places)[None] + self.shapes(shapes))
        x = drop(x, self.training)
        if mask is not None:
            mask = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        return self.heads(self.encoded(ids, shapes, mask))


def links(logits: Tensor, query: str, key: str) -> Tensor:
    """Scores [batch, length, length]: how well each piece's `query` fits each piece's `key`."""
    return logits[..., SLICES[query]] @ logits[..., SLICES[key]].transpose(1, 2) / LINK**0.5


def from_minilm(path: Path) -> Tagger:
    """A tagger with the weights of all-MiniLM-L6-v2 (`model.safetensors`) and fresh heads.

    MiniLM knows one kind of text; its table entry for that begins every shape.
    """
    model = Tagger()
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "attended": "attention.output.LayerNorm",
    }
    with filled_from(path, "all-MiniLM-L6-v2") as weights:
        state = renamed(weights, parts, LAYERS)
        state["shapes.weight"] = weights["embeddings.token_type_embeddings.weight"][:1].repeat(SHAPES, 1)
        fill(model, state)
    # The scorer's word table begins as the principal directions of MiniLM's.
    words = state["words.weight"]
    _, _, directions = torch.pca_lowrank(words, LEXICAL)
    lexical = (words - words.mean(0)) @ directions
    model.names.lexical.weight.data = lexical / lexical.std()
    return model


# What BERT and MPNet both call so, by our names: of the whole, and of each layer.
EMBEDDINGS = {
    "words.weight": "embeddings.word_embeddings.weight",
    "positions.weight": "embeddings.position_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
}
FEED_FORWARD = {"up": "intermediate.dense", "down": "output.dense", "done": "output.LayerNorm"}


def renamed(weights: dict[str, Tensor], parts: dict[str, str], layers: int) -> dict[str, Tensor]:
    """The weights of a BERT or an MPNet under our names. parts: theirs, by ours, for the attention of every layer."""
    within = {
        f"layers.{layer}.{ours}.{tensor}": f"encoder.layer.{layer}.{theirs}.{tensor}"
        for layer in range(layers)
        for ours, theirs in (parts | FEED_FORWARD).items()
        for tensor in ("weight", "bias")
    }
    return {ours: weights[theirs] for ours, theirs in (EMBEDDINGS | within).items()}


def fill(model: nn.Module, state: dict[str, Tensor]) -> None:
    """Give the model its weights, all but the heads and the entity scorer's."""
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith(("heads", "names")) for name in missing):
        raise RuntimeError(f"missing {missing}, unexpected {unexpected}")


@contextmanager
def filled_from(path: Path, whose: str) -> Iterator[dict[str, Tensor]]:
    """The weights in a file.

    :raises ValueError: if they lack one that is asked for, or do not fit.
    """
    try:
        yield load_file(path)
    except KeyError as error:
        raise ValueError(f"{path} is not {whose}: it has no {error}") from error
    except (RuntimeError, SafetensorError) as error:
        raise ValueError(f"{path} is not {whose}: {error}") from error
