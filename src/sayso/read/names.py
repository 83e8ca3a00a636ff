"""Names: which words of a text are names, told by their capital letters alone.

In: a text. Out: the spans of names, each a run of name words. This is what makes reading even-handed: the encoder that
decides who said what is shown one and the same mark in place of every name (`tokens`), so that it cannot treat two
sides differently. What kind of thing a name names is not asked here, and no list of names is kept.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from sayso.read.wordlists import wordlist
from sayso.types import Span

# A word that begins with a letter other than a-z (whether it is a capital is asked after), with initials (U.S., J. R.)
# and parts joined by marks: O'Brien, AT&T, Saint-Denis. A possessive 's is no part of it.
WORD = re.compile(
    r"(?<![^\W_])(?:(?:[^\W\d_a-z]\.){2,}|[^\W\d_a-z]\.(?=\s[^\W\d_a-z])"
    r"|(?:(?:a[lnsrdzt]|ash|el|abd|ibn|bin|[dlo])[-'’])?"
    r"[^\W\d_a-z][^\W_]*(?:['’](?!s(?![^\W_]))[^\W_]+|[-&/](?=[^\W\d_a-z])[^\W_]+)*)"
)
# What may stand between two words of one name.
JOINS = re.compile(
    r"[ \u00a0]+(?:(?:al|el|bin|ibn|bint|abu|de|du|del|della|der|den|van|von|la|le|di|da|dos|&)[ \u00a0]+)*"
)
LINE = re.compile(r"[^\n]+")
LOWER = re.compile(r"(?<![^\W_])[a-z][^\W_]{3,}")
FIRST_PART = re.compile(r"[^\W_]+")
# After these a capital letter may only begin a sentence, a heading or a quotation.
BEGINS = set(".?!:;\"“”„«»‹›‘’'`([{—–-•*…|/#>+=")
HEADLINE = 0.8  # share of longer words with a capital letter from which a line is written like a title


class Word(NamedTuple):
    """A capitalised word; `sure` where nothing but a name is capitalised."""

    span: Span
    plain: str  # its first part in lower case
    sure: bool
    shouted: bool  # whether its line stands in capitals


NONE = Word(Span(0, 0), "", False, False)
LETTERS = {"who"}  # small words that in capitals are the letters of a name, and are seldom stressed


def names(text: str) -> list[Span]:
    """The names of a text, in order, none across a line end.

    In the middle of a sentence every capitalised word but a title or a date is one. Where anything may begin with a
    capital, and in headlines, a word is one if it is no common English word, or if it leads a name
    (State Department): the next word is a common one with a capital, or the text elsewhere shows both to be one.
    """
    words = [word for line in LINE.finditer(text) for word in _capitalised(text, line)]
    kept, common, leading = _kept(), _common(), _leading()
    shown = {(one.plain, two.plain) for one, two in pairwise(words) if one.sure and two.sure}
    found: list[Span] = []
    for word, after in pairwise([*words, NONE]):
        led = after.sure and after.plain in leading and text[word.span.end : after.span.start] == " "
        letters = word.plain in LETTERS and word.span.words(text).isupper() and not word.shouted
        if not letters and (
            word.plain in kept
            or not (word.sure or led or word.plain not in common or (word.plain, after.plain) in shown)
        ):
            continue
        if found and JOINS.fullmatch(text, found[-1].end, word.span.start):
            found[-1] = Span(found[-1].start, word.span.end)
        else:
            found.append(word.span)
    return found


def are_common(words: str) -> bool:
    """Whether English writes each of these words without a capital at least as often as with one."""
    return all(word.lower() in _common() for word in FIRST_PART.findall(words))


def _capitalised(text: str, line: re.Match[str]) -> list[Word]:
    found = [match for match in WORD.finditer(text, line.start(), line.end()) if any(map(str.isupper, match[0][:4]))]
    longer = sum(sum(map(str.isalpha, match[0])) > 3 for match in found)
    headline = longer > 1 and longer >= HEADLINE * (longer + len(LOWER.findall(line[0])))
    words, shouted = [], line[0].isupper()
    for match in found:
        first = FIRST_PART.search(match[0])
        plain = first[0].lower() if first and not match[0].isupper() else match[0].lower()
        sure = not headline and _within(text, match.start(), line.start())
        words.append(Word(Span(match.start(), match.end()), plain, sure, shouted))
    return words


def _within(text: str, at: int, start: int) -> bool:
    """Whether a word at `at` stands in the middle of a sentence: a word or a comma comes before it."""
    while at > start and text[at - 1] in " \u00a0\t":
        at -= 1
    return at > start and text[at - 1] not in BEGINS


@cache
def _kept() -> frozenset[str]:
    lists = wordlist("titles")
    return frozenset((lists["titles"] + lists["dates"] + lists["small"]).split())


@cache
def _leading() -> frozenset[str]:
    """Common words that, with a capital inside a sentence, go on with a name."""
    return _common() - _kept()


@cache
def _common() -> frozenset[str]:
    """Words that English writes without a capital at least as often as with one inside a sentence (2026-11: from the
    700,000 words of the corpora in `training/`; `python -m training.words` counts them anew)."""
    return frozenset(files("sayso.read").joinpath("words", "common.txt").read_text("utf8").split())
