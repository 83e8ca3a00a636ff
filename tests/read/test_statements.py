"""Statements: kinds by quotation marks, narrator sentences, and figures and markers put where they belong."""

import numpy as np
import pytest

from sayso.read.attribution import Attribution
from sayso.read.quotations import inside, quotations
from sayso.read.sentences import sentences
from sayso.read.statements import statements
from sayso.types import Bound, Figure, Kind, Marker, Span


def span(text, words):
    at = text.index(words)
    return Span(at, at + len(words))


def made(text, said=(), figures=(), markers=(), actors=None):
    attributions = [Attribution(*((tuple(span(text, w) for w in part)) for part in parts)) for parts in said]
    return statements(
        text,
        attributions,
        sentences(text),
        inside(text, quotations(text)),
        [Figure(span(text, w), 1, 1, Bound.EXACT) for w in figures],
        [Marker("hedge", span(text, w), "why") for w in markers],
        [None] * len(attributions) if actors is None else actors,
    )


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“The dam held,” said Orla.", "“The dam held,”", Kind.DIRECT),
        ("Orla said the dam “held well” all night.", "the dam “held well” all night", Kind.MIXED),
        ("Orla said the dam held.", "the dam held", Kind.INDIRECT),
        ("‘The dam held,’ said Orla.", "‘The dam held,’", Kind.DIRECT),
        ('"The dam held, said Orla and then nobody closed the mark.', "The dam held", Kind.DIRECT),
        ("«The dam held», said Orla.", "The dam held", Kind.DIRECT),
    ],
)
def test_kind(text, content, kind):
    assert made(text, [(["Orla"], ["said"], [content])])[0].kind is kind


def test_sentences_without_attribution_are_the_narrators():
    text = "The dam held. Orla said it would break. Rain fell."
    found = made(text, [(["Orla"], ["said"], ["it would break"])])
    assert [(s.kind, s.content[0].words(text)) for s in found] == [
        (Kind.NARRATOR, "The dam held."),
        (Kind.INDIRECT, "it would break"),
        (Kind.NARRATOR, "Rain fell."),
    ]


def test_figures_and_markers_go_to_the_statement_that_holds_them():
    text = "Some 40 left. Orla said by phone that maybe 12 stayed."
    found = made(text, [(["Orla"], ["said"], ["that maybe 12 stayed"])], ["40", "12"], ["by phone", "maybe", "Some"])
    narrator, said = found
    assert narrator.figures == (0,)
    assert said.figures == (1,)
    assert [m.span.words(text) for m in narrator.markers] == ["Some"]
    assert [m.span.words(text) for m in said.markers] == ["by phone", "maybe"]


def test_a_marker_beside_two_cues_goes_to_the_nearer():
    text = "Orla said it held and Tam told us, by phone, it broke."
    found = made(text, [(["Orla"], ["said"], ["it held"]), (["Tam"], ["told"], ["it broke"])], markers=["by phone"])
    assert [len(s.markers) for s in found] == [0, 1]


def test_each_statement_keeps_its_actor():
    text = "Orla said it held. It rained. Tam feared more."
    said = ((["Orla"], ["said"], ["it held"]), (["Tam"], ["feared"], ["more"]))
    assert [s.actor for s in made(text, said, actors=[1, 0])] == [1, None, 0]


def test_nothing_is_lost_without_sentences():
    assert statements("", [], [], np.zeros(0, bool), [], [], []) == ()
