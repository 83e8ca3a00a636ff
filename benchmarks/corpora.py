"""The articles of every corpus, read once: what the benchmarks of scale and of copies are made from.

In: the shared folder. Out: readings, as `sayso add` stores them, kept in a ledger in the temporary folder so that the
next run need not read them again (about 5 minutes on one core).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measurements import corpus
from sayso import Document, Ledger, Reading, collect, read_all
from sayso.read.reading import versions

CORPORA = (
    "ecbplus.jsonl",
    "gun_violence.jsonl",
    "timeline17.jsonl",
    "syria_coverage.jsonl",
    "newswcl50.jsonl",
    "polnear/train/text",
)
KEPT = Path(tempfile.gettempdir()) / "sayso-corpora.db"


def documents(shared: Path) -> Iterator[Document]:
    """Every article of the corpora, in order, in English or in no language that could be told."""
    for name in CORPORA:
        for document in collect(corpus(shared / "data" / name)):
            if document.language in ("en", None):
                yield document


def readings(shared: Path, kept: Path = KEPT) -> Iterator[Reading]:
    """The reading of every article, in order; those that were not read before are read now."""
    with Ledger(kept) as ledger:
        missing = [one for one in documents(shared) if not ledger.has(one, versions())]
        for done, reading in enumerate(read_all(missing), 1):
            ledger.add(reading)
            if done % 100 == 0 or done == len(missing):
                print(f"read {done} of {len(missing)}", file=sys.stderr)
        for document in documents(shared):
            if reading := ledger.reading(document.id):
                yield reading


if __name__ == "__main__":
    print(sum(1 for _ in readings(Path(sys.argv[1]))), "articles")
