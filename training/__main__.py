"""Make the shipped model: `python -m training CORPORA MINILM OUT`, from corpora to the files in the package.

Three teachers are trained, each without another fifth of PolNeAR; what they say of those fifths is what the linker is
fitted to, and what they say of every text stands beside the annotators' word when the tagger itself is trained.
Everything is seeded; after a stop the same command goes on. About two and a half hours on two cores.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from training.export import export
from training.linker import fit_linker
from training.names import fit_names
from training.train import train

TEACHER_SEEDS, SEED, EPOCHS = (1, 11, 12), 3, 6


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    tagger = args.out / "tagger"
    teachers = [args.out / f"teacher{number}" for number in range(len(TEACHER_SEEDS))]
    package = Path(str(files("sayso.read"))) / "model"
    for number, (teacher, seed) in enumerate(zip(teachers, TEACHER_SEEDS, strict=True)):
        train(args.corpora, args.minilm, teacher, seed=seed, without=number)
    train(args.corpora, args.minilm, tagger, epochs=EPOCHS, seed=SEED, teachers=teachers)
    fit_names(args.corpora, args.minilm, tagger)
    path = export(tagger, package, args.minilm)
    fit_linker(args.corpora, args.minilm, teachers, package)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB; now run the benchmarks and write docs/model-card.md")


if __name__ == "__main__":
    main()
