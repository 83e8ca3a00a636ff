"""Same claims of a ledger: statements of different articles that are one claim, together.

In: a ledger whose index is up to date. Out: groups of statements, each with how sure it is that they are one claim, and
statements that possibly are. `claims.py` says of two statements whether they are; here they are put together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.compare.claims import CHANGED, Sameness
from sayso.ledger import ClaimRow, Ledger, Page, StatementQuery, StatementRow

EVERY = 2**31  # statements: all of them
SHORTEST = 6  # digits of an id that may stand for all of it
# A statement joins others that are the same claim as at least this share of them: chains of near sameness end so.
JOINED = 0.5


@dataclass(frozen=True, slots=True)
class SameClaim:
    """Statements that are one claim, in order of publication, and the pairs that say so or possibly so."""

    statements: tuple[StatementRow, ...]
    pairs: tuple[ClaimRow, ...]
    possibly: tuple[tuple[StatementRow, ClaimRow], ...] = ()  # statements of other groups, the surest first

    @property
    def id(self) -> str:
        """That of the first statement."""
        return self.statements[0].id

    @property
    def outlets(self) -> tuple[str, ...]:
        """Those that are named."""
        return tuple(dict.fromkeys(row.outlet for row in self.statements if row.outlet))

    @property
    def articles(self) -> int:
        return len({row.document for row in self.statements})


def of_ledger(ledger: Ledger) -> list[SameClaim]:
    """Every group of two statements or more, those of the most outlets and articles first."""
    rows = {row.id: row for row in ledger.statements(StatementQuery(limit=EVERY)).rows}
    with ledger.findings.looking() as found:
        pairs = [row for row in found.claims() if row.statement in rows and row.other_statement in rows]
    groups = grouped([row for row in pairs if row.sameness == Sameness.SAME.value])
    within = {id: number for number, group in enumerate(groups) for id in group}
    own: defaultdict[int, list[ClaimRow]] = defaultdict(list)
    near: defaultdict[int, dict[str, ClaimRow]] = defaultdict(dict)
    for row in pairs:
        one, other = within.get(row.statement), within.get(row.other_statement)
        if one is not None and one == other:
            own[one].append(row)
            continue
        for at, id in ((one, row.other_statement), (other, row.statement)):
            if at is not None:
                near[at].setdefault(id, row)
    made = [
        _made([rows[id] for id in group], own[n], [(rows[id], p) for id, p in near[n].items()])
        for n, group in enumerate(groups)
    ]
    return sorted(made, key=lambda one: (-len(one.outlets), -one.articles, one.id))


def grouped(pairs: Sequence[ClaimRow]) -> list[list[str]]:
    """Ids in groups: the surest pairs first, each group growing by what is the same as JOINED of it."""
    group: dict[str, list[str]] = {}
    same: defaultdict[str, set[str]] = defaultdict(set)
    for row in pairs:
        same[row.statement].add(row.other_statement)
        same[row.other_statement].add(row.statement)
    for row in sorted(pairs, key=lambda row: (-row.chance, row.statement, row.other_statement)):
        one, other = (group.setdefault(id, [id]) for id in (row.statement, row.other_statement))
        if one is not other and _linked(one, other, same) >= JOINED * len(one) * len(other):
            one += other
            for id in other:
                group[id] = one
    found = {tuple(sorted(members)) for members in group.values() if len(members) > 1}
    return sorted(list(members) for members in found)


def _linked(one: Sequence[str], other: Sequence[str], same: dict[str, set[str]]) -> int:
    return sum(len(same[id].intersection(other)) for id in one)


def _made(rows: list[StatementRow], pairs: list[ClaimRow], near: list[tuple[StatementRow, ClaimRow]]) -> SameClaim:
    ordered = sorted(rows, key=lambda row: (row.published or date.max, row.document, row.position))
    return SameClaim(tuple(ordered), tuple(pairs), tuple(sorted(near, key=lambda one: (-one[1].chance, one[0].id))))


def listed(
    found: Iterable[SameClaim],
    limit: int,
    offset: int = 0,
    *,
    words: str | None = None,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    outlets: int = 1,
) -> Page[SameClaim]:
    """A page of claims. words: part of one of its statements; outlets: how many carry it at the least;
    with 1 claims of articles are listed too that name none."""
    kept = [
        one
        for one in found
        if (outlets <= 1 or len(one.outlets) >= outlets)
        and (outlet is None or outlet in one.outlets)
        and (words is None or any(words.casefold() in row.content.casefold() for row in one.statements))
        and any(_told(row, since, until) for row in one.statements)
    ]
    return Page(tuple(kept[offset : offset + limit]), len(kept), limit, offset)


def _told(row: StatementRow, since: date | None, until: date | None) -> bool:
    day = row.published
    return (since is None or (day is not None and day >= since)) and (
        until is None or (day is not None and day <= until)
    )


def find(found: Iterable[SameClaim], id: str) -> SameClaim | None:
    """The claim that a statement with this id, or with one that begins so, is part of."""
    if len(id) < SHORTEST:
        return None
    holding = [one for one in found if any(row.id.startswith(id) for row in one.statements)]
    return holding[0] if len(holding) == 1 else None


def reasons(one: SameClaim, id: str, before: Sequence[str]) -> list[tuple[str, str]]:
    """Why one of its statements is held for the same as others: ids and reasons, the surest first.

    before: ids of the statements that stand before it. Of those that are one claim with it the surest is told, and each
    whose quotation it changes; where none of them is, the surest of all.
    """
    others = [
        (pair.chance, {pair.statement: pair.other_statement}.get(id, pair.statement), pair.why)
        for pair in one.pairs
        if id in (pair.statement, pair.other_statement)
    ]
    others.sort(key=lambda other: (-other[0], other[1]))
    earlier = [other for other in others if other[1] in before]
    if not earlier and before:
        earlier = others[:1]
    kept = [other for n, other in enumerate(earlier) if n == 0 or other[2].startswith(CHANGED)]
    return [(other, why) for _, other, why in kept]


def unfound(ledger: Ledger, id: str) -> str:
    """Why no claim has a statement with this id, in words."""
    meant = ledger.statement_ids(id)
    if not meant:
        return f"there is no statement {id}"
    if len(meant) > 1:
        return f"{len(meant)} statements have ids that begin with {id}: give more of its digits"
    return f"no other article makes the claim of statement {id}"


def spellings(one: SameClaim) -> Counter[str | None]:
    """On whose word a claim is told: each source as its articles name it, and how often."""
    return Counter(row.actor or row.source for row in one.statements)
