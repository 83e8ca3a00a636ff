"""Claims: statements of different articles that say the same.

In: statements as the ledger keeps them, with what they count. Out: for two of them whether they are the same claim,
possibly the same, or neither, and why, in words. Nearness in meaning proposes; figures, names and negation dispose:
"27 were killed" and "no fewer than 40 were killed" are near and not the same. A quotation is recognised by its words,
even where it was cut or altered, and an altered one is shown as that.

Which statements are held against each other at all is `index.py`'s business: those of articles on one event.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from sayso.compare import meaning
from sayso.compare.passages import words
from sayso.compare.profiles import NUMBER
from sayso.ledger import SaidRow
from sayso.types import Bound, Kind

FEWEST = 4  # words of a statement without a figure: "he said so" claims nothing that could be the same
QUOTED, QUOTE_WORDS = 0.6, 6  # share of the shorter quotation's words that stand in the longer in order, and how many
UNDATED, MOST = 2, 3  # days between articles of which one has no date; numbers in common that count
SHOWN = 6  # shared words that are shown
CHANGED = "a changed quotation"  # how a reason begins where a quotation has other words in it
# Log-odds that two statements of articles on one event are one claim: a logistic regression on half of 550 pairs that
# were judged (2026-11; benchmarks/claims.py reports on the other half). In order: nearness in meaning; how much of the
# shorter's and of the longer's words is shared, and how much that is; the same figure, another figure, numbers in
# common; days between the articles; a quotation of the same words.
START = -6.29
WEIGHTS = (5.38, 1.87, 2.2, 0.46, -0.19, -2.37, 0.74, -0.31, 2.38)
# Chances from which on a pair is shown as one claim, and as possibly that. On the half that was fitted on, precision is
# .90 from .7 on, .89 from .6 and .85 from .5, and recall .62, .69 and .74: it does more harm to take two claims for one
# than to show one as two.
SURE, POSSIBLE = 0.7, 0.3
# As near as two statements are taken to be before their vectors are worked out. Of 3,289 pairs that were shown of
# `syria_coverage` with 1 in its place, 6 are lost with .85, all of them only possible ones, and 23 with .8; it takes
# 3,512 vectors instead of 4,590, and 3,049 with .8 (2026-11).
NEAREST = 0.85
LEAST_ODDS = math.log(POSSIBLE / (1 - POSSIBLE))
NEGATIONS = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|without|den(?:y|ies|ied|ying)|refus\w+|reject\w*|false|untrue|unable|"
    r"fail\w*|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)
# What a page says of itself: nobody claims it of the event.
FURNITURE = re.compile(
    r"©|\bcopyright\b|all rights reserved|may not be (?:published|reproduced)|\b(?:reporting|editing|photo|video) by\b|"
    r"\b(?:read or share|sign in|log in|subscribe|click here|follow us|read more|related news)\b|^photo:",
    re.IGNORECASE,
)
STOP = frozenset(
    "a an and are as at be been but by for from had has have he her his i in is it its of on or our she so that the "
    "their them they this to us was we were which who will with would you said says say after before than also more "
    "about into over out up when while there these those what if can could may might must".split()
)
ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()


class Sameness(StrEnum):
    """How sure it is that two statements are one claim."""

    SAME = "same claim"
    POSSIBLY = "possibly"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a statement: the interval, and what it is of."""

    low: float | None
    high: float | None
    state: str | None
    group: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement ready to be held against others. `heavy`: its words that carry meaning, each with its rarity;
    `names`: the plain words of the names in it; `speaker`: the words of whom it is laid at."""

    id: str
    published: date | None
    kind: Kind
    content: str
    forms: tuple[str, ...]
    heavy: Mapping[str, float]
    names: frozenset[str]
    speaker: frozenset[str]
    figures: tuple[Told, ...]
    numbers: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Two statements that are, or may be, one claim. chance: between 0 and 1, for ordering."""

    sameness: Sameness
    chance: float
    why: str


def claim(row: SaidRow, published: date | None, names: frozenset[str], rarity: Callable[[str], float]) -> Claim | None:
    """A statement as it is compared; None for one that claims nothing: too few words, or the page's own furniture.

    rarity: of a term of `profiles.Profile.terms`.
    """
    forms = words(row.content).forms
    if (len(forms) < FEWEST and not row.figures) or FURNITURE.search(row.content):
        return None
    heavy = {form: rarity(f"w:{form}") for form in set(forms) - STOP if len(form) > 1}
    numbers = frozenset(NUMBER.findall(row.content.replace(",", ""))) | {str(ONES.index(f)) for f in forms if f in ONES}
    figures = tuple(figure(one) for one in row.figures)
    negated = bool(NEGATIONS.search(row.content))
    speaker = frozenset(words(row.source or "").forms) - STOP
    return Claim(row.id, published, row.kind, row.content, forms, heavy, names, speaker, figures, numbers, negated)


def figure(row: Mapping[str, object]) -> Told:
    """A figure as the ledger's row has it."""
    low, high = row["low"], row["high"]
    assert low is None or isinstance(low, float)
    assert high is None or isinstance(high, float)
    if row["bound"] == Bound.VAGUE.value and high is None:
        low = None
    state, counted = (str(row[name]) if row[name] else None for name in ("state", "counted"))
    return Told(low, high, state, meaning.group(counted))


def match(a: Claim, b: Claim, near: float) -> Match | None:
    """Whether two statements are one claim. near: of `vectors.near`."""
    quoted, counted = quotation(a, b), counted_alike(a, b)
    chance = 1 / (1 + math.exp(-_odds(a, b, near, counted, quoted is not None)))
    if chance < POSSIBLE and quoted is None:
        return None
    doubts = _doubts(a, b, counted)
    sure = quoted is not None or (chance >= SURE and not doubts)
    agreeing = [quoted or f"near in meaning ({near:.2f})"]
    agreeing += ["the same figure"] if counted else []
    shared = sorted(a.heavy.keys() & b.heavy.keys(), key=lambda form: (-a.heavy[form], form))[:SHOWN]
    agreeing += [f"shared words: {', '.join(shared)}"] if shared and quoted is None else []
    why = "; ".join([*agreeing, *doubts])
    return Match(Sameness.SAME if sure else Sameness.POSSIBLY, round(max(chance, SURE if quoted else 0.0), 3), why)


def _odds(a: Claim, b: Claim, near: float, counted: bool | None, quoted: bool) -> float:
    return START + sum(
        weight * value for weight, value in zip(WEIGHTS, features(a, b, near, counted, quoted), strict=True)
    )


def features(a: Claim, b: Claim, near: float, counted: bool | None, quoted: bool) -> tuple[float, ...]:
    """What WEIGHTS weighs, in its order."""
    shared = sum(weight for form, weight in a.heavy.items() if form in b.heavy)
    one, other = (sum(claim.heavy.values()) or 1.0 for claim in (a, b))
    gap = abs((a.published - b.published).days) if a.published and b.published else UNDATED
    return (
        near,
        shared / min(one, other),
        shared / max(one, other),
        math.log1p(shared),
        float(counted is True),
        float(counted is False),
        float(min(len(a.numbers & b.numbers), MOST)),
        math.log1p(gap),
        float(quoted),
    )


def _doubts(a: Claim, b: Claim, figures: bool | None) -> list[str]:
    """What speaks against one claim, in words."""
    found = []
    if figures is False:
        found.append("another figure")
    elif figures is None and a.numbers and b.numbers and not a.numbers & b.numbers:
        found.append("other numbers")
    if a.negated != b.negated:
        found.append("only one of them negates")
    if a.names and b.names and not a.names & b.names:
        found.append("other names")
    if a.kind == b.kind == Kind.DIRECT and a.speaker and b.speaker and not a.speaker & b.speaker:
        found.append("two people's own words")
    return found


def counted_alike(a: Claim, b: Claim) -> bool | None:
    """Whether two statements count the same people in the same state alike; None where they count nothing alike."""
    found = None
    for one in a.figures:
        for other in b.figures:
            if one.state and one.state == other.state and one.group == other.group:
                if _fits(one, other):
                    return True
                found = False
    return found


def _fits(one: Told, other: Told) -> bool:
    """Whether the figures tell the same number, a bound ("at least 27") telling the number that it names."""
    ends = [{end for end in (told.low, told.high) if end is not None} for told in (one, other)]
    return bool(ends[0] & ends[1])


def quotation(a: Claim, b: Claim) -> str | None:
    """How two quotations have the same words, whole, cut or altered, in words; None where they do not."""
    if not {a.kind, b.kind} <= {Kind.DIRECT, Kind.MIXED}:
        return None
    if a.speaker and b.speaker and not a.speaker & b.speaker:
        return None  # "No soldier will rest" and "No volunteer will rest" are two people's words
    shorter, longer = sorted((a.forms, b.forms), key=len)
    if len(shorter) < QUOTE_WORDS or len(set(shorter) & set(longer)) < QUOTED * len(set(shorter)):
        return None
    blocks = [m for m in SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks() if m.size]
    same = sum(block.size for block in blocks)
    if same < max(QUOTE_WORDS, QUOTED * len(shorter)):
        return None
    within = blocks[-1].b + blocks[-1].size - blocks[0].b
    if same == len(shorter) == within:
        return "the same quotation" if len(shorter) == len(longer) else "the same quotation, cut"
    return f"{CHANGED}: {same} of {len(shorter)} words are the same"


def candidates(claims: Sequence[Claim], others: Sequence[Claim]) -> list[tuple[int, int]]:
    """Pairs worth a vector: those that would possibly be one claim if they were NEAREST in meaning, and quotations
    with words in common."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    counting = [at for at, other in enumerate(others) if other.figures]
    for at, other in enumerate(others):
        for form in other.heavy:
            holding[form].append(at)
    found = []
    for at, one in enumerate(claims):
        met = {other for form in one.heavy for other in holding.get(form, ())}
        met.update(counting if one.figures else ())
        found += [(at, other) for other in sorted(met) if _hopeful(one, others[other])]
    return found


def _hopeful(a: Claim, b: Claim) -> bool:
    return _odds(a, b, NEAREST, counted_alike(a, b), False) >= LEAST_ODDS or _may_quote(a, b)


def _may_quote(a: Claim, b: Claim) -> bool:
    quoted = {a.kind, b.kind} <= {Kind.DIRECT, Kind.MIXED}
    return quoted and len(a.heavy.keys() & b.heavy.keys()) >= QUOTE_WORDS // 2
