"""States: in which state people or things are counted.

In: the tokens of a sentence, a number and the noun phrase that it counts. Out: the state's name (words/states.toml):
"killed", "displaced", "trapped". Verbs and nouns near the number tell, by simple rules that stay within the clause:
the passive after what is counted, the active before it, the noun that is counted itself. Who did it is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping

from sayso.read.counted import CHANGE, DETERMINERS, PERSONS, QUOTES, STOP
from sayso.read.numerals import Token, word
from sayso.read.wordlists import wordlist, wordset

STATES = wordlist("states")["state"]


def _table(key: str) -> dict[tuple[str, ...], str]:
    return {tuple(w.split()): entry["name"] for entry in STATES for w in entry.get(key, ())}


PASSIVE, ACTIVE, OWN, NOUNS = (_table(k) for k in ("passive", "active", "own", "nouns"))
OPENING = {words[0] for table in (PASSIVE, ACTIVE, OWN, NOUNS) for words in table}
BE = wordset("states", "be")
HAVE = wordset("states", "have")
LIGHT = BE | HAVE | wordset("states", "light")
ENDS = wordset("states", "end")
HARMED = wordset("states", "harmed")
LIVING = wordset("states", "living")
# After a comma they begin an aside.
APART = {"including", "among", "mostly", "most", "many", "some", "all", "aged", "ages", "both"}
BOTH = "killed or injured"
OBJECTS = DETERMINERS | {"some", "him", "them", "no"}  # after a participle: it was active, and this is its object
# How far, in words, a verb may stand from the phrase or number whose state it tells.
AFTER_REACH, BEFORE_REACH, TOLL_REACH, DYING_REACH, DEATH_REACH = 12, 5, 28, 8, 24
# Counted nouns that are events or states themselves, although people stand behind them.
EVENTS = wordset("states", "event")
SKIPPED = wordset("states", "skipped")
LEFT = {"leave", "leaves", "leaving", "left"}  # what follows is left in a state


def state(
    line: list[Token], first: int, phrase: tuple[int, int] | None, last: int, ends: Mapping[int, int], many: bool | None
) -> str | None:
    """The state of what a number counts: its words begin at `first`, it ends before `last`, `phrase` is what it counts.

    many: whether more than one is counted, so that a verb in the singular cannot be about it ("a truck carrying 12 men
    was destroyed"); None where either verb may be (nobody, half of them).
    ends: for every number of the sentence, the token it begins at and the one after all that it counts.
    """
    at = phrase[1] if phrase else last
    return (
        _event(line, phrase)
        or (_risen(line, first) if phrase is None or phrase[0] > last + 1 else None)  # "rose to 27 and 63 people"
        or _among(line, first)
        or _left(line, first, at)
        or _at_once(line, at, ends, phrase is None)
        or _before(line, first)
        or _after(line, at, ends, many)
        or _noun(line, phrase)
        or _led(line, first)
    )


def of_victim(
    line: list[Token], first: int, phrase: tuple[int, int], ends: Mapping[int, int], many: bool | None
) -> str | None:
    """The state of people who are counted without a numeral ("a man and his wife"), if it is one that makes victims of
    them. Their noun tells none ("a refugee said"), nor does a toll elsewhere in the sentence."""
    found = (
        _among(line, first)
        or _left(line, first, phrase[1])
        or _at_once(line, phrase[1], ends, False)
        or _before(line, first)
        or _after(line, phrase[1], ends, many)
        or _modified(line, phrase)
    )
    return found if found in HARMED else None


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
    return _modified(line, phrase) or NOUNS.get((word(line, phrase[1] - 1),))


def _modified(line: list[Token], phrase: tuple[int, int]) -> str | None:
    """ "20 wounded civilians", "another dead child"."""
    for i in range(phrase[0], phrase[1] - 1):
        here = (word(line, i),)
        if word(line, i - 1) not in {"-", "‑"} and (
            found := PASSIVE.get(here) or (OWN.get(here) if here == ("dead",) else None)
        ):
            return found
    return None


def _left(line: list[Token], first: int, at: int) -> str | None:
    """ "leaving 3 citizens killed", "left 75 civilians dead": after these a participle can only be passive."""
    led = {word(line, i) for i in range(first - 3, first)} | (
        {"leaving"} & {word(line, i) for i in range(first - 9, first)}
    )
    if led & (LEFT | {"with"}):
        return PASSIVE.get((word(line, at),)) or OWN.get((word(line, at),))
    return None


def _at_once(line: list[Token], at: int, ends: Mapping[int, int], direct: bool) -> str | None:
    """ "29 killed and 40 wounded", "25 civilians killed in": the participle that follows at once."""
    if word(line, at) == "of" and word(line, at + 1) in DETERMINERS:  # "one of those killed", "40 of the wounded"
        here = (word(line, at + 2),)
        return PASSIVE.get(here) or OWN.get(here) or NOUNS.get(here)
    found, last = _said(line, at, PASSIVE)
    if last > at + 1:  # "forced to flee"
        return found
    if found and direct and word(line, last) not in DETERMINERS and last not in ends:
        return _either(line, last, found)
    return _either(line, last, found) if found and _reduced(line, last, ends) else None


def _before(line: list[Token], first: int) -> str | None:
    """ "killed at least 16 people", "the deaths of 29", "wounding dozens", "destroyed a tank and two cars"."""
    if word(line, first - 1) in {"and", ","}:
        for i in range(first - 2, max(0, first - 7), -1):
            if word(line, i) in {"a", "an"}:
                return ACTIVE.get((word(line, i - 1),))
        return None
    for i in range(first - 1, max(-1, first - 1 - BEFORE_REACH), -1):
        here = line[i].lower
        if here in {"lives", "life"}:  # "claimed the lives of two villagers"
            return NOUNS[("lives",)]
        if here in SKIPPED or here in QUOTES:
            continue
        if here in DETERMINERS or here in {",", ".", ";"}:
            return None
        if word(line, i + 1) == "of" and word(line, i - 1) in {"fatal", "deadly"}:  # "the fatal shooting of a girl"
            return "killed"
        if (found := ACTIVE.get((here,))) and word(line, i - 1) not in BE:
            other = ACTIVE.get((word(line, i - 2),), found) if word(line, i - 1) in {"or", "and"} else found
            return found if other == found else BOTH
        if word(line, i + 1) == "of":
            return NOUNS.get((here,))
        return None
    return None


def _after(line: list[Token], at: int, ends: Mapping[int, int], many: bool | None) -> str | None:
    """ "were killed", "killed in an attack", ", including 11 children, were wounded", "who have died"."""
    be = have = joined = False
    begin, limit = at, at + AFTER_REACH
    singular_or_plural = () if many is None else ("was", "is", "has") if many else ("were", "are", "have")
    while at < min(len(line), limit):
        here = _lower(line[at])
        if here == "as" and word(line, at + 1) == "well":
            at += 2
        elif (dashed := _dashed(line, at, ends)) is not None:
            at, limit = dashed, limit + dashed - at
        elif (here in ENDS and not (be and here == "said")) or (at == begin and at in ends):
            return None
        elif here in {",", "("}:
            beyond = _beyond(line, at, ends)
            if beyond is None:
                return None
            at, limit = beyond, limit + beyond - at
        elif not joined and here in singular_or_plural:
            return None
        elif here in {"and", "or", "including"} and at + 1 in ends:  # "29 rebels and 3 civilians were killed"
            at, joined = ends[at + 1] - 1, True
        elif here in BE:
            be = True
        elif here in HAVE:
            have = True
        elif at in ends:  # "three children from one family were killed"
            if word(line, at - 1) not in STOP or word(line, at - 1) in LEFT:  # "that left one woman dead": her state
                return None
            at = ends[at] - 1
        elif word(line, at - 1) not in DETERMINERS or word(line, at - 2) == "among":  # not "in the besieged parts"
            found, last = _said(line, at, OWN)
            if found is not None:
                return _either(line, last, found)
            found, last = _said(line, at, PASSIVE)
            if found:
                passive = be or ((joined or not have) and _reduced(line, last, ends))
                return _either(line, last, found) if passive else None
        at += 1
    return None


def _dashed(line: list[Token], at: int, ends: Mapping[int, int]) -> int | None:
    """The last token of an aside in dashes that begins at token `at`: "12 others -- nine men, three women -- were"."""
    dash = line[at].lower
    size = 2 if dash == "-" and word(line, at + 1) == "-" else 1
    if dash not in {"-", "–", "—"} or (dash == "-" and size == 1) or at + size not in ends:
        return None
    closing = (i for i in range(at + size, min(len(line), at + 14)) if line[i].lower == dash)
    return next((i + size - 1 for i in closing), None)


def _beyond(line: list[Token], at: int, ends: Mapping[int, int]) -> int | None:
    """The last token that a comma or bracket at token `at` sets apart, None where it ends the clause."""
    following = word(line, at + 1)
    if following in APART or at + 1 in ends:
        return next((i for i in range(at + 1, min(len(line), at + 14)) if line[i].lower in {",", ")"}), None)
    return at if following in LIGHT else None


def _said(line: list[Token], at: int, table: Mapping[tuple[str, ...], str]) -> tuple[str | None, int]:
    """The state that the words from token `at` on stand for, and the token after them."""
    if word(line, at) not in OPENING:
        return None, at
    for length in (4, 3, 2, 1):
        if found := table.get(tuple(t.lower for t in line[at : at + length])):
            return found, at + length
    return None, at


def _risen(line: list[Token], first: int) -> str | None:
    """ "the number of dead rose to 29 and 63 were injured", "put the dead at 27": a toll's own value."""
    if word(line, first - 1) == "to":
        rises = {word(line, i) for i in range(max(0, first - 8), first - 1)} & CHANGE
        return _led(line, first) if rises else None
    if word(line, first - 1) == "at":
        for i in range(first - 2, max(-1, first - 8), -1):
            if (found := NOUNS.get((word(line, i),))) and word(line, i - 1) in {"the", "of"}:
                return found
    return None


def _among(line: list[Token], first: int) -> str | None:
    """ "among the dead were a nurse and two boys"."""
    for i in range(first - 1, max(2, first - 8), -1):
        if line[i].lower in {"were", "was", "are", "is"}:
            among = word(line, i - 3) == "among" and word(line, i - 2) in DETERMINERS
            return NOUNS.get((word(line, i - 1),)) if among else None
        if line[i].lower in {".", ";"}:
            return None
    return None


def _either(line: list[Token], at: int, found: str) -> str:
    """ "100 killed or wounded" are not 100 killed."""
    if found == BOTH and word(line, at) == "and" and word(line, at + 1) == "killed":
        return "killed"
    if found in {BOTH, "injured"} and _dies(line, at):
        return "killed"
    other = PASSIVE.get((word(line, at + 1),), found)
    return BOTH if word(line, at) in {"or", "and", "and/or"} and {found, other} == {"killed", "injured"} else found


def _dies(line: list[Token], at: int) -> bool:
    """ "shot in the head and died at the scene", "who was shot on Tuesday has died": whether the clause goes on so."""
    if _has_died(line, at):
        return True
    for i in range(at, min(len(line) - 1, at + DYING_REACH)):
        if line[i].lower in {",", ".", ";"} or line[i].value is not None:
            return False
        if line[i].lower == "and" and {word(line, i + 1), word(line, i + 2)} & {"died", "dies"}:
            return True
    return False


def _has_died(line: list[Token], at: int) -> bool:
    """Whether "has died" comes before the sentence speaks of others, or ends."""
    for i in range(at, min(len(line) - 1, at + DEATH_REACH)):
        if line[i].lower in {".", ";"} or (line[i].value is not None and word(line, i + 1) in PERSONS):
            return False
        if line[i].lower in {"has", "have", "later"} and word(line, i + 1) == "died":
            return True
    return False


def _lower(token: Token) -> str:
    """The lower-case word, "" for capitals: IS and US are no verb and no pronoun."""
    return "" if len(token.word) > 1 and token.word.isupper() else token.lower


def _reduced(line: list[Token], at: int, ends: Mapping[int, int]) -> bool:
    """Whether a bare participle is a passive ("29 killed in"), and not a verb with an object ("29 rebels killed 3")."""
    following = word(line, at)
    if at in ends and PASSIVE.get((word(line, ends[at]),)):
        return True  # "3 killed 40 injured", as headlines write
    if at in ends or following in OBJECTS:
        return False
    return not following[:1].isalpha() or following in STOP or following.endswith("day")


def _led(line: list[Token], first: int) -> str | None:
    """ "the death toll rose to 29", "the number of wounded stands at 40", "among the dead were 22 children"."""
    for i in range(first - 1, max(-1, first - 1 - TOLL_REACH), -1):
        here = line[i].lower
        if here in {";", ".", "but", "while", "told"}:
            return None
        if here == "toll":
            return "killed"
        if here in {"among", "number", "count"} and word(line, i + 1) in {"of", "the", "those"}:
            for j in range(i + 1, first):
                words = (word(line, j),)
                if found := NOUNS.get(words) or PASSIVE.get(words) or OWN.get(words):
                    return found
            return None
    return None
