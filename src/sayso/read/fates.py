"""Fates: single people who are said to be in a state, by name or by a phrase that means somebody known.

In: a text, its sentences and the persons named in it. Out: "Ilse Brandt was killed", "the boy died", "she was shot", a
headline's "Teen dies": whom the words mean, and in which state. They are no figures: nobody is counted by them who was
not counted before. Whether two of them are the same person is not asked here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.read.counted import PERSONS, counted, is_plural
from sayso.read.glance import may_harm
from sayso.read.numbers import line_of
from sayso.read.numerals import Token, word
from sayso.read.states import of_victim
from sayso.read.victims import KIN, known
from sayso.types import Fate, Mention, Span

PRONOUNS = {"he", "she"}
KNOWN = {"the", "that", "this"}
ARTICLES = {*KNOWN, "a", "an"}
BREAKS = {":", "×", ".", "-", "–", "—", "|"}  # before them a headline is over, or its dateline
SOMEBODY = PERSONS | KIN


def find_fates(text: str, sentences: Sequence[Span], mentions: Sequence[Mention]) -> tuple[Fate, ...]:
    """Fates in order of the text, none overlapping. mentions: of the whole text, in any order; persons are used."""
    persons = sorted(m.span for m in mentions if m.kind == "person")
    found: list[Fate] = []
    for sentence in sentences:
        said = sentence.words(text)
        if may_harm(said):
            named = persons[bisect_left(persons, (sentence.start, 0)) : bisect_left(persons, (sentence.end, 0))]
            found += _in_sentence(said, sentence.start, named)
    return tuple(found)


def _in_sentence(sentence: str, offset: int, persons: Sequence[Span]) -> Iterator[Fate]:
    line, read = line_of(sentence)
    ends = {n.first: (p[1] if (p := counted(line, n.last, {})) else n.last) for n in read}
    starts = [token.start for token in line]
    named = {
        bisect_left(starts, span.start - offset): bisect_left(starts, span.end - offset)
        for span in persons
        if span.start - offset in starts
    }
    at = 0
    while at < len(line):
        last = named.get(at) or _meant(line, at)
        state = of_victim(line, at, (at, last), ends, False) if last else None
        if state is not None and last is not None:
            yield Fate(Span(offset + line[at].start, offset + line[last - 1].end), state)
        at = max(last or 0, at + 1)


def _meant(line: list[Token], at: int) -> int | None:
    """The token after words at token `at` that mean one person: a pronoun, "the boy", a headline's "Boy"."""
    if line[at].lower in PRONOUNS:
        return at + 1
    if line[at].lower in KNOWN:
        return known(line, at + 1)  # "the boy", but not "the boys"
    return at + 1 if _heads(line, at) else None


def _heads(line: list[Token], at: int) -> bool:
    """ "Teen dies", "Chicago Girl, 8, Dies": a person in a headline, which has no articles."""
    token = line[at]
    if not token.word[0].isupper() or token.lower not in SOMEBODY or is_plural(token):
        return False
    before = line[at - 1] if at else None
    if before is None or before.lower in BREAKS or before.value is not None:
        return True
    return before.word[0].isupper() and word(line, at - 1) not in ARTICLES
