"""Attribution on other text than PolNeAR: `python -m benchmarks.domains [SHARED] [--write]`.

Gold (`gold/gum.jsonl`, `gold/syria.jsonl`: offsets only): 10 Wikinews articles of GUM, whose discourse layer gave the
attributing clauses, and 30 articles of `syria_coverage.jsonl`, each annotated once by hand to PolNeAR's guidelines by
somebody who saw no output of ours. Scored by `shared/eval/attribution.py`'s own matching.
"""

from __future__ import annotations

import importlib.util
import json
import random
from collections import Counter
from pathlib import Path
from types import ModuleType

from benchmarks.measurements import command_line, corpus
from sayso import read
from sayso.types import Kind, normalise
from training.gum import document

GOLD = Path(__file__).with_name("gold")
RESAMPLES = 500


def scorer(shared: Path) -> ModuleType:
    """The scorer, as a module."""
    path = corpus(shared / "eval/attribution.py")
    spec = importlib.util.spec_from_file_location("attribution_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(shared: Path) -> dict[str, dict[str, str]]:
    """The texts by corpus and name."""
    gum = {path.stem: document(path)[0] for path in corpus(shared / "data/gum").glob("GUM_news_*.conllu")}
    syria = {}
    for line in corpus(shared / "data/syria_coverage.jsonl").open(encoding="utf8"):
        record = json.loads(line)
        syria[record["id"]] = normalise(record["text"])
    return {"gum": gum, "syria": syria}


def measure(shared: Path) -> str:
    score, found = scorer(shared), texts(shared)
    rows = ["| text | articles | relations | P | R | F1 | 95% |", "|---|---|---|---|---|---|---|"]
    for name, title in (("gum", "GUM Wikinews"), ("syria", "coverage of Syria")):
        counts = [
            _counts(score, found[name][record["name"]], record["attributions"])
            for record in map(json.loads, (GOLD / f"{name}.jsonl").open(encoding="utf8"))
        ]
        draw = random.Random(0)
        samples = sorted(_f1(draw.choices(counts, k=len(counts))) for _ in range(RESAMPLES))
        hit, predicted, gold = map(sum, zip(*counts, strict=True))
        low, high = samples[RESAMPLES // 40], samples[-RESAMPLES // 40]
        rows.append(
            f"| {title} | {len(counts)} | {gold} | {hit / predicted:.3f} | {hit / gold:.3f} | {_f1(counts):.3f} |"
            f" {low:.3f} to {high:.3f} |"
        )
    return "\n".join(rows) + "\n"


def _counts(score: ModuleType, text: str, attributions: list[dict[str, list[list[int]]]]) -> tuple[int, int, int]:
    """Relations right, predicted and gold in one text."""
    words = score.words(text)
    golden = [{part: score.covered(words, spans) for part, spans in one.items()} for one in attributions]
    reading = read(text)
    if reading.document.text != text:
        raise SystemExit("a text changed when it was read: the gold's offsets do not hold")
    predicted = [
        {part: score.covered(words, getattr(s, part)) for part in ("source", "cue", "content")}
        for s in reading.statements
        if s.kind is not Kind.NARRATOR
    ]
    return len(score.match(predicted, golden)), len(predicted), len(golden)


def _f1(counts: list[tuple[int, int, int]]) -> float:
    totals = Counter[str]()
    for hit, predicted, gold in counts:
        totals.update(hit=hit, both=predicted + gold)
    return 2 * totals["hit"] / max(1, totals["both"])


if __name__ == "__main__":
    command_line(__doc__, "domains", "Attribution on other text", measure)
