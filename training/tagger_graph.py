"""The graph of the tagger, as onnxruntime runs it on a processor: eight bits a weight, four for the table of words; one
window at a time.

In: a tagger in torch. Out: an ONNX model from ids and shapes [1, pieces] to logits [1, pieces, HEADS]. Written out node
by node, as the sentence model's is: what a tracer makes of attention is not fused, and takes a tenth longer (2026-11).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto
from torch import Tensor, nn

from sayso.read.encoder import HEADS
from training.fourbits import nearest
from training.model import Tagger
from training.sentence_graph import CONTRIBUTED, TOGETHER, Graph

# Levels on either side of nought. Of a weight half of what eight bits hold: processors without VNNI add two products of
# a weight and an input of eight bits in sixteen bits; more would be cut off there, and the same text read otherwise.
WEIGHT, TABLE = 64, 127
# In eight bits the table of words was half of the file: four, with a scale for so many, change nothing that is found
# (2026-11, a tagger of six layers: tag F1 on PolNeAR dev .8878 with them, .8873 without), and give three layers room.
BLOCK = 32


def rounded(rows: Tensor, levels: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as whole numbers, `levels` at most on either side of nought, and the scale of each."""
    values = rows.detach().numpy()
    scale = np.maximum(np.abs(values).max(1), 1e-8) / levels
    return np.round(values / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class Eights(Graph):
    """A graph whose matrices and small tables hold eight bits a weight."""

    def product(self, x: str, name: str, parts: Sequence[nn.Linear]) -> str:
        """x, rounded to eight bits as it comes, times matrices side by side, plus their biases."""
        levels, scale = rounded(torch.cat([part.weight for part in parts]), WEIGHT)
        given = [
            x,
            self.keep(f"{name}.levels", levels.T),
            self.keep(f"{name}.scale", scale),
            "",
            self.keep(f"{name}.bias", torch.cat([part.bias for part in parts])),
        ]
        return self.do("DynamicQuantizeMatMul", given, name, CONTRIBUTED)

    def rows(self, name: str, table: Tensor, at: str) -> str:
        """The rows `at` of a table."""
        levels, scale = rounded(table, TABLE)
        found = self.do("Gather", [self.keep(f"{name}.levels", levels), at], f"{name}.rounded")
        scales = self.do("Gather", [self.keep(f"{name}.scale", scale[:, None]), at], f"{name}.scales")
        return self.do("Mul", [self.do("Cast", [found], f"{name}.wide", to=TensorProto.FLOAT), scales], f"{name}.rows")


def graph(model: Tagger) -> onnx.ModelProto:
    """The model as onnxruntime runs it."""
    g = Eights()
    numbers: dict[str, int | list[int]] = {"nought": 0, "one": 1, "axis": [0]}
    nought, one, axis = (g.keep(name, np.array(value, np.int64)) for name, value in numbers.items())
    length = g.do("Squeeze", [g.do("Shape", ["ids"], "shape", start=1, end=2), axis], "length")
    places = g.do("Unsqueeze", [g.do("Range", [nought, length, one], "range"), axis], "places")
    table = nearest(model.words.weight.detach().numpy(), BLOCK)
    words, positions = g.looked_up("words", table, "ids", "meant"), g.rows("positions", model.positions.weight, places)
    kinds = g.rows("kinds", model.shapes.weight, "shapes")
    x = g.normed(g.do("Add", [words, positions], "placed"), kinds, "embedded", model.norm)
    for n, layer in enumerate(model.layers):
        asked = g.product(x, f"{n}.asked", [getattr(layer, name) for name in TOGETHER[0]])
        mixed = g.product(g.attention(asked, n), f"{n}.out", [layer.out])
        x = g.normed(x, mixed, f"{n}.attended", layer.attended)
        up = g.do("Gelu", [g.product(x, f"{n}.up", [layer.up])], f"{n}.bent")
        x = g.normed(x, g.product(up, f"{n}.down", [layer.down]), f"{n}.done", layer.done)
    g.product(x, "logits", [model.heads])
    return g.finished("tagger", ["ids", "shapes"], "logits", [1, "pieces", HEADS])
