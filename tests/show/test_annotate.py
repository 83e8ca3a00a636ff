"""Cutting a text at its spans loses nothing and says of each piece what it is part of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.show.annotate import Node, Role, Segment, nested, paragraphs, segments
from sayso.types import Bound, Document, Figure, Kind, Marker, Reading, Span, Statement
from tests.show import invented


def joined(nodes: tuple[Node, ...]) -> str:
    return "".join(node.text if node.role is None else joined(node.children) for node in nodes)


def flat(nodes: tuple[Node, ...]) -> list[Node]:
    return [found for node in nodes for found in (node, *flat(node.children))]


def at(words: str, after: str = "") -> Segment:
    start = invented.span(words, after=after).start
    return next(s for s in segments(invented.reading()) if s.span.start <= start < s.span.end)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any text with any spans: overlapping, nested, empty, across paragraphs and past the end."""
    text = draw(st.text(alphabet=st.sampled_from("ab \n“é😀"), max_size=40))
    place = st.integers(0, len(text) + 2)
    span = st.builds(lambda a, b: Span(min(a, b), max(a, b)), place, place)
    spans = st.lists(span, max_size=3).map(tuple)
    markers = st.lists(st.builds(Marker, st.just("hedge"), span, st.just("")), max_size=2).map(tuple)
    figures = tuple(
        draw(st.lists(st.builds(Figure, span, st.just(1.0), st.none(), st.just(Bound.AT_LEAST)), max_size=3))
    )
    statement = st.builds(Statement, st.sampled_from(Kind), spans, spans, spans, markers)
    return Reading(Document(text), tuple(draw(st.lists(statement, max_size=4))), figures)


@given(readings())
def test_the_pieces_joined_are_the_text(reading: Reading) -> None:
    assert "".join(s.text for s in segments(reading)) == reading.document.text
    assert all(s.text and s.span.words(reading.document.text) == s.text for s in segments(reading))


@given(readings())
def test_a_piece_has_exactly_the_roles_of_each_of_its_letters(reading: Reading) -> None:
    for piece in segments(reading):
        for place in range(*piece.span):
            for role in (Role.CONTENT, Role.SOURCE, Role.CUE):
                covering = {
                    index
                    for index, statement in enumerate(reading.statements)
                    if any(span.start <= place < span.end for span in getattr(statement, role.value))
                }
                assert set(getattr(piece, role.value)) == covering
            assert set(piece.figure) == {i for i, f in enumerate(reading.figures) if f.span.start <= place < f.span.end}


@given(readings())
def test_paragraphs_and_nesting_keep_every_letter_but_blank_lines(reading: Reading) -> None:
    shown = paragraphs(reading)
    letters = reading.document.text.replace("\n", "")
    assert "".join(s.text for p in shown for s in p).replace("\n", "") == letters
    for plain, nodes in zip(shown, nested(shown), strict=True):
        assert joined(nodes) == "".join(s.text for s in plain)
        assert "\n\n" not in joined(nodes)


@given(readings())
def test_each_statement_opens_once_where_it_begins(reading: Reading) -> None:
    opened = [s for nodes in nested(paragraphs(reading)) for node in flat(nodes) for s in node.opens]
    assert len(opened) == len(set(opened))
    seen = {s for p in paragraphs(reading) for segment in p for s in segment.content}
    assert set(opened) == seen


@given(readings())
def test_the_same_reading_is_cut_the_same(reading: Reading) -> None:
    assert segments(reading) == segments(reading)


def test_roles_of_the_invented_article() -> None:
    assert at("Mara Voss").roles == {Role.SOURCE}
    assert at("Mara Voss").source == (1,)
    assert at("said", after="bodies,”").roles == {Role.CUE}
    assert at("at least 82").roles == {Role.CONTENT, Role.FIGURE}
    assert at("at least 82").figure == (0,)
    assert at("Perhaps").marker == ((6, 0),)
    assert at("The dam at").kind is Kind.NARRATOR
    assert at(". It called").roles == frozenset()


def test_a_quotation_within_a_statement_is_innermost() -> None:
    quotation = at("“Run, it is coming.”")
    assert quotation.content == (8, 9)
    assert quotation.kind is Kind.DIRECT
    assert at("his brother").content == (8,)
    assert at("his brother").source == (9,)
    assert at("his brother").statements == (8, 9)


def test_paragraphs_are_those_of_the_text() -> None:
    assert len(paragraphs(invented.reading())) == 5


def test_a_text_without_spans_is_one_piece() -> None:
    assert segments(Reading(Document("Quiet."))) == (Segment(Span(0, 6), "Quiet."),)
    assert segments(Reading(Document(""))) == ()
