"""Edges: sources and cues end with a word that can end them, and contents begin behind the dateline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read import read
from sayso.read.attribution import Attribution
from sayso.read.edges import behind, dateline, located, trimmed
from sayso.read.quotations import quotations
from sayso.types import Document, Mention, Span


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("The harbour authority on", "The harbour authority"),
        ("The harbour authority", "The harbour authority"),
        ("officials and the", "officials"),
        ("The aid group she works for", "The aid group she works for"),
        ("the director of Tavel General Hospital", "the director of Tavel General Hospital"),
        ("Hepatitis A", "Hepatitis A"),
        ("Doctors Without", "Doctors Without"),
        ("on", "on"),
        ("Station", "Station"),
    ],
)
def test_sources(source: str, left: str) -> None:
    (one,) = trimmed(source, [Attribution((Span(0, len(source)),), (), ())], None)
    assert one.source[0].words(source) == left


def test_a_source_may_follow_a_cue() -> None:
    text = "It was reported by the Gazette."
    (one,) = trimmed(text, [Attribution((Span(19, 30),), (Span(3, 18),), (Span(0, 2),))], None)
    assert one.cue[0].words(text) == "was reported by"


@pytest.mark.parametrize(
    ("text", "cue", "content", "left"),
    [
        ("The council said on Monday that it would stay.", "said on", "that it would stay", "said"),
        ("“We stay,” she said by phone.", "said by", "“We stay,”", "said"),
        ("The council insisted on a vote.", "insisted on", "a vote", "insisted on"),
        ("A vote is what it insisted on.", "insisted on", "A vote", "insisted on"),
        ("A vote is what it insisted on", "insisted on", "A vote", "insisted on"),
        ("She called for a vote on Monday.", "called for", "a vote", "called for"),
        ("On Monday by noon it was over.", "On", "it was over", "On"),
    ],
)
def test_cues(text: str, cue: str, content: str, left: str) -> None:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (cue, content)]
    (one,) = trimmed(text, [Attribution((), (spans[0],), (spans[1],))], None)
    assert one.cue[0].words(text) == left


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("PORT TAVEL, June 2 - At least 9 died.", "PORT TAVEL, June 2", "PORT TAVEL, June 2 - "),
        ("Ferry sinks\n\nPORT  TAVEL — Nine died.", "PORT TAVEL", "PORT  TAVEL — "),
        ("KORDA (Farwire) -- Nine died.", "KORDA (Farwire)", "KORDA (Farwire) -- "),
        ("KORDA (Farwire) -- Nine died.", "KORDA", "KORDA (Farwire) -- "),
        ("Nine died in PORT TAVEL - and more.", "PORT TAVEL", None),
        ("PORT TAVEL is shut - for a week.", "PORT TAVEL", None),
        ("a\n\nb\n\nc\n\nPORT TAVEL - Nine died.", "PORT TAVEL", None),
        ("PORT TAVEL - ", "PORT TAVEL", None),
        ("PORT TAVEL - Nine died.", None, None),
        ("PORT TAVEL: Nine died.", "PORT TAVEL", "PORT TAVEL: "),
        ("PORT TAVEL: Nine people died in the night.", None, "PORT TAVEL: "),
        ("POLICE: Nine people died in the night.", None, None),
        ("BRANDT: Nine people died in the night.\n\nBrandt left.", None, None),
    ],
)
def test_where_the_dateline_stands(text: str, words: str | None, found: str | None) -> None:
    span = dateline(text, words)
    assert (span and span.words(text)) == found


@given(st.tuples(st.integers(0, 30), st.integers(1, 30)), st.tuples(st.integers(0, 30), st.integers(1, 30)))
def test_nothing_grows_and_nothing_is_emptied(one: tuple[int, int], other: tuple[int, int]) -> None:
    span, head = Span(one[0], sum(one)), Span(other[0], sum(other))
    (left,) = behind((span,), head)
    assert span.start <= left.start < left.end == span.end


def test_a_content_that_is_the_dateline_alone_goes_where_there_is_more() -> None:
    text = "PORT TAVEL, June 2 - Nine died, the harbour authority said."
    head, more = Span(0, 19), Span(21, 30)
    cue, source = Span(54, 58), Span(32, 53)
    found = [trimmed(text, [Attribution((source,), (cue,), said)], Span(0, 21)) for said in ((head, more), (head,))]
    assert [[span.words(text) for span in one.content] for (one,) in found] == [["Nine died"], ["PORT TAVEL, June 2 "]]


def test_a_reading_has_no_dateline_in_its_contents() -> None:
    text = (
        "PORT TAVEL, June 2 - At least 9 people were killed when the ferry capsized on Monday, the harbour authority "
        "said.\n\nThe harbour authority on Thursday lowered its count of the dead to 16."
    )
    found = read(Document(text, dateline="PORT TAVEL, June 2", language="en"))
    contents = [span.words(text) for statement in found.statements for span in statement.content]
    assert contents[0].startswith("At least 9 people")
    assert not any("June 2" in words for words in contents)
    sources = [span.words(text) for statement in found.statements for span in statement.source]
    assert not any(words.endswith(" on") for words in sources)
    narrated = read(Document("VELL, June 2 - The dam broke in the night.", dateline="VELL, June 2", language="en"))
    assert [s.content[0].words(narrated.document.text) for s in narrated.statements] == ["The dam broke in the night."]


@pytest.mark.parametrize(
    ("text", "content", "left"),
    [
        ("He said: “We stay.” Some 2,000 heard him.", "“We stay.” Some 2,000 heard him", "“We stay.”"),
        ("He said: ''We stay!'' 2,000 heard him.", "''We stay!'' 2,000 heard him", "''We stay!''"),
        ("He said: “We stay.” They “left.”", "“We stay.” They “left.”", "“We stay.” They “left.”"),
        ("He said the “gate.” Is shut.", "the “gate.” Is shut", "the “gate.” Is shut"),
        ("He said “the gate” Is shut.", "“the gate” Is shut", "“the gate” Is shut"),
        ("“We stay.” People fear it, he said.", "“We stay.” People fear it", "“We stay.” People fear it"),
        ("He said: “We stay.”", "“We stay.”", "“We stay.”"),
    ],
)
def test_what_the_narrator_goes_on_with_is_not_said(text: str, content: str, left: str) -> None:
    cue, start = text.index("said"), text.index(content)
    one = Attribution((Span(0, 0),), (Span(cue, cue + 4),), (Span(start, start + len(content)),))
    (made,) = trimmed(text, [one], None, quotations(text))
    assert [span.words(text) for span in made.content] == [left]


@pytest.mark.parametrize(
    "head",
    [
        "PORT TAVEL:",
        "Port Tavel:",
        "PORT TAVEL, June 2:",
        "Port Tavel (Northline):",
        "QUORRA:",
        "ELMWOOD:",
        "Port Tavel, Jun 2 (Northline)",
        "VELL, June 2. /NORTHLINE/.",
    ],
)
def test_a_dateline_with_a_colon_says_nothing(head: str) -> None:
    text = (
        f"{head} The harbour authority on Monday said it would close both docks. Minister Rana Sethi told reporters "
        "the docks open again in May.\n\nAt least 9 people died in Port Tavel in the storm."
    )
    found = read(text)
    sources = [span.words(text) for statement in found.statements for span in statement.source]
    assert sources == ["The harbour authority", "Minister Rana Sethi"]
    assert found.statements[0].content[0].start > len(head)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Beirut: At least 40 people died when a boat sank off the coast.", False),
        ("Floods\n\nBeirut: At least 40 people died.\n\nLondon: At least 12 people died.", False),
        ("Beirut: Nobody may leave the city", True),
        ("Beirut: “Nobody may leave the city”", False),
        ("Beirut: We will respond to any attack.", True),
        ("Beirut: Government must free the editor", False),
        ("Beirut: The courts jail five", False),
        ("Beirut: Presidents may not rule for life", True),
    ],
)
def test_a_place_with_a_colon_says_so_in_a_headline_only(text: str, said: bool) -> None:
    start = text.index("Beirut")
    content = Span(start + 8, len(text.split("\n\nLondon")[0]))
    one = Attribution((Span(start, start + 6),), (Span(start + 6, start + 7),), (content,))
    kept = located(text, [one], [Mention("place", Span(start, start + 6))])
    assert bool(kept) == said
    assert located(text, [one], [Mention("person", Span(start, start + 6))]) == [one]


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Veltrix Inc. (NYSE: VLTX) said no.", "VLTX)", "Veltrix Inc. (NYSE: VLTX)"),
        ("The board (all of it) said no.", "it)", "it)"),
        ("It was shut, emails seen by The Ferry Post said no.", "The Ferry Post", "emails seen by The Ferry Post"),
        ("Papers seen by The Ferry Post said no.", "Papers seen by", "Papers seen by The Ferry Post"),
        (
            "It held.\n\nA nurse, who would not be named, said no.",
            "who would not be named,",
            "A nurse, who would not be named",
        ),
        ("The letter, which aides, in a statement, said no.", "aides", "aides"),
        ("It held.\n\nThe letter, which aides call a fake, said no.", "aides", "The letter"),
        ("09:12 GMT\nBREAKING\nMayor says no.", "GMT\nBREAKING\nMayor", "Mayor"),
        (
            "The council met in the evening, and the mayor of\nHalmere said no.",
            "the mayor of\nHalmere",
            "the mayor of\nHalmere",
        ),
    ],
)
def test_a_source_is_whole_and_on_a_line(text: str, found: str, whole: str) -> None:
    start, end = text.index(found), len(text) - 4
    one = Attribution((Span(start, start + len(found)),), (Span(end - 4, end - 1),), (Span(end, end + 3),))
    ((source,),) = [said.source for said in trimmed(text, [one], None)]
    assert source.words(text) == whole
