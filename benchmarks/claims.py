"""Statements that say the same: `python -m benchmarks.claims [SHARED] [--write]`.

550 pairs of statements of articles on one event (`syria_coverage`, `gun_violence`, `ecbplus`), judged by one person who
did not see what the program made of them. 300 were drawn with a seed from what an early version of `sayso claims`,
whose vectors were sums over words, showed as the same or possibly the same; 250 from all that are near in meaning
(from .5 on, a fifth of them in each tenth). No two are of one pair of articles, none has equal words. Weights were
fitted on one half (`python -m training.claims`), the other half was set aside. `gold/claims.jsonl` holds offsets and
judgements only; a pair of which one side is the page's own furniture ("This material may not be published") has no
judgement.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measurements import command_line, corpus
from sayso import Ledger, collect, read_all
from sayso.compare import claims
from sayso.compare.claims import Claim, Sameness
from sayso.compare.index import Indexer, bring_up_to_date

GOLD = Path(__file__).with_name("gold") / "claims.jsonl"
LEVELS = (Sameness.SAME.value, Sameness.POSSIBLY.value, "not shown")


def pairs(shared: Path) -> Iterator[tuple[dict[str, Any], Claim | None, Claim | None, float]]:
    """Each judged pair with its two statements as they are read now (None: furniture, or read no more) and how near
    they are."""
    gold = [json.loads(line) for line in GOLD.open(encoding="utf8")]
    for name in dict.fromkeys(pair["corpus"] for pair in gold):
        with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "sayso.db") as ledger:
            for reading in read_all(collect(corpus(shared / "data" / name))):
                ledger.add(reading)
            bring_up_to_date(ledger)
            names = {row.name: row.id for row in ledger.documents(limit=10**9).rows}
            with ledger.findings.writing() as found:
                numbers = {id: number for id, (number, _) in found.numbered().items()}
                indexer = Indexer(found)
                for pair in [pair for pair in gold if pair["corpus"] == name]:
                    sides = []
                    for side in (pair["a"], pair["b"]):
                        number = numbers[names[side["id"]]]
                        ids = {row.id for row in found.said(number) if _overlaps(row.content_spans, side["spans"])}
                        sides.append(next((one for one in indexer.statements(number) if one.id in ids), None))
                    a, b = sides
                    yield pair, a, b, indexer.near([(a, b)])[0] if a and b else 0.0


def _overlaps(spans: Any, others: Any) -> bool:
    """Whether the first spans of two statements share more than half of the shorter."""
    (start, end), (first, last) = spans[0], others[0]
    return bool(2 * (min(end, last) - max(start, first)) > min(end - start, last - first))


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    counts: Counter[tuple[int, str, str, str]] = Counter()
    for pair, a, b, near in pairs(shared):
        found = claims.match(a, b, near) if a and b else None
        shown = found.sameness.value if found else "not shown"
        judged = {True: "same", False: "other", None: "furniture"}[pair["same"]]
        counts[pair["half"], pair["drawn"], shown, judged] += 1
    rows = [
        "| half | drawn by | shown as | pairs | the same | another | furniture | share the same | of those that are |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for half, called in ((0, "set aside"), (1, "fitted on")):
        for drawn in (("words",), ("near",), ("words", "near")):
            every = sum(counts[half, one, shown, "same"] for one in drawn for shown in LEVELS)
            for shown in LEVELS:
                same, other, waste = (
                    sum(counts[half, one, shown, judged] for one in drawn) for judged in ("same", "other", "furniture")
                )
                number = same + other + waste
                rows.append(
                    f"| {called} | {' or '.join(drawn)} | {shown} | {number} | {same} | {other} | {waste} "
                    f"| {same / max(1, number):.3f} | {same / max(1, every):.3f} |"
                )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    command_line(__doc__, "claims", "Statements that say the same", measure)
