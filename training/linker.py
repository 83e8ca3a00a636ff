"""Fit the linker on what the trained tagger finds: `python -m training.linker CORPORA PACKAGE_FOLDER`.

In: PolNeAR and the model in PACKAGE_FOLDER (the installed package's). Out: `linker.npz` beside it. The tagger knows its
training articles better than it will know any other, so its votes there are blunted (VOTE_NOISE) before the scorer may
lean on them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from sayso.read.encoder import SLICES, encoder
from sayso.read.linking import FEATURES, features, near, scene
from sayso.read.tagging import Run, runs
from training.corpora import Attribution, Example, polnear

HIDDEN, STEPS, RATE, DECAY, VOTE = 24, 1500, 0.02, 1e-4, FEATURES - 2
VOTE_NOISE = 2.0  # standard deviation, in nats

Choice = tuple[np.ndarray, int]  # rows of features, and which is right


def choices(example: Example) -> tuple[list[Choice], list[Choice]]:
    """The choices that a text offers: of a cue for each content, and of a source for each cue."""
    engine = encoder()
    ((tokens, encoded),) = engine.encode_all([engine.tokenise(example.text)])
    s = scene(tokens, encoded, runs(tokens, encoded.logits[:, SLICES["tags"]]))
    gold = example.attributions[0]
    cue_choices, source_choices = [], []
    for run in s.contents:
        if (said := _meant(run, gold, "content")) is not None:
            within = near(run, s.cues)
            right = [k for k, i in enumerate(within) if _touches(s.cues[i], said.cue)]
            if right:
                rows = features(s, run, [s.cues[i] for i in within], "content_query", "cue_key")[:-1]
                cue_choices.append((rows, right[0]))
    for run in s.cues:
        if (said := _meant(run, gold, "cue")) is not None:
            within = near(run, s.sources)
            right = [k for k, i in enumerate(within) if _touches(s.sources[i], said.source)]
            if within and (right or not said.source):
                rows = features(s, run, [s.sources[i] for i in within], "cue_query", "source_key")
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


def fit(found: list[Choice]) -> dict[str, np.ndarray]:
    """A scorer with one hidden layer: softmax over each choice's rows."""
    torch.manual_seed(0)
    width = max(len(rows) for rows, _ in found)
    x, mask = torch.zeros(len(found), width, FEATURES), torch.zeros(len(found), width, dtype=torch.bool)
    y = torch.tensor([right for _, right in found])
    for i, (rows, _) in enumerate(found):
        x[i, : len(rows)], mask[i, : len(rows)] = torch.from_numpy(rows), True
    hidden = (torch.randn(FEATURES, HIDDEN) * 0.2).requires_grad_()
    bias, out = torch.zeros(HIDDEN, requires_grad=True), (torch.randn(HIDDEN) * 0.2).requires_grad_()
    optimizer = torch.optim.AdamW([hidden, bias, out], RATE, weight_decay=DECAY)
    for step in range(STEPS):
        noisy = x.clone()
        noisy[..., VOTE] += torch.randn(x.shape[:2]) * VOTE_NOISE
        scores = (torch.tanh(noisy @ hidden + bias) @ out).masked_fill(~mask, -1e4)
        loss = F.cross_entropy(scores, y)
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"{len(found)} choices, loss {loss:.4f}, right {(scores.argmax(1) == y).float().mean():.4f}")
    return {"hidden": hidden.detach().numpy(), "bias": bias.detach().numpy(), "out": out.detach().numpy()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    cue_choices: list[Choice] = []
    source_choices: list[Choice] = []
    for example in polnear(args.corpora / "polnear/train"):
        cues, sources = choices(example)
        cue_choices += cues
        source_choices += sources
    stored = {f"cue_key.{name}": value for name, value in fit(cue_choices).items()}
    stored |= {f"source_key.{name}": value for name, value in fit(source_choices).items()}
    np.savez(args.folder / "linker.npz", **stored)


if __name__ == "__main__":
    main()
