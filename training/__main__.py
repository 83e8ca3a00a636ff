"""Make the shipped model: `python -m training CORPORA MINILM MPNET OUT`, from corpora to the files in the package.

Wide teachers, four times as large as what is shipped, are trained, each without a fold of PolNeAR. What they find in
the fold that they never saw, in the other corpora, in news without annotations and in varied copies of all these stands
beside the annotators' word when the tagger is trained. Taggers of the smaller kind, without a fold as well, show the
linker what it will meet. Everything is seeded; after a stop the same command goes on. Meant for a GPU: two cores take
days.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import torch

from training.corpora import FOLDS, polnear
from training.deeper import deepened
from training.distil import Student
from training.export import export
from training.linker import fit_linker
from training.model import from_minilm
from training.names import fit_names
from training.train import APART, TAGGER, WIDE, prepared, tokenizer_of, train
from training.wide import from_mpnet

APART_SEEDS, SEED = (1, 11, 12), 3
Made = TypeVar("Made")


def fresh(seed: int, make: Callable[..., Made], *given: object) -> Made:
    """What a call makes with new weights, which are the same each time."""
    torch.manual_seed(seed)
    return make(*given)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    teachers = [args.out / f"teacher{number}" for number in range(FOLDS)]
    apart = [args.out / f"apart{number}" for number in range(len(APART_SEEDS))]
    tagger, named = args.out / "tagger", args.out / "named"
    base, mpnet = args.minilm / "model.safetensors", args.mpnet / "model.safetensors"
    package = Path(str(files("sayso.read"))) / "model"
    source = args.corpora, args.minilm
    for number, teacher in enumerate(teachers):
        train(fresh(number, from_mpnet, mpnet), WIDE, *source, teacher, seed=number, without=number)
    (text,) = prepared(polnear(args.corpora / "polnear/train")[:1], tokenizer_of(args.minilm))
    deep = deepened(fresh(SEED, from_minilm, base), text.tokens)
    train(fresh(SEED, Student, deep), TAGGER, *source, tagger, seed=SEED, teachers=teachers)
    fit_names(*source, tagger, named)
    path = export(named, package, args.minilm)
    for number, (folder, seed) in enumerate(zip(apart, APART_SEEDS, strict=True)):
        train(fresh(SEED, from_minilm, base), APART, *source, folder, seed=seed, without=number)
    fit_linker(*source, apart, package)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB; now run the benchmarks and write docs/model-card.md")


if __name__ == "__main__":
    main()
