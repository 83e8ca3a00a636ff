"""Verbatim: quotations over paragraphs, and what stands in place of what."""

from __future__ import annotations

import time

from sayso.read import read
from sayso.read.attribution import Attribution
from sayso.read.quotations import paragraphs, quotations
from sayso.read.verbatim import continued, in_place, repeated, verbatim
from sayso.types import Kind, Span, Spans


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def held(text: str, *contents: str) -> list[list[str]]:
    """What attributions with these contents hold once they are continued; cues lie behind the text."""
    said = [
        Attribution((), (Span(len(text) + 2 * at, len(text) + 2 * at + 1),), (span(text, words),))
        for at, words in enumerate(contents)
    ]
    return [[part.words(text) for part in one.content] for one in continued(text, said, quotations(text))]


THREE = "He wrote: “One.\n\n“Two.\n\n“Three.”\n\nIt rained. “Four.”"


def test_a_quotation_goes_on() -> None:
    assert held(THREE, "“One.") == [["“One.", "“Two.", "“Three.”"]]
    assert held(THREE, "“Three.”") == [["“One.", "“Two.", "“Three.”"]]
    assert held(THREE, "“Two.") == [["“One.", "“Two.", "“Three.”"]]
    assert held(THREE, "“Four.”") == [["“Four.”"]]
    assert held(THREE) == []


def test_each_paragraph_stays_with_its_own_speaker() -> None:
    assert held(THREE, "“One.", "“Three.”") == [["“One.", "“Two."], ["“Three.”"]]


def test_what_was_read_within_gives_way() -> None:
    text = "“One is long enough.\n\n“Two said so, and more than that was not said by them.”"
    assert held(text, "“One is long enough.", "Two said") == [
        ["“One is long enough.", "“Two said so, and more than that was not said by them.”"]
    ]


def test_in_place() -> None:
    one, other, cue, who = Span(0, 10), Span(30, 40), Span(25, 29), Span(21, 24)
    own = Attribution((Span(14, 20),), (Span(12, 13),), (one,))
    before = [Attribution((who,), (cue,), (one, other)), Attribution((), (Span(2, 4),), (Span(5, 9),))]
    assert in_place(before, [own]) == [own, Attribution((who,), (cue,), (other,))]
    assert in_place([Attribution((who,), (cue,), (one,))], [own]) == [own]
    assert in_place(before, []) == before


def test_turns_come_before_signatures_and_are_quotations() -> None:
    text = "COLE: “We left.” — Ada Brun\n\nOYE: Who?\n\nCOLE: I.\n\n“It rained all day.” — Mara Haas\n\nThe “end” came."
    found, marks = verbatim(text, quotations(text))
    sources = [one.source[0].words(text) for one in found]
    assert sources == ["COLE", "OYE", "COLE", "Mara Haas"]
    words: list[Spans | str] = [mark.span.words(text) for mark in marks]
    assert words == ["“We left.” — Ada Brun", "Who?", "I.", "“It rained all day.”", "“end”"]


def test_a_reading_keeps_a_quotation_whole() -> None:
    text = (
        "The ministry issued the following statement:\n\n“We deny that the gates were left open.\n\n"
        "“The search goes on.”\n\nIt rained."
    )
    first, second = read(text).statements
    assert (first.kind, len(first.content)) == (Kind.DIRECT, 2)
    assert (second.kind, second.content[0].words(text)) == (Kind.NARRATOR, "It rained.")


def test_a_reading_knows_words_again() -> None:
    post = "The gates were never opened by anybody. We have looked for it twice."
    text = f"The council said: “{post}”\n\n{post}\n\n“THE GATES WERE NEVER OPENED”\n\nThe gates were never found."
    first, last = read(text).statements
    assert (first.kind, [part.words(text) for part in first.content]) == (
        Kind.DIRECT,
        [f"“{post}”", *(sentence + "." for sentence in post[:-1].split(". ")), "“THE GATES WERE NEVER OPENED”"],
    )
    assert (last.kind, last.content[0].words(text)) == (Kind.NARRATOR, "The gates were never found.")


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    def spent(times: int) -> float:
        text = "“One.\n\n“Two said so and left again today.” One.\n\nTwo said so and left again today.\n\n" * times
        said = [Attribution((), (), (mark.span,)) for mark in quotations(text)]
        began = time.process_time()
        repeated(text, continued(text, said, quotations(text)), paragraphs(text), quotations(text))
        return time.process_time() - began

    assert min(spent(1_000) for _ in range(3)) < 20 * min(spent(200) for _ in range(3)) + 0.05
