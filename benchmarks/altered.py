"""Altered copies: real articles cut, edited, turned and mixed, with what became of every word known.

In: articles, and a random number generator. Out: base articles that share nothing with each other, and copies of them,
each word of which knows the word of the base that it is, or that it is none. A word is what stands between blanks:
nothing here uses the way in which Sayso cuts and compares texts.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(A-Z0-9])|\n\s*\n")
PARAGRAPH = 3  # sentences
SHORTEST, LONGEST = 120, 330  # words of a base article; longer articles give several
GRAM, COMMON = 5, 3  # two base articles have at most COMMON runs of GRAM words in common
APART = 8  # words: a passage ends where more than that were left out, put in or moved
LEAST = 12  # words of a true passage
MARKS = re.compile("[\"“”„«»‘`,]|(?<!\\w)['’]|['’](?!\\w)")


class Word(NamedTuple):
    """`origin`: its place among the words of the base, or None."""

    form: str
    origin: int | None


Sentence = list[Word]


class Stock(NamedTuple):
    """What copies are altered with: words to put in, and sentences of articles that no base was made from. Each of
    these is used once, so that no two copies have it in common."""

    words: Sequence[str]
    sentences: Iterator[Sequence[str]]


class Passage(NamedTuple):
    """First and last word in the copy and in the base."""

    first: int
    last: int
    base_first: int
    base_last: int


def bases(texts: Iterable[str]) -> Iterator[list[list[str]]]:
    """Parts of articles, as sentences of words, that share nothing: what has more than COMMON runs of GRAM words in
    common with an earlier one is left out."""
    posted: defaultdict[int, list[int]] = defaultdict(list)
    made = 0
    for text in texts:
        for part in _parts(text):
            runs = set(_runs([form for sentence in part for form in sentence]))
            common = Counter(other for run in runs for other in posted.get(run, ()))
            if common and max(common.values()) > COMMON:
                continue
            for run in runs:
                posted[run].append(made)
            made += 1
            yield part


def _parts(text: str) -> Iterator[list[list[str]]]:
    part: list[list[str]] = []
    for sentence in (piece.split() for piece in SENTENCE.split(text)):
        if 1 < len(sentence) < LONGEST / 2:
            part.append(sentence)
        if sum(map(len, part)) > LONGEST - SHORTEST:
            yield part
            part = []
    if sum(map(len, part)) >= SHORTEST:
        yield part


def _runs(forms: Sequence[str]) -> Iterator[int]:
    plain = [form for form in (re.sub(r"\W", "", form).casefold() for form in forms) if form]
    for at in range(len(plain) - GRAM + 1):
        yield int.from_bytes(blake2b(" ".join(plain[at : at + GRAM]).encode(), digest_size=8).digest(), "big")


def origin(part: Sequence[Sequence[str]]) -> list[Sentence]:
    """A base article as a copy of itself."""
    places = iter(range(sum(map(len, part))))
    return [[Word(form, next(places)) for form in sentence] for sentence in part]


def text(copy: Sequence[Sentence]) -> str:
    """Its text, in paragraphs."""
    lines = [" ".join(word.form for word in sentence) for sentence in copy]
    return "\n\n".join(" ".join(lines[at : at + PARAGRAPH]) for at in range(0, len(lines), PARAGRAPH))


def passages(copy: Sequence[Sentence]) -> list[Passage]:
    """The passages of the base that stand in the copy."""
    kept = [(at, word.origin) for at, word in enumerate(w for s in copy for w in s) if word.origin is not None]
    found: list[list[tuple[int, int]]] = [[]]
    for place in kept:
        if found[-1] and not _goes_on(found[-1][-1], place):
            found.append([])
        found[-1].append(place)
    return [Passage(run[0][0], run[-1][0], run[0][1], run[-1][1]) for run in found if len(run) >= LEAST]


def _goes_on(before: tuple[int, int], place: tuple[int, int]) -> bool:
    return place[0] - before[0] - 1 <= APART and 0 <= place[1] - before[1] - 1 <= APART


Alteration = Callable[[random.Random, list[Sentence], Stock], list[Sentence]]


def verbatim(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    return base


def light(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    """A new first line, the last sentence gone, three words in a hundred changed."""
    return [_put_in(stock)[0], *_changed(rng, base[:-1], stock, 0.03)]


def half(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    """Half of the words, cut from the end or by leaving out sentences here and there."""
    total = sum(map(len, base))
    order = list(range(len(base))) if rng.random() < 0.5 else rng.sample(range(len(base)), len(base))
    kept: list[int] = []
    for at in order:
        if sum(len(base[k]) for k in kept) < total / 2:
            kept.append(at)
    return [base[at] for at in sorted(kept)]


def turned(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    """Paragraphs in another order."""
    parts = [base[at : at + PARAGRAPH] for at in range(0, len(base), PARAGRAPH)]
    rng.shuffle(parts)
    return [sentence for part in parts for sentence in part]


def extended(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    """As many paragraphs of another article again, before it, between, and after."""
    copy = list(base)
    for _ in range(max(1, len(base) // PARAGRAPH)):
        at = rng.randrange(0, len(copy) + 1)
        copy[at:at] = _put_in(stock, PARAGRAPH)
    return copy


def edited(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    """One word in ten changed."""
    return _changed(rng, base, stock, 0.1)


def half_edited(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    return edited(rng, half(rng, base, stock), stock)


def unmarked(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    """Without its quotation marks and commas."""
    return [[Word(MARKS.sub("", word.form) or "–", word.origin) for word in sentence] for sentence in base]


def one_paragraph(rng: random.Random, base: list[Sentence], stock: Stock) -> list[Sentence]:
    """One paragraph of it in an article of others' paragraphs."""
    at = rng.randrange(0, max(1, len(base) - PARAGRAPH + 1))
    rest = _put_in(stock, 3 * PARAGRAPH)
    return [*rest[:PARAGRAPH], *base[at : at + PARAGRAPH], *rest[PARAGRAPH:]]


def _changed(rng: random.Random, base: list[Sentence], stock: Stock, share: float) -> list[Sentence]:
    """This share of the words changed: of ten, eight are others, one is gone, and before one another is put in."""
    copy: list[Sentence] = []
    for sentence in base:
        now: Sentence = []
        for word in sentence:
            if rng.random() >= share:
                now.append(word)
                continue
            how = rng.random()
            if how < 0.9:
                now.append(Word(rng.choice(stock.words), None))
            if how < 0.8 or how >= 0.9:
                continue
            now.append(word)
        copy.append(now)
    return copy


def _put_in(stock: Stock, sentences: int = 1) -> list[Sentence]:
    """:raises ValueError: if the stock is used up: more articles are needed, or fewer copies."""
    taken = list(islice(stock.sentences, sentences))
    if len(taken) < sentences:
        raise ValueError("too few articles for so many copies")
    return [[Word(form, None) for form in sentence] for sentence in taken]


LEVELS: dict[str, Alteration] = {
    "verbatim": verbatim,
    "light edits": light,
    "cut to half": half,
    "paragraphs in another order": turned,
    "as many paragraphs of another article added": extended,
    "one word in ten changed": edited,
    "half of it, one word in ten changed": half_edited,
    "quotation marks and commas lost": unmarked,
    "one paragraph in another article": one_paragraph,
}


def within(found: Passage, true: Passage, words: int) -> bool:
    """Whether all four ends lie within so many words."""
    return all(abs(a - b) <= words for a, b in zip(found, true, strict=True))


def word_at(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """First and last word of a span of the text, given where each word starts."""
    return bisect_right(starts, start) - 1, bisect_left(starts, end) - 1


def starts(shown: str) -> list[int]:
    """Where each word of a text starts."""
    return [match.start() for match in re.finditer(r"\S+", shown)]
