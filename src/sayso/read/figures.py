"""Figures: how many, of what, in which state, where and when.

In: a text, the spans of its sentences, and the mentions in it if there are any. Out: its figures in order, none
overlapping, each an interval with the words it stands in. Each sentence is read by itself. What a vague word is worth
is a table (words/vague.toml); who says the figure is the statements' business.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.read.counted import LOOSE, PERSONS, before, counted, is_person, is_plural
from sayso.read.glance import may_count
from sayso.read.moments import moment, moments, place, places
from sayso.read.nothing import nothings
from sayso.read.numbers import DASHES, Number, line_of, may_be_year
from sayso.read.numerals import Token, word
from sayso.read.parts import parts
from sayso.read.states import HARMED, LIVING, NOUNS, is_event, of_victim, state
from sayso.read.uncounted import stands_as_year
from sayso.read.victims import OPENERS, victims
from sayso.read.wordlists import wordset
from sayso.types import Bound, Figure, Mention, Span

ONEISH = wordset("nouns", "oneish")
JOINING = wordset("nouns", "joining")
SPOKE = wordset("nouns", "spoke")
THINGS = wordset("nouns", "thing")


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
        more = _in_sentence(span.words(text), span.start, [m for m in near if m.span.end <= span.end])
        found += [f if f.whole is None else replace(f, whole=f.whole + len(found)) for f in more]
    return tuple(found)


def _in_sentence(sentence: str, offset: int, mentions: Sequence[Mention]) -> list[Figure]:
    if not may_count(sentence):
        return []
    line, read = line_of(sentence)
    read = _merged(line, read)
    counts = _Counts(line, read)
    told = [
        (at, n, kept)
        for at, (n, kept) in enumerate(zip(read, counts.all_states(), strict=True))
        if counts.tells(n, kept)
    ]
    if not told:
        return []
    times, where = moments(sentence, offset, mentions), places(sentence, offset, mentions)
    found: list[Figure] = []
    places_of: dict[int, int] = {}  # of the number with this index in `found`
    for at, n, kept in told:
        n = counts.whole_people(n)
        span = Span(line[n.first].start, line[n.last - 1].end)
        phrase = counts.shown(n, kept)
        places_of[at] = len(found)
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
                vague=(n.amount.vague if not n.ranged else "") or None,
                scale=n.amount.magnitude if n.amount.vague and not n.ranged else 1.0,
                whole=counts.wholes.get(at),
                change=n.change,
            )
        )
    # A whole that is no figure after all is none of a part's.
    return [f if f.whole is None else replace(f, whole=places_of.get(f.whole)) for f in found]


def _merged(line: list[Token], read: list[Number]) -> list[Number]:
    """The numbers, the zeros and the single victims, in order: the "one" of "no one" is no number, elsewhere numbers
    come first."""
    zeros = nothings(line)
    inside = {at for n in zeros if n.last - n.first > 1 for at in range(n.first, n.last)}
    read = [n for n in read if not set(range(n.first, n.last)) <= inside]
    taken = {at for n in read for at in range(n.first, n.last)}
    for more in (zeros, victims(line)):
        free = [n for n in more if taken.isdisjoint(range(n.first, n.last))]
        taken |= {at for n in free for at in range(n.first, n.last)}
        read = [*read, *free]
    return sorted(read, key=lambda n: n.first)


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
        self.wholes = parts(line, read, self.ends)

    def _phrase(self, n: Number) -> tuple[int, int] | None:
        if n.single:
            return n.first + (word(self.line, n.first) in OPENERS), n.last
        if n.unit is not None and n.unit.kind == "time":
            return None
        found = counted(self.line, n.last, self.begins)
        if found is None and (whole := self._whole(n)):
            return self.phrases[whole.first]
        return found

    def _whole(self, n: Number) -> Number | None:
        """The number that follows at once: "10 of the 40 hostages", "3 and 5 people"."""
        at = n.last
        if word(self.line, at) == "-" and word(self.line, at + 1) in {",", "and", "or"}:  # "four-, five- and six-bed"
            at += 2 + (word(self.line, at + 1) == "," and word(self.line, at + 2) in {"and", "or"})
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

    def all_states(self) -> list[str | None]:
        """The states of all numbers, in order; of a list the first take theirs from its end: "two men, five women and
        three children were killed"."""
        found = [self.state(n) for n in self.read]
        for at in range(len(self.read) - 2, -1, -1):
            n, after = self.read[at], self.read[at + 1]
            between = {t.lower for t in self.line[self.ends[n.first] : after.first]}
            listed = between and between <= {",", "and", "or"} and is_person(self.line, self.phrases[n.first])
            if found[at] is None and listed and n.unit is None and self.wholes.get(at + 1) != at:
                found[at] = self.states[n.first] = found[at + 1]
        return found

    def state(self, n: Number) -> str | None:
        """The state of what is counted; measures, money and durations have none. A part may take the whole's."""
        found = None
        if n.single:
            joined = word(self.line, n.first - 1) in {"and", "or"}  # "five adults and an unborn child were killed"
            found = of_victim(self.line, n.first, (n.first, n.last), self.ends, None if joined else n.low != 1)
            found = found or (self._of_whole(n) if self.states.get(self._whole_at(n)) in HARMED else None)
        elif n.unit is None or n.unit.kind == "share":
            phrase = self.phrases[n.first]
            many = None if n.nil or n.amount.share else n.low != 1
            found = (
                (self._of_whole(n) if self._led_in(n) else None)
                or state(self.line, n.first, phrase, n.last, self.ends, many)
                or self._joined(n)
                or self._of_whole(n)
                or self._named_before(n)
            )
        self.states[n.first] = found
        phrase = self.phrases[n.first]
        things = phrase is not None and word(self.line, phrase[1] - 1) in THINGS
        return None if found in LIVING and things else found  # "captured several hilltops and 12 fighters"

    def _whole_at(self, n: Number) -> int:
        """Where the number begins that `n` counts a part of; -1 for none."""
        whole = self.wholes.get(self.rank[n.first])
        return -1 if whole is None else self.read[whole].first

    def _of_whole(self, n: Number) -> str | None:
        """ "82 people were killed, including 31 children", "12 of them are not known"."""
        return self.states.get(self._whole_at(n))

    def _led_in(self, n: Number) -> bool:
        """Whether "including" stands right before a number, so that no verb beyond tells its state."""
        return word(self.line, n.first - 1) in {"including", "among"} and not n.nil

    def _named_before(self, n: Number) -> str | None:
        """ "casualties rose to 63": the noun before a bare number is the state."""
        phrase = before(self.line, n.first) if self.phrases[n.first] is None and n.unit is None else None
        return NOUNS.get((word(self.line, phrase[1] - 1),)) if phrase else None

    def _joined(self, n: Number) -> str | None:
        """ "killed 29 rebels and 3 civilians"."""
        at = self.rank[n.first]
        if at == 0 or n.nil:
            return None
        previous = self.read[at - 1]
        between = {t.lower for t in self.line[self.ends[previous.first] : n.first]}
        return self.states.get(previous.first) if between and between <= JOINING else None

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
        if n.single:
            return kept is not None
        if n.nil:
            return kept is not None and (phrase is None or is_person(line, phrase) or is_event(line, phrase))
        if n.amount.needs:
            return n.unit is None and (kept is not None or (n.amount.needs == "person" and is_person(line, phrase)))
        if n.unit is None and may_be_year(line, n):
            return (kept is not None or is_person(line, phrase)) and not stands_as_year(line, n.core)
        if self._title(n, phrase) or self._is_age(n, phrase, kept is not None):
            return False
        if word(line, n.core) == "one" and n.unit is not None and n.unit.name == "day":
            return False  # one day it ended
        if n.unit is not None or n.amount.scaled or n.amount.vague or n.amount.share or kept is not None:
            return True
        spelled = line[n.amount.first].value is None
        if spelled:
            return phrase is not None and not self._pronoun(n)
        return not (self._names(n, phrase) or self._stray(n, phrase))

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
        head = line[phrase[1] - 1] if phrase else None
        if head and head.word[0].isupper() and n.low != 1 and not is_plural(head):
            return True  # "its 787 Dreamliner", "and 11 Pro Max": what is counted would stand in the plural
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

    def _one_of_ages(self, at: int, lead: str, after: str) -> bool:
        """ "two men, 26 and 21, were shot", "ages 19 and 23"."""
        line = self.line
        if lead == "," and word(line, at - 2) in PERSONS and is_plural(line[at - 2]):
            return after in {"and", ","}
        before = at - 2 - (word(line, at - 2) == ",")
        if lead not in {"and", ","} or before < 1 or line[before].value is None:
            return False
        led = word(line, before - 1)
        return led in {"ages", "aged"} or (led == "," and word(line, before - 2) in PERSONS and after == ",")

    def _is_age(self, n: Number, phrase: tuple[int, int] | None, stated: bool) -> bool:
        """ "Smith, 54, said", "Lee (31)", "died at 31", "he is 35", "a woman of 47", "the oldest was 93": a bare number
        where an age stands. stated: it has a state, which speaks against an age that no comma or bracket closes."""
        line, at, value = self.line, n.core, n.low
        bare = phrase is None and n.unit is None and n.bound is Bound.EXACT
        if not bare or value is None or not 0 < value < 120 or value % 1:
            return False
        lead, after = word(line, at - 1), word(line, n.last)
        if self._one_of_ages(at, lead, after):
            return True
        if lead in {",", "("} and at > 1 and line[at - 2].word[0].isupper():
            return after in ({",", ")"} if stated else {",", ")", "."}) and word(line, n.last + 1) != "including"
        if lead == "of":
            return word(line, at - 2) in PERSONS and not is_plural(line[at - 2])
        if {word(line, at - 2), word(line, at - 3)} & {"oldest", "youngest", "eldest"}:
            return True
        if stated:
            return False
        if lead == "at":
            return not line[at].word.count(".")
        pronoun = {word(line, i) for i in range(at - 4, at - 1)} & {"he", "she", "who", "i"}
        return bool(pronoun) and lead in {"be", "is", "was", "turned", "am", "turns"}
