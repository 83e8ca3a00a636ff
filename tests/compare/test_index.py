"""The index: stories and reprints of a ledger, found as articles come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sayso.collect import collect
from sayso.compare import index, vectors
from sayso.demo import coverage
from sayso.ledger import Ledger
from sayso.read import read_all
from sayso.types import Document, Reading

FLOOD = (
    "VELL — The dam above Vell gave way shortly after four on Tuesday morning and flooded the lower town. Mayor Ilse "
    "Brandt said twelve people had died. Firemen carried old people out of the first floors by ladder all morning."
)
MINE = (
    "KORDA — Thirty miners were trapped when a shaft at Korda filled with gas on Sunday. Minister Otto Hale said that "
    "rescuers had heard knocking from the second level. Families waited at the gate throughout the night."
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "sayso.db") as ledger:
        yield ledger


def add(ledger: Ledger, *texts: str, outlet: str = "Courier", start: int = 0) -> None:
    for number, text in enumerate(texts, start):
        for reading in read_all([Document(text, f"{outlet}{number}", outlet=outlet, language="en")]):
            ledger.add(reading)


def stories(ledger: Ledger) -> list[set[str]]:
    with ledger.findings.looking() as found:
        numbered = found.numbered()
        groups: dict[int | None, set[str]] = {}
        for _, (number, story) in numbered.items():
            groups.setdefault(story, set()).add(found.article(number).name)
    return sorted(groups.values(), key=sorted)


def test_articles_come_into_stories_as_they_are_added(ledger: Ledger) -> None:
    add(ledger, FLOOD, MINE)
    assert index.bring_up_to_date(ledger) == 2
    assert stories(ledger) == [{"Courier0"}, {"Courier1"}]
    add(ledger, FLOOD.replace("twelve", "fifteen"), MINE.replace("Thirty", "Some thirty"), outlet="Post")
    told: list[tuple[int, int]] = []
    assert index.bring_up_to_date(ledger, lambda done, of: told.append((done, of))) == 2
    assert told == [(2, 2)]
    assert stories(ledger) == [{"Courier0", "Post0"}, {"Courier1", "Post1"}]


def test_nothing_is_done_twice(ledger: Ledger) -> None:
    add(ledger, FLOOD)
    assert index.bring_up_to_date(ledger) == 1
    assert index.bring_up_to_date(ledger) == 0


def test_what_was_found_by_other_rules_is_found_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ledger, FLOOD, MINE, FLOOD + " " + MINE)
    index.bring_up_to_date(ledger)
    before = stories(ledger)
    monkeypatch.setattr(index, "VERSION", "another")
    assert index.bring_up_to_date(ledger) == 3
    assert stories(ledger) == before


def test_a_stop_loses_no_more_than_a_batch(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH", 1)
    add(ledger, FLOOD, MINE, FLOOD.replace("twelve", "13"))

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.bring_up_to_date(ledger, stop)
    assert index.bring_up_to_date(ledger) == 1


WARNED = (
    "HALMERE — The council had been warned that the gates of the dam at Vell would not hold, an engineer said. Nobody "
    "on the council answered questions on Wednesday. Twelve people died when the dam gave way on Tuesday."
)


def test_no_vector_is_worked_out_twice_or_for_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = vectors.vectors

    def counted(sentences: Sequence[str]) -> NDArray[np.int8]:
        made.extend(sentences)
        return real(sentences)

    monkeypatch.setattr(vectors, "vectors", counted)
    add(ledger, FLOOD, MINE)
    index.bring_up_to_date(ledger)
    assert made == []  # each is alone on its event
    add(ledger, FLOOD.replace("twelve people had died", "the dead were twelve people"), WARNED, outlet="Post")
    index.bring_up_to_date(ledger)
    assert made
    assert len(made) == len(set(made))
    assert not any("Thirty" in sentence for sentence in made)
    before = len(made)
    monkeypatch.setattr(index, "VERSION", "another")
    index.bring_up_to_date(ledger)
    assert len(made) == len(set(made))  # other rules, the same vectors: those of new candidates alone are made
    known = set(made)
    monkeypatch.setattr(vectors, "VERSION", "another")
    monkeypatch.setattr(index, "VERSION", "a third")
    index.bring_up_to_date(ledger)
    assert len(known) >= before
    assert sorted(made[len(known) :]) == sorted(known)


def test_how_near_two_are_does_not_hang_on_what_is_asked_together(ledger: Ledger) -> None:
    add(ledger, FLOOD, FLOOD.replace("twelve people had died", "the dead were twelve people"), WARNED, MINE)
    index.bring_up_to_date(ledger)
    with ledger.findings.writing() as found:
        told = [index.Indexer(found).statements(number) for number in (1, 2, 3)]
        pairs = [(a, b) for a in told[0] for b in (*told[1], *told[2])]
        together = index.Indexer(found).near(pairs)
        alone = [index.Indexer(found).near([pair])[0] for pair in pairs]
    assert together == alone
    assert len(pairs) > 4
    assert 0.99 < max(together) <= 1.01


def test_passages_are_found_with_their_spans(ledger: Ledger) -> None:
    add(ledger, FLOOD, MINE)
    add(ledger, f"{MINE.split('. ')[1]}. Nothing more was known. {FLOOD}", outlet="Post")
    index.bring_up_to_date(ledger)
    with ledger.findings.looking() as found:
        numbers = {found.article(n).name: found.article(n) for _, (n, _) in found.numbered().items()}
        rows = list(found.reprints())
    post = numbers["Post0"]
    (whole,) = [row for row in rows if row.other == numbers["Courier0"].number]
    assert whole.number == post.number
    assert whole.other_share == 1.0
    assert whole.share > 0.6
    for here, there, equal, words in whole.passages:
        assert here.words(post.text) == there.words(numbers["Courier0"].text)
        assert equal == words


def test_two_who_quote_one_speaker_have_copied_nothing(ledger: Ledger) -> None:
    said = "“We had warned the council three times that the gates would not hold another winter,” Brandt said."
    add(
        ledger,
        f"The mayor spoke at noon. {said} Rain fell.",
        f"{said} Asked again, the engineer left the hall at once.",
    )
    index.bring_up_to_date(ledger)
    with ledger.findings.looking() as found:
        assert list(found.reprints()) == []


@pytest.mark.parametrize("text", ["", "Short.", "\u0000 \ufffd", "日本語の記事です。", "word " * 20_000])
def test_any_text_can_be_compared(ledger: Ledger, text: str) -> None:
    for name in ("a", "b"):
        ledger.add(Reading(Document(text, name), versions={"model": "0"}))
    assert index.bring_up_to_date(ledger) == 2


def test_a_name_that_many_have_leads_to_the_last_of_them(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "LATELY", 2)
    add(ledger, *(f"{FLOOD} Day {day} of the flood." for day in range(5)))
    index.bring_up_to_date(ledger)
    with ledger.findings.looking() as found:
        posted = found.posted([index._hashed("n:brandt")])
    assert list(posted.values()) == [[4, 5]]
    assert len(stories(ledger)) == 1


def test_an_earlier_reading_that_holds_again_is_compared_again(ledger: Ledger) -> None:
    old = Reading(Document(FLOOD, "a"), versions={"model": "0"})
    for reading in (old, Reading(Document(FLOOD, "a"), versions={"model": "1"})):
        ledger.add(reading)
        assert index.bring_up_to_date(ledger) == 1
    ledger.add(old)
    assert index.bring_up_to_date(ledger) == 1
    assert index.bring_up_to_date(ledger) == 0


def test_versions_of_an_article_are_no_reprints_of_each_other(ledger: Ledger) -> None:
    for text in (FLOOD, FLOOD + " More follows."):
        for reading in read_all([Document(text, "a", url="https://example.org/a")]):
            ledger.add(reading)
    index.bring_up_to_date(ledger)
    with ledger.findings.looking() as found:
        assert list(found.reprints()) == []
    assert len(stories(ledger)) == 1


def test_the_demo(ledger: Ledger) -> None:
    with coverage() as folder:
        for reading in read_all(collect(str(folder))):
            ledger.add(reading)
    assert index.bring_up_to_date(ledger) == 19
    with ledger.findings.looking() as found:
        whole = [(row.share, row.other_share) for row in found.reprints() if max(row.share, row.other_share) > 0.9]
    assert (1.0, 1.0) in whole  # the Ferry Post prints the agency's article on the dam as it came
    assert any({"2019-03-04-dam", "2019-03-05-dam"} <= group for group in stories(ledger))
