"""Markers: each kind by cases that any careful reader agrees on, what is none of them, and what holds for any text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.markers import KINDS, find_markers, scare_quotes
from sayso.read.quotations import quotations
from sayso.read.sentences import sentences
from sayso.read.wordlists import wordlist
from sayso.types import Mention, Span

FOUND = [
    ("hedge", "The dam may have failed overnight.", "may have"),
    ("hedge", "Engineers might be late.", "might be"),
    ("hedge", "It was perhaps the largest flood yet.", "perhaps"),
    ("hedge", "The pilot was reportedly alone.", "reportedly"),
    ("hedge", "The wall appears to have given way.", "appears to"),
    ("hedge", "Four men are believed to be inside.", "are believed to"),
    ("hedge", "It was not immediately clear who fired.", "not immediately clear"),
    ("hedge", "A second breach cannot be ruled out.", "cannot be ruled out"),
    ("doubt", "The alleged breach was small.", "alleged"),
    ("doubt", "The so-called liberators left.", "so-called"),
    ("doubt", "The council claimed that nobody was hurt.", "claimed"),
    ("doubt", "It was said without any evidence.", "without any evidence"),
    ("doubt", "The figure was grossly exaggerated.", "grossly exaggerated"),
    ("endorsement", "The letter revealed that the gate was open.", "revealed"),
    ("endorsement", "The board admitted that it knew.", "admitted"),
    ("endorsement", "She pointed out that it rained.", "pointed out"),
    ("endorsement", "The simple fact is that the dam broke.", "The simple fact is"),
    ("access", "The report could not be independently verified.", "could not be independently verified"),
    ("access", "The nurse, who asked not to be named, wept.", "asked not to be named"),
    ("access", "Reached by telephone, he said no.", "Reached by telephone"),
    ("access", "An officer spoke on condition of anonymity.", "spoke on condition of anonymity"),
    ("access", "The army did not immediately respond to requests.", "did not immediately respond to requests"),
    ("inference", "It is hard to see why they would stay.", "It is hard to see why"),
    ("inference", "Surely the gates were open.", "Surely"),
    ("inference", "This suggests that the gate was old.", "This suggests"),
    ("inference", "That seems highly unlikely.", "seems highly unlikely"),
    ("prediction", "The river is expected to rise.", "is expected to"),
    ("prediction", "The town will never recover.", "will never recover"),
    ("hedge", "Some of them seem to agree.", "seem to"),
    ("hedge", "There is a possibility that it leaks.", "There is a possibility"),
    ("doubt", "He spoke of what he called progress.", "what he called"),
    ("doubt", "The supposed repair failed.", "supposed"),
    ("doubt", "They wrongly accused the crew.", "wrongly accused"),
    ("doubt", "It came under the pretext of repair.", "under the pretext of"),
    ("endorsement", "The board has finally admitted defeat.", "finally admitted"),
    ("endorsement", "The claim proved to be right.", "proved to"),
    ("endorsement", "She knew that it leaked.", "knew"),
    ("access", "The diver told us by phone.", "told us by phone"),
    ("access", "The crew could not be reached.", "could not be reached"),
    ("access", "A witness said it roared.", "witness said"),
    ("inference", "It’s hard to see why they would stay.", "It’s hard to see why"),
    ("inference", "They must have known.", "must have known"),
    ("inference", "All of this suggests neglect.", "All of this suggests"),
    ("prediction", "The river will continue to rise.", "will continue to"),
    ("prediction", "The wall is bound to fall.", "is bound to"),
    ("prediction", "Engineers warned that the wall would fall.", "warned"),
    ("prediction", "The repair would probably take years.", "would probably"),
]
NONE = [
    ("hedge", "They met on 5 May 2019 and again in May."),
    ("hedge", "The might of the river was plain."),
    ("hedge", "He appeared in court."),
    ("doubt", "The blast claimed the lives of three people."),
    ("hedge", "May is wet here."),
    ("hedge", "Theresa May spoke."),
    ("hedge", "They sang “Maybe Tomorrow” again."),
    ("doubt", "There is no doubt about it."),
    ("endorsement", "An hourlong show that aired on Thursday drew few."),
    ("endorsement", "If it is confirmed, they will go."),
    ("inference", "She spoke clearly."),
    ("prediction", "The council will meet on Tuesday."),
    ("access", "The two ministers spoke by phone with each other."),
    ("doubt", "She filed an insurance claim."),
    ("doubt", "He was supposed to call."),
    ("endorsement", "Ten were admitted to hospital."),
    ("endorsement", "It could not be confirmed."),
    ("inference", "She was given the keys."),
    ("inference", "The tower could be seen clearly."),
    ("prediction", "He acted of his own free will."),
    ("access", "The town has no access to clean water."),
]


def marked(text):
    return find_markers(text, quotations(text), sentences(text))


@pytest.mark.parametrize(("kind", "text", "words"), FOUND)
def test_found(kind, text, words):
    assert words in [m.span.words(text) for m in marked(text) if m.kind == kind]


@pytest.mark.parametrize(("kind", "text"), NONE)
def test_not_found(kind, text):
    assert [m.span.words(text) for m in marked(text) if m.kind == kind] == []


@pytest.mark.parametrize("text", ["It’s hard to see why.", "It's hard to see why."])
def test_both_apostrophes(text):
    assert any(m.kind == "inference" for m in marked(text))


def test_the_longest_of_a_kind_stands():
    text = "The figure was grossly exaggerated."
    assert [m.span.words(text) for m in marked(text)] == ["grossly exaggerated"]


def test_no_marker_crosses_a_sentence():
    text = "The report could not. Be independently verified."
    assert all("." not in m.span.words(text) for m in marked(text))


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_has_its_reason_and_can_match(kind):
    """Each pattern matches the plainest text written from it, so that none is dead."""
    for entry in wordlist(f"markers/{kind}")["marker"]:
        assert entry["reason"]
        for pattern in entry["patterns"]:
            words = [t.strip("[]?").split("|")[0].rstrip("*~") for t in pattern.split() if t.strip("[") != "..."]
            text = f"Xyz {' '.join(words)} xyz."
            assert any(m.kind == kind for m in marked(text)), pattern


SCARE = [
    ("The “moderate rebels” came back.", ["“moderate rebels”"]),
    ("They spread lies about the ‘slaughter’ there.", ["‘slaughter’"]),
    ('The "liberated" town was empty.', ['"liberated"']),
    ("“We had no warning,” said the mayor.", []),
    ("He called it “a disaster” at noon.", []),
    ("The film “The Long Road” opens today.", []),
    ("Ilse “Red” Brandt won.", []),
    ("She wrote: “never again”.", []),
    ("They read “one two three four five six” there.", []),
    ("A novel dubbed “the river” sold well.", []),
    ("It was “never closed", []),
    ("They put it at “10 to 100 thousand” people.", []),
    ("They could “blow it up” soon.", []),
    ("She joined the “Orla” crew.", []),
    ("Words listed were “dam,” “gate” and others.", []),
    ("It was “slaughter” and “massacres” there.", ["“slaughter”", "“massacres”"]),
    ("It was “” there.", []),
]


@pytest.mark.parametrize(("text", "words"), SCARE)
def test_scare_quotes(text, words):
    assert [m.span.words(text) for m in scare_quotes(text, quotations(text), [], [])] == words


def test_what_a_source_said_is_no_scare_quote():
    text = "The mayor said the “terrorists” had gone."
    content = Span(text.index("the “"), len(text) - 1)
    assert scare_quotes(text, quotations(text), [content], []) == ()


def test_a_name_in_marks_is_no_scare_quote():
    text = "The barge “Orla” sank."
    at = text.index("Orla")
    assert scare_quotes(text, quotations(text), [], [Mention("organisation", Span(at, at + 4))]) == ()


WORDS = st.sampled_from(
    "may be could not “ ” \" ' claimed that It’s hard to see why . , \n\n so-called 5 the é 🎉".split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text(text):
    for kind in KINDS:
        spans = [m.span for m in marked(text) if m.kind == kind]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    for marker in (*marked(text), *scare_quotes(text, quotations(text), [], [])):
        assert marker.span.words(text).strip()
        assert marker.why
