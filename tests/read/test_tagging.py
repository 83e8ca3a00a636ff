"""Tagging: runs begin at a beginning, stop at paragraph breaks, and slice to whole words."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.encoder import encoder
from sayso.read.tagging import runs
from sayso.read.tokens import SEP, tokenise

TEXT = "Mayor Ilse Brandt said the bridge held.\n\nShe left."


def tokens_of(text):
    return tokenise(text, encoder().tokenizer)


def scores_for(tokens, wanted):
    """Scores that prefer the tags in `wanted` {word's number: tag} and outside elsewhere."""
    scores = np.zeros((len(tokens), 7), np.float32)
    scores[:, 0] = 1
    begins = np.flatnonzero(tokens.first)
    for word, tag in wanted.items():
        scores[begins[word], tag] = 5
    return scores


def words_of(text, wanted):
    tokens = tokens_of(text)
    return [(run.label, run.span.words(text)) for run in runs(tokens, scores_for(tokens, wanted))]


def test_begin_and_inside_make_a_run():
    assert words_of(TEXT, {0: 1, 1: 2, 2: 3}) == [(0, "Mayor Ilse Brandt"), (1, "said")]


def test_two_begins_make_two_runs():
    assert words_of(TEXT, {0: 1, 1: 1}) == [(0, "Mayor"), (0, "Ilse Brandt")]


def test_inside_without_a_beginning_is_given_one():
    found = words_of(TEXT, {3: 6, 4: 6, 5: 6})
    assert [label for label, _ in found] == [2]
    assert found[0][1].endswith("the bridge held") or found[0][1].endswith("bridge held")


def test_no_run_crosses_a_paragraph():
    tokens = tokens_of(TEXT)
    scores = np.zeros((len(tokens), 7), np.float32)
    scores[:, 6] = 9
    scores[:, 5] = 1
    found = runs(tokens, scores)
    assert [run.span.words(TEXT) for run in found] == ["Mayor Ilse Brandt said the bridge held.", "She left."]


def test_a_contraction_is_cut_before_its_apostrophe():
    text = "They’ve said so; ‘ve said’ nobody."
    found = words_of(text, {0: 1, 2: 3, 3: 4})
    assert found == [(0, "They"), (1, "’ve said")]


def test_leaning_finds_more():
    tokens = tokens_of(TEXT)
    scores = scores_for(tokens, {0: 1, 2: 3})
    scores[np.flatnonzero(tokens.first)[1:], 0] = 5.5
    assert [run.label for run in runs(tokens, scores)] == [0]
    assert [run.label for run in runs(tokens, scores, (0.0, 1.0, 0.0))] == [0, 1]
    assert runs(tokens, scores)[0].sure < 0


def test_nothing_in_nothing():
    assert runs(tokens_of(""), np.zeros((0, 7), np.float32)) == []


@given(st.integers(0, 2**32 - 1))
def test_any_scores_give_ordered_runs_of_whole_words(seed):
    tokens = tokens_of(TEXT)
    scores = np.random.default_rng(seed).normal(0, 3, (len(tokens), 7)).astype(np.float32)
    found = runs(tokens, scores)
    for before, after in itertools.pairwise(found):
        assert before.span.end <= after.span.start
    for run in found:
        assert tokens.first[run.first]
        assert run.last == len(tokens) or tokens.first[run.last]
        assert SEP not in tokens.ids[run.first : run.last]


def test_decoding_is_the_best_allowed_path():
    """Against brute force over all allowed tag sequences of a short paragraph."""
    from itertools import product

    from sayso.read.tagging import _best_path, log_softmax

    def allowed(path):
        return all(t % 2 or t == 0 or (i and path[i - 1] in (t, t - 1)) for i, t in enumerate(path))

    def best(part):
        return max((p for p in product(range(5), repeat=4) if allowed(p)), key=lambda p: sum(part[range(4), p]))

    rng = np.random.default_rng(7)
    for _ in range(20):
        scores = log_softmax(rng.normal(0, 2, (11, 5)).astype(np.float32))
        breaks = np.isin(np.arange(11), [0, 5, 6])
        assert tuple(_best_path(scores, breaks)) == (0, *best(scores[1:5]), 0, 0, *best(scores[7:]))
