"""Attribution with the shipped model, on plain cases that any careful reader agrees on."""

import pytest

from sayso.read.attribution import attributions
from sayso.read.encoder import encoder

CASES = [
    ("Mayor Ilse Brandt said the bridge was safe.", "Mayor Ilse Brandt", "said", "the bridge was safe"),
    ("“The bridge is safe,” said Ilse Brandt.", "Ilse Brandt", "said", "“The bridge is safe,”"),
    ("According to the water board, 40 homes were lost.", "the water board", "According to", "40 homes were lost"),
    ("Officials warned that the river would rise again.", "Officials", "warned", "that the river would rise again"),
    ('"Nobody told us," Mr Tamm said.', "Mr Tamm", "said", '"Nobody told us,"'),
]


def found(text):
    engine = encoder()
    ((tokens, encoded),) = engine.encode_all([engine.tokenise(text)])
    return attributions(tokens, encoded)


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES)
def test_plain_cases(text, source, cue, content):
    (one,) = found(text)
    assert [s.words(text) for s in one.source] == [source]
    assert [s.words(text) for s in one.cue] == [cue]
    assert content.strip('“”",') in " ".join(s.words(text) for s in one.content)


def test_each_content_goes_to_its_own_speaker():
    text = "Ilse Brandt said the bridge was safe.\n\nBut Jon Tamm said the bridge would fall."
    said = [(a.source[0].words(text), a.content[0].words(text)) for a in found(text)]
    assert said == [("Ilse Brandt", "the bridge was safe"), ("Jon Tamm", "the bridge would fall")]


def test_no_attribution_in_plain_narration():
    assert found("The bridge fell at noon. It rained.") == []
    assert found("") == []
