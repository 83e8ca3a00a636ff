"""Write the trained tagger as the package loads it.

In: its weights. Out: `tagger.onnx`, `entities.npz` and `tokenizer.json`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx

from training.model import Names, Tagger
from training.passes import loaded
from training.tagger_graph import graph
from training.train import tokenizer_of


def export(tagger: Path, folder: Path, minilm: Path) -> Path:
    """The path of the ONNX file written into `folder`, its tokenizer beside it. tagger: a folder that training left."""
    folder.mkdir(parents=True, exist_ok=True)
    model, out = loaded(tagger, Tagger).cpu(), folder / "tagger.onnx"
    store_names(model.names, folder / "entities.npz")
    onnx.save(graph(model), out)
    onnx.checker.check_model(str(out), full_check=False)
    tokenizer_of(minilm).save(str(folder / "tokenizer.json"), pretty=False)
    return out


def store_names(names: Names, path: Path) -> None:
    """The entity scorer's weights, as `sayso.read.entities` loads them."""
    lexical = names.lexical.weight.detach().numpy()
    scale = np.float32(np.abs(lexical).max() / 127)
    np.savez_compressed(
        path,
        lexical=np.round(lexical / scale).astype(np.int8),
        scale=scale,
        hidden=names.hidden.weight.detach().numpy().T,
        hidden_bias=names.hidden.bias.detach().numpy(),
        out=names.out.weight.detach().numpy().T,
        out_bias=names.out.bias.detach().numpy(),
    )
