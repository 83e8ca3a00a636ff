"""The encoders to start from: their weights, under the names their makers gave them, become ours. Needs torch."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from training import model, wide
from training.model import Tagger, fill, from_minilm
from training.wide import Wide, from_mpnet

COMMON = {
    "words": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "norm": "embeddings.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "done": "output.LayerNorm",
}
BERT = COMMON | {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
}
MPNET = COMMON | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "attended": "attention.LayerNorm",
    "distances": "encoder.relative_attention_bias",
}


def theirs(ours: nn.Module, table: dict[str, str]) -> dict[str, Tensor]:
    """The weights of the encoder alone, as the file that it is shared in names them."""
    found = {}
    for name, value in ours.state_dict().items():
        *path, part, tensor = name.split(".")
        if part in table and not name.startswith("names"):
            layer = f"encoder.layer.{path[1]}." if path else ""
            found[f"{layer}{table[part]}.{tensor}"] = value.clone()
    return found


def minilm() -> tuple[Tagger, dict[str, Tensor]]:
    ours = Tagger(1)
    weights = theirs(ours, BERT)
    weights["embeddings.token_type_embeddings.weight"] = torch.stack(
        [torch.full((model.HIDDEN,), k) for k in (1.0, 2.0)]
    )
    return ours, weights


def mpnet() -> tuple[Wide, dict[str, Tensor]]:
    ours = Wide(1)
    return ours, theirs(ours, MPNET)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """One layer, and few words, so that files are small."""
    torch.manual_seed(1)
    for module, kind in ((model, Tagger), (wide, Wide)):
        monkeypatch.setattr(module, "LAYERS", 1)
        monkeypatch.setattr(module, "VOCABULARY", 200)
        monkeypatch.setattr(kind.__init__, "__defaults__", (1,))


@pytest.mark.parametrize(("made", "load"), [(minilm, from_minilm), (mpnet, from_mpnet)])
def test_every_weight_of_the_encoder_finds_its_place(made: Callable, load: Callable, tmp_path: Path) -> None:
    ours, weights = made()
    save_file(weights, tmp_path / "model.safetensors")
    found, wanted = load(tmp_path / "model.safetensors").state_dict(), ours.state_dict()
    encoder = [name for name in wanted if not name.startswith(("heads", "names", "shapes"))]
    assert len(encoder) >= 20
    assert all(torch.equal(found[name], wanted[name]) for name in encoder)


def test_every_shape_begins_as_the_one_kind_of_text_that_minilm_knows(tmp_path: Path) -> None:
    save_file(minilm()[1], tmp_path / "model.safetensors")
    assert (from_minilm(tmp_path / "model.safetensors").shapes.weight == 1).all()


@pytest.mark.parametrize(("made", "load"), [(minilm, from_minilm), (mpnet, from_mpnet)])
def test_another_file_is_told_apart(made: Callable, load: Callable, tmp_path: Path) -> None:
    weights, name = made()[1], "embeddings.word_embeddings.weight"
    path, table = tmp_path / "model.safetensors", weights.pop(name)
    for wrong, told in ((weights, f"it has no '{name}'"), (weights | {name: table[:, :64].clone()}, "size mismatch")):
        save_file(wrong, path)
        with pytest.raises(ValueError, match=rf"(?s){re.escape(str(path))} is not all-.*{told}"):
            load(path)


def test_a_file_of_another_kind_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_text("no weights")
    with pytest.raises(ValueError, match=rf"{re.escape(str(path))} is not all-MiniLM-L6-v2"):
        from_minilm(path)


def test_a_weight_that_nothing_was_said_of_is_an_error() -> None:
    state = Tagger(1).state_dict()
    fill(Tagger(1), {name: value for name, value in state.items() if not name.startswith(("heads", "names"))})
    del state["layers.0.up.bias"]
    with pytest.raises(RuntimeError, match=r"layers\.0\.up\.bias"):
        fill(Tagger(1), state)
