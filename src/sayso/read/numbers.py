"""Numbers: from the words of a sentence to intervals.

In: a sentence and its tokens. Out: its numbers in order, none overlapping: low and high end, bound, unit, and the words
they stand in, with the words that bound them ("at least 82", "anywhere from 100,000 to a quarter million", "just under
$1.2bn"). Dates, times, scores, ages and names are left out. What is counted, and in which state, is figures.py's work.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sayso.read.numerals import ONES, STARTS, TENS, Amount, Token, amount, glued, tokens, word
from sayso.read.uncounted import calibre, looks_like_year, stands_as_year, uncounted
from sayso.read.units import CURRENCY_FIRST, Unit, currency, rate, unit
from sayso.read.wordlists import phrases, wordlist, wordset
from sayso.types import Bound

Phrases = dict[tuple[str, ...], Bound]
BOUNDS = wordlist("bounds")
AFTER: Phrases = {w: Bound(e["bound"]) for w, e in phrases(e for e in BOUNDS["bound"] if "side" in e).items()}
BEFORE: Phrases = {w: Bound(e["bound"]) for w, e in phrases(e for e in BOUNDS["bound"] if "side" not in e).items()}
LONGEST = max(map(len, (*BEFORE, *AFTER)))
CHANGE = wordset("bounds", "change")
RANGING = wordset("bounds", "ranging")
SIGNS = {"-", "−", "+", "minus", "negative"}
LEADS = STARTS | SIGNS
DASHES = {"-", "–", "—", "‑"}
# A change is looked for this many words before "from": "forecast to slow slightly from 4.8 to 4.7".
CHANGE_REACH = 9
# "400 million-year-old bedrock": nobody is older than this, so it is the age of a thing and a measure.
OLDEST = 130


class Quantity(NamedTuple):
    """An amount with its unit, before ranges and bounds; tokens `first` to `last` (exclusive)."""

    amount: Amount
    low: float
    high: float | None
    first: int
    last: int
    unit: Unit | None
    prefixed: bool = False  # the unit stands before the number


class Number(NamedTuple):
    """A number as it is bounded; tokens `first` to `last` (exclusive), the amount itself from `core`."""

    low: float | None
    high: float | None
    bound: Bound
    unit: Unit | None
    first: int
    core: int
    last: int
    amount: Amount
    age: bool = False
    nil: bool = False  # "no", "nobody": nothing.py
    single: bool = False  # "a man and his wife": victims.py
    ranged: bool = False  # two amounts make it: "dozens to hundreds"
    change: bool = False  # how much something changed, or the old value: "rose from 10 to 15", "rose by 5 to 15"


LINES = 4096  # sentences kept: those of 100,000 words, which several modules look at one after the other


@lru_cache(maxsize=LINES)
def line_of(sentence: str) -> tuple[list[Token], list[Number]]:
    """The tokens and numbers of a sentence, for all who read it in turn: nobody may change them."""
    line = tokens(sentence)
    return line, numbers(sentence, line)


def numbers(sentence: str, line: list[Token]) -> list[Number]:
    """The numbers of a sentence, in order."""
    blocked = uncounted(sentence, line)
    found: list[Number] = []
    at = 0
    while at < len(line):
        token = line[at]
        starts = token.value is not None or token.lower in LEADS or token.word in CURRENCY_FIRST
        first = _quantity(line, at, blocked) if starts and at not in blocked else None
        if first is None:
            at += 1
            continue
        for number in _bounded(line, first, blocked, found[-1] if found else None):
            end = found[-1].last if found else 0
            if number.core >= end:
                found.append(number._replace(first=max(number.first, end)))
            at = number.last
    found = [n._replace(change=n.change or _by(line, n)) for n in found]
    return [n for n in found if not n.age and not _is_calibre(line, n) and not _adjective(line, n)]


def _quantity(line: list[Token], at: int, blocked: set[int]) -> Quantity | None:
    """Currency, sign, amount and unit, from token `at` on."""
    here, sign, money = at, 1.0, None
    if before := currency(line, at):
        money, here = before
    if word(line, here) in {"-", "−", "+"} and glued(line, here + 1) and (here > at or not glued(line, here)):
        sign, here = (1.0 if word(line, here) == "+" else -1.0), here + 1
    elif word(line, here) in {"minus", "negative"} and here + 1 < len(line):
        step = here + 1 + (word(line, here + 1) in DASHES)
        if step < len(line) and (line[step].value is not None or word(line, step) in ONES | TENS):
            sign, here = -1.0, step
    made = amount(line, here)
    if made is None or any(i in blocked for i in range(made.first, made.last)) or _ordinal(line, made):
        return None
    low, high = made.low, made.high
    if sign < 0:
        low, high = -low, -low
    if money:
        end = made.last + (word(line, made.last) in {"us", "u.s."})  # $76 US
        named = unit(line, end, made.scaled)
        if named and named[0].kind == "money" and not named[0].rate:
            end = named[1]
        return Quantity(made, low, high, at, *_rated(line, end, money), True)
    named = unit(line, made.last, made.scaled) if not made.share else None
    if named:
        return Quantity(made, low, high, at, named[1], named[0])
    return Quantity(made, low, high, at, made.last, None)


def _rated(line: list[Token], last: int, money: Unit) -> tuple[int, Unit]:
    rated = rate(line, last)
    return (rated[1], money._replace(rate=rated[0])) if rated else (last, money)


def _ordinal(line: list[Token], made: Amount) -> bool:
    """ "twenty-first", "two-thirds" read as "two", "three-way": no amount of anything."""
    if not glued(line, made.last):
        return False
    after, spelled = word(line, made.last), line[made.first].value is None
    if after in DASHES and glued(line, made.last + 1):
        following = word(line, made.last + 1)
        return (
            following in {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"}
            and spelled
        )
    return after[:1].isalpha() and not spelled and unit(line, made.last, made.scaled) is None and after != "x"


def _bounded(line: list[Token], a: Quantity, blocked: set[int], before: Number | None) -> list[Number]:
    """The number that `a` begins: alone, as the low end of a range, or as the old value of a change."""
    joined = _range(line, a, blocked)
    if joined is None:
        return [_alone(line, a, before)]
    b, how = joined
    if how == "change":
        later = _bounded(line, _shared(a, b)[1], blocked, None)
        b = b._replace(amount=later[0].amount, low=later[0].low or b.low, unit=later[0].unit)
        return [_alone(line, _shared(a, b, 10.0)[0], before)._replace(change=True), *later]
    a, b = _shared(a, b)
    first = a.first
    if word(line, first - 1) in {"between", "from"}:
        first -= 1
        if word(line, first - 1) in {"somewhere", "anywhere"}:
            first -= 1
    bound, first = _before(line, first, a)
    high = b.high
    low: float | None = a.low
    if bound is Bound.EXACT:
        bound = Bound.BETWEEN
    elif bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        high = None
    elif bound in (Bound.AT_MOST, Bound.FEWER_THAN):
        low = None
    vague = bool(a.amount.vague or b.amount.vague)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return [
        Number(
            low,
            high,
            Bound.VAGUE if vague and bound is Bound.BETWEEN else bound,
            b.unit,
            first,
            a.first,
            b.last,
            b.amount,
            _age(line, a) or _age(line, b),
            ranged=True,
        )
    ]


def _alone(line: list[Token], q: Quantity, before: Number | None) -> Number:
    bound, first = _before(line, q.first, q)
    last = q.last
    if bound is Bound.EXACT:
        bound, last = _after(line, q)
    if bound is Bound.EXACT and before is not None and _converted(line, before, q):
        bound = before.bound if before.bound not in (Bound.BETWEEN, Bound.VAGUE) else bound
    low, high = _ends(q, bound)
    if q.amount.vague and bound in (Bound.EXACT, Bound.ABOUT):
        bound = Bound.VAGUE
    return Number(low, high, bound, q.unit, first, q.first, last, q.amount, _age(line, q))


def _ends(q: Quantity, bound: Bound) -> tuple[float | None, float | None]:
    if bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        return q.low, None
    if bound in (Bound.AT_MOST, Bound.FEWER_THAN):
        return None, q.high
    return q.low, q.high


def _converted(line: list[Token], before: Number, q: Quantity) -> bool:
    """ "just under 296 hp (224 kW / 300 PS)": what is said again in other units is bounded alike."""
    between = [t.lower for t in line[before.last : q.first]]
    return bool(between) and before.unit is not None and q.unit is not None and set(between) <= {"(", "/", "or"}


def _before(line: list[Token], first: int, q: Quantity) -> tuple[Bound, int]:
    """The bound that the words before token `first` set, and where those words begin."""
    bound = Bound.EXACT
    while True:
        for length in range(min(LONGEST, first), 0, -1):
            words = tuple(t.lower for t in line[first - length : first])
            if words in BEFORE:
                break
        else:
            return bound, first
        if words[-1] == "over" and len(words) == 1 and q.unit is not None and q.unit.kind == "time":
            return bound, first  # killed over three days
        if words == ("sub", "-") and not glued(line, first):
            return bound, first
        if bound in (Bound.EXACT, Bound.ABOUT):
            bound = BEFORE[words]
        first -= length


def _after(line: list[Token], q: Quantity) -> tuple[Bound, int]:
    """The bound that the words after a number set, and where those words end."""
    for length in range(min(LONGEST, len(line) - q.last), 0, -1):
        words = tuple(t.lower for t in line[q.last : q.last + length])
        if words in AFTER and not (words == ("odd",) or (words == ("+",) and not glued(line, q.last))):
            return AFTER[words], q.last + length
    if word(line, q.last) == "-" and word(line, q.last + 1) == "plus":
        return Bound.AT_LEAST, q.last + 2
    return Bound.EXACT, q.last


def _range(line: list[Token], a: Quantity, blocked: set[int]) -> tuple[Quantity, str] | None:
    """The high end of the range that `a` begins and how the two are joined: "range" or "change"."""
    at = a.last
    link = word(line, at)
    dashed = link in DASHES
    if dashed and not (glued(line, at) and (glued(line, at + 1) or word(line, at + 1) == "to")) and link != "–":
        return None
    start = at + 1 + (dashed and word(line, at + 1) == "to") + (link == "to" and word(line, at + 1) in DASHES)
    if link == "or" and word(line, start) in {"even", "perhaps", "maybe"}:
        return None
    if not (dashed or link in {"to", "or", "and"}) or a.amount.share or start in blocked:
        return None
    b = _quantity(line, start, blocked)
    if b is None and (link == "to" or (link == "and" and word(line, a.first - 1) == "between")):
        b = _open_end(line, start, blocked)
    if b is None or b.amount.share:
        return None
    opening = _before(line, a.first, a)[1] - 1
    lead = word(line, opening)
    if link == "and":
        return (b, "range") if lead == "between" or word(line, a.first - 1) == "between" else None
    if not _compatible(a, b, lead in {"between", "from"}):
        return None
    rises = _shared(a, b)[0].low < (b.high if b.high is not None else b.low)
    if lead == "from" and link == "to" and not (word(line, b.last) == "to" and _quantity(line, b.last + 1, blocked)):
        return b, "change" if _changes(line, opening) else "range"
    if link == "to" and (lead in CHANGE or (lead == "by" and _changes(line, opening))) and not (b.unit and not a.unit):
        return None  # rose by 12 to 82; but "dropped by 1 to 1.5 degrees" is one amount
    if link == "or":
        return (
            (b, "range")
            if rises and a.unit is None and b.low <= 10 * _shared(a, b)[0].low and not a.amount.vague
            else None
        )
    return (b, "range") if rises else None


def _open_end(line: list[Token], start: int, blocked: set[int]) -> Quantity | None:
    """ "from 500 to well over 1,000": the high end of a range that is itself bounded, open where it may be passed."""
    for length in (3, 2, 1):
        bound = BEFORE.get(tuple(t.lower for t in line[start : start + length]))
        if bound and (b := _quantity(line, start + length, blocked)):
            return b._replace(high=None) if bound in (Bound.MORE_THAN, Bound.AT_LEAST) else b
    return None


def _changes(line: list[Token], at: int) -> bool:
    """Whether the words before token `at` speak of a change."""
    for i in range(at - 1, max(-1, at - 1 - CHANGE_REACH), -1):
        if line[i].lower in RANGING and i > at - 3:
            return False
        if line[i].lower in CHANGE:
            return True
        if line[i].lower in {";", ".", ":"}:
            return False
    return False


def _by(line: list[Token], n: Number) -> bool:
    """ "the toll rose by 12"."""
    return word(line, n.first - 1) == "by" and word(line, n.first - 2) in CHANGE


def _compatible(a: Quantity, b: Quantity, led: bool) -> bool:
    """Whether two quantities may be the ends of one range."""
    if a.unit is None or b.unit is None:
        return a.unit is None or a.prefixed or led
    return a.unit.name == b.unit.name or (a.prefixed and b.unit.name == "$" and a.unit.name.endswith("$"))


def _shared(a: Quantity, b: Quantity, most: float = 1.0) -> tuple[Quantity, Quantity]:
    """ "10 to 100 thousand" is 10,000 to 100,000, but "$200 to $4 million" starts at 200: a magnitude is shared only
    where the range would not then run backwards, or, for a change, to more than `most` times its end. A unit is shared
    either way."""
    factor = 1.0 if b.amount.vague else b.amount.magnitude
    if factor > 1 and not a.amount.scaled and not a.amount.vague and a.low * factor <= most * b.low and a.low < 1000:
        a = a._replace(low=a.low * factor, high=(a.high or 0.0) * factor)
    if a.unit is None and b.unit is not None:
        a = a._replace(unit=b.unit)
    elif a.unit is not None and (b.unit is None or a.prefixed):
        b = b._replace(unit=a.unit)
    return a, b


def _age(line: list[Token], q: Quantity) -> bool:
    """ "the 54-year-old", "aged 12", "at the age of 31"."""
    before, last = word(line, q.first - 1), q.last
    if q.unit is not None and q.unit.kind == "time":
        if word(line, last + (word(line, last) in DASHES)) in {"old", "olds"}:
            return q.low <= OLDEST
        if word(line, last) == "of" and word(line, last + 1) == "age":
            return True
    if before in {"aged", "age", "ages", "under-"} or (
        before in {"between", "over", "under"} and word(line, q.first - 2) in {"aged", "ages"}
    ):
        return True
    return before == "of" and word(line, q.first - 2) in {"age", "ages"}


def may_be_year(line: list[Token], n: Number) -> bool:
    """Whether a number looks like a year, so that only what it counts can tell: "2000 people", "since 2011"."""
    if n.unit is not None or n.amount.scaled or line[n.core].value is None or not looks_like_year(line, n.core):
        return False
    return n.bound is Bound.EXACT or stands_as_year(line, n.core)


def _adjective(line: list[Token], n: Number) -> bool:
    """ "a two-month contract": a duration that says of what kind a thing is."""
    hyphen = word(line, n.amount.last)
    return hyphen == "-" and line[n.core].value is None and n.unit is not None and n.unit.kind == "time"


def _is_calibre(line: list[Token], n: Number) -> bool:
    return n.unit is not None and n.unit.name == "millimetre" and calibre(line, n.last)
