"""Furniture: what a page sets between its article's lines goes, what only looks like it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.furniture import is_furniture, without_furniture

SAID = "The mayor said the dam held."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "— ADVERTISEMENT —",
        "Story continues below advertisement",
        "READ MORE: Dam holds through the night",
        "Related | Five rescued from the Vell",
        "• Related: Police: five hurt in flood",
        "Watch – Mayor visits the dam",
        "Most read in world news",
        "More on this story:",
        "You may also like...",
        "DON’T MISS",
        "Filed under: Floods |",
        "Sign up for our newsletter and have the top headlines delivered to your inbox.",
        "Get the day’s top headlines in your inbox every morning.",
        "Follow Jo Tamm on Twitter @jotamm.",
        "Have a tip? Call the desk.",
        "Click here to read the original story.",
        "Comments",
        "Please enable Javascript to watch this video",
    ],
)
def test_what_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        SAID,
        "Watch: the minister resigned on Tuesday.",
        "More than 40 people died.",
        "More about the raid was not known on Tuesday, the army said, than that it had ended before dawn.",
        "Read the letter in full: the mayor wrote to the council that the dam was safe.",
        "Follow-up talks are planned.",
        "Health Ministry: Two people died",
        "Subscribers left the paper.",
        "Sign-ups for the newsletter rose by half, the paper said.",
        "- Sign up for the bundle now",
        "Related companies of the group were searched, police said.",
        "“Get out of here now,” she said.",
        "Advertisements for the drug were banned.",
        "Support our troops, the poster read.",
        # What somebody says, and sentences that only begin like a label.
        "“Join us now or die,” the rebel commander told residents by telephone.",
        "“Get the hostages out and get aid delivered now,” the mayor said.",
        "“Follow him on X,” the minister said.",
        "Find evidence on Facebook that soldiers killed 12 people, investigators were told.",
        "Get our people out of the city and have food delivered to them, the mayor begged.",
        "This site uses cookies to track dissidents, researchers said on Monday.",
        "More in sorrow than in anger, the mayor resigned.",
        "More about 40 people died",
        "More from the scene: police have arrested three men.",
        "Story continues below the fold, said the editor.",
    ],
)
def test_what_is_none(line: str) -> None:
    assert not is_furniture(line)


def test_the_headlines_under_a_label_go_with_it() -> None:
    lines = [SAID, "Related stories:", "- Dam holds", "", "• Five rescued", "- It stood, he said.", "- Wet", SAID]
    assert list(without_furniture(lines)) == [SAID, "- It stood, he said.", "- Wet", SAID]


@given(st.lists(st.text()))
def test_nothing_is_added_and_the_order_stays(lines: list[str]) -> None:
    kept = list(without_furniture(lines))
    rest = iter(lines)
    assert all(any(line == other for other in rest) for line in kept)
