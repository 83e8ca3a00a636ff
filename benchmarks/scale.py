"""From a thousand documents to a hundred thousand: `python -m benchmarks.scale [SHARED] [--documents N] [--write]`.

Recombined coverage (`recombined.py`: stand-in readings, since reading so many texts with the model would take an hour
and is no part of comparing) goes into one ledger, a thousand articles at a time, and is compared after each thousand as
`sayso stories` does it. At each size ten articles more are added. datasketch's MinHash LSH sees the same texts in a
process of its own. Times are of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from benchmarks.copies import Plain
from benchmarks.corpora import documents
from benchmarks.measurements import SHARED, write
from benchmarks.recombined import coverage, stock
from sayso import Ledger, Reading
from sayso.compare.index import bring_up_to_date

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
SLICE = 1_000
FEW = 10
MB = 1024  # ru_maxrss is in kB


class Point(NamedTuple):
    """A ledger of so many documents: seconds that storing and comparing took up to here, those of the last thousand,
    and of ten more."""

    documents: int
    storing: float
    comparing: float
    last: float
    few: float
    few_wall: float
    memory: float  # MB, the most so far
    disk: float  # MB


def grown(ledger: Ledger, path: Path, made: Iterator[Reading], most: int) -> Iterator[Point]:
    """The ledger at each size."""
    storing = comparing = 0.0
    for size in range(SLICE, most + 1, SLICE):
        begun = time.process_time()
        for reading in islice(made, SLICE - (FEW if size - SLICE in SIZES else 0)):
            ledger.add(reading)
        stored = time.process_time()
        bring_up_to_date(ledger)
        done = time.process_time()
        storing, comparing = storing + stored - begun, comparing + done - stored
        if size in SIZES:
            for reading in islice(made, FEW):
                ledger.add(reading)
            begun, wall = time.process_time(), time.perf_counter()
            bring_up_to_date(ledger)
            few, few_wall = time.process_time() - begun, time.perf_counter() - wall
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB
            disk = sum(file.stat().st_size for file in path.parent.iterdir()) / MB**2
            yield Point(size, storing, comparing, done - stored, few, few_wall, memory, disk)


def readings(shared: Path) -> Iterator[Reading]:
    """The recombined coverage."""
    return coverage(stock([document.text for document in documents(shared)]))


def plainly(shared: Path, most: int) -> tuple[dict[int, float], int, float]:
    """datasketch on the same texts: seconds up to each size, pairs found, and the most memory in MB."""
    plain, spent = Plain(), {}
    for number, reading in enumerate(islice(readings(shared), most), 1):
        plain.add(reading.document.text)
        if number in SIZES:
            spent[number] = plain.spent
            print(number, plain.spent, file=sys.stderr, flush=True)
    return spent, plain.pairs, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB


def measure(shared: Path, most: int, tell: Callable[[str, int], None]) -> None:
    """Tell the section of docs/measurements.md after each size anew: whoever stops a long run keeps what it found."""
    points: list[Point] = []
    with ProcessPoolExecutor(1, get_context("spawn")) as beside_us:
        beside = beside_us.submit(plainly, shared, most)
        with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "sayso.db") as ledger:
            for point in grown(ledger, Path(folder) / "sayso.db", readings(shared), most):
                print(point, file=sys.stderr, flush=True)
                points.append(point)
                tell(table(points, beside.result() if beside.done() else None), point.documents)
            with ledger.findings.looking() as found:
                stories = len({story if story is not None else -n for n, story in found.numbered().values()})
                pairs = sum(1 for _ in found.reprints())
        said = f"\n{stories:,} stories and {pairs:,} pairs with shared passages were found.\n"
        tell(table(points, beside.result()) + said, points[-1].documents)


def table(points: Sequence[Point], beside: tuple[dict[int, float], int, float] | None) -> str:
    """A row for each size. beside: what datasketch took up to each, the pairs it found and its memory."""
    rows = [
        "| documents | storing, s | comparing, s | ms a document, of the last 1,000 | ten more, ms "
        "| peak memory, MB | on disk, MB | datasketch, s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for p in points:
        spent = f"{beside[0][p.documents]:.0f}" if beside else ""
        rows.append(
            f"| {p.documents:,} | {p.storing:.0f} | {p.comparing:.0f} | {p.last:.1f} | {p.few * 1000:.0f} "
            f"| {p.memory:.0f} | {p.disk:.0f} | {spent} |"
        )
    said = f"datasketch alone gives {beside[1]:,} pairs, and takes {beside[2]:.0f} MB.\n" if beside else ""
    return "\n".join([*rows, "", said])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--documents", type=int, default=SIZES[-1])
    parser.add_argument("--write", action="store_true", help="put the figures into docs/measurements.md")
    args = parser.parse_args()

    def tell(body: str, last: int) -> None:
        sys.stdout.write(body)
        if args.write:
            command = f"python -m benchmarks.scale --documents {args.documents} --write"
            write("scale", f"From {SIZES[0]:,} to {last:,} documents", command, body)

    measure(args.shared, args.documents, tell)


if __name__ == "__main__":
    main()
