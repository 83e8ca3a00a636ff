"""Training from corpora in their layouts: it learns, and what was stopped goes on to the same end. Needs torch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from sayso.read.encoder import SLICES, encoder
from training import names
from training import train as training_module
from training.corpora import Example
from training.model import Tagger
from training.names import fit_names
from training.passes import encode
from training.targets import Text
from training.train import Plan, Training, loaded, train

TEXT = "Ilse Brandt of the Tesk Council said the dam held. She may leave Halmere."
ANN = "T1\tSource 0 11\tx\nT2\tCue 32 36\tx\nT3\tContent 37 49\tx\nE1\tA:T2 Content:T3 Cue:T2 Source:T1\n"
SILVER = {"id": "a", "entities": [[0, 11, "PERSON"]], "coreference": [[[0, 11], [51, 54]]]}
GOLD = [
    {"documentId": "0", "begin": a, "end": b, "type": kind, "confidence": 1}
    for a, b, kind in ((0, 11, "Person"), (19, 31, "Organisation"), (65, 72, "Location"))
]
PLAN = Plan(6, 5e-4, 0.5)
CONLLU = "# newdoc id = x\n# newpar\n# text = Halmere waits.\n" + "".join(
    f"{at}\t{word}\t{word}\tX\tX\t_\t_\t_\t_\t{misc}\n"
    for at, word, misc in (
        (1, "Halmere", "Entity=(1-place-new-cf1-1-sgl)"),
        (2, "waits", "SpaceAfter=No"),
        (3, ".", "_"),
    )
)


def lines(records: list[dict]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One article as PolNeAR has it, four times, the same as re3d has it, and another as GUM has it."""
    root = tmp_path_factory.mktemp("corpora")
    for part in ("train", "dev"):
        folder = root / "polnear" / part
        (folder / "text").mkdir(parents=True)
        (folder / "attributions").mkdir()
        for name in "abcd":
            (folder / "text" / f"{name}.txt").write_text(TEXT)
            (folder / "attributions" / f"{name}_one.ann").write_text(ANN)
        (folder / "corenlp_silver.jsonl").write_text(lines([{**SILVER, "id": name} for name in "abcd"]))
    (root / "re3d" / "one").mkdir(parents=True)
    (root / "re3d" / "one" / "documents.json").write_text(lines([{"_id": "0", "text": TEXT}]))
    (root / "re3d" / "one" / "entities.json").write_text(lines(GOLD))
    (root / "gum").mkdir()
    (root / "gum" / "GUM_news_x.conllu").write_text(CONLLU)
    return root


@pytest.fixture(scope="module")
def minilm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("minilm")
    encoder().tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture(scope="module", autouse=True)
def small_batches() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training_module, "BATCH", 1)
        yield


def fresh() -> Tagger:
    torch.manual_seed(1)
    return Tagger(layers=1)


@pytest.fixture(scope="module")
def trained(corpora: Path, minilm: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tagger")
    train(fresh(), PLAN, corpora, minilm, out)
    return out


def test_it_learns_what_it_is_shown(trained: Path) -> None:
    tokens = encoder().tokenise(TEXT)
    tags = encode(loaded(trained, Tagger), tokens).logits[:, SLICES["tags"]].argmax(-1)
    pieces = [TEXT[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]
    told = {tag: [pieces[at] for at in (tags == tag).nonzero()[0]] for tag in (3, 5, 6)}
    assert told == {3: ["said"], 5: ["the"], 6: ["dam", "held"]}
    assert not (trained / "state.part").exists()


def test_a_training_that_was_stopped_ends_the_same(
    trained: Path, corpora: Path, minilm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Training.save

    def stopped(self: Training, dev: list) -> None:
        save(self, dev)
        if self.epoch == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Training, "save", stopped)
        with pytest.raises(KeyboardInterrupt):
            train(fresh(), PLAN, corpora, minilm, tmp_path)
    train(fresh(), PLAN, corpora, minilm, tmp_path)
    ours, theirs = (torch.load(folder / "average.pt") for folder in (tmp_path, trained))
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_names_are_fitted_and_nothing_else_changes(
    trained: Path, corpora: Path, minilm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "STEPS", 5)
    fit_names(corpora, minilm, trained, tmp_path)
    before, after = (loaded(folder, Tagger).state_dict() for folder in (trained, tmp_path))
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert {"names.hidden.weight", "names.out.weight", "heads.weight", "heads.bias"} <= changed
    assert all(name.startswith(("names", "heads")) for name in changed)
    around = SLICES["around"]
    for name in ("heads.weight", "heads.bias"):
        rows = (before[name] != after[name]).reshape(len(before[name]), -1).any(1).nonzero()[:, 0]
        assert around.start <= rows.min()
        assert rows.max() < around.stop


def test_texts_with_annotations_are_shown_by_turns(tmp_path: Path) -> None:
    examples = [Example(TEXT, entities=[(0, 11, "person")])] * 4 + [Example(TEXT)] * 3
    texts = [Text(example, encoder().tokenise(TEXT)) for example in examples]
    training = Training(fresh(), Plan(4, 1e-3, turns=2), tmp_path, texts, seed=0)
    number = {id(text): at for at, text in enumerate(texts)}
    shown = [[number[id(text)] for text in training.shown_in(epoch)] for epoch in range(4)]
    assert shown == [[0, 2, 4, 5, 6], [1, 3, 4, 5, 6]] * 2
    assert training.steps == 20  # one text a batch here
