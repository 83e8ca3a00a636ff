"""Fit the linker: three scorers that say which cue a content goes with, which source a cue has, and whether an
attribution as a whole is right.

In: folders of taggers trained without fold 0, 1, ... of PolNeAR, in this order: what a tagger finds in texts that it
was not trained on is what the linker will meet. Out: `linker.npz`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from sayso.read import linking
from sayso.read.attribution import LEAN, drafts, worth_of
from sayso.read.encoder import SLICES, Encoded
from sayso.read.linking import Scene, features, near, scene
from sayso.read.tagging import Run, runs
from sayso.read.tokens import Tokens, tokenise
from training.corpora import FOLDS, Attribution, Example, polnear
from training.model import Tagger
from training.passes import encode, loaded
from training.train import tokenizer_of

HIDDEN, STEPS, RATE, DECAY = 24, 1500, 0.02, 1e-3

Choice = tuple[np.ndarray, int]  # rows of features, and which is right
Seen = tuple[Example, Tokens, Encoded]


def held_back(corpora: Path, minilm: Path, out: Sequence[Path]) -> list[Seen]:
    """Every text that one of the taggers was not trained on, with what that tagger says of it."""
    tokenizer = tokenizer_of(minilm)
    found = []
    for number, folder in enumerate(out):
        model = loaded(folder, Tagger)
        for example in polnear(corpora / "polnear/train")[number::FOLDS]:
            tokens = tokenise(example.text, tokenizer)
            found.append((example, tokens, encode(model, tokens)))
    return found


def scene_of(seen: Seen) -> Scene:
    _, tokens, encoded = seen
    return scene(tokens, encoded, runs(tokens, encoded.logits[:, SLICES["tags"]], LEAN))


def choices(seen: Seen) -> tuple[list[Choice], list[Choice]]:
    """The choices that a text offers: of a cue for each content, and of a source for each cue."""
    s, gold = scene_of(seen), seen[0].attributions[0]
    cue_choices, source_choices = [], []
    for run in s.contents:
        said, within = _meant(run, gold, "content"), near(run, s.cues)
        if within:
            right = [k for k, i in enumerate(within) if said and _touches(s.cues[i], said.cue)]
            rows = features(s, [run], [within], s.cues, "content_query", "cue_key")
            cue_choices.append((rows, right[0] if right else len(within)))
    for run in s.cues:
        if (said := _meant(run, gold, "cue")) is not None:
            within = near(run, s.sources)
            right = [k for k, i in enumerate(within) if _touches(s.sources[i], said.source)]
            if within and (right or not said.source):
                rows = features(s, [run], [within], s.sources, "cue_query", "source_key")
                source_choices.append((rows, right[0] if right else len(within)))
    return cue_choices, source_choices


def _touches(run: Run, spans: list[tuple[int, int]]) -> bool:
    return any(run.span.start < b and a < run.span.end for a, b in spans)


def _meant(run: Run, gold: list[Attribution], part: str) -> Attribution | None:
    """The gold attribution whose part shares most with the run, if any does."""

    def shared(attribution: Attribution) -> int:
        return sum(max(0, min(run.span.end, b) - max(run.span.start, a)) for a, b in getattr(attribution, part))

    best = max(gold, key=shared, default=None)
    return best if best is not None and shared(best) else None


def judged(seen: Seen) -> list[tuple[list[float], bool]]:
    """Each attribution of a text as the linker now makes them: its features, and whether it is right: its content
    shares half of both with that of a gold attribution (each serves once) and the sources overlap, or there is none."""
    s, gold = scene_of(seen), seen[0].attributions[0]
    found = drafts(s)
    inside = [_letters([run.span for run in draft.contents]) for draft in found]
    outside = [_letters(attribution.content) for attribution in gold]
    pairs = sorted(
        ((len(a & b) / len(a | b), i, j) for i, a in enumerate(inside) for j, b in enumerate(outside) if a & b),
        reverse=True,
    )
    right, used = set(), set()
    taken: set[int] = set()
    for share, i, j in pairs:
        if share >= 0.5 and i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            source = found[i].source
            if _touches(source, gold[j].source) if source else not gold[j].source:
                right.add(i)
    return [(worth_of(s, draft), i in right) for i, draft in enumerate(found)]


def _letters(spans: list) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


def fit(found: list[Choice], steps: int) -> dict[str, np.ndarray]:
    """A scorer with one hidden layer: softmax over each choice's rows."""
    torch.manual_seed(0)
    width, size = max(len(rows) for rows, _ in found), found[0][0].shape[1]
    x, mask = torch.zeros(len(found), width, size), torch.zeros(len(found), width, dtype=torch.bool)
    y = torch.tensor([right for _, right in found])
    for i, (rows, _) in enumerate(found):
        x[i, : len(rows)], mask[i, : len(rows)] = torch.from_numpy(rows), True
    hidden = (torch.randn(size, HIDDEN) * 0.2).requires_grad_()
    bias, out = torch.zeros(HIDDEN, requires_grad=True), (torch.randn(HIDDEN) * 0.2).requires_grad_()
    optimizer = torch.optim.AdamW([hidden, bias, out], RATE, weight_decay=DECAY)
    for step in range(steps):
        scores = (torch.tanh(x @ hidden + bias) @ out).masked_fill(~mask, -1e4)
        loss = F.cross_entropy(scores, y)
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / steps)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"{len(found)} choices, loss {loss:.4f}, right {(scores.argmax(1) == y).float().mean():.4f}", flush=True)
    return {"hidden": hidden.detach().numpy(), "bias": bias.detach().numpy(), "out": out.detach().numpy()}


def fit_all(seen: list[Seen]) -> dict[str, dict[str, np.ndarray]]:
    """The three scorers; the third is fitted on what the first two make of the texts."""
    offered = [choices(one) for one in seen]
    scorers = {
        "cue_key": fit([choice for cues, _ in offered for choice in cues], STEPS),
        "source_key": fit([choice for _, sources in offered for choice in sources], STEPS),
    }
    linking._scorers = lambda: {name: tuple(scorer.values()) for name, scorer in scorers.items()}
    made = [one for text in seen for one in judged(text)]
    # Right or wrong is a choice between a row and one that always scores nothing.
    rows = [(np.array([row, [0.0] * len(row)], np.float32), 1 - int(right)) for row, right in made]
    scorers["worth"] = fit(rows, STEPS // 3)
    return scorers


def fit_linker(corpora: Path, minilm: Path, out: Sequence[Path], package: Path) -> None:
    """Write `linker.npz` into the package's model folder."""
    scorers = fit_all(held_back(corpora, minilm, out))
    stored = {f"{name}.{part}": value for name, scorer in scorers.items() for part, value in scorer.items()}
    np.savez(package / "linker.npz", **stored)
