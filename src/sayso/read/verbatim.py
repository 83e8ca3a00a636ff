"""Verbatim: whose own words a text shows, told by its form alone.

In: a text, its quotations and the attributions that the tagger found. Out: the attributions with turns, posts and
signed quotations in place of whatever else was read in the same words, and with all paragraphs of a quotation whose
speaker is known from one of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from sayso.read.attribution import Attribution
from sayso.read.quotations import Quotation, passages
from sayso.read.signed import signatures
from sayso.read.turns import turns
from sayso.types import Span, Spans

FEWEST = 5  # words of a sentence that repeats a quotation
WORD = re.compile(r"\w+")


def verbatim(text: str, marks: Sequence[Quotation]) -> tuple[list[Attribution], list[Quotation]]:
    """Turns, posts and signed quotations, in order, and the text's quotations (`marks`) with these among them."""
    found = in_place(signatures(text, marks), turns(text))
    return found, _quoted_too(marks, [span for one in found for span in one.content])


def _quoted_too(marks: Sequence[Quotation], spans: Sequence[Span]) -> list[Quotation]:
    """Quotations with more spans as such, in place of those within."""
    within = sorted(spans)
    rest = [mark for mark in marks if not _touched(within, mark.span)]
    return sorted([*rest, *(Quotation(span, span, True) for span in within)])


def in_place(said: Sequence[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with those of `found` in place of whatever else was read in the same words, in order of cues."""
    taken = [span for one in found for span in (*one.source, *one.cue, *one.content)]
    if not taken:
        return list(said)
    kept = [one._replace(content=_apart(one.content, taken)) for one in said if one.cue == _apart(one.cue, taken)]
    return sorted([*(one for one in kept if one.content), *found], key=lambda one: one.cue)


def _apart(spans: Spans, taken: Sequence[Span]) -> Spans:
    return tuple(span for span in spans if not any(span.overlaps(other) for other in taken))


def continued(text: str, said: Sequence[Attribution], marks: Sequence[Quotation]) -> list[Attribution]:
    """Attributions with the paragraphs before and after those that they hold of one quotation.

    Of 28 quotations over two paragraphs of PolNeAR train, all of them one speaker's to the annotators, the tagger gave
    both to one in 2 (2026-11, tagger-6).
    """
    held = sorted((span, at) for at, one in enumerate(said) for span in one.content)
    longer: dict[int, list[Span]] = {}
    for passage in passages(text, marks):
        if len(passage) > 1:
            owners = [_owner(held, mark.span) for mark in passage]
            for mark, owner in zip(passage, _filled(owners), strict=True):
                if owner is not None:
                    longer.setdefault(owner, []).append(mark.span)
    grown = [said[at]._replace(content=_together(said[at].content, spans)) for at, spans in sorted(longer.items())]
    return in_place([one for at, one in enumerate(said) if at not in longer], grown)


def _owner(held: Sequence[tuple[Span, int]], mark: Span) -> int | None:
    """The attribution that holds most of a quotation. held: which spans are whose, in order."""
    shares: Counter[int] = Counter()
    at = max(0, bisect_left(held, (mark, 0)) - 1)
    while at < len(held) and held[at][0].start < mark.end:
        span, owner = held[at]
        shares[owner] += max(0, min(mark.end, span.end) - max(mark.start, span.start))
        at += 1
    most = max(shares, key=lambda owner: shares[owner], default=None)
    return most if most is not None and 2 * shares[most] > mark.end - mark.start else None


def _filled(owners: Sequence[int | None]) -> list[int | None]:
    """Owners with the one before in place of none, or else the one behind."""
    filled = list(owners)
    for at in range(1, len(filled)):
        if filled[at] is None:
            filled[at] = filled[at - 1]
    for at in reversed(range(len(filled) - 1)):
        if filled[at] is None:
            filled[at] = filled[at + 1]
    return filled


def _together(spans: Spans, more: Sequence[Span]) -> Spans:
    found: list[Span] = []
    for span in sorted([*spans, *more]):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def repeated(
    text: str, said: Sequence[Attribution], sentences: Sequence[Span], marks: Sequence[Quotation]
) -> tuple[list[Attribution], list[Quotation]]:
    """Attributions with the sentences that only repeat a quotation's words (a post shown below, words set in large),
    and the text's quotations (`marks`) with these among them."""
    opened = {mark.span.start for mark in marks}
    begins: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)  # whose words, from which on
    quoted = [_words(text, [span for span in one.content if span.start in opened]) for one in said]
    for at, words in enumerate(quoted):
        for first in range(len(words) - FEWEST + 1):
            begins[tuple(words[first : first + FEWEST])].append((at, first))
    taken = sorted(span for one in said for span in (*one.source, *one.cue, *one.content))
    more: defaultdict[int, list[Span]] = defaultdict(list)
    for sentence in sentences if begins else ():
        words = _words(text, [sentence])
        found = begins.get(tuple(words[:FEWEST]), [])
        owner = next((at for at, first in found if quoted[at][first : first + len(words)] == words), None)
        if owner is not None and not _touched(taken, sentence):
            more[owner].append(sentence)
    longer = [one._replace(content=_together(one.content, more[at])) for at, one in enumerate(said)]
    return longer, _quoted_too(marks, [span for spans in more.values() for span in spans])


def _words(text: str, spans: Sequence[Span]) -> list[str]:
    return [word.lower() for span in spans for word in WORD.findall(span.words(text))]


def _touched(taken: Sequence[Span], one: Span) -> bool:
    """Whether a span overlaps any of others, which are in order and apart."""
    at = bisect_left(taken, one)
    return any(span.overlaps(one) for span in taken[max(0, at - 1) : at + 1])
