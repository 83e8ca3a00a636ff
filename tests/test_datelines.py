"""Datelines: with a dash, or with a colon that the text bears out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.datelines import dateline, led
from tests.pace import slowdown

LONG = "The dam above the town held through the night, the mayor of the river district said on Tuesday morning."
THERE = "Nobody was hurt in Halmere, where schools stayed shut."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HALMERE, Marenia (Northline) — At least 12 people died.", "HALMERE, Marenia (Northline)"),
        ("Halmere (Northline)  – The army left.", "Halmere (Northline)"),
        ("WEST HALMERE, Mar. — The army left.", "WEST HALMERE, Mar."),
        ("THE VELL (Northline) — The army left.", "THE VELL (Northline)"),
        ("The army — all of it — left.", None),
        ("The army left.", None),
        (f"Dam holds\n\nHALMERE — {LONG}", "HALMERE"),
        (f"Dam holds\n\nBy H. Wynn\n\nHalmere (Northline) - {LONG}", "Halmere (Northline)"),
        (f"{LONG}\n\n{LONG}\n\n{LONG}\n\nHALMERE — too late to be one", None),
        (f"UPDATE, 8 p.m. — {LONG}", None),
        ("", None),
    ],
)
def test_with_a_dash(text: str, words: str | None) -> None:
    assert dateline(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"HALMERE: {LONG}\n\n{THERE}", "HALMERE"),
        (f"Halmere: {LONG}\n\n{THERE}", "Halmere"),
        (f"WEST HALMERE, June 3 (Northline): {LONG}", "WEST HALMERE, June 3 (Northline)"),
        (f"Halmere, 3 June: {LONG}", "Halmere, 3 June"),
        (f"HALMERE (Northline): {LONG}", "HALMERE (Northline)"),
        (f"By our correspondent\n\nHALMERE: {LONG}\n\n{THERE}", "HALMERE"),
        (f"Halmere, Jun 3 (Northline) {LONG}", "Halmere, Jun 3 (Northline)"),
        (f"VELL, June 3. /NORTHLINE/. {LONG}", "VELL, June 3. /NORTHLINE/."),
        (f"Halmere, the capital (it is one) {LONG}", None),
        (f"HALMERE: {LONG}", None),  # it may be one, but nothing bears it out
        (f"Brandt: {LONG}\n\nBrandt left Halmere at noon.", None),
        (f"HALMERE: Dam holds\n\n{THERE}", None),  # a headline: Halmere may be who says so
        (f"HALMERE: We held it all night long.\n\nTESK: You did.\n\n{THERE}", None),  # a talk
        (f"Swine flu: {LONG}\n\nTwo people died from swine flu.", None),
        (f"UPDATE, June 3: {LONG}", None),
        (f"HALMERE: We did not do it and never would, at all.\n\n{THERE}", None),
        (f"Ana Lopez (D-Texas): {LONG}", None),
        (f"Ana Lopez (mayor): {LONG}", None),
        (f"Thursday, June 3: {LONG}", None),
        ("Updated June 3, 4: 30 p.m. and again in the evening, when it was over.", None),
        (f"MAHA: {LONG}\n\nDoctors at MAHA waited.", None),  # an organisation keeps its capitals
    ],
)
def test_without_a_dash(text: str, words: str | None) -> None:
    assert dateline(text) == words


def test_capitals_that_stand_nowhere_else_may_be_one() -> None:
    found = led(f"HALMERE: {LONG}")
    assert found is not None
    assert (found.place, found.sure) == ("HALMERE", False)
    assert found.span == (0, len("HALMERE: "))
    assert led(f"MAHA: {LONG}") is None  # too short: organisations have such names
    assert led(f"HALMERE: {LONG}\n\nHalmere held.") is None


@given(st.text(alphabet="HALM halm:.-—()\n,1", max_size=120))
def test_any_text_has_a_dateline_or_none(text: str) -> None:
    words = dateline(text)
    assert words is None or words
    found = led(text)
    assert found is None or text[found.span.start : found.span.end].startswith(found.words)


@pytest.mark.parametrize("part", ["A", "A ", "A: ", "Halmere, ", "in A ", "\n\nA: b c d e f g.", "(a) "])
def test_a_long_text_takes_its_time_in_proportion(part: str) -> None:
    once, ten_times = ("HALMERE: " + part * (size // len(part)) + " held all night." for size in (10**4, 10**5))
    assert slowdown(lambda: dateline(once), lambda: dateline(ten_times)) < 30
