"""Sources: whom coverage quotes, how often, and which outlets do.

In: a ledger. Out: counts, the most quoted first. Sources are told apart by their words alone, but for case, blanks and
a leading article; that "the mayor" and "Ilse Brandt" are one is not known here. Attributed statements that name no
source are counted too, as source None; the narrator's own have none and are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from sayso.ledger import Ledger, Page
from sayso.types import Kind

LEADING = re.compile(r"(?:the|an|a) ")


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
    documents: set[str] = field(default_factory=set)
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
    rows = tuple(_count(page[key], tally) for key, tally in tallies.items())
    return Page(rows, len(ranked), limit, offset)


def same(source: str | None) -> str | None:
    """What two writings of one source's words have in common: "The  Ministry" and "the ministry" are "ministry"."""
    if source is None:
        return None
    words = " ".join(source.casefold().split())
    return LEADING.sub("", words, count=1) if LEADING.match(words) else words


def _count(spellings: Counter[str | None], tally: _Tally) -> SourceCount:
    most = min(spellings, key=lambda words: (-spellings[words], words or ""))
    outlets = dict(sorted(tally.outlets.items(), key=lambda item: (-item[1], item[0] is None, item[0] or "")))
    kinds = {kind: tally.kinds[kind] for kind in Kind if tally.kinds[kind]}
    return SourceCount(most, tally.kinds.total(), len(tally.documents), outlets, kinds)
