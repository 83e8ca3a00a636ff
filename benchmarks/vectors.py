"""How near the shipped vectors are to the original's: `python -m benchmarks.vectors MINILM [SHARED] [--write]`.

MINILM holds all-MiniLM-L6-v2's `model.safetensors`; torch runs it, so this needs what training needs. Sentences that
nothing was calibrated on: of PolNeAR dev, and of two corpora of other coverage. How many a second is told for one core,
one sentence at a time.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.measurements import SHARED, corpus, write
from sayso.compare.vectors import MODEL, Model, vectors
from sayso.read.sentences import sentences
from sayso.types import normalise
from training.corpora import polnear
from training.model import from_minilm
from training.vectors import original

SEED, WORDS = 1, 4  # fewest words of a sentence
NEAREST = 10
MOST = {"PolNeAR dev": 2500, "syria_coverage": 1000, "gun_violence": 1000}


def texts(shared: Path, name: str) -> Iterator[str]:
    """The texts of one of the sets of MOST."""
    if name == "PolNeAR dev":
        yield from (normalise(example.text) for example in polnear(corpus(shared / "data/polnear/dev")))
        return
    with corpus(shared / f"data/{name}.jsonl").open(encoding="utf8") as lines:
        yield from (normalise(json.loads(line)["text"]) for line in lines)


def drawn(shared: Path, name: str) -> list[str]:
    """Sentences drawn with a seed, each once."""
    found = {" ".join(span.words(text).split()) for text in texts(shared, name) for span in sentences(text)}
    long = sorted(sentence for sentence in found if len(sentence.split()) >= WORDS)
    return random.Random(SEED).sample(long, min(MOST[name], len(long)))


def neighbours(gold: NDArray[np.float32], made: NDArray[np.float32]) -> tuple[float, float]:
    """How often the original's nearest other sentence is the nearest here, and among the nearest ten."""
    nearest, ranked = [], []
    for vectors_of in (gold, made):
        products = vectors_of @ vectors_of.T
        np.fill_diagonal(products, -2)
        order = np.argsort(-products, 1)
        nearest.append(order[:, 0])
        ranked.append(order[:, :NEAREST])
    return float((nearest[0] == nearest[1]).mean()), float((ranked[1] == nearest[0][:, None]).any(1).mean())


def measure(minilm: Path, shared: Path) -> str:
    """The section of docs/measurements.md."""
    torch.set_num_threads(1)
    model = from_minilm(minilm / "model.safetensors").eval()
    started = time.perf_counter()
    Model()
    loading = time.perf_counter() - started
    size = files("sayso.compare").joinpath(MODEL).read_bytes()
    rows = [
        f"{len(size) / 1e6:.1f} MB, loaded in {loading:.2f} s.",
        "",
        "| sentences of | number | cosine to the original, mean | of 5 % less than | its nearest is the nearest"
        " | is among the nearest 10 | a second and core |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in MOST:
        told = drawn(shared, name)
        gold = original(model, told)
        begun = time.process_time()
        made = vectors(told)
        rate = len(told) / (time.process_time() - begun)
        plain = made / np.linalg.norm(made.astype(np.float32), axis=1, keepdims=True)
        cosines = (plain * gold).sum(1)
        first, ten = neighbours(gold, plain)
        low = np.percentile(cosines, 5)
        rows.append(
            f"| {name} | {len(told)} | {cosines.mean():.3f} | {low:.3f} | {first:.3f} | {ten:.3f} | {rate:.0f} |"
        )
    return "\n".join(rows) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/measurements.md")
    args = parser.parse_args()
    body = measure(args.minilm, args.shared)
    sys.stdout.write(body)
    if args.write:
        write("vectors", "Vectors of sentences", "python -m benchmarks.vectors MINILM --write", body)


if __name__ == "__main__":
    main()
