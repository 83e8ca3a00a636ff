"""Write the trained tagger as int8 ONNX.

In: its weights. Out: `tagger.onnx`, `entities.npz` and `tokenizer.json`. Matrix weights become int8 per column, the
word tables int8 per tensor; activations are quantised as they come, window by window.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model

from training.model import ATTENTION_HEADS, HIDDEN, Names, Tagger
from training.train import tokenizer_of


def export(weights: Path, folder: Path, minilm: Path) -> Path:
    """The path of the ONNX file written into `folder`, its tokenizer beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    model = Tagger().eval()
    model.load_state_dict(torch.load(weights, weights_only=True))
    store_names(model.names, folder / "entities.npz")
    ids = torch.full((1, 24), 1000)
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch, "plain.onnx"), Path(scratch, "fused.onnx")
        torch.onnx.export(
            model,
            (ids, torch.zeros_like(ids)),
            plain,
            input_names=["ids", "shapes"],
            output_names=["logits"],
            dynamic_axes={"ids": {1: "length"}, "shapes": {1: "length"}, "logits": {1: "length"}},
            opset_version=17,
            dynamo=False,
        )
        optimize_model(str(plain), "bert", num_heads=ATTENTION_HEADS, hidden_size=HIDDEN).save_model_to_file(str(fused))
        out = folder / "tagger.onnx"
        quantize_dynamic(
            fused,
            out,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
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
