"""What became of each sentence of a text in a later version of it."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.revisions import Alignment, Extent, How, aligned

A = "The dam above Vell gave way on Tuesday."
B = "Mayor Ilse Brandt said 33 people had died."
C = "Firemen carried old people out by ladder all morning."
D = "Nobody had warned the lower town."
BLANK_B = "Mayor Ilse Brandt  said 33 people had died."
EDITED_B = "Mayor Ilse Brandt said 29 people had died."
NEW = "The minister will visit the valley next week."


def told(old: str, new: str) -> list[str]:
    """Each passage that is not unchanged: "edited: words before -> words after"."""
    found = aligned(old, new)
    lines = []
    for p in found.passages:
        if p.how is How.UNCHANGED and not p.moved:
            continue
        before, after = found.old_span(p.at), found.new_span(p.there)
        sides = [s.words(t) if s else "" for s, t in ((before, old), (after, new))]
        lines.append(f"{'moved ' if p.moved else ''}{p.how}: {sides[0]} -> {sides[1]}")
    return lines


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (f"{A} {B}", f"{A} {B}", []),
        (f"{A} {B} {C}", f"{A} {EDITED_B} {C}", [f"edited: {B} -> {EDITED_B}"]),
        (f"{A} {B}", f"{A} {NEW} {B}", [f"added:  -> {NEW}"]),
        (f"{A} {B} {C}", f"{A} {C}", [f"removed: {B} -> "]),
        (f"{A} {B} {C} {D}", f"{C} {A} {B} {D}", [f"moved unchanged: {C} -> {C}"]),
        (f"{A}\n\n{B} {C} {D}", f"{B} {C} {D}\n\n{A}", [f"moved unchanged: {A} -> {A}"]),
        (
            f"{A} {B} {C} {D}",
            f"{A} {C} {D} {EDITED_B}",
            [f"moved edited: {B} -> {EDITED_B}"],
        ),
        (f"{A} {B}", f"{A}  {B}", []),  # blanks between sentences are no sentence's
        (f"{A} {B}", f"{A} {BLANK_B}", [f"white space: {B} -> {BLANK_B}"]),
        (f"{A} {B}", f"{A} {B.replace('people', 'People')}", [f"punctuation: {B} -> {B.replace('people', 'People')}"]),
        (f"{A} {D}", f"{A} “{D}”", [f"punctuation: {D} -> “{D}”"]),
        # one sentence became two, and two became one
        (
            "The army said it had taken the hill, and the council said that this was untrue.",
            "The army said it had taken the hill. The council said that this was untrue.",
            [
                "edited: The army said it had taken the hill, and the council said that this was untrue. -> "
                "The army said it had taken the hill. The council said that this was untrue."
            ],
        ),
        (
            f"{A} Mr. Hale of the U.N. office agreed. {B}",
            f"{A} Mr. Hale of the U.N. office left. {B}",
            ["edited: Mr. Hale of the U.N. office agreed. -> Mr. Hale of the U.N. office left."],
        ),
        ("", A, [f"added:  -> {A}"]),
        (A, "", [f"removed: {A} -> "]),
        (
            "大坝于星期二决堤。三十三人死亡。",
            "大坝于星期二决堤。二十九人死亡。",
            ["edited: 三十三人死亡。 -> 二十九人死亡。"],
        ),
        (
            "انهار السد يوم الثلاثاء. مات ثلاثون شخصا في المدينة.",
            "انهار السد يوم الثلاثاء. مات عشرون شخصا في المدينة.",
            ["edited: مات ثلاثون شخصا في المدينة. -> مات عشرون شخصا في المدينة."],
        ),
    ],
)
def test_what_became_of_each_sentence(old: str, new: str, lines: list[str]) -> None:
    assert told(old, new) == lines


@pytest.mark.parametrize(
    ("old", "new", "extent"),
    [
        (A, A, Extent.SAME),
        (f"{A} {B}", f"{A}\n\n{B}", Extent.SPACING),
        (f"{A} {B}", f"{A} {B.replace(' ', '  ')}", Extent.SPACING),
        (f"{A} {B}", f"{A.upper()} {B}", Extent.PUNCTUATION),
        (f"{A} {B}", f"{A} {EDITED_B}", Extent.EDITED),
        (f"{A} {B} {C}", f"{C} {A} {B}", Extent.EDITED),
        (f"{A} {B}", "Rain fell on empty stands while both teams waited for their coach.", Extent.ANOTHER),
        (A, "", Extent.ANOTHER),
        ("", "", Extent.SAME),
    ],
)
def test_the_text_as_a_whole(old: str, new: str, extent: Extent) -> None:
    assert aligned(old, new).extent is extent


def test_how_much_stayed() -> None:
    found = aligned(f"{A} {B}", f"{A} {EDITED_B} {NEW}")
    assert found.shares == (15 / 16, 15 / 24)
    assert aligned("", A).shares == (0.0, 0.0)


def test_agency_copy_that_was_rewritten_keeps_what_was_kept() -> None:
    copy = " ".join(f"Sentence {n} of the agency tells of thing {n * 7} and of nothing else." for n in range(20))
    own = " ".join(f"Our reporter {n} walked along street {n * 3} with people who had lost houses." for n in range(40))
    found = aligned(copy, f"{own} {copy[: len(copy) // 4]}")
    assert found.extent is Extent.EDITED
    assert 0.2 < found.shares[0] < 0.4


SENTENCES = st.lists(st.sampled_from([A, B, C, D, EDITED_B, NEW, "He left.", "No.", "***", "word " * 500]), max_size=8)


def checked(found: Alignment) -> None:
    """Every token stands in one passage of its side, and what is kept is the same."""
    for side, ranges in ((found.old, [p.at for p in found.passages]), (found.new, [p.there for p in found.passages])):
        assert sorted(at for r in ranges for at in r) == list(range(len(side.forms)))
    for at, there in enumerate(found.to_new):
        if there >= 0:
            assert found.old.forms[at] == found.new.forms[there]
            assert found.to_old[there] == at
    assert found.kept <= min(len(found.old.forms), len(found.new.forms))


@given(SENTENCES, SENTENCES)
def test_no_word_is_lost_or_told_twice(old: list[str], new: list[str]) -> None:
    checked(aligned(" ".join(old), "\n\n".join(new)))


@given(st.text(), st.text())
def test_any_text_can_be_aligned(old: str, new: str) -> None:
    checked(aligned(old, new))


@given(SENTENCES, SENTENCES)
def test_the_other_way_round_as_much_is_kept(old: list[str], new: list[str]) -> None:
    one, other = aligned(" ".join(old), " ".join(new)), aligned(" ".join(new), " ".join(old))
    assert abs(one.kept - other.kept) <= max(2, 0.2 * max(one.kept, other.kept))


def test_a_long_text_takes_no_longer_by_the_word() -> None:
    dice = random.Random(1)
    vocabulary = ["".join(dice.choice("abcdefghij") for _ in range(dice.randint(2, 9))) for _ in range(5000)]

    def text(words: int) -> list[list[str]]:
        return [[dice.choice(vocabulary) for _ in range(20)] for _ in range(words // 20)]

    def took(words: int) -> float:
        old = text(words)
        new = [[*line] for line in old]
        for at in range(0, len(new), 7):
            new[at][3] = "changed"
        for at in range(0, len(new), 50):
            new.insert(dice.randrange(len(new)), new.pop(at))
        texts = [" ".join(" ".join(line).capitalize() + "." for line in side) for side in (old, new)]
        began = time.process_time()
        assert aligned(*texts).shares[0] > 0.95
        return time.process_time() - began

    assert took(40_000) < 20 * took(5_000) + 0.5  # eight times the words; sixty-four times if it were their product


@pytest.mark.parametrize("words", ["word " * 20_000, "a, " * 20_000, "。" * 5_000, "x" * 50_000])
def test_texts_without_sentences_end(words: str) -> None:
    found = aligned(words, words + " more")
    assert found.shares[0] > 0.9 or not found.kept
