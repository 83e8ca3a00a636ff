"""Turns: who speaks in a transcript."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read import read
from sayso.read.turns import turns
from sayso.types import Kind
from tests.pace import slowdown


def told(text: str) -> list[tuple[str, list[str]]]:
    return [(one.source[0].words(text), [span.words(text) for span in one.content]) for one in turns(text)]


TALK = """The dam: a talk

MARA DELGADO, HOST: Good evening. What did you know?

MAYOR RITA COLE (D): That it leaked.

Nobody told the county.

(CROSSTALK)

DELGADO: And the company -- COLE: It never came.

Follow us."""


def test_a_transcript() -> None:
    assert told(TALK) == [
        ("MARA DELGADO, HOST", ["Good evening. What did you know?"]),
        ("MAYOR RITA COLE (D)", ["That it leaked.", "Nobody told the county."]),
        ("DELGADO", ["And the company --"]),
        ("COLE", ["It never came."]),
    ]


def test_who_have_one_name() -> None:
    text = "SEN. COLE: I saw it.\n\nREP. COLE: Did you?\n\nSEN. COLE: Yes, I did. COLE: No."
    assert [label for label, _ in told(text)] == ["SEN. COLE", "REP. COLE", "SEN. COLE"]


@pytest.mark.parametrize(
    "between",
    [
        "The army killed 40 men, monitors said.\n\nThe dam was built by Acme.",
        "On the company",
        "RELATED: More on the dam.",
        "THE FACTS: Nobody knew.",
    ],
)
def test_what_is_nobodys_turn(between: str) -> None:
    text = (
        f"A talk.\n\nCOLE: It leaked.\n\nOYE: Who says so?\n\nCOLE: I do.\n\n{between}\n\nOYE: We heard.\n\nCOLE: Bye."
    )
    assert [words for _, words in told(text)] == [["It leaked."], ["Who says so?"], ["I do."], ["We heard."], ["Bye."]]


def test_a_briefing() -> None:
    text = (
        "THE PRESIDENT: We have a deal.\n\nNobody thought we would.\n\nQ    Sir, how long will it last?\n\n"
        "THE PRESIDENT: Long.\n\nQ And who pays?\n\nTHE PRESIDENT: They do.\n\nEND"
    )
    assert told(text) == [
        ("THE PRESIDENT", ["We have a deal.", "Nobody thought we would."]),
        ("Q", ["Sir, how long will it last?"]),
        ("THE PRESIDENT", ["Long."]),
        ("Q", ["And who pays?"]),
        ("THE PRESIDENT", ["They do."]),
    ]
    asked = turns(text)[1]
    assert asked.cue == ()  # nothing stands there but the letter
    (statement,) = [one for one in read(text).statements if one.source == asked.source]
    assert (statement.kind, statement.cue) == (Kind.DIRECT, ())


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_questions_and_answers_with_full_stops(gap: str) -> None:
    text = gap.join(["Q. Did you see him?", "A. Yes.", "Q. Where?", "A. “By the door.”"])
    assert told(text) == [("Q", ["Did you see him?"]), ("A", ["Yes."]), ("Q", ["Where?"]), ("A", ["“By the door.”"])]
    assert told(text.replace("Q. ", "")) == []  # the first points of lists
    assert told(text.replace("A. ", "A ")) == []


@pytest.mark.parametrize("asker", ["AFP", "Reporter", "Question"])
def test_a_question_and_its_answer(asker: str) -> None:
    text = f"It rained.\n\n{asker}: Was the mayor told?\n\nKang Min-ho: Brandt was told. She left.\n\nIt ended late."
    assert told(text) == [(asker, ["Was the mayor told?"]), ("Kang Min-ho", ["Brandt was told. She left."])]
    assert told(text.replace("?", ".")) == []
    assert told(text.replace(asker, "UPDATE")) == []


def test_a_speech_goes_on() -> None:
    more = "The dam held.\n\nPeople told me that it would.\n\nIt did."
    text = f"A talk.\n\nCOLE: I knew.\n\n{more}\n\nOYE: Who did?\n\nCOLE: We.\n\nOYE: Yes?\n\nCOLE: Yes."
    assert told(text)[0] == ("COLE", ["I knew.", *more.split("\n\n")])
    late = "\n\n".join(["It rained."] * 12)
    assert told(f"{late}\n\n{text}")[0] == ("COLE", ["I knew."])


def test_an_exchange_within_an_article() -> None:
    before = "\n\n".join(["It rained."] * 9)
    text = f"{before}\n\nTAPPER: Why?\n\nOKONJO: Who asks?\n\nTAPPER: I do.\n\nThe dam held.\n\n{before}"
    assert told(text) == [("TAPPER", ["Why?"]), ("OKONJO", ["Who asks?"]), ("TAPPER", ["I do."])]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Q: Who?\nA: The crew.\nQ: When?\nA: At four.", ["Q", "A", "Q", "A"]),
        ("Q: Who?\n\nTHE PRESIDENT: We did.\n\nQ: When?", ["Q", "THE PRESIDENT", "Q"]),
        ('"WALLACE: Why?\n\n"PENCE: Well.\n\n"WALLACE: So?"', ["WALLACE", "PENCE", "WALLACE"]),
        (
            "THE COURT: Do you?\n\nTHE DEFENDANT: I.\n\nTHE COURT: Sit.\n\nTHE DEFENDANT: So.",
            ["THE COURT", "THE DEFENDANT"] * 2,
        ),
        (
            "Mark Pike: Did you?\n\nSir John Holt: I did.\n\nMark Pike: And?\n\nSir John Holt: I left.",
            ["Mark Pike", "Sir John Holt"] * 2,
        ),
        (
            "Moderator: Did you?\n\nThe Halmere: I did.\n\nModerator: And?\n\nThe Halmere: We left.",
            ["Moderator", "The Halmere"] * 2,
        ),
        ("BROWN: Why?\n\nCOLE: So.\n\nQ: Now?\n\nBROWN: Go on.", ["BROWN", "COLE", "Q", "BROWN"]),
        (
            "Ada Brun: Did you see it?\n\nPeter Oye: I did.\n\nAda Brun: And you left?\n\nPeter Oye: Not I.",
            ["Ada Brun", "Peter Oye", "Ada Brun", "Peter Oye"],
        ),
    ],
)
def test_labels(text: str, labels: list[str]) -> None:
    assert [label for label, _ in told(text)] == labels


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ELMWOOD: Police shot two.\n\nHALMERE: The dam held, a mayor said.\n\nELMWOOD: Rain.\n\nDUMA: Forty died.",
        "CHICAGO BULLS: Cole out.\n\nHALMERE KINGS: Oye in.\n\nCHICAGO BULLS: We won.\n\nHALMERE KINGS: Brun out.",
        "MAYOR: I won.\n\nGOVERNOR: You lost?\n\nSENATOR: My, my.",
        "TRUMP: “We have dams.”\n\nTHE FACTS: Who has?\n\nTHE FACTS: You do.",
        "DEAR ABBY: My son is rude.\n\nDEAR MOM: Is he?\n\nDEAR ABBY: I am sad.",
        "THE VERY LONG NAME OF COLE: I do.\n\nOYE: Do you?\n\nOYE: Yes.",
        "Elmwood: We saw a half.\n\nHalmere: You saw it.\n\nElmwood: We did.\n\nHalmere: No.",
        "Ada Brun: Did you?\n\nPeter Oye: I did.\n\nAda Brun: Well?",
        "Ada Brun: Dull.\n\nPeter Oye: Long.\n\nAda Brun: Who knew?\n\nPeter Oye: Good.\n\nAda Brun: Red.",
        "UPDATE: It rained.\n\nWATCH: The dam.\n\nUPDATE: It held.\n\nRELATED: Rain.",
        "COLE: We knew.\n\nIt rained.",
        "COLE: We knew.\n\nCOLE: We left.\n\nCOLE: We rest.",
        "Where: the dam\n\nWhen: noon\n\nWhere: the hall\n\nWhen: one",
        "Clinton: 547.\n\nSanders: 46.\n\nClinton: 12.\n\nSanders: 3.",
        "Palm Bay (1-0): Oye 2 goals.\n\nViera (4-0): Brun 1 goal.\n\nPalm Bay (2-0): Haas.\n\nViera (3-1): Cole.",
        "Ada Brun: Did you see it?\n\nPeter Oye: I did.",
    ],
)
def test_no_talk(text: str) -> None:
    assert told(text) == []


def test_a_reading_quotes_each() -> None:
    spoken = [s for s in read(TALK).statements if s.source]
    assert [(s.kind, s.source[0].words(TALK)) for s in spoken] == [
        (Kind.DIRECT, "MARA DELGADO, HOST"),
        (Kind.DIRECT, "MAYOR RITA COLE (D)"),
        (Kind.DIRECT, "DELGADO"),
        (Kind.DIRECT, "COLE"),
    ]
    assert [s.actor for s in spoken] == [0, 1, 0, 1]


PARTS = st.sampled_from(["COLE", "Q", "A", "Mara Oye", ": ", ":", " ", "\n", "\n\n", "(x)", "we go?", ".", "“", ", X"])


@given(st.lists(PARTS, max_size=60))
def test_nothing_overlaps(parts: list[str]) -> None:
    text = "".join(parts)
    spans = [span for one in turns(text) for span in (*one.source, *one.cue, *one.content)]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.words(text).strip() for span in spans)


MANY = ["COLE: x\nOYE: y\n\n", "A: ", "A" * 40 + " ", "Mara Oye: you\n\n", "Q: x\n", "COLE: Why? OYE: So.\n\n"]


@pytest.mark.parametrize("piece", MANY)
def test_many_take_no_longer_than_their_number(piece: str) -> None:
    assert slowdown(partial(turns, piece * 1_000), partial(turns, piece * 10_000)) < 40
