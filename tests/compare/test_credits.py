"""Credits, and which outlet a name means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.credits import credits_of
from sayso.compare.outlets import Outlets, keys, same
from sayso.ledger import Article


def article(text: str, byline: str | None = None, dateline: str | None = None) -> Article:
    return Article(1, "id", "name", None, None, None, byline, dateline, None, None, True, text, (), ())


@pytest.mark.parametrize(
    ("text", "byline", "dateline", "found"),
    [
        ("VELL (Northline) - The dam gave way.", None, None, [("Northline", "dateline")]),
        ("VELL, March 4 (Red Star News) — The dam gave way.", None, None, [("Red Star News", "dateline")]),
        ("VELL — The dam gave way.", None, None, []),
        ("The dam (built in 1962) gave way.", None, None, []),
        ("The dam gave way.", None, "VELL (Northline)", [("Northline", "dateline")]),
        ("The dam gave way.", "By Ada Lind, Northline", None, [("Northline", "byline")]),
        ("The dam gave way.", "Ada Lind for the Post", None, [("the Post", "byline")]),
        ("The dam gave way.", "Ada Lind", None, []),
        ("It gave way.\n\n© 2019 Northline. All rights reserved.", None, None, [("Northline", "foot")]),
        ("It gave way.\n\nThe Northline contributed to this report.", None, None, [("The Northline", "foot")]),
        ("It gave way. Source: Northline", None, None, [("Northline", "foot")]),
        ("He said so. (Northline)", None, None, [("Northline", "foot")]),
        ("VELL (Northline) - It gave way. Source: Northline", None, None, [("Northline", "dateline")]),
    ],
)
def test_credits(text: str, byline: str | None, dateline: str | None, found: list[tuple[str, str]]) -> None:
    assert [(credit.name, credit.form) for credit in credits_of(article(text, byline, dateline))] == found
    for credit in credits_of(article(text, byline, dateline)):
        if credit.span:
            assert credit.span.words(text) == credit.name


@given(st.text(), st.text(), st.text())
def test_any_article_has_credits_or_none(text: str, byline: str, dateline: str) -> None:
    for credit in credits_of(article(text, byline, dateline)):
        assert credit.name


LEDGER = Outlets(["Northline", "bbq.co.example", "The Ferry Post", "Radio Tesk", "Marenian Arab News Agency"])


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("the Northline news agency", "Northline"),
        ("Northline’s", "Northline"),
        ("Ferry Post", "The Ferry Post"),
        ("FERRY POST newspaper", "The Ferry Post"),
        ("MANA", "Marenian Arab News Agency"),
        ("Radio", None),
        ("the ministry", None),
        ("", None),
        ("of the", None),
    ],
)
def test_the_outlet_that_is_meant(words: str, outlet: str | None) -> None:
    assert LEDGER.named(words) == outlet


def test_two_that_fit_are_none() -> None:
    assert Outlets(["Tesk News", "Tesk Radio"]).named("Tesk") is None


def test_addresses_are_names() -> None:
    assert same("www.northline.com", "Northline")
    assert not same("Northline", "Southline")
    assert keys("https://www.the-post.org/")[0] == "thepost" or "post" in keys("https://www.the-post.org/")
