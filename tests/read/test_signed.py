"""Signed words: a quotation or a post, and the name behind a dash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read import read
from sayso.read.quotations import quotations
from sayso.read.signed import LONGEST, signatures
from sayso.types import Kind
from tests.pace import slowdown

Said = tuple[str, str, list[str]]


def found(text: str) -> list[Said]:
    own = sorted(signatures(text, quotations(text)), key=lambda one: one.cue)
    return [
        (one.source[0].words(text), one.cue[0].words(text), [span.words(text) for span in one.content]) for one in own
    ]


@pytest.mark.parametrize(
    ("text", "name", "dash", "words"),
    [
        ("“We lost everything.” ― Mara Delgado", "Mara Delgado", "―", "“We lost everything.”"),
        ("“We lost everything.”― Mara Delgado.\n", "Mara Delgado", "―", "“We lost everything.”"),
        ('"It was over in an hour" -- Lina Haas\n', "Lina Haas", "--", '"It was over in an hour"'),
        ('"It was over." - Peter Oye, shopkeeper', "Peter Oye, shopkeeper", "-", '"It was over."'),
        ("“The trucks came late.”\n— Bishop of Duma, 54", "Bishop of Duma, 54", "—", "“The trucks came late.”"),
        ("“They came late.”\n\n— Capt. R. van Haas\n\nIt rained.", "Capt. R. van Haas", "—", "“They came late.”"),
        ("Voices\n\n• “They were late.” – Ada Brun (Elmwood)", "Ada Brun (Elmwood)", "–", "“They were late.”"),
        ("”They came too late.” — Ada Brun", "Ada Brun", "—", "”They came too late.”"),
        ("Stay at home. — Elm Fire (@elm.fire) July 9, 2016", "Elm Fire", "—", "Stay at home."),
        ("Stay at home. — Elm Fire (@elm.fire) July 9, 2016 at 10:12 AM", "Elm Fire", "—", "Stay at home."),
        ("Stay. https://t.co/1 pic.twitter.com/2— Elm (@elm)", "Elm", "—", "Stay."),
        ("It rained.\n\nStay.\n\n— Elm (@elm) 9 July 2016", "Elm", "—", "Stay."),
        ('"Stay" is all, she said. — Elm (@elm@a.example)', "Elm", "—", '"Stay" is all, she said.'),
    ],
)
def test_what_is_signed(text: str, name: str, dash: str, words: str) -> None:
    assert found(text) == [(name, dash, [words])]


@pytest.mark.parametrize(
    "text",
    [
        "She called it “a long, hard, cold winter” — Mara Delgado was there.",
        "He called it “a long, hard, cold winter” — Mara Delgado",
        "“The Long Winter” — Mara Delgado",
        "“We lost everything.” — Those who heard it wept.",
        "“We lost everything.” — By Ada Brun",
        "“We lost everything.” — Read More",
        "“We lost everything.”\n\n— AP\n\nMore on this later.",
        "“We lost everything.” — Elm Press, $24.95",
        "“We lost everything.” — Elmwood, July 9",
        "“We lost everything.” – Monday",
        "“Will you run again?” - No",
        "“Once Upon a Time in Elmwood” — Columbia Pictures",
        "“Who Are You?” - The Halmeres",
        "“We lost everything.” — Bishop of",
        "“We lost everything.” — Oye, who had come there with all of his nine old friends",
        "“We are leaving tonight.”\n- Shelters\n- Water",
        "“We are leaving tonight.\n— Mara Delgado",
        "It rained and it poured\n\n— Jane Doe (@jane)",
        "Rebels killed 40 men.\n\n— Photo by Jane Doe (@jane) July 9, 2016",
        "Two were named as leaders - Peter Oye and Rita Cole (@rita).",
        "The chief — Ben Oye (@ben), July 9, 2016 — left.",
        "The mayor wrote:\n\n— Elm Fire (@elm) July 9, 2016",
        "“We lost everything.” — where they had lived",
        "“We lost everything.” — Mara Delgado. She left.",
        "“We lost everything.” — Reporter: 555 0100",
        "“We lost everything.” - The Mayor Of A Town That Has Far Too Many Words",
        "“We lost everything,” she said — Mara Delgado",
        "It rained.\n\n“We lost everything.”\n\n— Mara Delgado\n\nmara@paper.example\n\n555 0100",
        "The officer — Ben Oye (@ben) of the guild — left.",
        "https://t.co/1 — Elm (@elm)",
        "x " * (LONGEST // 2 + 1) + "— Elm (@elm)",
        "— Elm (@elm) July 9, 2016",
    ],
)
def test_what_is_not(text: str) -> None:
    assert found(text) == []


def test_each_has_its_own_name() -> None:
    text = "“One came.” ― A. Brun\n“Two came.” ― B. Oye\n“Three came.”― C. Haas"
    assert [(name, words) for name, _, words in found(text)] == [
        ("A. Brun", ["“One came.”"]),
        ("B. Oye", ["“Two came.”"]),
        ("C. Haas", ["“Three came.”"]),
    ]
    text = "One came. — A (@a) July 9, 2016 Two came. — B (@b) July 9, 2016"
    assert [(name, words) for name, _, words in found(text)] == [("A", ["One came."]), ("B", ["Two came."])]


def test_a_post_does_not_reach_behind_another() -> None:
    text = "One came.\n\n— A (@a) July 9, 2016\n\n— B (@b) July 9, 2016"
    assert [name for name, *_ in found(text)] == ["A"]


def test_two_names_below_are_no_authors() -> None:
    text = "“One came.”\n\n— A. Brun\n\n“Two came.”\n\n— B. Oye"
    assert [name for name, *_ in found(text)] == ["A. Brun", "B. Oye"]


def test_a_quotation_of_several_paragraphs_is_signed_whole() -> None:
    text = "“One came.\n\n“Two came.” — A. Brun"
    assert found(text) == [("A. Brun", "—", ["“One came.", "“Two came.”"])]


def test_a_reading_quotes_them() -> None:
    text = "Rain fell.\n\nStay off the roads.\n\n— Elm Fire (@elm) July 9, 2016\n\n“We may go.” — Mara Delgado"
    reading = read(text)
    told = [(s.kind, s.content[0].words(text), s.source and s.source[0].words(text)) for s in reading.statements]
    assert told == [
        (Kind.NARRATOR, "Rain fell.", ()),
        (Kind.DIRECT, "Stay off the roads.", "Elm Fire"),
        (Kind.DIRECT, "“We may go.”", "Mara Delgado"),
    ]


PARTS = st.sampled_from(
    ["“", "”", '"', " — ", "-", "Mara", "Oye", ".", ",", "\n", "\n\n", "(@a)", " x ", "July 9, 2016"]
)


@given(st.lists(PARTS, max_size=40))
def test_nothing_overlaps(parts: list[str]) -> None:
    text = "".join(parts)
    own = signatures(text, quotations(text))
    spans = sorted(span for one in own for span in (*one.source, *one.cue, *one.content))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.words(text).strip() for span in spans)


MANY = [
    "“a b c d” — ",
    "— A (@",
    "—",
    "“we a.”\n",
    "Oh. — A (@a) July 9, 2016\n\n",
    "-",
    " https://x",
    ". - ",
    "\n",
    " ",
]
MANY += ["“Stay at home.” — Ada Brun\n\n", "“We a.” "]


@pytest.mark.parametrize("piece", MANY)
def test_many_take_no_longer_than_their_number(piece: str) -> None:
    def signing(times: int) -> Callable[[], object]:
        text = "“We lost it all.”\n\n— Ada Brun\n\n“We did.”" + piece * times + "x"
        return partial(signatures, text, quotations(text))

    assert slowdown(signing(1_000), signing(10_000)) < 40
