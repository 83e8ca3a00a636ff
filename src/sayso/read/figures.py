"""Figures: how many, of what, in which state, where and when.

In: a text, the spans of its sentences, and the mentions in it if there are any. Out: its figures in order, none
overlapping, each an interval with the words it stands in. Each sentence is read by itself. What a vague word is worth
is a table (words/vague.toml); who says the figure is the statements' business.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sayso.read.counted import LOOSE, before, counted, is_person, is_plural
from sayso.read.moments import moment, moments, place, places
from sayso.read.nothing import nothings
from sayso.read.numbers import DASHES, Number, may_be_year, numbers
from sayso.read.numerals import Token, tokens, word
from sayso.read.states import is_event, state
from sayso.read.uncounted import stands_as_year
from sayso.read.wordlists import wordset
from sayso.types import Bound, Figure, Mention, Span

ONEISH = wordset("nouns", "oneish")
JOINING = wordset("nouns", "joining")
SPOKE = wordset("nouns", "spoke")


def find_figures(text: str, sentences: Sequence[Span], mentions: Sequence[Mention] = ()) -> tuple[Figure, ...]:
    """The figures of a text, in order.

    sentences: as `sentences.sentences` gives them. mentions: of the whole text, in any order; places and
    times are used.
    """
    found: list[Figure] = []
    useful = sorted((m for m in mentions if m.kind in {"place", "time"}), key=lambda m: m.span)
    starts = [m.span.start for m in useful]
    for span in sentences:
        near = useful[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        found += _in_sentence(span.words(text), span.start, [m for m in near if m.span.end <= span.end])
    return tuple(found)


def _in_sentence(sentence: str, offset: int, mentions: Sequence[Mention]) -> list[Figure]:
    line = tokens(sentence)
    read = _with_nothings(line, numbers(sentence, line))
    if not read:
        return []
    counts = _Counts(line, read)
    times, where = moments(sentence, offset, mentions), places(sentence, offset, mentions)
    found: list[Figure] = []
    for n in read:
        kept = counts.state(n)
        if not counts.tells(n, kept):
            continue
        n = counts.whole_people(n)
        span = Span(line[n.first].start, line[n.last - 1].end)
        phrase = counts.shown(n, kept)
        found.append(
            Figure(
                Span(offset + span.start, offset + span.end),
                n.low,
                n.high,
                n.bound,
                sentence[line[phrase[0]].start : line[phrase[1] - 1].end] if phrase else None,
                counts.unit(n),
                kept,
                place(sentence, where, span),
                moment(sentence, times, span),
            )
        )
    return found


def _with_nothings(line: list[Token], read: list[Number]) -> list[Number]:
    """The numbers and the zeros, in order: the "one" of "no one" is no number, elsewhere numbers come first."""
    zeros = nothings(line)
    inside = {at for n in zeros if n.last - n.first > 1 for at in range(n.first, n.last)}
    read = [n for n in read if not set(range(n.first, n.last)) <= inside]
    taken = {at for n in read for at in range(n.first, n.last)}
    nothing = [n for n in zeros if not taken & set(range(n.first, n.last))]
    return sorted([*read, *nothing], key=lambda n: n.first) if nothing else read


class _Counts:
    """The numbers of one sentence with what each counts; later steps look at their neighbours."""

    def __init__(self, line: list[Token], read: list[Number]) -> None:
        self.line, self.read = line, read
        self.begins = {n.first: n for n in read}
        self.rank = {n.first: i for i, n in enumerate(read)}
        self.phrases: dict[int, tuple[int, int] | None] = {}
        self.states: dict[int, str | None] = {}
        for n in reversed(read):  # from the right: "10 of the 40 hostages" takes what the 40 counts
            self.phrases[n.first] = self._phrase(n)
        self.ends = {n.first: (p[1] if (p := self.phrases[n.first]) else n.last) for n in read}

    def _phrase(self, n: Number) -> tuple[int, int] | None:
        if n.unit is not None and n.unit.kind == "time":
            return None
        found = counted(self.line, n.last, self.begins)
        if found is None and (whole := self._whole(n)):
            return self.phrases[whole.first]
        return found

    def _whole(self, n: Number) -> Number | None:
        """The number that follows at once: "10 of the 40 hostages", "3 and 5 people"."""
        at = n.last
        while word(self.line, at) in LOOSE:
            at += 1
        if at > n.last or word(self.line, at) in DASHES:
            pass
        elif word(self.line, at) in {"and", "or"}:
            at += 1
        elif word(self.line, at) == "of":
            at += 1
            while word(self.line, at) in {"the", "its", "their", "some", "combined", "all", "those", "these"}:
                at += 1
        else:
            return None
        return self.begins.get(at)

    def unit(self, n: Number) -> str | None:
        """A fraction is a share of something; "280 million of the 1.5 billion shekels" are shekels."""
        if n.unit is not None:
            return str(n.unit)
        if n.amount.share:
            return "share"
        whole = self._whole(n)
        return (
            str(whole.unit)
            if whole is not None and whole.unit is not None and word(self.line, n.last) == "of"
            else None
        )

    def state(self, n: Number) -> str | None:
        """The state of what is counted; measures, money and durations have none. A part takes the whole's."""
        found = None
        if n.unit is None or n.unit.kind == "share":
            found = state(
                self.line,
                n.first,
                self.phrases[n.first],
                n.last,
                self.ends,
                None if n.nil or n.amount.share else n.low != 1,
            ) or self._inherited(n)
        self.states[n.first] = found
        return found

    def _inherited(self, n: Number) -> str | None:
        """ "killed 29 rebels and 3 civilians", "82 people were killed, including 31 children"."""
        at = self.rank[n.first]
        if at == 0 or n.nil:
            return None
        previous = self.read[at - 1]
        between = [t.lower for t in self.line[self.ends[previous.first] : n.first]]
        if between and set(between) <= JOINING:
            return self.states.get(previous.first)
        if "including" in between[-3:] or "among" in between[-4:]:
            return self.states.get(previous.first)
        return None

    def whole_people(self, n: Number) -> Number:
        """ "12.500 civilians": nobody counts people in thousandths, so that point parts thousands."""
        pointed = re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", self.line[n.amount.first].word) and n.amount.magnitude == 1
        if not pointed or n.unit is not None or not is_person(self.line, self.phrases[n.first]):
            return n
        low, high = (None if end is None else end * 1000 for end in (n.low, n.high))
        return n._replace(low=low, high=high)

    def shown(self, n: Number, kept: str | None) -> tuple[int, int] | None:
        """The words of what is counted; a bare number without unit or state may find them before itself."""
        phrase = self.phrases[n.first]
        if phrase is None and n.unit is None and kept is None:
            return before(self.line, n.first)
        if phrase is not None and kept is not None and phrase[1] - phrase[0] > 1:
            words = self.line[phrase[0] : phrase[1]]
            if all(t.word[0].isupper() for t in words) and not any(is_plural(t) for t in words):
                return None  # "kill 32 Monitor AFP": a headline that ran into a byline
        return phrase

    def tells(self, n: Number, kept: str | None) -> bool:
        """Whether a number is a figure: not "the two said", "one of them", "several reasons", "Fortune 100"."""
        line, phrase = self.line, self.phrases[n.first]
        if n.nil:
            return kept is not None and (phrase is None or is_person(line, phrase) or is_event(line, phrase))
        if n.amount.needs:
            return n.unit is None and (kept is not None or (n.amount.needs == "person" and is_person(line, phrase)))
        if n.unit is None and may_be_year(line, n):
            return (kept is not None or is_person(line, phrase)) and not stands_as_year(line, n.core)
        if self._title(n, phrase):
            return False
        if word(line, n.core) == "one" and n.unit is not None and n.unit.name == "day":
            return False  # one day it ended
        if n.unit is not None or n.amount.scaled or n.amount.vague or n.amount.share or kept is not None:
            return True
        spelled = line[n.amount.first].value is None
        if spelled:
            return phrase is not None and not self._pronoun(n)
        return not (self._names(n, phrase) or self._is_age(n, phrase) or self._stray(n, phrase))

    def _title(self, n: Number, phrase: tuple[int, int] | None) -> bool:
        """ "the Six Day War", "the Big Five": a number word with a capital inside a sentence is part of a name."""
        core, line = n.amount.first, self.line
        if core == 0 or line[core].value is not None or not line[core].word[0].isupper() or self.states[n.first]:
            return False
        if not line[core - 1].word[0].isalpha() or n.bound is not Bound.EXACT or is_person(line, phrase):
            return False
        after = line[n.amount.last].word if n.amount.last < len(line) else ""
        return not after[:1].islower()

    def _pronoun(self, n: Number) -> bool:
        """ "one of them", "the one hand"."""
        line, phrase = self.line, self.phrases[n.first]
        if word(line, n.core) != "one":
            return False
        if word(line, n.last) == "hand" and word(line, n.core - 1) == "on":
            return True
        after = phrase[1] if phrase else n.last
        spoke = word(line, n.core - 1) in SPOKE or word(line, after) in SPOKE  # "said one official"
        return spoke or word(line, n.last) in ONEISH or word(line, n.core - 1) in {"the", "this"}

    def _names(self, n: Number, phrase: tuple[int, int] | None) -> bool:
        """ "Fortune 100", "iPhone 11 Pro", "COVID -19": a number that belongs to the name before it."""
        before, line = n.core - 1, self.line
        if line[n.core].lower in {"-", "−"} and n.low is not None and n.low < 0:
            return phrase is None or not is_person(line, phrase)
        if (
            n.bound is not Bound.EXACT
            or before < 0
            or is_person(line, phrase)
            or "," in line[n.core].word
            or "." in line[n.core].word
        ):
            return False
        name = line[before].word
        capital = name[0].isupper() or any(c.isupper() for c in name)
        if not name.isalpha() or not capital or (before == 0 and phrase is not None):
            return False
        return phrase is None or line[phrase[0]].word[0].isupper()

    def _stray(self, n: Number, phrase: tuple[int, int] | None) -> bool:
        """A number with nothing about it, or a model's between a count and its noun: "two new 737 Max jets"."""
        lead = self.line[n.core - 1].word if n.core else ""
        if phrase is None:
            return n.bound is Bound.EXACT and not lead[:1].islower()
        at = self.rank[n.first]
        if not at or lead.lower() not in LOOSE:
            return False
        return {t.lower for t in self.line[self.read[at - 1].last : n.first]} <= LOOSE

    def _is_age(self, n: Number, phrase: tuple[int, int] | None) -> bool:
        """ "Smith, 54, said", "Lee (31)", "died at 31", "he is 35": a bare number where an age stands."""
        line, at, value = self.line, n.core, n.low
        if phrase is not None or n.bound is not Bound.EXACT or value is None or not 0 < value < 120 or value % 1:
            return False
        lead, after = word(line, at - 1), word(line, n.last)
        if lead in {",", "("} and at > 1 and line[at - 2].word[0].isupper():
            return after in {",", ")", "."}
        if lead == "at":
            return not line[at].word.count(".")
        pronoun = {word(line, i) for i in range(at - 4, at - 1)} & {"he", "she", "who", "i"}
        return bool(pronoun) and lead in {"be", "is", "was", "turned", "am", "turns"}
