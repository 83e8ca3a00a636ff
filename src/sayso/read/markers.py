"""Markers: wording that hedges, doubts, vouches, shows access, infers or predicts.

In: a text, its quotations and sentences. Out: markers with the reason that their list gives. The lists are
`words/markers/*.toml`, one a kind. Whose wording it is, the narrator's or a source's, is settled where statements are
put together; nothing here judges what is said. Scare quotes are `scare.py`'s work.

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

from sayso.read.quotations import Quotation, inside
from sayso.read.wordlists import wordlist
from sayso.types import Marker, Span

KINDS = ("hedge", "doubt", "endorsement", "access", "inference", "prediction")

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
GAP = r"(?:\s+[\w'’-]+){0,3}?"
BETWEEN = r"[\s,]+"
REACH = 60  # code points before a match in which the words of `not_before` are looked for


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
    titles = inside(text, [quotation for quotation in found if quotation.closed and _is_title(text, quotation)])
    ends = dict.fromkeys(KINDS, 0)
    for start, end in sentences:
        for word in WORD.finditer(text, start, end):
            entries = _entries_at(word[0].lower())
            if not entries:
                continue
            best: dict[str, Marker] = {}
            for entry in entries:
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


def _is_title(text: str, quotation: Quotation) -> bool:
    """Two to eight words in quotation marks, every one of more than three letters capitalised."""
    words = WORD.findall(text[quotation.inner.start : quotation.inner.end])
    return 2 <= len(words) <= 8 and all(word[0].isupper() for word in words if len(word) > 3 or word == words[0])


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
