"""The graph of the sentence model: onnxruntime makes of it what torch makes of the rounded weights. Needs torch."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from training.fourbits import nearest
from training.model import Tagger
from training.sentence_graph import TOGETHER, graph
from training.vectors import BLOCK, TABLE_BLOCK, moments, states_of

LONGEST = 16


@pytest.fixture(scope="module")
def model() -> Tagger:
    torch.manual_seed(1)
    return Tagger().eval()


def test_the_graph_gives_what_the_rounded_model_gives(model: Tagger) -> None:
    found = {"words": nearest(model.words.weight.detach().numpy(), TABLE_BLOCK)}
    with torch.no_grad():
        model.words.weight.copy_(torch.from_numpy(found["words"].weights))
        for number, layer in enumerate(model.layers):
            for name in (name for names in TOGETHER for name in names):
                linear = getattr(layer, name)
                found[f"{number}.{name}"] = nearest(linear.weight.numpy(), BLOCK)
                linear.weight.copy_(torch.from_numpy(found[f"{number}.{name}"].weights))
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    run = onnxruntime.InferenceSession(graph(model, found, LONGEST).SerializeToString(), options).run
    for ids in ([101, 102], [101, 2000, 3000, 4000, 102], list(range(1000, 1000 + LONGEST))):
        with torch.no_grad():
            gold = states_of(model, ids).mean(1)[0].numpy()
        (made,) = run(None, {"ids": np.array([ids], np.int64)})[0]
        assert gold @ made / np.linalg.norm(gold) / np.linalg.norm(made) > 0.995


def test_moments_are_of_what_goes_into_a_matrix(model: Tagger) -> None:
    states = [torch.randn(1, 3, 384), torch.randn(1, 5, 384)]
    seen = moments(model.layers[0], "query", states)
    x = torch.cat(states, 1)[0].double().numpy()
    assert np.allclose(seen, x.T @ x, rtol=1e-3, atol=1e-3)
    assert moments(model.layers[0], "down", states).shape == (1536, 1536)
