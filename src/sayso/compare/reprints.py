"""Reprints: documents that reuse another's text.

In: two articles as the ledger keeps them. Out: the passages that they share, how much of each they are, and which came
first as far as dates and credit lines tell. Containment, not likeness: a paragraph of agency copy in a long article is
found as well as a copy that was cut. What both have in quotation marks is counted apart: two reporters who quote one
speaker have copied nothing from each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.compare.passages import Passage, Words, passages, words
from sayso.ledger import Article, ReprintRow
from sayso.types import Span, Spans

# A document is held against those that share at least so many of the runs they are found by, the FEW that share most.
SHARED, CANDIDATES = 2, 48
POSTED = 64  # documents found by one run, those compared first: a run that more have is a form's or a footer's
OWN = 12  # shared words without quotation marks: below, nothing was copied that two could not write alike
# Shares of a document's words: from MAINLY on it is, in the main, a copy. (2026-11: benchmarks/reprints.py)
MAINLY = 0.5


class Extent(StrEnum):
    """How much of a document stands in another."""

    WHOLLY = "wholly"  # in the main, of the one or the other
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be held against others. `quoted`: for each word whether it stands in a quotation."""

    article: Article
    words: Words
    quoted: tuple[bool, ...]


def prepared(article: Article) -> Prepared:
    """The words of an article, and which of them are somebody's."""
    found = words(article.text)
    return Prepared(article, found, tuple(_inside(found.spans, article.quoted)))


def _inside(spans: Spans, quoted: Sequence[Span]) -> Iterable[bool]:
    ordered = sorted(quoted)
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


def _own(passage: Passage, here: Prepared, there: Prepared) -> int:
    """Equal words of a passage that neither article has in quotation marks."""
    free = min(_free(passage.here_at, here), _free(passage.there_at, there))
    return min(free, passage.equal)


def _free(at: range, prepared: Prepared) -> int:
    return sum(not quoted for quoted in prepared.quoted[at.start : at.stop])
