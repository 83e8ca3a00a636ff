"""Numerals: tokens of a sentence, and the single amounts that digits and number words write.

In: a sentence. Out: its tokens, and, asked at a token, the amount that begins there: "1,000", "2.5 million",
"forty-two", "one and a half thousand", "a quarter million", "two dozen", "two thirds", "one in five",
"several hundred". It joins no two amounts into a range and knows nothing of bounds, units, dates or names: numbers.py
does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.read.wordlists import phrases, wordlist

# Digits with the separators of several conventions, the longest reading first. One group of three after a point
# ("1.000") is read as a decimal here; numbers.py makes it a thousand where people are counted.
NUMERAL = r"""
    \d{1,2}(?:,\d\d)+,\d{3}(?!\d)                     # 1,00,000 as in South Asia
  | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)                # 1,000.5
  | \d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)             # 1'000
  | \d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)       # no-break and thin spaces
  | \d{1,3}(?:\ \d{3})+(?![\w:/-]|[.,]\d)             # 1 000
  | \d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)             # 1.000.000
  | \d{1,3}\.\d{3},\d+                                # 1.000,50
  | \d+,\d{1,2}(?!\d)(?=\s?(?:%|per\ ?cent|million|billion|trillion)) # 1,5 million
  | \d+(?:\.\d+)?
  | (?<![\w.])\.\d+                                   # .500
"""
# A plain word comes first: most are, and they are found the faster for it.
TOKEN = re.compile(
    rf"[A-Za-z][a-z]++(?![^\W\d_]|['’])|(?P<numeral>(?=[\d.])(?:{NUMERAL}))|(?P<vulgar>[½⅓⅔¼¾⅛])|(?:[A-Z]\.){{2,}}"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|\S",
    re.X,
)
LARGEST = 1e15  # beyond this no article counts anything: phone numbers, identifiers, garbage

ONES = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
ONES["zero"] = 0
TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True), fourty=40
)
SCALES = {"thousand": 1e3, "lakh": 1e5, "crore": 1e7, "million": 1e6, "billion": 1e9, "trillion": 1e12}
MAGNITUDES = {"hundred": 100.0, "dozen": 12.0, **SCALES}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
PARTS = {
    "half": 1 / 2,
    "halves": 1 / 2,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 1 / 4,
    "quarters": 1 / 4,
    "fifth": 1 / 5,
    "fifths": 1 / 5,
    "sixth": 1 / 6,
    "sixths": 1 / 6,
    "seventh": 1 / 7,
    "sevenths": 1 / 7,
    "eighth": 1 / 8,
    "eighths": 1 / 8,
    "ninth": 1 / 9,
    "tenth": 1 / 10,
    "tenths": 1 / 10,
}
VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8}
VAGUE = phrases(wordlist("vague")["vague"])
# By their first word, how many words vague ones have, the most first.
VAGUE_LENGTHS = {
    first: sorted({len(words) for words in VAGUE if words[0] == first}, reverse=True) for first, *_ in VAGUE
}
STARTS = {*ONES, *TENS, "a", "an", "half", "quarter", "million", "hundred", *(words[0] for words in VAGUE)}


class Token(NamedTuple):
    """A word, a numeral or one mark. `start` and `end` count code points in the sentence."""

    word: str
    lower: str
    start: int
    end: int
    value: float | None  # what a numeral in digits is worth


class Amount(NamedTuple):
    """One number, tokens `first` to `last` (exclusive); `high` is None where a vague word has no end."""

    low: float
    high: float | None
    first: int
    last: int
    vague: str = ""  # the vague word it is written with, the first of its entry: "dozens"
    needs: str = ""  # what makes a vague word a figure: "person", "state", "" for nothing (words/vague.toml)
    scaled: bool = False  # a magnitude is written after it
    share: bool = False  # part of a whole: two thirds, one in five
    magnitude: float = 1.0


def tokens(text: str) -> list[Token]:
    """The tokens of a sentence."""
    found: list[Token] = []
    at = 0
    while match := TOKEN.search(text, at):
        word, at = match[0], match.end()
        value = None
        if match["numeral"]:
            if " " in word and found and found[-1].lower[:3] in MONTHS:  # July 10 300 people: the comma is lost
                at = match.start() + word.index(" ")
                word = text[match.start() : at]
            value = _worth(word)
        elif match["vulgar"]:
            value = VULGAR[word]
        found.append(Token(word, word.lower(), match.start(), at, value))
    return found


MONTHS = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}


def _worth(word: str) -> float | None:
    if word.count(".") > 1 or re.fullmatch(r"\d{1,3}\.\d{3},\d+", word):  # 1.000.000 and 1.000,50
        word = word.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", word):
        word = word.replace(",", ".")
    value = float(re.sub(r"[^\d.]", "", word))
    return value if value <= LARGEST else None


def glued(line: list[Token], at: int) -> bool:
    """Whether no blank stands between token `at` and the one before it."""
    return 0 < at < len(line) and line[at - 1].end == line[at].start


def word(line: list[Token], at: int) -> str:
    """The lower-case token at an index, "" beyond the ends."""
    return line[at].lower if 0 <= at < len(line) else ""


def amount(line: list[Token], at: int) -> Amount | None:
    """The amount that begins at token `at`, if one does."""
    if at >= len(line):
        return None
    if line[at].value is not None:
        return _digits(line, at)
    if line[at].lower in STARTS:
        return _vague(line, at) or _fraction(line, at) or _ratio(line, at) or _words(line, at)
    return None


def _digits(line: list[Token], at: int) -> Amount | None:
    value, last = line[at].value or 0.0, at + 1
    if (
        word(line, last) in {"-", " "}
        and word(line, last + 2) in {"/", "⁄"}
        and glued(line, last)
        and glued(line, last + 2)
    ):
        top, under = line[last + 1].value, line[last + 3].value if last + 3 < len(line) else None
        if top == 1 and under in {2, 3, 4, 8} and glued(line, last + 1) and glued(line, last + 3):  # 2-1/2
            return _scaled(line, at, last + 4, value + top / under)
    if word(line, last) in {"/", "⁄"} and glued(line, last) and glued(line, last + 1):
        under = line[last + 1].value
        if not under or value >= under or under > 1000:
            return None
        return Amount(value / under, value / under, at, last + 2, share=True)
    if word(line, last) in {"×", "x", "*"} and word(line, last + 1) == "10":  # 1.99×10−30
        sign = -1 if word(line, last + 2) in {"-", "−"} else 1
        power = last + 2 + (word(line, last + 2) in {"-", "−", "^", "+"})
        if power < len(line) and (exponent := line[power].value) is not None and glued(line, power) and exponent <= 300:
            value *= 10 ** (sign * exponent)
            return Amount(value, value, at, power + 1) if value <= LARGEST else None
    if at + 1 < len(line) and line[at + 1].word in VULGAR:
        value, last = value + VULGAR[line[at + 1].word], last + 1
    elif line[at].word in VULGAR:
        return Amount(value, value, at, last, share=word(line, last) in {"of", "the"})
    return _ratio(line, at) or _scaled(line, at, last, value)


def _scaled(line: list[Token], first: int, last: int, value: float) -> Amount:
    """`value`, written up to token `last`, times the magnitudes that follow ("2.5 million", "4 hundred million")."""
    if word(line, last) == "and" and word(line, last + 1) == "a" and word(line, last + 2) == "half":
        value, last = value + 0.5, last + 3
    magnitude = 1.0
    while (scale := _magnitude(line, last)) is not None:
        magnitude, last = magnitude * scale[0], scale[1]
    if magnitude > 1 and word(line, last) == "and" and word(line, last + 1) == "a" and word(line, last + 2) == "half":
        value, last = value + 0.5, last + 3
    return Amount(value * magnitude, value * magnitude, first, last, scaled=magnitude > 1, magnitude=magnitude)


def _magnitude(line: list[Token], at: int) -> tuple[float, int] | None:
    """A magnitude at token `at`, and the token after it; "5-million" has a hyphen between."""
    here = word(line, at)
    if here in {"-", "–"} and glued(line, at) and glued(line, at + 1) and word(line, at + 1) in SCALES:
        return SCALES[word(line, at + 1)], at + 2
    if here in MAGNITUDES:
        return MAGNITUDES[here], at + 1
    if here in SHORT and (glued(line, at) or here in {"bn", "mn", "mln", "bln", "tn", "trn"}):
        # 37m is a length and 10b is bits; with money, or as a capital M, it is a magnitude. numbers.py knows of money.
        if here in {"m", "b"} and not (line[at].word == "M" or _money_before(line, at)):
            return None
        return SHORT[here], at + 1
    return None


def _money_before(line: list[Token], at: int) -> bool:
    """Whether the numeral before token `at` follows a currency sign, or people are counted after it."""
    sign = word(line, at - 2)
    after = word(line, at + 1)
    return sign in {"$", "£", "€", "¥", "₹", "₺", "₪", "ps", "usd", "eur", "gbp", "rm", "="} or after in {
        "people",
        "euros",
        "dollars",
        "pounds",
        "barrels",
        "shares",
    }


def _words(line: list[Token], at: int) -> Amount | None:
    """Number words: "forty-two", "a hundred and five", "one and a half thousand", "a million"."""
    total, current, last, top = 0.0, None, at, 1e18
    if word(line, at) in {"a", "an"}:
        if word(line, at + 1) not in MAGNITUDES:
            return None
        current, last = 1.0, at + 1
    magnitude = 1.0
    while True:
        here = last
        if (word(line, here) == "-" and last > at and glued(line, here) and glued(line, here + 1)) or (
            word(line, here) == "and" and magnitude > 1 and last > at and word(line, here + 1) in {*ONES, *TENS}
        ):
            here += 1
        step = word(line, here)
        below = ONES.get(step, TENS.get(step))
        if below is not None and _fits(current, 10 if below < 10 else 100):
            current = (current or 0.0) + below
        elif step == "hundred" and current is not None and current < 100:
            current, magnitude = current * 100, 100.0
        elif step == "dozen" and current is not None:
            return Amount(current * 12, current * 12, at, here + 1, scaled=True, magnitude=12.0)
        elif step in SCALES and current is not None and SCALES[step] < top:
            top = magnitude = SCALES[step]
            total, current = total + current * top, None
        else:
            break
        last = here + 1
    if last == at or (total == 0 and current is None):
        return None
    value = total + (current or 0.0)
    if magnitude == 1 or (current is not None and not total and magnitude == 100):
        made = _scaled(line, at, last, value)
        return made if made.scaled or magnitude == 1 else made._replace(scaled=True, magnitude=magnitude)
    if word(line, last) == "and" and word(line, last + 1) == "a" and word(line, last + 2) == "half":
        value, last = value + magnitude / 2, last + 3
    return Amount(value, value, at, last, scaled=True, magnitude=magnitude)


def _fits(current: float | None, room: int) -> bool:
    """Whether a number word below `room` may follow: forty two, a hundred five, but not five two."""
    return current is None or (current >= 20 and current % room == 0 and current % 100 != 10)


def _fraction(line: list[Token], at: int) -> Amount | None:
    """ "half a million", "a quarter million", "half a dozen", "two thirds of", "three-quarters of", "half the city"."""
    first, top, last = at, 1.0, at
    if word(line, at) in ONES:
        top, last = float(ONES[word(line, at)]), at + 1
        if word(line, last) == "-":
            last += 1
    elif word(line, at) in {"a", "an"}:
        last = at + 1
    part = PARTS.get(word(line, last))
    bare = last == at
    if part is None or (bare and word(line, at) not in {"half", "quarter"}):
        return None
    value, last = top * part, last + 1
    after = last
    if word(line, after) == "of" and word(line, after + 1) in {"a", "an"}:
        after += 2
    elif word(line, after) in {"a", "an", "-"}:
        after += 1
    if word(line, after) in MAGNITUDES:
        return _scaled(line, first, after, value)
    if bare and (part != 0.5 or word(line, at - 2) in {"the", "this", "that", "its", "his", "their"}):
        return None  # the old quarter, the eastern half of a city
    if value < 1 and (word(line, last) == "of" or (word(line, last - 1) == "half" and word(line, last) in WHOLE)):
        return Amount(value, value, first, last, share=True)
    return None


WHOLE = {"the", "its", "their", "his", "her", "our", "all", "these", "those"}


def _ratio(line: list[Token], at: int) -> Amount | None:
    """ "one in five", "nine out of ten", "one in every three"."""
    top, last = _small(line, at), at + 1
    if word(line, last) == "out" and word(line, last + 1) == "of":
        last += 2
    elif word(line, last) == "in":
        last += 1 + (word(line, last + 1) == "every")
    else:
        return None
    under = _small(line, last)
    if top is None or under is None or not 0 < top < under or under > 100:
        return None
    spelled = line[at].value is None and line[last].value is None
    if word(line, last - 1) == "in" and not (spelled or (top == 1 and under <= 10)):
        return None
    after = word(line, last + 1)
    if after.rstrip("s") in {"day", "hour", "week", "month", "year", "minute", "attack", "place", "citie", "-"}:
        return None  # two in three days
    if word(line, last - 1) == "in" and top > 1 and under not in {3, 4, 5, 10, 20, 100}:
        return None
    return Amount(top / under, top / under, at, last + 1, share=True)


def _small(line: list[Token], at: int) -> float | None:
    if at >= len(line):
        return None
    return line[at].value if line[at].value is not None else ONES.get(line[at].lower)


def _vague(line: list[Token], at: int) -> Amount | None:
    """ "dozens", "tens of thousands", "several hundred", "a large number of"; see words/vague.toml."""
    here = (tuple(t.lower for t in line[at : at + n]) for n in VAGUE_LENGTHS.get(line[at].lower, ()))
    words = next((words for words in here if words in VAGUE), None)
    if words is None:
        return None
    if word(line, at) == "many" and word(line, at - 1) in {"as", "how", "too", "that"}:
        return None
    entry, last = VAGUE[words], at + len(words)
    low, high, said = float(entry["low"]), entry.get("high"), str(entry["words"][0])
    after = last + (word(line, last) == "of")
    scale = SCALES.get(word(line, after).rstrip("s")) or {"hundred": 100.0, "dozen": 12.0}.get(word(line, after))
    if scale and entry.get("scale"):
        # Ten hundreds are a thousand: "several hundred" ends there, and "few dozen" at ten dozen.
        return Amount(
            low * scale, None if high is None else high * scale, at, after + 1, said, scaled=True, magnitude=scale
        )
    return Amount(low, None if high is None else float(high), at, last, said, needs=entry.get("needs", ""))
