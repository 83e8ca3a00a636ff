"""Overlaps: whether a span overlaps any of many others.

In: spans, in any order, that may overlap each other. Out: yes or no, in the time that a look into a sorted list takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from sayso.types import Span


class Taken:
    """Spans of a text that are spoken for."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self.starts = [span.start for span in ordered]
        self.reach = list(accumulate((span.end for span in ordered), max))  # how far those up to each go

    def meets(self, span: Span) -> bool:
        """Whether the span overlaps any of them."""
        at = bisect_left(self.starts, span.end)
        return at > 0 and self.reach[at - 1] > span.start
