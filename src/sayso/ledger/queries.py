"""Queries: what the ledger is asked, as SQL, and its answers as rows.

In: a connection and a query. Out: rows, in an order that is always the same: the newest article first, then as in the
text. Everything a person types is a bound value; words to search for are quoted, so that none is an operator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, false, func, literal_column, select, text

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
from sayso.ledger.schema import (
    actors,
    documents,
    fates,
    figures,
    mentions,
    readings,
    records,
    reviews,
    sightings,
    statements,
)
from sayso.types import Bound, Kind, Naming, Role, Span, Spans

SHORTEST = 6  # digits of an id that may stand for all of it
HEX = re.compile(r"[0-9a-f]+")
STREAMED = 1000  # rows fetched at a time where there may be very many
LISTED = 10_000  # values in one IN (...): SQLite takes 32,766
NAMED = ("person", "place", "organisation")  # mentions that tell what an article is about
AROUND = 70  # code points of text shown on either side of a figure

CURRENT = readings.join(documents, documents.c.id == readings.c.document_id)
HELD = CURRENT.join(statements, statements.c.reading_id == readings.c.id)
ACTOR = (actors.c.reading_id == statements.c.reading_id) & (actors.c.position == statements.c.actor_position)
SAID = HELD.outerjoin(actors, ACTOR)
WHO = func.coalesce(actors.c.name, statements.c.source)  # a source: whom it refers to, or its words alone


def spans(stored: str) -> Spans:
    return tuple(Span(*pair) for pair in json.loads(stored))


def begins(column: ColumnElement[str], id: str) -> ColumnElement[bool]:
    """Ids that begin so, found in the index. Nothing begins with too few digits, or with what is no digit."""
    id = id.lower()
    if len(id) < SHORTEST or not HEX.fullmatch(id):
        return false()
    return (column >= id) & (column < id + "g")  # "g" comes after every digit


def history(connection: Connection, url: str) -> list[SightingRow]:
    turn = func.row_number().over(partition_by=sightings.c.document_id, order_by=sightings.c.number).label("turn")
    seen = [c for c in sightings.c if c.name not in ("document_id", "position")]
    told = (documents.c.name, documents.c.outlet, documents.c.published, documents.c.language)
    query = select(*seen, sightings.c.document_id.label("document"), turn, *told)
    query = query.select_from(sightings.join(documents, documents.c.id == sightings.c.document_id))
    query = query.where(sightings.c.url == url).order_by(sightings.c.position, sightings.c.number)
    return [
        SightingRow(**{name: getattr(row, name) for name in SightingRow.__dataclass_fields__})
        for row in connection.execute(query)
    ]


def changed_addresses(
    connection: Connection, outlet: str | None, since: date | None, until: date | None, limit: int, offset: int
) -> Page[str]:
    query = select(sightings.c.url).select_from(sightings.join(documents, documents.c.id == sightings.c.document_id))
    query = query.where(*_published(outlet, since, until)).group_by(sightings.c.url).having(func.count() > 1)
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar() or 0
    rows = connection.execute(query.order_by(func.max(sightings.c.number).desc()).limit(limit).offset(offset))
    return Page(tuple(rows.scalars()), total, limit, offset)


def documents_page(
    connection: Connection, outlet: str | None, since: date | None, until: date | None, limit: int, offset: int
) -> Page[DocumentRow]:
    query = _document_query().where(*_published(outlet, since, until))
    query = query.order_by(documents.c.published.desc().nulls_last(), documents.c.id)
    rows, total = _paged(connection, query, limit, offset, CURRENT)
    return Page(tuple(_document_row(row) for row in rows), total, limit, offset)


def outlets(connection: Connection) -> list[OutletRow]:
    said = (
        select(documents.c.outlet, func.count().label("statements"))
        .select_from(HELD)
        .where(readings.c.current, documents.c.latest)
        .group_by(documents.c.outlet)
    )
    counts: dict[str | None, int] = {row.outlet: row.statements for row in connection.execute(said)}
    query = select(
        documents.c.outlet,
        func.count().label("documents"),
        func.min(documents.c.published).label("first"),
        func.max(documents.c.published).label("last"),
    ).group_by(documents.c.outlet)
    query = query.order_by(documents.c.outlet.nulls_last())
    return [
        OutletRow(row.outlet, row.documents, counts.get(row.outlet, 0), row.first, row.last)
        for row in connection.execute(query)
    ]


def statements_page(connection: Connection, q: StatementQuery) -> Page[StatementRow]:
    query = (
        select(statements, *_article_columns(), *_actor_columns())
        .select_from(SAID)
        .where(readings.c.current, *_published(q.outlet, q.since, q.until), *_document(q.document))
    )
    if q.id:
        query = query.where(statements.c.id == q.id)
    elif not q.all_versions and q.document is None:  # who names a version means it
        query = query.where(documents.c.latest)
    if q.kind:
        query = query.where(statements.c.kind == str(q.kind))
    if q.source:
        query = query.where(statements.c.source.icontains(q.source, autoescape=True))
    if q.actor:
        query = query.where(WHO.icontains(q.actor, autoescape=True))
    for wanted, column in ((q.role, actors.c.role), (q.naming, actors.c.naming)):
        if wanted:
            query = query.where(column == str(wanted))
    if q.text and not q.text.isspace():
        query = query.where(_search(connection, q.text))
    query = query.order_by(documents.c.published.desc().nulls_last(), documents.c.id, statements.c.position)
    counted = SAID if q.actor or q.role or q.naming else HELD
    rows, total = _paged(connection, query, q.limit, q.offset, counted)
    return Page(tuple(_statement_row(row) for row in rows), total, q.limit, q.offset)


def statement_ids(connection: Connection, beginning: str) -> list[str]:
    query = select(statements.c.id).select_from(HELD).where(readings.c.current)
    return sorted(set(connection.execute(query.where(begins(statements.c.id, beginning))).scalars()))


def figures_page(connection: Connection, q: FigureQuery) -> Page[FigureRow]:
    start = (
        func.max(figures.c.start - AROUND, 0)
        if connection.dialect.name == "sqlite"
        else func.greatest(figures.c.start - AROUND, 0)
    )
    context = func.substr(documents.c.text, start + 1, figures.c.end - start + AROUND)
    counted = CURRENT.join(figures, figures.c.reading_id == readings.c.id)
    statement = (statements.c.reading_id == readings.c.id) & (statements.c.position == figures.c.statement_position)
    query = (
        select(
            figures,
            *_article_columns(),
            context.label("context"),
            start.label("context_start"),
            statements.c.id.label("statement"),
            statements.c.source.label("source"),
            statements.c.kind.label("kind"),
            *_actor_columns(),
        )
        .select_from(counted.outerjoin(statements, statement).outerjoin(actors, ACTOR))
        .where(readings.c.current, *_published(q.outlet, q.since, q.until), *_document(q.document))
    )
    if not q.all_versions and q.document is None:
        query = query.where(documents.c.latest)
    for part, column in ((q.counted, figures.c.counted), (q.place, figures.c.place)):
        if part:
            query = query.where(column.icontains(part, autoescape=True))
    if q.state:
        query = query.where(figures.c.state == q.state)
    query = query.order_by(documents.c.published.desc().nulls_last(), documents.c.id, figures.c.position)
    rows, total = _paged(connection, query, q.limit, q.offset, counted)
    return Page(tuple(_figure_row(row) for row in rows), total, q.limit, q.offset)


def surroundings(connection: Connection, reach: int) -> Iterator[tuple[str, int, int, int, str]]:
    edge = figures.c.start - reach
    start = func.max(edge, 0) if connection.dialect.name == "sqlite" else func.greatest(edge, 0)
    window = func.substr(documents.c.text, start + 1, figures.c.end + reach - start)
    query = (
        select(documents.c.id, figures.c.start, figures.c.end, start.label("begins"), window.label("window"))
        .select_from(CURRENT.join(figures, figures.c.reading_id == readings.c.id))
        .where(readings.c.current, documents.c.latest, figures.c.state.is_not(None))
        .order_by(readings.c.id, figures.c.position)
    )
    for row in connection.execution_options(yield_per=STREAMED).execute(query):
        yield tuple(row)


def source_totals(
    connection: Connection, outlet: str | None, since: date | None, until: date | None
) -> Iterator[tuple[str | None, int]]:
    query = _attributed(WHO.label("source"), func.count().label("statements"))
    query = query.where(*_published(outlet, since, until)).group_by(WHO).order_by(WHO)
    for row in connection.execute(query.execution_options(yield_per=STREAMED)):
        yield row.source, row.statements


def source_rows(
    connection: Connection, sources: Sequence[str | None], outlet: str | None, since: date | None, until: date | None
) -> Iterator[SourceRow]:
    columns = (WHO, documents.c.outlet, statements.c.kind, documents.c.id, actors.c.role, actors.c.naming)
    query = _attributed(*columns, func.count()).where(*_published(outlet, since, until))
    query = query.group_by(*columns).order_by(*columns)
    wanted = [WHO.is_(None)] if None in sources else []
    named = [source for source in sources if source is not None]
    wanted += [WHO.in_(named[at : at + LISTED]) for at in range(0, len(named), LISTED)]
    for part in wanted:
        for row in connection.execute(query.where(part).execution_options(yield_per=STREAMED)):
            who, of, kind, document, role, naming, count = row
            yield SourceRow(who, of, Kind(kind), document, count, stored_role(role), stored_naming(naming))


def names(connection: Connection) -> Iterator[tuple[str, str]]:
    query = (
        select(documents.c.id, mentions.c.words)
        .select_from(CURRENT.join(mentions, mentions.c.reading_id == readings.c.id))
        .where(readings.c.current, documents.c.latest, mentions.c.kind.in_(NAMED))
        .order_by(readings.c.id, mentions.c.position)
    )
    for row in connection.execute(query.execution_options(yield_per=STREAMED)):
        yield row.id, row.words


def places(connection: Connection) -> Iterator[tuple[str, int, str]]:
    query = (
        select(documents.c.id, mentions.c.start, mentions.c.words)
        .select_from(CURRENT.join(mentions, mentions.c.reading_id == readings.c.id))
        .where(readings.c.current, documents.c.latest, mentions.c.kind == "place")
        .order_by(readings.c.id, mentions.c.start)
    )
    for row in connection.execution_options(yield_per=STREAMED).execute(query):
        yield row.id, row.start, row.words


def datelines(connection: Connection) -> dict[str, str]:
    query = select(documents.c.id, documents.c.dateline).where(documents.c.latest, documents.c.dateline.is_not(None))
    return {row.id: row.dateline for row in connection.execute(query)}


def fates_of(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str, int, str]]:
    query = (
        select(documents.c.id, fates.c.state, fates.c.start, fates.c.words)
        .select_from(CURRENT.join(fates, fates.c.reading_id == readings.c.id))
        .where(readings.c.current)
        .order_by(documents.c.id, fates.c.position)
    )
    for at in range(0, len(ids), LISTED):
        for row in connection.execute(query.where(documents.c.id.in_(ids[at : at + LISTED]))):
            yield tuple(row)


def stamp(connection: Connection) -> tuple[int, ...]:
    current = func.coalesce(func.sum(readings.c.id), 0)
    counted = connection.execute(select(func.count(), current).where(readings.c.current)).one()
    reviewed = connection.execute(select(func.count()).select_from(reviews)).scalar() or 0
    recorded = connection.execute(select(func.count()).select_from(records)).scalar() or 0
    seen = connection.execute(select(func.count()).select_from(sightings)).scalar() or 0
    return counted[0], counted[1], reviewed, recorded, seen


def _attributed(*columns: ColumnElement[Any]) -> Select[Any]:
    """Of the statements that queries see, those that the article lays at somebody's door."""
    return (
        select(*columns)
        .select_from(SAID)
        .where(readings.c.current, documents.c.latest, statements.c.kind != Kind.NARRATOR.value)
    )


def _search(connection: Connection, words: str) -> ColumnElement[bool]:
    """Statements that hold all the words, in any order. "ill-fated" is two words that stand together."""
    found = words.replace("\x00", " ").split()
    if not found:
        return false()
    if connection.dialect.name == "sqlite":
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in found)
        matched: Select[Any] = select(literal_column("rowid")).select_from(text("statements_fts"))
        matched = matched.where(text("statements_fts MATCH :words").bindparams(words=quoted))
        return statements.c.number.in_(matched)
    vector = func.to_tsvector("simple", statements.c.content + " " + func.coalesce(statements.c.source, ""))
    return vector.op("@@", is_comparison=True)(func.plainto_tsquery("simple", " ".join(found)))


def _published(outlet: str | None, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    wanted = []
    if outlet is not None:
        wanted.append(documents.c.outlet == outlet)
    if since is not None:
        wanted.append(documents.c.published >= since)
    if until is not None:
        wanted.append(documents.c.published <= until)
    return wanted


def _document(id: str | None) -> list[ColumnElement[bool]]:
    return [] if id is None else [begins(documents.c.id, id)]


def _article_columns() -> tuple[Any, ...]:
    d = documents.c
    return d.id.label("document"), d.title.label("document_title"), d.url.label("document_url"), d.outlet, d.published


def _actor_columns() -> tuple[Any, ...]:
    return actors.c.name.label("actor"), actors.c.role, actors.c.naming


def _document_query() -> Select[Any]:
    columns = [c for c in documents.c if c.name not in ("text", "text_hash")]
    said = select(func.count()).where(statements.c.reading_id == readings.c.id).scalar_subquery()
    counted = select(func.count()).where(figures.c.reading_id == readings.c.id).scalar_subquery()
    return (
        select(*columns, said.label("statements"), counted.label("figures"), readings.c.unread)
        .select_from(CURRENT)
        .where(readings.c.current)
    )


def _paged(
    connection: Connection, query: Select[Any], limit: int, offset: int, counted: FromClause
) -> tuple[list[Any], int]:
    """The rows of a page, and how many there are in all: counted in the tables that the filters look at, since each
    row of an outer join is looked up even where only a count is wanted."""
    wanted = query.whereclause
    count = select(func.count()).select_from(counted)
    total = connection.execute(count if wanted is None else count.where(wanted)).scalar() or 0
    rows = list(connection.execute(query.limit(limit).offset(offset))) if offset < total else []
    return rows, total


def _document_row(row: Any) -> DocumentRow:
    return DocumentRow(**{name: getattr(row, name) for name in DocumentRow.__dataclass_fields__})


def _statement_row(row: Any) -> StatementRow:
    fields = {name: getattr(row, name) for name in StatementRow.__dataclass_fields__}
    fields |= {name: spans(fields[name]) for name in ("content_spans", "source_spans", "cue_spans")}
    return StatementRow(
        **fields | {"kind": Kind(row.kind), "role": stored_role(row.role), "naming": stored_naming(row.naming)}
    )


def _figure_row(row: Any) -> FigureRow:
    own: dict[str, Any] = {
        "id": f"{row.document}-f{row.position}",
        "bound": Bound(row.bound),
        "kind": Kind(row.kind) if row.kind else None,
        "span": Span(row.start, row.end),
        "role": stored_role(row.role),
        "naming": stored_naming(row.naming),
    }
    at = row.start - row.context_start
    own |= {"context": re.sub(r"\s", " ", row.context), "context_span": Span(at, at + row.end - row.start)}
    names = set(FigureRow.__dataclass_fields__) - set(own)
    return FigureRow(**{name: getattr(row, name) for name in names}, **own)


def stored_role(stored: str | None) -> Role | None:
    return Role(stored) if stored else None


def stored_naming(stored: str | None) -> Naming | None:
    return Naming(stored) if stored else None
