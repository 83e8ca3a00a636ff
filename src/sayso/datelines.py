"""Datelines: where an article says that it was written, before its first sentence.

In: a text. Out: the dateline's words or its place in the text. "HALMERE, Marenia (Agency) —" ends with a dash,
"Halmere, Jun 3 (Agency)" with its credit. Papers in much of the world write "HALMERE:", as others write who says so
("POLICE: two dead") or what follows ("UPDATE:"), so a colon has to be borne out: by a day or a credit before it, or by
the text, which elsewhere says "in Halmere".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.paragraphs import paragraphs
from sayso.types import Span

FIRST = 3  # paragraphs: the headline and what stands under it may come before the dateline
LONGEST = 120  # code points
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DATE = rf"(?:{MONTH} ?\d{{1,2}}(?!\d)|\d{{1,2}} ?{MONTH})"
# "KESTREL BRIDGE, Orlow (Agency) —": capitals or a credit in brackets, and a dash before the first sentence.
DASHED = re.compile(r"(?P<place>[^\W\d_][^\n—–(]{1,50}?)(?P<credit> ?\([^()\n]{2,40}\))?\s*(?:—|–|--| - )\s*(?=\S)")
LED = re.compile(
    r"(?P<words>(?P<place>[^\W\d_](?:[^\W\d_]|[.’' /-](?=[^\W\d_])){1,40})(?P<more>(?:, ?[^\n,:()—–]{2,25}){0,2})"
    r"(?P<credit> ?\([^()\n:]{2,40}\))?):\s+(?=\S)"
)
# "Halmere, Jun 3 (Northline) Two people died", "VELL, June 3. /AGENCY/. Two people died"
UNMARKED = re.compile(
    rf"(?P<words>[^\W\d_][^\n,()/.—–]{{1,40}}(?:, [^\n,()/—–]{{2,25}})?, (?i:{DATE})(?:, \d{{4}})?"
    r"(?: \([^()\n]{2,40}\)|\. /[^/\n]{2,20}/\.))[^\S\n]+(?=[“\"‘A-Z])"
)
ENDED = re.compile(r"[.!?][”\"’')]*$")
FEWEST = 6  # words of a sentence: with an end, they are no headline
DAY = re.compile(rf"\b{DATE}", re.I)
CREDIT = re.compile(r" ?\((?=[A-Z]\w\w)[^\d-]+\)|[^()]*\(\w+ \d{1,2}, \d{4}\)")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)'[^']*'|‘[^’]*’")
TALK = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|us|[Mm]y)\b")  # a place does not speak like this, but whoever has a colon may
CLOCK = re.compile(r"\d:\s+\d")  # "Friday, 4: 30 p.m."
NO_PLACE = re.compile(
    rf"^(?:updated?|published|posted|corrected|correction|clarification|editor.?s note|\w+day|{MONTH} ?\d)\b", re.I
)
CAPITALS = re.compile(r"\b[^\W\d_]")  # the first letters of words
SHORTEST = 5  # letters of a place in capitals that only its capitals tell: UN, NATO and LAPD say things


class Led(NamedTuple):
    """What may be a dateline without a dash. span: with its colon and blanks; sure: whether the text bears it out."""

    span: Span
    words: str
    place: str
    sure: bool


def dateline(text: str) -> str | None:
    """The words of a text's dateline, on one line, without the mark that ends it."""
    for start, end in paragraphs(text, FIRST):
        match = DASHED.match(text, start, min(end, start + LONGEST))
        if match and not NO_PLACE.match(match["place"]):
            first = match["place"].split()[0].strip(",.")
            if match["credit"] or (first.isupper() and len(first) > 1):
                return " ".join(match[0].rstrip("—–- \t\n").split())
    found = led(text)
    return found.words if found and found.sure else None


def led(text: str) -> Led | None:
    """What may be a text's dateline without a dash: a place with a day and a credit, or one with a colon and a sentence
    after it. None where several paragraphs begin with a colon, as in a talk, or where the place is mentioned again but
    nothing happens there."""
    for start, end in paragraphs(text, FIRST):
        if match := UNMARKED.match(text, start, end):
            return Led(Span(start, match.end()), match["words"], match["words"].partition(",")[0], sure=True)
        match = LED.match(text, start, end)
        if match is None or not _is_sentence(text[match.end() : end]):
            continue
        place = match["place"]
        if (
            TALK.search(QUOTED.sub("", text[match.end() : end]))
            or NO_PLACE.match(place)
            or CLOCK.search(text, match.end("words") - 1, match.end() + 1)
            or _another(text, end)
        ):
            return None
        sure = _written(match) or _happens_there(text, match.end(), place)
        return Led(Span(start, match.end()), match["words"], place, sure) if sure or _loud(text, match) else None
    return None


def _written(match: re.Match[str]) -> bool:
    """Whether a day stands behind the place, or behind one in capitals a credit: no party, no office, no day."""
    credit = match["credit"] if match["credit"] and CREDIT.fullmatch(match["credit"]) else None
    return match["place"][0].isupper() and bool((credit and match["place"].isupper()) or DAY.search(match["more"]))


def _happens_there(text: str, at: int, place: str) -> bool:
    """Whether the text behind `at` says "in" or "from" that place, with capitals only where its words begin."""
    named = re.compile(rf"\b(?:in|at|near|from|outside|around) ({re.escape(place)})\b", re.I).finditer(text, at)
    return any(match[1][0].isupper() and not match[1].isupper() for match in named) and (
        place.isupper() or all(letter.isupper() for letter in CAPITALS.findall(place))
    )


def _loud(text: str, match: re.Match[str]) -> bool:
    """Whether the place stands in capitals, and nowhere else."""
    place = match["place"]
    again = re.compile(rf"\b{re.escape(place)}\b", re.I).search(text, match.end())
    return place.isupper() and again is None and sum(map(str.isalpha, place)) >= SHORTEST


def _is_sentence(words: str) -> bool:
    return len(words.split(maxsplit=FEWEST)) >= FEWEST and ENDED.search(words[-FEWEST:].rstrip()) is not None


def _another(text: str, at: int) -> bool:
    """Whether a later line begins with capitals and a colon."""
    return any(match[1].isupper() for match in re.finditer(r"(?m)^([^\W\d_][^\n:]{0,40}):\s+\S", text[at:]))
