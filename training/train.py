"""Train one tagger: from corpora to OUT/average.pt, as `python -m training` asks.

CORPORA holds `polnear/`, `re3d/` and `gum/`; MINILM holds all-MiniLM-L6-v2's `model.safetensors` and `tokenizer.json`.
Seeded. After every epoch OUT/state.pt holds everything needed to go on after a stop: run the same command again. On a
processor that ends with the same bytes as without the stop; a GPU adds in another order each time.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.read.encoder import SLICES
from sayso.read.tokens import tokenise
from training.batches import Batch, batches, count
from training.corpora import FOLDS, HELD_BACK, Example, polnear, re3d, written
from training.device import DEVICE, halved
from training.distil import SILENCE, Word, taught
from training.gum import gum
from training.losses import loss_of
from training.model import Tagger
from training.targets import Text
from training.varied import near_words, varied
from training.wide import Wide

DECAY, WARMUP, HEAD_RATE, LAYER_DECAY = 0.01, 0.06, 5.0, 0.9
FRESH = ("heads", "names", "sight")
LOSSES = ("tags", "links", "chains", "entities", "sight")
RE3D_TIMES = 3  # it is small and is seen so often an epoch


class Plan(NamedTuple):
    """How a model is trained. average: how much of the averaged weights stays at each step. weights: of the losses of
    LOSSES. drops: whether with dropout. batch: windows a step."""

    epochs: int
    rate: float
    average: float = 0.996
    weights: tuple[float, ...] = (1.0, 0.3, 0.1, 0.3, 1.0)
    drops: bool = True
    batch: int = 16


# 2026-11: at 2e-4 with averaging, the tags on PolNeAR dev got hardly better after the fifth epoch (tag F1 of a tagger
# without a fold: .840 .862 .871 .874 .875).
APART = Plan(5, 2e-4)
# Too short for what is rare: after it, five of them together find beginnings of cues worse than the tagger that they
# teach (F1 on dev .790), all tags together better (.896). Longer was not tried.
WIDE = Plan(4, 6e-5, 0.995, (1.0, 0.3, 0.0, 0.0, 0.0))
# Without dropout: after an epoch with it, a tagger of six layers agreed with its teachers hardly better on what it was
# taught without annotations (tag F1 .942) than on dev (.940). After six epochs of this it still got better.
TAGGER = Plan(6, 5e-4, 0.998, drops=False, batch=64)


def optimiser(model: Tagger | Wide, rate: float) -> torch.optim.AdamW:
    """AdamW with rates that fall by LAYER_DECAY a layer towards the embeddings; fresh heads learn faster."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, weight in model.named_parameters():
        layer = int(name.split(".")[1]) if name.startswith("layers") else -1
        scale = HEAD_RATE if name.startswith(FRESH) else LAYER_DECAY ** (len(model.layers) - 1 - layer)
        if weight.requires_grad:
            groups.setdefault((rate * scale, 0.0 if weight.ndim == 1 else DECAY), []).append(weight)
    return torch.optim.AdamW(
        [{"params": part, "lr": base, "base": base, "weight_decay": decay} for (base, decay), part in groups.items()],
        fused=True,
    )


@torch.no_grad()
def measure(model: Tagger | Wide, texts: list[Text]) -> str:
    """Losses and tag accuracy over pieces that bear a tag, on the first annotator's labels."""
    model.eval()
    sums, hit, predicted, gold, shown = np.zeros(len(LOSSES)), 0, 0, 0, 0
    for each in batches(texts, random.Random(0), 16, vary=False):
        b = each.to(DEVICE)
        with halved():
            logits = model(b.ids, b.shapes, b.mask)
        logits = logits.float()
        sums += [float(x) for x in loss_of(model, logits, b, SILENCE)]
        shown += 1
        best, known = logits[..., SLICES["tags"]].argmax(-1), b.tags >= 0
        hit += int(((best == b.tags) & known & (b.tags > 0)).sum())
        predicted += int(((best > 0) & known).sum())
        gold += int((b.tags > 0).sum())
    losses = " ".join(f"{name} {x / shown:.4f}" for name, x in zip(LOSSES, sums, strict=True))
    return f"{losses} tag F1 {2 * hit / max(1, predicted + gold):.4f}"


def shown_of(examples: list[Example]) -> list[Example]:
    """All examples but those that are held back."""
    return [example for number, example in enumerate(examples) if number % FOLDS != HELD_BACK]


def prepared(examples: list[Example], tokenizer: Tokenizer) -> list[Text]:
    return [Text(example, tokenise(example.text, tokenizer)) for example in examples]


class Training:
    """A training under way: weights, their average, the optimiser, and how far it has come."""

    def __init__(
        self, model: Tagger | Wide, plan: Plan, out: Path, texts: list[Text], word: Word = SILENCE, seed: int = 0
    ) -> None:
        torch.manual_seed(seed)
        self.rng = random.Random(seed)
        self.model, self.plan, self.out, self.texts, self.word = model.to(DEVICE), plan, out, texts, word
        self.average = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.optimizer = optimiser(self.model, plan.rate)
        self.step, self.epoch = 0, 0
        self.steps = plan.epochs * count(texts, plan.batch)
        out.mkdir(parents=True, exist_ok=True)

    def resume(self) -> None:
        """Go on from OUT/state.pt where there is one."""
        if (self.out / "state.pt").exists():
            state = torch.load(self.out / "state.pt", weights_only=False, map_location="cpu")
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.epoch = state["step"], state["epoch"]
            self.average = {name: value.to(DEVICE) for name, value in state["average"].items()}
            self.rng.setstate(state["rng"])
            torch.set_rng_state(state["draws"])
            if DEVICE.type == "cuda":
                torch.cuda.set_rng_state(state["draws on it"])

    def run_epoch(self) -> None:
        began, first = time.time(), self.step
        self.model.train(self.plan.drops)
        for b in batches(self.texts, self.rng, self.plan.batch):
            losses = self._learn(b.to(DEVICE))
            if self.step % 20 == 0:
                paid = " ".join(f"{name} {loss:.3f}" for name, loss in zip(LOSSES, losses, strict=True))
                pace = (time.time() - began) / (self.step - first)
                print(f"step {self.step}/{self.steps}, {pace:.3f} s each: {paid}", flush=True)
        self.epoch += 1

    def _learn(self, b: Batch) -> tuple[Tensor, ...]:
        self.step += 1
        pace = min(self.step / WARMUP, (self.steps - self.step) / (1 - WARMUP)) / self.steps
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * max(0.0, pace)
        with halved():
            logits = self.model(b.ids, b.shapes, b.mask)
        losses = loss_of(self.model, logits.float(), b, self.word)
        loss = sum(weight * loss for weight, loss in zip(self.plan.weights, losses, strict=True))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        keep = min(self.plan.average, self.step / (self.step + 10))
        for name, value in self.model.state_dict().items():
            self.average[name].lerp_(value, 1 - keep)
        return losses

    def save(self, dev: list[Text]) -> None:
        """Measure the averaged weights and keep them as OUT/average.pt; keep everything else as OUT/state.pt."""
        kept = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        print(f"epoch {self.epoch}: dev {measure(self.model, dev)}", flush=True)
        shipped = {name: value.cpu() for name, value in self.average.items() if not name.startswith("sight")}
        torch.save(shipped, self.out / "average.pt")
        self.model.load_state_dict(kept)
        state = {"model": kept, "optimizer": self.optimizer.state_dict(), "average": self.average}
        state |= {"rng": self.rng.getstate(), "draws": torch.get_rng_state(), "step": self.step, "epoch": self.epoch}
        if DEVICE.type == "cuda":
            state["draws on it"] = torch.cuda.get_rng_state()
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
) -> None:
    """Train a model into `out`, or go on with it. without: a fold of PolNeAR to hold back. teachers: folders of wide
    teachers (see `taught`), whose word counts beside the annotators', and alone on news without annotations."""
    tokenizer = tokenizer_of(minilm)
    dev = prepared(polnear(corpora / "polnear/dev"), tokenizer)
    articles = prepared(polnear(corpora / "polnear/train"), tokenizer)
    folds = [text._replace(fold=number % FOLDS) for number, text in enumerate(articles)]
    texts = [text for text in folds if text.fold != without]
    if isinstance(model, Tagger):  # a wide teacher learns tags and links alone, which the other corpora do not have
        texts += prepared(shown_of(re3d(corpora / "re3d")), tokenizer) * RE3D_TIMES
        texts += prepared(shown_of(gum(corpora / "gum")), tokenizer)
    word = SILENCE
    if teachers:
        texts += prepared(written(), tokenizer)
        texts += varied(texts, near_words(model.words.weight.detach(), tokenizer), seed)
        out.mkdir(parents=True, exist_ok=True)
        texts, word = taught(texts, teachers, out / "taught.npz")
    training = Training(model, plan, out, texts, word, seed)
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
