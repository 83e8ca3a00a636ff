"""Verbatim: whose own words a text shows, told by its form alone.

In: a text, its quotations and the attributions that the tagger found. Out: the attributions with turns, posts and
signed quotations in place of whatever else was read in the same words, and with all paragraphs of a quotation whose
speaker is known from one of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.paragraphs import paragraphs
from sayso.read.attribution import Attribution
from sayso.read.overlaps import Taken
from sayso.read.quotations import Quotation, passages
from sayso.read.signed import signatures
from sayso.read.turns import turns
from sayso.types import Span, Spans

FEWEST = 5  # words of a quotation that is shown again
SEVERAL = 4  # who say the same few words: with more, they are nobody's own
WORD = re.compile(r"\w+")


def verbatim(text: str, marks: Sequence[Quotation]) -> tuple[list[Attribution], list[Quotation]]:
    """Turns, posts and signed quotations, in order, and the text's quotations (`marks`) with these among them."""
    found = in_place(signatures(text, marks), turns(text))
    taken = Taken(span for one in found for span in one.content)
    shown = [Quotation(span, span, True) for one in found for span in one.content]
    return found, sorted([*(mark for mark in marks if not taken.meets(mark.span)), *shown])


def in_place(said: Sequence[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with those of `found` in place of whatever else was read in the same words, in order of cues."""
    if not found:
        return list(said)
    taken = _taken(found)
    kept = [
        one._replace(content=tuple(span for span in one.content if not taken.meets(span)))
        for one in said
        if not any(taken.meets(span) for span in one.cue)
    ]
    return sorted([*(one for one in kept if one.content), *found], key=lambda one: one.cue)


def _taken(said: Iterable[Attribution]) -> Taken:
    return Taken(span for one in said for span in (*one.source, *one.cue, *one.content))


def continued(text: str, said: Sequence[Attribution], marks: Sequence[Quotation]) -> list[Attribution]:
    """Attributions with the paragraphs before and after those that they hold of one quotation.

    Of 28 quotations over two paragraphs of PolNeAR train, all of them one speaker's to the annotators, the tagger gave
    both to one in 2 (2026-11, tagger-6).
    """
    held = sorted((span, at) for at, one in enumerate(said) for span in one.content)
    longer: defaultdict[int, list[Span]] = defaultdict(list)
    for passage in passages(text, marks):
        if len(passage) > 1:
            owners = _filled([_owner(held, mark.span) for mark in passage])
            for mark, owner in zip(passage, owners, strict=True):
                if owner is not None and not any(
                    mark.span.overlaps(s) for s in (*said[owner].source, *said[owner].cue)
                ):
                    longer[owner].append(mark.span)
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


def shown_again(text: str, said: Sequence[Attribution], marks: Sequence[Quotation]) -> list[Attribution]:
    """Attributions with the quotations that are paragraphs by themselves, set in large, and repeat words of one."""
    alone = {paragraph.start: paragraph for paragraph in paragraphs(text)}
    taken = _taken(said)
    again = [mark.span for mark in marks if alone.get(mark.span.start) == mark.span and not taken.meets(mark.span)]
    quoted = [_words(text, one.content) for one in said] if again else []
    holders: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)  # whose words hold a few in a row
    for at, words in enumerate(quoted):
        for first in range(len(words) - FEWEST + 1):
            holders[tuple(words[first : first + FEWEST])].add(at)
    more: defaultdict[int, list[Span]] = defaultdict(list)
    for span in again:
        words = _words(text, [span])
        wanted = f" {' '.join(words)} "
        likely = holders[tuple(words[:FEWEST])]
        owners = [at for at in likely if wanted in f" {' '.join(quoted[at])} "] if len(likely) <= SEVERAL else []
        if len(owners) == 1:
            more[owners[0]].append(span)
    return [one._replace(content=_together(one.content, more[at])) for at, one in enumerate(said)]


def _words(text: str, spans: Iterable[Span]) -> list[str]:
    return [word.lower() for span in spans for word in WORD.findall(span.words(text))]
