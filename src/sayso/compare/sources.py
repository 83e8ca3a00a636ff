"""Sources: whom coverage quotes, how often, and which outlets do.

In: a ledger. Out: counts, the most quoted first. Sources are told apart by their words alone, but for case, blanks and
a leading article; that "the mayor" and "Ilse Brandt" are one is not known here. Attributed statements that name no
source are counted too, as source None; the narrator's own have none and are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sayso.ledger import Ledger, Page
from sayso.types import Kind

LEADING = re.compile(r"^(?:the|an|a)\s+", re.I)


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source as most often written, its statements and documents, and statements by outlet and by kind."""

    source: str | None
    statements: int
    documents: int
    outlets: dict[str | None, int]
    kinds: dict[Kind, int]


@dataclass(slots=True)
class _Tally:
    spellings: Counter[str | None] = field(default_factory=Counter)
    documents: int = 0
    last: str | None = None  # the document last counted
    outlets: Counter[str | None] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)


def sources(
    ledger: Ledger,
    *,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Page[SourceCount]:
    """Sources with the most statements first, then by their words. Dates are of publication, both ends included."""
    tallies: dict[str | None, _Tally] = {}
    for row in ledger.source_rows(outlet, since, until):
        tally = tallies.setdefault(same(row.source), _Tally())
        tally.spellings[row.source] += row.statements
        if tally.last != row.document:  # rows come document by document: a ledger may hold more than fits in memory
            tally.last, tally.documents = row.document, tally.documents + 1
        tally.outlets[row.outlet] += row.statements
        tally.kinds[row.kind] += row.statements
    counts = sorted((_count(tally) for tally in tallies.values()), key=lambda c: (-c.statements, c.source or ""))
    return Page(tuple(counts[offset : offset + limit]), len(counts), limit, offset)


def same(source: str | None) -> str | None:
    """What two writings of one source's words have in common: "The  Ministry" and "the ministry" are "ministry"."""
    if source is None:
        return None
    words = " ".join(source.casefold().split())
    return LEADING.sub("", words) or words


def _count(tally: _Tally) -> SourceCount:
    spelling = min(tally.spellings, key=lambda words: (-tally.spellings[words], words or ""))
    outlets = dict(sorted(tally.outlets.items(), key=lambda item: (-item[1], item[0] or "")))
    kinds = {kind: tally.kinds[kind] for kind in Kind if tally.kinds[kind]}
    return SourceCount(spelling, tally.kinds.total(), tally.documents, outlets, kinds)
