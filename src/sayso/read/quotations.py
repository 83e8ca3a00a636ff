"""Quotation marks: which characters of a text stand inside a quotation.

In: a text. Out: the quotations with their marks, outermost only, in order. A state machine over the marks alone: it
never fails, and a quotation that is never closed ends with its paragraph. It does not ask who speaks, nor whether the
marks are scare quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sayso.paragraphs import paragraphs
from sayso.types import Span

# Opening mark -> the marks that close it. German and Polish papers close „ with “ and ‚ with ‘; tokenised corpora write
# `` and ''; and ” stands by mistake where “ should.
CLOSES = {
    "“": ("”",),
    "”": ("”",),
    "„": ("“", "”"),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
}
CLOSES |= {'"': ('"',), "‘": ("’",), "'": ("'",), "‚": ("‘", "’"), "``": ("''",), "''": ("''",)}
SINGLE = {"‘", "'", "‚", "''"}
MARK = re.compile(r"``|''|[“”„«»‹›「」『』\"‘’‚']")
# Words and years that lose their beginning: the mark before them is an apostrophe.
ELIDED = re.compile(r"(?:t(?:is|was|were|will)|em|til|bout|neath|n(?=['’])|\d0s)\b", re.I)
LEADS = re.compile(r"|.?[:,.!?—–-]")  # what stands before a quotation that goes on in the next paragraph
DOUBLE = re.compile(r"[“”«»\"]")
ENDS = set(".,!?…—–-")  # before the mark that ends a quotation
FAR = 4  # paragraphs in which a quotation that was opened may yet be closed
SHORT = 40  # code points of a line that nobody wrapped


class Quotation(NamedTuple):
    """`span` holds the marks too; `inner` only what is between them."""

    span: Span
    inner: Span
    closed: bool


def last_line(text: str, span: Span) -> Span:
    """What of a span stands on its last line, if the one above is short: the hour and "BREAKING" over an entry, and no
    part of a text that was wrapped by hand."""
    at = text.rfind("\n", span.start, span.end)
    above = text.rfind("\n", 0, max(at, 0)) + 1
    return Span(at + 1, span.end) if at >= 0 and at - above < SHORT and text[at : span.end].strip() else span


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order; none crosses a paragraph break.

    A quotation that runs over several paragraphs, each opened again and only the last closed, is one per paragraph.
    """
    found = paragraphs(text)
    # A single mark that nothing closes is an apostrophe, unless the next paragraph is opened again.
    begins = [first[0] if (first := MARK.match(text, one.start)) else "" for one in found]
    marks: list[Quotation] = []
    between: list[Span] = []  # paragraphs without marks since a quotation was opened
    for one, again in zip(found, [*begins[1:], ""], strict=True) if found else ():
        end = _closed_late(text, marks, [*between, one]) if len(between) < FAR else None
        if end is not None:
            marks += [Quotation(span, span, False) for span in between]
            marks.append(Quotation(Span(one.start, end), Span(one.start, end - 1), True))
        bare = end is None and not DOUBLE.search(text, one.start, one.end)
        between = [*between, one] if bare else []
        marks += _in_paragraph(text, one if end is None else Span(end, one.end), again)
    return marks


def _closed_late(text: str, marks: list[Quotation], over: list[Span]) -> int | None:
    """Where in the last of paragraphs a quotation ends that was open before the first, and that nobody opened again."""
    opened = marks[-1] if marks and not marks[-1].closed else None
    first = DOUBLE.search(text, over[-1].start, over[-1].end)
    if opened is None or first is None or text[opened.span.end : over[0].start].strip():
        return None
    closes = first[0] in CLOSES.get(text[opened.span.start], ()) and not _opens(text, first, over[-1])
    return first.end() if closes and text[first.start() - 1] in ENDS else None  # 12" ends no quotation


def passages(text: str, marks: Sequence[Quotation]) -> list[list[Quotation]]:
    """The quotations of a text, joined where one goes on over several paragraphs."""
    found: list[list[Quotation]] = []
    for mark in marks:
        before = found[-1][-1] if found else None
        if before and not before.closed and not text[before.span.end : mark.span.start].strip():
            found[-1].append(mark)
        else:
            found.append([mark])
    return found


def inside(text: str, found: list[Quotation]) -> np.ndarray:
    """One boolean per code point: whether it stands between quotation marks."""
    flags = np.zeros(len(text), dtype=bool)
    for quotation in found:
        flags[quotation.inner.start : quotation.inner.end] = True
    return flags


def _in_paragraph(text: str, paragraph: Span, again: str) -> list[Quotation]:
    """again: the mark that begins the next paragraph, or nothing."""
    marks = list(MARK.finditer(text, paragraph.start, paragraph.end))
    last = {mark[0]: mark.start() for mark in marks if _ends_word(text, mark, paragraph)}
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for at, mark in enumerate(marks):
        if opened is None:
            # A single mark that none can close was an apostrophe ('tis, '90s).
            if _opens(text, mark, paragraph) and (
                mark[0] not in SINGLE
                or max(last.get(closing, 0) for closing in CLOSES[mark[0]]) > mark.end()
                or (mark[0] == again and LEADS.fullmatch(text[paragraph.start : mark.start()][-2:].rstrip()))
            ):
                opened = mark
        elif mark[0] in CLOSES[opened[0]] and _closes(text, marks, at, opened, paragraph, opened[0] == again):
            quoted = Quotation(Span(opened.start(), mark.end()), Span(opened.end(), mark.start()), True)
            if opened[0] not in SINGLE or mark.start() - opened.end() > 1:  # rock 'n' roll quotes nobody
                found.append(quoted)
            opened = None
    if opened is not None and opened.end() < paragraph.end:
        found.append(Quotation(Span(opened.start(), paragraph.end), Span(opened.end(), paragraph.end), False))
    return found


def _neighbours(text: str, mark: re.Match[str], paragraph: Span) -> tuple[str, str]:
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return before, after


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    if mark[0] not in CLOSES:
        return False
    before, after = _neighbours(text, mark, paragraph)
    if mark[0] in SINGLE:  # an apostrophe stands after a letter: soldiers', rock 'n' roll
        return not before.isalnum() and not after.isspace() and not ELIDED.match(text, mark.end())
    if mark[0] == '"':  # 6' 2" is a height; a mark after a word and before a blank can only close
        return not before.isdigit() and not (after.isspace() and not before.isspace() and before not in "([")
    if mark[0] == "”":
        return before.isspace() and not after.isspace()
    return mark[0] not in "»›" or not after.isspace()


def _ends_word(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a single mark may close: nothing like don't, and not after a blank."""
    before, after = _neighbours(text, mark, paragraph)
    return not before.isspace() and not after.isalnum()


def _closes(
    text: str, marks: list[re.Match[str]], at: int, opened: re.Match[str], paragraph: Span, goes_on: bool
) -> bool:
    """goes_on: whether the next paragraph begins with the mark that opened."""
    mark = marks[at]
    if opened[0] not in SINGLE:
        return True
    if not _ends_word(text, mark, paragraph):
        return False
    # A plural possessive (the soldiers' families) looks like the end of a quotation: it is one only if no other
    # candidate follows before the next opening.
    possessive = text[mark.start() - 1] in "sS" and re.match(r" [a-z]", text[mark.end() : mark.end() + 2])
    if not possessive:
        return True
    for after in range(at + 1, len(marks)):
        later = marks[after]
        if _opens(text, later, paragraph):
            return True
        if later[0] in CLOSES[opened[0]] and _ends_word(text, later, paragraph):
            return False
    return not goes_on
