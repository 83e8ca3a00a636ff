"""Scare quotes: what the narrator holds at a distance, what marks hold otherwise, and what holds for any text."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.quotations import quotations
from sayso.read.scare import scare_quotes
from sayso.read.sentences import sentences
from sayso.read.wordlists import wordlist
from sayso.types import Mention, Span

HELD = [
    ("The “moderate rebels” came back.", ["“moderate rebels”"]),
    ("They spread lies about the ‘slaughter’ there.", ["‘slaughter’"]),
    ('The "liberated" town was empty.', ['"liberated"']),
    ("It was “slaughter” and “massacres” there.", ["“slaughter”", "“massacres”"]),
    ("They gave ‘aid’ to the camp.", ["‘aid’"]),
    ("The crew sold its “advice” to the mill.", ["“advice”"]),
    ("“Experts” from the mill sank the barge.", ["“Experts”"]),
    ("A self-declared river “caliphate” held the weir.", ["“caliphate”"]),
    ("The board managed to “lose” the keys.", ["“lose”"]),
    ("The board, it was told at noon, had come with all its barges to the “rescue” of the mill.", ["“rescue”"]),
    ("She said it rained; the “rescue” went on.", ["“rescue”"]),
    ("The so-called “experts” told the mayor so.", ["“experts”"]),
    ("A “rescue crew” drilled; two rescuers hold.", []),
    ("A “rebel crew” drilled; two rebel crews hold.", ["“rebel crew”"]),
    ("The “Friends of the Weir” met.", []),
]
OTHERWISE = [
    "“We had no warning,” said the mayor.",
    "He called it “a disaster” at noon.",
    "She called the plan a “massacre” at noon.",
    "The board condemned the “aggression” at noon.",
    "The “massacre” was condemned at noon.",
    "The film “The Long Road” opens today.",
    "The film “liberation” opens today.",
    "Ilse “Red” Brandt won.",
    "Ilse “Freedom” Brandt won.",
    "She wrote: “never again”.",
    "She wrote: “freedom”.",
    "They read “one two three four five six” there.",
    "A novel dubbed “liberation” sold well.",
    "It was “slaughter",
    "They put it at “10 to 100 thousand” people.",
    "They killed “50 terrorists” there.",
    "They could “massacre anyone” soon.",
    "The crew was “deeply biased” there.",
    "She joined the “Orla” crew.",
    "Words listed were “aid,” “rescue” and others.",
    "It was “” there.",
    "She slammed the plan as “prejudiced” on Monday.",
    "They searched for terms such as “rescue” there.",
    "He clicked the “help” button.",
    "The dam by her own admission was a “mistake” there.",
    "It is one of the crews that the council classes as “moderate” there.",
    "Tamm reframes 'revolution'. She spoke of the ''long road'' ahead.",  # a headline
    "Of them 34% “strongly agree” with it.",
    "The answer of the crew, “liberation”, came late.",
    "It was full when “he left” the dam.",
    "They seek “freedom” or “justice” there.",
    "A “relief well” was drilled.",  # a term of art
    "The “static kill” began.",
    "It was charged with “criminal negligence” there.",
    "“Truce!” It rained.",
    "The “rebel crew” came; another rebel crew left.",  # what the text also says without marks
    "‘Freedom’ for all.\n\nIt “rained” there.",  # single marks beside double ones: a headline's
]


def held(text, attributed=(), mentions=(), sources=(), cues=()):
    found = scare_quotes(text, quotations(text), attributed, mentions, sentences(text), sources=sources, cues=cues)
    return [marker.span.words(text) for marker in found]


def span(text, words):
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(("text", "words"), HELD)
def test_held_at_a_distance(text, words):
    assert held(text) == words


@pytest.mark.parametrize("text", OTHERWISE)
def test_marks_that_hold_something_else(text):
    assert held(text) == []


def test_what_a_source_said_is_no_scare_quote():
    text = "In the mayor's eyes the “terrorists” had gone."
    assert held(text) == ["“terrorists”"]
    assert held(text, attributed=[span(text, "the “terrorists” had gone")]) == []


def test_a_word_near_a_cue_is_its_speakers():
    text = "The mayor fumed over the “terrorists” there."
    assert held(text) == ["“terrorists”"]
    assert held(text, cues=[span(text, "fumed")]) == []


def test_a_source_can_be_held_at_a_distance():
    text = "The “reporter” revealed it."
    assert held(text, sources=[span(text, "The “reporter”")], cues=[span(text, "revealed")]) == ["“reporter”"]


def test_a_word_that_only_a_source_says_unmarked_is_still_held_at_a_distance():
    text = "The “rebel crew” left. “The rebel crew saved us,” she said."
    content = Span(text.index("“The rebel"), text.index(" she said"))
    assert held(text, attributed=[content]) == ["“rebel crew”"]


def test_a_name_in_marks_is_no_scare_quote():
    text = "The “liberated Orla” sank."
    assert held(text) == ["“liberated Orla”"]
    assert held(text, mentions=[Mention("organisation", span(text, "Orla"))]) == []


def test_the_marks_of_tokenised_texts_are_no_single_ones():
    assert held("The army began the ``liberation'' of the town. A sign on the door was \"closed\" that day.")


@pytest.mark.parametrize(
    ("one", "other"), [("Halmere", "Tesk"), ("Orlo Tamm", "Ilse Brandt"), ("the Reds", "the Blues")]
)
def test_two_sides_are_marked_alike(one, other):
    text = "{0} sent its “experts” to {1}. There {1} lost the “liberated” mill to the “terrorists” of {0}."
    marks = held(text.format(one, other))
    assert marks == held(text.format(other, one)) == ["“experts”", "“liberated”", "“terrorists”"]


@pytest.mark.parametrize("make", ["The “a b” and «x y» then ", "The “rebel crew” left. ", "the “aid”, ‘b’, ", "say "])
def test_long_texts_take_no_longer_than_their_length(make):
    """A text of some 100,000 words and more in one paragraph."""
    text = make * 30_000
    found, bounds = quotations(text), sentences(text)
    started = process_time()
    scare_quotes(text, found, [], [], bounds)
    assert process_time() - started < 10


@pytest.mark.parametrize("key", ["claim", "speech"])
def test_every_entry_has_its_reason_and_no_word_is_listed_twice(key):
    words = [word for entry in wordlist("scare")[key] for word in entry["words"]]
    assert len(words) == len(set(words))
    assert all(word == word.lower() and " " not in word for word in words)
    assert all(entry["reason"] for entry in wordlist("scare")[key])


WORDS = st.sampled_from("said the “ ” \" ' ‘ ’ terrorists aid so-called experts Orla . , \n\n 5 é 🎉".split(" "))


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text(text):
    for marker in scare_quotes(text, quotations(text), [], [], sentences(text)):
        assert marker.span.words(text).strip()
        assert marker.why
