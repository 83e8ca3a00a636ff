"""Real coverage, the whole way: `python -m benchmarks.coverage [SHARED] [--write]`.

Adds syria_coverage.jsonl and newswcl50.jsonl to a fresh ledger and counts what went in and came out; checks that every
span slices to its words; then times the whole `read` against the encoder's forward passes on the same tokens, turn by
turn in one run, so that a noisy machine is noisy for both.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sayso
from benchmarks.measurements import command_line, corpus
from sayso.collect import Skip
from sayso.ledger import Added, StatementQuery
from sayso.read.encoder import encoder
from sayso.types import Document, Reading

TABLES = ("syria_coverage.jsonl", "newswcl50.jsonl")
COLUMNS = (
    "table",
    "records",
    "read",
    "skipped",
    "other language",
    "statements",
    "figures",
    "mentions",
    "articles/s stored",
)
TURN = 24  # documents a turn


def check(reading: Reading) -> None:
    """Every span lies within the text and slices to something."""
    text = reading.document.text
    spans = [f.span for f in reading.figures] + [m.span for m in reading.mentions]
    for statement in reading.statements:
        spans += [*statement.content, *statement.source, *statement.cue, *(m.span for m in statement.markers)]
    for span in spans:
        if not (0 <= span.start < span.end <= len(text)) or not span.words(text).strip():
            raise SystemExit(f"{reading.document.name}: {span} is no span of its text")


def ratio(documents: list[Document]) -> tuple[float, float, float]:
    """Seconds of the whole read, of forward passes alone, and articles a second of the former."""
    engine = encoder()
    whole = forward = 0.0
    for at in range(0, len(documents), TURN):
        turn = documents[at : at + TURN]
        began = time.perf_counter()
        list(sayso.read_all(turn))
        read = time.perf_counter()
        whole += read - began
        tokens = [engine.tokenise(d.text) for d in turn]
        began = time.perf_counter()
        list(engine.encode_all(tokens))
        forward += time.perf_counter() - began
    return whole, forward, len(documents) / whole


def added(location: Path, ledger: sayso.Ledger, skips: list[Skip]) -> Iterator[tuple[Reading, Added]]:
    for reading in sayso.read_all(sayso.collect(location, on_skip=skips.append)):
        check(reading)
        yield reading, ledger.add(reading)


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    rows, documents, repeated = [], [], 0
    with tempfile.TemporaryDirectory() as scratch, sayso.Ledger(Path(scratch, "sayso.db")) as ledger:
        for name in TABLES:
            path, skips = corpus(shared / "data" / name), []
            records = sum(1 for line in path.open("rb") if line.strip())
            began = time.perf_counter()
            pairs = list(added(path, ledger, skips))
            took = time.perf_counter() - began
            readings = [reading for reading, _ in pairs]
            repeated += sum(result is Added.SAME for _, result in pairs)
            lost = [s for s in skips if not s.kept]
            if len(readings) + len(lost) != records:
                raise SystemExit(f"{name}: {records} records, {len(readings)} read, {len(lost)} skipped: some are lost")
            counts = [sum(len(getattr(r, part)) for r in readings) for part in ("statements", "figures", "mentions")]
            unread = sum(r.unread is not None for r in readings)
            cells = [name, records, len(readings), len(lost), unread, *counts, f"{len(readings) / took:.1f}"]
            rows.append("| " + " | ".join(map(str, cells)) + " |")
            documents += [r.document for r in readings]
        stored = ledger.documents(limit=1).total, ledger.statements(StatementQuery(limit=1)).total
        ledger_size = Path(scratch, "sayso.db").stat().st_size / 1e6
    whole, forward, pace = ratio(documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if stored[0] + repeated != len(documents):
        raise SystemExit(f"{len(documents)} documents were added, {stored[0]} are there: some are lost")
    return "\n".join(
        [
            f"| {' | '.join(COLUMNS)} |",
            "|---" * len(COLUMNS) + "|",
            *rows,
            "",
            f"In the ledger: {stored[0]} documents ({repeated} records repeat an earlier one to the letter),"
            f" {stored[1]} statements, {ledger_size:.1f} MB."
            " Every span slices to its words.",
            f"Whole `read` {whole:.1f} s against {forward:.1f} s of the encoder's forward passes on the same tokens:"
            f" ratio {whole / forward:.2f}; {pace:.1f} articles a second. Peak memory {peak:.0f} MB.\n",
        ]
    )


if __name__ == "__main__":
    command_line(__doc__, "coverage", "Real coverage", measure)
