"""Places: where a figure is of, by its article.

In: the place in a figure's sentence, the places named in its paragraph, and the article's dateline. Out: the words of a
place and where they were found: the sentence's own first, then the nearest of the paragraph, and where the text names
none there, the place of the dateline, which is marked so: an article may be written elsewhere. No map is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from sayso.types import Span

SENTENCE, PARAGRAPH, DATELINE = "sentence", "paragraph", "dateline"
# "HALMERE, Marenia (Northline) —", "VELL, March 4": the place before the first comma or bracket.
CITY = re.compile(r"\s*(?P<city>[^\W\d_][^,(—–:;\n]{1,50}?)\s*(?:[,(—–:;]|--|$)")


class Place(NamedTuple):
    """The words of a place, and where they stand."""

    words: str
    found: str


def place(
    own: str | None, figure: Span, paragraph: Span, named: Sequence[tuple[int, str]], dateline: str | None
) -> Place | None:
    """The place of a figure. own: in its sentence; named: where places are named in its document, in order."""
    if own:
        return Place(own, SENTENCE)
    starts = [start for start, _ in named]
    inside = named[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
    before = [words for start, words in inside if start < figure.start]
    after = [words for start, words in inside if start >= figure.end]
    if before or after:
        return Place(before[-1] if before else after[0], PARAGRAPH)
    match = CITY.match(dateline or "")
    return Place(match["city"], DATELINE) if match else None
