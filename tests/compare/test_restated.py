"""What changed in the statements of an article from one version to the next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compare.restated import Aspect, Turn, held, restated
from sayso.compare.wording import tokens
from sayso.types import Kind, Reading, Span
from tests.compare.versioned import Told, read, texts

REST = " Rain fell on the lower town. The road to Korda stayed shut all day."
ROAD = "the road would be open by Saturday"
SAID = read(f"Officials said {ROAD}.{REST}", Told(ROAD, "Officials", "said"))
QUOTE = "“We had warned the council three times,”"
QUOTED = read(f"{QUOTE} Brandt said.{REST}", Told(QUOTE, "Brandt", "said", Kind.DIRECT))
WALL = "The wall had been inspected in March."
PLAIN = read(f"{WALL}{REST}", Told(WALL, kind=Kind.NARRATOR))


def softer(words: str, kind: str, of: str = ROAD) -> Reading:
    content = of.replace("be open", f"{words} be open")
    return read(f"Officials said {content}.{REST}", Told(content, "Officials", "said", markers=[(kind, words)]))


CASES = [
    ("nothing", SAID, SAID, []),
    (
        "another source",
        SAID,
        read(f"The ministry said {ROAD}.{REST}", Told(ROAD, "The ministry", "said")),
        [("other source", "Officials", "The ministry")],
    ),
    (
        "the source in other words",
        read(f"The hospital said {ROAD}.{REST}", Told(ROAD, "The hospital", "said")),
        read(f"The regional hospital said {ROAD}.{REST}", Told(ROAD, "The regional hospital", "said")),
        [("source in other words", "The hospital", "The regional hospital")],
    ),
    (
        "the source taken out, so that the article says it itself",
        SAID,
        read(
            f"The road would be open by Saturday.{REST}",
            Told("The road would be open by Saturday.", kind=Kind.NARRATOR),
        ),
        [("source removed", "Officials", None), ("other cue", "said", None), ("other kind", "indirect", "narrator")],
    ),
    (
        "a cue that vouches",
        SAID,
        read(
            f"Officials admitted {ROAD}.{REST}",
            Told(ROAD, "Officials", "admitted", markers=[("endorsement", "admitted")]),
        ),
        [("other cue", "said", "admitted"), ("marker added", None, "admitted")],
    ),
    ("a hedge", SAID, softer("perhaps", "hedge"), [("marker added", None, "perhaps")]),
    ("a hedge taken out", softer("perhaps", "hedge"), SAID, [("marker removed", "perhaps", None)]),
    (
        "a quotation",
        QUOTED,
        read(
            f"“We had warned the ministry three times,” Brandt said.{REST}",
            Told("“We had warned the ministry three times,”", "Brandt", "said", Kind.DIRECT),
        ),
        [("quotation changed", QUOTE, "“We had warned the ministry three times,”")],
    ),
    (
        "quotation marks taken off",
        QUOTED,
        read(
            f"We had warned the council three times, Brandt said.{REST}",
            Told("We had warned the council three times,", "Brandt", "said"),
        ),
        [("other kind", "direct", "indirect")],
    ),
    (
        "other words",
        PLAIN,
        read(
            f"The wall had been painted in March.{REST}",
            Told("The wall had been painted in March.", kind=Kind.NARRATOR),
        ),
        [("other words", "The wall had been inspected in March.", "The wall had been painted in March.")],
    ),
    # read otherwise, though not a word differs: nothing was changed
    (
        "read otherwise",
        SAID,
        read(f"Officials said {ROAD}.{REST}", Told(f"Officials said {ROAD}.", kind=Kind.NARRATOR)),
        [],
    ),
    (
        "read otherwise beside an edit",
        SAID,
        read(f"Officials said {ROAD}. Snow fell on the lower town.", Told(ROAD, kind=Kind.NARRATOR)),
        [],
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_changed_in_a_statement(
    old: Reading, new: Reading, told: list[tuple[str, str | None, str | None]]
) -> None:
    found = restated(old, new, texts(old, new))
    differences = [d for one in found for d in one.differences]
    assert [(d.aspect, d.before, d.after) for d in differences] == told
    for d in differences:
        if d.aspect is not Aspect.KIND and d.aspect is not Aspect.WHO:  # the words stand where they are said to
            for spans, words, reading in ((d.old, d.before, old), (d.new, d.after, new)):
                assert [s.words(reading.document.text) for s in spans] == ([words] if words else [])


@pytest.mark.parametrize(
    ("kind", "put_in", "taken_out"),
    [
        ("hedge", [Turn.SOFTENED], [Turn.HARDENED]),
        ("doubt", [Turn.SOFTENED], [Turn.HARDENED]),
        ("endorsement", [Turn.HARDENED], [Turn.SOFTENED]),
        ("access", [], []),
        ("inference", [], []),
        ("prediction", [], []),
        ("scare quotes", [], []),
    ],
)
def test_what_softens_and_what_hardens(kind: str, put_in: list[Turn], taken_out: list[Turn]) -> None:
    other = softer("somehow", kind)
    (one,) = restated(SAID, other, texts(SAID, other))
    (back,) = restated(other, SAID, texts(other, SAID))
    assert (list(one.turns), list(back.turns)) == (put_in, taken_out)
    assert one.differences[0].why == f"{kind}: {kind} of the list"


def test_a_statement_may_be_softened_and_hardened() -> None:
    old = softer("perhaps", "hedge")
    content = "allegedly the road would be open by Saturday"
    new = read(f"Officials said {content}.{REST}", Told(content, "Officials", "said", markers=[("doubt", "allegedly")]))
    (one,) = restated(old, new, texts(old, new))
    assert one.turns == (Turn.SOFTENED, Turn.HARDENED)


def test_a_marker_that_only_went_elsewhere_is_none() -> None:
    old = softer("perhaps", "hedge")
    content = "perhaps the road would be open by Saturday"
    new = read(f"Officials said {content}.{REST}", Told(content, "Officials", "said", markers=[("hedge", "perhaps")]))
    assert all(not one.turns for one in restated(old, new, texts(old, new)))


def test_statements_added_and_removed() -> None:
    text = SAID.document.text
    added = f"{text} The army denied that shells had been fired."
    new = read(added, Told(ROAD, "Officials", "said"), Told("that shells had been fired", "The army", "denied"))
    assert [(one.old, one.new) for one in restated(SAID, new, texts(SAID, new))] == [(None, 1)]
    assert [(one.old, one.new) for one in restated(new, SAID, texts(new, SAID))] == [(1, None)]


def test_a_quotation_of_which_no_word_is_left_is_another_statement() -> None:
    words = "“Not one single warning ever came here from anyone,”"
    new = read(f"{words} Brandt said.{REST}", Told(words, "Brandt", "said", Kind.DIRECT))
    assert [(one.old, one.new) for one in restated(QUOTED, new, texts(QUOTED, new))] == [(None, 0), (0, None)]


def test_a_statement_of_kept_words_was_not_added() -> None:
    """The program found it this time; the words were there before."""
    old = read(f"Officials said {ROAD}. Snow fell.")
    new = read(f"Officials said {ROAD}. Rain fell.", Told(ROAD, "Officials", "said"))
    assert restated(old, new, texts(old, new)) == []


def test_a_moved_statement_is_no_change() -> None:
    body = f"Officials said {ROAD}."
    old = read(f"{body}{REST}", Told(ROAD, "Officials", "said"))
    new = read(f"{REST.strip()} {body}", Told(ROAD, "Officials", "said"))
    assert restated(old, new, texts(old, new)) == []


def test_she_is_another_where_the_name_before_was_changed() -> None:
    def told(name: str, actor: str) -> Reading:
        text = f"{name} spoke at noon. She said {ROAD}.{REST}"
        return read(text, Told(ROAD, "She", "said", actor=0), actors=[actor])

    old, new = told("Ilse Brandt", "Ilse Brandt"), told("Aneta Kovář", "Aneta Kovář")
    (one,) = restated(old, new, texts(old, new))
    assert [(d.aspect, d.before, d.after) for d in one.differences] == [(Aspect.WHO, "Ilse Brandt", "Aneta Kovář")]
    again = told("Ilse Brandt", "Ilse Brandt, the mayor")
    assert restated(old, again, texts(old, again)) == []


def test_both_sides_are_treated_alike() -> None:
    """The names of two sides exchanged, what is told of them is the same."""

    def pair(side: str) -> list[tuple[Aspect, Turn | None]]:
        old = read(f"The {side} said {ROAD}.{REST}", Told(ROAD, f"The {side}", "said"))
        content = ROAD.replace("be open", "perhaps be open")
        told = Told(content, f"The {side}", "claimed", markers=[("hedge", "perhaps"), ("doubt", "claimed")])
        new = read(f"The {side} claimed {content}.{REST}", told)
        return [(d.aspect, d.turn) for one in restated(old, new, texts(old, new)) for d in one.differences]

    assert pair("army") == pair("council") != []


@given(st.text(alphabet="ab .", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_tokens_that_stand_in_a_span(text: str, start: int, end: int) -> None:
    of = tokens(text)
    span = Span(min(start, end), max(start, end))
    expected = [n for n in range(len(of.forms)) if of.starts[n] < span.end and of.ends[n] > span.start]
    assert list(held((span,), of)) == (expected if span.start < span.end else [])
