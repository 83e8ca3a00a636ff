"""Paragraphs of a text: what blank lines separate.

In: a text. Out: spans in order, their blank edges left out. Collecting and reading share them.
"""

from __future__ import annotations

import re

from sayso.types import Span

BREAK = re.compile(r"\n\s*\n")


def paragraphs(text: str, most: int | None = None) -> list[Span]:
    """The spans of the paragraphs, or of the first few."""
    found: list[Span] = []
    start = 0
    while start < len(text) and (most is None or len(found) < most):
        ended = BREAK.search(text, start)
        end = ended.start() if ended else len(text)
        words = text[start:end]
        if words.strip():
            left = start + len(words) - len(words.lstrip())
            found.append(Span(left, left + len(words.strip())))
        start = ended.end() if ended else len(text)
    return found
