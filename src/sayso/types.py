"""The nouns of the house (DESIGN.md), frozen.

Every offset is a code-point offset into `Document.text`; `text[start:end]` is always the words shown.
Nothing here reads, stores or shows anything.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple


class SaysoError(Exception):
    """An error meant for the person at the keyboard: its words say what was wrong, where, and what to do."""


class Span(NamedTuple):
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def words(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


class Kind(StrEnum):
    """How a statement reaches the reader."""

    DIRECT = "direct"  # all of it in quotation marks, or a post or a turn of a talk
    MIXED = "mixed"  # partly in quotation marks
    INDIRECT = "indirect"  # attributed, in the article's own words
    NARRATOR = "narrator"  # the article's own assertion, attributed to nobody


class Bound(StrEnum):
    """What the words around a number say of its ends."""

    EXACT = "exact"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    FEWER_THAN = "fewer than"
    ABOUT = "about"
    BETWEEN = "between"
    VAGUE = "vague"


class Role(StrEnum):
    """In what part a source speaks, as the words of the text tell."""

    OFFICIAL = "official"
    MILITARY = "military"
    ARMED_GROUP = "armed group"
    AID_AGENCY = "aid agency"
    INTERNATIONAL_BODY = "international body"
    MEDIC = "medic"
    WITNESS = "witness"
    ACTIVIST = "activist or monitor"
    MEDIA = "journalist or agency"
    DOCUMENT = "document"


class Naming(StrEnum):
    """Whether a reader could tell who it is."""

    NAMED = "named"  # by a name of their own
    UNNAMED = "unnamed"  # "a resident", "a source close to the council"
    INSTITUTIONAL = "institutional"  # an office or body that speaks as one: "the ministry"


class Decision(StrEnum):
    """What a person decided about findings; nothing is ever overwritten."""

    MERGE = "merge"  # these are one
    SPLIT = "split"  # these are another than the rest
    RENAME = "rename"
    UNDO = "undo"  # an earlier decision counts no more


@dataclass(frozen=True, slots=True)
class Document:
    """One published text. Its text never changes: an edited article is a new version under the same URL."""

    text: str  # NFC, paragraphs separated by a blank line
    name: str = ""  # stem of the file, or the record's own id
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: date | None = None
    fetched: datetime | None = None
    language: str | None = None  # ISO 639-1, or None where nothing could be told

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text alone: equal hashes are the cheapest reprint test."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def id(self) -> str:
        """First 16 hex digits of the SHA-256 of the URL (or name) and the text.

        Two outlets that print the same words are two documents; an edited article is another.
        """
        where = self.url or self.name
        return hashlib.sha256(f"{where}\n{self.text}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Marker:
    """A span of wording: hedge, doubt, endorsement, access, inference, prediction or scare quotes."""

    kind: str
    span: Span
    why: str  # the reason given for the entry in the list that matched


@dataclass(frozen=True, slots=True)
class Figure:
    """A count or measure as an interval; an open end is None."""

    span: Span
    low: float | None
    high: float | None
    bound: Bound
    counted: str | None = None  # "civilians": the words of the text
    unit: str | None = None  # "percent", "$", "km"; None for a plain count
    state: str | None = None  # "killed", "trapped", ...: read/words/states.toml
    place: str | None = None
    as_of: str | None = None  # the words of the text ("on Tuesday"), or an ISO date where they give one
    vague: str | None = None  # the vague word that stands for the number, as listed in read/words/vague.toml: "dozens"
    scale: float = 1.0  # what the vague word is multiplied by: 1,000 for "tens of thousands"
    whole: int | None = None  # of what it is a part ("82 people, including 31 children"): an index of Reading.figures
    change: bool = False  # how much a figure changed, or its old value ("rose by 12 to 82"): no figure of its own


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a person, organisation, place, time or nationality."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fate:
    """A span that means one person ("Ilse Brandt", "the boy", "she") who is said to be in a state: killed, injured,
    missing, detained, ..."""

    span: Span
    state: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom sources of one document refer to: "Ilse Brandt", "the mayor" and "she" may be one actor."""

    name: str  # the fullest words by which the text calls them
    kind: str | None = None  # "person", "organisation"
    role: Role | None = None
    naming: Naming | None = None
    mentions: Spans = ()  # where the text refers to them, in order


@dataclass(frozen=True, slots=True)
class Statement:
    """What is claimed, by whom, and how it was attributed.

    `source` and `cue` are empty where the text names none; `figures` are indices into `Reading.figures`, and `actor`,
    whom the source refers to, is one into `Reading.actors`, or None where that is not known.
    """

    kind: Kind
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    markers: tuple[Marker, ...] = ()
    figures: tuple[int, ...] = ()
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document, and the versions of what read it."""

    document: Document
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    mentions: tuple[Mention, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    unread: str | None = None  # why the text was not read ("no model for language ar"), or None
    actors: tuple[Actor, ...] = ()
    fates: tuple[Fate, ...] = ()

    def actor_of(self, statement: Statement) -> Actor | None:
        """Whom the statement's source refers to, or None where that is not known."""
        return None if statement.actor is None else self.actors[statement.actor]


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision about series or stories. Members of series are figures, named by document and place,
    "2f0c5a...-120-123"; of stories, ids of documents: a decision outlives a new reading. The ledger gives `number` and
    `made`."""

    decision: Decision
    members: tuple[str, ...] = ()  # that are put together, split off, or whose series or story is renamed
    rest: tuple[str, ...] = ()  # of a split: what they were split from
    name: str | None = None
    by: str | None = None
    note: str | None = None
    undoes: int | None = None
    number: int | None = None
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A figure that others recorded later, as it stands in one row of their file."""

    dataset: str  # layout: "ucdp-ged", "acled", "airwars", "hxl", "csv"
    file: str
    file_hash: str  # SHA-256 of the file
    row: int  # line of the file at which the row begins
    id: str  # the data set's own, or the row
    state: str  # as figures have it: "killed"
    low: float | None
    best: float | None
    high: float | None
    counted: str | None = None
    first: date | None = None  # of the days that it is of
    last: date | None = None
    places: tuple[str, ...] = ()  # the finest first
    date_precision: str | None = None  # as the data set codes it
    place_precision: str | None = None
    grade: str | None = None  # as Airwars grades claims
    version: str | None = None  # of the data set, where the file tells
    title: str | None = None


class Ended(StrEnum):
    """Why a feed or an article is looked at no more."""

    GONE = "gone"  # its server says that it is gone for good
    MOVED = "moved"  # for good: the other address is watched
    SETTLED = "settled"  # an article that has stood unchanged for a month
    DEAD = "dead"  # an article that has not been to be had for a week


@dataclass(frozen=True, slots=True)
class Watched:
    """The address of a feed (or of a list of feeds), or of an article that a feed announced, and how it stands.

    Times are UTC; `etag` and `modified` are what its server calls the version that was seen last.
    """

    url: str
    feed: str | None = None  # that announced it; None: it is a feed itself
    title: str | None = None  # what the feed says of the article, or of itself
    author: str | None = None
    published: date | None = None
    etag: str | None = None
    modified: str | None = None
    address: str | None = None  # under which the article is stored, whatever its page says of itself later
    text_hash: str | None = None  # of the article, as it was seen last
    announced: datetime | None = None  # since when it is watched
    checked: datetime | None = None  # the last look
    answered: datetime | None = None  # the last one that found it
    changed: datetime | None = None  # the one that first found its text as it is
    due: datetime | None = None  # the next one; None: none is
    failures: int = 0  # on end
    said: str | None = None  # why the last one failed
    ended: Ended | None = None  # why there is no next one
    moved: str | None = None  # where to, if it has moved


def normalise(text: str) -> str:
    """Text as it is stored: NFC, "\\n" line ends, lone surrogates and NULs replaced by U+FFFD,
    trailing blanks dropped, runs of blank lines made one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def now() -> datetime:
    """The time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
