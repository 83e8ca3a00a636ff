"""Entities on texts that training held back: `python -m benchmarks.entities [SHARED] [--write]`.

Every fifth document of re3d and of GUM. Right is a mention with the very span and kind of a gold one; articles ("the")
at its beginning do not count. Places, persons and nationalities are names here: gold spans of theirs without a capital
letter ("the eastern suburbs") are left out, and small words around the name ("the city of") are cut off in both.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.measurements import command_line, corpus
from sayso.read import read_all
from sayso.read.entities import KINDS, trimmed
from sayso.types import Span, normalise
from training.corpora import FOLDS, HELD_BACK, Example, re3d
from training.gum import gum


def scores(examples: list[Example]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and the number of gold mentions by kind, and of all."""
    counts: Counter[tuple[str, str]] = Counter()
    for example, reading in zip(examples, read_all([e.text for e in examples]), strict=True):
        if normalise(example.text) != example.text:
            raise SystemExit("a corpus text changes when it is normalised: its offsets would not hold")
        gold = {(kind, trimmed(example.text, Span(a, b), kind)) for a, b, kind in example.entities}
        gold = {(kind, span) for kind, span in gold if span.end > span.start}
        found = {(m.kind, m.span) for m in reading.mentions}
        for kind in KINDS:
            ours, theirs = ({item for item in items if item[0] == kind} for items in (found, gold))
            for key, value in (("hit", ours & theirs), ("found", ours), ("gold", theirs)):
                counts[kind, key] += len(value)
                counts["all", key] += len(value)
    result = {}
    for kind in (*KINDS, "all"):
        hit, found_, gold_ = (counts[kind, key] for key in ("hit", "found", "gold"))
        result[kind] = (hit / max(1, found_), hit / max(1, gold_), 2 * hit / max(1, found_ + gold_), gold_)
    return result


def measure(shared: Path) -> str:
    data = corpus(shared / "data")
    rows = ["| corpus | kind | P | R | F1 | gold |", "|---|---|---|---|---|---|"]
    for name, examples in (("re3d", re3d(data / "re3d")), ("GUM", gum(data / "gum"))):
        held = [e for e in examples[HELD_BACK::FOLDS] if normalise(e.text) == e.text]
        for kind, (p, r, f1, gold) in scores(held).items():
            rows.append(f"| {name}, {len(held)} documents | {kind} | {p:.3f} | {r:.3f} | {f1:.3f} | {gold} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    command_line(__doc__, "entities", "Entities", measure)
