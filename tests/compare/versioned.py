"""Two versions of an article made up for tests, read by hand: `read` finds spans by their words."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.compare.revisions import Alignment, aligned
from sayso.types import Actor, Bound, Document, Figure, Kind, Marker, Reading, Span, Spans, Statement


class Told:
    """A statement by its words: content (parts joined by "|"), source, cue, markers as (kind, words), and the number of
    its actor."""

    def __init__(
        self,
        content: str,
        source: str = "",
        cue: str = "",
        kind: Kind = Kind.INDIRECT,
        markers: Sequence[tuple[str, str]] = (),
        actor: int | None = None,
    ) -> None:
        self.content, self.source, self.cue, self.kind, self.markers = content, source, cue, kind, markers
        self.actor = actor


def read(text: str, *told: Told, figures: Sequence[Figure] = (), actors: Sequence[str] = ()) -> Reading:
    """The reading of a text; words are looked for from the statement's content on, then from the beginning."""

    def spans(words: str, near: int = 0) -> Spans:
        found = []
        for part in words.split("|") if words else ():
            at = text.find(part, near)
            at = text.index(part) if at < 0 else at
            found.append(Span(at, at + len(part)))
        return tuple(found)

    statements = []
    for one in told:
        content = spans(one.content)
        start = text.rfind(".", 0, content[0].start) + 1
        markers = tuple(Marker(kind, spans(words, start)[0], f"{kind} of the list") for kind, words in one.markers)
        held = tuple(n for n, f in enumerate(figures) if any(c.start <= f.span.start < c.end for c in content))
        statements.append(
            Statement(one.kind, content, spans(one.source, start), spans(one.cue, start), markers, held, one.actor)
        )
    document = Document(text, "article", url="https://courier.example/1", language="en")
    return Reading(
        document, tuple(statements), tuple(figures), versions={"model": "1"}, actors=tuple(Actor(a) for a in actors)
    )


def figure(
    text: str,
    words: str,
    low: float | None,
    high: float | None = -1,
    *,
    counted: str | None = "people",
    state: str | None = "killed",
    unit: str | None = None,
    after: str = "",
) -> Figure:
    """A figure by its words; `high` is `low` unless it is given."""
    start = text.index(words, text.index(after) if after else 0)
    top = low if high == -1 else high
    bound = Bound.EXACT if low == top else Bound.AT_LEAST if top is None else Bound.BETWEEN
    return Figure(Span(start, start + len(words)), low, top, bound, counted, unit, state)


def texts(old: Reading, new: Reading) -> Alignment:
    return aligned(old.document.text, new.document.text)
