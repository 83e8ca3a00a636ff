"""Introduced words: what stands under a colon is whoever's the colon says."""

from __future__ import annotations

import pytest

from sayso.read import read
from sayso.read.attribution import Attribution
from sayso.read.introduced import introduced
from sayso.read.sentences import sentences
from sayso.types import Span
from tests.pace import slowdown


def told(text: str, *said: Attribution) -> list[tuple[str, str, list[str]]]:
    found = introduced(text, sentences(text), said)
    return [(one.source[0].words(text), one.cue[0].words(text), [s.words(text) for s in one.content]) for one in found]


@pytest.mark.parametrize(
    ("lead", "who", "cue"),
    [
        ("The ministry said in a statement on its website:", "The ministry", "said"),
        ("It rained. In his note, Mr. Haddad wrote:", "Mr. Haddad", "wrote"),
        ("Her post read:", "Her post", "read"),
        ("“We are sorry,” it reads. It continues:", "It", "continues"),
        ("The president, Karel Doss, told the Post:", "The president, Karel Doss", "told"),
    ],
)
def test_the_next_paragraph_is_whose_the_colon_says(lead: str, who: str, cue: str) -> None:
    ((source, verb, content),) = told(f"{lead}\n\nNobody should live through this.\n\nPolice left.")
    assert source.startswith(who)
    assert (verb, content) == (cue, ["Nobody should live through this."])


def test_all_items_of_a_list_are() -> None:
    text = "Police said that:\n\n- Two people died.\n\n- Three are missing.\n\nIt rained."
    assert told(text) == [("Police", "said", ["- Two people died.", "- Three are missing."])]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said:\n\n“Nobody knew.”",
        "What we know so far:\n\nTwo people died.",
        "He said no. The facts:\n\nTwo people died.",
        "Read more of it, he said:\n\nTwo people died.",
        "The ministry said:",
        "The ministry said:\n\nThe facts:\n\nTwo people died.",
        "Saying:\n\nTwo people died.",
        "Here are five things the president said:\n\n1. Taxes will fall.",
        "The man had not responded:\n\nHe was last seen on Monday.",
        "How the world responded:\n\nOrlow called for calm.",
        "Five facts about the man police said shot three:\n\n- He was born here.",
        "Stocks added to gains:\n\nThe index rose.",
    ],
)
def test_what_is_nobodys(text: str) -> None:
    assert told(text) == []


def test_what_was_read_stays() -> None:
    text = "The ministry said:\n\nThe mayor lied."
    one = Attribution((Span(0, 12),), (Span(13, 17),), (Span(20, 35),))
    assert introduced(text, sentences(text), [one]) == [one]


def test_a_reading_gives_it_to_its_speaker() -> None:
    found = read(
        "“We are sorry,” the statement reads. It continues:\n\nNobody should live through this.\n\nPolice left."
    )
    text = found.document.text
    told = [one for one in found.statements if "Nobody" in one.content[0].words(text)]
    assert [one.source[0].words(text) for one in told] == ["It"]
    assert told[0].actor is not None
    assert found.actors[told[0].actor].name == "the statement"


@pytest.mark.parametrize("part", ["said ", "Mr. ", "a. ", "he said:\n\n", "- a\n\n", "said:\n\n- a\n\n"])
def test_a_long_text_takes_its_time_in_proportion(part: str) -> None:
    once, ten_times = (part * (size // len(part)) + ":\n\nIt rained." for size in (10**4, 10**5))
    assert slowdown(lambda: told(once), lambda: told(ten_times)) < 40
