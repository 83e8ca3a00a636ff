"""Parts of a whole, vague words and changes, as figures keep them."""

import pytest

from sayso.read.figures import find_figures
from sayso.read.sentences import sentences
from sayso.types import Figure


def figures(text: str) -> list[tuple[str, Figure]]:
    return [(f.span.words(text), f) for f in find_figures(text, sentences(text))]


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("82 people, including 31 children and 4 medics, were killed.", [None, 0, 0]),
        ("Two of the 40 hostages were freed.", [1, None]),
        ("12 people, three of them medics, died.", [None, 0]),
        ("Seven civilians including a child and a woman were killed and 13 others were injured.", [None, 0, None]),
        ("It killed 44 civilians including 11 women nine children and one worker.", [None, 0, 0, 0]),
        ("At least 29 rebels and 3 civilians were killed.", [None, None]),
        ("It killed 12 civilians, including children, in two districts.", [None, None]),
        ("3 people, including 12 children, were killed.", [None, None]),  # no part is larger than its whole
        ("5 trucks came. 82 people, including 31 children, were killed.", [None, None, 1]),
    ],
)
def test_wholes(text: str, wholes: list[int | None]) -> None:
    assert [f.whole for _, f in figures(text)] == wholes


def test_a_part_takes_the_state_of_its_whole() -> None:
    assert [f.state for _, f in figures("34 people were killed, 6 of them women.")] == ["killed", "killed"]
    assert [f.state for _, f in figures("Four people were shot and two of them died.")][1] == "killed"


@pytest.mark.parametrize(
    ("text", "vague", "scale"),
    [
        ("Dozens were killed.", "dozens", 1),
        ("Tens of thousands of people fled.", "tens", 1000),
        ("Several hundred people fled.", "several", 100),
        ("At least dozens were killed.", "dozens", 1),
        ("Two dozen people fled.", None, 1),
        ("Between dozens and hundreds of people fled.", None, 1),
    ],
)
def test_vague_words(text: str, vague: str | None, scale: float) -> None:
    assert [(f.vague, f.scale) for _, f in figures(text)] == [(vague, scale)]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("The toll rose by 12 to 82.", [True, False]),
        ("Casualties rose from 27 to 63.", [True, False]),
        ("The toll rose to 82.", [False]),
    ],
)
def test_changes(text: str, changes: list[bool]) -> None:
    assert [f.change for _, f in figures(text)] == changes


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Forces captured several hilltops and 12 fighters.", ["detained"]),
        ("49 fighters were killed and wounded.", ["killed or injured"]),
        ("They killed and wounded hundreds of civilians.", ["killed or injured"]),
        ("The militants took 900 civilians hostage.", ["abducted"]),
        ("300,000 people are under siege.", ["besieged"]),
        ("Among the dead were a nurse and two boys.", ["killed", "killed"]),
        ("Casualties rose to 63.", ["killed or injured"]),
    ],
)
def test_states(text: str, states: list[str | None]) -> None:
    assert [f.state for _, f in figures(text) if f.low] == states
