"""Mirror: exchange two names, and who said what, in which words, with what wording and figures, stays the same."""

from __future__ import annotations

import random
import re

import pytest

import sayso
from benchmarks.mirror import differences, pairs
from sayso.demo import coverage
from sayso.read.names import names

FRAMES = (
    "A spokesman for {} said on Monday that at least 12 people had been killed near the bridge.",
    "The so-called “safe zone” was shelled by {}, according to two residents who fled.",
    "{} denied it. “We hit no hospital,” an official from {} told reporters, adding that dozens were still trapped.",
    "On Sunday {} accused its enemies of using “starvation” as a weapon, a claim that could not be verified.",
)
# The same for both of any two names, whatever they are. What kind of thing a name names is told by its own words too.
BLIND = {"statements", "markers", "figures"}


@pytest.mark.parametrize("kind", list(pairs()))
@pytest.mark.parametrize("frame", FRAMES)
def test_names_of_a_kind_are_read_alike(frame: str, kind: str) -> None:
    for one, other in pairs()[kind]:
        first, second = (frame.replace("{}", f"\ue000{name}\ue001") for name in (one, other))
        assert not BLIND & set(differences(first, second)), (one, other)


def test_a_difference_is_seen() -> None:
    assert "statements" in differences("The mayor of \ue000Halmere\ue001 left.", "\ue000Tesk\ue001 said she had left.")


def test_exchanging_two_names_of_the_demo_changes_nothing_else() -> None:
    draw, count = random.Random(5), 0
    with coverage() as folder:
        texts = [document.text for path in sorted(folder.rglob("*.html*")) for document in sayso.collect(path)]
    for text in texts:
        found = sorted({span.words(text) for span in names(text)})
        # Names that stand in no other, so that to exchange them is to exchange words.
        found = [name for name in found if not any(name != other and name in other for other in found)]
        if len(found) < 2:
            continue
        one, other = draw.sample(found, 2)
        pattern = re.compile(rf"(?<!\w)(?:{re.escape(one)}|{re.escape(other)})(?!\w)")
        same = pattern.sub(lambda match: f"\ue000{match[0]}\ue001", text)
        turned = pattern.sub(lambda m, a=one, b=other: f"\ue000{b if m[0] == a else a}\ue001", text)
        assert not {"statements", "markers"} & set(differences(same, turned)), (one, other, text[:60])
        count += 1
    assert count > 10
