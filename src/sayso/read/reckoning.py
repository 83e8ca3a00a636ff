"""Reckoning: "the monitors put the death toll at 40" is somebody's figure, and no verb of saying tells so; neither does
one in "the hospital lowered its count of the dead to 26".

In: a text, its sentences and the attributions that the tagger found. Out: attributions of this one form that are not
among them: who reckons (source), "put" and its like (cue), what is reckoned and at how much (content). The corpus that
the tagger learnt from has the form once, coverage of wars and disasters in every thirtieth article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.read.attribution import Attribution
from sayso.read.overlaps import Taken
from sayso.types import Span

AMOUNT = (
    r"(?:[\w’'-]+\s+){0,4}?(?:\d|dozens|scores|hundreds|thousands|tens|zero|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|half)"
)
# What is reckoned: "put the toll at 12" tells a figure, "put the bags at two corners" a place.
MEASURE = (
    r"(?:toll|tally|numbers?|figures?|counts?|total|estimate|deaths?|dead|casualties|fatalities|victims|injured|wounded"
    r"|missing|displaced|homeless|infections|cases|crowd|turnout|population|size|strength|magnitude|costs?|damages?"
    r"|loss(?:es)?|bill|price|value|worth|share|support|chances?|odds|likelihood|probability|flow|leak|rate|level|speed)"
)
# What is counted alone: who raises a price or cuts the number of posts tells nothing, but acts.
COUNT = (
    r"(?:toll|tally|counts?|estimates?|(?:numbers?|figures?)\s+(?:of|for)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}?(?:dead|deaths"
    r"|killed|casualties|fatalities|victims|injured|wounded|missing|displaced|homeless|infections|cases|survivors))"
)
OPENING = r"(?:the|its|their|his|her|this|that|those)\s+(?:[\w’'-]+\s+){0,4}?"
REST, REST_TO = (r"\b(?:\s+(?!was\b|were\b|is\b" + more + r")[\w’'-]+){0,14}?\s+" for more in ("", r"|to\b"))
RECKONED = re.compile(
    r"(?<!\bto )\b(?P<cue>(?:(?:has|have|had)\s+(?:been\s+)?(?:\w+ly\s+|first\s+)?)?"
    r"(?:puts?|putting|plac(?:e|es|ed|ing)|estimat(?:e|es|ed|ing)"
    r"|(?P<to>lower(?:s|ed|ing)|rais(?:es|ed|ing)|revis(?:es|ed|ing)|increas(?:es|ed|ing)|reduc(?:es|ed|ing)"
    r"|adjust(?:s|ed|ing)|correct(?:s|ed|ing)|updat(?:es|ed|ing))))\s+"
    r"(?P<content>" + OPENING + r"(?(to)" + COUNT + REST_TO + "to|" + MEASURE + REST + r"at)\s+" + AMOUNT + r")",
    re.I,
)
# Where the one who reckons begins: after a clause before it.
CLAUSE = re.compile(
    r"[;:—–(]\s*|,\s+(?:and|but|while|though|although|with|as)\s+|\b(?:while|but|whereas|with|that(?=\s+\w))\s+|, ",
    re.I,
)
BESIDE = re.compile(
    r"(?:,?\s*\b(?:however|meanwhile|now|later|earlier|also|still|initially|(?:on\s+)?\w+day|then|previously)\b,?)+\s*$",
    re.I,
)
# Where what is reckoned ends, if before the sentence does.
AFTER = re.compile(
    r",\s(?!\d)|[;:)]|\s+(?:while|but|adding|saying|whereas|although|earlier|after|as of|and\s+(?:says|said))\b"
    r"|[.!?”\"]*$"
)
RELATIVE = re.compile(r",?\s+(?:that|which|who)$")  # "figures that put the toll at 12" reckon by themselves
WORD = re.compile(r"\w")


def reckonings(text: str, sentences: Sequence[Span], said: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of a text, `said` and those found here, in order of their cues."""
    taken = Taken(span for one in said for span in (*one.cue, *one.content))
    starts = [sentence.start for sentence in sentences]
    found = []
    for match in RECKONED.finditer(text):
        sentence = sentences[max(0, bisect_right(starts, match.start()) - 1)]
        one = _reckoning(text, sentence, match)
        if match.end() <= sentence.end and not taken.meets(one.cue[0]):
            found.append(one)
    return sorted([*said, *found], key=lambda one: one.cue) if found else list(said)


def _reckoning(text: str, sentence: Span, match: re.Match[str]) -> Attribution:
    source = subject(text[sentence.start : match.start()])
    stop = AFTER.search(text, match.end(), max(match.end(), sentence.end))
    assert stop is not None  # every sentence ends
    return Attribution(
        (Span(sentence.start + source[0], sentence.start + source[1]),) if source else (),
        (Span(*match.span("cue")),),
        (Span(match.start("content"), stop.start()),),
    )


def subject(before: str) -> tuple[int, int] | None:
    """Where in the words before a cue its subject stands; None: they name none ("..., putting the toll at 12")."""
    before = BESIDE.sub("", before)
    aside = before.rstrip().endswith(",") and before.rstrip()[:-1].rfind(", ")
    if aside and aside > 0:  # "A monitoring group, River Watch, put": the name between commas is part of it
        return _trimmed(before, max((m.end() for m in CLAUSE.finditer(before, 0, aside)), default=0))
    return _trimmed(before, max((m.end() for m in CLAUSE.finditer(before)), default=0))


def _trimmed(before: str, start: int) -> tuple[int, int] | None:
    end = len(RELATIVE.sub("", before.rstrip(" ,\n")))
    return (start, end) if WORD.search(before, start, end) else None
