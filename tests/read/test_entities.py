"""Entities with the shipped model, on plain cases."""

import pytest

from sayso.read.encoder import encoder
from sayso.read.entities import mentions


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ilse Brandt spoke in London on Tuesday.", "person", "Ilse Brandt"),
        ("Ilse Brandt spoke in London on Tuesday.", "place", "London"),
        ("The United Nations sent a convoy.", "organisation", "United Nations"),
    ],
)
def test_names(text, kind, words):
    engine = encoder()
    ((tokens, encoded),) = engine.encode_all([engine.tokenise(text)])
    assert any(m.kind == kind and words in m.span.words(text) for m in mentions(tokens, encoded))
