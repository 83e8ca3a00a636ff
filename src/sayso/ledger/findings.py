"""Findings: what comparing has found of each document so far, kept so that adding costs what was added.

In: what was found of some documents, in one transaction. Out: the same by query. Everything here can be found again
from documents and readings; nothing that a person decided is here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sayso.ledger.errors import told
from sayso.ledger.opening import writing
from sayso.ledger.queries import ACTOR, LISTED, NAMED, STREAMED, WHO, spans
from sayso.ledger.rows import Article, ClaimRow, ReprintRow, SaidRow
from sayso.ledger.schema import (
    actors,
    claims,
    compared,
    documents,
    figures,
    likely,
    mentions,
    postings,
    readings,
    reprints,
    statements,
    terms,
    vectors,
)
from sayso.types import Kind, Span

ARTICLE = ("id", "name", "url", "outlet", "title", "byline", "dateline", "published", "fetched", "latest", "text")


class Findings:
    """What has been found in one ledger. Reads see what was committed; `writing` gives a transaction."""

    def __init__(self, engine: Engine, url: str) -> None:
        self._engine, self.url = engine, url

    @contextmanager
    def writing(self) -> Iterator[Found]:
        """A transaction: all of what is found in it is kept, or nothing."""
        with told(self.url), writing(self._engine).begin() as connection:
            yield Found(connection)

    @contextmanager
    def looking(self) -> Iterator[Found]:
        """The same to read from, as it stands now."""
        with told(self.url), self._engine.connect() as connection:
            yield Found(connection)


class Found:
    """Findings within a transaction. A document is known by its number, in the order in which it was compared."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = postgresql if connection.dialect.name == "postgresql" else sqlite

    def pending(self, limit: int, after: int = 0) -> list[tuple[str, int]]:
        """Documents that were not compared yet as they are read now, each with its reading; those added first come
        first. after: readings of a higher number only."""
        done = and_(compared.c.document_id == readings.c.document_id, compared.c.reading_id == readings.c.id)
        query = (
            select(readings.c.document_id, readings.c.id)
            .select_from(readings.outerjoin(compared, done))
            .where(readings.c.current, readings.c.id > after, compared.c.number.is_(None))
            .order_by(readings.c.id)
            .limit(limit)
        )
        return [(row[0], row[1]) for row in self._connection.execute(query)]

    def newest(self) -> int:
        """The number of the reading that was compared last. Later ones are pending; an earlier one may be, where
        `settled` says no."""
        last = select(compared.c.reading_id).order_by(compared.c.number.desc()).limit(1)
        return self._connection.execute(last).scalar() or 0

    def settled(self) -> bool:
        """Whether every document was compared as it is read now. Counts and sums are held against each other: far
        quicker than looking for each document."""
        now = select(func.count(), func.sum(readings.c.id)).where(readings.c.current)
        then = select(func.count(), func.sum(compared.c.reading_id))
        one, other = (tuple(self._connection.execute(query).one()) for query in (now, then))
        return one == other

    def count_pending(self) -> int:
        """How many documents have never been compared."""
        every = select(func.count()).select_from(readings).where(readings.c.current)
        return (self._connection.execute(every).scalar() or 0) - self.documents()

    def number(self, document: str, reading: int, version: str) -> tuple[int, bool]:
        """The number of a document, given now where it had none; and whether it is new."""
        known = self._connection.execute(select(compared.c.number).where(compared.c.document_id == document)).scalar()
        values = {"document_id": document, "reading_id": reading, "version": version}
        if known is not None:
            self._connection.execute(update(compared).where(compared.c.number == known).values(values))
            return known, False
        made = self._connection.execute(insert(compared).values(values)).inserted_primary_key
        assert made is not None
        return made[0], True

    def forget(self) -> None:
        """Drop all findings: the rules have changed. Vectors stay: they hang on statements and their model alone."""
        for table in (claims, likely, reprints, postings, terms):
            self._connection.execute(delete(table))
        self._connection.execute(delete(compared))

    def stale(self, version: str) -> bool:
        """Whether what was found was found by other rules. All of it was by the same: it is only dropped together."""
        last = self._connection.execute(select(compared.c.version).order_by(compared.c.number.desc()).limit(1)).scalar()
        return last is not None and last != version

    def article(self, number: int) -> Article:
        """A document with its names and quotations, as comparing needs it."""
        return self.articles([number])[number]

    def articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        """Several documents at once: far quicker than one by one."""
        found: dict[int, Article] = {}
        columns = [documents.c[name] for name in ARTICLE]
        for part in _parts(sorted(numbers)):
            these = compared.c.number.in_(part)
            named, said = self._beside(these)
            query = select(compared.c.number, *columns).join(documents, compared.c.document_id == documents.c.id)
            for row in self._connection.execute(query.where(these)):
                known = row._asdict()
                number = known.pop("number")
                found[number] = Article(number=number, **known, names=tuple(named[number]), quoted=tuple(said[number]))
        return found

    def _beside(
        self, these: ColumnElement[bool]
    ) -> tuple[defaultdict[int, list[tuple[str, int]]], defaultdict[int, list[Span]]]:
        """The names and the quotations of documents, by number."""
        named: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        said: defaultdict[int, list[Span]] = defaultdict(list)
        naming = select(compared.c.number, mentions.c.words, mentions.c.start)
        naming = naming.join(mentions, mentions.c.reading_id == compared.c.reading_id)
        naming = naming.where(these, mentions.c.kind.in_(NAMED))
        for number, words, start in self._connection.execute(naming.order_by(compared.c.number, mentions.c.position)):
            named[number].append((words, start))
        saying = select(compared.c.number, statements.c.content_spans)
        saying = saying.join(statements, statements.c.reading_id == compared.c.reading_id)
        saying = saying.where(these, statements.c.kind == Kind.DIRECT.value)
        for number, stored in self._connection.execute(saying.order_by(compared.c.number, statements.c.position)):
            said[number] += spans(stored)
        return named, said

    def documents(self) -> int:
        """How many documents were compared."""
        return self._connection.execute(select(func.max(compared.c.number))).scalar() or 0  # none is ever taken away

    def count_terms(self, added: Mapping[str, int]) -> None:
        """Count terms in so many documents more."""
        rows = [{"term": term, "documents": n} for term, n in sorted(added.items())]
        if rows:
            statement = self._dialect.insert(terms)
            more = {"documents": terms.c.documents + statement.excluded.documents}
            self._connection.execute(statement.on_conflict_do_update(index_elements=["term"], set_=more), rows)

    def in_documents(self, wanted: Iterable[str]) -> dict[str, int]:
        """In how many documents each term stands; those in none are left out."""
        found: dict[str, int] = {}
        for part in _parts(sorted(wanted)):
            found |= {r[0]: r[1] for r in self._connection.execute(select(terms).where(terms.c.term.in_(part)))}
        return found

    def posted(self, hashes: Iterable[int]) -> dict[int, list[int]]:
        """The numbers of the documents that were posted under each hash, in order."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for part in _parts(sorted(hashes)):
            for hash, number in self._connection.execute(select(postings).where(postings.c.hash.in_(part))):
                found[hash].append(number)
        return found

    def post(self, number: int, hashes: Iterable[int]) -> None:
        """Post a document under hashes."""
        rows = [{"hash": hash, "number": number} for hash in sorted(hashes)]
        if rows:
            self._connection.execute(self._dialect.insert(postings).on_conflict_do_nothing(), rows)

    def take_down(self, postings_of: Iterable[tuple[int, int]]) -> None:
        """Documents are found by these hashes no longer: pairs of hash and number."""
        rows = [{"of": hash, "at": number} for hash, number in postings_of]
        if rows:
            one = and_(postings.c.hash == bindparam("of"), postings.c.number == bindparam("at"))
            self._connection.execute(delete(postings).where(one), rows)

    def add_likely(self, number: int, chances: Mapping[int, float]) -> None:
        """With what chance a document is on the event of earlier ones."""
        rows = [{"number": number, "other": other, "chance": round(chance, 4)} for other, chance in chances.items()]
        if rows:
            self._connection.execute(self._dialect.insert(likely).on_conflict_do_nothing(), rows)

    def chances(self, among: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """Pairs among these numbers with the chance that they are on one event."""
        wanted = set(among)
        for part in _parts(sorted(among)):
            for number, other, chance in self._connection.execute(select(likely).where(likely.c.number.in_(part))):
                if other in wanted:
                    yield number, other, chance

    def stories(self, numbers: Iterable[int]) -> dict[int, int | None]:
        """The story that each document is in."""
        found: dict[int, int | None] = {}
        query = select(compared.c.number, compared.c.story)
        for part in _parts(sorted(numbers)):
            found |= {r[0]: r[1] for r in self._connection.execute(query.where(compared.c.number.in_(part)))}
        return found

    def in_stories(self, wanted: Iterable[int]) -> dict[int, list[int]]:
        """The documents of each story, in order."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        query = select(compared.c.story, compared.c.number).order_by(compared.c.number)
        for part in _parts(sorted(wanted)):
            for story, number in self._connection.execute(query.where(compared.c.story.in_(part))):
                found[story].append(number)
        return found

    def put_stories(self, stories: Mapping[int, int]) -> None:
        """Put documents in stories."""
        for number, story in stories.items():
            self._connection.execute(update(compared).where(compared.c.number == number).values(story=story))

    def add_reprint(self, row: ReprintRow) -> None:
        """Two documents that share passages."""
        values = {name: getattr(row, name) for name in ("number", "other", "share", "other_share", "own")}
        values["passages"] = json.dumps([[*p[0], *p[1], p[2], p[3]] for p in row.passages])
        self._connection.execute(self._dialect.insert(reprints).values(values).on_conflict_do_nothing())

    def reprints(self, among: Iterable[int] | None = None) -> Iterator[ReprintRow]:
        """Pairs that share passages, of which one is among these; None: all."""
        if among is None:
            yield from self._reprints(None)
            return
        seen: set[tuple[int, int]] = set()
        for part in _parts(sorted(among)):
            for row in self._reprints(part):
                if (row.number, row.other) not in seen:
                    seen.add((row.number, row.other))
                    yield row

    def _reprints(self, part: Sequence[int] | None) -> Iterator[ReprintRow]:
        query = select(reprints).order_by(reprints.c.number, reprints.c.other)
        if part is not None:
            query = query.where(or_(reprints.c.number.in_(part), reprints.c.other.in_(part)))
        for row in self._connection.execute(query.execution_options(yield_per=STREAMED)):
            passages = tuple((Span(a, b), Span(c, d), equal, words) for a, b, c, d, equal, words in json.loads(row[2]))
            yield ReprintRow(row.number, row.other, passages, row.share, row.other_share, row.own)

    def said(self, number: int) -> list[SaidRow]:
        """The statements of a document, as it is read now, in order."""
        reading = select(compared.c.reading_id).where(compared.c.number == number).scalar_subquery()
        counted = {
            row.position: {name: getattr(row, name) for name in ("low", "high", "bound", "state", "counted")}
            for row in self._connection.execute(select(figures).where(figures.c.reading_id == reading))
            if not row.change and row.unit is None
        }
        query = select(statements, WHO.label("who")).select_from(statements.outerjoin(actors, ACTOR))
        query = query.where(statements.c.reading_id == reading).order_by(statements.c.position)
        return [
            SaidRow(
                row.id,
                Kind(row.kind),
                row.content,
                spans(row.content_spans),
                row.who,
                tuple(counted[at] for at in json.loads(row.figures) if at in counted),
            )
            for row in self._connection.execute(query)
        ]

    def vectors(self, wanted: Iterable[str], version: str) -> dict[str, bytes]:
        """The vectors of statements, by the hash of their words, as this version of the model made them; those that
        have none are left out."""
        found: dict[str, bytes] = {}
        query = select(vectors.c.words_hash, vectors.c.vector).where(vectors.c.version == version)
        for part in _parts(sorted(wanted)):
            found |= {r[0]: r[1] for r in self._connection.execute(query.where(vectors.c.words_hash.in_(part)))}
        return found

    def put_vectors(self, made: Mapping[str, bytes], version: str) -> None:
        """Keep the vectors of statements; another version's are replaced."""
        rows = [{"words_hash": key, "version": version, "vector": vector} for key, vector in made.items()]
        if rows:
            statement = self._dialect.insert(vectors)
            new = {name: statement.excluded[name] for name in ("version", "vector")}
            self._connection.execute(statement.on_conflict_do_update(index_elements=["words_hash"], set_=new), rows)

    def put_claims(self, number: int, rows: Sequence[ClaimRow]) -> None:
        """What the statements of a document are, or may be, the same as; what was found of them before is dropped."""
        self._connection.execute(delete(claims).where(or_(claims.c.number == number, claims.c.other == number)))
        values = [
            {
                "statement_id": row.statement,
                "other_id": row.other_statement,
                "number": row.number,
                "other": row.other,
                "sameness": row.sameness,
                "chance": row.chance,
                "why": row.why,
            }
            for row in rows
        ]
        if values:
            self._connection.execute(self._dialect.insert(claims).on_conflict_do_nothing(), values)

    def claims(self, among: Iterable[str] | None = None) -> Iterator[ClaimRow]:
        """Pairs of statements of which one is among these (by id); None: all. The surest first."""
        parts = [None] if among is None else list(_parts(sorted(among)))
        seen: set[tuple[str, str]] = set()
        for part in parts:
            query = select(claims).order_by(claims.c.chance.desc(), claims.c.statement_id, claims.c.other_id)
            if part is not None:
                query = query.where(or_(claims.c.statement_id.in_(part), claims.c.other_id.in_(part)))
            for row in self._connection.execute(query.execution_options(yield_per=STREAMED)):
                if (row[0], row[1]) not in seen:
                    seen.add((row[0], row[1]))
                    yield ClaimRow(*row)

    def numbered(self) -> dict[str, tuple[int, int | None]]:
        """Number and story of every document."""
        query = select(compared.c.document_id, compared.c.number, compared.c.story)
        return {row[0]: (row[1], row[2]) for row in self._connection.execute(query)}


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(values), LISTED):
        yield values[at : at + LISTED]
