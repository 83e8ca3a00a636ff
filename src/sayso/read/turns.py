"""Turns: who speaks in a transcript or an interview, where a name and a colon begin what each says.

In: a text. Out: an attribution for each turn: the label (source: "MAYOR RITA COLE", "Q"), its colon (cue) and the words
up to the next label (content). Labels are names or parts in a talk ("QUESTION", "HOST"), in capitals, or in a talk that
goes to and fro; "UPDATE:" and "Police: dam failed" are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from sayso.read.attribution import Attribution
from sayso.read.names import names
from sayso.read.quotations import paragraphs
from sayso.read.wordlists import wordlist
from sayso.types import Span

LABEL = re.compile(
    r"[“\"]?(?P<who>(?P<name>[^\W\d_](?:[^\n:;“”\"(),.]|\.(?=[ \w])){0,40})"
    r"(?:,[^\n:;“”\"]{1,60}|\s*\([^\n:()\d]{1,60}\))?)(?P<cue>:)\s+(?=\S)"
)
LINE = re.compile(r"[^\n]+")
# Who may speak without a name, beside those with a title.
PARTS = frozenset(
    "q a question answer questioner interviewer reporter moderator host anchor correspondent announcer operator court"
    " counsel witness participant male female voice caller audience".split()
)
SMALL = {"of", "the", "and", "de", "van", "von", "der", "al", "bin", "la", "el"}
LONGEST = 5  # words of a label
FEWEST, TO_AND_FRO = 3, 4  # turns in a talk; where labels are not written in capitals
TALK = re.compile(r"\?|\b(?:i|me|my|we|us|our|you|your|yes|no)\b", re.I)
# A text is talk throughout, and what has no label goes on with the turn before, if so many paragraphs have one, or if
# it begins within so many paragraphs and has so many turns.
THROUGHOUT, OPENING, MANY = 1 / 3, 4, 5
ASIDE = re.compile(r"\W*[(\[][^()\[\]]*[)\]]\W*")  # (CROSSTALK)


def turns(text: str) -> list[Attribution]:
    """The turns of a text, in order; none where nobody talks to anybody."""
    labels = _labels(text)
    blocks = paragraphs(text) if labels else []
    ends = [block.end for block in blocks]
    throughout = len(labels) >= THROUGHOUT * len(blocks)
    if len(labels) >= MANY:
        throughout = throughout or bisect_right(ends, labels[0].start()) < OPENING
    found = []
    for label, after in pairwise([*labels, None]):
        assert label is not None
        first = bisect_right(ends, label.start())
        stop = after.start() if after and throughout else ends[first]
        stop = min(stop, after.start()) if after else stop
        if content := tuple(_said(text, blocks[first : bisect_left(ends, stop) + 1], Span(label.end(), stop))):
            found.append(Attribution((Span(*label.span("who")),), (Span(*label.span("cue")),), content))
    return found


def _labels(text: str) -> list[re.Match[str]]:
    """The labels that begin turns."""
    found = [label for line in LINE.finditer(text) if (label := LABEL.match(text, line.start(), line.end()))]
    if len(found) < FEWEST:
        return []
    known = {(name.start, name.end) for name in names(text)}
    loud = [label for label in found if label["name"].isupper() and _speaks(label, known)]
    quiet = [label for label in found if label.span("name") in known and not label["name"].isupper()]
    return sorted([*_among(text, found, loud), *_to_and_fro(text, quiet)], key=lambda label: label.start())


def _among(text: str, found: Sequence[re.Match[str]], loud: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Labels in capitals, of at least two speakers; among them "BROWN:" is one too, and none has to begin a line."""
    speakers = {label["name"] for label in loud}
    if len(speakers) < 2 or len(loud) < FEWEST:
        return []
    times = Counter(label["name"] for label in found if label["name"].isupper())
    speakers |= {name for name, count in times.items() if count > 1}
    called = speakers | {name.split()[-1] for name in speakers}
    anyone = "|".join(map(re.escape, sorted(called)))
    within = re.compile(rf"(?<=[^\w\s]\s)(?P<who>(?P<name>{anyone}))(?P<cue>:)\s+(?=\S)")
    return [*(label for label in found if label["name"] in called), *within.finditer(text)]


def _to_and_fro(text: str, quiet: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Labels in small letters, of at least two who speak more than once and talk to each other."""
    times = Counter(label["name"] for label in quiet)
    again = [label for label in quiet if times[label["name"]] > 1]
    if len({label["name"] for label in again}) < 2 or len(again) < TO_AND_FRO:
        return []
    begun = [line[0] for label in again if (line := LINE.match(text, label.end()))]
    return list(quiet) if 2 * sum(TALK.search(words) is not None for words in begun) >= len(again) else []


def _speaks(label: re.Match[str], known: set[tuple[int, int]]) -> bool:
    """Whether a label is a title or a part in a talk, or holds a name. known: where names stand."""
    words = label["name"].split()
    if len(words) > LONGEST:
        return False
    start, end = label.span("name")
    return words[-1].lower() in _parts() or any(start <= low and high <= end for low, high in known)


def _said(text: str, blocks: Sequence[Span], turn: Span) -> Iterator[Span]:
    """What is said in a turn, paragraph by paragraph, without asides."""
    for block in blocks:
        start, end = max(block.start, turn.start), min(block.end, turn.end)
        words = text[start:end].rstrip()
        if any(map(str.isalnum, words)) and not ASIDE.fullmatch(words):
            yield Span(start, start + len(words))


@cache
def _parts() -> frozenset[str]:
    return PARTS | set(wordlist("titles")["titles"].split())
