"""Words and marks of a text, and where two rows of them differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.wording import edits, tokens


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("", []),
        ("At least 1,200 died.", ["At", "least", "1,200", "died", "."]),
        ("“Don’t,” she said", ["“", "Don’t", ",", "”", "she", "said"]),
        ("up 3.5% to $2", ["up", "3.5", "%", "to", "$", "2"]),
        ("日本語の記事", ["日", "本", "語", "の", "記", "事"]),
        ("قال المتحدث", ["قال", "المتحدث"]),
        ("BBC中文", ["BBC", "中", "文"]),
    ],
)
def test_tokens(text: str, forms: list[str]) -> None:
    assert list(tokens(text).forms) == forms


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Don’t", "don't", True),
        ("1,000", "1000", True),
        ("1.5", "15", False),
        ("1,5", "15", False),
        ("THE", "the", True),
        ("33", "29", False),
        ("“", ",", True),  # marks are no words
        ("%", ",", False),
    ],
)
def test_what_counts_as_the_same_word(one: str, other: str, same: bool) -> None:
    assert (tokens(one).words == tokens(other).words) is same


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a b c", "a b c", []),
        ("33 people had died", "29 people had died", [("33", "29")]),
        ("people had died", "people had allegedly died", [("", "allegedly")]),
        ("it was, he said, over", "it was he said over", [(",", ""), (",", "")]),
        # what stands between two changes is too little to tell them apart
        (
            "the mayor of lower Vell",
            "a minister of upper Korda",
            [("the mayor of lower Vell", "a minister of upper Korda")],
        ),
        ("the mayor of Vell spoke", "a minister of Korda spoke", [("the mayor", "a minister"), ("Vell", "Korda")]),
        ("33 men and 12 boys", "29 men and 14 boys", [("33", "29"), ("12", "14")]),
        ("", "new words", [("", "new words")]),
        ("old words", "", [("old words", "")]),
    ],
)
def test_edits(old: str, new: str, told: list[tuple[str, str]]) -> None:
    one, other = list(tokens(old).forms), list(tokens(new).forms)
    found = [
        (" ".join(one[e.old.start : e.old.stop]), " ".join(other[e.new.start : e.new.stop])) for e in edits(one, other)
    ]
    assert found == told


WORDS = st.lists(st.sampled_from("the of , 33 people said army council".split()), max_size=20)


@given(WORDS, WORDS)
def test_what_stands_between_edits_is_the_same(old: list[str], new: list[str]) -> None:
    at = there = 0
    for edit in edits(old, new):
        assert edit.old or edit.new
        assert old[at : edit.old.start] == new[there : edit.new.start]
        at, there = edit.old.stop, edit.new.stop
    assert old[at:] == new[there:]


@given(WORDS, WORDS)
def test_places_may_be_shifted(old: list[str], new: list[str]) -> None:
    plain, moved = edits(old, new), edits(old, new, 7, 11)
    assert [(e.old.start + 7, e.new.stop + 11) for e in plain] == [(e.old.start, e.new.stop) for e in moved]


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    found = tokens(text)
    assert "".join(found.forms) == "".join(text[a:b] for a, b in zip(found.starts, found.ends, strict=True))
    assert "".join(found.forms) == "".join(c for c in text if not c.isspace())
