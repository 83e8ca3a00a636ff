"""Relayed words: who speaks where somebody else reports it.

In: a text and its attributions. Out: the attributions, those that give words to whoever passed them on now to whoever
said them: "Sputnik quoted the general as saying", "the general was quoted by Sputnik as saying", "police said, Sputnik
reports". Who passed them on stays in the cue. Other attributions come back as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.read.attribution import Attribution
from sayso.types import Span, Spans

TELLING = r"telling\s(?:(?:the|its|his|her|their|state)\s)?\w+"
AS = rf"as\s(?:saying|{TELLING}|warning|stating|adding|insisting|claiming)\b[,:]?"
QUOTED = re.compile(r"\b(?:quot|cit)(?:ed|es|ing|e)$", re.I)
WHO = re.compile(rf"\s+(?P<who>[^.;:“”\"\n]{{1,89}}[^\s,.;:“”\"\n]),?\s+(?P<cue>{AS})\s*")
PASSIVE = re.compile(
    rf"\b(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen)\s(?:\w+\s)?quoted\s(?:by\s[^.;:“”\"\n]{{2,60}}?\s)?{AS}\s*"
)
FAR = 120  # code points behind the beginning of a cue
NOBODY = re.compile(r"\b(?:no one|nobody|neither|none)\b", re.I)
RELAYS = re.compile(r"^(?:reports?|reported|according to)\b", re.I)
SAID = re.compile(
    r"(?P<end>,|[,.!?][”\"’'])\s+(?P<who>[^,.;:“”\"\n]{1,59}[^\s,.;:“”\"\n])\s(?P<cue>(?:said|says|announced|warned|wrote|added"
    r"|confirmed|told\s\w+(?:\s\w+)?)(?:\s(?:in|on|at|during)\s[^,.;:“”\"\n]{1,50}[^\s,.;:“”\"\n])?)\s*$"
)


def relayed(text: str, said: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with those to their sources who said it."""
    return [_quoted_as(text, one) or _was_quoted(text, one) or _said_first(text, one) or one for one in said]


def _quoted_as(text: str, one: Attribution) -> Attribution | None:
    """ "Sputnik quoted the general as saying that ..." """
    if len(one.source) != 1 or len(one.cue) != 1 or not QUOTED.search(one.cue[0].words(text)):
        return None
    match = WHO.match(text, one.cue[0].end)
    if match is None or (
        one.cue[0].words(text)[:1] in "cC" and not match["cue"].startswith(("as saying", "as telling"))
    ):
        return None
    if not any(span.start <= match.start("who") < span.end for span in one.content):
        return None
    content = _without(one.content, Span(one.cue[0].end, match.end()))
    near = 0 <= one.cue[0].start - one.source[0].end <= 1
    relay = Span(one.source[0].start, one.cue[0].end) if near else one.cue[0]
    return Attribution((Span(*match.span("who")),), (relay, Span(*match.span("cue"))), content) if content else None


def _was_quoted(text: str, one: Attribution) -> Attribution | None:
    """ "The general was quoted by Sputnik as saying that ..." """
    if not one.cue:
        return None
    near = PASSIVE.finditer(text, one.cue[0].start, one.cue[0].end + FAR)
    match = next((m for m in near if m.start() <= one.cue[0].end), None)
    who = [
        span
        for span in one.content
        if match and not text[span.end : match.start()].strip() and span.end <= match.start()
    ]
    if match is None or len(who) != 1:
        return None
    content = tuple(span for span in _without(one.content, Span(match.start(), match.end())) if span != who[0])
    cue = Span(match.start(), match.start() + len(match[0].rstrip(" ,:")))
    return Attribution((who[0],), (cue,), content) if content else None


def _said_first(text: str, one: Attribution) -> Attribution | None:
    """ "... , police said, Sputnik reports" """
    if len(one.content) != 1 or not one.source or not one.cue or not RELAYS.match(one.cue[-1].words(text)):
        return None
    (span,) = one.content
    match = SAID.search(text[span.start : span.end])
    if match is None or span.end > one.cue[-1].start or NOBODY.search(match["who"]):
        return None
    who, cue = (Span(span.start + match.start(part), span.start + match.end(part)) for part in ("who", "cue"))
    return Attribution((who,), (cue, *one.cue), (Span(span.start, span.start + match.end("end")),))


def _without(spans: Spans, words: Span) -> Spans:
    """Spans without what they share with others, which is their beginning or all of them."""
    kept = (Span(max(s.start, words.end), s.end) if s.start < words.end and words.start < s.end else s for s in spans)
    return tuple(span for span in kept if span.start < span.end)
