"""What is asked of a ledger, and the rows that it answers with. All frozen; spans in code points of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from sayso.types import Bound, Kind, Naming, Role, Span, Spans

Row = TypeVar("Row", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows `offset` and on, `limit` at the most, of `total`."""

    rows: tuple[Row, ...]
    total: int
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """text: words that content or source must hold. source: part of the source's words. actor: part of the name of whom
    the source refers to, or of its words where that is not known. Dates are of publication, both ends included.
    document: an id or the beginning of one (six digits at the least), whichever version it is."""

    text: str | None = None
    source: str | None = None
    kind: Kind | str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    document: str | None = None
    id: str | None = None
    all_versions: bool = False  # also of articles that were edited since
    limit: int = 50
    offset: int = 0
    actor: str | None = None
    role: Role | str | None = None
    naming: Naming | str | None = None


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """counted and place: part of the words. state: exactly."""

    counted: str | None = None
    state: str | None = None
    place: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    document: str | None = None
    all_versions: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class StatementRow:
    id: str
    document: str
    document_title: str | None
    document_url: str | None
    outlet: str | None
    published: date | None
    kind: Kind
    content: str  # parts joined by " … "
    source: str | None
    cue: str | None
    content_spans: Spans
    source_spans: Spans
    cue_spans: Spans
    position: int
    actor: str | None = None  # the name of whom the source refers to, where that is known
    role: Role | None = None
    naming: Naming | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    id: str
    document: str
    document_title: str | None
    document_url: str | None
    outlet: str | None
    published: date | None
    words: str
    context: str  # the text around it, on one line
    context_span: Span  # where in `context` the figure's words stand
    low: float | None
    high: float | None
    bound: Bound
    counted: str | None
    unit: str | None
    state: str | None
    place: str | None
    as_of: str | None
    span: Span
    statement: str | None
    source: str | None
    kind: Kind | None = None  # of the statement: a narrator's has no source because the article itself says it
    actor: str | None = None
    role: Role | None = None
    naming: Naming | None = None
    vague: str | None = None
    scale: float = 1.0
    whole: int | None = None  # position of the figure that it is a part of, in its document
    change: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: str
    name: str
    url: str | None
    outlet: str | None
    title: str | None
    published: date | None
    fetched: datetime | None
    language: str | None
    version: int
    statements: int
    figures: int
    unread: str | None
    latest: bool = True  # of the versions under its URL


@dataclass(frozen=True, slots=True)
class SightingRow:
    """What stood at an address from `first` to `last`: a document under a title, byline and dateline. `turn`: 1 where
    the document is seen there for the first time, 2 where it came back or was headed anew, in the order in which that
    was stored."""

    number: int
    url: str
    document: str
    turn: int
    title: str | None
    byline: str | None
    dateline: str | None
    first: datetime | None
    last: datetime | None
    name: str
    outlet: str | None
    published: date | None
    language: str | None

    @property
    def id(self) -> str:
        """Permanent: the document's, with the turn behind it from the second on."""
        return self.document if self.turn == 1 else f"{self.document}-{self.turn}"


@dataclass(frozen=True, slots=True)
class OutletRow:
    outlet: str | None
    documents: int
    statements: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """How often one article has statements of one kind by a source: its actor's name, or its words."""

    source: str | None
    outlet: str | None
    kind: Kind
    document: str
    statements: int
    role: Role | None = None
    naming: Naming | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A document as comparing needs it. names: words and place of every person, place and organisation named in it;
    quoted: what stands in quotation marks and is attributed."""

    number: int
    id: str
    name: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    dateline: str | None
    published: date | None
    fetched: datetime | None
    latest: bool
    text: str
    names: tuple[tuple[str, int], ...]
    quoted: Spans


@dataclass(frozen=True, slots=True)
class ReprintRow:
    """Two documents that share passages: spans in the first and in the other (the one compared earlier), equal words,
    words. share: of the first's words; own: shared words that neither has in quotation marks."""

    number: int
    other: int
    passages: tuple[tuple[Span, Span, int, int], ...]
    share: float
    other_share: float
    own: int


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A statement as comparing needs it, with the rows of its figures."""

    id: str
    kind: Kind
    content: str
    content_spans: Spans
    source: str | None  # whom it is laid at: the actor's name, or the words of the source
    figures: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Two statements of different documents that are, or may be, one claim; documents by their numbers."""

    statement: str
    other_statement: str
    number: int
    other: int
    sameness: str
    chance: float
    why: str
