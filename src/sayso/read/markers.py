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
from itertools import pairwise
from typing import Any, NamedTuple

from sayso.read.quotations import Quotation
from sayso.read.wordlists import wordlist
from sayso.types import Marker, Mention, Span

KINDS = ("hedge", "doubt", "endorsement", "access", "inference", "prediction")
SCARE = "scare quotes"
# A quotation of this many words or more is what somebody said, not a word held at arm's length: by reading short
# quotations that PolNeAR's annotators attribute to nobody (2026-11, train): of 13 with four or five words 10 were
# speech, poll answers or titles; of 100 marked with the rules below 66 were held at a distance, 19 were technical
# terms, 15 speech or labels. Read such a sample again when this or the expressions below change.
FEWEST_SPOKEN = 4

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
# After "called" and its like the marks give a name, or what somebody calls it: not counted, though some keep distance.
NAMES = re.compile(
    r"\b(?:called|titled|entitled|named|dubbed|nicknamed|known as|codenamed|operation|book|film|song|series|programme"
    r"|program|slogan|hashtag|headline|word|term|phrase|policy of|strategy of|doctrine of|concept of)[\s,:]*$",
    re.I,
)
# "Declaring himself the “comeback kid”".
NAMED_SO = re.compile(
    r"\b(?:call|nam|dubb?|brand|label+|styl|term|declar|proclaim|nicknam)(?:e[sd]|s|ed|ing)\s+(?:him|her|it|them)"
    r"(?:sel(?:f|ves))?\s+(?:an?\s+|the\s+)?$",
    re.I,
)
# "She slammed the plan as “prejudiced”": the word is hers.
JUDGED_AS = re.compile(
    r"\b(?:slam|blast|dismiss|denounc|descri|hail|brand|label|condemn|derid|decri|denigrat|mock|tout|praise|characteri"
    r"|portray|reject|attack|lambast|ridicul|blacklist|list|designat)\w*\s[^.!?]{0,60}\bas\s+(?:an?\s+|the\s+)?$",
    re.I,
)
# Words quoted as words: search terms, buttons, answers to a poll.
AS_WORDS = re.compile(
    r"\b(?:words?|terms?|phrases?|keywords?)\b[^.!?]{0,80}$|(?:\b(?:select(?:ed|ing)|cho(?:se|ose|osing)|answer(?:ed)?"
    r"|percent|per cent)|%)\s*$",
    re.I,
)
LABELS = re.compile(
    r"\s*:|,\s*[“\"]|\s+or\s+[“\"‘']|\s*(?:button|link|tab|option|box|sign|banner|hashtag|nickname|slogan|section|label"
    r"|phrase|term|level|classification|category|rating|status|feature|gaffe|remark|comment|line|tweet)s?\b",
    re.I,
)
# “He was “in no rush””: two or more words after a form of "be" are mostly a source's.
IS = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.I)
# “he left”: a clause of its own.
SPEAKERS = re.compile(r"(?:he|she|it|they|we|i|you|there|that|this)\b['’\w]*\s+\w", re.I)
# "They could “shoot anyone”": after a modal verb, "to" or "not" the marks hold what somebody said.
OPENS_SPEECH = re.compile(r"\b(?:to|not|can|could|will|would|shall|should|must|may|might|click|gestured)\s+$", re.I)
LISTED = re.compile(
    r"(?:\w,[”\"’']|[”\"’'],)\s+(?:and\s+|or\s+)?$|[”\"’']\s+or\s+$"
)  # words listed as words: “dam,” “gate” and “flood”


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
    # Where a text quotes in double marks, single ones stand in its headlines, and hold somebody's words.
    headlines = "‘'" if any(text[quotation.span.start] in '“"' for quotation in found) else ""
    markers = []
    plain: frozenset[tuple[str, ...]] | None = None
    for quotation in found:
        inner = text[quotation.inner.start : quotation.inner.end]
        words = WORD.findall(inner)
        if not quotation.closed or not words or len(inner.split()) >= FEWEST_SPOKEN:
            continue
        if text[quotation.span.start] in headlines:
            continue
        if any(spoken[quotation.span.start : quotation.span.end]):  # then they are the speaker's words
            continue
        if _is_name(words) or named[quotation.inner.end - 1] or _introduced(text, quotation):
            continue
        if len(words) > 1:  # what the text also says without marks is a term, held at no distance
            plain = _plain_phrases(text, found, spoken) if plain is None else plain
            if tuple(word.lower() for word in words) in plain:
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


def _plain_phrases(text: str, found: Sequence[Quotation], spoken: bytearray) -> frozenset[tuple[str, ...]]:
    """Every two and three words in a row that the narrator uses without marks, in lower case."""
    marked = _cover(len(text), [quotation.span for quotation in found])
    row: list[str] = []  # an empty word stands for words that are not the narrator's
    for word in WORD.finditer(text):
        row.append("" if marked[word.start()] or spoken[word.start()] else word[0].lower())
    pairs = pairwise(row)
    triples = zip(row, row[1:], row[2:], strict=False)
    return frozenset(phrase for phrase in (*pairs, *triples) if all(phrase))


def _introduced(text: str, quotation: Quotation) -> bool:
    """Whether a verb of speech or naming stands right beside the marks, or the marks hold a sentence of their own."""
    before = text[max(0, quotation.span.start - 90) : quotation.span.start].rsplit("\n", 1)[-1]
    after = text[quotation.span.end : quotation.span.end + 25].split("\n", 1)[0]
    inner = text[quotation.inner.start : quotation.inner.end].rstrip()
    if NAMES.search(before) or NAMED_SO.search(before) or before.rstrip().endswith((":", "=")):
        return True
    if JUDGED_AS.search(before) or AS_WORDS.search(before) or LABELS.match(after) or SPEAKERS.match(inner):
        return True
    if inner.endswith((",", "!", "?")) or (inner.endswith(".") and inner[:1].isupper()):
        return True
    if OPENS_SPEECH.search(before) or LISTED.search(before) or (" " in inner.strip() and IS.search(before)):
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
