"""Passages: which words of one text stand in another."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.passages import GRAM, fingerprint, passages, words

DAM = (
    "The dam above Vell gave way shortly after four in the morning, and the water reached the lower town within the "
    "hour. Firemen carried old people out of the first floors by ladder. Nobody could say how many were missing."
)
OTHER = (
    "A fund for the families was set up on Friday by the town council, which asked that gifts be sent to its own "
    "account and to no other. The mayor thanked all who had given so far."
)


def found(here: str, there: str) -> list[tuple[str, str]]:
    return [(p.here.words(here), p.there.words(there)) for p in passages(words(here), words(there))]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("“Don’t go,” he said.", ("dont", "go", "he", "said")),
        ("1,200 people; 2.5 km", ("1200", "people", "25", "km")),
        ("ÉTÉ Straße", ("été", "strasse")),
        ("", ()),
    ],
)
def test_words_are_compared_without_what_changes_first(text: str, forms: tuple[str, ...]) -> None:
    assert words(text).forms == forms


def test_the_same_text_is_one_passage() -> None:
    (only,) = passages(words(DAM), words(DAM))
    assert only.here == only.there == (0, len(DAM) - 1)  # all but the full stop
    assert only.equal == only.words == len(words(DAM).forms)


def test_a_cut_and_extended_copy() -> None:
    kept = DAM[: DAM.index(" Nobody")]
    assert found(DAM, f"{OTHER} {kept} {OTHER}") == [(kept[:-1], kept[:-1])]


def test_a_passage_goes_on_over_changed_words_and_lost_marks() -> None:
    changed = DAM.replace("shortly after", "soon after").replace(",", "").replace("old people", "the elderly")
    (only,) = passages(words(DAM), words(changed))
    assert only.here == (0, len(DAM) - 1)
    assert only.equal == only.words - 3 or only.equal == only.words - 2


def test_with_one_word_in_eight_changed_a_passage_is_found_to_its_ends_and_in_one_piece() -> None:
    forms = DAM.split()
    forms[3::8] = ["otherwise"] * len(forms[3::8])
    changed = " ".join(forms)
    (only,) = passages(words(f"{OTHER} {DAM}"), words(f"{changed} {OTHER.upper()[:20]}"))
    assert only.here == (len(OTHER) + 1, len(OTHER) + len(DAM))  # all but the full stop
    assert only.there == (0, len(changed) - 1)


def test_passages_that_would_meet_in_a_word_are_both_found() -> None:
    first, second, _ = DAM.split(". ")
    here = f"{second} the. {first} the."  # each goes on with a word that follows it there as well
    there = f"{first} the {second} the"
    assert len(found(here, there)) == 2


def test_sentences_in_another_order_are_passages_of_their_own() -> None:
    first, second, third = DAM.split(". ")
    turned = f"{second}. {first}. {third}"
    assert sorted(found(DAM, turned)) == sorted([(first, first), (second, second)])  # the third is seven words


@pytest.mark.parametrize("there", ["", OTHER, "The mayor said on Friday that he", "the the the the the the the the"])
def test_texts_that_share_nothing_but_set_phrases(there: str) -> None:
    assert passages(words(DAM), words(there)) == []


def test_a_text_full_of_one_phrase_takes_no_age() -> None:
    long = "he said that he was there and " * 3000
    assert passages(words(long), words(long))


@given(st.randoms(use_true_random=False), st.text(max_size=40))
def test_spans_slice_to_the_shared_words_and_never_overlap(rng: random.Random, noise: str) -> None:
    pieces = DAM.split(" ") + OTHER.split(" ") + noise.split()
    start = rng.randrange(len(pieces))
    here = " ".join(pieces[start:] + pieces[:start])
    there = " ".join(piece for piece in pieces if rng.random() < 0.9)
    result = passages(words(here), words(there))
    for passage in result:
        ours, theirs = words(passage.here.words(here)).forms, words(passage.there.words(there)).forms
        assert ours[0] == theirs[0]
        assert ours[-1] == theirs[-1]
        assert len(passage.here_at) == len(ours)
        assert len(passage.there_at) == len(theirs)
        assert 8 <= passage.equal <= min(len(ours), len(theirs))
    for side in ([p.here for p in result], [p.there for p in result]):
        ordered = sorted(side)
        assert all(a.end <= b.start for a, b in itertools.pairwise(ordered))


def test_a_fingerprint_is_a_sample_that_copies_share() -> None:
    long = [f"word{n}" for n in range(4000)]
    whole, part = set(fingerprint(long).tolist()), set(fingerprint(long[1000:3000]).tolist())
    assert part < whole
    assert 0.2 < len(whole) / (len(long) - GRAM + 1) < 0.3
    assert fingerprint(["too", "short"]).size == 0


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert fingerprint("a b c d e f g h i j k l m n o p".split()).tolist() == PINNED


PINNED = [-8590515992795177634, -6645425651338598575, 905722085744617492, 1242695258281968668]
