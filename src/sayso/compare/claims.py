"""Claims: statements of different articles that say the same.

In: statements as the ledger keeps them, with what they count. Out: for two of them whether they are the same claim,
possibly the same, or neither, and why, in words. Nearness in meaning proposes; figures, names and negation dispose:
"27 were killed" and "no fewer than 40 were killed" are near and not the same. A quotation is recognised by its words,
even where it was cut or altered, and an altered one is shown as that.

Which statements are held against each other at all is `index.py`'s business: those of articles on one event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sayso.compare import meaning
from sayso.compare.passages import words
from sayso.compare.profiles import NUMBER
from sayso.types import Bound, Kind

FEWEST = 4  # words of a statement: "he said so" claims nothing that could be the same
QUOTED, QUOTE_WORDS = 0.6, 6  # share of the shorter quotation's words that stand in the longer in order, and how many
NEAR = 0.45  # nearness in meaning below which only a quotation or a figure joins two statements
NEGATIONS = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|without|den(?:y|ies|ied|ying)|refus\w+|reject\w*|false|untrue|unable|"
    r"fail\w*|cannot)\b|n[’']t\b",
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
    """A statement ready to be held against others. `names`: plain words of the names in its content."""

    id: str
    document: int
    kind: Kind
    content: str
    forms: tuple[str, ...]
    heavy: frozenset[str]
    names: frozenset[str]
    figures: tuple[Told, ...]
    numbers: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Two statements that are, or may be, one claim. chance: between 0 and 1, for ordering."""

    sameness: Sameness
    chance: float
    why: str


def claim(id: str, document: int, kind: Kind, content: str, names: frozenset[str], figures: Sequence[Told]) -> Claim:
    forms = words(content).forms
    heavy = frozenset(form for form in forms if form not in STOP and len(form) > 1)
    numbers = frozenset(NUMBER.findall(content.replace(",", ""))) | {str(ONES.index(f)) for f in forms if f in ONES}
    return Claim(
        id, document, kind, content, forms, heavy, names, tuple(figures), numbers, bool(NEGATIONS.search(content))
    )


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
    """Whether two statements are one claim. near: the product of their vectors."""
    if quotation := _quotation(a, b):
        return quotation
    figures = _figures(a, b)
    overlap = len(a.heavy & b.heavy) / max(1, min(len(a.heavy), len(b.heavy)))
    score = _score(near, overlap, a, b, figures)
    if score < POSSIBLE:
        return None
    doubts = _doubts(a, b, figures)
    sure = score >= SURE and not doubts
    agreeing = ["the same figure"] if figures is True else []
    agreeing += [f"{overlap:.0%} of the shorter one’s words"] if overlap >= 0.5 else []
    why = "; ".join([*agreeing, f"near in meaning ({near:.2f})", *doubts])
    return Match(Sameness.SAME if sure else Sameness.POSSIBLY, round(score, 3), why)


# Weights of nearness in meaning, of shared words, of shared names and of a shared figure of people in a state; and from
# which sums on a pair is shown. Set on 150 of 300 pairs that were judged (benchmarks/claims.py), measured on the rest.
NEARNESS, WORDS, NAMES, FIGURE = 0.55, 0.35, 0.10, 0.30
POSSIBLE, SURE = 0.5, 0.62


def _score(near: float, overlap: float, a: Claim, b: Claim, figures: bool | None) -> float:
    shared = bool(a.names & b.names)
    return NEARNESS * near + WORDS * overlap + NAMES * shared + FIGURE * (figures is True)


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
    return found


def _figures(a: Claim, b: Claim) -> bool | None:
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


def _quotation(a: Claim, b: Claim) -> Match | None:
    """Two quotations of the same words, whole, cut or altered."""
    if not {a.kind, b.kind} <= {Kind.DIRECT, Kind.MIXED}:
        return None
    shorter, longer = sorted((a.forms, b.forms), key=len)
    if len(shorter) < QUOTE_WORDS or len(set(shorter) & set(longer)) < QUOTED * len(set(shorter)):
        return None
    blocks = [m for m in SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks() if m.size]
    same = sum(block.size for block in blocks)
    if same < max(QUOTE_WORDS, QUOTED * len(shorter)):
        return None
    within = blocks[-1].b + blocks[-1].size - blocks[0].b
    share = same / len(shorter)
    if same == len(shorter) == within:
        why = "the same quotation" if len(shorter) == len(longer) else "the same quotation, cut"
    else:
        why = f"a changed quotation: {share:.0%} of its words, {len(shorter) - same} others"
    return Match(Sameness.SAME, round(share, 3), why)


def candidates(near: NDArray[np.float32], claims: Sequence[Claim], others: Sequence[Claim]) -> list[tuple[int, int]]:
    """Pairs worth a look: near in meaning, of one figure, or quotations with words in common.

    near: [claims, others], the products of their vectors."""
    found = {(int(a), int(b)) for a, b in np.argwhere(near >= NEAR)}
    for at, one in enumerate(claims):
        quoted = one.kind in (Kind.DIRECT, Kind.MIXED)
        for other_at, other in enumerate(others):
            if (one.figures and other.figures and _figures(one, other)) or (
                quoted and other.kind in (Kind.DIRECT, Kind.MIXED) and len(one.heavy & other.heavy) >= QUOTE_WORDS // 2
            ):
                found.add((at, other_at))
    return sorted(found)
