"""Edges: what the tagger leaves at the edge of a source, a cue or a content and belongs to none.

In: a text, its dateline, and spans of it. Out: the same spans without a preposition at the end of a source ("The
harbour authority on" of "... on Monday said") or of a cue ("said on" of "said on Monday"), without the dateline before
a content ("PORT TAVEL, June 2 - At least 9 people were killed"), and without what the narrator goes on with after a
quotation ("said: “We will stay.” Some 2,000 heard him"). Nothing is made longer, and a span of which nothing would be
left stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sayso.read.attribution import Attribution
from sayso.read.quotations import Quotation, paragraphs
from sayso.types import Span, Spans

# In small letters no name ends with one of these, and hardly a description; "Vitamin A" is no such end. Others may end
# one: "the aid group she works for", "the hospital they were taken to".
DANGLING = re.compile(r"(?:\s+(?:on|in|at|of|and|the|a|an))+$")
# A cue may end with one where its content or source follows ("insisted on a vote", "was told by a guard") or no word
# does ("he insisted on.").
LEADING = re.compile(r"(?<=\w)\s+(?:on|in|at|by)$")
NEXT = re.compile(r" *(?=\w)")
DASH = re.compile(r"\s*(?:\([^()\n]{2,40}\)\s*)?(?:—|–|--?)\s*")
ENDS, CLOSING = ".?!…", "”\"’'»"  # of a sentence, and the marks that may stand behind it
FIRST = 3  # paragraphs: the headline and what stands under it may come before the dateline


def dateline(text: str, words: str | None) -> Span | None:
    """Where the dateline stands in the text, its dash and blanks with it; None where it does not."""
    if not words:
        return None
    written = re.compile(r"\s+".join(map(re.escape, words.split())))
    for paragraph in paragraphs(text)[:FIRST]:
        head = written.match(text, paragraph.start, paragraph.end)
        dash = head and DASH.match(text, head.end(), paragraph.end)
        if dash and dash.end() < paragraph.end:
            return Span(paragraph.start, dash.end())
    return None


def trimmed(
    text: str, said: Sequence[Attribution], head: Span | None, marks: Sequence[Quotation] = ()
) -> list[Attribution]:
    """The attributions with clean edges. head: where the dateline stands; marks: the quotations of the text."""
    ends = {mark.span.start: mark.span.end for mark in marks if mark.closed}
    return [
        one._replace(
            source=tuple(_without(DANGLING, text, span) for span in one.source),
            cue=tuple(_led(text, span, (*one.source, *one.content)) for span in one.cue),
            content=_quoted(text, one.cue, _outside(behind(one.content, head), head), ends),
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


def _outside(spans: Spans, head: Span | None) -> Spans:
    """Spans without those that lie in the dateline, unless all do."""
    return tuple(s for s in spans if head is None or s.start < head.start or s.end > head.end) or spans


def _led(text: str, cue: Span, others: Spans) -> Span:
    """others: the contents and sources of the cue."""
    follows = NEXT.match(text, cue.end)
    if follows is None or any(span.start <= follows.end() < span.end for span in others):
        return cue
    return _without(LEADING, text, cue)


def _without(end: re.Pattern[str], text: str, span: Span) -> Span:
    words = end.sub("", span.words(text))
    return Span(span.start, span.start + len(words)) if words.strip() else span
