"""Versions: what stood at one address, one text after the other, and what changed between them.

In: a ledger. Out: for an address its versions in order of time and, between any two, what became of the headline, the
sentences, the statements and the figures. Two readings made by other versions of the program are compared as they are,
and marked: a difference may then be the program's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from sayso.compare.recounted import Change, Recount, recounted
from sayso.compare.restated import Aspect, Restatement, Turn, restated
from sayso.compare.revisions import Alignment, Extent, How, aligned
from sayso.ledger import Ledger, Page, SightingRow
from sayso.types import Reading

HEAD = ("title", "byline", "dateline")


@dataclass(frozen=True, slots=True)
class HeadChange:
    """What stands above the text and changed: "title", "byline" or "dateline"."""

    part: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Revision:
    """Two versions of one address, the older first, held against each other."""

    old: SightingRow
    new: SightingRow
    old_reading: Reading
    new_reading: Reading
    texts: Alignment

    @property
    def head(self) -> tuple[HeadChange, ...]:
        pairs = ((part, getattr(self.old, part), getattr(self.new, part)) for part in HEAD)
        return tuple(HeadChange(*pair) for pair in pairs if pair[1] != pair[2])

    @cached_property
    def statements(self) -> tuple[Restatement, ...]:
        return tuple(restated(self.old_reading, self.new_reading, self.texts)) if self.read else ()

    @cached_property
    def figures(self) -> tuple[Recount, ...]:
        return tuple(recounted(self.old_reading, self.new_reading, self.texts)) if self.read else ()

    @property
    def unread(self) -> str | None:
        """Why one of the texts was not read; then nothing is known of statements and figures."""
        return self.old_reading.unread or self.new_reading.unread

    @property
    def read(self) -> bool:
        """Whether statements and figures can be compared: both were read, and they are versions of one text."""
        return self.unread is None and self.extent in (Extent.EDITED, Extent.PUNCTUATION)

    @property
    def compared(self) -> bool:
        """Whether it is known what became of statements and figures: where no word differs, nothing did."""
        return self.read or self.extent in (Extent.SAME, Extent.SPACING)

    @property
    def read_alike(self) -> bool:
        """Whether both were read by the same versions of the program."""
        return self.old_reading.versions == self.new_reading.versions

    @property
    def extent(self) -> Extent:
        return self.texts.extent

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each thing changed, by its name; what did not is left out."""
        found: Counter[str] = Counter(change.part for change in self.head)
        found.update(f"sentence {p.how.value}" for p in self.texts.passages if p.how in (How.ADDED, How.REMOVED))
        found.update("sentence edited" for p in self.texts.passages if p.how is How.EDITED)
        found.update("sentence moved" for p in self.texts.passages if p.moved)
        for one in self.statements:
            if one.old is None or one.new is None:
                found["statement added" if one.old is None else "statement removed"] += 1
            found.update({str(turn) for turn in one.turns})
            found.update({d.aspect.value for d in one.differences if d.aspect in COUNTED})
        found.update(one.change.value for one in self.figures)
        return {name: found[name] for name in ORDER if found[name]}


COUNTED = (Aspect.SOURCE, Aspect.SOURCE_ADDED, Aspect.SOURCE_REMOVED, Aspect.QUOTATION, Aspect.KIND, Aspect.CUE)
# What is told of a revision in few words, the weightiest first.
ORDER = (
    *HEAD,
    *(change.value for change in Change),
    *(turn.value for turn in Turn),
    *(aspect.value for aspect in COUNTED),
    "statement added",
    "statement removed",
    "sentence edited",
    "sentence added",
    "sentence removed",
    "sentence moved",
)


@dataclass(frozen=True)
class History:
    """What stood at an address, in order of time."""

    url: str
    versions: tuple[SightingRow, ...]
    revisions: tuple[Revision, ...]  # between each version and the next

    @property
    def id(self) -> str:
        """The first version's."""
        return self.versions[0].id

    @property
    def counts(self) -> dict[str, int]:
        """How often each thing changed in all."""
        found: Counter[str] = Counter()
        for revision in self.revisions:
            found.update(revision.counts)
        return {name: found[name] for name in ORDER if found[name]}


def address(ledger: Ledger, where: str) -> str | None:
    """The URL that is meant by a URL, by the id of a document or of a version, or by the beginning of one."""
    url = where.strip().partition("#")[0]
    if ledger.history(url):
        return url
    document = ledger.document(where.partition("-")[0])
    return document.url if document else None


def history(ledger: Ledger, url: str) -> History | None:
    """What stood at a URL; None where the ledger has nothing from there."""
    versions = ledger.history(url)
    if not versions:
        return None
    readings = _Readings(ledger)
    return History(url, tuple(versions), tuple(_revision(a, b, readings) for a, b in pairwise(versions)))


def between(ledger: Ledger, old: str, new: str) -> Revision | None:
    """Two versions of one address by their ids, the older in time first; None where they are no such two."""
    url = address(ledger, old)
    by_id = {row.id: row for row in ledger.history(url)} if url else {}
    if old not in by_id or new not in by_id or old == new:
        return None
    order = list(by_id)
    first, second = sorted((old, new), key=order.index)
    return _revision(by_id[first], by_id[second], _Readings(ledger))


def listed(
    ledger: Ledger,
    limit: int,
    offset: int = 0,
    *,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Page[History]:
    """Addresses with more than one version, those that changed last first."""
    page = ledger.changed_addresses(outlet, since, until, limit, offset)
    found = (history(ledger, url) for url in page.rows)
    return Page(tuple(one for one in found if one), page.total, limit, offset)


class _Readings:
    """Readings of a ledger, each looked up once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[str, Reading] = {}

    def of(self, document: str) -> Reading:
        if document not in self._known:
            reading = self._ledger.reading(document)
            assert reading is not None, "every document of a ledger has a reading"
            self._known[document] = reading
        return self._known[document]


def _revision(old: SightingRow, new: SightingRow, readings: _Readings) -> Revision:
    here, there = readings.of(old.document), readings.of(new.document)
    return Revision(old, new, here, there, aligned(here.document.text, there.document.text))
