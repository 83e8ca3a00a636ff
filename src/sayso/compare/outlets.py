"""Outlets: which outlet of the ledger a text means by a name.

In: the outlets of a ledger, and words such as "the Northline news agency", "BBC" or "northline.example". Out: the
outlet that they name, where exactly one fits. No outlet is known here but from the ledger.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

# What follows a name without being it: "Northline news agency" is Northline, "ledger.co.uk" is Ledger.
GENERIC = frozenset(
    "news agency agencies newspaper newspapers paper daily television tv channel network networks radio website site "
    "online magazine staff reporters correspondents wire service services media press".split()
)
DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*?)(?:\.(?:co|com|org|net|gov|ac))?\.[a-z]{2,12}/?$")
WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
SMALL = frozenset("the of and for a de la le el al".split())
NO_OUTLET = "no outlet named"  # what stands for the outlet of an article that has none


class Outlets:
    """The outlets of a ledger, found by what they are called."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key: defaultdict[str, set[str]] = defaultdict(set)
        for name in names:
            for key in keys(name):
                self._by_key[key].add(name)

    def named(self, words: str) -> str | None:
        """The outlet that is meant, or None where none fits or several do."""
        for key in keys(words):
            found = self._by_key.get(key, set())
            if len(found) == 1:
                return next(iter(found))
        return None


def keys(name: str) -> list[str]:
    """What a name may be found by, the surest first: all of it, without generic words, its initials."""
    name = name.strip()
    if domain := DOMAIN.match(name.lower()):
        name = domain[1].replace(".", " ").replace("-", " ")
    words = [word for word in WORD.findall(name.replace("’s", "").replace("'s", "")) if word.lower() not in SMALL]
    if not words:
        return []
    whole = "".join(words).casefold()
    kept = list(words)
    while len(kept) > 1 and kept[-1].lower() in GENERIC:
        kept.pop()
    found = [whole, "".join(kept).casefold()]
    if len(words) > 1:
        found.append("".join(word[0] for word in words).casefold())  # "Syrian Arab News Agency" is "SANA"
    return list(dict.fromkeys(key for key in found if len(key) > 1))


def same(one: str, other: str) -> bool:
    """Whether two names may mean one outlet or agency."""
    return not set(keys(one)).isdisjoint(keys(other))
