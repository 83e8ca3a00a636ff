"""States: in which state people or things are counted.

In: the tokens of a sentence, a number and the noun phrase that it counts. Out: the state's name (words/states.toml):
"killed", "displaced", "trapped". Verbs and nouns near the number tell, by simple rules that stay within the clause:
the passive after what is counted, the active before it, the noun that is counted itself. Who did it is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping

from sayso.read.counted import DETERMINERS, PERSONS, STOP
from sayso.read.numerals import Token, word
from sayso.read.wordlists import wordlist

STATES = wordlist("states")["state"]


def _table(key: str) -> dict[tuple[str, ...], str]:
    return {tuple(w.split()): entry["name"] for entry in STATES for w in entry.get(key, ())}


PASSIVE, ACTIVE, OWN, NOUNS, LED = (_table(k) for k in ("passive", "active", "own", "nouns", "led"))
BE = {
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "got",
    "get",
    "getting",
    "remain",
    "remained",
    "remains",
    "left",
}
HAVE = {"have", "has", "had", "having"}
LIGHT = (
    BE | HAVE | {"would", "could", "may", "might", "will", "to", "who", "that", "which", "also", "still", "now", "more"}
)
ENDS = {
    ".",
    ";",
    ":",
    "!",
    "?",
    "but",
    "while",
    "when",
    "after",
    "before",
    "because",
    "although",
    "though",
    "said",
    "says",
    "—",
    "–",
    "as",
    "if",
}
# How far, in words, a verb may stand from the phrase or number whose state it tells.
AFTER_REACH, BEFORE_REACH, TOLL_REACH = 12, 5, 16
# Counted nouns that are events or states themselves, although people stand behind them.
EVENTS = {"deaths", "fatalities", "casualties", "dead", "injured", "wounded"}
SKIPPED = {
    "another",
    "a",
    "further",
    "the",
    "some",
    "total",
    "of",
    "lives",
    "all",
    "additional",
    "also",
    "up",
    "to",
    "as",
    "many",
    "between",
    "from",
    "reportedly",
    "nearly",
    "least",
    "at",
    "than",
    "more",
    "only",
    "just",
    "other",
    "an",
    "estimated",
    "about",
    "hundreds",
}


def state(
    line: list[Token], first: int, phrase: tuple[int, int] | None, last: int, ends: Mapping[int, int], many: bool
) -> str | None:
    """The state of what a number counts: its words begin at `first`, it ends before `last`, `phrase` is what it counts.

    many: whether more than one is counted, so that a verb in the singular cannot be about it ("a truck carrying 12 men
    was destroyed"); None where either verb may be (nobody, half of them).
    ends: for every number of the sentence, the token it begins at and the one after all that it counts.
    """
    at = phrase[1] if phrase else last
    return (
        _event(line, phrase)
        or _left(line, first, at)
        or _at_once(line, at, ends, phrase is None)
        or _before(line, first)
        or _after(line, at, ends, many)
        or _noun(line, phrase)
        or _led(line, first)
    )


def is_event(line: list[Token], phrase: tuple[int, int]) -> bool:
    """Whether the noun that is counted is a state or an event itself: deaths, casualties, arrests."""
    return (word(line, phrase[1] - 1),) in NOUNS


def _event(line: list[Token], phrase: tuple[int, int] | None) -> str | None:
    """ "15 deaths": what is counted is the state, and no verb says more of it."""
    head = word(line, phrase[1] - 1) if phrase else ""
    return NOUNS.get((head,)) if head in EVENTS or head not in PERSONS else None


def _noun(line: list[Token], phrase: tuple[int, int] | None) -> str | None:
    """ "20 wounded civilians", "200 refugees"."""
    if phrase is None:
        return None
    for i in range(phrase[0], phrase[1] - 1):
        here = (word(line, i),)
        if word(line, i - 1) not in {"-", "‑"} and (
            found := PASSIVE.get(here) or (OWN.get(here) if here == ("dead",) else None)
        ):
            return found
    return NOUNS.get((word(line, phrase[1] - 1),))


def _left(line: list[Token], first: int, at: int) -> str | None:
    """ "leaving 3 citizens killed", "left 75 civilians dead": after these a participle can only be passive."""
    led = {word(line, i) for i in range(first - 3, first)} | ({"leaving"} & {word(line, i) for i in range(first - 9, first)})
    if led & {"leaving", "left", "leave", "leaves", "with"}:
        return PASSIVE.get((word(line, at),)) or OWN.get((word(line, at),))
    return None


def _at_once(line: list[Token], at: int, ends: Mapping[int, int], direct: bool) -> str | None:
    """ "29 killed and 40 wounded", "25 civilians killed in": the participle that follows at once."""
    if word(line, at) == "of" and word(line, at + 1) in DETERMINERS:  # "one of those killed", "40 of the wounded"
        here = (word(line, at + 2),)
        return PASSIVE.get(here) or OWN.get(here) or NOUNS.get(here)
    found = PASSIVE.get((word(line, at),))
    if found and direct and word(line, at + 1) not in DETERMINERS and at + 1 not in ends:
        return found
    return found if found and _reduced(line, at + 1, ends) else None


def _before(line: list[Token], first: int) -> str | None:
    """ "killed at least 16 people", "the deaths of 29", "wounding dozens", "destroyed a tank and two cars"."""
    if word(line, first - 1) in {"and", ","}:
        for i in range(first - 2, max(0, first - 7), -1):
            if word(line, i) in {"a", "an"}:
                return ACTIVE.get((word(line, i - 1),))
        return None
    for i in range(first - 1, max(-1, first - 1 - BEFORE_REACH), -1):
        here = line[i].lower
        if here in SKIPPED:
            continue
        if here in DETERMINERS or here in {",", ".", ";"}:
            return None
        if (found := ACTIVE.get((here,))) and word(line, i - 1) not in BE:
            if (
                here in {"claimed", "claiming"}
                and word(line, first - 2) != "lives"
                and word(line, first - 3) != "lives"
            ):
                return None
            return found
        if word(line, i + 1) == "of":
            return NOUNS.get((here,))
        return None
    return None


def _after(line: list[Token], at: int, ends: Mapping[int, int], many: bool | None) -> str | None:
    """ "were killed", "killed in an attack", ", including 11 children, were wounded", "who have died"."""
    be = have = False
    limit = min(len(line), at + AFTER_REACH)
    begin = at
    while at < limit:
        here = _lower(line[at])
        if here in ENDS or (at == begin and at in ends):
            return None
        if here in {",", "("}:
            following = word(line, at + 1)
            if following in {"including", "among", "mostly", "most", "many", "some", "all"} or at + 1 in ends:
                close = next((i for i in range(at + 1, min(len(line), at + 14)) if line[i].lower in {",", ")"}), None)
                if close is None:
                    return None
                at, limit = close + 1, min(len(line), close + AFTER_REACH)
                continue
            if following not in LIGHT:
                return None
        elif begin >= 0 and many is not None and here in ({"was", "is", "has"} if many else {"were", "are", "have"}):
            return None
        elif here in {"and", "or", "including"}:
            if at + 1 in ends:  # "29 rebels and 3 civilians were killed"
                at, begin = ends[at + 1], -1
                continue
            if be and ACTIVE.get((word(line, at + 1),)) and not PASSIVE.get((word(line, at + 1),)):
                return None
        elif here in BE:
            be = True
        elif here in HAVE:
            have = True
        elif at in ends:
            if word(line, at - 1) not in STOP:
                return None
            at = ends[at]  # "three children from one family were killed"
            continue
        else:
            if word(line, at - 1) in DETERMINERS and word(line, at - 2) != "among":  # "are in the besieged parts"
                at += 1
                continue
            for length in (3, 2, 1):
                words = tuple(t.lower for t in line[at : at + length])
                if found := OWN.get(words):
                    return found
                if found := PASSIVE.get(words):
                    return (
                        found
                        if be
                        or (not have and begin >= 0 and _reduced(line, at + length, ends))
                        or (begin < 0 and _reduced(line, at + length, ends))
                        else None
                    )
        at += 1
    return None


def _lower(token: Token) -> str:
    """The lower-case word, "" for capitals: IS and US are no verb and no pronoun."""
    return "" if len(token.word) > 1 and token.word.isupper() else token.lower


def _reduced(line: list[Token], at: int, ends: Mapping[int, int]) -> bool:
    """Whether a bare participle is a passive ("29 killed in"), and not a verb with an object ("29 rebels killed 3")."""
    following = word(line, at)
    if at in ends and PASSIVE.get((word(line, ends[at]),)):
        return True  # "3 killed 40 injured", as headlines write
    return (
        at not in ends
        and (
            not following[:1].isalpha()
            or (following in STOP and following not in DETERMINERS | {"a", "an", "some", "him", "her", "them"})
        )
        or following in {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    )


def _led(line: list[Token], first: int) -> str | None:
    """ "the death toll rose to 29", "the number of wounded stands at 40", "among the dead were 22 children"."""
    for i in range(first - 1, max(-1, first - 1 - TOLL_REACH), -1):
        here = line[i].lower
        if here in {";", "."}:
            return None
        if here == "toll":
            return "killed"
        if here in {"among", "number"} and word(line, i + 1) in {"of", "the", "those"}:
            for j in range(i + 1, first):
                words = (word(line, j),)
                if found := NOUNS.get(words) or PASSIVE.get(words) or OWN.get(words):
                    return found
            return None
    return None
