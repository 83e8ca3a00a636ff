"""Edits that were made: an article as it stands, and the same after a person could have edited it, with what was done.

In: a reading of a real article, sentences and sources of others, a random number generator. Out: the edited text and a
list of edits with their places in both texts. For `benchmarks/versions.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from sayso.read.sentences import sentences
from sayso.types import Kind, Reading, Span

HEDGES = ("reportedly", "allegedly", "apparently", "probably", "possibly")
AUXILIARY = re.compile(r"\b(?:was|were|had|has|have|is|are)\b(?= [a-z]{3})")
DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]\d)|(?<![\d.,])\d+(?![\d.,]\d)")
QUOTED = re.compile(r"[“\"]([^“”\"]{20,}?)[”\"]")
WORD = re.compile(r"\b[a-z]{5,}\b")
FAR = 3  # sentences that a moved one goes at the least
ENDS = (".", "!", "?", "”", '"')  # of a sentence that another may stand behind
MOST = 6  # edits of one article


@dataclass(slots=True)
class Sentence:
    """A sentence on its way to the edited text: what follows it, and where it stood."""

    text: str
    gap: str
    stood: Span | None


@dataclass(slots=True)
class Made:
    """An edit. `old` is of the older text; `within` of the sentence as it became, whose `new` is known at the end."""

    kind: str
    old: Span | None
    sentence: Sentence | None
    within: Span | None = None
    new: Span | None = None


@dataclass(slots=True)
class Draft:
    """An article that is being edited. Each sentence is edited once."""

    reading: Reading
    others: list[str]  # sentences of other articles
    sources: list[str]  # and sources of theirs
    random: Random
    line: list[Sentence] = field(default_factory=list)
    free: list[Sentence] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)


def edited(reading: Reading, others: list[str], sources: list[str], random: Random) -> tuple[str, list[Made]]:
    """The text after one to MOST edits of kinds drawn at random, and the edits."""
    draft = Draft(reading, others, sources, random)
    text = reading.document.text
    spans = sentences(text)
    for span, end in zip(spans, [*(s.start for s in spans[1:]), len(text)], strict=True):
        draft.line.append(Sentence(span.words(text), text[span.end : end], span))
    draft.free = [s for s in draft.line if len(s.text.split()) >= 5]
    for kind in random.choices(list(EDITS), k=random.randint(1, MOST)):
        EDITS[kind](draft)
    at = 0
    places = {}
    for sentence in draft.line:
        places[id(sentence)] = at
        at += len(sentence.text) + len(sentence.gap)
    for one in draft.made:
        if one.sentence is not None:
            start = places[id(one.sentence)]
            within = one.within or Span(0, len(one.sentence.text))
            one.new = Span(start + within.start, start + within.end)
    return "".join(s.text + s.gap for s in draft.line), draft.made


def _drop(draft: Draft) -> None:
    if len(draft.free) > FAR:
        sentence = _taken(draft, draft.free)
        at = _place(draft, sentence)
        if at and "\n" in sentence.gap:
            draft.line[at - 1].gap = sentence.gap
        del draft.line[at]
        draft.made.append(Made("sentence removed", sentence.stood, None))


def _add(draft: Draft) -> None:
    ended = [n for n, s in enumerate(draft.line) if s.text.endswith(ENDS)]  # not behind a line of credit
    if not ended:
        return
    at = draft.random.choice(ended)
    fresh = [words for words in draft.random.choices(draft.others, k=9) if words not in draft.reading.document.text]
    sentence = Sentence(fresh[0], draft.line[at].gap, None)
    draft.line[at].gap = " "
    draft.line.insert(at + 1, sentence)
    draft.made.append(Made("sentence added", None, sentence))


def _move(draft: Draft) -> None:
    long = [s for s in draft.free if len(s.text.split()) > 6 and s.text.endswith(ENDS)]
    if len(draft.line) < 2 * FAR + 2 or not long:
        return
    sentence = _taken(draft, long)
    at = _place(draft, sentence)
    left = [s for s in draft.line if s is not sentence]
    goals = [n for n in range(1, len(left)) if abs(n - at) >= FAR and left[n - 1].text.endswith(ENDS)]
    if not goals:
        return
    if at and "\n" in sentence.gap:
        draft.line[at - 1].gap = sentence.gap
    del draft.line[at]
    to = draft.random.choice(goals)
    sentence.gap, draft.line[to - 1].gap = draft.line[to - 1].gap, " "
    draft.line.insert(to, sentence)
    draft.made.append(Made("sentence moved", sentence.stood, sentence))


def _number(draft: Draft) -> None:
    text = draft.reading.document.text
    found = [
        (f.span.start + m.start(), m[0]) for f in draft.reading.figures if (m := DIGITS.search(f.span.words(text)))
    ]
    if choice := _choice(draft, [(Span(at, at + len(digits)), digits) for at, digits in found]):
        sentence, span, digits = choice
        number = int(digits.replace(",", ""))
        other = draft.random.choice(
            [n for n in (number + 1, number + 7, number * 2, number // 2, number * 3) if n not in (0, 1, number)]
        )
        _replace(draft, "other number", sentence, span, f"{other:,}" if "," in digits else str(other))


def _hedge(draft: Draft) -> None:
    text = draft.reading.document.text
    found = []
    for statement in draft.reading.statements:
        for span in statement.content:
            found += [(Span(m.end(), m.end()), "") for m in list(AUXILIARY.finditer(text, *span))[:1]]
    if choice := _choice(draft, found):
        sentence, span, _ = choice
        _replace(draft, "softened", sentence, span, f" {draft.random.choice(HEDGES)}")


def _source(draft: Draft) -> None:
    text = draft.reading.document.text
    found = [(s.source[0], s.source[0].words(text)) for s in draft.reading.statements if len(s.source) == 1]
    if choice := _choice(draft, found):
        sentence, span, words = choice
        own = set(words.lower().split())
        fresh = [source for source in draft.sources if not own & set(source.lower().split())]
        other = draft.random.choice(fresh)
        starts = sentence.stood is not None and span.start == sentence.stood.start
        _replace(draft, "other source", sentence, span, other[0].upper() + other[1:] if starts else other)


def _quotation(draft: Draft) -> None:
    text = draft.reading.document.text
    found = []
    for statement in draft.reading.statements:
        if statement.kind in (Kind.DIRECT, Kind.MIXED):
            for span in statement.content:
                for quoted in QUOTED.finditer(text, *span):
                    words = list(WORD.finditer(text, *quoted.span(1)))
                    found += [(Span(*m.span()), m[0]) for m in words[1:2]]
    if choice := _choice(draft, found):
        sentence, span, word = choice
        own = sorted({w for w in WORD.findall(" ".join(draft.others)) if w != word})
        _replace(draft, "quotation changed", sentence, span, draft.random.choice(own))


def _blanks(draft: Draft) -> None:
    if draft.free:
        sentence = _taken(draft, draft.free)
        sentence.text = sentence.text.replace(" ", "  ", 2)
        draft.made.append(Made("white space", sentence.stood, sentence))


def _comma(draft: Draft) -> None:
    with_one = [s for s in draft.free if re.search(r"[a-z], [a-z]", s.text)]
    if with_one:
        sentence = _taken(draft, with_one)
        sentence.text = re.sub(r"([a-z]), ([a-z])", r"\1 \2", sentence.text, count=1)
        draft.made.append(Made("punctuation", sentence.stood, sentence))


EDITS: dict[str, Callable[[Draft], None]] = {
    "sentence removed": _drop,
    "sentence added": _add,
    "sentence moved": _move,
    "other number": _number,
    "softened": _hedge,
    "other source": _source,
    "quotation changed": _quotation,
    "white space": _blanks,
    "punctuation": _comma,
}


def _taken(draft: Draft, among: list[Sentence]) -> Sentence:
    sentence = draft.random.choice(among)
    draft.free = [s for s in draft.free if s is not sentence]
    return sentence


def _place(draft: Draft, sentence: Sentence) -> int:
    return next(n for n, one in enumerate(draft.line) if one is sentence)


def _choice(draft: Draft, found: list[tuple[Span, str]]) -> tuple[Sentence, Span, str] | None:
    """One of these places that stands whole in a sentence that was not edited yet."""
    places = [(s, span, words) for span, words in found for s in _holding(draft, span)]
    if not places:
        return None
    chosen = draft.random.choice(places)
    draft.free = [s for s in draft.free if s is not chosen[0]]
    return chosen


def _holding(draft: Draft, span: Span) -> Iterator[Sentence]:
    for s in draft.free:
        if s.stood and s.stood.start <= span.start and span.end <= s.stood.end:
            yield s


def _replace(draft: Draft, kind: str, sentence: Sentence, span: Span, words: str) -> None:
    assert sentence.stood is not None
    at = span.start - sentence.stood.start
    sentence.text = sentence.text[:at] + words + sentence.text[at + span.end - span.start :]
    draft.made.append(Made(kind, span, sentence, Span(at, at + len(words))))
