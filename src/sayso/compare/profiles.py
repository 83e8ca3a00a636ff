"""Profiles: what an article is about, as counted terms.

In: an article's title and text, the names in it, its day. Out: a profile of several bags of terms (words, names,
numbers, days, and those of its beginning), and how alike two profiles are, bag by bag. How rare a term is in the ledger
decides what it weighs; so where every article is about shootings, "shot" tells nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import combining, normalize

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
NUMBER = re.compile(r"\b\d+\b")
CAPITAL = re.compile(r"[^\W\d_][\w’'-]+")
BEGINNING = 60  # words in which news says what it is about
BEGINNING_AT = 400  # code points: the names before it stand in the beginning
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = "(" + "|".join(MONTHS) + r")[a-z]*\.?"
ORDINAL = r"(\d{1,2})\b(?:st|nd|rd|th)?"
DAY = re.compile(rf"\b(?:{MONTH}\s+{ORDINAL}|{ORDINAL}\s+{MONTH})(?:,?\s+((?:19|20)\d\d)\b)?", re.IGNORECASE)
WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
AHEAD = 3  # days: a date later than this after publication is last year's
BAGS = ("words", "names", "numbers", "days", "lead", "first")

Rarity = Callable[[str], float]
Weighted = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """`bags`: how often each term stands in the article, by bag; `published`: None where that is not known."""

    document: str
    outlet: str | None
    published: date | None
    bags: Mapping[str, Mapping[str, int]]

    @property
    def terms(self) -> set[str]:
        """Every term that is counted among the ledger's: those of the beginning are words and names as well."""
        return {f"{bag[0]}:{term}" for bag in BAGS[:4] for term in self.bags[bag]}


def profile(
    document: str, text: str, title: str | None, names: Iterable[tuple[str, int]], outlet: str | None, day: date | None
) -> Profile:
    """names: words and place (code points into `text`) of every person, place and organisation named in it."""
    head = title if title and not text.startswith(title) else ""
    whole = f"{head}\n{text}"
    words = [plain(word) for word in WORD.findall(whole)]
    named = list(names)
    titled = [plain(word) for word in CAPITAL.findall(head) if word[0].isupper()]
    everywhere = [part for name, _ in named for part in parts(name)]
    begun = [part for name, at in named if at < BEGINNING_AT for part in parts(name)]
    known = set(everywhere)
    bags = {
        "words": Counter(words),
        "names": Counter(everywhere) + Counter(word for word in titled if word in known),
        "numbers": Counter(NUMBER.findall(whole)),
        "days": _days(whole, day),
        "lead": Counter(words[:BEGINNING]),
        "first": Counter(begun) + Counter(word for word in titled if word in known),
    }
    return Profile(document, outlet, day, bags)


def weighted(profile: Profile, rarity: Rarity) -> dict[str, dict[str, float]]:
    """For each bag its terms with weights that square to 1, rare terms above common ones."""
    prefix = {"lead": "w", "first": "n"}
    result = {}
    for bag in BAGS:
        kind = prefix.get(bag, bag[0])
        raw = {term: (1 + math.log(n)) * rarity(f"{kind}:{term}") for term, n in profile.bags[bag].items()}
        size = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        result[bag] = {term: weight / size for term, weight in raw.items() if weight}
    return result


def cosine(a: Weighted, b: Weighted) -> float:
    """Of two bags of weights that square to 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[term] for term, weight in a.items() if term in b)


def plain(word: str) -> str:
    """Without case, accents and possessive."""
    word = "".join(c for c in normalize("NFKD", word.casefold().replace("’", "'")) if not combining(c))
    return word.removesuffix("'s")


def parts(name: str) -> list[str]:
    """The words of a name that begin with a capital, without case, accents and possessive."""
    return [plain(word) for word in CAPITAL.findall(name) if word[0].isupper()]


def _days(text: str, published: date | None) -> Counter[str]:
    """The days that a text names: dates, and where its own day is known weekdays before it, as ISO dates; else dates
    without a year, as "jul-29"."""
    found: Counter[str] = Counter()
    for match in DAY.finditer(text):
        month = MONTHS.index((match[1] or match[4])[:3].lower()) + 1
        day, year = int(match[2] or match[3]), match[5]
        if published is None:
            found[f"{MONTHS[month - 1]}-{day}"] += 1
            continue
        try:
            named = date(int(year) if year else published.year, month, day)
            if not year and named > published + timedelta(AHEAD):
                named = named.replace(year=published.year - 1)
        except ValueError:  # "may 45", or 29 February of another year
            continue
        found[named.isoformat()] += 1
    if published is not None:
        for match in WEEKDAY.finditer(text):
            back = (published.weekday() - WEEKDAYS.index(match[1].lower())) % 7
            found[(published - timedelta(back)).isoformat()] += 1
    return found
