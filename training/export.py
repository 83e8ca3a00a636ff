"""Write the trained tagger as int8 ONNX: `python -m training.export OUT MINILM PACKAGE_FOLDER`.

In: OUT/average.pt. Out: `tagger.onnx` and `tokenizer.json`. Matrix weights become int8 per column, the word table int8
per tensor; activations are quantised as they come, window by window.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from tokenizers import Tokenizer

from training.model import ATTENTION_HEADS, HIDDEN, Tagger


def export(weights: Path, folder: Path, minilm: Path) -> Path:
    """The path of the ONNX file written into `folder`, its tokenizer beside it."""
    model = Tagger().eval()
    model.load_state_dict(torch.load(weights, weights_only=True))
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
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    path = export(args.out / "average.pt", args.folder, args.minilm)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
