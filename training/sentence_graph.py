"""The graph of a sentence model, as onnxruntime runs it on a processor: four bits a weight, one sentence at a time.

In: a MiniLM in torch, and its matrices rounded (`fourbits.py`). Out: an ONNX model from ids [1, pieces] to the mean of
what the last layer gives [1, HIDDEN]. Written out node by node: what a tracer makes of it is not fused well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.fourbits import Packed, halves
from training.model import ATTENTION_HEADS, HIDDEN, Tagger

CONTRIBUTED = "com.microsoft"  # onnxruntime's own operators
OPERATORS, LAYOUT = 20, 10  # versions that onnxruntime 1.20 knows
# A layer's matrices, in the order of their use; those together get the same inputs.
TOGETHER = (("query", "key", "value"), ("out",), ("up",), ("down",))
COARSE = 4  # inputs of a matrix go in as eight bits: a fifth faster, and the vectors are as near to the original's


class Graph:
    """The ONNX graph as it grows: each call adds one node and returns the name of what it gives."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.stored: list[onnx.TensorProto] = []

    def keep(self, name: str, values: NDArray[np.generic] | Tensor) -> str:
        array = values.detach().numpy() if isinstance(values, Tensor) else values
        self.stored.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def keep_levels(self, name: str, levels: NDArray[np.uint8]) -> str:
        raw = halves(levels.reshape(1, -1)).tobytes()
        self.stored.append(helper.make_tensor(name, TensorProto.UINT4, levels.shape, raw, raw=True))
        return name

    def looked_up(self, name: str, table: Packed, at: str, made: str) -> str:
        """The rows `at` of a table."""
        levels, scale, zero = table
        given = [
            self.keep_levels(name, levels),
            at,
            self.keep(f"{name}.scale", scale),
            self.keep_levels(f"{name}.zero", zero.astype(np.uint8)),
        ]
        options = {"gather_axis": 0, "quantize_axis": 1, "block_size": levels.shape[1] // scale.shape[1]}
        return self.do("GatherBlockQuantized", given, made, CONTRIBUTED, **options)

    def do(self, op: str, given: Sequence[str], name: str, domain: str = "", **options: object) -> str:
        self.nodes.append(helper.make_node(op, given, [name], name=name, domain=domain, **options))
        return name

    def linear(self, x: str, name: str, parts: Sequence[Packed], bias: Tensor) -> str:
        """x times matrices side by side, plus bias."""
        levels, scale, zero = (np.concatenate(part) for part in zip(*parts, strict=True))
        (out, width), blocks = levels.shape, scale.shape[1]
        given = [
            x,
            self.keep(f"{name}.levels", halves(levels.reshape(out, blocks, -1))),
            self.keep(f"{name}.scale", scale),
            self.keep(f"{name}.zero", halves(zero.astype(np.uint8))),
            "",
            self.keep(f"{name}.bias", bias),
        ]
        options = {"K": width, "N": out, "bits": 4, "block_size": width // blocks}
        return self.do("MatMulNBits", given, name, CONTRIBUTED, accuracy_level=COARSE, **options)

    def normed(self, x: str, y: str, name: str, norm: nn.LayerNorm) -> str:
        """The layer norm of x + y."""
        weight, bias = self.keep(f"{name}.weight", norm.weight), self.keep(f"{name}.bias", norm.bias)
        return self.do("SkipLayerNormalization", [x, y, weight, bias], name, CONTRIBUTED, epsilon=norm.eps)

    def attention(self, asked: str, layer: int) -> str:
        """What the heads of a layer mix from queries, keys and values that lie side by side."""
        parts = [f"{layer}.{name}" for name in TOGETHER[0]]
        options = {"axis": -1, "num_outputs": len(parts)}
        self.nodes.append(helper.make_node("Split", [asked], parts, name=f"{layer}.split", **options))
        return self.do("MultiHeadAttention", parts, f"{layer}.mixed", CONTRIBUTED, num_heads=ATTENTION_HEADS)

    def finished(self, name: str, given: Sequence[str], made: str, shape: Sequence[int | str]) -> onnx.ModelProto:
        """The model: from `given` [1, pieces] each, whole numbers, to `made`."""
        inputs = [helper.make_tensor_value_info(one, TensorProto.INT64, [1, "pieces"]) for one in given]
        outputs = [helper.make_tensor_value_info(made, TensorProto.FLOAT, shape)]
        whole = helper.make_graph(self.nodes, name, inputs, outputs, self.stored)
        versions = [helper.make_opsetid("", OPERATORS), helper.make_opsetid(CONTRIBUTED, 1)]
        return helper.make_model(whole, opset_imports=versions, ir_version=LAYOUT, producer_name="sayso")


def graph(model: Tagger, found: Mapping[str, Packed], longest: int) -> onnx.ModelProto:
    """The model as onnxruntime runs it: ids [1, pieces] to vector [1, HIDDEN], the mean over pieces."""
    g = Graph()
    words = g.looked_up("words", found["words"], "ids", "meant")
    # Each text is of MiniLM's one kind, whose entry goes with the positions.
    places = g.keep("positions", model.positions.weight[:longest] + model.shapes.weight[0])
    length = g.do("Shape", ["ids"], "length", start=1, end=2)
    start, axis = (g.keep(name, np.array([n], np.int64)) for name, n in (("start", 0), ("axis", 0)))
    there = g.do("Slice", [places, start, length, axis], "there")
    first = g.do("Unsqueeze", [there, axis], "placed")
    x = g.normed(words, first, "embedded", model.norm)
    for n, layer in enumerate(model.layers):
        three = TOGETHER[0]
        bias = torch.cat([getattr(layer, name).bias for name in three])
        asked = g.linear(x, f"{n}.asked", [found[f"{n}.{name}"] for name in three], bias)
        mixed = g.linear(g.attention(asked, n), f"{n}.out", [found[f"{n}.out"]], layer.out.bias)
        x = g.normed(x, mixed, f"{n}.attended", layer.attended)
        up = g.linear(x, f"{n}.up", [found[f"{n}.up"]], layer.up.bias)
        down = g.linear(g.do("Gelu", [up], f"{n}.bent"), f"{n}.down", [found[f"{n}.down"]], layer.down.bias)
        x = g.normed(x, down, f"{n}.done", layer.done)
    g.do("ReduceMean", [x, g.keep("over", np.array([1], np.int64))], "vector", keepdims=0)
    return g.finished("vectors", ["ids"], "vector", [1, HIDDEN])
