"""Sentences: where they end, and where a full stop ends none."""

import itertools
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.paragraphs import paragraphs
from sayso.read.sentences import sentences

CASES = [
    "It rained.| Nobody left.",
    "He lives in Vell, Md.| The police know him.",
    "It was William Barr.| Police left at 9 a.m. PST.| It rained.",
    "Smt. Tamm, Engr. Oye, Maj.-Gen. Brandt and Md. Rahim met.| They left.",
    "Veltrix Inc. (NYSE: VLTX) said so.| Norlink Corp. (it is one) left.",
    "Col. (Retd.) Tamm met Brig.-Gen. (Ret.) Oye.| They left.",
    "Who knew?| Nobody!| Quiet.",
    "Mr. Tamm and Dr. Brandt met Gen. Orlo on St. Mark's day.| They left.",
    "J. R. Tamm spoke.| He left.",
    "It cost 3.5 million.| He paid.",
    "See No. 10 and nos. 3 to 5.| Then go.",
    "He said no.| She left.",
    "It began at 6 a.m. on Monday.| It ended.",
    "The U.S. envoy left.| He flew.",
    "“We go.”| He left.",
    "“We go,” he said.| “Now!”| They went.",
    "He said: “It rained. It poured.”| She left.".replace("rained. It", "rained.| It"),
    "She waited… and waited.| Then left.",
    "It ended (at last.)| Nobody cheered.",
    "See https://ferry.example/a.b.html for more.| Thanks.",
    "he said.But nobody heard.".replace("said.But", "said.|But"),
    "A headline without a stop",
    "HALMERE, Mar. — The dam held.| It rained.",
    "It began at 6 a.m. Monday.| It ended.",
    "It closed at 6 p.m.| He left.",
    "He lives in the U.S.| He left.",
    "He spoke to the U.N. Security Council.| Nobody heard.",
    "J.K. Tamm came.| K. Orlo left.",
    "Bring fuel, e.g. Diesel, i.e. Oil.| Then go.",
    "It cost 3.5 m.| She paid.",
    "It rose 3.5 percent.| 40 died.",
    "He left.[1]| She stayed.",
    "“He left.”| “She stayed.”",
    "(He left.)| She stayed.",
    "Wait... what?| Yes.",
    "Nothing!?| Really.",
    "See www.ferry.example.| Then go.",
    "هذا نص.| وهذا آخر؟| نعم۔",
    "它走了。|她留下。",
    "Он ушёл.| Она осталась.",
    "It fell on Jan. 5 and Sept. 16.| Then it rose.",
    "He lives in Halmere, D.C.| He works there.",
    "It was held on the 4th of Sept.| The rain came later.",
    "He lived on Main St.| The house burned.",
    "They met at St. Orlo on Dec. 4.| Nobody spoke.",
    "It was of type A.| The other was not.",
    "King Orlo V.| He left.",
    "J. Orlo and T. Brandt left.| A. Tamm stayed.",
    "“Why?” Orla Tamm asked.| Nobody knew.",
    "“Go!” Ilse van Brandt said.| She left.",
    "He asked, ‘Why?’| I said nothing.",
    "“It rained.”|She left.",
    "He left.| eFerry stayed.| $5 was lost.",
    "It would lose... $1.1 billion a year.| Nobody minded.",
    "It ended.| @halmere #dam",
    "Gov. Orlo met Lt. Col. K. Tamm and Ph.D. students.| All left.",
    "It rose to 2.0 in No. 7 and fell 6.5 pct.| It ended 6-4.",
    "He left.) | She stayed.",
    "He waited. . . .| Then he left.",
    "U.S.-led crews came.| They left.",
    "यह है।| वह है।",
    "Նա գնաց։| Նա մնաց։",
    "「はい。」|彼は行った。",
]


@pytest.mark.parametrize("marked", CASES)
def test_ends(marked):
    parts = [part.strip() for part in marked.split("|")]
    text = marked.replace("|", "")
    assert [s.words(text) for s in sentences(text)] == parts


def test_a_line_break_ends_no_sentence_but_a_blank_line_does():
    text = "It rained\nall day\n\nNobody left"
    assert [s.words(text) for s in sentences(text)] == ["It rained\nall day", "Nobody left"]


def test_a_run_of_marks_takes_no_longer_than_its_length():
    started = process_time()
    assert len(sentences("?" * 50_000 + "a")) == 1
    assert process_time() - started < 5


TEXTS = st.one_of(st.text(max_size=200), st.text("abAB.!?…”“\"' \n0", max_size=80))


@given(TEXTS)
def test_any_text(text):
    found = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    within = paragraphs(text)
    assert all(any(p.start <= s.start and s.end <= p.end for p in within) for s in found)
    assert "".join("".join(s.words(text).split()) for s in found) == "".join(text.split())
