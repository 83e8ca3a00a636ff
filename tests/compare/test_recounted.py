"""Which figures of an article changed from one version to the next."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.recounted import IN_PLACE, ONLY_ONE, SAME_WORDS, recounted
from sayso.types import Reading
from tests.compare.versioned import figure, read, texts

REST = " Rain fell on the lower town all day. The road to Korda stayed shut."


def told(text: str, *figures: tuple[Any, ...]) -> Reading:
    """A text with figures: words, low, high (-1: the same), and what else is told of each."""
    given = [(*f, -1)[:3] if len(f) < 3 else f for f in figures]
    return read(text, figures=[figure(text, f[0], f[1], f[2], **(f[3] if len(f) > 3 else {})) for f in given])


OLD = told(f"The hospital said 33 people had died.{REST}", ("33", 33))
INJURED = {"state": "injured"}

CASES = [
    ("the same", OLD, OLD, []),
    (
        "another number",
        OLD,
        told(f"The hospital said 29 people had died.{REST}", ("29", 29)),
        [("other number", "33", "29", IN_PLACE)],
    ),
    (
        "a bound",
        OLD,
        told(f"The hospital said at least 33 people had died.{REST}", ("at least 33", 33, None)),
        [("other number", "33", "at least 33", SAME_WORDS)],
    ),
    (
        "a range",
        OLD,
        told(f"The hospital said between 30 and 40 people had died.{REST}", ("between 30 and 40", 30, 40)),
        [("other number", "33", "between 30 and 40", IN_PLACE)],
    ),
    (
        "the number in words",
        told(f"The hospital said thirty-three people had died.{REST}", ("thirty-three", 33)),
        OLD,
        [],
    ),
    (
        "something else of another number",
        OLD,
        told(f"The hospital said 70 had been hurt.{REST}", ("70", 70, -1, {"state": "injured", "counted": "nurses"})),
        [("figure added", None, "70", None), ("figure removed", "33", None, None)],
    ),
    (
        "the same number of something else",
        OLD,
        told(f"The hospital said 33 people were injured.{REST}", ("33", 33, -1, INJURED)),
        [("counted otherwise", "33", "33", SAME_WORDS)],
    ),
    (
        "counted otherwise by the program alone",
        OLD,
        told("The hospital said 33 people had died. Snow fell on the lower town all day.", ("33", 33, -1, INJURED)),
        [],
    ),
    (
        "told elsewhere",
        OLD,
        told(f"{REST.strip()} Of the town's people, so the nurses told us at the gate, 33 are dead.", ("33", 33)),
        [],
    ),
    (
        "told elsewhere with another number",
        OLD,
        told(f"{REST.strip()} Of the town's people, so the nurses told us at the gate, 41 are dead.", ("41", 41)),
        [("other number", "33", "41", ONLY_ONE)],
    ),
    (
        "a number too far off to be of the same",
        OLD,
        told(f"{REST.strip()} In the whole war, the council reckons, 220,000 have been killed.", ("220,000", 220000)),
        [("figure added", None, "220,000", None), ("figure removed", "33", None, None)],
    ),
    (
        "added",
        OLD,
        told(f"{OLD.document.text} Seventy were hurt.", ("33", 33), ("Seventy", 70, -1, INJURED)),
        [("figure added", None, "Seventy", None)],
    ),
    (
        "two at once",
        told(f"The toll was 33 dead and 70 hurt.{REST}", ("33", 33), ("70", 70, -1, INJURED)),
        told(f"The toll was 29 dead and 75 hurt.{REST}", ("29", 29), ("75", 75, -1, INJURED)),
        [("other number", "33", "29", IN_PLACE), ("other number", "70", "75", IN_PLACE)],
    ),
]


@pytest.mark.parametrize(("old", "new", "changes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_figures_that_changed(old: Reading, new: Reading, changes: list[tuple[str, Any, Any, Any]]) -> None:
    found = []
    for one in recounted(old, new, texts(old, new)):
        sides = [
            None if at is None else reading.figures[at].span.words(reading.document.text)
            for at, reading in ((one.old, old), (one.new, new))
        ]
        found.append((one.change.value, *sides, one.why))
    assert found == changes


@pytest.mark.parametrize(("old", "new"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_the_other_way_round_the_same_figures_changed(old: Reading, new: Reading) -> None:
    back = {"figure added": "figure removed", "figure removed": "figure added"}
    there = sorted((one.change.value, one.old, one.new) for one in recounted(old, new, texts(old, new)) if one.why)
    here = sorted((one.change.value, one.new, one.old) for one in recounted(new, old, texts(new, old)) if one.why)
    assert there == here
    gone = sorted(back[o.change.value] for o in recounted(old, new, texts(old, new)) if not o.why)
    assert gone == sorted(o.change.value for o in recounted(new, old, texts(new, old)) if not o.why)
