"""The graph of the tagger: onnxruntime gives what torch gives, and it is read back. Needs torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import onnx
import torch

from training.export import store_names
from training.model import Tagger
from training.shipped import shipped
from training.tagger_graph import WEIGHT, graph, rounded


@pytest.fixture(scope="module")
def model() -> Tagger:
    torch.manual_seed(1)
    return Tagger(layers=2).eval()


@pytest.fixture(scope="module")
def folder(model: Tagger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("model")
    onnx.save(graph(model), made / "tagger.onnx")
    store_names(model.names, made / "entities.npz")
    return made


@torch.no_grad()
def test_the_graph_gives_what_the_model_gives(model: Tagger, folder: Path) -> None:
    run = onnxruntime.InferenceSession(folder / "tagger.onnx").run
    for length in (1, 2, 57, 320):
        ids = torch.randint(1000, 20000, (1, length), generator=torch.Generator().manual_seed(length))
        shapes = ids % 6
        gold = model(ids, shapes).numpy()
        (made,) = run(None, {"ids": ids.numpy(), "shapes": shapes.numpy()})
        assert made.shape == gold.shape
        assert np.sqrt(((made - gold) ** 2).mean()) < 0.05 * gold.std()


def test_no_product_of_two_weights_and_inputs_is_cut_off() -> None:
    levels, scale = rounded(torch.tensor([[0.5, -1.0, 0.001], [0.0, 0.0, 0.0]]), WEIGHT)
    assert levels.tolist() == [[32, -64, 0], [0, 0, 0]]
    assert np.allclose(levels[0] * scale[0], [0.5, -1.0, 0.0])
    assert 2 * 255 * int(np.abs(levels).max()) < 2**15


@torch.no_grad()
def test_what_was_written_is_read_back(model: Tagger, folder: Path) -> None:
    ids = torch.arange(1000, 1100)[None]
    gold, made = (one(ids, ids % 6) for one in (model, shipped(folder).eval()))
    assert (made - gold).pow(2).mean().sqrt() < 0.05 * gold.std()
    written, stored = (
        {one.name: one.raw_data for one in found.graph.initializer if one.name.endswith("levels")}
        for found in (graph(shipped(folder)), onnx.load(folder / "tagger.onnx"))
    )
    assert written == stored


def test_what_another_tool_wrote_is_refused(folder: Path, tmp_path: Path) -> None:
    other = onnx.load(folder / "tagger.onnx")
    del other.graph.initializer[:]
    onnx.save(other, tmp_path / "tagger.onnx")
    with pytest.raises(ValueError, match=r"tagger\.onnx is not as `training\.export` writes it"):
        shipped(tmp_path)
