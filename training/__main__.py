"""Make the shipped model: `python -m training CORPORA MINILM MPNET OUT`, from corpora to the files in the package.

Three teachers are trained, each without another fifth of PolNeAR; what they say of those fifths is what the linker is
fitted to, and what they say of every text stands beside the annotators' word when a first tagger is trained. Then a
teacher four times as large is; the tagger gets three layers more and goes on with its word, on news without annotations
too. Everything is seeded; after a stop the same command goes on. It takes many hours on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import torch

from training.corpora import polnear
from training.deeper import deepened
from training.distil import Student
from training.export import export
from training.linker import fit_linker
from training.model import Tagger, from_minilm
from training.names import fit_names
from training.train import AGAIN, TAGGER, TEACHER, WIDE, loaded, prepared, tokenizer_of, train
from training.wide import from_mpnet

TEACHER_SEEDS, SEED = (1, 11, 12), 3
Made = TypeVar("Made")


def fresh(make: Callable[..., Made], *given: object) -> Made:
    """What a call makes with new weights, which are the same each time."""
    torch.manual_seed(SEED)
    return make(*given)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    first, wide, tagger, named = (args.out / name for name in ("first", "wide", "tagger", "named"))
    teachers = [args.out / f"teacher{number}" for number in range(len(TEACHER_SEEDS))]
    base, mpnet = args.minilm / "model.safetensors", args.mpnet / "model.safetensors"
    package = Path(str(files("sayso.read"))) / "model"
    source = args.corpora, args.minilm
    for number, (teacher, seed) in enumerate(zip(teachers, TEACHER_SEEDS, strict=True)):
        train(fresh(from_minilm, base), TEACHER, *source, teacher, seed=seed, without=number)
    train(fresh(from_minilm, base), TAGGER, *source, first, seed=SEED, teachers=teachers)
    train(fresh(from_mpnet, mpnet), WIDE, *source, wide, seed=SEED)
    (text,) = prepared(polnear(args.corpora / "polnear/train")[:1], tokenizer_of(args.minilm))
    deep = deepened(loaded(first, Tagger), text.tokens)
    train(fresh(Student, deep), AGAIN, *source, tagger, seed=SEED, wide=wide)
    fit_names(*source, tagger, named)
    path = export(named, package, args.minilm)
    fit_linker(*source, teachers, package)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB; now run the benchmarks and write docs/model-card.md")


if __name__ == "__main__":
    main()
