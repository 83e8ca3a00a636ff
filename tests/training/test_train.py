"""Training from corpora in their layouts: it learns, and what was stopped goes on to the same end. Needs torch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch")

import torch

from sayso.read.encoder import SLICES, encoder
from training import distil, names
from training import train as training_module
from training.corpora import Example
from training.distil import Student
from training.model import Tagger
from training.names import fit_names
from training.passes import encode, loaded
from training.train import Plan, Training, train

TEXT = "Ilse Brandt of the Tesk Council said the dam held. She may leave Halmere."
ANN = "T1\tSource 0 11\tx\nT2\tCue 32 36\tx\nT3\tContent 37 49\tx\nE1\tA:T2 Content:T3 Cue:T2 Source:T1\n"
SILVER = {"id": "a", "entities": [[0, 11, "PERSON"]], "coreference": [[[0, 11], [51, 54]]]}
GOLD = [
    {"documentId": "0", "begin": a, "end": b, "type": kind, "confidence": 1}
    for a, b, kind in ((0, 11, "Person"), (19, 31, "Organisation"), (65, 72, "Location"))
]
PLAN = Plan(6, 5e-4, 0.5, batch=1)
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


def test_a_fold_that_is_held_back_is_not_shown(
    corpora: Path, minilm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []

    def only_look(self: Training) -> None:
        shown.append([text.fold for text in self.texts])
        self.epoch = PLAN.epochs

    monkeypatch.setattr(Training, "resume", only_look)
    monkeypatch.setattr(distil, "loaded", lambda folder, kind: Teacher())
    monkeypatch.setattr(training_module, "written", lambda: [Example("The mill was shut.")])
    for number, without in enumerate((None, 1)):
        out = tmp_path / str(number)
        train(Student(fresh()), PLAN, corpora, minilm, out, without=without, teachers=[Path("0")])
    others = [None] * (len(shown[0]) - 8)
    assert sorted(shown[0], key=str) == [0, 0, 1, 1, 2, 2, 3, 3, *others]  # each with its varied copy
    assert sorted(shown[1], key=str) == [0, 0, 2, 2, 3, 3, *others]


class Teacher(torch.nn.Module):
    """As wide teachers are, but it has one word for everything: that a content goes on."""

    def encoded(self, ids: torch.Tensor, shapes: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return torch.randn(*ids.shape, 160, generator=torch.Generator().manual_seed(1))

    def heads(self, hidden: torch.Tensor) -> torch.Tensor:
        return torch.eye(7)[6].expand(*hidden.shape[:-1], 7) * 20


def test_a_teachers_word_counts_beside_the_annotators_and_alone_without_them(
    corpora: Path, minilm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = "Nobody came on Monday. The mill was shut."
    monkeypatch.setattr(distil, "loaded", lambda folder, kind: Teacher())
    monkeypatch.setattr(training_module, "written", lambda: [Example(news)])
    train(Student(fresh()), PLAN, corpora, minilm, tmp_path, teachers=[Path("0"), Path("1")])
    student = loaded(tmp_path, Tagger)
    tags = encode(student, encoder().tokenise(news)).logits[:, SLICES["tags"]].argmax(-1)
    assert (tags == 6).all()
    said = encode(student, encoder().tokenise(TEXT)).logits[:, SLICES["tags"]]
    assert int((said[:, 3] - said[:, 6]).argmax()) == 4  # "said", of which the annotators' word was another
