"""Changed words: in which words two wordings of one passage differ.

In: two texts. Out: one line, such as “make” here, “let” there. Case, punctuation and quotation marks do not count, as
in `compare/passages.py`, which finds what is to be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.compare.passages import Words, words
from sayso.compare.wording import edits


def differing(here: str, there: str) -> str:
    """The words that stand on one side alone, in order; "" where there are none."""
    return "; ".join(_said(here, there))


def _said(here: str, there: str) -> Iterator[str]:
    mine, theirs = words(here), words(there)
    for old, new in edits(mine.forms, theirs.forms):
        own, other = _quoted(here, mine, old), _quoted(there, theirs, new)
        if own and other:
            yield f"{own} here, {other} there"
        else:
            yield f"{own} only here" if own else f"{other} only there"


def _quoted(text: str, found: Words, at: range) -> str:
    """The text from the first of these words to the last, on one line."""
    if not at:
        return ""
    return f"“{' '.join(text[found.spans[at[0]].start : found.spans[at[-1]].end].split())}”"
