"""Train one tagger: from corpora to OUT/average.pt, as `python -m training` asks.

CORPORA holds `polnear/`, `re3d/` and `gum/`; MINILM holds all-MiniLM-L6-v2's `model.safetensors` and `tokenizer.json`.
Seeded. After every epoch OUT/state.pt holds everything needed to go on after a stop: run the same command again.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import torch
from tokenizers import Tokenizer

from sayso.read.encoder import SLICES
from sayso.read.tagging import log_softmax
from sayso.read.tokens import tokenise
from training.batches import Batch, batches
from training.corpora import Example, polnear, re3d, written
from training.distil import taught
from training.gum import gum
from training.losses import loss_of
from training.model import Tagger
from training.passes import encode
from training.targets import Text
from training.wide import Wide

BATCH, DECAY, WARMUP, HEAD_RATE, LAYER_DECAY = 16, 0.01, 0.06, 5.0, 0.9
FRESH = ("heads", "names", "sight")
LOSSES = ("tags", "links", "chains", "entities", "sight")
RE3D_TIMES = 3  # it is small and is seen so often an epoch
Model = TypeVar("Model", Tagger, Wide)

# Every fifth text of re3d and GUM is held back to measure entities on; of PolNeAR a fold may be (`without`).
FOLDS, HELD_BACK = 5, 4


class Plan(NamedTuple):
    """How a model is trained. average: how much of the averaged weights stays at each step. weights: of the losses of
    LOSSES. drops: whether with dropout. turns: in how many epochs every text with annotations is shown once; those
    without any, which only a teacher speaks of, are shown in each."""

    epochs: int
    rate: float
    average: float = 0.996
    weights: tuple[float, ...] = (1.0, 0.3, 0.1, 0.3, 1.0)
    drops: bool = True
    turns: int = 1


# 2026-11: at 2e-4 with averaging, the tags on PolNeAR dev got hardly better after the fifth epoch (tag F1 of a tagger
# without a fold: .840 .862 .871 .874 .875).
TEACHER, TAGGER = Plan(5, 2e-4), Plan(6, 2e-4)
WIDE = Plan(3, 8e-5, 0.994, (1.0, 0.3, 0.0, 0.0, 0.0))
# Without dropout: after an epoch with it, a tagger of six layers agreed with its teachers hardly better on what it was
# taught without annotations (tag F1 .942; other texts than those that teach now) than on dev (.940).
# The corpora by turns: of PolNeAR, which it learnt, the teacher says what the annotators say; only of other news does
# it say what it would of any. This stands for the two rounds that made tagger-5 (docs/model-card.md); it was not run
# as one.
AGAIN = Plan(8, 3e-4, 0.997, drops=False, turns=2)


def optimiser(model: Tagger | Wide, rate: float) -> torch.optim.AdamW:
    """AdamW with rates that fall by LAYER_DECAY a layer towards the embeddings; fresh heads learn faster."""
    groups, layers = [], len(model.layers)
    for name, weight in model.named_parameters():
        layer = int(name.split(".")[1]) if name.startswith("layers") else -1
        scale = HEAD_RATE if name.startswith(FRESH) else LAYER_DECAY ** (layers - 1 - layer)
        decay = 0.0 if weight.ndim == 1 else DECAY
        if weight.requires_grad:
            groups.append({"params": [weight], "lr": rate * scale, "base": rate * scale, "weight_decay": decay})
    return torch.optim.AdamW(groups, fused=True)


@torch.no_grad()
def measure(model: Tagger | Wide, texts: list[Text]) -> str:
    """Losses and tag accuracy over pieces that bear a tag, on the first annotator's labels."""
    model.eval()
    sums, hit, predicted, gold, count = np.zeros(len(LOSSES)), 0, 0, 0, 0
    for b in batches(texts, random.Random(0), 16, vary=False):
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(b.ids, b.shapes, b.mask)
        logits = logits.float()
        sums += [float(x) for x in loss_of(model, logits, b)]
        count += 1
        best, known = logits[..., SLICES["tags"]].argmax(-1), b.tags >= 0
        hit += int(((best == b.tags) & known & (b.tags > 0)).sum())
        predicted += int(((best > 0) & known).sum())
        gold += int((b.tags > 0).sum())
    losses = " ".join(f"{name} {x / count:.4f}" for name, x in zip(LOSSES, sums, strict=True))
    return f"{losses} tag F1 {2 * hit / max(1, predicted + gold):.4f}"


def loaded(out: Path, kind: type[Model]) -> Model:
    """The averaged model of this kind that a training left in its folder."""
    state = torch.load(out / "average.pt", weights_only=True)
    model = kind(layers=len({name.split(".")[1] for name in state if name.startswith("layers.")}))
    model.load_state_dict(state)
    return model.eval()


def fold(examples: list[Example], without: int | None) -> list[Example]:
    """All examples but those of one fold."""
    return [example for i, example in enumerate(examples) if i % FOLDS != without]


def prepared(examples: list[Example], tokenizer: Tokenizer) -> list[Text]:
    return [Text(example, tokenise(example.text, tokenizer)) for example in examples]


def softened(texts: list[Text], teachers: Sequence[Tagger], folds: bool) -> list[Text]:
    """The texts with what the teachers say of their tags. `folds`: teacher K was trained without fold K, and of a text
    that a teacher was not trained on only that one is asked."""
    found = []
    for i, text in enumerate(texts):
        asked = [teachers[i % FOLDS]] if folds and i % FOLDS < len(teachers) else teachers
        says = [np.exp(log_softmax(encode(t, text.tokens).logits[:, SLICES["tags"]])) for t in asked]
        found.append(text._replace(soft=np.mean(says, 0) * text.tokens.first[:, None]))
    return found


class Training:
    """A training under way: weights, their average, the optimiser, and how far it has come."""

    def __init__(self, model: Tagger | Wide, plan: Plan, out: Path, texts: list[Text], seed: int) -> None:
        torch.manual_seed(seed)
        self.rng = random.Random(seed)
        self.model, self.plan, self.out, self.texts = model.train(plan.drops), plan, out, texts
        self.average = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.optimizer = optimiser(self.model, plan.rate)
        self.step, self.epoch = 0, 0
        each = [sum(1 for _ in batches(self.shown_in(turn), random.Random(0), BATCH)) for turn in range(plan.turns)]
        self.steps = sum(each[epoch % plan.turns] for epoch in range(plan.epochs))
        out.mkdir(parents=True, exist_ok=True)

    def resume(self) -> None:
        """Go on from OUT/state.pt where there is one."""
        if (self.out / "state.pt").exists():
            state = torch.load(self.out / "state.pt", weights_only=False)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.average, self.step, self.epoch = state["average"], state["step"], state["epoch"]
            self.rng.setstate(state["rng"])
            if "draws" not in state:
                raise ValueError(f"{self.out / 'state.pt'} was left by an earlier version; delete it to train anew")
            torch.set_rng_state(state["draws"])

    def shown_in(self, epoch: int) -> list[Text]:
        """The texts of an epoch: with annotations those whose turn it is, without any all."""
        turns = self.plan.turns
        return [text for at, text in enumerate(self.texts) if (at - epoch) % turns == 0 or not text.example.annotated]

    def run_epoch(self) -> None:
        began, first = time.time(), self.step
        for b in batches(self.shown_in(self.epoch), self.rng, BATCH):
            losses = self._learn(b)
            if self.step % 20 == 0:
                pace = (time.time() - began) / (self.step - first)
                print(f"step {self.step}/{self.steps}, {pace:.2f} s each: {losses}", flush=True)
        self.epoch += 1

    def _learn(self, b: Batch) -> str:
        self.step += 1
        pace = min(self.step / WARMUP, (self.steps - self.step) / (1 - WARMUP)) / self.steps
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * max(0.0, pace)
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model(b.ids, b.shapes, b.mask)
        losses = loss_of(self.model, logits.float(), b)
        loss = sum(weight * loss for weight, loss in zip(self.plan.weights, losses, strict=True))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        keep = min(self.plan.average, self.step / (self.step + 10))
        for name, value in self.model.state_dict().items():
            self.average[name].lerp_(value, 1 - keep)
        return " ".join(f"{name} {loss:.3f}" for name, loss in zip(LOSSES, losses, strict=True))

    def save(self, dev: list[Text]) -> None:
        """Measure the averaged weights and keep them as OUT/average.pt; keep everything else as OUT/state.pt."""
        kept = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        print(f"epoch {self.epoch}: dev {measure(self.model, dev)}", flush=True)
        told = {name: value for name, value in self.average.items() if not name.startswith("sight")}
        torch.save(told, self.out / "average.pt")
        self.model.load_state_dict(kept)
        self.model.train(self.plan.drops)
        state = {"model": kept, "optimizer": self.optimizer.state_dict(), "average": self.average}
        state |= {"rng": self.rng.getstate(), "draws": torch.get_rng_state(), "step": self.step, "epoch": self.epoch}
        torch.save(state, self.out / "state.part")
        (self.out / "state.part").replace(self.out / "state.pt")


def train(
    model: Tagger | Wide,
    plan: Plan,
    corpora: Path,
    minilm: Path,
    out: Path,
    seed: int = 0,
    without: int | None = None,
    teachers: Sequence[Path] = (),
    wide: Path | None = None,
) -> None:
    """Train a model into `out`, or go on with it. without: a fold of PolNeAR to hold back. teachers: folders of
    taggers trained without fold 0, 1, ..., whose word counts beside the annotators'. wide: the folder of a wide
    teacher, whose word and the model's own at the beginning do, on news without annotations too."""
    tokenizer = tokenizer_of(minilm)
    texts = prepared(fold(polnear(corpora / "polnear/train"), without), tokenizer)
    # A wide teacher learns tags and links alone, which the other corpora do not have.
    named = [(re3d(corpora / "re3d"), RE3D_TIMES), (gum(corpora / "gum"), 1)] if isinstance(model, Tagger) else []
    models = [loaded(folder, Tagger) for folder in teachers]
    if models:
        texts = softened(texts, models, folds=without is None)
    for examples, times in named:
        part = prepared(fold(examples, HELD_BACK), tokenizer)
        texts += (softened(part, models, folds=False) if models else part) * times
    if wide:
        texts += prepared(written(), tokenizer)
        out.mkdir(parents=True, exist_ok=True)
        texts = taught(texts, loaded(wide, Wide), deepcopy(model).eval(), out / "taught.npz")
    dev = prepared(polnear(corpora / "polnear/dev"), tokenizer)
    training = Training(model, plan, out, texts, seed)
    training.resume()
    while training.epoch < plan.epochs:
        training.run_epoch()
        training.save(dev)


def tokenizer_of(minilm: Path) -> Tokenizer:
    """MiniLM's tokenizer, which neither cuts nor fills up."""
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
