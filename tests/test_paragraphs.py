"""Paragraphs: what blank lines separate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "most", "words"),
    [
        ("One.\n\nTwo.", None, ["One.", "Two."]),
        ("\n \n One,\nwrapped. \n\t\n\n Two.\n", None, ["One,\nwrapped.", "Two."]),
        ("One.\n\nTwo.\n\nThree.", 2, ["One.", "Two."]),
        ("One.", 3, ["One."]),
        (" \n\n ", None, []),
        ("", None, []),
    ],
)
def test_blank_lines_part_them(text: str, most: int | None, words: list[str]) -> None:
    assert [span.words(text) for span in paragraphs(text, most)] == words


@given(st.text("ab \n"))
def test_every_word_is_in_one(text: str) -> None:
    found = paragraphs(text)
    assert [word for span in found for word in span.words(text).split()] == text.split()
    assert found == sorted(found)
    assert all(span.words(text) == span.words(text).strip() for span in found)
