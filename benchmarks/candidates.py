"""What holding statements against each other costs as a ledger grows: `python -m benchmarks.candidates [--write]`.

`ecbplus` in growing parts, its articles put in stories of fifty: a heavier load than real coverage. Each article's
statements are held against those of the 48 before it in its story, as `compare/index.py` does it: how many pairs there
are, how many may be one claim however near they are (`claims.candidates`), and how many vectors that takes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measurements import command_line, corpus
from sayso import Ledger, collect, read_all
from sayso.compare import claims
from sayso.compare.claims import Claim
from sayso.compare.index import MEMBERS, Indexer, bring_up_to_date

STORY = 50  # articles
SIZES = (93, 187, 375, 750)  # each about twice the one before


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    rows = [
        "| articles | statements | pairs within stories | candidates | vectors | candidates an article"
        " | ms an article to find them |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "sayso.db") as ledger:
        for reading in read_all(collect(corpus(shared / "data/ecbplus.jsonl"))):
            ledger.add(reading)
        bring_up_to_date(ledger)
        with ledger.findings.looking() as found:
            indexer = Indexer(found)
            told = [indexer.statements(number) for number, _ in sorted(found.numbered().values())]
    return "\n".join([*rows, *(row(told[:size]) for size in SIZES)]) + "\n"


def row(told: Sequence[Sequence[Claim]]) -> str:
    """What these articles take, each given as its statements."""
    pairs = candidates = 0
    contents: set[str] = set()
    begun = time.process_time()
    for at, here in enumerate(told):
        for there in told[max(at // STORY * STORY, at - MEMBERS) : at]:
            pairs += len(here) * len(there)
            found = claims.candidates(here, there)
            candidates += len(found)
            contents.update(here[one].content for one, _ in found)
            contents.update(there[other].content for _, other in found)
    spent = (time.process_time() - begun) / len(told) * 1000
    figures = (len(told), sum(map(len, told)), pairs, candidates, len(contents))
    return "| " + " | ".join(map(str, figures)) + f" | {candidates / len(told):.1f} | {spent:.1f} |"


if __name__ == "__main__":
    command_line(__doc__, "candidates", "Statements held against each other", measure)
