"""Linking: what is counted between two runs, and who is near."""

import numpy as np
import pytest

from sayso.read.encoder import HEADS, Encoded, encoder
from sayso.read.linking import FEATURES, NEAREST, choose, features, near, scene
from sayso.read.tagging import Run
from sayso.types import Span

TEXT = "Orla said it held. Tam said it broke.\n\nNobody came."


def blank(text, runs):
    tokens = encoder().tokenise(text)
    silent = Encoded(np.zeros((len(tokens), HEADS), np.float32), np.zeros(len(tokens), np.float32))
    return scene(tokens, silent, runs)


def run(label, first, last):
    return Run(label, Span(first, last), first, last, 0.0)


def test_counts_between():
    cue, content = run(1, 1, 2), run(2, 7, 9)  # "said" ... "it broke" with a stop and Tam between
    s = blank(TEXT, [run(0, 0, 1), cue, run(0, 5, 6), run(1, 6, 7), content])
    rows = features(s, content, [cue], "content_query", "cue_key")
    assert rows.shape == (2, FEATURES)
    words, touching, _, after, breaks, stops, sources, cues, contents = rows[0][:9].tolist()
    assert words == pytest.approx(np.log1p(5))
    assert (touching, after, breaks, stops, sources, cues, contents) == (0, 0, 0, 1, 1, 1, 0)


def test_only_the_nearest_are_weighed():
    candidates = [run(1, i, i + 1) for i in range(0, 100, 2)]
    close = near(run(2, 51, 52), candidates)
    assert len(close) == NEAREST
    assert {25, 26} <= set(close[:2])
    assert near(run(2, 900, 901), candidates) == []


def test_nobody_in_reach_is_nobody():
    s = blank(TEXT, [run(2, 2, 4)])
    assert choose(s, s.contents[0], s.cues, "content_query", "cue_key") == (None, 0.0)
