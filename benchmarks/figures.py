"""Figures on NewsQuant: `python -m benchmarks.figures [GOLD] [SCORER] [--json] [--write]`.

Reads every sentence of GOLD by itself with `find_figures` and hands what it finds to the scorer. NewsQuant counts some
things that Sayso leaves out on purpose (DESIGN.md): ages, scores, "one of the best ..."; it writes a change ("rose from
10 to 15") as one range where Sayso keeps two figures.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measurements import SHARED, corpus, write
from sayso.read.figures import find_figures
from sayso.types import Figure, Span

SCORE = re.compile(r"(\S+) +P ([\d.]+) +R ([\d.]+) +F1 ([\d.]+)")


def record(figure: Figure) -> dict[str, object]:
    """A figure as the scorer reads it."""
    return {
        "low": figure.low,
        "high": figure.high,
        "bound": str(figure.bound),
        "counted": figure.counted,
        "unit": figure.unit,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?", default=SHARED / "data/newsquant_dev.json")
    parser.add_argument("scorer", type=Path, nargs="?", default=SHARED / "eval/figures.py")
    parser.add_argument("--json", action="store_true", help="the scores as JSON")
    parser.add_argument("--write", action="store_true", help="put them into docs/measurements.md")
    args = parser.parse_args()
    gold, scorer = corpus(args.gold), corpus(args.scorer)
    texts = [sentence["text"] for sentence in json.loads(gold.read_text("utf8"))]
    started = time.perf_counter()
    found = [find_figures(text, [Span(0, len(text))]) for text in texts]
    taken = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as scratch:
        predictions = Path(scratch, "figures.jsonl")
        lines = [json.dumps({"figures": [record(figure) for figure in figures]}) + "\n" for figures in found]
        predictions.write_text("".join(lines), "utf8")
        command = [sys.executable, str(scorer), str(gold), str(predictions)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = sum(len(text.split()) for text in texts)
    speed = f"{len(texts)} sentences, {words} words, {taken / words * 1e6:.1f} ms per 1,000 words\n"
    if args.json:
        scores = {
            name: {"precision": float(p), "recall": float(r), "f1": float(f)}
            for name, p, r, f in SCORE.findall(printed)
        }
        sys.stdout.write(
            json.dumps({"scores": scores, "sentences": len(texts), "words": words, "seconds": taken}) + "\n"
        )
    else:
        sys.stdout.write(printed + speed)
    if args.write:
        body = f"NewsQuant, {gold.name}, sentence by sentence, by `shared/eval/figures.py`:\n\n```\n{printed}{speed}```"
        write("figures", "Figures", "python -m benchmarks.figures --write", body)


if __name__ == "__main__":
    main()
