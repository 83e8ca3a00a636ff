"""Altered copies of real articles, found again: `python -m benchmarks.copies [SHARED] [--write]`.

20,000 documents: articles of all corpora that share nothing with each other, and of each three copies, altered in ways
that differ from copy to copy. They go into a ledger and through `reprints.find`, as they would with `sayso reprints`;
beside it, in the same run, datasketch's MinHash LSH as its documentation shows it.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from benchmarks import altered
from benchmarks.altered import Stock
from benchmarks.corpora import documents
from benchmarks.measurements import command_line
from sayso import Document, Ledger, Reading
from sayso.compare import reprints
from sayso.compare.passages import gram_hashes, words
from sayso.ledger import ReprintRow
from sayso.read.quotations import quotations
from sayso.types import Kind, Span, Statement

DOCUMENTS = 20_000
COPIES = 3  # of each base
TOLERANCE = 5  # words
SEED = 11
SHOWN = 20  # wrong pairs
BATCH = 64  # documents of a transaction, as in the index


class Copy(NamedTuple):
    """A document: its text, which base it is of, how it was altered (None: not at all), its true passages."""

    text: str
    base: int
    level: str | None
    passages: tuple[altered.Passage, ...] = ()
    words: frozenset[int] = frozenset()  # of the base


Pair = tuple[int, int]


def made(shared: Path, wanted: int) -> list[Copy]:
    """Bases and their copies, shuffled."""
    rng = random.Random(SEED)
    texts = [document.text for document in documents(shared)]
    rng.shuffle(texts)
    parts = list(altered.bases(texts))
    rng.shuffle(parts)
    used, spare = parts[: wanted // (1 + COPIES)], parts[wanted // (1 + COPIES) :]
    print(f"{len(parts)} parts that share nothing, of {len(texts)} articles", file=sys.stderr)
    vocabulary = [word for part in parts for sentence in part for word in sentence]
    stock = Stock(vocabulary, (sentence for part in spare for sentence in part))
    levels = list(altered.LEVELS)
    found: list[Copy] = []
    for number, part in enumerate(used):
        base = altered.origin(part)
        every = frozenset(range(sum(map(len, part))))
        found.append(Copy(altered.text(base), number, None, (), every))
        for turn in range(COPIES):
            level = levels[(number * COPIES + turn) % len(levels)]
            copy = altered.LEVELS[level](rng, base, stock)
            true, kept = tuple(altered.passages(copy)), {w.origin for s in copy for w in s if w.origin is not None}
            found.append(Copy(altered.text(copy), number, level, true, frozenset(kept)))
    rng.shuffle(found)
    return found


def reading(copy: Copy, number: int) -> Reading:
    """What comparing needs of it: what stands in quotation marks. The model is not asked."""
    said = tuple(Statement(Kind.DIRECT, (one.inner,)) for one in quotations(copy.text))
    return Reading(Document(copy.text, f"copy-{number}"), said, versions={"stand-in": "1"})


def ours(copies: Sequence[Copy]) -> tuple[dict[Pair, ReprintRow], float]:
    """Pairs by place in `copies`, with their passages, and the seconds that finding and keeping them took."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "sayso.db") as ledger:
        at = {}
        for number, copy in enumerate(copies):
            one = reading(copy, number)
            ledger.add(one)
            at[one.document.id] = number
        begun = time.process_time()
        seen = 0
        while True:
            with ledger.findings.writing() as found:
                known = lru_cache(4096)(lambda number, found=found: reprints.prepared(found.article(number)))
                pending = found.pending(BATCH, seen)
                for document, seen in pending:
                    number, _ = found.number(document, seen, "copies")
                    reprints.find(found, number, known)
            if not pending:
                break
        spent = time.process_time() - begun
        with ledger.findings.looking() as found:
            place = {number: at[document] for document, (number, _) in found.numbered().items()}
            return {(place[row.number], place[row.other]): row for row in found.reprints()}, spent


class Plain:
    """datasketch's MinHash LSH at a Jaccard of .5, of runs of five words, 128 permutations."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._index = MinHashLSH(threshold=0.5, num_perm=128)
        self.documents = self.pairs = 0
        self.spent = 0.0  # seconds

    def add(self, text: str) -> list[int]:
        """The earlier texts that it is a pair with, by their turn."""
        from datasketch import MinHash

        begun = time.process_time()
        signature = MinHash(num_perm=128)
        signature.update_batch([run.tobytes() for run in gram_hashes(words(text).forms)])
        found: list[int] = self._index.query(signature)
        self._index.insert(self.documents, signature)
        self.documents, self.pairs = self.documents + 1, self.pairs + len(found)
        self.spent += time.process_time() - begun
        return found


def theirs(copies: Sequence[Copy]) -> tuple[set[Pair], float]:
    """The pairs that datasketch gives, and the seconds that it took."""
    plain = Plain()
    pairs = {(number, other) for number, copy in enumerate(copies) for other in plain.add(copy.text)}
    return pairs, plain.spent


class Told(NamedTuple):
    """Of one pair: true passages, those found to within TOLERANCE; words of true and of found passages, and of both."""

    passages: int
    near: int
    true: int
    found: int
    both: int


def told(copy: Copy, base: Copy, row: ReprintRow, turned: bool) -> Told:
    """How well the passages of a pair were found. turned: the base is the first of the row."""
    starts, base_starts = altered.starts(copy.text), altered.starts(base.text)
    spans: list[tuple[Span, Span]] = [(b, a) if turned else (a, b) for a, b, *_ in row.passages]
    found = [
        altered.Passage(*altered.word_at(starts, *here), *altered.word_at(base_starts, *there)) for here, there in spans
    ]
    near = sum(any(altered.within(f, true, TOLERANCE) for f in found) for true in copy.passages)
    ours = set(chain.from_iterable(range(one.first, one.last + 1) for one in found))
    real = set(chain.from_iterable(range(one.first, one.last + 1) for one in copy.passages))
    return Told(len(copy.passages), near, len(real), len(ours), len(ours & real))


def right(copies: Sequence[Copy], pair: Pair) -> bool:
    """Whether two documents have words of one base in common, as many as a passage has."""
    one, other = copies[pair[0]], copies[pair[1]]
    return one.base == other.base and len(one.words & other.words) >= altered.LEAST


def measure(shared: Path, wanted: int = DOCUMENTS) -> str:
    """The section of docs/measurements.md."""
    copies = made(shared, wanted)
    found, spent = ours(copies)
    plain, plain_spent = theirs(copies)
    bases = {copy.base: number for number, copy in enumerate(copies) if copy.level is None}
    rows = [
        "| altered so | copies | pairs found | passages to within 5 words | words of passages, P / R "
        "| datasketch, pairs |",
        "|---|---|---|---|---|---|",
    ]
    by_level: defaultdict[str, list[int]] = defaultdict(list)
    for number, copy in enumerate(copies):
        if copy.level and copy.passages:
            by_level[copy.level].append(number)
    for level in altered.LEVELS:
        pairs = [(number, bases[copies[number].base]) for number in by_level[level]]
        results = []
        for number, base in pairs:
            turned = (base, number) in found
            row = found.get((base, number) if turned else (number, base))
            if row:
                results.append(told(copies[number], copies[base], row, turned))
        total = Told(*map(sum, zip(*results, strict=True)))
        true = sum(len(copies[number].passages) for number, _ in pairs)
        seen = sum((max(pair), min(pair)) in plain for pair in pairs)
        rows.append(
            f"| {level} | {len(pairs)} | {len(results) / len(pairs):.4f} | {total.near / true:.3f} "
            f"| {total.both / total.found:.3f} / {total.both / total.true:.3f} | {seen / len(pairs):.3f} |"
        )
    wrong = [pair for pair in found if not right(copies, pair)]
    plain_wrong = sum(not right(copies, pair) for pair in plain)
    for pair in wrong[:SHOWN]:
        for here, there, equal, length in found[pair].passages:
            print(f"{pair} {equal}/{length}: {here.words(copies[pair[0]].text)!r}", file=sys.stderr)
            print(f"    {there.words(copies[pair[1]].text)!r}", file=sys.stderr)
    length = sum(len(words(copy.text).forms) for copy in copies) / len(copies)
    each, plain_each = (seconds / len(copies) * 1000 for seconds in (spent, plain_spent))
    rows += [
        "",
        f"{len(copies):,} documents, {length:.0f} words on the average. Right among all pairs found, that is with "
        f"words of one base in both: {1 - len(wrong) / len(found):.4f} ({len(wrong)} of {len(found):,} wrong); "
        f"datasketch {1 - plain_wrong / len(plain):.4f} ({plain_wrong} of {len(plain):,}). "
        f"Processor time: {spent:.0f} s ({each:.1f} ms a document, with aligning and storing); datasketch "
        f"{plain_spent:.0f} s ({plain_each:.1f} ms, pairs alone).",
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    command_line(__doc__, "copies", "Altered copies found again", measure)
