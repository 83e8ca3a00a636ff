"""Tokens and windows: offsets are exact, every piece is kept once and seen with its context."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.encoder import encoder
from sayso.read.tokens import NAME, QUOTED, SEP, SHAPES, capitals, tokenise, windows
from sayso.types import normalise

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300).map(normalise)


def pieces(text):
    tokens = tokenise(text, encoder().tokenizer)
    return tokens, [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]


def test_pieces_are_slices_of_the_text():
    tokens, words = pieces("Zoë Brânză said 3,000 left.\n\nNobody stayed…")
    assert words[0] == "Zoë Brânză"
    words[0] = "ZoëBrânză"
    assert "".join(words) == "ZoëBrânzăsaid3,000left.Nobodystayed…"
    assert (tokens.ids == SEP).sum() == 2


@pytest.mark.parametrize(
    ("text", "word", "shape"),
    [
        ("He left", "left", 0),
        ("He left", "He", 1),
        ("the UN said", "UN", 1),
        ("he WILL go", "he", 0),
        ("he “left” it", "left", QUOTED),
        ("he “Left” it", "Left", QUOTED + 1),
        ('"we go", he said', "go", QUOTED),
        ('"we go", he said', "said", 0),
    ],
)
def test_shapes(text, word, shape):
    tokens, words = pieces(text)
    assert tokens.shape[words.index(word)] == shape


def test_every_name_is_the_same_to_the_encoder():
    one, _ = pieces("On Monday Ilse Brandt of the UN told waiting neighbours “Tamm” so.")
    other, _ = pieces("On Monday Q. X. Zed of the Harbour Workers told waiting neighbours “O'Neill” so.")
    assert one.ids.tolist() == other.ids.tolist()
    assert one.shape.tolist() == other.shape.tolist()
    assert (one.ids == NAME).sum() == 3


def test_the_words_of_a_name_stand_beside_it():
    tokens, words = pieces("Ilse Brandt said so.")
    w = tokens.words
    assert ["Ilse Brandt said so."[a:b] for a, b in zip(w.start, w.end, strict=True)][:3] == ["Ilse", "Brandt", "said"]
    assert w.piece.tolist()[:3] == [0, 0, 1]
    assert words[0] == "Ilse Brandt"


@given(TEXTS)
def test_tokens_of_any_text(text):
    tokens, _ = pieces(text)
    w = tokens.words
    assert len(w.start) == len(w.end) == len(w.head) == len(w.tail) == len(w.piece)
    assert (np.diff(w.piece) >= 0).all()
    assert ((w.piece >= 0) & (w.piece < max(1, len(tokens)))).all()
    n = len(text)
    assert (tokens.start >= 0).all()
    assert (tokens.end <= n).all()
    assert (tokens.start <= tokens.end).all()
    assert (np.diff(tokens.start) >= 0).all()
    assert ((tokens.shape >= 0) & (tokens.shape < SHAPES)).all()


@given(TEXTS)
def test_capitals_are_upper_case(text):
    assert capitals(text).tolist() == [character.isupper() for character in text]


def test_emoji_and_astral_characters_count_as_one():
    text = "🎉 Mira said 🏳️‍🌈 “no” 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ok"
    _, words = pieces(text)
    assert "Mira" in words
    assert "ok" in words


@given(st.integers(0, 3000), st.integers(60, 320), st.integers(0, 25), st.integers(0, 20))
def test_windows_keep_every_piece_once(length, size, context, offset):
    plan = windows(length, size, context, offset)
    kept = [i for w in plan for i in range(w.keep_start, w.keep_end)]
    assert kept == list(range(length))
    for w in plan:
        assert w.end - w.start <= size - 1
        assert w.start == 0 or w.keep_start - w.start >= context
        assert w.end == length or w.end - w.keep_end >= context


def test_a_short_text_is_one_window():
    assert [tuple(w) for w in windows(100)] == [(0, 100, 0, 100)]
    assert windows(0) == []
