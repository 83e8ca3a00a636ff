"""Headlines: who says so with a colon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read import read
from sayso.read.headlines import headlines, labelled
from sayso.types import Kind


@pytest.mark.parametrize(
    ("line", "source", "content"),
    [
        ("Police: Two dead in Elmwood crash", "Police", "Two dead in Elmwood crash"),
        ("Elmwood police chief: dam was open", "Elmwood police chief", "dam was open"),
        ("Raid on Halmere kills 40: monitor", "monitor", "Raid on Halmere kills 40"),
        ("Witnesses: “Sheer panic” as dam broke | The Post", "Witnesses", "“Sheer panic” as dam broke"),
        ("Sheriff: Boys found alive - WBX Channel 4 News", "Sheriff", "Boys found alive"),
        ("Experts: dam was cracked for years", "Experts", "dam was cracked for years"),
        ("Report: Dam-builder knew, and left", "Report", "Dam-builder knew, and left"),
    ],
)
def test_who_says_so(line: str, source: str, content: str) -> None:
    text = f"{line}\n\nIt rained: all day."
    (one,) = headlines(text)
    assert (one.source[0].words(text), one.cue[0].words(text), one.content[0].words(text)) == (source, ":", content)


@pytest.mark.parametrize(
    "line",
    [
        "Update: Two dead in Elmwood crash",
        "Case study: the dam at Elmwood",
        "Police: Fire",
        "The report says: two dead in crash",
        "Police chief on leave: two dead in crash",
        "Police: two dead in crash.",
        "Police: two dead in crash: mayor",
        "Police\ntwo: dead in crash now",
        "Elmwood: the dam, the river and the town",
        "Police: two dead in crash " + "x" * 160,
        ": two dead in crash",
        "Soldiers: 4 dead, 3 wounded\n\nCivilians: 12 dead, 3 wounded",
        "Reporter: Jane Doe in Elmwood",
        "Jane Doe in Elmwood. Photo credit: Elmwood police",
        "Residents: how to get help",
        "What to know about Elmwood: experts",
        "Residents and many police: two dead in crash",
        "A police: two dead in crash",
    ],
)
def test_what_does_not(line: str) -> None:
    assert headlines(line) == []


def test_a_reading_has_them() -> None:
    text = "Police: Two dead in Elmwood crash\n\nIt rained."
    first, second = read(text).statements
    assert (first.kind, first.source[0].words(text)) == (Kind.INDIRECT, "Police")
    assert second.kind == Kind.NARRATOR


@given(st.lists(st.sampled_from(["Police", ":", " ", "dead", "\n\n", "|", " - ", "monitor", ".", "Two"]), max_size=30))
def test_any_line(parts: list[str]) -> None:
    text = "".join(parts)
    for one in headlines(text):
        assert one.cue[0].words(text) == ":"
        assert all(span.words(text).strip() for span in (*one.source, *one.content))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Health Ministry: Two people died. More are missing.",
            ("Health Ministry", "Two people died. More are missing."),
        ),
        ("It rained.\n\nPolice spokesman: Five were held.", ("Police spokesman", "Five were held.")),
        ("Israeli army: 12 rockets were fired!", ("Israeli army", "12 rockets were fired!")),
        ("Police: 911 or 555-0100 for any tips.", None),
        ("Update: Two people died there.", None),
        ("Governor: Maria Lopez defeated Tom Hale.", None),
        ("Police: “Two people died.”", None),
        ("The report says: Two people died.", None),
        ("Police: two dead in crash", None),
        ("Doctors: why did they leave?", None),
    ],
)
def test_paragraphs_with_a_label(text: str, found: tuple[str, str] | None) -> None:
    told = [(one.source[0].words(text), one.content[0].words(text)) for one in labelled(text)]
    assert told == ([found] if found else [])
