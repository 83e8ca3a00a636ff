"""Linking: what is counted between two runs, and who is near."""

import numpy as np
import pytest

from sayso.read.encoder import HEADS, SLICES, Encoded, encoder
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
    rows = features(s, [content], [[0]], [cue], "content_query", "cue_key")
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


def test_many_are_asked_at_once_as_each_alone():
    sources, cues = [run(0, 0, 1), run(0, 5, 6)], [run(1, 1, 2), run(1, 6, 7)]
    contents = [run(2, 2, 4), run(2, 7, 9)]
    tokens = encoder().tokenise(TEXT)
    logits = np.random.default_rng(3).normal(size=(len(tokens), HEADS)).astype(np.float32)
    s = scene(tokens, Encoded(logits, logits[:, 0]), [*sources, *cues, *contents])
    asking, offered = [*contents, contents[0]], [[0, 1], [1, 0], [1]]
    together = features(s, asking, offered, cues, "content_query", "cue_key")
    alone = [
        features(s, [one], [within], cues, "content_query", "cue_key")
        for one, within in zip(asking, offered, strict=True)
    ]
    np.testing.assert_allclose(together, np.concatenate(alone), rtol=1e-6)
    assert [len(rows) for rows in alone] == [3, 3, 2]  # a row for each candidate, and one for none
    chances = np.exp(together[:3, 16])
    assert 0 < chances[:2].sum() < 1


def test_the_candidate_that_the_words_point_at_gets_the_vote():
    cues, content = [run(1, 1, 2), run(1, 6, 7)], run(2, 7, 9)
    tokens = encoder().tokenise(TEXT)
    logits = np.zeros((len(tokens), HEADS), np.float32)
    logits[7:9, SLICES["content_query"]] = logits[1, SLICES["cue_key"]] = 1
    s = scene(tokens, Encoded(logits, np.zeros(len(tokens), np.float32)), [*cues, content])
    near_first, far = features(s, [content], [[1, 0]], cues, "content_query", "cue_key")[:2]
    assert far[16] > near_first[16] + 5
    assert (near_first[13], far[13]) == (1, 0)


def test_nobody_in_reach_is_nobody():
    s = blank(TEXT, [run(2, 2, 4), run(2, 7, 9)])
    assert choose(s, s.contents, s.cues, "content_query", "cue_key") == [(None, 0.0), (None, 0.0)]
    assert choose(s, [], s.cues, "content_query", "cue_key") == []


def test_who_has_nobody_in_reach_stands_in_nobodys_way():
    s = blank(TEXT, [run(1, 1, 2), run(2, 2, 4)])
    far = run(2, 900, 901)
    (nobody, _), (somebody, sure) = choose(s, [far, s.contents[0]], s.cues, "content_query", "cue_key")
    assert nobody is None
    assert (somebody, sure) == choose(s, s.contents, s.cues, "content_query", "cue_key")[0]
    assert sure < 0
