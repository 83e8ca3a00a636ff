"""Relayed words go to whoever said them."""

from __future__ import annotations

import pytest

from sayso.read import read
from sayso.read.attribution import Attribution
from sayso.read.relayed import relayed
from sayso.types import Span


def spans(text: str, *parts: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)


def told(text: str, source: list[str], cue: list[str], content: list[str]) -> tuple[list[str], list[str], list[str]]:
    one = Attribution(spans(text, *source), spans(text, *cue), spans(text, *content))
    (found,) = relayed(text, [one])
    who, how, what = ([span.words(text) for span in part] for part in found)
    return who, how, what


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "found"),
    [
        (
            "“We are ready,” Northline quoted the general as saying.",
            ["Northline"],
            ["quoted"],
            ["“We are ready,”", "the general as saying"],
            (["the general"], ["Northline quoted", "as saying"], ["“We are ready,”"]),
        ),
        (
            "“We go on,” the rebels said in a statement, according to Northline.",
            ["Northline"],
            ["according to"],
            ["“We go on,” the rebels said in a statement"],
            (["the rebels"], ["said in a statement", "according to"], ["“We go on,”"]),
        ),
        (
            "“We go on,” Brandt told supporters, Northline reported.",
            ["Northline"],
            ["reported"],
            ["“We go on,” Brandt told supporters"],
            (["Brandt"], ["told supporters", "reported"], ["“We go on,”"]),
        ),
        (
            "Northline quoted Ilse Brandt as saying that it held.",
            ["Northline"],
            ["quoted"],
            ["Ilse Brandt as saying that it held"],
            (["Ilse Brandt"], ["Northline quoted", "as saying"], ["that it held"]),
        ),
        (
            "Northline quoted Ilse Brandt as telling reporters that Iran had left.",
            ["Northline"],
            ["quoted"],
            ["Ilse Brandt as telling reporters that Iran had left"],
            (["Ilse Brandt"], ["Northline quoted", "as telling reporters"], ["that Iran had left"]),
        ),
        (
            "Brandt was quoted by Northline as saying that it held.",
            ["Northline"],
            ["was quoted by"],
            ["Brandt", "as saying that it held"],
            (["Brandt"], ["was quoted by Northline as saying"], ["that it held"]),
        ),
        (
            "Brandt was later quoted as saying it held.",
            [],
            ["was later quoted as saying"],
            ["Brandt", "it held"],
            (["Brandt"], ["was later quoted as saying"], ["it held"]),
        ),
        (
            "Two died, police said, Northline reports.",
            ["Northline"],
            ["reports"],
            ["Two died, police said"],
            (["police"], ["said", "reports"], ["Two died,"]),
        ),
        (
            "“We left,” Ilse Brandt said, according to Northline.",
            ["Northline"],
            ["according to"],
            ["“We left,” Ilse Brandt said"],
            (["Ilse Brandt"], ["said", "according to"], ["“We left,”"]),
        ),
    ],
)
def test_who_said_it(text: str, source: list[str], cue: list[str], content: list[str], found: object) -> None:
    assert told(text, source, cue, content) == found


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Northline quoted the law as it stands.", ["Northline"], ["quoted"], ["the law as it stands"]),
        ("Brandt said the general saw it as saying no.", ["Brandt"], ["said"], ["the general saw it as saying no"]),
        ("He cited the need for calm as warning enough.", ["He"], ["cited"], ["the need for calm as warning enough"]),
        ("It was late, no one said, reports Northline.", ["Northline"], ["reports"], ["It was late, no one said"]),
        ("Two died, Northline reports.", ["Northline"], ["reports"], ["Two died"]),
        ("Northline reports that two died, police said", ["Northline"], ["reports"], ["two died, police said"]),
        ("Brandt was quoted on it.", ["Brandt"], ["was quoted"], ["on it"]),
    ],
)
def test_what_stays(text: str, source: list[str], cue: list[str], content: list[str]) -> None:
    assert told(text, source, cue, content) == (source, cue, content)


def test_a_reading_names_who_said_it() -> None:
    text = "State media quoted Minister Li Tan as saying that the dam would hold."
    (said,) = read(text).statements
    assert said.source[0].words(text) == "Minister Li Tan"
    assert [span.words(text) for span in said.cue] == ["State media quoted", "as saying"]
