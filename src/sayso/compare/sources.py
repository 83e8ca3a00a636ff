"""Sources: whom coverage quotes, how often, and which outlets do.

In: a ledger. Out: counts, the most quoted first. A source is told by the name of its actor where the reading knows one,
else by its words. So within an article "the mayor" and "she" count for "Ilse Brandt" where its reading says that they
are her; across articles, names are one only where they are equal but for case, blanks and a leading article. Nothing
is guessed here: "the mayor" of an article that never names her stays "the mayor", and two people of one name are one
row. Attributed statements that name no source are counted too, as source None; the narrator's own are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from sayso.ledger import Ledger, Page
from sayso.types import Kind, Naming, Role

LEADING = re.compile(r"(?:the|an|a) ")


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source as most often written, its statements and documents, and statements by outlet and by kind.

    Role and naming are those that most of its statements have, of the statements where they are known.
    """

    source: str | None
    statements: int
    documents: int
    outlets: dict[str | None, int]
    kinds: dict[Kind, int]
    role: Role | None = None
    naming: Naming | None = None


@dataclass(slots=True)
class _Tally:
    documents: set[str] = field(default_factory=set)
    outlets: Counter[str | None] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    roles: Counter[Role | None] = field(default_factory=Counter)
    namings: Counter[Naming | None] = field(default_factory=Counter)


def sources(
    ledger: Ledger,
    *,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Page[SourceCount]:
    """Sources with the most statements first, then by their words. Dates are of publication, both ends included.

    The ledger adds up each spelling; only those on the page are looked at article by article.
    """
    spellings: defaultdict[str | None, Counter[str | None]] = defaultdict(Counter)
    for words, statements in ledger.source_totals(outlet, since, until):
        spellings[same(words)][words] = statements
    ranked = sorted(spellings.items(), key=lambda item: (-item[1].total(), item[0] or ""))
    page = dict(ranked[offset : offset + limit])
    tallies = {key: _Tally() for key in page}
    for row in ledger.source_rows([words for found in page.values() for words in found], outlet, since, until):
        tally = tallies[same(row.source)]
        tally.documents.add(row.document)
        tally.outlets[row.outlet] += row.statements
        tally.kinds[row.kind] += row.statements
        tally.roles[row.role] += row.statements
        tally.namings[row.naming] += row.statements
    rows = tuple(_count(page[key], tally) for key, tally in tallies.items())
    return Page(rows, len(ranked), limit, offset)


def same(source: str | None) -> str | None:
    """What two writings of a source have in common: "The  Ministry" and "the ministry" are both "ministry"."""
    if source is None:
        return None
    words = " ".join(source.casefold().split())
    return LEADING.sub("", words, count=1) if LEADING.match(words) else words


def _count(spellings: Counter[str | None], tally: _Tally) -> SourceCount:
    most = min(spellings, key=lambda words: (-spellings[words], words or ""))
    outlets = dict(sorted(tally.outlets.items(), key=lambda item: (-item[1], item[0] is None, item[0] or "")))
    kinds = {kind: tally.kinds[kind] for kind in Kind if tally.kinds[kind]}
    # max() keeps the first of several: equal counts are settled by the order in which the enumeration names them
    role = max(Role, key=lambda role: tally.roles[role])
    naming = max(Naming, key=lambda naming: tally.namings[naming])
    return SourceCount(
        most,
        tally.kinds.total(),
        len(tally.documents),
        outlets,
        kinds,
        role if tally.roles[role] else None,
        naming if tally.namings[naming] else None,
    )
