"""Language: what a text is written in.

In: a text. Out: a code of ISO 639-1, or None where it is too short or too mixed to tell. An article wrongly shut out is
worse than one wrongly read, so whatever comes close to English is English.
"""

from __future__ import annotations

import re

SAMPLE = 4000  # characters: enough for any detector
SHORTEST = 120  # letters, in Latin script: below this neighbours are mixed up
FEWEST = 20  # letters, in any script
# resiliparse gives a rank, lower for closer; its documentation calls more than 1200 usually false.
CLOSE = 1150
FAR = 1500  # short Chinese and Japanese come no closer than 1300
# Measured in November 2026 on the 672 English articles of syria_coverage and newswcl50, and on 6,027 pieces of 160 to
# 300 characters cut from them. By rank alone 1 article and 241 pieces were something else, mostly Latin or Swedish; now
# 0 and 12. English wins within NEAR ranks, or where COMMON words are more than ENOUGH of the text: twelve other
# languages, a sample each, had none of them. To change these, run benchmarks.coverage: no article may be lost.
NEAR = 25
ENOUGH = 0.02
COMMON = frozenset("the and that with from were has have said by his which been after".split())
WORD = re.compile(r"[^\W\d_]+")
# A record may name its language: a code of two letters, with or without a country.
CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9-]+)?", re.I)


def language(text: str) -> str | None:
    """The language of a text."""
    sample = text[:SAMPLE]
    letters = sum(c.isalpha() for c in sample)
    latin = sum(c.isalpha() and c < "\u0250" for c in sample) > letters / 2
    if letters < (SHORTEST if latin else FEWEST):
        return None
    from resiliparse.parse.lang import detect_fast

    found = detect_fast(sample, cutoff=CLOSE if latin else FAR, n_results=5)
    ranks: list[tuple[str, int]] = found if isinstance(found, list) else [found]
    if not latin:  # another script: which language matters less than that it is none we read
        return ranks[0][0] if ranks else "und"
    if not ranks:
        return None
    english = next((rank for code, rank in ranks if code == "en"), None)
    near = english is not None and english - ranks[0][1] <= NEAR
    return "en" if near or _english(sample) else ranks[0][0]


def coded(words: str | None) -> str | None:
    """The code in what a record says of its language ("en-GB", "EN"), or None where that is no code ("English")."""
    match = CODE.fullmatch((words or "").strip())
    return match[1].lower() if match else None


def _english(text: str) -> bool:
    words = WORD.findall(text.lower())
    return sum(word in COMMON for word in words) > ENOUGH * len(words)
