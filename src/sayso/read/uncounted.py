"""Uncounted: numbers that count nothing.

In: a sentence and its tokens. Out: which tokens are parts of dates, times, scores, addresses, calibres, model names,
document numbers, phone numbers or web addresses, so that no figure is read from them. Ages need the unit that follows
and are left to numbers.py; whether a number has a noun is not asked here.
"""

from __future__ import annotations

import re

from sayso.read.numerals import MAGNITUDES, ONES, TENS, Token, glued, word
from sayso.read.units import unit
from sayso.read.wordlists import phrases, wordlist, wordset

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?"
)
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)(?:\s?(?:st|nd|rd|th)\b)?"
YEAR = r"(?:1[5-9]|2[01])\d\d(?!\d|[.,]\d)"
STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Way|Boulevard|Blvd|Square|Court|Terrace|Crescent|Quay|Highway|Row"
    r"|Parkway|Place|Close|Gardens)\b"
)
# One alternative a kind, in the order in which they should win.
WEB = r"(?:https?://|www\.)\S+ | [\w.+-]{1,64}@[\w.-]+\w | \b[\w-]{1,63}\.(?:com|org|net|gov|edu)\b\S*"
CLOCK = r"\b\w{1,12}\s+o['’]clock"
NUMERIC = rf"""
    ^\s*\(?\d{{1,2}}[.)](?=\s|$)                                                                     # a list's number
  | \d{{1,2}}(?::\d\d){{1,2}}(?:\s?[ap]\.?m\b)? | \d{{1,2}}(?:\.\d\d)?\s?(?:[ap]m\b|[ap]\.m\b)        # 6:05, 7 p.m.
  | \d{{1,2}}\.\d\d\s?(?:hrs|hours|GMT|local\ time) | \d{{4}}\s?(?:GMT|UTC|hrs|hours\ local)           # 18.30 GMT
  | {MONTH}\s+{DAY}\s?(?:-|–|to|and|&)\s?{MONTH}\s+{DAY}(?:,?\s+{YEAR})?                             # Sept. 30-Oct. 2
  | {MONTH}[\s-]+{DAY}(?:(?:\s?[-–]\s?|\s(?:to|and|or)\s){DAY}(?!\s*[a-z]))?(?:,?[\s-]+{YEAR})?       # July 10-12, 2016
  | (?<!\d)(?:{DAY}(?:\s?[-–]\s?|\s(?:to|and|or)\s))?{DAY}[\s-]+(?:of\s+)?{MONTH}(?:,?[\s-]+{YEAR})?  # 10 July 2016
  | {MONTH}[\s,-]+(?:of\s+)?{YEAR}
  | \b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b(?!\.\d)                                                # 10/07/2016
  | \b{YEAR}\s?[-–/]\s?(?:{YEAR}|\d\d)\b(?!\.\d)                                                     # 2014-15
  | [Bb]etween\s+{YEAR}\s+and\s+{YEAR} | \bfrom\s+{YEAR}\s+(?:to|until|through)\s+{YEAR}
  | (?:['’]|\b\d\d)\d0['’]?s\b | \b\d0s\b | \b{YEAR}['’′]?s\b  # the 1990s
  | (?<!\d)\d{{1,9}}(?:,\d{{3}}){{0,3}}(?:st|nd|rd|th)\b  # 21st
  | (?:\+\d{{1,3}}[\s-]?)?(?:\(\d{{2,4}}\)\s?)?\b\d{{3,4}}[-\s.]\d{{3}}[-\s.]\d{{4}}\b | \+\d[\d\s-]{{7,20}}\d  # phone
  | \b9/11\b | \b24/7\b | \b7/7\b | \b50/50\b | \b50-50\b | \b20/20\b                                 # names by now
  | \#\s?\d+ | §+\s?[\d.]+ | \bN[o°º]s?(?:\.\s?|°\s?|º\s?)\d+ | \bNos?\s\d+\b                          # No. 10
  | \b\d{{1,5}}[A-Za-z]?(?:-\d{{1,5}})?\s+(?:[NSEW]\.?\s+)?(?:(?:[A-Z][\w’'.-]*|\d+(?:st|nd|rd|th))\s+){{1,3}}{STREET}
  | \b\d{{1,4}}\s+(?:Ave|Rue|Avenue|Via|Calle)\s+[A-Z]
  | \b(?:[A-Z]\d{{1,2}}\s+\d[A-Z]{{2}})\b                                                              # a post code
"""
# What is not of web, mail or clock begins with one of these characters or words; the others may begin anywhere, so that
# looking for them takes eight times as long, and is done only where a sign of them is seen.
UNCOUNTED = re.compile(rf"(?=[\dA-Z(+\#§'’]|[Bb]etween|from|^) (?:{NUMERIC})", re.X)
ANYWHERE = re.compile(rf"{WEB} | {CLOCK} | {NUMERIC}", re.X)
SIGN = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|edu)|clock")
HAS_DIGIT = re.compile(r"\d|o['’]clock")
LABELS = wordset("uncounted", "label")
SCORES = wordset("uncounted", "score")
WEAPONS = wordset("uncounted", "weapon")
STANDING = set(phrases(wordlist("uncounted")["standing"]))
# Letters that may stand glued before a number without making it a name: currencies, "sub-7", "minus-5".
PREFIXES = wordset("uncounted", "prefix")
SOFT = wordset("uncounted", "soft")


def uncounted(sentence: str, line: list[Token]) -> set[int]:
    """Indices of the tokens that belong to a number which counts nothing."""
    if not HAS_DIGIT.search(sentence):
        return set()
    blocked: set[int] = set()
    at = 0
    for match in (ANYWHERE if SIGN.search(sentence) else UNCOUNTED).finditer(sentence):
        start, end = match.span()
        while at < len(line) and line[at].end <= start:
            at += 1
        if _counts_in_month(sentence, match):
            continue
        while at < len(line) and line[at].start < end:
            blocked.add(at)
            at += 1
    for index, token in enumerate(line):
        if token.value is not None and index not in blocked and _named(line, index):
            blocked.add(index)
    blocked |= _scores(line, blocked)
    return blocked


def _counts_in_month(sentence: str, match: re.Match[str]) -> bool:
    """ "In May 20 people were killed": the 20 is no day, although a comma is missing."""
    if not re.fullmatch(rf"{MONTH}\s+\d\d?", match[0]):
        return False
    before, after = sentence[: match.start()].rstrip().lower(), sentence[match.end() : match.end() + 12]
    return before.endswith((" in", "in", "since", "last", "this")) and bool(re.match(r" [a-z]{4,}", after))


def _named(line: list[Token], at: int) -> bool:
    """F-16, A320, COVID-19, 5G, Room 101, resolution 2254."""
    before = word(line, at - 1)
    if word(line, at + 1) == "zip":  # the 90049 ZIP code
        return True
    if glued(line, at):
        if before.isalpha() and before not in PREFIXES:
            return word(line, at - 2) != "$"  # $A5
        if before in {"-", "–", ".", "/"} and glued(line, at - 1):
            prior = word(line, at - 2)
            if before == "/" or (prior[-1:].isalpha() and prior not in PREFIXES and not _number_word(prior)):
                return not (before == "/" and _is_numeral(line, at - 2))
    if word(line, at + 1) in {"-", "–"} and glued(line, at + 1) and glued(line, at + 2):
        after = line[at + 2].word
        if after.isupper() and len(after) == 1 and not line[at].word.count("."):
            return True  # 9-B
    after = line[at + 1].word if at + 1 < len(line) and glued(line, at + 1) else ""
    if after in {"'", "’", "s"} and (after == "s" or word(line, at + 2) == "s"):
        return before[:1].isalpha() and line[at - 1].word != before  # the iPhone 14's, Model 3s
    if after in {"G", "D", "K"} and len(line[at].word) < 3:
        return True  # 5G, 3D, 4K
    if before in LABELS and before not in {"no", "p", "pp"}:
        if (before in SOFT and line[at - 1].word.islower()) or "." in line[at].word or "," in line[at].word:
            return False
        return unit(line, at + 1, False) is None
    return before == "." and word(line, at - 2) in {"no", "nos", "p", "pp", "fig", "art", "sec", "vol", "ch"}


def _is_numeral(line: list[Token], at: int) -> bool:
    return 0 <= at < len(line) and line[at].value is not None


def _number_word(text: str) -> bool:
    return text in ONES or text in TENS or text in MAGNITUDES


def _scores(line: list[Token], blocked: set[int]) -> set[int]:
    """3-1, 2-2, 89-89; 10-15 is a range unless something is won or lost by it."""
    found: set[int] = set()
    for at in range(1, len(line) - 1):
        if line[at].lower not in {"-", "–"} or at - 1 in blocked or not glued(line, at) or not glued(line, at + 1):
            continue
        low, high = line[at - 1].value, line[at + 1].value
        if low is None or high is None or "," in line[at - 1].word + line[at + 1].word:
            continue
        near = {word(line, i) for i in (*range(at - 5, at - 1), at + 2, at + 3)}
        if low >= high or low == 0 or (near & SCORES and high < 200 and word(line, at + 2) != "%"):
            if word(line, at - 2) in {"$", "£", "€"} or word(line, at + 2) in {"percent", "%"}:
                continue
            found |= {at - 1, at + 1}
    return found


def looks_like_year(line: list[Token], at: int) -> bool:
    """Whether token `at` is a bare number from 1500 to 2199, without separators."""
    return bool(re.fullmatch(YEAR, line[at].word))


def stands_as_year(line: list[Token], at: int) -> bool:
    """Whether the words before a number that looks like a year make it one: "in 2011", "the 2012 elections"."""
    before = word(line, at - 1)
    return (before,) in STANDING or (word(line, at - 2), before) in STANDING or before.endswith(("'s", "’s"))


def calibre(line: list[Token], at: int) -> bool:
    """Whether the token after millimetres names a weapon: "120mm mortar shells", "12.7 mm anti-aircraft gun"."""
    return word(line, at + (word(line, at) == "-")) in WEAPONS
