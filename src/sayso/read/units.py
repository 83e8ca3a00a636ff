"""Units: what a number is a measure of.

In: tokens and where to look. Out: the unit that stands there (words/units.toml), with its rate ("per barrel", "a
month"). It reads no numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sayso.read.numerals import Token, glued, word
from sayso.read.wordlists import phrases, wordlist, wordset

ENTRIES: list[dict[str, Any]] = wordlist("units")["unit"]
WORDS = phrases(ENTRIES)
SYMBOLS: dict[str, dict[str, Any]] = {s: entry for entry in ENTRIES for s in entry.get("symbols", ())}
CURRENCIES: dict[tuple[str, ...], dict[str, Any]] = {
    tuple(p.split()): entry for entry in ENTRIES for p in entry.get("prefix", ())
}
LONGEST = max(map(len, WORDS))
CURRENCY_FIRST = {words[0] for words in CURRENCIES}
UNIT_FIRST = {words[0] for words in WORDS}
RATES = wordset("units", "rate")


class Unit(NamedTuple):
    """`name` as in words/units.toml; `kind`: share, money, time or measure; `rate`: "barrel" in dollars per barrel."""

    name: str
    kind: str
    rate: str | None = None

    def __str__(self) -> str:
        return self.name if self.rate is None else f"{self.name} per {self.rate}"


def currency(line: list[Token], at: int) -> tuple[Unit, int] | None:
    """The currency that begins at token `at`, before a number, and the token after it."""
    if at >= len(line) or line[at].word not in CURRENCY_FIRST:
        return None
    for length in (3, 2, 1):
        entry = CURRENCIES.get(tuple(t.word for t in line[at : at + length]))
        if entry is not None:
            return Unit(entry["name"], "money"), at + length
    return None


def unit(line: list[Token], at: int, scaled: bool) -> tuple[Unit, int] | None:
    """The unit that begins at token `at`, after a number, and the token after it; a hyphen may lead it in.

    scaled: whether the number has a magnitude; "won" is money only after one.
    """
    if word(line, at) in {"-", "‑"} and glued(line, at) and glued(line, at + 1):
        return _unit(line, at + 1, scaled)
    return _unit(line, at, scaled)


def _unit(line: list[Token], at: int, scaled: bool) -> tuple[Unit, int] | None:
    if at >= len(line) or not (line[at].lower in UNIT_FIRST or line[at].word in SYMBOLS):
        return None
    for length in range(min(LONGEST, len(line) - at), 0, -1):
        entry = WORDS.get(tuple(t.lower for t in line[at : at + length]))
        if entry is None and length == 1 and (symbol := SYMBOLS.get(line[at].word)) and _stands(line, at, scaled):
            entry = symbol
        if entry is None:
            continue
        last = at + length
        if entry.get("compound") and glued(line, at) is False and _compound(line, at, last):
            return None
        per = rate(line, last)
        if entry["kind"] == "time" and per and word(line, last) in {"a", "an"}:
            per = None  # two hours a day is no speed
        return (
            (Unit(entry["name"], entry["kind"], per[0]), per[1]) if per else (Unit(entry["name"], entry["kind"]), last)
        )
    return None


def _compound(line: list[Token], at: int, last: int) -> bool:
    """ "47 barrel bombs", "500 foot soldiers": a unit in the singular is part of the noun that follows."""
    following = word(line, last)
    return word(line, at) == word(line, at).rstrip("s") and following.endswith("s") and following[:1].isalpha()


def _stands(line: list[Token], at: int, scaled: bool) -> bool:
    """Whether a symbol may be read as a unit: glued to the number, or by itself and no word of the sentence."""
    symbol = line[at].word
    if symbol == "won":
        return scaled
    if glued(line, at) or not symbol.isalpha():
        return True
    following = line[at + 1].word if at + 1 < len(line) else ""
    return (len(symbol) > 1 or symbol in "pbWCFV") and not following[:1].isupper()


def rate(line: list[Token], at: int) -> tuple[str, int] | None:
    """ "per square foot", "a month", "-a-day", "/hour": what the unit is reckoned by, and the token after it."""
    here = at + (word(line, at) == "-")
    if word(line, here) in {"per", "/"}:
        size = word(line, here + 1) in {"square", "cubic", "sq"}
        by = " ".join(word(line, i) for i in range(here + 1, here + 2 + size))
        if by.replace(" ", "").isalpha() and (word(line, here) == "per" or by in RATES):
            return by, here + 2 + size
    if word(line, here) in {"a", "an"}:
        step = here + 1 + (word(line, here + 1) == "-")
        if word(line, step) in RATES:
            return word(line, step), step + 1
    return None
