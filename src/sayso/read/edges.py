"""Edges: what the tagger leaves at the edge of a source, a cue or a content and belongs to none.

In: a text, its dateline, and spans of it. Out: the same spans without a preposition at the end of a source ("The
harbour authority on" of "... on Monday said") or of a cue ("said on" of "said on Monday"), without the dateline before
a content ("PORT TAVEL, June 2 - At least 9 people were killed"), and without what the narrator goes on with after a
quotation ("said: “We will stay.” Some 2,000 heard him"). Only a source that is the end of a bracket or of a clause, or
that somebody saw ("emails seen by The Times"), is made longer, and a span of which nothing would be left stays as it
is. What a place and a colon say is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sayso.datelines import FIRST, TALK, led
from sayso.paragraphs import paragraphs
from sayso.read.attribution import Attribution
from sayso.read.names import are_common
from sayso.read.quotations import Quotation, last_line
from sayso.types import Mention, Span, Spans

# In small letters no name ends with one of these, and hardly a description; "Vitamin A" is no such end. Others may end
# one: "the aid group she works for", "the hospital they were taken to".
DANGLING = re.compile(r"(?:\s+(?:on|in|at|of|and|the|a|an))+$")
# A cue may end with one where its content or source follows ("insisted on a vote", "was told by a guard") or no word
# does ("he insisted on.").
LEADING = re.compile(r"(?<=\w)\s+(?:on|in|at|by)$")
NEXT = re.compile(r" *(?=\w)")
DASH = re.compile(r"\s*(?:\([^()\n]{2,40}\)\s*)?(?:—|–|--?)\s*")
FAR = 120  # code points
RELATIVE = re.compile(r"who(?:\s[\w’'-]+){2,14},?")
NOUN = re.compile(r"(?:^|[.!?,;:][”\"’']?\s+)(?P<noun>(?:[A-Z]|(?:another|one|an?|the)\b)[^,.;:“”\"\n]{1,60}),\s$")
# "Emails seen by The Times", "according to documents seen by The Times".
SEEN_BY = re.compile(
    r"(?:^|[.!?,;:][”\"’']?\s+|\bto\s)(?P<noun>(?:[^\W\d_][\w’'-]*\s){1,6}(?:seen|reviewed|obtained|viewed|examined"
    r"|verified)\sby\s)$"
)
SEEN = re.compile(r"\b(?:seen|reviewed|obtained|viewed|examined|verified)\sby$")
NAME = re.compile(r"\s(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4}")
# "The letter, which officials called a forgery, says so": who says so is not in the clause.
CLAUSE = re.compile(
    r"(?:^|[.!?][”\"’']?\s+)(?P<noun>(?:The|An?|This|Its|His|Her|Their)\s[^,.;:“”\"\n]{1,60}),\s(?:which|whom)\s$"
)
BRACKETED = re.compile(r"(?:[A-Z][\w.&’'-]*\s){1,6}\([^()\n]{0,40}$")
QUOTES = re.compile(r":\s+[“\"‘'«]")
OPENING = "“\"‘'«"
ENDS, CLOSING = ".?!…", "”\"’'»"  # of a sentence, and the marks that may stand behind it
# What a place is told of its own: "Peru: Government must protect farmers" is nothing that Peru says.
ITS_OWN = re.compile(
    r"(?:the\s)?(?:government|authorit(?:y|ies)|president|police|army|military|courts?|judges?|parliament|congress|senate|officials|junta"
    r"|lawmakers|ministers?|security forces|soldiers|rebels|activists?|protesters|journalists?)\b",
    re.I,
)
COLON, BLANK = re.compile(r":\s+"), re.compile(r"\s+(?=[“\"‘A-Z])")


def dateline(text: str, words: str | None) -> Span | None:
    """Where the dateline stands in the text, its dash or colon and the blanks with it; None where it does not.

    words: what is known of the dateline, if anything is. Without them capitals and a colon are one, if they are no
    common words ("UPDATE:") and the text does not tell otherwise.
    """
    if not words:
        found = led(text)
        return found.span if found and (found.sure or not are_common(found.place)) else None
    written = re.compile(r"\s+".join(map(re.escape, words.split())))
    for paragraph in paragraphs(text)[:FIRST]:
        head = written.match(text, paragraph.start, paragraph.end)
        marks = (DASH, COLON, BLANK) if words[-1] in ")." else (DASH, COLON)
        mark = head and next(filter(None, (mark.match(text, head.end(), paragraph.end) for mark in marks)), None)
        if mark and mark.end() < paragraph.end:
            return Span(paragraph.start, mark.end())
    return None


def located(text: str, said: Sequence[Attribution], named: Sequence[Mention]) -> list[Attribution]:
    """The attributions without those that a place makes with a colon at the beginning of a paragraph, a quotation or
    a whole sentence: "Halmere: At least 12 people died." A headline may have it say so: "Marenia: Orlow must leave",
    but hardly of its own: "Marenia: Court frees editor"."""
    starts = {paragraph.start for paragraph in paragraphs(text)}
    begun = [m.span for m in named if m.kind == "place" and m.span.start in starts and text[m.span.end :][:1] == ":"]
    # Where one after the other has a colon, they may well speak: "Marenia: “No.”", "Orlow: “Yes.”"
    quoting = sum(QUOTES.match(text, span.end) is not None for span in begun) > 1
    places = set() if quoting else set(begun)
    return [one for one in said if not (one.source and one.source[0] in places and _reports(text, one))]


def _reports(text: str, one: Attribution) -> bool:
    """Whether an attribution has a colon for a cue, and its content is quoted, ends as a sentence does, or is told of
    one of a place's own."""
    start, end = min(span.start for span in one.content), max(span.end for span in one.content)
    led = [span.words(text) for span in one.cue] == [":"]
    ended = text[end - 1 : end + 1].strip()[-1:]
    return led and (
        text[start] in OPENING
        or ITS_OWN.match(text, start) is not None
        or (ended in {*ENDS} and not TALK.search(text, start, end))
    )


def trimmed(
    text: str, said: Sequence[Attribution], head: Span | None, marks: Sequence[Quotation] = ()
) -> list[Attribution]:
    """The attributions with clean edges. head: where the dateline stands; marks: the quotations of the text."""
    ends = {mark.span.start: mark.span.end for mark in marks if mark.closed}
    return [
        one._replace(
            source=tuple(
                _without(DANGLING, text, last_line(text, _whole(text, span))) for span in _outside_clause(text, one)
            ),
            cue=tuple(_led(text, span, (*one.source, *one.content)) for span in one.cue),
            content=_quoted(text, one.cue, outside(behind(one.content, head), head), ends),
        )
        for one in said
    ]


def _quoted(text: str, cue: Spans, content: Spans, ends: Mapping[int, int]) -> Spans:
    """A content of one span that is a quotation behind its cue ends with it where a sentence does, and quotes nothing
    after it. ends: where quotations begin and end."""
    if len(content) != 1 or not cue or cue[-1].end > content[0].start:
        return content
    (span,) = content
    if (end := ends.get(span.start)) is None:
        return content
    last, rest = text[span.start : end].rstrip(CLOSING)[-1:], text[end : span.end].lstrip()
    ended = last and last in ENDS and (rest[:1].isupper() or rest[:1].isdigit())
    if ended and not any(end <= start < span.end for start in ends):
        return (Span(span.start, end),)
    return content


def behind(spans: Spans, head: Span | None) -> Spans:
    """Spans that begin in the dateline and go on behind it begin behind it."""
    if head is None:
        return spans
    return tuple(Span(head.end, s.end) if head.start <= s.start < head.end < s.end else s for s in spans)


def outside(spans: Spans, head: Span | None) -> Spans:
    """Spans without those that lie in the dateline, unless all do."""
    return tuple(s for s in spans if head is None or s.start < head.start or s.end > head.end) or spans


def _led(text: str, cue: Span, others: Spans) -> Span:
    """others: the contents and sources of the cue."""
    follows = NEXT.match(text, cue.end)
    if follows is None or any(span.start <= follows.end() < span.end for span in others):
        return cue
    return _without(LEADING, text, cue)


def _outside_clause(text: str, one: Attribution) -> Spans:
    """The source of an attribution, or the noun whose clause holds it, where the cue stands behind that clause."""
    if len(one.source) != 1 or not one.cue or one.cue[0].start < one.source[0].end:
        return one.source
    (span,) = one.source
    noun = CLAUSE.search(text, max(0, span.start - FAR), span.start)
    between = text[span.end : one.cue[0].start].rstrip()
    told = between[-1:] == "," and between.strip(" ,") and between.lstrip()[:1] != ","
    return (Span(*noun.span("noun")),) if noun and told else one.source


def _whole(text: str, span: Span) -> Span:
    """A source that is the end of a bracket, a clause about somebody or half of "emails seen by The Times", whole:
    "Veltrix Inc. (NYSE: VLTX)", "Another woman, who declined to give her name"."""
    words, near = span.words(text), max(0, span.start - FAR)
    if words.endswith(")") and "(" not in words and (name := BRACKETED.search(text, near, span.start)):
        return Span(name.start(), span.end)
    if seen := SEEN_BY.search(text, near, span.start):
        return Span(seen.start("noun"), span.end)
    if SEEN.search(words) and (name := NAME.match(text, span.end)):
        return Span(span.start, span.end + len(name[0].rstrip(".")))
    if RELATIVE.fullmatch(words) and (noun := NOUN.search(text, near, span.start)):
        return Span(noun.start("noun"), span.start + len(words.rstrip(", ")))
    return span


def _without(end: re.Pattern[str], text: str, span: Span) -> Span:
    words = end.sub("", span.words(text))
    return Span(span.start, span.start + len(words)) if words.strip() else span
