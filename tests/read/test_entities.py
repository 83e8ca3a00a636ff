"""Entities with the shipped model, on plain cases."""

import itertools

import pytest

from sayso.read.encoder import encoder
from sayso.read.entities import KINDS, flags, mentions, trimmed
from sayso.types import Span


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ilse Brandt spoke in London on Tuesday.", "person", "Ilse Brandt"),
        ("Ilse Brandt spoke in London on Tuesday.", "place", "London"),
        # Rare given names are no people of their own, and firms keep their first word.
        ("Priya Nair said the water was safe.", "person", "Priya Nair"),
        ("Brandt Foods said the plant was safe.", "organisation", "Brandt Foods"),
        ("The United Nations sent a convoy.", "organisation", "United Nations"),
    ],
)
def test_names(text, kind, words):
    engine = encoder()
    ((tokens, encoded),) = engine.encode_all([engine.tokenise(text)])
    assert any(m.kind == kind and words in m.span.words(text) for m in mentions(text, tokens, encoded))


@pytest.mark.parametrize(
    ("text", "words", "kind", "kept"),
    [
        ("the city of Halmere", "the city of Halmere", "place", "Halmere"),
        ("town of Orlo the", "of Orlo the", "place", "Orlo"),
        ("(Northline) said", "(Northline", "organisation", "Northline"),
        ("the", "the", "organisation", ""),
        ("Halmere’s", "Halmere", "place", "Halmere"),
        ("the rebels", "the rebels", "organisation", "rebels"),
        ("eastern suburbs", "eastern suburbs", "place", ""),
        ("Mr. Tamm", "Mr. Tamm", "person", "Tamm"),
        ("Mr.", "Mr.", "person", ""),
        ("Foreign Minister Ilse Brandt", "Foreign Minister Ilse Brandt", "person", "Ilse Brandt"),
        ("the Minister for Harbours", "the Minister for Harbours", "person", "Minister for Harbours"),
        ("Jan Ki-moon left", "Jan Ki", "person", "Jan Ki-moon"),
        ("the Halmere-based board", "Halmere", "place", "Halmere"),
        ("late on Monday", "late on Monday", "time", "late on Monday"),
        ("Tesk Observatory said", "Tesk Observatory said", "organisation", "Tesk Observatory"),
        ("Port Said", "Port Said", "place", "Port Said"),
        ("Omar Said", "Omar Said", "person", "Omar Said"),
    ],
)
def test_loose_ends_are_trimmed(text, words, kind, kept):
    at = text.index(words)
    assert trimmed(text, Span(at, at + len(words)), kind).words(text) == kept


def test_flags_tell_how_words_are_written():
    text = "so Ilse A. NATO 5G 2b McX œuf Œuvre"
    tokens = encoder().tokenise(text)
    written = {text[a:b]: row[:3].tolist().index(1) for a, b, row in rows(text, tokens)}
    assert {"so": 0, "Ilse": 1, "A": 1, "NATO": 2, "McX": 1, "2b": 0, "œuf": 0, "Œuvre": 1}.items() <= written.items()


def rows(text, tokens):
    return zip(tokens.words.start.tolist(), tokens.words.end.tolist(), flags(text, tokens), strict=True)


def test_mentions_are_names_in_order_and_apart():
    text = "the mayor of Halmere, Ilse Brandt, met the United Nations and the rebels in Geneva on Monday. " * 3
    engine = encoder()
    ((tokens, encoded),) = engine.encode_all([engine.tokenise(text)])
    found = mentions(text, tokens, encoded)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(m.kind in KINDS for m in found)
    assert all(any(c.isupper() for c in m.span.words(text)) for m in found if m.kind in ("person", "place"))
