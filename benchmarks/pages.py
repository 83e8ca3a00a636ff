"""Article bodies out of real pages: `python -m benchmarks.pages [SHARED] [--write]`.

The measure is that of the article-extraction benchmark: 4-grams of words, counted per page, precision and recall
averaged over pages, F1 of the two means. A page that gives nothing counts with recall 0. The plain bag of words is
printed beside it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

import sayso
from benchmarks.measurements import SHARED, corpus, write

WORD = re.compile(r"\w+")


def grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    """Runs of n words; of a shorter text its only run."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1))) if words else Counter()


def shares(gold: str, found: str, n: int) -> tuple[float, float]:
    """Precision and recall of one page."""
    a, b = grams(gold, n), grams(found, n)
    hit = (a & b).total()
    return (hit / b.total() if b else 1.0), (hit / a.total() if a else 1.0)


def f1(pages: list[tuple[float, float]]) -> tuple[float, float, float]:
    precision, recall = (sum(column) / len(pages) for column in zip(*pages, strict=True))
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/measurements.md")
    args = parser.parse_args()
    folder = corpus(args.shared / "data/pages")
    truth = json.loads((folder / "ground-truth.json").read_text("utf8"))
    began = time.perf_counter()
    found = {d.name: d.text for d in sayso.collect(folder / "html", on_skip=lambda skip: None)}
    took = time.perf_counter() - began
    rows = []
    for label, n in (("4-grams of words, as the benchmark counts", 4), ("words", 1)):
        p, r, f = f1([shares(page["articleBody"], found.get(name, ""), n) for name, page in truth.items()])
        rows.append(f"| {label} | {p:.3f} | {r:.3f} | **{f:.3f}** |")
    missing = sum(name not in found for name in truth)
    body = "\n".join(
        [
            f"{len(truth)} real pages, {missing} gave no article; {took / len(truth):.2f} s a page.",
            "",
            "| counted | precision | recall | F1 |",
            "|---|---|---|---|",
            *rows,
            "",
            "Published on all 181 pages: trafilatura 0.958, newspaper4k 0.949, readability 0.922.",
        ]
    )
    sys.stdout.write(body + "\n")
    if args.write:
        write("pages", "Article bodies of real pages", "python -m benchmarks.pages --write", body)


if __name__ == "__main__":
    main()
