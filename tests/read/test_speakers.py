"""Speakers: which of the names in a source is the one that speaks."""

from __future__ import annotations

import pytest

from sayso.read.speakers import speaker, with_field
from sayso.types import Mention, Span


def mention(text: str, name: str, kind: str = "person") -> Mention:
    return Mention(kind, Span(text.index(name), text.index(name) + len(name)))


@pytest.mark.parametrize(
    ("source", "names", "who"),
    [
        ("Rosa Lund", ["Rosa Lund"], "Rosa Lund"),
        ("A spokesman for Rosa Lund", ["Rosa Lund"], None),
        ("Lund’s campaign", ["Lund"], None),
        ("The mayor of Vell, Rosa Lund,", ["Rosa Lund"], "Rosa Lund"),
        ("Tamm’s attorney, Rosa Lund,", ["Tamm", "Rosa Lund"], "Rosa Lund"),
        ("Counsel for the Tamms, Rosa Lund,", ["Tamms", "Rosa Lund"], "Rosa Lund"),
        ("Orlow’s President Rosa Lund", ["Rosa Lund"], "Rosa Lund"),
        ("Tamm’s older sister Rosa Lund", ["Tamm", "Rosa Lund"], "Rosa Lund"),
        ("Tamm’s aide to President Rosa Lund", ["Tamm", "Rosa Lund"], None),
        ("An aide to President Rosa Lund", ["Rosa Lund"], None),
        ("Relatives of the mayor, Rosa Lund,", ["Rosa Lund"], None),
        ("A neighbour of the mayor, Rosa Lund,", ["Rosa Lund"], None),
        ("The office of the mayor, Rosa Lund,", ["Rosa Lund"], None),
        ("Senator Rosa Lund, a Republican,", ["Rosa Lund", "Republican"], "Rosa Lund"),
        ("Rosa Lund, who runs Veltrix,", ["Rosa Lund", "Veltrix"], "Rosa Lund"),
        ("Alpha Corp. (NASDAQ: ALPH)", ["Alpha Corp", "NASDAQ"], "Alpha Corp"),
        ("Rosa Lund and Jon Tamm", ["Rosa Lund", "Jon Tamm"], None),
        ("West Vell Police", ["Police"], "West Vell Police"),
    ],
)
def test_who_speaks(source: str, names: list[str], who: str | None) -> None:
    found = speaker(source, Span(0, len(source)), [mention(source, name) for name in names])
    assert (found.span.words(source) if found else None) == who


def test_a_firm_in_apposition_is_not_its_spokeswoman() -> None:
    source = "A spokeswoman for the firm, Veltrix,"
    assert speaker(source, Span(0, len(source)), [mention(source, "Veltrix", "organisation")]) is None


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("the Office of the Ombudsman said no", "Office", "Office of the Ombudsman"),
        ("the Ministry of Health and Care said no", "Ministry", "Ministry of Health and Care"),
        ("the Veltrix Group of Vell said no", "Veltrix Group", "Veltrix Group"),
        ("the Office said no", "Office", "Office"),
    ],
)
def test_a_body_and_what_it_is_of(text: str, name: str, whole: str) -> None:
    assert with_field(text, mention(text, name, "organisation")).span.words(text) == whole


def test_a_party_does_not_swallow_its_leader() -> None:
    text = "the Labour Party of Rosa Lund said no"
    party = mention(text, "Labour Party", "organisation")
    assert with_field(text, party, [mention(text, "Rosa Lund")]) == party
