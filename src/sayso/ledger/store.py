"""The ledger: readings go in whole, one transaction each, and come back equal.

In: readings. Out: what became of them, and readings, documents and rows by query. Adding the same thing twice changes
nothing; a crash loses nothing that `add` returned from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from sayso.ledger import filing, queries, reviewing, sightings, watching
from sayso.ledger.errors import LedgerError, told
from sayso.ledger.filing import Added
from sayso.ledger.findings import Findings
from sayso.ledger.opening import named, opened, writing
from sayso.ledger.rows import (
    DocumentRow,
    FigureQuery,
    FigureRow,
    OutletRow,
    Page,
    SightingRow,
    SourceRow,
    StatementQuery,
    StatementRow,
)
from sayso.ledger.schema import documents, readings
from sayso.ledger.watching import FeedRow
from sayso.types import Document, Reading, Record, Review, Watched


class Ledger:
    """A ledger at a path or a database URL. Threads may share it.

    :raises LedgerError: or one of its kinds, from every method, naming the ledger and what to do.
    """

    def __init__(self, url: str | Path = "sayso.db", *, create: bool = True, timeout: float = 10.0) -> None:
        """Open the ledger, and make or migrate it where needed. `timeout`: seconds to wait for another writer."""
        self.url = named(url)
        self._engine = opened(url, create, timeout)
        self.findings = Findings(self._engine, self.url)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def add(self, reading: Reading) -> Added:
        """Store a reading with its document, in one transaction; when this returns, it is on the disk.

        A document that is there already keeps the title, dates and names that it came with.
        """
        with told(self.url), writing(self._engine).begin() as connection:
            return filing.store(connection, reading)

    def has(self, document: Document, versions: Mapping[str, str]) -> bool:
        """Whether the document is stored and its current reading was made by these versions."""
        query = select(readings.c.id).where(
            readings.c.document_id == document.id,
            readings.c.versions == filing.versions_text(versions),
            readings.c.current,
        )
        with told(self.url), self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def document(self, id: str) -> Document | None:
        """The document with this id, or with one that begins so (six digits at the least).

        :raises LedgerError: if several begin so.
        """
        with told(self.url), self._engine.connect() as connection:
            return self._document(connection, id)

    def reading(self, id: str) -> Reading | None:
        """The current reading of a document, as it was added."""
        with told(self.url), self._engine.connect() as connection:
            document = self._document(connection, id)
            return filing.recall(connection, document) if document else None

    def see(self, document: Document) -> Added:
        """Keep that a document that is stored was fetched once more: that it came back after another text, or under
        another headline, is part of its address's history. A document without a time of fetching changes nothing."""
        if not document.url or document.fetched is None:
            return Added.SAME
        with told(self.url), writing(self._engine).begin() as connection:
            return filing.see(connection, document)

    def history(self, url: str) -> list[SightingRow]:
        """What stood at a URL, in order of time."""
        with told(self.url), self._engine.connect() as connection:
            return queries.history(connection, url)

    def changed_addresses(
        self,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Page[str]:
        """URLs at which more than one thing stood, those that changed last first."""
        with told(self.url), self._engine.connect() as connection:
            return queries.changed_addresses(connection, outlet, since, until, limit, offset)

    def documents(
        self,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Page[DocumentRow]:
        """Documents, the newest first, edited articles with all their versions."""
        with told(self.url), self._engine.connect() as connection:
            return queries.documents_page(connection, outlet, since, until, limit, offset)

    def outlets(self) -> list[OutletRow]:
        """The outlets in order of name; documents that name none come last, together."""
        with told(self.url), self._engine.connect() as connection:
            return queries.outlets(connection)

    def statements(self, query: StatementQuery) -> Page[StatementRow]:
        """Statements of current readings, the newest articles' first."""
        with told(self.url), self._engine.connect() as connection:
            return queries.statements_page(connection, query)

    def statement_ids(self, beginning: str) -> list[str]:
        """The ids of statements that begin so, earlier versions' too; of fewer digits than `SHORTEST` none."""
        with told(self.url), self._engine.connect() as connection:
            return queries.statement_ids(connection, beginning)

    def figures(self, query: FigureQuery) -> Page[FigureRow]:
        """Figures of current readings, the newest articles' first."""
        with told(self.url), self._engine.connect() as connection:
            return queries.figures_page(connection, query)

    def surroundings(self, reach: int) -> Iterator[tuple[str, int, int, int, str]]:
        """Of every figure that has a state the text around it: document, start and end of the figure, where the text
        begins in the document, and the text, `reach` code points on either side at the most."""
        with told(self.url), self._engine.connect() as connection:
            yield from queries.surroundings(connection, reach)

    def source_totals(
        self, outlet: str | None = None, since: date | None = None, until: date | None = None
    ) -> Iterator[tuple[str | None, int]]:
        """Each source (its actor's name, or its words where no actor is known) with the number of statements; None:
        attributed to nobody named. The narrator's are left out, and all but the latest version of an edited article.
        """
        with told(self.url), self._engine.connect() as connection:
            yield from queries.source_totals(connection, outlet, since, until)

    def source_rows(
        self,
        sources: Sequence[str | None],
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Iterator[SourceRow]:
        """What `source_totals` counted, for these sources, apart by outlet, kind, document, role and naming."""
        with told(self.url), self._engine.connect() as connection:
            yield from queries.source_rows(connection, sources, outlet, since, until)

    def names(self) -> Iterator[tuple[str, str]]:
        """Document and words of every person, place and organisation that is named in it, as often as it is."""
        with told(self.url), self._engine.connect() as connection:
            yield from queries.names(connection)

    def places(self) -> Iterator[tuple[str, int, str]]:
        """Document, place and words of every place that is named in it, in the order of the text."""
        with told(self.url), self._engine.connect() as connection:
            yield from queries.places(connection)

    def datelines(self) -> dict[str, str]:
        """The datelines of documents that have one."""
        with told(self.url), self._engine.connect() as connection:
            return queries.datelines(connection)

    def fates(self, documents: Sequence[str]) -> Iterator[tuple[str, str, int, str]]:
        """Of these documents every single person who is said to be in a state: document, state, where, words."""
        with told(self.url), self._engine.connect() as connection:
            yield from queries.fates_of(connection, documents)

    def stamp(self) -> tuple[int, ...]:
        """Changes whenever the ledger does: what was found from it before holds as long as this stays the same."""
        with told(self.url), self._engine.connect() as connection:
            return queries.stamp(connection)

    def review(self, review: Review) -> Review:
        """Store a decision; it comes back with its number and time. None is ever changed or removed."""
        with told(self.url), writing(self._engine).begin() as connection:
            return reviewing.add_review(connection, review)

    def reviews(self) -> list[Review]:
        """All decisions, the oldest first."""
        with told(self.url), self._engine.connect() as connection:
            return reviewing.all_reviews(connection)

    def add_records(self, records: Sequence[Record]) -> int:
        """Store records, in one transaction; those that are there already are left alone. Returns how many were new."""
        with told(self.url), writing(self._engine).begin() as connection:
            return reviewing.add_records(connection, records)

    def records(self, since: date | None = None, until: date | None = None) -> Iterator[Record]:
        """Records of any of the days from `since` to `until`, in order of file and row."""
        with told(self.url), self._engine.connect() as connection:
            yield from reviewing.all_records(connection, since, until)

    def watch(self, rows: Sequence[Watched], now: datetime) -> int:
        """Watch feeds or articles from now on; returns how many were not watched before."""
        with told(self.url), writing(self._engine).begin() as connection:
            return watching.announce(connection, rows, now)

    def ask(self, url: str, now: datetime) -> Watched | None:
        """How an address stands that a person names; a feed that never answered is due at once."""
        with told(self.url), writing(self._engine).begin() as connection:
            return watching.ask(connection, url, now)

    def unwatch(self, feed: str) -> int:
        """Watch a feed and its articles no longer; what is stored of them stays. Returns how many they were."""
        with told(self.url), writing(self._engine).begin() as connection:
            return watching.forget(connection, feed)

    def due(self, by: datetime, *, feeds: bool) -> list[Watched]:
        """Feeds, or articles, that are due to be fetched, the longest due first."""
        with told(self.url), self._engine.connect() as connection:
            return watching.due(connection, by, feeds=feeds)

    def take(self, row: Watched, site: str, now: datetime) -> datetime | None:
        """Take what was due, to look at it: nobody else will, until it is told what came of it (or for ten minutes).

        Returns `now`; or a later time, until when its site rests; or None, where another process has taken it.
        """
        with told(self.url), writing(self._engine).begin() as connection:
            return watching.take(connection, row, site, now)

    def looked(
        self,
        row: Watched,
        found: Sequence[Watched],
        site: str,
        rests: datetime,
        moved_from: str | None = None,
        stood: datetime | None = None,
    ) -> int:
        """Store what came of a look, in one transaction; returns how many of `found` were not watched before.

        found: feeds or articles that it announced. rests: until when its site is left alone. moved_from: the address
        under which it was watched, where it is another now. stood: when its server said that its text was unchanged.
        """
        with told(self.url), writing(self._engine).begin() as connection:
            new = watching.announce(connection, found, row.checked or rests)
            if moved_from is None:
                watching.put(connection, row)
            else:
                watching.move(connection, moved_from, row)
            watching.rest(connection, site, rests)
            if stood and row.address and row.text_hash:
                sightings.stands(connection, row.address, row.text_hash, stood)
            return new

    def feeds(self) -> list[FeedRow]:
        """All feeds that are watched, by their addresses."""
        with told(self.url), self._engine.connect() as connection:
            return watching.feeds(connection)

    def _document(self, connection: Connection, id: str) -> Document | None:
        found = connection.execute(select(documents).where(queries.begins(documents.c.id, id)).limit(2)).all()
        if len(found) > 1:
            raise LedgerError(f"{self.url}: more than one document's id begins with {id}: give more of its digits")
        return Document(**{name: getattr(found[0], name) for name in filing.DOCUMENT_FIELDS}) if found else None
