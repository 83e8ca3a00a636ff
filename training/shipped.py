"""The shipped tagger as a model to train on: what `export` wrote, read back.

`python -m training.shipped FOLDER` writes it as FOLDER/average.pt, as training leaves a tagger: to go on with, or to
export in another way.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.fourbits import Packed
from training.model import Tagger
from training.sentence_graph import TOGETHER

TABLES = {"positions": "positions", "kinds": "shapes"}


def shipped(folder: Path) -> Tagger:
    """The tagger whose `tagger.onnx` and `entities.npz` lie in `folder`; weights are the rounded ones.

    :raises ValueError: if `export` did not write that file.
    """
    stored = onnx.load(folder / "tagger.onnx").graph.initializer
    held = {one.name: numpy_helper.to_array(one) for one in stored}
    if "words.zero" not in held:
        raise ValueError(f"{folder / 'tagger.onnx'} is not as `training.export` writes it")
    model = Tagger(layers=sum(name.endswith("attended.weight") for name in held))
    state = _names(folder / "entities.npz") | _linear(held, "logits", ["heads"])
    state |= {f"{ours}.weight": held[f"{name}.levels"] * held[f"{name}.scale"] for name, ours in TABLES.items()}
    levels, zero = (held[name].astype(np.uint8) for name in ("words", "words.zero"))
    state["words.weight"] = Packed(levels, held["words.scale"], zero).weights
    norms = {"embedded": "norm"}
    for n in range(len(model.layers)):
        for together in TOGETHER:
            name = "asked" if len(together) > 1 else together[0]
            state |= _linear(held, f"{n}.{name}", [f"layers.{n}.{part}" for part in together])
        norms |= {f"{n}.{name}": f"layers.{n}.{name}" for name in ("attended", "done")}
    state |= {f"{ours}.{part}": held[f"{name}.{part}"] for name, ours in norms.items() for part in ("weight", "bias")}
    model.load_state_dict({name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()})
    return model


def _linear(held: dict[str, NDArray], name: str, parts: list[str]) -> dict[str, NDArray]:
    """The matrices and biases that lie side by side under this name."""
    weight = (held[f"{name}.levels"] * held[f"{name}.scale"]).T
    columns = {"weight": np.split(weight, len(parts)), "bias": np.split(held[f"{name}.bias"], len(parts))}
    return {f"{part}.{kind}": values[n] for n, part in enumerate(parts) for kind, values in columns.items()}


def _names(path: Path) -> dict[str, NDArray]:
    with np.load(path) as stored:
        return {
            "names.lexical.weight": stored["lexical"] * stored["scale"],
            "names.hidden.weight": stored["hidden"].T,
            "names.hidden.bias": stored["hidden_bias"],
            "names.out.weight": stored["out"].T,
            "names.out.bias": stored["out_bias"],
        }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.shipped", description=__doc__)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    torch.save(shipped(Path(str(files("sayso.read"))) / "model").state_dict(), args.folder / "average.pt")


if __name__ == "__main__":
    main()
