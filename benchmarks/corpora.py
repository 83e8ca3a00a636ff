"""The articles of every corpus: what the benchmarks of scale and of copies are made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measurements import corpus
from sayso import Document, collect

CORPORA = (
    "ecbplus.jsonl",
    "gun_violence.jsonl",
    "timeline17.jsonl",
    "syria_coverage.jsonl",
    "newswcl50.jsonl",
    "polnear/train/text",
)


def documents(shared: Path) -> Iterator[Document]:
    """Every article, in order, in English or in no language that could be told."""
    for name in CORPORA:
        for document in collect(corpus(shared / "data" / name)):
            if document.language in ("en", None):
                yield document
