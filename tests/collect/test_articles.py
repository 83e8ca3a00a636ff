"""Articles: paragraphs, datelines, and limits."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import CollectError, articles
from sayso.collect.articles import article, paragraphed

LONG = "The dam above the town held through the night, the mayor of the river district said on Tuesday morning."


def test_the_dateline_is_the_records_or_the_texts() -> None:
    text = f"HALMERE — {LONG}"
    assert article(text, name="a").dateline == "HALMERE"
    assert article(text, name="a", dateline="VELL").dateline == "VELL"
    with pytest.raises(CollectError, match="empty"):
        article("", name="a")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{LONG}\n{LONG}", f"{LONG}\n\n{LONG}"),
        ("short lines\nwrapped by hand", "short lines\nwrapped by hand"),
        (f"{LONG}\nmore\n\n{LONG}", f"{LONG}\nmore\n\n{LONG}"),
    ],
)
def test_paragraphs(text: str, found: str) -> None:
    assert paragraphed(text) == found


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "LONGEST", 100)
    with pytest.raises(CollectError, match="split it"):
        article("a " * 100, name="a")


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    try:
        document = article(text, name=text, title=text, outlet=text)
    except CollectError:
        return
    assert unicodedata.is_normalized("NFC", document.text)
    assert document.text.strip()
    assert not document.title or "\n" not in document.title


def test_what_a_record_calls_a_title_is_kept_within_bounds() -> None:
    document = article(
        LONG, name="a", title="t" * 5_000_000, byline="b " * 9999, url="https://ferry.example/" + "x" * 3000
    )
    assert document.title == "t" * articles.LONGEST_LINE
    assert len(document.byline or "") <= articles.LONGEST_LINE
    assert len(document.url or "") > 3000  # an address cut short would be another's


def test_the_language_that_is_given_is_not_asked_again() -> None:
    assert article(LONG * 3, name="a", lang="fr").language == "fr"
    assert article(LONG * 3, name="a").language == "en"
