"""Reprints among the articles of ECB+: `python -m benchmarks.reprints [SHARED] [--write]`.

520 pairs, each labelled *wholly*, *partly* or *none* by two annotators who did not see each other's answers, the
disagreements settled by a third reading (`gold/reprints.jsonl`: ids and labels). They were drawn by a rule that knows
nothing of Sayso's: within a story all pairs with a tenth of the shorter one's runs of seven words in the other, or
fifteen such runs (*high*); of those that share three or more, 49 by chance (*low*); across stories all that share three
(*across*). Constants were chosen on half of the topics (`training/halves.py`); the other half was set aside.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measurements import command_line, corpus
from sayso import Ledger, collect, read_all
from sayso.compare import reprints
from sayso.compare.index import bring_up_to_date
from sayso.ledger import ReprintRow
from training.halves import CORPORA, told

GOLD = Path(__file__).parent / "gold" / "reprints.jsonl"
HALVES = ((1, "set aside"), (0, "chosen on"), (None, "all"))
# Of the pairs within stories that share three runs of seven words or more, and were not taken whole, one in so many was
# drawn: each of these counts for so many.
WEIGHT = {"low": 407 / 49}

Pair = frozenset[str]


def labelled() -> dict[Pair, dict[str, str]]:
    """The gold, by the ids of both articles."""
    with GOLD.open(encoding="utf8") as lines:
        return {frozenset((row["id"], row["other"])): row for row in map(json.loads, lines)}


def found(shared: Path) -> dict[Pair, ReprintRow]:
    """What `sayso reprints` finds among all articles of ECB+, by their ids in the corpus."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "sayso.db") as ledger:
        for reading in read_all(collect(corpus(shared / "data" / CORPORA["ecb"]))):
            ledger.add(reading)
        return of(ledger)


def of(ledger: Ledger) -> dict[Pair, ReprintRow]:
    """What is found in a ledger, by the names of both documents."""
    bring_up_to_date(ledger)
    names = {row.id: row.name for row in ledger.documents(limit=10**9).rows}
    with ledger.findings.looking() as findings:
        at = {number: names[id] for id, (number, _) in findings.numbered().items()}
        return {frozenset((at[row.number], at[row.other])): row for row in findings.reprints()}


def wholly(row: ReprintRow | None) -> bool:
    return row is not None and reprints.extent(row.share, row.other_share) is reprints.Extent.WHOLLY


def scores(
    gold: Mapping[Pair, Mapping[str, str]], is_so: Callable[[str], bool], is_found: Callable[[Pair], bool], weigh: bool
) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs."""
    total: Counter[tuple[bool, bool]] = Counter()
    for pair, row in gold.items():
        weight = WEIGHT.get(row["drawn"], 1.0) if weigh else 1.0
        total[is_so(row["label"]), is_found(pair)] += weight  # type: ignore[assignment]  # counts may be parts
    right = total[True, True]
    precision = right / max(1e-9, right + total[False, True])
    recall = right / max(1e-9, right + total[True, False])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def texts(members: Sequence[str], pairs: Iterable[Pair]) -> int:
    """How many texts of their own a story has, where these pairs are one text."""
    group = {name: name for name in members}

    def top(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for one, other in (sorted(pair) for pair in pairs):
        if one in group and other in group:
            group[top(one)] = top(other)
    return len({top(name) for name in members})


def agreement(gold: Iterable[Mapping[str, str]], of: Callable[[str], str]) -> tuple[float, float]:
    """How often both annotators say the same, and Cohen's kappa."""
    both = [(of(row["a"]), of(row["b"])) for row in gold]
    same = sum(a == b for a, b in both) / len(both)
    one, other = Counter(a for a, _ in both), Counter(b for _, b in both)
    chance = sum(one[label] * other[label] for label in one) / len(both) ** 2
    return same, (same - chance) / (1 - chance)


def by_story(records: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for record in records:
        members[record["story"]].append(record["id"])
    return members


def counted(stories: Mapping[str, Sequence[str]], gold: set[Pair], ours: set[Pair]) -> str:
    """The row on texts of their own: in truth, as found, the error, and that of counting articles."""
    true = {story: texts(members, gold) for story, members in stories.items()}
    made = {story: texts(members, ours) for story, members in stories.items()}
    off = [abs(made[story] - true[story]) for story in stories]
    plain = sum(len(members) - true[story] for story, members in stories.items()) / len(stories)
    return (
        f"| {len(stories)} | {sum(map(len, stories.values()))} | {sum(true.values())} | {sum(made.values())} "
        f"| {sum(off) / len(off):.2f} | {sum(not n for n in off)} | {max(off)} | {plain:.2f} |"
    )


def measure(shared: Path) -> str:
    """The section of docs/measurements.md."""
    return tables(shared, found(shared))


def tables(shared: Path, ours: Mapping[Pair, ReprintRow]) -> str:
    """What was found, held against the gold."""
    gold, records = labelled(), told(shared / "data", "ecb")
    half = {record["id"]: record["half"] for record in records}
    rows = ["| topics | pairs | | P / R / F1 | with what was drawn by chance weighed |", "|---|---|---|---|---|"]
    counts = [
        "| topics | stories | articles | texts of their own | found | error a story, mean | without error | most "
        "| error if every article counts |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    one_text = {pair for pair, row in gold.items() if row["label"] == "wholly"}
    ours_one_text = {pair for pair, row in ours.items() if wholly(row)}
    for wanted, called in HALVES:
        some = {pair: row for pair, row in gold.items() if wanted in (None, half[row["id"]])}
        for what, is_so, is_found in (
            ("derived", lambda label: label != "none", lambda pair: pair in ours),
            ("wholly", lambda label: label == "wholly", lambda pair: pair in ours_one_text),
        ):
            plain, weighed = (scores(some, is_so, is_found, weigh) for weigh in (False, True))
            shown = (" / ".join(f"{value:.3f}" for value in each) for each in (plain, weighed))
            rows.append(f"| {called} | {len(some)} | {what} | {' | '.join(shown)} |")
        stories = by_story(record for record in records if wanted in (None, record["half"]))
        counts.append(f"| {called} {counted(stories, one_text, ours_one_text)}")
    agreed = ", ".join(
        f"{name} {same:.3f} (kappa {kappa:.3f})"
        for name, (same, kappa) in {
            "three labels": agreement(gold.values(), str),
            "derived or not": agreement(gold.values(), lambda label: str(label != "none")),
        }.items()
    )
    beyond = sum(pair not in gold for pair in ours)
    said = f"Two annotators on {len(gold)} pairs: {agreed}. Pairs found that nobody labelled: {beyond} of {len(ours)}."
    return "\n".join([*rows, "", said, "", *counts]) + "\n"


if __name__ == "__main__":
    command_line(__doc__, "reprints", "Reprints", measure)
