"""How the chance that two articles are on one event is learnt: `python -m training.stories CORPORA`.

In: the folder of the corpora. Out: `src/sayso/compare/grouping.json`, weights of small networks. Learnt from half of
ECB+'s topics and half of the gun violence incidents; `python -m benchmarks.stories` reports on the other halves.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import torch

from sayso.compare.grouping import features
from sayso.compare.profiles import Profile, cosine, profile, weighted
from sayso.read import read_all
from sayso.types import Document, normalise
from training.halves import told

OUT = Path("src/sayso/compare/grouping.json")
HIDDEN, SEEDS, STEPS, RATE, DECAY = 12, 3, 1500, 0.02, 1e-4
FLOOR = 0.05  # of the cosine of words or names: pairs below are never candidates
NAMED = ("person", "place", "organisation")


def profiles(records: list[dict[str, Any]]) -> list[Profile]:
    """The profiles of records, with the names that Sayso reads in them."""
    documents = [
        Document(
            normalise(record["text"]),
            record["id"],
            title=record.get("title"),
            outlet=record.get("outlet"),
            published=date.fromisoformat(record["published"][:10]) if record.get("published") else None,
        )
        for record in records
    ]
    found = []
    for reading in read_all(documents):
        d = reading.document
        names = [(m.span.words(d.text), m.span.start) for m in reading.mentions if m.kind in NAMED]
        found.append(profile(d.name, d.text, d.title, names, d.outlet, d.published))
    return found


def pairs(found: list[Profile], stories: list[str]) -> Iterator[tuple[list[float], bool]]:
    """Features of every pair that may be one story, and whether it is."""
    counts = Counter(term for one in found for term in one.terms)
    every = len(found)

    def rarity(term: str) -> float:
        return math.log((every + 1) / counts[term]) if counts[term] > 1 else 0.0

    bags = [weighted(one, rarity) for one in found]
    for a, b in combinations(range(len(found)), 2):
        if cosine(bags[a]["words"], bags[b]["words"]) > FLOOR or cosine(bags[a]["names"], bags[b]["names"]) > 2 * FLOOR:
            yield features(found[a], found[b], bags[a], bags[b]), stories[a] == stories[b]


def learn(x: torch.Tensor, y: torch.Tensor, seed: int) -> list[torch.Tensor]:
    """Weights of a network of one hidden layer."""
    torch.manual_seed(seed)
    hidden, out = torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.Linear(HIDDEN, 1)
    weights = [*hidden.parameters(), *out.parameters()]
    optimiser = torch.optim.AdamW(weights, RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS)
    for _ in range(STEPS):
        odds = out(torch.tanh(hidden(x)))[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, y)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    print(f"seed {seed}: log loss {loss.item():.4f}")
    return [weight.detach() for weight in weights]


def main(folder: Path) -> None:
    rows: list[tuple[list[float], bool]] = []
    for corpus in ("ecb", "guns"):
        records = [record for record in told(folder, corpus) if record["half"] == 0]
        rows += pairs(profiles(records), [record["story"] for record in records])
        print(f"{corpus}: {len(records)} articles, {len(rows)} pairs so far")
    x = torch.tensor([row[0] for row in rows])
    y = torch.tensor([float(row[1]) for row in rows])
    mean, scale = x.mean(0), x.std(0) + 1e-6
    learnt = [learn((x - mean) / scale, y, seed) for seed in range(SEEDS)]
    stored = {"mean": mean, "scale": scale}
    stored |= {
        "hidden": torch.stack([one[0].T for one in learnt]),
        "hidden_bias": torch.stack([one[1] for one in learnt]),
        "out": torch.stack([one[2][0] for one in learnt]),
        "out_bias": torch.stack([one[3][0] for one in learnt]),
    }
    rounded = {name: np.round(value.numpy().astype(float), 4).tolist() for name, value in stored.items()}
    OUT.write_text(json.dumps(rounded) + "\n", encoding="utf8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.stories CORPORA")
    main(Path(sys.argv[1]))
