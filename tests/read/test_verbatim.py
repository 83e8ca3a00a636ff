"""Verbatim: quotations over paragraphs, and what stands in place of what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.read import read
from sayso.read.attribution import Attribution
from sayso.read.quotations import quotations
from sayso.read.verbatim import continued, in_place, shown_again, verbatim
from sayso.types import Kind, Span, Spans
from tests.pace import slowdown


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


def again(text: str, *contents: str) -> list[list[str]]:
    said = [Attribution((), (), (span(text, words),)) for words in contents]
    return [[part.words(text) for part in one.content] for one in shown_again(text, said, quotations(text))]


def test_a_quotation_that_is_set_in_large_too() -> None:
    one = "“Nobody opened the gates on that night,” she said."
    assert again(f"{one}\n\n“NOBODY OPENED THE GATES”", "“Nobody opened the gates on that night,”") == [
        ["“Nobody opened the gates on that night,”"]
    ]
    large = "“NOBODY OPENED THE GATES ON THAT NIGHT”"
    assert again(f"{one}\n\n{large}", "“Nobody opened the gates on that night,”") == [
        ["“Nobody opened the gates on that night,”", large]
    ]
    plain = "Nobody opened the gates on that night."
    assert len(again(f"{one}\n\n{plain}", "“Nobody opened the gates on that night,”")[0]) == 1
    longer = "“Nobody opened the gates on that night or ever.”"
    assert len(again(f"{one}\n\n{longer}", "“Nobody opened the gates on that night,”")[0]) == 1


def test_what_two_said_is_given_to_nobody() -> None:
    text = "“We will never give up it,” one said. He said “we will never give up it.”\n\n“We will never give up it.”"
    first, second = "“We will never give up it,”", "“we will never give up it.”"
    assert again(text, first, second) == [[first], [second]]


def test_no_source_is_within_its_own_words() -> None:
    text = "“The dam is safe.\n\n“The army killed 40 men in the raid, police said.”"
    said = Attribution(
        (span(text, "police"),), (span(text, "said"),), (span(text, "The army killed 40 men in the raid"),)
    )
    (one,) = continued(text, [said], quotations(text))
    assert [part.words(text) for part in one.content] == ["“The dam is safe.", "The army killed 40 men in the raid"]


@pytest.mark.parametrize(
    "piece", ["“One.\n\n“Two go.” One.\n\n", "“go go go go go go” ", "“Go go go go go x.”\n\n", "A: we\n\n"]
)
def test_many_take_no_longer_than_their_number(piece: str) -> None:
    def joining(times: int) -> Callable[[], object]:
        text = "“go go go go go go”\n\n" + piece * times
        marks = quotations(text)
        said = [Attribution((), (), (mark.span,)) for mark in marks[::2]]
        return lambda: in_place(shown_again(text, continued(text, said, marks), marks), verbatim(text, marks)[0])

    assert slowdown(joining(500), joining(5_000)) < 40
