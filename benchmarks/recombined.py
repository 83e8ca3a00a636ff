"""Coverage of any size, made of real articles: events told by several outlets, some of them in an agency's words.

In: texts of the corpora, and how many articles are wanted. Out: readings in order of time, the same ones on every
machine, the first thousand of a hundred thousand being those of a thousand. An event is an article with other names,
other numbers and every third word another one: it shares no run of five words with the article or with another event
made of it, while words and names are as frequent as they were. Its articles take sentences of it, as they are or with
every third word changed once more. Readings are stand-ins: names by their capital letters; statements are
quotations and the first sentences.
"""

from __future__ import annotations

import heapq
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.altered import PARAGRAPH, SENTENCE
from sayso import Document, Reading
from sayso.read.names import names
from sayso.read.quotations import quotations
from sayso.read.sentences import sentences
from sayso.types import Kind, Mention, Span, Statement

FIRST = date(2020, 1, 1)
DAILY = 25  # events that begin on a day
LINGERING = 40.0  # events that begin, on the average, before the next article on one of them comes
TAIL, MOST = 1.25, 60  # of the number of articles on an event: a Pareto tail, at most so many
OUTLETS = 200
SENTENCES = 14  # of an event, at most
STATED = 3  # sentences of an article that are statements, besides its quotations
AGENCY, BORROWED = 0.25, 0.35  # share of articles that print the agency's text, and that take a paragraph of it
CORE = re.compile(r"\w+(?:[-'’.]\w+)*")

Sentence = list[str]


@dataclass(frozen=True, slots=True)
class Stock:
    """Words, names and texts to draw from, as often as they stand in the corpora."""

    words: Sequence[str]
    names: Sequence[str]
    texts: Sequence[Sequence[Sentence]]


def stock(texts: Sequence[str]) -> Stock:
    """What the events are made of."""
    cut = [[piece.split() for piece in SENTENCE.split(text)][:SENTENCES] for text in texts]
    cores = [core for text in cut for sentence in text for word in sentence[1:] if (core := _core(word))]
    named = [core for core in cores if core[0].isupper()]
    return Stock([core for core in cores if core[0].islower()], named, [text for text in cut if len(text) > 3])


def coverage(stock: Stock, seed: int = 3) -> Iterator[Reading]:
    """Readings without end, in order of time."""
    rng = random.Random(seed)
    waiting: list[tuple[float, int, int, list[Sentence]]] = []
    event, told = 0, 0
    while True:
        while not waiting or waiting[0][0] >= event:
            agency = _event(rng, stock)
            at = float(event)
            for turn in range(min(MOST, int(rng.paretovariate(TAIL)))):
                heapq.heappush(waiting, (at, event, turn, agency))
                at += rng.expovariate(1 / LINGERING)
            event += 1
        at, _, _, agency = heapq.heappop(waiting)
        yield _reading(_article(rng, stock, agency), told, FIRST + timedelta(at / DAILY), rng.randrange(OUTLETS))
        told += 1


def _event(rng: random.Random, stock: Stock) -> list[Sentence]:
    """An article with other names, numbers, and words."""
    renamed: dict[str, str] = {}

    def other(word: str) -> str:
        core = _core(word)
        if core and (core[0].isupper() or core[0].isdigit()):
            if core not in renamed:
                renamed[core] = rng.choice(stock.names) if core[0].isupper() else str(rng.randrange(2, 400))
            return word.replace(core, renamed[core], 1)
        return word

    return _reworded(rng, stock, [[other(word) for word in sentence] for sentence in rng.choice(stock.texts)])


def _reworded(rng: random.Random, stock: Stock, text: Sequence[Sentence]) -> list[Sentence]:
    """One word of every three is another one; names and numbers stay where another of the three can go."""
    result = []
    for sentence in text:
        now = list(sentence)
        for at in range(0, len(now), 3):
            plain = [k for k in range(at, min(at + 3, len(now))) if (_core(now[k]) or "A")[0].islower()]
            k = rng.choice(plain or [at])
            now[k] = now[k].replace(_core(now[k]) or now[k], rng.choice(stock.words), 1)
        result.append(now)
    return result


def _article(rng: random.Random, stock: Stock, agency: list[Sentence]) -> list[Sentence]:
    how = rng.random()
    if how < AGENCY:
        return agency[: rng.randint((len(agency) + 1) // 2, len(agency))]
    kept = [sentence for sentence in agency if rng.random() < 0.7] or agency[:1]
    own = _reworded(rng, stock, kept)
    if how < AGENCY + BORROWED:
        at = rng.randrange(len(agency))
        own[at:at] = agency[at : at + PARAGRAPH]
    return own


def _reading(article: list[Sentence], number: int, day: date, outlet: int) -> Reading:
    lines = [" ".join(sentence) for sentence in article]
    text = "\n\n".join(" ".join(lines[at : at + PARAGRAPH]) for at in range(0, len(lines), PARAGRAPH))
    said = [Statement(Kind.DIRECT, (one.inner,)) for one in quotations(text)]
    said += [Statement(Kind.NARRATOR, (Span(*span),)) for span in sentences(text)[:STATED]]
    document = Document(
        text, f"made-{number}", outlet=f"Outlet {outlet}", published=day, title=lines[0][:80], language="en"
    )
    mentioned = tuple(Mention("organisation", span) for span in names(text))
    return Reading(document, tuple(said), (), mentioned, {"stand-in": "1"})


def _core(word: str) -> str | None:
    match = CORE.search(word)
    return match[0] if match else None
