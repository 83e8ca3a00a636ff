"""Restated: what changed in the statements of an article from one version to the next.

In: two readings and the alignment of their texts. Out: statements added and removed, and those that were changed, each
with what changed and by which rule. Only what words show is told: where a program reads two versions otherwise though
not a word differs, nothing was changed. "Softened" and "hardened" are said of markers alone, by the table `TURNS`; a
statement may be both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.compare.revisions import Alignment
from sayso.compare.wording import Tokens, tokens
from sayso.types import Kind, Marker, Reading, Spans, Statement

SAME = 0.3  # twice the words that two statements have in common, of those in each: from here on they are one
SAME_WORDS = 0.8  # from here on they are told in the same words, so that one may be quoted what the other is not
ONE_SPEAKER = 0.3  # what it counts that two statements have the same source and cue at the same place
WHOLLY = 0.5  # of a statement's words are new, or gone: it was added, or removed
BESIDE = 2  # tokens beside a statement in which its quotation marks stand
QUOTED = (Kind.DIRECT, Kind.MIXED)
OPENS, CLOSES = frozenset('“„«"'), frozenset('”»"')
SMALL = frozenset("the a an of in for to and at by on from that who which is was".split())


class Turn(StrEnum):
    SOFTENED = "softened"
    HARDENED = "hardened"


# What a marker that was put in does to a statement; one that was taken out does the opposite. A hedge withholds full
# commitment, doubt keeps a claim at a distance, endorsement takes it for true (read/words/markers). Other markers are
# told, and turn nothing.
TURNS = {"hedge": Turn.SOFTENED, "doubt": Turn.SOFTENED, "endorsement": Turn.HARDENED}
OPPOSITE = {Turn.SOFTENED: Turn.HARDENED, Turn.HARDENED: Turn.SOFTENED}


class Aspect(StrEnum):
    """What of a statement changed."""

    SOURCE = "other source"
    SOURCE_WORDS = "source in other words"
    SOURCE_ADDED = "source added"
    SOURCE_REMOVED = "source removed"
    WHO = "read as another"  # the same words ("she") mean another person, as the words around them changed
    CUE = "other cue"
    KIND = "other kind"
    MARKER_ADDED = "marker added"
    MARKER_REMOVED = "marker removed"
    QUOTATION = "quotation changed"
    WORDS = "other words"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed in a statement: its words before and after, and where they stand. turn: for a marker that
    has one, with the marker's reason."""

    aspect: Aspect
    before: str | None
    after: str | None
    old: Spans = ()
    new: Spans = ()
    turn: Turn | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Restatement:
    """A statement of either version, by its place in the reading: None where there is none. One that is in both has
    differences."""

    old: int | None
    new: int | None
    differences: tuple[Difference, ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Softened, hardened, or both."""
        return tuple(turn for turn in Turn if any(one.turn is turn for one in self.differences))


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement with the tokens that it is made of."""

    index: int
    statement: Statement
    content: tuple[int, ...]
    source: tuple[int, ...]
    cue: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        return (*self.content, *self.source, *self.cue)


def restated(old: Reading, new: Reading, texts: Alignment) -> list[Restatement]:
    """What changed in the statements, in the order of the later version; those removed come last."""
    here, there = _placed(old, texts.old), _placed(new, texts.new)
    pairs = _pairs(here, there, texts)
    partner = {b: a for a, b in pairs.items()}
    found = []
    for one in there:
        if one.index in partner:
            before = here[partner[one.index]]
            if differences := tuple(_differences(before, one, old, new, texts)):
                found.append(Restatement(before.index, one.index, differences))
        elif _wholly(one.content, texts.to_old, texts.new):
            found.append(Restatement(None, one.index))
    gone = (one for one in here if one.index not in pairs and _wholly(one.content, texts.to_new, texts.old))
    return [*found, *(Restatement(one.index, None) for one in gone)]


def held(spans: Spans, of: Tokens) -> tuple[int, ...]:
    """The tokens that stand in spans."""
    found: list[int] = []
    for span in spans:
        first, end = bisect_left(of.ends, span.start + 1), bisect_left(of.starts, span.end)
        found += range(first, end) if span.start < span.end else ()
    return tuple(found)


def _placed(reading: Reading, of: Tokens) -> list[Placed]:
    return [
        Placed(index, s, held(s.content, of), held(s.source, of), held(s.cue, of))
        for index, s in enumerate(reading.statements)
    ]


def _pairs(here: Sequence[Placed], there: Sequence[Placed], texts: Alignment) -> dict[int, int]:
    """Which statement of the older version is which of the newer, the most alike first."""
    holding: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in there:
        for at in one.all:
            holding[at].append(one)
    likely = []
    for one in here:
        met = {other.index: other for at in one.all if texts.to_new[at] >= 0 for other in holding[texts.to_new[at]]}
        for other in met.values():
            alike = _in_common(one, other, texts)
            if _one_speaker(one, other, texts):
                alike = max(alike, ONE_SPEAKER)
            if alike >= SAME:
                likely.append((-alike, abs(one.index - other.index), one.index, other.index))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, other_at in sorted(likely):
        if at not in pairs and other_at not in taken:
            pairs[at] = other_at
            taken.add(other_at)
    return pairs


def _in_common(one: Placed, other: Placed, texts: Alignment) -> float:
    """Twice the words that the contents of two statements have in common, of those in each."""
    kept = {texts.to_new[at] for at in one.content if texts.old.words[at]}
    words = [at for at in other.content if texts.new.words[at]]
    own = sum(1 for at in one.content if texts.old.words[at])
    return 2 * sum(at in kept for at in words) / max(1, len(words) + own)


def _one_speaker(one: Placed, other: Placed, texts: Alignment) -> bool:
    """Whether two statements hang on the same source and the same cue, word for word."""
    return all(
        mine and tuple(texts.to_new[at] for at in mine) == theirs
        for mine, theirs in ((one.source, other.source), (one.cue, other.cue))
    )


def _wholly(content: Sequence[int], other: Sequence[int], of: Tokens) -> bool:
    """Whether most of these words stand in one version alone."""
    words = [at for at in content if of.words[at]]
    return bool(words) and sum(other[at] < 0 for at in words) >= WHOLLY * len(words)


def _differences(one: Placed, other: Placed, old: Reading, new: Reading, texts: Alignment) -> Iterator[Difference]:
    yield from _source(one, other, old, new, texts)
    if _touched(one.cue, other.cue, texts) and _forms(one.cue, texts.old) != _forms(other.cue, texts.new):
        yield _told(Aspect.CUE, one.statement.cue, other.statement.cue, old, new)
    marks = (_marks(one, texts.old), _marks(other, texts.new))
    held_by = ((*one.source, *one.cue, *marks[0]), (*other.source, *other.cue, *marks[1]))
    same_words = _in_common(one, other, texts) >= SAME_WORDS
    if one.statement.kind is not other.statement.kind and same_words and _touched(*held_by, texts):
        kinds = (one.statement.kind.value, other.statement.kind.value)
        yield Difference(Aspect.KIND, *kinds, one.statement.content, other.statement.content)
    yield from _markers(one, other, old, new, texts)
    yield from _content(one, other, old, new, texts)


def _source(one: Placed, other: Placed, old: Reading, new: Reading, texts: Alignment) -> Iterator[Difference]:
    before, after = one.statement.source, other.statement.source
    if _touched(one.source, other.source, texts):
        words, others = (
            {w for w in _forms(at, of) if w not in SMALL}
            for at, of in ((one.source, texts.old), (other.source, texts.new))
        )
        if not before or not after:
            yield _told(Aspect.SOURCE_REMOVED if before else Aspect.SOURCE_ADDED, before, after, old, new)
        elif words != others:
            aspect = Aspect.SOURCE_WORDS if words & others else Aspect.SOURCE
            yield _told(aspect, before, after, old, new)
    elif before and after:
        names = [
            actor.name if actor else None for actor in (old.actor_of(one.statement), new.actor_of(other.statement))
        ]
        if _another(names[0], names[1], texts):
            yield Difference(Aspect.WHO, names[0], names[1], before, after)


def _another(before: str | None, after: str | None, texts: Alignment) -> bool:
    """Whether two names are two people's, one of whom only one version names: else it is but read otherwise."""
    if not before or not after or set(tokens(before).words) & set(tokens(after).words) - SMALL:
        return False
    return after not in texts.old_text or before not in texts.new_text


def _markers(one: Placed, other: Placed, old: Reading, new: Reading, texts: Alignment) -> Iterator[Difference]:
    gone = [m for m in one.statement.markers if any(texts.to_new[at] < 0 for at in held((m.span,), texts.old))]
    come = [m for m in other.statement.markers if any(texts.to_old[at] < 0 for at in held((m.span,), texts.new))]
    spare = Counter(_named(m, new) for m in come) & Counter(_named(m, old) for m in gone)  # only moved
    for aspect, markers, reading in ((Aspect.MARKER_REMOVED, gone, old), (Aspect.MARKER_ADDED, come, new)):
        left = Counter(spare)
        for marker in markers:
            if left[_named(marker, reading)] > 0:
                left[_named(marker, reading)] -= 1
                continue
            words, turn = marker.span.words(reading.document.text), TURNS.get(marker.kind)
            if aspect is Aspect.MARKER_ADDED:
                yield Difference(aspect, None, words, (), (marker.span,), turn, f"{marker.kind}: {marker.why}")
            else:
                turn = OPPOSITE[turn] if turn else None
                yield Difference(aspect, words, None, (marker.span,), (), turn, f"{marker.kind}: {marker.why}")


def _named(marker: Marker, reading: Reading) -> tuple[str, str]:
    return marker.kind, marker.span.words(reading.document.text).casefold()


def _content(one: Placed, other: Placed, old: Reading, new: Reading, texts: Alignment) -> Iterator[Difference]:
    """Whether the words of a quotation changed, or else those of the content."""
    gone = {at for at in one.content if texts.old.words[at] and texts.to_new[at] < 0}
    come = {at for at in other.content if texts.new.words[at] and texts.to_old[at] < 0}
    if _forms(one.content, texts.old) == _forms(other.content, texts.new) or not (gone or come):
        return
    quoted = one.statement.kind in QUOTED and other.statement.kind in QUOTED
    if quoted and (gone & _quoted(one, texts.old) or come & _quoted(other, texts.new)):
        yield _told(Aspect.QUOTATION, one.statement.content, other.statement.content, old, new)
    elif gone - _told_apart(one, old, texts.old) or come - _told_apart(other, new, texts.new):
        yield _told(Aspect.WORDS, one.statement.content, other.statement.content, old, new)


def _told_apart(one: Placed, reading: Reading, of: Tokens) -> set[int]:
    """The tokens of a statement's figures and markers, whose changes are told by themselves."""
    figures = tuple(reading.figures[n].span for n in one.statement.figures)
    return set(held((*figures, *(marker.span for marker in one.statement.markers)), of))


def _quoted(one: Placed, of: Tokens) -> set[int]:
    """The tokens of a statement that stand in quotation marks; of a direct one without any marks, all of them."""
    found: set[int] = set()
    inside = False
    for at in one.content:
        form = of.forms[at]
        if form in OPENS and not (inside and form in CLOSES):
            inside = True
        elif form in CLOSES:
            inside = False
        elif inside:
            found.add(at)
    return found or (set(one.content) if one.statement.kind is Kind.DIRECT else set())


def _marks(one: Placed, of: Tokens) -> tuple[int, ...]:
    """The quotation marks in a statement and beside its parts."""
    near = {n for at in one.all for n in range(at - BESIDE, at + BESIDE + 1) if 0 <= n < len(of.forms)}
    return tuple(n for n in sorted(near) if of.forms[n] in OPENS | CLOSES)


def _touched(here: Iterable[int], there: Iterable[int], texts: Alignment) -> bool:
    """Whether any of these tokens was taken out or put in."""
    return any(texts.to_new[at] < 0 for at in here) or any(texts.to_old[at] < 0 for at in there)


def _forms(at: Iterable[int], of: Tokens) -> tuple[str, ...]:
    return tuple(of.words[n] for n in at if of.words[n])


def _told(aspect: Aspect, before: Spans, after: Spans, old: Reading, new: Reading) -> Difference:
    return Difference(aspect, words(before, old), words(after, new), before, after)


def words(spans: Spans, reading: Reading) -> str | None:
    """The words of spans on one line; None where there are none."""
    return " … ".join(" ".join(s.words(reading.document.text).split()) for s in spans) if spans else None
