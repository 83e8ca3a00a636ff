"""Markers: wording that hedges, doubts, vouches, shows access, infers or predicts; and scare quotes.

In: a text, its quotations, sentences and mentions. Out: markers with the reason that their list gives. The lists are
`words/markers/*.toml`, one a kind. Whose wording it is, the narrator's or a source's, is settled where statements are
put together; nothing here judges what is said.

A pattern is a row of words: `a|b` is either, `word?` may be missing (`a|b?` too), `word*` takes any ending, `word~` the
endings of a regular verb, `...` is up to three words, and a hyphen may be a blank. A last part in square brackets must
follow but is not marked: `claimed [that|to]`. An entry does not count right after one of its `not_before`, or right
before one of its `not_after`; `#` there is any number. `case = true` matches letters as they are written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sayso.read.quotations import Quotation
from sayso.read.wordlists import wordlist
from sayso.types import Marker, Mention, Span

KINDS = ("hedge", "doubt", "endorsement", "access", "inference", "prediction")
SCARE = "scare quotes"
# A quotation of this many words or more is what somebody said, not a word held at arm's length: by reading short
# quotations that PolNeAR's annotators attribute to nobody (2026-11; of 50 marked in train, 38 were words held at a
# distance, 6 technical terms, the rest speech). Read such a sample again when this or the expressions below change.
FEWEST_SPOKEN = 6

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
GAP = r"(?:\s+[\w'’-]+){0,3}?"
BETWEEN = r"[\s,]+"
REACH = 60  # code points before a match in which the words of `not_before` are looked for
SPEAKS = re.compile(
    r"\b(?:said|says|say|saying|told|tells|adds?|added|asked|asks|replied|wrote|writes|tweeted|shouted|chant(?:ed|ing)"
    r"|quoted|quoting|according to|read|reads|stat(?:ed|es|ing)|statement|declared|call(?:ed|s|ing)?|described"
    r"|describing|announced)\b",
    re.I,
)
NAMES = re.compile(
    r"\b(?:called|titled|entitled|named|dubbed|nicknamed|known as|codenamed|operation|book|film|song|series|programme"
    r"|program|slogan|hashtag|headline|word|term|phrase|policy of|strategy of|doctrine of|concept of)[\s,:]*$",
    re.I,
)
# "They could “shoot anyone”": after a modal verb, "to" or "not" the marks hold what somebody said.
OPENS_SPEECH = re.compile(r"\b(?:to|not|can|could|will|would|shall|should|must|may|might|click|gestured)\s+$", re.I)
LISTED = re.compile(r"[\w],[”\"’']\s+(?:and\s+|or\s+)?$")  # words listed as words: “dam,” “gate” and “flood”


class Entry(NamedTuple):
    """One pattern of a list, compiled; `before` and `after` match words beside which it does not count."""

    kind: str
    pattern: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    why: str


def find_markers(text: str, found: Sequence[Quotation], sentences: Sequence[Span]) -> tuple[Marker, ...]:
    """The markers of every kind but scare quotes, in order; within a kind they do not overlap, the longest stands.

    No marker crosses the end of a sentence, and none stands in a title: the song “Maybe Tomorrow” hedges nothing.
    """
    markers: list[Marker] = []
    titles = _cover(
        len(text), [quotation.span for quotation in found if quotation.closed and _is_title(text, quotation)]
    )
    ends = dict.fromkeys(KINDS, 0)
    for start, end in sentences:
        for word in WORD.finditer(text, start, end):
            best: dict[str, Marker] = {}
            for entry in _entries_at(word[0].lower()):
                match = entry.pattern.match(text, word.start(), end)
                if match and _counts(entry, text, match, start):
                    held = best.get(entry.kind)
                    if held is None or match.end() > held.span.end:
                        best[entry.kind] = Marker(entry.kind, Span(match.start(), match.end()), entry.why)
            for kind, marker in best.items():
                if marker.span.start >= ends[kind] and not titles[marker.span.start]:
                    markers.append(marker)
                    ends[kind] = marker.span.end
    return tuple(markers)


def scare_quotes(
    text: str, found: Sequence[Quotation], attributed: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Marker, ...]:
    """Quotation marks around a few of the narrator's own words: nobody is quoted, and no name or title is given.

    attributed: the contents that somebody is named, or cued, as saying.
    """
    named = _cover(len(text), [m.span for m in mentions if m.kind in ("person", "organisation", "place")])
    spoken = _cover(len(text), attributed)
    markers = []
    for quotation in found:
        words = WORD.findall(text[quotation.inner.start : quotation.inner.end])
        if not quotation.closed or not words or len(words) >= FEWEST_SPOKEN:
            continue
        if any(spoken[quotation.span.start : quotation.span.end]):  # then they are the speaker's words
            continue
        if _is_name(words) or named[quotation.inner.end - 1] or _introduced(text, quotation):
            continue
        markers.append(
            Marker(SCARE, quotation.span, "a few words in quotation marks that nobody is said to have spoken")
        )
    return tuple(markers)


def _cover(length: int, spans: Sequence[Span]) -> bytearray:
    """One byte per code point: 1 where a span stands."""
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (min(end, length) - start)
    return covered


def _is_name(words: list[str]) -> bool:
    """A title ("The Long Road"), a nickname (Ilse “Red” Brandt), or a figure."""
    if words[0][0].isdigit():  # a figure in quotation marks is read as a figure
        return True
    if len(words) > 2 and words[0][0].isupper():  # a sentence, or a title: "The Long Road", "Nobody is safe"
        return True
    return all(word[0].isupper() or word[0].isdigit() for word in (words[0], words[-1]))


def _is_title(text: str, quotation: Quotation) -> bool:
    """Two to eight words in quotation marks, every one of more than three letters capitalised."""
    words = WORD.findall(text[quotation.inner.start : quotation.inner.end])
    return 2 <= len(words) <= 8 and all(word[0].isupper() for word in words if len(word) > 3 or word == words[0])


def _introduced(text: str, quotation: Quotation) -> bool:
    """Whether a verb of speech or naming stands right beside the marks, or the marks hold a sentence of their own."""
    before = text[max(0, quotation.span.start - 40) : quotation.span.start].rsplit("\n", 1)[-1]
    after = text[quotation.span.end : quotation.span.end + 25].split("\n", 1)[0]
    inner = text[quotation.inner.start : quotation.inner.end].rstrip()
    if NAMES.search(before) or before.rstrip().endswith((":", "=")):
        return True
    if inner.endswith((",", "!", "?")) or (inner.endswith(".") and inner[:1].isupper()):
        return True
    if OPENS_SPEECH.search(before) or LISTED.search(before):
        return True
    spoken = SPEAKS.search(" ".join(before.split()[-4:])) or SPEAKS.match(" ".join(after.split()[:2]).lstrip(", "))
    return bool(spoken)


def _counts(entry: Entry, text: str, match: re.Match[str], start: int) -> bool:
    if entry.after and entry.after.match(text, match.end()):
        return False
    # The words before, as far back as the longest `not_before` needs, joined by single blanks.
    return not (entry.before and entry.before.search(" " + " ".join(_words_before(text, match.start(), start))))


def _words_before(text: str, at: int, start: int) -> list[str]:
    return WORD.findall(text[max(start, at - REACH) : at])[-3:]


@lru_cache(1 << 16)
def _entries_at(word: str) -> tuple[Entry, ...]:
    """The entries that may begin with this word, in lower case."""
    whole, stems, shortest = _index()
    folded = word.replace("’", "'")
    endings = (stems.get(folded[:length], ()) for length in range(shortest, len(folded) + 1))
    return (*whole.get(folded, ()), *(entry for found in endings for entry in found))


@cache
def _index() -> tuple[dict[str, list[Entry]], dict[str, list[Entry]], int]:
    """Entries by their first word, and by the stem of it where any ending goes; and the length of the shortest stem."""
    whole: dict[str, list[Entry]] = defaultdict(list)
    stems: dict[str, list[Entry]] = defaultdict(list)
    for kind in KINDS:
        for listed in wordlist(f"markers/{kind}")["marker"]:
            for pattern in _spelt_out(listed["patterns"]):
                entry = _entry(kind, pattern, listed)
                for first in pattern.split()[0].split("|"):
                    key = first.split("-")[0]
                    if key.endswith(("*", "~")):
                        stems[key.rstrip("*~").removesuffix("e")].append(entry)
                    else:
                        whole[key].append(entry)
    return whole, stems, min(map(len, stems), default=1)


def _spelt_out(patterns: list[str]) -> Iterator[str]:
    """The patterns, those whose first words may be missing with and without them."""
    for pattern in patterns:
        first, _, rest = pattern.partition(" ")
        yield f"{first.removesuffix('?')} {rest}".strip()
        if first.endswith("?"):
            yield from _spelt_out([rest])


def _entry(kind: str, pattern: str, listed: dict[str, Any]) -> Entry:
    marked, _, follows = pattern.removesuffix("]").partition(" [")
    written = _row(marked) + r"(?!\w)"
    if follows:
        led = "" if follows.startswith("...") else BETWEEN
        written += rf"(?={led}{_row(follows)}(?!\w))"
    before, after = ("|".join(map(_row, listed.get(side, ()))) for side in ("not_before", "not_after"))
    return Entry(
        kind,
        re.compile(written, 0 if listed.get("case") else re.I),
        re.compile(rf"\s(?:{before})$", re.I) if before else None,
        re.compile(rf"[^\w\n]{{1,3}}(?:{after})(?!\w)", re.I) if after else None,
        listed["reason"],
    )


def _row(pattern: str) -> str:
    """The regular expression of a row of words."""
    parts: list[str] = []
    for token in pattern.split():
        if token == "...":
            parts.append(GAP)
            continue
        words = "|".join(_word(word) for word in token.removesuffix("?").split("|"))
        parts.append(f"(?:{BETWEEN if parts else ''}(?:{words}))" + ("?" if token.endswith("?") else ""))
    return "".join(parts)


def _word(word: str) -> str:
    if word == "#":
        return r"\d[\d.,]*"
    stem = re.escape(word.rstrip("*~")).replace("'", "['’]").replace(r"\-", "[- ]")
    if word.endswith("~"):  # claim, claims, claimed, claiming; accuse, accuses, accused, accusing
        return stem.removesuffix("e") + r"(?:e|es|ed|ing)" if stem.endswith("e") else stem + "(?:s|ed|ing)?"
    return stem + (r"[\w'’]*" if word.endswith("*") else "")
