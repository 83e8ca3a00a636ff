"""How the model of `sayso.compare.vectors` is made: `python -m training.vectors CORPORA MINILM`.

In: all-MiniLM-L6-v2's `model.safetensors`, and PolNeAR's training articles to see which inputs its layers get. Out:
`src/sayso/compare/vectors.onnx`: the same model with four bits a weight (`fourbits.py`). Nothing is trained: there are
no labels and no steps. Layer by layer, each is rounded on what the rounded ones before it give. About two minutes.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from sayso.compare.vectors import LONGEST, MODEL, pieces
from sayso.read.sentences import sentences
from sayso.types import normalise
from training.corpora import polnear
from training.fourbits import Packed, calibrated, nearest
from training.model import Layer, Tagger, from_minilm
from training.sentence_graph import TOGETHER, graph

SENTENCES, SEED, SHORTEST = 1000, 7, 20  # to calibrate on; characters of one
BLOCK, TABLE_BLOCK = 64, 128  # weights that share a scale


def embedded(model: Tagger, ids: Sequence[int]) -> Tensor:
    """What goes into the first layer: [1, pieces, HIDDEN]."""
    summed = model.words(torch.tensor([ids])) + model.positions.weight[: len(ids)] + model.shapes.weight[0]
    return model.norm(summed)


def states_of(model: Tagger, ids: Sequence[int]) -> Tensor:
    """What comes out of the last layer: [1, pieces, HIDDEN]."""
    x = embedded(model, ids)
    for layer in model.layers:
        x = layer(x, None)
    return x


@torch.no_grad()
def original(model: Tagger, texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of all-MiniLM-L6-v2 itself, to compare with: [texts, HIDDEN]."""
    return np.array([nn.functional.normalize(states_of(model, pieces(text)).mean(1))[0].numpy() for text in texts])


def calibration(corpora: Path) -> list[list[int]]:
    """Pieces of sentences to see inputs on."""
    texts = [normalise(example.text) for example in polnear(corpora / "polnear/train")]
    found = sorted({span.words(text) for text in texts for span in sentences(text)})
    long = [sentence for sentence in found if len(sentence) >= SHORTEST]
    return [pieces(sentence) for sentence in random.Random(SEED).sample(long, SENTENCES)]


@torch.no_grad()
def rounded(model: Tagger, inputs: Sequence[Sequence[int]]) -> dict[str, Packed]:
    """The model's matrices in four bits; the model itself is left with the rounded weights."""
    found = {"words": nearest(model.words.weight.numpy(), TABLE_BLOCK)}
    model.words.weight.copy_(torch.from_numpy(found["words"].weights))
    states = [embedded(model, ids) for ids in inputs]
    for number, layer in enumerate(model.layers):
        for names in TOGETHER:
            seen = moments(layer, names[0], states)
            for name in names:
                linear = getattr(layer, name)
                packed = calibrated(linear.weight.numpy(), seen, BLOCK)
                linear.weight.copy_(torch.from_numpy(packed.weights))
                found[f"{number}.{name}"] = packed
        states = [layer(x, None) for x in states]
        print(f"layer {number + 1} of {len(model.layers)}", flush=True)
    return found


@torch.no_grad()
def moments(layer: Layer, name: str, states: Sequence[Tensor]) -> NDArray[np.float64]:
    """How the inputs of one matrix move together: the sum of x xᵀ."""
    linear = getattr(layer, name)
    seen = torch.zeros(linear.in_features, linear.in_features, dtype=torch.float64)

    def add(_: nn.Module, given: tuple[Tensor, ...]) -> None:
        x = given[0].reshape(-1, linear.in_features)
        seen.add_((x.T @ x).double())

    watching = linear.register_forward_pre_hook(add)
    for x in states:
        layer(x, None)
    watching.remove()
    return seen.numpy()


def main(corpora: Path, minilm: Path) -> None:
    model = from_minilm(minilm / "model.safetensors").eval()
    found = rounded(model, calibration(corpora))
    path = Path(str(files("sayso.compare"))) / MODEL
    onnx.save(graph(model, found, LONGEST), path)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB; now run python -m training.claims and the benchmarks")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m training.vectors CORPORA MINILM")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
