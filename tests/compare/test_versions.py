"""What stood at an address, and what changed between any two versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.compare.revisions import Extent
from sayso.compare.versions import History, Revision, address, between, history, listed
from sayso.ledger import Ledger
from sayso.types import Document, Kind, Reading
from tests.compare.versioned import Told, figure, read

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
URL = "https://courier.example/1"
REST = " Rain fell on the lower town. The road to Korda stayed shut all day."
FIRST = f"Officials said 33 people had died.{REST}"
SECOND = f"The hospital said 29 people had perhaps died.{REST}"
A = read(
    FIRST,
    Told("33 people had died", "Officials", "said"),
    figures=[figure(FIRST, "33", 33)],
)
B = read(
    SECOND,
    Told("29 people had perhaps died", "The hospital", "said", markers=[("hedge", "perhaps")]),
    figures=[figure(SECOND, "29", 29)],
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "sayso.db") as made:
        yield made


def add(ledger: Ledger, *readings: Reading, **head: str) -> None:
    start = len(ledger.history(URL))
    for n, reading in enumerate(readings, start):
        document = replace(reading.document, fetched=NOON + timedelta(hours=n), **head)
        ledger.add(replace(reading, document=document))


def told(ledger: Ledger, url: str = URL) -> History:
    found = history(ledger, url)
    assert found is not None
    return found


def only(ledger: Ledger) -> Revision:
    (revision,) = told(ledger).revisions
    return revision


def test_what_changed(ledger: Ledger) -> None:
    add(ledger, A, title="33 dead")
    add(ledger, B, title="29 dead")
    revision = only(ledger)
    assert revision.counts == {"title": 1, "other number": 1, "softened": 1, "other source": 1, "sentence edited": 1}
    assert [(c.part, c.before, c.after) for c in revision.head] == [("title", "33 dead", "29 dead")]
    assert told(ledger).counts == revision.counts


def test_a_text_that_comes_back_is_a_version_of_its_own(ledger: Ledger) -> None:
    add(ledger, A, B, A)
    found = told(ledger)
    assert [row.document for row in found.versions] == [A.document.id, B.document.id, A.document.id]
    there, back = (revision.counts for revision in found.revisions)
    assert (there["softened"], back["hardened"]) == (1, 1)
    assert there["other number"] == back["other number"] == 1
    revision = between(ledger, A.document.id, f"{A.document.id}-2")
    assert revision is not None
    assert (revision.extent, revision.counts) == (Extent.SAME, {})


@pytest.mark.parametrize("part", ["title", "byline", "dateline"])
def test_what_stands_above_the_text_may_change_alone(ledger: Ledger, part: str) -> None:
    add(ledger, A, **{part: "before"})
    add(ledger, A, **{part: "after"})
    revision = only(ledger)
    assert (revision.extent, revision.counts) == (Extent.SAME, {part: 1})
    assert revision.statements == revision.figures == ()


@pytest.mark.parametrize(
    ("text", "extent", "counts"),
    [
        (FIRST.replace(" ", "  "), Extent.SPACING, {}),
        (FIRST.replace(" Rain", "\n\nRain"), Extent.SPACING, {}),
        (FIRST.replace("town.", "town!"), Extent.PUNCTUATION, {}),
        ("A cup final was lost by the town.", Extent.ANOTHER, {"sentence added": 1, "sentence removed": 3}),
    ],
)
def test_the_text_as_a_whole(ledger: Ledger, text: str, extent: Extent, counts: dict[str, int]) -> None:
    add(ledger, A, read(text))
    assert (only(ledger).extent, only(ledger).counts) == (extent, counts)
    assert only(ledger).compared is (extent is not Extent.ANOTHER)
    assert only(ledger).statements == ()


def test_another_text_is_not_compared_statement_by_statement(ledger: Ledger) -> None:
    other = read("A cup final was lost by the town.", Told("A cup final was lost by the town.", kind=Kind.NARRATOR))
    add(ledger, A, other)
    assert (only(ledger).read, only(ledger).compared) == (False, False)


def test_what_was_not_read_is_still_aligned(ledger: Ledger) -> None:
    unread = "no model for language ar"
    texts = ("انهار السد يوم الثلاثاء. مات ثلاثون شخصا.", "انهار السد يوم الثلاثاء. مات عشرون شخصا.")
    add(ledger, *(Reading(Document(text, "a", url=URL, language="ar"), unread=unread) for text in texts))
    revision = only(ledger)
    assert (revision.unread, revision.read, revision.counts) == (unread, False, {"sentence edited": 1})
    assert not revision.compared


def test_readings_by_other_versions_are_marked(ledger: Ledger) -> None:
    add(ledger, A, replace(B, versions={"model": "2"}))
    assert not only(ledger).read_alike
    assert only(ledger).read


def test_any_two_are_held_against_each_other_the_older_first(ledger: Ledger) -> None:
    add(ledger, A, B, read(FIRST.replace("33", "41")))
    first, second, third = told(ledger).versions
    assert between(ledger, third.id, first.id) == between(ledger, first.id, third.id)
    revision = between(ledger, third.id, first.id)
    assert revision is not None
    assert (revision.old, revision.new) == (first, third)
    for one, other in ((first.id, first.id), (first.id, "f" * 16), ("nothing", second.id), ("", "")):
        assert between(ledger, one, other) is None


def test_addresses_by_whatever_names_them(ledger: Ledger) -> None:
    add(ledger, A, B, A)
    ledger.add(read("A text without an address."))
    id = A.document.id
    for where in (URL, f" {URL}#top", id, id[:6], id.upper(), f"{id}-2", B.document.id):
        assert address(ledger, where) == URL
    for where in ("https://nobody.example/", "", "nobody", id[:5], "%"):
        assert address(ledger, where) is None
    assert history(ledger, "https://nobody.example/") is None


def test_a_list_of_what_changed(ledger: Ledger) -> None:
    add(ledger, A, B)
    alone = replace(A.document, url="https://courier.example/2")
    ledger.add(replace(A, document=alone))
    page = listed(ledger, 10)
    assert ([one.url for one in page.rows], page.total) == ([URL], 1)
    assert listed(ledger, 10, outlet="nobody").total == 0
    assert told(ledger, "https://courier.example/2").revisions == ()


def test_fifty_versions(ledger: Ledger) -> None:
    add(ledger, *(read(f"{FIRST} Update {n}: the gate at pier {n} was opened.") for n in range(50)))
    found = told(ledger)
    assert len(found.versions) == 50
    assert found.counts == {"sentence edited": 49}
