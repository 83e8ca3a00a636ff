"""Scare quotes: marks around a word or two by which the narrator holds them at a distance.

In: a text, its quotations, what it attributes to somebody, its mentions and sentences. Out: markers. Marks alone do not
tell a word held at a distance from a source's word, a term of art, a name or a label; so only words that claim
something (`words/scare.toml`) count, in sentences where nobody speaks. Many are missed, few are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sayso.read.markers import WORD
from sayso.read.quotations import Quotation, inside
from sayso.read.wordlists import wordlist
from sayso.types import Marker, Mention, Span

KIND = "scare quotes"
# Three words and more are speech, poll answers or titles. How right this is stands in docs/measurements.md ("Checked by
# hand"); the lists were mended on the same corpora, so read a fresh sample when they or the expressions below change.
MOST_WORDS = 2

DOUBLE = ("“", '"', "''", "``", "«", "»", "„", "「", "『")  # opening marks that are no single ones
# "In the so-called “safe zone”": the narrator says it outright, whoever speaks in that sentence.
SO_CALLED = re.compile(r"\b(?:so[- ]+called|self[- ]\w+ed|supposed(?:ly)?|purported(?:ly)?)\s+(?:\w+\s+)?$", re.I)
# A word of speech this near, in words before the marks and after, makes what they hold its speaker's.
BEFORE, AFTER = 7, 3
REACH = 120  # code points on either side in which those words are looked for: a sentence may be as long as its text
CLAUSE = re.compile(r"[;:()–—]|\s-+\s")
# After "called" and its like the marks give a name, or what somebody calls it: not counted, though some keep distance.
NAMES = re.compile(
    r"\b(?:(?<!so[- ])called|titled|entitled|named|dubbed|nicknamed|known as|codenamed|operation|book|film|song|series"
    r"|programme|program|slogan|hashtag|headline|word|term|phrase|(?:policy|strategy|doctrine|concept) of)[\s,:]*$",
    re.I,
)
# Buttons, answers to a poll, ratings, and what follows a name.
LABELS = re.compile(
    r"\s*:|,\s*[“\"]|\s+or\s+[“\"‘']|\s*(?:button|link|tab|option|box|sign|banner|hashtag|nickname|slogan|section|label"
    r"|phrase|term|level|classification|category|rating|status|feature|gaffe|remark|comment|line|tweet)s?\b",
    re.I,
)
# "It was “badly wrong”", "they could “shoot anyone”": two words here are mostly a source's.
OPENS_SPEECH = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|being)(?:\s+\w+ly)?|to|not|can|could|will|would|shall|should|must|may|might)\s+$",
    re.I,
)
# Words listed as words: “dam,” “gate” and “flood”.
LISTED = re.compile(r"(?:\w,[”\"’']|[”\"’'],)\s+(?:and\s+|or\s+)?$|[”\"’']\s+or\s+$")


class Claim(NamedTuple):
    """Words of one entry of the list; `pairs`: they count as one of two words between the marks, too."""

    words: re.Pattern[str]
    pairs: bool
    why: str


def scare_quotes(
    text: str,
    found: Sequence[Quotation],
    attributed: Sequence[Span],
    mentions: Sequence[Mention],
    sentences: Sequence[Span],
    *,
    sources: Sequence[Span] = (),
    cues: Sequence[Span] = (),
) -> tuple[Marker, ...]:
    """Quotation marks around a word or two of the narrator's own: nobody is quoted, and no name or title is given.

    attributed: the contents that somebody is named, or cued, as saying; sources and cues: who, and the words that show
    them saying it.
    """
    named = _cover(len(text), [m.span for m in mentions if m.kind in ("person", "organisation", "place")])
    spoken = _cover(len(text), attributed)
    cued = _cover(len(text), cues)
    source = _cover(len(text), sources)
    # Where a text quotes in double marks, single ones stand in its headlines, and hold somebody's words.
    headlines = any(text.startswith(DOUBLE, quotation.span.start) for quotation in found)
    plain: frozenset[tuple[str, ...]] | None = None
    markers = []
    for quotation, sentence in _with_sentences(found, sentences):
        words = WORD.findall(text[quotation.inner.start : quotation.inner.end])
        if not quotation.closed or (headlines and not text.startswith(DOUBLE, quotation.span.start)):
            continue
        claim = _claim(words) if 0 < len(words) <= MOST_WORDS else None
        if claim is None or any(spoken[quotation.span.start : quotation.span.end]):
            continue
        opening = quotation.span.start == sentence.start
        if words[0][0].isdigit() or _is_name(words[opening:]) or _introduced(text, quotation):
            continue
        if words[-1][0].isupper() and named[quotation.inner.end - 1]:
            continue
        # "So-called “experts”", "the “expert” said": the narrator's own marks, though somebody speaks in the sentence.
        led = text[max(sentence.start, quotation.span.start - REACH) : quotation.span.start]
        outright = SO_CALLED.search(led) or source[quotation.inner.start]
        if not outright and _speaks(text, quotation, sentence, cued):
            continue
        if len(words) > 1:  # what the text also says without marks is a term, held at no distance
            plain = _plain_pairs(text, found, spoken) if plain is None else plain
            if tuple(word.lower() for word in words) in plain:
                continue
        markers.append(Marker(KIND, quotation.span, claim.why))
    return tuple(markers)


def _with_sentences(found: Sequence[Quotation], sentences: Sequence[Span]) -> list[tuple[Quotation, Span]]:
    """Each quotation with the sentence that it begins in."""
    pairs, at = [], 0
    for quotation in found:
        while at < len(sentences) and sentences[at].end <= quotation.span.start:
            at += 1
        if at < len(sentences):
            pairs.append((quotation, sentences[at]))
    return pairs


def _cover(length: int, spans: Sequence[Span]) -> bytearray:
    """One byte per code point: 1 where a span stands."""
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (min(end, length) - start)
    return covered


def _claim(words: list[str]) -> Claim | None:
    for claim in _claims():
        if (len(words) == 1 or claim.pairs) and any(claim.words.fullmatch(word.lower()) for word in words):
            return claim
    return None


def _is_name(words: list[str]) -> bool:
    """A title, a nickname (Ilse “Red” Brandt), or a figure."""
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in (words[0], words[-1]))


def _introduced(text: str, quotation: Quotation) -> bool:
    """Whether the words beside the marks show a name, a label or speech, or the marks hold a sentence of their own."""
    before = text[max(0, quotation.span.start - 90) : quotation.span.start].rsplit("\n", 1)[-1]
    after = text[quotation.span.end : quotation.span.end + 25].split("\n", 1)[0]
    inner = text[quotation.inner.start : quotation.inner.end].rstrip()
    if NAMES.search(before) or before.rstrip().endswith((":", "=")) or LABELS.match(after):
        return True
    if inner.endswith((",", "!", "?")) or (inner.endswith(".") and inner[:1].isupper()):
        return True
    return bool(LISTED.search(before) or (" " in inner.strip() and OPENS_SPEECH.search(before)))


def _speaks(text: str, quotation: Quotation, sentence: Span, cued: bytearray) -> bool:
    """Whether a word near the marks, in their clause, shows that somebody speaks, writes, thinks or names.

    Only words in lower case: a name may be spelt like one of them.
    """
    start, end = quotation.span
    first, last = max(sentence.start, start - REACH), min(sentence.end, end + REACH)
    breaks = [match.end() for match in CLAUSE.finditer(text, first, start)]
    before = list(WORD.finditer(text, breaks[-1] if breaks else first, start))[-BEFORE:]
    after = list(WORD.finditer(text, end, last))[:AFTER]
    return any(cued[word.start()] or _speech().fullmatch(word[0]) for word in (*before, *after))


def _plain_pairs(text: str, found: Sequence[Quotation], spoken: bytearray) -> frozenset[tuple[str, ...]]:
    """Every two words in a row that the narrator uses without marks, in lower case."""
    marked = inside(text, list(found))
    row: list[str] = []  # an empty word stands for words that are not the narrator's
    for word in WORD.finditer(text):
        row.append("" if marked[word.start()] or spoken[word.start()] else word[0].lower())
    return frozenset(pair for pair in pairwise(row) if all(pair))


@cache
def _claims() -> tuple[Claim, ...]:
    listed = wordlist("scare")["claim"]
    return tuple(Claim(_any_of(one["words"]), one.get("pairs", False), one["reason"]) for one in listed)


@cache
def _speech() -> re.Pattern[str]:
    return _any_of([word for one in wordlist("scare")["speech"] for word in one["words"]])


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word.rstrip("*")) + (r".*" if word.endswith("*") else "") for word in words))
