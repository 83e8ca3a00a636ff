"""Entities: persons, organisations, places, times and nationalities named in a text.

In: a text, its tokens and what the encoder says of them. Out: mentions in order. Only names are kept: bare groups ("the
rebels") are not told apart from other nouns surely enough. Who is meant by a mention is not asked here.
"""

from __future__ import annotations

import re

from sayso.read.encoder import SLICES, Encoded
from sayso.read.tagging import runs
from sayso.read.tokens import Tokens
from sayso.types import Mention, Span

KINDS = ("person", "organisation", "place", "time", "nationality")  # the labels of the entity head, in its order
# What the tagger at times takes along at either end of a name, and no name begins or ends with.
LOOSE_START = re.compile(r"(?:(?:the|a|an|of|in|at|on|and|for|to|from|near|by)\b|[^\w\s]|\s)+", re.I)
LOOSE_END = re.compile(r"(?:\s+(?:the|a|an|of|in|at|on|and|for|to|from|near|by)\b|[^\w\s.)]|\s)+$", re.I)


def mentions(text: str, tokens: Tokens, encoded: Encoded) -> tuple[Mention, ...]:
    """The mentions of a text, in order; they do not overlap. But for times, each holds a capital letter."""
    found = []
    for run in runs(tokens, encoded.logits[:, SLICES["entities"]]):
        kind, span = KINDS[run.label], _trimmed(text, run.span)
        words = span.words(text)
        if any(c.isupper() or (kind == "time" and c.isalnum()) for c in words):
            found.append(Mention(kind, span))
    return tuple(found)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    if match := LOOSE_START.match(text, start, end):
        start = match.end()
    if match := LOOSE_END.search(text[start:end]):
        end = start + match.start()
    return Span(start, end)
