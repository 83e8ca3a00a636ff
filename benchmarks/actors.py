"""Actors: whom pronouns and short forms refer to: `python -m benchmarks.actors [SHARED] [--write]`.

Gold: every source of 20 PolNeAR dev articles that is a pronoun or a short form (surname, acronym, "the ministry"), with
the fullest name by which the article calls whom it means (`gold/actors.jsonl`: offsets only; one annotator who saw no
output of ours). Right is an actor whose name is that one's; a source that was not found counts as wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.measurements import command_line, corpus
from sayso import read
from sayso.read.matching import same_name
from sayso.types import Document, Span

GOLD = Path(__file__).with_name("gold") / "actors.jsonl"


def measure(shared: Path) -> str:
    texts = corpus(shared / "data/polnear/dev") / "text"
    counts: Counter[tuple[str, str]] = Counter()
    for line in GOLD.open(encoding="utf8"):
        record = json.loads(line)
        with (texts / f"{record['name']}.txt").open(encoding="utf8", newline="") as file:
            text = file.read()
        reading = read(Document(text, name=record["name"]))
        for gold in record["sources"]:
            if not gold["named"] or len(gold["actor"]) != 1:
                continue
            name = Span(*gold["actor"][0]).words(text)
            source = Span(*gold["source"])
            hits = [s for s in reading.statements if any(source.overlaps(span) for span in s.source)]
            counts[gold["form"], "gold"] += 1
            counts[gold["form"], "found"] += bool(hits)
            named = [reading.actors[s.actor].name for s in hits if s.actor is not None]
            counts[gold["form"], "right"] += any(same_name(name, other) for other in named)
    rows = []
    for form in ("pronoun", "short"):
        gold, found, right = (counts[form, key] for key in ("gold", "found", "right"))
        rows.append(f"| {form} | {gold} | {found} | {right} | {right / gold:.3f} | {right / max(1, found):.3f} |")
    head = [
        "| form | gold | found as a source | right actor | share of gold | share of found |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *rows]) + "\n"


if __name__ == "__main__":
    command_line(__doc__, "actors", "Actors", measure)
