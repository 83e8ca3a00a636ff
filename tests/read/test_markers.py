"""Markers: each kind by cases that any careful reader agrees on, what is none of them, and what holds for any text."""

import itertools
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.markers import KINDS, find_markers
from sayso.read.quotations import quotations
from sayso.read.sentences import sentences
from sayso.read.wordlists import wordlist

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
    ("hedge", "The crew seemed not to mind.", "seemed not to"),
    ("hedge", "There are reports that it leaks.", "There are reports"),
    ("hedge", "Some say that it leaks.", "Some say"),
    ("hedge", "Nine people are feared dead.", "are feared dead"),
    ("doubt", "The man claimed his crew had left.", "claimed"),
    ("doubt", "It is a dubious claim.", "dubious claim"),
    ("doubt", "The letter purported to be his.", "purported to"),
    ("doubt", "He fabricated nothing but a fabricated tale.", "fabricated"),
    ("endorsement", "As the judge pointed out, it rained.", "As the judge pointed out"),
    ("endorsement", "Auditors found that it leaked.", "found that"),
    ("endorsement", "The mayor confirmed the breach.", "confirmed"),
    ("access", "There was no way to verify the report.", "no way to verify"),
    ("access", "“It leaks,” she said by phone from Halmere.", "said by phone"),
    ("access", "A nurse told the paper by telephone.", "told the paper by telephone"),
    ("access", "She spoke from a cellar, speaking via Skype.", "speaking via Skype"),
    ("access", "He wrote in an email.", "wrote in an email"),
    ("access", "The guard gave only his first name.", "gave only his first name"),
    ("access", "Her name has been withheld.", "name has been withheld"),
    ("access", "Eyewitnesses heard it.", "Eyewitnesses"),
    ("access", "The town is off limits to journalists.", "off limits to"),
    ("access", "Reporters were on a government-organised tour.", "government-organised tour"),
    ("access", "A group using a network of activists counted.", "using a network of activists"),
    ("access", "It was seen by this newspaper.", "seen by this newspaper"),
    ("access", "Videos posted online showed it.", "Videos posted"),
    ("inference", "The only logical explanation is rust.", "The only logical explanation"),
    ("inference", "There is no other explanation.", "There is no other explanation"),
    ("inference", "No wonder they left.", "No wonder"),
    ("prediction", "It isn't likely to hold.", "isn't likely to"),
    ("prediction", "It is going to be worse.", "is going to be"),
    ("prediction", "They are about to leave.", "are about to"),
    ("prediction", "It is inevitable that it falls.", "inevitable that"),
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
    ("access", "His job was on the line."),
    ("access", "Eyewitness News has more."),
    ("access", "Send us tips by text message."),
    ("access", "They have spoken by phone 20 times."),
    ("access", "The crew did not respond to the drug."),
    ("access", "Photographs posted for sale were fake."),
    ("access", "The audience is difficult to reach."),
    ("access", "The bay is off limits to fishing."),
    ("access", "The girl, identified by family, was nine."),
    ("doubt", "A crew claimed responsibility for it."),
    ("doubt", "He's supposed to be here."),
    ("doubt", "I give him the benefit of the doubt."),
    ("doubt", "It was a propaganda victory."),
    ("doubt", "Red smears stayed on the wall."),
    ("doubt", "Damage claims with the firm are late."),
    ("endorsement", "They sent it with a note that it was late."),
    ("endorsement", "God knows they earned it."),
    ("endorsement", "It quickly revealed itself."),
    ("endorsement", "It confirmed my faith in bridges."),
    ("hedge", "The report does not appear on the list."),
    ("hedge", "I never would've suspected him."),
    ("inference", "I haven't given that any thought."),
    ("prediction", "He was duty bound to answer."),
    ("prediction", "He will remain in custody."),
    ("prediction", "I am going to have lunch."),
    ("prediction", "I didn't expect the news."),
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


@pytest.mark.parametrize("kind", KINDS)
def test_no_pattern_is_listed_twice(kind):
    patterns = [pattern for entry in wordlist(f"markers/{kind}")["marker"] for pattern in entry["patterns"]]
    assert len(patterns) == len(set(patterns))


@pytest.mark.parametrize(
    ("one", "other"), [("Halmere", "Tesk"), ("Orlo Tamm", "Ilse Brandt"), ("the Reds", "the Blues")]
)
def test_two_sides_are_marked_alike(one, other):
    text = "{0} claimed that {1} may have fired. {1} admitted it. The so-called “{0} plan” is bound to fail."
    marks = [(m.kind, m.span.words(text)) for text in (text.format(one, other),) for m in marked(text)]
    swapped = [(m.kind, m.span.words(text)) for text in (text.format(other, one),) for m in marked(text)]
    assert marks == swapped
    assert len(marks) == 5


@pytest.mark.parametrize("make", ["may have been not ", "The “a b” and «x y» then ", "‘a’ “b”, ", "claim "])
def test_long_texts_take_no_longer_than_their_length(make):
    """A text of some 200,000 words in one paragraph."""
    text = make * 20_000
    found, bounds = quotations(text), sentences(text)
    started = process_time()
    find_markers(text, found, bounds)
    assert process_time() - started < 10


WORDS = st.sampled_from(
    "may be could not “ ” \" ' claimed that It’s hard to see why . , \n\n so-called 5 the é 🎉".split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text(text):
    for kind in KINDS:
        spans = [m.span for m in marked(text) if m.kind == kind]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    for marker in marked(text):
        assert marker.span.words(text).strip()
        assert marker.why
