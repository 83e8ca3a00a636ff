"""Speakers: which of the names in a source is the one that speaks.

In: a source and the names in it. Out: the name, made longer where it is cut, or None where the source is somebody
beside them: "a spokesman for Berg", "Berg's campaign". Whom the name means is asked in `actors`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sayso.read.matching import head_of, plain_words
from sayso.read.referents import personal
from sayso.types import Mention, Span

# What a name stands in when it is not itself the one who speaks: "a spokesman for", "Berg's", "aides to".
BEFORE_OTHER = re.compile(
    r"(?:\b(?:of|for|to|with|from|by|at|in|near|behind|under|on|against|about|inside|within|whose|who|that|and)\b"
    r"|['’]s?\b)",
    re.I,
)
AFTER_HEAD = re.compile(
    r"\.?\s*(?:$|[,;:(—–-]|(?:and|or|who|of|in|from|at|on|for|as|the|also|himself|herself|itself)\b)", re.I
)
SEVERAL = re.compile(r"\b(?:and|or)\b|&")
# "The mayor of Halmere, Rosa Lund": the one whom all before the comma describes. "Halmere's mayor Rosa Lund".
APPOSED = re.compile(r",\s*$")
OWNED_TITLE = re.compile(
    r"['’]s?\s(?:(?!(?:to|of|for|with|from|by|at|in|on|and)\b)[\w-]+\s){0,3}(?P<title>[\w-]+)\s$", re.I
)
DESCRIPTION = re.compile(r",\s(?:an?|the|one|another|who|which|whose|that)\s[^,]*$")  # "Rosa Lund, a Republican"
NAMED = frozenset({"person", "organisation"})
FORCES = frozenset({"police", "patrol"})  # each town has its own
LED = re.compile(r"(?:[A-Z][\w.’'-]*\s(?:(?:and|of)\s(?=[A-Z]))?)+$")  # "West Midlands" of "West Midlands Police"
BODY = re.compile(
    r"\b(?:office|committee|commission|commissioner|council|ministry|department|bureau|agency|board|court|chamber|house"
    r"|party|union|movement|front|wing|army|forces?|cent(?:er|re)|institute|university|college|school|association"
    r"|federation|league|society|bank|church|embassy|mission|fund)$",
    re.I,
)
# What such a body is of: "Office of the Ombudsman".
OF = re.compile(r"\s(?:of|for)\s(?:the\s)?(?!\w+day\b)[A-Z][\w.’'-]*(?:\s(?:(?:and|of|the|for)\s){0,2}[A-Z][\w.’'-]*)*")
NEAR = 60  # code points


def speaker(text: str, source: Span, names: Sequence[Mention]) -> Mention | None:
    """The last of a source's names, in order, that speaks itself."""
    if len(names) > 1 and SEVERAL.search(text, names[0].span.end, names[-1].span.start):
        return None
    for mention in reversed(names):
        before, after = text[source.start : mention.span.start], text[mention.span.end : source.end]
        beside = before.count("(") > before.count(")") or (mention is not names[0] and DESCRIPTION.search(before))
        if not beside and AFTER_HEAD.match(after) and _speaks(mention, before):
            return _whole(text, mention, before)
    return None


def _speaks(mention: Mention, before: str) -> bool:
    if not BEFORE_OTHER.search(before):
        return True
    if mention.kind != "person":
        return False
    if APPOSED.search(before):
        # "The mayor of Vell, Rosa Lund" speaks; "a neighbour of the mayor, Rosa Lund" and "the office of ..." may not.
        head, *_, beside = (head_of(before), *before.lower().strip(" ,").split())
        return personal(head) and (beside == head or not personal(beside))
    title = OWNED_TITLE.search(before)
    return title is not None and not BEFORE_OTHER.search(before, 0, title.start()) and personal(title["title"].lower())


def _whole(text: str, mention: Mention, before: str) -> Mention:
    """The name, that of a force with its town before it."""
    more = LED.search(before[-NEAR:]) if mention.span.words(text).lower() in FORCES else None
    if more is None or not plain_words(more[0]):
        return mention
    return Mention(mention.kind, Span(mention.span.start - len(more[0]), mention.span.end))


def whole_names(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that are names of somebody, whole, in order."""
    named = [m for m in mentions if m.kind in NAMED and any(map(str.isupper, m.span.words(text)))]
    persons = [m for m in named if m.kind == "person"]
    found: list[Mention] = []
    for m in named:
        after = bisect_left(persons, m.span.end, key=lambda one: one.span.start)
        whole = m if m.kind == "person" else with_field(text, m, persons[after : after + 1])
        if not found or whole.span.start >= found[-1].span.end:
            found.append(whole)
    return found


def with_field(text: str, mention: Mention, others: Sequence[Mention] = ()) -> Mention:
    """A name with what a body is of, where it was cut off: "Office" of "the Office of the Ombudsman". others: those
    whom it may not swallow, such as the leader of a party."""
    behind = OF.match(text, mention.span.end) if BODY.search(mention.span.words(text)) else None
    if behind is None or any(behind.start() < m.span.end and m.span.start < behind.end() for m in others):
        return mention
    return Mention(mention.kind, Span(mention.span.start, behind.end()))
