"""Turns: who speaks in a transcript or an interview, where a name and a colon begin what each says.

In: a text. Out: an attribution for each turn: the label (source: "MAYOR RITA COLE", "Q"), its colon (cue) and the words
up to the next label (content). Labels are names, titles or parts in a talk ("QUESTION", "HOST"), and they count only
where somebody speaks again and people talk to each other: "UPDATE:", "ELMWOOD:" and "Police: dam failed" are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, zip_longest

from sayso.paragraphs import paragraphs
from sayso.read.attribution import Attribution
from sayso.read.names import are_common, names
from sayso.read.wordlists import wordlist
from sayso.types import Span

LABEL = re.compile(
    r"[“\"]?(?P<who>(?P<name>[^\W\d_](?:[^\n:;“”\"(),.]|\.(?=[ \w])){0,40})"
    r"(?:,[^\n:;“”\"]{1,60}|\s*\([^\n:()\d]{1,60}\))?)(?P<cue>:)\s+(?=\S)"
)
# Briefings write no colon behind who asks ("Q    Sir, who knew?"), papers and courts a full stop ("Q. Who knew?").
LETTER = re.compile(r"(?P<who>(?P<name>Q(?=[.\s])|A(?=\.)))(?P<cue>\.?)[^\S\n]+(?=[A-Z“\"'‘(…$\d])")
LINE = re.compile(r"[^\n]+")
# Who may speak without a name, beside those with a title.
PARTS = frozenset(
    "q a question answer questioner interviewer reporter moderator host anchor correspondent announcer operator court"
    " counsel witness participant male female voice caller audience defendant plaintiff prosecutor prosecution defense"
    " clerk juror interpreter bailiff".split()
)
ASKERS = frozenset("q question questioner interviewer reporter journalist moderator correspondent".split())
CALLED = re.compile(r"(?:the|an?|dear)\s", re.I)  # "THE FACTS", and who a letter is to
LONGEST = 5  # words of a label
FEWEST, TO_AND_FRO = 3, 4  # turns in a talk; where labels are not written in capitals
TALK = re.compile(r"\?|\b(?:i|me|my|we|us|our|you|your|yes|no)\b", re.I)
REPORT = re.compile(r"\b(?:sa(?:id|ys)|according to|reported)\b", re.I)
# A text is talk throughout, and what has no label goes on with the turn before, if so many paragraphs have one, or if
# it begins within so many paragraphs and has so many turns.
THROUGHOUT, OPENING, MANY = 1 / 3, 4, 5
ASIDE = re.compile(r"\W*[(\[][^()\[\]]*[)\]]\W*")  # (CROSSTALK)
HYPHENED = re.compile(r"(?:-\w+)?")  # Min-ho
QUESTION = re.compile(r"[^\n]*\?[”\"’']?[^\S\n]*\n\s*[“\"]?")  # a paragraph that asks, up to the next
ENDED = re.compile(r"[.!?…,;:—–-][”\"’')\]]*$")

Label = re.Match[str]


def turns(text: str) -> list[Attribution]:
    """The turns of a text, in order; none where nobody talks to anybody."""
    labels = _labels(text)
    blocks = paragraphs(text) if labels else []
    ends = [block.end for block in blocks]
    throughout = _throughout(labels, ends)
    found = []
    for label, after in zip_longest(labels, labels[1:]):
        first = bisect_right(ends, label.start())
        stop = after.start() if after else ends[first]
        stop = stop if throughout else min(stop, ends[first])
        if content := tuple(_said(text, blocks[first : bisect_left(ends, stop) + 1], Span(label.end(), stop))):
            cue = (Span(*label.span("cue")),) if label["cue"] else ()
            found.append(Attribution((Span(*label.span("who")),), cue, content))
    return found


def _throughout(labels: Sequence[Label], ends: Sequence[int]) -> bool:
    """Whether the whole text is a talk. ends: of its paragraphs."""
    if len(labels) >= THROUGHOUT * len(ends):
        return True
    return len(labels) >= MANY and bisect_right(ends, labels[0].start()) < OPENING


def _labels(text: str) -> list[Label]:
    """The labels that begin turns."""
    found = [label for line in LINE.finditer(text) if (label := _label(text, line))]
    if len(found) < 2:
        return []
    known = {name.start: name.end for name in names(text)}
    loud = [label for label in found if label["name"].isupper() and _speaks(label, known)]
    quiet = [label for label in found if not label["name"].isupper() and _names_all(label, known)]
    kept = [*_among(text, found, loud), *_to_and_fro(text, quiet)] or _asked(text, found, known)
    return sorted(kept, key=lambda label: label.start())


def _label(text: str, line: re.Match[str]) -> Label | None:
    """The label that a line begins with, if it does."""
    return LETTER.match(text, line.start(), line.end()) or LABEL.match(text, line.start(), line.end())


def _among(text: str, found: Sequence[Label], loud: Sequence[Label]) -> list[Label]:
    """Labels in capitals, of at least two speakers; among them "BROWN:" is one too, and none has to begin a line."""
    speakers = {label["name"] for label in loud}
    if len(speakers) < 2 or len(loud) < FEWEST or not _talks(text, loud):
        return []
    times = Counter(label["name"] for label in found if label["name"].isupper() and not CALLED.match(label["name"]))
    speakers |= {name for name, count in times.items() if count > 1}
    surnames = Counter(name.split()[-1] for name in speakers)
    speakers |= {name for name, count in surnames.items() if count == 1}
    anyone = "|".join(map(re.escape, sorted(speakers)))
    within = re.compile(rf"(?<=[^\w\s]\s)(?P<who>(?P<name>{anyone}))(?P<cue>:)\s+(?=\S)")
    begun = [label for label in found if label["name"] in speakers]
    cues = {label.start("cue") for label in begun}
    return [*begun, *(label for label in within.finditer(text) if label.start("cue") not in cues)]


def _talks(text: str, loud: Sequence[Label]) -> bool:
    """Whether somebody speaks again and some talk to each other, or somebody has a part in a talk."""
    if any(label["name"].split()[-1].lower() in PARTS for label in loud):
        return True
    talking = sum(TALK.search(words) is not None for words in _first_lines(text, loud))
    surnames = Counter(label["name"].split()[-1] for label in loud)
    return 3 * talking >= len(loud) and max(surnames.values()) > 1


def _to_and_fro(text: str, quiet: Sequence[Label]) -> list[Label]:
    """Labels in small letters, of at least two who speak more than once and talk to each other, and ask."""
    times = Counter(label["name"] for label in quiet)
    again = [label for label in quiet if times[label["name"]] > 1]
    if len({label["name"] for label in again}) < 2 or len(again) < TO_AND_FRO:
        return []
    begun = _first_lines(text, again)
    talking = sum(TALK.search(words) is not None for words in begun)
    return list(quiet) if 2 * talking >= len(again) and any("?" in words for words in begun) else []


def _asked(text: str, found: Sequence[Label], known: dict[int, int]) -> list[Label]:
    """Labels of a paragraph in which an outlet or a reporter asks and of the next, in which a person answers, and those
    like them: "AFP: Who knew?", "Ilse Brandt: Nobody did." """
    pairs = [
        (one, other)
        for one, other in pairwise(found)
        if one["name"] != other["name"]
        and _names_all(other, known)
        and _asks(one["name"])
        and QUESTION.fullmatch(text, one.end(), other.start())
    ]
    talkers = {label["name"] for pair in pairs for label in pair}
    return [label for label in found if label["name"] in talkers]


def _asks(name: str) -> bool:
    """Whether a label may be that of whoever asks: an agency's letters, or a part in a talk."""
    words = name.split()
    letters = name.isupper() and not are_common(name)  # not "UPDATE"
    return len(words) <= LONGEST and (letters or words[-1].lower() in ASKERS)


def _first_lines(text: str, labels: Sequence[Label]) -> list[str]:
    """What stands in the line of each label."""
    return [line[0] for label in labels if (line := LINE.match(text, label.end()))]


def _speaks(label: Label, known: dict[int, int]) -> bool:
    """Whether a label is a title or a part in a talk, or holds a name. known: where names begin and end."""
    words = label["name"].split()
    if len(words) > LONGEST:
        return False
    if words[-1].lower() in _parts():
        return True
    start, end = label.span("name")
    return not CALLED.match(label["name"]) and any(known.get(at, end + 1) <= end for at in range(start, end))


def _names_all(label: Label, known: dict[int, int]) -> bool:
    """Whether a label is a name and nothing else but titles before it ("Sir John Holt"), or a part in a talk."""
    at, end = label.span("name")
    for word in label["name"].split():
        if (stop := known.get(at)) and HYPHENED.fullmatch(label.string, stop, end):
            return True
        if word.lower() not in _parts() and word.lower() != "the":
            return False
        at += len(word) + 1
    return label["name"].lower() in PARTS


def _said(text: str, blocks: Sequence[Span], turn: Span) -> Iterator[Span]:
    """What is said in a turn, paragraph by paragraph, without asides, as long as nothing else begins."""
    for number, block in enumerate(blocks):
        start, end = max(block.start, turn.start), min(block.end, turn.end)
        words = text[start:end].rstrip()
        if number and _something_else(words):
            return
        if any(map(str.isalnum, words)) and not ASIDE.fullmatch(words):
            yield Span(start, start + len(words))


def _something_else(words: str) -> bool:
    """Whether a paragraph between turns is none's: it has a label of its own, is a heading or reports."""
    if ASIDE.fullmatch(words):
        return False
    if LABEL.match(words) or LETTER.match(words):
        return True
    return not ENDED.search(words) or bool(REPORT.search(words) and not TALK.search(words))


@cache
def _parts() -> frozenset[str]:
    return PARTS | set(wordlist("titles")["titles"].split())
