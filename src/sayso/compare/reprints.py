"""Reprints: documents that reuse another's text.

In: two articles as the ledger keeps them. Out: the passages that they share, how much of each they are, and which came
first as far as dates and credit lines tell. Containment, not likeness: a paragraph of agency copy in a long article is
found as well as a copy that was cut. What both have in quotation marks is counted apart: two reporters who quote one
speaker have copied nothing from each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.compare.credits import credits_of
from sayso.compare.outlets import same
from sayso.compare.passages import Passage, Words, fingerprint, passages, words
from sayso.ledger import Article, DocumentRow, Found, Ledger, ReprintRow
from sayso.types import Span, Spans

# A document is held against those that share at least so many of the runs they are found by, the FEW that share most.
SHARED, CANDIDATES = 2, 48
POSTED = 64  # documents found by one run, those compared first: a run that more have is a form's or a footer's
# Shared words that are neither in quotation marks nor names: below, nothing was copied that two could not write alike.
# On half of ECB+'s topics F1 of "derived" is .93 to .94 from 12 to 24, and best at 18; with names counted as well
# .87 at 12. (2026-11: benchmarks/reprints.py)
OWN = 18
# Shares of a document's words: from MAINLY on it is, in the main, a copy. On the same half F1 is .92, .94, .95 and .90
# at .45, .5, .55 and .6.
MAINLY = 0.5
EVERY = 2**31  # documents: all of them


class Extent(StrEnum):
    """How much of a document stands in another."""

    WHOLLY = "wholly"  # in the main, of the one or the other
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be held against others. `given`: for each word whether the writer had no choice in it, since
    it stands in a quotation or in a name."""

    article: Article
    words: Words
    given: tuple[bool, ...]


def prepared(article: Article) -> Prepared:
    """The words of an article, and which of them are not its writer's."""
    found = words(article.text)
    names = [Span(start, start + len(name)) for name, start in article.names]
    both = zip(_inside(found.spans, article.quoted), _inside(found.spans, names), strict=True)
    return Prepared(article, found, tuple(quoted or named for quoted, named in both))


def _inside(spans: Spans, parts: Sequence[Span]) -> Iterable[bool]:
    ordered = sorted(parts)
    starts = [span.start for span in ordered]
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        yield at >= 0 and span.start < ordered[at].end


def shared(here: Prepared, there: Prepared) -> ReprintRow | None:
    """What two articles share; None where it is too little, or they are versions of one article."""
    if here.article.url and here.article.url == there.article.url:
        return None
    found = passages(here.words, there.words)
    own = sum(_own(passage, here, there) for passage in found)
    if own < OWN:
        return None
    return ReprintRow(
        here.article.number,
        there.article.number,
        tuple((p.here, p.there, p.equal, p.words) for p in found),
        round(sum(len(p.here_at) for p in found) / len(here.words.forms), 4),
        round(sum(len(p.there_at) for p in found) / len(there.words.forms), 4),
        own,
    )


def find(found: Found, number: int, known: Callable[[int], Prepared]) -> None:
    """Hold a document against those before it that share runs of words with it, keep what they share, and post it for
    later ones. known: gives a document by its number."""
    here = known(number)
    runs = {int(run) for run in fingerprint(here.words.forms)}
    posted = found.posted(runs)
    common = Counter(other for numbers in posted.values() for other in numbers)
    for other, times in common.most_common(CANDIDATES):
        if times >= SHARED and (row := shared(here, known(other))):
            found.add_reprint(row)
    found.post(number, (run for run in runs if len(posted.get(run, ())) < POSTED))


def _own(passage: Passage, here: Prepared, there: Prepared) -> int:
    """Equal words of a passage that are the writer's own in both articles."""
    free = min(_free(passage.here_at, here), _free(passage.there_at, there))
    return min(free, passage.equal)


def _free(at: range, prepared: Prepared) -> int:
    return sum(not given for given in prepared.given[at.start : at.stop])


@dataclass(frozen=True, slots=True)
class Reprint:
    """Two documents of a ledger that share passages, the earlier first where that is known."""

    document: DocumentRow
    other: DocumentRow
    passages: tuple[tuple[Span, Span, int, int], ...]  # in the first, in the other, equal words, words
    share: float  # of the first's words that stand in the other
    other_share: float
    own: int  # shared words that are neither in quotation marks nor names
    order: str | None  # why the first is the earlier one, or None where that is not known

    @property
    def extent(self) -> Extent:
        return extent(self.share, self.other_share)

    @property
    def copy(self) -> DocumentRow | None:
        """The document that reuses the other's text, where that is known."""
        return self.other if self.order else None


def extent(share: float, other_share: float) -> Extent:
    """Whether one of two documents is, in the main, the other's text."""
    return Extent.WHOLLY if max(share, other_share) >= MAINLY else Extent.PARTLY


def of_ledger(ledger: Ledger, among: Iterable[str] | None = None) -> list[Reprint]:
    """Reprints of a ledger whose index is up to date, the most complete first. among: ids of documents; None: all."""
    rows = {row.id: row for row in ledger.documents(limit=EVERY).rows}
    with ledger.findings.looking() as found:
        numbered = found.numbered()
        ids = {number: id for id, (number, _) in numbered.items()}
        wanted = None if among is None else [numbered[id][0] for id in among if id in numbered]
        articles: dict[int, Article] = {}
        result = []
        for row in found.reprints(wanted):
            for number in (row.number, row.other):
                if number not in articles:
                    articles[number] = found.article(number)
            result.append(_ordered(row, rows[ids[row.number]], rows[ids[row.other]], articles))
    return sorted(result, key=lambda r: (-max(r.share, r.other_share), -r.own, r.document.id, r.other.id))


def _ordered(row: ReprintRow, here: DocumentRow, there: DocumentRow, articles: Mapping[int, Article]) -> Reprint:
    turned = tuple((b, a, equal, words) for a, b, equal, words in row.passages)
    if why := earlier(articles[row.number], articles[row.other]):
        return Reprint(here, there, row.passages, row.share, row.other_share, row.own, why)
    why = earlier(articles[row.other], articles[row.number])
    return Reprint(there, here, turned, row.other_share, row.share, row.own, why)


def earlier(one: Article, other: Article) -> str | None:
    """Why the one has the text from nobody if the other has it from it: the other credits it, or came later."""
    if one.outlet and not same(one.outlet, other.outlet or ""):
        credit = next((c for c in credits_of(other) if same(c.name, one.outlet)), None)
        if credit:
            return f"{other.outlet or 'the other'} credits {credit.name} ({credit.form})"
    if one.published and other.published and one.published < other.published:
        days = (other.published - one.published).days
        return "published the day before" if days == 1 else f"published {days} days before"
    return None


def sources(documents: Sequence[str], found: Iterable[Reprint]) -> list[list[str]]:
    """Documents in groups of which each is one text: what reuses another in the main is no source of its own.

    documents: ids, in order; a group is in that order, and so are the groups.
    """
    root = {id: id for id in documents}

    def find(id: str) -> str:
        while root[id] != id:
            id = root[id]
        return id

    for one in found:
        if one.extent is Extent.WHOLLY and one.document.id in root and one.other.id in root:
            root[find(one.other.id)] = find(one.document.id)
    groups: dict[str, list[str]] = {}
    for id in documents:
        groups.setdefault(find(id), []).append(id)
    return list(groups.values())
