"""Article bodies out of real pages: `python -m benchmarks.pages [SHARED] [--write] [--json]`.

The measure is that of the article-extraction benchmark (evaluate.py of scrapinghub/article-extraction-benchmark): runs
of four `\\w+` words, counted as a bag per page; precision and recall per page, their means over all pages, and the F1
of the two means. A page that gives nothing has recall 0 and no precision. Single words are counted beside it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import fmean

import sayso
from benchmarks.measurements import SHARED, corpus, write

WORD = re.compile(r"\w+")


def grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    """Runs of n words; of a shorter text its only run."""
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1))) if words else Counter()


def shares(gold: str, found: str, n: int) -> tuple[float | None, float | None]:
    """Precision and recall of one page; None where there is nothing to divide by."""
    a, b = grams(gold, n), grams(found, n)
    hit = (a & b).total()
    return (hit / b.total() if b else None), (hit / a.total() if a else None)


def f1(pages: list[tuple[float | None, float | None]]) -> tuple[float, float, float]:
    """Mean precision, mean recall, and the F1 of the two."""
    precision, recall = (fmean(share for share in column if share is not None) for column in zip(*pages, strict=True))
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/measurements.md")
    parser.add_argument("--json", action="store_true", help="print figures and each page's shares as JSON")
    args = parser.parse_args()
    folder = corpus(args.shared / "data/pages")
    truth = json.loads((folder / "ground-truth.json").read_text("utf8"))
    began = time.perf_counter()
    found = {d.name: d.text for d in sayso.collect(folder / "html", on_skip=lambda skip: None)}
    took = time.perf_counter() - began
    figures, pages = [], {}
    for label, n in (("4-grams of words, as the benchmark counts", 4), ("words", 1)):
        pages[label] = {
            name: shares(page.get("articleBody", ""), found.get(name, ""), n) for name, page in truth.items()
        }
        figures.append((label, *f1(list(pages[label].values()))))
    rows = [f"| {label} | {p:.3f} | {r:.3f} | **{f:.3f}** |" for label, p, r, f in figures]
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
    if args.json:
        named = [dict(zip(("counted", "precision", "recall", "f1"), row, strict=True)) for row in figures]
        body = json.dumps({"pages": len(truth), "missing": missing, "figures": named, "shares": pages}, indent=1)
    sys.stdout.write(body + "\n")
    if args.write and not args.json:
        write("pages", "Article bodies of real pages", "python -m benchmarks.pages --write", body)


if __name__ == "__main__":
    main()
