"""The ledger's tables, named so that a person who opens them in Datasette can read them.

Words stand beside their spans: spans (JSON, code points) are for programs, words for people. Tables are only declared
here; `migrations/` makes them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    true,
)

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time in UTC. SQLite keeps no zone: it goes in without one and comes back as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text),
    Column("version", Integer, nullable=False),  # 1, 2, ... under one URL, in the order they were added: see sightings
    Column("previous_id", Text, ForeignKey("documents.id")),  # the version before
    Column("latest", Boolean, nullable=False),  # of the texts at its URL, the one seen last
    Column("outlet", Text, index=True),
    Column("title", Text),
    Column("byline", Text),
    Column("dateline", Text),
    Column("published", Date),
    Column("fetched", Moment),
    Column("language", Text),
    Column("text_hash", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
    UniqueConstraint("url", "version"),  # where there is no URL, there are no versions
)

# What stood at an address, from the first fetch that found it there to the last (sightings.py).
sightings = Table(
    "sightings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("url", Text, nullable=False, index=True),
    Column("position", Integer, nullable=False),  # among those of the address, in order of time
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("title", Text),
    Column("byline", Text),
    Column("dateline", Text),
    Column("first", Moment),
    Column("last", Moment),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False),
    Column("versions", Text, nullable=False),  # JSON: of the model and the rules
    Column("current", Boolean, nullable=False),  # queries see this one; older readings are kept
    Column("unread", Text),
    UniqueConstraint("document_id", "versions"),
)

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading_id", Integer, ForeignKey("readings.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", Text, nullable=False, index=True),  # permanent: the same spans of the same document give it again
    Column("kind", Text, nullable=False),
    Column("source", Text),
    Column("cue", Text),
    Column("content", Text, nullable=False),
    Column("content_spans", Text, nullable=False),
    Column("source_spans", Text, nullable=False),
    Column("cue_spans", Text, nullable=False),
    Column("figures", Text, nullable=False),  # JSON: positions of the figures it holds
    Column("actor_position", Integer),  # whom its source refers to, where that is known
    UniqueConstraint("reading_id", "position"),
)

figures = Table(
    "figures",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("statement_position", Integer),  # of several statements that hold it, the first
    Column("words", Text, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("bound", Text, nullable=False),
    Column("counted", Text),
    Column("unit", Text),
    Column("state", Text, index=True),
    Column("place", Text),
    Column("as_of", Text),
    Column("vague", Text),  # the vague word that stands for the number, times `scale`
    Column("scale", Float, nullable=False, server_default="1"),
    Column("whole", Integer),  # position of the figure that it is a part of
    Column("change", Boolean, nullable=False, server_default=false()),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

markers = Table(
    "markers",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
    Column("statement_position", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # the fullest words by which the document calls them
    Column("kind", Text),
    Column("role", Text),
    Column("naming", Text),
    Column("spans", Text, nullable=False),  # JSON: where the document refers to them
)

fates = Table(
    "fates",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("file_hash", Text, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("state", Text, primary_key=True),  # a row may record the killed and the injured
    Column("counted", Text, primary_key=True),  # and civilians apart; "" where it does not say
    Column("dataset", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("low", Float),
    Column("best", Float),
    Column("high", Float),
    Column("first", Date, index=True),
    Column("last", Date),
    Column("places", Text, nullable=False),  # JSON: the finest first
    Column("date_precision", Text),
    Column("place_precision", Text),
    Column("grade", Text),
    Column("version", Text),
    Column("title", Text),
)

reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("made", Moment, nullable=False),
    Column("decision", Text, nullable=False),
    Column("figures", Text, nullable=False),  # JSON: document-start-end
    Column("rest", Text, nullable=False),
    Column("name", Text),
    Column("by", Text),
    Column("note", Text),
    Column("undoes", Integer),
)

# What has been found of each document so far (findings.py). All of it could be found again from the tables above.
compared = Table(
    "compared",
    metadata,
    Column("number", Integer, primary_key=True),  # in the order in which documents were compared
    Column("document_id", Text, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("reading_id", Integer, ForeignKey("readings.id"), nullable=False),
    Column("version", Text, nullable=False),  # of the rules of comparing
    Column("story", Integer, index=True),  # number of one of its documents
)

terms = Table(
    "terms",
    metadata,
    Column("term", Text, primary_key=True),
    Column("documents", Integer, nullable=False),
    sqlite_with_rowid=False,
)

postings = Table(
    "postings",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

likely = Table(
    "likely",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False, index=True),  # an earlier number
    Column("chance", Float, nullable=False),  # that the two are on one event
    sqlite_with_rowid=False,
)

reprints = Table(
    "reprints",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("other", Integer, primary_key=True, autoincrement=False, index=True),  # an earlier number
    Column("passages", Text, nullable=False),  # JSON: start, end, start and end in the other, equal words, words
    Column("share", Float, nullable=False),  # of the document's words that stand in the other
    Column("other_share", Float, nullable=False),
    Column("own", Integer, nullable=False),  # shared words neither in quotation marks nor in names
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    Column("statement_id", Text, primary_key=True),
    Column("other_id", Text, primary_key=True, index=True),
    Column("number", Integer, nullable=False, index=True),
    Column("other", Integer, nullable=False, index=True),
    Column("sameness", Text, nullable=False),  # "same claim" or "possibly"
    Column("chance", Float, nullable=False),
    Column("why", Text, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("words_hash", Text, primary_key=True),  # of a statement's words: copies share a vector
    Column("version", Text, nullable=False),  # of the model that made it
    Column("vector", LargeBinary, nullable=False),  # whole numbers of 8 bits: compare/vectors.py
    sqlite_with_rowid=False,
)

# Feeds (those without `feed`) and the articles that they announced: `sayso.types.Watched`.
watched = Table(
    "watched",
    metadata,
    Column("url", Text, primary_key=True),
    Column("feed", Text, index=True),
    Column("title", Text),
    Column("author", Text),
    Column("published", Date),
    Column("etag", Text),
    Column("modified", Text),
    Column("address", Text),
    Column("text_hash", Text),
    Column("announced", Moment),
    Column("checked", Moment),
    Column("answered", Moment),
    Column("changed", Moment),
    Column("due", Moment, index=True),
    Column("failures", Integer, nullable=False),
    Column("said", Text),
    Column("ended", Text),
    Column("moved", Text),
)

# Sites that were visited lately or asked to be left alone, so that two who watch are as polite as one.
sites = Table(
    "sites",
    metadata,
    Column("site", Text, primary_key=True),  # host
    Column("rests", Moment, nullable=False),  # no request is made before
)

# The order in which everything is listed: with the index, the first page costs no sorting.
Index("documents_by_date", documents.c.published.desc(), documents.c.id)


def _only(name: str, column: Column[Any], where: Column[Any]) -> None:
    """The database itself refuses a second one."""
    Index(name, column, unique=True, sqlite_where=where == true(), postgresql_where=where == true())


_only("documents_latest", documents.c.url, documents.c.latest)
_only("readings_current", readings.c.document_id, readings.c.current)
