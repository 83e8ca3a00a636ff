"""Introduced words: "The ministry wrote on its website:", and what it wrote is the next paragraph, without marks.

In: a text, its sentences and attributions. Out: attributions for such paragraphs and lists of which nothing was read:
who (source), the verb (cue), what stands below (content). Of paragraphs that are no list only the first is sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from sayso.paragraphs import paragraphs
from sayso.read.attribution import Attribution
from sayso.read.overlaps import Taken
from sayso.read.reckoning import subject
from sayso.types import Span, Spans

LEAD = re.compile(
    r"(?P<before>[^“”\"]*)"
    r"(?P<cue>\b(?:(?:has|have|had|also|then|later)\s)?(?:said|says?|wrote|writes?|writing|posted|posts?|tweeted|added|adds"
    r"|continue[sd]?|reads?|stated|states|told|responded|replied|concluded?|concludes|announced|ruled|warned|explained"
    r"|declared|reported)\b)(?P<rest>(?:\s(?:in|on|at|via|that|as|through|the|a|this|later|after|during|with|his|her|its|reporters|him|them)"
    r"\b[^.!?…;“”\"]{0,80})?):$",
    re.S,
)
LONGEST_LEAD = 400  # code points
ITEM = re.compile(r"(?:[-–—•*·▪●]|\(?\d{1,2}[.)])\s")
QUOTED = re.compile(r"[“„«\"‘'「『`]")
LONGEST = 900  # code points of a paragraph
OTHER = re.compile(
    r"\b(?:not|never|no one|nobody|none|been|if|how|what|who|here|these|things|facts?|photos?|video|image|read more"
    r"|related|watch|follow|below)\b",
    re.I,
)


def introduced(text: str, sentences: Sequence[Span], said: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of a text, `said` and those found here, in order of their cues."""
    blocks, last = paragraphs(text), {sentence.end: sentence.start for sentence in sentences}
    taken = Taken(span for one in said for span in (*one.cue, *one.content))
    found = []
    for at, block in enumerate(blocks):
        start = max(last.get(block.end, block.start), block.end - LONGEST_LEAD)
        lead = LEAD.match(text, start, block.end) if text[block.end - 1] == ":" else None
        below = _below(text, blocks, at + 1) if lead and not OTHER.search(lead[0]) else ()
        if lead and below and not any(taken.meets(span) for span in (*below, Span(*lead.span("cue")))):
            found += _attribution(lead, below)
    return sorted([*said, *found], key=lambda one: one.cue) if found else list(said)


def _below(text: str, blocks: Sequence[Span], at: int) -> Spans:
    """The items of the list that begins with a paragraph, or else that paragraph."""
    items = []
    for block in islice(blocks, at, None):
        if not ITEM.match(text, block.start, block.end) or text[block.end - 1] == ":":
            break
        items.append(block)
    whole = items or [block for block in blocks[at : at + 1] if block.end - block.start <= LONGEST]
    quoted = any(QUOTED.match(text, block.start) or text[block.end - 1] == ":" for block in whole)
    return () if quoted else tuple(whole)


def _attribution(lead: re.Match[str], below: Spans) -> list[Attribution]:
    """One with the subject of the verb; none where there is no subject."""
    start = lead.start("before")
    who = subject(lead["before"])
    return [Attribution((Span(start + who[0], start + who[1]),), (Span(*lead.span("cue")),), below)] if who else []
