"""Origins: what a claim finally rests on.

In: who told a claim, or the figures of a series, in which articles. Out: for each telling whether it is the article's
own or rests on another's, with the reason in words; and the origins that are left once copies, credits and "Northline
reported" are followed. Ten outlets that carry one agency's paragraph are one origin. Whether an origin is right, or
independent of another in a way that no text shows, is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sayso.compare import reprints
from sayso.compare.credits import Credit, credits_of
from sayso.compare.outlets import NO_OUTLET, Outlets, keys
from sayso.compare.reprints import Reprint
from sayso.compare.sources import same as same_source
from sayso.ledger import FigureRow, Ledger, StatementQuery, StatementRow
from sayso.types import Naming, Role, Span, Spans

# "told the BBC", "in an interview with Northline": who was spoken to.
SPOKEN_TO = re.compile(r"\b(?:told|tells|telling|interview(?:ed)? (?:with|by|on)|speaking to|spoke to)\s+(?:the\s+)?")
NAME = re.compile(r"(?:[A-Z][\w&.’'-]*)(?:\s+(?:of|and|[A-Z][\w&.’'-]*)){0,4}")
UNKNOWN = "the same text; which was first is not known"
AFTER = 60  # code points after a cue in which that stands

EVERY = 2**31  # statements: all of them


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's telling of a claim. `rests_on`: number of the telling that it was taken from, or None; `outside`:
    an outlet or agency that it was taken from and whose telling is not here; `why`: in words, where it is not its own.
    """

    document: str
    outlet: str | None
    title: str | None
    published: date | None
    spans: Spans
    words: str
    statement: str | None
    source: str | None  # whom the text names, by the actor's name where it is known
    role: Role | None
    naming: Naming | None
    rests_on: int | None = None
    outside: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """An outlet or agency that a claim rests on, or an article that names no outlet; `tellings`: numbers of those that
    come from it; `here`: whether its own telling is among them. `access`: how its article came to know, in its
    words."""

    name: str
    here: bool
    tellings: tuple[int, ...]
    sources: tuple[str | None, ...]
    unnamed: bool
    access: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origins:
    """Tellings in order of publication, and what they rest on, the origin of the most tellings first."""

    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]

    @property
    def articles(self) -> int:
        return len({telling.document for telling in self.tellings})

    @property
    def outlets(self) -> tuple[str, ...]:
        """Those that are named."""
        return tuple(dict.fromkeys(telling.outlet for telling in self.tellings if telling.outlet))

    @property
    def sole(self) -> bool:
        """Whether several outlets carry it, and all of them on one origin's word."""
        return len(self.outlets) > 1 and len(self.origins) == 1


@dataclass(slots=True)
class Background:
    """What is known of the articles of a ledger, looked up once for many claims."""

    ledger: Ledger
    outlets: Outlets = field(init=False)
    shared: dict[str, list[Reprint]] = field(init=False)
    _near: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    _credits: dict[str, list[Credit]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _standing: dict[str, StatementRow] | None = None
    _numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.outlets = Outlets(row.outlet for row in self.ledger.outlets() if row.outlet)
        self.shared = {}
        for one in reprints.of_ledger(self.ledger):
            for id in (one.document.id, one.other.id):
                self.shared.setdefault(id, []).append(one)
        with self.ledger.findings.looking() as found:
            self._numbers = {id: number for id, (number, _) in found.numbered().items()}
            for pair in found.claims():
                self._near.setdefault(pair.statement, []).append((pair.chance, pair.other_statement))
                self._near.setdefault(pair.other_statement, []).append((pair.chance, pair.statement))

    def near(self, statement: str) -> list[StatementRow]:
        """The statements that are, or possibly are, the same claim, the surest first: of what stands now, not of what
        was edited away."""
        pairs = sorted(self._near.get(statement, ()), key=lambda pair: (-pair[0], pair[1]))
        if pairs and self._standing is None:
            self._standing = {row.id: row for row in self.ledger.statements(StatementQuery(limit=EVERY)).rows}
        return [self._standing[id] for _, id in pairs if self._standing and id in self._standing]

    def credits(self, document: str) -> list[Credit]:
        self._look(document)
        return self._credits[document]

    def text(self, document: str) -> str:
        self._look(document)
        return self._texts[document]

    def _look(self, document: str) -> None:
        if document not in self._credits:
            with self.ledger.findings.looking() as found:
                article = found.article(self._numbers[document])
            self._credits[document], self._texts[document] = credits_of(article), article.text


def of_statements(rows: Iterable[StatementRow], background: Background) -> Origins:
    """The origins of a claim that these statements make.

    Where one is laid at an outlet's door and that outlet's own statement is only possibly the same, it is added: that
    the article names it tells the two together.
    """
    tellings = [_telling(row) for row in rows]
    known = {telling.statement for telling in tellings}
    for telling in tellings:  # those that are added too: a chain is followed to its end
        for row in _own_statement(telling, tellings, background):
            if row.id not in known:
                known.add(row.id)
                tellings.append(_telling(row))
    return trace(tellings, background)


def _telling(row: StatementRow) -> Telling:
    return Telling(
        row.document,
        row.outlet,
        row.document_title,
        row.published,
        row.content_spans,
        row.content,
        row.id,
        row.actor or row.source,
        row.role,
        row.naming,
    )


def _own_statement(telling: Telling, tellings: Sequence[Telling], background: Background) -> list[StatementRow]:
    """The statement of the outlet from which a telling says that it is, where that has none among the tellings."""
    _, _, outlet = _door(telling, background) or (None, None, None)
    if outlet is None or telling.statement is None or any(_before(other, telling, outlet) for other in tellings):
        return []
    return [row for row in background.near(telling.statement) if _before(_telling(row), telling, outlet)][:1]


def _door(telling: Telling, background: Background) -> tuple[str, str, str | None] | None:
    """At whose door a telling lays what it says: the first name that is not its own outlet's, why, and the outlet."""
    for name, why in _named(telling, background):
        outlet = background.outlets.named(name)
        if outlet is None or outlet != telling.outlet:
            return name, why, outlet
    return None


def of_figures(rows: Iterable[FigureRow], background: Background) -> Origins:
    """The origins of a series with these figures."""
    tellings = [
        Telling(
            row.document,
            row.outlet,
            row.document_title,
            row.published,
            (row.span,),
            row.words,
            row.statement,
            row.actor or row.source,
            row.role,
            row.naming,
        )
        for row in rows
    ]
    return trace(tellings, background)


def trace(tellings: Sequence[Telling], background: Background) -> Origins:
    """Follow every telling to what it rests on."""
    ordered = sorted(tellings, key=lambda t: (t.published or date.max, t.document, t.spans))
    traced = [_traced(at, ordered, background) for at in range(len(ordered))]
    roots: dict[str, list[int]] = {}
    names: dict[str, tuple[str, bool]] = {}
    for at in range(len(traced)):
        last = traced[_last(at, traced)]
        outlet = last.outside or last.outlet
        name = outlet or last.title or NO_OUTLET
        key = (keys(outlet) or [outlet])[0] if outlet else last.document  # of two without a name neither is the other
        roots.setdefault(key, []).append(at)
        names[key] = (name, names.get(key, ("", False))[1] or last.outside is None)
    origins = [_origin(*names[key], members, traced, background) for key, members in roots.items()]
    return Origins(tuple(traced), tuple(sorted(origins, key=lambda o: (-len(o.tellings), o.tellings))))


def _own(traced: Sequence[Telling], at: int | None) -> bool:
    return at is not None and traced[at].rests_on is None and traced[at].outside is None


def _last(at: int, tellings: Sequence[Telling]) -> int:
    seen = {at}
    while (before := tellings[at].rests_on) is not None and before not in seen:
        seen.add(before)
        at = before
    return at


def _origin(name: str, here: bool, members: list[int], traced: Sequence[Telling], background: Background) -> Origin:
    own = [traced[at] for at in members if traced[at].rests_on is None]
    unsure = [traced[at].outlet for at in members if traced[at].why == UNKNOWN and _own(traced, traced[at].rests_on)]
    name = " or ".join(dict.fromkeys([name, *(outlet for outlet in unsure if outlet)])) if here else name
    said = own or [traced[at] for at in members]
    sources = {same_source(t.source): t.source for t in reversed(said)}
    unnamed = all(t.naming is Naming.UNNAMED or t.source is None for t in said)
    access = dict.fromkeys(words for t in own for words in _access(t, background))
    return Origin(name, here, tuple(members), tuple(sources.values()), unnamed, tuple(access))


def _access(telling: Telling, background: Background) -> list[str]:
    """The access markers of the article that touch the telling's paragraph."""
    reading = background.ledger.reading(telling.document)
    if reading is None:
        return []
    text = reading.document.text
    start = text.rfind("\n\n", 0, telling.spans[0].start) + 1
    end = text.find("\n\n", telling.spans[-1].end)
    around = Span(start, end if end >= 0 else len(text))
    markers = {m.span: m for s in reading.statements for m in s.markers if m.kind == "access"}
    return [" ".join(m.span.words(text).split()) for span, m in sorted(markers.items()) if span.overlaps(around)]


def _traced(at: int, ordered: Sequence[Telling], background: Background) -> Telling:
    """A telling with what it was taken from, if anything says so: first a copy whose order is known, then credits and
    the article's own words, then a copy of which no one knows who was first."""
    telling = ordered[at]
    copied = _copied(at, ordered, background.shared.get(telling.document, ()))
    if copied and copied[1] != UNKNOWN:
        return replace(telling, rests_on=copied[0], why=copied[1])
    if door := _door(telling, background):
        name, why, outlet = door
        before = next((n for n in range(len(ordered)) if outlet and _before(ordered[n], telling, outlet)), None)
        return replace(telling, rests_on=before, outside=None if before is not None else outlet or name, why=why)
    return replace(telling, rests_on=copied[0], why=UNKNOWN) if copied else telling


def _before(other: Telling, telling: Telling, outlet: str) -> bool:
    """Whether a telling may be that of the outlet from which another one has it."""
    return other.outlet == outlet and (other.published or date.min) <= (telling.published or date.max)


def _copied(at: int, ordered: Sequence[Telling], shared: Iterable[Reprint]) -> tuple[int, str] | None:
    """The telling from which this one's words were copied, one of a known order before others."""
    mine = ordered[at]
    others = {(r.other if r.document.id == mine.document else r.document).id: r for r in shared}
    unknown = None
    for document in dict.fromkeys(telling.document for telling in ordered):
        one = others.get(document)
        if one is None:
            continue
        first = one.document.id == mine.document
        number = _counterpart(mine, ordered, document, one, first)
        if number is None:
            continue
        if one.order and not first:
            return number, f"the same text: {one.order}"
        if one.order is None and number < at and unknown is None:
            unknown = number, UNKNOWN
    return unknown


def _counterpart(mine: Telling, ordered: Sequence[Telling], document: str, one: Reprint, first: bool) -> int | None:
    """The telling of the other document that stands where this one does in a passage that both share."""
    span, found = mine.spans[0], []
    for here, there, *_ in one.passages:
        ours, theirs = (here, there) if first else (there, here)
        if ours.overlaps(span):
            found += [
                (abs((span.start - ours.start) - (other.spans[0].start - theirs.start)), number)
                for number, other in enumerate(ordered)
                if other.document == document and theirs.overlaps(other.spans[0])
            ]
    return min(found)[1] if found else None


def _named(telling: Telling, background: Background) -> Iterable[tuple[str, str]]:
    """Outlets and agencies that the article says it has this from, the surest first."""
    for credit in background.credits(telling.document):
        yield credit.name, f"credits {credit.name} ({credit.form})"
    if telling.source and (telling.role is Role.MEDIA or background.outlets.named(telling.source)):
        yield telling.source, f"lays it at {telling.source}’s door"
    text = background.text(telling.document)
    around = text[max(0, telling.spans[0].start - AFTER) : telling.spans[-1].end + AFTER]
    for match in SPOKEN_TO.finditer(around):
        name = NAME.match(around, match.end())
        if name and background.outlets.named(name[0]):
            yield name[0], f"was told to {name[0]}"
